/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * tarn mib, and the library that has it compile: good modules, bad ones, and those on which
 * a parser dies.
 */
#include "tarn-command.h"
#include "tarn-test.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "mib/tarn-mib.h"
#include "ops/tarn-mib-load.h"

#define HEAD "IMPORTS OBJECT-TYPE, Integer32, enterprises FROM SNMPv2-SMI;\n"

typedef struct
{
  char *folder;
  char *temporary;     /* where compiling leaves nothing behind */
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  self->folder = g_dir_make_tmp ("test-mib-XXXXXX", NULL);
  self->temporary = g_build_filename (self->folder, "tmp", NULL);
  g_assert_cmpint (g_mkdir (self->temporary, 0700), ==, 0);
  g_setenv ("TMPDIR", self->temporary, TRUE);
}

static void
remove_tree (const char *path)
{
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *below = g_build_filename (path, name, NULL);

      if (g_file_test (below, G_FILE_TEST_IS_DIR) && !g_file_test (below, G_FILE_TEST_IS_SYMLINK))
        remove_tree (below);
      else
        g_unlink (below);
    }
  g_rmdir (path);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_autoptr(GDir) dir = g_dir_open (self->temporary, 0, NULL);

  g_assert_nonnull (dir);
  g_assert_null (g_dir_read_name (dir));
  remove_tree (self->folder);
  g_free (self->folder);
  g_free (self->temporary);
}

static char *
write_file (Fixture    *self,
            const char *name,
            const char *text)
{
  char *path = g_build_filename (self->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return path;
}

typedef struct
{
  const char *name;
  const char *text;
  const char *has;       /* the report has this */
  int         status;
} CheckCase;

static const CheckCase checks[] = {
  { "a good module",
    "A-MIB DEFINITIONS ::= BEGIN\n" HEAD "a OBJECT IDENTIFIER ::= { enterprises 9999 }\nEND\n",
    ":1: A-MIB: loaded, 1 objects, 0 types\n", 0 },
  { "a trap of an enterprise without a name, of which a parser dies",
    "A-MIB DEFINITIONS ::= BEGIN\nIMPORTS enterprises FROM RFC1155-SMI TRAP-TYPE FROM RFC-1215;\n"
    "a OBJECT IDENTIFIER ::= { enterprises 9999 }\n"
    "b TRAP-TYPE ENTERPRISE { enterprises 7003 } ::= 3\n"
    "c OBJECT IDENTIFIER ::= { a 1 }\nEND\n",
    ":1: A-MIB: loaded, 3 objects, 0 types\n", 0 },
  { "a syntax error costs one definition",
    "A-MIB DEFINITIONS ::= BEGIN\n" HEAD
    "a OBJECT IDENTIFIER ::= { enterprises 9999 }\n"
    "b OBJECT-TYPE SYNTAX Integer32 Integer32 MAX-ACCESS read-only STATUS current\n"
    "  DESCRIPTION \"\" ::= { a 1 }\n"
    "c OBJECT-TYPE SYNTAX Integer32 MAX-ACCESS read-only STATUS current\n"
    "  DESCRIPTION \"\" ::= { a 2 }\nEND\n",
    "loaded with losses, 3 objects, 0 types, 1 incomplete\n", 1 },
  { "an import that nobody has",
    "A-MIB DEFINITIONS ::= BEGIN\nIMPORTS there FROM NOWHERE-MIB OBJECT-TYPE FROM SNMPv2-SMI;\n"
    "a OBJECT IDENTIFIER ::= { there 1 }\nb OBJECT IDENTIFIER ::= { a 1 }\nEND\n",
    ": missing imports: NOWHERE-MIB::there\n", 1 },
  { "an INDEX of what nobody knows",
    "A-MIB DEFINITIONS ::= BEGIN\n" HEAD
    "a OBJECT IDENTIFIER ::= { enterprises 9999 }\n"
    "b OBJECT-TYPE SYNTAX SEQUENCE OF B MAX-ACCESS not-accessible STATUS current\n"
    "  DESCRIPTION \"\" ::= { a 1 }\n"
    "c OBJECT-TYPE SYNTAX B MAX-ACCESS not-accessible STATUS current\n"
    "  DESCRIPTION \"\" INDEX { nowhere } ::= { b 1 }\n"
    "B ::= SEQUENCE { d Integer32 }\n"
    "d OBJECT-TYPE SYNTAX Integer32 MAX-ACCESS read-only STATUS current\n"
    "  DESCRIPTION \"\" ::= { c 1 }\nEND\n",
    ": lost: c: unknown object identifier label `nowhere'\n", 1 },
  { "what hangs on it is counted",
    "A-MIB DEFINITIONS ::= BEGIN\nIMPORTS there FROM NOWHERE-MIB OBJECT-TYPE FROM SNMPv2-SMI;\n"
    "a OBJECT IDENTIFIER ::= { there 1 }\nb OBJECT IDENTIFIER ::= { a 1 }\nEND\n",
    ":3:1: lost: a: nobody knows where there is, below which it stands, and with it 1 below it\n",
    1 },
  { "a type that nobody has",
    "A-MIB DEFINITIONS ::= BEGIN\n" HEAD
    "a OBJECT-TYPE SYNTAX Nowhere MAX-ACCESS read-only STATUS current DESCRIPTION \"\"\n"
    "  ::= { enterprises 9999 }\nEND\n",
    ":3:1: lost: a: its type Nowhere is not known", 1 },
  { "no module", "prose", ": refused: there is no MIB module in it", 1 },
  { "a PDF document", "%PDF-1.4", ": refused: it is a PDF document", 1 },
  { "a module in small letters",
    "a-mib DEFINITIONS ::= BEGIN\n" HEAD "a OBJECT IDENTIFIER ::= { enterprises 9999 }\nEND\n",
    ":1: a-mib: loaded, 1 objects, 0 types\n", 0 },
  { "text that a terminal would obey",
    "A-MIB DEFINITIONS ::= BEGIN\n" HEAD "a OBJECT IDENTIFIER ::= { \xc2\x9b 31m }\nEND\n",
    ":3:27: lost: a: a character", 1 },
};

static void
test_check (Fixture       *self,
            gconstpointer  data)
{
  const CheckCase *c = data;
  g_autofree char *path = write_file (self, "file", c->text);
  g_auto(TarnRun) run = { 0 };
  g_auto(TarnRun) json = { 0 };

  tarn_run (&run, NULL, "tarn mib check {}", path);
  g_test_message ("%s", tarn_run_out (&run));
  g_assert_nonnull (strstr (tarn_run_out (&run), c->has));
  g_assert_cmpint (run.status, ==, c->status);

  tarn_run (&json, NULL, "tarn mib check --json {}", path);
  g_assert_true (g_str_has_prefix (tarn_run_out (&json), "{\"file\":\""));
  g_assert_cmpint (json.status, ==, c->status);
}

/* What is not there cannot be right. */
static void
test_nothing_there (Fixture       *self,
                    gconstpointer  data)
{
  g_autofree char *path = g_build_filename (self->folder, "nothing", NULL);
  g_auto(TarnRun) run = { 0 };

  tarn_run (&run, NULL, "tarn mib check {}", path);
  g_assert_cmpint (run.status, ==, 2);
  g_assert_nonnull (strstr (tarn_run_err (&run), "nothing cannot be read: No such file"));
}

/* A module that is refused or strange does not touch its neighbours. */
static void
test_neighbours (Fixture       *self,
                 gconstpointer  data)
{
  g_auto(TarnRun) run = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    {
      g_autofree char *name = g_strdup_printf ("n%u", i);
      g_autofree char *module = g_strdup_printf ("M%u-MIB DEFINITIONS ::= BEGIN\n" HEAD
                                                 "m%u OBJECT IDENTIFIER ::= { enterprises %u }\n"
                                                 "END\n%s", i, i, 8000 + i, checks[i].text);
      g_autofree char *path = write_file (self, name, module);
    }

  tarn_run (&run, NULL, "tarn mib check {}", self->folder);
  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    {
      g_autofree char *line = g_strdup_printf (": M%u-MIB: loaded, 1 objects, 0 types\n", i);

      g_assert_nonnull (strstr (tarn_run_out (&run), line));
    }
}

/* Two modules that import each other lose nothing. */
static void
test_circle (Fixture       *self,
             gconstpointer  data)
{
  g_autofree char *one = write_file (self, "one",
    "ONE-MIB DEFINITIONS ::= BEGIN\n"
    "IMPORTS OBJECT-TYPE, enterprises FROM SNMPv2-SMI Two, two FROM TWO-MIB;\n"
    "one OBJECT IDENTIFIER ::= { enterprises 8801 }\n"
    "One ::= INTEGER { a(1) }\nunderTwo OBJECT IDENTIFIER ::= { two 4 }\n"
    "oneTwo OBJECT-TYPE SYNTAX Two MAX-ACCESS read-only STATUS current DESCRIPTION \"\"\n"
    "  ::= { one 1 }\nEND\n");
  g_autofree char *two = write_file (self, "two",
    "TWO-MIB DEFINITIONS ::= BEGIN\n"
    "IMPORTS OBJECT-TYPE FROM SNMPv2-SMI One, one FROM ONE-MIB;\n"
    "two OBJECT IDENTIFIER ::= { one 77 }\nTwo ::= OCTET STRING (SIZE (0..5))\n"
    "twoOne OBJECT-TYPE SYNTAX One MAX-ACCESS read-only STATUS current DESCRIPTION \"\"\n"
    "  ::= { two 1 }\nEND\n");
  g_auto(TarnRun) run = { 0 };

  tarn_run (&run, NULL, "tarn mib check {} {}", one, two);
  g_test_message ("%s", tarn_run_out (&run));
  g_assert_nonnull (strstr (tarn_run_out (&run), ": ONE-MIB: loaded, 3 objects, 1 types\n"));
  g_assert_nonnull (strstr (tarn_run_out (&run), ": TWO-MIB: loaded, 2 objects, 1 types\n"));
  g_assert_cmpint (run.status, ==, 0);
}

/* A copy of the SMI that lacks something does not spoil everything else. */
static void
test_bad_smi (Fixture       *self,
              gconstpointer  data)
{
  g_autofree char *bad = write_file (self, "a-bad",
    "SNMPv2-SMI DEFINITIONS ::= BEGIN\norg OBJECT IDENTIFIER ::= { iso 3 }\nEND\n");
  g_autofree char *good = write_file (self, "good",
    "A-MIB DEFINITIONS ::= BEGIN\n" HEAD "a OBJECT IDENTIFIER ::= { enterprises 9999 }\nEND\n");
  g_auto(TarnRun) run = { 0 };

  tarn_run (&run, NULL, "tarn mib check {} {}", bad, good);
  g_assert_nonnull (strstr (tarn_run_out (&run), ": SNMPv2-SMI: shadowed\n"));
  g_assert_nonnull (strstr (tarn_run_out (&run), ": A-MIB: loaded, 1 objects, 0 types\n"));
}

/* What cannot be a module: none of it is waited for, nor followed for ever. */
static void
test_strange_files (Fixture       *self,
                    gconstpointer  data)
{
  g_autofree char *fifo = g_build_filename (self->folder, "fifo", NULL);
  g_autofree char *loop = g_build_filename (self->folder, "loop", NULL);
  g_autofree char *dangling = g_build_filename (self->folder, "dangling", NULL);
  g_auto(TarnRun) run = { 0 };

  g_assert_cmpint (mkfifo (fifo, 0600), ==, 0);
  g_assert_cmpint (symlink (self->folder, loop), ==, 0);
  g_assert_cmpint (symlink ("nowhere", dangling), ==, 0);

  tarn_run (&run, NULL, "tarn mib check {}", self->folder);
  g_assert_cmpint (run.status, ==, 1);
  g_assert_nonnull (strstr (tarn_run_out (&run), "fifo: refused: it is not a file\n"));
  g_assert_null (strstr (tarn_run_out (&run), "loop"));
}

/* The modules made to trip parsers: each is reported, and what can be saved is. */
static void
test_hard (Fixture       *self,
           gconstpointer  data)
{
  static const struct { const char *module, *verdict; } expected[] = {
    { "BEGEMOT-SNMPD-MIB", "loaded, 54 objects" }, { "CACTI-MIB", "loaded, 94 objects" },
    { "KEEPALIVED-MIB", "loaded, 508 objects" }, { "VDSL2-LINE-MIB", "loaded, 433 objects" },
    { "UNDERSCORE-TEST-MIB", "loaded, 4 objects" }, { "HYPHEN-END-TEST-MIB", "loaded, 3 objects" },
    { "LONG-IDENT-TEST-MIB", "loaded, 3 objects" }, { "PROBLEM-NAMING-MIB", "loaded, 9 objects" },
    { "MISSING-IMPORT-TEST-MIB", "loaded, 2 objects" },
    { "PROBLEM-ACCESS-MIB", "loaded, 12 objects" }, { "PROBLEM-DEFVAL-MIB", "loaded, 12 objects" },
    { "PROBLEM-FORWARDING-MIB", "loaded, 4 objects" },
    { "PROBLEM-HEXSTRINGS-MIB", "loaded, 12 objects" },
    { "PROBLEM-IMPORTS-MIB", "loaded, 8 objects" },
    { "PROBLEM-IMPORTS-ALIAS-MIB", "loaded, 4 objects" },
    { "PROBLEM-KEYWORDS-MIB", "loaded, 9 objects, 2 types" },
    { "PROBLEM-SMIv1v2-MIX-MIB", "loaded, 11 objects" },
    { "PROBLEM-TYPECHAINS-MIB", "loaded, 10 objects, 9 types" },
    { "PACEMAKER-PCS-MIB", "loaded with losses, 0 objects, 0 types, 1 definitions lost" },
    { "INVALID-SYNTAX-MIB", "loaded with losses, 3 objects, 0 types, 1 incomplete" },
    { "INVALID-TRUNCATED-MIB", "loaded with losses, 2 objects, 0 types, 1 definitions lost" },
    { "SYNTHETIC-MIB", "loaded with losses, 90 objects, 9 types" },
    { "OTP-SNMPEA-MIB", "loaded with losses, 0 objects, 0 types, 45 definitions lost" },
  };
  g_autofree char *path = tarn_test_shared_path ("mibs/hard");
  g_auto(TarnRun) run = { 0 };

  if (path == NULL)
    return;
  tarn_run (&run, NULL, "tarn mib check -M {} {}", g_getenv ("TARN_TEST_MIBS"), path);
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autofree char *line = g_strdup_printf (": %s: %s", expected[i].module,
                                               expected[i].verdict);

      g_test_message ("%s", line);
      g_assert_nonnull (strstr (tarn_run_out (&run), line));
    }
}

/* Our own modules have nothing to complain of. */
static void
test_own (Fixture       *self,
          gconstpointer  data)
{
  g_auto(TarnRun) run = { 0 };

  tarn_run (&run, NULL, "tarn mib check {}", g_getenv ("TARN_TEST_MIBS"));
  g_assert_null (strstr (tarn_run_out (&run), ": lost:"));
  g_assert_null (strstr (tarn_run_out (&run), ": refused"));
  g_assert_cmpint (run.status, ==, 0);
}

static void
test_import (Fixture       *self,
             gconstpointer  data)
{
  g_autofree char *good = write_file (self, "any-name.txt",
                                      "A-MIB DEFINITIONS ::= BEGIN\n" HEAD
                                      "a OBJECT IDENTIFIER ::= { enterprises 9999 }\nEND\n");
  g_autofree char *bad = write_file (self, "prose.txt", "prose");
  g_autofree char *archive = g_build_filename (self->folder, "x.tar.gz", NULL);
  g_autofree char *home = g_build_filename (self->folder, "data", NULL);
  g_autofree char *placed = g_build_filename (home, "tarn/mibs/A-MIB", NULL);
  g_auto(TarnRun) packed = { 0 };
  g_auto(TarnRun) run = { 0 };

  g_setenv ("XDG_DATA_HOME", home, TRUE);
  tarn_run (&packed, NULL, "tar -C {} -czf {} any-name.txt prose.txt", self->folder, archive);
  g_assert_cmpint (packed.status, ==, 0);

  tarn_run (&run, NULL, "tarn mib import {} {}/nowhere", archive, self->folder);
  g_assert_cmpint (run.status, ==, 1);
  g_assert_nonnull (strstr (tarn_run_out (&run), "/prose.txt: refused: there is no MIB module"));
  g_assert_nonnull (strstr (tarn_run_out (&run), "/nowhere: refused: it is not there"));
  g_assert_nonnull (strstr (tarn_run_out (&run), "A-MIB:1: A-MIB: loaded, 1 objects"));
  g_assert_true (g_file_test (placed, G_FILE_TEST_IS_REGULAR));
}

static ino_t
get_inode (const char *path)
{
  struct stat info;

  g_assert_cmpint (stat (path, &info), ==, 0);
  return info.st_ino;
}

/* The only compiled tree there is. */
static char *
find_cached (const char *cache)
{
  g_autofree char *folder = g_build_filename (cache, "tarn/mibs", NULL);
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".tmib"))
      return g_build_filename (folder, name, NULL);
  g_assert_not_reached ();
}

static TarnMib *
load (Fixture *self)
{
  g_autofree char *modules = g_build_filename (self->folder, "modules", NULL);
  const char *folders[] = { modules, g_getenv ("TARN_TEST_MIBS"), NULL };
  g_autoptr(GError) error = NULL;
  TarnMib *mib = tarn_mib_load (folders, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (mib);
  return mib;
}

/* Made once, opened after that, made again when a file changes. */
static void
test_load (Fixture       *self,
           gconstpointer  data)
{
  g_autofree char *modules = g_build_filename (self->folder, "modules", NULL);
  g_autofree char *path = NULL;
  g_autofree char *cached = NULL;
  TarnMib *mib;
  ino_t first;

  g_assert_cmpint (g_mkdir (modules, 0700), ==, 0);
  path = write_file (self, "modules/A-MIB",
                     "A-MIB DEFINITIONS ::= BEGIN\n" HEAD
                     "a OBJECT IDENTIFIER ::= { enterprises 9999 }\nEND\n");

  mib = load (self);
  g_assert_finalize_object (mib);
  cached = find_cached (g_get_user_cache_dir ());
  first = get_inode (cached);
  mib = load (self);
  g_assert_finalize_object (mib);
  g_assert_cmpuint (get_inode (cached), ==, first);

  g_assert_true (g_file_set_contents (path,
                                      "A-MIB DEFINITIONS ::= BEGIN\n" HEAD
                                      "abc OBJECT IDENTIFIER ::= { enterprises 9999 }\nEND\n",
                                      -1, NULL));
  mib = load (self);
  g_assert_cmpuint (get_inode (cached), !=, first);
  g_assert_true (tarn_mib_has_module (mib, "A-MIB"));
  g_assert_finalize_object (mib);

  /* Damage is a reason to make it again. */
  g_assert_true (g_file_set_contents (cached, "not a tree", -1, NULL));
  mib = load (self);
  g_assert_true (tarn_mib_has_module (mib, "A-MIB"));
  g_assert_finalize_object (mib);
}

static void
test_turned_off (Fixture       *self,
                 gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  g_setenv ("TARN_MIBS", "none", TRUE);
  g_assert_null (tarn_mib_load (NULL, NULL, &error));
  g_assert_no_error (error);
  g_unsetenv ("TARN_MIBS");
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (tarn_mib_load_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  *(gboolean *) data = TRUE;
}

static void
test_cancelled (Fixture       *self,
                gconstpointer  data)
{
  const char *folders[] = { self->folder, NULL };
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  gboolean done = FALSE;

  g_cancellable_cancel (cancellable);
  tarn_mib_load_async (folders, cancellable, loaded_cb, &done);
  tarn_test_run_until (&done);
}

static void
test_usage (Fixture       *self,
            gconstpointer  data)
{
  static const char *const wrong[] = {
    "tarn mib", "tarn mib frobnicate", "tarn mib check", "tarn mib compile", "tarn mib import",
    "tarn mib path x", "tarn mib list x",
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_auto(TarnRun) run = { 0 };

      tarn_run (&run, NULL, wrong[i]);
      g_assert_cmpint (run.status, ==, 2);
    }
}

#define ADD(path, data, function) \
  g_test_add ("/cli-mib/" path, Fixture, data, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_autofree char *cache = NULL;
  g_autofree char *mibs = g_build_filename (g_getenv ("TARN_DATA_DIR"), "mibs", NULL);
  int result;

  cache = g_dir_make_tmp ("test-mib-cache-XXXXXX", NULL);
  g_setenv ("XDG_CACHE_HOME", cache, TRUE);
  g_setenv ("TARN_MIBDIRS", "", TRUE);
  g_setenv ("TARN_TEST_MIBS", mibs, TRUE);
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    {
      g_autofree char *path = g_strdup_printf ("/cli-mib/check/%s", checks[i].name);

      g_test_add (path, Fixture, &checks[i], set_up, test_check, tear_down);
    }
  ADD ("check/nothing there", NULL, test_nothing_there);
  ADD ("check/neighbours", NULL, test_neighbours);
  ADD ("check/circle", NULL, test_circle);
  ADD ("check/bad copy of the SMI", NULL, test_bad_smi);
  ADD ("check/strange files", NULL, test_strange_files);
  ADD ("check/hard modules", NULL, test_hard);
  ADD ("check/our own modules", NULL, test_own);
  ADD ("import", NULL, test_import);
  ADD ("load", NULL, test_load);
  ADD ("load/turned off", NULL, test_turned_off);
  ADD ("load/cancelled", NULL, test_cancelled);
  ADD ("usage", NULL, test_usage);
  result = g_test_run ();
  remove_tree (cache);
  return result;
}
