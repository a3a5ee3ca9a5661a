/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "mib/tarn-mib-gather-private.h"

#include <string.h>

#include "mib/tarn-mib-facts.h"

static gboolean
is_lost (TarnMibGather           *self,
         const TarnMibDefinition *definition)
{
  return definition->defines != TARN_MIB_DEFINES_NOTHING
         && definition->defines != TARN_MIB_DEFINES_MACRO
         && (definition->is_cut || !g_hash_table_contains (self->found, definition->name));
}

/* The lost definition on which others hang; what hangs on it needs no remark of its own. */
static TarnMibDefinition *
find_root (TarnMibGather     *self,
           TarnMibDefinition *definition)
{
  for (guint i = 0; i < TARN_MIB_MAX_ARCS && definition->parent != NULL; i++)
    {
      TarnMibDefinition *parent = g_hash_table_lookup (self->sources, definition->parent);

      if (parent == NULL || !is_lost (self, parent))
        break;
      definition = parent;
    }

  return definition;
}

static void
remark_root (TarnMibGather           *self,
             const TarnMibDefinition *root,
             guint                    n_below)
{
  const char *reason = g_hash_table_lookup (self->reasons, root);
  TarnMibModuleText *module = self->entry->module;
  g_autofree char *below = n_below > 0
                           ? g_strdup_printf (", and with it %u below it", n_below)
                           : g_strdup ("");

  if (root->is_cut && n_below == 0)
    return;
  if (root->is_cut)
    tarn_mib_module_remark (module, TARN_MIB_REMARK_LOST, root->line, root->column,
                            "%.80s is lost%s", root->name, below);
  else if (root->parent != NULL && !g_hash_table_contains (self->sources, root->parent))
    tarn_mib_module_remark (module, TARN_MIB_REMARK_LOST, root->line, root->column,
                            "%.80s: nobody knows where %.80s is, below which it stands%s",
                            root->name, root->parent, below);
  else
    tarn_mib_module_remark (module, TARN_MIB_REMARK_LOST, root->line, root->column,
                            "%.80s: %s%s", root->name, reason != NULL
                            ? reason : "the parser makes nothing of it", below);
}

/* The object is there, but not all that it names: an INDEX that cannot be told apart. */
static void
remark_unknown_names (TarnMibGather *self,
                      TarnMibEntry  *part)
{
  const GByteArray *facts = part->facts;
  TarnMibFactsReader reader = { facts->data, facts->data + facts->len, FALSE };

  while (tarn_mib_facts_read_kind (&reader) == TARN_MIB_FACT_MESSAGE && !reader.failed)
    {
      guint line = tarn_mib_facts_read_u32 (&reader);
      const char *tag = tarn_mib_facts_read_string (&reader);
      const char *text = tarn_mib_facts_read_string (&reader);
      TarnMibDefinition *definition;

      if (tag == NULL || text == NULL || strcmp (tag, "object-identifier-unknown") != 0)
        continue;
      definition = tarn_mib_module_find_line (part->module, &line);
      if (definition != NULL && !is_lost (self, definition))
        {
          g_autofree char *expanded = tarn_mib_aliases_expand (self->aliases, text);

          definition->is_incomplete = TRUE;
          tarn_mib_module_remark (self->entry->module, TARN_MIB_REMARK_LOST, definition->line,
                                  definition->column, "%.80s: %s", definition->name,
                                  expanded);
        }
    }
}

/* What the module defines and the tree has not: each is named, with what is known of why. */
void
tarn_mib_gather_count_losses (TarnMibGather *self,
                              GPtrArray     *parts)
{
  g_autoptr(GHashTable) below = g_hash_table_new (NULL, NULL);
  GPtrArray *definitions = self->entry->module->definitions;

  for (guint i = 0; i < parts->len; i++)
    remark_unknown_names (self, parts->pdata[i]);
  for (guint i = 0; i < definitions->len; i++)
    {
      TarnMibDefinition *definition = definitions->pdata[i];
      TarnMibDefinition *root;
      guint n;

      if (!is_lost (self, definition))
        {
          self->entry->report->n_incomplete += definition->is_bare || definition->is_incomplete;
          continue;
        }
      g_ptr_array_add (self->entry->report->lost, g_strdup (definition->name));
      root = find_root (self, definition);
      n = GPOINTER_TO_UINT (g_hash_table_lookup (below, root));
      if (root != definition)
        g_hash_table_insert (below, root, GUINT_TO_POINTER (n + 1));
    }

  for (guint i = 0; i < definitions->len; i++)
    {
      TarnMibDefinition *definition = definitions->pdata[i];

      if (is_lost (self, definition) && find_root (self, definition) == definition)
        remark_root (self, definition, GPOINTER_TO_UINT (g_hash_table_lookup (below, definition)));
    }
}
