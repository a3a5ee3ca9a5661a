/* A process dies at every single write of what it does to a file, in turn: of a series of
 * changes, of growing, of making a capture, of compacting one.  Whoever comes next finds a
 * state that was committed, and nothing to do but to open it.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <glib/gstdio.h>

#include "ops/tarn-check.h"
#include "tarn-helper-process.h"
#include "tarn-test-capture.h"

#define N_CHANGES 7
#define FIRST     1000

/* The number that all rows have, and how many those are. */
static gint64
read_number (TarnStore *store,
             guint     *n_rows)
{
  gint64 number = 0, value;
  TarnCursor cursor;

  *n_rows = 0;
  g_assert_true (tarn_store_begin_read (store, NULL));
  tarn_cursor_init (&cursor, store);
  for (gboolean ok = tarn_cursor_seek (&cursor, tarn_span (NULL, 0), TRUE); ok;
       ok = tarn_cursor_next (&cursor))
    {
      g_assert_true (tarn_row_get_integer (&cursor.row, &value));
      if (*n_rows == 0)
        number = value;
      g_assert_cmpint (value, ==, number);
      ++*n_rows;
    }
  g_assert_no_error (cursor.error);
  tarn_cursor_clear (&cursor);
  tarn_store_end_read (store);
  return number;
}

/* As it lies there, before anybody has put it in order. */
static void
assert_sound_as_it_is (TarnTestCapture *fixture,
                       guint64         *n_rows)
{
  g_autoptr(TarnCheckReport) report = NULL;
  g_autoptr(GError) error = NULL;

  report = tarn_check_capture (fixture->path, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < report->faults->len; i++)
    g_test_message ("%s", (const char *) report->faults->pdata[i]);
  g_assert_cmpuint (report->n_faults, ==, 0);
  *n_rows = report->n_rows;
}

static GBytes *
read_file (const char *path)
{
  g_autoptr(GError) error = NULL;
  char *contents;
  gsize len;

  g_file_get_contents (path, &contents, &len, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (contents, len);
}

/* Has a helper do something with a trap at the write number @at.  Whether it lived. */
static gboolean
lives (const char *trap,
       guint       at,
       const char *open,
       const char *order)
{
  g_autofree char *answer = NULL;
  TarnHelperProcess helper;

  tarn_helper_process_start (&helper, "store-helper");
  tarn_helper_process_order (&helper, "no-map");
  tarn_helper_process_expect (&helper, "ok");
  if (open != NULL)
    {
      tarn_helper_process_order (&helper, "%s", open);
      tarn_helper_process_expect (&helper, "ok");
    }
  tarn_helper_process_order (&helper, "trap %s %u", trap, at);
  tarn_helper_process_expect (&helper, "ok");
  tarn_helper_process_order (&helper, "%s", order);
  answer = tarn_helper_process_answer (&helper);
  if (answer != NULL)
    g_assert_cmpstr (answer, ==, "ok");
  tarn_helper_process_end (&helper);
  return answer != NULL;
}

/* Changes that make the file grow, split and join pages, and delete; all rows have the
 * number of the last change that was committed. */
static void
test_series (TarnTestCapture *fixture,
             gconstpointer    data)
{
  g_autofree char *open = g_strdup_printf ("open write %s", fixture->path);
  g_autofree char *order = g_strdup_printf ("run %d %d", N_CHANGES, FIRST);
  g_autoptr(GBytes) before = NULL;
  gint64 last = FIRST - 1;
  guint at = 1;

  {
    g_autoptr(TarnCapture) capture = tarn_test_capture_open (fixture, TARN_CAPTURE_CREATE);

    g_assert_true (tarn_test_capture_put (capture, 0, 400, FIRST - 1, NULL));
  }
  before = read_file (fixture->path);

  for (gboolean alive = FALSE; !alive; at++)
    {
      g_autoptr(TarnCapture) capture = NULL;
      guint64 n_checked;
      gint64 number;
      guint n_rows;

      g_assert_true (g_file_set_contents (fixture->path, g_bytes_get_data (before, NULL),
                                          (gssize) g_bytes_get_size (before), NULL));
      alive = lives (data, at, open, order);
      assert_sound_as_it_is (fixture, &n_checked);

      capture = tarn_test_capture_open (fixture, at % 2 == 0 ? TARN_CAPTURE_READ
                                                             : TARN_CAPTURE_WRITE);
      number = read_number (TARN_STORE (capture), &n_rows);
      g_assert_cmpuint (n_rows, ==, n_checked);
      g_assert_cmpint (number, >=, last);
      g_assert_cmpint (number, <=, last + 1);
      g_assert_cmpuint (n_rows, ==, number >= FIRST && (number - FIRST) % 3 == 0 ? 1200 : 400);
      last = number;
      tarn_test_capture_assert_sound (capture, n_rows);
    }

  g_test_message ("%u writes", at - 2);
  g_assert_cmpint (last, ==, FIRST + N_CHANGES - 1);
}

/* The file grows twice, beside tdb.  Nothing is lost, and who comes next can write.  Not
 * after half of the mark of a recovery record, which no system writes: tdb would forget the
 * room of that. */
static void
test_grow (TarnTestCapture *fixture,
           gconstpointer    data)
{
  g_autofree char *open = g_strdup_printf ("open write %s", fixture->path);
  g_autoptr(GBytes) before = NULL;
  gboolean whole = g_str_equal (data, "die");
  GStatBuf info;
  guint at = 1;

  {
    g_autoptr(TarnCapture) capture = tarn_test_capture_open (fixture, TARN_CAPTURE_CREATE);

    g_assert_true (tarn_test_capture_put (capture, 0, 400, FIRST, NULL));
  }
  before = read_file (fixture->path);

  for (gboolean alive = FALSE; !alive; at++)
    {
      g_autoptr(TarnCapture) capture = NULL;
      guint64 n_checked;
      guint n_rows;

      g_assert_true (g_file_set_contents (fixture->path, g_bytes_get_data (before, NULL),
                                          (gssize) g_bytes_get_size (before), NULL));
      alive = lives (data, at, open, "grow");
      g_assert_cmpint (g_stat (fixture->path, &info), ==, 0);
      assert_sound_as_it_is (fixture, &n_checked);
      g_assert_cmpuint (n_checked, ==, 400);

      capture = tarn_test_capture_open (fixture, TARN_CAPTURE_WRITE);
      g_assert_cmpint (read_number (TARN_STORE (capture), &n_rows), ==, FIRST);
      if (whole)
        g_assert_true (tarn_test_capture_put (capture, 0, 40000, FIRST + 1, NULL));
      g_assert_cmpint (read_number (TARN_STORE (capture), &n_rows), ==, FIRST + whole);
      tarn_test_capture_assert_sound (capture, whole ? 40000 : 400);
    }

  g_assert_cmpuint (at - 2, ==, 2 * 8);
  g_assert_cmpuint ((gsize) info.st_size, ==, g_bytes_get_size (before) + 4 * (1 << 20));
}

static guint
count_files (TarnTestCapture *fixture)
{
  g_autoptr(GDir) listing = g_dir_open (fixture->directory, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (listing) != NULL)
    n++;
  return n;
}

/* There is a capture, or there is none; never something else. */
static void
test_create (TarnTestCapture *fixture,
             gconstpointer    data)
{
  g_autofree char *order = g_strdup_printf ("open create %s", fixture->path);
  guint at = 1;

  for (gboolean alive = FALSE; !alive; at++)
    {
      guint64 n_rows;

      alive = lives (data, at, NULL, order);
      g_assert_cmpuint (count_files (fixture), <=, 1);
      if (alive || g_file_test (fixture->path, G_FILE_TEST_EXISTS))
        assert_sound_as_it_is (fixture, &n_rows);
      g_unlink (fixture->path);
    }

  g_assert_cmpuint (at, >, 10);
}

/* The old file or the new one, with the same in it. */
static void
test_compact (TarnTestCapture *fixture,
              gconstpointer    data)
{
  g_autofree char *order = g_strdup_printf ("compact %s", fixture->path);
  g_autoptr(GBytes) before = NULL;
  guint at = 1, n_small = 0;

  {
    g_autoptr(TarnCapture) capture = tarn_test_capture_open (fixture, TARN_CAPTURE_CREATE);

    g_assert_true (tarn_test_capture_put (capture, 0, 40000, 7, NULL));
    g_assert_true (tarn_test_capture_put (capture, 0, 40000, 8, NULL));
  }
  before = read_file (fixture->path);

  for (gboolean alive = FALSE; !alive; at++)
    {
      g_autoptr(TarnCapture) capture = NULL;
      g_autoptr(GDir) listing = NULL;
      const char *name;
      GStatBuf info;
      guint n_rows;

      g_assert_true (g_file_set_contents (fixture->path, g_bytes_get_data (before, NULL),
                                          (gssize) g_bytes_get_size (before), NULL));
      alive = lives (data, at, NULL, order);
      capture = tarn_test_capture_open (fixture, TARN_CAPTURE_READ);
      g_assert_cmpint (read_number (TARN_STORE (capture), &n_rows), ==, 8);
      tarn_test_capture_assert_sound (capture, 40000);

      g_assert_cmpint (g_stat (fixture->path, &info), ==, 0);
      n_small += (gsize) info.st_size < g_bytes_get_size (before);

      /* Between its two names, the new file has one that tells whose it is. */
      listing = g_dir_open (fixture->directory, 0, NULL);
      while ((name = g_dir_read_name (listing)) != NULL)
        if (strstr (name, ".new-") != NULL)
          {
            g_autofree char *path = g_build_filename (fixture->directory, name, NULL);

            g_unlink (path);
          }
      g_assert_cmpuint (count_files (fixture), ==, 1);
    }

  g_assert_cmpuint (at, >, 5);
  g_assert_cmpuint (n_small, >=, 1);
}

#define ADD(name, data, test) \
  g_test_add ("/die-at-write/" name, TarnTestCapture, data, tarn_test_capture_set_up, test, \
              tarn_test_capture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("series/before it", "die", test_series);
  ADD ("series/halfway", "die-halfway", test_series);
  ADD ("grow/before it", "die", test_grow);
  ADD ("grow/halfway", "die-halfway", test_grow);
  ADD ("create/before it", "die", test_create);
  ADD ("create/halfway", "die-halfway", test_create);
  ADD ("compact/before it", "die", test_compact);
  ADD ("compact/halfway", "die-halfway", test_compact);

  return g_test_run ();
}
