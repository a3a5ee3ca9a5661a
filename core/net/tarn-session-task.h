/* tarn-session-task.h
 *
 * What the asynchronous operations of a session share: one request on behalf of a
 * task, ended by its reply or by the task's cancellable.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "net/tarn-session-private.h"

G_BEGIN_DECLS

/* Takes @task; @reply holds a message or an error. */
typedef void (*TarnTaskReplyFunc) (GTask           *task,
                                   const TarnReply *reply);

/* Takes @task.  If it is cancelled it returns; else @func goes on with it. */
void    tarn_session_task_ask    (GTask              *task,
                                  TarnDevice         *device,
                                  TarnSubmitFlags     flags,
                                  const TarnPdu      *pdu,
                                  const TarnRow      *rows,
                                  gsize               n_rows,
                                  TarnTaskReplyFunc   func);

/* What tarn_session_get_anomalies() tells in the end. */
void    tarn_session_task_note   (GTask              *task,
                                  TarnAnomalies       anomalies);

/* "192.0.2.1:161: notWritable at 1.3.6.1 (varbind 2 of 3)": the error-status of
 * @pdu as an error; @names are those of the request (P-PDU-06). */
GError *tarn_session_refusal     (TarnDevice         *device,
                                  const TarnPdu      *pdu,
                                  const TarnRow      *names,
                                  gsize               n_names);

/* Whether an error-index means one of @n varbinds (P-MGR-10). */
static inline gboolean
tarn_pdu_is_attributed (const TarnPdu *pdu,
                        gsize          n)
{
  return pdu->error_index >= 1 && (gsize) pdu->error_index <= n;
}

G_END_DECLS
