/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The machine alone: time and datagrams by hand.
 */
#include <errno.h>
#include <string.h>

#include "tarn-scan-machine-fixture.h"
#include "tarn-test-malloc.h"

/* 100,000 targets at once take a bounded place each, and none of them an allocation of
 * its own. */
static void
test_many (ScanMachineFixture *f,
           gconstpointer       data)
{
  const guint n_targets = 100000;
  TarnDatagram sent[TARN_TRANSPORT_BATCH];
  guint64 n_allocations;
  guint n_sent = 0, n_added = 0;
  gint64 now_us = SECOND;
  gsize octets;

  /* So that nobody has timed out before all are there. */
  f->machine.timeout_us = 3600 * SECOND;
  n_allocations = tarn_test_n_allocations ();
  while (n_added < n_targets)
    {
      while (n_added < n_targets && tarn_scan_machine_wants (&f->machine))
        scan_machine_add (f, n_added++);
      n_sent += scan_machine_send_all (f, now_us, sent);
      now_us += 1000;
      while (tarn_scan_machine_expire (&f->machine, now_us))
        ;
    }
  n_sent += scan_machine_send_all (f, now_us + SECOND, sent);

  n_allocations = tarn_test_n_allocations () - n_allocations;
  octets = f->machine.n_allocated * sizeof (TarnScanSlot)
           + ((gsize) f->machine.requests.mask + 1) * sizeof (TarnRequestId)
           + f->machine.deadlines.n_allocated * sizeof (TarnDeadline)
           + f->machine.deadlines.n_places * sizeof (guint32);
  g_test_message ("%" G_GUINT64_FORMAT " allocations, %" G_GSIZE_FORMAT " octets each",
                  n_allocations, octets / n_targets);
  g_assert_cmpuint (n_sent, ==, n_targets);
  g_assert_cmpuint (f->machine.n_used, ==, n_targets);
  g_assert_cmpuint (n_allocations, <, 200);
  g_assert_cmpuint (octets / n_targets, <=, 256);

  while (tarn_scan_machine_stop (&f->machine))
    ;
  g_assert_cmpuint (f->outcomes[TARN_SCAN_STOPPED], ==, n_targets);
}

/* After the first few nothing is allocated for a device that answers as it should. */
static void
test_steady_state (ScanMachineFixture *f,
                   gconstpointer       data)
{
  TarnDatagram sent[TARN_TRANSPORT_BATCH];
  guint64 n_allocations = 0;
  guint8 answer[256];

  for (guint i = 0; i < 20000; i++)
    {
      TarnDatagram reply;

      scan_machine_add (f, i);
      g_assert_cmpuint (scan_machine_send_all (f, SECOND + i, sent), ==, 1);
      memcpy (answer, sent[0].octets.data, sent[0].octets.len);
      answer[13] = TARN_PDU_RESPONSE;
      reply = (TarnDatagram) { .peer = scan_machine_endpoint (i),
                               .octets = tarn_span (answer, sent[0].octets.len) };
      tarn_scan_machine_feed (&f->machine, &reply, SECOND + i + 10);
      if (i == 1000)
        n_allocations = tarn_test_n_allocations ();
    }
  g_assert_cmpuint (f->outcomes[TARN_SCAN_ANSWERED], ==, 20000);
  g_assert_cmpuint (f->n_rows, ==, 20000);
  g_assert_cmpuint (tarn_test_n_allocations () - n_allocations, <, 10);
}

/* P-MGR-02 … P-MGR-04: an answer with the id of one target does nothing for another one,
 * whatever else it has right. */
static void
test_ids (ScanMachineFixture *f,
          gconstpointer       data)
{
  TarnDatagram sent[TARN_TRANSPORT_BATCH];
  GBytes *answers[32];
  guint n;

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    scan_machine_add (f, i);
  n = tarn_scan_machine_next (&f->machine, SECOND, sent, TARN_TRANSPORT_BATCH);
  g_assert_cmpuint (n, ==, G_N_ELEMENTS (answers));
  for (guint i = 0; i < n; i++)
    answers[i] = scan_machine_make_answer (&sent[i]);
  tarn_scan_machine_sent (&f->machine, n, 0, SECOND);

  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < n; j++)
      {
        TarnEndpoint peer = scan_machine_endpoint (j);

        if (i != j)
          scan_machine_feed (f, &peer, answers[i], SECOND);
      }
  g_assert_cmpuint (f->n_ends, ==, 0);
  g_assert_cmpuint (f->machine.counts.n_foreign, ==, n * (n - 1));

  for (guint i = n; i-- > 0;)
    {
      TarnEndpoint peer = scan_machine_endpoint (i);

      scan_machine_feed (f, &peer, answers[i], SECOND);
      g_assert_cmpuint (f->last, ==, i);
      scan_machine_feed (f, &peer, answers[i], SECOND);
      g_bytes_unref (answers[i]);
    }
  g_assert_cmpuint (f->outcomes[TARN_SCAN_ANSWERED], ==, n);
  g_assert_cmpuint (f->machine.counts.n_late, ==, n);
}

/* P-MGR-06, F-16: the answer to the first try will do while the second is under way, or
 * about to be. */
static void
test_late_answer (ScanMachineFixture *f,
                  gconstpointer       data)
{
  TarnDatagram sent[TARN_TRANSPORT_BATCH];
  TarnEndpoint peer = scan_machine_endpoint (0);
  g_autoptr(GBytes) first = NULL;
  gint64 now_us = SECOND;

  scan_machine_add (f, 0);
  g_assert_cmpuint (tarn_scan_machine_next (&f->machine, now_us, sent, 1), ==, 1);
  first = scan_machine_make_answer (&sent[0]);
  tarn_scan_machine_sent (&f->machine, 1, 0, now_us);

  now_us += 2 * SECOND;
  while (tarn_scan_machine_expire (&f->machine, now_us))
    ;
  while (tarn_scan_machine_expire (&f->machine, now_us + 2 * SECOND))
    ;
  g_assert_cmpint (tarn_scan_machine_wake_us (&f->machine, now_us), ==, 0);
  scan_machine_feed (f, &peer, first, now_us);
  g_assert_cmpuint (f->outcomes[TARN_SCAN_ANSWERED], ==, 1);

  /* What stands in line for it is passed over. */
  g_assert_cmpuint (scan_machine_send_all (f, now_us, sent), ==, 0);
  g_assert_cmpint (tarn_scan_machine_wake_us (&f->machine, now_us), ==, G_MAXINT64);
}

/* Asks for so many names, some 90 in each request. */
static void
ask_for (ScanMachineFixture *f,
         guint               n_names)
{
  tarn_scan_question_clear (&f->machine.question);
  tarn_scan_question_init (&f->machine.question);
  for (guint i = 0; i < n_names; i++)
    {
      g_autofree char *text = g_strdup_printf ("1.3.6.1.2.1.1.5.%u", i);
      g_autoptr(TarnOid) name = tarn_test_oid (text);

      tarn_scan_question_add_name (&f->machine.question, name);
    }
  tarn_scan_question_settle (&f->machine.question);
}

/* Lets the time pass until something is due; FALSE: nothing ever is. */
static gboolean
pass_time (ScanMachineFixture *f,
           gint64             *now_us)
{
  gint64 wake_us = tarn_scan_machine_wake_us (&f->machine, *now_us);

  if (wake_us == G_MAXINT64)
    return FALSE;

  *now_us = MAX (*now_us, wake_us);
  while (tarn_scan_machine_expire (&f->machine, *now_us))
    ;
  return TRUE;
}

/* F-15, F-16: an agent that answers a request when the next one comes.  What we waited is
 * not its round trip, so that we do not wait longer each time. */
static void
test_one_behind (ScanMachineFixture *f,
                 gconstpointer       data)
{
  TarnDatagram sent[TARN_TRANSPORT_BATCH];
  TarnEndpoint peer = scan_machine_endpoint (0);
  g_autoptr(GBytes) held = NULL;
  gint64 now_us = SECOND;

  ask_for (f, 1500);
  scan_machine_add (f, 0);
  while (f->n_ends == 0)
    {
      g_autoptr(GBytes) answer = NULL;

      if (tarn_scan_machine_next (&f->machine, now_us, sent, 1) == 0)
        {
          g_assert_true (pass_time (f, &now_us));
          continue;
        }
      answer = scan_machine_make_answer (&sent[0]);
      tarn_scan_machine_sent (&f->machine, 1, 0, now_us);
      if (held != NULL)
        scan_machine_feed (f, &peer, held, now_us + 100);
      g_clear_pointer (&held, g_bytes_unref);
      held = g_steal_pointer (&answer);
    }

  g_assert_cmpuint (f->outcomes[TARN_SCAN_ANSWERED], ==, 1);
  g_assert_cmpuint (f->n_rows, ==, 1500);
  g_assert_cmpint (now_us, <, 12 * SECOND);   /* 17 answers */
}

/* F-16: a device that answers every eighth try only does not hold up the scan for
 * minutes; what it had no time for is told to be missing. */
static void
test_vain (ScanMachineFixture *f,
           gconstpointer       data)
{
  TarnDatagram sent[TARN_TRANSPORT_BATCH];
  TarnEndpoint peer = scan_machine_endpoint (0);
  gint64 now_us = SECOND;
  guint n_sent = 0;

  ask_for (f, 1500);
  scan_machine_add (f, 0);
  while (f->n_ends == 0)
    {
      g_autoptr(GBytes) answer = NULL;

      if (tarn_scan_machine_next (&f->machine, now_us, sent, 1) == 0)
        {
          g_assert_true (pass_time (f, &now_us));
          continue;
        }
      answer = scan_machine_make_answer (&sent[0]);
      tarn_scan_machine_sent (&f->machine, 1, 0, now_us);
      if (n_sent++ % 8 == 0)
        scan_machine_feed (f, &peer, answer, now_us + 100);
    }

  g_assert_cmpuint (f->outcomes[TARN_SCAN_INCOMPLETE], ==, 1);
  g_assert_cmpuint (f->n_rows, >, 0);
  g_assert_cmpuint (f->n_rows + f->last_missing, ==, 1500);
  g_assert_cmpint (now_us, >, 30 * SECOND);
  g_assert_cmpint (now_us, <, 80 * SECOND);
}

/* F-74: where tokens are short, devices that were begun are finished first, and yet no
 * token is left to rot. */
static void
test_few_tokens (ScanMachineFixture *f,
                 gconstpointer       data)
{
  TarnDatagram sent[TARN_TRANSPORT_BATCH];
  gint64 now_us = SECOND;
  guint n_added = 0, n_sent = 0;

  ask_for (f, 150);
  f->machine.pace.rate = 10;
  f->machine.rate_always = TRUE;
  while (now_us < 11 * SECOND)
    {
      g_autoptr(GBytes) answer = NULL;
      TarnEndpoint peer;

      while (tarn_scan_machine_wants (&f->machine))
        scan_machine_add (f, n_added++);
      if (tarn_scan_machine_next (&f->machine, now_us, sent, 1) == 0)
        {
          g_assert_true (pass_time (f, &now_us));
          continue;
        }
      n_sent++;
      answer = scan_machine_make_answer (&sent[0]);
      peer = sent[0].peer;
      tarn_scan_machine_sent (&f->machine, 1, 0, now_us);
      scan_machine_feed (f, &peer, answer, now_us + 100);
    }

  g_assert_cmpuint (n_sent, >=, 99);
  g_assert_cmpuint (f->outcomes[TARN_SCAN_ANSWERED], >=, 45);   /* two requests each */
  g_assert_cmpuint (f->outcomes[TARN_SCAN_ANSWERED], <=, 50);
  g_assert_cmpuint (n_added, <=, f->outcomes[TARN_SCAN_ANSWERED] + 4);
}

static void
expire_all (ScanMachineFixture *f,
            gint64              now_us)
{
  while (tarn_scan_machine_expire (&f->machine, now_us))
    ;
}

/* F-14: silent at one address, a device is asked at the next; what then comes late from
 * the first one will do, and it stays there. */
static void
test_several_addresses (ScanMachineFixture *f,
                        gconstpointer       data)
{
  const TarnEndpoint places[] = { scan_machine_endpoint (1), scan_machine_endpoint (2), scan_machine_endpoint (3) };
  TarnDatagram sent[TARN_TRANSPORT_BATCH];
  g_autoptr(GBytes) first = NULL;
  gint64 now_us = SECOND;

  tarn_scan_machine_add (&f->machine, places, G_N_ELEMENTS (places), 7);
  for (guint i = 0; i < 2 * TARN_SCAN_TRIES; i++)
    {
      g_assert_cmpuint (scan_machine_send_all (f, now_us, sent), ==, 1);
      g_assert_true (tarn_endpoint_equal (&sent[0].peer, &places[i / TARN_SCAN_TRIES]));
      if (i == 0)
        first = scan_machine_make_answer (&sent[0]);
      expire_all (f, now_us + 2 * SECOND);
      now_us += 4 * SECOND;
      expire_all (f, now_us);
    }

  g_assert_cmpuint (scan_machine_send_all (f, now_us, sent), ==, 1);
  g_assert_true (tarn_endpoint_equal (&sent[0].peer, &places[2]));
  scan_machine_feed (f, &(TarnEndpoint) { .in = { .sin_family = AF_INET } }, first, now_us);
  g_assert_cmpuint (f->n_ends, ==, 0);
  scan_machine_feed (f, &places[0], first, now_us);
  g_assert_cmpuint (f->outcomes[TARN_SCAN_ANSWERED], ==, 1);
  g_assert_cmpuint (f->last, ==, 7);

  /* All of them silent: that ends, too. */
  tarn_scan_machine_add (&f->machine, places, G_N_ELEMENTS (places), 8);
  for (guint i = 0; i < 3 * TARN_SCAN_TRIES; i++)
    {
      g_assert_cmpuint (scan_machine_send_all (f, now_us, sent), ==, 1);
      expire_all (f, now_us + 2 * SECOND);
      now_us += 4 * SECOND;
      expire_all (f, now_us);
    }
  g_assert_cmpuint (f->outcomes[TARN_SCAN_SILENT], ==, 1);
  g_assert_cmpuint (f->machine.n_used, ==, 0);
}

/* F-65: what comes back is about the target and the try that it names, and nobody else. */
static void
test_foreign_bounces (ScanMachineFixture *f,
                      gconstpointer       data)
{
  TarnDatagram sent[TARN_TRANSPORT_BATCH];
  TarnBounce bounce = { .error = ECONNREFUSED };
  g_autoptr(GBytes) request = NULL;
  guint n;

  scan_machine_add (f, 0);
  scan_machine_add (f, 1);
  n = tarn_scan_machine_next (&f->machine, SECOND, sent, TARN_TRANSPORT_BATCH);
  g_assert_cmpuint (n, ==, 2);
  request = g_bytes_new (sent[0].octets.data, sent[0].octets.len);
  tarn_scan_machine_sent (&f->machine, n, 0, SECOND);

  /* The id of one with the address of the other. */
  bounce.octets = tarn_test_span (request);
  bounce.peer = scan_machine_endpoint (1);
  for (guint i = 0; i < 5; i++)
    tarn_scan_machine_feed_bounce (&f->machine, &bounce, SECOND);
  g_assert_cmpuint (f->machine.slots[0].n_refused, ==, 0);
  g_assert_cmpuint (f->machine.slots[1].n_refused, ==, 0);

  /* Cut in front of the id, and a try that is its own news twice. */
  bounce.peer = scan_machine_endpoint (0);
  for (gsize len = 0; len < 19; len++)
    {
      g_autofree guint8 *cut = g_memdup2 (tarn_test_span (request).data, MAX (len, 1));

      bounce.octets = tarn_span (cut, len);
      tarn_scan_machine_feed_bounce (&f->machine, &bounce, SECOND);
    }
  g_assert_cmpuint (f->machine.slots[0].n_refused, ==, 0);
  bounce.octets = tarn_test_span (request);
  tarn_scan_machine_feed_bounce (&f->machine, &bounce, SECOND);
  tarn_scan_machine_feed_bounce (&f->machine, &bounce, SECOND);
  g_assert_cmpuint (f->machine.slots[0].n_refused, ==, 1);
  g_assert_cmpuint (f->n_ends, ==, 0);
}

static void
feed_prefix (TarnSpan prefix,
             gpointer data)
{
  ScanMachineFixture *f = data;
  TarnDatagram datagram = { .peer = scan_machine_endpoint (0), .octets = prefix };

  tarn_scan_machine_feed (&f->machine, &datagram, SECOND);
  g_assert_cmpuint (f->n_ends, ==, 0);
}

/* P-MGR-04: nothing that is cut ends, fails or extends a request. */
static void
test_prefixes (ScanMachineFixture *f,
               gconstpointer       data)
{
  TarnDatagram sent[TARN_TRANSPORT_BATCH];
  TarnEndpoint peer = scan_machine_endpoint (0);
  g_autoptr(GBytes) answer = NULL;

  scan_machine_add (f, 0);
  g_assert_cmpuint (tarn_scan_machine_next (&f->machine, SECOND, sent, 1), ==, 1);
  answer = scan_machine_make_answer (&sent[0]);
  tarn_scan_machine_sent (&f->machine, 1, 0, SECOND);
  tarn_test_each_prefix (tarn_test_span (answer), feed_prefix, f);
  scan_machine_feed (f, &peer, answer, SECOND);
  g_assert_cmpuint (f->outcomes[TARN_SCAN_ANSWERED], ==, 1);
}

/* F-72: however many were lost, a burst halves the window, and fewer are under way. */
static void
test_overruns (ScanMachineFixture *f,
               gconstpointer       data)
{
  TarnDatagram sent[TARN_TRANSPORT_BATCH];
  guint window = tarn_scan_pace_get_window (&f->machine.pace);

  for (guint i = 0; i < 10; i++)
    tarn_scan_machine_feed_overrun (&f->machine, 100, SECOND + i);
  g_assert_cmpuint (f->machine.counts.n_overruns, ==, 1000);
  g_assert_cmpuint (tarn_scan_pace_get_window (&f->machine.pace), ==, window / 2);

  for (guint i = 0; i < 200; i++)
    scan_machine_add (f, i);
  g_assert_cmpuint (scan_machine_send_all (f, SECOND, sent), ==, window / 2);
  g_assert_false (tarn_scan_machine_wants (&f->machine));

  /* Those that did not answer in time make room, but the window stays. */
  while (tarn_scan_machine_expire (&f->machine, SECOND + 300 * 1000))
    ;
  g_assert_cmpuint (scan_machine_send_all (f, SECOND + 300 * 1000, sent), >, 0);
}

/* Half of a batch that did not leave is sent later, with the same ids. */
static void
test_half_a_batch (ScanMachineFixture *f,
                   gconstpointer       data)
{
  TarnDatagram sent[TARN_TRANSPORT_BATCH];
  g_autoptr(GBytes) left = NULL;
  guint n;

  for (guint i = 0; i < 8; i++)
    scan_machine_add (f, i);
  n = tarn_scan_machine_next (&f->machine, SECOND, sent, TARN_TRANSPORT_BATCH);
  g_assert_cmpuint (n, ==, 8);
  left = g_bytes_new (sent[3].octets.data, sent[3].octets.len);
  tarn_scan_machine_sent (&f->machine, 3, EAGAIN, SECOND);
  g_assert_cmpuint (f->machine.counts.n_sent, ==, 3);
  g_assert_cmpuint (tarn_scan_machine_next (&f->machine, SECOND, sent, 8), ==, 0);
  g_assert_cmpint (tarn_scan_machine_wake_us (&f->machine, SECOND), ==, SECOND + 1000);

  n = tarn_scan_machine_next (&f->machine, SECOND + 1000, sent, TARN_TRANSPORT_BATCH);
  g_assert_cmpuint (n, ==, 5);
  g_assert_true (tarn_span_equal (sent[0].octets, tarn_test_span (left)));
  tarn_scan_machine_sent (&f->machine, n, 0, SECOND + 1000);
  g_assert_cmpuint (f->machine.counts.n_sent, ==, 8);
}

/* Loopback needs no tokens unless a rate was asked for. */
static void
test_loopback_is_free (ScanMachineFixture *f,
                       gconstpointer       data)
{
  TarnDatagram sent[TARN_TRANSPORT_BATCH];
  TarnEndpoint near = scan_machine_endpoint (0);
  TarnEndpoint six = { .in6 = { .sin6_family = AF_INET6, .sin6_addr = IN6ADDR_LOOPBACK_INIT } };

  f->machine.pace.rate = 1;
  near.in.sin_addr.s_addr = htonl (0x7f010203);
  for (guint i = 0; i < 10; i++)
    tarn_scan_machine_add (&f->machine, i % 2 == 0 ? &near : &six, 1, i);
  g_assert_cmpuint (scan_machine_send_all (f, SECOND, sent), ==, 10);

  f->machine.rate_always = TRUE;
  for (guint i = 0; i < 10; i++)
    tarn_scan_machine_add (&f->machine, i % 2 == 0 ? &near : &six, 1, i);
  g_assert_cmpuint (scan_machine_send_all (f, SECOND, sent), ==, 1);
  g_assert_cmpint (tarn_scan_machine_wake_us (&f->machine, SECOND), <=, 2 * SECOND + 1);
  g_assert_cmpint (tarn_scan_machine_wake_us (&f->machine, SECOND), >, SECOND);
}

int
main (int   argc,
      char *argv[])
{
  static const struct
  {
    const char *path;
    void      (*func) (ScanMachineFixture *, gconstpointer);
  } tests[] = {
    { "many", test_many },
    { "steady-state", test_steady_state },
    { "ids", test_ids },
    { "late-answer", test_late_answer },
    { "one-behind", test_one_behind },
    { "vain", test_vain },
    { "few-tokens", test_few_tokens },
    { "F-14 several addresses", test_several_addresses },
    { "foreign-bounces", test_foreign_bounces },
    { "prefixes", test_prefixes },
    { "overruns", test_overruns },
    { "half-a-batch", test_half_a_batch },
    { "loopback-is-free", test_loopback_is_free },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strconcat ("/scan-machine/", tests[i].path, NULL);

      g_test_add (path, ScanMachineFixture, NULL, scan_machine_setup, tests[i].func,
                  scan_machine_teardown);
    }

  return g_test_run ();
}
