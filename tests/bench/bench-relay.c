/* bench-relay.c
 *
 * A network between a manager and an agent of loopback, for scripts:
 *
 *   bench-relay --listen 127.0.0.1:1161 --to 127.0.0.1:161 --delay 20ms --loss 1%
 *
 * Prints "relaying 127.0.0.1:PORT" when it is ready, and what became of the datagrams
 * at SIGTERM or SIGINT.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-relay.h"

#include <glib-unix.h>
#include <stdio.h>
#include <stdlib.h>

static char *listen_text, *to_text, *delay_text, *jitter_text;
static char *loss_text, *duplicate_text, *reorder_text;
static gint64 rate, queue_octets = 65536, seed = 1;

static const GOptionEntry options[] = {
  { "listen", 0, 0, G_OPTION_ARG_STRING, &listen_text, "for managers; default 127.0.0.1:0",
    "ADDRESS:PORT" },
  { "to", 0, 0, G_OPTION_ARG_STRING, &to_text, "the agent", "ADDRESS:PORT" },
  { "delay", 0, 0, G_OPTION_ARG_STRING, &delay_text, "each way, such as 20ms", "TIME" },
  { "jitter", 0, 0, G_OPTION_ARG_STRING, &jitter_text, "up to so much more", "TIME" },
  { "loss", 0, 0, G_OPTION_ARG_STRING, &loss_text, "each way, such as 1%", "N%" },
  { "duplicate", 0, 0, G_OPTION_ARG_STRING, &duplicate_text, "each way", "N%" },
  { "reorder", 0, 0, G_OPTION_ARG_STRING, &reorder_text, "each way", "N%" },
  { "rate", 0, 0, G_OPTION_ARG_INT64, &rate, "octets in a second, each way", "N" },
  { "queue", 0, 0, G_OPTION_ARG_INT64, &queue_octets, "octets that wait for the rate", "N" },
  { "seed", 0, 0, G_OPTION_ARG_INT64, &seed, "default 1", "N" },
  { NULL },
};

static void
fail (const char *what,
      const char *text)
{
  fprintf (stderr, "bench-relay: %s: %s\n", what, text != NULL ? text : "missing");
  exit (2);
}

static gint64
parse_time (const char *text)
{
  static const struct { const char *unit; double us; } units[] = {
    { "us", 1 }, { "ms", 1000 }, { "s", G_USEC_PER_SEC },
  };
  char *end;
  double number;

  if (text == NULL)
    return 0;

  number = g_ascii_strtod (text, &end);
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (end != text && strcmp (end, units[i].unit) == 0 && number >= 0 && number <= 3600)
      return (gint64) (number * units[i].us + 0.5);

  fail ("a time such as 20ms is needed", text);
  return 0;
}

static double
parse_share (const char *text)
{
  char *end;
  double number;

  if (text == NULL)
    return 0;

  number = g_ascii_strtod (text, &end);
  if (end == text || strcmp (end, "%") != 0 || !(number >= 0 && number <= 100))
    fail ("a percentage such as 1% is needed", text);

  return number / 100;
}

static GInetSocketAddress *
parse_address (const char *text)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GSocketConnectable) place = g_network_address_parse (text, 161, &error);
  GSocketAddress *address = NULL;

  if (place != NULL)
    address = g_inet_socket_address_new_from_string
      (g_network_address_get_hostname (G_NETWORK_ADDRESS (place)),
       g_network_address_get_port (G_NETWORK_ADDRESS (place)));
  if (address == NULL)
    fail ("an address and a port are needed", text);

  return G_INET_SOCKET_ADDRESS (address);
}

static gboolean
quit_cb (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_CONTINUE;
}

static void
print_count (TarnRelay    *relay,
             TarnRelayWay  way,
             const char   *name)
{
  const TarnRelayCount *count = tarn_relay_get_count (relay, way);

  printf ("%s: received %" G_GUINT64_FORMAT ", sent %" G_GUINT64_FORMAT ", lost %"
          G_GUINT64_FORMAT ", overflowed %" G_GUINT64_FORMAT ", duplicated %" G_GUINT64_FORMAT
          ", reordered %" G_GUINT64_FORMAT "\n", name, count->n_received, count->n_sent,
          count->n_lost, count->n_overflowed, count->n_duplicated, count->n_reordered);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(GOptionContext) context = g_option_context_new ("- a bad network");
  g_autoptr(GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr(GInetSocketAddress) at = NULL;
  g_autoptr(GInetSocketAddress) agent = NULL;
  g_autoptr(TarnRelay) relay = NULL;
  g_autoptr(GSource) source = NULL;
  g_autofree char *address = NULL;
  g_autoptr(GError) error = NULL;
  TarnRelayLine line;

  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    fail ("options", error->message);
  if (argc > 1)
    fail ("not an option", argv[1]);
  if (to_text == NULL)
    fail ("--to", NULL);
  if (rate < 0 || queue_octets < 0)
    fail ("--rate and --queue", "a negative number");

  line = (TarnRelayLine) {
    .delay_us = parse_time (delay_text),
    .jitter_us = parse_time (jitter_text),
    .loss = parse_share (loss_text),
    .duplicate = parse_share (duplicate_text),
    .reorder = parse_share (reorder_text),
    .rate = rate,
    .queue = queue_octets,
  };
  at = parse_address (listen_text != NULL ? listen_text : "127.0.0.1:0");
  agent = parse_address (to_text);
  relay = tarn_relay_new (&line, &line, (guint32) seed);
  source = tarn_relay_source_new (relay, at, agent, &error);
  if (source == NULL)
    fail ("--listen", error->message);

  g_source_attach (source, NULL);
  g_unix_signal_add (SIGTERM, quit_cb, loop);
  g_unix_signal_add (SIGINT, quit_cb, loop);
  address = tarn_relay_source_dup_address (source);
  printf ("relaying %s\n", address);
  fflush (stdout);
  g_main_loop_run (loop);

  print_count (relay, TARN_RELAY_TO_AGENT, "to the agent");
  print_count (relay, TARN_RELAY_TO_MANAGER, "to the manager");
  g_source_destroy (source);
  return 0;
}
