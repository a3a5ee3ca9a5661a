/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What is expanded on the way to something, all at once, or anew.
 */
#include "tarn-tree-rows-private.h"

#include "tarn-node-private.h"

/* Parts that are expanded by a wish for all: a person does not look at more of them, and
 * columns of any length cost no more than short ones. */
#define MAX_EXPANDED 5000

/* What to do about all in one turn of the loop. */
#define SLICE_US (2 * G_TIME_SPAN_MILLISECOND)

static gboolean
is_below (TarnOid *oid,
          TarnOid *prefix)
{
  TarnSpan name = tarn_tree_span (oid);
  TarnSpan above = tarn_tree_span (prefix);

  return name.len > above.len && (above.len == 0 || memcmp (name.data, above.data, above.len) == 0);
}

/* The child of @branch that @oid is or is below of; FALSE: there is none. */
static gboolean
find_child (TarnTreeBranch *branch,
            TarnOid        *oid,
            guint          *n)
{
  gboolean found;

  if (!is_below (oid, branch->oid))
    return FALSE;

  *n = tarn_tree_branch_find_child (branch,
                                    tarn_tree_get_arc (tarn_tree_span (oid),
                                                       tarn_tree_span (branch->oid).len, NULL),
                                    &found);
  return found;
}

typedef enum
{
  EXPAND_NOTHING,
  EXPAND_ABOVE,
  EXPAND_ITSELF,
} Expand;

/* Goes down from the root as far as @oid, expanding what is collapsed.  The last branch, and
 * in @n (unless it is a run) the child that came nearest. */
static TarnTreeBranch *
descend (TarnTreeRows *self,
         TarnOid      *oid,
         Expand        expand,
         guint        *n)
{
  TarnTreeBranch *branch = self->root;

  while (!branch->is_run)
    {
      g_autoptr(TarnOid) at = NULL;
      TarnTreeBranch *below;
      TarnTreeChild *child;

      if (!find_child (branch, oid, n))
        return NULL;
      child = tarn_tree_branch_get_child (branch, *n);
      at = tarn_tree_make_oid (branch->oid, child->key);
      if (child->kind == TARN_NODE_VALUE || at == NULL
          || (expand != EXPAND_ITSELF && tarn_oid_equal (at, oid)))
        return branch;

      if (child->branch == NULL)
        {
          if (expand == EXPAND_NOTHING || self->splicing || !tarn_tree_rows_begin (self))
            return branch;
          below = tarn_tree_rows_scan_child (self, branch, *n);
          tarn_store_end_read (self->store);
          if (below == NULL)
            return branch;
          tarn_tree_rows_attach (self, branch, *n, below);
        }

      child = tarn_tree_branch_get_child (branch, *n);
      below = child->branch;
      if (below == NULL || (!below->is_run && !find_child (below, oid, &(guint) { 0 })))
        return branch;
      branch = below;
    }

  return branch;
}

void
tarn_tree_rows_expand_path (TarnTreeRows *self,
                            TarnOid      *oid)
{
  guint n;

  descend (self, oid, EXPAND_ITSELF, &n);
}

static guint
find_row (TarnTreeRows *self,
          TarnOid      *oid,
          Expand        expand)
{
  TarnTreeBranch *branch;
  guint64 rank, base;
  guint n = 0;

  branch = descend (self, oid, expand, &n);
  if (branch == NULL)
    return TARN_TREE_NO_ROW;
  if (!branch->is_run)
    return tarn_tree_branch_get_row (branch, n);

  if (branch->n_rows > 0 && tarn_tree_rows_begin (self))
    {
      base = tarn_tree_scan_rank (self->store, branch->oid);
      rank = tarn_tree_scan_rank (self->store, oid);
      tarn_store_end_read (self->store);
      return tarn_tree_branch_get_row (branch, (guint) MIN (rank - base, branch->n_rows - 1));
    }

  if (branch->parent == NULL)
    return TARN_TREE_NO_ROW;
  n = tarn_tree_branch_find_child (branch->parent, branch->key, NULL);
  return tarn_tree_branch_get_row (branch->parent, n);
}

guint
tarn_tree_rows_reveal (TarnTreeRows *self,
                       TarnOid      *oid)
{
  g_return_val_if_fail (TARN_IS_TREE_ROWS (self), TARN_TREE_NO_ROW);
  g_return_val_if_fail (oid != NULL, TARN_TREE_NO_ROW);

  tarn_tree_rows_sync (self);
  return find_row (self, oid, EXPAND_ABOVE);
}

guint
tarn_tree_rows_find (TarnTreeRows *self,
                     TarnOid      *oid)
{
  g_return_val_if_fail (TARN_IS_TREE_ROWS (self), TARN_TREE_NO_ROW);
  g_return_val_if_fail (oid != NULL, TARN_TREE_NO_ROW);

  return find_row (self, oid, EXPAND_NOTHING);
}

void
tarn_tree_rows_expand_start (TarnTreeRows *self)
{
  /* What most of a device is in: mib-2, and what its vendor adds. */
  static const char *const starts[] = { "1.3.6.1.2.1", "1.3.6.1.4.1" };

  g_return_if_fail (TARN_IS_TREE_ROWS (self));

  /* A device that was opened a moment ago: when it has told something. */
  self->awaits_start = tarn_store_count (self->store, NULL, NULL) == 0;
  for (guint i = 0; i < G_N_ELEMENTS (starts); i++)
    {
      g_autoptr(TarnOid) oid = tarn_oid_new (starts[i], NULL);

      tarn_tree_rows_expand_path (self, oid);
    }

  if (self->root->n_rows == 1 && !self->root->is_run)
    {
      g_autoptr(TarnNode) only = g_list_model_get_item (G_LIST_MODEL (self), 0);

      tarn_node_set_expanded (only, TRUE);
    }
}

/* What is below @branch and can be expanded, the first first, before all that waits. */
static void
push_children (TarnTreeRows   *self,
               TarnTreeBranch *branch)
{
  for (guint i = branch->is_run ? 0 : branch->children->len; i > 0; i--)
    {
      TarnTreeChild *child = tarn_tree_branch_get_child (branch, i - 1);

      if (child->kind != TARN_NODE_VALUE && !child->is_unfetched)
        g_queue_push_head (&self->expanding, tarn_tree_make_oid (branch->oid, child->key));
    }
}

static void
end_expanding (TarnTreeRows *self,
               gboolean      complete)
{
  g_queue_clear_full (&self->expanding, (GDestroyNotify) tarn_oid_unref);
  g_signal_emit_by_name (self, "expanded-all", complete);
}

static gboolean
expand_cb (gpointer data)
{
  TarnTreeRows *self = data;
  gint64 until_us = g_get_monotonic_time () + SLICE_US;

  while (g_get_monotonic_time () < until_us)
    {
      g_autoptr(TarnOid) oid = g_queue_pop_head (&self->expanding);
      TarnTreeBranch *branch;
      guint n;

      if (oid == NULL || self->n_expanded >= MAX_EXPANDED)
        {
          self->expand_id = 0;
          end_expanding (self, oid == NULL);
          return G_SOURCE_REMOVE;
        }

      /* Somebody else writes: the next turn will do. */
      if (self->splicing || !tarn_tree_rows_begin (self))
        {
          g_queue_push_head (&self->expanding, g_steal_pointer (&oid));
          return G_SOURCE_CONTINUE;
        }
      tarn_store_end_read (self->store);

      branch = descend (self, oid, EXPAND_ABOVE, &n);
      if (branch == NULL || branch->is_run
          || !find_child (branch, oid, &n)
          || tarn_tree_branch_get_child (branch, n)->kind == TARN_NODE_VALUE)
        continue;
      descend (self, oid, EXPAND_ITSELF, &(guint) { 0 });
      self->n_expanded++;
      if (tarn_tree_branch_get_child (branch, n)->branch != NULL)
        push_children (self, tarn_tree_branch_get_child (branch, n)->branch);
    }

  return G_SOURCE_CONTINUE;
}

void
tarn_tree_rows_expand_all (TarnTreeRows *self,
                           TarnNode     *node)
{
  g_return_if_fail (TARN_IS_TREE_ROWS (self));
  g_return_if_fail (node == NULL || TARN_IS_NODE (node));

  tarn_tree_rows_sync (self);
  g_queue_clear_full (&self->expanding, (GDestroyNotify) tarn_oid_unref);
  self->n_expanded = 0;
  if (node == NULL)
    push_children (self, self->root);
  else if (node->branch != NULL && node->kind != TARN_NODE_VALUE)
    g_queue_push_head (&self->expanding, tarn_tree_make_oid (node->branch->oid, node->key));

  if (self->expand_id == 0)
    self->expand_id = g_idle_add (expand_cb, self);
}

void
tarn_tree_rows_collapse_all (TarnTreeRows *self)
{
  TarnTreeBranch *root;

  g_return_if_fail (TARN_IS_TREE_ROWS (self));

  g_clear_handle_id (&self->expand_id, g_source_remove);
  g_queue_clear_full (&self->expanding, (GDestroyNotify) tarn_oid_unref);
  root = self->root;
  if (self->splicing || root->is_run)
    return;
  for (guint i = root->children->len; i > 0; i--)
    if (tarn_tree_branch_get_child (root, i - 1)->branch != NULL)
      tarn_tree_rows_collapse (self, root, i - 1);
}

static void
list_expanded (TarnTreeBranch *branch,
               GPtrArray      *oids)
{
  for (guint i = 0; !branch->is_run && i < branch->children->len; i++)
    {
      TarnTreeChild *child = tarn_tree_branch_get_child (branch, i);

      if (child->branch == NULL)
        continue;
      g_ptr_array_add (oids, tarn_oid_ref (child->branch->oid));
      list_expanded (child->branch, oids);
    }
}

/* All rows go, and come back as the modules and the store have them now. */
static void
make_anew (TarnTreeRows *self)
{
  g_autoptr(GPtrArray) expanded = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_oid_unref);
  guint n_rows = self->root->n_rows;

  list_expanded (self->root, expanded);
  tarn_tree_branch_free (self->root);
  self->root = tarn_tree_branch_new (NULL, FALSE);
  tarn_tree_rows_emit (self, 0, n_rows, 0);

  self->all_is_new = TRUE;
  tarn_tree_rows_sync (self);
  for (guint i = 0; i < expanded->len; i++)
    tarn_tree_rows_expand_path (self, g_ptr_array_index (expanded, i));
}

void
tarn_tree_rows_set_mib (TarnTreeRows *self,
                        TarnMib      *mib)
{
  g_return_if_fail (TARN_IS_TREE_ROWS (self));
  g_return_if_fail (mib == NULL || TARN_IS_MIB (mib));

  if (g_set_object (&self->mib, mib))
    make_anew (self);
}

void
tarn_tree_rows_set_can_fetch (TarnTreeRows *self,
                              gboolean      can_fetch)
{
  g_return_if_fail (TARN_IS_TREE_ROWS (self));

  if (can_fetch == (self->cover != NULL))
    return;

  g_clear_pointer (&self->cover, tarn_tree_cover_free);
  if (can_fetch)
    self->cover = tarn_tree_cover_new (self->store);
  self->all_is_new = TRUE;
  tarn_tree_rows_sync (self);
}

/* What is not fetched says what becomes of it. */
static void
tell_unfetched (TarnTreeRows   *self,
                TarnTreeBranch *branch)
{
  for (guint i = 0; !branch->is_run && i < branch->children->len; i++)
    {
      TarnTreeChild *child = tarn_tree_branch_get_child (branch, i);

      if (child->is_unfetched && child->node != NULL)
        tarn_tree_rows_add_pending (self, child->node);
      if (child->branch != NULL)
        tell_unfetched (self, child->branch);
    }
}

void
tarn_tree_rows_set_fetching (TarnTreeRows *self,
                             TarnOid      *oid)
{
  g_return_if_fail (TARN_IS_TREE_ROWS (self));

  if (oid == NULL && self->fetching->len == 0)
    return;

  if (oid != NULL)
    g_ptr_array_add (self->fetching, tarn_oid_ref (oid));
  else
    g_ptr_array_set_size (self->fetching, 0);
  tell_unfetched (self, self->root);
  tarn_tree_rows_schedule (self, 0);
}

gboolean
tarn_tree_rows_is_fetching (TarnTreeRows *self,
                            TarnOid      *oid)
{
  g_return_val_if_fail (TARN_IS_TREE_ROWS (self), FALSE);

  for (guint i = 0; i < self->fetching->len; i++)
    if (tarn_oid_has_prefix (oid, g_ptr_array_index (self->fetching, i)))
      return TRUE;

  return FALSE;
}
