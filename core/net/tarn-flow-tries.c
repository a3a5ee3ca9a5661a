/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Of the flow: how long a try is waited for, and how often there is another.
 */
#include "net/tarn-flow.h"

/* P-MGR-14 */
#define JITTER_PERCENT 10

/* F-06: a request that may itself be why nothing comes has so many tries, or as many more
 * as loss by chance needs to be so rare. */
#define MIN_DOUBTED_TRIES 5
#define RARE              1e-4

/* F-64: where nothing is known, so soon at the earliest, and so often without waiting longer
 * each time; P-MGR-14 still says how long all of them take together. */
#define EARLY_US (300 * (gint64) 1000)
#define STEADY_TRIES 5
/* Tries in silence that may be chance: two, or as many more as the loss that was measured
 * needs to make them so rare. */
#define MIN_CHANCE_TRIES 2
#define MAX_CHANCE_TRIES 6
#define UNLIKELY         1e-2
/* Whoever asks for fewer tries than is usual gets as many as that. */
#define USUAL_TRIES 4

/* Up to this window a device may answer one at a time, and what waits in it for its
 * turn is not lost. */
#define MAX_PATIENT_WINDOW 2

static gint64
exchange_add_jitter (TarnExchanges *exchanges,
                     gint64         wait_us)
{
  gint64 jitter_us = wait_us * JITTER_PERCENT / 100;

  return wait_us - jitter_us
         + (gint64) (g_rand_double (exchanges->rand) * (double) (2 * jitter_us));
}

static gint64
exchange_timeout_us (const TarnExchange *exchange)
{
  return tarn_rtt_get_timeout_us (&exchange->route->rtt, exchange->timeout_us);
}

/* Whether silence for a round trip or two means that a datagram was lost, and another
 * try may follow. */
static gboolean
exchange_is_timed (const TarnExchange *exchange)
{
  return exchange->route->rtt.smoothed_us != 0 && exchange->max_tries > 1;
}

static gboolean
exchange_is_early (const TarnExchange *exchange)
{
  return exchange->early && exchange->route->rtt.smoothed_us == 0;
}

/* What all tries of P-MGR-14 take together. */
static gint64
exchange_patience_us (const TarnExchange *exchange)
{
  gint64 cap_us = MAX (exchange->timeout_us, TARN_RTT_MAX_US);
  gint64 wait_us = exchange->timeout_us;
  gint64 sum_us = 0;

  for (guint i = 0; i < exchange->max_tries; i++)
    {
      sum_us += wait_us;
      wait_us = MIN (2 * wait_us, cap_us);
    }

  return sum_us;
}

/* Twice as long for each of @n, with jitter so that what was lost together does not
 * come again together. */
static gint64
flow_back_off (TarnFlow *self,
               gint64    wait_us,
               guint     n)
{
  gint64 cap_us = MAX (wait_us, TARN_RTT_MAX_US);

  if (n == 0)
    return wait_us;

  for (; n > 0 && wait_us < cap_us; n--)
    wait_us *= 2;

  return exchange_add_jitter (self->exchanges, MIN (wait_us, cap_us));
}

/* All that is asked waits for this answer, and a link that loses one exchange in three lets
 * four tries in a row die once in sixty times: so there are as many as find room in the time of
 * P-MGR-14, the first of them steadily. */
static gint64
flow_wait_early_us (TarnFlow           *self,
                    const TarnExchange *exchange,
                    gint64              now_us)
{
  gint64 left_us = MAX (exchange->began_us + exchange_patience_us (exchange) - now_us, 1);

  if (exchange->max_tries < USUAL_TRIES && exchange->n_tries >= exchange->max_tries)
    return left_us;

  return MIN (flow_back_off (self, MIN (EARLY_US, exchange->timeout_us),
                             MAX (exchange->n_tries, STEADY_TRIES) - STEADY_TRIES),
              left_us);
}

/* How many tries in a row may be lost by a chance of @rare, but at least @least. */
static guint
route_get_chance_tries (const TarnRoute *route,
                        double           rare,
                        guint            least)
{
  double chance = route->pace.loss;
  guint n = 1;

  for (double silence = chance; silence > rare; silence *= chance)
    n++;

  return MAX (n, least);
}

/* How long the try that leaves now waits. */
static gint64
flow_wait_us (TarnFlow           *self,
              const TarnExchange *exchange,
              gint64              now_us)
{
  gint64 wait_us;
  guint n_chance;

  if (exchange_is_early (exchange))
    return flow_wait_early_us (self, exchange, now_us);

  if (!exchange_is_timed (exchange))
    return flow_back_off (self, MAX (exchange->timeout_us, exchange_timeout_us (exchange)),
                          exchange->n_tries - 1);

  /* A few tries in silence may be chance, then the device is. */
  wait_us = exchange_timeout_us (exchange);
  n_chance = MIN (route_get_chance_tries (exchange->route, UNLIKELY, MIN_CHANCE_TRIES),
                  MAX_CHANCE_TRIES);
  if (!exchange->doubted && exchange->n_silent >= n_chance)
    wait_us = flow_back_off (self, wait_us, exchange->n_silent + 1 - n_chance);
  if (exchange->n_tries >= exchange->max_tries)
    wait_us = MIN (wait_us, MAX (exchange->began_us + exchange_patience_us (exchange) - now_us,
                                 1));

  return wait_us;
}

void
tarn_flow_sent (TarnFlow     *self,
                TarnExchange *exchange,
                gint64        now_us)
{
  TarnRoute *route = exchange->route;

  if (exchange->n_tries == 0)
    exchange->began_us = now_us;
  else
    self->exchanges->stats.n_resent++;

  exchange->n_tries++;
  exchange->stamped = exchange->keeps_id;
  exchange->overtaken = FALSE;
  exchange->refusal = 0;
  exchange->state = TARN_EXCHANGE_SENT;
  exchange->sent_us = now_us;
  exchange->serial = ++route->n_sent;
  exchange->wait_us = flow_wait_us (self, exchange, now_us);
  g_queue_push_tail_link (&route->under_way, &exchange->link);
  exchange->n_in_flight = route->under_way.length;

  tarn_pace_sent (&route->pace, exchange->n_in_flight);
  tarn_deadlines_set (&self->exchanges->deadlines, exchange->index, now_us + exchange->wait_us);
  self->exchanges->stats.n_sent++;
}

/* What left before @exchange and is still silent is lost, once it has had the time
 * that answers take to overtake each other.  The list is in the order of sending, so
 * this looks at what is lost and at nothing else. */
static void
flow_overtake (TarnFlow           *self,
               const TarnExchange *exchange,
               gint64              now_us)
{
  TarnRoute *route = exchange->route;

  for (GList *l = route->under_way.head; l != NULL; l = l->next)
    {
      TarnExchange *older = l->data;
      gint64 wait_us = tarn_rtt_get_overdue_us (&route->rtt, older->timeout_us);

      if (older->serial >= exchange->serial)
        return;
      if (older->overtaken || older->refusal != 0 || !exchange_is_timed (older))
        continue;

      older->overtaken = TRUE;
      tarn_deadlines_set (&self->exchanges->deadlines, older->index,
                          MAX (older->sent_us + MIN (wait_us, older->wait_us), now_us));
    }
}

static void
route_learn (TarnRoute *route)
{
  TarnProfile *profile = &route->device->profile;

  profile->rtt_us = route->rtt.smoothed_us;
  profile->rtt_deviation_us = route->rtt.deviation_us;
  profile->loss = route->pace.loss;
  if (!(profile->pins & TARN_PROFILE_PIN_WINDOW))
    profile->window = route->pace.good;
  if (!(profile->pins & TARN_PROFILE_PIN_GAP))
    profile->gap_us = route->pace.gap_us;
}

void
tarn_flow_answered (TarnFlow           *self,
                    TarnExchange       *exchange,
                    const TarnDatagram *answer,
                    gint64              now_us)
{
  TarnRoute *route = exchange->route;
  gsize octets = answer->octets.len;

  route->heard_us = now_us;
  route->n_timed_out = 0;
  tarn_rtt_add (&route->rtt, exchange->rtt_us);
  if (octets > route->reply_octets)
    route->reply_octets = octets;
  else
    route->reply_octets -= (route->reply_octets - octets) / 8;

  if (exchange->earlier)
    {
      /* F-16: a slow device is not hammered. */
      self->exchanges->stats.n_needless++;
      tarn_rtt_was_needless (&route->rtt);
      if (!exchange->doubted)
        tarn_pace_found (&route->pace);
    }
  else
    {
      /* It was not the request, then: those tries were lost like any other. */
      for (guint i = 1; exchange->doubted && i < exchange->n_tries; i++)
        tarn_pace_lost (&route->pace);
      tarn_pace_waited (&route->pace, answer->waited_us);
      tarn_pace_answered (&route->pace, exchange->rtt_us, octets, exchange->n_in_flight);
      if (exchange->state == TARN_EXCHANGE_SENT)
        flow_overtake (self, exchange, now_us);
    }

  route_learn (route);
}

static guint
route_get_doubted_tries (const TarnRoute *route)
{
  return route_get_chance_tries (route, RARE, MIN_DOUBTED_TRIES);
}

/* While it is not known which of its addresses a device answers on, each has a try. */
static gboolean
flow_has_try (const TarnExchange *exchange,
              gint64              now_us)
{
  const TarnRoute *route = exchange->route;
  gint64 silent_us = now_us - exchange->began_us;

  if (exchange->once)
    return FALSE;

  if (!route->confirmed && exchange->n_tries < route->n_endpoints)
    return TRUE;

  if (exchange_is_early (exchange) && exchange->max_tries >= USUAL_TRIES)
    return silent_us < exchange_patience_us (exchange);

  if (!exchange_is_timed (exchange))
    return exchange->n_tries < exchange->max_tries;

  if (exchange->doubted)
    return exchange->n_tries < route_get_doubted_tries (route)
           && silent_us < ((gint64) route_get_doubted_tries (route) - 1)
                          * exchange_timeout_us (exchange);

  /* Who waited for another's tries has few of its own. */
  return (exchange->n_tries < exchange->max_tries && route->heard_us != 0)
         || silent_us < exchange_patience_us (exchange);
}

/* A later end of the wait, for what may still stand in the device's own queue. */
static gboolean
flow_is_patient (TarnFlow     *self,
                 TarnExchange *exchange,
                 gint64        now_us)
{
  const TarnRoute *route = exchange->route;
  gint64 due_us = route->heard_us + exchange->wait_us;

  if (!exchange_is_timed (exchange) || exchange->overtaken || exchange->refusal != 0
      || route->heard_us <= exchange->sent_us || route->pace.window > MAX_PATIENT_WINDOW
      || due_us <= now_us)
    return FALSE;

  tarn_deadlines_set (&self->exchanges->deadlines, exchange->index, due_us);
  return TRUE;
}

/* A device that is known from earlier and silent now is most likely dead or away: one request
 * asks it again, the first to expire, and the others wait until that is answered or ends. */
static gboolean
flow_waits_for_probe (TarnFlow     *self,
                      TarnExchange *exchange,
                      gint64        now_us)
{
  TarnRoute *route = exchange->route;
  gint64 left_us = exchange->began_us + exchange_patience_us (exchange) - now_us;

  if (route->heard_us != 0 || !exchange_is_timed (exchange) || exchange->once)
    return FALSE;
  if (route->probe == NULL)
    route->probe = exchange;
  if (route->probe == exchange || left_us <= 0)
    return FALSE;

  tarn_deadlines_set (&self->exchanges->deadlines, exchange->index,
                      now_us + MIN (exchange->wait_us, left_us));
  return TRUE;
}

TarnFlowVerdict
tarn_flow_expired (TarnFlow     *self,
                   TarnExchange *exchange,
                   gint64        now_us)
{
  TarnRoute *route = exchange->route;

  if (exchange->state == TARN_EXCHANGE_WAITING)
    {
      tarn_flow_pump (self, route, now_us);
      return TARN_FLOW_GO_ON;
    }

  if (flow_is_patient (self, exchange, now_us)
      || flow_waits_for_probe (self, exchange, now_us))
    return TARN_FLOW_GO_ON;

  if (route->next_us > now_us && flow_has_try (exchange, now_us))
    {
      tarn_deadlines_set (&self->exchanges->deadlines, exchange->index, route->next_us);
      return TARN_FLOW_GO_ON;
    }

  exchange->n_silent = route->heard_us > exchange->sent_us ? 0 : exchange->n_silent + 1;
  if (!exchange->doubted && exchange->refusal == 0)
    tarn_pace_lost (&route->pace);
  /* What comes no more needs no room. */
  tarn_flow_discount (self, exchange);
  if (!flow_has_try (exchange, now_us))
    return TARN_FLOW_GIVE_UP;

  tarn_flow_space (route, now_us);
  tarn_flow_resend (self, exchange);
  return TARN_FLOW_GO_ON;
}
