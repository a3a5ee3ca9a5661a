/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "net/tarn-flow.h"

/* What a datagram takes of a receive buffer besides its octets, about. */
#define DATAGRAM_OVERHEAD 512

void
tarn_flow_init (TarnFlow      *self,
                TarnExchanges *exchanges)
{
  *self = (TarnFlow) {
    .exchanges = exchanges,
    .sends.handles = g_array_new (FALSE, FALSE, sizeof (guint64)),
    .starved = G_QUEUE_INIT,
  };
}

void
tarn_flow_clear (TarnFlow *self)
{
  g_array_unref (self->sends.handles);
}

static guint
route_get_window (TarnRoute *route)
{
  const TarnProfile *profile = &route->device->profile;
  guint max_window = profile->max_window != 0 ? profile->max_window : TARN_PACE_MAX_WINDOW;

  route->pace.max_window = max_window;
  if ((profile->pins & TARN_PROFILE_PIN_WINDOW) && profile->window != 0)
    return MIN (profile->window, max_window);

  return MIN (route->pace.window, max_window);
}

static gint64
route_get_gap_us (const TarnRoute *route)
{
  const TarnProfile *profile = &route->device->profile;

  return MAX (profile->pins & TARN_PROFILE_PIN_GAP ? profile->gap_us : route->pace.gap_us,
              tarn_profile_least_gap_us (profile));
}

/* Of the next answer.  One that is silent will not flood us. */
static gsize
route_get_expected (const TarnRoute *route)
{
  return route->reply_octets == 0 ? 0 : route->reply_octets + DATAGRAM_OVERHEAD;
}

static gboolean
flow_fits (const TarnFlow  *self,
           const TarnRoute *route)
{
  return self->max_octets == 0 || self->octets == 0
         || self->octets + route_get_expected (route) <= self->max_octets;
}

static void
flow_unstarve (TarnFlow  *self,
               TarnRoute *route)
{
  if (route->starved.data == NULL)
    return;

  g_queue_unlink (&self->starved, &route->starved);
  route->starved.data = NULL;
}

void
tarn_flow_resend (TarnFlow     *self,
                  TarnExchange *exchange)
{
  guint64 handle = tarn_exchange_get_handle (exchange);

  if (exchange->state == TARN_EXCHANGE_SENT)
    g_queue_unlink (&exchange->route->under_way, &exchange->link);
  exchange->state = TARN_EXCHANGE_QUEUED;
  g_array_append_val (self->sends.handles, handle);
}

void
tarn_flow_space (TarnRoute *route,
                 gint64     now_us)
{
  route->next_us = now_us + route_get_gap_us (route);
}

static void
flow_admit (TarnFlow     *self,
            TarnExchange *exchange,
            gint64        now_us)
{
  TarnRoute *route = exchange->route;

  g_queue_unlink (&route->line, &exchange->link);
  tarn_deadlines_remove (&self->exchanges->deadlines, exchange->index);
  exchange->admitted = TRUE;
  exchange->expected = route_get_expected (route);
  self->octets += exchange->expected;
  route->n_admitted++;
  tarn_flow_space (route, now_us);
  tarn_flow_resend (self, exchange);
}

void
tarn_flow_pump (TarnFlow  *self,
                TarnRoute *route,
                gint64     now_us)
{
  /* The overrun is each device's matter when its turn comes: no search for all. */
  if (route->n_overruns != self->n_overruns)
    tarn_pace_overrun (&route->pace);
  route->n_overruns = self->n_overruns;

  while (!g_queue_is_empty (&route->line) && route->n_admitted < route_get_window (route))
    {
      TarnExchange *exchange = g_queue_peek_head (&route->line);

      if (route->next_us > now_us)
        {
          tarn_deadlines_set (&self->exchanges->deadlines, exchange->index, route->next_us);
          return;
        }
      if (!flow_fits (self, route))
        {
          flow_unstarve (self, route);
          route->starved.data = route;
          g_queue_push_tail_link (&self->starved, &route->starved);
          return;
        }
      flow_admit (self, exchange, now_us);
    }
}

void
tarn_flow_add (TarnFlow     *self,
               TarnExchange *exchange,
               gint64        now_us)
{
  exchange->state = TARN_EXCHANGE_WAITING;
  exchange->link.data = exchange;
  g_queue_push_tail_link (&exchange->route->line, &exchange->link);
  tarn_flow_pump (self, exchange->route, now_us);
}

void
tarn_flow_discount (TarnFlow     *self,
                    TarnExchange *exchange)
{
  self->octets -= exchange->expected;
  exchange->expected = 0;
}

void
tarn_flow_ended (TarnFlow     *self,
                 TarnExchange *exchange,
                 gint64        now_us)
{
  TarnRoute *route = exchange->route;

  if (exchange->state == TARN_EXCHANGE_WAITING)
    g_queue_unlink (&route->line, &exchange->link);
  else if (exchange->state == TARN_EXCHANGE_SENT)
    g_queue_unlink (&route->under_way, &exchange->link);

  exchange->state = TARN_EXCHANGE_RESOLVING;   /* in no queue any more */
  if (route->probe == exchange)
    route->probe = NULL;
  tarn_flow_discount (self, exchange);
  if (exchange->admitted)
    route->n_admitted--;
  exchange->admitted = FALSE;

  if (g_queue_is_empty (&route->line))
    flow_unstarve (self, route);
  tarn_flow_pump (self, route, now_us);

  while (!g_queue_is_empty (&self->starved))
    {
      TarnRoute *hungry = g_queue_peek_head (&self->starved);

      if (!flow_fits (self, hungry))
        break;
      flow_unstarve (self, hungry);
      tarn_flow_pump (self, hungry, now_us);
    }
}

void
tarn_flow_overrun (TarnFlow *self)
{
  self->n_overruns++;
}

guint
tarn_flow_get_room (TarnFlow  *self,
                    TarnRoute *route)
{
  guint window = route_get_window (route);
  gsize expected = route_get_expected (route);
  gsize room = window > route->n_exchanges ? window - route->n_exchanges : 0;

  if (route_get_gap_us (route) > 0)
    room = MIN (room, 1);
  if (self->max_octets != 0 && expected != 0)
    room = MIN (room, (self->max_octets - MIN (self->octets, self->max_octets)) / expected);

  return (guint) (route->n_exchanges == 0 ? MAX (room, 1) : room);
}
