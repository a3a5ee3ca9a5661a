/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Scans of fleets in memory: tables, good and bad, and a scan that is stopped.
 */
#include <string.h>

#include "tarn-fake-fleet.h"
#include "tarn-test.h"

#define SYS_DESCR "1.3.6.1.2.1.1.1.0"
#define IF_TABLE  "1.3.6.1.2.1.2.2.1"

/* --- tables ------------------------------------------------------------------------------ */

static FleetCharacter
all_scripts (guint32 n)
{
  return FLEET_SCRIPT;
}

static void
fill_table (Fleet *f)
{
  tarn_fake_agent_add (f->agent, SYS_DESCR, 1);
  tarn_fake_agent_add (f->agent, "1.3.6.1.2.1.1.3.0", 1);
  tarn_fake_agent_add_many (f->agent, IF_TABLE ".1", 1, 50);
  tarn_fake_agent_add_many (f->agent, IF_TABLE ".2", 1, 50);
  tarn_fake_agent_add_many (f->agent, IF_TABLE ".5", 1, 7);
}

static void
test_tables (void)
{
  Fleet f;

  fleet_init (&f, 500, all_scripts);
  fill_table (&f);
  fleet_add_oid (&f, SYS_DESCR);
  fleet_add_table (&f, IF_TABLE ".1");
  fleet_add_table (&f, IF_TABLE ".2");
  fleet_add_table (&f, IF_TABLE ".3");
  fleet_add_table (&f, IF_TABLE ".5");
  tarn_fake_wire_set_loss (f.wire, 50);
  tarn_scan_set_tries (f.scan, 8);
  fleet_run (&f);
  for (guint i = 0; i < f.n; i++)
    {
      g_assert_cmpint (f.devices[i].outcome, ==, TARN_SCAN_ANSWERED);
      g_assert_cmpuint (f.devices[i].n_rows, ==, 1 + 107);
    }
  fleet_clear (&f);
}

/* Without scalars the first contact is one small request, which nobody is told of. */
static void
test_tables_alone (void)
{
  Fleet f;

  fleet_init (&f, 3, all_scripts);
  fill_table (&f);
  fleet_add_table (&f, IF_TABLE);
  fleet_run (&f);
  for (guint i = 0; i < f.n; i++)
    {
      g_assert_cmpint (f.devices[i].outcome, ==, TARN_SCAN_ANSWERED);
      g_assert_cmpuint (f.devices[i].n_rows, ==, 107);
    }
  fleet_clear (&f);
}

typedef struct
{
  const char      *sentence;
  gsize            fault;      /* of TarnFakeAgent, a guint; 0: none */
  guint            value;
  TarnFakeEnd      end;
  TarnScanOutcome  outcome;
  TarnGapReason    reason;
} TableVector;

static const TableVector tables[] = {
  { "silence above three repetitions (F-06)", G_STRUCT_OFFSET (TarnFakeAgent, silent_above), 3,
    TARN_FAKE_END_OF_VIEW, TARN_SCAN_ANSWERED, TARN_GAP_NONE },
  { "tooBig above three (F-06)", G_STRUCT_OFFSET (TarnFakeAgent, too_big_above), 3,
    TARN_FAKE_END_OF_VIEW, TARN_SCAN_ANSWERED, TARN_GAP_NONE },
  { "empty replies (F-19)", G_STRUCT_OFFSET (TarnFakeAgent, empty_above), 3,
    TARN_FAKE_END_OF_VIEW, TARN_SCAN_ANSWERED, TARN_GAP_NONE },
  { "never more than two varbinds (F-09)", G_STRUCT_OFFSET (TarnFakeAgent, truncate), 2,
    TARN_FAKE_END_OF_VIEW, TARN_SCAN_ANSWERED, TARN_GAP_NONE },
  { "noSuchName at the end (F-33)", 0, 0, TARN_FAKE_END_NO_SUCH_NAME, TARN_SCAN_ANSWERED,
    TARN_GAP_NONE },
  { "begins again at the front: it ends at the first name that is not greater (F-01)", 0, 0,
    TARN_FAKE_END_LOOP, TARN_SCAN_INCOMPLETE, TARN_GAP_NOT_INCREASING },
};

static void
test_bad_tables (gconstpointer data)
{
  const TableVector *v = data;
  Fleet f;

  fleet_init (&f, 2, all_scripts);
  fill_table (&f);
  f.agent->end = v->end;
  f.agent->loop_to = 30;
  if (v->fault != 0)
    G_STRUCT_MEMBER (guint, f.agent, v->fault) = v->value;
  fleet_add_oid (&f, SYS_DESCR);
  fleet_add_table (&f, IF_TABLE);
  fleet_run (&f);
  g_test_message ("%s: %u rows, asked %s: %s", v->sentence, f.devices[0].n_rows, f.agent->log->str,
                  f.devices[0].error);
  for (guint i = 0; i < f.n; i++)
    {
      g_assert_cmpint (f.devices[i].outcome, ==, v->outcome);
      g_assert_cmpint (f.devices[i].reason, ==, v->reason);
      g_assert_cmpuint (f.devices[i].n_rows, ==, 108);
    }
  fleet_clear (&f);
}

/* F-03: a cap of rows is each device's own. */
static void
test_row_cap (void)
{
  Fleet f;

  fleet_init (&f, 20, all_scripts);
  fill_table (&f);
  fleet_add_table (&f, IF_TABLE);
  tarn_scan_set_max_rows (f.scan, 60);
  fleet_run (&f);
  for (guint i = 0; i < f.n; i++)
    {
      g_assert_cmpint (f.devices[i].outcome, ==, TARN_SCAN_INCOMPLETE);
      g_assert_cmpint (f.devices[i].reason, ==, TARN_GAP_LIMIT);
      g_assert_cmpuint (f.devices[i].n_rows, ==, 60);
    }
  fleet_clear (&f);
}

static FleetCharacter
all_dumb_after (guint32 n)
{
  return FLEET_DUMB_AFTER;
}

static FleetCharacter
all_rarely (guint32 n)
{
  return FLEET_RARELY;
}

/* Tables of a device that answers now and then: what it may cost has an end, as a scan ends
 * when its last device does; and what came is told. */
static void
test_answers_rarely (void)
{
  gint64 took_us;
  Fleet f;

  fleet_init (&f, 2, all_rarely);
  fill_table (&f);
  f.agent->truncate = 2;
  fleet_add_table (&f, IF_TABLE);
  took_us = f.clock.now_us;
  fleet_run (&f);
  took_us = f.clock.now_us - took_us;
  for (guint i = 0; i < f.n; i++)
    {
      g_test_message ("%u rows, asked %u times, %d s", f.devices[i].n_rows, f.devices[i].n_asked,
                      (int) (took_us / G_USEC_PER_SEC));
      g_assert_cmpint (f.devices[i].outcome, ==, TARN_SCAN_INCOMPLETE);
      g_assert_cmpuint (f.devices[i].n_rows, >, 0);
      g_assert_cmpuint (f.devices[i].n_rows, <, 107);
      g_assert_cmpuint (f.devices[i].n_gaps, >, 0);
    }
  /* A minute in vain, and rests are not (F-44). */
  g_assert_cmpint (took_us, >, 60 * (gint64) G_USEC_PER_SEC);
  g_assert_cmpint (took_us, <, 75 * (gint64) G_USEC_PER_SEC);
  fleet_clear (&f);
}

/* F-44: what came is told, and what did not. */
static void
test_falls_silent (void)
{
  Fleet f;

  fleet_init (&f, 2, all_dumb_after);
  fleet_add_oid (&f, SYS_DESCR);
  fleet_add_table (&f, IF_TABLE);
  fleet_run (&f);
  for (guint i = 0; i < f.n; i++)
    {
      g_assert_cmpint (f.devices[i].outcome, ==, TARN_SCAN_INCOMPLETE);
      g_assert_cmpuint (f.devices[i].n_rows, ==, 1);
      g_assert_cmpuint (f.devices[i].n_gaps, ==, 1);
      g_assert_cmpint (f.devices[i].reason, ==, TARN_GAP_NO_ANSWER);
      g_assert_nonnull (strstr (f.devices[i].error, "1.3.6.1.2.1.2.2.1"));
    }
  fleet_clear (&f);
}

/* --- stopping and going on ------------------------------------------------------------- */

static FleetCharacter
every_second_is_dead (guint32 n)
{
  static const FleetCharacter dead[] = { FLEET_DEAD, FLEET_PORT_CLOSED, FLEET_NO_ROUTE };

  return n % 2 == 0 ? FLEET_GOOD : dead[n / 2 % G_N_ELEMENTS (dead)];
}

static FleetCharacter
all_good (guint32 n)
{
  return FLEET_GOOD;
}

/* What was told by the first scan is not asked again by the second, and all the rest is. */
static void
test_stop_and_go_on (void)
{
  g_autofree TarnScanOutcome *first = g_new0 (TarnScanOutcome, 1000);
  g_autofree char *state = NULL;
  TarnScanCounts counts;
  guint n_first = 0, n_stopped = 0;
  Fleet f;

  fleet_init (&f, 1000, every_second_is_dead);
  fleet_add_oid (&f, SYS_DESCR);
  fleet_add_table (&f, IF_TABLE);
  tarn_scan_shuffle (f.scan, 7);
  f.stop_after = 300;
  fleet_run (&f);
  g_assert_error (f.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_test_message ("%s", f.error->message);
  for (guint i = 0; i < f.n; i++)
    {
      first[i] = f.devices[i].outcome;
      n_stopped += first[i] == TARN_SCAN_STOPPED;
      n_first += first[i] != TARN_SCAN_NONE && first[i] != TARN_SCAN_STOPPED;
    }
  state = tarn_scan_dup_state (f.scan);
  tarn_scan_get_counts (f.scan, &counts);
  g_assert_cmpuint (counts.n_done, ==, n_first);
  g_assert_cmpuint (counts.n_begun, ==, n_first + n_stopped);
  g_assert_cmpuint (n_stopped, >, 0);
  fleet_clear (&f);

  fleet_init (&f, 1000, every_second_is_dead);
  fleet_add_oid (&f, SYS_DESCR);
  fleet_add_table (&f, IF_TABLE);
  g_assert_true (tarn_scan_set_state (f.scan, state, NULL));
  fleet_run (&f);
  g_assert_no_error (f.error);
  for (guint i = 0; i < f.n; i++)
    {
      gboolean done = first[i] != TARN_SCAN_NONE && first[i] != TARN_SCAN_STOPPED;

      g_assert_cmpuint (f.devices[i].n_ends, ==, done ? 0 : 1);
      g_assert_cmpuint (f.devices[i].n_asked > 0, ==, !done);
    }
  tarn_scan_get_counts (f.scan, &counts);
  g_assert_cmpuint (counts.n_done, ==, 1000);
  g_assert_cmpuint (counts.n_begun, ==, 1000 - n_first);
  fleet_clear (&f);
}

static void
test_cancelled_before (void)
{
  Fleet f;

  fleet_init (&f, 10, all_good);
  g_cancellable_cancel (f.cancellable);
  fleet_run (&f);
  g_assert_error (f.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  for (guint i = 0; i < f.n; i++)
    g_assert_cmpuint (f.devices[i].n_rows, ==, 0);
  fleet_clear (&f);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/scan-tables/tables", test_tables);
  g_test_add_func ("/scan-tables/tables-alone", test_tables_alone);
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autofree char *path = g_strdup_printf ("/scan-tables/bad-tables/%u", i);

      g_test_add_data_func (path, &tables[i], test_bad_tables);
    }
  g_test_add_func ("/scan-tables/row-cap", test_row_cap);
  g_test_add_func ("/scan-tables/answers-rarely", test_answers_rarely);
  g_test_add_func ("/scan-tables/falls-silent", test_falls_silent);
  g_test_add_func ("/scan-tables/stop-and-go-on", test_stop_and_go_on);
  g_test_add_func ("/scan-tables/cancelled-before", test_cancelled_before);

  return g_test_run ();
}
