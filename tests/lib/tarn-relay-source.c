/* tarn-relay-source.c
 *
 * The relay between sockets: one for all managers, one to the agent for each of them,
 * so that answers find their way back.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-relay.h"

#include <errno.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include <gio/gnetworking.h>

#define MAX_PEERS   256                /* managers; the one that was silent longest goes */
#define MAX_BURST   256                /* datagrams in one turn of the loop, of a socket */
#define RECEIVE_QUEUE (4 * 1024 * 1024)

typedef struct
{
  int      back;         /* connected to the agent; -1: none */
  gpointer tag;
  guint32  generation;   /* what is under way to one who has gone is lost */
  guint64  used;
  struct sockaddr_storage address;
  socklen_t address_len;
} Peer;

typedef struct
{
  GSource    parent;

  TarnRelay *relay;
  int        front;
  int        timer;
  guint64    clock;
  struct sockaddr_storage agent;
  socklen_t  agent_len;
  Peer       peers[MAX_PEERS];
  guint8     octets[65536];
} RelaySource;

static guint32
peer_number (RelaySource *self,
             const Peer  *peer)
{
  return peer->generation * MAX_PEERS + (guint32) (peer - self->peers);
}

static void
close_peer (RelaySource *self,
            Peer        *peer)
{
  if (peer->back < 0)
    return;

  if (peer->tag != NULL && !g_source_is_destroyed (&self->parent))
    g_source_remove_unix_fd (&self->parent, peer->tag);
  close (peer->back);
  peer->back = -1;
}

static int
open_socket (int family)
{
  int size = RECEIVE_QUEUE;
  int fd = socket (family, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

  if (fd >= 0)
    setsockopt (fd, SOL_SOCKET, SO_RCVBUF, &size, sizeof size);
  return fd;
}

/* The manager at @address, or NULL where there is no socket for it. */
static Peer *
find_peer (RelaySource                   *self,
           const struct sockaddr_storage *address,
           socklen_t                      address_len)
{
  Peer *oldest = &self->peers[0];

  for (guint i = 0; i < MAX_PEERS; i++)
    {
      Peer *peer = &self->peers[i];

      if (peer->back >= 0 && peer->address_len == address_len
          && memcmp (&peer->address, address, address_len) == 0)
        return peer;
      if (peer->back < 0 || (oldest->back >= 0 && peer->used < oldest->used))
        oldest = oldest->back < 0 ? oldest : peer;
    }

  close_peer (self, oldest);
  oldest->back = open_socket (self->agent.ss_family);
  if (oldest->back < 0
      || connect (oldest->back, (struct sockaddr *) &self->agent, self->agent_len) != 0)
    {
      g_warning ("no socket to the agent: %s", g_strerror (errno));
      close_peer (self, oldest);
      return NULL;
    }

  oldest->generation++;
  oldest->address = *address;
  oldest->address_len = address_len;
  oldest->tag = g_source_add_unix_fd (&self->parent, oldest->back, G_IO_IN);
  return oldest;
}

static void
receive_front (RelaySource *self)
{
  for (guint i = 0; i < MAX_BURST; i++)
    {
      struct sockaddr_storage from = { 0 };
      socklen_t from_len = sizeof from;
      gssize n = recvfrom (self->front, self->octets, sizeof self->octets, 0,
                           (struct sockaddr *) &from, &from_len);
      Peer *peer;

      if (n < 0)
        return;

      peer = find_peer (self, &from, from_len);
      if (peer == NULL)
        continue;
      peer->used = ++self->clock;
      tarn_relay_feed (self->relay, TARN_RELAY_TO_AGENT, peer_number (self, peer),
                       tarn_span (self->octets, (gsize) n), g_get_monotonic_time ());
    }
}

static void
receive_back (RelaySource *self,
              Peer        *peer)
{
  for (guint i = 0; i < MAX_BURST; i++)
    {
      gssize n = recv (peer->back, self->octets, sizeof self->octets, 0);

      if (n < 0 && errno == ECONNREFUSED)   /* as a network does: the agent is not there */
        continue;
      if (n < 0)
        return;

      tarn_relay_feed (self->relay, TARN_RELAY_TO_MANAGER, peer_number (self, peer),
                       tarn_span (self->octets, (gsize) n), g_get_monotonic_time ());
    }
}

/* What the system does not take is lost, as on any network. */
static void
send_due (RelaySource *self)
{
  gint64 now_us = g_get_monotonic_time ();

  for (;;)
    {
      g_autoptr(TarnRelayDatagram) datagram = tarn_relay_take (self->relay, now_us);
      const guint8 *data;
      gsize len;
      Peer *peer;

      if (datagram == NULL)
        return;

      peer = &self->peers[datagram->peer % MAX_PEERS];
      if (peer->back < 0 || peer_number (self, peer) != datagram->peer)
        continue;

      data = g_bytes_get_data (datagram->octets, &len);
      if (datagram->way == TARN_RELAY_TO_AGENT)
        send (peer->back, data, len, 0);
      else
        sendto (self->front, data, len, 0, (struct sockaddr *) &peer->address,
                peer->address_len);
    }
}

static void
set_timer (RelaySource *self)
{
  gint64 due_us = tarn_relay_due_us (self->relay);
  struct itimerspec due = { 0 };

  if (due_us >= 0)
    {
      due.it_value.tv_sec = due_us / G_USEC_PER_SEC;
      due.it_value.tv_nsec = due_us % G_USEC_PER_SEC * 1000;
    }
  timerfd_settime (self->timer, TFD_TIMER_ABSTIME, &due, NULL);
}

static gboolean
relay_dispatch (GSource     *source,
                GSourceFunc  callback,
                gpointer     user_data)
{
  RelaySource *self = (RelaySource *) source;

  receive_front (self);
  for (guint i = 0; i < MAX_PEERS; i++)
    if (self->peers[i].back >= 0
        && g_source_query_unix_fd (source, self->peers[i].tag) != 0)
      receive_back (self, &self->peers[i]);
  send_due (self);
  set_timer (self);

  return G_SOURCE_CONTINUE;
}

static void
relay_finalize (GSource *source)
{
  RelaySource *self = (RelaySource *) source;

  for (guint i = 0; i < MAX_PEERS; i++)
    close_peer (self, &self->peers[i]);
  if (self->front >= 0)
    close (self->front);
  if (self->timer >= 0)
    close (self->timer);
}

static GSourceFuncs relay_funcs = {
  .dispatch = relay_dispatch,
  .finalize = relay_finalize,
};

static gboolean
to_native (GInetSocketAddress       *address,
           struct sockaddr_storage  *native,
           socklen_t                *len,
           GError                  **error)
{
  *len = (socklen_t) g_socket_address_get_native_size (G_SOCKET_ADDRESS (address));
  return g_socket_address_to_native (G_SOCKET_ADDRESS (address), native, sizeof *native, error);
}

GSource *
tarn_relay_source_new (TarnRelay           *relay,
                       GInetSocketAddress  *listen,
                       GInetSocketAddress  *agent,
                       GError             **error)
{
  g_autoptr(GSource) source = g_source_new (&relay_funcs, sizeof (RelaySource));
  RelaySource *self = (RelaySource *) source;
  struct sockaddr_storage at;
  socklen_t at_len;

  self->relay = relay;
  self->front = self->timer = -1;
  for (guint i = 0; i < MAX_PEERS; i++)
    self->peers[i].back = -1;

  /* A network of loopback and of nothing else. */
  if (!g_inet_address_get_is_loopback (g_inet_socket_address_get_address (listen))
      || !g_inet_address_get_is_loopback (g_inet_socket_address_get_address (agent)))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   "A relay is for loopback: 127.0.0.1 or [::1]");
      return NULL;
    }
  if (!to_native (listen, &at, &at_len, error)
      || !to_native (agent, &self->agent, &self->agent_len, error))
    return NULL;

  self->timer = timerfd_create (CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
  self->front = open_socket (at.ss_family);
  if (self->timer < 0 || self->front < 0
      || bind (self->front, (struct sockaddr *) &at, at_len) != 0)
    {
      int saved = errno;

      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (saved), "Cannot listen: %s",
                   g_strerror (saved));
      return NULL;
    }

  g_source_add_unix_fd (source, self->front, G_IO_IN);
  g_source_add_unix_fd (source, self->timer, G_IO_IN);
  return g_steal_pointer (&source);
}

char *
tarn_relay_source_dup_address (GSource *source)
{
  RelaySource *self = (RelaySource *) source;
  struct sockaddr_storage at;
  socklen_t at_len = sizeof at;
  g_autoptr(GSocketAddress) address = NULL;

  g_assert_cmpint (getsockname (self->front, (struct sockaddr *) &at, &at_len), ==, 0);
  address = g_socket_address_new_from_native (&at, at_len);
  return g_socket_connectable_to_string (G_SOCKET_CONNECTABLE (address));
}
