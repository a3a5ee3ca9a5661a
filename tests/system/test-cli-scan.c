/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * tarn scan and a few dozen devices.
 */
#include "tarn-test.h"

#include <string.h>

#include "tarn-command.h"
#include "tarn-scan-fixture.h"

static void
test_text (TarnScanFixture *self,
           gconstpointer    data)
{
  g_autofree char *network = g_strdup_printf ("127.0.16.0/28:%u", self->port);
  g_auto(TarnRun) run = { 0 };

  tarn_run (&run, NULL, "tarn scan {} -c s3cret --get 1.3.6.1.2.1.1.5.0 --get .1.3.6.1.2.1.1.3.0 "
            "-g 1.3.6.1.2.1.1.9.0 --table 1.3.6.1.2.1.2.2.1.2", network);
  g_test_message ("%s%s", tarn_run_err (&run), tarn_run_out (&run));
  g_assert_cmpint (run.status, ==, 0);
  g_assert_cmpstr (tarn_run_err (&run), ==, "");
  g_assert_cmpuint (tarn_count_lines (tarn_run_out (&run), "127.0.16."), ==, 14 * 5);

  /* F-74: neighbours apart; but what one device says is together. */
  for (guint i = 1; i <= 14; i++)
    {
      g_autofree char *target = g_strdup_printf ("127.0.16.%u:%u", i, self->port);
      g_autofree char *lines =
        g_strdup_printf ("%s .1.3.6.1.2.1.1.5.0 = STRING: \"sw\"\n"
                         "%s .1.3.6.1.2.1.1.3.0 = Timeticks: (4200) 0:00:42.00\n"
                         "%s .1.3.6.1.2.1.1.9.0 = No Such Object available on this agent at this "
                         "OID\n"
                         "%s .1.3.6.1.2.1.2.2.1.2.1 = STRING: \"port 1\"\n"
                         "%s .1.3.6.1.2.1.2.2.1.2.2 = STRING: \"port 2\"\n",
                         target, target, target, target, target);

      g_assert_nonnull (strstr (tarn_run_out (&run), lines));
    }
}

/* F-64, F-65: half of them are dead; who is, is told. */
static void
test_half_dead (TarnScanFixture *self,
                gconstpointer    data)
{
  g_auto(TarnRun) plain = { 0 };
  g_auto(TarnRun) silent = { 0 };
  g_auto(TarnRun) json = { 0 };
  g_auto(TarnRun) csv = { 0 };
  const char *out;

  tarn_scan_fixture_write_list (self, 30);
  tarn_run (&plain, NULL, "tarn scan -f {} -cs3cret -t 0.2 -r 0 -g 1.3.6.1.2.1.1.5.0", self->list);
  g_test_message ("%s", tarn_run_err (&plain));
  g_assert_cmpint (plain.status, ==, 1);
  g_assert_cmpuint (tarn_count_lines (tarn_run_out (&plain), ""), ==, 30);
  g_assert_nonnull (strstr (tarn_run_err (&plain),
                            "30 of 61 devices answered, 30 silent, 1 without an agent"));
  g_assert_cmpuint (tarn_count_words (tarn_run_err (&plain), "127.0.17."), <=, 20);
  g_assert_cmpuint (tarn_count_words (tarn_run_err (&plain), "127.0.17."), >=, 19);

  tarn_run (&silent, NULL, "tarn scan --file {} -cs3cret -t 0.2 -r 0 -g 1.3.6.1.2.1.1.5.0 --silent",
            self->list);
  g_assert_cmpint (silent.status, ==, 1);
  g_assert_cmpuint (tarn_count_lines (tarn_run_out (&silent), "127.0.16."), ==, 30);
  g_assert_cmpuint (tarn_count_lines (tarn_run_out (&silent), "127.0.17."), ==, 30);
  g_assert_cmpuint (tarn_count_words (tarn_run_out (&silent), " silent\n"), ==, 30);
  g_assert_cmpuint (tarn_count_words (tarn_run_out (&silent), " refused\n"), ==, 1);

  tarn_run (&json, NULL, "tarn scan --file {} -cs3cret -t 0.2 -r 0 -g 1.3.6.1.2.1.1.5.0 "
            "-T 1.3.6.1.2.1.2.2.1.1 --format json", self->list);
  out = tarn_run_out (&json);
  g_assert_cmpint (json.status, ==, 1);
  g_assert_cmpuint (tarn_count_lines (out, "{\"target\":\"127.0.1"), ==, 61);
  g_assert_cmpuint (tarn_count_words (out, ",\"outcome\":\"silent\""), ==, 30);
  g_assert_cmpuint (tarn_count_words (out, ",\"outcome\":\"refused\""), ==, 1);
  g_assert_cmpuint (tarn_count_words (out, ",\"outcome\":\"answered\",\"sysName\":\"sw\","
                                      "\"credential\":1,\"rtt_ms\":"), ==, 30);
  g_assert_cmpuint (tarn_count_words (out,
                                 ",\"varbinds\":3,\"values\":[{\"oid\":\"1.3.6.1.2.1.1.5.0\","
                                 "\"type\":\"OctetString\",\"text\":\"sw\",\"hex\":\"7377\"}],"
                                 "\"tables\":{\"1.3.6.1.2.1.2.2.1.1\":["
                                 "{\"oid\":\"1.3.6.1.2.1.2.2.1.1.1\",\"type\":\"Integer32\","
                                 "\"value\":1},"
                                 "{\"oid\":\"1.3.6.1.2.1.2.2.1.1.2\",\"type\":\"Integer32\","
                                 "\"value\":2}]}}\n"), ==, 30);

  tarn_run (&csv, NULL, "tarn scan --file {} -cs3cret -t 0.2 -r 0 -g 1.3.6.1.2.1.1.5.0 "
            "--format csv", self->list);
  g_assert_true (g_str_has_prefix (tarn_run_out (&csv), "target,oid,type,value,hex,tlv\n"));
  g_assert_cmpuint (tarn_count_lines (tarn_run_out (&csv), "127.0.16."), ==, 30);
}

/* Credentials are tried in their order; none of them is told (F-88). */
static void
test_credentials (TarnScanFixture *self,
                  gconstpointer    data)
{
  g_autofree char *target = g_strdup_printf ("127.0.16.1-4:%u", self->port);
  g_auto(TarnRun) run = { 0 };
  g_auto(TarnRun) hex = { 0 };
  g_auto(TarnRun) none = { 0 };

  tarn_run (&run, NULL, "tarn scan {} -c public -c s3cret -v 1 -v 2c -t 0.1 -r 0 "
            "-g 1.3.6.1.2.1.1.5.0 --format json", target);
  g_assert_cmpint (run.status, ==, 0);
  g_assert_cmpuint (tarn_count_words (tarn_run_out (&run), "\"credential\":3,"), ==, 4);
  g_assert_null (strstr (tarn_run_out (&run), "s3cret"));
  g_assert_cmpstr (tarn_run_err (&run), ==, "");

  tarn_run (&hex, NULL, "tarn scan {} -c 0x733363726574 -g 1.3.6.1.2.1.1.5.0", target);
  g_assert_cmpint (hex.status, ==, 0);

  tarn_run (&none, NULL, "tarn scan {} -c s3cre -c t -t 0.1 -r 0 -g 1.3.6.1.2.1.1.5.0", target);
  g_assert_cmpint (none.status, ==, 1);
  g_assert_nonnull (strstr (tarn_run_err (&none), "0 of 4 devices answered, 4 silent"));
  g_assert_null (strstr (tarn_run_err (&none), "s3cre"));
}

/* What was found can be given again. */
static void
test_discover (TarnScanFixture *self,
               gconstpointer    data)
{
  g_auto(TarnRun) run = { 0 };
  g_auto(TarnRun) again = { 0 };

  tarn_scan_fixture_write_list (self, 5);
  tarn_run (&run, NULL, "tarn scan --discover -f {} -c s3cret -t 0.2 -r 0 --silent", self->list);
  g_assert_cmpint (run.status, ==, 0);
  g_assert_cmpuint (tarn_count_lines (tarn_run_out (&run), "127.0.16."), ==, 5);
  g_assert_cmpuint (tarn_count_lines (tarn_run_out (&run), "# 127.0.17."), ==, 5);
  g_assert_cmpuint (tarn_count_words (tarn_run_out (&run), " ms, sw\n"), ==, 5);

  tarn_run (&again, tarn_run_out (&run), "tarn scan --file - -c s3cret -g 1.3.6.1.2.1.1.5.0");
  g_assert_cmpint (again.status, ==, 0);
  g_assert_cmpuint (tarn_count_lines (tarn_run_out (&again), "127.0.16."), ==, 5);
}

static void
test_captures (TarnScanFixture *self,
               gconstpointer    data)
{
  g_autofree char *name = g_strdup_printf ("127.0.16.3+%u.tarn", self->port);
  g_autofree char *path = g_build_filename (self->captures, name, NULL);
  g_autofree char *device = g_strdup_printf ("\"device\":\"127.0.16.3:%u\"", self->port);
  g_autofree char *index = NULL;
  g_autofree char *octets = NULL;
  g_auto(TarnRun) run = { 0 };
  g_auto(TarnRun) info = { 0 };
  g_auto(TarnRun) check = { 0 };
  g_auto(TarnRun) export = { 0 };
  g_auto(TarnRun) again = { 0 };
  gsize len;

  tarn_scan_fixture_write_list (self, 8);
  tarn_run (&run, NULL, "tarn scan -f {} -c s3cret -t 0.2 -r 0 -g 1.3.6.1.2.1.1.5.0 "
            "-g 1.3.6.1.2.1.1.9.0 -T 1.3.6.1.2.1.2 -o {}", self->list, self->captures);
  g_test_message ("%s", tarn_run_err (&run));
  g_assert_cmpint (run.status, ==, 1);
  g_assert_true (g_str_has_prefix (tarn_run_out (&run), "incomplete: 8 of 17 devices answered, "));
  g_assert_cmpuint (tarn_count_captures (self->captures), ==, 8);

  index = tarn_read_file (self->captures, "index.jsonl");
  g_assert_cmpuint (tarn_count_lines (index, "{\"target\":"), ==, 17);
  g_assert_cmpuint (tarn_count_words (index, name), ==, 1);
  g_assert_null (strstr (index, "s3cret"));
  g_assert_true (g_file_get_contents (path, &octets, &len, NULL));
  g_assert_null (memmem (octets, len, "s3cret", strlen ("s3cret")));
  g_assert_cmpuint (len, <, 80 * 1024);

  tarn_run (&info, NULL, "tarn info --json {}", path);
  g_assert_nonnull (strstr (tarn_run_out (&info), device));
  g_assert_nonnull (strstr (tarn_run_out (&info), "\"complete\":true"));
  tarn_run (&check, NULL, "tarn check {}", path);
  g_assert_cmpint (check.status, ==, 0);
  tarn_run (&export, NULL, "tarn export --format snmprec {}", path);
  g_assert_cmpstr (tarn_run_out (&export), ==,
                   "1.3.6.1.2.1.1.5.0|4|sw\n"
                   "1.3.6.1.2.1.2.2.1.1.1|2|1\n"
                   "1.3.6.1.2.1.2.2.1.1.2|2|2\n"
                   "1.3.6.1.2.1.2.2.1.2.1|4|port 1\n"
                   "1.3.6.1.2.1.2.2.1.2.2|4|port 2\n");

  /* What somebody has there is not written over. */
  tarn_run (&again, NULL, "tarn scan -f {} -g 1.3.6.1.2.1.1.5.0 -o {}", self->list, self->captures);
  g_assert_cmpint (again.status, ==, 2);
  g_assert_nonnull (strstr (tarn_run_err (&again), "not empty"));
}

/* Nothing is begun, and what is wrong is told. */
static void
test_misuse (TarnScanFixture *self,
             gconstpointer    data)
{
  static const struct
  {
    const char *arguments;
    const char *says;
  } vectors[] = {
    { "tarn scan", "what to ask for" },
    { "tarn scan --discover", "TARGETS are needed" },
    { "tarn scan 127.0.0.1", "what to ask for" },
    { "tarn scan 127.0.0.1 --discover -g 1.3.6.1.2.1.1.5.0", "goes without" },
    { "tarn scan 127.0.0.1 -g sysName.0", "sysName.0" },
    { "tarn scan 127.0.0.1 -T 1.3.x", "1.3.x" },
    { "tarn scan 10.0.0.0/33 --discover", "10.0.0.0/33" },
    { "tarn scan 10.0.0.0/6 --discover", "too many" },
    { "tarn scan --discover -f /nonexistent/list", "/nonexistent/list" },
    { "tarn scan --discover -f /dev/null", "name no target" },
    { "tarn scan 127.0.0.1 --discover --format snmprec", "not “snmprec”" },
    { "tarn scan 127.0.0.1 --discover --format json -o x", "without --format" },
    { "tarn scan 127.0.0.1 --discover --format json --silent", "--silent is for text" },
    { "tarn scan 127.0.0.1 --discover -v 3", "1 or 2c" },
    { "tarn scan 127.0.0.1 --discover -c 0x123", "pairs of hex digits" },
    { "tarn scan 127.0.0.1 --discover -t 0", "seconds" },
    { "tarn scan 127.0.0.1 --discover -r 1000", "retries" },
    { "tarn scan 127.0.0.1 --discover --window 0", "at least 1" },
    { "tarn scan 127.0.0.1 --discover --rate -1", "number" },
    { "tarn scan 127.0.0.1 --discover -o /nonexistent/folder", "/nonexistent/folder" },
    { "tarn scan 127.0.0.1 --discover -o /dev/null", "cannot make /dev/null: File exists" },
    { "tarn scan 127.0.0.1 --discover --resume /nonexistent/state", "/nonexistent/state" },
    { "tarn scan 127.0.0.1 --discover --resume /etc/passwd", "not the state of a scan" },
  };
  g_auto(TarnRun) help = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (vectors); i++)
    {
      g_auto(TarnRun) run = { 0 };

      tarn_run (&run, NULL, vectors[i].arguments);
      g_test_message ("%s: %s", vectors[i].arguments, tarn_run_err (&run));
      g_assert_cmpint (run.status, ==, 2);
      g_assert_cmpstr (tarn_run_out (&run), ==, "");
      g_assert_nonnull (strstr (tarn_run_err (&run), vectors[i].says));
    }

  tarn_run (&help, NULL, "tarn scan --help");
  g_assert_cmpint (help.status, ==, 0);
  g_assert_nonnull (strstr (tarn_run_out (&help), "--discover"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) \
  g_test_add (name, TarnScanFixture, NULL, tarn_scan_fixture_set_up, func, \
              tarn_scan_fixture_tear_down)
  ADD ("/cli-scan/text", test_text);
  ADD ("/cli-scan/F-64: half of them dead", test_half_dead);
  ADD ("/cli-scan/F-88: credentials", test_credentials);
  ADD ("/cli-scan/discover", test_discover);
  ADD ("/cli-scan/captures", test_captures);
  ADD ("/cli-scan/misuse", test_misuse);
#undef ADD

  return g_test_run ();
}
