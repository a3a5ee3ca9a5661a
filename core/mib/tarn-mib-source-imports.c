/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "mib/tarn-mib-source-private.h"

#include <string.h>

#include "mib/tarn-mib-words.h"

static void
add_import (TarnMibDraft *self,
            const char   *name,
            const char   *module,
            guint         i)
{
  const TarnMibToken *token = tarn_mib_draft_token (self, i);
  TarnMibImport *import;

  /* Twice is once. */
  if (g_hash_table_contains (self->imported, name))
    return;
  if (strcmp (module, self->module->name) == 0)
    {
      tarn_mib_draft_remark (self, TARN_MIB_REMARK_MENDED, i,
                             "the module imports %s from itself: left out", name);
      return;
    }

  import = g_new (TarnMibImport, 1);
  *import = (TarnMibImport) { g_strdup (name), g_strdup (module), token->line, token->column,
                              NULL };
  g_ptr_array_add (self->module->imports, import);
  g_hash_table_insert (self->imported, import->name, import);
}

/* Names of which nobody says where they are from. */
static void
place_rest (TarnMibDraft *self,
            GArray       *names)
{
  for (guint k = 0; k < names->len; k++)
    {
      guint i = g_array_index (names, guint, k);
      const char *name = tarn_mib_draft_get_text (self, i);
      const char *home = tarn_mib_words_find_home (name, FALSE);

      tarn_mib_draft_remark (self, TARN_MIB_REMARK_MENDED, i,
                             home != NULL ? "%s is imported without FROM: taken from %s"
                                          : "%s is imported without FROM: left out", name, home);
      if (home != NULL)
        add_import (self, name, home, i);
    }
}

static gboolean
is_from (TarnMibDraft *self,
         guint         i)
{
  return tarn_mib_token_is_like (tarn_mib_draft_token (self, i), self->text, "FROM");
}

guint
tarn_mib_draft_read_imports (TarnMibDraft *self,
                             guint         i)
{
  gboolean exports = tarn_mib_token_is_like (tarn_mib_draft_token (self, i), self->text, "EXPORTS");
  g_autoptr(GArray) names = g_array_new (FALSE, FALSE, sizeof (guint));
  const char *macro;
  guint body, clause = i;

  for (i++; tarn_mib_draft_token (self, i)->kind != TARN_MIB_TOKEN_END; i++)
    {
      if (tarn_mib_draft_is (self, i, ";"))
        {
          if (names->len > 0 && !exports)
            place_rest (self, names);
          return i + 1;
        }
      if (tarn_mib_draft_begins (self, i, &body, &macro))
        break;
      if (exports)
        continue;

      if (is_from (self, i) && tarn_mib_draft_is_name (self, i + 1))
        {
          const char *module = tarn_mib_draft_get_text (self, i + 1);

          for (guint k = 0; k < names->len; k++)
            {
              guint at = g_array_index (names, guint, k);

              add_import (self, tarn_mib_draft_get_text (self, at), module, at);
            }
          g_array_set_size (names, 0);
          i++;
          /* The OID of a module, which X.680 has and the SMI has not. */
          if (tarn_mib_draft_is (self, i + 1, "{"))
            while (!tarn_mib_draft_is (self, i, "}")
                   && tarn_mib_draft_token (self, i)->kind != TARN_MIB_TOKEN_END)
              i++;
        }
      else if (tarn_mib_draft_is_name (self, i))
        g_array_append_val (names, i);
      else if (!tarn_mib_draft_is (self, i, ","))
        tarn_mib_draft_remark (self, TARN_MIB_REMARK_MENDED, i,
                               "“%.40s” does not belong into a list of imports: left out",
                               tarn_mib_draft_get_text (self, i));
    }

  tarn_mib_draft_remark (self, TARN_MIB_REMARK_MENDED, clause, "; behind the %s is missing",
                         exports ? "EXPORTS" : "IMPORTS");
  if (!exports)
    place_rest (self, names);
  return i;
}

/* "OBJECT-TYPE", "Counter32", "enterprises": used, well-known, from nowhere. */
static void
add_if_missing (TarnMibDraft *self,
                const char   *name,
                guint         i)
{
  const char *home;

  if (g_hash_table_contains (self->imported, name) || g_hash_table_contains (self->types, name)
      || g_hash_table_contains (self->values, name))
    return;
  home = tarn_mib_words_find_home (name, self->v1);
  if (home == NULL || strcmp (home, self->module->name) == 0)
    return;

  tarn_mib_draft_remark (self, TARN_MIB_REMARK_MENDED, i,
                         "%s is used but not imported: taken from %s", name, home);
  add_import (self, name, home, i);
}

/* The words of a definition that may be names of others: types anywhere, OIDs where one
 * begins or where objects are listed. */
static gboolean
is_reference (TarnMibDraft *self,
              guint         i)
{
  if (tarn_mib_draft_token (self, i)->kind == TARN_MIB_TOKEN_UPPER)
    return TRUE;
  if (tarn_mib_draft_token (self, i)->kind != TARN_MIB_TOKEN_LOWER || i == 0)
    return FALSE;
  return tarn_mib_draft_is (self, i - 1, "{") && !tarn_mib_draft_is (self, i + 1, "(");
}

void
tarn_mib_draft_add_imports (TarnMibDraft *self)
{
  for (guint p = 0; p < self->pieces->len; p++)
    {
      const TarnMibPiece *piece = &g_array_index (self->pieces, TarnMibPiece, p);

      if (piece->definition->defines == TARN_MIB_DEFINES_MACRO || piece->definition->is_cut)
        continue;
      if (piece->macro != NULL)
        add_if_missing (self, piece->macro, piece->first + 1);
      for (guint i = piece->body; i < piece->end; i++)
        {
          const TarnMibToken *token = tarn_mib_draft_token (self, i);

          if (token->len <= 20 && is_reference (self, i))
            add_if_missing (self, token->instead != NULL ? token->instead
                                                         : tarn_mib_draft_get_text (self, i), i);
        }
    }
}

char *
tarn_mib_module_write_imports (TarnMibModuleText *self,
                               TarnMibAliases    *aliases)
{
  g_autoptr(GHashTable) done = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->imports->len; i++)
    {
      const TarnMibImport *first = self->imports->pdata[i];
      g_autofree char *module = first->part != NULL
                                ? g_strdup (first->part)
                                : tarn_mib_aliases_get_module (aliases, first->module);

      if (!g_hash_table_add (done, g_strdup (module)))
        continue;
      g_string_append (text, text->len == 0 ? "IMPORTS " : " ");
      for (guint k = i; k < self->imports->len; k++)
        {
          const TarnMibImport *import = self->imports->pdata[k];

          if (strcmp (import->module, first->module) == 0
              && g_strcmp0 (import->part, first->part) == 0)
            g_string_append_printf (text, "%s%s", k > i ? "," : "",
                                    tarn_mib_aliases_get_symbol (aliases, import->name));
        }
      g_string_append_printf (text, " FROM %s", module);
    }

  if (text->len > 0)
    g_string_append_c (text, ';');
  return g_string_free (text, FALSE);
}
