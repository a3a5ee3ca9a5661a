/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * When nodes are read: what somebody wants to know now, if the store is what the rows are
 * true of, and else as soon as it is.
 */
#include "tarn-node-private.h"
#include "tarn-tree-rows-private.h"

/* Rows that are read together, from a multiple of this on. */
#define N_AHEAD 32

/* How long a value that changed is marked. */
#define MARK_US (1500 * G_TIME_SPAN_MILLISECOND)
#define MARK_CHECK_MS 250

void
tarn_tree_rows_add_pending (TarnTreeRows *self,
                            TarnNode     *node)
{
  if (!g_ptr_array_find (self->pending, node, NULL))
    g_ptr_array_add (self->pending, g_object_ref (node));
}

/* Reads @node and those around it: whoever shows a row shows its neighbours next, and to
 * begin and end a read section takes as long as to read a row. */
static void
read_ahead (TarnTreeRows *self,
            TarnNode     *node)
{
  g_autoptr(GPtrArray) nodes = g_ptr_array_new_with_free_func (g_object_unref);
  TarnTreeBranch *branch = node->branch;
  guint first = node->index - node->index % N_AHEAD;
  guint row = tarn_tree_branch_get_row (branch, first);

  for (guint i = 0; i < N_AHEAD && first + i < branch->n_rows; i++)
    {
      TarnNode *one = tarn_tree_rows_ref_node (self, row + i);

      if (!one->is_read)
        tarn_node_read (one, self->store, self->mib);
      g_ptr_array_add (nodes, one);
    }

  g_ptr_array_unref (self->ahead);
  self->ahead = g_steal_pointer (&nodes);
}

void
tarn_tree_rows_read_node (TarnTreeRows *self,
                          TarnNode     *node)
{
  g_return_if_fail (TARN_IS_TREE_ROWS (self));
  g_return_if_fail (TARN_IS_NODE (node));

  if (node->branch == NULL)
    return;
  if (!tarn_tree_rows_begin (self))
    {
      tarn_tree_rows_add_pending (self, node);
      return;
    }

  if (node->branch->is_run)
    read_ahead (self, node);
  else
    tarn_node_read (node, self->store, self->mib);
  tarn_store_end_read (self->store);
}

static gboolean
mark_cb (gpointer data)
{
  TarnTreeRows *self = data;
  gint64 now_us = g_get_monotonic_time ();

  for (guint i = self->marked->len; i > 0; i--)
    {
      g_autoptr(TarnNode) node = g_object_ref (g_ptr_array_index (self->marked, i - 1));

      if (now_us - node->changed_us < MARK_US)
        continue;
      node->changed_us = 0;
      g_ptr_array_remove_index_fast (self->marked, i - 1);
      tarn_node_emit_changed (node);
    }

  if (self->marked->len > 0)
    return G_SOURCE_CONTINUE;
  self->mark_id = 0;
  return G_SOURCE_REMOVE;
}

static void
mark (TarnTreeRows *self,
      TarnNode     *node)
{
  if (node->changed_us == 0)
    g_ptr_array_add (self->marked, g_object_ref (node));
  node->changed_us = g_get_monotonic_time ();
  if (self->mark_id == 0)
    self->mark_id = g_timeout_add (MARK_CHECK_MS, mark_cb, self);
}

void
tarn_tree_rows_flush (TarnTreeRows *self)
{
  g_autoptr(GPtrArray) nodes = NULL;

  if (self->pending->len == 0 || !tarn_tree_rows_begin (self))
    return;

  nodes = g_steal_pointer (&self->pending);
  self->pending = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < nodes->len; i++)
    {
      TarnNode *node = g_ptr_array_index (nodes, i);
      g_autoptr(TarnValue) was = g_steal_pointer (&node->value);

      if (node->branch == NULL)
        continue;
      tarn_node_read (node, self->store, self->mib);
      if (was != NULL && node->value != NULL && !tarn_value_equal (was, node->value))
        mark (self, node);
    }
  tarn_store_end_read (self->store);

  for (guint i = 0; i < nodes->len; i++)
    tarn_node_emit_changed (g_ptr_array_index (nodes, i));
}
