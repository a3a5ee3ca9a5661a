/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-tree-rows-private.h"

#include "tarn-node-private.h"

/* Another process commits for a millisecond or two. */
#define BUSY_MS 4

/* How often what changes is looked at, at most. */
#define SYNC_MS 8

static void tarn_tree_rows_list_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TarnTreeRows, tarn_tree_rows, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, tarn_tree_rows_list_init))

static GType
tarn_tree_rows_get_item_type (GListModel *model)
{
  return TARN_TYPE_NODE;
}

static guint
tarn_tree_rows_get_n_items (GListModel *model)
{
  TarnTreeRows *self = TARN_TREE_ROWS (model);

  return MIN (self->root->n_rows, self->limit);
}

TarnNode *
tarn_tree_rows_ref_node (TarnTreeRows *self,
                         guint         row)
{
  TarnTreeBranch *branch = self->root;
  TarnTreeChild *child;
  TarnNode *node;
  guint n;

  n = tarn_tree_branch_find_row (&branch, row);
  child = branch->is_run ? NULL : tarn_tree_branch_get_child (branch, n);
  node = branch->is_run ? tarn_tree_branch_find_live (branch, n, NULL) : child->node;
  if (node != NULL)
    return g_object_ref (node);

  node = tarn_node_new (self, branch);
  if (branch->is_run)
    {
      node->index = n;
      node->kind = TARN_NODE_VALUE;
      node->is_inferred = branch->is_inferred;
    }
  else
    {
      node->key = child->key;
      node->kind = child->kind;
      node->is_expanded = child->branch != NULL;
      node->is_unfetched = child->is_unfetched;
      node->is_inferred = child->is_inferred;
    }
  tarn_tree_branch_add_node (branch, node);
  return node;
}

static gpointer
tarn_tree_rows_get_item (GListModel *model,
                         guint       position)
{
  return position < tarn_tree_rows_get_n_items (model)
         ? tarn_tree_rows_ref_node (TARN_TREE_ROWS (model), position) : NULL;
}

static void
tarn_tree_rows_list_init (GListModelInterface *iface)
{
  iface->get_item_type = tarn_tree_rows_get_item_type;
  iface->get_n_items = tarn_tree_rows_get_n_items;
  iface->get_item = tarn_tree_rows_get_item;
}

TarnTreeSource
tarn_tree_rows_get_source (TarnTreeRows *self)
{
  return (TarnTreeSource) { .store = self->store, .mib = self->mib, .cover = self->cover };
}

/* Where the end of the rows is cut off, what comes or goes before it moves others across. */
static void
cut_change (TarnTreeRows *self,
            guint         position,
            guint        *n_removed,
            guint        *n_added)
{
  guint n_after = self->root->n_rows, n_before = n_after - *n_added + *n_removed;

  if (position >= self->limit)
    *n_removed = *n_added = 0;
  else if (*n_removed != *n_added && MAX (n_before, n_after) > self->limit)
    {
      *n_removed = MIN (n_before, self->limit) - position;
      *n_added = MIN (n_after, self->limit) - position;
    }
  else
    {
      *n_removed = MIN (*n_removed, self->limit - position);
      *n_added = MIN (*n_added, self->limit - position);
    }
}

static void
tell (TarnTreeRows *self,
      guint         position,
      guint         n_removed,
      guint         n_added)
{
  gboolean splicing = self->splicing;

  if (n_removed == 0 && n_added == 0)
    return;

  self->splicing = TRUE;
  g_list_model_items_changed (G_LIST_MODEL (self), position, n_removed, n_added);
  self->splicing = splicing;
}

void
tarn_tree_rows_emit (TarnTreeRows *self,
                     guint         position,
                     guint         n_removed,
                     guint         n_added)
{
  cut_change (self, position, &n_removed, &n_added);
  tell (self, position, n_removed, n_added);
}

void
tarn_tree_rows_set_limit (TarnTreeRows *self,
                          guint         limit)
{
  guint n_rows, n_before, n_after;

  g_return_if_fail (TARN_IS_TREE_ROWS (self));

  n_rows = self->root->n_rows;
  n_before = MIN (n_rows, self->limit);
  n_after = MIN (n_rows, limit);
  self->limit = limit;
  tell (self, MIN (n_before, n_after), n_before - MIN (n_before, n_after),
        n_after - MIN (n_before, n_after));
}

static gboolean
tick_cb (gpointer data)
{
  TarnTreeRows *self = data;

  self->tick_id = 0;
  tarn_tree_rows_sync (self);
  return G_SOURCE_REMOVE;
}

void
tarn_tree_rows_schedule (TarnTreeRows *self,
                         guint         delay_ms)
{
  if (self->tick_id == 0)
    self->tick_id = g_timeout_add_full (G_PRIORITY_DEFAULT, delay_ms, tick_cb, self, NULL);
}

/* What is damaged stays so until somebody writes to it. */
static gboolean
begin_read (TarnTreeRows *self)
{
  g_autoptr(GError) error = NULL;

  if (tarn_store_begin_read (self->store, &error))
    return TRUE;

  if (g_error_matches (error, TARN_ERROR, TARN_ERROR_STORE_BUSY))
    tarn_tree_rows_schedule (self, BUSY_MS);
  return FALSE;
}

gboolean
tarn_tree_rows_begin (TarnTreeRows *self)
{
  if (!begin_read (self))
    return FALSE;
  if (!self->all_is_new && self->dirty->len == 0
      && tarn_store_get_serial (self->store) == self->serial)
    return TRUE;

  tarn_store_end_read (self->store);
  tarn_tree_rows_schedule (self, 0);
  return FALSE;
}

static void
changed_cb (TarnTreeRows *self,
            GPtrArray    *ranges)
{
  gint64 since_us = g_get_monotonic_time () - self->synced_us;

  for (guint i = 0; i < ranges->len; i++)
    {
      const TarnChangedRange *range = g_ptr_array_index (ranges, i);

      if (range->kind == TARN_CHANGED_VARBINDS)
        g_ptr_array_add (self->dirty, tarn_changed_range_copy (range));
      else if (range->kind == TARN_CHANGED_RECORDS)
        {
          self->cover_is_new = TRUE;
          self->time_us = -1;
        }
      else
        self->all_is_new = TRUE;
    }

  tarn_tree_rows_schedule (self, since_us < SYNC_MS * G_TIME_SPAN_MILLISECOND ? SYNC_MS : 0);
}

/* Brings the rows to what the store is now.  The read section keeps others from writing
 * while all that was written before is told to changed_cb(). */
static gboolean
catch_up (TarnTreeRows *self)
{
  g_autoptr(GPtrArray) plan = NULL;

  if (!begin_read (self))
    return FALSE;

  tarn_store_refresh (self->store, NULL);
  self->serial = tarn_store_get_serial (self->store);
  plan = tarn_tree_plan_make (self);
  self->all_is_new = self->cover_is_new = FALSE;
  g_ptr_array_set_size (self->dirty, 0);
  tarn_store_end_read (self->store);

  tarn_tree_plan_run (self, plan);
  return TRUE;
}

void
tarn_tree_rows_sync (TarnTreeRows *self)
{
  g_autoptr(GPtrArray) wanted = NULL;

  g_return_if_fail (TARN_IS_TREE_ROWS (self));

  if (self->splicing)
    {
      tarn_tree_rows_schedule (self, BUSY_MS);
      return;
    }

  if (self->all_is_new || self->cover_is_new || self->dirty->len > 0
      || tarn_store_get_serial (self->store) != self->serial)
    {
      if (!catch_up (self))
        return;
      self->synced_us = g_get_monotonic_time ();
    }

  tarn_tree_rows_flush (self);
  if (self->awaits_start && tarn_store_count (self->store, NULL, NULL) > 0)
    tarn_tree_rows_expand_start (self);
  if (self->wanted->len == 0)
    return;
  wanted = g_steal_pointer (&self->wanted);
  self->wanted = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < wanted->len; i++)
    tarn_tree_rows_set_expanded (self, g_ptr_array_index (wanted, i), TRUE);
}

static void
tarn_tree_rows_dispose (GObject *object)
{
  TarnTreeRows *self = TARN_TREE_ROWS (object);

  g_clear_handle_id (&self->tick_id, g_source_remove);
  g_clear_handle_id (&self->mark_id, g_source_remove);
  g_clear_handle_id (&self->expand_id, g_source_remove);
  if (self->store != NULL)
    g_signal_handlers_disconnect_by_func (self->store, changed_cb, self);
  g_queue_clear_full (&self->expanding, (GDestroyNotify) tarn_oid_unref);
  g_clear_pointer (&self->pending, g_ptr_array_unref);
  g_clear_pointer (&self->wanted, g_ptr_array_unref);
  g_clear_pointer (&self->ahead, g_ptr_array_unref);
  g_clear_pointer (&self->marked, g_ptr_array_unref);
  g_clear_pointer (&self->root, tarn_tree_branch_free);
  g_clear_pointer (&self->cover, tarn_tree_cover_free);
  g_clear_pointer (&self->fetching, g_ptr_array_unref);
  g_clear_pointer (&self->dirty, g_ptr_array_unref);
  g_clear_object (&self->store);
  g_clear_object (&self->mib);

  G_OBJECT_CLASS (tarn_tree_rows_parent_class)->dispose (object);
}

static void
tarn_tree_rows_class_init (TarnTreeRowsClass *class)
{
  G_OBJECT_CLASS (class)->dispose = tarn_tree_rows_dispose;

  /**
   * TarnTreeRows::expanded-all:
   * @self: the rows
   * @complete: whether all is expanded, or it would have been too much
   *
   * What tarn_tree_rows_expand_all() began has ended.
   */
  g_signal_new ("expanded-all", TARN_TYPE_TREE_ROWS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 1, G_TYPE_BOOLEAN);

  /**
   * TarnTreeRows::fetch:
   * @self: the rows
   * @oid: a part of the tree
   *
   * Somebody has opened what was not fetched yet.
   */
  g_signal_new ("fetch", TARN_TYPE_TREE_ROWS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 1, TARN_TYPE_OID);
}

static void
tarn_tree_rows_init (TarnTreeRows *self)
{
  self->root = tarn_tree_branch_new (NULL, FALSE);
  self->fetching = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_oid_unref);
  self->dirty = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_changed_range_free);
  self->pending = g_ptr_array_new_with_free_func (g_object_unref);
  self->wanted = g_ptr_array_new_with_free_func (g_object_unref);
  self->ahead = g_ptr_array_new_with_free_func (g_object_unref);
  self->marked = g_ptr_array_new_with_free_func (g_object_unref);
  self->all_is_new = TRUE;
  self->limit = G_MAXUINT;
  self->time_us = -1;
  g_queue_init (&self->expanding);
}

TarnTreeRows *
tarn_tree_rows_new (TarnStore *store,
                    TarnMib   *mib)
{
  TarnTreeRows *self = g_object_new (TARN_TYPE_TREE_ROWS, NULL);

  self->store = g_object_ref (store);
  self->mib = mib != NULL ? g_object_ref (mib) : NULL;
  g_signal_connect_swapped (store, "changed", G_CALLBACK (changed_cb), self);
  tarn_tree_rows_sync (self);
  return self;
}

TarnStore *
tarn_tree_rows_get_store (TarnTreeRows *self)
{
  g_return_val_if_fail (TARN_IS_TREE_ROWS (self), NULL);

  return self->store;
}

TarnMib *
tarn_tree_rows_get_mib (TarnTreeRows *self)
{
  g_return_val_if_fail (TARN_IS_TREE_ROWS (self), NULL);

  return self->mib;
}

gint64
tarn_tree_rows_get_time (TarnTreeRows *self)
{
  g_autoptr(TarnMirrorInfo) info = NULL;

  g_return_val_if_fail (TARN_IS_TREE_ROWS (self), 0);

  if (self->time_us >= 0)
    return self->time_us;

  info = tarn_mirror_info_read (self->store);
  self->time_us = info != NULL ? MAX (info->ended_us, 0) : 0;
  return self->time_us;
}

guint
tarn_tree_rows_get_row (TarnTreeRows *self,
                        TarnNode     *node)
{
  g_return_val_if_fail (TARN_IS_TREE_ROWS (self), TARN_TREE_NO_ROW);
  g_return_val_if_fail (TARN_IS_NODE (node), TARN_TREE_NO_ROW);

  if (node->branch == NULL)
    return TARN_TREE_NO_ROW;

  return tarn_tree_branch_get_row (node->branch,
                                   node->branch->is_run
                                     ? node->index
                                     : tarn_tree_branch_find_child (node->branch, node->key, NULL));
}

guint
tarn_tree_rows_get_parent_row (TarnTreeRows *self,
                               TarnNode     *node)
{
  TarnTreeBranch *branch;

  g_return_val_if_fail (TARN_IS_TREE_ROWS (self), TARN_TREE_NO_ROW);
  g_return_val_if_fail (TARN_IS_NODE (node), TARN_TREE_NO_ROW);

  branch = node->branch;
  if (branch == NULL || branch->parent == NULL)
    return TARN_TREE_NO_ROW;

  return tarn_tree_branch_get_row (branch->parent,
                                   tarn_tree_branch_find_child (branch->parent, branch->key, NULL));
}
