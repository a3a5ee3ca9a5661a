/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-connect-dialog.h"

#include <glib/gi18n.h>

#include "tarn-connect-target.h"

/* A device that answers sooner is opened without a window that flashes up. */
#define PATIENCE_MS 300

struct _TarnConnectDialog
{
  GtkWindow         parent_instance;

  TarnConnect      *connect;
  GTask            *task;          /* NULL when the end was told                */
  GCancellable     *cancellable;   /* of what is being asked                    */
  guint             present_id;    /* the timer that shows the window           */
  gboolean          asking;
  TarnConnected    *connected;     /* until the end is told                     */

  GtkStack         *stack;
  GtkSpinner       *spinner;
  GtkLabel         *stage;
  GtkLabel         *problem;
  GtkEditable      *address;
  GtkEditable      *community;
  GtkDropDown      *version;
  GtkSpinButton    *timeout;
  GtkSpinButton    *retries;
  GtkCheckButton   *remember;
  GtkEditable      *profile;
};

G_DEFINE_FINAL_TYPE (TarnConnectDialog, tarn_connect_dialog, GTK_TYPE_WINDOW)

static gboolean
present_cb (gpointer data)
{
  TarnConnectDialog *self = data;

  self->present_id = 0;
  gtk_window_present (GTK_WINDOW (self));
  return G_SOURCE_REMOVE;
}

static void
changed_cb (TarnConnectDialog *self)
{
  g_autoptr(GBytes) community =
    tarn_community_parse (gtk_editable_get_text (self->community), NULL);
  gboolean named = !gtk_check_button_get_active (self->remember)
                   || gtk_editable_get_text (self->profile)[0] != '\0';

  if (community == NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->community), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->community), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->community), GTK_ACCESSIBLE_STATE_INVALID,
                               community != NULL ? GTK_ACCESSIBLE_INVALID_FALSE
                                                 : GTK_ACCESSIBLE_INVALID_TRUE, -1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "connect.ask",
                                 !self->asking && community != NULL && named
                                 && gtk_editable_get_text (self->address)[0] != '\0');
}

static void
dialog_set_asking (TarnConnectDialog *self,
                   gboolean           asking)
{
  self->asking = asking;
  gtk_stack_set_visible_child_name (self->stack, asking ? "asking" : "form");
  gtk_spinner_set_spinning (self->spinner, asking);
  changed_cb (self);
}

/* Once: the window may be closed in the meantime. */
static void
dialog_end (TarnConnectDialog *self)
{
  g_autoptr(GTask) task = g_steal_pointer (&self->task);

  if (task == NULL)
    return;

  g_clear_handle_id (&self->present_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  if (self->connected != NULL)
    g_task_return_pointer (task, g_steal_pointer (&self->connected),
                           (GDestroyNotify) tarn_connected_free);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED,
                             "The device was not opened");
  gtk_window_destroy (GTK_WINDOW (self));
}

/* What is to be mended comes first. */
static void
dialog_complain (TarnConnectDialog *self,
                 const GError      *error)
{
  gboolean login = g_error_matches (error, TARN_ERROR, TARN_ERROR_NO_ANSWER);

  gtk_label_set_label (self->problem, error->message);
  dialog_set_asking (self, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (login ? self->community : self->address));
  g_clear_handle_id (&self->present_id, g_source_remove);
  gtk_window_present (GTK_WINDOW (self));
}

static void
connected_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(TarnConnectDialog) self = user_data;
  g_autoptr(GError) error = NULL;

  self->connected = tarn_connect_run_finish (TARN_CONNECT (source), result, &error);
  if (self->task == NULL)
    return;
  if (self->connected != NULL)
    dialog_end (self);
  else
    dialog_complain (self, error);
}

static void
dialog_ask (TarnConnectDialog      *self,
            const char             *text,
            const TarnConnectLogin *login)
{
  dialog_set_asking (self, TRUE);
  tarn_connect_run_async (self->connect, text, login, self->cancellable, connected_cb,
                          g_object_ref (self));
}

static void
ask_cb (GtkWidget  *widget,
        const char *action,
        GVariant   *parameter)
{
  TarnConnectDialog *self = TARN_CONNECT_DIALOG (widget);
  g_autoptr(TarnConnectLogin) login = g_new0 (TarnConnectLogin, 1);

  login->version = gtk_drop_down_get_selected (self->version) == 0 ? TARN_VERSION_2C
                                                                   : TARN_VERSION_1;
  login->community = tarn_community_parse (gtk_editable_get_text (self->community), NULL);
  login->timeout_us = (gint64) (gtk_spin_button_get_value (self->timeout) * G_USEC_PER_SEC);
  login->retries = (guint) gtk_spin_button_get_value_as_int (self->retries);
  if (gtk_check_button_get_active (self->remember))
    login->profile = g_strstrip (g_strdup (gtk_editable_get_text (self->profile)));
  dialog_ask (self, gtk_editable_get_text (self->address), login);
}

static void
stage_cb (TarnConnectDialog *self)
{
  const char *stage = tarn_connect_get_stage (self->connect);

  if (stage != NULL)
    gtk_label_set_label (self->stage, stage);
}

static gboolean
tarn_connect_dialog_close_request (GtkWindow *window)
{
  dialog_end (TARN_CONNECT_DIALOG (window));
  return TRUE;
}

static void
tarn_connect_dialog_dispose (GObject *object)
{
  TarnConnectDialog *self = TARN_CONNECT_DIALOG (object);

  /* Its parent took it along. */
  dialog_end (self);
  g_clear_pointer (&self->connected, tarn_connected_free);
  g_clear_object (&self->connect);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (tarn_connect_dialog_parent_class)->dispose (object);
}

static void
tarn_connect_dialog_class_init (TarnConnectDialogClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = tarn_connect_dialog_dispose;
  GTK_WINDOW_CLASS (class)->close_request = tarn_connect_dialog_close_request;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/tarn/Browser/tarn-connect-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TarnConnectDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, TarnConnectDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, TarnConnectDialog, stage);
  gtk_widget_class_bind_template_child (widget_class, TarnConnectDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, TarnConnectDialog, address);
  gtk_widget_class_bind_template_child (widget_class, TarnConnectDialog, community);
  gtk_widget_class_bind_template_child (widget_class, TarnConnectDialog, version);
  gtk_widget_class_bind_template_child (widget_class, TarnConnectDialog, timeout);
  gtk_widget_class_bind_template_child (widget_class, TarnConnectDialog, retries);
  gtk_widget_class_bind_template_child (widget_class, TarnConnectDialog, remember);
  gtk_widget_class_bind_template_child (widget_class, TarnConnectDialog, profile);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);

  gtk_widget_class_install_action (widget_class, "connect.ask", NULL, ask_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
tarn_connect_dialog_init (TarnConnectDialog *self)
{
  static const char * const versions[] = { "SNMPv2c", "SNMPv1", NULL };
  g_autoptr(GListModel) model = G_LIST_MODEL (gtk_string_list_new (versions));

  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_drop_down_set_model (self->version, model);
}

/* What a device that nobody gave a name to is called. */
static char *
dup_profile_name (const TarnAddress *address)
{
  const char *host = tarn_address_get_host (address);
  guint16 port = tarn_address_get_port (address);

  return port == TARN_PORT_AGENT ? g_strdup (host) : g_strdup_printf (_("%s port %u"), host, port);
}

/* As the user prefers. */
static void
dialog_fill_defaults (TarnConnectDialog *self)
{
  g_autofree char *version = NULL;
  guint timeout_ms, retries;

  g_object_get (self->connect, "snmp-version", &version, "timeout", &timeout_ms, "retries",
                &retries, NULL);
  gtk_drop_down_set_selected (self->version, g_str_equal (version, "2c") ? 0 : 1);
  gtk_spin_button_set_value (self->timeout, timeout_ms / 1000.);
  gtk_spin_button_set_value (self->retries, retries);
}

/* What the form begins with: as the device was asked before, else as most are. */
static void
dialog_fill (TarnConnectDialog *self,
             const char        *text)
{
  g_autoptr(TarnConnectTarget) target = tarn_connect_target_parse (text, NULL);
  g_autoptr(TarnConnectProfile) profile = NULL;
  g_autofree char *rest = NULL;
  g_autofree char *name = NULL;

  if (target == NULL)
    {
      gtk_editable_set_text (self->address, text);
      return;
    }

  profile = tarn_connect_profiles_find_device (tarn_connect_get_profiles (self->connect),
                                               target->address);
  name = profile != NULL ? g_strdup (profile->name) : dup_profile_name (target->address);
  gtk_editable_set_text (self->profile, name);
  if (target->community != NULL)
    {
      g_autofree char *community = tarn_connect_format_community (target->community);

      gtk_editable_set_text (self->community, community);
    }
  /* Without the community, which is not to be read by whoever looks on. */
  rest = target->community != NULL ? tarn_connect_target_dup_text (target) : g_strdup (text);
  gtk_editable_set_text (self->address, rest);
  if (profile == NULL)
    {
      dialog_fill_defaults (self);
      return;
    }

  gtk_drop_down_set_selected (self->version, profile->version == TARN_VERSION_2C ? 0 : 1);
  gtk_spin_button_set_value (self->timeout, (double) profile->timeout_us / G_USEC_PER_SEC);
  gtk_spin_button_set_value (self->retries, profile->retries);
}

TarnConnectDialog *
tarn_connect_dialog_open_async (TarnConnect         *connect,
                                GtkWindow           *parent,
                                const char          *text,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  TarnConnectDialog *self;

  g_return_val_if_fail (TARN_IS_CONNECT (connect), NULL);
  g_return_val_if_fail (parent == NULL || GTK_IS_WINDOW (parent), NULL);
  g_return_val_if_fail (text != NULL, NULL);

  self = g_object_new (TARN_TYPE_CONNECT_DIALOG, "transient-for", parent, NULL);
  self->connect = g_object_ref (connect);
  self->task = g_task_new (NULL, NULL, callback, user_data);
  g_task_set_source_tag (self->task, tarn_connect_dialog_open_async);
  g_signal_connect_object (connect, "notify::stage", G_CALLBACK (stage_cb), self,
                           G_CONNECT_SWAPPED);
  if (cancellable != NULL)
    g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (dialog_end), self,
                             G_CONNECT_SWAPPED);

  dialog_fill (self, text);
  self->present_id = g_timeout_add (PATIENCE_MS, present_cb, self);
  dialog_ask (self, text, NULL);
  return self;
}

TarnConnected *
tarn_connect_dialog_open_finish (GAsyncResult  *result,
                                 GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
