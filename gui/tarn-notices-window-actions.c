/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-notices-window-private.h"

#include <glib/gi18n.h>

#include "tarn-notice-dialog.h"
#include "tarn-ui.h"

/* All that is in the list. */
static void
add_all (TarnNoticesWindow *self,
         GPtrArray         *notices)
{
  GListModel *list = G_LIST_MODEL (self->list);

  tarn_ring_flush (TARN_RING (self->list));
  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    g_ptr_array_add (notices, g_list_model_get_item (list, i));
}

static void
clear_action (GtkWidget  *widget,
              const char *action,
              GVariant   *parameter)
{
  TarnNoticesWindow *self = TARN_NOTICES_WINDOW (widget);

  g_clear_pointer (&self->cleared, g_ptr_array_unref);
  self->cleared = g_ptr_array_new_with_free_func (g_object_unref);
  add_all (self, self->cleared);
  tarn_ring_clear (TARN_RING (self->list));
  tarn_notices_window_update (self);
  tarn_message_show (self->message, _("The list was cleared"), C_("button", "Undo"),
                     "notices.undo");
}

/* In front of what came meanwhile. */
static void
undo_action (GtkWidget  *widget,
             const char *action,
             GVariant   *parameter)
{
  TarnNoticesWindow *self = TARN_NOTICES_WINDOW (widget);
  g_autoptr(GPtrArray) all = g_steal_pointer (&self->cleared);

  tarn_message_hide (self->message);
  if (all == NULL)
    return;

  add_all (self, all);
  tarn_ring_clear (TARN_RING (self->list));
  for (guint i = 0; i < all->len; i++)
    tarn_ring_push (TARN_RING (self->list), g_object_ref (all->pdata[i]));
  tarn_ring_flush (TARN_RING (self->list));
}

static void
copy_action (GtkWidget  *widget,
             const char *action,
             GVariant   *parameter)
{
  TarnNoticesWindow *self = TARN_NOTICES_WINDOW (widget);
  TarnNotice *notice = gtk_single_selection_get_selected_item (self->selection);
  g_autofree char *text = NULL;

  if (notice == NULL)
    return;
  text = tarn_notice_dup_text (notice, self->style, self->show_communities);
  tarn_ui_copy (widget, text);
}

/* A line for each, in columns that a spreadsheet takes. */
static void
copy_all_action (GtkWidget  *widget,
                 const char *action,
                 GVariant   *parameter)
{
  TarnNoticesWindow *self = TARN_NOTICES_WINDOW (widget);
  g_autoptr(GString) lines = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->filtered)); i++)
    {
      g_autoptr(TarnNotice) notice = g_list_model_get_item (G_LIST_MODEL (self->filtered), i);

      for (guint c = 0; c < TARN_NOTICES_N_COLUMNS; c++)
        {
          g_autofree char *text = tarn_notices_columns[c].dup_text (notice, self->style);

          g_string_append_printf (lines, "%s%s", c > 0 ? "\t" : "", text);
        }
      g_string_append_c (lines, '\n');
    }
  tarn_ui_copy (widget, lines->str);
}

static void
keep_in (TarnNoticesWindow *self,
         const char        *path)
{
  g_autoptr(GError) error = NULL;

  if (!tarn_notice_list_keep (self->list, path, &error))
    tarn_message_show (self->message, error->message, "", "");
  tarn_notices_window_update (self);
}

static void
kept_cb (GtkNativeDialog *dialog,
         int              response,
         gpointer         data)
{
  g_autoptr(GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

  if (response == GTK_RESPONSE_ACCEPT && file != NULL)
    keep_in (TARN_NOTICES_WINDOW (data), g_file_peek_path (file));
  g_object_unref (dialog);
}

static void
keep_action (GtkWidget  *widget,
             const char *action,
             GVariant   *parameter)
{
  GtkFileChooserNative *dialog =
    gtk_file_chooser_native_new (_("Keep Notifications in a Capture"), GTK_WINDOW (widget),
                                 GTK_FILE_CHOOSER_ACTION_SAVE, _("_Keep"), _("_Cancel"));

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), _("notifications.tarn"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (kept_cb), widget, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
stop_keeping_action (GtkWidget  *widget,
                     const char *action,
                     GVariant   *parameter)
{
  keep_in (TARN_NOTICES_WINDOW (widget), NULL);
}

static void
send_action (GtkWidget  *widget,
             const char *action,
             GVariant   *parameter)
{
  TarnNoticesWindow *self = TARN_NOTICES_WINDOW (widget);
  GtkWindow *dialog = tarn_notice_dialog_new (self->mib);

  gtk_window_set_transient_for (dialog, GTK_WINDOW (self));
  gtk_window_present (dialog);
}

void
tarn_notices_window_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "notices.clear", NULL, clear_action);
  gtk_widget_class_install_action (widget_class, "notices.undo", NULL, undo_action);
  gtk_widget_class_install_action (widget_class, "notices.copy", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "notices.copy-all", NULL, copy_all_action);
  gtk_widget_class_install_action (widget_class, "notices.keep", NULL, keep_action);
  gtk_widget_class_install_action (widget_class, "notices.stop-keeping", NULL,
                                   stop_keeping_action);
  gtk_widget_class_install_action (widget_class, "notices.send", NULL, send_action);
}
