/* test-serve-status.c
 *
 * tarn serve --status and --access, as programs that look after agents use them.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-test.h"

#include <glib/gstdio.h>
#include <signal.h>

#include "tarn-command.h"

typedef struct
{
  char *folder;
  char *capture;
  char *status;
  char *communities;
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_auto(TarnRun) run = { 0 };

  self->folder = g_dir_make_tmp ("tarn-status-XXXXXX", NULL);
  self->capture = g_build_filename (self->folder, "device.tarn", NULL);
  self->status = g_build_filename (self->folder, "status", NULL);
  self->communities = g_build_filename (self->folder, "communities", NULL);
  tarn_run (&run, "1.3.6.1.2.1.1.1.0|4|device\n1.3.6.1.2.1.1.5.0|4|one\n", "tarn import --format snmprec - -o {}",
            self->capture);
  g_assert_cmpint (run.status, ==, 0);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_remove (self->capture);
  g_remove (self->communities);
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  g_free (self->folder);
  g_free (self->capture);
  g_free (self->status);
  g_free (self->communities);
}

static int
get_number (const char *path,
            const char *group,
            const char *key)
{
  g_autoptr(GKeyFile) file = g_key_file_new ();

  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL))
    return -1;
  return g_key_file_get_integer (file, group, key, NULL);
}

static void
test_status (Fixture       *self,
             gconstpointer  data)
{
  g_autofree char *target = NULL;
  g_autoptr(GSubprocess) agent = NULL;
  g_auto(TarnRun) right = { 0 };
  g_auto(TarnRun) wrong = { 0 };
  g_auto(TarnRun) set = { 0 };
  gint64 until = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;

  g_file_set_contents (self->communities, "rocommunity reads\nrwcommunity writes\n", -1, NULL);
  agent = tarn_serve (&target, "{} --access {} --status {}", self->capture,
                      self->communities, self->status);
  tarn_run (&right, NULL, "tarn get -c reads {} 1.3.6.1.2.1.1.5.0", target);
  tarn_run (&wrong, NULL, "tarn get -t 0.2 -r 0 -c public {} 1.3.6.1.2.1.1.5.0", target);
  tarn_run (&set, NULL, "tarn set -c writes {} 1.3.6.1.2.1.1.5.0 s two", target);
  g_assert_cmpint (right.status, ==, 0);
  g_assert_cmpint (wrong.status, !=, 0);
  g_assert_cmpint (set.status, ==, 0);

  while (get_number (self->status, "requests", "written") != 1)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, until);
      g_main_context_iteration (NULL, FALSE);
      g_usleep (10000);
    }
  g_assert_cmpint (get_number (self->status, "requests", "refused"), ==, 1);
  g_assert_cmpint (get_number (self->status, "agent", "pid"), ==,
                   (int) g_ascii_strtoll (g_subprocess_get_identifier (agent), NULL, 10));
  g_assert_cmpint (get_number (self->status, "peer 1", "requests"), >=, 3);

  g_assert_cmpint (tarn_end (agent, SIGTERM), ==, 0);
  g_assert_false (g_file_test (self->status, G_FILE_TEST_EXISTS));
}

/* Views and networks, and who may not write. */
static void
test_rules (Fixture       *self,
            gconstpointer  data)
{
  g_autofree char *target = NULL;
  g_autoptr(GSubprocess) agent = NULL;
  g_auto(TarnRun) seen = { 0 };
  g_auto(TarnRun) hidden = { 0 };
  g_auto(TarnRun) elsewhere = { 0 };

  g_file_set_contents (self->communities, "view name included 1.3.6.1.2.1.1.5\n"
                       "rocommunity reads 127.0.0.0/8 -V name\nrocommunity far 192.0.2.0/24\n",
                       -1, NULL);
  agent = tarn_serve (&target, "{} --access {} --status {}", self->capture, self->communities,
                      self->status);
  tarn_run (&seen, NULL, "tarn get -c reads {} 1.3.6.1.2.1.1.5.0", target);
  tarn_run (&hidden, NULL, "tarn get -c reads {} 1.3.6.1.2.1.1.1.0", target);
  tarn_run (&elsewhere, NULL, "tarn get -t 0.2 -r 0 -c far {} 1.3.6.1.2.1.1.5.0", target);
  g_assert_cmpint (seen.status, ==, 0);
  g_assert_nonnull (strstr (tarn_run_out (&hidden), "No Such Object"));
  g_assert_cmpint (elsewhere.status, !=, 0);
  g_assert_cmpint (get_number (self->status, "agent", "writable"), ==, 0);
  g_assert_cmpint (tarn_end (agent, SIGTERM), ==, 0);
}

/* The same by options. */
static void
test_options (Fixture       *self,
              gconstpointer  data)
{
  g_autofree char *target = NULL;
  g_autoptr(GSubprocess) agent =
    tarn_serve (&target, "{} --exclude 1.3.6.1.2.1.1.5 --from 127.0.0.1 --from ::1 --limit 0,0,0",
                self->capture);
  g_auto(TarnRun) seen = { 0 };
  g_auto(TarnRun) hidden = { 0 };

  tarn_run (&seen, NULL, "tarn get {} 1.3.6.1.2.1.1.1.0", target);
  tarn_run (&hidden, NULL, "tarn get {} 1.3.6.1.2.1.1.5.0", target);
  g_assert_null (strstr (tarn_run_out (&seen), "No Such Object"));
  g_assert_nonnull (strstr (tarn_run_out (&hidden), "No Such Object"));
  g_assert_cmpint (tarn_end (agent, SIGTERM), ==, 0);
}

static void
test_mistakes (Fixture       *self,
               gconstpointer  data)
{
  g_auto(TarnRun) missing = { 0 };
  g_auto(TarnRun) both = { 0 };
  g_auto(TarnRun) folder = { 0 };

  tarn_run (&missing, NULL, "tarn serve {} --listen 127.0.0.1:0 --access {}",
            self->capture, self->communities);
  g_assert_cmpint (missing.status, ==, 2);
  g_assert_nonnull (strstr (tarn_run_err (&missing), self->communities));

  tarn_run (&both, "a\n", "tarn serve {} --access - --write-community x", self->capture);
  g_assert_cmpint (both.status, ==, 2);

  tarn_run (&folder, NULL, "tarn serve {} --listen 127.0.0.1:0 --status /nowhere/at/all",
            self->capture);
  g_assert_cmpint (folder.status, ==, 2);
  g_assert_nonnull (strstr (tarn_run_err (&folder), "/nowhere/at/all"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/serve-status/status", Fixture, NULL, set_up, test_status, tear_down);
  g_test_add ("/serve-status/rules", Fixture, NULL, set_up, test_rules, tear_down);
  g_test_add ("/serve-status/options", Fixture, NULL, set_up, test_options, tear_down);
  g_test_add ("/serve-status/mistakes", Fixture, NULL, set_up, test_mistakes, tear_down);
  return g_test_run ();
}
