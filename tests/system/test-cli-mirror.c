/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * tarn mirror again: what it goes on with, and what it does once more.
 */
#include "tarn-test.h"

#include <glib/gstdio.h>
#include <signal.h>

#include "tarn-command.h"
#include "tarn-silent-relay.h"

#define N_ROWS 2000

typedef struct
{
  char            *folder;
  char            *capture;
  char            *mirror;
  char            *target;
  GSubprocess     *agent;
  TarnSilentRelay  relay;
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_autoptr(GString) text = g_string_new ("1.3.6.1.2.1.1.1.0|4|A switch\n");
  g_autofree char *recording = NULL;
  g_auto(TarnRun) run = { 0 };
  g_autoptr(GError) error = NULL;

  for (guint column = 2; column <= 4; column++)
    for (guint i = 1; i <= N_ROWS / 4; i++)
      g_string_append_printf (text, "1.3.6.1.2.1.2.2.1.%u.%u|4|port %u\n", column, i, i);

  self->folder = g_dir_make_tmp ("tarn-cli-XXXXXX", &error);
  g_assert_no_error (error);
  recording = g_build_filename (self->folder, "switch.snmprec", NULL);
  self->capture = g_build_filename (self->folder, "switch.tarn", NULL);
  self->mirror = g_build_filename (self->folder, "mirror.tarn", NULL);
  g_file_set_contents (recording, text->str, -1, &error);
  g_assert_no_error (error);
  tarn_run (&run, NULL, "tarn import {} -o {}", recording, self->capture);
  g_assert_cmpint (run.status, ==, 0);
  self->agent = tarn_serve (&self->target, "{} --write-community private", self->capture);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_autoptr(GDir) dir = g_dir_open (self->folder, 0, NULL);
  const char *name;

  g_assert_cmpint (tarn_end (self->agent, SIGTERM), ==, 0);
  g_clear_object (&self->agent);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);

      g_assert_cmpint (g_remove (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  g_free (self->folder);
  g_free (self->capture);
  g_free (self->mirror);
  g_free (self->target);
}

static void
assert_same_export (const char *a,
                    const char *b)
{
  g_auto(TarnRun) of_a = { 0 };
  g_auto(TarnRun) of_b = { 0 };

  tarn_run (&of_a, NULL, "tarn export --format snmprec {}", a);
  tarn_run (&of_b, NULL, "tarn export --format snmprec {}", b);
  g_assert_cmpint (of_a.status, ==, 0);
  g_assert_true (g_bytes_equal (of_a.out, of_b.out));
  g_assert_cmpuint (g_bytes_get_size (of_a.out), >, 0);
}

static void
assert_mirror (Fixture    *self,
               const char *target,
               const char *options,
               int         status,
               const char *says)
{
  g_autofree char *line = g_strdup_printf ("tarn mirror {} {} %s", options);
  g_auto(TarnRun) run = { 0 };

  tarn_run (&run, NULL, line, target, self->mirror);
  g_test_message ("%s: %s%s", options, tarn_run_out (&run), tarn_run_err (&run));
  g_assert_cmpint (run.status, ==, status);
  g_assert_nonnull (strstr (status == 2 ? tarn_run_err (&run) : tarn_run_out (&run), says));
}

/* Killed in the middle, several times and wherever it was: each time the file is sound and
 * honest, and in the end it is what the device has. */
static void
test_killed (Fixture       *self,
             gconstpointer  data)
{
  static const int exchanges[] = { 1, 7, 20, 3, 12, 9 };

  for (guint i = 0; i < G_N_ELEMENTS (exchanges); i++)
    {
      g_autoptr(GSubprocess) process = NULL;
      g_auto(TarnRun) check = { 0 };
      g_auto(TarnRun) info = { 0 };

      if (i == 0)
        tarn_silent_relay_start (&self->relay, self->target, exchanges[i]);
      else
        {
          g_atomic_int_set (&self->relay.n_silent, 0);
          g_atomic_int_set (&self->relay.n_left, exchanges[i]);
        }
      process = tarn_start (i == 0 ? "tarn mirror -Cr10 -t 60 {} {}"
                                   : "tarn mirror -Cr10 -t 60 {} {} --resume",
                            self->relay.target, self->mirror);
      tarn_silent_relay_wait_for_silence (&self->relay);
      g_assert_cmpint (tarn_end (process, SIGKILL), ==, 128 + SIGKILL);

      tarn_run (&check, NULL, "tarn check {}", self->mirror);
      g_assert_cmpint (check.status, ==, 0);
      tarn_run (&info, NULL, "tarn info --json {}", self->mirror);
      g_assert_nonnull (strstr (tarn_run_out (&info), "\"complete\":false"));
    }

  g_atomic_int_set (&self->relay.n_left, G_MAXINT);
  assert_mirror (self, self->relay.target, "--resume", 0, "complete: ");
  assert_same_export (self->capture, self->mirror);
  assert_mirror (self, self->relay.target, "--resume", 0, "lacks nothing");
  tarn_silent_relay_stop (&self->relay);
}

/* What has changed is seen; what a file is for, its story says. */
static void
test_refresh (Fixture       *self,
              gconstpointer  data)
{
  g_auto(TarnRun) set = { 0 };
  g_auto(TarnRun) info = { 0 };

  assert_mirror (self, self->target, "--refresh", 2, "mirror.tarn");
  assert_mirror (self, self->target, "1.3.6.1.2.1.2.2 1.3.6.1.2.1.1.1.0", 0, "complete: ");
  assert_same_export (self->capture, self->mirror);
  tarn_run (&set, NULL, "tarn set -c private {} 1.3.6.1.2.1.2.2.1.3.77 s other "
                        "1.3.6.1.2.1.1.1.0 s Another", self->target);
  g_assert_cmpint (set.status, ==, 0);
  assert_mirror (self, self->target, "--refresh", 0, "complete: 1501 varbinds");
  assert_same_export (self->capture, self->mirror);

  tarn_run (&info, NULL, "tarn info {}", self->mirror);
  g_assert_nonnull (strstr (tarn_run_out (&info), " varbinds, "));
  g_assert_nonnull (strstr (tarn_run_out (&info), " requests\n"));
  g_assert_nonnull (strstr (tarn_run_out (&info), "\nverdict    complete\n"));
}

static void
test_misuse (Fixture       *self,
             gconstpointer  data)
{
  assert_mirror (self, self->target, "--gaps", 2, "mirror.tarn");
  assert_mirror (self, self->target, "--gaps --resume", 2, "exclude each other");
  assert_mirror (self, self->target, "1.3 --refresh", 2, "--refresh goes on where FILE says");
  assert_mirror (self, self->target, "--after 1.3 --gaps", 2, "--gaps goes on where FILE says");
  g_free (self->mirror);
  self->mirror = g_strdup (self->capture);   /* imported */
  assert_mirror (self, self->target, "--gaps", 2, "was not made by tarn mirror");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/cli-mirror/killed", test_killed);
  ADD ("/cli-mirror/refresh", test_refresh);
  ADD ("/cli-mirror/misuse", test_misuse);

  return g_test_run ();
}
