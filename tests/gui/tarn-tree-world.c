/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-tree-world.h"

char *
world_to_text (gpointer item)
{
  TarnNode *node = item;

  return g_strdup_printf ("%*s%s%s%s%s%s", 2 * (int) tarn_node_get_depth (node), "",
                          tarn_node_is_inferred (node) ? "~" : "",
                          tarn_node_get_caption (node),
                          tarn_node_is_expandable (node)
                            ? tarn_node_is_expanded (node) ? " -" : " +" : " = ",
                          tarn_node_is_expandable (node) && !tarn_node_is_unfetched (node)
                            ? "" : tarn_node_get_value_text (node),
                          tarn_node_has_changed (node) ? " *" : "");
}

TarnOid *
world_oid (const char *text)
{
  TarnOid *oid = tarn_oid_new (text, NULL);

  g_assert_nonnull (oid);
  return oid;
}

void
world_write (TarnStore  *store,
             const char *text)
{
  g_auto(GStrv) words = g_strsplit (text, " ", -1);
  g_autoptr(TarnBatch) batch = tarn_batch_new ();
  g_autoptr(GError) error = NULL;

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_auto(GStrv) sides = g_strsplit (words[i] + 1, "=", 2);
      g_autoptr(TarnOid) oid = world_oid (sides[0]);

      if (words[i][0] == '-')
        tarn_batch_delete (batch, oid);
      else
        {
          g_autoptr(TarnValue) value =
            g_ascii_isdigit (sides[1][0])
              ? tarn_value_new_integer (atoi (sides[1]))
              : tarn_value_new_octets (TARN_KIND_OCTET_STRING, (const guint8 *) sides[1],
                                       strlen (sides[1]));

          tarn_batch_put (batch, oid, value);
        }
    }
  g_assert_true (tarn_store_apply (store, batch, &error));
  g_assert_no_error (error);
}

void
world_init (World      *world,
            TarnMib    *mib,
            const char *varbinds)
{
  world->store = tarn_memory_store_new ();
  if (varbinds[0] != '\0')
    world_write (world->store, varbinds);
  world->rows = tarn_tree_rows_new (world->store, mib);
  world->log = tarn_model_log_new (G_LIST_MODEL (world->rows), world_to_text);
}

void
world_clear (World *world)
{
  tarn_model_log_check (world->log);
  tarn_model_log_free (world->log);
  g_assert_finalize_object (world->rows);
  g_assert_finalize_object (world->store);
}

void
world_assert_rows (World      *world,
                   const char *expected)
{
  g_autofree char *text = NULL;

  tarn_tree_rows_sync (world->rows);
  tarn_model_log_check (world->log);
  text = tarn_model_log_to_text (world->log);
  g_assert_cmpstr (text, ==, expected);
}

void
world_assert_changes (World      *world,
                      const char *expected)
{
  g_autofree char *changes = NULL;

  tarn_tree_rows_sync (world->rows);
  changes = tarn_model_log_take (world->log);
  g_assert_cmpstr (changes, ==, expected);
}

guint
world_find_row (World      *world,
                const char *caption)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (world->rows));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(TarnNode) node = g_list_model_get_item (G_LIST_MODEL (world->rows), i);

      if (strcmp (tarn_node_get_caption (node), caption) == 0)
        return i;
    }

  g_error ("no row “%s”", caption);
}

void
world_expand (World      *world,
              const char *caption,
              gboolean    expanded)
{
  g_autoptr(TarnNode) node =
    g_list_model_get_item (G_LIST_MODEL (world->rows), world_find_row (world, caption));
  g_autofree char *text = NULL;

  tarn_node_set_expanded (node, expanded);
  g_assert_true (tarn_node_is_expanded (node) == expanded);
  /* Seen, as rows on a screen are. */
  text = tarn_model_log_to_text (world->log);
}
