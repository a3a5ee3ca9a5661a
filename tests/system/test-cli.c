/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The command by itself: how it is called, files, what it says when it cannot.
 */
#include "tarn-test.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tarn-command.h"

static const char recording[] =
  "1.3.6.1.2.1.1.1.0|4|A switch\n"
  "1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.99999\n"
  "1.3.6.1.2.1.1.3.0|67|4200\n"
  "1.3.6.1.2.1.2.2.1.6.1|4x|020000000001\n"
  "1.3.6.1.2.1.31.1.1.1.6.1|70|18446744073709551615\n";

typedef struct
{
  char *folder;
  char *recording;   /* path of a .snmprec file */
  char *capture;     /* and of what it makes    */
} Fixture;

static char *
path_of (Fixture    *self,
         const char *name)
{
  return g_build_filename (self->folder, name, NULL);
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_auto(TarnRun) run = { 0 };
  g_autoptr(GError) error = NULL;

  self->folder = g_dir_make_tmp ("tarn-cli-XXXXXX", &error);
  g_assert_no_error (error);
  self->recording = path_of (self, "switch.snmprec");
  self->capture = path_of (self, "switch.tarn");
  g_file_set_contents (self->recording, recording, -1, &error);
  g_assert_no_error (error);

  tarn_run (&run, NULL, "tarn import {} -o {}", self->recording, self->capture);
  g_assert_cmpstr (tarn_run_out (&run), ==, "");
  g_assert_cmpint (run.status, ==, 0);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_autoptr(GDir) dir = g_dir_open (self->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = path_of (self, name);

      g_assert_cmpint (g_remove (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);

  g_free (self->folder);
  g_free (self->recording);
  g_free (self->capture);
}

typedef struct
{
  const char *arguments;
  const char *says;        /* in what goes to standard error */
} Misuse;

static const Misuse misuses[] = {
  { "tarn", "a COMMAND is needed; see tarn --help" },
  { "tarn frob", "there is no command “frob”; see tarn --help" },
  { "tarn --frob", "there is no command “--frob”" },
  { "tarn get", "a TARGET and at least one OID are needed; see tarn get --help" },
  { "tarn get 127.0.0.1", "a TARGET and at least one OID are needed" },
  { "tarn get 127.0.0.1 1.x", "“1.x”" },
  { "tarn get 127.0.0.1:99999 1.3", "127.0.0.1:99999" },
  { "tarn get 127.0.0.1:0 1.3", "port 0 of “127.0.0.1:0” cannot be asked" },
  { "tarn get --source me 127.0.0.1 1.3", "--source takes address, strict or any, not “me”" },
  { "tarn get --format xml 127.0.0.1 1.3", "there is no format “xml”" },
  { "tarn get --frob 127.0.0.1 1.3", "there is no option --frob; see tarn get --help" },
  { "tarn get -z 127.0.0.1 1.3", "there is no option -z" },
  { "tarn get -v3 127.0.0.1 1.3", "-v takes 1 or 2c, not “3”" },
  { "tarn get -v", "-v needs a value" },
  { "tarn get --timeout", "--timeout needs a value" },
  { "tarn get -t 0 127.0.0.1 1.3", "-t takes seconds" },
  { "tarn get -t 1s 127.0.0.1 1.3", "not “1s”" },
  { "tarn get -t nan 127.0.0.1 1.3", "-t takes seconds" },
  { "tarn get -r 1.5 127.0.0.1 1.3", "-r takes a number" },
  { "tarn get -r1000 127.0.0.1 1.3", "at most 100 retries" },
  { "tarn get -c 0xabc 127.0.0.1 1.3", "pairs of hex digits" },
  { "tarn get -Cr5 127.0.0.1 1.3", "there is no option -Cr5" },
  { "tarn bulk -Crx 127.0.0.1 1.3", "-Cr takes a number" },
  { "tarn next 127.0.0.1", "a TARGET and at least one OID are needed" },
  { "tarn set 127.0.0.1 1.3 i", "OID, type and value" },
  { "tarn set 127.0.0.1 1.3 q 1", "there is no type “q”" },
  { "tarn set 127.0.0.1 1.3 i 2147483648", "“2147483648” is no Integer32" },
  { "tarn set 127.0.0.1 1.3 u -1", "“-1” is no number of this type" },
  { "tarn set 127.0.0.1 1.3 a ::1", "“::1” is no IPv4 address" },
  { "tarn set 127.0.0.1 1.3 x 0g", "pairs of hex digits" },
  { "tarn set 127.0.0.1 1.3 d 256", "decimal octets" },
  { "tarn set 127.0.0.1 1.3 F x", "“x” is no number" },
  { "tarn set -v1 127.0.0.1 1.3.6 C 5", "SNMPv1 has no Counter64" },
  { "tarn walk", "a TARGET is needed" },
  { "tarn walk 127.0.0.1 --after x", "“x”" },
  { "tarn walk 127.0.0.1 -Cr0", "-Cr takes at least 1" },
  { "tarn mirror 127.0.0.1", "a TARGET and a FILE are needed" },
  { "tarn mirror 127.0.0.1 x.tarn 1.3 --resume", "--resume goes on where FILE says" },
  { "tarn mirror 127.0.0.1 /nosuch/x.tarn", "/nosuch/x.tarn" },
  { "tarn serve", "one FILE is needed" },
  { "tarn serve /nosuch/x.tarn", "/nosuch/x.tarn" },
  { "tarn serve x --max-size 483", "--max-size takes 484 to 65507" },
  { "tarn serve x --live --captured", "not both" },
  { "tarn serve x --listen 1.2.3.4:x", "1.2.3.4:x" },
  { "tarn export", "one FILE is needed" },
  { "tarn export --format=yaml x", "there is no format “yaml”" },
  { "tarn export /nosuch/x.tarn", "/nosuch/x.tarn" },
  { "tarn import x", "one IN and -o FILE are needed" },
  { "tarn import /nosuch/x -o /nosuch/y", "cannot read /nosuch/x" },
  { "tarn info --json=yes x", "--json takes no value" },
  { "tarn info /nosuch/x.tarn", "/nosuch/x.tarn" },
  { "tarn info /", "directory" },
  { "tarn info /proc/version", "not a capture" },
};

static void
test_misuse (gconstpointer data)
{
  const Misuse *m = data;
  g_auto(TarnRun) run = { 0 };

  tarn_run (&run, NULL, m->arguments);
  g_test_message ("%s: %s", m->arguments, tarn_run_err (&run));
  g_assert_cmpint (run.status, ==, 2);
  g_assert_cmpstr (tarn_run_out (&run), ==, "");
  g_assert_nonnull (strstr (tarn_run_err (&run), m->says));
}

static void
test_help (void)
{
  static const char *commands[] = {
    "get", "next", "bulk", "set", "walk", "mirror", "serve", "export", "import", "info",
  };
  g_auto(TarnRun) all = { 0 };
  g_auto(TarnRun) version = { 0 };

  tarn_run (&all, NULL, "tarn --help");
  g_assert_cmpint (all.status, ==, 0);

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_auto(TarnRun) run = { 0 };
      g_autofree char *listed = g_strdup_printf ("\n  %s ", commands[i]);
      g_autofree char *usage = g_strdup_printf ("usage: tarn %s ", commands[i]);
      g_autofree char *example = g_strdup_printf ("tarn %s", commands[i]);

      g_assert_nonnull (strstr (tarn_run_out (&all), listed));

      tarn_run (&run, NULL, "tarn {} x --help", commands[i]);
      g_assert_cmpint (run.status, ==, 0);
      g_assert_cmpstr (tarn_run_err (&run), ==, "");
      g_assert_true (g_str_has_prefix (tarn_run_out (&run), usage));
      g_assert_nonnull (strstr (tarn_run_out (&run) + strlen (usage), example));
    }

  tarn_run (&version, NULL, "tarn --version");
  g_assert_cmpint (version.status, ==, 0);
  g_assert_true (g_str_has_prefix (tarn_run_out (&version), "tarn 0."));
}

static void
test_formats (Fixture       *self,
              gconstpointer  data)
{
  g_auto(TarnRun) text = { 0 };
  g_auto(TarnRun) snmprec = { 0 };
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
  g_assert_cmpstr (tarn_run_out (&snmprec), ==, recording);

  tarn_run (&json, NULL, "tarn export --format=json {}", self->capture);
  g_assert_true (g_str_has_prefix (tarn_run_out (&json),
                                   "{\"oid\":\"1.3.6.1.2.1.1.1.0\",\"type\":\"OctetString\","
                                   "\"text\":\"A switch\",\"hex\":\"4120737769746368\"}\n"));
}

static void
test_export_to_file (Fixture       *self,
                     gconstpointer  data)
{
  g_autofree char *out = path_of (self, "out.snmprec");
  g_autofree char *text = NULL;
  g_auto(TarnRun) run = { 0 };
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
  g_assert_cmpstr (text, ==, recording);

  /* Over itself: the capture is read to its end before its name goes. */
  tarn_run (&over, NULL, "tarn export {} --format snmprec -o {}", self->capture, self->capture);
  g_assert_cmpint (over.status, ==, 0);
  g_clear_pointer (&text, g_free);
  g_file_get_contents (self->capture, &text, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, recording);
}

/* A disk that is full, and a reader that goes away. */
static void
test_export_cannot_write (Fixture       *self,
                          gconstpointer  data)
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
test_import_report (Fixture       *self,
                    gconstpointer  data)
{
  static const char file[] = "1.3.6.1|2|1\n1.3.6.2|2|x\n1.3.6.03|2|1\n1.3.6.1|2|2\n";
  g_autofree char *out = path_of (self, "new.tarn");
  g_autofree char *forced = path_of (self, "forced.tarn");
  g_auto(TarnRun) run = { 0 };
  g_auto(TarnRun) again = { 0 };
  g_auto(TarnRun) force = { 0 };
  g_auto(TarnRun) merge = { 0 };
  g_auto(TarnRun) info = { 0 };

  tarn_run (&run, file, "tarn import - -o {}", out);
  g_assert_cmpint (run.status, ==, 1);
  g_assert_cmpstr (tarn_run_out (&run), ==, "");
  g_assert_cmpstr (tarn_run_err (&run), ==,
                   "tarn import: line 2 refused (an Integer32 that is no number): 1.3.6.2|2|x\n"
                   "tarn import: line 3 mended (sub-identifiers with leading zeros were read as "
                   "decimal numbers): 1.3.6.03|2|1\n"
                   "tarn import: line 4 left out: its OID came before, and the first value is "
                   "kept: 1.3.6.1|2|2\n"
                   "tarn import: 2 varbinds from 4 lines of -\n"
                   "tarn import: 0 taken though doubtful, 1 mended; left out: 1 refused, "
                   "1 duplicates, 0 made up by modules\n");

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

static void
test_import_packed (Fixture       *self,
                    gconstpointer  data)
{
  g_autofree char *packed = path_of (self, "packed.gz");
  g_autofree char *out = path_of (self, "packed.tarn");
  g_autofree char *cut = path_of (self, "cut.gz");
  g_autofree char *bz2 = path_of (self, "x.bz2");
  g_autofree char *never = path_of (self, "never.tarn");
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
  g_assert_cmpstr (tarn_run_out (&export), ==, recording);

  tarn_run (&of_cut, NULL, "tarn import {} -o {}", cut, never);
  g_assert_cmpint (of_cut.status, ==, 2);
  tarn_run (&of_bz2, NULL, "tarn import {} -o {}", bz2, never);
  g_assert_cmpint (of_bz2.status, ==, 2);
  g_assert_nonnull (strstr (tarn_run_err (&of_bz2), "bzcat"));
  g_assert_false (g_file_test (never, G_FILE_TEST_EXISTS));
}

static guint
count_files (Fixture *self)
{
  g_autoptr(GDir) dir = g_dir_open (self->folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;

  return n;
}

/* What was begun goes away, under any name. */
static void
test_import_killed (Fixture       *self,
                    gconstpointer  data)
{
  g_autofree char *out = path_of (self, "new.tarn");
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
test_import_no_room (Fixture       *self,
                     gconstpointer  data)
{
  g_autofree char *big = path_of (self, "big.snmprec");
  g_autofree char *out = path_of (self, "big.tarn");
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

static void
test_not_permitted (Fixture       *self,
                    gconstpointer  data)
{
  g_auto(TarnRun) run = { 0 };

  g_assert_cmpint (g_chmod (self->folder, 0755), ==, 0);
  g_assert_cmpint (g_chmod (self->capture, 0), ==, 0);

  if (geteuid () != 0)
    {
      tarn_run (&run, NULL, "tarn info {}", self->capture);
    }
  else
    {
      g_autofree char *setpriv = g_find_program_in_path ("setpriv");
      g_auto(TarnRun) can = { 0 };

      if (setpriv == NULL)
        {
          g_test_skip ("root may read anything, and setpriv is not installed");
          return;
        }
      tarn_run (&can, NULL, "setpriv --reuid 65534 --regid 65534 --clear-groups {} --version",
                g_getenv ("TARN_COMMAND"));
      if (can.status != 0)
        {
          g_test_skip ("nobody else than root may run the command that was built");
          return;
        }
      tarn_run (&run, NULL, "setpriv --reuid 65534 --regid 65534 --clear-groups {} info {}",
                g_getenv ("TARN_COMMAND"), self->capture);
    }

  g_assert_cmpint (run.status, ==, 2);
  g_assert_nonnull (strstr (tarn_run_err (&run), self->capture));
  g_assert_nonnull (strstr (tarn_run_err (&run), "Permission denied"));
}

/* Wherever a copy may have ended: it is told, or only free space is missing. */
static void
test_cut_capture (Fixture       *self,
                  gconstpointer  data)
{
  g_autofree char *cut = path_of (self, "cut.tarn");
  g_autofree char *octets = NULL;
  g_auto(TarnRun) whole = { 0 };
  g_autoptr(GError) error = NULL;
  guint n_refused = 0;
  gsize len;

  tarn_run (&whole, NULL, "tarn export {}", self->capture);
  g_file_get_contents (self->capture, &octets, &len, &error);
  g_assert_no_error (error);

  for (gsize n = 0; n < len; n = n < 64 ? n + 16 : n * 2)
    {
      g_auto(TarnRun) info = { 0 };
      g_auto(TarnRun) export = { 0 };

      g_file_set_contents (cut, octets, (gssize) n, &error);
      g_assert_no_error (error);

      tarn_run (&info, NULL, "tarn info {}", cut);
      tarn_run (&export, NULL, "tarn export {}", cut);
      g_test_message ("%" G_GSIZE_FORMAT ": %s%s", n, tarn_run_err (&info), tarn_run_err (&export));
      if (export.status == 0)
        {
          g_assert_true (g_bytes_equal (export.out, whole.out));
          g_assert_cmpint (info.status, ==, 0);
          continue;
        }

      n_refused++;
      g_assert_nonnull (strstr (tarn_run_err (&export), cut));
      if (info.status != 0)
        g_assert_nonnull (strstr (tarn_run_err (&info), cut));
    }

  g_assert_cmpuint (n_refused, >, 5);
}

static void
test_info_json (Fixture       *self,
                gconstpointer  data)
{
  g_auto(TarnRun) run = { 0 };
  g_autofree char *begin = g_strdup_printf ("{\"file\":\"%s\",\"octets\":", self->capture);

  tarn_run (&run, NULL, "tarn info --json {}", self->capture);
  g_assert_cmpint (run.status, ==, 0);
  g_assert_true (g_str_has_prefix (tarn_run_out (&run), begin));
  g_assert_nonnull (strstr (tarn_run_out (&run), ",\"varbinds\":5,\"import\":{\"source\":\""));
  g_assert_true (g_str_has_suffix (tarn_run_out (&run), ",\"refused\":0}}\n"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (misuses); i++)
    {
      g_autofree char *path = g_strdup_printf ("/cli/misuse/%02u", i);

      g_test_add_data_func (path, &misuses[i], test_misuse);
    }

  g_test_add_func ("/cli/help", test_help);

#define ADD(name, func) g_test_add (name, Fixture, NULL, set_up, func, tear_down)
  ADD ("/cli/export/formats", test_formats);
  ADD ("/cli/export/to a file", test_export_to_file);
  ADD ("/cli/export/cannot write", test_export_cannot_write);
  ADD ("/cli/import/report", test_import_report);
  ADD ("/cli/import/packed", test_import_packed);
  ADD ("/cli/import/killed", test_import_killed);
  ADD ("/cli/import/no room", test_import_no_room);
  ADD ("/cli/file/not permitted", test_not_permitted);
  ADD ("/cli/file/cut", test_cut_capture);
  ADD ("/cli/info/json", test_info_json);
#undef ADD

  return g_test_run ();
}
