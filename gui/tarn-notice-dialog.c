/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-notice-dialog.h"

#include <glib/gi18n.h>
#include <time.h>

#include "tarn-connect-target.h"
#include "tarn-notice-varbind.h"
#include "tarn-path-entry.h"
#include "tarn-ui.h"

struct _TarnNoticeDialog
{
  GtkWindow      parent_instance;

  TarnMib       *mib;        /* nullable                              */
  GCancellable  *sending;    /* NULL: nothing is under way            */
  gint64         began_us;
  gboolean       is_inform;  /* what is under way                     */

  GtkEditable   *target;
  GtkEditable   *community;
  GtkDropDown   *kind;
  TarnPathEntry *trap;
  GtkBox        *varbinds;
  GtkLabel      *result;
  GtkWidget     *send_button;
};

/* In the order of the list. */
enum
{
  KIND_TRAP,
  KIND_INFORM,
  KIND_TRAP_V1,
};

G_DEFINE_FINAL_TYPE (TarnNoticeDialog, tarn_notice_dialog, GTK_TYPE_WINDOW)

static void
tell (TarnNoticeDialog *self,
      const char       *text,
      gboolean          is_wrong)
{
  gtk_label_set_label (self->result, text);
  gtk_widget_set_visible (GTK_WIDGET (self->result), text[0] != '\0');
  if (is_wrong)
    gtk_widget_add_css_class (GTK_WIDGET (self->result), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->result), "error");
}

static void
removed_cb (TarnNoticeDialog *self,
            GtkWidget        *row)
{
  gtk_box_remove (self->varbinds, row);
}

static void
add_row (TarnNoticeDialog *self,
         TarnMibNode      *node)
{
  GtkWidget *row = tarn_notice_varbind_new (self->mib, node);

  g_signal_connect_swapped (row, "remove", G_CALLBACK (removed_cb), self);
  gtk_box_append (self->varbinds, row);
}

static void
add_cb (TarnNoticeDialog *self)
{
  add_row (self, NULL);
}

/* A notification was chosen: what its module says that it tells. */
static void
trap_cb (TarnNoticeDialog *self,
         TarnOid          *oid)
{
  g_autoptr(TarnMibNode) node = NULL;
  g_autoptr(GPtrArray) members = NULL;
  GtkWidget *row;
  guint n_left = 0;

  if (self->mib != NULL)
    node = tarn_mib_find_node (self->mib, oid, &n_left);
  if (node == NULL || n_left > 0
      || tarn_mib_node_get_kind (node) != TARN_MIB_KIND_NOTIFICATION)
    return;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->varbinds))) != NULL)
    gtk_box_remove (self->varbinds, row);
  members = tarn_mib_node_list_members (node);
  for (guint i = 0; i < members->len; i++)
    add_row (self, members->pdata[i]);
}

static TarnDevice *
make_receiver (TarnNoticeDialog  *self,
               GError           **error)
{
  g_autofree char *target = g_strstrip (g_strdup (gtk_editable_get_text (self->target)));
  const char *typed = gtk_editable_get_text (self->community);
  g_autoptr(TarnAddress) address = NULL;
  g_autoptr(GBytes) community = NULL;
  TarnDevice *receiver;

  address = tarn_address_new (target, TARN_PORT_NOTIFICATION, error);
  if (address == NULL)
    return NULL;
  community = tarn_community_parse (typed[0] != '\0' ? typed : "public", NULL);
  if (community == NULL)
    {
      g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID,
                   _("Behind 0x, two hex digits for each octet of the community"));
      return NULL;
    }

  receiver = tarn_device_new (address);
  tarn_device_set_community (receiver, community);
  tarn_device_set_version (receiver, gtk_drop_down_get_selected (self->kind) == KIND_TRAP_V1
                                     ? TARN_VERSION_1 : TARN_VERSION_2C);
  return receiver;
}

/* Since when this computer runs. */
static guint32
get_uptime (void)
{
  struct timespec now;

  clock_gettime (CLOCK_BOOTTIME, &now);
  return (guint32) ((guint64) now.tv_sec * 100 + (guint64) now.tv_nsec / 10000000);
}

static TarnNotification *
make_notification (TarnNoticeDialog  *self,
                   GError           **error)
{
  g_autofree char *text = g_strstrip (g_strdup (tarn_path_entry_get_text (self->trap)));
  g_autoptr(GPtrArray) varbinds = NULL;
  g_autoptr(TarnOid) oid = NULL;

  if (text[0] == '\0')
    {
      g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID, _("Say which notification it is"));
      return NULL;
    }
  oid = self->mib != NULL ? tarn_mib_parse_oid (self->mib, text, error)
                          : tarn_oid_new (text, error);
  if (oid == NULL)
    return NULL;

  varbinds = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_varbind_unref);
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->varbinds)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      TarnVarbind *varbind = tarn_notice_varbind_make (TARN_NOTICE_VARBIND (row), error);

      if (varbind == NULL)
        return NULL;
      g_ptr_array_add (varbinds, varbind);
    }

  return tarn_notification_new (gtk_drop_down_get_selected (self->kind) == KIND_INFORM
                                ? TARN_NOTIFICATION_INFORM : TARN_NOTIFICATION_TRAP,
                                oid, get_uptime (), (TarnVarbind **) varbinds->pdata,
                                varbinds->len);
}

static void
sent_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr(TarnNoticeDialog) self = data;
  g_autoptr(GError) error = NULL;
  gboolean ok = tarn_notifier_send_finish (TARN_NOTIFIER (source), result, &error);
  g_autofree char *text = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->sending);
  gtk_widget_set_sensitive (self->send_button, TRUE);
  if (!ok)
    text = g_strdup (error->message);
  else if (self->is_inform)
    {
      g_autofree char *time = tarn_ui_format_duration (g_get_monotonic_time () - self->began_us);

      /* Translators: an inform, after some milliseconds */
      text = g_strdup_printf (_("Acknowledged after %s"), time);
    }
  else
    text = g_strdup (_("Sent; a trap is not acknowledged"));
  tell (self, text, !ok);
}

static void
send_cb (TarnNoticeDialog *self)
{
  g_autoptr(TarnNotification) notification = NULL;
  g_autoptr(TarnNotifier) notifier = NULL;
  g_autoptr(TarnDevice) receiver = NULL;
  g_autoptr(GError) error = NULL;

  if (self->sending != NULL)
    return;

  receiver = make_receiver (self, &error);
  if (receiver != NULL)
    notification = make_notification (self, &error);
  if (notification == NULL)
    {
      tell (self, error->message, TRUE);
      return;
    }

  self->is_inform = tarn_notification_get_kind (notification) == TARN_NOTIFICATION_INFORM;
  self->began_us = g_get_monotonic_time ();
  self->sending = g_cancellable_new ();
  gtk_widget_set_sensitive (self->send_button, FALSE);
  tell (self, _("Sending…"), FALSE);
  notifier = tarn_notifier_new ();
  tarn_notifier_add_receiver (notifier, receiver);
  tarn_notifier_send_async (notifier, notification, self->sending, sent_cb, g_object_ref (self));
}

static void
tarn_notice_dialog_dispose (GObject *object)
{
  TarnNoticeDialog *self = TARN_NOTICE_DIALOG (object);

  g_cancellable_cancel (self->sending);
  g_clear_object (&self->sending);
  g_clear_object (&self->mib);

  G_OBJECT_CLASS (tarn_notice_dialog_parent_class)->dispose (object);
}

static gboolean
tarn_notice_dialog_close_request (GtkWindow *window)
{
  g_cancellable_cancel (TARN_NOTICE_DIALOG (window)->sending);

  return GTK_WINDOW_CLASS (tarn_notice_dialog_parent_class)->close_request (window);
}

static void
tarn_notice_dialog_class_init (TarnNoticeDialogClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = tarn_notice_dialog_dispose;
  GTK_WINDOW_CLASS (class)->close_request = tarn_notice_dialog_close_request;

  g_type_ensure (TARN_TYPE_PATH_ENTRY);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/tarn/Browser/tarn-notice-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TarnNoticeDialog, target);
  gtk_widget_class_bind_template_child (widget_class, TarnNoticeDialog, community);
  gtk_widget_class_bind_template_child (widget_class, TarnNoticeDialog, kind);
  gtk_widget_class_bind_template_child (widget_class, TarnNoticeDialog, trap);
  gtk_widget_class_bind_template_child (widget_class, TarnNoticeDialog, varbinds);
  gtk_widget_class_bind_template_child (widget_class, TarnNoticeDialog, result);
  gtk_widget_class_bind_template_child (widget_class, TarnNoticeDialog, send_button);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
  gtk_widget_class_bind_template_callback (widget_class, send_cb);
  gtk_widget_class_bind_template_callback (widget_class, trap_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
tarn_notice_dialog_init (TarnNoticeDialog *self)
{
  g_autoptr(GtkStringList) kinds = gtk_string_list_new (NULL);

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_string_list_append (kinds, C_("kind of notification", "Trap"));
  gtk_string_list_append (kinds, C_("kind of notification", "Inform"));
  gtk_string_list_append (kinds, C_("kind of notification", "SNMPv1 trap"));
  gtk_drop_down_set_model (self->kind, G_LIST_MODEL (kinds));
}

GtkWindow *
tarn_notice_dialog_new (TarnMib *mib)
{
  TarnNoticeDialog *self;

  g_return_val_if_fail (mib == NULL || TARN_IS_MIB (mib), NULL);

  self = g_object_new (TARN_TYPE_NOTICE_DIALOG, NULL);
  g_set_object (&self->mib, mib);
  tarn_path_entry_set_mib (self->trap, mib);
  return GTK_WINDOW (self);
}
