/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-agent-watch.h"

#include <arpa/inet.h>

#include "tarn-agent-test.h"

#define SECOND G_USEC_PER_SEC

static TarnEndpoint
endpoint (guint last,
          guint port)
{
  TarnEndpoint self = { 0 };

  self.in.sin_family = AF_INET;
  self.in.sin_addr.s_addr = htonl (0xc0000200 + last);   /* 192.0.2.x */
  self.in.sin_port = htons ((guint16) port);
  return self;
}

static void
feed (TarnAgentWatch *watch,
      guint           last,
      guint           port,
      TarnPduType     type,
      const char     *rows,
      gint64          now_us)
{
  TarnEndpoint peer = endpoint (last, port);
  g_autoptr(GBytes) request = tarn_agent_test_request (TARN_VERSION_2C, "public", type, 0, 10,
                                                       rows);
  gsize n;
  const guint8 *octets = g_bytes_get_data (request, &n);

  tarn_agent_watch_feed (watch, &peer, tarn_span (octets, n), tarn_span (NULL, 0), now_us);
}

static void
test_requests (void)
{
  g_autoptr(TarnAgentWatch) watch = tarn_agent_watch_new ();
  g_autoptr(TarnAgentStatus) status = NULL;
  const TarnAgentRequest *last;
  g_autofree char *oid = NULL;

  feed (watch, 1, 4000, TARN_PDU_GET, "1.3.6.1.2.1.1.1.0=05:", 1 * SECOND);
  feed (watch, 1, 4001, TARN_PDU_GET_BULK, "1.3.6.1.2.1.2=05: 1.3.6.1.2.1.4=05:", 2 * SECOND);
  feed (watch, 2, 4000, TARN_PDU_SET, "1.3.6.1.2.1.1.5.0=04:61", 3 * SECOND);

  status = tarn_agent_watch_dup_status (watch);
  g_assert_cmpuint (status->n_requests, ==, 3);
  g_assert_cmpuint (status->n_answers, ==, 0);
  g_assert_cmpuint (status->peers->len, ==, 2);
  g_assert_cmpstr (((TarnAgentPeer *) status->peers->pdata[0])->address, ==, "192.0.2.2");
  g_assert_cmpuint (((TarnAgentPeer *) status->peers->pdata[1])->n_requests, ==, 2);
  g_assert_cmpuint (status->recent->len, ==, 3);

  last = status->recent->pdata[0];
  oid = tarn_oid_to_string (last->oid);
  g_assert_cmpstr (last->operation, ==, "set");
  g_assert_cmpstr (last->peer, ==, "192.0.2.2:4000");
  g_assert_cmpstr (oid, ==, ".1.3.6.1.2.1.1.5.0");
  g_assert_cmpint (last->time_us, ==, 3 * SECOND);
  g_assert_false (last->answered);
  last = status->recent->pdata[1];
  g_assert_cmpstr (last->operation, ==, "get-bulk");
  g_assert_cmpuint (last->n_names, ==, 2);
}

/* A flood from many: what is kept stays small, and the last ones are what is kept. */
static void
test_bounds (void)
{
  g_autoptr(TarnAgentWatch) watch = tarn_agent_watch_new ();
  g_autoptr(TarnAgentStatus) status = NULL;
  const guint n = 3 * TARN_AGENT_WATCH_PEERS;

  for (guint i = 0; i < n; i++)
    feed (watch, i, 1024 + i, TARN_PDU_GET, "1.3.6=05:", SECOND + (gint64) i * 10);

  status = tarn_agent_watch_dup_status (watch);
  g_assert_cmpuint (status->n_requests, ==, n);
  g_assert_cmpuint (status->peers->len, ==, TARN_AGENT_WATCH_PEERS);
  g_assert_cmpstr (((TarnAgentPeer *) status->peers->pdata[0])->address, ==, "192.0.2.191");
  /* The first one, and the one that came a millisecond after it. */
  g_assert_cmpuint (status->recent->len, ==, 2);

  for (guint i = 0; i < 2 * TARN_AGENT_WATCH_RECENT; i++)
    feed (watch, 1, 161, TARN_PDU_GET, "1.3.6=05:", (i + 10) * SECOND);
  g_clear_pointer (&status, tarn_agent_status_free);
  status = tarn_agent_watch_dup_status (watch);
  g_assert_cmpuint (status->recent->len, ==, TARN_AGENT_WATCH_RECENT);
}

/* Octets from the network never reach an assertion. */
static void
test_rubbish (void)
{
  g_autoptr(TarnAgentWatch) watch = tarn_agent_watch_new ();
  g_autoptr(GBytes) request = tarn_agent_test_request (TARN_VERSION_1, "public", TARN_PDU_GET, 0,
                                                       0, "1.3.6.1.2.1.1.1.0=05:");
  g_autoptr(TarnAgentStatus) status = NULL;
  TarnEndpoint peer = endpoint (1, 161);
  gsize n;
  const guint8 *octets = g_bytes_get_data (request, &n);

  for (gsize cut = 0; cut < n; cut++)
    {
      g_autofree guint8 *prefix = g_memdup2 (octets, cut);

      tarn_agent_watch_feed (watch, &peer, tarn_span (prefix, cut), tarn_span (prefix, cut),
                             (gint64) cut * SECOND);
    }

  status = tarn_agent_watch_dup_status (watch);
  g_assert_cmpuint (status->n_requests, ==, n);
  for (guint i = 0; i < status->recent->len; i++)
    g_assert_cmpstr (((TarnAgentRequest *) status->recent->pdata[i])->operation, ==, NULL);
}

static void
test_copies (void)
{
  g_autoptr(TarnAgentWatch) watch = tarn_agent_watch_new ();
  g_autoptr(TarnAgentStatus) status = NULL;
  g_autoptr(TarnAgentStatus) copy = NULL;
  g_autoptr(TarnAgentPeer) peer = NULL;
  g_autoptr(TarnAgentRequest) request = NULL;

  feed (watch, 1, 4000, TARN_PDU_GET_NEXT, "1.3.6.1=05:", SECOND);
  status = tarn_agent_watch_dup_status (watch);
  copy = tarn_agent_status_copy (status);
  peer = tarn_agent_peer_copy (copy->peers->pdata[0]);
  request = tarn_agent_request_copy (copy->recent->pdata[0]);
  g_clear_pointer (&status, tarn_agent_status_free);
  g_clear_pointer (&copy, tarn_agent_status_free);
  g_assert_cmpstr (peer->address, ==, "192.0.2.1");
  g_assert_cmpstr (request->operation, ==, "get-next");
  g_assert_nonnull (request->oid);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/agent-watch/requests", test_requests);
  g_test_add_func ("/agent-watch/F-76: a flood stays small", test_bounds);
  g_test_add_func ("/agent-watch/rubbish", test_rubbish);
  g_test_add_func ("/agent-watch/copies", test_copies);
  return g_test_run ();
}
