/* test-watch-net-snmp.c
 *
 * snmpset on a served capture while tarn watch looks on: what is written is told once, with
 * who wrote it; what is refused is not told.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <glib/gstdio.h>
#include <signal.h>

#include "tarn-command.h"
#include "tarn-test.h"

static const char recording[] =
  "1.3.6.1.2.1.1.4.0|4|nobody\n"
  "1.3.6.1.2.1.1.5.0|4|device\n"
  "1.3.6.1.2.1.2.1.0|2|2\n";

static char *
read_line (GDataInputStream *stream)
{
  g_autoptr(GError) error = NULL;
  char *line = g_data_input_stream_read_line (stream, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (line);
  return line;
}

/* The next line but for its time: who, the number of the process and what. */
static void
assert_told (GDataInputStream *out,
             GSubprocess      *agent,
             const char       *what)
{
  g_autofree char *line = read_line (out);
  g_autofree char *expected = g_strdup_printf (" agent %s %s",
                                               g_subprocess_get_identifier (agent), what);
  const char *told = strchr (line, ' ');

  g_assert_cmpstr (told, ==, expected);
}

static void
assert_snmpset (int         status,
                const char *options,
                const char *target,
                const char *varbinds)
{
  g_autofree char *command = g_strconcat ("snmpset -On -m '' -t 5 -r 0 ", options, " {} ",
                                          varbinds, NULL);
  g_auto(TarnRun) run = { 0 };

  tarn_run (&run, NULL, command, target);
  g_assert_cmpint (run.status, ==, status);
}

static void
test_watch (void)
{
  g_autofree char *folder = g_dir_make_tmp ("tarn-watch-XXXXXX", NULL);
  g_autofree char *records = g_build_filename (folder, "device.snmprec", NULL);
  g_autofree char *capture = g_build_filename (folder, "device.tarn", NULL);
  g_autofree char *target = NULL;
  g_autofree char *greeting = NULL;
  g_autoptr(GSubprocess) agent = NULL;
  g_autoptr(GSubprocess) watch = NULL;
  g_autoptr(GDataInputStream) out = NULL;
  g_autoptr(GDataInputStream) err = NULL;
  g_auto(TarnRun) import = { 0 };

  g_assert_true (g_file_set_contents (records, recording, -1, NULL));
  tarn_run (&import, NULL, "tarn import {} -o {}", records, capture);
  g_assert_cmpint (import.status, ==, 0);
  agent = tarn_serve (&target, "{} --write-community secret", capture);
  watch = tarn_start ("tarn watch {} --count 4", capture);
  out = g_data_input_stream_new (g_subprocess_get_stdout_pipe (watch));
  err = g_data_input_stream_new (g_subprocess_get_stderr_pipe (watch));
  greeting = read_line (err);
  g_assert_true (g_str_has_prefix (greeting, "tarn watch: watching "));

  assert_snmpset (0, "-v2c -c secret", target, "1.3.6.1.2.1.1.4.0 s me 1.3.6.1.2.1.2.1.0 i -3");
  assert_told (out, agent, ".1.3.6.1.2.1.1.4.0 = STRING: \"me\"");
  assert_told (out, agent, ".1.3.6.1.2.1.2.1.0 = INTEGER: -3");

  /* All or nothing, and nothing for who may only read: the next that is told comes after. */
  assert_snmpset (2, "-v2c -c secret", target, "1.3.6.1.2.1.1.4.0 s you 1.3.6.1.2.1.2.1.0 s x");
  assert_snmpset (2, "-v2c -c public", target, "1.3.6.1.2.1.1.4.0 s you");
  assert_snmpset (0, "-v1 -c secret", target, "1.3.6.1.2.1.1.5.0 s renamed");
  assert_told (out, agent, ".1.3.6.1.2.1.1.5.0 = STRING: \"renamed\"");

  /* What stands there already is no change. */
  assert_snmpset (0, "-v2c -c secret", target, "1.3.6.1.2.1.1.5.0 s renamed");
  assert_snmpset (0, "-v2c -c secret", target, "1.3.6.1.2.1.2.1.0 i 7");
  assert_told (out, agent, ".1.3.6.1.2.1.2.1.0 = INTEGER: 7");

  g_assert_true (g_subprocess_wait (watch, NULL, NULL));
  g_assert_cmpint (g_subprocess_get_exit_status (watch), ==, 0);
  g_assert_cmpint (tarn_end (agent, SIGTERM), ==, 0);
  g_unlink (records);
  g_unlink (capture);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *snmpset = NULL;

  g_test_init (&argc, &argv, NULL);

  snmpset = g_find_program_in_path ("snmpset");
  if (snmpset == NULL)
    {
      g_print ("1..0 # SKIP snmpset is not here; it is in the package snmp\n");
      return 0;
    }
  g_test_add_func ("/watch-net-snmp/snmpset while tarn watch looks on", test_watch);

  return g_test_run ();
}
