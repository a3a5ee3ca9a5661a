/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Columns of the compare pane: what it is, what became of it, both values.
 */
#include "tarn-compare-pane-private.h"

#include <glib/gi18n.h>

#include "tarn-ui.h"

typedef enum
{
  COLUMN_NAME,
  COLUMN_CHANGE,
  COLUMN_BEFORE,
  COLUMN_AFTER,
  N_COLUMNS,
} Column;

static const guint chars[N_COLUMNS] = { 26, 16, 20, 20 };

/* A sign and a word: not colour alone. */
static char *
dup_change (TarnComparisonNode *node)
{
  guint n = tarn_comparison_node_get_n (node);

  if (tarn_comparison_node_get_level (node) == TARN_COMPARISON_GROUP)
    {
      g_autofree char *count = tarn_ui_format_count (n);

      return g_strdup_printf (ngettext ("%s difference", "%s differences", n), count);
    }
  if (tarn_comparison_node_is_moving (node))
    return g_strdup (C_("what became of a value", "~ moved"));

  switch (tarn_comparison_node_get_kind (node))
    {
    case TARN_DIFFERENCE_ADDED:
      return g_strdup (C_("what became of a value", "+ added"));
    case TARN_DIFFERENCE_REMOVED:
      return g_strdup (C_("what became of a value", "− removed"));
    case TARN_DIFFERENCE_CHANGED:
    default:
      return g_strdup (C_("what became of a value", "≠ changed"));
    }
}

static char *
dup_text (TarnComparisonNode *node,
          Column              column)
{
  switch (column)
    {
    case COLUMN_NAME:
      return tarn_comparison_node_dup_title (node);
    case COLUMN_CHANGE:
      return dup_change (node);
    case COLUMN_BEFORE:
    case COLUMN_AFTER:
      return tarn_comparison_node_dup_text (node, column == COLUMN_AFTER);
    case N_COLUMNS:
    default:
      return NULL;
    }
}

static void
pressed_cb (GtkGestureClick *gesture,
            int              n_press,
            double           x,
            double           y,
            gpointer         data)
{
  TarnComparePane *self = data;
  GtkWidget *cell = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));
  guint position = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (cell), "tarn-position"));

  gtk_single_selection_set_selected (self->selection, position);
  tarn_compare_pane_pop_up (self, cell, x, y);
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          gpointer                  data)
{
  TarnComparePane *self = g_object_get_data (G_OBJECT (factory), "tarn-pane");
  Column column = GPOINTER_TO_UINT (data);
  GtkWidget *text = gtk_inscription_new (NULL), *cell = text;
  GtkGesture *gesture = gtk_gesture_click_new ();

  gtk_inscription_set_min_chars (GTK_INSCRIPTION (text),
                                 column == COLUMN_CHANGE ? chars[column] : chars[column] / 2);
  gtk_inscription_set_nat_chars (GTK_INSCRIPTION (text), chars[column]);
  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (text),
                                     GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  if (column == COLUMN_NAME)
    {
      cell = gtk_tree_expander_new ();
      gtk_widget_set_hexpand (text, TRUE);
      gtk_tree_expander_set_child (GTK_TREE_EXPANDER (cell), text);
    }

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (gesture), GDK_BUTTON_SECONDARY);
  g_signal_connect (gesture, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (cell, GTK_EVENT_CONTROLLER (gesture));
  gtk_list_item_set_child (item, cell);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         gpointer                  data)
{
  Column column = GPOINTER_TO_UINT (data);
  GtkTreeListRow *row = gtk_list_item_get_item (item);
  g_autoptr(TarnComparisonNode) node = gtk_tree_list_row_get_item (row);
  GtkWidget *cell = gtk_list_item_get_child (item), *inscription = cell;
  g_autofree char *text = dup_text (node, column);
  gboolean hole = text == NULL && column >= COLUMN_BEFORE
                  && tarn_comparison_node_get_level (node) == TARN_COMPARISON_VALUE;

  g_object_set_data (G_OBJECT (cell), "tarn-position",
                     GUINT_TO_POINTER (gtk_list_item_get_position (item)));
  if (column == COLUMN_NAME)
    {
      gtk_tree_expander_set_list_row (GTK_TREE_EXPANDER (cell), row);
      inscription = gtk_tree_expander_get_child (GTK_TREE_EXPANDER (cell));
    }

  gtk_inscription_set_text (GTK_INSCRIPTION (inscription), hole ? "—" : text);
  gtk_widget_set_tooltip_text (inscription, text);
  if (hole || column == COLUMN_CHANGE)
    gtk_widget_add_css_class (inscription, "dim-label");
  else
    gtk_widget_remove_css_class (inscription, "dim-label");
  gtk_accessible_update_property (GTK_ACCESSIBLE (inscription), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  hole ? C_("cell of a table", "not there")
                                  : text != NULL ? text : "", -1);
}

static void
unbind_cb (GtkSignalListItemFactory *factory,
           GtkListItem              *item,
           gpointer                  data)
{
  GtkWidget *cell = gtk_list_item_get_child (item);

  if (GTK_IS_TREE_EXPANDER (cell))
    gtk_tree_expander_set_list_row (GTK_TREE_EXPANDER (cell), NULL);
}

void
tarn_compare_pane_add_columns (TarnComparePane *self)
{
  for (guint i = 0; i < N_COLUMNS; i++)
    {
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
      g_autoptr(GtkColumnViewColumn) column = gtk_column_view_column_new (NULL, factory);

      g_object_set_data (G_OBJECT (factory), "tarn-pane", self);
      g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), GUINT_TO_POINTER (i));
      g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), GUINT_TO_POINTER (i));
      g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), GUINT_TO_POINTER (i));
      gtk_column_view_column_set_resizable (column, TRUE);
      gtk_column_view_column_set_expand (column, i != COLUMN_CHANGE);
      gtk_column_view_append_column (self->view, column);
    }
  tarn_compare_pane_name_columns (self);
}

void
tarn_compare_pane_name_columns (TarnComparePane *self)
{
  const char *titles[N_COLUMNS] = {
    [COLUMN_NAME] = C_("heading of a column", "Name"),
    [COLUMN_CHANGE] = C_("heading of a column", "Change"),
    [COLUMN_BEFORE] = C_("heading of a column", "This Capture"),
    [COLUMN_AFTER] = self->is_device ? C_("heading of a column", "Device Now")
                     : self->other_name != NULL ? self->other_name
                     : C_("heading of a column", "Other Capture"),
  };
  GListModel *columns = gtk_column_view_get_columns (self->view);

  for (guint i = 0; i < N_COLUMNS; i++)
    {
      g_autoptr(GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      gtk_column_view_column_set_title (column, titles[i]);
    }
}
