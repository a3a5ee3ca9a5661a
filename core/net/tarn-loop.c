/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "net/tarn-loop.h"

#include <errno.h>

#include "base/tarn-error.h"
#include "net/tarn-work-source.h"

/* What one dispatch may take before others have their turn. */
#define SLICE_US 2000

/* F-89: so many requests in a row that a device, which had answered before, left without
 * an answer. */
#define MAX_TIMED_OUT 5

/* When there is something to do besides receiving. */
static gint64
loop_next_us (gpointer owner)
{
  TarnLoop *self = owner;
  TarnDeadline first = { .due_us = G_MAXINT64 };

  if (tarn_handles_length (&self->failures) > 0 || self->batch_done < self->batch_n)
    return 0;

  tarn_deadlines_peek (&self->exchanges.deadlines, &first);
  if (tarn_handles_length (&self->flow.sends) > 0)
    return MIN (first.due_us, self->paused_until_us);

  return first.due_us;
}

/* Tells the end of @exchange, which is over before its owner hears of it.  With
 * neither message nor error it says itself what is wrong. */
static void
loop_finish (TarnLoop     *self,
             TarnExchange *exchange,
             TarnMessage  *message,
             GError       *error)
{
  gint64 now_us = tarn_loop_now_us (self);
  TarnReplyFunc callback = exchange->callback;
  gpointer user_data = exchange->user_data;
  TarnReply reply = {
    .message = message,
    .rtt_us = message != NULL ? exchange->rtt_us : 0,
    .n_tries = exchange->n_tries,
  };

  if (message == NULL && error == NULL)
    error = tarn_exchange_describe (exchange, now_us);
  reply.error = error;

  tarn_flow_ended (&self->flow, exchange, now_us);
  tarn_exchanges_release (&self->exchanges, exchange,
                          message != NULL ? TARN_MATCH_DUPLICATE : TARN_MATCH_LATE);
  callback (self->session, &reply, user_data);
  g_clear_error (&error);
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
        tarn_flow_add (&self->flow, exchange, tarn_loop_now_us (self));
      else
        tarn_loop_fail_later (self, exchange, g_error_copy (error));
    }
}

/* A try came back, or could not leave (@local).  Another address of the device is
 * tried at once; the same one again after a while, since agents restart (F-65). */
void
tarn_loop_refused (TarnLoop     *self,
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
      tarn_flow_resend (&self->flow, exchange);
    }
  else if (local || exchange->n_tries >= exchange->max_tries)
    {
      tarn_route_was_silent (route);
      loop_finish (self, exchange, NULL, NULL);
    }
  else
    {
      tarn_deadlines_set (&self->exchanges.deadlines, exchange->index,
                          tarn_loop_now_us (self) + exchange->timeout_us);
    }
}

static void
loop_receive_bounces (TarnLoop *self,
                      gint64    until_us)
{
  TarnBounce bounce;

  while (self->transport != NULL && tarn_loop_now_us (self) < until_us
         && self->transport->klass->receive_bounce (self->transport, &bounce))
    {
      TarnExchange *exchange = tarn_exchanges_match_bounce (&self->exchanges, &bounce);

      if (self->traces.wanted)
        tarn_traces_add (&self->traces, tarn_trace_new (TARN_TRACE_BOUNCED, &bounce.peer,
                                                        bounce.octets, bounce.error),
                         exchange != NULL ? exchange->device : NULL);

      /* The system has learnt that datagrams must be smaller and will cut the next
       * try in pieces: as good as lost. */
      if (exchange != NULL && bounce.error != EMSGSIZE)
        tarn_loop_refused (self, exchange, bounce.error, FALSE);
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
  if (self->transport->n_overrun != self->exchanges.stats.n_overrun)
    tarn_flow_overrun (&self->flow);
  self->exchanges.stats.n_overrun = self->transport->n_overrun;

  self->batch_us = tarn_loop_now_us (self);
  /* Less than a batch was all there is; if not, the source is ready again. */
  self->readable = self->batch_n == TARN_TRANSPORT_BATCH;
  return self->batch_n > 0;
}

static void
loop_answer (TarnLoop           *self,
             TarnExchange       *exchange,
             const TarnDatagram *datagram,
             gint64              now_us)
{
  tarn_route_answered (exchange->route, &datagram->peer);
  tarn_flow_answered (&self->flow, exchange, datagram, now_us);
  exchange->device->profile.learned_us = g_get_real_time ();
  loop_finish (self, exchange, &self->exchanges.message, NULL);
}

/* F-16: an answer to what was given up comes too late for that, but tells how long the
 * next one must be waited for. */
static void
loop_hear_late (TarnLoop           *self,
                const TarnDatagram *datagram)
{
  for (GList *l = self->routes.routes.head; l != NULL; l = l->next)
    if (tarn_route_believes (l->data, TARN_SOURCE_STRICT, &datagram->peer))
      tarn_rtt_add (&((TarnRoute *) l->data)->rtt, self->exchanges.late_us);
}

/* @exchange is the one that @datagram answers, or NULL. */
static void
loop_trace_received (TarnLoop           *self,
                     const TarnDatagram *datagram,
                     const TarnExchange *exchange)
{
  TarnTrace *trace = tarn_trace_new (TARN_TRACE_RECEIVED, &datagram->peer, datagram->octets, 0);

  if (exchange != NULL)
    trace->rtt_us = exchange->rtt_us;
  tarn_traces_add (&self->traces, trace, exchange != NULL ? exchange->device : NULL);
}

static void
loop_receive (TarnLoop *self,
              gint64    until_us)
{
  gint64 now_us = tarn_loop_now_us (self);

  while (now_us < until_us && loop_fill_batch (self))
    {
      TarnDatagram *datagram = &self->batch[self->batch_done++];
      TarnExchange *exchange;

      datagram->waited_us += now_us - self->batch_us;
      exchange = tarn_exchanges_match (&self->exchanges, datagram, now_us);
      if (self->traces.wanted)
        loop_trace_received (self, datagram, exchange);
      if (exchange != NULL)
        loop_answer (self, exchange, datagram, now_us);
      else if (self->exchanges.late_us > 0)
        loop_hear_late (self, datagram);
      now_us = tarn_loop_now_us (self);
    }
}

/* All tries were silent.  What a request may have brought about itself says nothing of
 * the device as long as that answers others. */
static void
loop_give_up (TarnLoop     *self,
              TarnExchange *exchange)
{
  TarnRoute *route = exchange->route;

  if (!exchange->doubted || route->heard_us < exchange->began_us)
    {
      tarn_route_was_silent (route);
      /* F-89: a filter on the way may have forgotten our port. */
      if (route->heard_us != 0 && ++route->n_timed_out % MAX_TIMED_OUT == 0)
        self->stale = TRUE;
    }

  loop_finish (self, exchange, NULL, NULL);
}

static void
loop_expire (TarnLoop *self,
             gint64    until_us)
{
  gint64 now_us = tarn_loop_now_us (self);
  TarnDeadline first;

  while (now_us < until_us && tarn_deadlines_peek (&self->exchanges.deadlines, &first)
         && first.due_us <= now_us)
    {
      TarnExchange *exchange = g_ptr_array_index (self->exchanges.exchanges, first.item);

      tarn_deadlines_remove (&self->exchanges.deadlines, first.item);
      if (tarn_flow_expired (&self->flow, exchange, now_us) == TARN_FLOW_GIVE_UP)
        loop_give_up (self, exchange);
      now_us = tarn_loop_now_us (self);
    }
}

static void
loop_tell_failures (TarnLoop *self,
                    gint64    until_us)
{
  while (tarn_handles_length (&self->failures) > 0 && tarn_loop_now_us (self) < until_us)
    {
      guint64 handle = tarn_handles_get (&self->failures, 0);
      TarnExchange *exchange = tarn_exchanges_lookup (&self->exchanges, handle);

      tarn_handles_drop (&self->failures, 1);
      if (exchange != NULL)
        loop_finish (self, exchange, NULL, g_steal_pointer (&exchange->error));
    }
}

/* The two sources have a slice each and begin it with what they are there for; what
 * is left over makes them ready again. */
static gboolean
loop_receive_cb (gpointer user_data)
{
  TarnLoop *self = user_data;
  g_autoptr(TarnSession) keep = g_object_ref (self->session);
  gint64 until_us = tarn_loop_now_us (self) + SLICE_US;

  self->readable = TRUE;
  self->traces.wanted = tarn_session_is_traced (self->session);
  loop_receive_bounces (self, until_us);
  loop_receive (self, until_us);
  tarn_loop_send (self, until_us);
  tarn_traces_tell (&self->traces, self->session);

  return G_SOURCE_CONTINUE;
}

static gboolean
loop_work_cb (gpointer user_data)
{
  TarnLoop *self = user_data;
  g_autoptr(TarnSession) keep = g_object_ref (self->session);
  gint64 until_us = tarn_loop_now_us (self) + SLICE_US;

  self->traces.wanted = tarn_session_is_traced (self->session);
  loop_expire (self, until_us);
  loop_tell_failures (self, until_us);
  tarn_loop_send (self, until_us);
  loop_receive (self, until_us);
  tarn_traces_tell (&self->traces, self->session);

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

  self->work_source = tarn_work_source_new ("[tarn] session", clock, loop_next_us, self);
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
                                  "The session was closed before the device answered"));
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
    .failures.handles = g_array_new (FALSE, FALSE, sizeof (guint64)),
  };
  self->routes = (TarnRoutes) {
    .routes = G_QUEUE_INIT,
    .context = self->context,
    .func = loop_resolved,
    .user_data = self,
  };
  tarn_exchanges_init (&self->exchanges, g_rand_new ());
  tarn_flow_init (&self->flow, &self->exchanges);
  tarn_traces_init (&self->traces);
}

void
tarn_loop_clear (TarnLoop *self)
{
  tarn_exchanges_clear (&self->exchanges);
  tarn_flow_clear (&self->flow);
  tarn_traces_clear (&self->traces);
  g_array_unref (self->failures.handles);
  g_main_context_unref (self->context);
}
