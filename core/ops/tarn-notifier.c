/* tarn-notifier.c
 *
 * Informs are requests, and go the way of requests: through a session, which knows names,
 * time-outs and tries.  A trap is one datagram that nobody answers, from a socket of its own.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-notifier.h"

#include "base/tarn-error.h"
#include "net/tarn-session-private.h"
#include "ops/tarn-notification-private.h"
#include "ops/tarn-trap-sender.h"

/**
 * TarnNotifier:
 *
 * Sends notifications to any number of receivers.
 */
struct _TarnNotifier
{
  GObject         parent_instance;

  TarnSession    *session;     /* for informs; NULL until needed */
  TarnTrapSender *traps;       /* NULL until needed              */
  GPtrArray      *receivers;   /* of TarnDevice                  */
};

G_DEFINE_FINAL_TYPE (TarnNotifier, tarn_notifier, G_TYPE_OBJECT)

/* One notification on its way to all receivers. */
typedef struct
{
  GHashTable *failures;    /* of GError, by TarnDevice */
  GError     *first;
  guint       n_pending;
  guint       n_receivers;
} Sending;

/* The same on its way to one of them. */
typedef struct
{
  GTask      *task;
  TarnDevice *receiver;
} Delivery;

static void
tarn_notifier_dispose (GObject *object)
{
  TarnNotifier *self = TARN_NOTIFIER (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->traps, tarn_trap_sender_unref);
  if (self->receivers != NULL)
    g_ptr_array_set_size (self->receivers, 0);

  G_OBJECT_CLASS (tarn_notifier_parent_class)->dispose (object);
}

static void
tarn_notifier_finalize (GObject *object)
{
  TarnNotifier *self = TARN_NOTIFIER (object);

  g_clear_pointer (&self->receivers, g_ptr_array_unref);

  G_OBJECT_CLASS (tarn_notifier_parent_class)->finalize (object);
}

static void
tarn_notifier_class_init (TarnNotifierClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = tarn_notifier_dispose;
  object_class->finalize = tarn_notifier_finalize;
}

static void
tarn_notifier_init (TarnNotifier *self)
{
  self->receivers = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * tarn_notifier_new:
 *
 * Makes a notifier without receivers, for the main context that is the thread's default now.
 *
 * Returns: (transfer full): a new notifier
 */
TarnNotifier *
tarn_notifier_new (void)
{
  return g_object_new (TARN_TYPE_NOTIFIER, NULL);
}

/**
 * tarn_notifier_add_receiver:
 * @self: a notifier
 * @receiver: where notifications go from now on, with which version and community, and how
 *   long and how often an inform is tried
 */
void
tarn_notifier_add_receiver (TarnNotifier *self,
                            TarnDevice   *receiver)
{
  g_return_if_fail (TARN_IS_NOTIFIER (self));
  g_return_if_fail (TARN_IS_DEVICE (receiver));

  g_ptr_array_add (self->receivers, g_object_ref (receiver));
}

/**
 * tarn_notifier_remove_receiver:
 * @self: a notifier
 * @receiver: who is to get no more; what is under way to it goes on
 */
void
tarn_notifier_remove_receiver (TarnNotifier *self,
                               TarnDevice   *receiver)
{
  g_return_if_fail (TARN_IS_NOTIFIER (self));
  g_return_if_fail (TARN_IS_DEVICE (receiver));

  g_ptr_array_remove (self->receivers, receiver);
}

/**
 * tarn_notifier_get_receivers:
 * @self: a notifier
 *
 * Returns: (transfer none) (element-type TarnDevice): who gets notifications
 */
GPtrArray *
tarn_notifier_get_receivers (TarnNotifier *self)
{
  g_return_val_if_fail (TARN_IS_NOTIFIER (self), NULL);

  return self->receivers;
}

static void
sending_free (gpointer data)
{
  Sending *self = data;

  g_hash_table_unref (self->failures);
  g_clear_error (&self->first);
  g_free (self);
}

static Sending *
sending_new (guint n_receivers)
{
  Sending *self = g_new0 (Sending, 1);

  self->failures = g_hash_table_new_full (NULL, NULL, g_object_unref,
                                          (GDestroyNotify) g_error_free);
  /* One more is whoever hands it out. */
  self->n_pending = 1;
  self->n_receivers = n_receivers;
  return self;
}

/* One delivery less is pending; the last one ends the task. */
static void
sending_step (GTask *task)
{
  Sending *self = g_task_get_task_data (task);
  guint n_failed;

  if (--self->n_pending > 0)
    return;

  n_failed = g_hash_table_size (self->failures);
  if (n_failed == 0)
    g_task_return_boolean (task, TRUE);
  else if (self->n_receivers == 1)
    g_task_return_error (task, g_error_copy (self->first));
  else
    g_task_return_new_error (task, self->first->domain, self->first->code,
                             "%u of %u receivers: %s", n_failed, self->n_receivers,
                             self->first->message);
}

/* Takes @delivery and @error (nullable). */
static void
delivery_end (Delivery *delivery,
              GError   *error)
{
  g_autoptr(GTask) task = delivery->task;
  Sending *sending = g_task_get_task_data (task);

  if (error != NULL && sending->first == NULL)
    sending->first = g_error_copy (error);
  if (error != NULL)
    g_hash_table_replace (sending->failures, g_object_ref (delivery->receiver), error);

  g_object_unref (delivery->receiver);
  g_free (delivery);
  sending_step (task);
}

static void
inform_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  GError *error = NULL;

  tarn_session_inform_finish (TARN_SESSION (source), result, &error);
  delivery_end (user_data, error);
}

static void
trap_cb (GError   *error,
         gpointer  user_data)
{
  delivery_end (user_data, error);
}

static void
deliver_inform (TarnNotifier     *self,
                Delivery         *delivery,
                TarnNotification *notification)
{
  g_autoptr(GPtrArray) varbinds = tarn_notification_list_all (notification);

  if (self->session == NULL)
    self->session = tarn_session_new ();
  tarn_session_inform_async (self->session, delivery->receiver, (TarnVarbind **) varbinds->pdata,
                             varbinds->len, g_task_get_cancellable (delivery->task), inform_cb,
                             delivery);
}

/* What @receiver can be told, of whatever version @notification is; P-TRP-07. */
static TarnNotification *
fit (TarnNotification  *notification,
     TarnDevice        *receiver,
     GError           **error)
{
  TarnNotificationKind kind = notification->kind;

  if (tarn_device_get_version (receiver) == TARN_VERSION_1)
    kind = TARN_NOTIFICATION_TRAP_V1;
  else if (kind == TARN_NOTIFICATION_TRAP_V1)
    kind = TARN_NOTIFICATION_TRAP;

  return tarn_notification_translate (notification, kind, FALSE, error);
}

/* Takes @delivery. */
static void
deliver (TarnNotifier     *self,
         Delivery         *delivery,
         TarnNotification *notification)
{
  g_autoptr(TarnNotification) fitting = NULL;
  GError *error = NULL;

  fitting = fit (notification, delivery->receiver, &error);
  if (fitting == NULL)
    {
      delivery_end (delivery, error);
      return;
    }

  if (fitting->kind == TARN_NOTIFICATION_INFORM && fitting->trap_oid != NULL)
    {
      deliver_inform (self, delivery, fitting);
      return;
    }

  if (self->traps == NULL)
    self->traps = tarn_trap_sender_new ();
  tarn_trap_sender_send (self->traps, delivery->receiver, fitting,
                         g_task_get_cancellable (delivery->task), trap_cb, delivery);
}

/**
 * tarn_notifier_send_async:
 * @self: a notifier
 * @notification: what to tell
 * @cancellable: (nullable): gives up: nothing more is sent
 * @callback: (scope async) (nullable): called when all receivers have been told, or could not
 *   be
 * @user_data: for @callback
 *
 * Tells all receivers, each in the version that it has: tarn_notification_translate() where
 * that is another one, and an inform to a receiver of SNMPv1 goes as a trap (rule P-TRP-07).
 * A trap of SNMPv1 without an address says the one that it is sent from (rule P-TRP-06).
 */
void
tarn_notifier_send_async (TarnNotifier        *self,
                          TarnNotification    *notification,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  Sending *sending;

  g_return_if_fail (TARN_IS_NOTIFIER (self));
  g_return_if_fail (notification != NULL);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tarn_notifier_send_async);
  sending = sending_new (self->receivers->len);
  g_task_set_task_data (task, sending, sending_free);

  for (guint i = 0; i < self->receivers->len; i++)
    {
      Delivery *delivery = g_new (Delivery, 1);

      *delivery = (Delivery) { g_object_ref (task), g_object_ref (self->receivers->pdata[i]) };
      sending->n_pending++;
      deliver (self, delivery, notification);
    }

  sending_step (task);
}

/**
 * tarn_notifier_send_finish:
 * @self: a notifier
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Fails with %TARN_ERROR_NO_ANSWER where nobody acknowledged an inform, with
 * %TARN_ERROR_INVALID or %TARN_ERROR_TOO_BIG for what cannot be said in the version of a
 * receiver, with %TARN_ERROR_UNREACHABLE or %TARN_ERROR_NO_SUCH_HOST, or
 * %G_IO_ERROR_CANCELLED.  With several receivers, the first failure counts, and
 * tarn_notifier_dup_failure() tells of each.
 *
 * Returns: whether all have been told: informs have been acknowledged, traps have been sent
 */
gboolean
tarn_notifier_send_finish (TarnNotifier  *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, tarn_notifier_send_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * tarn_notifier_dup_failure: (skip)
 * @self: a notifier
 * @result: what the callback of tarn_notifier_send_async() was given
 * @receiver: one of its receivers
 *
 * Returns: (transfer full) (nullable): why @receiver has not been told; %NULL if it has
 */
GError *
tarn_notifier_dup_failure (TarnNotifier *self,
                           GAsyncResult *result,
                           TarnDevice   *receiver)
{
  const Sending *sending;
  const GError *failure;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (TARN_IS_DEVICE (receiver), NULL);

  sending = g_task_get_task_data (G_TASK (result));
  failure = g_hash_table_lookup (sending->failures, receiver);
  return failure != NULL ? g_error_copy (failure) : NULL;
}
