/* test-serve-log.c
 *
 * tarn serve --log, --summary and --move: what is told of requests, and numbers that move.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <glib/gstdio.h>
#include <signal.h>

#include "tarn-command.h"

#define NAME   "1.3.6.1.2.1.1.5.0"
#define OCTETS "1.3.6.1.2.1.2.2.1.10.1"

typedef struct
{
  char *folder;
  char *capture;
  char *log;
} Fixture;

static void
import (const char *rows,
        const char *path)
{
  g_auto(TarnRun) run = { 0 };

  tarn_run (&run, rows, "tarn import --format snmprec - -o {}", path);
  g_assert_cmpint (run.status, ==, 0);
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  self->folder = g_dir_make_tmp ("tarn-log-XXXXXX", NULL);
  self->capture = g_build_filename (self->folder, "switch.tarn", NULL);
  self->log = g_build_filename (self->folder, "log", NULL);
  import ("1.3.6.1.2.1.1.3.0|67|200000\n" NAME "|4|one\n" OCTETS "|65|5000\n", self->capture);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_autoptr(GDir) dir = g_dir_open (self->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (self->folder);
  g_free (self->folder);
  g_free (self->capture);
  g_free (self->log);
}

static void
talk (const char *target)
{
  g_auto(TarnRun) get = { 0 };
  g_auto(TarnRun) set = { 0 };
  g_auto(TarnRun) old = { 0 };
  g_auto(TarnRun) wrong = { 0 };

  tarn_run (&get, NULL, "tarn get {} " NAME, target);
  tarn_run (&set, NULL, "tarn set -c secret {} " NAME " s two", target);
  tarn_run (&old, NULL, "tarn get -v 1 {} 1.3.6.1.2.1.1.9.0", target);
  tarn_run (&wrong, NULL, "tarn get -c guessed -t 0.2 -r 0 {} " NAME, target);
  g_assert_cmpint (get.status, ==, 0);
  g_assert_cmpint (set.status, ==, 0);
  g_assert_cmpint (old.status, !=, 0);
  g_assert_cmpint (wrong.status, !=, 0);
}

/* A line for each, with what was asked and what came; no community. */
static void
test_text (Fixture       *self,
           gconstpointer  data)
{
  static const char *const parts[] = {
    " switch 127.0.0.1:", "v2c get ." NAME " -> noError: ." NAME " = STRING: \"one\" (",
    "v2c set ." NAME " = STRING: \"two\" -> noError: ", "v1 get .1.3.6.1.2.1.1.9.0 -> noSuchName at 1 (",
    "v2c get ." NAME " -> no answer (",
  };
  g_autofree char *target = NULL;
  g_autofree char *text = NULL;
  g_autoptr(GSubprocess) agent = tarn_serve (&target, "{} --write-community secret --log {}",
                                             self->capture, self->log);

  talk (target);
  g_assert_cmpint (tarn_end (agent, SIGTERM), ==, 0);
  g_assert_true (g_file_get_contents (self->log, &text, NULL, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (strstr (text, parts[i]) == NULL)
      g_error ("“%s” is not in the log:\n%s", parts[i], text);
  g_assert_null (strstr (text, "secret"));
  g_assert_null (strstr (text, "public"));
  g_assert_null (strstr (text, "guessed"));
}

static void
test_json (Fixture       *self,
           gconstpointer  data)
{
  g_autofree char *target = NULL;
  g_autofree char *text = NULL;
  g_auto(GStrv) lines = NULL;
  g_autoptr(GSubprocess) agent =
    tarn_serve (&target, "{} --write-community secret --log {} --log-format json --log-depth 1",
                self->capture, self->log);

  talk (target);
  g_assert_cmpint (tarn_end (agent, SIGTERM), ==, 0);
  g_assert_true (g_file_get_contents (self->log, &text, NULL, NULL));
  lines = g_strsplit (g_strchomp (text), "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), >=, 4);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto(TarnRun) python = { 0 };

      tarn_run (&python, lines[i], "python3 -c {}",
                "import json, sys; r = json.load (sys.stdin); "
                "assert r['device'] == 'switch' and r['octets'] > 20; "
                "assert r['answered'] == ('status' in r)");
      g_assert_cmpint (python.status, ==, 0);
    }
}

/* What is appended stays, and a place that cannot be written is told before anything. */
static void
test_file (Fixture       *self,
           gconstpointer  data)
{
  g_autofree char *target = NULL;
  g_autofree char *text = NULL;
  g_autoptr(GSubprocess) agent = NULL;
  g_auto(TarnRun) nowhere = { 0 };
  g_auto(TarnRun) half = { 0 };

  g_assert_true (g_file_set_contents (self->log, "before\n", -1, NULL));
  agent = tarn_serve (&target, "{} --write-community secret --log {}", self->capture, self->log);
  talk (target);
  g_assert_cmpint (tarn_end (agent, SIGTERM), ==, 0);
  g_assert_true (g_file_get_contents (self->log, &text, NULL, NULL));
  g_assert_true (g_str_has_prefix (text, "before\n"));
  g_assert_cmpuint (strlen (text), >, 100);

  tarn_run (&nowhere, NULL, "tarn serve {} --listen 127.0.0.1:0 --log /nowhere/log", self->capture);
  g_assert_cmpint (nowhere.status, ==, 2);
  g_assert_nonnull (strstr (tarn_run_err (&nowhere), "/nowhere/log"));
  tarn_run (&half, NULL, "tarn serve {} --log-format json", self->capture);
  g_assert_cmpint (half.status, ==, 2);
}

/* Graphs move: the counter grew by 100 a second between the two captures. */
static void
test_move (Fixture       *self,
           gconstpointer  data)
{
  g_autofree char *earlier = g_build_filename (self->folder, "earlier.tarn", NULL);
  gint64 until = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;
  g_autofree char *target = NULL;
  g_autoptr(GSubprocess) agent = NULL;
  g_auto(TarnRun) both = { 0 };
  g_auto(TarnRun) later = { 0 };
  gboolean moved = FALSE;

  import ("1.3.6.1.2.1.1.3.0|67|195000\n" OCTETS "|65|0\n", earlier);
  agent = tarn_serve (&target, "{} --move {}", self->capture, earlier);
  while (!moved)
    {
      g_auto(TarnRun) get = { 0 };

      g_assert_cmpint (g_get_monotonic_time (), <, until);
      tarn_run (&get, NULL, "tarn get {} " OCTETS, target);
      g_assert_cmpint (get.status, ==, 0);
      moved = strstr (tarn_run_out (&get), "Counter32: 5000\n") == NULL;
    }
  g_assert_cmpint (tarn_end (agent, SIGTERM), ==, 0);

  tarn_run (&both, NULL, "tarn serve {} --listen 127.0.0.1:0 --move {} --move {}", self->capture,
            earlier, earlier);
  g_assert_cmpint (both.status, ==, 2);
  tarn_run (&later, NULL, "tarn serve {} --listen 127.0.0.1:0 --move {}", earlier, self->capture);
  g_assert_cmpint (later.status, ==, 2);
  g_assert_nonnull (strstr (tarn_run_err (&later), "sysUpTime"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/serve-log/text", Fixture, NULL, set_up, test_text, tear_down);
  g_test_add ("/serve-log/json", Fixture, NULL, set_up, test_json, tear_down);
  g_test_add ("/serve-log/file", Fixture, NULL, set_up, test_file, tear_down);
  g_test_add ("/serve-log/move", Fixture, NULL, set_up, test_move, tear_down);
  return g_test_run ();
}
