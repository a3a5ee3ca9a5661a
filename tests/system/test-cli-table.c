/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * tarn table: of captures and of agents, with modules and without, whole and with holes.
 */
#include "tarn-test.h"

#include <glib/gstdio.h>
#include <signal.h>

#include "tarn-names-fixture.h"

typedef struct
{
  const char *what;
  const char *arguments;   /* behind the capture */
  const char *out;
} Case;

static const Case cases[] = {
  { "the index is taken apart, ? is a hole (P-IDX-03, P-ENM-01, P-MGR-08), \"\" is empty",
    "ttTable",
    "ttName  ttColour  ttMac              ttState  ttText      ttCount\n"
    "e1      red       02:00:00:0a:0b:0c  up       first   4711 octets\n"
    "e2      blue      02:00:00           9        ?          0 octets\n"
    "e3      red       ?                  ?        \"\"                ?\n" },
  { "a row's OID, in numbers, is as good",
    "1.3.6.1.4.1.99999.1.1.6.1",
    "ttName  ttColour  ttMoreText\n"
    "e1      red       more\n" },
  { "columns may be chosen, and come in their own order",
    "ttTable ttState ttMac",
    "ttName  ttColour  ttMac              ttState\n"
    "e1      red       02:00:00:0a:0b:0c  up\n"
    "e2      blue      02:00:00           9\n" },
  { "a chosen column that is not there is all holes",
    "ttTable ttUnused ttState",
    "ttName  ttColour  ttState  ttUnused\n"
    "e1      red       up              ?\n"
    "e2      blue      9               ?\n" },
  { "--all shows what the module has and the device has not",
    "ttMoreTable --all --format csv",
    "ttName,ttColour,ttMoreText\ne1,red,more\n" },
  { "what augments is joined (P-IDX-15)",
    "ttTable ttState --join ttMoreTable ttMoreText",
    "ttName  ttColour  ttState  ttMoreText\n"
    "e1      red       up       more\n"
    "e2      blue      9        ?\n" },
  { "all that has the same index is joined; an instance that breaks the rules keeps its row "
    "(P-IDX-11)",
    "ttMoreTable --join all ttState ttMoreText ttSameFlag",
    "ttName  ttColour  ttMoreText  ttState  ttSameFlag\n"
    "e1      red       more        up       ?\n"
    "e2      blue      ?           9        true\n"
    "9       \"\"        ?           ?        false\n" },
  { "IMPLIED and an address in the index, an InetAddress by the type beside it (P-IDX-04, "
    "P-IDX-07, P-TCV-05)",
    "ttAddrTable",
    "ttAddr     ttAddrName  ttAddrType  ttAddrPeer  ttAddrStatus\n"
    "192.0.2.1  ab          ipv4        192.0.2.2   active\n" },
  { "-Ci has the index as names have it, -Cb what headings do not share",
    "ttTable -Ci -Cb ttMac ttState",
    "index      Mac                State\n"
    "\"e1\".red   02:00:00:0a:0b:0c  up\n"
    "\"e2\".blue  02:00:00           9\n" },
  { "-Cf has fields as they are",
    "ttTable -Cf | ttText ttCount -OU",
    "ttName|ttColour|ttText|ttCount\n"
    "e1|red|first|4711\n"
    "e2|blue|?|0\n"
    "e3|red|\"\"|?\n" },
  { "-Cw prints parts, each with the index",
    "ttTable -Cw 30 ttMac ttText ttCount -CH -OU",
    "e1  red   02:00:00:0a:0b:0c\n"
    "e2  blue  02:00:00\n"
    "e3  red   ?\n"
    "\n"
    "e1  red   first  4711\n"
    "e2  blue  ?         0\n"
    "e3  red   \"\"        ?\n" },
  { "-Cc cuts, -Cl has numbers at the left",
    "ttTable -Cc 4 -Cl ttMac ttCount -OU -Ch",
    "ttNa  ttCo  ttMa  ttCo\n" },
  { "-Oe has numbers for labels",
    "ttTable ttState -Oe --format csv",
    "ttName,ttColour,ttState\ne1,1,1\ne2,2,9\n" },
  { "CSV: a hole has nothing, what is empty has quotes, numbers no units",
    "ttTable ttText ttCount --format csv",
    "ttName,ttColour,ttText,ttCount\n"
    "e1,red,first,4711\n"
    "e2,blue,,0\n"
    "e3,red,\"\",\n" },
  { "JSON: what is absent is no member",
    "ttTable ttText ttState --format json",
    "{\"instance\":\"2.101.49.1\",\"index\":{\"ttName\":\"e1\",\"ttColour\":\"red\"},\"cells\":{"
    "\"ttState\":{\"type\":\"Integer32\",\"value\":1,\"display\":\"up\"},"
    "\"ttText\":{\"type\":\"OctetString\",\"text\":\"first\",\"hex\":\"6669727374\","
    "\"display\":\"first\"}}}\n"
    "{\"instance\":\"2.101.50.2\",\"index\":{\"ttName\":\"e2\",\"ttColour\":\"blue\"},\"cells\":{"
    "\"ttState\":{\"type\":\"Integer32\",\"value\":9,\"display\":\"9\"}}}\n"
    "{\"instance\":\"2.101.51.1\",\"index\":{\"ttName\":\"e3\",\"ttColour\":\"red\"},\"cells\":{"
    "\"ttText\":{\"type\":\"OctetString\",\"text\":\"\",\"hex\":\"\",\"display\":\"\"}}}\n" },
  { "without modules columns are arcs, and so is the index (P-IDX-16)",
    "-m '' 1.3.6.1.4.1.99999.1.1.5",
    "index       3               4  5         6\n"
    "2.101.49.1  0x0200000a0b0c  1  first  4711\n"
    "2.101.50.2  0x020000        9  ?         0\n"
    "2.101.51.1  ?               ?  \"\"        ?\n" },
};

static void
test_capture (TarnNamesFixture *self,
              gconstpointer     data)
{
  const Case *c = data;
  g_auto(TarnRun) run = { 0 };
  g_autofree char *arguments = g_strdup_printf ("tarn table -q {} %s", c->arguments);

  g_test_message ("%s", c->what);
  tarn_run (&run, NULL, arguments, self->capture);
  g_assert_cmpstr (tarn_run_err (&run), ==, "");
  g_assert_cmpstr (tarn_run_out (&run), ==, c->out);
  g_assert_cmpint (run.status, ==, 0);
}

/* F-50: cells that are absent are told of, once. */
static void
test_ragged (TarnNamesFixture *self,
             gconstpointer     data)
{
  g_auto(TarnRun) run = { 0 };

  tarn_run (&run, NULL, "tarn table {} ttTable", self->capture);
  g_assert_cmpstr (tarn_run_err (&run), ==, "tarn table: tolerated: 4 x ragged, "
                                               "first at .1.3.6.1.4.1.99999.1.1.5.1.3\n");
  g_assert_cmpint (run.status, ==, 0);
}

static const Case wrong[] = {
  { "a column is no table", "ttMac", "TARN-TEST-MIB::ttMac is no table but a column of one" },
  { "nor is a single object", "ttMode", "TARN-TEST-MIB::ttMode is no table" },
  { "tables whose index differs are not joined", "ttTable --join ttAddrTable",
    "ttAddrEntry cannot be joined to ttEntry" },
  { "a column of another table", "ttTable ttMoreText", "is no column of this table" },
  { "a name that is none", "ttTabel", "ttTabel" },
  { "a format that is none", "ttTable --format xml", "--format takes text, csv or json" },
};

static void
test_wrong (TarnNamesFixture *self,
            gconstpointer     data)
{
  const Case *c = data;
  g_auto(TarnRun) run = { 0 };
  g_autofree char *arguments = g_strdup_printf ("tarn table {} %s", c->arguments);

  g_test_message ("%s", c->what);
  tarn_run (&run, NULL, arguments, self->capture);
  g_assert_cmpint (run.status, ==, 2);
  g_assert_cmpstr (tarn_run_out (&run), ==, "");
  if (strstr (tarn_run_err (&run), c->out) == NULL)
    g_error ("%s says %s", arguments, tarn_run_err (&run));
}

static void
test_empty (TarnNamesFixture *self,
            gconstpointer     data)
{
  g_auto(TarnRun) run = { 0 };

  tarn_run (&run, NULL, "tarn table {} ifXTable", self->capture);
  g_assert_cmpint (run.status, ==, 0);
  g_assert_cmpstr (tarn_run_out (&run), ==, "");
  g_assert_nonnull (strstr (tarn_run_err (&run), "ifXTable: there are no rows"));
}

/* The same of an agent as of the capture that it serves. */
static void
test_device (TarnNamesFixture *self,
             gconstpointer     data)
{
  g_autofree char *target = NULL;
  g_autoptr(GSubprocess) agent = tarn_serve (&target, "{}", self->capture);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(TarnRun) run = { 0 };
      g_autofree char *arguments = g_strdup_printf ("tarn table {} %s", cases[i].arguments);

      tarn_run (&run, NULL, arguments, target);
      g_assert_cmpstr (tarn_run_out (&run), ==, cases[i].out);
      g_assert_cmpint (run.status, ==, 0);
    }

  g_assert_cmpint (tarn_end (agent, SIGTERM), ==, 0);
}

static void
test_silence (TarnNamesFixture *self,
              gconstpointer     data)
{
  g_auto(TarnRun) run = { 0 };

  tarn_run (&run, NULL, "tarn table 127.0.0.1:1 ttTable -t 0.05 -r 0 --no-profile");
  g_assert_cmpint (run.status, ==, 1);
  g_assert_cmpstr (tarn_run_out (&run), ==, "");
}

/* 20,000 rows: read in slices, each row once, and none is lost where one ends. */
static void
test_long (TarnNamesFixture *self,
           gconstpointer     data)
{
  g_autoptr(GString) rows = g_string_new (NULL);
  g_autofree char *path = g_build_filename (self->folder, "long.tarn", NULL);
  g_auto(TarnRun) import = { 0 };
  g_auto(TarnRun) run = { 0 };
  g_auto(GStrv) lines = NULL;
  const guint n = 20000;

  for (guint i = 1; i <= n; i++)
    if (i % 3 != 0)
      g_string_append_printf (rows, "1.3.6.1.2.1.2.2.1.2.%u|4|port %u\n", i, i);
  for (guint i = 1; i <= n; i++)
    if (i % 3 != 1)
      g_string_append_printf (rows, "1.3.6.1.2.1.2.2.1.8.%u|2|%u\n", i, i % 2 + 1);
  tarn_run (&import, rows->str, "tarn import - --format snmprec -o {}", path);
  g_assert_cmpint (import.status, ==, 0);

  tarn_run (&run, NULL, "tarn table {} ifTable --format csv -CH", path);
  g_assert_cmpint (run.status, ==, 0);
  lines = g_strsplit (tarn_run_out (&run), "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, n + 1);
  for (guint i = 1; i <= n; i++)
    {
      g_autofree char *descr = i % 3 != 0 ? g_strdup_printf ("port %u", i) : g_strdup ("");
      g_autofree char *line = g_strdup_printf ("%u,%s,%s", i, descr,
                                               i % 3 == 1 ? "" : i % 2 ? "down" : "up");

      g_assert_cmpstr (lines[i - 1], ==, line);
    }

  g_assert_cmpint (g_remove (path), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  tarn_names_fixture_init ();

#define ADD(path, data, func) \
  g_test_add (path, TarnNamesFixture, data, tarn_names_fixture_set_up, func, \
              tarn_names_fixture_tear_down)

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/cli-table/capture/%u", i);

      ADD (path, &cases[i], test_capture);
    }
  ADD ("/cli-table/ragged", NULL, test_ragged);
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autofree char *path = g_strdup_printf ("/cli-table/wrong/%u", i);

      ADD (path, &wrong[i], test_wrong);
    }
  ADD ("/cli-table/empty", NULL, test_empty);
  ADD ("/cli-table/device", NULL, test_device);
  ADD ("/cli-table/silence", NULL, test_silence);
  ADD ("/cli-table/long", NULL, test_long);

  return g_test_run ();
}
