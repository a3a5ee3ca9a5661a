/* test-faults-rows.c
 *
 * Faults of content: which rows there are, what follows what, and what an answer says
 * of its request.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-fault-test.h"

/* Two tables, in short: 1.3.1 with rows 1 … 6, 1.3.2 with rows 1 and 2. */
static const char device[] =
  "1.3.1.1=02:01 1.3.1.2=02:02 1.3.1.3=02:03 1.3.1.4=02:04 1.3.1.5=02:05 1.3.1.6=02:06 "
  "1.3.2.1=04:61 1.3.2.2=04:62";

typedef struct
{
  const char *sentence;
  const char *faults;
  TarnVersion version;
  TarnPduType type;
  gint32      a;
  gint32      b;
  const char *request;
  const char *answer;
} Case;

#define V1   TARN_VERSION_1
#define V2   TARN_VERSION_2C
#define GET  TARN_PDU_GET
#define NEXT TARN_PDU_GET_NEXT
#define BULK TARN_PDU_GET_BULK

static const Case cases[] = {
  /* F-01, P-WLK-02: the strict order is broken in one reply and across replies. */
  { "a cycle of three goes round in one GETBULK", "cycle=3@1.3.1", V2, BULK, 0, 7, "1.3.1=05:",
    "0 0 1.3.1.1=02:01 1.3.1.2=02:02 1.3.1.3=02:03 1.3.1.1=02:01 1.3.1.2=02:02 1.3.1.3=02:03 "
    "1.3.1.1=02:01" },
  { "and across requests", "cycle=3@1.3.1", V2, NEXT, 0, 0, "1.3.1.3=05: 1.3.1.1=05:",
    "0 0 1.3.1.1=02:01 1.3.1.2=02:02" },
  { "rows behind the cycle are not reached", "cycle=3@1.3.1", V2, NEXT, 0, 0,
    "1.3.1.5=05: 1.3.1.3.9=05:", "0 0 1.3.1.1=02:01 1.3.1.1=02:01" },
  { "a cycle of one", "cycle=1@1.3.1", V1, NEXT, 0, 0, "1.3.1.1=05:", "0 0 1.3.1.1=02:01" },
  { "other tables are as they are", "cycle=3@1.3.1", V2, BULK, 0, 2, "1.3.1.6.1=05: 1.3.2=05:",
    "0 0 1.3.1.1=02:01 1.3.2.1=04:61 1.3.1.2=02:02 1.3.2.2=04:62" },
  { "a cycle longer than the table is none", "cycle=7@1.3.1", V2, NEXT, 0, 0, "1.3.1.6=05:",
    "0 0 1.3.2.1=04:61" },
  { "a cycle as long as the table", "cycle=6@1.3.1", V2, NEXT, 0, 0, "1.3.1.6=05:",
    "0 0 1.3.1.1=02:01" },
  { "the last table of the device", "cycle=2@1.3.2", V2, NEXT, 0, 0, "1.3.2.2=05:",
    "0 0 1.3.2.1=04:61" },
  { "the same row for ever", "repeat=2@1.3.1", V2, BULK, 0, 4, "1.3.1=05:",
    "0 0 1.3.1.1=02:01 1.3.1.2=02:02 1.3.1.2=02:02 1.3.1.2=02:02" },
  { "whoever skips it gets on", "repeat=2@1.3.1", V2, NEXT, 0, 0, "1.3.1.2.0=05:",
    "0 0 1.3.1.3=02:03" },

  /* F-02, P-WLK-03 */
  { "two rows change places", "swap=2@1.3.1", V2, BULK, 0, 5, "1.3.1=05:",
    "0 0 1.3.1.1=02:01 1.3.1.3=02:03 1.3.1.2=02:02 1.3.1.4=02:04 1.3.1.5=02:05" },
  { "the first two, coming from outside", "swap=1@1.3.2", V2, BULK, 0, 4, "1.3.1.6=05:",
    "0 0 1.3.2.2=04:62 1.3.2.1=04:61 1.3.2.1=82:" },
  { "there is no row behind the last one", "swap=2@1.3.2", V2, BULK, 0, 2, "1.3.2=05:",
    "0 0 1.3.2.1=04:61 1.3.2.2=04:62" },

  /* F-03, P-WLK-08 */
  { "rows without end", "endless@1.3.1", V2, BULK, 0, 4, "1.3.1.5=05:",
    "0 0 1.3.1.6=02:06 1.3.1.7=02:07 1.3.1.8=02:08 1.3.1.9=02:09" },
  { "also where the device ends", "endless@1.3.2", V2, NEXT, 0, 0, "1.3.2.2=05: 1.3.2.299=05:",
    "0 0 1.3.2.3=02:03 1.3.2.300=02:012c" },
  { "an arc that is at its end", "endless@1.3.2", V2, NEXT, 0, 0, "1.3.2.4294967295=05:",
    "0 0 1.3.2.4294967295.1=02:01" },
  { "there is nothing behind nothing", "endless@1.3.3", V2, NEXT, 0, 0, "1.3.3=05:",
    "0 0 1.3.3=82:" },

  /* F-50: what is missing is missing for all requests. */
  { "all rows of a table are missing", "holes=100%@1.3.1", V2, BULK, 0, 2, "1.3=05:",
    "0 0 1.3.2.1=04:61 1.3.2.2=04:62" },
  { "for GET, too", "holes=100%@1.3.1", V2, GET, 0, 0, "1.3.1.1=05: 1.3.2.1=05: 1.3.9=05:",
    "0 0 1.3.1.1=81: 1.3.2.1=04:61 1.3.9=80:" },
  { "and in v1", "holes=100%@1.3.1", V1, GET, 0, 0, "1.3.2.1=05: 1.3.1.1=05:",
    "2 2 1.3.2.1=05: 1.3.1.1=05:" },
  { "up to the end of the device", "churn=100%", V2, NEXT, 0, 0, "1.3=05:", "0 0 1.3=82:" },
  { "and in v1", "churn=100%@1.3.2", V1, NEXT, 0, 0, "1.3.1=05: 1.3.1.6=05:",
    "2 2 1.3.1=05: 1.3.1.6=05:" },
  { "holes and cycle: the rows that are there go round", "cycle=2@1.3.2 holes=100%@1.3.1", V2,
    BULK, 0, 3, "1.3=05:", "0 0 1.3.2.1=04:61 1.3.2.2=04:62 1.3.2.1=04:61" },

  /* P-BLK-01 … P-BLK-05: the walk from row to row is still a GETBULK. */
  { "non-repeaters first", "holes=100%@1.3.2.1", V2, BULK, 1, 2, "1.3.1=05: 1.3.1.5=05: 1.3.2=05:",
    "0 0 1.3.1.1=02:01 1.3.1.6=02:06 1.3.2.2=04:62 1.3.2.2=04:62 1.3.2.2=82:" },
  { "more non-repeaters than names", "holes=100%@1.3.2.1", V2, BULK, 9, 2, "1.3.1=05:",
    "0 0 1.3.1.1=02:01" },
  { "no repetitions", "holes=100%@1.3.2.1", V2, BULK, 1, 0, "1.3.1=05: 1.3.1.1=05:",
    "0 0 1.3.1.1=02:01" },
  { "negative fields are 0", "holes=100%@1.3.2.1", V2, BULK, -1, -1, "1.3.1=05:", "0 0" },
  { "all at the end: no more repetitions", "holes=100%@1.3.2.1", V2, BULK, 0, 9,
    "1.3.2.2=05: 1.3.9=05:", "0 0 1.3.2.2=82: 1.3.9=82:" },

  /* F-38 */
  { "genErr at a cell", "gen-err=1.3.1.2", V2, NEXT, 0, 0, "1.3.2=05: 1.3.1.1=05:",
    "5 2 1.3.2=05: 1.3.1.1=05:" },
  { "in a GETBULK, with the index of the repeater", "gen-err=1.3.1.2", V2, BULK, 1, 3,
    "1.3.2=05: 1.3.2=05: 1.3.1=05:", "5 3 1.3.2=05: 1.3.2=05: 1.3.1=05:" },
  { "or of the non-repeater", "gen-err=1.3.2.1", V2, BULK, 1, 3, "1.3.2=05: 1.3.1=05:",
    "5 1 1.3.2=05: 1.3.1=05:" },
  { "beside it all is well", "gen-err=1.3.1.2", V2, NEXT, 0, 0, "1.3.1.2=05:",
    "0 0 1.3.1.3=02:03" },
  { "a whole table, in a GET", "gen-err=1.3.1", V1, GET, 0, 0, "1.3.2.1=05: 1.3.1.1=05:",
    "5 2 1.3.2.1=05: 1.3.1.1=05:" },

  /* F-06 */
  { "tooBig has no varbinds in v2c", "too-big=2", V2, BULK, 0, 3, "1.3.1=05:", "1 0" },
  { "and those of the request in v1", "too-big=1", V1, NEXT, 0, 0, "1.3.1=05: 1.3.2=05:",
    "1 0 1.3.1=05: 1.3.2=05:" },
  { "as many as may be", "too-big=2", V2, BULK, 0, 2, "1.3.1=05:",
    "0 0 1.3.1.1=02:01 1.3.1.2=02:02" },
  { "elsewhere it is not too big", "too-big=1@1.3.2", V2, BULK, 0, 2, "1.3.1=05:",
    "0 0 1.3.1.1=02:01 1.3.1.2=02:02" },
  { "silence above two", "silent=2", V2, BULK, 0, 3, "1.3.1=05:", "silence" },
  { "no silence below", "silent=2", V2, BULK, 0, 2, "1.3.1=05:",
    "0 0 1.3.1.1=02:01 1.3.1.2=02:02" },

  /* F-35, P-MGR-10 */
  { "an error-index behind the list", "error-index=99 gen-err=1.3.1.2", V2, NEXT, 0, 0,
    "1.3.1.1=05:", "5 99 1.3.1.1=05:" },
  { "and a negative one", "error-index=-1", V1, GET, 0, 0, "1.3.9=05:", "2 -1 1.3.9=05:" },
  { "what is no error has none", "error-index=99", V2, GET, 0, 0, "1.3.1.1=05:",
    "0 0 1.3.1.1=02:01" },
  { "an error with an empty list", "empty gen-err=1.3.1.2", V2, NEXT, 0, 0, "1.3.1.1=05:",
    "5 1" },

  /* F-18, F-19, F-04, P-MGR-08, P-MGR-09, P-WLK-04 */
  { "one varbind fewer", "fewer=1", V2, GET, 0, 0, "1.3.1.1=05: 1.3.1.2=05:",
    "0 0 1.3.1.1=02:01" },
  { "but never none", "fewer=5", V2, GET, 0, 0, "1.3.1.1=05: 1.3.1.2=05:",
    "0 0 1.3.1.1=02:01" },
  { "no varbind", "empty", V2, NEXT, 0, 0, "1.3.1.1=05:", "0 0" },
  { "two more", "extra=2", V2, GET, 0, 0, "1.3.1.1=05: 1.3.1.2=05:",
    "0 0 1.3.1.1=02:01 1.3.1.2=02:02 1.3.1.2=02:02 1.3.1.2=02:02" },
  { "another name", "renamed", V2, GET, 0, 0, "1.3.1.1=05:", "0 0 1.3.1.1.0=02:01" },
  { "another name for some", "renamed@1.3.2", V2, GET, 0, 0, "1.3.1.1=05: 1.3.2.1=05:",
    "0 0 1.3.1.1=02:01 1.3.2.1.0=04:61" },

  /* In the order of tarn_fault_dup_names(), not in that of the command line. */
  { "first fewer, then renamed", "renamed fewer=1", V2, GET, 0, 0, "1.3.1.1=05: 1.3.1.2=05:",
    "0 0 1.3.1.1.0=02:01" },
  { "first the cycle, then genErr", "gen-err=1.3.1.1 cycle=3@1.3.1", V2, NEXT, 0, 0,
    "1.3.1.3=05:", "5 1 1.3.1.3=05:" },
  { "tooBig counts what is there before the rest is taken away", "fewer=9 too-big=1", V2, BULK,
    0, 2, "1.3.1=05:", "1 0" },
};

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  g_autoptr(GBytes) request = tarn_agent_test_request (c->version, "public", c->type, c->a, c->b,
                                                       c->request);
  g_autofree char *answer = NULL;
  TarnFaultTest test;

  tarn_fault_test_init (&test, c->faults, device);
  answer = tarn_fault_test_ask (&test, request);
  g_assert_cmpstr (answer, ==, c->answer);
  tarn_fault_test_clear (&test);
}

/* A fault of elsewhere: row by row or not, the answer is that of the responder. */
static void
test_as_responder (void)
{
  static const struct { TarnPduType type; gint32 a, b; const char *rows; } requests[] = {
    { TARN_PDU_GET, 0, 0, "1.3.6.1.2.1.1.1.0=05: 1.3.6.1.2.1.1.9.0=05:" },
    { TARN_PDU_GET_NEXT, 0, 0, "1.3.6.1.2.1.1.1.0=05: 1.3.6.1.4.1.99.9.0=05:" },
    { TARN_PDU_GET_NEXT, 0, 0, "1.3=05:" },
    { TARN_PDU_GET_BULK, 0, 100, "1.3=05:" },
    { TARN_PDU_GET_BULK, 1, 7, "1.3=05: 1.3.6.1.2.1.2=05: 1.3.6.1.4=05:" },
    { TARN_PDU_SET, 0, 0, "1.3.6.1.2.1.1.4.0=04:6d65" },
  };
  static const char * const faults[] = { "cycle=2@1.3.9", "holes=100%@1.3.9", "delay=1us",
                                         "oid-padded@1.3.9", "swap=1@1.3.9 churn=1%@1.3.9" };

  for (guint version = 0; version < 2; version++)
    for (gsize i = 0; i < G_N_ELEMENTS (requests); i++)
      for (gsize k = 0; k < G_N_ELEMENTS (faults); k++)
        {
          gboolean set = requests[i].type == TARN_PDU_SET;
          g_autoptr(GBytes) request = NULL;
          g_autofree char *plain = NULL;
          g_autofree char *answer = NULL;
          TarnFaultTest test;

          if (version == 0 && requests[i].type == TARN_PDU_GET_BULK)
            continue;

          request = tarn_agent_test_request (version, set ? "secret" : "public", requests[i].type,
                                             requests[i].a, requests[i].b, requests[i].rows);
          tarn_fault_test_init (&test, faults[k], NULL);
          plain = tarn_agent_test_ask (test.responder, request);
          answer = tarn_fault_test_ask (&test, request);
          g_assert_cmpstr (answer, ==, plain);
          tarn_fault_test_clear (&test);
        }
}

/* P-BLK-06: the answer built row by row keeps to the size of the agent. */
static void
test_size (void)
{
  g_autoptr(GString) rows = g_string_new (NULL);
  g_autoptr(TarnFaultsEntry) entry = NULL;
  TarnFaultTest test;
  guint n = 0;

  for (guint i = 1; i <= 200; i++)
    g_string_append_printf (rows, "1.3.1.%u=04:616263646566676869 ", i);
  tarn_fault_test_init (&test, "holes=1%@1.4", rows->str);
  tarn_faults_set_max_size (test.faults, 484);
  tarn_fault_test_submit (&test, TARN_PDU_GET_BULK, 0, 200, "1.3=05:");
  entry = tarn_fault_test_take (&test);
  g_assert_cmpuint (entry->datagram.octets.len, <=, 484);
  g_assert_cmpuint (entry->datagram.octets.len, >, 420);
  tarn_faults_queue_clear (&test.queue);

  /* Rows that go round fill it, and no more. */
  tarn_faults_add (test.faults, "cycle=1@1.3.1", NULL);
  tarn_fault_test_submit (&test, TARN_PDU_GET_BULK, 0, G_MAXINT32, "1.3=05:");
  tarn_faults_entry_free (entry);
  entry = tarn_fault_test_take (&test);
  n = test.n_looked;
  g_assert_cmpuint (entry->datagram.octets.len, <=, 484);
  g_assert_cmpuint (n, <, 1000);
  tarn_fault_test_clear (&test);
}

/* The names of 1.3.1.1 … 1.3.1.1000 that a GET finds. */
static GHashTable *
find_present (TarnFaultTest *test)
{
  GHashTable *present = g_hash_table_new (NULL, NULL);

  for (guint i = 1; i <= 1000; i++)
    {
      g_autofree char *row = g_strdup_printf ("1.3.1.%u=05:", i);
      g_autoptr(GBytes) request = tarn_agent_test_request (TARN_VERSION_2C, "public",
                                                           TARN_PDU_GET, 0, 0, row);
      g_autofree char *answer = tarn_fault_test_ask (test, request);

      if (!g_str_has_suffix (answer, "=81:"))
        g_hash_table_add (present, GUINT_TO_POINTER (i));
    }

  return present;
}

static GHashTable *
find_present_with (const char *fault,
                   guint32     seed)
{
  g_autoptr(GString) rows = g_string_new (NULL);
  GHashTable *present;
  TarnFaultTest test;

  for (guint i = 1; i <= 1000; i++)
    g_string_append_printf (rows, "1.3.1.%u=02:01 ", i);
  tarn_fault_test_init (&test, fault, rows->str);
  tarn_faults_set_seed (test.faults, seed);
  present = find_present (&test);

  if (g_str_has_prefix (fault, "holes"))   /* a walk finds the same ones */
    {
      guint n = 0;

      tarn_faults_set_max_size (test.faults, TARN_RESPONSE_SIZE_MAX);
      for (guint i = 0; i <= 1000; i++)
        {
          g_autofree char *row = g_strdup_printf ("1.3.1.%u=05:", i);
          g_autoptr(GBytes) request = tarn_agent_test_request (TARN_VERSION_2C, "public",
                                                               TARN_PDU_GET_NEXT, 0, 0, row);
          g_autofree char *answer = tarn_fault_test_ask (&test, request);
          guint next = (guint) g_ascii_strtoull (answer + strlen ("0 0 1.3.1."), NULL, 10);

          if (g_str_has_suffix (answer, "=82:"))
            break;
          g_assert_true (g_hash_table_contains (present, GUINT_TO_POINTER (next)));
          i = next - 1;
          n++;
        }
      g_assert_cmpuint (n, ==, g_hash_table_size (present));
    }

  tarn_fault_test_clear (&test);
  return present;
}

static gboolean
is_same_set (GHashTable *a,
             GHashTable *b)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, a);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (!g_hash_table_contains (b, key))
      return FALSE;

  return g_hash_table_size (a) == g_hash_table_size (b);
}

/* F-50, F-49: as many as were asked for, within five deviations of chance; the same for
 * a seed, others for another one. */
static void
test_holes (void)
{
  g_autoptr(GHashTable) first = find_present_with ("holes=20%", 1);
  g_autoptr(GHashTable) again = find_present_with ("holes=20%", 1);
  g_autoptr(GHashTable) other = find_present_with ("holes=20%", 2);
  g_autoptr(GHashTable) churn = find_present_with ("churn=20%", 1);

  g_assert_cmpfloat_with_epsilon (g_hash_table_size (first), 800, 64);
  g_assert_cmpfloat_with_epsilon (g_hash_table_size (other), 800, 64);
  g_assert_cmpfloat_with_epsilon (g_hash_table_size (churn), 800, 64);
  g_assert_true (is_same_set (first, again));
  g_assert_false (is_same_set (first, other));
}

/* F-49: each answer has rows of its own. */
static void
test_churn (void)
{
  g_autoptr(GBytes) request = tarn_agent_test_request (TARN_VERSION_2C, "public",
                                                       TARN_PDU_GET, 0, 0, "1.3.1.1=05:");
  TarnFaultTest test;
  guint n = 0;

  tarn_fault_test_init (&test, "churn=50%", device);
  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *answer = tarn_fault_test_ask (&test, request);

      n += g_strcmp0 (answer, "0 0 1.3.1.1=81:") == 0;
    }
  g_assert_cmpfloat_with_epsilon (n, 100, 36);
  tarn_fault_test_clear (&test);
}

/* F-45, P-WLK-09, P-WLK-10: lower, not 0, and then it goes on. */
static void
test_uptime (void)
{
  static const struct { gint64 at_us; const char *answer; } steps[] = {
    { 1000000, "0 0 1.3.6.1.2.1.1.3.0=43:0a 1.3.6.1.2.1.1.4.0=04:" },
    { 2000000, "0 0 1.3.6.1.2.1.1.3.0=43:0a 1.3.6.1.2.1.1.4.0=04:" },
    { 3000000, "0 0 1.3.6.1.2.1.1.3.0=43:01 1.3.6.1.2.1.1.4.0=04:" },
    { 4000000, "0 0 1.3.6.1.2.1.1.3.0=43:65 1.3.6.1.2.1.1.4.0=04:" },
    { 5000000, "0 0 1.3.6.1.2.1.1.3.0=43:00c9 1.3.6.1.2.1.1.4.0=04:" },
  };
  g_autoptr(GBytes) request = tarn_agent_test_request (TARN_VERSION_2C, "public", TARN_PDU_GET,
                                                       0, 0, "1.3.6.1.2.1.1.3.0=05: "
                                                       "1.3.6.1.2.1.1.4.0=05:");
  TarnFaultTest test;

  tarn_fault_test_init (&test, "uptime-reset=3", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autofree char *answer = NULL;

      test.now_us = steps[i].at_us;
      answer = tarn_fault_test_ask (&test, request);
      g_assert_cmpstr (answer, ==, steps[i].answer);
    }
  tarn_fault_test_clear (&test);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/faults-rows/%02u %s", (guint) i,
                                               cases[i].sentence);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/faults-rows/as-responder", test_as_responder);
  g_test_add_func ("/faults-rows/size", test_size);
  g_test_add_func ("/faults-rows/holes", test_holes);
  g_test_add_func ("/faults-rows/churn", test_churn);
  g_test_add_func ("/faults-rows/uptime", test_uptime);

  return g_test_run ();
}
