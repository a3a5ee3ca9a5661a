/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Scans of fleets in memory: what is told of each device, whatever its character, and
 * whatever the network does.
 */
#include <errno.h>
#include <string.h>

#include "base/tarn-error.h"
#include "tarn-fake-fleet.h"
#include "tarn-test.h"

#define SYS_DESCR "1.3.6.1.2.1.1.1.0"
#define SYS_NAME  "1.3.6.1.2.1.1.5.0"
#define SYS_LOC   "1.3.6.1.2.1.1.6.0"

/* --- one device of each character ------------------------------------------------ */

typedef struct
{
  const char      *sentence;
  FleetCharacter   character;
  TarnScanOutcome  outcome;
  guint            n_rows;
  guint            n_asked;
  int              credential;
  guint            n_missing;
  TarnAnomalies    anomalies;
  const char      *error;
} CharacterVector;

/* Three scalars; credentials: v2c "public", v2c "secret", v1 "public". */
static const CharacterVector characters[] = {
  { "a good device is asked once", FLEET_GOOD, TARN_SCAN_ANSWERED, 3, 1, 0, 0, 0, NULL },
  { "a dead one twice with each credential (F-64)", FLEET_DEAD, TARN_SCAN_SILENT, 0, 6, -1, 0, 0,
    "did not answer" },
  { "a closed port is tried once more, not with other credentials (F-65)", FLEET_PORT_CLOSED,
    TARN_SCAN_REFUSED, 0, 2, -1, 0, 0, "no agent listens" },
  { "so is a host that cannot be reached (F-65)", FLEET_NO_ROUTE, TARN_SCAN_UNREACHABLE, 0, 2,
    -1, 0, 0, "cannot be reached" },
  { "an agent that restarts answers the second time (F-65)", FLEET_CLOSED_ONCE,
    TARN_SCAN_ANSWERED, 3, 2, 0, 0, 0, NULL },
  { "the second credential, after the tries of the first", FLEET_SECRET, TARN_SCAN_ANSWERED, 3, 3,
    1, 0, 0, NULL },
  { "v1 is a credential; a name that it has not got is told so (P-MGR-11)", FLEET_V1,
    TARN_SCAN_ANSWERED, 3, 6, 2, 0, 0, NULL },
  { "tooBig halves the list (P-MGR-12)", FLEET_TOO_BIG, TARN_SCAN_ANSWERED, 3, 4, 0, 0, 0, NULL },
  { "an error without an index is narrowed down (F-35, P-MGR-10)", FLEET_GEN_ERR,
    TARN_SCAN_INCOMPLETE, 2, 5, 0, 1, 0, "genErr" },
  { "another name is told under its own name, after a second look (F-04)", FLEET_RENAMED,
    TARN_SCAN_ANSWERED, 3, 2, 0, 0, TARN_ANOMALY_RENAMED, NULL },
  { "a name that was left out is asked alone (F-18)", FLEET_FORGETFUL, TARN_SCAN_ANSWERED, 3, 2, 0,
    0, TARN_ANOMALY_MISSING, NULL },
  { "once; after that it is missing (P-MGR-08)", FLEET_NEGLIGENT, TARN_SCAN_INCOMPLETE, 2, 2, 0, 1,
    TARN_ANOMALY_MISSING, "did not tell 1" },
  { "order does not matter (F-18)", FLEET_REVERSED, TARN_SCAN_ANSWERED, 3, 1, 0, 0, 0, NULL },
  { "an answer from another address is none (P-MGR-03, F-11)", FLEET_ELSEWHERE, TARN_SCAN_SILENT,
    0, 6, -1, 0, 0, "another address" },
  { "nor from another port (F-10)", FLEET_OTHER_PORT, TARN_SCAN_SILENT, 0, 6, -1, 0, 0,
    "another address" },
  { "an echo is no answer (P-MGR-01)", FLEET_ECHO, TARN_SCAN_SILENT, 0, 6, -1, 0, 0, NULL },
  { "rubbish is not taken for silence (P-MGR-04)", FLEET_GARBAGE, TARN_SCAN_ERROR, 0, 6, -1, 0, 0,
    "not with SNMP" },
  { "only errors", FLEET_ERRORS, TARN_SCAN_ERROR, 0, 4, 0, 3, 0, "genErr" },
};

static void
add_credential (TarnScan    *scan,
                TarnVersion  version,
                const char  *community)
{
  g_autoptr(GBytes) octets = g_bytes_new (community, strlen (community));

  tarn_scan_add_credential (scan, version, octets);
}

static FleetCharacter
character_of_row (guint32 n)
{
  return n < G_N_ELEMENTS (characters) ? characters[n].character : FLEET_DEAD;
}

static void
test_characters (void)
{
  Fleet f;

  /* One more, which stands in for the neighbour of who answers from elsewhere. */
  fleet_init (&f, G_N_ELEMENTS (characters) + 1, character_of_row);
  fleet_add_oid (&f, SYS_DESCR);
  fleet_add_oid (&f, SYS_NAME);
  fleet_add_oid (&f, SYS_LOC);
  add_credential (f.scan, TARN_VERSION_2C, "public");
  add_credential (f.scan, TARN_VERSION_2C, "secret");
  add_credential (f.scan, TARN_VERSION_1, "public");
  fleet_run (&f);
  g_assert_no_error (f.error);

  for (guint i = 0; i < G_N_ELEMENTS (characters); i++)
    {
      const CharacterVector *v = &characters[i];
      const FleetDevice *device = &f.devices[i];

      g_test_message ("%s: %s, %u rows, asked %u times: %s", v->sentence,
                      tarn_scan_outcome_to_string (device->outcome), device->n_rows,
                      device->n_asked, device->error);
      g_assert_cmpuint (device->n_ends, ==, 1);
      g_assert_cmpint (device->outcome, ==, v->outcome);
      g_assert_cmpuint (device->n_rows, ==, v->n_rows);
      g_assert_cmpuint (device->n_asked, ==, v->n_asked);
      g_assert_cmpint (device->credential, ==, v->credential);
      g_assert_cmpuint (device->n_missing, ==, v->n_missing);
      g_assert_cmpuint (device->anomalies, ==, v->anomalies);
      g_assert_cmpuint (device->n_wrong, ==, 0);
      if (v->error != NULL)
        g_assert_nonnull (strstr (device->error, v->error));
    }
  fleet_clear (&f);
}

/* --- half of them dead, on a bad network -------------------------------------------- */

static FleetCharacter
every_second_is_dead (guint32 n)
{
  static const FleetCharacter dead[] = { FLEET_DEAD, FLEET_PORT_CLOSED, FLEET_NO_ROUTE };

  return n % 2 == 0 ? FLEET_GOOD : dead[n / 2 % G_N_ELEMENTS (dead)];
}

/* F-15, F-16, P-MGR-04: whatever is lost, late, double or out of order, no row is told of
 * the wrong device, and each ends once. */
static void
test_bad_network (void)
{
  TarnScanCounts counts;
  guint n_lost = 0;
  Fleet f;

  fleet_init (&f, 2000, every_second_is_dead);
  fleet_add_oid (&f, SYS_DESCR);
  fleet_add_oid (&f, SYS_NAME);
  tarn_scan_set_tries (f.scan, 12);
  tarn_fake_wire_set_loss (f.wire, 200);
  tarn_fake_wire_set_duplicates (f.wire, 100);
  tarn_fake_wire_set_delay (f.wire, 1000, 2500 * 1000);
  fleet_run (&f);
  g_assert_no_error (f.error);

  for (guint i = 0; i < f.n; i++)
    {
      const FleetDevice *device = &f.devices[i];

      g_assert_cmpuint (device->n_ends, ==, 1);
      g_assert_cmpuint (device->n_wrong, ==, 0);
      if (i % 2 == 1)
        {
          g_assert_cmpuint (device->n_rows, ==, 0);
          g_assert_cmpint (device->outcome, !=, TARN_SCAN_ANSWERED);
          continue;
        }
      n_lost += device->outcome != TARN_SCAN_ANSWERED;
      g_assert_cmpuint (device->n_rows, ==, device->outcome == TARN_SCAN_ANSWERED ? 2 : 0);
    }
  /* 0.36 of exchanges fail: of twelve tries all do in one of 200,000 devices. */
  g_assert_cmpuint (n_lost, ==, 0);

  tarn_scan_get_counts (f.scan, &counts);
  g_assert_cmpuint (counts.n_ended, ==, 2000);
  g_assert_cmpuint (counts.n_done, ==, 2000);
  g_assert_cmpuint (counts.n_answered, ==, 1000);
  g_assert_cmpuint (counts.n_silent + counts.n_refused, ==, 1000);
  g_assert_cmpuint (counts.n_rows, ==, 2000);
  g_assert_cmpuint (counts.n_late, >, 0);
  fleet_clear (&f);
}

static FleetCharacter
all_dead_but_the_last (guint32 n)
{
  return n == 19999 ? FLEET_GOOD : FLEET_DEAD;
}

/* F-78: silence of who was never heard is no loss, and holds nobody up: 20,000 dead
 * targets take little longer than one. */
static void
test_dead_ones_wait_together (void)
{
  TarnScanCounts counts;
  gint64 began_us;
  Fleet f;

  fleet_init (&f, 20000, all_dead_but_the_last);
  began_us = f.clock.now_us;
  fleet_run (&f);

  g_assert_cmpint (f.devices[19999].outcome, ==, TARN_SCAN_ANSWERED);
  g_test_message ("%.1f s", (double) (f.clock.now_us - began_us) / G_USEC_PER_SEC);
  g_assert_cmpint (f.clock.now_us - began_us, <, 15 * G_USEC_PER_SEC);
  tarn_scan_get_counts (f.scan, &counts);
  g_assert_cmpuint (counts.n_silent, ==, 19999);
  g_assert_cmpuint (counts.window, >=, 64);
  fleet_clear (&f);
}

/* --- pace ----------------------------------------------------------------------------- */

static FleetCharacter
all_good (guint32 n)
{
  return FLEET_GOOD;
}

/* F-74: so many a second, and never many at once. */
static void
test_rate (void)
{
  gint64 first_us, last_us;
  Fleet f;

  fleet_init (&f, 3000, all_good);
  tarn_scan_set_rate (f.scan, 1000);
  fleet_run (&f);

  g_assert_cmpuint (f.sent_us->len, ==, 3000);
  first_us = g_array_index (f.sent_us, gint64, 0);
  last_us = g_array_index (f.sent_us, gint64, 2999);
  g_assert_cmpint (last_us - first_us, >=, 2970 * 1000);
  g_assert_cmpint (last_us - first_us, <=, 3100 * 1000);
  for (guint i = 0; i + 100 < f.sent_us->len; i++)
    g_assert_cmpint (g_array_index (f.sent_us, gint64, i + 100)
                     - g_array_index (f.sent_us, gint64, i), >=, 79 * 1000);
  fleet_clear (&f);
}

/* F-72: no room on the way out is a pause, not a loss. */
static void
test_no_room (void)
{
  TarnScanCounts counts;
  Fleet f;

  fleet_init (&f, 200, all_good);
  tarn_fake_wire_fail_sends (f.wire, ENOBUFS, 3);
  fleet_run (&f);
  for (guint i = 0; i < f.n; i++)
    {
      g_assert_cmpint (f.devices[i].outcome, ==, TARN_SCAN_ANSWERED);
      g_assert_cmpuint (f.devices[i].n_asked, ==, 1);
    }
  tarn_scan_get_counts (f.scan, &counts);
  g_assert_cmpuint (counts.n_sent, ==, 200);
  fleet_clear (&f);
}

/* F-65: an error of one datagram is not that of others in the batch. */
static void
test_local_error (void)
{
  Fleet f;

  fleet_init (&f, 200, all_good);
  tarn_fake_wire_fail_sends (f.wire, EPERM, 1);
  fleet_run (&f);
  for (guint i = 0; i < f.n; i++)
    g_assert_cmpint (f.devices[i].outcome, ==, TARN_SCAN_ANSWERED);
  fleet_clear (&f);
}

static void
test_local_error_stays (void)
{
  Fleet f;

  fleet_init (&f, 1, all_good);
  tarn_fake_wire_fail_sends (f.wire, ENETUNREACH, 2);
  fleet_run (&f);
  g_assert_cmpint (f.devices[0].outcome, ==, TARN_SCAN_UNREACHABLE);
  fleet_clear (&f);
}

/* --- discovery --------------------------------------------------------------------------- */

static FleetCharacter
all_kinds (guint32 n)
{
  static const FleetCharacter kinds[] = {
    FLEET_GOOD, FLEET_SCRIPT, FLEET_ERRORS, FLEET_TOO_BIG, FLEET_DUMB_AFTER, FLEET_DEAD,
  };

  return kinds[n];
}

/* Whoever denies the two scalars, or says nothing but errors, answers; one that cannot tell
 * both at once is asked for each (P-MGR-12). */
static void
test_discover (void)
{
  Fleet f;

  fleet_init (&f, 6, all_kinds);
  tarn_fake_agent_add (f.agent, "1.3.6.1.4.1.1.0", 1);
  tarn_scan_set_discover (f.scan, TRUE);
  fleet_add_oid (&f, SYS_DESCR);
  fleet_run (&f);

  g_assert_cmpint (f.devices[0].outcome, ==, TARN_SCAN_ANSWERED);
  g_assert_cmpuint (f.devices[0].n_rows, ==, 2);
  g_assert_cmpint (f.devices[0].rtt_us, ==, 1000);
  g_assert_cmpint (f.devices[1].outcome, ==, TARN_SCAN_ANSWERED);
  g_assert_cmpuint (f.devices[1].n_exceptions, ==, 2);
  g_assert_cmpint (f.devices[2].outcome, ==, TARN_SCAN_ANSWERED);
  g_assert_cmpuint (f.devices[2].n_asked, <=, 3);
  g_assert_cmpint (f.devices[3].outcome, ==, TARN_SCAN_ANSWERED);
  g_assert_cmpuint (f.devices[3].n_rows, ==, 2);
  g_assert_cmpint (f.devices[4].outcome, ==, TARN_SCAN_ANSWERED);
  g_assert_cmpint (f.devices[5].outcome, ==, TARN_SCAN_SILENT);
  for (guint i = 0; i < 5; i++)
    g_assert_cmpuint (f.devices[i].n_missing, ==, 0);
  fleet_clear (&f);
}

/* --- more names than a request holds --------------------------------------------------- */

static FleetCharacter
good_or_picky (guint32 n)
{
  return n == 0 ? FLEET_GOOD : n == 1 ? FLEET_TOO_BIG : FLEET_DUMB_AFTER;
}

static void
test_many_names (void)
{
  Fleet f;

  fleet_init (&f, 3, good_or_picky);
  for (guint i = 0; i < 300; i++)
    {
      g_autofree char *oid = g_strdup_printf ("1.3.6.1.4.1.99999.1.%u.0", i);

      fleet_add_oid (&f, oid);
      fleet_add_oid (&f, oid);
    }
  fleet_run (&f);

  g_assert_cmpint (f.devices[0].outcome, ==, TARN_SCAN_ANSWERED);
  g_assert_cmpuint (f.devices[0].n_rows, ==, 300);
  g_assert_cmpuint (f.devices[0].n_asked, >=, 4);
  g_assert_cmpint (f.devices[1].outcome, ==, TARN_SCAN_ANSWERED);
  g_assert_cmpuint (f.devices[1].n_rows, ==, 300);
  g_assert_cmpint (f.devices[2].outcome, ==, TARN_SCAN_INCOMPLETE);
  g_assert_cmpuint (f.devices[2].n_rows + f.devices[2].n_missing, ==, 300);
  fleet_clear (&f);
}

/* --- for bindings -------------------------------------------------------------------------- */

static void
varbinds_cb (TarnScan   *scan,
             const char *target,
             guint64     number,
             GPtrArray  *varbinds,
             gpointer    user_data)
{
  *(guint *) user_data += varbinds->len;
}

static void
ended_cb (TarnScan        *scan,
          const char      *target,
          guint64          number,
          TarnScanOutcome  outcome,
          const GError    *error,
          gpointer         user_data)
{
  g_assert_cmpint (outcome, ==, number % 2 == 0 ? TARN_SCAN_ANSWERED
                                : number == 1 ? TARN_SCAN_SILENT
                                : number == 3 ? TARN_SCAN_REFUSED : TARN_SCAN_UNREACHABLE);
  g_assert_true ((error != NULL) == (number % 2 == 1));
  *(guint *) user_data += 1000;
}

static void
test_signals (void)
{
  guint told = 0;
  Fleet f;

  fleet_init (&f, 6, every_second_is_dead);
  fleet_add_oid (&f, SYS_DESCR);
  g_signal_connect (f.scan, "varbinds", G_CALLBACK (varbinds_cb), &told);
  g_signal_connect (f.scan, "ended", G_CALLBACK (ended_cb), &told);
  fleet_run (&f);
  g_assert_cmpuint (told, ==, 6003);
  fleet_clear (&f);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/scan/characters", test_characters);
  g_test_add_func ("/scan/bad-network", test_bad_network);
  g_test_add_func ("/scan/dead-ones-wait-together", test_dead_ones_wait_together);
  g_test_add_func ("/scan/rate", test_rate);
  g_test_add_func ("/scan/no-room", test_no_room);
  g_test_add_func ("/scan/local-error", test_local_error);
  g_test_add_func ("/scan/local-error-stays", test_local_error_stays);
  g_test_add_func ("/scan/discover", test_discover);
  g_test_add_func ("/scan/many-names", test_many_names);
  g_test_add_func ("/scan/signals", test_signals);

  return g_test_run ();
}
