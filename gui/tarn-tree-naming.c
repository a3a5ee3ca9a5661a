/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Which column tells a person what a row of a table is: ifName, hrSWRunName,
 * entPhysicalDescr.  No list of them: modules name such columns alike.
 */
#include "tarn-tree-scan.h"

/* A device may leave the best of them empty, so the next is asked for then. */
#define MAX_NAMING 3

static const char *const endings[] = { "Name", "Descr" };

static gboolean
is_text (TarnMibNode *column)
{
  TarnMibConvention convention = tarn_mib_node_get_convention (column);

  return convention == TARN_MIB_CONVENTION_DISPLAY_STRING
         || convention == TARN_MIB_CONVENTION_UTF8;
}

/* Columns of @row whose names end so and that the store has. */
static void
add_columns (const TarnTreeSource *source,
             TarnMibNode          *row,
             const char           *ending,
             GPtrArray            *columns)
{
  guint n = tarn_mib_node_get_n_children (row);

  for (guint i = 0; i < n && columns->len < MAX_NAMING; i++)
    {
      g_autoptr(TarnMibNode) column = tarn_mib_node_get_child (row, i);
      g_autoptr(TarnOid) oid = NULL;

      if (!g_str_has_suffix (tarn_mib_node_get_name (column), ending) || !is_text (column))
        continue;

      oid = tarn_mib_node_dup_oid (column);
      if (tarn_store_count (source->store, oid, NULL) > 0)
        g_ptr_array_add (columns, g_steal_pointer (&oid));
    }
}

/* The row whose index @row has, if that is another one's: it tells of the same things. */
static TarnMibNode *
find_base (TarnMibNode *row)
{
  g_autoptr(GPtrArray) index = tarn_mib_node_list_index (row);
  g_autoptr(GPtrArray) others = NULL;
  g_autoptr(TarnMibNode) base = tarn_mib_node_get_augmented (row);

  if (base != NULL)
    return g_steal_pointer (&base);
  if (index == NULL || index->len == 0)
    return NULL;

  base = tarn_mib_node_get_row (g_ptr_array_index (index, 0));
  if (base == NULL || tarn_mib_node_equal (base, row))
    return NULL;

  others = tarn_mib_node_list_index (base);
  if (others == NULL || others->len != index->len)
    return NULL;
  for (guint i = 0; i < index->len; i++)
    if (!tarn_mib_node_equal (g_ptr_array_index (index, i), g_ptr_array_index (others, i)))
      return NULL;

  return g_steal_pointer (&base);
}

void
tarn_tree_scan_naming (const TarnTreeSource *source,
                       TarnTreeBranch       *run)
{
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_mib_node_unref);
  g_autoptr(GPtrArray) more = NULL;
  TarnMibNode *row, *base;

  row = run->mib_node != NULL ? tarn_mib_node_get_row (run->mib_node) : NULL;
  if (row == NULL)
    return;

  g_ptr_array_add (rows, row);
  base = find_base (row);
  if (base != NULL)
    g_ptr_array_add (rows, base);
  more = tarn_mib_node_list_augmenting (base != NULL ? base : row);
  for (guint i = 0; more != NULL && i < more->len; i++)
    g_ptr_array_add (rows, tarn_mib_node_ref (g_ptr_array_index (more, i)));

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    for (guint j = 0; j < rows->len; j++)
      add_columns (source, g_ptr_array_index (rows, j), endings[i], run->naming);
}
