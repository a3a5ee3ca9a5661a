/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Filters of single columns: each an entry in a row of them, for as long as it is wanted.
 */
#include "tarn-table-pane-private.h"

#include <glib/gi18n.h>

#include "tarn-ui.h"

static TarnTablePaneFilter *
find_filter (TarnTablePane *self,
             const char    *id)
{
  for (guint i = 0; i < self->filters->len; i++)
    {
      TarnTablePaneFilter *filter = self->filters->pdata[i];

      if (g_str_equal (filter->id, id))
        return filter;
    }

  return NULL;
}

/* Wishes for what the entries say; what says nothing wishes nothing. */
void
tarn_table_pane_arrange (TarnTablePane *self)
{
  g_clear_pointer (&self->wish.columns, g_ptr_array_unref);
  for (guint i = 0; i < self->filters->len; i++)
    {
      const TarnTablePaneFilter *filter = self->filters->pdata[i];
      const char *text = gtk_editable_get_text (GTK_EDITABLE (filter->entry));
      guint field;

      if (text[0] != '\0' && tarn_table_pane_find_id (self, filter->id, &field))
        tarn_table_wish_add_column (&self->wish, field, text);
    }
  if (self->model != NULL)
    tarn_table_model_arrange (self->model, &self->wish);
  tarn_table_pane_tell_summary (self);
  tarn_table_pane_keep (self);
}

static void
changed_cb (TarnTablePane *self)
{
  if (!self->loading)
    tarn_table_pane_arrange (self);
}

static void
drop_filter (TarnTablePane       *self,
             TarnTablePaneFilter *filter)
{
  GtkWidget *child = gtk_widget_get_ancestor (filter->entry, GTK_TYPE_FLOW_BOX_CHILD);

  gtk_flow_box_remove (self->filter_box, child);
  g_free (filter->id);
  g_ptr_array_remove (self->filters, filter);
  g_free (filter);
  gtk_widget_set_visible (GTK_WIDGET (self->filter_box), self->filters->len > 0);
}

static void
remove_cb (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  TarnTablePane *self = TARN_TABLE_PANE (widget);
  TarnTablePaneFilter *filter = find_filter (self, g_variant_get_string (parameter, NULL));

  if (filter == NULL)
    return;

  drop_filter (self, filter);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
  tarn_table_pane_arrange (self);
}

static void
stop_cb (GtkWidget     *entry,
         TarnTablePane *self)
{
  for (guint i = 0; i < self->filters->len; i++)
    {
      TarnTablePaneFilter *filter = self->filters->pdata[i];

      if (filter->entry == entry)
        {
          gtk_widget_activate_action (GTK_WIDGET (self), "table.remove-filter", "s", filter->id);
          return;
        }
    }
}

static GtkWidget *
make_entry (TarnTablePane *self,
            const char    *name)
{
  GtkWidget *entry = gtk_search_entry_new ();
  g_autofree char *label = g_strdup_printf (_("Filter by %s"), name);

  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 8);
  gtk_widget_set_hexpand (entry, TRUE);
  gtk_widget_set_tooltip_text (entry, _("Text, =text, >number or <number; ! before it for all "
                                        "others"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  g_signal_connect_object (entry, "search-changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (entry, "stop-search", G_CALLBACK (stop_cb), self, 0);
  return entry;
}

static GtkWidget *
make_remove (const char *id)
{
  GtkWidget *remove = gtk_button_new_from_icon_name ("window-close-symbolic");

  gtk_widget_add_css_class (remove, "flat");
  gtk_widget_set_tooltip_text (remove, _("Remove This Filter"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (remove), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Remove This Filter"), -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (remove), "s", id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (remove), "table.remove-filter");
  return remove;
}

GtkWidget *
tarn_table_pane_add_filter (TarnTablePane *self,
                            const char    *id,
                            const char    *text)
{
  TarnTablePaneFilter *filter = find_filter (self, id);
  GtkWidget *box;
  guint field;

  if (filter != NULL)
    return filter->entry;
  if (!tarn_table_pane_find_id (self, id, &field))
    return NULL;

  filter = g_new0 (TarnTablePaneFilter, 1);
  filter->id = g_strdup (id);
  filter->entry = make_entry (self, tarn_table_model_get_name (self->model, field));
  gtk_editable_set_text (GTK_EDITABLE (filter->entry), text);
  g_ptr_array_add (self->filters, filter);

  box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_box_append (GTK_BOX (box), gtk_label_new (tarn_table_model_get_name (self->model, field)));
  gtk_box_append (GTK_BOX (box), filter->entry);
  gtk_box_append (GTK_BOX (box), make_remove (id));
  gtk_flow_box_insert (self->filter_box, box, -1);
  gtk_widget_set_focusable (gtk_widget_get_parent (box), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->filter_box), TRUE);
  return filter->entry;
}

void
tarn_table_pane_clear_filters (TarnTablePane *self)
{
  while (self->filters->len > 0)
    drop_filter (self, self->filters->pdata[self->filters->len - 1]);
}

static void
begin_filter (TarnTablePane *self,
              const char    *id)
{
  GtkWidget *entry = self->model != NULL ? tarn_table_pane_add_filter (self, id, "") : NULL;

  if (entry != NULL)
    gtk_widget_grab_focus (entry);
}

static void
filter_column_cb (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  begin_filter (TARN_TABLE_PANE (widget), g_variant_get_string (parameter, NULL));
}

/* The column of the selected cell. */
static void
filter_cb (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  TarnTablePane *self = TARN_TABLE_PANE (widget);
  g_autofree char *id = self->model != NULL ? tarn_table_pane_dup_id (self, self->field) : NULL;

  if (id != NULL)
    begin_filter (self, id);
}

static void
hide_column_cb (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  TarnTablePane *self = TARN_TABLE_PANE (widget);
  guint field;

  if (self->model == NULL
      || !tarn_table_pane_find_id (self, g_variant_get_string (parameter, NULL), &field))
    return;

  gtk_column_view_column_set_visible (self->columns->pdata[field], FALSE);
  tarn_table_pane_keep_hidden (self);
  tarn_table_pane_fill_choices (self);
}

void
tarn_table_pane_add_filter_actions (GtkWidgetClass *class)
{
  gtk_widget_class_install_action (class, "table.filter", NULL, filter_cb);
  gtk_widget_class_install_action (class, "table.filter-column", "s", filter_column_cb);
  gtk_widget_class_install_action (class, "table.remove-filter", "s", remove_cb);
  gtk_widget_class_install_action (class, "table.hide-column", "s", hide_column_cb);
}
