/* test-agent-socket.c
 *
 * What loopback cannot show: sources that must not be answered, a full send queue,
 * a manager that is out of reach.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-agent-socket.h"
#include "tarn-agent-test.h"

#include <arpa/inet.h>
#include <errno.h>
#include <sys/eventfd.h>
#include <unistd.h>

#define N_DATAGRAMS 200
#define N_FORGED    100000

/* A wire that gives one request again and again, from these peers. */
typedef struct
{
  TarnTransport       parent;

  const TarnEndpoint *peers;
  gsize               n_peers;
  TarnSpan            request;
  gsize               n_received;
  GArray             *sent;          /* of TarnEndpoint */
  int                 error;         /* of the next @n_errors sends */
  guint               n_errors;
  int                 fd;            /* always ready */
  gboolean            closed;
} Wire;

static gsize
wire_send (TarnTransport      *transport,
           const TarnDatagram *datagrams,
           gsize               n,
           int                *error)
{
  Wire *self = (Wire *) transport;
  gsize n_sent = 0;

  /* A failing send takes half of what it is given. */
  while (n_sent < n)
    {
      if (self->n_errors > 0 && n_sent == n / 2)
        {
          self->n_errors--;
          *error = self->error;
          return n_sent;
        }
      g_assert_cmpuint (datagrams[n_sent].octets.len, >, 0);
      g_array_append_val (self->sent, datagrams[n_sent].peer);
      n_sent++;
    }

  return n_sent;
}

static gsize
wire_receive (TarnTransport *transport,
              TarnDatagram  *datagrams,
              gsize          n)
{
  Wire *self = (Wire *) transport;
  gsize i;

  for (i = 0; i < n && self->n_received < self->n_peers; i++)
    datagrams[i] = (TarnDatagram) {
      .peer = self->peers[self->n_received++],
      .octets = self->request,
    };

  return i;
}

static int
wire_get_fd (TarnTransport *transport)
{
  return ((Wire *) transport)->fd;
}

static void
wire_close (TarnTransport *transport)
{
  Wire *self = (Wire *) transport;

  close (self->fd);
  self->closed = TRUE;
}

static const TarnTransportClass wire_class = {
  .send = wire_send,
  .receive = wire_receive,
  .get_fd = wire_get_fd,
  .close = wire_close,
};

static void
tell_cb (TarnAnswerer *answerer)
{
}

/* Gives the request from each of @peers to an agent; returns who got a reply. */
static GArray *
run (const TarnEndpoint *peers,
     gsize               n_peers,
     int                 error,
     guint               n_errors,
     gsize               n_expected,
     guint32            *counters)
{
  g_autoptr(TarnStore) store = tarn_agent_test_store (tarn_agent_test_device);
  g_autoptr(TarnResponder) responder = tarn_responder_new (store);
  g_autoptr(TarnFaults) faults = tarn_faults_new ();
  g_autoptr(GBytes) community = g_bytes_new_static ("public", 6);
  g_autoptr(GBytes) request = tarn_agent_test_request (TARN_VERSION_2C, "public", TARN_PDU_GET,
                                                       0, 0, "1.3.6.1.2.1.1.1.0=05:");
  TarnAgentSocket *socket;
  Wire wire = {
    .parent = { &wire_class },
    .peers = peers,
    .n_peers = n_peers,
    .request = tarn_test_span (request),
    .sent = g_array_new (FALSE, FALSE, sizeof (TarnEndpoint)),
    .error = error,
    .n_errors = n_errors,
    .fd = eventfd (1, EFD_CLOEXEC),
  };
  TarnAnswerer answerer = {
    .owner = G_OBJECT (store),
    .responder = responder,
    .faults = faults,
    .is_open = TRUE,
    .tell = tell_cb,
  };
  TarnAgentDesk *desk = tarn_agent_desk_ref_default ();

  g_assert_cmpint (wire.fd, >=, 0);
  tarn_agent_test_set_communities (responder, community, NULL);
  socket = tarn_agent_socket_new (desk, &wire.parent, &answerer, NULL);
  tarn_agent_desk_unref (desk);
  tarn_agent_socket_start (socket);
  while (wire.n_received < n_peers || wire.sent->len < n_expected)
    g_main_context_iteration (NULL, TRUE);
  tarn_agent_socket_free (socket);
  g_assert_true (wire.closed);
  g_assert_false (g_main_context_pending (NULL));

  memcpy (counters, tarn_responder_get_counters (responder),
          TARN_SNMP_GROUP_N * sizeof *counters);
  return wire.sent;
}

static TarnEndpoint
endpoint (const char *host,
          guint16     port)
{
  TarnEndpoint self = { 0 };

  if (strchr (host, ':') != NULL)
    {
      self.in6.sin6_family = AF_INET6;
      self.in6.sin6_port = htons (port);
      g_assert_cmpint (inet_pton (AF_INET6, host, &self.in6.sin6_addr), ==, 1);
    }
  else
    {
      self.in.sin_family = AF_INET;
      self.in.sin_port = htons (port);
      g_assert_cmpint (inet_pton (AF_INET, host, &self.in.sin_addr), ==, 1);
    }

  return self;
}

/* F-77: nobody sends from there, or everybody would get the reply. */
static void
test_refused_sources (void)
{
  const TarnEndpoint peers[] = {
    endpoint ("192.0.2.1", 0),
    endpoint ("192.0.2.1", 7),
    endpoint ("192.0.2.1", 19),
    endpoint ("2001:db8::1", 53),
    endpoint ("192.0.2.1", 123),
    endpoint ("2001:db8::1", 0),
    endpoint ("255.255.255.255", 1024),
    endpoint ("224.0.0.1", 1024),
    endpoint ("239.255.255.250", 1024),
    endpoint ("0.0.0.0", 1024),
    endpoint ("ff02::1", 1024),
    endpoint ("::", 1024),
    endpoint ("192.0.2.1", 1024),
    endpoint ("2001:db8::1", 161),
  };
  guint32 counters[TARN_SNMP_GROUP_N];
  g_autoptr(GArray) sent = run (peers, G_N_ELEMENTS (peers), 0, 0, 2, counters);

  g_assert_cmpuint (sent->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    g_assert_true (tarn_endpoint_equal (&g_array_index (sent, TarnEndpoint, i), &peers[12 + i]));
  g_assert_cmpuint (counters[1], ==, 14);
  g_assert_cmpuint (counters[2], ==, 2);
  g_assert_cmpuint (counters[4], ==, 12);
}

/* Forged addresses, each another one: each has its one reply and no other, in order, and who
 * was there before is answered among them. */
static void
test_flood (void)
{
  g_autofree TarnEndpoint *peers = g_new (TarnEndpoint, N_FORGED);
  guint32 counters[TARN_SNMP_GROUP_N];
  g_autoptr(GArray) sent = NULL;

  for (guint32 i = 0; i < N_FORGED; i++)
    {
      peers[i] = endpoint ("192.0.2.1", 40000);
      if (i % 1000 != 0)
        peers[i].in.sin_addr.s_addr = htonl (0x0b000000 + i);
    }

  sent = run (peers, N_FORGED, 0, 0, N_FORGED, counters);
  g_assert_cmpuint (sent->len, ==, N_FORGED);
  for (guint i = 0; i < N_FORGED; i++)
    g_assert_true (tarn_endpoint_equal (&g_array_index (sent, TarnEndpoint, i), &peers[i]));
  g_assert_cmpuint (counters[1], ==, N_FORGED);
  g_assert_cmpuint (counters[2], ==, N_FORGED);
}

/* F-72: no room to send is a pause and no loss; any other error belongs to one reply. */
static void
test_send_errors (void)
{
  static const struct { int error; guint n_errors; guint n_sent; } sends[] = {
    { EAGAIN, 5, N_DATAGRAMS },
    { ENOBUFS, 1, N_DATAGRAMS },
    { EHOSTUNREACH, 3, N_DATAGRAMS - 3 },
    { EMSGSIZE, 1, N_DATAGRAMS - 1 },
  };
  TarnEndpoint peers[N_DATAGRAMS];

  for (guint i = 0; i < N_DATAGRAMS; i++)
    peers[i] = endpoint ("192.0.2.1", (guint16) (1024 + i));

  for (gsize i = 0; i < G_N_ELEMENTS (sends); i++)
    {
      guint32 counters[TARN_SNMP_GROUP_N];
      g_autoptr(GArray) sent = run (peers, N_DATAGRAMS, sends[i].error, sends[i].n_errors,
                                    sends[i].n_sent, counters);
      guint16 last = 0;

      g_assert_cmpuint (sent->len, ==, sends[i].n_sent);
      for (guint n = 0; n < sent->len; n++)   /* in order, none twice */
        {
          guint16 port = tarn_endpoint_port (&g_array_index (sent, TarnEndpoint, n));

          g_assert_cmpuint (port, >, last);
          last = port;
        }
      g_assert_cmpuint (counters[1], ==, N_DATAGRAMS);
      g_assert_cmpuint (counters[2], ==, N_DATAGRAMS);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/agent-socket/refused-sources", test_refused_sources);
  g_test_add_func ("/agent-socket/flood", test_flood);
  g_test_add_func ("/agent-socket/send-errors", test_send_errors);

  return g_test_run ();
}
