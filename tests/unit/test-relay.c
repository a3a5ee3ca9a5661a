/* test-relay.c
 *
 * The network that tests and benchmarks put between a manager and an agent.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-relay.h"
#include "tarn-test.h"

#define N 10000

static const TarnRelayLine plain = { 0 };

/* Feeds datagrams "0", "1", … of @len octets, one each @gap_us from @from_us on. */
static void
feed (TarnRelay    *relay,
      TarnRelayWay  way,
      guint         n,
      gsize         len,
      gint64        from_us,
      gint64        gap_us)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree guint8 *octets = g_malloc0 (len);

      g_assert_cmpuint (len, >=, sizeof i);
      memcpy (octets, &i, sizeof i);
      tarn_relay_feed (relay, way, i, tarn_span (octets, len), from_us + i * gap_us);
    }
}

/* Takes all there is; @delays of gint64 in the order of arrival, since each was fed;
 * returns a number that tells this story from others. */
static guint64
drain (TarnRelay    *relay,
       TarnRelayWay  way,
       gint64        from_us,
       gint64        gap_us,
       GArray       *delays,
       guint        *n_overtaken)
{
  TarnRelayDatagram *datagram;
  guint64 story = 0;
  guint highest = 0;
  gint64 last_us = 0;

  *n_overtaken = 0;
  while ((datagram = tarn_relay_take (relay, G_MAXINT64)) != NULL)
    {
      guint i;
      gint64 delay_us;

      memcpy (&i, g_bytes_get_data (datagram->octets, NULL), sizeof i);
      delay_us = datagram->due_us - from_us - i * gap_us;
      g_array_append_val (delays, delay_us);
      g_assert_cmpuint (datagram->peer, ==, i);
      g_assert_cmpint (datagram->way, ==, way);
      g_assert_cmpint (datagram->due_us, >=, last_us);
      last_us = datagram->due_us;
      *n_overtaken += i < highest;
      highest = MAX (highest, i);
      story = story * 31 + i * 7 + (guint64) datagram->due_us;
      tarn_relay_datagram_free (datagram);
    }
  g_assert_cmpint (tarn_relay_due_us (relay), ==, -1);

  return story;
}

typedef struct
{
  const char   *sentence;
  TarnRelayLine line;
  guint         least, most;          /* datagrams that arrive */
  gint64        least_us, most_us;    /* what they take        */
  guint         overtaken_least, overtaken_most;
} Case;

/* One datagram each millisecond; what comes by chance within five deviations. */
static const Case cases[] = {
  { "a plain line", { 0 }, N, N, 0, 0, 0, 0 },
  { "delay", { .delay_us = 20000 }, N, N, 20000, 20000, 0, 0 },
  { "jitter overtakes", { .delay_us = 20000, .jitter_us = 5000 }, N, N, 20000, 25000, 1000, N },
  { "jitter below the gap does not", { .jitter_us = 900 }, N, N, 0, 900, 0, 0 },
  { "loss", { .loss = 0.2 }, 7800, 8200, 0, 0, 0, 0 },
  { "all is lost", { .loss = 1 }, 0, 0, 0, 0, 0, 0 },
  { "duplicates", { .duplicate = 0.2 }, 11800, 12200, 0, 0, 0, 0 },
  { "reordered ones take longer", { .delay_us = 5000, .reorder = 0.1 }, N, N, 5000, 11000,
    850, 1150 },
  { "a rate above what comes", { .rate = 100000, .queue = 200 }, N, N, 1000, 1000, 0, 0 },
  { "a rate of half: every second one does not fit", { .rate = 50000, .queue = 200 },
    4990, 5010, 2000, 4000, 0, 0 },
};

static void
test_case (gconstpointer data)
{
  const Case *c = data;

  for (guint way = 0; way < 2; way++)
    {
      const TarnRelayLine *lines[2] = { &plain, &plain };
      g_autoptr(GArray) delays = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_autoptr(TarnRelay) relay = NULL;
      const TarnRelayCount *count;
      guint n_overtaken;

      lines[way] = &c->line;
      relay = tarn_relay_new (lines[0], lines[1], 1);
      feed (relay, way, N, 100, G_USEC_PER_SEC, 1000);
      drain (relay, way, G_USEC_PER_SEC, 1000, delays, &n_overtaken);

      g_assert_cmpuint (delays->len, >=, c->least);
      g_assert_cmpuint (delays->len, <=, c->most);
      g_assert_cmpuint (n_overtaken, >=, c->overtaken_least);
      g_assert_cmpuint (n_overtaken, <=, c->overtaken_most);
      for (guint i = 0; i < delays->len; i++)
        {
          g_assert_cmpint (g_array_index (delays, gint64, i), >=, c->least_us);
          g_assert_cmpint (g_array_index (delays, gint64, i), <=, c->most_us);
        }

      count = tarn_relay_get_count (relay, way);
      g_assert_cmpuint (count->n_received, ==, N);
      g_assert_cmpuint (count->n_sent, ==, delays->len);
      g_assert_cmpuint (count->n_received + count->n_duplicated, ==,
                        count->n_sent + count->n_lost + count->n_overflowed);
      g_assert_cmpuint (tarn_relay_get_count (relay, 1 - way)->n_received, ==, 0);
    }
}

static const TarnRelayLine rough = {
  .delay_us = 20000, .jitter_us = 5000, .loss = 0.05, .duplicate = 0.02, .reorder = 0.01,
  .rate = 1000000, .queue = 20000,
};

static guint64
tell (guint32              seed,
      const TarnRelayLine *line,
      guint               *n)
{
  g_autoptr(GArray) delays = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(TarnRelay) relay = tarn_relay_new (line, &plain, seed);
  guint n_overtaken;
  guint64 story;

  feed (relay, TARN_RELAY_TO_AGENT, N, 200, G_USEC_PER_SEC, 150);
  story = drain (relay, TARN_RELAY_TO_AGENT, G_USEC_PER_SEC, 150, delays, &n_overtaken);
  *n = delays->len;
  return story;
}

/* A seed tells the same story each time, and another seed another one. */
static void
test_seed (void)
{
  guint n, again;

  g_assert_cmpuint (tell (1, &rough, &n), ==, tell (1, &rough, &again));
  g_assert_cmpuint (n, ==, again);
  g_assert_cmpuint (tell (1, &rough, &n), !=, tell (2, &rough, &again));
}

/* A burst waits in the queue, one behind the other, as long as there is room. */
static void
test_burst (void)
{
  const TarnRelayLine line = { .rate = 1000000, .queue = 1000, .delay_us = 10000 };
  g_autoptr(GArray) delays = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(TarnRelay) relay = tarn_relay_new (&plain, &line, 1);
  guint n_overtaken;

  feed (relay, TARN_RELAY_TO_MANAGER, 50, 100, G_USEC_PER_SEC, 0);
  g_assert_cmpint (tarn_relay_due_us (relay), ==, G_USEC_PER_SEC + 10100);
  g_assert_null (tarn_relay_take (relay, G_USEC_PER_SEC + 10099));
  drain (relay, TARN_RELAY_TO_MANAGER, G_USEC_PER_SEC, 0, delays, &n_overtaken);

  g_assert_cmpuint (delays->len, ==, 10);
  for (guint i = 0; i < delays->len; i++)
    g_assert_cmpint (g_array_index (delays, gint64, i), ==, 10000 + (i + 1) * 100);
  g_assert_cmpuint (tarn_relay_get_count (relay, TARN_RELAY_TO_MANAGER)->n_overflowed, ==, 40);
}

static GSocket *
bound_socket (void)
{
  g_autoptr(GInetAddress) host = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr(GSocketAddress) address = g_inet_socket_address_new (host, 0);
  GSocket *socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_DATAGRAM,
                                  G_SOCKET_PROTOCOL_UDP, NULL);

  g_assert_true (g_socket_bind (socket, address, FALSE, NULL));
  g_socket_set_blocking (socket, FALSE);
  return socket;
}

/* Goes on until @socket has something; returns from whom, and what in @text. */
static GSocketAddress *
receive (GSocket *socket,
         char    *text)
{
  GSocketAddress *from = NULL;
  gssize n;

  while ((n = g_socket_receive_from (socket, &from, text, 15, NULL, NULL)) < 0)
    g_main_context_iteration (NULL, TRUE);

  text[n] = '\0';
  return from;
}

/* Two managers and an agent on loopback; each gets its own answers, and late. */
static void
test_sockets (void)
{
  const TarnRelayLine line = { .delay_us = 20000 };
  g_autoptr(TarnRelay) relay = tarn_relay_new (&line, &line, 1);
  g_autoptr(GInetAddress) host = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr(GSocketAddress) listen = g_inet_socket_address_new (host, 0);
  g_autoptr(GSocket) agent = bound_socket ();
  g_autoptr(GSocketAddress) at = g_socket_get_local_address (agent, NULL);
  g_autoptr(GSocketAddress) front = NULL;
  g_autoptr(GSource) source = NULL;
  g_autofree char *address = NULL;
  g_autoptr(GError) error = NULL;
  GSocket *managers[] = { bound_socket (), bound_socket () };
  char text[16];

  source = tarn_relay_source_new (relay, G_INET_SOCKET_ADDRESS (listen),
                                  G_INET_SOCKET_ADDRESS (at), &error);
  g_assert_no_error (error);
  g_source_attach (source, NULL);
  address = tarn_relay_source_dup_address (source);
  front = g_inet_socket_address_new (host, (guint16) atoi (strrchr (address, ':') + 1));

  for (guint i = 0; i < 6; i++)
    {
      g_autofree char *question = g_strdup_printf ("question %u", i);
      g_autoptr(GSocketAddress) from = NULL;
      g_autoptr(GSocketAddress) back = NULL;
      gint64 start_us = g_get_monotonic_time ();

      g_assert_cmpint (g_socket_send_to (managers[i % 2], front, question, strlen (question),
                                         NULL, NULL), >, 0);
      from = receive (agent, text);
      g_assert_cmpstr (text, ==, question);
      g_assert_cmpint (g_get_monotonic_time () - start_us, >=, 20000);
      g_assert_cmpint (g_socket_send_to (agent, from, text + 9, 1, NULL, NULL), ==, 1);
      back = receive (managers[i % 2], text);
      g_assert_cmpstr (text, ==, question + 9);
      g_assert_cmpint (g_get_monotonic_time () - start_us, >=, 40000);
    }

  g_assert_cmpuint (tarn_relay_get_count (relay, TARN_RELAY_TO_AGENT)->n_sent, ==, 6);
  g_assert_cmpuint (tarn_relay_get_count (relay, TARN_RELAY_TO_MANAGER)->n_sent, ==, 6);
  g_source_destroy (source);
  g_object_unref (managers[0]);
  g_object_unref (managers[1]);
}

/* It is for tests: nothing leaves the computer through it. */
static void
test_loopback_only (void)
{
  g_autoptr(TarnRelay) relay = tarn_relay_new (&plain, &plain, 1);
  g_autoptr(GSocketAddress) here = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr(GSocketAddress) there = g_inet_socket_address_new_from_string ("192.0.2.1", 161);
  g_autoptr(GError) error = NULL;

  g_assert_null (tarn_relay_source_new (relay, G_INET_SOCKET_ADDRESS (here),
                                        G_INET_SOCKET_ADDRESS (there), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/relay/%s", cases[i].sentence);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/relay/seed", test_seed);
  g_test_add_func ("/relay/burst", test_burst);
  g_test_add_func ("/relay/sockets", test_sockets);
  g_test_add_func ("/relay/loopback-only", test_loopback_only);

  return g_test_run ();
}
