/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What is learnt of a device lasts from command to command, and tarn profile shows it.
 */
#include <glib/gstdio.h>
#include <signal.h>

#include "tarn-command.h"

#define NAME "1.3.6.1.2.1.1.1.0"

typedef struct
{
  char        *folder;
  char        *recording;
  char        *capture;
  char        *target;
  GSubprocess *agent;
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  fault)
{
  g_auto(TarnRun) run = { 0 };
  g_autoptr(GError) error = NULL;

  self->folder = g_dir_make_tmp ("tarn-profile-XXXXXX", &error);
  g_assert_no_error (error);
  self->recording = g_build_filename (self->folder, "switch.snmprec", NULL);
  self->capture = g_build_filename (self->folder, "switch.tarn", NULL);
  g_file_set_contents (self->recording, NAME "|4|A switch\n1.3.6.1.2.1.1.7.0|2|72\n", -1, &error);
  g_assert_no_error (error);

  tarn_run (&run, NULL, "tarn import {} -o {}", self->recording, self->capture);
  g_assert_cmpint (run.status, ==, 0);
  self->agent = fault != NULL ? tarn_serve (&self->target, "{} --fault {}", self->capture, fault)
                              : tarn_serve (&self->target, "{}", self->capture);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_auto(TarnRun) run = { 0 };

  tarn_run (&run, NULL, "tarn profile {} --forget", self->target);
  g_assert_cmpint (tarn_end (self->agent, SIGTERM), ==, 0);
  g_object_unref (self->agent);
  g_assert_cmpint (g_unlink (self->recording), ==, 0);
  g_assert_cmpint (g_unlink (self->capture), ==, 0);
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  g_free (self->folder);
  g_free (self->recording);
  g_free (self->capture);
  g_free (self->target);
}

/* Runs "tarn @arguments" with {} the target; checks the status and that standard output
 * (or standard error, if @status is not 0) holds @expected. */
static void
check (Fixture    *self,
       const char *arguments,
       int         status,
       const char *expected)
{
  g_auto(TarnRun) run = { 0 };
  g_auto(GStrv) parts = g_strsplit (arguments, "{}", 2);
  g_autofree char *line = g_strconcat ("tarn ", parts[0], self->target, parts[1], NULL);
  const char *text;

  tarn_run (&run, NULL, line);
  text = status == 0 ? tarn_run_out (&run) : tarn_run_err (&run);
  if (run.status != status || strstr (text, expected) == NULL)
    g_test_message ("%s: %d, “%s”", line, run.status, text);
  g_assert_cmpint (run.status, ==, status);
  g_assert_nonnull (strstr (text, expected));
}

static void
test_learnt (Fixture       *self,
             gconstpointer  data)
{
  check (self, "profile {}", 2, "nothing is known");
  check (self, "get --no-profile {} " NAME, 0, "A switch");
  check (self, "profile {}", 2, "nothing is known");
  check (self, "get {} " NAME, 0, "A switch");
  check (self, "profile {}", 0, " ms, varies by ");
  check (self, "profile {} --json", 0, "\"learnt\": \"20");
  check (self, "profile {} --forget", 0, "");
  check (self, "profile {} --forget", 2, "nothing is known");
  check (self, "walk {}", 0, "A switch");
  check (self, "profile {}", 0, " ms, varies by ");
}

/* What a person fixes stays as it is; options hold for their run. */
static void
test_pinned (Fixture       *self,
             gconstpointer  data)
{
  check (self, "profile {} --set max-window=4 --set gap=10ms --json", 0,
         "\"max-window\": {\"value\": \"4\", \"pinned\": true}");
  check (self, "walk --window 2 --id-bits 16 {}", 0, "A switch");
  check (self, "get --gentle {} " NAME, 0, "A switch");
  check (self, "profile {}", 0, "max-window    4 (pinned)");
  check (self, "profile {}", 0, "gap           10ms (pinned)");
  check (self, "profile {}", 0, "id-bits       not known");
  check (self, "profile {} --unset gap", 0, "max-window    4 (pinned)");
  check (self, "profile {} --set window=0", 2, "window takes a number from 1 to 1000");
  check (self, "profile {} --set window", 2, "--set takes NAME=VALUE");
  check (self, "profile {} --set colour=blue", 2, "known are window, max-window");
  check (self, "profile {} --set window=3 --unset colour", 2, "there is no setting");
  check (self, "profile {} --set window=3 --forget", 2, "--forget leaves nothing to set");
  check (self, "profile {} more", 2, "one TARGET at a time");
  check (self, "profile {}", 0, "max-window    4 (pinned)");
  check (self, "get --gentle --window 2 {} " NAME, 2, "window of one");
  check (self, "get --window 0 {} " NAME, 2, "--window takes");
  check (self, "get --id-bits 17 {} " NAME, 2, "--id-bits takes");
  check (self, "get --id-bits 16 --source any {} " NAME, 2, "--id-bits takes");
}

/* F-31: found out by one command, known to the next. */
static void
test_cut_ids (Fixture       *self,
              gconstpointer  data)
{
  check (self, "get -t 0.2 {} " NAME, 0, "A switch");
  check (self, "profile {}", 0, "id-bits       16\n");
  check (self, "get -r 0 {} " NAME, 0, "A switch");
  check (self, "profile {} --set id-bits=31", 0, "id-bits       31 (pinned)");
  check (self, "get -t 0.1 -r 1 {} " NAME, 1, "16 bits of the request-id");
}

/* F-19: an empty answer is called so. */
static void
test_empty (Fixture       *self,
            gconstpointer  data)
{
  check (self, "get {} " NAME, 1, "sent an empty answer");
  check (self, "get {} " NAME, 1, "empty-reply");
}

static void
test_list (void)
{
  g_auto(TarnRun) run = { 0 };

  tarn_run (&run, NULL, "tarn profile --set window=1");
  g_assert_cmpint (run.status, ==, 2);
  tarn_run_clear (&run);
  tarn_run (&run, NULL, "tarn profile 192.0.2.77 --set window=1");
  g_assert_cmpint (run.status, ==, 0);
  tarn_run_clear (&run);
  tarn_run (&run, NULL, "tarn profile");
  g_assert_cmpint (run.status, ==, 0);
  g_assert_nonnull (strstr (tarn_run_out (&run), "192.0.2.77:161 (pinned)\n"));
  tarn_run_clear (&run);
  tarn_run (&run, NULL, "tarn profile 192.0.2.77 --forget");
  g_assert_cmpint (run.status, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, fault, func) \
  g_test_add ("/cli-profile/" name, Fixture, fault, set_up, func, tear_down)

  ADD ("learnt", NULL, test_learnt);
  ADD ("pinned", NULL, test_pinned);
  ADD ("ids are cut to 16 bits (F-31)", "id=16-bit", test_cut_ids);
  ADD ("the answer is empty (F-19)", "empty", test_empty);
  g_test_add_func ("/cli-profile/list", test_list);

  return g_test_run ();
}
