/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * tarn scan that ends early, and goes on.
 */
#include "tarn-test.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

#include "tarn-command.h"
#include "tarn-scan-fixture.h"

/* Until @n targets are in the state file, and @process has written it. */
static void
wait_for_state (TarnScanFixture *self,
                GSubprocess     *process,
                guint            n)
{
  gint64 until_us = g_get_monotonic_time () + 30 * G_USEC_PER_SEC;
  g_autofree char *text = NULL;
  GStatBuf before = { 0 }, now;

  g_stat (self->state, &before);

  for (;;)
    {
      const char *done;

      g_clear_pointer (&text, g_free);
      if (g_stat (self->state, &now) == 0
          && (now.st_mtim.tv_sec != before.st_mtim.tv_sec
              || now.st_mtim.tv_nsec != before.st_mtim.tv_nsec)
          && g_file_get_contents (self->state, &text, NULL, NULL)
          && (done = strstr (text, "answered=")) != NULL
          && g_ascii_strtoull (done + strlen ("answered="), NULL, 10) >= n)
        return;

      g_assert_cmpint (g_get_monotonic_time (), <, until_us);
      g_assert_nonnull (g_subprocess_get_identifier (process));
      g_main_context_iteration (NULL, FALSE);
      g_usleep (1000);
    }
}

/* F-78: killed at any moment and called again, each device is in the index once, with a
 * capture. */
static void
test_resume_after_kill (TarnScanFixture *self,
                        gconstpointer    data)
{
  g_autofree char *line = NULL;
  g_autofree char *index = NULL;
  g_autoptr(GSubprocess) process = NULL;
  g_auto(TarnRun) other = { 0 };
  g_auto(TarnRun) rest = { 0 };
  g_auto(TarnRun) done = { 0 };

  line = g_strdup_printf ("tarn scan 127.0.16.1-60:%u -c s3cret -g 1.3.6.1.2.1.1.5.0 -o %s "
                          "--resume %s", self->port, self->captures, self->state);
  {
    g_autofree char *slow = g_strconcat (line, " --rate 10", NULL);

    process = tarn_start (slow);
  }
  wait_for_state (self, process, 5);
  tarn_end (process, SIGKILL);

  tarn_run (&other, NULL, "tarn scan 127.0.16.1-60:1161 -c s3cret -g 1.3.6.1.2.1.1.5.0 -o {} "
            "--resume {}", self->captures, self->state);
  g_assert_cmpint (other.status, ==, 2);
  g_assert_nonnull (strstr (tarn_run_err (&other), "60 other targets"));

  tarn_run (&rest, NULL, line);
  g_test_message ("%s%s", tarn_run_err (&rest), tarn_run_out (&rest));
  g_assert_cmpint (rest.status, ==, 0);
  g_assert_true (g_str_has_prefix (tarn_run_out (&rest), "complete: 60 of 60 devices answered"));

  index = tarn_read_file (self->captures, "index.jsonl");
  g_assert_cmpuint (tarn_count_lines (index, "{\"target\":"), ==, 60);
  g_assert_cmpuint (tarn_count_captures (self->captures), ==, 60);
  for (guint i = 1; i <= 60; i++)
    {
      g_autofree char *target = g_strdup_printf ("{\"target\":\"127.0.16.%u:%u\"", i, self->port);

      g_assert_cmpuint (tarn_count_lines (index, target), ==, 1);
    }

  tarn_run (&done, NULL, line);
  g_assert_cmpint (done.status, ==, 0);
  g_assert_nonnull (strstr (tarn_run_err (&done), "all 60 devices are done"));
}

/* Ctrl-C keeps what came and says so; what comes later is the rest. */
static void
test_interrupt (TarnScanFixture *self,
                gconstpointer    data)
{
  g_autofree char *line = NULL;
  g_autofree char *slow = NULL;
  g_autoptr(GSubprocess) process = NULL;
  g_autoptr(GBytes) nothing = g_bytes_new (NULL, 0);
  g_autoptr(GBytes) out = NULL;
  g_autoptr(GBytes) err = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GString) all = g_string_new (NULL);
  g_auto(TarnRun) rest = { 0 };
  g_autofree char *complaint = NULL;

  line = g_strdup_printf ("tarn scan 127.0.16.1-60:%u -c s3cret -g 1.3.6.1.2.1.1.5.0 --resume %s",
                          self->port, self->state);
  slow = g_strconcat (line, " --rate 10", NULL);
  process = tarn_start (slow);
  wait_for_state (self, process, 5);
  g_subprocess_send_signal (process, SIGINT);
  g_subprocess_communicate (process, nothing, NULL, &out, &err, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 1);

  complaint = g_strndup (g_bytes_get_data (err, NULL), g_bytes_get_size (err));
  g_test_message ("%s", complaint);
  g_assert_nonnull (strstr (complaint, "interrupted: "));
  g_assert_nonnull (strstr (complaint, "--resume"));
  g_string_append_len (all, g_bytes_get_data (out, NULL), (gssize) g_bytes_get_size (out));

  tarn_run (&rest, NULL, line);
  g_assert_cmpint (rest.status, ==, 0);
  g_string_append (all, tarn_run_out (&rest));

  for (guint i = 1; i <= 60; i++)
    {
      g_autofree char *target = g_strdup_printf ("127.0.16.%u:%u ", i, self->port);

      g_assert_cmpuint (tarn_count_lines (all->str, target), ==, 1);
    }
}

/* The path of the capture of the device at @address. */
static char *
make_path (TarnScanFixture *self,
           const char      *address,
           guint            port)
{
  g_autofree char *name = g_strdup_printf ("%s+%u.tarn", address, port);

  return g_build_filename (self->captures, name, NULL);
}

/* Stopped again and again while devices are silent: none of them is called anything in the
 * index until it has ended, and then once.  A capture that a run left there which was killed
 * before it had told of it goes then, and no other. */
static void
test_interrupted_in_silence (TarnScanFixture *self,
                             gconstpointer    data)
{
  g_autofree char *line = NULL;
  g_auto(TarnRun) rest = { 0 };
  g_autofree char *quick = NULL;
  g_autofree char *index = NULL;
  g_autofree char *orphan = make_path (self, "127.0.17.1", self->deaf_port);
  g_autofree char *foreign = make_path (self, "192.0.2.1", self->deaf_port);

  tarn_scan_fixture_write_list (self, 20);
  line = g_strdup_printf ("tarn scan -f %s -c s3cret -g 1.3.6.1.2.1.1.5.0 -r 0 -o %s --resume %s",
                          self->list, self->captures, self->state);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *slow = g_strconcat (line, " -t 60", NULL);
      g_autoptr(GSubprocess) process = tarn_start (slow);
      g_autofree char *so_far = NULL;

      wait_for_state (self, process, 20);
      g_assert_cmpint (tarn_end (process, SIGINT), ==, 1);
      so_far = tarn_read_file (self->captures, "index.jsonl");
      g_assert_cmpuint (tarn_count_lines (so_far, "{\"target\":\"127.0.16."), ==, 20);
      g_assert_cmpuint (tarn_count_lines (so_far, "{\"target\":\"127.0.17."), ==, 0);
    }

  g_assert_true (g_file_set_contents (orphan, "", 0, NULL));
  g_assert_true (g_file_set_contents (foreign, "", 0, NULL));
  quick = g_strconcat (line, " -t 0.2", NULL);
  tarn_run (&rest, NULL, quick);
  g_assert_cmpint (rest.status, ==, 1);
  g_assert_false (g_file_test (orphan, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (foreign, G_FILE_TEST_EXISTS));
  g_assert_cmpuint (tarn_count_captures (self->captures), ==, 20 + 1);
  index = tarn_read_file (self->captures, "index.jsonl");
  g_assert_cmpuint (tarn_count_lines (index, "{\"target\":"), ==, 41);
  g_assert_cmpuint (tarn_count_words (index, "\"silent\""), ==, 20);
  g_assert_cmpuint (tarn_count_words (index, "\"refused\""), ==, 1);
  g_assert_cmpuint (tarn_count_words (index, "\"stopped\""), ==, 0);
}

/* A state belongs to one scan; another one is told in what it differs. */
static void
test_other_state (TarnScanFixture *self,
                  gconstpointer    data)
{
  static const struct
  {
    const char *arguments;
    const char *says;
  } vectors[] = {
    { "tarn scan 127.0.16.1-2:{} -c s3cret -g 1.3.6.1.2.1.1.3.0", "what it asks" },
    { "tarn scan 127.0.16.1-2:{} -c s3cret --discover", "what it asks" },
    { "tarn scan 127.0.16.1-2:{} -c s3cret -c x -g 1.3.6.1.2.1.1.5.0", "number of communities" },
    { "tarn scan 127.0.16.1-2:{} -c s3cret -g 1.3.6.1.2.1.1.5.0 --format json", "results" },
    { "tarn scan 127.0.16.1-3:{} -c s3cret -g 1.3.6.1.2.1.1.5.0", "2 other targets" },
  };
  g_autofree char *port = g_strdup_printf ("%u", self->port);
  g_autofree char *before = NULL;
  g_auto(TarnRun) first = { 0 };
  g_autoptr(GError) error = NULL;

  tarn_run (&first, NULL, "tarn scan 127.0.16.1-2:{} -c s3cret -g 1.3.6.1.2.1.1.5.0 --resume {}",
            port, self->state);
  g_assert_cmpint (first.status, ==, 0);
  before = tarn_read_file (self->folder, "state");
  g_assert_null (strstr (before, "s3cret"));

  for (guint i = 0; i < G_N_ELEMENTS (vectors); i++)
    {
      g_autofree char *line = g_strconcat (vectors[i].arguments, " --resume {}", NULL);
      g_autofree char *after = NULL;
      g_auto(TarnRun) run = { 0 };

      tarn_run (&run, NULL, line, port, self->state);
      g_test_message ("%s", tarn_run_err (&run));
      g_assert_cmpint (run.status, ==, 2);
      g_assert_nonnull (strstr (tarn_run_err (&run), vectors[i].says));
      after = tarn_read_file (self->folder, "state");
      g_assert_cmpstr (after, ==, before);
    }

  /* Whatever stands in such a file, nothing bad comes of it. */
  for (gsize cut = 0; cut < strlen (before); cut += 7)
    {
      g_auto(TarnRun) run = { 0 };

      g_file_set_contents (self->state, before, (gssize) cut, &error);
      g_assert_no_error (error);
      tarn_run (&run, NULL, "tarn scan 127.0.16.1-2:{} -c s3cret -g 1.3.6.1.2.1.1.5.0 --resume {}",
                port, self->state);
      g_assert_cmpint (run.status, <=, 2);
      g_assert_cmpint (run.status, !=, 1);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) \
  g_test_add (name, TarnScanFixture, NULL, tarn_scan_fixture_set_up, func, \
              tarn_scan_fixture_tear_down)
  ADD ("/cli-scan-resume/F-78: after a kill", test_resume_after_kill);
  ADD ("/cli-scan-resume/interrupted", test_interrupt);
  ADD ("/cli-scan-resume/interrupted in silence", test_interrupted_in_silence);
  ADD ("/cli-scan-resume/the state of another scan", test_other_state);
#undef ADD

  return g_test_run ();
}
