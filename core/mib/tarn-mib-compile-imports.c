/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "mib/tarn-mib-compile-private.h"

#include <string.h>

#include "mib/tarn-mib-words.h"

#define MAX_RELAYS 16   /* modules that pass a symbol on */

/* Macros and basic types are known to every parser, whoever is said to define them. */
static gboolean
is_built_in (const char *symbol)
{
  static const char *const symbols[] = {
    "INTEGER", "OBJECT", "OCTET", "BITS", "IDENTIFIER", "STRING", "ObjectName", "ObjectSyntax",
    "NotificationName", "SimpleSyntax", "ApplicationSyntax", "ExtUTCTime",
  };

  for (guint i = 0; i < G_N_ELEMENTS (symbols); i++)
    if (strcmp (symbols[i], symbol) == 0)
      return TRUE;
  return FALSE;
}

const TarnMibImport *
tarn_mib_entry_find_import (TarnMibEntry *self,
                            const char   *symbol)
{
  for (guint i = 0; i < self->module->imports->len; i++)
    {
      const TarnMibImport *import = self->module->imports->pdata[i];

      if (strcmp (import->name, symbol) == 0)
        return import;
    }

  return NULL;
}

/* The module from which @symbol comes that @from is said to define: itself, one whose
 * symbol it imports, or where the SMI has it.  NULL: nobody. */
static TarnMibEntry *
find_definer (TarnMibCompiler *self,
              TarnMibEntry    *from,
              const char      *symbol)
{
  TarnMibEntry *at = from, *home = NULL;
  const char *name;

  for (guint i = 0; at != NULL && i < MAX_RELAYS; i++)
    {
      const TarnMibImport *import;

      if (tarn_mib_entry_find (at, symbol) != NULL)
        return at;
      import = tarn_mib_entry_find_import (at, symbol);
      at = import != NULL ? tarn_mib_compiler_find (self, import->module) : NULL;
    }

  for (guint v1 = 0; v1 < 2 && home == NULL; v1++)
    {
      name = tarn_mib_words_find_home (symbol, v1);
      home = name != NULL ? tarn_mib_compiler_find (self, name) : NULL;
      if (home != NULL && tarn_mib_entry_find (home, symbol) == NULL)
        home = NULL;
    }
  return home;
}

static TarnMibEntry *
find_module (TarnMibCompiler *self,
             const char      *name)
{
  TarnMibEntry *entry = tarn_mib_compiler_find (self, name);
  const char *other = entry == NULL ? tarn_mib_words_find_module (name) : NULL;

  return other != NULL ? tarn_mib_compiler_find (self, other) : entry;
}

static void
miss (TarnMibEntry        *entry,
      const TarnMibImport *import,
      gboolean             module_is_there)
{
  g_ptr_array_add (entry->report->missing,
                   g_strdup_printf ("%s::%s", import->module, import->name));
  tarn_mib_module_remark (entry->module, TARN_MIB_REMARK_NOTE, import->line, import->column,
                          module_is_there ? "%s is imported from %s, which does not define it"
                                          : "%s is imported from %s, which is not there",
                          import->name, import->module);
}

/* Whether the import is to be kept; *@changed if it is another one now. */
static gboolean
resolve (TarnMibCompiler *self,
         TarnMibEntry    *entry,
         TarnMibImport   *import,
         gboolean        *changed)
{
  TarnMibEntry *from = find_module (self, import->module);
  TarnMibEntry *definer;

  if (is_built_in (import->name))
    {
      gboolean keep = from != NULL && tarn_mib_entry_find (from, import->name) != NULL;

      *changed |= !keep;
      return keep;
    }
  if (tarn_mib_entry_find (entry, import->name) != NULL)
    {
      tarn_mib_module_remark (entry->module, TARN_MIB_REMARK_NOTE, import->line, import->column,
                              "%s is imported, and defined here as well: the import is left out",
                              import->name);
      *changed = TRUE;
      return FALSE;
    }

  definer = find_definer (self, from, import->name);
  if (definer == NULL || definer == entry)
    {
      miss (entry, import, from != NULL);
      *changed = TRUE;
      return FALSE;
    }
  import->part = tarn_mib_entry_find (definer, import->name)->part;
  *changed |= import->part != NULL;
  if (strcmp (definer->module->name, import->module) == 0)
    return TRUE;

  tarn_mib_module_remark (entry->module, TARN_MIB_REMARK_MENDED, import->line, import->column,
                          from == NULL ? "%s is imported from %s, which is not there: taken from %s"
                          : from == tarn_mib_compiler_find (self, import->module)
                          ? "%s is imported from %s, which does not define it: taken from %s"
                          : "%s is imported from %s: taken from %s, as it is called now",
                          import->name, import->module, definer->module->name);
  g_free (import->module);
  import->module = g_strdup (definer->module->name);
  *changed = TRUE;
  return TRUE;
}

void
tarn_mib_entry_write_imports (TarnMibCompiler *self,
                              TarnMibEntry    *entry,
                              const char      *stubs)
{
  g_autofree char *file = tarn_mib_entry_get_file (self, entry);
  g_autofree char *imports = tarn_mib_module_write_imports (entry->module, self->aliases);
  g_autofree char *text = NULL;
  g_autoptr(GString) out = NULL;
  gssize shift;
  gsize n;

  if (!g_file_get_contents (file, &text, &n, NULL) || n < entry->module->imports_end)
    return;

  out = g_string_new_len (text, entry->module->imports_start);
  g_string_append_printf (out, " %s %s", imports, stubs);
  shift = (gssize) out->len - (gssize) entry->module->imports_end;
  g_string_append_len (out, text + entry->module->imports_end, n - entry->module->imports_end);
  entry->module->imports_end += shift;
  for (guint i = 0; i < entry->module->definitions->len; i++)
    {
      TarnMibDefinition *definition = entry->module->definitions->pdata[i];

      definition->start += shift;
      definition->end += shift;
    }
  tarn_mib_entry_write (self, entry, out->str, out->len);
}

void
tarn_mib_compiler_resolve (TarnMibCompiler *self)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      TarnMibEntry *entry = self->entries->pdata[i];
      GPtrArray *imports = entry->module->imports;
      gboolean changed = FALSE;
      guint kept = 0;

      if (tarn_mib_compiler_find (self, entry->module->name) != entry)
        continue;

      for (guint k = 0; k < imports->len; k++)
        {
          TarnMibImport *import = imports->pdata[k];
          gboolean keep = resolve (self, entry, import, &changed);

          /* What is not kept moves behind what is. */
          if (keep)
            {
              imports->pdata[k] = imports->pdata[kept];
              imports->pdata[kept++] = import;
            }
        }
      g_ptr_array_set_size (imports, kept);
      if (changed)
        tarn_mib_entry_write_imports (self, entry, "");
    }
}
