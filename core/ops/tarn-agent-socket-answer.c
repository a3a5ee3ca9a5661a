/* tarn-agent-socket-answer.c
 *
 * From the requests on the desk to the replies there.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-agent-socket-private.h"

#include "ops/tarn-agent-request.h"

/* So long the requests of a device wait whose store is busy, on a socket that serves others,
 * too; then they are lost, or they would take all its room. */
#define BUSY_US G_USEC_PER_SEC

/* F-76: so often at most it is told that somebody was refused. */
#define REFUSED_EVERY_US (G_USEC_PER_SEC / 10)

/* For so long batches are answered from one state of the store, if they come one after the
 * other: to begin anew takes four calls of the system, and meanwhile nobody can write. */
#define READ_US 500

/* One request at work. */
typedef struct
{
  const TarnDatagram *datagram;
  TarnIncoming        incoming;
  TarnGuard          *guard;      /* whose @source is; NULL: no source is limited */
  TarnGuardSource    *source;     /* NULL: this one is not                        */
} Request;

/* F-77: nobody sent that, or everybody would get the reply, or a service that answers
 * everything (echo, chargen, DNS, NTP) would answer it. */
static gboolean
is_refused (const TarnEndpoint *peer)
{
  static const guint16 services[] = { 0, 7, 19, 53, 123 };
  guint32 address;

  for (guint i = 0; i < G_N_ELEMENTS (services); i++)
    if (tarn_endpoint_port (peer) == services[i])
      return TRUE;

  if (peer->sa.sa_family == AF_INET6 && IN6_IS_ADDR_V4MAPPED (&peer->in6.sin6_addr))
    memcpy (&address, peer->in6.sin6_addr.s6_addr + 12, sizeof address);
  else if (peer->sa.sa_family == AF_INET6)
    return IN6_IS_ADDR_MULTICAST (&peer->in6.sin6_addr)
           || IN6_IS_ADDR_UNSPECIFIED (&peer->in6.sin6_addr);
  else
    address = peer->in.sin_addr.s_addr;

  address = ntohl (address);
  return IN_MULTICAST (address) || address == INADDR_BROADCAST || address == INADDR_ANY;
}

static TarnFound
look_cb (gpointer  responder,
         TarnSpan  name,
         TarnRow  *row)
{
  return tarn_responder_look (responder, name, row);
}

static void
tell_watch (TarnAgentWatch     *watch,
            const TarnDatagram *request,
            TarnSpan            response)
{
  if (watch != NULL)
    tarn_agent_watch_feed (watch, &request->peer, request->octets, response,
                           g_get_real_time ());
}

/* Whoever wants to know what passes. */
static void
tell (TarnAgentSocket *self,
      TarnAnswerer    *answerer,
      const Request   *request,
      TarnSpan         response)
{
  g_autoptr(TarnAgentRequest) told = NULL;

  tell_watch (answerer->watch, request->datagram, response);
  if (answerer->answered == NULL)
    return;

  told = tarn_agent_request_new (&self->desk->message, &request->datagram->peer,
                                 request->datagram->octets, response, answerer->log_depth);
  told->duration_us = request->datagram->waited_us + g_get_monotonic_time ()
                      - request->incoming.now_us;
  answerer->answered (answerer, told);
}

/* Its owner is told of it when nothing is in hand. */
static void
keep_trouble (TarnAgentSocket *self,
              TarnAnswerer    *answerer)
{
  if (g_ptr_array_find (self->desk->troubled, answerer, NULL))
    return;

  g_object_ref (answerer->owner);
  g_ptr_array_add (self->desk->troubled, answerer);
}

/* Somebody asked with a community that nobody has: told, but not each time (F-76). */
static void
note_refused (TarnAgentSocket *self,
              TarnAnswerer    *answerer,
              const Request   *request)
{
  if (request->source != NULL)
    tarn_guard_fail (request->source, request->incoming.now_us);

  if (answerer->refused_us > 0 && request->incoming.now_us - answerer->refused_us < REFUSED_EVERY_US)
    return;

  answerer->refused_us = request->incoming.now_us;
  answerer->refused = request->datagram->peer;
  keep_trouble (self, answerer);
}

static gboolean
respond (TarnAgentSocket *self,
         TarnAnswerer    *answerer,
         const Request   *request,
         TarnSpan        *response)
{
  gboolean done = tarn_responder_respond (answerer->responder, &request->incoming,
                                          self->desk->arena + self->desk->arena_used, response);

  if (tarn_responder_is_troubled (answerer->responder))
    keep_trouble (self, answerer);
  if (!done)
    return FALSE;

  if (request->source != NULL)
    tarn_guard_spend (request->guard, request->source, response->len,
                      tarn_responder_get_work (answerer->responder));
  if (G_UNLIKELY (tarn_responder_was_refused (answerer->responder)))
    note_refused (self, answerer, request);

  tell (self, answerer, request, *response);
  return TRUE;
}

/* Answers one request as an agent with faults: what comes of it goes to the queue. */
static gboolean
answer_badly (TarnAgentSocket *self,
              TarnAnswerer    *answerer,
              const Request   *request)
{
  const TarnFaultsLookup lookup = { look_cb, answerer->responder };
  gint64 now_us = request->incoming.now_us;
  TarnSpan response;

  if (!tarn_faults_admit (answerer->faults, request->incoming.octets, now_us))
    return TRUE;

  if (!respond (self, answerer, request, &response))
    return FALSE;

  tarn_faults_feed (answerer->faults, &self->queue, request->datagram, response, now_us, &lookup);
  return TRUE;
}

/* Answers one request to a device that is open.  FALSE: not now. */
static gboolean
answer_for (TarnAgentSocket *self,
            TarnAnswerer    *answerer,
            const Request   *request)
{
  TarnAgentDesk *desk = self->desk;
  TarnSpan response;

  if (!tarn_faults_is_empty (answerer->faults))
    return answer_badly (self, answerer, request);

  if (!respond (self, answerer, request, &response))
    return FALSE;

  if (response.len > 0)
    {
      TarnDatagram *reply = &desk->replies[desk->n_replies++];

      *reply = *request->datagram;   /* back to where it came from, from where it came to */
      reply->octets = response;
      desk->arena_used = (gsize) (response.data + response.len - desk->arena);
    }

  return TRUE;
}

void
tarn_agent_socket_stop_reading (TarnAgentSocket *self)
{
  TarnAnswerer *answerer = g_steal_pointer (&self->at_work);

  if (answerer != NULL)
    tarn_responder_end_batch (answerer->responder);
}

/* Its store is opened, if it is not; FALSE: it cannot be. */
static gboolean
begin (TarnAgentSocket *self,
       TarnAnswerer    *answerer,
       gint64           now_us)
{
  if (self->at_work != answerer)
    {
      tarn_agent_socket_stop_reading (self);
      self->at_work = answerer;
      self->reads_since_us = now_us;
    }

  if (answerer->is_open || answerer->open (answerer))
    return TRUE;

  keep_trouble (self, answerer);
  return FALSE;
}

/* Whether a request has to wait because others of its device do; @is_busy says how it went
 * with this one. */
static gboolean
has_to_wait (TarnAgentSocket *self,
             TarnAnswerer    *answerer,
             gboolean         is_busy,
             gint64           now_us)
{
  if (!is_busy)
    {
      answerer->busy_us = 0;
      return FALSE;
    }

  answerer->busy_batch = self->desk->batch;
  if (answerer->busy_us == 0)
    answerer->busy_us = now_us;
  return self->route == NULL || now_us - answerer->busy_us < BUSY_US;
}

/* Whether its source may ask: F-75, F-77. */
static gboolean
admit (TarnAgentSocket *self,
       Request         *request)
{
  TarnAnswerer *all = self->route != NULL ? &self->route->nobody : self->answerer;
  const TarnEndpoint *peer = request->incoming.peer;

  if (is_refused (peer))
    {
      if (self->route != NULL)
        self->route->n_refused++;
      else
        tarn_responder_refuse (all->responder);
      tell_watch (all->watch, request->datagram, tarn_span (NULL, 0));
      return FALSE;
    }

  request->guard = all->guard;
  if (request->guard == NULL)
    return TRUE;

  request->source = tarn_guard_find (request->guard, peer, request->incoming.now_us);
  request->incoming.max_repetitions = tarn_guard_get_repetitions (request->guard, request->source);
  return request->source == NULL || tarn_guard_admit (request->guard, request->source);
}

/* Whom the request is for; NULL: nobody. */
static TarnAnswerer *
choose (TarnAgentSocket *self,
        Request         *request)
{
  TarnAnswerer *answerer;

  if (self->route == NULL)
    return self->answerer;

  answerer = self->route->choose (self->route->data, request->incoming.octets,
                                  &request->incoming.community_tail);
  if (answerer != NULL)
    return answerer;

  self->route->n_refused++;
  note_refused (self, &self->route->nobody, request);
  tell_watch (self->route->nobody.watch, request->datagram, tarn_span (NULL, 0));
  return NULL;
}

/* Answers one request.  FALSE: it has to wait. */
static gboolean
answer (TarnAgentSocket    *self,
        const TarnDatagram *datagram,
        gint64              now_us)
{
  Request request = {
    .datagram = datagram,
    .incoming = { datagram->octets, &datagram->peer, now_us },
  };
  TarnAnswerer *answerer;
  gboolean is_busy = FALSE;

  if (!admit (self, &request) || (answerer = choose (self, &request)) == NULL)
    return TRUE;

  answerer->used_us = now_us;
  if (answerer->busy_batch == self->desk->batch)
    is_busy = TRUE;   /* behind another one that waits */
  else if (begin (self, answerer, now_us))
    is_busy = !answer_for (self, answerer, &request);

  if (!has_to_wait (self, answerer, is_busy, now_us))
    return TRUE;

  if (request.source != NULL)
    tarn_guard_give_back (request.source);
  return FALSE;
}

gboolean
tarn_agent_socket_answer_batch (TarnAgentSocket *self,
                                gint64           deadline_us)
{
  TarnAgentDesk *desk = self->desk;
  gint64 now_us = g_get_monotonic_time ();
  gboolean waits = FALSE;
  gsize n_waiting = 0;
  gsize i = 0;

  desk->batch++;
  while (i < desk->n_requests && desk->arena_used + TARN_MESSAGE_MAX <= TARN_DESK_ARENA_SIZE
         && (i == 0 || now_us < deadline_us))
    {
      if (!answer (self, &desk->requests[i], now_us))
        {
          waits = TRUE;
          if (self->route == NULL)
            break;
          desk->requests[n_waiting++] = desk->requests[i];
        }
      i++;
      now_us = g_get_monotonic_time ();
    }
  if (now_us - self->reads_since_us >= READ_US)
    tarn_agent_socket_stop_reading (self);

  if (i < desk->n_requests)
    memmove (desk->requests + n_waiting, desk->requests + i,
             (desk->n_requests - i) * sizeof *desk->requests);
  desk->n_requests -= i - n_waiting;
  return !waits;
}
