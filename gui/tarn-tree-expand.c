/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Nodes are expanded and collapsed.
 */
#include "tarn-node-private.h"
#include "tarn-tree-rows-private.h"

/* A chain of nodes with one child each is expanded so far at once: no name is longer. */
#define MAX_CHAIN 256

TarnTreeBranch *
tarn_tree_rows_scan_child (TarnTreeRows   *self,
                           TarnTreeBranch *parent,
                           guint           n)
{
  TarnTreeSource source = tarn_tree_rows_get_source (self);
  g_autoptr(TarnTreeBranch) top = NULL;
  TarnTreeBranch *above = parent;

  for (guint i = 0; i < MAX_CHAIN; i++)
    {
      TarnTreeChild *child = tarn_tree_branch_get_child (above, n);
      g_autoptr(TarnOid) oid = tarn_tree_make_oid (above->oid, child->key);
      TarnTreeBranch *branch;

      if (oid == NULL)
        break;
      branch = tarn_tree_scan_branch (&source, oid, child->kind);
      branch->key = child->key;
      branch->depth = above->depth + 1;
      if (top == NULL)
        top = branch;
      else
        {
          branch->parent = above;
          child->branch = branch;
          tarn_tree_branch_grow (above, (int) branch->n_rows);
        }

      if (branch->is_run || branch->children->len != 1)
        break;
      child = tarn_tree_branch_get_child (branch, 0);
      if (child->kind == TARN_NODE_VALUE)
        break;
      above = branch;
      n = 0;
    }

  return g_steal_pointer (&top);
}

void
tarn_tree_rows_attach (TarnTreeRows   *self,
                       TarnTreeBranch *parent,
                       guint           n,
                       TarnTreeBranch *branch)
{
  TarnTreeChild *child = tarn_tree_branch_get_child (parent, n);
  g_autoptr(TarnNode) node = child->node != NULL ? g_object_ref (child->node) : NULL;

  branch->parent = parent;
  child->branch = branch;
  if (node != NULL)
    node->is_expanded = TRUE;
  tarn_tree_branch_grow (parent, (int) branch->n_rows);
  tarn_tree_rows_emit (self, tarn_tree_branch_get_row (parent, n) + 1, 0, branch->n_rows);
  if (node != NULL)
    tarn_node_emit_changed (node);
}

void
tarn_tree_rows_collapse (TarnTreeRows   *self,
                         TarnTreeBranch *parent,
                         guint           n)
{
  TarnTreeChild *child = tarn_tree_branch_get_child (parent, n);
  g_autoptr(TarnNode) node = child->node != NULL ? g_object_ref (child->node) : NULL;
  guint n_rows = child->branch->n_rows;

  g_clear_pointer (&child->branch, tarn_tree_branch_free);
  if (node != NULL)
    node->is_expanded = FALSE;
  tarn_tree_branch_grow (parent, -(int) n_rows);
  tarn_tree_rows_emit (self, tarn_tree_branch_get_row (parent, n) + 1, n_rows, 0);
  if (node != NULL)
    tarn_node_emit_changed (node);
}

/* Who sees a table or values that are not there wants them; who sees parts of the tree that
 * only lead there does not ask for all of it. */
static gboolean
is_worth_fetching (TarnTreeBranch *branch)
{
  while (!branch->is_run && branch->children->len == 1
         && tarn_tree_branch_get_child (branch, 0)->branch != NULL)
    branch = tarn_tree_branch_get_child (branch, 0)->branch;

  for (guint i = 0; !branch->is_run && i < branch->children->len; i++)
    if (tarn_tree_branch_get_child (branch, i)->kind != TARN_NODE_PART)
      return TRUE;

  return branch->is_run || branch->children->len == 0;
}

void
tarn_tree_rows_set_expanded (TarnTreeRows *self,
                             TarnNode     *node,
                             gboolean      expanded)
{
  g_autoptr(TarnOid) oid = NULL;
  TarnTreeBranch *parent;
  TarnTreeBranch *branch;
  gboolean is_wanted;
  guint n;

  g_return_if_fail (TARN_IS_TREE_ROWS (self));
  g_return_if_fail (TARN_IS_NODE (node));

  if (self->splicing)
    return;

  tarn_tree_rows_sync (self);
  parent = node->branch;
  g_ptr_array_remove (self->wanted, node);
  if (parent == NULL || node->kind == TARN_NODE_VALUE || node->is_expanded == expanded)
    return;

  n = tarn_tree_branch_find_child (parent, node->key, NULL);
  if (!expanded)
    {
      tarn_tree_rows_collapse (self, parent, n);
      return;
    }
  if (!tarn_tree_rows_begin (self))
    {
      g_ptr_array_add (self->wanted, g_object_ref (node));
      return;
    }

  branch = tarn_tree_rows_scan_child (self, parent, n);
  tarn_store_end_read (self->store);
  if (branch == NULL)
    return;
  is_wanted = node->is_unfetched && is_worth_fetching (branch);
  oid = tarn_oid_ref (branch->oid);
  tarn_tree_rows_attach (self, parent, n, branch);
  if (is_wanted)
    g_signal_emit_by_name (self, "fetch", oid);
}
