/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The walk as a pure machine, against agents that complain, fall silent, fail at a
 * cell or make names up.
 */
#include "tarn-test.h"
#include "tarn-walk-fixture.h"

/* --- request size: F-06, P-MGR-12 ----------------------------------------------- */

typedef struct
{
  const char *name;
  gsize       fault;
  const char *log;
} SizeVector;

static const SizeVector size_vectors[] = {
  { "tooBig halves", G_STRUCT_OFFSET (TarnFakeAgent, too_big_above), "b10 b5 b2 b2 " },
  { "genErr halves", G_STRUCT_OFFSET (TarnFakeAgent, gen_err_above), "b10 b5 b2 b2 " },
  { "an empty reply halves once, then GETNEXT (P-WLK-04)",
    G_STRUCT_OFFSET (TarnFakeAgent, empty_above), "b10 b5 n n " },
};

static void
test_too_many (WalkFixture  *f,
               gconstpointer data)
{
  const SizeVector *v = data;

  tarn_fake_agent_add_many (f->agent, IF_TABLE, 1, 100);
  G_STRUCT_MEMBER (guint, f->agent, v->fault) = 3;

  walk_add_root (f, IF_TABLE, NULL);
  walk_run (f);
  walk_assert_complete (f, 100);
  g_test_message ("asked: %s", f->agent->log->str);
  g_assert_true (g_str_has_prefix (f->agent->log->str, v->log));

  /* It comes back to three, tries four at most, and never ten again. */
  g_assert_nonnull (strstr (f->agent->log->str, "b3 "));
  g_assert_null (strstr (f->agent->log->str + 4, "b10 "));
}

static void
test_silent_above (WalkFixture  *f,
                   gconstpointer data)
{
  tarn_fake_agent_add (f->agent, "1.3.6.1.2.1.1.1.0", 1);
  tarn_fake_agent_add_many (f->agent, IF_TABLE, 1, 100);
  f->machine.max_repetitions = 3;

  walk_add_root (f, "1.3.6.1.2.1.1", NULL);
  walk_add_root (f, IF_TABLE, NULL);
  tarn_walk_machine_begin (&f->machine, f->version, f->now_us);
  g_assert_true (walk_ask (f));

  /* The second table is the one with large values (Brocade, F-06). */
  f->agent->silent_above = 1;
  while (walk_ask (f))
    ;
  walk_assert_complete (f, 101);
  g_assert_true (g_str_has_prefix (f->agent->log->str, "b3 b3 n b1 b1 "));
}

static void
test_no_bulk (WalkFixture  *f,
              gconstpointer data)
{
  tarn_fake_agent_add_many (f->agent, IF_TABLE, 1, 20);
  walk_add_root (f, IF_TABLE, NULL);
  f->machine.answered = TRUE;
  f->agent->no_bulk = TRUE;
  walk_run (f);
  walk_assert_complete (f, 20);
  g_assert_true (g_str_has_prefix (f->agent->log->str, "b10 n b5 n b2 n b1 n n n "));
  g_assert_null (strstr (f->agent->log->str + strlen ("b10 n b5 n b2 n b1 "), "b"));
}

static void
test_empty_always (WalkFixture  *f,
                   gconstpointer data)
{
  tarn_fake_agent_add_many (f->agent, IF_TABLE, 1, 20);
  f->agent->empty_always = TRUE;
  walk_add_root (f, IF_TABLE, NULL);
  walk_run (f);
  g_assert_cmpuint (f->names->len, ==, 0);
  walk_assert_gap (f, 0, "after ." IF_TABLE " up to .1.3.6.1.2.1.2.2.1.2: "
                         "the agent answers without a single varbind");
  walk_assert_log (f, "b10 b5 n ");
}

/* More varbinds than were asked for: GETNEXT takes one, GETBULK what it asked. */
static void
test_extra (WalkFixture  *f,
            gconstpointer data)
{
  tarn_fake_agent_add_many (f->agent, IF_TABLE, 1, 20);
  f->agent->n_extra = 3;
  f->version = GPOINTER_TO_INT (data);
  walk_add_root (f, IF_TABLE, NULL);
  walk_run (f);
  walk_assert_complete (f, 20);
}

/* --- silence --------------------------------------------------------------------- */

static void
test_dead_from_start (WalkFixture  *f,
                      gconstpointer data)
{
  tarn_fake_agent_add_many (f->agent, IF_TABLE, 1, 20);
  f->agent->n_answers = 0;
  walk_add_root (f, IF_TABLE, NULL);
  walk_add_root (f, "1.3.6.1.2.1.1", NULL);
  walk_run (f);

  /* One request, not a ladder of them; both roots are missing. */
  walk_assert_log (f, "b10 ");
  g_assert_cmpuint (f->machine.gaps->len, ==, 2);
  walk_assert_gap (f, 0, "after .1.3.6.1.2.1.1 up to .1.3.6.1.2.1.2: the agent fell silent");
  walk_assert_gap (f, 1, "after ." IF_TABLE " up to .1.3.6.1.2.1.2.2.1.2: the agent fell silent");
}

static void
test_dies (WalkFixture  *f,
           gconstpointer data)
{
  const TarnGap *gap;

  tarn_fake_agent_add_many (f->agent, IF_TABLE, 1, 50);
  f->agent->n_answers = 2;
  walk_add_everything (f);
  walk_run (f);
  g_assert_cmpuint (f->names->len, ==, 20);
  /* Then a rest of half a minute, and a question for a sign of life (F-44). */
  walk_assert_log (f, "b10 b10 b10 n g ");
  g_assert_cmpint (f->now_us, >, 31 * G_USEC_PER_SEC);
  walk_assert_gap (f, 0, "after ." IF_TABLE ".20 to the end: the agent fell silent");
  gap = g_ptr_array_index (f->machine.gaps, 0);
  g_assert_cmpuint (gap->n_attempts, ==, 2);
}

static void
test_unreachable (WalkFixture  *f,
                  gconstpointer data)
{
  TarnWalkAsk ask;

  walk_add_everything (f);
  tarn_walk_machine_begin (&f->machine, TARN_VERSION_2C, f->now_us);
  g_assert_cmpint (tarn_walk_machine_next (&f->machine, f->now_us, &ask), ==, TARN_WALK_ASK);
  g_assert_cmpint (ask.type, ==, TARN_PDU_GET_BULK);
  g_assert_cmpmem (ask.names[0].data, ask.names[0].len, "\0", 1);
  tarn_walk_machine_feed_none (&f->machine, ask.slot, TARN_GAP_UNREACHABLE, f->now_us);
  g_assert_cmpint (tarn_walk_machine_next (&f->machine, f->now_us, &ask), ==, TARN_WALK_DONE);
  walk_assert_gap (f, 0, "from the beginning to the end: the network refused");
}

/* --- errors at a cell: F-38 ------------------------------------------------------- */

static void
test_bad_cell (WalkFixture  *f,
               gconstpointer data)
{
  tarn_fake_agent_add_many (f->agent, IF_TABLE, 1, 40);
  tarn_fake_agent_fail_at (f->agent, IF_TABLE ".13", TARN_STATUS_GEN_ERR);
  f->version = GPOINTER_TO_INT (data);
  walk_add_root (f, IF_TABLE, NULL);
  walk_run (f);

  g_assert_cmpuint (f->names->len, ==, 39);
  g_assert_cmpuint (f->machine.gaps->len, ==, 1);
  walk_assert_gap (f, 0, "after ." IF_TABLE ".12 up to ." IF_TABLE ".13.0: "
                         "the agent answers with an error (genErr)");
  /* Back to full size at once. */
  if (f->version == TARN_VERSION_2C)
    g_assert_true (g_str_has_suffix (f->agent->log->str, "n n b10 b10 b10 "));
}

/* A bad cell is no reason to try again what the agent was silent about before. */
static void
test_bad_cell_no_bulk (WalkFixture  *f,
                       gconstpointer data)
{
  tarn_fake_agent_add_many (f->agent, IF_TABLE, 1, 40);
  tarn_fake_agent_fail_at (f->agent, IF_TABLE ".13", TARN_STATUS_GEN_ERR);
  f->agent->no_bulk = TRUE;
  f->machine.answered = TRUE;
  walk_add_root (f, IF_TABLE, NULL);
  walk_run (f);
  g_assert_cmpuint (f->names->len, ==, 39);
  g_assert_null (strstr (f->agent->log->str + strlen ("b10 n b5 n b2 n b1 "), "b"));
}

static void
test_bad_cells_in_a_row (WalkFixture  *f,
                         gconstpointer data)
{
  tarn_fake_agent_add_many (f->agent, IF_TABLE, 1, 40);
  tarn_fake_agent_fail_at (f->agent, IF_TABLE ".3", TARN_STATUS_GEN_ERR);
  tarn_fake_agent_fail_at (f->agent, IF_TABLE ".4", TARN_STATUS_GEN_ERR);
  tarn_fake_agent_fail_at (f->agent, IF_TABLE ".5", TARN_STATUS_GEN_ERR);
  walk_add_root (f, IF_TABLE, NULL);
  walk_run (f);
  g_assert_cmpuint (f->names->len, ==, 37);
  g_assert_cmpuint (f->machine.gaps->len, ==, 1);
  walk_assert_gap (f, 0, "after ." IF_TABLE ".2 up to ." IF_TABLE ".5.0: "
                         "the agent answers with an error (genErr)");
}

/* A whole column answers genErr: after some steps by row the walk goes on with the
 * next column, and a device that answers nothing else comes to an end too. */
static void
test_bad_column (WalkFixture  *f,
                 gconstpointer data)
{
  tarn_fake_agent_add_many (f->agent, IF_TABLE, 1, 40);
  tarn_fake_agent_add_many (f->agent, "1.3.6.1.2.1.2.2.1.3", 1, 40);
  for (guint i = 3; i <= 40; i++)
    {
      g_autofree char *name = g_strdup_printf (IF_TABLE ".%u", i);

      tarn_fake_agent_fail_at (f->agent, name, TARN_STATUS_GEN_ERR);
    }
  walk_add_everything (f);
  walk_run (f);
  g_assert_cmpuint (f->names->len, ==, 42);
  g_assert_cmpuint (f->machine.gaps->len, ==, 1);
  walk_assert_gap (f, 0, "after ." IF_TABLE ".2 up to .1.3.6.1.2.1.2.2.1.2.0: "
                         "the agent answers with an error (genErr)");
}

static void
test_all_bad (WalkFixture  *f,
              gconstpointer data)
{
  int status = GPOINTER_TO_INT (data);

  for (guint i = 1; i <= 9; i++)
    {
      g_autofree char *name = g_strdup_printf ("1.3.6.1.4.1.%u.1.0", i);

      tarn_fake_agent_add (f->agent, name, 1);
      tarn_fake_agent_fail_at (f->agent, name, status);
    }
  walk_add_root (f, "1.3.6.1.4.1", NULL);
  walk_run (f);
  g_assert_cmpuint (f->names->len, ==, 0);
  g_assert_cmpuint (f->machine.gaps->len, ==, 1);
  g_assert_cmpuint (f->agent->n_requests, <, 30);
}

/* --- order: P-WLK-02, P-WLK-03 ----------------------------------------------------- */

/* A table that begins again from its middle ends the walk of that table, but not the
 * walk of a whole device (F-01, F-02). */
static void
test_not_increasing (WalkFixture  *f,
                     gconstpointer data)
{
  gboolean everything = GPOINTER_TO_INT (data);

  tarn_fake_agent_add_many (f->agent, IF_TABLE, 1, 5);
  tarn_fake_agent_add (f->agent, IF_TABLE ".3", 3);
  tarn_fake_agent_add (f->agent, "1.3.6.1.4.1.1.0", 7);
  if (everything)
    walk_add_everything (f);
  else
    walk_add_root (f, IF_TABLE, NULL);
  walk_run (f);

  g_assert_cmpuint (f->names->len, ==, everything ? 6 : 5);
  g_assert_cmpuint (f->machine.gaps->len, ==, 1);
  walk_assert_gap (f, 0, everything
                   ? "after ." IF_TABLE ".5 up to ." IF_TABLE ".6.0: "
                     "the agent's answers do not increase"
                   : "after ." IF_TABLE ".5 up to .1.3.6.1.2.1.2.2.1.2: "
                     "the agent's answers do not increase");
}

/* An agent that begins again from the front behind its last name is not followed for
 * long (P-WLK-03). */
static void
test_round_and_round (WalkFixture  *f,
                      gconstpointer data)
{
  tarn_fake_agent_add_many (f->agent, IF_TABLE, 1, 40);
  f->agent->end = TARN_FAKE_END_LOOP;
  walk_add_everything (f);
  walk_run (f);
  g_assert_cmpuint (f->names->len, ==, 40);
  g_assert_cmpuint (f->machine.gaps->len, ==, 1);
  g_assert_cmpuint (f->agent->n_requests, <, 40);
}

/* From 10 to 50 in steps of a half, while replies stay below 1,400 octets (F-06, F-42). */
static void
test_growth (WalkFixture  *f,
             gconstpointer data)
{
  guint8 tlv[102] = { TARN_KIND_OCTET_STRING, GPOINTER_TO_UINT (data) };

  for (guint i = 1; i <= 1000; i++)
    {
      g_autofree char *text = g_strdup_printf (IF_TABLE ".%u", i);
      g_autoptr(TarnOid) oid = tarn_test_oid (text);

      tarn_fake_agent_add_raw (f->agent, tarn_oid_span (oid), tarn_span (tlv, 2 + (gsize) tlv[1]));
    }
  walk_add_root (f, IF_TABLE, NULL);
  walk_run (f);
  walk_assert_complete (f, 1000);
  g_assert_cmpint (strstr (f->agent->log->str, "b16 ") != NULL, ==, tlv[1] < 60);
  g_assert_cmpint (strstr (f->agent->log->str, "b50 ") != NULL, ==, tlv[1] < 8);
  g_assert_null (strstr (f->agent->log->str, "b51 "));
}

/* --- names that are none: P-OID-03, P-OID-09 -------------------------------------- */

static void
add_raw (WalkFixture *f,
         const char  *hex)
{
  g_autoptr(GBytes) name = tarn_test_hex (hex);

  tarn_fake_agent_add_raw (f->agent, tarn_test_span (name), tarn_span ("\x02\x01\x07", 3));
}

/* An exception with content is a bad value, which ends nothing (P-STR-03, P-BER-13). */
static void
test_exception_with_content (WalkFixture  *f,
                             gconstpointer data)
{
  g_autoptr(TarnOid) oid = tarn_test_oid (IF_TABLE ".3");
  guint8 tlv[] = { (guint8) GPOINTER_TO_UINT (data), 1, 0 };

  tarn_fake_agent_add_many (f->agent, IF_TABLE, 1, 2);
  tarn_fake_agent_add_raw (f->agent, tarn_oid_span (oid), tarn_span (tlv, sizeof tlv));
  tarn_fake_agent_add_many (f->agent, IF_TABLE, 4, 20);
  walk_add_root (f, IF_TABLE, NULL);
  walk_run (f);
  walk_assert_complete (f, 20);
  g_assert_cmpint (f->machine.anomalies.seen & TARN_ANOMALY_BAD_VALUE, !=, 0);
}

static void
test_overflow (WalkFixture  *f,
               gconstpointer data)
{
  tarn_fake_agent_add_many (f->agent, IF_TABLE, 1, 2);
  add_raw (f, "2b 06 01 02 01 02 02 01 01  90 80 80 80 00");
  walk_add_root (f, IF_TABLE, NULL);
  walk_run (f);
  g_assert_cmpuint (f->names->len, ==, 2);
  walk_assert_gap (f, 0, "after ." IF_TABLE ".2 up to .1.3.6.1.2.1.2.2.1.2: "
                         "the agent answers with an OID that cannot be asked for");
  g_assert_cmpint (f->machine.anomalies.seen & TARN_ANOMALY_OID_OVERFLOW, !=, 0);
}

static void
test_padded (WalkFixture  *f,
             gconstpointer data)
{
  add_raw (f, "2b 06 01 02 01 02 02 01 01  80 05");
  walk_add_root (f, IF_TABLE, NULL);
  walk_run (f);
  g_assert_cmpint (f->machine.anomalies.seen & TARN_ANOMALY_OID_PADDED, !=, 0);
  walk_assert_names (f, IF_TABLE ".5");
}

/* Up to 256 arcs are echoed, so that such tables can be walked (P-OID-09, F-30). */
static void
test_long_names (WalkFixture  *f,
                 gconstpointer data)
{
  guint n_arcs = GPOINTER_TO_UINT (data);
  g_autoptr(GString) hex = g_string_new ("2b 06 01 02 01 02 02 01 01 ");
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  for (guint i = 10; i < n_arcs - 1; i++)
    g_string_append (hex, "01 ");
  first = g_strdup_printf ("%s 01", hex->str);
  second = g_strdup_printf ("%s 02", hex->str);
  add_raw (f, first);
  add_raw (f, second);
  f->machine.max_repetitions = 1;
  walk_add_root (f, IF_TABLE, NULL);
  walk_run (f);

  if (n_arcs <= TARN_NAME_MAX_ARCS)
    walk_assert_complete (f, 2);
  else
    walk_assert_gap (f, 0, "after ." IF_TABLE " up to .1.3.6.1.2.1.2.2.1.2: "
                           "the agent answers with an OID that cannot be asked for");
}

/* --- limits and stopping ----------------------------------------------------------- */

/* F-03, P-WLK-08; a device with exactly as many varbinds is complete. */
static void
test_limit (WalkFixture  *f,
            gconstpointer data)
{
  guint n_rows = GPOINTER_TO_UINT (data);

  tarn_fake_agent_add_many (f->agent, IF_TABLE, 1, n_rows);
  f->machine.max_rows = 25;
  walk_add_everything (f);
  walk_run (f);
  g_assert_cmpuint (f->names->len, ==, 25);
  if (n_rows == 25)
    walk_assert_complete (f, 25);
  else
    walk_assert_gap (f, 0, "after ." IF_TABLE ".25 to the end: the limit of the walk was reached");
}

static void
test_stop (WalkFixture  *f,
           gconstpointer data)
{
  TarnWalkAsk ask;

  tarn_fake_agent_add_many (f->agent, IF_TABLE, 1, 50);
  walk_add_root (f, IF_TABLE, NULL);
  walk_add_root (f, "1.3.6.1.4.1", NULL);
  tarn_walk_machine_begin (&f->machine, TARN_VERSION_2C, f->now_us);
  walk_ask (f);
  g_assert_cmpint (tarn_walk_machine_next (&f->machine, f->now_us, &ask), ==, TARN_WALK_ASK);
  tarn_walk_machine_stop (&f->machine, TARN_GAP_CANCELLED);
  g_assert_cmpint (tarn_walk_machine_next (&f->machine, f->now_us, &ask), ==, TARN_WALK_DONE);
  g_assert_cmpuint (f->machine.gaps->len, ==, 2);
  walk_assert_gap (f, 0, "after ." IF_TABLE ".10 up to .1.3.6.1.2.1.2.2.1.2: the walk was stopped");
  walk_assert_gap (f, 1, "after .1.3.6.1.4.1 up to .1.3.6.1.4.2: the walk was stopped");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (size_vectors); i++)
    {
      g_autofree char *path = g_strdup_printf ("/walk-faults/too-many/%s", size_vectors[i].name);

      g_test_add (path, WalkFixture, &size_vectors[i], walk_setup, test_too_many, walk_teardown);
    }

  WALK_TEST ("/walk-faults/silent-above", 0, test_silent_above);
  WALK_TEST ("/walk-faults/no-bulk", 0, test_no_bulk);
  WALK_TEST ("/walk-faults/empty-always", 0, test_empty_always);
  WALK_TEST ("/walk-faults/extra/v1", TARN_VERSION_1, test_extra);
  WALK_TEST ("/walk-faults/extra/v2c", TARN_VERSION_2C, test_extra);
  WALK_TEST ("/walk-faults/dead-from-start", 0, test_dead_from_start);
  WALK_TEST ("/walk-faults/dies", 0, test_dies);
  WALK_TEST ("/walk-faults/unreachable", 0, test_unreachable);
  WALK_TEST ("/walk-faults/bad-cell/v1", TARN_VERSION_1, test_bad_cell);
  WALK_TEST ("/walk-faults/bad-cell/v2c", TARN_VERSION_2C, test_bad_cell);
  WALK_TEST ("/walk-faults/bad-cell/no-bulk", 0, test_bad_cell_no_bulk);
  WALK_TEST ("/walk-faults/bad-cells-in-a-row", 0, test_bad_cells_in_a_row);
  WALK_TEST ("/walk-faults/bad-column", 0, test_bad_column);
  WALK_TEST ("/walk-faults/all-bad/genErr", TARN_STATUS_GEN_ERR, test_all_bad);
  WALK_TEST ("/walk-faults/all-bad/authorizationError", TARN_STATUS_AUTHORIZATION_ERROR,
             test_all_bad);
  WALK_TEST ("/walk-faults/all-bad/unknown status", 99, test_all_bad);
  WALK_TEST ("/walk-faults/not-increasing/table", FALSE, test_not_increasing);
  WALK_TEST ("/walk-faults/not-increasing/device", TRUE, test_not_increasing);
  WALK_TEST ("/walk-faults/round-and-round", 0, test_round_and_round);
  WALK_TEST ("/walk-faults/growth/small", 1, test_growth);
  WALK_TEST ("/walk-faults/growth/medium", 30, test_growth);
  WALK_TEST ("/walk-faults/growth/large", 100, test_growth);
  WALK_TEST ("/walk-faults/exception-with-content/81", 0x81, test_exception_with_content);
  WALK_TEST ("/walk-faults/exception-with-content/82", 0x82, test_exception_with_content);
  WALK_TEST ("/walk-faults/overflow", 0, test_overflow);
  WALK_TEST ("/walk-faults/padded", 0, test_padded);
  WALK_TEST ("/walk-faults/long-names/150", 150, test_long_names);
  WALK_TEST ("/walk-faults/long-names/256", 256, test_long_names);
  WALK_TEST ("/walk-faults/long-names/257", 257, test_long_names);
  WALK_TEST ("/walk-faults/limit/more", 60, test_limit);
  WALK_TEST ("/walk-faults/limit/exactly", 25, test_limit);
  WALK_TEST ("/walk-faults/stop", 0, test_stop);

  return g_test_run ();
}
