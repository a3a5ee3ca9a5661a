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

#include "tarn-cli-fixture.h"

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
  { "tarn import", "an IN is needed" },
  { "tarn import x y -o z", "one IN at a time" },
  { "tarn import x", "where to?" },
  { "tarn import - -o -", "a capture is a file" },
  { "tarn import --format yaml x -o y", "there is no format “yaml”" },
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
    "get", "next", "bulk", "set", "walk", "mirror", "serve", "watch", "export", "import", "info",
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
test_not_permitted (TarnCliFixture *self,
                    gconstpointer   data)
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
test_cut_capture (TarnCliFixture *self,
                  gconstpointer   data)
{
  g_autofree char *cut = tarn_cli_fixture_path_of (self, "cut.tarn");
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
test_info_json (TarnCliFixture *self,
                gconstpointer   data)
{
  g_auto(TarnRun) run = { 0 };
  g_autofree char *begin = g_strdup_printf ("{\"file\":\"%s\",\"octets\":", self->capture);

  tarn_run (&run, NULL, "tarn info --json {}", self->capture);
  g_assert_cmpint (run.status, ==, 0);
  g_assert_true (g_str_has_prefix (tarn_run_out (&run), begin));
  g_assert_nonnull (strstr (tarn_run_out (&run), ",\"varbinds\":5,\"import\":{\"source\":\""));
  g_assert_true (g_str_has_suffix (tarn_run_out (&run), ",\"refused\":0}}\n"));
}

/* What bash completes, of commands and their options. */
static void
test_completion (void)
{
  static const struct
  {
    const char *words;
    const char *completed;
  } vectors[] = {
    { "sca", "scan" },
    { "co", "compact" },
    { "xyz", "" },
    { "scan --disc", "--discover" },
    { "scan --ta", "--table" },
    { "walk --max-r", "--max-repetitions" },
    { "get --comm", "--community" },
    { "info --he", "--help" },
  };
  g_autofree char *script = g_test_build_filename (G_TEST_DIST, "..", "data", "completions",
                                                   "tarn", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (vectors); i++)
    {
      g_autofree char *line = g_strdup_printf ("bash -c '. {} && COMP_WORDS=({} %s) "
                                               "&& COMP_CWORD=$((${#COMP_WORDS[@]} - 1)) "
                                               "&& _tarn && echo -n \"${COMPREPLY[*]}\"'",
                                               vectors[i].words);
      g_autoptr(GString) whole = g_string_new (line);
      g_auto(TarnRun) run = { 0 };

      g_string_replace (whole, "{}", script, 1);
      g_string_replace (whole, "{}", g_getenv ("TARN_COMMAND"), 1);
      tarn_run (&run, NULL, whole->str);
      g_test_message ("%s: %s", vectors[i].words, tarn_run_err (&run));
      g_assert_cmpint (run.status, ==, 0);
      g_assert_cmpstr (tarn_run_out (&run), ==, vectors[i].completed);
    }
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
  g_test_add_func ("/cli/completion", test_completion);

#define ADD(name, func) \
  g_test_add (name, TarnCliFixture, NULL, tarn_cli_fixture_set_up, func, \
              tarn_cli_fixture_tear_down)
  ADD ("/cli/file/not permitted", test_not_permitted);
  ADD ("/cli/file/cut", test_cut_capture);
  ADD ("/cli/info/json", test_info_json);
#undef ADD

  return g_test_run ();
}
