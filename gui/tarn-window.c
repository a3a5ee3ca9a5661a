/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-window-private.h"

#include <glib/gi18n.h>

#define KEEP_MS 500

G_DEFINE_FINAL_TYPE (TarnWindow, tarn_window, GTK_TYPE_APPLICATION_WINDOW)

static gboolean
is_starting (TarnWindow *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "start") == 0;
}

static void
set_enabled (TarnWindow *self,
             const char *action,
             gboolean    enabled)
{
  GAction *there = g_action_map_lookup_action (G_ACTION_MAP (self), action);

  if (there != NULL)
    g_simple_action_set_enabled (G_SIMPLE_ACTION (there), enabled);
}

/* What the header says and does is about the document that is shown. */
static void
show_current (TarnWindow *self)
{
  TarnDocumentView *view = is_starting (self) ? NULL : tarn_window_get_view (self);
  TarnDocument *document = view != NULL ? tarn_document_view_get_document (view) : NULL;
  const char *title = document != NULL ? tarn_document_get_title (document) : _("Tarn");
  const char *subtitle = document != NULL ? tarn_document_get_subtitle (document) : "";

  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->subtitle, subtitle);
  gtk_widget_set_visible (GTK_WIDGET (self->subtitle), subtitle[0] != '\0');
  gtk_window_set_title (GTK_WINDOW (self), title);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "document",
                                  view != NULL ? tarn_document_view_get_actions (view) : NULL);
  gtk_widget_set_visible (self->document_buttons, view != NULL);
  tarn_twin_popover_set_document (self->twin_popover, document);
  set_enabled (self, "save-as", view != NULL);
  set_enabled (self, "discard", document != NULL && tarn_document_is_unsaved (document));
}

static void
page_switched_cb (TarnWindow *self)
{
  show_current (self);
}

static void
pages_changed_cb (TarnWindow *self)
{
  int n = gtk_notebook_get_n_pages (self->notebook);

  gtk_notebook_set_show_tabs (self->notebook, n > 1);
  gtk_widget_set_visible (self->back_button, n > 0);
  gtk_stack_set_visible_child_name (self->stack, n > 0 ? "documents" : "start");
  show_current (self);
  tarn_window_keep_soon (self);
}

static void
tarn_window_dispose (GObject *object)
{
  TarnWindow *self = TARN_WINDOW (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->keep_id, g_source_remove);
  if (self->notebook != NULL)
    g_signal_handlers_disconnect_by_data (self->notebook, self);

  G_OBJECT_CLASS (tarn_window_parent_class)->dispose (object);
}

static gboolean
tarn_window_close_request (GtkWindow *window)
{
  TarnWindow *self = TARN_WINDOW (window);

  tarn_window_keep (self);
  return GTK_WINDOW_CLASS (tarn_window_parent_class)->close_request (window);
}

static gboolean
keep_cb (gpointer data)
{
  TarnWindow *self = data;

  self->keep_id = 0;
  /* Before, what was open has not been opened yet. */
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    tarn_window_keep (self);
  return G_SOURCE_REMOVE;
}

void
tarn_window_keep_soon (TarnWindow *self)
{
  if (self->keep_id == 0 && !self->restoring)
    self->keep_id = g_timeout_add (KEEP_MS, keep_cb, self);
}

static void
tarn_window_class_init (TarnWindowClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->dispose = tarn_window_dispose;
  GTK_WINDOW_CLASS (class)->close_request = tarn_window_close_request;

  g_type_ensure (TARN_TYPE_MESSAGE);
  g_type_ensure (TARN_TYPE_START_PAGE);
  g_type_ensure (TARN_TYPE_TWIN_POPOVER);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/tarn/Browser/tarn-window.ui");
  gtk_widget_class_bind_template_child (widget_class, TarnWindow, header);
  gtk_widget_class_bind_template_child (widget_class, TarnWindow, title);
  gtk_widget_class_bind_template_child (widget_class, TarnWindow, subtitle);
  gtk_widget_class_bind_template_child (widget_class, TarnWindow, document_buttons);
  gtk_widget_class_bind_template_child (widget_class, TarnWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, TarnWindow, back_button);
  gtk_widget_class_bind_template_child (widget_class, TarnWindow, start_page);
  gtk_widget_class_bind_template_child (widget_class, TarnWindow, notebook);
  gtk_widget_class_bind_template_child (widget_class, TarnWindow, message);
  gtk_widget_class_bind_template_child (widget_class, TarnWindow, twin_popover);
  gtk_widget_class_bind_template_callback (widget_class, page_switched_cb);
  gtk_widget_class_bind_template_callback (widget_class, pages_changed_cb);
}

static void
tarn_window_init (TarnWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  tarn_window_add_actions (self);
  g_signal_connect (self, "notify::default-width", G_CALLBACK (tarn_window_keep_soon), NULL);
  g_signal_connect (self, "notify::default-height", G_CALLBACK (tarn_window_keep_soon), NULL);
  g_signal_connect (self, "notify::maximized", G_CALLBACK (tarn_window_keep_soon), NULL);
}

TarnWindow *
tarn_window_new (TarnApplication *application)
{
  TarnWindow *self = g_object_new (TARN_TYPE_WINDOW, "application", application, NULL);
  TarnState *state = tarn_application_get_state (application);

  tarn_start_page_set_recents (self->start_page, tarn_state_get_recents (state));
  tarn_start_page_focus (self->start_page);
  tarn_twin_popover_set_twins (self->twin_popover, tarn_application_get_twins (application));
  show_current (self);
  return self;
}

TarnApplication *
tarn_window_get_app (TarnWindow *self)
{
  return TARN_APPLICATION (gtk_window_get_application (GTK_WINDOW (self)));
}

TarnDocumentView *
tarn_window_get_view (TarnWindow *self)
{
  int page;

  g_return_val_if_fail (TARN_IS_WINDOW (self), NULL);

  page = gtk_notebook_get_current_page (self->notebook);
  if (page < 0)
    return NULL;
  return TARN_DOCUMENT_VIEW (gtk_notebook_get_nth_page (self->notebook, page));
}

static GtkWidget *
make_tab (TarnDocument     *document,
          TarnDocumentView *view)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (NULL);
  GtkWidget *button = gtk_button_new_from_icon_name ("window-close-symbolic");

  g_object_bind_property (document, "title", label, "label", G_BINDING_SYNC_CREATE);
  g_object_bind_property (document, "title", label, "tooltip-text", G_BINDING_SYNC_CREATE);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), 12);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_tooltip_text (button, _("Close Tab"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Close Tab"), -1);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.close-view");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s",
                                    tarn_capture_get_path (tarn_document_get_capture (document)));
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), button);
  return box;
}

static TarnDocumentView *
find_view (TarnWindow  *self,
           TarnCapture *capture)
{
  int n = gtk_notebook_get_n_pages (self->notebook);

  for (int i = 0; i < n; i++)
    {
      GtkWidget *page = gtk_notebook_get_nth_page (self->notebook, i);
      TarnDocument *document = tarn_document_view_get_document (TARN_DOCUMENT_VIEW (page));

      if (tarn_document_get_capture (document) == capture)
        {
          gtk_notebook_set_current_page (self->notebook, i);
          gtk_stack_set_visible_child_name (self->stack, "documents");
          show_current (self);
          return TARN_DOCUMENT_VIEW (page);
        }
    }

  return NULL;
}

TarnDocumentView *
tarn_window_add_document (TarnWindow   *self,
                          TarnDocument *document)
{
  TarnApplication *application = tarn_window_get_app (self);
  TarnDocumentView *view;
  GtkWidget *page;
  int number;

  g_return_val_if_fail (TARN_IS_WINDOW (self), NULL);
  g_return_val_if_fail (TARN_IS_DOCUMENT (document), NULL);

  view = find_view (self, tarn_document_get_capture (document));
  if (view != NULL)
    return view;

  g_object_bind_property (application, "mib", document, "mib", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (document, "notify::title", G_CALLBACK (show_current), self,
                           G_CONNECT_SWAPPED);
  page = tarn_document_view_new (document);
  tarn_document_view_set_connect (TARN_DOCUMENT_VIEW (page),
                                  tarn_application_get_connect (tarn_window_get_app (self)));
  tarn_document_view_set_state (TARN_DOCUMENT_VIEW (page),
                                tarn_application_get_state (application));
  view = TARN_DOCUMENT_VIEW (page);
  number = gtk_notebook_append_page (self->notebook, page, make_tab (document, view));
  gtk_notebook_set_tab_reorderable (self->notebook, page, TRUE);
  g_signal_connect_object (view, "notify::oid", G_CALLBACK (tarn_window_keep_soon), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "notify::view", G_CALLBACK (tarn_window_keep_soon), self,
                           G_CONNECT_SWAPPED);
  gtk_notebook_set_current_page (self->notebook, number);
  return view;
}

void
tarn_window_show_message (TarnWindow *self,
                          const char *text,
                          const char *label,
                          const char *action)
{
  g_return_if_fail (TARN_IS_WINDOW (self));

  tarn_message_show (self->message, text, label != NULL ? label : "",
                     action != NULL ? action : "");
}

void
tarn_window_add_paths (TarnWindow   *self,
                       GStrvBuilder *builder)
{
  int n;

  g_return_if_fail (TARN_IS_WINDOW (self));

  n = gtk_notebook_get_n_pages (self->notebook);
  for (int i = 0; i < n; i++)
    {
      GtkWidget *page = gtk_notebook_get_nth_page (self->notebook, i);
      TarnDocument *document = tarn_document_view_get_document (TARN_DOCUMENT_VIEW (page));

      g_strv_builder_add (builder, tarn_capture_get_path (tarn_document_get_capture (document)));
    }
}

gboolean
tarn_window_show_device (TarnWindow *self,
                         const char *host)
{
  int n;

  g_return_val_if_fail (TARN_IS_WINDOW (self), FALSE);
  g_return_val_if_fail (host != NULL, FALSE);

  n = gtk_notebook_get_n_pages (self->notebook);
  for (int i = 0; i < n; i++)
    {
      GtkWidget *page = gtk_notebook_get_nth_page (self->notebook, i);
      TarnDocument *document = tarn_document_view_get_document (TARN_DOCUMENT_VIEW (page));
      TarnDevice *device = tarn_document_get_device (document);

      if (device != NULL
          && g_str_equal (tarn_address_get_host (tarn_device_get_address (device)), host))
        {
          gtk_notebook_set_current_page (self->notebook, i);
          return TRUE;
        }
    }

  return FALSE;
}
