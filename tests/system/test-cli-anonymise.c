/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * tarn anonymise, as a person calls it: files, what it says, what it leaves behind.
 */
#include "tarn-test.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tarn-command.h"

static const char recording[] =
  "1.3.6.1.2.1.1.1.0|4|A switch of zanzibar at 10.1.2.3\n"
  "1.3.6.1.2.1.1.5.0|4|zanzibar\n"
  "1.3.6.1.2.1.4.20.1.1.10.1.2.3|64|10.1.2.3\n";

typedef struct
{
  char *folder;
  char *in;
  char *out;
  char *mapping;
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_auto(TarnRun) run = { 0 };
  g_autoptr(GError) error = NULL;

  self->folder = g_dir_make_tmp ("tarn-anonymise-XXXXXX", &error);
  g_assert_no_error (error);
  self->in = g_build_filename (self->folder, "in.tarn", NULL);
  self->out = g_build_filename (self->folder, "out.tarn", NULL);
  self->mapping = g_build_filename (self->folder, "mapping", NULL);

  tarn_run (&run, recording, "tarn import - -o {}", self->in);
  g_assert_cmpint (run.status, ==, 0);
}

/* Nothing is left but what was asked for. */
static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_unlink (self->in);
  g_unlink (self->out);
  g_unlink (self->mapping);
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);

  g_free (self->folder);
  g_free (self->in);
  g_free (self->out);
  g_free (self->mapping);
}

static void
test_anonymise (Fixture       *self,
                gconstpointer  data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *mapping = NULL;
  g_auto(TarnRun) run = { 0 };
  g_auto(TarnRun) export = { 0 };
  g_auto(TarnRun) info = { 0 };
  g_autoptr(GError) error = NULL;
  gsize len_before, len_after;
  GStatBuf status;

  g_file_get_contents (self->in, &before, &len_before, &error);
  g_assert_no_error (error);
  tarn_run (&run, NULL, "tarn anonymise --report --mapping {} {} {}", self->mapping, self->in,
            self->out);
  g_assert_cmpstr (tarn_run_err (&run), ==, "");
  g_assert_true (g_str_has_prefix (tarn_run_out (&run),
                                   ".1.3.6.1.2.1.1.1: 1 values, 0 indices\n"
                                   ".1.3.6.1.2.1.1.5: 1 values, 0 indices\n"
                                   ".1.3.6.1.2.1.4.20.1.1: 1 values, 1 indices\n"
                                   "IPv4 addresses: 1 of them, in 2 places of values and 1 of "
                                   "indices\n"
                                   "hosts and domains: 1 of them, in 2 places of values and 0 of "
                                   "indices\n"
                                   "3 of 3 varbinds changed, "));
  g_assert_cmpint (run.status, ==, 0);

  g_file_get_contents (self->in, &after, &len_after, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (before, len_before, after, len_after);

  tarn_run (&export, NULL, "tarn export {}", self->out);
  g_assert_null (strstr (tarn_run_out (&export), "zanzibar"));
  g_assert_null (strstr (tarn_run_out (&export), "10.1.2.3"));
  g_assert_nonnull (strstr (tarn_run_out (&export), "\"A switch of "));
  tarn_run (&info, NULL, "tarn info {}", self->out);
  g_assert_nonnull (strstr (tarn_run_out (&info), "\nimported   (anonymised), 20"));

  g_assert_cmpint (g_stat (self->mapping, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  g_file_get_contents (self->mapping, &mapping, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (mapping, "ipv4\t10.1.2.3\t10."));
  g_assert_nonnull (strstr (mapping, "host\tzanzibar\t"));
}

/* The file that comes out does not hold the secrets anywhere, in free pages neither. */
static void
test_octets (Fixture       *self,
             gconstpointer  data)
{
  g_autofree char *octets = NULL;
  g_auto(TarnRun) run = { 0 };
  g_autoptr(GError) error = NULL;
  gsize len;

  tarn_run (&run, NULL, "tarn anonymise {} {}", self->in, self->out);
  g_assert_cmpint (run.status, ==, 0);
  g_file_get_contents (self->out, &octets, &len, &error);
  g_assert_no_error (error);
  g_assert_null (memmem (octets, len, "zanzibar", 8));
  g_assert_null (memmem (octets, len, "10.1.2.3", 8));
  g_assert_null (memmem (octets, len, "\x0a\x01\x02\x03", 4));
}

/* What was edited is taken as it is now: notes of what stood there before stay behind, and
 * so does the journal. */
static void
test_notes (Fixture       *self,
            gconstpointer  data)
{
  g_autofree char *octets = NULL;
  g_auto(TarnRun) set = { 0 };
  g_auto(TarnRun) noted = { 0 };
  g_auto(TarnRun) run = { 0 };
  g_auto(TarnRun) info = { 0 };
  g_autoptr(GError) error = NULL;
  gsize len;

  tarn_run (&set, NULL, "tarn set --capture {} 1.3.6.1.2.1.1.5.0 s xanadu 1.3.6.1.2.1.1.1.0 s new "
            "1.3.6.1.2.1.4.20.1.1.10.7.8.9 a 10.7.8.9 --delete 1.3.6.1.2.1.4.20.1.1.10.1.2.3",
            self->in);
  g_assert_cmpint (set.status, ==, 0);
  tarn_run (&noted, NULL, "tarn info {}", self->in);
  g_assert_nonnull (strstr (tarn_run_out (&noted), "\nnotes      "));

  tarn_run (&run, NULL, "tarn anonymise {} {}", self->in, self->out);
  g_assert_cmpint (run.status, ==, 0);
  tarn_run (&info, NULL, "tarn info {}", self->out);
  g_assert_null (strstr (tarn_run_out (&info), "\nnotes      "));
  g_file_get_contents (self->out, &octets, &len, &error);
  g_assert_no_error (error);
  g_assert_null (memmem (octets, len, "zanzibar", 8));
  g_assert_null (memmem (octets, len, "xanadu", 6));
  g_assert_null (memmem (octets, len, "\x0a\x01\x02\x03", 4));
  g_assert_null (memmem (octets, len, "\x0a\x07\x08\x09", 4));
}

static void
test_refusals (Fixture       *self,
               gconstpointer  data)
{
  struct { const char *arguments; const char *says; } refusals[] = {
    { "tarn anonymise", "IN and OUT are needed; see tarn anonymise --help" },
    { "tarn anonymise {}", "IN and OUT are needed" },
    { "tarn anonymise {} /nosuch/out.tarn", "/nosuch/out.tarn" },
    { "tarn anonymise --key= {} x.tarn", "--key takes a text that others cannot guess" },
    { "tarn anonymise --mapping /nosuch/m {} {}", "cannot write /nosuch/m: No such file" },
    { "tarn anonymise {} {} /nosuch/other.tarn", "/nosuch/other.tarn" },
    { "tarn anonymise {} /", "/ is there already" },
    { "tarn anonymise /proc/version {}", "not a capture" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_auto(TarnRun) run = { 0 };

      tarn_run (&run, NULL, refusals[i].arguments, i == 7 ? self->out : self->in, self->out);
      g_test_message ("%s", refusals[i].arguments);
      g_assert_nonnull (strstr (tarn_run_err (&run), refusals[i].says));
      g_assert_cmpint (run.status, ==, 2);
      g_assert_false (g_file_test (self->out, G_FILE_TEST_EXISTS));
    }
}

static void
test_there_already (Fixture       *self,
                    gconstpointer  data)
{
  g_auto(TarnRun) first = { 0 };
  g_auto(TarnRun) again = { 0 };
  g_auto(TarnRun) mapped = { 0 };
  g_auto(TarnRun) same = { 0 };

  tarn_run (&first, NULL, "tarn anonymise {} {}", self->in, self->out);
  tarn_run (&again, NULL, "tarn anonymise {} {}", self->in, self->out);
  g_assert_cmpint (again.status, ==, 2);
  g_assert_nonnull (strstr (tarn_run_err (&again), "is there already; give another name"));

  g_assert_true (g_file_set_contents (self->mapping, "", 0, NULL));
  g_unlink (self->out);
  tarn_run (&mapped, NULL, "tarn anonymise --mapping {} {} {}", self->mapping, self->in, self->out);
  g_assert_cmpint (mapped.status, ==, 2);
  g_assert_nonnull (strstr (tarn_run_err (&mapped), "mapping is there already"));
  g_assert_false (g_file_test (self->out, G_FILE_TEST_EXISTS));

  /* The mapping does not stay behind without what it is of. */
  tarn_run (&same, NULL, "tarn anonymise --mapping {} {} {}", self->out, self->in, self->out);
  g_assert_cmpint (same.status, ==, 2);
  g_assert_false (g_file_test (self->out, G_FILE_TEST_EXISTS));
}

/* While an agent serves it, too; and what comes out can be served. */
static void
test_served (Fixture       *self,
             gconstpointer  data)
{
  g_autoptr(GSubprocess) in = NULL;
  g_autoptr(GSubprocess) out = NULL;
  g_autofree char *target_in = NULL;
  g_autofree char *target_out = NULL;
  g_auto(TarnRun) run = { 0 };
  g_auto(TarnRun) walk = { 0 };
  g_auto(TarnRun) export = { 0 };

  in = tarn_serve (&target_in, "{}", self->in);
  tarn_run (&run, NULL, "tarn anonymise {} {}", self->in, self->out);
  g_assert_cmpint (run.status, ==, 0);
  out = tarn_serve (&target_out, "--captured {}", self->out);
  tarn_run (&walk, NULL, "tarn walk {}", target_out);
  tarn_run (&export, NULL, "tarn export {}", self->out);
  g_assert_true (g_str_has_prefix (tarn_run_out (&walk), tarn_run_out (&export)));

  g_assert_cmpint (tarn_end (in, SIGTERM), ==, 0);
  g_assert_cmpint (tarn_end (out, SIGTERM), ==, 0);
}

#define TEST(name, func) g_test_add (name, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  TEST ("/cli/anonymise/report", test_anonymise);
  TEST ("/cli/anonymise/octets", test_octets);
  TEST ("/cli/anonymise/notes", test_notes);
  TEST ("/cli/anonymise/refusals", test_refusals);
  TEST ("/cli/anonymise/there-already", test_there_already);
  TEST ("/cli/anonymise/served", test_served);

  return g_test_run ();
}
