/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What people do with a table.
 */
#include "tarn-table-pane-private.h"

#include <glib/gi18n.h>

#include "tarn-table-export.h"
#include "tarn-ui.h"

static TarnOid *
dup_cell (TarnTablePane *self)
{
  g_autoptr(TarnTableLine) line = tarn_table_pane_dup_line (self);
  guint n_index = self->model != NULL ? tarn_table_model_get_n_index (self->model) : 0;

  return line != NULL ? tarn_table_model_dup_oid (self->model, line, MAX (self->field, n_index))
                      : NULL;
}

/* Whoever shows the pane may have no such action, or not now. */
static void
ask (TarnTablePane *self,
     const char    *action,
     TarnOid       *oid)
{
  g_autofree char *text = tarn_oid_to_string (oid);

  if (!gtk_widget_activate_action (GTK_WIDGET (self), action, "s", text))
    tarn_ui_message (GTK_WIDGET (self), _("This cannot be done here"), NULL, NULL);
}

/* An action of the document, on the selected cell. */
static void
ask_for_cell (TarnTablePane *self,
              const char    *action)
{
  g_autoptr(TarnOid) oid = dup_cell (self);

  if (oid != NULL)
    ask (self, action, oid);
}

static void
ask_for_table (TarnTablePane *self,
               const char    *action)
{
  if (self->entry != NULL)
    ask (self, action, self->entry);
}

static void
edit_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  ask_for_cell (TARN_TABLE_PANE (widget), "document.edit");
}

static void
show_in_tree_cb (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  ask_for_cell (TARN_TABLE_PANE (widget), "document.go");
  gtk_widget_activate_action (widget, "document.show-view", "s", "tree");
}

static void
watch_cb (GtkWidget  *widget,
          const char *name,
          GVariant   *parameter)
{
  ask_for_cell (TARN_TABLE_PANE (widget), "document.watch");
}

static void
fetch_cb (GtkWidget  *widget,
          const char *name,
          GVariant   *parameter)
{
  ask_for_cell (TARN_TABLE_PANE (widget), "document.fetch");
}

static void
delete_row_cb (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  ask_for_cell (TARN_TABLE_PANE (widget), "document.delete-row");
}

static void
add_row_cb (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  ask_for_table (TARN_TABLE_PANE (widget), "document.add-row");
}

/* Tables beside this one are part of what is shown. */
static void
refresh_cb (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  TarnTablePane *self = TARN_TABLE_PANE (widget);

  ask_for_table (self, "document.mirror");
  for (guint i = 0; i < self->joins->len; i++)
    ask (self, "document.mirror", self->joins->pdata[i]);
}

static void
list_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  TarnTablePane *self = TARN_TABLE_PANE (widget);

  gtk_stack_set_visible_child_name (self->pages, "list");
  gtk_widget_child_focus (self->chooser, GTK_DIR_TAB_FORWARD);
}

static void
unsort_cb (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  gtk_column_view_sort_by_column (TARN_TABLE_PANE (widget)->view, NULL, GTK_SORT_ASCENDING);
}

static void
find_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  gtk_widget_grab_focus (GTK_WIDGET (TARN_TABLE_PANE (widget)->filter));
}

static void
copy_value_cb (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  TarnTablePane *self = TARN_TABLE_PANE (widget);
  g_autoptr(TarnTableLine) line = tarn_table_pane_dup_line (self);
  const char *text = line != NULL ? tarn_table_line_get_text (line, self->field) : NULL;

  if (text != NULL)
    tarn_ui_copy (widget, text);
}

/* Columns as they stand now, without the hidden ones. */
static TarnTableExport *
make_export (TarnTablePane        *self,
             GtkBitset            *rows,
             TarnTableExportForm   form)
{
  TarnTableExport *job = tarn_table_export_new (self->model, rows, form);
  GListModel *columns = gtk_column_view_get_columns (self->view);

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr(GtkColumnViewColumn) column = g_list_model_get_item (columns, i);
      guint field;

      if (gtk_column_view_column_get_visible (column)
          && g_ptr_array_find (self->columns, column, &field))
        tarn_table_export_add_field (job, field);
    }
  return job;
}

/* What an export goes back to: the pane may be gone by then. */
typedef struct
{
  TarnTablePane *pane;
  GCancellable  *cancellable;
  GFile         *file;          /* NULL: the clipboard */
} Job;

static Job *
job_new (TarnTablePane *self,
         GFile         *file)
{
  Job *job = g_new0 (Job, 1);

  job->pane = g_object_ref (self);
  job->cancellable = g_cancellable_new ();
  job->file = file != NULL ? g_object_ref (file) : NULL;
  g_ptr_array_add (self->export_jobs, g_object_ref (job->cancellable));
  return job;
}

static void
job_free (Job *job)
{
  g_ptr_array_remove (job->pane->export_jobs, job->cancellable);
  g_object_unref (job->pane);
  g_object_unref (job->cancellable);
  g_clear_object (&job->file);
  g_free (job);
}

static void
tell_written (Job  *job,
              guint n_rows)
{
  g_autofree char *count = tarn_ui_format_count (n_rows);
  g_autofree char *text = NULL;

  if (job->file == NULL)
    {
      text = g_strdup_printf (ngettext ("%s row copied", "%s rows copied", n_rows), count);
    }
  else
    {
      g_autofree char *name = g_file_get_basename (job->file);

      /* Translators: a number, and the name of a file */
      text = g_strdup_printf (ngettext ("%s row written to %s", "%s rows written to %s", n_rows),
                              count, name);
    }
  tarn_ui_message (GTK_WIDGET (job->pane), text, NULL, NULL);
}

static void
exported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  TarnTableExport *export = TARN_TABLE_EXPORT (source);
  Job *job = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = tarn_table_export_run_finish (export, result, &error);
  gsize len;
  const char *text;

  if (bytes != NULL)
    {
      text = g_bytes_get_data (bytes, &len);
      if (job->file == NULL)
        tarn_ui_copy (GTK_WIDGET (job->pane), text);
      else
        g_file_replace_contents (job->file, text, len, NULL, FALSE, G_FILE_CREATE_NONE, NULL, NULL,
                                 &error);
    }

  if (error == NULL)
    tell_written (job, tarn_table_export_get_n_rows (export));
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    tarn_ui_message (GTK_WIDGET (job->pane), error->message, NULL, NULL);
  job_free (job);
}

static void
copy_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  TarnTablePane *self = TARN_TABLE_PANE (widget);
  g_autoptr(GtkBitset) rows = NULL;
  g_autoptr(TarnTableExport) export = NULL;
  Job *job;

  if (self->selection == NULL)
    return;

  rows = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  export = make_export (self, rows,
                        tarn_table_export_parse_form (g_variant_get_string (parameter, NULL)));
  job = job_new (self, NULL);
  tarn_table_export_run_async (export, job->cancellable, exported_cb, job);
}

static void
file_chosen_cb (GtkNativeDialog *dialog,
                int              response,
                TarnTablePane   *self)
{
  g_autoptr(GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  g_autofree char *base = file != NULL ? g_file_get_basename (file) : NULL;
  const char *dot = base != NULL ? strrchr (base, '.') : NULL;

  if (response == GTK_RESPONSE_ACCEPT && file != NULL && self->model != NULL)
    {
      guint n_rows = g_list_model_get_n_items (G_LIST_MODEL (self->model));
      g_autoptr(GtkBitset) rows = gtk_bitset_new_range (0, n_rows);
      g_autoptr(TarnTableExport) export =
        make_export (self, rows, tarn_table_export_parse_form (dot != NULL ? dot + 1 : "csv"));
      Job *job = job_new (self, file);

      tarn_table_export_run_async (export, job->cancellable, exported_cb, job);
    }
  g_object_unref (dialog);
}

static void
export_cb (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  TarnTablePane *self = TARN_TABLE_PANE (widget);
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkFileChooserNative *dialog;
  g_autofree char *file = NULL;

  dialog = gtk_file_chooser_native_new (_("Export Table"),
                                        GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                        GTK_FILE_CHOOSER_ACTION_SAVE, _("_Export"), _("_Cancel"));
  file = g_strconcat (gtk_label_get_label (self->title), ".csv", NULL);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), file);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (file_chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

void
tarn_table_pane_pop_up (TarnTablePane *self,
                        GtkWidget     *cell,
                        double         x,
                        double         y)
{
  double here_x = x, here_y = y;

  if (self->menu == NULL)
    {
      self->menu = gtk_popover_menu_new_from_model (self->row_menu);
      gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
      gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
      gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
    }

  if (cell != NULL)
    gtk_widget_translate_coordinates (cell, GTK_WIDGET (self), x, y, &here_x, &here_y);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu),
                               &(GdkRectangle) { (int) here_x, (int) here_y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static void
menu_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  tarn_table_pane_pop_up (TARN_TABLE_PANE (widget), focus, 24, 12);
}

void
tarn_table_pane_update_actions (TarnTablePane *self)
{
  static const char *const of_rows[] = { "table.edit", "table.show-in-tree", "table.watch",
                                         "table.delete-row", "table.copy-value", "table.copy" };
  static const char *const of_tables[] = { "table.add-row", "table.export", "table.unsort",
                                           "table.list" };
  g_autoptr(TarnTableLine) line = tarn_table_pane_dup_line (self);
  gboolean has_device = self->document != NULL && tarn_document_get_device (self->document) != NULL;

  for (guint i = 0; i < G_N_ELEMENTS (of_rows); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), of_rows[i], line != NULL);
  for (guint i = 0; i < G_N_ELEMENTS (of_tables); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), of_tables[i], self->model != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "table.fetch", line != NULL && has_device);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "table.refresh",
                                 self->model != NULL && has_device);
}

void
tarn_table_pane_add_actions (GtkWidgetClass *class)
{
  gtk_widget_class_install_action (class, "table.edit", NULL, edit_cb);
  gtk_widget_class_install_action (class, "table.show-in-tree", NULL, show_in_tree_cb);
  gtk_widget_class_install_action (class, "table.watch", NULL, watch_cb);
  gtk_widget_class_install_action (class, "table.fetch", NULL, fetch_cb);
  gtk_widget_class_install_action (class, "table.delete-row", NULL, delete_row_cb);
  gtk_widget_class_install_action (class, "table.add-row", NULL, add_row_cb);
  gtk_widget_class_install_action (class, "table.refresh", NULL, refresh_cb);
  gtk_widget_class_install_action (class, "table.list", NULL, list_cb);
  gtk_widget_class_install_action (class, "table.unsort", NULL, unsort_cb);
  gtk_widget_class_install_action (class, "table.find", NULL, find_cb);
  gtk_widget_class_install_action (class, "table.copy-value", NULL, copy_value_cb);
  gtk_widget_class_install_action (class, "table.copy", "s", copy_cb);
  gtk_widget_class_install_action (class, "table.export", NULL, export_cb);
  gtk_widget_class_install_action (class, "table.menu", NULL, menu_cb);

  gtk_widget_class_add_binding_action (class, GDK_KEY_F2, 0, "table.edit", NULL);
  gtk_widget_class_add_binding_action (class, GDK_KEY_F5, 0, "table.refresh", NULL);
  gtk_widget_class_add_binding_action (class, GDK_KEY_c, GDK_CONTROL_MASK, "table.copy", "s",
                                       "tsv");
  gtk_widget_class_add_binding_action (class, GDK_KEY_c, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                       "table.copy-value", NULL);
  gtk_widget_class_add_binding_action (class, GDK_KEY_F10, GDK_SHIFT_MASK, "table.menu", NULL);
  gtk_widget_class_add_binding_action (class, GDK_KEY_Menu, 0, "table.menu", NULL);
}
