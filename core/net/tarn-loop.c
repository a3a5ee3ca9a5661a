/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "net/tarn-loop.h"

#include <errno.h>

#include "base/tarn-error.h"

/* What one dispatch may take before others have their turn. */
#define SLICE_US 2000

/* How long to hold back when the system has no room for more datagrams (F-72): the
 * shortest time that poll() can wait. */
#define PAUSE_US 1000

typedef struct
{
  GSource   parent;

  TarnLoop *loop;
} WorkSource;

static gint64
loop_now_us (TarnLoop *self)
{
  return tarn_clock_now_us (&self->clock);
}

/* When there is something to do besides receiving. */
static gint64
loop_next_us (TarnLoop *self)
{
  TarnDeadline first = { .due_us = G_MAXINT64 };

  if (tarn_handles_length (&self->failures) > 0 || self->batch_done < self->batch_n)
    return 0;

  tarn_deadlines_peek (&self->exchanges.deadlines, &first);
  if (tarn_handles_length (&self->sends) > 0)
    return MIN (first.due_us, self->paused_until_us);

  return first.due_us;
}

static gboolean
work_source_prepare (GSource *source,
                     int     *timeout_ms)
{
  TarnLoop *self = ((WorkSource *) source)->loop;
  gint64 next_us = loop_next_us (self);
  gint64 wait_us;

  *timeout_ms = -1;
  if (next_us == G_MAXINT64)
    return FALSE;

  wait_us = next_us == 0 ? 0 : next_us - loop_now_us (self);
  *timeout_ms = wait_us <= 0 ? 0 : (int) MIN ((wait_us + 999) / 1000, G_MAXINT);
  return wait_us <= 0;
}

static gboolean
work_source_check (GSource *source)
{
  int timeout_ms;

  return work_source_prepare (source, &timeout_ms);
}

static gboolean
work_source_dispatch (GSource     *source,
                      GSourceFunc  callback,
                      gpointer     user_data)
{
  return callback (user_data);
}

static GSourceFuncs work_source_funcs = {
  .prepare = work_source_prepare,
  .check = work_source_check,
  .dispatch = work_source_dispatch,
};

/* Tells the end of @exchange, which is over before its owner hears of it.  With
 * neither message nor error it says itself what is wrong. */
static void
loop_finish (TarnLoop     *self,
             TarnExchange *exchange,
             TarnMessage  *message,
             GError       *error,
             gint64        rtt_us)
{
  TarnReplyFunc callback = exchange->callback;
  gpointer user_data = exchange->user_data;
  TarnReply reply = {
    .message = message,
    .rtt_us = rtt_us,
    .n_tries = exchange->n_tries,
  };

  if (message == NULL && error == NULL)
    error = tarn_exchange_describe (exchange, loop_now_us (self));
  reply.error = error;

  tarn_exchanges_release (&self->exchanges, exchange,
                          message != NULL ? TARN_MATCH_DUPLICATE : TARN_MATCH_LATE);
  callback (self->session, &reply, user_data);
  g_clear_error (&error);
}

void
tarn_loop_queue (TarnLoop     *self,
                 TarnExchange *exchange)
{
  guint64 handle = tarn_exchange_get_handle (exchange);

  exchange->state = TARN_EXCHANGE_QUEUED;
  g_array_append_val (self->sends.handles, handle);
}

void
tarn_loop_fail_later (TarnLoop     *self,
                      TarnExchange *exchange,
                      GError       *error)
{
  guint64 handle = tarn_exchange_get_handle (exchange);

  exchange->state = TARN_EXCHANGE_FAILED;
  exchange->error = error;
  g_array_append_val (self->failures.handles, handle);
}

static void
loop_resolved (gpointer       user_data,
               const guint64 *handles,
               guint          n_handles,
               const GError  *error)
{
  TarnLoop *self = user_data;

  for (guint i = 0; i < n_handles; i++)
    {
      TarnExchange *exchange = tarn_exchanges_lookup (&self->exchanges, handles[i]);

      if (exchange == NULL)
        continue;
      if (error == NULL)
        tarn_loop_queue (self, exchange);
      else
        tarn_loop_fail_later (self, exchange, g_error_copy (error));
    }
}

/* A try came back, or could not leave (@local).  Another address of the device is
 * tried at once; the same one again after a while, since agents restart (F-65). */
static void
loop_refused (TarnLoop     *self,
              TarnExchange *exchange,
              int           error,
              gboolean      local)
{
  TarnRoute *route = exchange->route;

  exchange->refusal = error;
  exchange->n_refused++;
  tarn_deadlines_remove (&self->exchanges.deadlines, exchange->index);

  if (!route->confirmed && exchange->n_refused < route->n_endpoints)
    {
      exchange->max_tries = MAX (exchange->max_tries, exchange->n_tries + 1);
      tarn_loop_queue (self, exchange);
    }
  else if (local || exchange->n_tries >= exchange->max_tries)
    {
      tarn_route_was_silent (route);
      loop_finish (self, exchange, NULL, NULL, 0);
    }
  else
    {
      tarn_deadlines_set (&self->exchanges.deadlines, exchange->index,
                          loop_now_us (self) + exchange->timeout_us);
    }
}

static void
loop_receive_bounces (TarnLoop *self,
                      gint64    until_us)
{
  TarnBounce bounce;

  while (self->transport != NULL && loop_now_us (self) < until_us
         && self->transport->klass->receive_bounce (self->transport, &bounce))
    {
      TarnExchange *exchange = tarn_exchanges_match_bounce (&self->exchanges, &bounce);

      /* The system has learnt that datagrams must be smaller and will cut the next
       * try in pieces: as good as lost. */
      if (exchange != NULL && bounce.error != EMSGSIZE)
        loop_refused (self, exchange, bounce.error, FALSE);
    }
}

static gboolean
loop_fill_batch (TarnLoop *self)
{
  if (self->batch_done < self->batch_n)
    return TRUE;

  self->batch_done = self->batch_n = 0;
  if (!self->readable || self->transport == NULL)
    return FALSE;

  self->batch_n = self->transport->klass->receive (self->transport, self->batch,
                                                   TARN_TRANSPORT_BATCH);
  /* Less than a batch was all there is; if not, the source is ready again. */
  self->readable = self->batch_n == TARN_TRANSPORT_BATCH;
  return self->batch_n > 0;
}

static void
loop_receive (TarnLoop *self,
              gint64    until_us)
{
  gint64 now_us = loop_now_us (self);

  while (now_us < until_us && loop_fill_batch (self))
    {
      gint64 rtt_us = 0;
      TarnDatagram *datagram = &self->batch[self->batch_done++];
      TarnExchange *exchange = tarn_exchanges_match (&self->exchanges, datagram, now_us, &rtt_us);

      if (exchange != NULL)
        {
          tarn_route_answered (exchange->route, &datagram->peer);
          loop_finish (self, exchange, &self->exchanges.message, NULL, rtt_us);
        }
      now_us = loop_now_us (self);
    }
}

/* While it is not known which of its addresses a device answers on, each has a try. */
static gboolean
exchange_has_try (const TarnExchange *exchange)
{
  const TarnRoute *route = exchange->route;

  return exchange->n_tries < exchange->max_tries
         || (!exchange->once && !route->confirmed && exchange->n_tries < route->n_endpoints);
}

static void
loop_expire (TarnLoop *self,
             gint64    until_us)
{
  gint64 now_us = loop_now_us (self);
  TarnDeadline first;

  while (now_us < until_us && tarn_deadlines_peek (&self->exchanges.deadlines, &first)
         && first.due_us <= now_us)
    {
      TarnExchange *exchange = g_ptr_array_index (self->exchanges.exchanges, first.item);

      tarn_deadlines_remove (&self->exchanges.deadlines, first.item);
      if (exchange_has_try (exchange))
        {
          tarn_loop_queue (self, exchange);
        }
      else
        {
          tarn_route_was_silent (exchange->route);
          loop_finish (self, exchange, NULL, NULL, 0);
        }
      now_us = loop_now_us (self);
    }
}

static void
loop_tell_failures (TarnLoop *self,
                    gint64    until_us)
{
  while (tarn_handles_length (&self->failures) > 0 && loop_now_us (self) < until_us)
    {
      guint64 handle = tarn_handles_get (&self->failures, 0);
      TarnExchange *exchange = tarn_exchanges_lookup (&self->exchanges, handle);

      tarn_handles_drop (&self->failures, 1);
      if (exchange != NULL)
        loop_finish (self, exchange, NULL, g_steal_pointer (&exchange->error), 0);
    }
}

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

  for (at = 0; at < tarn_handles_length (&self->sends) && n < TARN_TRANSPORT_BATCH; at++)
    {
      guint64 handle = tarn_handles_get (&self->sends, at);
      TarnExchange *exchange = tarn_exchanges_lookup (&self->exchanges, handle);

      if (exchange == NULL || exchange->state != TARN_EXCHANGE_QUEUED)
        continue;

      tarn_exchanges_stamp (&self->exchanges, exchange, now_us);
      datagrams[n] = (TarnDatagram) {
        .peer = *tarn_route_get_endpoint (exchange->route, exchange->n_tries),
        .octets = tarn_span (exchange->octets, exchange->octets_len),
      };
      taken[n] = at + 1;
      exchanges[n++] = exchange;
    }

  *n_handles = at;
  return n;
}

/* Sends one batch; FALSE when there is nothing to send, or no room. */
static gboolean
loop_send_batch (TarnLoop *self)
{
  TarnDatagram datagrams[TARN_TRANSPORT_BATCH];
  TarnExchange *exchanges[TARN_TRANSPORT_BATCH];
  guint taken[TARN_TRANSPORT_BATCH];
  gint64 now_us = loop_now_us (self);
  guint n_handles;
  guint n, n_sent;
  int error = 0;

  n = loop_take_sends (self, now_us, datagrams, exchanges, taken, &n_handles);
  n_sent = 0;
  if (n > 0)
    n_sent = (guint) self->transport->klass->send (self->transport, datagrams, n, &error);
  for (guint i = 0; i < n_sent; i++)
    tarn_exchanges_sent (&self->exchanges, exchanges[i], now_us);

  if (n_sent == n)
    {
      tarn_handles_drop (&self->sends, n_handles);
      return n > 0;
    }

  if (error == EAGAIN || error == ENOBUFS)
    {
      tarn_handles_drop (&self->sends, n_sent == 0 ? 0 : taken[n_sent - 1]);
      self->paused_until_us = now_us + PAUSE_US;
      return FALSE;
    }

  tarn_handles_drop (&self->sends, taken[n_sent]);
  tarn_exchanges_sent (&self->exchanges, exchanges[n_sent], now_us);
  loop_refused (self, exchanges[n_sent], error, TRUE);
  return TRUE;
}

/* One batch at least, so that what comes in cannot hold up what goes out. */
static void
loop_send (TarnLoop *self,
           gint64    until_us)
{
  if (tarn_handles_length (&self->sends) == 0 || loop_now_us (self) < self->paused_until_us)
    return;

  self->paused_until_us = 0;
  while (self->transport != NULL && loop_send_batch (self) && loop_now_us (self) < until_us)
    ;
}

/* The two sources have a slice each and begin it with what they are there for; what
 * is left over makes them ready again. */
static gboolean
loop_receive_cb (gpointer user_data)
{
  TarnLoop *self = user_data;
  g_autoptr(TarnSession) keep = g_object_ref (self->session);
  gint64 until_us = loop_now_us (self) + SLICE_US;

  self->readable = TRUE;
  loop_receive_bounces (self, until_us);
  loop_receive (self, until_us);
  loop_send (self, until_us);

  return G_SOURCE_CONTINUE;
}

static gboolean
loop_work_cb (gpointer user_data)
{
  TarnLoop *self = user_data;
  g_autoptr(TarnSession) keep = g_object_ref (self->session);
  gint64 until_us = loop_now_us (self) + SLICE_US;

  loop_expire (self, until_us);
  loop_tell_failures (self, until_us);
  loop_send (self, until_us);
  loop_receive (self, until_us);

  return G_SOURCE_CONTINUE;
}

void
tarn_loop_start (TarnLoop        *self,
                 TarnTransport   *transport,
                 const TarnClock *clock)
{
  self->transport = transport;
  self->clock = *clock;

  /* First, so that after a long stop of the process answers come before time-outs. */
  self->receive_source = transport->klass->create_source (transport);
  g_source_set_callback (self->receive_source, loop_receive_cb, self, NULL);
  g_source_set_can_recurse (self->receive_source, TRUE);
  g_source_attach (self->receive_source, self->context);

  self->work_source = g_source_new (&work_source_funcs, sizeof (WorkSource));
  ((WorkSource *) self->work_source)->loop = self;
  g_source_set_static_name (self->work_source, "[tarn] session");
  g_source_set_callback (self->work_source, loop_work_cb, self, NULL);
  g_source_set_can_recurse (self->work_source, TRUE);
  g_source_attach (self->work_source, self->context);
}

static void
loop_clear_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

void
tarn_loop_stop (TarnLoop *self)
{
  loop_clear_source (&self->work_source);
  loop_clear_source (&self->receive_source);

  for (guint i = 0; i < self->exchanges.exchanges->len; i++)
    {
      TarnExchange *exchange = g_ptr_array_index (self->exchanges.exchanges, i);

      if (exchange->state != TARN_EXCHANGE_FREE)
        loop_finish (self, exchange, NULL,
                     g_error_new (G_IO_ERROR, G_IO_ERROR_CANCELLED,
                                  "The session was closed before the device answered"), 0);
    }

  while (!g_queue_is_empty (&self->routes.routes))
    tarn_route_free (g_queue_peek_head (&self->routes.routes));
  if (self->transport != NULL)
    self->transport->klass->close (self->transport);
  self->transport = NULL;
  self->batch_done = self->batch_n = 0;
}

void
tarn_loop_init (TarnLoop    *self,
                TarnSession *session)
{
  *self = (TarnLoop) {
    .session = session,
    .context = g_main_context_ref_thread_default (),
    .sends.handles = g_array_new (FALSE, FALSE, sizeof (guint64)),
    .failures.handles = g_array_new (FALSE, FALSE, sizeof (guint64)),
  };
  self->routes = (TarnRoutes) {
    .routes = G_QUEUE_INIT,
    .context = self->context,
    .func = loop_resolved,
    .user_data = self,
  };
  tarn_exchanges_init (&self->exchanges, g_rand_new ());
}

void
tarn_loop_clear (TarnLoop *self)
{
  tarn_exchanges_clear (&self->exchanges);
  g_array_unref (self->sends.handles);
  g_array_unref (self->failures.handles);
  g_main_context_unref (self->context);
}
