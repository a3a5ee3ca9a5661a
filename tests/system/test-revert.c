/* test-revert.c
 *
 * tarn revert: what managers, people and files have changed, and only that, is taken back.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <glib/gstdio.h>
#include <signal.h>

#include "tarn-command.h"

#define DEVICE                                                                         \
  "1.3.6.1.2.1.1.1.0|4|device\n1.3.6.1.2.1.1.4.0|4|nobody\n1.3.6.1.2.1.1.5.0|4|old\n"  \
  "1.3.6.1.2.1.1.6.0|4|here\n"

typedef struct
{
  char *folder;
  char *capture;
  char *before;    /* all of it, as text */
} Fixture;

static char *
dump (const char *path)
{
  g_auto(TarnRun) run = { 0 };

  tarn_run (&run, NULL, "tarn export {}", path);
  g_assert_cmpint (run.status, ==, 0);
  return g_strdup (tarn_run_out (&run));
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_auto(TarnRun) run = { 0 };

  self->folder = g_dir_make_tmp ("tarn-revert-XXXXXX", NULL);
  self->capture = g_build_filename (self->folder, "switch.tarn", NULL);
  tarn_run (&run, DEVICE, "tarn import --format snmprec - -o {}", self->capture);
  g_assert_cmpint (run.status, ==, 0);
  self->before = dump (self->capture);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_remove (self->capture);
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  g_free (self->folder);
  g_free (self->capture);
  g_free (self->before);
}

/* A manager sets two values; somebody edits one, deletes one and makes a new one. */
static void
change (Fixture *self)
{
  g_autofree char *target = NULL;
  g_autoptr(GSubprocess) agent = tarn_serve (&target, "{} --write-community rw", self->capture);
  g_auto(TarnRun) set = { 0 };
  g_auto(TarnRun) edit = { 0 };

  tarn_run (&set, NULL, "tarn set -c rw {} 1.3.6.1.2.1.1.5.0 s new 1.3.6.1.2.1.1.4.0 s somebody",
            target);
  g_assert_cmpint (set.status, ==, 0);
  g_assert_cmpint (tarn_end (agent, SIGTERM), ==, 0);
  tarn_run (&edit, NULL, "tarn set --capture {} --delete 1.3.6.1.2.1.1.1.0 1.3.6.1.2.1.1.6.0 s there "
            "1.3.6.1.2.1.1.9.1.3.1 s made", self->capture);
  g_assert_cmpint (edit.status, ==, 0);
}

static void
assert_same (const Fixture *self,
             gboolean       same)
{
  g_autofree char *now = dump (self->capture);

  if (same)
    g_assert_cmpstr (now, ==, self->before);
  else
    g_assert_cmpstr (now, !=, self->before);
}

static void
test_all (Fixture       *self,
          gconstpointer  data)
{
  g_auto(TarnRun) dry = { 0 };
  g_auto(TarnRun) run = { 0 };
  g_auto(TarnRun) again = { 0 };

  change (self);
  tarn_run (&dry, NULL, "tarn revert {} --dry-run", self->capture);
  g_assert_cmpint (dry.status, ==, 0);
  g_assert_nonnull (strstr (tarn_run_err (&dry), "5 changes would be"));
  assert_same (self, FALSE);

  tarn_run (&run, NULL, "tarn revert {}", self->capture);
  g_assert_cmpint (run.status, ==, 0);
  g_assert_cmpstr (tarn_run_out (&run), ==, tarn_run_out (&dry));
  g_assert_nonnull (strstr (tarn_run_out (&run), ".1.3.6.1.2.1.1.1.0 = STRING: \"device\""));
  g_assert_nonnull (strstr (tarn_run_out (&run), "1.3.6.1.2.1.1.9.1.3.1 is gone"));
  assert_same (self, TRUE);

  tarn_run (&again, NULL, "tarn revert {}", self->capture);
  g_assert_cmpint (again.status, ==, 0);
  g_assert_nonnull (strstr (tarn_run_err (&again), "0 changes"));
}

/* What others have changed stays. */
static void
test_whose (Fixture       *self,
            gconstpointer  data)
{
  g_auto(TarnRun) agent = { 0 };
  g_auto(TarnRun) edit = { 0 };
  g_autofree char *between = NULL;

  change (self);
  tarn_run (&agent, NULL, "tarn revert {} --from agent", self->capture);
  g_assert_nonnull (strstr (tarn_run_err (&agent), "2 changes"));
  between = dump (self->capture);
  g_assert_nonnull (strstr (between, "\"old\""));
  g_assert_nonnull (strstr (between, "\"there\""));
  tarn_run (&edit, NULL, "tarn revert {} --from edit,import -q", self->capture);
  g_assert_nonnull (strstr (tarn_run_err (&edit), "3 changes"));
  g_assert_cmpstr (tarn_run_out (&edit), ==, "");
  assert_same (self, TRUE);
}

/* Below some OIDs only; an instance is below itself. */
static void
test_where (Fixture       *self,
            gconstpointer  data)
{
  g_auto(TarnRun) one = { 0 };
  g_auto(TarnRun) two = { 0 };
  g_auto(TarnRun) rest = { 0 };

  change (self);
  tarn_run (&one, NULL, "tarn revert {} 1.3.6.1.2.1.1.5.0", self->capture);
  g_assert_nonnull (strstr (tarn_run_err (&one), "1 change taken"));
  tarn_run (&two, NULL, "tarn revert {} 1.3.6.1.2.1.1.9 1.3.6.1.2.1.1.6", self->capture);
  g_assert_nonnull (strstr (tarn_run_err (&two), "2 changes"));
  tarn_run (&rest, NULL, "tarn revert {}", self->capture);
  g_assert_nonnull (strstr (tarn_run_err (&rest), "2 changes"));
  assert_same (self, TRUE);
}

/* With --overlay what managers set goes elsewhere, is served again, and can be reverted. */
static void
test_overlay (Fixture       *self,
              gconstpointer  data)
{
  g_autofree char *writes = g_build_filename (self->folder, "writes.tarn", NULL);
  g_autofree char *in_writes = NULL;
  g_autofree char *reverted = NULL;
  g_auto(TarnRun) shared = { 0 };
  g_auto(TarnRun) run = { 0 };

  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *target = NULL;
      g_autoptr(GSubprocess) agent = tarn_serve (&target, "{} --overlay {} --write-community rw",
                                                 self->capture, writes);
      g_auto(TarnRun) get = { 0 };
      g_auto(TarnRun) set = { 0 };

      tarn_run (&get, NULL, "tarn get {} 1.3.6.1.2.1.1.5.0", target);
      g_assert_nonnull (strstr (tarn_run_out (&get), i == 0 ? "\"old\"" : "\"new\""));
      tarn_run (&set, NULL, "tarn set -c rw {} 1.3.6.1.2.1.1.5.0 s new", target);
      g_assert_cmpint (set.status, ==, 0);
      g_assert_cmpint (tarn_end (agent, SIGTERM), ==, 0);
      assert_same (self, TRUE);
    }

  in_writes = dump (writes);
  g_assert_nonnull (strstr (in_writes, "\"new\""));
  tarn_run (&run, NULL, "tarn revert {} --from agent", writes);
  g_assert_nonnull (strstr (tarn_run_err (&run), "1 change taken"));
  reverted = dump (writes);
  g_assert_cmpstr (reverted, ==, self->before);

  tarn_run (&shared, NULL, "tarn serve {} {} --listen 127.0.0.1:0 --overlay {}", self->capture,
            self->capture, writes);
  g_assert_cmpint (shared.status, ==, 2);
  g_remove (writes);
}

static void
test_mistakes (Fixture       *self,
               gconstpointer  data)
{
  g_auto(TarnRun) whom = { 0 };
  g_auto(TarnRun) none = { 0 };
  g_auto(TarnRun) missing = { 0 };

  tarn_run (&whom, NULL, "tarn revert {} --from everybody", self->capture);
  g_assert_cmpint (whom.status, ==, 2);
  g_assert_nonnull (strstr (tarn_run_err (&whom), "everybody"));
  tarn_run (&none, NULL, "tarn revert");
  g_assert_cmpint (none.status, ==, 2);
  tarn_run (&missing, NULL, "tarn revert /nowhere/at.tarn");
  g_assert_cmpint (missing.status, ==, 2);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/revert/all", Fixture, NULL, set_up, test_all, tear_down);
  g_test_add ("/revert/whose", Fixture, NULL, set_up, test_whose, tear_down);
  g_test_add ("/revert/where", Fixture, NULL, set_up, test_where, tear_down);
  g_test_add ("/revert/overlay", Fixture, NULL, set_up, test_overlay, tear_down);
  g_test_add ("/revert/mistakes", Fixture, NULL, set_up, test_mistakes, tear_down);
  return g_test_run ();
}
