/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The compiled tree and its reports in the cache: who makes them at the same time, who is
 * ended while making them, and what becomes of what was kept.
 */
#include "tarn-command.h"
#include "tarn-test.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utime.h>

#include "mib/tarn-mib.h"
#include "ops/tarn-mib-load.h"

#define WAIT_US (30 * G_USEC_PER_SEC)

typedef struct
{
  char *folder;
  char *temporary;    /* where nothing is left in the end             */
  char *modules;
  char *cache;        /* XDG_CACHE_HOME of the programs that are run  */
} Fixture;

static char *
make_folder (Fixture    *self,
             const char *name)
{
  char *path = g_build_filename (self->folder, name, NULL);

  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  return path;
}

/* @n_objects below one node. */
static void
write_module (Fixture    *self,
              const char *name,
              guint       number,
              guint       n_objects)
{
  g_autofree char *path = g_build_filename (self->modules, name, NULL);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%s DEFINITIONS ::= BEGIN\n"
                          "IMPORTS OBJECT-TYPE, enterprises FROM SNMPv2-SMI;\n"
                          "n%u OBJECT IDENTIFIER ::= { enterprises %u }\n", name, number, number);
  for (guint i = 1; i <= n_objects; i++)
    g_string_append_printf (text, "n%uo%u OBJECT-TYPE SYNTAX INTEGER MAX-ACCESS read-only "
                            "STATUS current DESCRIPTION \"\" ::= { n%u %u }\n", number, i, number, i);
  g_string_append (text, "END\n");
  g_assert_true (g_file_set_contents (path, text->str, text->len, NULL));
  g_string_free (text, TRUE);
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  self->folder = g_dir_make_tmp ("test-load-XXXXXX", NULL);
  self->temporary = make_folder (self, "tmp");
  self->modules = make_folder (self, "modules");
  self->cache = make_folder (self, "cache");
  g_setenv ("TMPDIR", self->temporary, TRUE);
  g_setenv ("XDG_CACHE_HOME", self->cache, TRUE);
  g_setenv ("TARN_MIBDIRS", self->modules, TRUE);
  write_module (self, "ONE-MIB", 8001, 2);
  write_module (self, "TWO-MIB", 8002, 2);
}

static void
remove_tree (const char *path)
{
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *below = g_build_filename (path, name, NULL);

      if (g_file_test (below, G_FILE_TEST_IS_DIR))
        remove_tree (below);
      else
        g_unlink (below);
    }
  g_rmdir (path);
}

/* The first entry of a folder whose name ends in @suffix, as a path; NULL: there is none. */
static char *
find_in (const char *folder,
         const char *suffix)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, suffix))
      return g_build_filename (folder, name, NULL);
  return NULL;
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_autofree char *left = find_in (self->temporary, "");

  g_assert_null (left);
  remove_tree (self->folder);
  g_free (self->folder);
  g_free (self->temporary);
  g_free (self->modules);
  g_free (self->cache);
}

static void
assert_tree (const char *path)
{
  g_autoptr(GError) error = NULL;
  TarnMib *mib = tarn_mib_new_file (path, &error);

  g_assert_no_error (error);
  g_assert_true (tarn_mib_has_module (mib, "ONE-MIB"));
  g_assert_finalize_object (mib);
}

static char *
find_cached (Fixture    *self,
             const char *suffix)
{
  g_autofree char *folder = g_build_filename (self->cache, "tarn", "mibs", NULL);

  return find_in (folder, suffix);
}

static void
assert_empty (Fixture *self)
{
  g_autofree char *left = find_in (self->temporary, "");

  g_assert_null (left);
}

/* Four who need the tree at once: it is made, and all of them have it. */
static void
test_at_once (Fixture       *self,
              gconstpointer  data)
{
  g_autofree char *tree = g_build_filename (self->folder, "tree", NULL);
  GSubprocess *processes[4];

  for (guint i = 0; i < G_N_ELEMENTS (processes); i++)
    processes[i] = tarn_start ("tarn mib compile --if-stale -o {}", tree);
  for (guint i = 0; i < G_N_ELEMENTS (processes); i++)
    {
      g_assert_true (g_subprocess_wait (processes[i], NULL, NULL));
      g_assert_true (g_subprocess_get_successful (processes[i]));
      g_object_unref (processes[i]);
    }
  assert_tree (tree);
}

/* Where the compiler works; it is there within moments. */
static char *
wait_for_folder (Fixture *self)
{
  gint64 until = g_get_monotonic_time () + WAIT_US;
  char *folder = NULL;

  while (folder == NULL && g_get_monotonic_time () < until)
    {
      folder = find_in (self->temporary, "");
      g_thread_yield ();
    }
  g_assert_nonnull (folder);
  return folder;
}

/* A signal that can be caught leaves neither a tree nor files. */
static void
test_ended (Fixture       *self,
            gconstpointer  data)
{
  g_autofree char *tree = g_build_filename (self->folder, "tree", NULL);
  g_autofree char *working = NULL;
  g_autoptr(GSubprocess) process = NULL;

  write_module (self, "BIG-MIB", 8003, 20000);
  process = tarn_start ("tarn mib compile -o {}", tree);
  working = wait_for_folder (self);
  g_assert_cmpint (tarn_end (process, SIGTERM), ==, 2);
  assert_empty (self);
  g_assert_false (g_file_test (tree, G_FILE_TEST_EXISTS));
}

/* One that cannot be leaves its folder, until the next one comes. */
static void
test_killed (Fixture       *self,
             gconstpointer  data)
{
  g_autofree char *tree = g_build_filename (self->folder, "tree", NULL);
  g_autofree char *working = NULL;
  g_autofree char *big = g_build_filename (self->modules, "BIG-MIB", NULL);
  const struct utimbuf old = { 1000000000, 1000000000 };
  g_autoptr(GSubprocess) process = NULL;

  write_module (self, "BIG-MIB", 8003, 20000);
  process = tarn_start ("tarn mib compile -o {}", tree);
  working = wait_for_folder (self);
  g_assert_cmpint (tarn_end (process, SIGKILL), ==, 128 + SIGKILL);
  g_assert_true (g_file_test (working, G_FILE_TEST_IS_DIR));
  g_assert_false (g_file_test (tree, G_FILE_TEST_EXISTS));

  /* Its workers die with it, but not in the same moment. */
  g_unlink (big);
  for (gint64 until = g_get_monotonic_time () + WAIT_US;
       g_file_test (working, G_FILE_TEST_EXISTS) && g_get_monotonic_time () < until; )
    {
      g_auto(TarnRun) next = { 0 };

      g_assert_cmpint (utime (working, &old), ==, 0);
      tarn_run (&next, NULL, "tarn mib compile -o {}", tree);
      g_assert_cmpint (next.status, ==, 0);
    }
  assert_tree (tree);
}

/* A cache that cannot be written costs time, nothing else. */
static void
test_no_cache (Fixture       *self,
               gconstpointer  data)
{
  g_autofree char *file = g_build_filename (self->folder, "no-folder", NULL);
  g_auto(TarnRun) names = { 0 };
  g_auto(TarnRun) list = { 0 };

  g_assert_true (g_file_set_contents (file, "x", -1, NULL));
  g_setenv ("XDG_CACHE_HOME", file, TRUE);
  tarn_run (&names, NULL, "tarn translate -m ALL -On ONE-MIB::n8001o2");
  g_assert_cmpstr (tarn_run_out (&names), ==, ".1.3.6.1.4.1.8001.2\n");
  assert_empty (self);
  tarn_run (&list, NULL, "tarn mib list");
  g_assert_cmpint (list.status, ==, 0);
  g_assert_nonnull (strstr (tarn_run_out (&list), "ONE-MIB: loaded, 3 objects"));
}

/* What was told once is told again without a compiler, until a file changes. */
static void
test_list (Fixture       *self,
           gconstpointer  data)
{
  g_autofree char *bad = g_build_filename (self->modules, "prose", NULL);
  g_autofree char *told = NULL;
  struct stat before, after;
  g_auto(TarnRun) first = { 0 };
  g_auto(TarnRun) second = { 0 };
  g_auto(TarnRun) third = { 0 };

  g_assert_true (g_file_set_contents (bad, "prose", -1, NULL));
  tarn_run (&first, NULL, "tarn mib list --notes");
  told = find_cached (self, ".told");
  g_assert_nonnull (told);
  g_assert_cmpint (stat (told, &before), ==, 0);
  tarn_run (&second, NULL, "tarn mib list --notes");
  g_assert_cmpstr (tarn_run_out (&second), ==, tarn_run_out (&first));
  g_assert_cmpstr (tarn_run_err (&second), ==, tarn_run_err (&first));
  g_assert_cmpint (stat (told, &after), ==, 0);
  g_assert_cmpuint (after.st_ino, ==, before.st_ino);

  write_module (self, "ONE-MIB", 8001, 7);
  tarn_run (&third, NULL, "tarn mib list --notes");
  g_assert_nonnull (strstr (tarn_run_out (&third), "ONE-MIB: loaded, 8 objects"));
  g_assert_cmpint (stat (told, &after), ==, 0);
  g_assert_cmpuint (after.st_ino, !=, before.st_ino);
}

/* Damage is a reason to make it again, and no more. */
static void
test_damaged (Fixture       *self,
              gconstpointer  data)
{
  static const char *const suffixes[] = { ".tmib", ".told" };
  static const char *const damages[] = { "", "TARNMIB", "not what it was" };
  g_auto(TarnRun) good = { 0 };

  tarn_run (&good, NULL, "tarn mib list");
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    for (guint k = 0; k < G_N_ELEMENTS (damages); k++)
      {
        g_autofree char *path = find_cached (self, suffixes[i]);
        g_auto(TarnRun) list = { 0 };
        g_auto(TarnRun) names = { 0 };

        g_assert_true (g_file_set_contents (path, damages[k], -1, NULL));
        tarn_run (&list, NULL, "tarn mib list");
        g_assert_cmpstr (tarn_run_out (&list), ==, tarn_run_out (&good));
        tarn_run (&names, NULL, "tarn translate -m ALL -On ONE-MIB::n8001o1");
        g_assert_cmpstr (tarn_run_out (&names), ==, ".1.3.6.1.4.1.8001.1\n");
      }
}

typedef struct
{
  const char *name;
  const char *option;
  const char *one, *two;    /* what 8001.1 and 8002.1 are called; NULL: a number */
} ModulesCase;

/* As snmpcmd(1) has it: -m is a list, + or - adds to what there is anyway. */
static const ModulesCase lists[] = {
  { "one", "ONE-MIB", "ONE-MIB::n8001o1", NULL },
  { "two", "ONE-MIB:TWO-MIB", "ONE-MIB::n8001o1", "TWO-MIB::n8002o1" },
  { "added", "+ONE-MIB", "ONE-MIB::n8001o1", "TWO-MIB::n8002o1" },
  { "added before", "-ONE-MIB", "ONE-MIB::n8001o1", "TWO-MIB::n8002o1" },
  { "all", "ALL", "ONE-MIB::n8001o1", "TWO-MIB::n8002o1" },
  { "none", "", NULL, NULL },
};

static void
assert_name (const char *option,
             const char *oid,
             const char *name)
{
  g_auto(TarnRun) run = { 0 };
  g_autofree char *line = name != NULL ? g_strconcat (name, "\n", NULL) : NULL;

  tarn_run (&run, NULL, "tarn translate -m {} {}", option, oid);
  g_test_message ("%s: %s", oid, tarn_run_out (&run));
  if (name != NULL)
    g_assert_cmpstr (tarn_run_out (&run), ==, line);
  else
    g_assert_null (strstr (tarn_run_out (&run), "::n800"));
}

static void
test_modules (Fixture       *self,
              gconstpointer  data)
{
  const ModulesCase *c = data;

  assert_name (c->option, ".1.3.6.1.4.1.8001.1", c->one);
  assert_name (c->option, ".1.3.6.1.4.1.8002.1", c->two);
}

/* What is not there is told, and is no reason to fail. */
static void
test_no_module (Fixture       *self,
                gconstpointer  data)
{
  g_auto(TarnRun) run = { 0 };

  tarn_run (&run, NULL, "tarn translate -m ONE-MIB:NO-MIB -On ONE-MIB::n8001o1");
  g_assert_cmpint (run.status, ==, 0);
  g_assert_cmpstr (tarn_run_out (&run), ==, ".1.3.6.1.4.1.8001.1\n");
  g_assert_nonnull (strstr (tarn_run_err (&run), "there is no MIB module “NO-MIB”"));
}

/* What takes the place of another file is told, of this import or of one before. */
static void
test_replaced (Fixture       *self,
               gconstpointer  data)
{
  g_autofree char *home = g_build_filename (self->folder, "data", NULL);
  g_autofree char *one = g_build_filename (self->modules, "ONE-MIB", NULL);
  g_autofree char *copy = g_build_filename (self->folder, "copy", NULL);
  g_autofree char *text = NULL;
  g_autofree char *changed = NULL;
  TarnRun runs[4] = { { 0 } };

  g_setenv ("XDG_DATA_HOME", home, TRUE);
  g_assert_true (g_file_get_contents (one, &text, NULL, NULL));
  changed = g_strconcat ("-- another\n", text, NULL);
  g_assert_true (g_file_set_contents (copy, changed, -1, NULL));

  tarn_run (&runs[0], NULL, "tarn mib import {}", one);
  g_assert_null (strstr (tarn_run_out (&runs[0]), "replaces"));
  tarn_run (&runs[1], NULL, "tarn mib import {}", one);
  g_assert_null (strstr (tarn_run_out (&runs[1]), "replaces"));
  tarn_run (&runs[2], NULL, "tarn mib import {}", copy);
  g_assert_nonnull (strstr (tarn_run_out (&runs[2]), "/copy: replaces "));
  g_assert_nonnull (strstr (tarn_run_out (&runs[2]), "ONE-MIB, which held something else\n"));
  g_assert_cmpint (runs[2].status, ==, 0);
  tarn_run (&runs[3], NULL, "tarn mib import --json {} {}", one, copy);
  g_assert_nonnull (strstr (tarn_run_out (&runs[3]), "{\"verdict\":\"replaces\",\"text\":\""));
  g_assert_nonnull (strstr (tarn_run_out (&runs[3]), "which another file of this import has made"));

  for (guint i = 0; i < G_N_ELEMENTS (runs); i++)
    tarn_run_clear (&runs[i]);
}

#define ADD(path, function) \
  g_test_add ("/mib-load/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  /* Options ask for modules; without them there would be none. */
  g_setenv ("TARN_MIBS", "none", TRUE);
  g_test_init (&argc, &argv, NULL);

  ADD ("at once", test_at_once);
  ADD ("ended", test_ended);
  ADD ("killed", test_killed);
  ADD ("no cache", test_no_cache);
  ADD ("list", test_list);
  ADD ("damaged", test_damaged);
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autofree char *path = g_strdup_printf ("/mib-load/modules/%s", lists[i].name);

      g_test_add (path, Fixture, &lists[i], set_up, test_modules, tear_down);
    }
  ADD ("modules/not there", test_no_module);
  ADD ("replaced", test_replaced);
  return g_test_run ();
}
