/* Three writers and a reader share a capture, and again and again one writer is killed
 * wherever it happens to be.  All rows always have one number: that of one change.
 *
 * Seeded, and bounded: 30 kills; with -m slow 200.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-check.h"
#include "tarn-helper-process.h"
#include "tarn-test-capture.h"

#define N_WRITERS 3

static void
start_writer (TarnHelperProcess *helper,
              TarnTestCapture   *fixture,
              gint32             number)
{
  g_autofree char *answer = NULL;

  tarn_helper_process_start (helper, "store-helper");
  tarn_helper_process_order (helper, "open write %s", fixture->path);
  answer = tarn_helper_process_answer (helper);
  g_assert_cmpstr (answer, ==, "ok");
  tarn_helper_process_order (helper, "run 100000 %d", number);
}

/* TRUE if it could be read at this moment. */
static gboolean
read_once (TarnTestCapture *fixture,
           TarnCaptureMode  mode,
           gint64          *number)
{
  g_autoptr(TarnCapture) capture = NULL;
  g_autoptr(GError) error = NULL;
  TarnCursor cursor;
  gint64 value;
  guint n = 0;

  capture = tarn_capture_open (fixture->path, mode, &error);
  if (capture == NULL || !tarn_store_begin_read (TARN_STORE (capture), &error))
    {
      g_assert_error (error, TARN_ERROR, TARN_ERROR_STORE_BUSY);
      return FALSE;
    }

  tarn_cursor_init (&cursor, TARN_STORE (capture));
  for (gboolean ok = tarn_cursor_seek (&cursor, tarn_span (NULL, 0), TRUE); ok;
       ok = tarn_cursor_next (&cursor))
    {
      g_assert_true (tarn_row_get_integer (&cursor.row, &value));
      if (n++ == 0)
        *number = value;
      g_assert_cmpint (value, ==, *number);
    }
  g_assert_no_error (cursor.error);
  g_assert_true (n == 400 || n == 1200);
  g_assert_cmpuint (n, ==, tarn_store_count (TARN_STORE (capture), NULL, &error));
  g_assert_no_error (error);
  tarn_cursor_clear (&cursor);
  tarn_store_end_read (TARN_STORE (capture));
  return TRUE;
}

static void
assert_sound (TarnTestCapture *fixture)
{
  g_autoptr(TarnCheckReport) report = NULL;
  g_autoptr(GError) error = NULL;

  report = tarn_check_capture (fixture->path, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < report->faults->len; i++)
    g_test_message ("%s", (const char *) report->faults->pdata[i]);
  g_assert_cmpuint (report->n_faults, ==, 0);
}

static void
test_torture (TarnTestCapture *fixture,
              gconstpointer    data)
{
  guint n_kills = g_test_slow () ? 200 : 30;
  g_autoptr(GRand) rand = g_rand_new_with_seed (20260403);
  TarnHelperProcess writers[N_WRITERS];
  guint n_read = 0, n_busy = 0, n_states = 0;
  gint64 number = 0, before = 0;

  {
    g_autoptr(TarnCapture) capture = tarn_test_capture_open (fixture, TARN_CAPTURE_CREATE);

    g_assert_true (tarn_test_capture_put (capture, 0, 400, 1, NULL));
  }
  for (guint i = 0; i < N_WRITERS; i++)
    start_writer (&writers[i], fixture, (gint32) (1 + i) * 1000000);

  for (guint kill = 1; kill <= n_kills; kill++)
    {
      guint victim = (guint) g_rand_int_range (rand, 0, N_WRITERS);

      for (guint n = (guint) g_rand_int_range (rand, 1, 30); n > 0;)
        if (read_once (fixture, g_rand_boolean (rand) ? TARN_CAPTURE_READ : TARN_CAPTURE_WRITE,
                       &number))
          {
            n_states += number != before;
            before = number;
            n_read++;
            n--;
          }
        else
          {
            n_busy++;
          }

      tarn_helper_process_kill (&writers[victim]);
      assert_sound (fixture);
      start_writer (&writers[victim], fixture, (gint32) (3 + kill) * 1000000);
    }

  for (guint i = 0; i < N_WRITERS; i++)
    tarn_helper_process_kill (&writers[i]);
  assert_sound (fixture);
  g_assert_true (read_once (fixture, TARN_CAPTURE_WRITE, &number));
  g_test_message ("%u kills; %u sections saw %u states, %u were refused", n_kills, n_read,
                  n_states, n_busy);
  g_assert_cmpuint (n_states, >, n_kills);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/torture/writers are killed", TarnTestCapture, NULL, tarn_test_capture_set_up,
              test_torture, tarn_test_capture_tear_down);

  return g_test_run ();
}
