/* Two processes share a capture: what one writes the other sees whole or not at all,
 * nobody waits for the other, and the death of a writer leaves what was before.
 * Everything is driven by pipes; nothing sleeps.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-helper-process.h"
#include "tarn-test-capture.h"

static void
helper_open (TarnHelperProcess *self,
             const char        *mode,
             TarnTestCapture   *fixture)
{
  tarn_helper_process_order (self, "open %s %s", mode, fixture->path);
  tarn_helper_process_expect (self, "ok");
}

static void
put_rows (TarnCapture *capture,
          guint        from,
          guint        to,
          gint32       number)
{
  g_autoptr(GError) error = NULL;

  tarn_test_capture_put (capture, from, to, number, &error);
  g_assert_no_error (error);
}

static void
assert_sound (TarnCapture *capture)
{
  g_autoptr(GError) error = NULL;

  tarn_test_capture_assert_sound (capture,
                                  tarn_store_count (TARN_STORE (capture), NULL, &error));
  g_assert_no_error (error);
}

/* Inside a read section: rows ascend and are as many as the tree counts.  Counts those
 * whose value is @number, or all of them, which then have one value: that is told. */
static guint
count_rows (TarnCapture *capture,
            gint64      *number)
{
  TarnStore *store = TARN_STORE (capture);
  TarnName before = { 0 };
  TarnCursor cursor;
  guint n = 0, n_same = 0;

  tarn_cursor_init (&cursor, store);
  for (gboolean ok = tarn_cursor_seek (&cursor, tarn_span (NULL, 0), TRUE); ok;
       ok = tarn_cursor_next (&cursor))
    {
      gint64 value;

      g_assert_cmpint (tarn_name_compare (tarn_name_span (&before), cursor.row.name), <, 0);
      tarn_name_set (&before, cursor.row.name);
      g_assert_true (tarn_row_get_integer (&cursor.row, &value));
      if (*number == 0)
        *number = value;
      n_same += value == *number;
      n++;
    }

  g_assert_no_error (cursor.error);
  tarn_cursor_clear (&cursor);
  g_assert_cmpuint (n, ==, tarn_store_count (store, NULL, NULL));
  return n_same;
}

/* A reader beside a busy writer, whatever it is open for. */
static void
test_read_while_written (TarnTestCapture *fixture,
                         gconstpointer    data)
{
  g_autoptr(TarnCapture) capture = tarn_test_capture_open (fixture, TARN_CAPTURE_CREATE);
  GPollableInputStream *pollable;
  guint n_sections = 0, n_busy = 0, n_changes = 0;
  guint64 serial = 0;
  TarnHelperProcess helper;

  put_rows (capture, 0, 400, 1);
  g_clear_object (&capture);
  capture = tarn_test_capture_open (fixture, GPOINTER_TO_INT (data));

  tarn_helper_process_start (&helper, "store-helper");
  helper_open (&helper, "write", fixture);
  pollable = G_POLLABLE_INPUT_STREAM (g_subprocess_get_stdout_pipe (helper.process));

  for (gint32 number = 1000; number < 1600; number += 20)
    {
      tarn_helper_process_order (&helper, "run 20 %d", number);
      do
        {
          g_autoptr(GError) error = NULL;
          gint64 value = 0;
          guint n;

          if (!tarn_store_begin_read (TARN_STORE (capture), &error))
            {
              g_assert_error (error, TARN_ERROR, TARN_ERROR_STORE_BUSY);
              n_busy++;
              continue;
            }

          n = count_rows (capture, &value);
          g_assert_true (n == 400 || n == 1200);
          g_assert_true ((value == 1 || value >= 1000) && value < number + 20);
          n_changes += tarn_store_get_serial (TARN_STORE (capture)) != serial;
          serial = tarn_store_get_serial (TARN_STORE (capture));
          tarn_store_end_read (TARN_STORE (capture));
          n_sections++;
        }
      while (!g_pollable_input_stream_is_readable (pollable));
      tarn_helper_process_expect (&helper, "ok");

      g_assert_true (tarn_store_begin_read (TARN_STORE (capture), NULL));
      {
        gint64 value = number + 19;

        g_assert_cmpuint (count_rows (capture, &value), ==, 400);
      }
      tarn_store_end_read (TARN_STORE (capture));
    }

  g_test_message ("%u sections saw %u states of 600; %u were refused", n_sections, n_changes,
                  n_busy);
  g_assert_cmpuint (n_changes, >=, 20);
  assert_sound (capture);
  tarn_helper_process_end (&helper);
}

/* A writer in the midst of a commit: nobody waits for it. */
static void
test_commit_is_busy (TarnTestCapture *fixture,
                     gconstpointer    data)
{
  g_autoptr(TarnCapture) capture = tarn_test_capture_open (fixture, TARN_CAPTURE_CREATE);
  g_autoptr(TarnBatch) batch = tarn_batch_new ();
  g_autoptr(GError) error = NULL;
  gint64 value = 2;
  TarnHelperProcess helper;

  put_rows (capture, 0, 400, 1);
  tarn_helper_process_start (&helper, "store-helper");
  tarn_helper_process_order (&helper, "no-map");
  tarn_helper_process_expect (&helper, "ok");
  helper_open (&helper, "write", fixture);
  tarn_helper_process_order (&helper, "trap stop 3");
  tarn_helper_process_expect (&helper, "ok");
  tarn_helper_process_order (&helper, "put 0 400 2");
  tarn_helper_process_expect (&helper, "stopped");

  g_assert_false (tarn_store_begin_read (TARN_STORE (capture), &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_STORE_BUSY);
  g_assert_nonnull (strstr (error->message, fixture->path));
  g_clear_error (&error);
  tarn_batch_set_meta (batch, "a", g_variant_new_int32 (1));
  g_assert_false (tarn_store_apply (TARN_STORE (capture), batch, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_STORE_BUSY);
  g_assert_nonnull (strstr (error->message, fixture->path));
  g_clear_error (&error);
  g_clear_object (&capture);
  g_assert_null (tarn_capture_open (fixture->path, TARN_CAPTURE_READ, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_STORE_BUSY);

  tarn_helper_process_order (&helper, "go on");
  tarn_helper_process_expect (&helper, "ok");
  capture = tarn_test_capture_open (fixture, TARN_CAPTURE_READ);
  g_assert_true (tarn_store_begin_read (TARN_STORE (capture), NULL));
  g_assert_cmpuint (count_rows (capture, &value), ==, 400);
  tarn_store_end_read (TARN_STORE (capture));
  tarn_helper_process_end (&helper);
}

/* A reader that does not end: the writer gives up, and nothing has changed. */
static void
test_reader_is_busy (TarnTestCapture *fixture,
                     gconstpointer    data)
{
  static const char *const modes[] = { "read", "write" };
  g_autoptr(TarnCapture) capture = tarn_test_capture_open (fixture, TARN_CAPTURE_CREATE);

  put_rows (capture, 0, 400, 1);
  for (guint i = 0; i < G_N_ELEMENTS (modes); i++)
    {
      g_autoptr(TarnBatch) batch = tarn_batch_new ();
      g_autoptr(GError) error = NULL;
      TarnHelperProcess helper;

      tarn_helper_process_start (&helper, "store-helper");
      helper_open (&helper, modes[i], fixture);
      tarn_helper_process_order (&helper, "begin-read");
      tarn_helper_process_expect (&helper, "ok");

      tarn_batch_set_meta (batch, "a", g_variant_new_int32 ((gint32) i));
      g_assert_false (tarn_store_apply (TARN_STORE (capture), batch, &error));
      g_assert_error (error, TARN_ERROR, TARN_ERROR_STORE_BUSY);
      assert_sound (capture);   /* readers are not in each other's way */
      g_assert_false (tarn_store_apply (TARN_STORE (capture), batch, NULL));

      tarn_helper_process_order (&helper, "end-read");
      tarn_helper_process_expect (&helper, "ok");
      g_clear_error (&error);
      g_assert_true (tarn_store_apply (TARN_STORE (capture), batch, &error));
      g_assert_no_error (error);
      tarn_helper_process_end (&helper);
    }
}

static void
test_claim (TarnTestCapture *fixture,
            gconstpointer    data)
{
  g_autoptr(TarnCapture) capture = tarn_test_capture_open (fixture, TARN_CAPTURE_CREATE);
  g_autofree char *pid = NULL;
  g_autoptr(GError) error = NULL;
  TarnHelperProcess helper;

  tarn_helper_process_start (&helper, "store-helper");
  helper_open (&helper, "write", fixture);
  tarn_helper_process_order (&helper, "claim");
  tarn_helper_process_expect (&helper, "ok");
  pid = g_strdup_printf ("process %s ", g_subprocess_get_identifier (helper.process));

  g_assert_false (tarn_capture_claim (capture, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_STORE_BUSY);
  g_assert_nonnull (strstr (error->message, pid));
  g_assert_nonnull (strstr (error->message, fixture->path));
  g_clear_error (&error);

  /* The claim is one to mirror, and keeps nobody from writing. */
  put_rows (capture, 0, 10, 1);
  tarn_helper_process_order (&helper, "put 10 20 1");
  tarn_helper_process_expect (&helper, "ok");

  tarn_helper_process_kill (&helper);
  g_assert_true (tarn_capture_claim (capture, &error));
  g_assert_no_error (error);
  tarn_helper_process_start (&helper, "store-helper");
  helper_open (&helper, "write", fixture);
  tarn_helper_process_order (&helper, "claim");
  tarn_helper_process_expect (&helper, "store-busy");
  tarn_helper_process_end (&helper);
}

/* Rows 0 to 299 are 1; the change makes those from 100 to 8,999 2, for which the file has
 * to grow. */
static void
assert_before_or_after (TarnTestCapture *fixture,
                        TarnCaptureMode  mode,
                        gboolean        *is_after)
{
  g_autoptr(TarnCapture) capture = tarn_test_capture_open (fixture, mode);
  g_autoptr(GError) error = NULL;
  gint64 one = 1, two = 2;
  guint n_one, n_two;

  assert_sound (capture);
  g_assert_true (tarn_store_begin_read (TARN_STORE (capture), &error));
  n_one = count_rows (capture, &one);
  n_two = count_rows (capture, &two);
  tarn_store_end_read (TARN_STORE (capture));

  *is_after = n_two > 0;
  g_assert_cmpuint (n_one, ==, *is_after ? 100 : 300);
  g_assert_cmpuint (n_two, ==, *is_after ? 8900 : 0);
}

static void
write_file (const char *path,
            GBytes     *octets)
{
  g_autoptr(GError) error = NULL;

  g_file_set_contents (path, g_bytes_get_data (octets, NULL), (gssize) g_bytes_get_size (octets),
                       &error);
  g_assert_no_error (error);
}

static GBytes *
make_before (TarnTestCapture *fixture)
{
  g_autoptr(TarnCapture) capture = tarn_test_capture_open (fixture, TARN_CAPTURE_CREATE);
  g_autoptr(GError) error = NULL;
  char *contents;
  gsize len;

  put_rows (capture, 0, 300, 1);
  g_clear_object (&capture);
  g_file_get_contents (fixture->path, &contents, &len, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (contents, len);
}

/* Orders a change with a trap at the write number @at.  Returns the answer, NULL if the
 * helper died. */
static char *
change_with_trap (TarnTestCapture *fixture,
                  const char      *trap,
                  guint            at)
{
  char *answer;
  TarnHelperProcess helper;

  tarn_helper_process_start (&helper, "store-helper");
  tarn_helper_process_order (&helper, "no-map");
  tarn_helper_process_expect (&helper, "ok");
  helper_open (&helper, "write", fixture);
  tarn_helper_process_order (&helper, "trap %s %u", trap, at);
  tarn_helper_process_expect (&helper, "ok");
  tarn_helper_process_order (&helper, "put 100 9000 2");
  answer = tarn_helper_process_answer (&helper);
  tarn_helper_process_end (&helper);
  return answer;
}

/* As change_with_trap(), but the trap is in what puts the file in order again. */
static void
mend_with_trap (TarnTestCapture *fixture,
                guint            at)
{
  g_autofree char *answer = NULL;
  TarnHelperProcess helper;

  tarn_helper_process_start (&helper, "store-helper");
  tarn_helper_process_order (&helper, "no-map");
  tarn_helper_process_expect (&helper, "ok");
  tarn_helper_process_order (&helper, "trap die %u", at);
  tarn_helper_process_expect (&helper, "ok");
  tarn_helper_process_order (&helper, "open write %s", fixture->path);
  answer = tarn_helper_process_answer (&helper);
  if (answer != NULL)
    g_assert_cmpstr (answer, ==, "ok");
  tarn_helper_process_end (&helper);
}

/* Every write in turn is the last one; and the one who mends dies as well. */
static void
test_die_at_write (TarnTestCapture *fixture,
                   gconstpointer    data)
{
  g_autoptr(GBytes) before = make_before (fixture);
  guint n_after = 0, at = 1;

  for (;; at++)
    {
      g_autofree char *answer = NULL;
      gboolean is_after;

      write_file (fixture->path, before);
      answer = change_with_trap (fixture, data, at);
      if (answer != NULL)
        {
          g_assert_cmpstr (answer, ==, "ok");
          break;
        }

      if (at % 2 == 0)
        mend_with_trap (fixture, 1 + at / 2 % 8);
      assert_before_or_after (fixture, at % 3 == 0 ? TARN_CAPTURE_WRITE : TARN_CAPTURE_READ,
                              &is_after);
      n_after += is_after;
    }

  g_test_message ("%u writes; after %u of them the change was there", at - 1, n_after);
  g_assert_cmpuint (at, >, 40);
}

/* The disk is full from every write in turn on: the writer says so and goes on. */
static void
test_no_room_at_write (TarnTestCapture *fixture,
                       gconstpointer    data)
{
  g_autoptr(GBytes) before = make_before (fixture);
  guint at = 1;

  for (;; at++)
    {
      g_autofree char *answer = NULL;
      gboolean is_after;

      write_file (fixture->path, before);
      answer = change_with_trap (fixture, "no-room", at);
      g_assert_nonnull (answer);
      assert_before_or_after (fixture, TARN_CAPTURE_READ, &is_after);
      if (g_str_equal (answer, "ok"))
        {
          g_assert_true (is_after);
          break;
        }

      g_assert_false (is_after);
      g_assert_cmpstr (answer, ==, "store-full");
    }

  g_assert_cmpuint (at, >, 40);
}

/* A reader has the file open when the writer dies in the midst of a commit. */
static void
test_death_beside_reader (TarnTestCapture *fixture,
                          gconstpointer    data)
{
  g_autoptr(GBytes) before = make_before (fixture);
  g_autoptr(TarnCapture) capture = tarn_test_capture_open (fixture, GPOINTER_TO_INT (data));

  assert_sound (capture);
  for (guint at = 1; at < 400; at += 7)
    {
      g_autofree char *answer = change_with_trap (fixture, "die", at);
      gboolean is_after;

      if (answer != NULL)
        break;
      assert_before_or_after (fixture, GPOINTER_TO_INT (data), &is_after);
      g_assert_false (is_after);
      g_assert_true (tarn_capture_is_writable (capture)
                     == (GPOINTER_TO_INT (data) == TARN_CAPTURE_WRITE));
    }
}

#define ADD(name, data, test) \
  g_test_add ("/two-processes/" name, TarnTestCapture, data, tarn_test_capture_set_up, test, \
              tarn_test_capture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("read while written/read", GINT_TO_POINTER (TARN_CAPTURE_READ), test_read_while_written);
  ADD ("read while written/write", GINT_TO_POINTER (TARN_CAPTURE_WRITE),
       test_read_while_written);
  ADD ("commit is busy", NULL, test_commit_is_busy);
  ADD ("reader is busy", NULL, test_reader_is_busy);
  ADD ("claim", NULL, test_claim);
  ADD ("die at write/before it", "die", test_die_at_write);
  ADD ("die at write/halfway", "die-halfway", test_die_at_write);
  ADD ("no room at write", NULL, test_no_room_at_write);
  ADD ("death beside reader/read", GINT_TO_POINTER (TARN_CAPTURE_READ), test_death_beside_reader);
  ADD ("death beside reader/write", GINT_TO_POINTER (TARN_CAPTURE_WRITE),
       test_death_beside_reader);

  return g_test_run ();
}
