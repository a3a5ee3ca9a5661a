/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-text-columns.h"

#include <glib/gi18n.h>

/* What a factory has. */
typedef struct
{
  const TarnTextColumn  *column;
  TarnTextStyle * const *style;
  TarnTextMarkFunc       is_wrong;
} Cell;

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          gpointer                  user_data)
{
  const Cell *cell = user_data;
  GtkWidget *label = gtk_inscription_new (NULL);

  gtk_inscription_set_xalign (GTK_INSCRIPTION (label), cell->column->xalign);
  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (label),
                                     GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "numeric");
  gtk_list_item_set_child (item, label);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         gpointer                  user_data)
{
  const Cell *cell = user_data;
  gpointer object = gtk_list_item_get_item (item);
  GtkWidget *label = gtk_list_item_get_child (item);
  g_autofree char *text = cell->column->dup_text (object, *cell->style);

  gtk_inscription_set_text (GTK_INSCRIPTION (label), text);
  if (cell->is_wrong != NULL && cell->is_wrong (object))
    gtk_widget_add_css_class (label, "error");
  else
    gtk_widget_remove_css_class (label, "error");
}

void
tarn_text_columns_add (GtkColumnView         *view,
                       const TarnTextColumn  *columns,
                       guint                  n_columns,
                       TarnTextStyle * const *style,
                       TarnTextMarkFunc       is_wrong)
{
  for (guint i = 0; i < n_columns; i++)
    {
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
      g_autoptr(GtkColumnViewColumn) column = NULL;
      Cell *cell = g_new (Cell, 1);

      *cell = (Cell) { &columns[i], style, is_wrong };
      g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), cell);
      g_signal_connect_data (factory, "bind", G_CALLBACK (bind_cb), cell,
                             (GClosureNotify) (void (*) (void)) g_free, 0);
      column = gtk_column_view_column_new (_(columns[i].title), factory);
      gtk_column_view_column_set_resizable (column, TRUE);
      if (columns[i].width > 0)
        gtk_column_view_column_set_fixed_width (column, columns[i].width);
      else
        gtk_column_view_column_set_expand (column, TRUE);
      gtk_column_view_append_column (view, column);
    }
}
