/* tarn-trace-private.h
 *
 * What a loop has to tell of datagrams.  While nobody listens that is one question for each
 * turn of the loop.  All is told at the end of the turn, when listeners may do whatever they
 * like with the session.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "net/tarn-device.h"
#include "net/tarn-session.h"
#include "net/tarn-trace.h"
#include "net/tarn-transport.h"

G_BEGIN_DECLS

/* What waits to be told. */
typedef struct
{
  GArray   *notes;
  gboolean  wanted;   /* somebody listens */
} TarnTraces;

void       tarn_traces_init      (TarnTraces          *self);
void       tarn_traces_clear     (TarnTraces          *self);

/* Takes @trace.  @device is NULL where nobody waits for it. */
void       tarn_traces_add       (TarnTraces          *self,
                                  TarnTrace           *trace,
                                  TarnDevice          *device);
/* Emits TarnSession::traced for each and forgets them. */
void       tarn_traces_tell      (TarnTraces          *self,
                                  TarnSession         *session);

/* @error is an errno, 0: none. */
TarnTrace *tarn_trace_new        (TarnTraceDirection   direction,
                                  const TarnEndpoint  *peer,
                                  TarnSpan             octets,
                                  int                  error);

/* Of the session. */
gboolean   tarn_session_is_traced (TarnSession        *self);
void       tarn_session_trace     (TarnSession        *self,
                                   TarnDevice         *device,
                                   TarnTrace          *trace);

G_END_DECLS
