/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Mirrors that go on with an earlier one, and mirrors that do one again.
 */
#include "tarn-mirror-fixture.h"
#include "tarn-test.h"

#include "base/tarn-error.h"
#include "ops/tarn-walk-private.h"

#define SYSTEM "1.3.6.1.2.1.1"

static void
run_scope (MirrorFixture   *f,
           TarnMirrorScope  scope)
{
  mirror_walk_again (f);
  f->scope = scope;
  mirror_run (f);
}

/* --- going on ------------------------------------------------------------------------- */

/* Interrupted at random fifty times, and gone on with until all is there. */
static void
test_fifty_cancels (MirrorFixture *f,
                    gconstpointer  data)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (50);
  guint n_cancelled = 0;

  tarn_fake_agent_add_many (f->agent, IF_TABLE, 1, 9000);
  for (guint i = 0; i < 50; i++)
    {
      if (i > 0)
        mirror_walk_again (f);
      f->scope = i > 0 ? TARN_MIRROR_SCOPE_REST : TARN_MIRROR_SCOPE_WALK;
      f->cancel_after = (guint) g_rand_int_range (rand, 1, 300);
      mirror_run (f);
      n_cancelled += g_error_matches (f->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }
  g_assert_cmpuint (n_cancelled, >, 30);

  run_scope (f, TARN_MIRROR_SCOPE_REST);
  g_assert_no_error (f->error);
  mirror_assert_holds (f, IF_TABLE, 1, 9000);
  {
    g_autoptr(TarnMirrorInfo) info = mirror_read_info (f);

    g_assert_true (info->complete);
    g_assert_true (info->known);
    g_assert_cmpuint (info->ranges->len, ==, 1);
  }
}

/* The device has changed where the mirror was interrupted: that is seen, as a little in front
 * of the seam is read again. */
static void
test_seam (MirrorFixture *f,
           gconstpointer  data)
{
  g_autofree char *is = NULL;
  guint last;

  tarn_fake_agent_add_many (f->agent, IF_TABLE, 1, 500);
  f->cancel_after = 200;
  mirror_run (f);
  g_assert_error (f->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  last = (guint) tarn_walk_get_n_rows (f->walk);
  {
    g_autofree char *gone = g_strdup_printf (IF_TABLE ".%u", last - 3);

    tarn_fake_agent_remove (f->agent, gone);
    run_scope (f, TARN_MIRROR_SCOPE_REST);
    g_assert_no_error (f->error);
    g_assert_cmpuint (tarn_walk_get_n_rows (f->walk), ==, 500 - last + 9);
    is = mirror_dump (TARN_STORE (f->capture));
    g_assert_null (strstr (is, gone));
  }
  g_assert_cmpuint (tarn_store_count (TARN_STORE (f->capture), NULL, NULL), ==, 499);
}

/* Nothing is missing: nothing is asked, and that is well. */
static void
test_nothing (MirrorFixture *f,
              gconstpointer  data)
{
  guint n_requests;

  tarn_fake_agent_add_many (f->agent, IF_TABLE, 1, 95);
  mirror_run (f);
  n_requests = f->agent->n_requests;
  run_scope (f, TARN_MIRROR_SCOPE_REST);
  g_assert_no_error (f->error);
  run_scope (f, TARN_MIRROR_SCOPE_GAPS);
  g_assert_no_error (f->error);
  g_assert_cmpuint (f->agent->n_requests, ==, n_requests);
  mirror_assert_complete (f, 95);
}

/* A capture without a story has nothing to go on with. */
static void
test_no_mirror (MirrorFixture *f,
                gconstpointer  data)
{
  static const TarnMirrorScope scopes[] = { TARN_MIRROR_SCOPE_REST, TARN_MIRROR_SCOPE_GAPS,
                                            TARN_MIRROR_SCOPE_SAME };

  for (guint i = 0; i < G_N_ELEMENTS (scopes); i++)
    {
      run_scope (f, scopes[i]);
      g_assert_error (f->error, TARN_ERROR, TARN_ERROR_FAILED);
      g_assert_nonnull (strstr (f->error->message, f->path));
      g_assert_null (tarn_mirror_info_read (TARN_STORE (f->capture)));
    }
  g_assert_cmpuint (f->agent->n_requests, ==, 0);
}

/* F-38: a bad cell is a gap; what is known of it stays.  Once it is mended, GETs of the gap
 * alone make the mirror whole; what was never come to is another matter. */
static void
test_gaps (MirrorFixture *f,
           gconstpointer  data)
{
  guint n_requests;

  tarn_fake_agent_add_many (f->agent, IF_TABLE, 1, 95);
  mirror_run (f);
  tarn_fake_agent_fail_at (f->agent, IF_TABLE ".13", TARN_STATUS_GEN_ERR);
  run_scope (f, TARN_MIRROR_SCOPE_SAME);
  g_assert_error (f->error, TARN_ERROR, TARN_ERROR_REFUSED);
  mirror_assert_holds (f, IF_TABLE, 1, 95);
  {
    g_autoptr(TarnMirrorInfo) info = mirror_read_info (f);

    g_assert_cmpuint (info->gaps->len, ==, 1);
  }

  tarn_fake_agent_fail_at (f->agent, IF_TABLE ".13", TARN_STATUS_NO_ERROR);
  n_requests = f->agent->n_requests;
  run_scope (f, TARN_MIRROR_SCOPE_GAPS);
  g_assert_no_error (f->error);
  g_assert_cmpuint (f->agent->n_requests - n_requests, <=, 4);
  mirror_assert_holds (f, IF_TABLE, 1, 95);
}

static void
test_gaps_but_rest (MirrorFixture *f,
                    gconstpointer  data)
{
  guint n_requests;

  tarn_fake_agent_add_many (f->agent, IF_TABLE, 1, 500);
  f->cancel_after = 100;
  mirror_run (f);
  n_requests = f->agent->n_requests;
  run_scope (f, TARN_MIRROR_SCOPE_GAPS);
  g_assert_error (f->error, TARN_ERROR, TARN_ERROR_FAILED);
  g_assert_nonnull (strstr (f->error->message, "--resume"));
  g_assert_cmpuint (f->agent->n_requests, ==, n_requests);
}

/* --- doing it again ------------------------------------------------------------------- */

/* Rows come, go and change, at the front, in the middle, at the end, where chunks meet: what
 * is there then is what a new mirror would hold. */
static void
test_changed (MirrorFixture *f,
              gconstpointer  data)
{
  g_autoptr(GString) expected = g_string_new (NULL);
  g_autofree char *is = NULL;
  guint16 n_gone = 0;

  tarn_fake_agent_add_many (f->agent, SYSTEM, 2, 9);
  for (guint i = 1; i <= 3000; i++)   /* every third is to come later */
    if (i % 3 != 0)
      tarn_fake_agent_add_many (f->agent, IF_TABLE, i, i);
  mirror_run (f);
  g_assert_no_error (f->error);

  tarn_fake_agent_free (f->agent);
  f->agent = f->fake.agent = tarn_fake_agent_new ();
  tarn_fake_agent_add_many (f->agent, SYSTEM, 1, 8);
  mirror_append_numbers (expected, SYSTEM, 1, 8);
  for (guint i = 1; i <= 3010; i++)
    if (i % 50 < 2 || i % 7 == 0 || i > 2900)
      {
        tarn_fake_agent_add_many (f->agent, IF_TABLE, i, i);
        mirror_append_numbers (expected, IF_TABLE, i, i);
      }
    else
      {
        n_gone++;
      }
  tarn_fake_agent_add_many (f->agent, "1.3.6.1.4.1.9", 1, 1);
  mirror_append_numbers (expected, "1.3.6.1.4.1.9", 1, 1);

  run_scope (f, TARN_MIRROR_SCOPE_SAME);
  g_assert_no_error (f->error);
  g_assert_cmpuint (n_gone, >, 1000);
  is = mirror_dump (TARN_STORE (f->capture));
  g_assert_cmpstr (is, ==, expected->str);
}

/* A single varbind that is a root itself changes, and goes (P-WLK-06). */
static void
test_leaf (MirrorFixture *f,
           gconstpointer  data)
{
  g_autoptr(TarnOid) leaf = tarn_test_oid (SYSTEM ".5");
  g_autoptr(TarnOid) table = tarn_test_oid (IF_TABLE);
  g_autofree char *is = NULL;

  tarn_fake_agent_add_many (f->agent, SYSTEM, 1, 8);
  tarn_fake_agent_add_many (f->agent, IF_TABLE, 1, 2);
  tarn_walk_add_root (f->walk, leaf, NULL);
  tarn_walk_add_root (f->walk, table, NULL);
  mirror_run (f);
  mirror_assert_complete (f, 3);

  tarn_fake_agent_remove (f->agent, SYSTEM ".5");
  tarn_fake_agent_add (f->agent, SYSTEM ".5", 77);
  run_scope (f, TARN_MIRROR_SCOPE_SAME);
  is = mirror_dump (TARN_STORE (f->capture));
  g_assert_nonnull (strstr (is, "." SYSTEM ".5=02014d\n"));

  tarn_fake_agent_remove (f->agent, SYSTEM ".5");
  run_scope (f, TARN_MIRROR_SCOPE_SAME);
  g_assert_no_error (f->error);
  mirror_assert_holds (f, IF_TABLE, 1, 2);
}

/* With the names known, a second visit takes hardly more requests than replies need. */
static void
test_second_visit (MirrorFixture *f,
                   gconstpointer  data)
{
  guint n_requests;

  tarn_fake_agent_add_many (f->agent, IF_TABLE, 1, 5000);
  mirror_run (f);
  n_requests = f->agent->n_requests;
  mirror_walk_again (f);
  tarn_walk_set_max_repetitions (f->walk, 50);
  f->scope = TARN_MIRROR_SCOPE_SAME;
  mirror_run (f);
  mirror_assert_complete (f, 5000);
  mirror_assert_holds (f, IF_TABLE, 1, 5000);
  g_assert_cmpuint (f->agent->n_requests - n_requests, <=, 5000 / 50 + 15);
  g_assert_cmpuint (f->agent->n_requests - n_requests, >=, 5000 / 50);
}

/* How far it is: nobody knows of the first mirror, then it goes from 0 to 1. */
static void
test_fraction (MirrorFixture *f,
               gconstpointer  data)
{
  TarnMirror *mirror;
  double fraction = 0;
  guint n_steps = 0;

  tarn_fake_agent_add_many (f->agent, IF_TABLE, 1, 5000);
  mirror = mirror_start (f);
  g_assert_cmpfloat (tarn_mirror_get_fraction (mirror), <, 0);
  tarn_test_run_until (&f->done);
  g_assert_cmpfloat (tarn_mirror_get_fraction (mirror), <, 0);
  g_assert_finalize_object (mirror);

  mirror_walk_again (f);
  f->scope = TARN_MIRROR_SCOPE_SAME;
  mirror = mirror_start (f);
  while (!f->done)
    {
      double now = tarn_mirror_get_fraction (mirror);

      g_assert_cmpfloat (now, >=, fraction);
      g_assert_cmpfloat (now, <=, 1);
      n_steps += now > fraction && now < 1;
      fraction = now;
      g_main_context_iteration (NULL, TRUE);
    }
  g_assert_cmpfloat (tarn_mirror_get_fraction (mirror), ==, 1);
  g_assert_cmpuint (n_steps, >, 10);
  g_assert_finalize_object (mirror);
}

/* Stopped in the middle, a mirror that does all again leaves what it did not come to as it
 * was, and says so. */
static void
test_interrupted (MirrorFixture *f,
                  gconstpointer  data)
{
  g_autoptr(TarnMirrorInfo) info = NULL;

  tarn_fake_agent_add_many (f->agent, IF_TABLE, 1, 3000);
  mirror_run (f);
  mirror_walk_again (f);
  f->cancel_after = 1000;
  f->scope = TARN_MIRROR_SCOPE_SAME;
  mirror_run (f);
  g_assert_error (f->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  mirror_assert_holds (f, IF_TABLE, 1, 3000);
  info = mirror_read_info (f);
  g_assert_false (info->complete);
  g_assert_true (info->known);

  run_scope (f, TARN_MIRROR_SCOPE_REST);
  g_assert_no_error (f->error);
  g_assert_cmpuint (tarn_walk_get_n_rows (f->walk), <, 2100);
  mirror_assert_holds (f, IF_TABLE, 1, 3000);
}

/* --- restarts ------------------------------------------------------------------------- */

/* As if the device had told its sysUpTime, in hundredths. */
static void
run_with_uptime (MirrorFixture *f,
                 guint32        uptime,
                 gboolean       restarted)
{
  TarnWalkMachine *machine = tarn_walk_peek_machine (f->walk);
  TarnMirror *mirror = mirror_start (f);

  machine->uptime = uptime;
  machine->uptime_at_us = f->fake.clock.now_us;
  while (!f->done)
    {
      g_main_context_iteration (NULL, TRUE);
      if (f->cancel_after > 0 && tarn_walk_get_n_rows (f->walk) >= f->cancel_after)
        g_cancellable_cancel (f->cancellable);
    }
  g_assert_cmpint (tarn_mirror_has_restarted (mirror), ==, restarted);
  g_assert_finalize_object (mirror);
}

/* P-WLK-09, F-45: a mirror that goes on after the device was restarted is of two of its lives,
 * and says so for ever; one that does all again only tells. */
static void
test_restarted (MirrorFixture *f,
                gconstpointer  data)
{
  g_autoptr(TarnMirrorInfo) mixed = NULL;
  g_autoptr(TarnMirrorInfo) anew = NULL;
  const TarnAnomalyCount *count;

  tarn_fake_agent_add_many (f->agent, IF_TABLE, 1, 500);
  f->cancel_after = 100;
  run_with_uptime (f, 500000, FALSE);

  mirror_walk_again (f);
  f->scope = TARN_MIRROR_SCOPE_REST;
  run_with_uptime (f, 1000, TRUE);
  g_assert_no_error (f->error);
  mixed = mirror_read_info (f);
  g_assert_true (mixed->complete);
  g_assert_cmpuint (mixed->n_restarts, ==, 1);
  g_assert_cmpuint (mixed->uptime, ==, 1000);
  g_assert_cmpint (ABS (mixed->uptime_us - mixed->ended_us), <, 60 * G_USEC_PER_SEC);
  g_assert_cmpint (mixed->anomalies, ==, TARN_ANOMALY_DISCONTINUITY);
  g_assert_cmpuint (mixed->anomaly_counts->len, ==, 1);
  count = mixed->anomaly_counts->pdata[0];
  g_assert_cmpuint (count->count, ==, 1);
  g_assert_nonnull (count->oid);

  mirror_walk_again (f);
  f->scope = TARN_MIRROR_SCOPE_SAME;
  run_with_uptime (f, 200, TRUE);
  anew = mirror_read_info (f);
  g_assert_cmpuint (anew->n_restarts, ==, 0);
  g_assert_cmpint (anew->anomalies, ==, 0);

  mirror_walk_again (f);
  f->scope = TARN_MIRROR_SCOPE_SAME;
  run_with_uptime (f, 300, FALSE);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  MIRROR_TEST ("/mirror-scopes/fifty-cancels", test_fifty_cancels);
  MIRROR_TEST ("/mirror-scopes/seam", test_seam);
  MIRROR_TEST ("/mirror-scopes/nothing", test_nothing);
  MIRROR_TEST ("/mirror-scopes/no-mirror", test_no_mirror);
  MIRROR_TEST ("/mirror-scopes/F-38/gaps", test_gaps);
  MIRROR_TEST ("/mirror-scopes/gaps-but-rest", test_gaps_but_rest);
  MIRROR_TEST ("/mirror-scopes/changed", test_changed);
  MIRROR_TEST ("/mirror-scopes/leaf", test_leaf);
  MIRROR_TEST ("/mirror-scopes/second-visit", test_second_visit);
  MIRROR_TEST ("/mirror-scopes/fraction", test_fraction);
  MIRROR_TEST ("/mirror-scopes/interrupted", test_interrupted);
  MIRROR_TEST ("/mirror-scopes/F-45/restarted", test_restarted);

  return g_test_run ();
}
