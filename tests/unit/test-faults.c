/* test-faults.c
 *
 * Faults of travel: which requests are worked on, when answers leave, how often and
 * from where.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-fault-test.h"

#define SECOND G_USEC_PER_SEC

static const char device[] =
  "1.3.1.1=02:01 1.3.1.2=02:02 1.3.1.3=02:03 1.3.2.1=04:61 1.3.2.2=04:62";

/* A request in one second from where the test began, and the milliseconds that pass
 * until the answers leave: "" for none, "-" for a request that is not admitted. */
typedef struct
{
  gint64      at_ms;
  TarnPduType type;
  gint32      repetitions;
  const char *rows;
  const char *leaves;
} Step;

typedef struct
{
  const char *sentence;
  const char *faults;
  Step        steps[8];
} Case;

#define GET  TARN_PDU_GET
#define NEXT TARN_PDU_GET_NEXT
#define BULK TARN_PDU_GET_BULK
#define ONE  GET, 0, "1.3.1.1=05:"

static const Case cases[] = {
  { "without fault at once", "", { { 0, ONE, "0" }, { 1, ONE, "0" } } },
  { "delay", "delay=40ms", { { 0, ONE, "40" }, { 10, ONE, "40" } } },
  { "delays add up", "delay=40ms delay=2ms", { { 0, ONE, "42" } } },
  { "delay of a part", "delay=40ms@1.3.2",
    { { 0, ONE, "0" }, { 0, NEXT, 0, "1.3.1.3=05:", "40" }, { 0, NEXT, 0, "1.3.2=05:", "40" } } },
  { "duplicates", "duplicate=3", { { 0, ONE, "0 0 0" } } },
  { "later duplicates", "duplicate=2 delay=5ms", { { 0, ONE, "5 5" } } },
  { "all is lost", "drop=100%", { { 0, ONE, "" } } },
  { "a part is lost", "drop=100%@1.3.2", { { 0, ONE, "0" }, { 0, NEXT, 0, "1.3.1.3=05:", "" } } },

  /* F-40: one at a time, whoever asks meanwhile waits for those before. */
  { "work, one after the other", "work=10ms",
    { { 0, ONE, "10" }, { 1, ONE, "19" }, { 2, ONE, "28" }, { 100, ONE, "10" } } },
  { "work for each varbind", "work=10ms+1ms",
    { { 0, BULK, 3, "1.3=05:", "13" }, { 20, ONE, "11" }, { 20, BULK, 5, "1.3=05:", "26" } } },
  { "work and delay: only work queues", "work=10ms delay=40ms",
    { { 0, ONE, "50" }, { 0, ONE, "60" } } },
  { "in flight", "in-flight=2 delay=40ms",
    { { 0, ONE, "40" }, { 1, ONE, "40" }, { 2, ONE, "-" }, { 39, ONE, "-" }, { 41, ONE, "40" } } },
  { "duplicates are not in flight", "in-flight=2 duplicate=3 delay=40ms",
    { { 0, ONE, "40 40 40" }, { 1, ONE, "40 40 40" }, { 2, ONE, "-" } } },

  /* F-44: 20 in a second, so 2 at once, and one each 50 ms. */
  { "rate", "rate=20",
    { { 0, ONE, "0" }, { 0, ONE, "0" }, { 0, ONE, "-" }, { 49, ONE, "-" }, { 50, ONE, "0" },
      { 99, ONE, "-" }, { 100, ONE, "0" }, { 100, ONE, "-" } } },
  { "a rate lets one through", "rate=1",
    { { 0, ONE, "0" }, { 999, ONE, "-" }, { 1000, ONE, "0" }, { 60000, ONE, "0" },
      { 60001, ONE, "-" } } },

  /* F-06 */
  { "hang", "hang=1s",
    { { 0, BULK, 1, "1.3=05:", "0" }, { 0, BULK, 0, "1.3=05:", "-" }, { 1, ONE, "-" },
      { 500, BULK, 0, "1.3=05:", "-" }, { 999, ONE, "-" }, { 1000, ONE, "0" } } },
  { "a negative number of repetitions hangs it, too", "hang=1s",
    { { 0, BULK, -1, "1.3=05:", "-" }, { 1, ONE, "-" } } },

  /* F-41, F-43: who asks again meanwhile waits for the same. */
  { "slow start of a table", "slow-start=3s@1.3.2",
    { { 0, ONE, "0" }, { 0, NEXT, 0, "1.3.2=05:", "3000" }, { 1000, NEXT, 0, "1.3.2=05:", "2000" },
      { 3000, NEXT, 0, "1.3.2.1=05:", "0" }, { 32000, NEXT, 0, "1.3.2=05:", "0" },
      { 61999, NEXT, 0, "1.3.2=05:", "0" }, { 91999, NEXT, 0, "1.3.2=05:", "3000" } } },

  /* F-07 */
  { "past the end of a table", "overshoot=5ms@1.3.1",
    { { 0, BULK, 3, "1.3.1=05:", "0" }, { 0, BULK, 4, "1.3.1=05:", "5" },
      { 0, BULK, 5, "1.3.1.3=05:", "15" }, { 0, BULK, 2, "1.3.2=05:", "0" },
      { 0, BULK, 5, "1.3=05:", "0" }, { 0, GET, 0, "1.3.1.1=05: 1.3.2.1=05:", "0" } } },

  /* F-15 */
  { "held back for half a second", "reorder=100%", { { 0, ONE, "500" }, { 100, ONE, "500" } } },
};

/* Lets all leave that is due before @now_us. */
static void
move_to (TarnFaultTest *test,
         gint64         now_us)
{
  TarnFaultsEntry *entry;

  test->now_us = now_us;
  while ((entry = tarn_faults_queue_take (&test->queue, now_us - 1)) != NULL)
    tarn_faults_entry_free (entry);
}

/* When that leaves which was not in the queue before. */
static char *
render_new (TarnFaultTest *test,
            GList         *before)
{
  GString *text = g_string_new (NULL);

  for (GList *l = test->queue.entries.head; l != NULL; l = l->next)
    if (g_list_find (before, l->data) == NULL)
      g_string_append_printf (text, "%s%" G_GINT64_FORMAT, text->len > 0 ? " " : "",
                              (((TarnFaultsEntry *) l->data)->due_us - test->now_us) / 1000);

  return g_string_free (text, FALSE);
}

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  TarnFaultTest test;

  tarn_fault_test_init (&test, c->faults, device);
  for (gsize i = 0; i < G_N_ELEMENTS (c->steps) && c->steps[i].rows != NULL; i++)
    {
      const Step *step = &c->steps[i];
      g_autoptr(GList) before = NULL;
      g_autofree char *leaves = NULL;

      move_to (&test, SECOND + step->at_ms * 1000);
      before = g_list_copy (test.queue.entries.head);
      leaves = tarn_fault_test_submit (&test, step->type, 0, step->repetitions, step->rows)
               ? render_new (&test, before) : g_strdup ("-");
      g_test_message ("request %u: %s", (guint) i, leaves);
      g_assert_cmpstr (leaves, ==, step->leaves);
    }
  tarn_fault_test_clear (&test);
}

/* F-15: what is held back leaves with the next answer, behind it. */
static void
test_reorder (void)
{
  TarnFaultTest test;
  g_autoptr(TarnFaultsEntry) first = NULL;
  g_autoptr(TarnFaultsEntry) second = NULL;

  tarn_fault_test_init (&test, "reorder=100%@1.3.2 delay=10ms", device);
  tarn_fault_test_submit (&test, TARN_PDU_GET, 0, 0, "1.3.2.1=05:");
  g_assert_cmpint (tarn_faults_queue_due_us (&test.queue), ==, SECOND + 510000);
  test.now_us += 20000;
  tarn_fault_test_submit (&test, TARN_PDU_GET, 0, 0, "1.3.1.1=05: 1.3.1.2=05:");

  first = tarn_faults_queue_take (&test.queue, SECOND + 30000);
  second = tarn_faults_queue_take (&test.queue, SECOND + 30000);
  g_assert_nonnull (first);
  g_assert_nonnull (second);
  g_assert_cmpuint (first->datagram.octets.len, >, second->datagram.octets.len);
  g_assert_cmpint (second->due_us, ==, SECOND + 30000);
  tarn_fault_test_clear (&test);
}

/* The share of 10,000 requests whose answer is lost, in thousandths; *@hash tells which
 * they were. */
static guint
count_lost (const char *faults,
            guint32     seed,
            guint      *hash)
{
  TarnFaultTest test;
  guint n = 0;

  tarn_fault_test_init (&test, faults, device);
  tarn_faults_set_seed (test.faults, seed);
  *hash = 0;
  for (guint i = 0; i < 10000; i++)
    {
      g_autoptr(TarnFaultsEntry) entry = NULL;

      tarn_fault_test_submit (&test, TARN_PDU_GET, 0, 0, "1.3.1.1=05:");
      entry = tarn_fault_test_take (&test);
      *hash = *hash * 31 + (entry == NULL);
      n += entry == NULL;
    }
  tarn_fault_test_clear (&test);

  return (n + 5) / 10;
}

/* F-64: chance comes from the seed and from nowhere else. */
static void
test_drop (void)
{
  guint first, again, other, all;

  g_assert_cmpfloat_with_epsilon (count_lost ("drop=10%", 1, &first), 100, 15);
  g_assert_cmpfloat_with_epsilon (count_lost ("drop=10%", 1, &again), 100, 15);
  g_assert_cmpfloat_with_epsilon (count_lost ("drop=10%", 2, &other), 100, 15);
  g_assert_cmpuint (first, ==, again);
  g_assert_cmpuint (first, !=, other);
  g_assert_cmpfloat_with_epsilon (count_lost ("drop=50% drop=50%", 1, &all), 750, 22);
  g_assert_cmpuint (count_lost ("drop=100% drop=1%", 1, &all), ==, 1000);
}

static void
test_jitter (void)
{
  gint64 least = G_MAXINT64;
  gint64 most = 0;
  TarnFaultTest test;

  tarn_fault_test_init (&test, "delay=10ms..20ms", device);
  for (guint i = 0; i < 1000; i++)
    {
      g_autoptr(TarnFaultsEntry) entry = NULL;

      tarn_fault_test_submit (&test, TARN_PDU_GET, 0, 0, "1.3.1.1=05:");
      entry = tarn_fault_test_take (&test);
      least = MIN (least, entry->due_us - test.now_us);
      most = MAX (most, entry->due_us - test.now_us);
    }
  g_assert_cmpint (least, >=, 10000);
  g_assert_cmpint (least, <, 10200);
  g_assert_cmpint (most, <=, 20000);
  g_assert_cmpint (most, >, 19800);
  tarn_fault_test_clear (&test);
}

/* The datagram that comes of a GET in hex, NULL for none. */
static char *
hex_of (TarnFaultTest *test)
{
  g_autoptr(TarnFaultsEntry) entry = NULL;

  tarn_fault_test_submit (test, TARN_PDU_GET, 0, 0, "1.3.1.1=05:");
  entry = tarn_fault_test_take (test);
  return entry != NULL ? tarn_test_to_hex (entry->datagram.octets) : NULL;
}

/* F-21, F-24, P-MGR-01 */
static void
test_datagram (void)
{
  static const struct { const char *faults; const char *starts; gsize len; } datagrams[] = {
    { "truncate=20", "302502010104067075626c6963a2180204123456", 20 },
    { "truncate=1", "30", 1 },
    { "truncate=500", "3025", 39 },
    { "junk=15", "3025", 54 },
    { "junk=5 truncate=41", "3025", 41 },
    { "echo", "302402010104067075626c6963a017", 38 },
    { "echo junk=1", "302402010104067075626c6963a017", 39 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (datagrams); i++)
    {
      g_autofree char *hex = NULL;
      TarnFaultTest test;

      tarn_fault_test_init (&test, datagrams[i].faults, device);
      hex = hex_of (&test);
      g_test_message ("%s: %s", datagrams[i].faults, hex);
      g_assert_cmpuint (strlen (hex), ==, 2 * datagrams[i].len);
      g_assert_true (g_str_has_prefix (hex, datagrams[i].starts));
      tarn_fault_test_clear (&test);
    }
}

/* F-10, P-MGR-03: another port, or another address of the same family. */
static void
test_source (void)
{
  static const struct { const char *faults; TarnFaultsWay way; guint32 from; } sources[] = {
    { "", TARN_FAULTS_AS_ASKED, 0x7f000001 },
    { "source=port", TARN_FAULTS_OTHER_PORT, 0x7f000001 },
    { "source=port@1.4", TARN_FAULTS_AS_ASKED, 0x7f000001 },
    { "source=127.0.0.9", TARN_FAULTS_AS_ASKED, 0x7f000009 },
    { "source=127.0.0.9 source=port", TARN_FAULTS_OTHER_PORT, 0x7f000009 },
    { "source=::1", TARN_FAULTS_AS_ASKED, 0x7f000001 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (sources); i++)
    {
      g_autoptr(TarnFaultsEntry) entry = NULL;
      TarnFaultTest test;

      tarn_fault_test_init (&test, sources[i].faults, device);
      tarn_fault_test_submit (&test, TARN_PDU_GET, 0, 0, "1.3.1.1=05:");
      entry = tarn_fault_test_take (&test);
      g_assert_cmpint (entry->way, ==, sources[i].way);
      g_assert_cmphex (g_ntohl (entry->datagram.local.in.sin_addr.s_addr), ==, sources[i].from);
      tarn_fault_test_clear (&test);
    }
}

/* Silence stays silence, and a request that changes something has not done so where it
 * was not admitted. */
static void
test_silence (void)
{
  g_autoptr(GBytes) stranger = tarn_agent_test_request (TARN_VERSION_2C, "other", TARN_PDU_GET,
                                                        0, 0, "1.3.1.1=05:");
  g_autoptr(GBytes) junk = tarn_test_hex ("3003020101");
  g_autoptr(GBytes) set = tarn_agent_test_request (TARN_VERSION_2C, "secret", TARN_PDU_SET,
                                                   0, 0, "1.3.1.1=02:07");
  g_autofree char *answer = NULL;
  g_autofree char *rows = NULL;
  TarnFaultTest test;

  tarn_fault_test_init (&test, "echo duplicate=5 hang=1s rate=20", device);
  g_assert_true (tarn_fault_test_send (&test, stranger));
  g_assert_true (tarn_fault_test_send (&test, junk));
  g_assert_cmpint (tarn_faults_queue_due_us (&test.queue), ==, -1);

  g_assert_false (tarn_fault_test_send (&test, set));
  rows = tarn_agent_test_dump (test.store);
  g_assert_nonnull (strstr (rows, "1.3.1.1=02:01"));
  tarn_fault_test_clear (&test);
}

/* A device that is asked more than it can queue loses the rest, and nothing grows. */
static void
test_full (void)
{
  TarnFaultTest test;

  tarn_fault_test_init (&test, "delay=10s", device);
  for (guint i = 0; i < TARN_FAULTS_MAX_QUEUED + 10; i++)
    tarn_fault_test_submit (&test, TARN_PDU_GET, 0, 0, "1.3.1.1=05:");
  g_assert_cmpuint (test.queue.entries.length, ==, TARN_FAULTS_MAX_QUEUED);
  move_to (&test, test.now_us + 10 * SECOND + 1);
  g_assert_cmpuint (test.queue.entries.length, ==, 0);
  g_assert_cmpuint (test.queue.n_octets, ==, 0);

  /* As many octets as may be, in fewer datagrams. */
  tarn_faults_add (test.faults, "junk=1000", NULL);
  tarn_faults_add (test.faults, "extra=1000", NULL);
  tarn_faults_add (test.faults, "extra=1000", NULL);
  for (guint i = 0; i < TARN_FAULTS_MAX_QUEUED; i++)
    tarn_fault_test_submit (&test, TARN_PDU_GET, 0, 0, "1.3.1.1=05:");
  g_assert_cmpuint (test.queue.entries.length, <, TARN_FAULTS_MAX_QUEUED);
  g_assert_cmpuint (test.queue.entries.length, >, 500);
  g_assert_cmpuint (test.queue.n_octets, <=, TARN_FAULTS_MAX_OCTETS);
  tarn_fault_test_clear (&test);

  /* A hundred times a hundred times a hundred copies are not made, either. */
  tarn_fault_test_init (&test, "duplicate=100 duplicate=100 duplicate=100", device);
  tarn_fault_test_submit (&test, TARN_PDU_GET, 0, 0, "1.3.1.1=05:");
  g_assert_cmpuint (test.queue.entries.length, ==, TARN_FAULTS_MAX_QUEUED);
  tarn_fault_test_clear (&test);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/faults/%s", cases[i].sentence);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/faults/reorder", test_reorder);
  g_test_add_func ("/faults/drop", test_drop);
  g_test_add_func ("/faults/jitter", test_jitter);
  g_test_add_func ("/faults/datagram", test_datagram);
  g_test_add_func ("/faults/source", test_source);
  g_test_add_func ("/faults/silence", test_silence);
  g_test_add_func ("/faults/full", test_full);

  return g_test_run ();
}
