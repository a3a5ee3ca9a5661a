/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The walk as a pure machine: ends, roots and order.  No socket, no clock.
 */
#include "tarn-test.h"
#include "tarn-walk-fixture.h"

/* --- ends: P-WLK-01 ------------------------------------------------------------- */

static void
test_everything (WalkFixture  *f,
                 gconstpointer data)
{
  tarn_fake_agent_add (f->agent, "0.1", 1);
  tarn_fake_agent_add_many (f->agent, IF_TABLE, 1, 12);
  tarn_fake_agent_add (f->agent, "2.999.1", 1);

  walk_add_everything (f);
  walk_run (f);
  walk_assert_complete (f, 14);
  walk_assert_log (f, "b10 b10 ");
  g_assert_cmpstr (g_ptr_array_index (f->names, 0), ==, "0.1");
  g_assert_cmpstr (g_ptr_array_index (f->names, 13), ==, "2.999.1");
}

static void
test_outside_root (WalkFixture  *f,
                   gconstpointer data)
{
  tarn_fake_agent_add_many (f->agent, IF_TABLE, 1, 3);
  tarn_fake_agent_add_many (f->agent, "1.3.6.1.2.1.2.2.1.2", 1, 3);

  walk_add_root (f, IF_TABLE, NULL);
  walk_run (f);
  walk_assert_complete (f, 3);
  walk_assert_log (f, "b10 ");
}

typedef struct
{
  const char  *name;
  TarnFakeEnd  end;
  TarnVersion  version;
  const char  *log;
} EndVector;

static const EndVector end_vectors[] = {
  { "endOfMibView repeats the name and is no loop (F-05)",
    TARN_FAKE_END_OF_VIEW, TARN_VERSION_2C, "b10 " },
  { "noSuchName in v2c is an end, once GETNEXT has said so too (F-33)",
    TARN_FAKE_END_NO_SUCH_NAME, TARN_VERSION_2C, "b10 n n n n n n n n b1 b1 n " },
  { "noSuchObject in a GETNEXT reply is an end (P-WLK-01)",
    TARN_FAKE_END_NO_SUCH_OBJECT, TARN_VERSION_2C, "b10 n " },
  { "noSuchName in v1 is the end, and only GETNEXT is asked (P-COX-06)",
    TARN_FAKE_END_OF_VIEW, TARN_VERSION_1, "n n n n n n n n n n " },
};

static void
test_end (WalkFixture  *f,
          gconstpointer data)
{
  const EndVector *v = data;

  tarn_fake_agent_add_many (f->agent, IF_TABLE, 1, 9);
  f->agent->end = v->end;
  f->version = v->version;

  walk_add_root (f, "1.3.6.1", NULL);
  walk_run (f);
  walk_assert_complete (f, 9);
  walk_assert_log (f, v->log);
}

static void
test_wraps_to_front (WalkFixture  *f,
                     gconstpointer data)
{
  tarn_fake_agent_add (f->agent, "1.3.6.1.2.1.1.1.0", 1);
  tarn_fake_agent_add_many (f->agent, IF_TABLE, 1, 3);
  f->agent->end = TARN_FAKE_END_LOOP;

  walk_add_root (f, IF_TABLE, NULL);
  walk_run (f);
  walk_assert_complete (f, 3);
}

/* A prefix of a reply of any length is no end (F-09). */
static void
test_truncated (WalkFixture  *f,
                gconstpointer data)
{
  tarn_fake_agent_add_many (f->agent, IF_TABLE, 1, 30);
  f->agent->truncate = GPOINTER_TO_UINT (data);

  walk_add_root (f, IF_TABLE, NULL);
  walk_run (f);
  walk_assert_complete (f, 30);
}

/* --- roots and markers ---------------------------------------------------------- */

static void
test_marker (WalkFixture  *f,
             gconstpointer data)
{
  tarn_fake_agent_add_many (f->agent, IF_TABLE, 1, 20);
  walk_add_root (f, IF_TABLE, IF_TABLE ".17");
  walk_run (f);
  walk_assert_names (f, IF_TABLE ".18 " IF_TABLE ".19 " IF_TABLE ".20");
  walk_assert_complete (f, 3);
}

static void
test_marker_behind (WalkFixture  *f,
                    gconstpointer data)
{
  tarn_fake_agent_add_many (f->agent, IF_TABLE, 1, 20);
  walk_add_root (f, IF_TABLE, "1.3.7");
  walk_run (f);
  walk_assert_complete (f, 0);
  walk_assert_log (f, "");
}

static void
test_several_roots (WalkFixture  *f,
                    gconstpointer data)
{
  tarn_fake_agent_add (f->agent, "1.3.6.1.2.1.1.1.0", 1);
  tarn_fake_agent_add (f->agent, "1.3.6.1.2.1.1.3.0", 1);
  tarn_fake_agent_add_many (f->agent, IF_TABLE, 1, 2);

  /* In order, and each name once. */
  walk_add_root (f, IF_TABLE, NULL);
  walk_add_root (f, "1.3.6.1.2.1.1", NULL);
  walk_add_root (f, "1.3.6.1.2.1.1.3", NULL);
  walk_run (f);
  walk_assert_names (f, "1.3.6.1.2.1.1.1.0 1.3.6.1.2.1.1.3.0 " IF_TABLE ".1 " IF_TABLE ".2");
  walk_assert_complete (f, 4);
}

static void
assert_roots (WalkFixture *f,
                  const char  *text)
{
  g_autoptr(GString) is = g_string_new (NULL);

  tarn_walk_machine_settle (&f->machine);
  for (guint i = 0; i < f->machine.roots->len; i++)
    {
      TarnWalkRoot *root = tarn_walk_machine_root (&f->machine, i);
      char name[TARN_NAME_MAX_TEXT];

      tarn_name_to_text (tarn_walk_name_span (&root->after), name);
      g_string_append_printf (is, "(%s", root->after.len > 0 ? name + 1 : "");
      tarn_name_to_text (tarn_walk_name_span (&root->before), name);
      g_string_append_printf (is, " %s)%s", root->before.len > 0 ? name + 1 : "",
                              root->get_root ? "? " : " ");
    }

  g_assert_cmpstr (is->str, ==, text);
}

static void
test_settle (WalkFixture  *f,
            gconstpointer data)
{
  walk_add_root (f, "1.3.6.1.2.1.17", NULL);
  walk_add_root (f, "1.3.6.1.2.1.2", NULL);
  walk_add_root (f, "1.3.6.1.2.1.2.2", NULL);
  walk_add_root (f, "1.3.6.1.2.1.17", NULL);
  walk_add_root (f, "1.3.6.1.2.1.17", "1.3.6.1.2.1.17.4");
  walk_add_root (f, "1.3.6.1.2.1.18", NULL);
  assert_roots (f, "(1.3.6.1.2.1.2 1.3.6.1.2.1.3)? (1.3.6.1.2.1.17 1.3.6.1.2.1.18)? "
                       "(1.3.6.1.2.1.18 1.3.6.1.2.1.19)? ");

  walk_add_everything (f);
  assert_roots (f, "( ) ");
}

/* P-WLK-06, F-36 */
static void
test_leaf (WalkFixture  *f,
           gconstpointer data)
{
  tarn_fake_agent_add (f->agent, "1.3.6.1.2.1.1.1.0", 1);
  tarn_fake_agent_add (f->agent, "1.3.6.1.2.1.1.3.0", 1);

  walk_add_root (f, "1.3.6.1.2.1.1.1.0", NULL);
  walk_run (f);
  walk_assert_complete (f, 1);
  walk_assert_names (f, "1.3.6.1.2.1.1.1.0");
  walk_assert_log (f, "b10 g ");
}

/* Exceptions and errors of the GET are no rows (F-36). */
static void
test_nothing_there (WalkFixture  *f,
                    gconstpointer data)
{
  f->version = GPOINTER_TO_INT (data);
  tarn_fake_agent_add (f->agent, "1.3.6.1.2.1.1.3.0", 1);

  walk_add_root (f, "1.3.6.1.4.1", NULL);
  walk_run (f);
  walk_assert_complete (f, 0);
}

static void
test_no_get_root (WalkFixture  *f,
                  gconstpointer data)
{
  tarn_fake_agent_add (f->agent, "1.3.6.1.2.1.1.1.0", 1);
  walk_add_root (f, "1.3.6.1.2.1.1.1.0", NULL);
  tarn_walk_machine_root (&f->machine, 0)->get_root = FALSE;
  walk_run (f);
  walk_assert_complete (f, 0);
  walk_assert_log (f, "b10 ");
}

/* --- order: P-WLK-02, P-WLK-03 -------------------------------------------------- */

/* Cycles of length 1, 2 and 50 (F-01): within one reply with 10 rows before them,
 * across replies with GETNEXT and small ones. */
static void
test_loop (WalkFixture  *f,
           gconstpointer data)
{
  guint cycle = GPOINTER_TO_UINT (data) % 1000;
  guint repetitions = GPOINTER_TO_UINT (data) / 1000;

  tarn_fake_agent_add_many (f->agent, "1.3.6.1.2.1.1", 1, 5);
  tarn_fake_agent_add_many (f->agent, IF_TABLE, 1, 60);
  f->agent->end = TARN_FAKE_END_LOOP;
  f->agent->loop_to = 65 - cycle;
  f->machine.max_repetitions = repetitions;

  walk_add_root (f, IF_TABLE, NULL);
  walk_add_root (f, "1.3.6.1.2.1.1", NULL);
  walk_run (f);

  /* Nothing is lost, nothing comes twice, and the other root is walked all the same. */
  g_assert_cmpuint (f->names->len, ==, 60 + 5);
  g_assert_cmpuint (f->machine.gaps->len, ==, 1);
  walk_assert_gap (f, 0, "after ." IF_TABLE ".60 up to .1.3.6.1.2.1.2.2.1.2: "
                         "the agent's answers do not increase");
}

static void
test_backwards (WalkFixture  *f,
                gconstpointer data)
{
  tarn_fake_agent_add_many (f->agent, IF_TABLE, 1, 4);
  tarn_fake_agent_add (f->agent, IF_TABLE ".9", 9);
  tarn_fake_agent_add (f->agent, IF_TABLE ".7", 7);
  tarn_fake_agent_add (f->agent, IF_TABLE ".10", 10);

  f->version = GPOINTER_TO_INT (data);
  walk_add_root (f, IF_TABLE, NULL);
  walk_run (f);
  g_assert_cmpuint (f->names->len, ==, 5);

  /* What GETBULK has shown and GETNEXT did not is no more believed to be told. */
  g_assert_cmpuint (f->machine.gaps->len, ==, f->version == TARN_VERSION_1 ? 1 : 2);
  if (f->version != TARN_VERSION_1)
    walk_assert_gap (f, 0, "after ." IF_TABLE ".4 up to ." IF_TABLE ".7.0: "
                           "the agent's answers do not increase");
  walk_assert_gap (f, f->machine.gaps->len - 1, "after ." IF_TABLE ".9 up to .1.3.6.1.2.1.2.2.1.2: "
                         "the agent's answers do not increase");
  walk_assert_log (f, f->version == TARN_VERSION_1 ? "n n n n n n " : "b10 n n ");
}

/* Misorder in GETBULK only: GETNEXT from the last name before which nothing can be missing
 * gets through, nothing is stepped over, and from then on fewer are asked for (F-06). */
static void
test_misordered_bulk (WalkFixture  *f,
                      gconstpointer data)
{
  tarn_fake_agent_add_many (f->agent, IF_TABLE, 1, 100);
  f->agent->misorder_above = 7;

  walk_add_root (f, IF_TABLE, NULL);
  walk_run (f);
  g_assert_cmpuint (f->machine.gaps->len, ==, 0);
  g_assert_cmpuint (f->names->len, ==, 100);
  g_assert_true (g_str_has_prefix (f->agent->log->str, "b10 n n n n n n n n b1 b1 "));
  g_assert_null (strstr (f->agent->log->str + 4, "b10 "));
}

/* The same at any place of a reply, also where the table ends in it: the row that comes after
 * one from behind the table was nearly lost. */
static void
test_misordered_at (WalkFixture  *f,
                    gconstpointer data)
{
  tarn_fake_agent_add_many (f->agent, IF_TABLE, 1, 24);
  tarn_fake_agent_add_many (f->agent, "1.3.6.1.2.1.2.2.1.2", 1, 24);
  f->agent->misorder_above = 3;
  f->agent->misorder_at = GPOINTER_TO_UINT (data);

  walk_add_root (f, IF_TABLE, NULL);
  walk_run (f);
  walk_assert_complete (f, 24);
  g_assert_true (tarn_anomaly_log_get (&f->machine.anomalies) & TARN_ANOMALY_NOT_INCREASING);
  g_assert_cmpuint (strlen (f->agent->log->str), <, 100);
}

/* Two columns in one GETBULK, of which any may be the misordered one (F-06, F-08). */
static void
test_misordered_shared (WalkFixture  *f,
                        gconstpointer data)
{
  tarn_fake_agent_add_many (f->agent, IF_TABLE, 1, 24);
  tarn_fake_agent_add_many (f->agent, "1.3.6.1.2.1.2.2.1.2", 1, 24);
  f->agent->misorder_above = 3;
  f->agent->misorder_at = GPOINTER_TO_UINT (data);
  f->machine.share = TRUE;

  walk_add_root (f, IF_TABLE, NULL);
  walk_add_root (f, "1.3.6.1.2.1.2.2.1.2", NULL);
  walk_run (f);
  g_assert_cmpuint (f->machine.gaps->len, ==, 0);
  g_assert_cmpuint (f->names->len, ==, 48);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (end_vectors); i++)
    {
      g_autofree char *path = g_strdup_printf ("/walk-machine/end/%s", end_vectors[i].name);

      g_test_add (path, WalkFixture, &end_vectors[i], walk_setup, test_end, walk_teardown);
    }
  for (guint i = 1; i <= 10; i++)
    {
      g_autofree char *path = g_strdup_printf ("/walk-machine/truncated/%u", i);

      WALK_TEST (path, i, test_truncated);
    }

  WALK_TEST ("/walk-machine/everything", 0, test_everything);
  WALK_TEST ("/walk-machine/outside-root", 0, test_outside_root);
  WALK_TEST ("/walk-machine/wraps-to-front", 0, test_wraps_to_front);
  WALK_TEST ("/walk-machine/marker", 0, test_marker);
  WALK_TEST ("/walk-machine/marker-behind", 0, test_marker_behind);
  WALK_TEST ("/walk-machine/several-roots", 0, test_several_roots);
  WALK_TEST ("/walk-machine/settle", 0, test_settle);
  WALK_TEST ("/walk-machine/leaf", 0, test_leaf);
  WALK_TEST ("/walk-machine/nothing-there/v1", TARN_VERSION_1, test_nothing_there);
  WALK_TEST ("/walk-machine/nothing-there/v2c", TARN_VERSION_2C, test_nothing_there);
  WALK_TEST ("/walk-machine/no-get-root", 0, test_no_get_root);
  WALK_TEST ("/walk-machine/loop/1", 10001, test_loop);
  WALK_TEST ("/walk-machine/loop/2", 10002, test_loop);
  WALK_TEST ("/walk-machine/loop/50", 10050, test_loop);
  WALK_TEST ("/walk-machine/loop/1-by-one", 1001, test_loop);
  WALK_TEST ("/walk-machine/loop/2-by-one", 1002, test_loop);
  WALK_TEST ("/walk-machine/loop/50-by-seven", 7050, test_loop);
  WALK_TEST ("/walk-machine/loop/50-in-one-reply", 200050, test_loop);
  WALK_TEST ("/walk-machine/backwards/v1", TARN_VERSION_1, test_backwards);
  WALK_TEST ("/walk-machine/backwards/v2c", TARN_VERSION_2C, test_backwards);
  WALK_TEST ("/walk-machine/misordered-bulk (F-06)", 0, test_misordered_bulk);
  for (guint at = 0; at < 10; at++)
    {
      g_autofree char *alone = g_strdup_printf ("/walk-machine/misordered-at (F-06)/%u", at);
      g_autofree char *shared = g_strdup_printf ("/walk-machine/misordered-shared (F-06)/%u", at);

      WALK_TEST (alone, at, test_misordered_at);
      WALK_TEST (shared, at, test_misordered_shared);
    }

  return g_test_run ();
}
