/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The command and a device: tarn serve is one, over loopback.
 */
#include "tarn-test.h"

#include <glib/gstdio.h>
#include <signal.h>

#include "tarn-command.h"
#include "tarn-silent-relay.h"

#define N_ROWS 2000   /* of a table in the device, beside the system group */

typedef struct
{
  char        *folder;
  char        *recording;
  char        *capture;
  char        *mirror;
  char        *target;
  GSubprocess *agent;
  TarnSilentRelay    relay;
} Fixture;

static char *
make_recording (void)
{
  GString *text = g_string_new ("1.3.6.1.2.1.1.1.0|4|A switch\n"
                                "1.3.6.1.2.1.1.3.0|67|4200\n"
                                "1.3.6.1.2.1.1.6.0|4|Room 12\n"
                                "1.3.6.1.2.1.1.7.0|2|72\n");

  for (guint i = 1; i <= N_ROWS; i++)
    g_string_append_printf (text, "1.3.6.1.2.1.2.2.1.2.%u|4|port %u\n", i, i);
  g_string_append (text, "1.3.6.1.2.1.31.1.1.1.6.1|70|18446744073709551615\n");

  return g_string_free (text, FALSE);
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_autofree char *text = make_recording ();
  g_auto(TarnRun) run = { 0 };
  g_autoptr(GError) error = NULL;

  self->folder = g_dir_make_tmp ("tarn-cli-XXXXXX", &error);
  g_assert_no_error (error);
  self->recording = g_build_filename (self->folder, "switch.snmprec", NULL);
  self->capture = g_build_filename (self->folder, "switch.tarn", NULL);
  self->mirror = g_build_filename (self->folder, "mirror.tarn", NULL);
  g_file_set_contents (self->recording, text, -1, &error);
  g_assert_no_error (error);

  tarn_run (&run, NULL, "tarn import {} -o {}", self->recording, self->capture);
  g_assert_cmpint (run.status, ==, 0);
  self->agent = tarn_serve (&self->target, "{} --replay-null --write-community private", self->capture);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_autoptr(GDir) dir = g_dir_open (self->folder, 0, NULL);
  const char *name;

  g_assert_cmpint (tarn_end (self->agent, SIGTERM), ==, 0);
  g_clear_object (&self->agent);

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);

      g_assert_cmpint (g_remove (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);

  g_free (self->folder);
  g_free (self->recording);
  g_free (self->capture);
  g_free (self->mirror);
  g_free (self->target);
}

static void
assert_same_export (const char *a,
                    const char *b)
{
  g_auto(TarnRun) of_a = { 0 };
  g_auto(TarnRun) of_b = { 0 };

  tarn_run (&of_a, NULL, "tarn export --format snmprec {}", a);
  tarn_run (&of_b, NULL, "tarn export --format snmprec {}", b);
  g_assert_cmpint (of_a.status, ==, 0);
  g_assert_true (g_bytes_equal (of_a.out, of_b.out));
  g_assert_cmpuint (g_bytes_get_size (of_a.out), >, 0);
}

static void
test_one_request (Fixture       *self,
                  gconstpointer  data)
{
  static const struct
  {
    const char *arguments;
    int         status;
    const char *out;
  } vectors[] = {
    { "tarn get {} 1.3.6.1.2.1.1.3.0 1.3.6.1.2.1.1.1.0 1.3.6.1.2.1.1.3.0", 0,
      ".1.3.6.1.2.1.1.3.0 = Timeticks: (4200) 0:00:42.00\n"
      ".1.3.6.1.2.1.1.1.0 = STRING: \"A switch\"\n"
      ".1.3.6.1.2.1.1.3.0 = Timeticks: (4200) 0:00:42.00\n" },
    { "tarn get -v2c -cpublic -t1 -r0 {} .1.3.6.1.2.1.1.7.0", 0,
      ".1.3.6.1.2.1.1.7.0 = INTEGER: 72\n" },
    { "tarn get -v 1 -c public -t 1.5 -r 2 {} 1.3.6.1.2.1.1.7.0", 0,
      ".1.3.6.1.2.1.1.7.0 = INTEGER: 72\n" },
    { "tarn get {} --snmp-version=1 --community=0x7075626c6963 1.3.6.1.2.1.1.7.0", 0,
      ".1.3.6.1.2.1.1.7.0 = INTEGER: 72\n" },
    { "tarn get {} 1.3.6.1.2.1.1.7.0 1.3.6.1.2.1.99.1.0", 1,
      ".1.3.6.1.2.1.1.7.0 = INTEGER: 72\n"
      ".1.3.6.1.2.1.99.1.0 = No Such Object available on this agent at this OID\n" },
    { "tarn get --format json {} 1.3.6.1.2.1.1.7.0", 0,
      "{\"oid\":\"1.3.6.1.2.1.1.7.0\",\"type\":\"Integer32\",\"value\":72}\n" },
    { "tarn get --format csv {} 1.3.6.1.2.1.1.7.0", 0,
      "oid,type,value,hex,tlv\n1.3.6.1.2.1.1.7.0,Integer32,72,,\n" },
    { "tarn walk --format csv {} 1.3.6.1.2.1.1.7", 0,
      "oid,type,value,hex,tlv\n1.3.6.1.2.1.1.7.0,Integer32,72,,\n" },
    { "tarn next {} 1.3.6.1.2.1.1 1.3.6.1.2.1.2", 0,
      ".1.3.6.1.2.1.1.1.0 = STRING: \"A switch\"\n"
      ".1.3.6.1.2.1.2.2.1.2.1 = STRING: \"port 1\"\n" },
    { "tarn next {} 2.999", 1,
      ".2.999 = No more variables left in this MIB View (It is past the end of the MIB tree)\n" },
    { "tarn bulk -Cn1 -Cr2 {} 1.3.6.1.2.1.1.6 1.3.6.1.2.1.2", 0,
      ".1.3.6.1.2.1.1.6.0 = STRING: \"Room 12\"\n"
      ".1.3.6.1.2.1.2.2.1.2.1 = STRING: \"port 1\"\n"
      ".1.3.6.1.2.1.2.2.1.2.2 = STRING: \"port 2\"\n" },
    { "tarn bulk -Cr 1 {} 1.3.6.1.2.1.1.6", 0,
      ".1.3.6.1.2.1.1.6.0 = STRING: \"Room 12\"\n" },
    { "tarn get -c wrong -t 0.1 -r 0 {} 1.3.6.1.2.1.1.1.0", 1, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (vectors); i++)
    {
      g_auto(TarnRun) run = { 0 };

      tarn_run (&run, NULL, vectors[i].arguments, self->target);
      g_test_message ("%s: %s", vectors[i].arguments, tarn_run_err (&run));
      g_assert_cmpstr (tarn_run_out (&run), ==, vectors[i].out);
      g_assert_cmpint (run.status, ==, vectors[i].status);
    }
}

/* A value of the same type, as an agent insists on. */
static const char *
initial (const char *type)
{
  switch (type[0])
    {
    case 'i': return "2|1";
    case 'u': return "66|1";
    case 'c': return "65|1";
    case 'C': return "70|1";
    case 't': return "67|1";
    case 'a': return "64|0.0.0.0";
    case 'o': return "6|0.0";
    case 'n': return "5|";
    case 's':
    case 'x':
    case 'd':
    case 'b': return "4|before";
    default:  return "68x|00";
    }
}

/* Each letter of snmpset, read back from the capture.  The objects come into it while
 * it is served. */
static void
test_set (Fixture       *self,
          gconstpointer  data)
{
  static const struct
  {
    const char *type;
    const char *value;
    const char *snmprec;
  } vectors[] = {
    { "i", "-5", "2|-5" },
    { "u", "4294967295", "66|4294967295" },
    { "c", "7", "65|7" },
    { "C", "18446744073709551615", "70|18446744073709551615" },
    { "t", "100", "67|100" },
    { "a", "192.0.2.1", "64|192.0.2.1" },
    { "o", ".1.3.6.1", "6|1.3.6.1" },
    { "s", "Room 13", "4|Room 13" },
    { "s", "", "4|" },
    { "x", "0x00 ff:1A", "4x|00ff1a" },
    { "d", "65 66.67", "4|ABC" },
    { "b", "0,9", "4x|8040" },
    { "n", "x", "5|" },
    { "F", "3.5", "68x|9f780440600000" },
    { "D", "3.5", "68x|9f7908400c000000000000" },
    { "I", "-1", "68x|9f7a01ff" },
    { "I", "128", "68x|9f7a020080" },
    { "I", "-9223372036854775808", "68x|9f7a088000000000000000" },
    { "U", "0", "68x|9f7b0100" },
    { "U", "255", "68x|9f7b0200ff" },
    { "U", "18446744073709551615", "68x|9f7b0900ffffffffffffffff" },
  };
  g_autoptr(GString) line = g_string_new ("tarn set -c private {}");
  g_autoptr(GString) before = g_string_new (NULL);
  g_autoptr(GString) expected = g_string_new (NULL);
  g_auto(TarnRun) import = { 0 };
  g_auto(TarnRun) run = { 0 };
  g_auto(TarnRun) export = { 0 };
  g_auto(TarnRun) refused = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (vectors); i++)
    {
      g_string_append_printf (line, " 1.3.6.1.4.1.99999.%u %s '%s'", i, vectors[i].type,
                              vectors[i].value);
      g_string_append_printf (before, "1.3.6.1.4.1.99999.%u|%s\n", i, initial (vectors[i].type));
      g_string_append_printf (expected, "1.3.6.1.4.1.99999.%u|%s\n", i, vectors[i].snmprec);
    }

  tarn_run (&import, before->str, "tarn import - --merge -o {}", self->capture);
  g_assert_cmpint (import.status, ==, 0);

  tarn_run (&run, NULL, line->str, self->target);
  g_test_message ("%s", tarn_run_err (&run));
  g_assert_cmpint (run.status, ==, 0);
  g_assert_true (g_str_has_prefix (tarn_run_out (&run), ".1.3.6.1.4.1.99999.0 = INTEGER: -5\n"));

  tarn_run (&export, NULL, "tarn export --format snmprec {}", self->capture);
  g_assert_true (g_str_has_suffix (tarn_run_out (&export), expected->str));

  tarn_run (&refused, NULL, "tarn set -c public {} 1.3.6.1.2.1.1.6.0 s x", self->target);
  g_assert_cmpint (refused.status, ==, 1);
  g_assert_cmpstr (tarn_run_out (&refused), ==, "");
  g_assert_nonnull (strstr (tarn_run_err (&refused), "1.3.6.1.2.1.1.6.0"));
}

static void
test_walk (Fixture       *self,
           gconstpointer  data)
{
  g_auto(TarnRun) all = { 0 };
  g_auto(TarnRun) export = { 0 };
  g_auto(TarnRun) some = { 0 };
  g_auto(TarnRun) leaf = { 0 };
  g_auto(TarnRun) tail = { 0 };
  g_auto(TarnRun) v1 = { 0 };

  tarn_run (&export, NULL, "tarn export --format snmprec {}", self->capture);
  tarn_run (&all, NULL, "tarn walk -Cr50 --format snmprec {} .0 .1 .2", self->target);
  g_assert_cmpint (all.status, ==, 0);
  g_assert_cmpstr (tarn_run_err (&all), ==, "");
  g_assert_true (g_bytes_equal (all.out, export.out));

  tarn_run (&some, NULL, "tarn walk {} 1.3.6.1.2.1.31 .1.3.6.1.2.1.1.6", self->target);
  g_assert_cmpint (some.status, ==, 0);
  g_assert_cmpstr (tarn_run_out (&some), ==,
                   ".1.3.6.1.2.1.1.6.0 = STRING: \"Room 12\"\n"
                   ".1.3.6.1.2.1.31.1.1.1.6.1 = Counter64: 18446744073709551615\n"
                   ".1.3.6.1.2.1.31.1.1.1.6.1 = No more variables left in this MIB View "
                   "(It is past the end of the MIB tree)\n");

  /* P-WLK-06 */
  tarn_run (&leaf, NULL, "tarn walk {} 1.3.6.1.2.1.1.7.0", self->target);
  g_assert_cmpint (leaf.status, ==, 0);
  g_assert_cmpstr (tarn_run_out (&leaf), ==, ".1.3.6.1.2.1.1.7.0 = INTEGER: 72\n");

  tarn_run (&tail, NULL, "tarn walk {} 1.3.6.1.2.1.2 --after 1.3.6.1.2.1.2.2.1.2.1998",
            self->target);
  g_assert_cmpint (tail.status, ==, 0);
  g_assert_cmpstr (tarn_run_out (&tail), ==,
                   ".1.3.6.1.2.1.2.2.1.2.1999 = STRING: \"port 1999\"\n"
                   ".1.3.6.1.2.1.2.2.1.2.2000 = STRING: \"port 2000\"\n");

  /* A Counter64 cannot be told in v1. */
  tarn_run (&v1, NULL, "tarn walk -v1 --format snmprec {} --after 1.3.6.1.2.1.2.2.1.2.1999",
            self->target);
  g_assert_cmpint (v1.status, ==, 0);
  g_assert_cmpstr (tarn_run_out (&v1), ==, "1.3.6.1.2.1.2.2.1.2.2000|4|port 2000\n");
}

/* What came before the device fell silent is printed, the rest told name by name. */
static void
test_get_silence (Fixture       *self,
                  gconstpointer  data)
{
  const char *commands[] = { "get", "next" };
  g_autoptr(GString) oids = g_string_new (NULL);

  for (guint i = 1; i <= 120; i++)
    g_string_append_printf (oids, " 1.3.6.1.2.1.2.2.1.2.%u", i);
  tarn_silent_relay_start (&self->relay, self->target, 0);

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autofree char *line = g_strdup_printf ("tarn %s -t 0.1 -r 0 {}%s", commands[i], oids->str);
      g_auto(TarnRun) run = { 0 };
      g_auto(GStrv) lines = NULL;
      g_auto(GStrv) complaints = NULL;

      g_atomic_int_set (&self->relay.n_left, 1);
      tarn_run (&run, NULL, line, self->relay.target);
      g_assert_cmpint (run.status, ==, 1);
      lines = g_strsplit (tarn_run_out (&run), "\n", -1);
      complaints = g_strsplit (tarn_run_err (&run), "\n", -1);
      g_test_message ("%s", complaints[0]);
      g_assert_cmpuint (g_strv_length (lines), >, 50);
      g_assert_cmpuint (g_strv_length (lines) - 1 + g_strv_length (complaints) - 1, ==, 120);
      g_assert_nonnull (strstr (tarn_run_err (&run), "no answer for .1.3.6.1.2.1.2.2.1.2.120: "));
      g_assert_nonnull (strstr (tarn_run_err (&run), self->relay.target));
    }

  tarn_silent_relay_stop (&self->relay);
}

static void
test_walk_silence (Fixture       *self,
                   gconstpointer  data)
{
  g_auto(TarnRun) run = { 0 };
  g_auto(GStrv) lines = NULL;

  tarn_silent_relay_start (&self->relay, self->target, 5);
  tarn_run (&run, NULL, "tarn walk -t 0.05 -r 1 -Cr10 {}", self->relay.target);
  g_test_message ("%s", tarn_run_err (&run));

  /* Five answers: one name, sysUpTime, and three with ten names, some of which may have come
   * in front already. */
  g_assert_cmpint (run.status, ==, 1);
  lines = g_strsplit (tarn_run_out (&run), "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), >, 10);
  g_assert_cmpuint (g_strv_length (lines), <=, 31 + 1);
  g_assert_nonnull (strstr (tarn_run_err (&run), "fell silent after .1.3.6.1.2.1.2.2.1.2."));
  g_assert_nonnull (strstr (tarn_run_err (&run), "missing: after .1.3.6.1.2.1.2.2.1.2."));

  tarn_silent_relay_stop (&self->relay);
}

static void
test_mirror (Fixture       *self,
             gconstpointer  data)
{
  g_auto(TarnRun) run = { 0 };
  g_auto(TarnRun) info = { 0 };
  g_auto(TarnRun) inferred = { 0 };
  g_auto(TarnRun) nothing = { 0 };
  g_autofree char *verdict = g_strdup_printf ("complete: %u varbinds in ", N_ROWS + 5);
  g_autofree char *folder = NULL, *name = NULL, *typed = NULL, *answer = NULL;
  g_autofree char *served_at = NULL;
  g_autoptr(GSubprocess) served = NULL;
  g_auto(TarnRun) device = { 0 };
  g_auto(TarnRun) mirror = { 0 };

  tarn_run (&run, NULL, "tarn mirror {} {}", self->target, self->mirror);
  g_assert_cmpint (run.status, ==, 0);
  g_assert_true (g_str_has_prefix (tarn_run_out (&run), verdict));
  g_assert_cmpstr (tarn_run_err (&run), ==, "");
  assert_same_export (self->capture, self->mirror);

  tarn_run (&info, NULL, "tarn info {}", self->mirror);
  g_assert_cmpint (info.status, ==, 0);
  g_assert_nonnull (strstr (tarn_run_out (&info), "\nverdict    complete\n"));
  g_assert_nonnull (strstr (tarn_run_out (&info), self->target));
  g_assert_null (strstr (tarn_run_out (&info), "\nmissing"));

  tarn_run (&inferred, NULL, "tarn info --infer {}", self->mirror);
  g_assert_cmpint (inferred.status, ==, 0);
  g_assert_nonnull (strstr (tarn_run_out (&inferred), "\ninferred from names and values"));
  g_assert_nonnull (strstr (tarn_run_out (&inferred), "\ntable .1.3.6.1.2.1.2.2.1: "));

  /* The file is called what it was called by who asks. */
  folder = g_path_get_dirname (self->mirror);
  name = g_path_get_basename (self->mirror);
  typed = g_build_filename (folder, ".", name, NULL);
  answer = g_strdup_printf ("complete: %s lacks nothing\n", typed);
  tarn_run (&nothing, NULL, "tarn mirror {} {} --resume", self->target, typed);
  g_assert_cmpint (nothing.status, ==, 0);
  g_assert_cmpstr (tarn_run_out (&nothing), ==, answer);

  served = tarn_serve (&served_at, "{}", self->mirror);
  tarn_run (&device, NULL, "tarn walk {}", self->target);
  tarn_run (&mirror, NULL, "tarn walk {}", served_at);
  g_assert_true (g_bytes_equal (device.out, mirror.out));
  g_assert_cmpint (tarn_end (served, SIGINT), ==, 0);
}

/* Ctrl-C: what was read is kept, what is missing is told and can be read later. */
static void
test_mirror_interrupted (Fixture       *self,
                         gconstpointer  data)
{
  g_autoptr(GSubprocess) process = NULL;
  g_autofree char *out = NULL;
  g_autofree char *err = NULL;
  g_autoptr(GError) error = NULL;
  g_auto(TarnRun) second = { 0 };
  g_auto(TarnRun) info = { 0 };
  g_auto(TarnRun) json = { 0 };
  g_auto(TarnRun) resumed = { 0 };
  g_autofree char *go_on = NULL;
  g_autofree char *varbinds = NULL;
  guint64 n_rows;

  tarn_silent_relay_start (&self->relay, self->target, 21);
  process = tarn_start ("tarn mirror -Cr10 -t 60 {} {}", self->relay.target, self->mirror);
  tarn_silent_relay_wait_for_silence (&self->relay);

  /* Only one may write a mirror at a time. */
  tarn_run (&second, NULL, "tarn mirror {} {}", self->target, self->mirror);
  g_test_message ("second: %s", tarn_run_err (&second));
  g_assert_cmpint (second.status, ==, 2);
  g_assert_nonnull (strstr (tarn_run_err (&second), self->mirror));

  g_subprocess_send_signal (process, SIGINT);
  g_subprocess_communicate_utf8 (process, "", NULL, &out, &err, &error);
  g_assert_no_error (error);
  g_test_message ("%s%s", out, err);
  g_assert_true (g_subprocess_get_if_exited (process));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 1);
  g_assert_true (g_str_has_prefix (out, "incomplete: "));
  g_assert_true (g_str_has_prefix (err, "tarn mirror: interrupted\ntarn mirror: missing: after "
                                        ".1.3.6.1.2.1.2.2.1.2."));

  tarn_run (&info, NULL, "tarn info {}", self->mirror);
  go_on = g_strdup_printf ("\nto go on   tarn mirror %s %s --resume\n",
                           self->relay.target, self->mirror);
  g_assert_cmpint (info.status, ==, 0);
  n_rows = g_ascii_strtoull (out + strlen ("incomplete: "), NULL, 10);
  g_assert_cmpuint (n_rows, >, 100);
  varbinds = g_strdup_printf ("\nvarbinds   %" G_GUINT64_FORMAT "\n", n_rows);
  g_assert_nonnull (strstr (tarn_run_out (&info), varbinds));
  g_assert_nonnull (strstr (tarn_run_out (&info), "\nverdict    incomplete\n"));
  g_assert_nonnull (strstr (tarn_run_out (&info), "\nmissing    after .1.3.6.1.2.1.2.2.1.2."));
  g_assert_nonnull (strstr (tarn_run_out (&info), go_on));

  tarn_run (&json, NULL, "tarn info --json {}", self->mirror);
  g_assert_nonnull (strstr (tarn_run_out (&json), "\"complete\":false"));
  g_assert_nonnull (strstr (tarn_run_out (&json),
                            "\"gaps\":[{\"after\":\".1.3.6.1.2.1.2.2.1.2."));

  g_atomic_int_set (&self->relay.n_left, G_MAXINT);
  tarn_run (&resumed, NULL, "tarn mirror {} {} --resume", self->relay.target, self->mirror);
  g_test_message ("resumed: %s", tarn_run_err (&resumed));
  g_assert_cmpint (resumed.status, ==, 0);
  assert_same_export (self->capture, self->mirror);

  tarn_silent_relay_stop (&self->relay);
}

/* kill -9: the capture is as it was at the last commit. */
static void
test_mirror_killed (Fixture       *self,
                    gconstpointer  data)
{
  g_autoptr(GSubprocess) process = NULL;
  g_auto(TarnRun) info = { 0 };
  g_auto(TarnRun) again = { 0 };
  g_autofree char *served_at = NULL;
  g_autoptr(GSubprocess) served = NULL;

  tarn_silent_relay_start (&self->relay, self->target, 21);
  process = tarn_start ("tarn mirror -Cr10 -t 60 {} {}", self->relay.target, self->mirror);
  tarn_silent_relay_wait_for_silence (&self->relay);
  g_assert_cmpint (tarn_end (process, SIGKILL), ==, 128 + SIGKILL);

  tarn_run (&info, NULL, "tarn info {}", self->mirror);
  g_test_message ("%s", tarn_run_out (&info));
  g_assert_cmpint (info.status, ==, 0);
  g_assert_nonnull (strstr (tarn_run_out (&info), "\nverdict    incomplete: its process ended early\n"));

  served = tarn_serve (&served_at, "{}", self->mirror);
  g_assert_cmpint (tarn_end (served, SIGTERM), ==, 0);

  g_atomic_int_set (&self->relay.n_left, G_MAXINT);
  tarn_run (&again, NULL, "tarn mirror {} {}", self->relay.target, self->mirror);
  g_assert_cmpint (again.status, ==, 0);
  assert_same_export (self->capture, self->mirror);

  tarn_silent_relay_stop (&self->relay);
}

/* The run script and others wait for this line. */
static void
test_serve_line (Fixture       *self,
                 gconstpointer  data)
{
  g_autoptr(GSubprocess) process = NULL;
  g_autofree char *out = NULL;
  g_autofree char *err = NULL;
  g_autofree char *expected = NULL;
  g_autoptr(GError) error = NULL;
  g_auto(TarnRun) busy = { 0 };

  expected = g_strdup_printf ("serving %s (%u varbinds) at 127.0.0.1:", self->capture, N_ROWS + 5);
  process = tarn_start ("tarn serve --listen 127.0.0.1:0 --live -c secret {}", self->capture);
  out = g_malloc0 (1000);
  g_assert_cmpint (g_input_stream_read (g_subprocess_get_stdout_pipe (process), out, 999,
                                        NULL, &error), >, 0);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (out, expected));

  tarn_run (&busy, NULL, "tarn serve {} --listen {}", self->capture, self->target);
  g_assert_cmpint (busy.status, ==, 2);
  g_assert_nonnull (strstr (tarn_run_err (&busy), self->target));
  /* P-CFG-05 */
  g_assert_nonnull (strstr (tarn_run_err (&busy), "“public”"));

  g_subprocess_send_signal (process, SIGTERM);
  g_subprocess_communicate_utf8 (process, "", NULL, NULL, &err, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (err, ==, "");
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add (name, Fixture, NULL, set_up, func, tear_down)
  ADD ("/cli-device/get, next, bulk", test_one_request);
  ADD ("/cli-device/get and next/silence", test_get_silence);
  ADD ("/cli-device/set", test_set);
  ADD ("/cli-device/walk", test_walk);
  ADD ("/cli-device/walk/silence", test_walk_silence);
  ADD ("/cli-device/mirror", test_mirror);
  ADD ("/cli-device/mirror/interrupted", test_mirror_interrupted);
  ADD ("/cli-device/mirror/killed", test_mirror_killed);
  ADD ("/cli-device/serve", test_serve_line);
#undef ADD

  return g_test_run ();
}
