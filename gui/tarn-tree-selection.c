/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Which row of the tree is selected, and how it stays so while rows come and go.
 */
#include "tarn-tree-expander.h"
#include "tarn-tree-pane-private.h"

/* When to look again for what could not be read, since another process commits. */
#define AGAIN_MS 10

static gboolean
is_same_oid (TarnOid *a,
             TarnOid *b)
{
  return a == b || (a != NULL && b != NULL && tarn_oid_equal (a, b));
}

void
tarn_tree_pane_take_oid (TarnTreePane *self,
                         TarnOid      *oid)
{
  if (is_same_oid (self->oid, oid))
    return;

  g_clear_pointer (&self->oid, tarn_oid_unref);
  self->oid = oid != NULL ? tarn_oid_ref (oid) : NULL;
  g_object_notify (G_OBJECT (self), "oid");
}

/* The list inside of the column view has the action that scrolls. */
static GtkWidget *
find_list (TarnTreePane *self)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->view));

  while (child != NULL && !GTK_IS_LIST_VIEW (child))
    child = gtk_widget_get_next_sibling (child);
  return child;
}

/* Selects row @row, which is known to be the right one, and shows it.  The keyboard goes
 * with it if it is in the tree. */
static void
select_row (TarnTreePane *self,
            guint         row)
{
  GtkWidget *list = find_list (self);
  GtkWidget *focus = gtk_widget_get_focus_child (GTK_WIDGET (self->view));
  g_autoptr(TarnNode) node = NULL;
  GtkWidget *expander;

  tarn_tree_pane_start_ends (self);
  self->selecting = TRUE;
  gtk_single_selection_set_selected (self->selection, row);
  self->selecting = FALSE;
  gtk_widget_activate_action (list, "list.scroll-to-item", "u", row);

  node = tarn_tree_pane_dup_node (self);
  expander = focus != NULL && node != NULL ? tarn_tree_expander_find (list, node) : NULL;
  if (expander != NULL)
    gtk_widget_grab_focus (expander);
}

/* The row that was selected went, nobody knew yet what it is, or it can be scrolled to only
 * now. */
static gboolean
find_cb (gpointer data)
{
  TarnTreePane *self = data;
  g_autoptr(TarnNode) node = tarn_tree_pane_dup_node (self);
  TarnOid *oid = node != NULL ? tarn_node_get_oid (node) : NULL;
  guint row = TARN_TREE_NO_ROW;

  self->find_id = 0;
  if (self->rows == NULL)
    return G_SOURCE_REMOVE;

  if (node != NULL && oid == NULL)
    {
      self->find_id = g_timeout_add (AGAIN_MS, find_cb, self);
      return G_SOURCE_REMOVE;
    }
  if (oid != NULL && self->is_unknown)
    tarn_tree_pane_take_oid (self, oid);
  self->is_unknown = FALSE;

  if (node != NULL)
    row = tarn_tree_rows_get_row (self->rows, node);
  else if (self->oid != NULL)
    row = tarn_tree_rows_find (self->rows, self->oid);
  if (row != TARN_TREE_NO_ROW)
    select_row (self, row);
  return G_SOURCE_REMOVE;
}

void
tarn_tree_pane_find_later (TarnTreePane *self)
{
  if (self->find_id == 0)
    self->find_id = g_idle_add (find_cb, self);
}

void
tarn_tree_pane_selected_cb (TarnTreePane *self)
{
  TarnNode *node = gtk_single_selection_get_selected_item (self->selection);
  TarnOid *oid = node != NULL ? tarn_node_get_oid (node) : NULL;

  if (self->selecting)
    return;

  self->is_unknown = node != NULL && oid == NULL;
  if (oid != NULL)
    tarn_tree_pane_take_oid (self, oid);
  else
    tarn_tree_pane_find_later (self);
}

void
tarn_tree_pane_select_action (GtkWidget  *widget,
                              const char *name,
                              GVariant   *parameter)
{
  TarnTreePane *self = TARN_TREE_PANE (widget);
  g_autoptr(TarnNode) node = tarn_tree_pane_dup_node (self);
  guint row;

  if (node == NULL)
    return;

  row = strcmp (name, "tree.select-parent") == 0
          ? tarn_tree_rows_get_parent_row (self->rows, node)
          : tarn_tree_rows_get_row (self->rows, node) + 1;
  if (row >= g_list_model_get_n_items (G_LIST_MODEL (self->rows)))
    return;

  select_row (self, row);
  tarn_tree_pane_selected_cb (self);
}

void
tarn_tree_pane_set_oid (TarnTreePane *self,
                        TarnOid      *oid)
{
  guint row;

  g_return_if_fail (TARN_IS_TREE_PANE (self));

  if (is_same_oid (self->oid, oid))
    return;

  tarn_tree_pane_take_oid (self, oid);
  self->selecting = TRUE;   /* expanding moves what is selected, which is no choice of anybody */
  row = oid != NULL && self->rows != NULL ? tarn_tree_rows_reveal (self->rows, oid)
                                          : TARN_TREE_NO_ROW;
  if (row == TARN_TREE_NO_ROW)
    gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  self->selecting = FALSE;

  if (row != TARN_TREE_NO_ROW)
    select_row (self, row);
}
