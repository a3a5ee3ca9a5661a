/* Several processes on one capture: what one changes the others hear of, with the names
 * and who it was. Everything is driven by pipes; nothing sleeps.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <glib/gstdio.h>
#include <signal.h>
#include <unistd.h>

#include "tarn-command.h"
#include "tarn-helper-process.h"
#include "tarn-test-capture.h"

static void
helper_do (TarnHelperProcess *self,
           const char        *order,
           TarnTestCapture   *fixture)
{
  if (fixture != NULL)
    tarn_helper_process_order (self, "%s %s", order, fixture->path);
  else
    tarn_helper_process_order (self, "%s", order);
  tarn_helper_process_expect (self, "ok");
}

/* "device 1.3.6.1.5.1 …" of each range; "*" for anything, "-" for records. */
static void
changed_cb (TarnStore *store,
            GPtrArray *ranges,
            gpointer   user_data)
{
  GString *log = user_data;

  for (guint i = 0; i < ranges->len; i++)
    {
      const TarnChangedRange *range = ranges->pdata[i];

      g_string_append_printf (log, "%s ", tarn_origin_to_string (range->origin));
      if (range->kind != TARN_CHANGED_VARBINDS)
        {
          g_string_append_c (log, range->kind == TARN_CHANGED_ANYTHING ? '*' : '-');
        }
      else
        {
          g_autofree char *first = tarn_oid_to_string (range->first);
          g_autofree char *last = tarn_oid_to_string (range->last);

          g_assert_cmpuint (range->pid, !=, 0);
          g_assert_cmpuint (range->pid, !=, (guint) getpid ());
          g_string_append_printf (log, "%s-%s*%u/%u", first, last, (guint) range->n_changes,
                                  (guint) range->n_deleted);
        }
      g_string_append (log, "; ");
    }
}

static void
assert_hears (TarnCapture *capture,
              GString     *log,
              const char  *expected)
{
  g_autoptr(GError) error = NULL;

  g_string_truncate (log, 0);
  g_assert_true (tarn_store_refresh (TARN_STORE (capture), &error));
  g_assert_no_error (error);
  g_assert_cmpstr (log->str, ==, expected);
}

/* A reader hears exactly what another process did, once, and if it was away for too long
 * that anything may have changed. */
static void
test_two (TarnTestCapture *fixture,
          gconstpointer    data)
{
  g_autoptr(GString) log = g_string_new (NULL);
  g_autoptr(TarnCapture) capture = NULL;
  TarnHelperProcess helper;

  tarn_test_capture_make (fixture, 100);
  capture = tarn_test_capture_open (fixture, GPOINTER_TO_INT (data));
  g_signal_connect (capture, "changed", G_CALLBACK (changed_cb), log);
  tarn_helper_process_start (&helper, "store-helper");
  helper_do (&helper, "open write", fixture);
  assert_hears (capture, log, "");

  helper_do (&helper, "put 5 6 7", NULL);
  helper_do (&helper, "put 98 102 7", NULL);
  assert_hears (capture, log, "device .1.3.6.1.5.1-.1.3.6.1.5.1*1/0; "
                              "device .1.3.6.1.98.1-.1.3.6.1.98.1*1/0; "
                              "device .1.3.6.1.99.1-.1.3.6.1.99.1*1/0; "
                              "device .1.3.6.1.100.1-.1.3.6.1.100.1*1/0; "
                              "device .1.3.6.1.101.1-.1.3.6.1.101.1*1/0; ");
  assert_hears (capture, log, "");

  helper_do (&helper, "put 5 6 7", NULL);   /* the same again */
  assert_hears (capture, log, "");
  helper_do (&helper, "put 100 101 0", NULL);
  assert_hears (capture, log, "device .1.3.6.1.100.1-.1.3.6.1.100.1*1/1; ");
  helper_do (&helper, "claim", NULL);
  assert_hears (capture, log, "device -; ");

  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *order = g_strdup_printf ("put 1 2 %u", 1000 + i);

      helper_do (&helper, order, NULL);
    }
  assert_hears (capture, log, "device *; ");
  helper_do (&helper, "put 3 4 9", NULL);
  assert_hears (capture, log, "device .1.3.6.1.3.1-.1.3.6.1.3.1*1/0; ");

  tarn_helper_process_end (&helper);
}

/* A writer that dies in the middle of a commit has changed nothing. */
static void
test_writer_dies (TarnTestCapture *fixture,
                  gconstpointer    data)
{
  g_autoptr(GString) log = g_string_new (NULL);
  g_autoptr(TarnCapture) capture = NULL;

  tarn_test_capture_make (fixture, 100);
  capture = tarn_test_capture_open (fixture, TARN_CAPTURE_WRITE);
  g_signal_connect (capture, "changed", G_CALLBACK (changed_cb), log);

  for (guint at = 1; at <= 8; at++)
    {
      g_autofree char *answer = NULL;
      TarnHelperProcess helper;

      tarn_helper_process_start (&helper, "store-helper");
      helper_do (&helper, "no-map", NULL);
      helper_do (&helper, "open write", fixture);
      tarn_helper_process_order (&helper, "trap die %u", at);
      tarn_helper_process_expect (&helper, "ok");
      tarn_helper_process_order (&helper, "put 5 6 %u", 10 + at);
      answer = tarn_helper_process_answer (&helper);
      tarn_helper_process_end (&helper);
      if (answer != NULL)
        {
          g_assert_cmpuint (at, >, 2);
          break;
        }

      assert_hears (capture, log, "");
      tarn_test_capture_assert_sound (capture, 100);
    }
}

typedef struct
{
  GSubprocess      *process;
  GDataInputStream *out;
  GDataInputStream *err;
} Watcher;

static char *
read_line (GDataInputStream *stream)
{
  g_autoptr(GError) error = NULL;
  char *line = g_data_input_stream_read_line (stream, NULL, NULL, &error);

  g_assert_no_error (error);
  return line;
}

static void
watcher_start (Watcher    *self,
               const char *path,
               const char *arguments)
{
  g_autofree char *all = g_strconcat ("tarn watch {} ", arguments, NULL);
  g_autofree char *line = NULL;

  self->process = tarn_start (all, path);
  self->out = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  self->err = g_data_input_stream_new (g_subprocess_get_stderr_pipe (self->process));
  line = read_line (self->err);
  g_assert_true (g_str_has_prefix (line, "tarn watch: watching "));
}

/* The next line without its time, and "PID" for the number of the process. */
static void
watcher_expect (Watcher    *self,
                const char *expected)
{
  g_autofree char *line = read_line (self->out);
  g_autoptr(GRegex) text = g_regex_new ("^\\S+Z (\\S+) \\d+ ", 0, 0, NULL);
  g_autoptr(GRegex) json = g_regex_new ("\"time\":\"[^\"]+Z\",(.*\"pid\":)\\d+", 0, 0, NULL);
  g_autofree char *half = NULL;
  g_autofree char *plain = NULL;

  g_assert_nonnull (line);
  half = g_regex_replace (text, line, -1, 0, "\\1 PID ", 0, NULL);
  plain = g_regex_replace (json, half, -1, 0, "\\1PID", 0, NULL);
  g_assert_cmpstr (plain, ==, expected);
}

static void
watcher_end (Watcher    *self,
             int         status,
             const char *says)
{
  g_autoptr(GError) error = NULL;

  if (says != NULL)
    {
      g_autofree char *line = read_line (self->err);

      g_assert_nonnull (line);
      if (strstr (line, says) == NULL)
        g_error ("“%s” does not say “%s”", line, says);
    }
  g_subprocess_wait (self->process, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_subprocess_get_exit_status (self->process), ==, status);
  g_clear_object (&self->out);
  g_clear_object (&self->err);
  g_clear_object (&self->process);
}

static void
assert_run (int         status,
            const char *out,
            const char *err,
            const char *arguments,
            const char *path)
{
  g_auto(TarnRun) run = { 0 };

  tarn_run (&run, NULL, arguments, path);
  g_assert_cmpstr (tarn_run_out (&run), ==, out);
  if (strstr (tarn_run_err (&run), err) == NULL)
    g_error ("“%s” does not say “%s”", tarn_run_err (&run), err);
  g_assert_cmpint (run.status, ==, status);
}

static void
test_watch (TarnTestCapture *fixture,
            gconstpointer    data)
{
  TarnHelperProcess helper;
  Watcher all, some;

  tarn_test_capture_make (fixture, 100);
  watcher_start (&all, fixture->path, "");
  watcher_start (&some, fixture->path, "--format json --count 4 1.3.6.1.7 1.3.6.1.50");

  assert_run (0, ".1.3.6.1.7.1 = STRING: \"a b\"\n.1.3.6.1.8.1 = INTEGER: 3\n", "",
              "tarn set --capture {} 1.3.6.1.7.1 s 'a b' 1.3.6.1.8.1 i 3", fixture->path);
  watcher_expect (&all, "edit PID .1.3.6.1.7.1 = STRING: \"a b\"");
  watcher_expect (&all, "edit PID .1.3.6.1.8.1 = INTEGER: 3");
  watcher_expect (&some, "{\"kind\":\"varbind\",\"origin\":\"edit\",\"pid\":PID,"
                         "\"oid\":\"1.3.6.1.7.1\",\"type\":\"OctetString\",\"text\":\"a b\","
                         "\"hex\":\"612062\"}");

  assert_run (0, ".1.3.6.1.7.1 deleted\n.1.3.6.1.9.1 deleted\n", "",
              "tarn set --capture {} --delete 1.3.6.1.7.1 --delete=1.3.6.1.9.1", fixture->path);
  watcher_expect (&all, "edit PID .1.3.6.1.7.1 deleted");
  watcher_expect (&all, "edit PID .1.3.6.1.9.1 deleted");
  watcher_expect (&some, "{\"kind\":\"deleted\",\"origin\":\"edit\",\"pid\":PID,"
                         "\"oid\":\"1.3.6.1.7.1\"}");

  tarn_helper_process_start (&helper, "store-helper");
  helper_do (&helper, "open write", fixture);
  helper_do (&helper, "put 20 60 5", NULL);
  for (guint row = 20; row < 27; row++)
    {
      g_autofree char *line = g_strdup_printf ("device PID .1.3.6.1.%u.1 = INTEGER: 5", row);

      watcher_expect (&all, line);
    }
  watcher_expect (&all, "device PID .1.3.6.1.27.1 … .1.3.6.1.59.1 (33 varbinds)");
  watcher_expect (&some, "{\"kind\":\"range\",\"origin\":\"device\",\"pid\":PID,"
                         "\"first\":\"1.3.6.1.27.1\",\"last\":\"1.3.6.1.59.1\","
                         "\"changes\":33,\"deleted\":0}");

  helper_do (&helper, "claim", NULL);
  watcher_expect (&all, "device PID what is told of the capture");
  helper_do (&helper, "put 50 51 6", NULL);
  watcher_expect (&some, "{\"kind\":\"varbind\",\"origin\":\"device\",\"pid\":PID,"
                         "\"oid\":\"1.3.6.1.50.1\",\"type\":\"Integer32\",\"value\":6}");
  watcher_end (&some, 0, NULL);   /* these were four */

  g_subprocess_send_signal (all.process, SIGSTOP);
  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *order = g_strdup_printf ("put 1 2 %u", 1000 + i);

      helper_do (&helper, order, NULL);
    }
  g_subprocess_send_signal (all.process, SIGCONT);
  for (gboolean lost = FALSE; !lost;)
    {
      g_autofree char *line = read_line (all.out);

      g_assert_nonnull (line);
      lost = g_str_equal (line, "lost track: anything may have changed");
      g_assert_true (lost || strstr (line, ".1.3.6.1.1.1 = ") != NULL
                     || strstr (line, ".1.3.6.1.50.1 = ") != NULL);
    }

  tarn_helper_process_end (&helper);
  g_subprocess_send_signal (all.process, SIGINT);
  watcher_end (&all, 0, NULL);
}

/* The file that is watched goes away in one way or another. */
static void
test_watch_ends (TarnTestCapture *fixture,
                 gconstpointer    data)
{
  g_autofree char *other = g_build_filename (fixture->directory, "other.tarn", NULL);
  g_autofree char *octets = NULL;
  g_autoptr(GError) error = NULL;
  Watcher watcher;
  gsize len;

  tarn_test_capture_make (fixture, 10);
  watcher_start (&watcher, fixture->path, "");
  g_file_get_contents (fixture->path, &octets, &len, &error);
  g_file_set_contents (other, octets, (gssize) len, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_rename (other, fixture->path), ==, 0);
  watcher_end (&watcher, 1, "was replaced by another file");

  watcher_start (&watcher, fixture->path, "");
  g_assert_cmpint (truncate (fixture->path, 1000), ==, 0);
  watcher_end (&watcher, 1, "is damaged");

  g_assert_cmpint (g_unlink (fixture->path), ==, 0);
  assert_run (2, "", "No such file or directory", "tarn watch {}", fixture->path);
  tarn_test_capture_make (fixture, 10);
  watcher_start (&watcher, fixture->path, "");
  g_assert_cmpint (g_unlink (fixture->path), ==, 0);
  watcher_end (&watcher, 1, "is gone");

  tarn_test_capture_make (fixture, 10);
}

/* A capture is edited while an agent serves it, and set through that. */
static void
test_edit_served (TarnTestCapture *fixture,
                  gconstpointer    data)
{
  g_autoptr(GSubprocess) agent = NULL;
  g_autofree char *target = NULL;
  Watcher watcher;

  tarn_test_capture_make (fixture, 10);
  agent = tarn_serve (&target, "{} --write-community secret", fixture->path);
  watcher_start (&watcher, fixture->path, "");

  assert_run (0, ".1.3.6.1.5.1 = INTEGER: 1\n", "", "tarn get {} 1.3.6.1.5.1", target);
  for (guint i = 2; i < 12; i++)
    {
      g_autofree char *set = g_strdup_printf ("tarn set --capture {} 1.3.6.1.5.1 i %u", i);
      g_autofree char *line = g_strdup_printf (".1.3.6.1.5.1 = INTEGER: %u\n", i);
      g_autofree char *change = g_strdup_printf ("edit PID .1.3.6.1.5.1 = INTEGER: %u", i);

      assert_run (0, line, "", set, fixture->path);
      assert_run (0, line, "", "tarn get {} 1.3.6.1.5.1", target);
      watcher_expect (&watcher, change);
    }

  assert_run (0, ".1.3.6.1.6.1 = INTEGER: 77\n", "",
              "tarn set -c secret {} 1.3.6.1.6.1 i 77", target);
  watcher_expect (&watcher, "agent PID .1.3.6.1.6.1 = INTEGER: 77");

  {
    g_auto(TarnRun) run = { 0 };

    tarn_run (&run, NULL, "tarn info {}", fixture->path);
    g_assert_nonnull (strstr (tarn_run_out (&run), "1 set by managers, 1 edited\n"));
  }
  assert_run (0, ".1.3.6.1.5.1 = INTEGER: 1\n", "", "tarn set --capture {} 1.3.6.1.5.1 i 1",
              fixture->path);
  {
    g_auto(TarnRun) run = { 0 };

    tarn_run (&run, NULL, "tarn info --json {}", fixture->path);
    g_assert_nonnull (strstr (tarn_run_out (&run), "\"notes\":{\"device\":0,\"import\":0,"
                                                   "\"edit\":0,\"agent\":1}"));
  }

  watcher_expect (&watcher, "edit PID .1.3.6.1.5.1 = INTEGER: 1");
  g_subprocess_send_signal (watcher.process, SIGTERM);
  watcher_end (&watcher, 0, NULL);
  g_assert_cmpint (tarn_end (agent, SIGTERM), ==, 0);
}

static void
test_edit_refused (TarnTestCapture *fixture,
                   gconstpointer    data)
{
  static const struct
  {
    const char *arguments;
    const char *says;
  } cases[] = {
    { "tarn set --capture {}", "OID, type and value are needed" },
    { "tarn set --capture {} 1.3.6.1.5.1 i", "OID, type and value are needed" },
    { "tarn set --capture {} 127.0.0.1 1.3.6.1.5.1 i 5", "OID, type and value are needed" },
    { "tarn set --capture {} 1.3.6.1.5.1 i 5 1.3.6.1.6.1 i x", "“x” is no Integer32" },
    { "tarn set --capture {} 1.3.6.1.5.1 i 5 --delete 1.3.6.1.500.1",
      ".1.3.6.1.500.1 is not in " },
    { "tarn set --capture {}.not 1.3.6.1.5.1 i 5", "No such file or directory" },
    { "tarn set --delete 1.3.6.1.5.1 {}", "--delete is for captures" },
  };
  g_autoptr(TarnCapture) capture = NULL;
  g_autoptr(TarnVarbind) varbind = NULL;
  gint64 number;

  tarn_test_capture_make (fixture, 10);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_run (2, "", cases[i].says, cases[i].arguments, fixture->path);

  capture = tarn_test_capture_open (fixture, TARN_CAPTURE_READ);
  tarn_test_capture_assert_sound (capture, 10);
  varbind = tarn_store_get_nth (TARN_STORE (capture), 5, NULL);
  g_assert_true (tarn_value_get_integer (tarn_varbind_get_value (varbind), &number));
  g_assert_cmpint (number, ==, 1);
}

static gboolean
end_read_cb (gpointer user_data)
{
  tarn_store_end_read (user_data);
  return G_SOURCE_REMOVE;
}

static void
ended_cb (GObject      *process,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_assert_true (g_subprocess_wait_finish (G_SUBPROCESS (process), result, NULL));
  *(gboolean *) user_data = TRUE;
}

/* An import that finds nothing new has one thing to write, what it was: that waits for a
 * reader, as rows would, and does not end with an error when all is in the capture. */
static void
test_import_waits (TarnTestCapture *fixture,
                   gconstpointer    data)
{
  g_autofree char *recording = g_build_filename (fixture->directory, "recording", NULL);
  g_autoptr(GSubprocess) import = NULL;
  g_autoptr(TarnCapture) capture = NULL;
  g_autoptr(GVariant) origin = NULL;
  g_auto(TarnRun) run = { 0 };
  gboolean ended = FALSE;

  tarn_test_capture_make (fixture, 10);
  tarn_run (&run, NULL, "tarn export {} --format snmprec -o {}", fixture->path, recording);
  g_assert_cmpint (run.status, ==, 0);

  capture = tarn_test_capture_open (fixture, TARN_CAPTURE_READ);
  g_assert_true (tarn_store_begin_read (TARN_STORE (capture), NULL));
  import = tarn_start ("tarn import {} -o {} --merge", recording, fixture->path);
  g_timeout_add (300, end_read_cb, capture);
  g_subprocess_wait_async (import, NULL, ended_cb, &ended);
  while (!ended || capture->n_sections > 0)
    g_main_context_iteration (NULL, TRUE);

  origin = tarn_store_dup_meta (TARN_STORE (capture), "import");
  g_assert_nonnull (origin);
  g_assert_cmpint (g_subprocess_get_exit_status (import), ==, 0);
  g_unlink (recording);
}

static void
add (const char *path,
     void      (*func) (TarnTestCapture *, gconstpointer),
     int         mode)
{
  g_test_add (path, TarnTestCapture, GINT_TO_POINTER (mode), tarn_test_capture_set_up, func,
              tarn_test_capture_tear_down);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("/live/two processes/reader", test_two, TARN_CAPTURE_READ);
  add ("/live/two processes/writer", test_two, TARN_CAPTURE_WRITE);
  add ("/live/writer dies", test_writer_dies, 0);
  add ("/live/watch", test_watch, 0);
  add ("/live/watch ends", test_watch_ends, 0);
  add ("/live/edit while served", test_edit_served, 0);
  add ("/live/edit refused", test_edit_refused, 0);
  add ("/live/import waits", test_import_waits, 0);

  return g_test_run ();
}
