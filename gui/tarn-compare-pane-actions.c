/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What people do with differences.
 */
#include "tarn-compare-pane-private.h"

#include <glib/gi18n.h>

#include "tarn-ui.h"

static void
with_device_cb (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  tarn_compare_pane_with_device (TARN_COMPARE_PANE (widget));
}

static GtkFileChooserNative *
make_dialog (GtkWidget            *widget,
             const char           *title,
             GtkFileChooserAction  action,
             const char           *accept,
             GCallback             callback)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkFileChooserNative *dialog =
    gtk_file_chooser_native_new (title, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, action,
                                 accept, _("_Cancel"));

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_object (dialog, "response", callback, widget, 0);
  return dialog;
}

static void
capture_chosen_cb (GtkNativeDialog *dialog,
                   int              response,
                   TarnComparePane *self)
{
  g_autoptr(GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (response == GTK_RESPONSE_ACCEPT && path != NULL)
    tarn_compare_pane_with_file (self, path);
  g_object_unref (dialog);
}

static void
with_file_cb (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  GtkFileChooserNative *dialog = make_dialog (widget, _("Compare with Another Capture"),
                                              GTK_FILE_CHOOSER_ACTION_OPEN, _("_Compare"),
                                              G_CALLBACK (capture_chosen_cb));
  g_autoptr(GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _("Captures"));
  gtk_file_filter_add_suffix (filter, "tarn");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), filter);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

typedef struct
{
  TarnComparePane *pane;
  GFile           *file;
} Job;

static void
exported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  Job *job = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = tarn_comparison_export_finish (TARN_COMPARISON (source), result,
                                                           &error);
  g_autofree char *base = g_file_get_basename (job->file), *text = NULL;
  gsize len;
  const char *octets;

  if (bytes != NULL)
    {
      octets = g_bytes_get_data (bytes, &len);
      g_file_replace_contents (job->file, octets, len, NULL, FALSE, G_FILE_CREATE_NONE, NULL, NULL,
                               &error);
    }
  /* Translators: the name of a file */
  text = error == NULL ? g_strdup_printf (_("Differences written to %s"), base) : NULL;
  tarn_ui_message (GTK_WIDGET (job->pane), text != NULL ? text : error->message, NULL, NULL);

  g_object_unref (job->pane);
  g_object_unref (job->file);
  g_free (job);
}

static void
export_chosen_cb (GtkNativeDialog *dialog,
                  int              response,
                  TarnComparePane *self)
{
  g_autoptr(GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  g_autofree char *base = file != NULL ? g_file_get_basename (file) : NULL;
  TarnFormat format = TARN_FORMAT_TEXT;

  if (response == GTK_RESPONSE_ACCEPT && file != NULL && self->comparison != NULL)
    {
      Job *job = g_new0 (Job, 1);

      job->pane = g_object_ref (self);
      job->file = g_object_ref (file);
      if (g_str_has_suffix (base, ".csv"))
        format = TARN_FORMAT_CSV;
      else if (g_str_has_suffix (base, ".json"))
        format = TARN_FORMAT_JSON;
      tarn_comparison_export_async (self->comparison, format, NULL, exported_cb, job);
    }
  g_object_unref (dialog);
}

/* The end of the name tells the form: .csv, .json, anything else is text. */
static void
export_cb (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  GtkFileChooserNative *dialog = make_dialog (widget, _("Export Differences"),
                                              GTK_FILE_CHOOSER_ACTION_SAVE, _("_Export"),
                                              G_CALLBACK (export_chosen_cb));

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), _("differences.csv"));
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
again_cb (GtkWidget  *widget,
          const char *name,
          GVariant   *parameter)
{
  TarnComparePane *self = TARN_COMPARE_PANE (widget);

  if (self->is_device)
    tarn_compare_pane_with_device (self);
  else if (self->comparison != NULL)
    tarn_comparison_restart (self->comparison);
}

static void
cancel_cb (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  TarnComparePane *self = TARN_COMPARE_PANE (widget);

  if (self->comparison != NULL)
    {
      tarn_comparison_cancel (self->comparison);
    }
  else if (self->reading != NULL)
    {
      g_cancellable_cancel (self->reading);
      g_clear_object (&self->reading);
      gtk_stack_set_visible_child_name (self->pages, "start");
    }
}

static void
show_in_tree_cb (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  g_autoptr(TarnComparisonNode) node = tarn_compare_pane_dup_node (TARN_COMPARE_PANE (widget));
  g_autoptr(TarnOid) oid = node != NULL ? tarn_comparison_node_dup_oid (node) : NULL;
  g_autofree char *text = oid != NULL ? tarn_oid_to_string (oid) : NULL;

  if (text == NULL)
    return;
  gtk_widget_activate_action (widget, "document.go", "s", text);
  gtk_widget_activate_action (widget, "document.show-view", "s", "tree");
}

/* The value of the other side, or that it is not there, for one node. */
static void
take_over_value (GtkWidget          *widget,
                 TarnComparisonNode *node)
{
  g_autoptr(TarnOid) oid = tarn_comparison_node_dup_oid (node);
  g_autoptr(TarnValue) value = tarn_comparison_node_dup_value (node, TRUE);
  g_autofree char *text = tarn_oid_to_string (oid);
  const guint8 *tlv = (const guint8 *) "";
  gsize len = 0;

  if (value != NULL)
    tlv = tarn_value_get_tlv (value, &len);
  gtk_widget_activate_action (widget, "document.take-over", "(s@ay)", text,
                              g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, tlv, len, 1));
}

/* All values in it. */
static void
take_over (GtkWidget          *widget,
           TarnComparisonNode *node)
{
  g_autoptr(GListModel) children = tarn_comparison_node_dup_children (node);

  if (children == NULL)
    {
      take_over_value (widget, node);
      return;
    }

  for (guint i = 0; i < g_list_model_get_n_items (children); i++)
    {
      g_autoptr(TarnComparisonNode) child = g_list_model_get_item (children, i);

      take_over (widget, child);
    }
}

static void
take_over_cb (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  g_autoptr(TarnComparisonNode) node = tarn_compare_pane_dup_node (TARN_COMPARE_PANE (widget));

  if (node != NULL)
    take_over (widget, node);
}

static void
menu_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  tarn_compare_pane_pop_up (TARN_COMPARE_PANE (widget),
                            root != NULL ? gtk_root_get_focus (root) : NULL, 24, 12);
}

void
tarn_compare_pane_pop_up (TarnComparePane *self,
                          GtkWidget       *cell,
                          double           x,
                          double           y)
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

void
tarn_compare_pane_update_actions (TarnComparePane *self)
{
  g_autoptr(TarnComparisonNode) node = tarn_compare_pane_dup_node (self);
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean done = self->comparison != NULL && !tarn_comparison_is_busy (self->comparison);

  gtk_widget_action_set_enabled (widget, "compare.with-file", self->document != NULL);
  gtk_widget_action_set_enabled (widget, "compare.with-device",
                                 self->document != NULL
                                 && tarn_document_get_device (self->document) != NULL);
  gtk_widget_action_set_enabled (widget, "compare.export", done);
  gtk_widget_action_set_enabled (widget, "compare.show-in-tree", node != NULL);
  gtk_widget_action_set_enabled (widget, "compare.take-over",
                                 node != NULL && tarn_document_is_writable (self->document));
}

void
tarn_compare_pane_add_actions (GtkWidgetClass *class)
{
  gtk_widget_class_install_action (class, "compare.with-device", NULL, with_device_cb);
  gtk_widget_class_install_action (class, "compare.with-file", NULL, with_file_cb);
  gtk_widget_class_install_action (class, "compare.export", NULL, export_cb);
  gtk_widget_class_install_action (class, "compare.again", NULL, again_cb);
  gtk_widget_class_install_action (class, "compare.cancel", NULL, cancel_cb);
  gtk_widget_class_install_action (class, "compare.show-in-tree", NULL, show_in_tree_cb);
  gtk_widget_class_install_action (class, "compare.take-over", NULL, take_over_cb);
  gtk_widget_class_install_action (class, "compare.menu", NULL, menu_cb);

  gtk_widget_class_add_binding_action (class, GDK_KEY_F10, GDK_SHIFT_MASK, "compare.menu", NULL);
  gtk_widget_class_add_binding_action (class, GDK_KEY_Menu, 0, "compare.menu", NULL);
}
