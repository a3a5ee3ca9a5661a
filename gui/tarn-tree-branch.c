/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-tree-branch.h"

#include "tarn-node-private.h"

static void
become_run (TarnTreeBranch *self)
{
  self->is_run = TRUE;
  self->live = g_ptr_array_new ();
  self->naming = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_oid_unref);
}

TarnTreeBranch *
tarn_tree_branch_new (TarnOid  *oid,
                      gboolean  is_run)
{
  TarnTreeBranch *self = g_new0 (TarnTreeBranch, 1);

  self->oid = oid != NULL ? tarn_oid_ref (oid) : NULL;
  if (is_run)
    become_run (self);
  else
    self->children = g_array_new (FALSE, TRUE, sizeof (TarnTreeChild));
  return self;
}

static void
free_children (TarnTreeBranch *self)
{
  for (guint i = 0; i < self->children->len; i++)
    {
      TarnTreeChild *child = tarn_tree_branch_get_child (self, i);

      g_clear_pointer (&child->branch, tarn_tree_branch_free);
      if (child->node != NULL)
        tarn_node_detach (child->node);
    }

  g_clear_pointer (&self->children, g_array_unref);
}

void
tarn_tree_branch_make_run (TarnTreeBranch *self)
{
  g_assert (!self->is_run);

  free_children (self);
  become_run (self);
  self->is_inferred = TRUE;
}

void
tarn_tree_branch_free (TarnTreeBranch *self)
{
  if (!self->is_run)
    free_children (self);
  while (self->is_run && self->live->len > 0)
    tarn_node_detach (g_ptr_array_index (self->live, self->live->len - 1));

  g_clear_pointer (&self->live, g_ptr_array_unref);
  g_clear_pointer (&self->naming, g_ptr_array_unref);
  g_clear_pointer (&self->mib_node, tarn_mib_node_unref);
  g_clear_pointer (&self->oid, tarn_oid_unref);
  g_free (self->starts);
  g_free (self);
}

TarnTreeChild *
tarn_tree_branch_get_child (TarnTreeBranch *self,
                            guint           n)
{
  g_assert (!self->is_run && n < self->children->len);

  return &g_array_index (self->children, TarnTreeChild, n);
}

guint
tarn_tree_branch_find_child (TarnTreeBranch *self,
                             gint64          key,
                             gboolean       *found)
{
  guint low = 0, high = self->children->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (tarn_tree_branch_get_child (self, middle)->key < key)
        low = middle + 1;
      else
        high = middle;
    }

  if (found != NULL)
    *found = low < self->children->len && tarn_tree_branch_get_child (self, low)->key == key;
  return low;
}

guint
tarn_tree_child_get_n_rows (const TarnTreeChild *self)
{
  return 1 + (self->branch != NULL ? self->branch->n_rows : 0);
}

static void
make_starts (TarnTreeBranch *self)
{
  guint start = 0;

  if (self->starts_are_good)
    return;

  self->starts = g_renew (guint, self->starts, self->children->len + 1);
  for (guint i = 0; i < self->children->len; i++)
    {
      self->starts[i] = start;
      start += tarn_tree_child_get_n_rows (tarn_tree_branch_get_child (self, i));
    }
  self->starts[self->children->len] = start;
  self->starts_are_good = TRUE;
}

guint
tarn_tree_branch_find_row (TarnTreeBranch **self,
                           guint            position)
{
  TarnTreeBranch *at = *self;

  g_assert (position < at->n_rows);

  while (!at->is_run)
    {
      guint low = 0, high = at->children->len;

      /* The last child that begins at or before it. */
      make_starts (at);
      while (high - low > 1)
        {
          guint middle = low + (high - low) / 2;

          if (at->starts[middle] <= position)
            low = middle;
          else
            high = middle;
        }

      if (at->starts[low] == position)
        {
          *self = at;
          return low;
        }
      position -= at->starts[low] + 1;
      at = tarn_tree_branch_get_child (at, low)->branch;
    }

  *self = at;
  return position;
}

guint
tarn_tree_branch_get_row (TarnTreeBranch *self,
                          guint           n)
{
  guint row = n;

  if (!self->is_run)
    {
      make_starts (self);
      row = self->starts[n];
    }

  for (; self->parent != NULL; self = self->parent)
    {
      make_starts (self->parent);
      row += 1 + self->parent->starts[tarn_tree_branch_find_child (self->parent, self->key, NULL)];
    }

  return row;
}

void
tarn_tree_branch_grow (TarnTreeBranch *self,
                       int             n_rows)
{
  for (; self != NULL; self = self->parent)
    {
      self->n_rows = (guint) ((int) self->n_rows + n_rows);
      self->starts_are_good = FALSE;
    }
}

TarnNode *
tarn_tree_branch_find_live (TarnTreeBranch *self,
                            guint           index,
                            guint          *at)
{
  guint low = 0, high = self->live->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      TarnNode *node = g_ptr_array_index (self->live, middle);

      if (node->index < index)
        low = middle + 1;
      else
        high = middle;
    }

  if (at != NULL)
    *at = low;
  if (low < self->live->len)
    {
      TarnNode *node = g_ptr_array_index (self->live, low);

      if (node->index == index)
        return node;
    }
  return NULL;
}

void
tarn_tree_branch_add_node (TarnTreeBranch *self,
                           TarnNode       *node)
{
  guint at;

  if (!self->is_run)
    {
      at = tarn_tree_branch_find_child (self, node->key, NULL);
      tarn_tree_branch_get_child (self, at)->node = node;
      return;
    }

  tarn_tree_branch_find_live (self, node->index, &at);
  g_ptr_array_insert (self->live, (int) at, node);
}

void
tarn_tree_branch_remove_node (TarnTreeBranch *self,
                              TarnNode       *node)
{
  gboolean found;
  guint at;

  if (self->is_run)
    {
      if (tarn_tree_branch_find_live (self, node->index, &at) == node)
        g_ptr_array_remove_index (self->live, at);
      return;
    }

  at = tarn_tree_branch_find_child (self, node->key, &found);
  if (found && tarn_tree_branch_get_child (self, at)->node == node)
    tarn_tree_branch_get_child (self, at)->node = NULL;
}
