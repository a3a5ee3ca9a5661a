/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "net/tarn-session-task.h"

#include "base/tarn-error.h"
#include "base/tarn-name.h"

/* Where a task has what tarn_session_get_anomalies() tells. */
#define ANOMALIES_KEY "tarn-anomalies"

typedef struct
{
  GTask             *task;
  GSource           *cancelled;   /* NULL: the task cannot be cancelled */
  TarnTaskReplyFunc  func;
  guint64            handle;
} Ask;

/* Frees @self and returns its task. */
static GTask *
ask_end (Ask *self)
{
  GTask *task = self->task;

  if (self->cancelled != NULL)
    {
      g_source_destroy (self->cancelled);
      g_source_unref (self->cancelled);
    }
  g_free (self);
  return task;
}

static void
ask_reply_cb (TarnSession     *session,
              const TarnReply *reply,
              gpointer         user_data)
{
  Ask *self = user_data;
  TarnTaskReplyFunc func = self->func;
  g_autoptr(GTask) task = ask_end (self);

  func (g_steal_pointer (&task), reply);
}

static gboolean
ask_cancelled_cb (GCancellable *cancellable,
                  gpointer      user_data)
{
  Ask *self = user_data;
  g_autoptr(GTask) task = NULL;

  tarn_session_cancel (g_task_get_source_object (self->task), self->handle);
  task = ask_end (self);
  g_task_return_error_if_cancelled (task);
  return G_SOURCE_REMOVE;
}

void
tarn_session_task_ask (GTask             *task,
                       TarnDevice        *device,
                       TarnSubmitFlags    flags,
                       const TarnPdu     *pdu,
                       const TarnRow     *rows,
                       gsize              n_rows,
                       TarnTaskReplyFunc  func)
{
  TarnSession *session = g_task_get_source_object (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  Ask *self = g_new0 (Ask, 1);

  self->task = task;
  self->func = func;
  self->handle = tarn_session_submit (session, device, flags, pdu, rows, n_rows, ask_reply_cb,
                                      self);

  if (cancellable != NULL)
    {
      self->cancelled = g_cancellable_source_new (cancellable);
      /* Before the session's own sources: after this nothing more is sent. */
      g_source_set_priority (self->cancelled, G_PRIORITY_HIGH);
      g_source_set_callback (self->cancelled, G_SOURCE_FUNC (ask_cancelled_cb), self, NULL);
      g_source_attach (self->cancelled, g_task_get_context (task));
    }
}

void
tarn_session_task_note (GTask         *task,
                        TarnAnomalies  anomalies)
{
  guint seen = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (task), ANOMALIES_KEY));

  if (anomalies != TARN_ANOMALY_NONE)
    g_object_set_data (G_OBJECT (task), ANOMALIES_KEY, GUINT_TO_POINTER (seen | anomalies));
}

/**
 * tarn_session_get_anomalies:
 * @self: a session
 * @result: what the callback of any operation was given
 *
 * What was tolerated in the agent's answers: what the decoder passed over, and whether names
 * were missing from them or changed (P-MGR-08).  It is there when the operation has ended,
 * whatever its end was.
 *
 * Returns: all that was met
 */
TarnAnomalies
tarn_session_get_anomalies (TarnSession  *self,
                            GAsyncResult *result)
{
  g_return_val_if_fail (TARN_IS_SESSION (self), TARN_ANOMALY_NONE);
  g_return_val_if_fail (g_task_is_valid (result, self), TARN_ANOMALY_NONE);

  return (TarnAnomalies) GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (result), ANOMALIES_KEY));
}

GError *
tarn_session_refusal (TarnDevice    *device,
                      const TarnPdu *pdu,
                      const TarnRow *names,
                      gsize          n_names)
{
  g_autofree char *target = tarn_address_to_string (tarn_device_get_address (device));
  g_autofree char *status = NULL;
  char text[TARN_NAME_MAX_TEXT];

  if (pdu->error_status < 0 || pdu->error_status > TARN_STATUS_INCONSISTENT_NAME)
    status = g_strdup_printf ("error-status %d", pdu->error_status);
  else
    status = g_strdup (tarn_status_to_string (pdu->error_status));

  if (!tarn_pdu_is_attributed (pdu, n_names))
    return g_error_new (TARN_ERROR, TARN_ERROR_REFUSED, "%s: %s", target, status);

  tarn_name_to_text (names[pdu->error_index - 1].name, text);
  return g_error_new (TARN_ERROR, TARN_ERROR_REFUSED,
                      "%s: %s at %s (varbind %d of %" G_GSIZE_FORMAT ")", target, status,
                      text + 1 /* without the leading dot */, pdu->error_index, n_names);
}
