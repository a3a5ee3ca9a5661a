/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-written-window.h"

#include <glib/gi18n.h>

#include "tarn-message.h"
#include "tarn-text-columns.h"
#include "tarn-ui.h"
#include "tarn-written.h"

struct _TarnWrittenWindow
{
  GtkWindow          parent_instance;

  TarnWrittenList   *list;
  TarnTextStyle     *style;       /* never NULL                       */
  GtkMultiSelection *selection;
  guint              load_id;     /* what changed is to be read again */

  GtkColumnView     *view;
  GtkLabel          *status;
  TarnMessage       *message;
};

G_DEFINE_FINAL_TYPE (TarnWrittenWindow, tarn_written_window, GTK_TYPE_WINDOW)

static const TarnTextColumn columns[] = {
  { N_("Name"), 220, 0, TARN_TEXT_COLUMN (tarn_written_dup_name) },
  { N_("From the Device"), 150, 0, TARN_TEXT_COLUMN (tarn_written_dup_before) },
  { N_("Set To"), 0, 0, TARN_TEXT_COLUMN (tarn_written_dup_after) },
  { N_("When"), 170, 0, TARN_TEXT_COLUMN (tarn_written_dup_time) },
};

static void
selection_cb (TarnWrittenWindow *self)
{
  g_autoptr(GtkBitset) selected =
    gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "written.revert",
                                 !gtk_bitset_is_empty (selected));
}

static void
load (TarnWrittenWindow *self)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  gboolean more = FALSE;
  guint n;

  /* While another process writes: what it writes is told of, and then this is done again. */
  if (!tarn_written_list_load (self->list, &more, &error))
    {
      if (!g_error_matches (error, TARN_ERROR, TARN_ERROR_STORE_BUSY))
        tarn_message_show (self->message, error->message, "", "");
      return;
    }

  n = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  if (n == 0)
    text = g_strdup (_("Managers have set nothing: all is as the device said."));
  else
    text = g_strdup_printf (ngettext ("%u value was set by managers.",
                                      "%u values were set by managers.", n), n);
  gtk_label_set_label (self->status, more ? _("Only the first ones are shown.") : text);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "written.revert-all", n > 0);
  selection_cb (self);
}

static gboolean
load_cb (gpointer data)
{
  TarnWrittenWindow *self = data;

  self->load_id = 0;
  load (self);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (TarnWrittenWindow *self)
{
  if (self->load_id == 0)
    self->load_id = g_idle_add (load_cb, self);
}

static void
revert (TarnWrittenWindow *self,
        GPtrArray         *written)
{
  g_autoptr(GError) error = NULL;

  if (tarn_written_list_revert (self->list, written, &error))
    tarn_message_show (self->message, _("These values are as the device said again"),
                       C_("button", "Undo"), "written.undo");
  else
    tarn_message_show (self->message, error->message, "", "");
  changed_cb (self);
}

static void
revert_action (GtkWidget  *widget,
               const char *action,
               GVariant   *parameter)
{
  TarnWrittenWindow *self = TARN_WRITTEN_WINDOW (widget);
  g_autoptr(GtkBitset) selected =
    gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  g_autoptr(GPtrArray) written = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < gtk_bitset_get_size (selected); i++)
    g_ptr_array_add (written, g_list_model_get_item (G_LIST_MODEL (self->list),
                                                     gtk_bitset_get_nth (selected, i)));
  revert (self, written);
}

static void
revert_all_action (GtkWidget  *widget,
                   const char *action,
                   GVariant   *parameter)
{
  revert (TARN_WRITTEN_WINDOW (widget), NULL);
}

static void
undo_action (GtkWidget  *widget,
             const char *action,
             GVariant   *parameter)
{
  TarnWrittenWindow *self = TARN_WRITTEN_WINDOW (widget);
  g_autoptr(GError) error = NULL;

  tarn_message_hide (self->message);
  if (!tarn_written_list_undo (self->list, &error))
    tarn_message_show (self->message, error->message, "", "");
  changed_cb (self);
}

static void
tarn_written_window_dispose (GObject *object)
{
  TarnWrittenWindow *self = TARN_WRITTEN_WINDOW (object);

  g_clear_handle_id (&self->load_id, g_source_remove);
  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  g_clear_object (&self->selection);
  g_clear_object (&self->list);
  g_clear_pointer (&self->style, tarn_text_style_unref);

  G_OBJECT_CLASS (tarn_written_window_parent_class)->dispose (object);
}

static void
tarn_written_window_class_init (TarnWrittenWindowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = tarn_written_window_dispose;

  g_type_ensure (TARN_TYPE_MESSAGE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/tarn/Browser/tarn-written-window.ui");
  gtk_widget_class_bind_template_child (widget_class, TarnWrittenWindow, view);
  gtk_widget_class_bind_template_child (widget_class, TarnWrittenWindow, status);
  gtk_widget_class_bind_template_child (widget_class, TarnWrittenWindow, message);

  gtk_widget_class_install_action (widget_class, "written.revert", NULL, revert_action);
  gtk_widget_class_install_action (widget_class, "written.revert-all", NULL, revert_all_action);
  gtk_widget_class_install_action (widget_class, "written.undo", NULL, undo_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
tarn_written_window_init (TarnWrittenWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWindow *
tarn_written_window_new (TarnDocument *document)
{
  TarnWrittenWindow *self;
  TarnStore *store;
  TarnMib *mib;

  g_return_val_if_fail (TARN_IS_DOCUMENT (document), NULL);

  self = g_object_new (TARN_TYPE_WRITTEN_WINDOW, NULL);
  store = tarn_document_get_store (document);
  mib = tarn_document_get_mib (document);
  self->style = tarn_text_style_new (mib);
  if (mib != NULL)
    tarn_text_style_set_output (self->style, "s", NULL);
  self->list = tarn_written_list_new (store);
  self->selection = gtk_multi_selection_new (g_object_ref (G_LIST_MODEL (self->list)));
  g_signal_connect_swapped (self->selection, "selection-changed", G_CALLBACK (selection_cb), self);
  g_signal_connect_object (store, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  tarn_text_columns_add (self->view, columns, G_N_ELEMENTS (columns), &self->style, NULL);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  load (self);
  return GTK_WINDOW (self);
}
