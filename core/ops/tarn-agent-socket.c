/* tarn-agent-socket.c
 *
 * Requests are taken in batches, answered in order inside one read section of the
 * store, and their replies go out in one batch.  Nothing blocks and nothing is
 * dropped: while another process commits to the store, or the system has no room
 * for replies, the socket waits for a millisecond and what came waits with it.  Only
 * an agent that was told to have faults drops requests and replies; then replies go
 * through a queue, and a timer is watched for the first of them as well.
 *
 * What a batch needs is the desk's, which the next socket uses: what is left when this one
 * has to stop is put aside in memory of its own.  Where a route chooses the device, one whose
 * store is busy does not keep the others waiting: its requests stay, in order, and the rest of
 * the batch goes on, until all places of the batch are taken by such requests.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-agent-socket-private.h"

#include <errno.h>
#include <sys/timerfd.h>
#include <unistd.h>

TarnAgentSocket *
tarn_agent_socket_new (TarnAgentDesk  *desk,
                       TarnTransport  *transport,
                       TarnAnswerer   *answerer,
                       TarnAgentRoute *route)
{
  TarnAgentSocket *self = g_new0 (TarnAgentSocket, 1);

  self->desk = tarn_agent_desk_ref (desk);
  self->transport = transport;
  self->answerer = answerer;
  self->route = route;
  self->place.fd = self->place.timer = -1;
  tarn_faults_queue_init (&self->queue);

  return self;
}

void
tarn_agent_socket_free (TarnAgentSocket *self)
{
  tarn_agent_desk_remove (self->desk, self);
  self->transport->klass->close (self->transport);
  if (self->other_port != NULL)
    self->other_port->klass->close (self->other_port);
  if (self->place.timer >= 0)
    close (self->place.timer);
  tarn_faults_queue_clear (&self->queue);
  g_free (self->requests.datagrams);
  g_free (self->replies.datagrams);
  tarn_agent_desk_unref (self->desk);
  g_free (self);
}

TarnDeskPlace *
tarn_agent_socket_get_place (TarnAgentSocket *self)
{
  return &self->place;
}

TarnAddress *
tarn_agent_socket_get_address (TarnAgentSocket *self)
{
  g_autofree char *text = NULL;
  TarnEndpoint local;

  tarn_transport_udp_local (self->transport, &local);
  text = tarn_endpoint_to_string (&local);
  return tarn_address_new (text, TARN_PORT_AGENT, NULL);
}

void
tarn_agent_socket_forget (TarnAgentSocket *self,
                          TarnAnswerer    *answerer)
{
  tarn_faults_queue_forget (&self->queue, answerer->faults);
}

static Aside
aside_new (const TarnDatagram *datagrams,
           gsize               n)
{
  Aside aside = { NULL, n };
  gsize size = n * sizeof *datagrams;
  guint8 *octets;

  if (n == 0)
    return aside;

  for (gsize i = 0; i < n; i++)
    size += datagrams[i].octets.len;

  aside.datagrams = g_malloc (size);
  memcpy (aside.datagrams, datagrams, n * sizeof *datagrams);
  octets = (guint8 *) (aside.datagrams + n);
  for (gsize i = 0; i < n; i++)
    {
      TarnSpan *span = &aside.datagrams[i].octets;

      if (span->len > 0)
        memcpy (octets, span->data, span->len);
      span->data = octets;
      octets += span->len;
    }

  return aside;
}

/* What was put aside is at work again; its octets stay where they are. */
static void
take_up (TarnAgentSocket *self)
{
  TarnAgentDesk *desk = self->desk;

  desk->n_requests = self->requests.n;
  if (self->requests.n > 0)
    memcpy (desk->requests, self->requests.datagrams, self->requests.n * sizeof *desk->requests);

  desk->n_replies = self->replies.n;
  desk->n_sent = 0;
  desk->arena_used = 0;
  if (self->replies.n > 0)
    memcpy (desk->replies, self->replies.datagrams, self->replies.n * sizeof *desk->replies);
}

static void
put_aside (TarnAgentSocket *self)
{
  TarnAgentDesk *desk = self->desk;
  Aside requests = aside_new (desk->requests, desk->n_requests);
  Aside replies = aside_new (desk->replies + desk->n_sent, desk->n_replies - desk->n_sent);

  g_free (self->requests.datagrams);
  g_free (self->replies.datagrams);
  self->requests = requests;
  self->replies = replies;
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
      self->other_port = tarn_transport_udp_bind (&local, self->desk->buffers, NULL);
    }

  if (self->other_port != NULL)
    self->other_port->klass->send (self->other_port, reply, 1, &error);
}

/* Moves replies that are due from the queue to where they are sent from. */
static void
take_due (TarnAgentSocket *self)
{
  TarnAgentDesk *desk = self->desk;
  gint64 now_us;

  if (tarn_faults_queue_due_us (&self->queue) < 0)
    return;

  now_us = g_get_monotonic_time ();
  while (desk->n_replies < G_N_ELEMENTS (desk->replies)
         && desk->arena_used + TARN_MESSAGE_MAX <= TARN_DESK_ARENA_SIZE)
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

      reply = &desk->replies[desk->n_replies++];
      *reply = entry->datagram;
      memcpy (desk->arena + desk->arena_used, reply->octets.data, reply->octets.len);
      reply->octets.data = desk->arena + desk->arena_used;
      desk->arena_used += reply->octets.len;
    }
}

/* FALSE: the system takes no more at present. */
static gboolean
send_replies (TarnAgentSocket *self)
{
  TarnAgentDesk *desk = self->desk;

  while (desk->n_sent < desk->n_replies)
    {
      int error = 0;

      desk->n_sent += self->transport->klass->send (self->transport, desk->replies + desk->n_sent,
                                                    desk->n_replies - desk->n_sent, &error);
      if (desk->n_sent == desk->n_replies)
        break;
      if (error == EAGAIN || error == ENOBUFS)
        return FALSE;

      desk->n_sent++;   /* the error belongs to this reply: its manager is out of reach */
    }

  desk->n_sent = desk->n_replies = 0;
  desk->arena_used = 0;
  return TRUE;
}

/* Sends what is due and what is not late by fault.  FALSE: not all of it. */
static gboolean
send_due (TarnAgentSocket *self)
{
  take_due (self);
  return send_replies (self);
}

/* Fills the places of the batch that are free; where one device answers, its requests keep
 * their order because all of them are.  FALSE: there is nothing to answer. */
static gboolean
receive_batch (TarnAgentSocket *self)
{
  TarnAgentDesk *desk = self->desk;
  gsize n_free = G_N_ELEMENTS (desk->requests) - desk->n_requests;

  if (desk->n_requests == 0 || (self->route != NULL && n_free > 0))
    desk->n_requests += self->transport->klass->receive (self->transport,
                                                         desk->requests + desk->n_requests,
                                                         n_free);
  return desk->n_requests > 0;
}

/* Works until there is no more to do, or the budget is spent. */
static TarnSocketState
work (TarnAgentSocket *self,
      gint64           deadline_us)
{
  gboolean free = TRUE;
  gboolean alone = FALSE;

  do
    {
      if (!send_due (self))
        return TARN_SOCKET_RETRIES;

      if (alone || !receive_batch (self))
        return TARN_SOCKET_WATCHES;

      /* Whoever asks one thing after the other has not asked the next one yet. */
      alone = self->desk->n_requests == 1;
      free = tarn_agent_socket_answer_batch (self, deadline_us);
    }
  while (free && g_get_monotonic_time () < deadline_us);

  return send_due (self) && free ? TARN_SOCKET_GOES_ON : TARN_SOCKET_RETRIES;
}

/* Wakes the socket up when the first reply of the queue is due. */
static void
set_timer (TarnAgentSocket *self,
           gint64           due_us)
{
  struct itimerspec due = { 0 };

  if (self->place.timer < 0 && due_us >= 0)
    {
      self->place.timer = timerfd_create (CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
      if (self->place.timer >= 0)
        tarn_agent_desk_add_timer (self->desk, self);
    }
  if (self->place.timer < 0)
    return;

  /* No time stops it; to set one takes away that it has been reached. */
  if (due_us >= 0)
    {
      due.it_value.tv_sec = due_us / G_USEC_PER_SEC;
      due.it_value.tv_nsec = due_us % G_USEC_PER_SEC * 1000;
    }
  timerfd_settime (self->place.timer, TFD_TIMER_ABSTIME, &due, NULL);
}

TarnSocketState
tarn_agent_socket_work (TarnAgentSocket *self,
                        gint64           deadline_us)
{
  TarnSocketState state;
  gint64 due_us;

  self->desk->working = TRUE;
  take_up (self);
  state = work (self, deadline_us);
  tarn_agent_socket_stop_reading (self);
  put_aside (self);
  self->desk->working = FALSE;

  due_us = state == TARN_SOCKET_WATCHES ? tarn_faults_queue_due_us (&self->queue) : -1;
  if (due_us >= 0 || self->place.timer >= 0)
    set_timer (self, due_us);
  /* Without a descriptor for a timer. */
  return due_us >= 0 && self->place.timer < 0 ? TARN_SOCKET_RETRIES : state;
}

void
tarn_agent_socket_start (TarnAgentSocket *self)
{
  tarn_agent_desk_add (self->desk, self, self->transport->klass->get_fd (self->transport));
}

void
tarn_agent_socket_finish (TarnAgentSocket *self,
                          gint64           deadline_us)
{
  while (!self->desk->working && g_get_monotonic_time () < deadline_us)
    switch (tarn_agent_socket_work (self, deadline_us))
      {
      case TARN_SOCKET_WATCHES:
        return;

      case TARN_SOCKET_RETRIES:
        g_usleep (200);
        break;

      case TARN_SOCKET_GOES_ON:
      default:
        break;
      }
}
