/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "mib/tarn-mib-private.h"

/* What a node is part of, and what is part of it. */

static TarnMibNode *
get_related (const TarnMibNode *self,
             guint32          (*relation) (TarnMibImage *image,
                                           guint32       id))
{
  return tarn_mib_node_new (tarn_mib_node_get_mib (self),
                            relation (tarn_mib_node_get_image (self),
                                      tarn_mib_node_get_id (self)));
}

static GPtrArray *
new_list (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_mib_node_unref);
}

/* Leaves out what does not resolve. */
static void
add_to_list (GPtrArray *list,
             TarnMib   *mib,
             guint32    id)
{
  TarnMibNode *node = tarn_mib_node_new (mib, id);

  if (node != NULL)
    g_ptr_array_add (list, node);
}

/**
 * tarn_mib_node_get_parent:
 * @self: a node
 *
 * Returns: (transfer full) (nullable): the nearest node above, or %NULL
 */
TarnMibNode *
tarn_mib_node_get_parent (const TarnMibNode *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return get_related (self, tarn_mib_image_get_parent);
}

/**
 * tarn_mib_node_get_n_children:
 * @self: a node
 *
 * Returns: how many nodes are next below; arcs without a name between do not count
 */
guint
tarn_mib_node_get_n_children (const TarnMibNode *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return tarn_mib_image_get_n_children (tarn_mib_node_get_image (self),
                                        tarn_mib_node_get_id (self));
}

/**
 * tarn_mib_node_get_child:
 * @self: a node
 * @n: which one, from 0, in the order of OIDs
 *
 * Returns: (transfer full) (nullable): the best definition of that child, or %NULL behind
 *   the last
 */
TarnMibNode *
tarn_mib_node_get_child (const TarnMibNode *self,
                         guint              n)
{
  g_return_val_if_fail (self != NULL, NULL);

  return tarn_mib_node_new (tarn_mib_node_get_mib (self),
                            tarn_mib_image_get_child (tarn_mib_node_get_image (self),
                                                      tarn_mib_node_get_id (self), n));
}

/**
 * tarn_mib_node_get_row:
 * @self: a node
 *
 * Returns: (transfer full) (nullable): of a table, its row; of a column, the row it is in;
 *   of a row, itself; else %NULL
 */
TarnMibNode *
tarn_mib_node_get_row (const TarnMibNode *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return get_related (self, tarn_mib_image_get_row);
}

/**
 * tarn_mib_node_get_table:
 * @self: a node
 *
 * Returns: (transfer full) (nullable): of a column or a row, its table; of a table, itself;
 *   else %NULL
 */
TarnMibNode *
tarn_mib_node_get_table (const TarnMibNode *self)
{
  g_autoptr(TarnMibNode) row = NULL;
  g_autoptr(TarnMibNode) table = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  row = tarn_mib_node_get_row (self);
  if (row != NULL)
    table = tarn_mib_node_get_parent (row);

  return table != NULL && tarn_mib_node_get_kind (table) == TARN_MIB_KIND_TABLE
         ? g_steal_pointer (&table) : NULL;
}

/**
 * tarn_mib_node_list_index:
 * @self: a table, a row or a column
 *
 * Objects of the INDEX clause of the row, or of the row that it augments.  What a module
 * names and nothing defines is left out.
 *
 * Returns: (transfer container) (element-type TarnMibNode): the objects, in their order
 */
GPtrArray *
tarn_mib_node_list_index (const TarnMibNode *self)
{
  g_autoptr(GPtrArray) list = new_list ();
  TarnMibImage *image;
  guint32 row;

  g_return_val_if_fail (self != NULL, NULL);

  image = tarn_mib_node_get_image (self);
  row = tarn_mib_image_get_index_row (image,
                                      tarn_mib_image_get_row (image,
                                                              tarn_mib_node_get_id (self)));
  for (guint i = 0; i < tarn_mib_image_get_n_members (image, row); i++)
    add_to_list (list, tarn_mib_node_get_mib (self), tarn_mib_image_get_member (image, row, i));

  return g_steal_pointer (&list);
}

/**
 * tarn_mib_node_is_index_implied:
 * @self: a table, a row or a column
 *
 * Returns: whether the last part of the index is IMPLIED: a string without its length
 */
gboolean
tarn_mib_node_is_index_implied (const TarnMibNode *self)
{
  TarnMibIndexPart parts[TARN_MIB_MAX_INDEX];
  TarnMibImage *image;
  guint n;

  g_return_val_if_fail (self != NULL, FALSE);

  image = tarn_mib_node_get_image (self);
  n = tarn_mib_image_get_index (image,
                                tarn_mib_image_get_row (image, tarn_mib_node_get_id (self)),
                                parts);
  return n > 0 && parts[n - 1].implied;
}

/**
 * tarn_mib_node_get_augmented:
 * @self: a table, a row or a column
 *
 * Returns: (transfer full) (nullable): the row that its row augments, or %NULL
 */
TarnMibNode *
tarn_mib_node_get_augmented (const TarnMibNode *self)
{
  TarnMibImage *image;

  g_return_val_if_fail (self != NULL, NULL);

  image = tarn_mib_node_get_image (self);
  return tarn_mib_node_new (tarn_mib_node_get_mib (self),
                            tarn_mib_image_get_base_row (
                              image, tarn_mib_image_get_row (image, tarn_mib_node_get_id (self))));
}

/**
 * tarn_mib_node_list_augmenting:
 * @self: a table, a row or a column
 *
 * Returns: (transfer container) (element-type TarnMibNode): the rows that augment its row
 */
GPtrArray *
tarn_mib_node_list_augmenting (const TarnMibNode *self)
{
  g_autoptr(GPtrArray) list = new_list ();
  TarnMibImage *image;
  guint32 row;

  g_return_val_if_fail (self != NULL, NULL);

  image = tarn_mib_node_get_image (self);
  row = tarn_mib_image_get_row (image, tarn_mib_node_get_id (self));
  for (guint32 id = 0; row != TARN_MIB_NONE && id < tarn_mib_image_get_n_objects (image); id++)
    if (tarn_mib_image_get_base_row (image, id) == row)
      add_to_list (list, tarn_mib_node_get_mib (self), id);

  return g_steal_pointer (&list);
}

/**
 * tarn_mib_node_list_members:
 * @self: a notification, a group or a row
 *
 * Objects of a notification, members of a group, the INDEX clause of a row itself.
 *
 * Returns: (transfer container) (element-type TarnMibNode): the objects, in their order
 */
GPtrArray *
tarn_mib_node_list_members (const TarnMibNode *self)
{
  g_autoptr(GPtrArray) list = new_list ();
  TarnMibImage *image;
  guint32 id;

  g_return_val_if_fail (self != NULL, NULL);

  image = tarn_mib_node_get_image (self);
  id = tarn_mib_node_get_id (self);
  for (guint i = 0; i < tarn_mib_image_get_n_members (image, id); i++)
    add_to_list (list, tarn_mib_node_get_mib (self), tarn_mib_image_get_member (image, id, i));

  return g_steal_pointer (&list);
}

/**
 * tarn_mib_node_list_definitions:
 * @self: a node
 *
 * Returns: (transfer container) (element-type TarnMibNode): all that modules define at its OID,
 *   the best first; @self is among them
 */
GPtrArray *
tarn_mib_node_list_definitions (const TarnMibNode *self)
{
  g_autoptr(GPtrArray) list = new_list ();
  TarnMibImage *image;
  guint32 id;

  g_return_val_if_fail (self != NULL, NULL);

  image = tarn_mib_node_get_image (self);
  for (guint n = 0; ; n++)
    {
      id = tarn_mib_image_get_nth_definition (image, tarn_mib_node_get_id (self), n);
      if (id == TARN_MIB_NONE)
        break;
      add_to_list (list, tarn_mib_node_get_mib (self), id);
    }

  return g_steal_pointer (&list);
}
