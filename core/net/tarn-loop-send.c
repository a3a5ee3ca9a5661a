/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Of the loop: what goes out.
 */
#include "net/tarn-loop.h"

#include <errno.h>

/* How long to hold back when the system has no room for more datagrams (F-72): the
 * shortest time that poll() can wait. */
#define PAUSE_US 1000

/* F-89: new sockets cost each device that has a request under way a try. */
#define MIN_REFRESH_US (60 * (gint64) G_USEC_PER_SEC)

/* Fills @datagrams from the front of the queue; returns how many.  @n_handles is how
 * many handles that took, @taken[i] how many up to and with datagram i. */
static guint
loop_take_sends (TarnLoop      *self,
                 gint64         now_us,
                 TarnDatagram  *datagrams,
                 TarnExchange **exchanges,
                 guint         *taken,
                 guint         *n_handles)
{
  guint n = 0;
  guint at;

  for (at = 0; at < tarn_handles_length (&self->flow.sends) && n < TARN_TRANSPORT_BATCH; at++)
    {
      guint64 handle = tarn_handles_get (&self->flow.sends, at);
      TarnExchange *exchange = tarn_exchanges_lookup (&self->exchanges, handle);

      if (exchange == NULL || exchange->state != TARN_EXCHANGE_QUEUED)
        continue;

      tarn_exchanges_stamp (&self->exchanges, exchange, now_us);
      datagrams[n] = (TarnDatagram) {
        .peer = *tarn_route_get_endpoint (exchange->route, exchange->n_tries),
        .octets = exchange->request.octets,
      };
      taken[n] = at + 1;
      exchanges[n++] = exchange;
    }

  *n_handles = at;
  return n;
}

static inline void
loop_trace_sent (TarnLoop           *self,
                 const TarnDatagram *datagram,
                 TarnDevice         *device)
{
  if (self->traces.wanted)
    tarn_traces_add (&self->traces, tarn_trace_new (TARN_TRACE_SENT, &datagram->peer,
                                                    datagram->octets, 0), device);
}

/* Sends one batch; FALSE when there is nothing to send, or no room. */
static gboolean
loop_send_batch (TarnLoop *self)
{
  TarnDatagram datagrams[TARN_TRANSPORT_BATCH];
  TarnExchange *exchanges[TARN_TRANSPORT_BATCH];
  guint taken[TARN_TRANSPORT_BATCH];
  gint64 now_us = tarn_loop_now_us (self);
  guint n_handles;
  guint n, n_sent;
  int error = 0;

  self->flow.max_octets = self->transport->queue_octets / 2;
  n = loop_take_sends (self, now_us, datagrams, exchanges, taken, &n_handles);
  n_sent = 0;
  if (n > 0)
    n_sent = (guint) self->transport->klass->send (self->transport, datagrams, n, &error);
  for (guint i = 0; i < n_sent; i++)
    {
      loop_trace_sent (self, &datagrams[i], exchanges[i]->device);
      tarn_flow_sent (&self->flow, exchanges[i], now_us);
    }

  if (n_sent == n)
    {
      tarn_handles_drop (&self->flow.sends, n_handles);
      return n > 0;
    }

  if (error == EAGAIN || error == ENOBUFS)
    {
      tarn_handles_drop (&self->flow.sends, n_sent == 0 ? 0 : taken[n_sent - 1]);
      self->paused_until_us = now_us + PAUSE_US;
      return FALSE;
    }

  tarn_handles_drop (&self->flow.sends, taken[n_sent]);
  tarn_flow_sent (&self->flow, exchanges[n_sent], now_us);
  tarn_loop_refused (self, exchanges[n_sent], error, TRUE);
  return TRUE;
}

/* Gives the sockets other ports, once that was found needed and disturbs nobody, or at
 * any rate not often. */
static void
loop_refresh (TarnLoop *self)
{
  gint64 now_us = tarn_loop_now_us (self);

  if (!self->stale || (self->exchanges.deadlines.n > 0
                       && now_us - self->refreshed_us < MIN_REFRESH_US))
    return;

  self->stale = FALSE;
  self->refreshed_us = now_us;
  self->batch_done = self->batch_n = 0;
  self->transport->klass->refresh (self->transport);
}

/* One batch at least, so that what comes in cannot hold up what goes out. */
void
tarn_loop_send (TarnLoop *self,
                gint64    until_us)
{
  if (tarn_handles_length (&self->flow.sends) == 0 || tarn_loop_now_us (self) < self->paused_until_us)
    return;

  self->paused_until_us = 0;
  if (self->transport != NULL)
    loop_refresh (self);
  while (self->transport != NULL && loop_send_batch (self) && tarn_loop_now_us (self) < until_us)
    ;
}
