/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Walks of agents that are odd in ways of their own; each is a note from the field.
 */
#include "tarn-test.h"
#include "tarn-walk-fixture.h"
#include "tarn-walk-world.h"

/* --- names that do not increase, tolerated: F-02 ------------------------------------------- */

typedef struct
{
  const char *name;
  const char *rows;        /* last arcs, in the agent's order */
  gboolean    loops;       /* and then again from the front   */
  const char *told;
  const char *gap;         /* NULL: complete                  */
} Disorder;

static const Disorder disorders[] = {
  { "two rows have changed places", "1 2 3 5 4 6 7", FALSE, "1 2 3 5 4 6 7", NULL },
  { "a whole table backwards", "9 8 7 6 5 4 3", FALSE, "9 8 7 6 5 4 3", NULL },
  { "round and round ends with the first name that comes again (F-01)", "1 2 3 4 5", TRUE,
    "1 2 3 4 5", "after ." IF_TABLE ".5 up to .1.3.6.1.2.1.2.2.1.2: "
    "the agent's answers do not increase" },
  { "out of order, and then round and round", "1 4 2 5 3", TRUE, "1 4 2 5 3",
    "after ." IF_TABLE ".4 up to .1.3.6.1.2.1.2.2.1.2: the agent's answers do not increase" },
};

static void
test_disorder (WalkFixture  *f,
               gconstpointer data)
{
  const Disorder *v = data;
  g_auto(GStrv) rows = g_strsplit (v->rows, " ", -1);
  g_auto(GStrv) told = g_strsplit (v->told, " ", -1);

  for (guint i = 0; rows[i] != NULL; i++)
    {
      g_autofree char *name = g_strdup_printf (IF_TABLE ".%s", rows[i]);

      tarn_fake_agent_add (f->agent, name, 1);
    }
  if (v->loops)
    f->agent->end = TARN_FAKE_END_LOOP;
  f->machine.tolerate = TRUE;
  walk_add_root (f, IF_TABLE, NULL);
  walk_run (f);

  g_assert_cmpuint (f->names->len, ==, g_strv_length (told));
  for (guint i = 0; told[i] != NULL; i++)
    {
      g_autofree char *name = g_strdup_printf (IF_TABLE ".%s", told[i]);

      g_assert_cmpstr (g_ptr_array_index (f->names, i), ==, name);
    }
  g_assert_cmpint (f->machine.anomalies.seen & TARN_ANOMALY_NOT_INCREASING, !=, 0);
  if (v->gap != NULL)
    walk_assert_gap (f, 0, v->gap);
  else
    g_assert_cmpuint (f->machine.gaps->len, ==, 0);
}

/* An agent that goes on for ever meets the limit of rows (F-03). */
static void
test_tolerates_to_limit (WalkFixture  *f,
                         gconstpointer data)
{
  for (guint i = 50; i > 0; i--)
    {
      g_autofree char *name = g_strdup_printf (IF_TABLE ".%u", i);

      tarn_fake_agent_add (f->agent, name, 1);
    }
  f->machine.tolerate = TRUE;
  f->machine.max_rows = 20;
  walk_add_root (f, IF_TABLE, NULL);
  walk_run (f);
  g_assert_cmpuint (f->names->len, ==, 20);
  walk_assert_gap (f, 0, "after ." IF_TABLE ".50 up to .1.3.6.1.2.1.2.2.1.2: "
                         "the limit of the walk was reached");
}

/* --- values and names ------------------------------------------------------------------------ */

/* Values that are empty, NULL or cannot be read are rows all the same (F-26, F-39). */
static void
test_odd_values (WalkFixture  *f,
                 gconstpointer data)
{
  static const guint8 tlvs[][2] = {
    { TARN_KIND_INTEGER, 0 }, { TARN_KIND_IP_ADDRESS, 0 }, { TARN_KIND_OBJECT_ID, 0 },
    { TARN_KIND_NULL, 0 }, { TARN_KIND_OCTET_STRING, 0 }, { TARN_KIND_COUNTER64, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (tlvs); i++)
    {
      g_autofree char *name = g_strdup_printf (IF_TABLE ".%u", i + 1);
      g_autoptr(TarnOid) oid = tarn_test_oid (name);

      tarn_fake_agent_add_raw (f->agent, tarn_oid_span (oid), tarn_span (tlvs[i], 2));
    }
  tarn_fake_agent_add_many (f->agent, IF_TABLE, 7, 20);
  walk_add_root (f, IF_TABLE, NULL);
  walk_run (f);
  walk_assert_complete (f, 20);
  g_assert_cmpuint (f->machine.anomalies.counts[g_bit_nth_lsf (TARN_ANOMALY_BAD_VALUE, -1)], >, 0);
}

/* The name that came back is asked after, with its extra .0 (F-04, P-WLK-05). */
static void
test_extra_zero (WalkFixture  *f,
                 gconstpointer data)
{
  for (guint i = 1; i <= 15; i++)
    {
      g_autofree char *name = g_strdup_printf (IF_TABLE ".%u.0", i);

      tarn_fake_agent_add (f->agent, name, 1);
    }
  f->version = TARN_VERSION_1;
  walk_add_root (f, IF_TABLE, IF_TABLE ".3");
  walk_run (f);
  walk_assert_complete (f, 13);
  g_assert_cmpstr (g_ptr_array_index (f->names, 0), ==, IF_TABLE ".3.0");
}

/* --- several names in a request ---------------------------------------------------------------- */

/* Columns of a table in one GETBULK: no more than 50 varbinds are asked for (F-08), a reply
 * that is cut anywhere is joined by name and not by place (F-37, F-09), and columns of
 * different lengths are no trouble (F-50). */
static void
test_shared (gconstpointer data)
{
  WalkWorld *world = walk_world_new (1);

  for (guint column = 1; column <= 12; column++)
    walk_world_add_table (world, "1.3.6.1.2.1.2.2.1", column, column, 20 + 7 * (column % 5), 1);
  world->truncate = GPOINTER_TO_UINT (data);
  world->machine.split = FALSE;
  world->machine.share = TRUE;
  for (guint column = 1; column <= 12; column++)
    {
      g_autofree char *text = g_strdup_printf ("1.3.6.1.2.1.2.2.1.%u", column);
      g_autoptr(TarnOid) root = tarn_test_oid (text);
      TarnName end;

      tarn_name_set_end (&end, tarn_oid_span (root));
      tarn_walk_machine_add (&world->machine, tarn_oid_span (root), tarn_oid_span (root),
                             tarn_name_span (&end), FALSE);
    }
  walk_world_run (world);
  walk_world_assert_truth (world);
  g_assert_cmpuint (world->machine.gaps->len, ==, 0);
  g_assert_cmpuint (world->most_wanted, <=, 50);
  g_test_message ("%u varbinds, %u requests", world->n_rows, world->n_requests);
  walk_world_free (world);
}

/* --- what lies behind a table ------------------------------------------------------------------- */

/* Where the rows are known, the last request is for as many as there are and one more, so the
 * agent does not compute the next table (F-07). */
static void
test_known_end (void)
{
  WalkWorld *world = walk_world_new (1);

  walk_world_add_table (world, "1.3.6.1.2.1.2.2.1", 1, 1, 30, 1);
  walk_world_add_table (world, "1.3.6.1.2.1.4.20.1", 1, 1, 500, 1);
  walk_world_set_keys (world, world);
  world->machine.first_repetitions = 50;
  tarn_walk_machine_add (&world->machine, tarn_span (NULL, 0),
                         tarn_span ("\x2b\x06\x01\x02\x01\x02", 6),
                         tarn_span ("\x2b\x06\x01\x02\x01\x03", 6), FALSE);
  walk_world_run (world);
  walk_world_assert_truth (world);
  g_assert_cmpuint (world->n_requests, ==, 1);
  g_assert_cmpuint (world->n_wanted, ==, 31);
  walk_world_free (world);
}

/* --- agents that know no GETBULK ------------------------------------------------------------------ */

/* Parts that are down to GETNEXT are read one after the other (F-43). */
static void
test_one_by_one (WalkFixture  *f,
                 gconstpointer data)
{
  TarnWalkAsk ask;

  walk_add_root (f, "1.3.6.1.2.1.2", NULL);
  walk_add_root (f, "1.3.6.1.2.1.4", NULL);
  f->machine.split = TRUE;
  tarn_walk_machine_begin (&f->machine, TARN_VERSION_2C, f->now_us);
  f->machine.answered = TRUE;
  for (TarnWalkInterval *interval = f->machine.open.first; interval != NULL;
       interval = interval->next)
    interval->ceiling = interval->repetitions = 0;

  /* Not forgiven before ten minutes have passed. */
  for (TarnWalkInterval *interval = f->machine.open.first; interval != NULL;
       interval = interval->next)
    interval->tamed_us = f->now_us;
  g_assert_cmpint (tarn_walk_machine_next (&f->machine, f->now_us, &ask), ==, TARN_WALK_ASK);
  g_assert_cmpint (ask.type, ==, TARN_PDU_GET_NEXT);
  g_assert_cmpint (tarn_walk_machine_next (&f->machine, f->now_us, &ask), ==, TARN_WALK_WAIT);
}

/* After ten minutes a size that failed is tried again (F-06). */
static void
test_forgives (WalkFixture  *f,
               gconstpointer data)
{
  tarn_fake_agent_add_many (f->agent, IF_TABLE, 1, 200);
  f->agent->too_big_above = 3;
  walk_add_root (f, IF_TABLE, NULL);
  tarn_walk_machine_begin (&f->machine, f->version, f->now_us);
  for (guint i = 0; i < 8; i++)
    g_assert_true (walk_ask (f));
  g_assert_cmpstr (f->agent->log->str, ==, "b10 b5 b2 b2 b2 b2 b2 b2 ");

  f->now_us += 10 * 60 * (gint64) G_USEC_PER_SEC;
  f->agent->too_big_above = G_MAXUINT;
  g_assert_true (walk_ask (f));
  g_assert_true (g_str_has_suffix (f->agent->log->str, "b2 b10 "));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (disorders); i++)
    {
      g_autofree char *path = g_strdup_printf ("/walk-quirks/disorder (F-02)/%s",
                                               disorders[i].name);

      g_test_add (path, WalkFixture, &disorders[i], walk_setup, test_disorder, walk_teardown);
    }
  WALK_TEST ("/walk-quirks/tolerates-to-limit (F-02, F-03)", 0, test_tolerates_to_limit);
  WALK_TEST ("/walk-quirks/odd-values (F-26, F-39)", 0, test_odd_values);
  WALK_TEST ("/walk-quirks/extra-zero (F-04)", 0, test_extra_zero);
  g_test_add_data_func ("/walk-quirks/shared (F-08)", GUINT_TO_POINTER (0), test_shared);
  g_test_add_data_func ("/walk-quirks/shared (F-37)/cut", GUINT_TO_POINTER (17), test_shared);
  g_test_add_data_func ("/walk-quirks/shared (F-09)/one", GUINT_TO_POINTER (1), test_shared);
  g_test_add_func ("/walk-quirks/known-end (F-07)", test_known_end);
  WALK_TEST ("/walk-quirks/one-by-one (F-43)", 0, test_one_by_one);
  WALK_TEST ("/walk-quirks/forgives (F-06)", 0, test_forgives);

  return g_test_run ();
}
