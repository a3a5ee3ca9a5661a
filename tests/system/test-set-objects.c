/* test-set-objects.c
 *
 * Set by what the modules in data/mibs say: which objects, which values, and rows that come
 * and go (protocol.md 4.4 and section 13).
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-mib-load.h"
#include "tarn-agent-test.h"

static TarnMib *mib;

/* snmpTargetAddrTable: its index is a name, IMPLIED; three columns have no default. */
#define T "1.3.6.1.6.3.12.1.2.1."
#define DOMAIN(row)  T "2." row "=06:2b0601060101 "
#define ADDRESS(row) T "3." row "=04:c000020100a1 "
#define PARAMS(row)  T "7." row "=04:70 "
#define ROW(row, status) DOMAIN (row) ADDRESS (row) T "4." row "=02:05dc " T "5." row "=02:03 " \
  T "6." row "=04: " PARAMS (row) T "8." row "=02:03 " T "9." row "=02:0" status " "

#define NAME     "1.3.6.1.2.1.1.5.0"
#define SERIAL   "1.3.6.1.6.3.1.1.6.1.0"
#define IF       "1.3.6.1.2.1.2.2.1."
#define DEVICE                                                                                \
  NAME "=04:6f6c64 1.3.6.1.2.1.1.7.0=02:48 "                                                  \
  IF "2.1=04:6c6f " IF "7.1=02:01 " IF "8.1=02:01 " IF "10.1=41:05 1.3.6.1.2.1.31.1.1.1.18.1=04: " \
  "1.3.6.1.2.1.31.1.1.1.14.1=42:01 1.3.6.1.4.1.99999.1.0=02:05 " SERIAL "=02:07 "

typedef struct
{
  const char *sentence;
  const char *before;     /* beside the device */
  const char *rows;
  const char *status;
  const char *after;      /* what is there then, each; "-OID" is not */
} Case;

static const Case cases[] = {
  { "what the module lets one write", "", NAME "=04:6e6577", "0 0", NAME "=04:6e6577" },
  { "a read-only object (P-SET-02)", "", "1.3.6.1.2.1.1.7.0=02:01", "17 1",
    "1.3.6.1.2.1.1.7.0=02:48" },
  { "a counter", "", IF "10.1=41:00", "17 1", IF "10.1=41:05" },
  { "an enumeration", "", IF "7.1=02:02", "0 0", IF "7.1=02:02" },
  { "a number that it has not (P-SET-15)", "", IF "7.1=02:09", "10 1", IF "7.1=02:01" },
  { "another type (P-SET-03)", "", IF "7.1=42:02", "7 1", IF "7.1=02:01" },
  { "a type that the device has, whatever the module says (P-SET-11)", "",
    "1.3.6.1.2.1.31.1.1.1.14.1=42:02", "0 0", "1.3.6.1.2.1.31.1.1.1.14.1=42:02" },
  { "a string that is too long (P-SET-13)", "",
    "1.3.6.1.2.1.31.1.1.1.18.1=04:"
    "61616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161"
    "6161616161616161616161616161616161616161616161616161", "8 1", "1.3.6.1.2.1.31.1.1.1.18.1=04:" },
  { "text in another character set, as devices take it", "", NAME "=04:e9", "0 0", NAME "=04:e9" },
  { "an instance that a scalar never has (P-SET-04)", "", "1.3.6.1.2.1.1.5.1=04:61", "11 1", "" },
  { "a row of a table that managers do not create", "", IF "7.9=02:01", "11 1", "-" IF "7.9" },
  { "what no module tells of: its type is enough", "", "1.3.6.1.4.1.99999.1.0=02:06", "0 0",
    "1.3.6.1.4.1.99999.1.0=02:06" },
  { "and is asked for", "", "1.3.6.1.4.1.99999.1.0=04:06", "7 1", "1.3.6.1.4.1.99999.1.0=02:05" },
  { "the first that is wrong is told, and none is written (P-SET-06)", "",
    NAME "=04:6e6577 " IF "7.1=02:09 " IF "10.1=41:00", "10 2", NAME "=04:6f6c64" },

  { "a spin lock counts on (P-TAI-01)", "", SERIAL "=02:07", "0 0", SERIAL "=02:08" },
  { "who comes with another number is too late", "", SERIAL "=02:06", "12 1", SERIAL "=02:07" },
  { "with what it guards", "", SERIAL "=02:06 " NAME "=04:6e6577", "12 1", NAME "=04:6f6c64" },

  { "a row at once, with defaults (P-ROW-01)", "",
    DOMAIN ("97") ADDRESS ("97") PARAMS ("97") T "9.97=02:04", "0 0", ROW ("97", "1") },
  { "in whatever order (P-SET-06)", "",
    T "9.97=02:04 " PARAMS ("97") DOMAIN ("97") ADDRESS ("97"), "0 0", ROW ("97", "1") },
  { "what is set goes before defaults", "",
    DOMAIN ("97") ADDRESS ("97") PARAMS ("97") T "5.97=02:09 " T "9.97=02:04", "0 0",
    T "5.97=02:09 " T "9.97=02:01" },
  { "without all it needs it does not go", "", T "9.97=02:04 " DOMAIN ("97"), "12 1",
    "-" T "9.97 -" T "2.97" },
  { "it may wait (P-ROW-02)", "", T "9.97=02:05 " DOMAIN ("97"), "0 0",
    T "9.97=02:03 " DOMAIN ("97") T "8.97=02:03" },
  { "complete, it waits not in service", "",
    T "9.97=02:05 " DOMAIN ("97") ADDRESS ("97") PARAMS ("97"), "0 0", T "9.97=02:02" },
  { "a column of no row (P-ROW-06)", "", DOMAIN ("97"), "18 1", "-" T "2.97" },
  { "the last column completes it", T "9.97=02:03 " DOMAIN ("97") ADDRESS ("97"), PARAMS ("97"),
    "0 0", T "9.97=02:02 " PARAMS ("97") },
  { "then it can be active (P-ROW-03)", ROW ("97", "2"), T "9.97=02:01", "0 0", T "9.97=02:01" },
  { "a row that lacks something cannot", T "9.97=02:03 " DOMAIN ("97"), T "9.97=02:01", "12 1",
    T "9.97=02:03" },
  { "unless it comes along", T "9.97=02:03 " DOMAIN ("97"),
    T "9.97=02:01 " ADDRESS ("97") PARAMS ("97"), "0 0", T "9.97=02:01" },
  { "a row that is there is not created (P-ROW-01)", ROW ("97", "1"), T "9.97=02:04", "12 1",
    T "9.97=02:01" },
  { "out of service (P-ROW-04)", ROW ("97", "1"), T "9.97=02:02", "0 0", T "9.97=02:02" },
  { "nobody sets notReady (P-ROW-07)", ROW ("97", "1"), T "9.97=02:03", "10 1", T "9.97=02:01" },
  { "all cells go at once (P-ROW-05, P-ROW-08)", ROW ("97", "1") ROW ("97.98", "1"), T "9.97=02:06",
    "0 0", "-" T "9.97 -" T "2.97 -" T "8.97 " T "9.97.98=02:01" },
  { "destroying nothing is no error", "", T "9.97=02:06", "0 0", "-" T "9.97" },
  { "columns that come with destroy go as well", ROW ("97", "1"), T "9.97=02:06 " T "5.97=02:09",
    "0 0", "-" T "5.97 -" T "9.97" },
  { "a column that the device has in no row is not asked for", T "9.98=02:01 " DOMAIN ("98")
    PARAMS ("98"), T "9.97=02:04 " DOMAIN ("97") PARAMS ("97"), "0 0",
    T "9.97=02:01 -" T "3.97 -" T "4.97" },
  { "an index that cannot be: the name has 1 to 32 octets (P-SET-04)", "",
    T "9.300=02:05", "11 1", "-" T "9.300" },
  { "a permanent row stays (P-STO-01)", ROW ("97", "1") T "8.98=02:04 " T "9.98=02:01",
    T "9.98=02:06", "12 1", T "9.98=02:01" },
  { "nobody makes one permanent", ROW ("97", "1"), T "8.97=02:04", "10 1", T "8.97=02:03" },
  { "a read-only row cannot be changed", T "8.98=02:05 " T "9.98=02:01 " T "5.98=02:01",
    T "5.98=02:02", "17 1", T "5.98=02:01" },
};

static void
assert_there (TarnStore  *store,
              const char *rows,
              const char *sentence)
{
  g_autofree char *dump = tarn_agent_test_dump (store);
  g_autofree char *lines = g_strconcat ("\n", dump, NULL);
  g_auto(GStrv) words = g_strsplit (rows, " ", -1);

  for (gsize i = 0; words[i] != NULL; i++)
    {
      gboolean absent = words[i][0] == '-';
      g_autofree char *line = absent ? g_strdup_printf ("\n%s=", words[i] + 1)
                                     : g_strdup_printf ("\n%s\n", words[i]);

      if (words[i][0] != '\0' && (strstr (lines, line) != NULL) == absent)
        g_error ("%s: “%s” is %s:\n%s", sentence, words[i], absent ? "there" : "not there", dump);
    }
}

static char *
ask (TarnStore  *store,
     gboolean    any,
     const char *rows)
{
  g_autoptr(TarnResponder) responder = tarn_agent_test_responder (store);
  g_autoptr(GBytes) request = tarn_agent_test_request (TARN_VERSION_2C, "secret", TARN_PDU_SET, 0, 0,
                                                       rows);

  tarn_responder_set_mib (responder, mib, any);
  return tarn_agent_test_ask (responder, request);
}

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  g_autofree char *before = g_strconcat (DEVICE, c->before, NULL);
  g_autoptr(TarnStore) store = tarn_agent_test_store (before);
  g_autofree char *reply = ask (store, FALSE, c->rows);
  g_autofree char *wanted = g_strdup_printf ("%s ", c->status);

  if (!g_str_has_prefix (reply, wanted))
    g_error ("%s: %.60s, not %s", c->sentence, reply, c->status);
  assert_there (store, c->after, c->sentence);
}

/* P-SET-09: the response repeats the request, also where something else is stored. */
static void
test_response (void)
{
  g_autoptr(TarnStore) store = tarn_agent_test_store (DEVICE);
  g_autofree char *lock = ask (store, FALSE, SERIAL "=02:07");
  g_autofree char *row = ask (store, FALSE, DOMAIN ("97") ADDRESS ("97") PARAMS ("97") T "9.97=02:04");

  g_assert_cmpstr (lock, ==, "0 0 " SERIAL "=02:07");
  g_assert_true (g_str_has_suffix (row, T "9.97=02:04"));
}

/* P-SET-02, unless somebody wants to write all the same: the values are checked. */
static void
test_any (void)
{
  g_autoptr(TarnStore) store = tarn_agent_test_store (DEVICE);
  g_autofree char *good = ask (store, TRUE, IF "8.1=02:02");
  g_autofree char *bad = ask (store, TRUE, IF "8.1=02:63");

  g_assert_true (g_str_has_prefix (good, "0 0 "));
  g_assert_true (g_str_has_prefix (bad, "10 1 "));
  assert_there (store, IF "8.1=02:02", "written all the same");
}

/* A life of a row, as a manager drives it; and the wrap of a spin lock. */
static void
test_life (void)
{
  static const struct
  {
    const char *rows;
    const char *status;
    const char *after;
  } steps[] = {
    { T "9.97=02:05", "0 0", T "9.97=02:03 " T "4.97=02:05dc" },
    { DOMAIN ("97"), "0 0", T "9.97=02:03" },
    { ADDRESS ("97") PARAMS ("97"), "0 0", T "9.97=02:02" },
    { T "9.97=02:01", "0 0", ROW ("97", "1") },
    { T "6.97=04:78", "0 0", T "6.97=04:78 " T "9.97=02:01" },
    { T "9.97=02:02 " T "6.97=04:79", "0 0", T "6.97=04:79 " T "9.97=02:02" },
    { T "9.97=02:06", "0 0", "-" T "9.97 -" T "6.97" },
    { T "6.97=04:78", "18 1", "-" T "6.97" },
  };
  g_autoptr(TarnStore) store = tarn_agent_test_store (DEVICE);
  g_autoptr(TarnStore) last = tarn_agent_test_store (SERIAL "=02:7fffffff");
  g_autofree char *wrapped = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autofree char *reply = ask (store, FALSE, steps[i].rows);

      g_assert_true (g_str_has_prefix (reply, steps[i].status));
      assert_there (store, steps[i].after, steps[i].rows);
    }

  wrapped = ask (last, FALSE, SERIAL "=02:7fffffff");
  g_assert_cmpstr (wrapped, ==, "0 0 " SERIAL "=02:7fffffff");
  assert_there (last, SERIAL "=02:00", "2^31-1 → 0 (P-TAI-01)");
}

/* P-STO-02: what is no RowStatus by its convention is a plain enumeration. */
static void
test_entry_status (void)
{
  g_autoptr(TarnStore) store =
    tarn_agent_test_store ("1.3.6.1.2.1.16.9.1.1.7.1=02:01 1.3.6.1.2.1.16.9.1.1.2.1=04:61");
  g_autofree char *reply = ask (store, FALSE, "1.3.6.1.2.1.16.9.1.1.7.1=02:04");

  g_assert_true (g_str_has_prefix (reply, "0 0 "));
  assert_there (store, "1.3.6.1.2.1.16.9.1.1.7.1=02:04", "EntryStatus");
}

/* P-ROW-10: what becomes of rows by the clock.  A step is a Set, or where there is nothing to
 * set any request that comes then. */
typedef struct
{
  const char *sentence;
  guint       after_s;
  const char *rows;
  const char *there;
} ClockStep;

#define WAITING T "9.97=02:02 " DOMAIN ("97") PARAMS ("97")

static const ClockStep clock_steps[] = {
  { "a row is begun", 0, T "9.97=02:05 " DOMAIN ("97"), T "9.97=02:03" },
  { "it waits", 299, NULL, T "9.97=02:03" },
  { "who sets something of it has as long again", 0, ADDRESS ("97") PARAMS ("97"), WAITING },
  { "ready as it is", 299, NULL, WAITING },
  { "at last it goes, with all its cells", 1, NULL, "-" T "9.97 -" T "2.97 -" T "5.97" },
  { "another one", 1, T "9.97=02:05 " DOMAIN ("97") ADDRESS ("97") PARAMS ("97"), WAITING },
  { "and one more, later", 100, T "9.98=02:05 " DOMAIN ("98"), WAITING T "9.98=02:03" },
  { "the first becomes active", 100, T "9.97=02:01", T "9.97=02:01 " T "9.98=02:03" },
  { "and stays, while the other goes", 200, NULL, T "9.97=02:01 -" T "9.98 -" T "2.98" },
  { "out of service it waits for who put it there", 0, T "9.97=02:02", T "9.97=02:02" },
  { "for ever", 100000, NULL, T "9.97=02:02" },
  { "so does one that was there before", 0, T "5.99=02:04", T "9.99=02:02" },
  { "whoever comes", 100000, NULL, T "9.99=02:02" },
  { "one that is destroyed", 0, T "9.98=02:05 " DOMAIN ("98"), T "9.98=02:03" },
  { "and begun again", 200, T "9.98=02:06", "-" T "9.98" },
  { "begins anew", 0, T "9.98=02:05 " DOMAIN ("98"), T "9.98=02:03" },
  { "with all its time", 299, NULL, T "9.98=02:03" },
  { "a Set finds it gone, too", 1, NAME "=04:61", NAME "=04:61 -" T "9.98 -" T "2.98" },
};

static void
test_left (gconstpointer forever)
{
  g_autoptr(TarnStore) store = tarn_agent_test_store (DEVICE ROW ("99", "2"));
  g_autoptr(TarnResponder) responder = tarn_agent_test_responder (store);
  guint8 buffer[TARN_RESPONSE_SIZE_DEFAULT];
  gint64 now_us = 12345;

  tarn_responder_set_mib (responder, mib, FALSE);
  if (forever != NULL)
    tarn_responder_set_row_timeout (responder, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (clock_steps); i++)
    {
      const ClockStep *step = &clock_steps[i];
      g_autoptr(GBytes) request
        = tarn_agent_test_request (TARN_VERSION_2C, "secret",
                                   step->rows != NULL ? TARN_PDU_SET : TARN_PDU_GET_NEXT, 0, 0,
                                   step->rows != NULL ? step->rows : "1.3=05:");
      g_autofree char *reply = NULL;
      TarnSpan response;

      now_us += step->after_s * G_TIME_SPAN_SECOND;
      g_assert_true (tarn_agent_test_respond (responder, tarn_test_span (request), now_us, buffer,
                                              &response));
      tarn_responder_end_batch (responder);
      reply = tarn_agent_test_render (response);
      if (forever == NULL || i < 4)
        {
          g_assert_true (g_str_has_prefix (reply, "0 0"));
          assert_there (store, step->there, step->sentence);
        }
      else
        {
          assert_there (store, WAITING, "a row that nobody waits for stays");
          break;
        }
    }
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *folder = g_build_filename (g_getenv ("TARN_SOURCE"), "data", "mibs", NULL);
  const char *folders[] = { folder, NULL };
  g_autoptr(GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  mib = tarn_mib_load (folders, NULL, &error);
  g_assert_no_error (error);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/set-objects/", cases[i].sentence, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/set-objects/response", test_response);
  g_test_add_func ("/set-objects/any", test_any);
  g_test_add_func ("/set-objects/life", test_life);
  g_test_add_data_func ("/set-objects/left", NULL, test_left);
  g_test_add_data_func ("/set-objects/left for ever", "", test_left);
  g_test_add_func ("/set-objects/entry-status", test_entry_status);

  status = g_test_run ();
  g_clear_object (&mib);
  return status;
}
