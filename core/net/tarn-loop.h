/* tarn-loop.h
 *
 * What a session does when its sources are ready: receive, expire, send, in slices
 * that leave room for others.  One source for all sockets and one for all deadlines,
 * however many requests are under way.
 *
 * The work goes over the stations of an exchange: queued, sent, answered; callbacks
 * come from here and from nowhere else.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "net/tarn-flow.h"
#include "net/tarn-trace-private.h"

G_BEGIN_DECLS

typedef struct
{
  TarnSession   *session;        /* whose loop it is: what callbacks are given       */
  GMainContext  *context;
  TarnTransport *transport;      /* NULL before start and after stop                 */
  TarnClock      clock;
  GSource       *receive_source;
  GSource       *work_source;    /* deadlines, and what waits for the next turn      */

  TarnExchanges  exchanges;
  TarnRoutes     routes;
  TarnFlow       flow;
  TarnHandles    failures;       /* errors that wait to be told                      */
  gint64         paused_until_us;
  gboolean       stale;          /* the sockets shall be replaced (F-89)             */
  gint64         refreshed_us;   /* when they were                                   */
  TarnTraces     traces;         /* for those who listen to what passes              */

  /* Here and not on the stack, so that a callback may iterate the main context. */
  TarnDatagram   batch[TARN_TRANSPORT_BATCH];
  gsize          batch_n;
  gsize          batch_done;
  gint64         batch_us;       /* when it was received                             */
  gboolean       readable;       /* the sockets may hold more                        */
} TarnLoop;

void tarn_loop_init       (TarnLoop         *self,
                           TarnSession      *session);
void tarn_loop_clear      (TarnLoop         *self);

/* Takes @transport. */
void tarn_loop_start      (TarnLoop         *self,
                           TarnTransport    *transport,
                           const TarnClock  *clock);
/* Calls back what is still under way with G_IO_ERROR_CANCELLED. */
void tarn_loop_stop       (TarnLoop         *self);

/* The next turn ends @exchange with @error, which it takes. */
void tarn_loop_fail_later (TarnLoop         *self,
                           TarnExchange     *exchange,
                           GError           *error);

/* Between the two files of the loop. */

static inline gint64
tarn_loop_now_us (TarnLoop *self)
{
  return tarn_clock_now_us (&self->clock);
}

/* Sends what may leave, one batch at least. */
void tarn_loop_send       (TarnLoop         *self,
                           gint64            until_us);
/* A try of @exchange came back, or could not leave (@local). */
void tarn_loop_refused    (TarnLoop         *self,
                           TarnExchange     *exchange,
                           int               error,
                           gboolean          local);

G_END_DECLS
