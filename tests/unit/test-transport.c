/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <sys/socket.h>

#include "net/tarn-transport-udp.h"
#include "tarn-net-fixture.h"

/* A transport whose source sets @ready; waits instead of sleeping. */
typedef struct
{
  TarnTransport *transport;
  GSource       *source;
  gboolean       ready;
} Wire;

static gboolean
ready_cb (gpointer user_data)
{
  ((Wire *) user_data)->ready = TRUE;
  return G_SOURCE_CONTINUE;
}

static void
wire_init (Wire          *self,
           TarnTransport *transport)
{
  self->transport = transport;
  self->source = transport->klass->create_source (transport);
  g_source_set_callback (self->source, ready_cb, self, NULL);
  g_source_attach (self->source, NULL);
}

static void
wire_clear (Wire *self)
{
  g_source_destroy (self->source);
  g_source_unref (self->source);
  self->transport->klass->close (self->transport);
}

static void
wire_wait (Wire *self)
{
  for (self->ready = FALSE; !self->ready;)
    g_main_context_iteration (NULL, TRUE);
}

static gsize
wire_receive (Wire         *self,
              TarnDatagram *datagrams,
              gsize         n)
{
  gsize n_came;

  while ((n_came = self->transport->klass->receive (self->transport, datagrams, n)) == 0)
    wire_wait (self);

  return n_came;
}

static gboolean
wire_bind (Wire         *self,
           const char   *host,
           TarnEndpoint *local)
{
  TarnEndpoint wanted = tarn_net_endpoint (host, 0);
  g_autoptr(GError) error = NULL;
  TarnTransport *transport = tarn_transport_udp_bind (&wanted, NULL, &error);

  if (transport == NULL)
    {
      g_test_skip (error->message);
      return FALSE;
    }

  wire_init (self, transport);
  tarn_transport_udp_local (transport, local);
  g_assert_cmpuint (tarn_endpoint_port (local), !=, 0);
  return TRUE;
}

static void
wire_send (Wire               *self,
           const TarnEndpoint *peer,
           gconstpointer       octets,
           gsize               len)
{
  TarnDatagram datagram = { .peer = *peer, .octets = tarn_span (octets, len) };
  int error = 0;

  g_assert_cmpuint (self->transport->klass->send (self->transport, &datagram, 1, &error), ==, 1);
}

/* There and back, with every size that a datagram can have. */
static void
test_round_trip (gconstpointer data)
{
  static const gsize sizes[] = { 0, 1, 484, 1400, 9000, 65507 };
  g_autofree guint8 *octets = g_malloc (65507);
  Wire agent, manager;
  TarnEndpoint where;
  TarnDatagram datagram;

  if (!wire_bind (&agent, data, &where))
    return;
  wire_init (&manager, tarn_transport_udp_new ());
  for (gsize i = 0; i < 65507; i++)
    octets[i] = (guint8) (i * 31);

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      TarnDatagram answer = { 0 };
      int error = 0;

      wire_send (&manager, &where, octets, sizes[i]);
      g_assert_cmpuint (wire_receive (&agent, &datagram, 1), ==, 1);
      g_assert_cmpmem (datagram.octets.data, datagram.octets.len, octets, sizes[i]);
      g_assert_false (datagram.truncated);
      /* Bound to one address: where it came to need not be told. */
      g_assert_cmpint (datagram.local.sa.sa_family, ==, AF_UNSPEC);

      answer = datagram;
      g_assert_cmpuint (agent.transport->klass->send (agent.transport, &answer, 1, &error), ==, 1);
      g_assert_cmpuint (wire_receive (&manager, &datagram, 1), ==, 1);
      g_assert_cmpmem (datagram.octets.data, datagram.octets.len, octets, sizes[i]);
      g_assert_true (tarn_endpoint_equal (&datagram.peer, &where));
    }

  wire_clear (&manager);
  wire_clear (&agent);
}

/* F-12: bound to every address, the agent answers from the one that was asked. */
static void
test_local_address (void)
{
  static const char *hosts[] = { "127.0.0.1", "127.0.0.2", "127.5.6.7" };
  Wire agent, manager;
  TarnEndpoint where;
  TarnDatagram datagram;

  if (!wire_bind (&agent, "0.0.0.0", &where))
    return;
  wire_init (&manager, tarn_transport_udp_new ());
  for (guint i = 0; i < G_N_ELEMENTS (hosts); i++)
    {
      TarnEndpoint asked = tarn_net_endpoint (hosts[i], tarn_endpoint_port (&where));
      int error = 0;

      wire_send (&manager, &asked, "?", 1);
      wire_receive (&agent, &datagram, 1);
      g_assert_true (tarn_endpoint_same_host (&datagram.local, &asked));
      g_assert_cmpuint (agent.transport->klass->send (agent.transport, &datagram, 1, &error),
                        ==, 1);
      wire_receive (&manager, &datagram, 1);
      g_assert_true (tarn_endpoint_equal (&datagram.peer, &asked));
    }
  wire_clear (&manager);
  wire_clear (&agent);
}

/* More than a batch, to both families in turn. */
static void
test_batches (void)
{
  enum { N = 200 };
  Wire agents[2], manager;
  TarnEndpoint where[2];
  TarnDatagram out[N] = { 0 };
  guint8 octets[N];
  gboolean seen[N] = { FALSE };
  guint n_seen = 0;
  int error = 0;

  if (!wire_bind (&agents[0], "127.0.0.1", &where[0]))
    return;
  if (!wire_bind (&agents[1], "::1", &where[1]))
    {
      wire_clear (&agents[0]);
      return;
    }
  wire_init (&manager, tarn_transport_udp_new ());
  for (guint i = 0; i < N; i++)
    {
      octets[i] = (guint8) i;
      out[i].peer = where[(i / 3) % 2];
      out[i].octets = tarn_span (&octets[i], 1);
    }
  g_assert_cmpuint (manager.transport->klass->send (manager.transport, out, N, &error), ==, N);

  while (n_seen < N)
    for (guint a = 0; a < 2; a++)
      {
        TarnDatagram in[TARN_TRANSPORT_BATCH];
        gsize n = agents[a].transport->klass->receive (agents[a].transport, in, G_N_ELEMENTS (in));

        g_assert_cmpuint (n, <=, TARN_TRANSPORT_BATCH);
        for (gsize i = 0; i < n; i++)
          {
            g_assert_cmpuint (in[i].octets.len, ==, 1);
            g_assert_cmpuint ((in[i].octets.data[0] / 3) % 2, ==, a);
            g_assert_false (seen[in[i].octets.data[0]]);
            seen[in[i].octets.data[0]] = TRUE;
            n_seen++;
          }
      }

  wire_clear (&manager);
  wire_clear (&agents[0]);
  wire_clear (&agents[1]);
}

/* A port on @host where nobody listens: it was ours a moment ago. */
static gboolean
closed_port (const char   *host,
             TarnEndpoint *where)
{
  Wire wire;

  if (!wire_bind (&wire, host, where))
    return FALSE;
  wire_clear (&wire);
  return TRUE;
}

/* F-65: a refused datagram comes back with its target and octets, and neither sends
 * nor receives of others fail for it. */
static void
test_refused (gconstpointer data)
{
  Wire agent, manager;
  TarnEndpoint where, closed;
  TarnDatagram datagram;
  TarnBounce bounce;

  if (!closed_port (data, &closed) || !wire_bind (&agent, data, &where))
    return;
  wire_init (&manager, tarn_transport_udp_new ());
  for (guint i = 0; i < 20; i++)
    {
      wire_send (&manager, &closed, "nobody", 6);
      wire_send (&manager, &where, "there", 5);
      wire_receive (&agent, &datagram, 1);
      g_assert_cmpmem (datagram.octets.data, datagram.octets.len, "there", 5);
      wire_send (&agent, &datagram.peer, "yes", 3);
      wire_receive (&manager, &datagram, 1);
      g_assert_cmpmem (datagram.octets.data, datagram.octets.len, "yes", 3);
    }

  for (guint i = 0; i < 20; i++)
    {
      while (!manager.transport->klass->receive_bounce (manager.transport, &bounce))
        wire_wait (&manager);
      g_assert_cmpint (bounce.error, ==, ECONNREFUSED);
      g_assert_true (tarn_endpoint_equal (&bounce.peer, &closed));
      g_assert_cmpmem (bounce.octets.data, bounce.octets.len, "nobody", 6);
    }
  g_assert_false (manager.transport->klass->receive_bounce (manager.transport, &bounce));
  wire_clear (&manager);
  wire_clear (&agent);
}

static void
test_own_errors (void)
{
  g_autofree guint8 *octets = g_malloc0 (65508);
  TarnTransport *manager = tarn_transport_udp_new ();
  TarnDatagram datagrams[2] = { 0 };
  TarnEndpoint where = tarn_net_endpoint ("127.0.0.1", 9);
  int error = 0;

  /* The second is too large: the first has gone. */
  datagrams[0].peer = datagrams[1].peer = where;
  datagrams[0].octets = tarn_span (octets, 1);
  datagrams[1].octets = tarn_span (octets, 65508);
  g_assert_cmpuint (manager->klass->send (manager, datagrams, 2, &error), ==, 1);
  g_assert_cmpint (error, ==, EMSGSIZE);

  datagrams[0].peer.sa.sa_family = AF_UNIX;
  g_assert_cmpuint (manager->klass->send (manager, datagrams, 1, &error), ==, 0);
  g_assert_cmpint (error, ==, EAFNOSUPPORT);

  datagrams[0].peer = tarn_net_endpoint ("127.0.0.1", 0);
  g_assert_cmpuint (manager->klass->send (manager, datagrams, 1, &error), ==, 0);
  g_assert_cmpint (error, ==, EINVAL);
  manager->klass->close (manager);
}

static void
test_bind_errors (void)
{
  g_autoptr(GError) error = NULL;
  TarnEndpoint where;
  Wire agent;

  if (!wire_bind (&agent, "127.0.0.1", &where))
    return;
  g_assert_null (tarn_transport_udp_bind (&where, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE);
  g_assert_nonnull (strstr (error->message, "127.0.0.1:"));
  wire_clear (&agent);
}

/* No descriptor is left to programs that are run. */
static void
test_close_on_exec (void)
{
  Wire agent, manager;
  TarnEndpoint where;
  guint n_sockets = 0;

  if (!wire_bind (&agent, "127.0.0.1", &where))
    return;
  wire_init (&manager, tarn_transport_udp_new ());
  wire_send (&manager, &where, "?", 1);
  for (int fd = 3; fd < 256; fd++)
    {
      struct sockaddr_storage address;
      socklen_t size = sizeof address;

      if (getsockname (fd, (struct sockaddr *) &address, &size) != 0
          || address.ss_family != AF_INET)
        continue;
      n_sockets++;
      g_assert_cmpint (fcntl (fd, F_GETFD) & FD_CLOEXEC, !=, 0);
      g_assert_cmpint (fcntl (fd, F_GETFL) & O_NONBLOCK, !=, 0);
    }
  g_assert_cmpuint (n_sockets, ==, 2);
  wire_clear (&manager);
  wire_clear (&agent);
}

/* A source that outlives its transport is inert. */
static void
test_source_outlives (void)
{
  TarnTransport *manager = tarn_transport_udp_new ();
  TarnEndpoint where = tarn_net_endpoint ("127.0.0.1", 9);
  Wire wire;

  wire_init (&wire, manager);
  wire_send (&wire, &where, "?", 1);
  manager->klass->close (manager);
  wire.ready = FALSE;
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_false (wire.ready);
  g_source_destroy (wire.source);
  g_source_unref (wire.source);
}

/* F-72: what the system lost for want of room is counted, in both families; and how
 * long what is left has waited for us is known. */
static void
test_overrun (gconstpointer data)
{
  static const guint8 octets[1400] = { 0 };
  TarnDatagram datagrams[TARN_TRANSPORT_BATCH];
  TarnEndpoint where, back;
  Wire agent, manager;
  guint64 n_sent = 0, n_came = 0;
  gsize n;

  if (!wire_bind (&agent, data, &where))
    return;
  wire_init (&manager, tarn_transport_udp_new ());
  wire_send (&manager, &where, "?", 1);
  g_assert_cmpuint (wire_receive (&agent, datagrams, 1), ==, 1);
  back = datagrams[0].peer;
  g_assert_cmpuint (manager.transport->queue_octets, >, 0);
  g_assert_cmpuint (manager.transport->n_overrun, ==, 0);

  /* The count comes with the first datagram that finds room again. */
  for (; n_sent < manager.transport->queue_octets / sizeof octets + 100; n_sent++)
    wire_send (&agent, &back, octets, sizeof octets);
  g_usleep (20000);
  while ((n = manager.transport->klass->receive (manager.transport, datagrams,
                                                 G_N_ELEMENTS (datagrams))) > 0)
    {
      g_assert_cmpint (datagrams[0].waited_us, >=, 20000);
      n_came += n;
    }
  wire_send (&agent, &back, octets, sizeof octets);
  n_sent++;
  n_came += wire_receive (&manager, datagrams, 1);

  g_assert_cmpuint (n_came, <, n_sent);
  g_assert_cmpuint (manager.transport->n_overrun, ==, n_sent - n_came);
  wire_clear (&manager);
  wire_clear (&agent);
}

/* F-89: other ports, and what comes to them is heard. */
static void
test_refresh (void)
{
  TarnDatagram datagram;
  TarnEndpoint where, first;
  Wire agent, manager;

  if (!wire_bind (&agent, "127.0.0.1", &where))
    return;
  wire_init (&manager, tarn_transport_udp_new ());
  manager.transport->klass->refresh (manager.transport);   /* nothing there yet */
  wire_send (&manager, &where, "?", 1);
  g_assert_cmpuint (wire_receive (&agent, &datagram, 1), ==, 1);
  first = datagram.peer;

  manager.transport->klass->refresh (manager.transport);
  wire_send (&manager, &where, "?", 1);
  g_assert_cmpuint (wire_receive (&agent, &datagram, 1), ==, 1);
  g_assert_false (tarn_endpoint_equal (&first, &datagram.peer));
  wire_send (&agent, &datagram.peer, "!", 1);
  g_assert_cmpuint (wire_receive (&manager, &datagram, 1), ==, 1);

  /* An agent stays where it is. */
  agent.transport->klass->refresh (agent.transport);
  tarn_transport_udp_local (agent.transport, &first);
  g_assert_true (tarn_endpoint_equal (&first, &where));
  wire_clear (&manager);
  wire_clear (&agent);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/transport/round trip/IPv4", "127.0.0.1", test_round_trip);
  g_test_add_data_func ("/transport/round trip/IPv6", "::1", test_round_trip);
  g_test_add_func ("/transport/answers leave from where they were asked", test_local_address);
  g_test_add_func ("/transport/batches", test_batches);
  g_test_add_data_func ("/transport/refused/IPv4", "127.0.0.1", test_refused);
  g_test_add_data_func ("/transport/refused/IPv6", "::1", test_refused);
  g_test_add_data_func ("/transport/overrun/IPv4 (F-72)", "127.0.0.1", test_overrun);
  g_test_add_data_func ("/transport/overrun/IPv6 (F-72)", "::1", test_overrun);
  g_test_add_func ("/transport/fresh ports (F-89)", test_refresh);
  g_test_add_func ("/transport/errors of one's own", test_own_errors);
  g_test_add_func ("/transport/bind errors", test_bind_errors);
  g_test_add_func ("/transport/close on exec", test_close_on_exec);
  g_test_add_func ("/transport/source outlives transport", test_source_outlives);

  return g_test_run ();
}
