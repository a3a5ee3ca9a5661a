/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * TarnWalk over a wire and a clock in memory.
 */
#include "tarn-fake-device.h"
#include "tarn-test.h"

#include "base/tarn-error.h"
#include "ops/tarn-walk.h"
#include "ops/tarn-walk-private.h"

#define IF_TABLE "1.3.6.1.2.1.2.2.1.1"

typedef struct
{
  TarnFakeDevice  fake;
  TarnFakeAgent  *agent;
  TarnWalk       *walk;
  GCancellable   *cancellable;
  guint           cancel_after;   /* rows; 0: never */
  guint           max_asked;      /* intervals that were asked about at once */

  GPtrArray      *names;
  gboolean        done;
  gboolean        complete;
  GError         *error;
} Fixture;

static void
setup (Fixture       *f,
       gconstpointer  data)
{
  tarn_fake_device_init (&f->fake);
  f->agent = f->fake.agent;
  f->walk = tarn_walk_new (f->fake.session, f->fake.device);
  tarn_walk_peek_machine (f->walk)->probe = FALSE;
  tarn_walk_peek_machine (f->walk)->watch_uptime = FALSE;
  tarn_walk_set_gentle (f->walk, TRUE);
  f->cancellable = g_cancellable_new ();
  f->names = g_ptr_array_new_with_free_func (g_free);
}

static void
teardown (Fixture       *f,
          gconstpointer  data)
{
  g_assert_finalize_object (f->walk);
  g_assert_finalize_object (f->cancellable);
  tarn_fake_device_clear (&f->fake);
  g_ptr_array_unref (f->names);
  g_clear_error (&f->error);
}

static void
rows_cb (TarnWalk      *walk,
         const TarnRow *rows,
         gsize          n_rows,
         gpointer       user_data)
{
  Fixture *f = user_data;
  g_autoptr(GPtrArray) asked = tarn_walk_dup_asked_intervals (walk);

  f->max_asked = MAX (f->max_asked, asked->len);
  g_assert_cmpuint (asked->len, <=, tarn_walk_get_n_in_flight (walk));
  g_assert_cmpuint (n_rows, >, 0);
  for (gsize i = 0; i < n_rows; i++)
    {
      char text[TARN_NAME_MAX_TEXT];

      tarn_name_to_text (rows[i].name, text);
      g_ptr_array_add (f->names, g_strdup (text));
    }
  g_assert_cmpuint (tarn_walk_get_n_rows (walk), >=, f->names->len);

  if (f->cancel_after > 0 && f->names->len >= f->cancel_after)
    g_cancellable_cancel (f->cancellable);
}

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Fixture *f = user_data;

  f->complete = tarn_walk_run_finish (TARN_WALK (source), result, &f->error);
  f->done = TRUE;
}

static void
run (Fixture *f)
{
  tarn_walk_set_rows_func (f->walk, rows_cb, f, NULL);
  tarn_walk_run_async (f->walk, f->cancellable, done_cb, f);
  g_assert_false (f->done);
  tarn_test_run_until (&f->done);

  g_assert_cmpint (f->complete, ==, tarn_walk_is_complete (f->walk));
  g_assert_cmpint (f->complete, ==, f->error == NULL);
  g_assert_cmpuint (tarn_walk_get_n_rows (f->walk), ==, f->names->len);
}

/* That .1 … .n of the table arrived, each once and in order. */
static void
assert_table (Fixture *f,
              guint    n_rows)
{
  g_assert_cmpuint (f->names->len, ==, n_rows);
  for (guint i = 0; i < n_rows; i++)
    {
      g_autofree char *name = g_strdup_printf ("." IF_TABLE ".%u", i + 1);

      g_assert_cmpstr (g_ptr_array_index (f->names, i), ==, name);
    }
}

static void
assert_one_gap (Fixture    *f,
                const char *text)
{
  GPtrArray *gaps = tarn_walk_get_gaps (f->walk);
  g_autofree char *is = NULL;

  g_assert_cmpuint (gaps->len, ==, 1);
  is = tarn_gap_to_string (g_ptr_array_index (gaps, 0));
  g_assert_cmpstr (is, ==, text);
}

static void
assert_error_says (Fixture    *f,
                   const char *part)
{
  g_test_message ("%s", f->error->message);
  g_assert_nonnull (strstr (f->error->message, part));
}

static void
test_complete (Fixture       *f,
               gconstpointer  data)
{
  g_autoptr(TarnOid) root = tarn_test_oid (IF_TABLE);

  tarn_device_set_version (f->fake.device, GPOINTER_TO_INT (data));
  tarn_fake_agent_add_many (f->agent, IF_TABLE, 1, 95);
  tarn_walk_add_root (f->walk, root, NULL);
  run (f);
  g_assert_no_error (f->error);
  assert_table (f, 95);
  g_assert_cmpuint (tarn_walk_get_n_requests (f->walk), ==, f->agent->n_requests);
  /* Eight times ten, then sixteen at once would be more than is left (F-06). */
  g_assert_cmpuint (tarn_walk_get_n_requests (f->walk), ==,
                    GPOINTER_TO_INT (data) == TARN_VERSION_1 ? 96 : 9);
  g_assert_cmpuint (tarn_walk_get_gaps (f->walk)->len, ==, 0);
  g_assert_cmpint (tarn_walk_get_anomalies (f->walk), ==, TARN_ANOMALY_NONE);
}

/* An agent that never answers GETBULK is walked all the same, since the first question
 * is a GETNEXT (F-06). */
static void
test_no_bulk (Fixture       *f,
              gconstpointer  data)
{
  g_autoptr(TarnOid) root = tarn_test_oid (IF_TABLE);

  tarn_walk_peek_machine (f->walk)->probe = TRUE;
  tarn_fake_agent_add_many (f->agent, IF_TABLE, 1, 30);
  f->agent->no_bulk = TRUE;
  tarn_walk_add_root (f->walk, root, NULL);
  run (f);
  g_assert_no_error (f->error);
  assert_table (f, 30);
  g_assert_true (g_str_has_prefix (f->agent->log->str, "n b10 "));
}

static void
test_everything (Fixture       *f,
                 gconstpointer  data)
{
  tarn_fake_agent_add (f->agent, "0.1", 1);
  tarn_fake_agent_add (f->agent, "1.0.8802.1.1.2.0", 1);
  tarn_fake_agent_add (f->agent, "1.3.6.1.2.1.1.1.0", 1);
  run (f);
  g_assert_no_error (f->error);
  g_assert_cmpuint (f->names->len, ==, 3);
}

static void
test_marker_and_repetitions (Fixture       *f,
                             gconstpointer  data)
{
  g_autoptr(TarnOid) root = tarn_test_oid (IF_TABLE);
  g_autoptr(TarnOid) marker = tarn_test_oid (IF_TABLE ".90");

  tarn_fake_agent_add_many (f->agent, IF_TABLE, 1, 95);
  tarn_walk_add_root (f->walk, root, marker);
  tarn_walk_set_max_repetitions (f->walk, 3);
  run (f);
  g_assert_no_error (f->error);
  g_assert_cmpuint (f->names->len, ==, 5);
  g_assert_cmpstr (g_ptr_array_index (f->names, 0), ==, "." IF_TABLE ".91");
  g_assert_cmpstr (f->agent->log->str, ==, "b3 b3 ");
}

static void
test_leaf (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr(TarnOid) root = tarn_test_oid ("1.3.6.1.2.1.1.1.0");
  gboolean get_root = GPOINTER_TO_INT (data);

  tarn_fake_agent_add (f->agent, "1.3.6.1.2.1.1.1.0", 1);
  tarn_walk_add_root (f->walk, root, NULL);
  tarn_walk_set_get_root (f->walk, get_root);
  run (f);
  g_assert_no_error (f->error);
  g_assert_cmpuint (f->names->len, ==, get_root ? 1 : 0);
}

/* One datagram in five is lost, each way; some come twice, some overtake others. */
static void
test_loss (Fixture       *f,
           gconstpointer  data)
{
  tarn_fake_agent_add_many (f->agent, IF_TABLE, 1, 2000);
  tarn_fake_wire_set_loss (f->fake.wire, 200);
  tarn_fake_wire_set_duplicates (f->fake.wire, 100);
  tarn_fake_wire_set_delay (f->fake.wire, 1000, 1500000);
  tarn_device_set_retries (f->fake.device, 10);
  run (f);
  g_assert_no_error (f->error);
  assert_table (f, 2000);
  g_assert_cmpuint (tarn_fake_wire_get_n_sent (f->fake.wire), >,
                    tarn_walk_get_n_requests (f->walk));
}

static void
test_falls_silent (Fixture       *f,
                   gconstpointer  data)
{
  g_autoptr(TarnOid) root = tarn_test_oid ("1.3.6.1.2.1.2");
  g_autoptr(TarnOid) other = tarn_test_oid ("1.3.6.1.2.1.17");
  GPtrArray *gaps;

  tarn_fake_agent_add_many (f->agent, IF_TABLE, 1, 95);
  f->agent->n_answers = 5;
  tarn_device_set_retries (f->fake.device, 1);
  tarn_walk_add_root (f->walk, root, NULL);
  tarn_walk_add_root (f->walk, other, NULL);
  run (f);
  g_assert_error (f->error, TARN_ERROR, TARN_ERROR_NO_ANSWER);
  assert_table (f, 50);
  assert_error_says (f, "192.0.2.1:161: the agent fell silent");
  assert_error_says (f, "after ." IF_TABLE ".50; 50 varbinds were received, the rest of "
                        ".1.3.6.1.2.1.2 is missing (and 1 more gap)");

  gaps = tarn_walk_get_gaps (f->walk);
  g_assert_cmpuint (gaps->len, ==, 2);
  g_assert_cmpint (((TarnGap *) g_ptr_array_index (gaps, 1))->reason, ==, TARN_GAP_NO_ANSWER);
}

/* Nothing ever came: one request's worth of waiting, and the session's own words. */
static void
test_dead (Fixture       *f,
           gconstpointer  data)
{
  f->agent->n_answers = 0;
  tarn_device_set_retries (f->fake.device, 2);
  run (f);
  g_assert_error (f->error, TARN_ERROR, TARN_ERROR_NO_ANSWER);
  g_assert_cmpuint (tarn_walk_get_n_requests (f->walk), ==, 1);
  g_assert_cmpuint (f->agent->n_requests, ==, 3);
  g_assert_null (strstr (f->error->message, "varbinds"));
  assert_one_gap (f, "from the beginning to the end: the agent fell silent");
}

static void
test_unreachable (Fixture       *f,
                  gconstpointer  data)
{
  f->fake.unreachable = TRUE;
  run (f);
  g_assert_error (f->error, TARN_ERROR, TARN_ERROR_UNREACHABLE);
  assert_one_gap (f, "from the beginning to the end: the network refused");
}

static void
test_loop (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr(TarnOid) root = tarn_test_oid (IF_TABLE);

  tarn_fake_agent_add_many (f->agent, IF_TABLE, 1, 15);
  f->agent->end = TARN_FAKE_END_LOOP;
  tarn_walk_add_root (f->walk, root, NULL);
  run (f);
  g_assert_error (f->error, TARN_ERROR, TARN_ERROR_BAD_MESSAGE);
  assert_table (f, 15);
  g_assert_cmpstr (f->error->message, ==,
                   "192.0.2.1:161: the agent's answers do not increase after ." IF_TABLE ".15; "
                   "15 varbinds were received, the rest of ." IF_TABLE " is missing");
}

static void
test_refused (Fixture       *f,
              gconstpointer  data)
{
  tarn_fake_agent_add_many (f->agent, IF_TABLE, 1, 40);
  tarn_fake_agent_fail_at (f->agent, IF_TABLE ".13", TARN_STATUS_GEN_ERR);
  run (f);
  g_assert_error (f->error, TARN_ERROR, TARN_ERROR_REFUSED);
  g_assert_cmpuint (f->names->len, ==, 39);
  assert_error_says (f, "(genErr) after ." IF_TABLE ".12; 39 varbinds were received, what lies "
                        "between ." IF_TABLE ".12 and ." IF_TABLE ".13.0 is missing");
}

static void
test_limit (Fixture       *f,
            gconstpointer  data)
{
  tarn_fake_agent_add_many (f->agent, IF_TABLE, 1, 40);
  tarn_walk_set_max_rows (f->walk, 25);
  run (f);
  g_assert_error (f->error, TARN_ERROR, TARN_ERROR_FAILED);
  assert_table (f, 25);
  assert_error_says (f, "the rest of the device is missing");
}

/* Several requests in flight, over a way that loses some: in order, each once, and with a
 * look at sysUpTime (P-WLK-09). */
static void
test_parallel (Fixture       *f,
               gconstpointer  data)
{
  g_autoptr(GPtrArray) open = NULL;

  tarn_walk_set_gentle (f->walk, FALSE);
  tarn_walk_peek_machine (f->walk)->watch_uptime = TRUE;
  tarn_fake_agent_add_many (f->agent, IF_TABLE, 1, 600);
  tarn_fake_agent_add_many (f->agent, "1.3.6.1.2.1.2.2.1.2", 1, 600);
  tarn_fake_wire_set_loss (f->fake.wire, 50);
  tarn_fake_wire_set_delay (f->fake.wire, 10000, 20000);
  run (f);
  g_assert_no_error (f->error);
  g_assert_cmpuint (f->names->len, ==, 1200);
  for (guint i = 0; i < f->names->len; i++)
    {
      g_autofree char *name = g_strdup_printf (".1.3.6.1.2.1.2.2.1.%u.%u", i / 600 + 1,
                                               i % 600 + 1);

      g_assert_cmpstr (g_ptr_array_index (f->names, i), ==, name);
    }
  g_assert_nonnull (strstr (f->agent->log->str, "g "));
  g_assert_cmpuint (f->max_asked, >, 1);

  open = tarn_walk_dup_open_intervals (f->walk);
  g_assert_cmpuint (open->len, ==, 0);
  g_assert_cmpuint (tarn_walk_get_n_in_flight (f->walk), ==, 0);
}

/* A device that does not come to an end meets the clock (P-WLK-08, F-03). */
static void
test_max_time (Fixture       *f,
               gconstpointer  data)
{
  tarn_fake_agent_add_many (f->agent, IF_TABLE, 1, 600);
  tarn_fake_wire_set_delay (f->fake.wire, 100000, 100000);
  tarn_walk_set_max_time_us (f->walk, G_USEC_PER_SEC);
  run (f);
  g_assert_error (f->error, TARN_ERROR, TARN_ERROR_FAILED);
  g_assert_cmpuint (f->names->len, >, 0);
  g_assert_cmpuint (f->names->len, <, 600);
}

/* --- cancelling ----------------------------------------------------------------- */

static void
test_cancel_before (Fixture       *f,
                    gconstpointer  data)
{
  g_cancellable_cancel (f->cancellable);
  run (f);
  g_assert_error (f->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (tarn_fake_wire_get_n_sent (f->fake.wire), ==, 0);
  assert_one_gap (f, "from the beginning to the end: the walk was stopped");
}

static void
test_cancel_midway (Fixture       *f,
                    gconstpointer  data)
{
  tarn_fake_agent_add_many (f->agent, IF_TABLE, 1, 95);
  f->cancel_after = 30;
  run (f);
  g_assert_error (f->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_table (f, 30);
  g_assert_cmpuint (tarn_fake_wire_get_n_sent (f->fake.wire), ==, 3);
  assert_one_gap (f, "after ." IF_TABLE ".30 to the end: the walk was stopped");
}

static gboolean
cancel_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);
  return G_SOURCE_REMOVE;
}

/* While a request is in flight: at once, and it is not sent again. */
static void
test_cancel_in_silence (Fixture       *f,
                        gconstpointer  data)
{
  tarn_fake_agent_add_many (f->agent, IF_TABLE, 1, 95);
  f->agent->n_answers = 0;
  g_idle_add (cancel_cb, f->cancellable);
  run (f);
  g_assert_error (f->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (f->fake.clock.now_us, <, 1000000 + G_USEC_PER_SEC);
  g_assert_cmpuint (tarn_fake_wire_get_n_sent (f->fake.wire), ==, 1);
}

static void
count_cb (gpointer data)
{
  ++*(guint *) data;
}

static void
test_never_run (Fixture       *f,
                gconstpointer  data)
{
  guint n_freed = 0;

  tarn_walk_set_rows_func (f->walk, rows_cb, &n_freed, count_cb);
  tarn_walk_set_rows_func (f->walk, rows_cb, &n_freed, count_cb);
  g_assert_cmpuint (n_freed, ==, 1);
  g_assert_true (tarn_walk_get_device (f->walk) == f->fake.device);
  g_assert_false (tarn_walk_is_complete (f->walk));
  g_object_unref (f->walk);
  g_assert_cmpuint (n_freed, ==, 2);
  f->walk = tarn_walk_new (f->fake.session, f->fake.device);
  tarn_walk_peek_machine (f->walk)->probe = FALSE;
}

#define ADD(path, data, func) \
  g_test_add (path, Fixture, GINT_TO_POINTER (data), setup, func, teardown)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/walk/complete/v1", TARN_VERSION_1, test_complete);
  ADD ("/walk/complete/v2c", TARN_VERSION_2C, test_complete);
  ADD ("/walk/no-bulk", 0, test_no_bulk);
  ADD ("/walk/everything", 0, test_everything);
  ADD ("/walk/marker-and-repetitions", 0, test_marker_and_repetitions);
  ADD ("/walk/leaf/get-root", TRUE, test_leaf);
  ADD ("/walk/leaf/not", FALSE, test_leaf);
  ADD ("/walk/loss", 0, test_loss);
  ADD ("/walk/falls-silent", 0, test_falls_silent);
  ADD ("/walk/dead", 0, test_dead);
  ADD ("/walk/unreachable", 0, test_unreachable);
  ADD ("/walk/loop", 0, test_loop);
  ADD ("/walk/refused", 0, test_refused);
  ADD ("/walk/limit", 0, test_limit);
  ADD ("/walk/parallel", 0, test_parallel);
  ADD ("/walk/max-time (F-03)", 0, test_max_time);
  ADD ("/walk/cancel/before", 0, test_cancel_before);
  ADD ("/walk/cancel/midway", 0, test_cancel_midway);
  ADD ("/walk/cancel/in-silence", 0, test_cancel_in_silence);
  ADD ("/walk/never-run", 0, test_never_run);

  return g_test_run ();
}
