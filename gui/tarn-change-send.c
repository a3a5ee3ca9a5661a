/* tarn-change-send.c
 *
 * Edits to a device: sent in order, then read again.  A SET is sent once (rule P-SET-10), so
 * that one without an answer is neither done nor failed before its names have been read.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-change-private.h"

#include <glib/gi18n.h>

typedef struct
{
  TarnSession *session;
  TarnDevice  *device;
  GPtrArray   *changes;    /* of TarnChange, to be sent and read                      */
  guint        n_sent;     /* of them, answered or not                                */
  guint        n_at_once;  /* in the request that is under way                        */
  gboolean     each;
  gboolean     stopped;    /* nothing more is sent: one was refused or not answered   */
  GError      *error;      /* nullable: the first                                     */
  TarnBatch   *batch;      /* what the device says, for the capture                   */
} Send;

static void send_step (GTask *task);

static void
send_free (gpointer data)
{
  Send *self = data;

  g_object_unref (self->session);
  g_object_unref (self->device);
  g_ptr_array_unref (self->changes);
  g_clear_error (&self->error);
  tarn_batch_unref (self->batch);
  g_free (self);
}

/* Keeps the first. */
static void
take_error (Send   *self,
            GError *error)
{
  if (self->error == NULL)
    self->error = error;
  else
    g_error_free (error);
}

static void
end (GTask *task_)
{
  g_autoptr(GTask) task = task_;
  TarnChangeList *list = g_task_get_source_object (task);
  Send *self = g_task_get_task_data (task);

  if (self->n_sent > 0)
    tarn_change_list_forget_steps (list);
  tarn_change_list_set_busy (list, FALSE);
  if (self->error != NULL)
    g_task_return_error (task, g_steal_pointer (&self->error));
  else
    g_task_return_boolean (task, TRUE);
}

static gboolean
store_attempt (GTask   *task,
               GError **error)
{
  Send *self = g_task_get_task_data (task);

  return tarn_store_apply (tarn_change_list_get_store (g_task_get_source_object (task)),
                           self->batch, error);
}

static void
store_done (GTask  *task,
            GError *error)
{
  if (error != NULL)
    take_error (g_task_get_task_data (task), error);
  end (task);
}

/* What the device says now of a change that it has taken, or may have. */
static void
read_change (Send       *self,
             TarnChange *change,
             TarnValue  *now)
{
  TarnOid *oid = tarn_change_get_oid (change);
  TarnValue *after = tarn_change_get_after (change);
  TarnValue *before = tarn_change_get_before (change);
  gboolean is_there = !tarn_value_is_exception (now);
  GPtrArray *rest = tarn_change_get_rest (change);
  gboolean was_open = tarn_change_get_state (change) == TARN_CHANGE_UNKNOWN;

  if (is_there)
    tarn_batch_put (self->batch, oid, now);
  else
    {
      tarn_batch_delete (self->batch, oid);
      for (guint i = 0; rest != NULL && i < rest->len; i++)
        tarn_batch_delete (self->batch, rest->pdata[i]);
    }

  if (is_there && tarn_value_equal (now, after))
    tarn_change_set_state (change, TARN_CHANGE_DONE,
                           was_open ? _("Done; only the answer was lost") : NULL);
  else if (was_open && before != NULL && is_there && tarn_value_equal (now, before))
    tarn_change_set_state (change, TARN_CHANGE_FAILED,
                           _("Not done: the device still has the value from before"));
  else if (was_open)
    tarn_change_set_state (change, TARN_CHANGE_UNKNOWN,
                           is_there ? _("The device now has another value than either")
                                    : _("The device has no such instance now"));
  else
    tarn_change_set_state (change, TARN_CHANGE_DONE,
                           is_there ? _("Done; the device made another value of it")
                                    : _("Done; the instance is gone now"));
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr(GTask) task = data;
  Send *self = g_task_get_task_data (task);
  g_autoptr(GHashTable) values = NULL;
  g_autoptr(GError) error = NULL;

  values = tarn_session_get_finish (TARN_SESSION (source), result, &error);
  for (guint i = 0; i < self->changes->len; i++)
    {
      TarnChange *change = self->changes->pdata[i];
      TarnChangeState state = tarn_change_get_state (change);
      TarnValue *now = values != NULL ? g_hash_table_lookup (values, tarn_change_get_oid (change))
                                      : NULL;

      if (state != TARN_CHANGE_DONE && state != TARN_CHANGE_UNKNOWN)
        continue;
      if (now != NULL)
        read_change (self, change, now);
      else if (state == TARN_CHANGE_DONE)
        tarn_change_set_state (change, TARN_CHANGE_DONE,
                               _("Done; it could not be read again"));
    }

  if (error != NULL)
    take_error (self, g_steal_pointer (&error));
  if (tarn_batch_get_size (self->batch) > 0)
    tarn_change_attempt (g_steal_pointer (&task), store_attempt, store_done);
  else
    end (g_steal_pointer (&task));
}

/* Takes @task. */
static void
verify (GTask *task)
{
  Send *self = g_task_get_task_data (task);
  g_autoptr(GPtrArray) oids = g_ptr_array_new ();

  for (guint i = 0; i < self->changes->len; i++)
    {
      TarnChangeState state = tarn_change_get_state (self->changes->pdata[i]);

      if (state == TARN_CHANGE_DONE || state == TARN_CHANGE_UNKNOWN)
        g_ptr_array_add (oids, tarn_change_get_oid (self->changes->pdata[i]));
    }
  if (oids->len == 0)
    {
      end (task);
      return;
    }

  /* Even when its asker has lost patience: what was done must not stay unknown. */
  tarn_session_get_async (self->session, self->device, (TarnOid **) oids->pdata, oids->len, NULL,
                          read_cb, task);
}

/* Of the request under way: all to the same state. */
static void
settle (Send            *self,
        TarnChangeState  state,
        const char      *text)
{
  for (guint i = 0; i < self->n_at_once; i++)
    tarn_change_set_state (self->changes->pdata[self->n_sent + i], state, text);
}

/* All or nothing (rule P-SET-06): the others of the request were not done either. */
static void
refused (Send         *self,
         GAsyncResult *result)
{
  int position;
  int status = tarn_session_get_refusal (self->session, result, &position);
  g_autofree char *words = tarn_change_explain (status);

  if (status == TARN_STATUS_UNDO_FAILED)
    {
      settle (self, TARN_CHANGE_UNKNOWN, words);
      return;
    }

  if (position < 0 || position >= (int) self->n_at_once)
    settle (self, TARN_CHANGE_FAILED, words);
  else
    {
      settle (self, TARN_CHANGE_PENDING, _("Not done: another change of the request was refused"));
      tarn_change_set_state (self->changes->pdata[self->n_sent + (guint) position],
                             TARN_CHANGE_FAILED, words);
    }
}

/* What cannot be sent was not done; what was sent may have been. */
static gboolean
was_not_sent (const GError *error)
{
  return g_error_matches (error, TARN_ERROR, TARN_ERROR_UNREACHABLE)
         || g_error_matches (error, TARN_ERROR, TARN_ERROR_NO_SUCH_HOST)
         || g_error_matches (error, TARN_ERROR, TARN_ERROR_TOO_BIG)
         || g_error_matches (error, TARN_ERROR, TARN_ERROR_INVALID);
}

static void
set_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      data)
{
  g_autoptr(GTask) task = data;
  Send *self = g_task_get_task_data (task);
  g_autoptr(GPtrArray) answer = NULL;
  g_autoptr(GError) error = NULL;

  answer = tarn_session_set_finish (TARN_SESSION (source), result, &error);
  if (answer != NULL)
    settle (self, TARN_CHANGE_DONE, NULL);
  else if (g_error_matches (error, TARN_ERROR, TARN_ERROR_REFUSED))
    refused (self, result);
  else if (was_not_sent (error))
    settle (self, TARN_CHANGE_FAILED, error->message);
  else
    settle (self, TARN_CHANGE_UNKNOWN,
            _("No answer: whether it was done is not known before it is read again"));

  self->stopped = answer == NULL;
  if (error != NULL)
    take_error (self, g_steal_pointer (&error));
  self->n_sent += self->n_at_once;
  send_step (g_steal_pointer (&task));
}

static void
send_request (GTask *task)
{
  Send *self = g_task_get_task_data (task);
  g_autoptr(GPtrArray) varbinds =
    g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_varbind_unref);

  self->n_at_once = self->each ? 1 : self->changes->len;
  for (guint i = 0; i < self->n_at_once; i++)
    {
      TarnChange *change = self->changes->pdata[self->n_sent + i];

      g_ptr_array_add (varbinds, tarn_varbind_new (tarn_change_get_oid (change),
                                                   tarn_change_get_after (change)));
      tarn_change_set_state (change, TARN_CHANGE_SENDING, NULL);
    }
  tarn_session_set_async (self->session, self->device, (TarnVarbind **) varbinds->pdata,
                          varbinds->len, g_task_get_cancellable (task), set_cb, task);
}

/* Takes @task.  The only place that decides what is next. */
static void
send_step (GTask *task)
{
  Send *self = g_task_get_task_data (task);

  if (!self->stopped && self->n_sent < self->changes->len)
    {
      send_request (task);
      return;
    }

  for (guint i = self->n_sent; i < self->changes->len; i++)
    tarn_change_set_state (self->changes->pdata[i], TARN_CHANGE_PENDING,
                           _("Not sent: a change before it failed"));
  verify (task);
}

/* What no SET can say: a place is not emptied, and SNMPv1 has no Counter64 (P-COX-03). */
static gboolean
check_sendable (Send    *self,
                GError **error)
{
  for (guint i = 0; i < self->changes->len; i++)
    {
      TarnValue *after = tarn_change_get_after (self->changes->pdata[i]);
      const char *complaint = NULL;

      if (after == NULL)
        complaint = _("A device cannot be told to delete a value: set the row’s status, or "
                      "change the capture instead");
      else if (tarn_device_get_version (self->device) == TARN_VERSION_1
               && tarn_value_get_kind (after) == TARN_KIND_COUNTER64)
        complaint = _("SNMPv1 has no Counter64");
      if (complaint == NULL)
        continue;

      tarn_change_set_state (self->changes->pdata[i], TARN_CHANGE_FAILED, complaint);
      g_set_error_literal (error, TARN_ERROR, TARN_ERROR_INVALID, complaint);
      return FALSE;
    }

  return TRUE;
}

/* Takes @changes.  NULL: something else runs. */
static GTask *
send_new (TarnChangeList      *list,
          TarnSession         *session,
          TarnDevice          *device,
          GPtrArray           *changes,
          GCancellable        *cancellable,
          GAsyncReadyCallback  callback,
          gpointer             user_data)
{
  g_autoptr(GPtrArray) owned = changes;
  GTask *task = tarn_change_begin (list, tarn_change_list_send_async, cancellable, callback,
                                   user_data);
  Send *self;

  if (task == NULL)
    return NULL;

  self = g_new0 (Send, 1);
  self->session = g_object_ref (session);
  self->device = g_object_ref (device);
  self->changes = g_steal_pointer (&owned);
  self->batch = tarn_batch_new ();
  g_task_set_task_data (task, self, send_free);
  return task;
}

void
tarn_change_list_send_async (TarnChangeList      *self,
                             TarnSession         *session,
                             TarnDevice          *device,
                             GPtrArray           *changes,
                             TarnChangeManner     manner,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  GError *error = NULL;
  GTask *task;
  Send *send;

  g_return_if_fail (TARN_IS_CHANGE_LIST (self));
  g_return_if_fail (TARN_IS_SESSION (session));
  g_return_if_fail (TARN_IS_DEVICE (device));

  task = send_new (self, session, device, tarn_change_list_pick (self, changes), cancellable,
                   callback, user_data);
  if (task == NULL)
    return;

  send = g_task_get_task_data (task);
  send->each = manner == TARN_CHANGE_EACH;
  if (!check_sendable (send, &error))
    {
      take_error (send, error);
      end (task);
      return;
    }
  send_step (task);
}

void
tarn_change_list_verify_async (TarnChangeList      *self,
                               TarnSession         *session,
                               TarnDevice          *device,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  GPtrArray *changes;
  GTask *task;

  g_return_if_fail (TARN_IS_CHANGE_LIST (self));
  g_return_if_fail (TARN_IS_SESSION (session));
  g_return_if_fail (TARN_IS_DEVICE (device));

  changes = tarn_change_list_pick (self, NULL);
  for (guint i = changes->len; i-- > 0;)
    if (tarn_change_get_state (changes->pdata[i]) != TARN_CHANGE_UNKNOWN)
      g_ptr_array_remove_index (changes, i);

  task = send_new (self, session, device, changes, cancellable, callback, user_data);
  if (task != NULL)
    verify (task);
}

gboolean
tarn_change_list_send_finish (TarnChangeList  *self,
                              GAsyncResult    *result,
                              GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
