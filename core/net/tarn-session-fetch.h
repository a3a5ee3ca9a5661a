/* tarn-session-fetch.h
 *
 * GET and GETNEXT of any number of names, as one question.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "net/tarn-session-task.h"

G_BEGIN_DECLS

/* Takes @task, which returns the map of tarn_session_get_finish() (@type is GET) or
 * the array of tarn_session_get_next_finish() (GET_NEXT). */
void       tarn_session_fetch            (GTask        *task,
                                          TarnDevice   *device,
                                          TarnPduType   type,
                                          TarnOid     **oids,
                                          gsize         n_oids);
/* The names of a task that fetches, in the order asked for. */
GPtrArray *tarn_session_fetch_get_oids   (GTask        *task);
/* Why the name at @position got no answer, of any operation; NULL if it did. */
const GError *tarn_session_fetch_get_failure (GAsyncResult *result,
                                          guint         position);

G_END_DECLS
