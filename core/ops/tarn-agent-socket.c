/* tarn-agent-socket.c
 *
 * Requests are taken in batches, answered in order inside one read section of the
 * store, and their replies go out in one batch.  Nothing blocks and nothing is
 * dropped: while another process commits to the store, or the system has no room
 * for replies, the socket waits for a millisecond and what came waits with it.  Only
 * an agent that was told to have faults drops requests and replies; then replies go
 * through a queue, and the source watches a timer for the first of them as well.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-agent-socket.h"

#include <errno.h>
#include <sys/timerfd.h>
#include <unistd.h>

#define DISPATCH_BUDGET_US 2000
#define RETRY_MS           1

/* Replies of a batch stand one behind the other; where the next one might not fit,
 * the batch goes out early.  A batch of replies of the default size fits. */
#define ARENA_SIZE (4 * TARN_MESSAGE_MAX)

/* What the socket's source is about. */
typedef enum
{
  SOCKET_IDLE,       /* none                                                */
  SOCKET_WATCHES,    /* datagrams                                           */
  SOCKET_GOES_ON,    /* the next turn of the loop: the time budget is spent */
  SOCKET_RETRIES,    /* a timer: the store is busy, or the send queue full  */
} SocketState;

struct _TarnAgentSocket
{
  TarnTransport *transport;
  GMainContext  *context;       /* NULL until started      */
  GSource       *source;
  guint8        *arena;         /* the octets of @replies  */

  GObject       *owner;
  TarnResponder *responder;
  void         (*after_work) (gpointer owner);
  TarnAgentWatch *watch;        /* NULL: nobody looks      */
  TarnGuard     *guard;         /* NULL: nobody is limited */
  void         (*refused) (gpointer owner, const TarnEndpoint *peer);

  SocketState    state;
  TarnDatagram   requests[TARN_TRANSPORT_BATCH];
  gsize          n_requests;
  gsize          n_answered;
  TarnDatagram   replies[TARN_TRANSPORT_BATCH];
  gsize          n_replies;
  gsize          n_sent;
  gsize          arena_used;

  /* With faults: replies that wait, and the port from which some of them leave. */
  TarnFaults     *faults;
  TarnFaultsQueue queue;
  TarnTransport  *other_port;      /* NULL until needed                               */
  int             timer;           /* -1 until needed; more exact than the main loop,
                                    * which sleeps in milliseconds                    */
  gboolean        watches_timer;   /* @source does                                    */
};

TarnAgentSocket *
tarn_agent_socket_new (TarnTransport  *transport,
                       TarnResponder  *responder,
                       TarnFaults     *faults,
                       GObject        *owner,
                       void          (*after_work) (gpointer owner))
{
  TarnAgentSocket *self = g_new0 (TarnAgentSocket, 1);

  self->transport = transport;
  self->arena = g_malloc (ARENA_SIZE);
  self->owner = owner;
  self->responder = responder;
  self->after_work = after_work;
  self->faults = faults;
  self->timer = -1;
  tarn_faults_queue_init (&self->queue, faults);

  return self;
}

static void
clear_source (TarnAgentSocket *self)
{
  if (self->source != NULL)
    g_source_destroy (self->source);

  g_clear_pointer (&self->source, g_source_unref);
  self->watches_timer = FALSE;
}

void
tarn_agent_socket_free (TarnAgentSocket *self)
{
  clear_source (self);
  g_clear_pointer (&self->context, g_main_context_unref);
  self->transport->klass->close (self->transport);
  if (self->other_port != NULL)
    self->other_port->klass->close (self->other_port);
  if (self->timer >= 0)
    close (self->timer);
  tarn_faults_queue_clear (&self->queue);
  g_free (self->arena);
  g_free (self);
}

void
tarn_agent_socket_set_watch (TarnAgentSocket *self,
                             TarnAgentWatch  *watch)
{
  self->watch = watch;
}

void
tarn_agent_socket_set_guard (TarnAgentSocket  *self,
                             TarnGuard        *guard,
                             void            (*refused) (gpointer            owner,
                                                         const TarnEndpoint *peer))
{
  self->guard = guard;
  self->refused = refused;
}

char *
tarn_agent_socket_to_string (TarnAgentSocket *self)
{
  TarnEndpoint local;

  tarn_transport_udp_local (self->transport, &local);
  return tarn_endpoint_to_string (&local);
}

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

  if (peer->sa.sa_family == AF_INET6)
    return IN6_IS_ADDR_MULTICAST (&peer->in6.sin6_addr)
           || IN6_IS_ADDR_UNSPECIFIED (&peer->in6.sin6_addr);

  address = ntohl (peer->in.sin_addr.s_addr);
  return IN_MULTICAST (address) || address == INADDR_BROADCAST || address == INADDR_ANY;
}

/* A datagram that leaves from another port than it should; what cannot leave is lost. */
static void
send_from_other_port (TarnAgentSocket    *self,
                      const TarnDatagram *reply)
{
  TarnEndpoint local;
  int error;

  if (self->other_port == NULL)
    {
      tarn_transport_udp_local (self->transport, &local);
      local.in.sin_port = 0;   /* the port has the same place in both families */
      self->other_port = tarn_transport_udp_bind (&local, NULL);
    }

  if (self->other_port != NULL)
    self->other_port->klass->send (self->other_port, reply, 1, &error);
}

/* Moves replies that are due from the queue to where they are sent from. */
static void
take_due (TarnAgentSocket *self)
{
  gint64 now_us = g_get_monotonic_time ();

  while (self->n_replies < G_N_ELEMENTS (self->replies)
         && self->arena_used + TARN_MESSAGE_MAX <= ARENA_SIZE)
    {
      g_autoptr(TarnFaultsEntry) entry = tarn_faults_queue_take (&self->queue, now_us);
      TarnDatagram *reply;

      if (entry == NULL)
        return;
      if (entry->way == TARN_FAULTS_OTHER_PORT)
        {
          send_from_other_port (self, &entry->datagram);
          continue;
        }

      reply = &self->replies[self->n_replies++];
      *reply = entry->datagram;
      memcpy (self->arena + self->arena_used, reply->octets.data, reply->octets.len);
      reply->octets.data = self->arena + self->arena_used;
      self->arena_used += reply->octets.len;
    }
}

/* FALSE: the system takes no more at present. */
static gboolean
send_replies (TarnAgentSocket *self)
{
  while (self->n_sent < self->n_replies)
    {
      int error = 0;

      self->n_sent += self->transport->klass->send (self->transport,
                                                    self->replies + self->n_sent,
                                                    self->n_replies - self->n_sent, &error);
      if (self->n_sent == self->n_replies)
        break;
      if (error == EAGAIN || error == ENOBUFS)
        return FALSE;

      self->n_sent++;   /* the error belongs to this reply: its manager is out of reach */
    }

  self->n_sent = self->n_replies = 0;
  self->arena_used = 0;
  return TRUE;
}

/* Sends what is due and what is not late by fault.  FALSE: not all of it. */
static gboolean
send_due (TarnAgentSocket *self)
{
  take_due (self);
  return send_replies (self);
}

static TarnFound
look_cb (gpointer  responder,
         TarnSpan  name,
         TarnRow  *row)
{
  return tarn_responder_look (responder, name, row);
}

static void
tell_watch (TarnAgentSocket    *self,
            const TarnDatagram *request,
            TarnSpan            response)
{
  if (self->watch != NULL)
    tarn_agent_watch_feed (self->watch, &request->peer, request->octets, response,
                           g_get_real_time ());
}

/* The answer to one request, as far as its source may have one; empty otherwise.  FALSE: not
 * now. */
static gboolean
respond (TarnAgentSocket    *self,
         const TarnDatagram *request,
         gint64              now_us,
         TarnSpan           *response)
{
  TarnGuardSource *source = self->guard != NULL
                            ? tarn_guard_find (self->guard, &request->peer, now_us) : NULL;
  TarnIncoming incoming = { request->octets, &request->peer, now_us, 0 };

  *response = tarn_span (NULL, 0);
  if (source != NULL)
    {
      if (!tarn_guard_admit (self->guard, source))
        return TRUE;
      incoming.max_repetitions = tarn_guard_get_repetitions (self->guard, source);
    }

  if (!tarn_responder_respond (self->responder, &incoming, self->arena + self->arena_used,
                               response))
    return FALSE;

  if (source != NULL)
    tarn_guard_spend (self->guard, source, response->len,
                      tarn_responder_get_work (self->responder));
  if (G_UNLIKELY (tarn_responder_was_refused (self->responder)))
    {
      if (source != NULL)
        tarn_guard_fail (source, now_us);
      if (self->refused != NULL)
        self->refused (self->owner, &request->peer);
    }

  tell_watch (self, request, *response);
  return TRUE;
}

/* Answers one request as an agent with faults: what comes of it goes to the queue. */
static gboolean
answer_badly (TarnAgentSocket    *self,
              const TarnDatagram *request,
              gint64              now_us)
{
  const TarnFaultsLookup lookup = { look_cb, self->responder };
  TarnSpan response;

  if (!tarn_faults_admit (self->faults, request->octets, now_us))
    return TRUE;

  if (!respond (self, request, now_us, &response))
    return FALSE;

  tarn_faults_feed (self->faults, &self->queue, request, response, now_us, &lookup);
  return TRUE;
}

/* Answers one request.  FALSE: not now. */
static gboolean
answer (TarnAgentSocket    *self,
        const TarnDatagram *request,
        gint64              now_us)
{
  TarnSpan response;

  if (is_refused (&request->peer))
    {
      tarn_responder_refuse (self->responder);
      tell_watch (self, request, tarn_span (NULL, 0));
      return TRUE;
    }

  if (!tarn_faults_is_empty (self->faults))
    return answer_badly (self, request, now_us);

  if (!respond (self, request, now_us, &response))
    return FALSE;

  if (response.len > 0)
    {
      TarnDatagram *reply = &self->replies[self->n_replies++];

      *reply = *request;   /* back to where it came from, from where it came to */
      reply->octets = response;
      self->arena_used = (gsize) (response.data + response.len - self->arena);
    }

  return TRUE;
}

/* Answers what was received, while there is room for replies and time.  FALSE: the
 * store is busy. */
static gboolean
answer_batch (TarnAgentSocket *self,
              gint64           deadline_us)
{
  gint64 now_us = g_get_monotonic_time ();
  gboolean free = TRUE;

  while (free && self->n_answered < self->n_requests
         && self->arena_used + TARN_MESSAGE_MAX <= ARENA_SIZE)
    {
      free = answer (self, &self->requests[self->n_answered], now_us);
      if (free)
        self->n_answered++;

      now_us = g_get_monotonic_time ();
      if (now_us >= deadline_us)
        break;
    }

  tarn_responder_end_batch (self->responder);
  return free;
}

static gboolean
receive_batch (TarnAgentSocket *self)
{
  if (self->n_answered < self->n_requests)
    return TRUE;

  self->n_answered = 0;
  self->n_requests = self->transport->klass->receive (self->transport, self->requests,
                                                      G_N_ELEMENTS (self->requests));
  return self->n_requests > 0;
}

/* Works until there is no more to do, or the budget is spent; returns what to wait
 * for. */
static SocketState
work (TarnAgentSocket *self)
{
  gint64 deadline_us = g_get_monotonic_time () + DISPATCH_BUDGET_US;
  gboolean free = TRUE;

  do
    {
      if (!send_due (self))
        return SOCKET_RETRIES;

      if (!receive_batch (self))
        return SOCKET_WATCHES;

      free = answer_batch (self, deadline_us);
    }
  while (free && g_get_monotonic_time () < deadline_us);

  return send_due (self) && free ? SOCKET_GOES_ON : SOCKET_RETRIES;
}

static void arm (TarnAgentSocket *self,
                 SocketState      state);

/* Wakes the source up when the first reply of the queue is due. */
static void
watch_queue (TarnAgentSocket *self)
{
  gint64 due_us = tarn_faults_queue_due_us (&self->queue);
  struct itimerspec due = { 0 };

  if (self->timer < 0 && due_us >= 0)
    self->timer = timerfd_create (CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
  if (self->timer < 0)
    {
      g_source_set_ready_time (self->source, due_us);
      return;
    }

  if (!self->watches_timer)
    g_source_add_unix_fd (self->source, self->timer, G_IO_IN);
  self->watches_timer = TRUE;

  /* No time stops it; to set one takes away that it has been reached. */
  if (due_us >= 0)
    {
      due.it_value.tv_sec = due_us / G_USEC_PER_SEC;
      due.it_value.tv_nsec = due_us % G_USEC_PER_SEC * 1000;
    }
  timerfd_settime (self->timer, TFD_TIMER_ABSTIME, &due, NULL);
}

static gboolean
socket_cb (gpointer user_data)
{
  TarnAgentSocket *self = user_data;
  g_autoptr(GObject) owner = g_object_ref (self->owner);
  SocketState state = work (self);
  gboolean same = state == self->state;

  if (!same)
    arm (self, state);
  if (state == SOCKET_WATCHES)
    watch_queue (self);

  self->after_work (owner);
  return same ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static void
arm (TarnAgentSocket *self,
     SocketState      state)
{
  clear_source (self);
  self->source = state == SOCKET_WATCHES
                 ? self->transport->klass->create_source (self->transport)
                 : g_timeout_source_new (state == SOCKET_RETRIES ? RETRY_MS : 0);
  self->state = state;

  g_source_set_callback (self->source, socket_cb, self, NULL);
  g_source_attach (self->source, self->context);
}

void
tarn_agent_socket_start (TarnAgentSocket *self)
{
  self->context = g_main_context_ref_thread_default ();
  arm (self, SOCKET_WATCHES);
}
