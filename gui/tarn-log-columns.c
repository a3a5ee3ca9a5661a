/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-log-columns.h"

#include <glib/gi18n.h>

#include "tarn-log-entry.h"

typedef struct
{
  const char  *title;
  int          width;        /* in pixels; 0: what is left                   */
  float        xalign;
  char      *(*dup_text)    (TarnLogEntry *entry);
  char      *(*dup_summary) (TarnLogEntry  *entry,
                             TarnTextStyle *style);
} Column;

static const Column columns[] = {
  { N_("Time"), 130, 0, tarn_log_entry_dup_time, NULL },
  { N_("Direction"), 110, 0, tarn_log_entry_dup_direction, NULL },
  { N_("Operation"), 90, 0, tarn_log_entry_dup_operation, NULL },
  { N_("Varbinds"), 0, 0, NULL, tarn_log_entry_dup_summary },
  { N_("Round Trip"), 90, 1, tarn_log_entry_dup_rtt, NULL },
  { N_("Octets"), 70, 1, tarn_log_entry_dup_size, NULL },
  { N_("Request ID"), 110, 1, tarn_log_entry_dup_id, NULL },
};

/* What a factory has. */
typedef struct
{
  const Column          *column;
  TarnTextStyle * const *style;
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
  TarnLogEntry *entry = gtk_list_item_get_item (item);
  GtkWidget *label = gtk_list_item_get_child (item);
  g_autofree char *text = NULL;

  if (cell->column->dup_text != NULL)
    text = cell->column->dup_text (entry);
  else
    text = cell->column->dup_summary (entry, *cell->style);
  gtk_inscription_set_text (GTK_INSCRIPTION (label), text);

  /* A request that nobody could read, and what came back, stand out by a word in the text;
   * the colour helps the eye only. */
  if (tarn_log_entry_get_trace (entry)->problem != NULL)
    gtk_widget_add_css_class (label, "error");
  else
    gtk_widget_remove_css_class (label, "error");
}

void
tarn_log_columns_add (GtkColumnView         *view,
                      TarnTextStyle * const *style)
{
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
      g_autoptr(GtkColumnViewColumn) column = NULL;
      Cell *cell = g_new (Cell, 1);

      *cell = (Cell) { &columns[i], style };
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
