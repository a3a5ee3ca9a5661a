/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "net/tarn-session-fetch.h"

#include "base/tarn-name.h"

/* Where a task has what tarn_session_get_refusal() tells. */
#define REFUSAL_KEY "tarn-refusal"

/* GETBULK and SET are one request each: what the agent says to it is the answer. */
typedef struct
{
  TarnDevice *device;
  GPtrArray  *varbinds;   /* of TarnVarbind: what @rows point into */
  GArray     *rows;       /* of TarnRow: the request's             */
} Question;

static Question *
question_new (TarnDevice *device)
{
  Question *self = g_new0 (Question, 1);

  self->device = g_object_ref (device);
  self->varbinds = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_varbind_unref);
  self->rows = g_array_new (FALSE, FALSE, sizeof (TarnRow));
  return self;
}

static void
question_free (gpointer data)
{
  Question *self = data;

  g_object_unref (self->device);
  g_ptr_array_unref (self->varbinds);
  g_array_unref (self->rows);
  g_free (self);
}

static void
question_add (Question    *self,
              TarnVarbind *varbind)
{
  TarnRow row = tarn_row_from_varbind (varbind);

  g_ptr_array_add (self->varbinds, tarn_varbind_ref (varbind));
  g_array_append_val (self->rows, row);
}

/* The error-status of an answer that has one. */
typedef struct
{
  int status;
  int position;
} Refusal;

static void
note_refusal (GTask         *task,
              const TarnPdu *pdu,
              gsize          n_names)
{
  Refusal *refusal = g_new0 (Refusal, 1);

  refusal->status = pdu->error_status;
  refusal->position = tarn_pdu_is_attributed (pdu, n_names) ? pdu->error_index - 1 : -1;
  g_object_set_data_full (G_OBJECT (task), REFUSAL_KEY, refusal, g_free);
}

static void
question_reply (GTask           *task_,
                const TarnReply *reply)
{
  g_autoptr(GTask) task = task_;
  Question *self = g_task_get_task_data (task);
  const TarnMessage *message = reply->message;
  GPtrArray *varbinds;

  if (reply->error != NULL)
    {
      g_task_return_error (task, g_error_copy (reply->error));
      return;
    }

  tarn_session_task_note (task, message->anomalies);
  if (message->pdu.error_status != TARN_STATUS_NO_ERROR)
    {
      note_refusal (task, &message->pdu, self->rows->len);
      g_task_return_error (task, tarn_session_refusal (self->device, &message->pdu,
                                                       (TarnRow *) self->rows->data,
                                                       self->rows->len));
      return;
    }

  /* A name that could not be read (P-OID-03) is empty. */
  varbinds = g_ptr_array_new_full (message->n_rows, (GDestroyNotify) tarn_varbind_unref);
  for (guint i = 0; i < message->n_rows; i++)
    if (message->rows[i].name.len > 0)
      g_ptr_array_add (varbinds, tarn_row_dup_varbind (&message->rows[i]));

  g_task_return_pointer (task, varbinds, (GDestroyNotify) g_ptr_array_unref);
}

/* Takes @task. */
static void
question_ask (GTask         *task,
              const TarnPdu *pdu)
{
  Question *self = g_task_get_task_data (task);

  if (g_task_return_error_if_cancelled (task))
    g_object_unref (task);
  else
    tarn_session_task_ask (task, self->device, TARN_SUBMIT_PLAIN, pdu,
                           (TarnRow *) self->rows->data, self->rows->len, question_reply);
}

/**
 * tarn_session_get_bulk_async:
 * @self: a session
 * @device: whom to ask
 * @non_repeaters: of how many names only the successor is asked for
 * @max_repetitions: how many successors of each other name are asked for
 * @oids: (array length=n_oids): the names
 * @n_oids: how many
 * @cancellable: (nullable): gives up: nothing more is sent
 * @callback: (scope async): called with the answer
 * @user_data: for @callback
 *
 * Sends one GETBULK; to a v1 device, what tarn_session_get_next_async() sends
 * (rule P-COX-06).
 */
void
tarn_session_get_bulk_async (TarnSession          *self,
                             TarnDevice           *device,
                             guint                 non_repeaters,
                             guint                 max_repetitions,
                             TarnOid             **oids,
                             gsize                 n_oids,
                             GCancellable         *cancellable,
                             GAsyncReadyCallback   callback,
                             gpointer              user_data)
{
  g_autoptr(TarnValue) unspecified = NULL;
  Question *question;
  GTask *task;
  TarnPdu pdu = {
    .type = TARN_PDU_GET_BULK,
    .non_repeaters = (gint32) MIN (non_repeaters, G_MAXINT32),
    .max_repetitions = (gint32) MIN (max_repetitions, G_MAXINT32),
  };

  g_return_if_fail (TARN_IS_SESSION (self));
  g_return_if_fail (TARN_IS_DEVICE (device));
  g_return_if_fail (oids != NULL || n_oids == 0);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tarn_session_get_bulk_async);
  if (tarn_device_get_version (device) == TARN_VERSION_1)
    {
      tarn_session_fetch (task, device, TARN_PDU_GET_NEXT, oids, n_oids);
      return;
    }

  question = question_new (device);
  unspecified = tarn_value_new_null ();
  for (gsize i = 0; i < n_oids; i++)
    {
      g_autoptr(TarnVarbind) varbind = tarn_varbind_new (oids[i], unspecified);

      question_add (question, varbind);
    }

  g_task_set_task_data (task, question, question_free);
  question_ask (task, &pdu);
}

/**
 * tarn_session_get_bulk_finish:
 * @self: a session
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Any number of varbinds in the order of the reply (rule P-MGR-09); endOfMibView is
 * a value among them.  Of a v1 device, names that got no answer have none; why,
 * tarn_session_dup_failure() tells.
 *
 * Fails as tarn_session_get_finish() does.
 *
 * Returns: (transfer container) (element-type TarnVarbind): what came, or %NULL
 */
GPtrArray *
tarn_session_get_bulk_finish (TarnSession   *self,
                              GAsyncResult  *result,
                              GError       **error)
{
  GPtrArray *varbinds;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, tarn_session_get_bulk_async), NULL);

  varbinds = g_task_propagate_pointer (G_TASK (result), error);
  for (guint i = varbinds != NULL ? varbinds->len : 0; i > 0; i--)
    if (varbinds->pdata[i - 1] == NULL)
      g_ptr_array_remove_index (varbinds, i - 1);

  return varbinds;
}

/* Takes @task. */
static void
tell (GTask        *task,
      TarnDevice   *device,
      TarnPduType   type,
      TarnVarbind **varbinds,
      gsize         n_varbinds)
{
  const TarnPdu pdu = { .type = type };
  Question *question = question_new (device);

  for (gsize i = 0; i < n_varbinds; i++)
    question_add (question, varbinds[i]);

  g_task_set_task_data (task, question, question_free);
  question_ask (task, &pdu);
}

void
tarn_session_inform_async (TarnSession          *self,
                           TarnDevice           *device,
                           TarnVarbind         **varbinds,
                           gsize                 n_varbinds,
                           GCancellable         *cancellable,
                           GAsyncReadyCallback   callback,
                           gpointer              user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tarn_session_inform_async);
  tell (task, device, TARN_PDU_INFORM, varbinds, n_varbinds);
}

gboolean
tarn_session_inform_finish (TarnSession   *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_autoptr(GPtrArray) varbinds = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  varbinds = g_task_propagate_pointer (G_TASK (result), error);
  return varbinds != NULL;
}

/**
 * tarn_session_set_async:
 * @self: a session
 * @device: whom to tell
 * @varbinds: (array length=n_varbinds): what to set
 * @n_varbinds: how many
 * @cancellable: (nullable): stops waiting; what was sent may still take effect
 * @callback: (scope async): called with the answer
 * @user_data: for @callback
 *
 * Sends one SET, once: it is never split and never repeated (rule P-SET-10), so an
 * agent that does not answer leaves it open whether it obeyed.
 */
void
tarn_session_set_async (TarnSession          *self,
                        TarnDevice           *device,
                        TarnVarbind         **varbinds,
                        gsize                 n_varbinds,
                        GCancellable         *cancellable,
                        GAsyncReadyCallback   callback,
                        gpointer              user_data)
{
  GTask *task;

  g_return_if_fail (TARN_IS_SESSION (self));
  g_return_if_fail (TARN_IS_DEVICE (device));
  g_return_if_fail (varbinds != NULL || n_varbinds == 0);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tarn_session_set_async);
  tell (task, device, TARN_PDU_SET, varbinds, n_varbinds);
}

/**
 * tarn_session_set_finish:
 * @self: a session
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Fails as tarn_session_get_finish() does; %TARN_ERROR_REFUSED names the varbind
 * that the agent objects to.
 *
 * Returns: (transfer container) (element-type TarnVarbind): what the agent has set, or
 *   %NULL
 */
GPtrArray *
tarn_session_set_finish (TarnSession   *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, tarn_session_set_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * tarn_session_get_refusal:
 * @self: a session
 * @result: what the callback of tarn_session_set_async() or tarn_session_get_bulk_async()
 *   was given
 * @position: (out) (optional): of the varbind that the agent objects to, from 0; -1 if it
 *   named none
 *
 * What stands behind %TARN_ERROR_REFUSED (rule P-MGR-10), for who wants to say it in words
 * and where it belongs.
 *
 * Returns: the error-status of the answer, a #TarnStatus if the agent keeps to the
 *   protocol; 0 if there was none
 */
int
tarn_session_get_refusal (TarnSession  *self,
                          GAsyncResult *result,
                          int          *position)
{
  const Refusal *refusal;

  g_return_val_if_fail (TARN_IS_SESSION (self), TARN_STATUS_NO_ERROR);
  g_return_val_if_fail (g_task_is_valid (result, self), TARN_STATUS_NO_ERROR);

  refusal = g_object_get_data (G_OBJECT (result), REFUSAL_KEY);
  if (position != NULL)
    *position = refusal != NULL ? refusal->position : -1;
  return refusal != NULL ? refusal->status : TARN_STATUS_NO_ERROR;
}
