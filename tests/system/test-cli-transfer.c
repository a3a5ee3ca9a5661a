/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * tarn export and tarn import: what they print, what they say, what they leave behind.
 */
#include "tarn-test.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tarn-cli-fixture.h"

static void
test_formats (TarnCliFixture *self,
              gconstpointer   data)
{
  g_auto(TarnRun) text = { 0 };
  g_auto(TarnRun) snmprec = { 0 };
  g_auto(TarnRun) csv = { 0 };
  g_auto(TarnRun) json = { 0 };

  tarn_run (&text, NULL, "tarn export {}", self->capture);
  g_assert_cmpstr (tarn_run_out (&text), ==,
                   ".1.3.6.1.2.1.1.1.0 = STRING: \"A switch\"\n"
                   ".1.3.6.1.2.1.1.2.0 = OID: .1.3.6.1.4.1.99999\n"
                   ".1.3.6.1.2.1.1.3.0 = Timeticks: (4200) 0:00:42.00\n"
                   ".1.3.6.1.2.1.2.2.1.6.1 = Hex-STRING: 02 00 00 00 00 01 \n"
                   ".1.3.6.1.2.1.31.1.1.1.6.1 = Counter64: 18446744073709551615\n");
  g_assert_cmpint (text.status, ==, 0);

  tarn_run (&snmprec, NULL, "tarn export --format snmprec {}", self->capture);
  g_assert_cmpstr (tarn_run_out (&snmprec), ==, tarn_cli_fixture_recording);

  tarn_run (&csv, NULL, "tarn export --format csv {}", self->capture);
  g_assert_cmpstr (tarn_run_out (&csv), ==,
                   "oid,type,value,hex,tlv\n"
                   "1.3.6.1.2.1.1.1.0,OctetString,A switch,,\n"
                   "1.3.6.1.2.1.1.2.0,ObjectIdentifier,1.3.6.1.4.1.99999,,\n"
                   "1.3.6.1.2.1.1.3.0,TimeTicks,4200,,\n"
                   "1.3.6.1.2.1.2.2.1.6.1,OctetString,,020000000001,\n"
                   "1.3.6.1.2.1.31.1.1.1.6.1,Counter64,18446744073709551615,,\n");

  tarn_run (&json, NULL, "tarn export --format=json {}", self->capture);
  g_assert_true (g_str_has_prefix (tarn_run_out (&json),
                                   "{\"oid\":\"1.3.6.1.2.1.1.1.0\",\"type\":\"OctetString\","
                                   "\"text\":\"A switch\",\"hex\":\"4120737769746368\"}\n"));
}

static void
test_export_to_file (TarnCliFixture *self,
                     gconstpointer   data)
{
  g_autofree char *out = tarn_cli_fixture_path_of (self, "out.snmprec");
  g_autofree char *text = NULL;
  g_auto(TarnRun) run = { 0 };
  g_auto(TarnRun) packed = { 0 };
  g_auto(TarnRun) over = { 0 };
  g_auto(TarnRun) nowhere = { 0 };
  g_autoptr(GError) error = NULL;

  tarn_run (&nowhere, NULL, "tarn export {} -o /nosuch/out", self->capture);
  g_assert_cmpint (nowhere.status, ==, 2);
  g_assert_nonnull (strstr (tarn_run_err (&nowhere), "cannot write /nosuch/out"));

  tarn_run (&run, NULL, "tarn export {} --format snmprec -o {}", self->capture, out);
  g_assert_cmpint (run.status, ==, 0);
  g_assert_cmpstr (tarn_run_out (&run), ==, "");
  g_file_get_contents (out, &text, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, tarn_cli_fixture_recording);

  /* Over itself: the capture is read to its end before its name goes. */
  tarn_run (&packed, NULL, "tarn export {} -o {}.snmprec.gz", self->capture, out);
  g_assert_cmpint (packed.status, ==, 2);
  g_assert_nonnull (strstr (tarn_run_err (&packed), "would not be packed"));

  tarn_run (&over, NULL, "tarn export {} --format snmprec -o {}", self->capture, self->capture);
  g_assert_cmpint (over.status, ==, 0);
  g_clear_pointer (&text, g_free);
  g_file_get_contents (self->capture, &text, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, tarn_cli_fixture_recording);
}

/* A disk that is full, and a reader that goes away. */
static void
test_export_cannot_write (TarnCliFixture *self,
                          gconstpointer   data)
{
  g_auto(TarnRun) full = { 0 };
  g_auto(TarnRun) file = { 0 };
  g_auto(TarnRun) gone = { 0 };

  tarn_run (&full, NULL, "sh -c '\"$1\" export \"$2\" >/dev/full' sh {} {}",
            g_getenv ("TARN_COMMAND"), self->capture);
  g_assert_cmpint (full.status, ==, 1);
  g_assert_cmpstr (tarn_run_err (&full), ==,
                   "tarn export: cannot write to standard output: No space left on device\n");

  tarn_run (&file, NULL, "tarn export {} -o /dev/full", self->capture);
  g_assert_cmpint (file.status, ==, 1);
  g_assert_cmpstr (tarn_run_err (&file), ==,
                   "tarn export: cannot write /dev/full: No space left on device\n");

  tarn_run (&gone, NULL, "sh -c '{ \"$1\" export \"$2\"; echo $? >&2; } | true' sh {} {}",
            g_getenv ("TARN_COMMAND"), self->capture);
  g_assert_cmpint (gone.status, ==, 0);
  /* Quiet in either case: the lines may fit into the pipe before it goes. */
  g_assert_cmpuint (strlen (tarn_run_err (&gone)), ==, 2);
}

static void
test_import_report (TarnCliFixture *self,
                    gconstpointer   data)
{
  static const char file[] = "1.3.6.1|2|1\n1.3.6.2|2|x\n1.3.6.03|2|1\n1.3.6.1|2|2\n";
  g_autofree char *out = tarn_cli_fixture_path_of (self, "new.tarn");
  g_autofree char *forced = tarn_cli_fixture_path_of (self, "forced.tarn");
  g_auto(TarnRun) run = { 0 };
  g_auto(TarnRun) again = { 0 };
  g_auto(TarnRun) force = { 0 };
  g_auto(TarnRun) merge = { 0 };
  g_auto(TarnRun) info = { 0 };

  tarn_run (&run, file, "tarn import - -o {}", out);
  g_assert_cmpint (run.status, ==, 1);
  g_assert_cmpstr (tarn_run_out (&run), ==, "");
  g_assert_true (g_str_has_prefix (tarn_run_err (&run),
    "tarn import: line 2 refused (an Integer32 that is no number): 1.3.6.2|2|x\n"
    "tarn import: line 3 mended (sub-identifiers with leading zeros were read as decimal "
    "numbers): 1.3.6.03|2|1\n"
    "tarn import: line 4 left out: its OID came before, and the first value is kept: "
    "1.3.6.1|2|2\n"
    "tarn import: 2 varbinds from 4 lines of - (snmprec)\n"
    "tarn import: 0 taken though doubtful, 1 mended; left out: 1 refused, 1 duplicates, 0 made up "
    "by modules\n"));
  g_assert_true (g_str_has_suffix (tarn_run_err (&run),
    "/new.tarn lacks what was refused; correct these lines and add them with --merge, or accept "
    "it with --force\n"));

  tarn_run (&again, file, "tarn import - -o {}", out);
  g_assert_cmpint (again.status, ==, 2);
  g_assert_nonnull (strstr (tarn_run_err (&again), "is there already"));

  tarn_run (&force, file, "tarn import --force - -o {}", forced);
  g_assert_cmpint (force.status, ==, 0);

  tarn_run (&merge, "1.3.6.1|2|9\n1.3.7|2|1\n", "tarn import - --merge -o {}", out);
  g_assert_cmpint (merge.status, ==, 0);

  tarn_run (&info, NULL, "tarn info {}", out);
  g_assert_cmpint (info.status, ==, 0);
  g_assert_nonnull (strstr (tarn_run_out (&info), "\nvarbinds   3\n"));
  g_assert_nonnull (strstr (tarn_run_out (&info), "\nimported   -, 20"));
}

/* What snmpwalk printed; all of it or nothing; and the format by the name of the file. */
static void
test_import_text (TarnCliFixture *self,
                  gconstpointer   data)
{
  static const char walk[] = ".1.3.6.1 = STRING: \"a\nb\"\n.1.3.6.2 = INTEGER: 5\n";
  g_autofree char *out = tarn_cli_fixture_path_of (self, "text.tarn");
  g_autofree char *never = tarn_cli_fixture_path_of (self, "never.tarn");
  g_autofree char *snmprec = tarn_cli_fixture_path_of (self, "text.snmprec");
  g_autofree char *lines = NULL;
  g_auto(TarnRun) run = { 0 };
  g_auto(TarnRun) wrong = { 0 };
  g_auto(TarnRun) strict = { 0 };
  g_auto(TarnRun) merge = { 0 };
  g_auto(TarnRun) export = { 0 };
  g_auto(TarnRun) by_name = { 0 };

  tarn_run (&run, walk, "tarn import - --strict -o {}", out);
  g_assert_cmpint (run.status, ==, 0);
  g_assert_cmpstr (tarn_run_err (&run), ==, "tarn import: 2 varbinds from 3 lines of - (text)\n");
  tarn_run (&export, NULL, "tarn export {}", out);
  g_assert_cmpstr (tarn_run_out (&export), ==, walk);
  tarn_run (&by_name, NULL, "tarn export {} -o {}", out, snmprec);
  g_assert_cmpint (by_name.status, ==, 0);
  g_assert_true (g_file_get_contents (snmprec, &lines, NULL, NULL));
  g_assert_cmpstr (lines, ==, "1.3.6.1|4x|610a62\n1.3.6.2|2|5\n");

  tarn_run (&wrong, walk, "tarn import - --format snmprec -o {}", never);
  g_assert_cmpint (wrong.status, ==, 2);
  g_assert_nonnull (strstr (tarn_run_err (&wrong), "it is not a .snmprec file"));

  tarn_run (&strict, ".1.3.7 = INTEGER: 1\n.1.3.8 = INTEGER: x\n",
            "tarn import - --strict -o {}", never);
  g_assert_cmpint (strict.status, ==, 2);
  g_assert_nonnull (strstr (tarn_run_err (&strict), "nothing is taken, since "));
  g_assert_nonnull (strstr (tarn_run_err (&strict), "line 2 refused"));
  g_assert_false (g_file_test (never, G_FILE_TEST_EXISTS));

  tarn_run (&merge, ".1.3.7 = INTEGER: 1\n.1.3.6.2 = INTEGER: 6\n",
            "tarn import - --strict --merge -o {}", out);
  g_assert_cmpint (merge.status, ==, 2);
  g_assert_nonnull (strstr (tarn_run_err (&merge), ".1.3.6.2 is in the capture already"));
  tarn_run_clear (&export);
  tarn_run (&export, NULL, "tarn export {}", out);
  g_assert_cmpstr (tarn_run_out (&export), ==, walk);
}

static void
test_import_packed (TarnCliFixture *self,
                    gconstpointer   data)
{
  g_autofree char *packed = tarn_cli_fixture_path_of (self, "packed.gz");
  g_autofree char *out = tarn_cli_fixture_path_of (self, "packed.tarn");
  g_autofree char *cut = tarn_cli_fixture_path_of (self, "cut.gz");
  g_autofree char *bz2 = tarn_cli_fixture_path_of (self, "x.bz2");
  g_autofree char *never = tarn_cli_fixture_path_of (self, "never.tarn");
  g_auto(TarnRun) gzip = { 0 };
  g_auto(TarnRun) run = { 0 };
  g_auto(TarnRun) export = { 0 };
  g_auto(TarnRun) of_cut = { 0 };
  g_auto(TarnRun) of_bz2 = { 0 };
  g_autoptr(GError) error = NULL;
  gsize len;
  const char *octets;

  tarn_run (&gzip, NULL, "gzip -c {}", self->recording);
  octets = g_bytes_get_data (gzip.out, &len);
  g_file_set_contents (packed, octets, (gssize) len, &error);
  g_assert_no_error (error);
  g_file_set_contents (cut, octets, (gssize) len - 12, &error);
  g_assert_no_error (error);
  g_file_set_contents (bz2, "BZh91AY&SY", -1, &error);
  g_assert_no_error (error);

  tarn_run (&run, NULL, "tarn import {} -o {}", packed, out);
  g_assert_cmpint (run.status, ==, 0);
  tarn_run (&export, NULL, "tarn export --format snmprec {}", out);
  g_assert_cmpstr (tarn_run_out (&export), ==, tarn_cli_fixture_recording);

  tarn_run (&of_cut, NULL, "tarn import {} -o {}", cut, never);
  g_assert_cmpint (of_cut.status, ==, 2);
  tarn_run (&of_bz2, NULL, "tarn import {} -o {}", bz2, never);
  g_assert_cmpint (of_bz2.status, ==, 2);
  g_assert_false (g_file_test (never, G_FILE_TEST_EXISTS));
}

static guint
count_files (TarnCliFixture *self)
{
  g_autoptr(GDir) dir = g_dir_open (self->folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;

  return n;
}

/* What was begun goes away, under any name. */
static void
test_import_killed (TarnCliFixture *self,
                    gconstpointer   data)
{
  g_autofree char *out = tarn_cli_fixture_path_of (self, "new.tarn");
  g_autoptr(GSubprocess) process = tarn_start ("tarn import - -o {}", out);
  GOutputStream *in = g_subprocess_get_stdin_pipe (process);
  g_autoptr(GString) lines = g_string_new (NULL);
  g_autoptr(GError) error = NULL;

  /* More than a pipe and a buffer hold: when all is written, it works. */
  for (guint i = 0; i < 100000; i++)
    g_string_append_printf (lines, "1.3.6.1.4.1.%u|2|1\n", i);
  g_output_stream_write_all (in, lines->str, lines->len, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_files (self), ==, 3);

  g_assert_cmpint (tarn_end (process, SIGTERM), ==, 128 + SIGTERM);
  g_assert_cmpuint (count_files (self), ==, 2);
}

static void
limit_file_size (gpointer data)
{
  const struct rlimit limit = { 65536, 65536 };

  setrlimit (RLIMIT_FSIZE, &limit);
  signal (SIGXFSZ, SIG_IGN);
}

/* The file cannot grow any more: nothing is left of it, and it is told. */
static void
test_import_no_room (TarnCliFixture *self,
                     gconstpointer   data)
{
  g_autofree char *big = tarn_cli_fixture_path_of (self, "big.snmprec");
  g_autofree char *out = tarn_cli_fixture_path_of (self, "big.tarn");
  g_autofree char *said = NULL;
  g_autoptr(GSubprocessLauncher) launcher = NULL;
  g_autoptr(GSubprocess) process = NULL;
  g_autoptr(GString) lines = g_string_new (NULL);
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < 50000; i++)
    g_string_append_printf (lines, "1.3.6.1.4.1.%u|4|some text that needs room\n", i);
  g_file_set_contents (big, lines->str, -1, &error);
  g_assert_no_error (error);

  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_subprocess_launcher_set_child_setup (launcher, limit_file_size, NULL, NULL);
  process = g_subprocess_launcher_spawn (launcher, &error, g_getenv ("TARN_COMMAND"),
                                         "import", big, "-o", out, NULL);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, NULL, &said, &error);
  g_assert_no_error (error);
  g_test_message ("%s", said);

  g_assert_true (g_subprocess_get_if_exited (process));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 2);
  g_assert_nonnull (strstr (said, "no room"));
  g_assert_cmpuint (count_files (self), ==, 3);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) \
  g_test_add (name, TarnCliFixture, NULL, tarn_cli_fixture_set_up, func, \
              tarn_cli_fixture_tear_down)
  ADD ("/cli/export/formats", test_formats);
  ADD ("/cli/export/to a file", test_export_to_file);
  ADD ("/cli/export/cannot write", test_export_cannot_write);
  ADD ("/cli/import/report", test_import_report);
  ADD ("/cli/import/text", test_import_text);
  ADD ("/cli/import/packed", test_import_packed);
  ADD ("/cli/import/killed", test_import_killed);
  ADD ("/cli/import/no room", test_import_no_room);
#undef ADD

  return g_test_run ();
}
