/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-notices-window-private.h"

#include <glib/gi18n.h>

#include "tarn-follow.h"
#include "tarn-ui.h"

enum
{
  PROP_0,
  PROP_MIB,
  PROP_SHOW_COMMUNITIES,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];
static guint go_signal;

G_DEFINE_FINAL_TYPE (TarnNoticesWindow, tarn_notices_window, GTK_TYPE_WINDOW)

const TarnTextColumn tarn_notices_columns[TARN_NOTICES_N_COLUMNS] = {
  { N_("Time"), 130, 0, TARN_TEXT_COLUMN (tarn_notice_dup_time) },
  { N_("Sender"), 150, 0, TARN_TEXT_COLUMN (tarn_notice_dup_sender) },
  { N_("Kind"), 100, 0, TARN_TEXT_COLUMN (tarn_notice_dup_kind) },
  { N_("Notification"), 170, 0, TARN_TEXT_COLUMN (tarn_notice_dup_name) },
  { N_("Varbinds"), 0, 0, TARN_TEXT_COLUMN (tarn_notice_dup_summary) },
};

static gboolean
is_odd (gpointer notice)
{
  return tarn_notification_get_anomalies (tarn_notice_get_notification (notice))
         != TARN_ANOMALY_NONE;
}

static gboolean
matches_cb (gpointer item,
            gpointer user_data)
{
  TarnNoticesWindow *self = user_data;

  return self->wanted == NULL || tarn_notice_matches (item, self->style, self->wanted);
}

static char *
dup_status (TarnNoticesWindow *self,
            guint              n)
{
  guint n_shown = g_list_model_get_n_items (G_LIST_MODEL (self->filtered));
  guint64 n_dropped = tarn_ring_get_n_dropped (TARN_RING (self->list));
  guint64 n_lost = tarn_notice_list_get_n_lost (self->list);
  const char *kept = tarn_notice_list_get_kept (self->list);
  g_autofree char *count = tarn_ui_format_count (n);
  g_autofree char *addresses = tarn_notice_list_dup_addresses (self->list);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, ngettext ("%s notification", "%s notifications", n), count);
  if (self->wanted != NULL)
    {
      g_autofree char *shown = tarn_ui_format_count (n_shown);

      g_string_append_printf (text, _(", %s of them shown"), shown);
    }
  if (n_dropped > 0)
    {
      g_autofree char *dropped = tarn_ui_format_count (n_dropped);

      g_string_append_printf (text, _(", %s older ones were dropped"), dropped);
    }
  if (n_lost > 0)
    {
      g_autofree char *lost = tarn_ui_format_count (n_lost);

      /* Translators: datagrams: too many of one sender, or no notifications */
      g_string_append_printf (text, _(", %s datagrams not taken"), lost);
    }
  if (addresses[0] != '\0')
    g_string_append_printf (text, _(" · listening at %s"), addresses);
  else
    g_string_append (text, _(" · not listening"));
  if (kept != NULL)
    g_string_append_printf (text, _(" · kept in %s"), kept);

  return g_string_free (text, FALSE);
}

static void
update_empty (TarnNoticesWindow *self)
{
  gboolean listening = tarn_notice_list_is_listening (self->list);
  g_autofree char *addresses = tarn_notice_list_dup_addresses (self->list);
  g_autofree char *text = NULL;

  if (listening)
    text = g_strdup_printf (_("What devices send to %s appears here."), addresses);
  else
    text = g_strdup (_("Traps and informs that devices send to this computer can be received "
                       "here. Nobody listens until you ask for it."));
  gtk_label_set_label (self->empty_title, listening ? _("Nothing Received Yet")
                                                    : _("Not Listening"));
  gtk_label_set_label (self->empty_text, text);
  gtk_widget_set_visible (self->empty_button, !listening);
}

void
tarn_notices_window_update (TarnNoticesWindow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  guint n_shown = g_list_model_get_n_items (G_LIST_MODEL (self->filtered));
  g_autofree char *status = dup_status (self, n);

  self->toggling = TRUE;
  gtk_toggle_button_set_active (self->listen_button, tarn_notice_list_is_listening (self->list));
  self->toggling = FALSE;
  gtk_stack_set_visible_child_name (self->stack, n > 0 ? "list" : "empty");
  update_empty (self);
  gtk_label_set_label (self->status, status);
  gtk_widget_action_set_enabled (widget, "notices.clear", n > 0);
  gtk_widget_action_set_enabled (widget, "notices.copy-all", n_shown > 0);
  gtk_widget_action_set_enabled (widget, "notices.stop-keeping",
                                 tarn_notice_list_get_kept (self->list) != NULL);
}

static void
selected_cb (TarnNoticesWindow *self)
{
  TarnNotice *notice = gtk_single_selection_get_selected_item (self->selection);

  tarn_notice_view_show (self->detail, notice, self->style, self->show_communities);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "notices.copy", notice != NULL);
}

static void
listen_cb (TarnNoticesWindow *self)
{
  g_autoptr(TarnAddress) address = NULL;
  g_autoptr(TarnNotificationFilter) filter = NULL;
  g_autoptr(GError) error = NULL;

  tarn_message_hide (self->message);
  if (!tarn_notices_where_get (self->where, &address, &filter, &error)
      || !tarn_notice_list_listen (self->list, address, filter, &error))
    tarn_message_show (self->message, error->message, "", "");
  tarn_notices_window_update (self);
}

static void
listen_toggled_cb (TarnNoticesWindow *self)
{
  if (self->toggling)
    return;

  if (gtk_toggle_button_get_active (self->listen_button))
    listen_cb (self);
  else
    tarn_notice_list_stop (self->list);
}

static void
search_changed_cb (TarnNoticesWindow *self)
{
  const char *text = gtk_editable_get_text (self->search);

  g_clear_pointer (&self->wanted, g_free);
  if (text[0] != '\0')
    self->wanted = g_utf8_casefold (text, -1);
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  tarn_notices_window_update (self);
}

static void
go_cb (TarnNoticesWindow *self,
       TarnOid           *oid)
{
  TarnNotice *notice = gtk_single_selection_get_selected_item (self->selection);
  g_autofree char *sender = notice != NULL ? tarn_notice_dup_sender (notice) : NULL;
  g_autoptr(TarnAddress) address = NULL;

  if (sender != NULL)
    address = tarn_address_new (sender, TARN_PORT_NOTIFICATION, NULL);
  g_signal_emit (self, go_signal, 0, oid, address != NULL ? tarn_address_get_host (address) : "");
}

static void
listen_action (GtkWidget  *widget,
               const char *action,
               GVariant   *parameter)
{
  listen_cb (TARN_NOTICES_WINDOW (widget));
}

static void
search_action (GtkWidget  *widget,
               const char *action,
               GVariant   *parameter)
{
  gtk_widget_grab_focus (GTK_WIDGET (TARN_NOTICES_WINDOW (widget)->search));
}

/* What is shown has other names now: rows are bound again. */
static void
set_mib (TarnNoticesWindow *self,
         TarnMib           *mib)
{
  g_set_object (&self->mib, mib);
  g_clear_pointer (&self->style, tarn_text_style_unref);
  self->style = tarn_text_style_new (mib);
  if (mib != NULL)
    tarn_text_style_set_output (self->style, "s", NULL);

  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  gtk_column_view_set_model (self->view, NULL);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  selected_cb (self);
}

static void
problem_cb (TarnNoticesWindow *self,
            const char        *text)
{
  tarn_message_show (self->message, text, "", "");
  tarn_notices_window_update (self);
}

static gboolean
tarn_notices_window_close_request (GtkWindow *window)
{
  tarn_notice_list_stop (TARN_NOTICES_WINDOW (window)->list);

  return GTK_WINDOW_CLASS (tarn_notices_window_parent_class)->close_request (window);
}

static void
tarn_notices_window_dispose (GObject *object)
{
  TarnNoticesWindow *self = TARN_NOTICES_WINDOW (object);

  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  if (self->filtered != NULL)
    g_signal_handlers_disconnect_by_data (self->filtered, self);
  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  g_clear_object (&self->selection);
  g_clear_object (&self->filtered);
  g_clear_object (&self->filter);
  g_clear_object (&self->list);
  g_clear_object (&self->mib);
  g_clear_pointer (&self->style, tarn_text_style_unref);
  g_clear_pointer (&self->cleared, g_ptr_array_unref);
  g_clear_pointer (&self->wanted, g_free);

  G_OBJECT_CLASS (tarn_notices_window_parent_class)->dispose (object);
}

static void
tarn_notices_window_get_property (GObject    *object,
                                  guint       id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  TarnNoticesWindow *self = TARN_NOTICES_WINDOW (object);

  if (id == PROP_MIB)
    g_value_set_object (value, self->mib);
  else if (id == PROP_SHOW_COMMUNITIES)
    g_value_set_boolean (value, self->show_communities);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
tarn_notices_window_set_property (GObject      *object,
                                  guint         id,
                                  const GValue *value,
                                  GParamSpec   *pspec)
{
  TarnNoticesWindow *self = TARN_NOTICES_WINDOW (object);

  switch (id)
    {
    case PROP_MIB:
      set_mib (self, g_value_get_object (value));
      break;
    case PROP_SHOW_COMMUNITIES:
      self->show_communities = g_value_get_boolean (value);
      selected_cb (self);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, TarnNoticesWindow, listen_button);
  gtk_widget_class_bind_template_child (widget_class, TarnNoticesWindow, where);
  gtk_widget_class_bind_template_child (widget_class, TarnNoticesWindow, search);
  gtk_widget_class_bind_template_child (widget_class, TarnNoticesWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, TarnNoticesWindow, empty_title);
  gtk_widget_class_bind_template_child (widget_class, TarnNoticesWindow, empty_text);
  gtk_widget_class_bind_template_child (widget_class, TarnNoticesWindow, empty_button);
  gtk_widget_class_bind_template_child (widget_class, TarnNoticesWindow, scroller);
  gtk_widget_class_bind_template_child (widget_class, TarnNoticesWindow, view);
  gtk_widget_class_bind_template_child (widget_class, TarnNoticesWindow, detail);
  gtk_widget_class_bind_template_child (widget_class, TarnNoticesWindow, status);
  gtk_widget_class_bind_template_child (widget_class, TarnNoticesWindow, message);
  gtk_widget_class_bind_template_callback (widget_class, listen_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, listen_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, go_cb);
}

static void
tarn_notices_window_class_init (TarnNoticesWindowClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->dispose = tarn_notices_window_dispose;
  object_class->get_property = tarn_notices_window_get_property;
  object_class->set_property = tarn_notices_window_set_property;
  GTK_WINDOW_CLASS (class)->close_request = tarn_notices_window_close_request;

  properties[PROP_MIB] = g_param_spec_object ("mib", NULL, NULL, TARN_TYPE_MIB,
                                              G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SHOW_COMMUNITIES] =
    g_param_spec_boolean ("show-communities", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  go_signal = g_signal_new ("go", TARN_TYPE_NOTICES_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                            NULL, G_TYPE_NONE, 2, TARN_TYPE_OID, G_TYPE_STRING);

  g_type_ensure (TARN_TYPE_MESSAGE);
  g_type_ensure (TARN_TYPE_NOTICE_VIEW);
  g_type_ensure (TARN_TYPE_NOTICES_WHERE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/tarn/Browser/tarn-notices-window.ui");
  bind_children (widget_class);

  gtk_widget_class_install_action (widget_class, "notices.listen", NULL, listen_action);
  tarn_notices_window_install_actions (widget_class);
  gtk_widget_class_install_action (widget_class, "notices.search", NULL, search_action);
  gtk_widget_class_install_property_action (widget_class, "notices.show-communities",
                                            "show-communities");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, GDK_CONTROL_MASK,
                                       "notices.search", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close",
                                       NULL);
}

static void
tarn_notices_window_init (TarnNoticesWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->style = tarn_text_style_new (NULL);

  self->filter = gtk_custom_filter_new (matches_cb, self, NULL);
  self->filtered = gtk_filter_list_model_new (NULL, g_object_ref (GTK_FILTER (self->filter)));
  gtk_filter_list_model_set_incremental (self->filtered, TRUE);
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->filtered)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  g_signal_connect_swapped (self->selection, "notify::selected-item", G_CALLBACK (selected_cb),
                            self);
  g_signal_connect_swapped (self->filtered, "items-changed", G_CALLBACK (tarn_notices_window_update),
                            self);
  tarn_text_columns_add (self->view, tarn_notices_columns, TARN_NOTICES_N_COLUMNS, &self->style,
                         is_odd);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  tarn_follow_end (self->scroller);
}

GtkWindow *
tarn_notices_window_new (TarnNoticeList *list,
                         TarnState      *state)
{
  TarnNoticesWindow *self;

  g_return_val_if_fail (TARN_IS_NOTICE_LIST (list), NULL);
  g_return_val_if_fail (TARN_IS_STATE (state), NULL);

  self = g_object_new (TARN_TYPE_NOTICES_WINDOW, NULL);
  self->list = g_object_ref (list);
  tarn_notices_where_set_state (self->where, state);
  g_signal_connect_swapped (list, "problem", G_CALLBACK (problem_cb), self);
  g_signal_connect_swapped (list, "notify::listening", G_CALLBACK (tarn_notices_window_update),
                            self);
  gtk_filter_list_model_set_model (self->filtered, G_LIST_MODEL (list));
  selected_cb (self);
  tarn_notices_window_update (self);
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->listen_button));
  return GTK_WINDOW (self);
}
