/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What the columns button of the table pane offers.
 */
#include "tarn-table-pane-private.h"

#include <glib/gi18n.h>

static void
column_toggled_cb (GtkCheckButton      *button,
                   GtkColumnViewColumn *column)
{
  TarnTablePane *self = g_object_get_data (G_OBJECT (button), "tarn-pane");

  gtk_column_view_column_set_visible (column, gtk_check_button_get_active (button));
  tarn_table_pane_keep_hidden (self);
}

static void
join_toggled_cb (GtkCheckButton *button,
                 TarnOid        *entry)
{
  TarnTablePane *self = g_object_get_data (G_OBJECT (button), "tarn-pane");
  guint i;

  if (gtk_check_button_get_active (button))
    {
      g_ptr_array_add (self->joins, tarn_oid_ref (entry));
    }
  else
    {
      for (i = 0; i < self->joins->len && !tarn_oid_equal (self->joins->pdata[i], entry); i++)
        ;
      if (i < self->joins->len)
        g_ptr_array_remove_index (self->joins, i);
    }
  gtk_menu_button_popdown (self->columns_button);
  tarn_table_pane_reload (self);
}

static GtkWidget *
add_choice (TarnTablePane *self,
            const char    *name,
            gboolean       active)
{
  GtkWidget *button = gtk_check_button_new_with_label (name);

  gtk_check_button_set_active (GTK_CHECK_BUTTON (button), active);
  g_object_set_data (G_OBJECT (button), "tarn-pane", self);
  gtk_box_append (self->choices, button);
  return button;
}

static void
add_heading (TarnTablePane *self,
             const char    *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_margin_top (label, 6);
  gtk_widget_add_css_class (label, "heading");
  gtk_box_append (self->choices, label);
}

static gboolean
is_joined (TarnTablePane *self,
           TarnOid       *root)
{
  for (guint i = 0; i < self->joins->len; i++)
    if (tarn_oid_equal (self->joins->pdata[i], root))
      return TRUE;

  return FALSE;
}

static void
oid_free (gpointer  oid,
          GClosure *closure)
{
  tarn_oid_unref (oid);
}

/* Tables with the same index, as far as the capture has anything of them. */
static void
add_joins (TarnTablePane *self)
{
  TarnStore *store = tarn_document_get_store (self->document);
  TarnMib *mib = tarn_document_get_mib (self->document);
  g_autoptr(TarnTable) table = tarn_table_new (store, mib, self->entry, NULL);
  g_autoptr(GPtrArray) roots = NULL;
  gboolean any = FALSE;

  if (table == NULL || mib == NULL)
    return;

  tarn_table_join_related (table);
  roots = tarn_table_dup_roots (table);
  for (guint i = 1; i < roots->len; i++)
    {
      g_autofree char *name = NULL;

      if (tarn_store_count (store, roots->pdata[i], NULL) == 0)
        continue;
      if (!any)
        add_heading (self, _("Tables Beside This One"));
      any = TRUE;
      name = tarn_mib_oid_to_text (mib, roots->pdata[i], TARN_MIB_NAME_SUFFIX);
      g_signal_connect_data (add_choice (self, name, is_joined (self, roots->pdata[i])), "toggled",
                             G_CALLBACK (join_toggled_cb), tarn_oid_ref (roots->pdata[i]),
                             oid_free, 0);
    }
}

void
tarn_table_pane_fill_choices (TarnTablePane *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->choices))) != NULL)
    gtk_box_remove (self->choices, child);
  if (self->model == NULL)
    return;

  add_joins (self);
  add_heading (self, _("Columns"));
  for (guint i = tarn_table_model_get_n_index (self->model); i < self->columns->len; i++)
    {
      GtkColumnViewColumn *column = self->columns->pdata[i];
      GtkWidget *button = add_choice (self, tarn_table_model_get_name (self->model, i),
                                      gtk_column_view_column_get_visible (column));

      g_signal_connect_object (button, "toggled", G_CALLBACK (column_toggled_cb), column, 0);
    }
}
