/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-notice-list.h"

struct _TarnNoticeList
{
  TarnRing             parent_instance;

  TarnListener        *listener;   /* NULL: does not listen        */
  TarnCapture         *capture;    /* NULL: nothing is kept        */
  TarnNotificationLog *log;        /* likewise                     */
};

enum
{
  PROP_0,
  PROP_LISTENING,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];
static guint problem_signal;

G_DEFINE_FINAL_TYPE (TarnNoticeList, tarn_notice_list, TARN_TYPE_RING)

static void
list_stop_keeping (TarnNoticeList *self)
{
  if (self->log != NULL)
    tarn_notification_log_save (self->log, NULL);
  g_clear_object (&self->log);
  g_clear_object (&self->capture);
}

static void
tarn_notice_list_dispose (GObject *object)
{
  TarnNoticeList *self = TARN_NOTICE_LIST (object);

  if (self->listener != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->listener, self);
      tarn_listener_stop (self->listener);
    }
  g_clear_object (&self->listener);
  list_stop_keeping (self);

  G_OBJECT_CLASS (tarn_notice_list_parent_class)->dispose (object);
}

static void
tarn_notice_list_get_property (GObject    *object,
                               guint       id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  if (id == PROP_LISTENING)
    g_value_set_boolean (value, tarn_notice_list_is_listening (TARN_NOTICE_LIST (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
tarn_notice_list_class_init (TarnNoticeListClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = tarn_notice_list_dispose;
  object_class->get_property = tarn_notice_list_get_property;

  properties[PROP_LISTENING] = g_param_spec_boolean ("listening", NULL, NULL, FALSE,
                                                     G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  problem_signal = g_signal_new ("problem", TARN_TYPE_NOTICE_LIST, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
tarn_notice_list_init (TarnNoticeList *self)
{
}

TarnNoticeList *
tarn_notice_list_new (guint size)
{
  g_return_val_if_fail (size > 0, NULL);

  return g_object_new (TARN_TYPE_NOTICE_LIST, "size", size, NULL);
}

static void
received_cb (TarnNoticeList   *self,
             TarnNotification *notification)
{
  tarn_ring_push (TARN_RING (self), tarn_notice_new (notification));
  if (self->log != NULL)
    tarn_notification_log_add (self->log, notification);
}

/* An inform is acknowledged when it is kept; while another process writes the capture, it is
 * sent again and kept then. */
static gboolean
settling_cb (TarnNoticeList *self)
{
  g_autoptr(GError) error = NULL;

  if (self->log == NULL || tarn_notification_log_save (self->log, &error))
    return FALSE;
  if (g_error_matches (error, TARN_ERROR, TARN_ERROR_STORE_BUSY))
    return TRUE;

  g_clear_object (&self->log);
  g_clear_object (&self->capture);
  g_signal_emit (self, problem_signal, 0, error->message);
  return TRUE;
}

static void
note_cb (TarnNoticeList *self,
         const char     *text)
{
  g_signal_emit (self, problem_signal, 0, text);
}

gboolean
tarn_notice_list_listen (TarnNoticeList          *self,
                         TarnAddress             *address,
                         TarnNotificationFilter  *filter,
                         GError                 **error)
{
  g_return_val_if_fail (TARN_IS_NOTICE_LIST (self), FALSE);

  tarn_notice_list_stop (self);
  self->listener = tarn_listener_new ();
  tarn_listener_set_filter (self->listener, filter);
  g_signal_connect_swapped (self->listener, "received", G_CALLBACK (received_cb), self);
  g_signal_connect_swapped (self->listener, "settling", G_CALLBACK (settling_cb), self);
  g_signal_connect_swapped (self->listener, "note", G_CALLBACK (note_cb), self);
  if (!tarn_listener_listen (self->listener, address, error))
    {
      g_clear_object (&self->listener);
      return FALSE;
    }

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LISTENING]);
  return TRUE;
}

gboolean
tarn_notice_list_is_listening (TarnNoticeList *self)
{
  g_return_val_if_fail (TARN_IS_NOTICE_LIST (self), FALSE);

  return self->listener != NULL;
}

void
tarn_notice_list_stop (TarnNoticeList *self)
{
  g_return_if_fail (TARN_IS_NOTICE_LIST (self));

  if (self->listener == NULL)
    return;

  tarn_listener_stop (self->listener);
  g_signal_handlers_disconnect_by_data (self->listener, self);
  g_clear_object (&self->listener);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LISTENING]);
}

char *
tarn_notice_list_dup_addresses (TarnNoticeList *self)
{
  g_autoptr(GString) text = g_string_new (NULL);
  GPtrArray *addresses;

  g_return_val_if_fail (TARN_IS_NOTICE_LIST (self), NULL);

  addresses = self->listener != NULL ? tarn_listener_get_addresses (self->listener) : NULL;
  for (guint i = 0; addresses != NULL && i < addresses->len; i++)
    {
      g_autofree char *address = tarn_address_to_string (addresses->pdata[i]);

      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", address);
    }
  return g_strdup (text->str);
}

guint64
tarn_notice_list_get_n_lost (TarnNoticeList *self)
{
  static const TarnListenerCounter counters[] = {
    TARN_LISTENER_SUPPRESSED, TARN_LISTENER_UNREADABLE, TARN_LISTENER_LOST,
  };
  guint64 n = 0;

  g_return_val_if_fail (TARN_IS_NOTICE_LIST (self), 0);

  for (guint i = 0; self->listener != NULL && i < G_N_ELEMENTS (counters); i++)
    n += tarn_listener_get_counter (self->listener, counters[i]);
  return n;
}

gboolean
tarn_notice_list_keep (TarnNoticeList  *self,
                       const char      *path,
                       GError         **error)
{
  GListModel *list = G_LIST_MODEL (self);

  g_return_val_if_fail (TARN_IS_NOTICE_LIST (self), FALSE);

  list_stop_keeping (self);
  if (path == NULL)
    return TRUE;

  self->capture = tarn_capture_open (path, TARN_CAPTURE_CREATE, error);
  if (self->capture == NULL)
    return FALSE;

  tarn_ring_flush (TARN_RING (self));
  self->log = tarn_notification_log_new (TARN_STORE (self->capture));
  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(TarnNotice) notice = g_list_model_get_item (list, i);

      tarn_notification_log_add (self->log, tarn_notice_get_notification (notice));
    }
  if (tarn_notification_log_save (self->log, error))
    return TRUE;

  g_clear_object (&self->log);
  g_clear_object (&self->capture);
  return FALSE;
}

const char *
tarn_notice_list_get_kept (TarnNoticeList *self)
{
  g_return_val_if_fail (TARN_IS_NOTICE_LIST (self), NULL);

  return self->capture != NULL ? tarn_capture_get_path (self->capture) : NULL;
}
