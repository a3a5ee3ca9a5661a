/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "net/tarn-session-fetch.h"

#include "net/tarn-fetch.h"

/* Where the task has the failures: what else asks for rows has none. */
#define FAILURES_KEY "tarn-failures"

static void fetch_step (GTask *task);

/* Takes @task. */
static void
fetch_reply (GTask           *task,
             const TarnReply *reply)
{
  TarnFetch *self = g_task_get_task_data (task);

  if (reply->error != NULL)
    tarn_fetch_feed_error (self, reply->error);
  else
    tarn_fetch_feed (self, reply->message);

  tarn_session_task_note (task, self->anomalies);
  fetch_step (task);
}

/* What has come is the answer, unless that is nothing. */
static void
fetch_return (TarnFetch *self,
              GTask     *task)
{
  if (self->n_failures > 0 && self->n_failures == self->oids->len
      && g_hash_table_size (self->values) == 0)
    g_task_return_error (task, g_error_copy (self->first));
  else if (self->type == TARN_PDU_GET)
    g_task_return_pointer (task, g_steal_pointer (&self->values),
                           (GDestroyNotify) g_hash_table_unref);
  else
    g_task_return_pointer (task, g_steal_pointer (&self->varbinds),
                           (GDestroyNotify) g_ptr_array_unref);
}

/* Takes @task.  The only place that decides what is asked next. */
static void
fetch_step (GTask *task_)
{
  g_autoptr(GTask) task = task_;
  TarnFetch *self = g_task_get_task_data (task);
  TarnPdu pdu = { .type = self->type };
  TarnSubmitFlags flags;

  if (g_task_return_error_if_cancelled (task))
    return;

  if (!tarn_fetch_next (self, &flags))
    {
      fetch_return (self, task);
      return;
    }

  tarn_session_task_ask (g_steal_pointer (&task), self->device, flags, &pdu,
                         (TarnRow *) self->rows->data, self->rows->len, fetch_reply);
}

void
tarn_session_fetch (GTask       *task,
                    TarnDevice  *device,
                    TarnPduType  type,
                    TarnOid    **oids,
                    gsize        n_oids)
{
  TarnFetch *self = tarn_fetch_new (device, type, oids, n_oids);

  g_task_set_task_data (task, self, (GDestroyNotify) tarn_fetch_free);
  g_object_set_data (G_OBJECT (task), FAILURES_KEY, self->failures);

  fetch_step (task);
}

GPtrArray *
tarn_session_fetch_get_oids (GTask *task)
{
  return ((TarnFetch *) g_task_get_task_data (task))->oids;
}

const GError *
tarn_session_fetch_get_failure (GAsyncResult *result,
                                guint         position)
{
  GPtrArray *failures = g_object_get_data (G_OBJECT (result), FAILURES_KEY);

  return failures != NULL && position < failures->len ? failures->pdata[position] : NULL;
}
