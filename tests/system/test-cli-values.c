/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Values that a module alone does not explain: text of a charset, and addresses of the kind
 * that something beside them says, by all commands that print or take them.
 */
#include "tarn-test.h"

#include <signal.h>

#include "tarn-names-fixture.h"

#define TT  "TARN-TEST-MIB::tt"
#define ROW "192.0.2.1.97.98"

typedef struct
{
  const char *what;
  const char *arguments;   /* {} is the capture                */
  const char *out;         /* or, if @status is not 0, part of */
  int         status;      /* what it complains of             */
} Case;

/* One after the other, on the same capture. */
static const Case cases[] = {
  { "F-46 text is set in its charset", "set --capture {} --charset ttText=ISO-8859-1 "
    "'ttText.\"e1\".red' Zürich", TT "Text.\"e1\".red = STRING: Zürich\n" },
  { "with a letter for its type, too", "set --capture {} --charset ttText=ISO-8859-1 "
    "'ttText.\"e3\".red' s é", TT "Text.\"e3\".red = STRING: é\n" },
  { "it stands there in that", "export {} --format snmprec -m '' --charset ISO-8859-1",
    "5afc72696368" },
  { "text in it", "export {} --charset ttText=ISO-8859-1",
    TT "Text.\"e1\".red = STRING: Zürich\n" },
  { "of all that is text", "export {} --charset ISO-8859-1",
    TT "Text.\"e1\".red = STRING: Zürich\n" },
  { "what is no text stays octets then", "export {} --charset ISO-8859-1",
    "TARN-TEST-MIB::tarnTest.9.9.0 = Hex-STRING: 00 FF \n" },
  { "below a root, without modules", "export {} -m '' --charset 1.3.6.1.4.1.99999=ISO-8859-1",
    ".5.1.5.2.101.49.1 = STRING: \"Zürich\"\n" },
  { "JSON has it beside the octets", "export {} --charset ttTable=ISO-8859-1 --format json",
    "\"hex\":\"5afc72696368\",\"display\":\"Zürich\"}\n" },
  { "a table", "table {} ttTable --charset ttText=ISO-8859-1", " Zürich " },
  { "a table as CSV", "table {} ttTable --charset ttText=ISO-8859-1 --format csv", "Zürich" },
  { "what it has no character for", "set --capture {} --charset ttText=ISO-8859-1 "
    "'ttText.\"e1\".red' €", TT "Text.\"e1\".red: “€” cannot be written in ISO-8859-1", 2 },
  { "a charset that is none", "export {} --charset ttText=latin-one",
    "--charset ttText=latin-one: there is no charset “latin-one”", 2 },
  { "none at all", "export {} --charset ttText=", "there is no charset “”", 2 },
  { "a column that is none", "export {} --charset ttTexd=ISO-8859-1",
    "--charset ttTexd=ISO-8859-1: No MIB module that is loaded defines “ttTexd”", 2 },
  { "P-TCV-05 the type beside an address says what it can be",
    "set --capture {} ttAddrPeer." ROW " 2001:db8::1",
    "is not an address of the type beside it, ipv4(1)", 2 },
  { "P-TCV-05 also where it is set with it",
    "set --capture {} ttAddrPeer." ROW " 2001:db8::1 ttAddrType." ROW " ipv6",
    TT "AddrPeer.192.0.2.1.'ab' = Hex-STRING: 20 01 0D B8 " },
  { "P-TCV-05 in front of it", "set --capture {} ttAddrType." ROW " ipv4 ttAddrPeer." ROW
    " 192.0.2.9", "AddrPeer.192.0.2.1.'ab' = Hex-STRING: C0 00 02 09 " },
  { "P-TCV-05 where nothing tells, its form does", "set --capture {} "
    "ttAddrPeer.192.0.2.2.97.98 192.0.2.9", "AddrPeer.192.0.2.2.'ab' = Hex-STRING: C0 00 02 09 " },
  { "P-TCV-05 what tells is wrong itself", "set --capture {} ttAddrType." ROW " ipv5 ttAddrPeer."
    ROW " 192.0.2.9", "“ipv5” is none of", 2 },
  { "P-TCV-01 a day that no month has", "set --capture {} hrSystemDate.0 2026-02-30T01:02:03",
    "HOST-RESOURCES-MIB::hrSystemDate.0: “2026-02-30T01:02:03” is not a DateAndTime; -Ir sets it",
    2 },
  { "P-TCV-01 unless it has to be", "set --capture {} -Ir hrSystemDate.0 2026-02-30T01:02:03",
    "hrSystemDate.0 = STRING: 2026-2-30,1:2:3.0" },
  { "an OID of nothing is not the root", "translate ''", "“” is none", 2 },
};

static void
test_cases (TarnNamesFixture *self,
            gconstpointer     data)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Case *c = &cases[i];
      g_autofree char *arguments = g_strdup_printf ("tarn %s", c->arguments);
      g_auto(TarnRun) run = { 0 };
      const char *said;

      g_test_message ("%s", c->what);
      tarn_run (&run, NULL, arguments, self->capture);
      said = c->status == 0 ? tarn_run_out (&run) : tarn_run_err (&run);
      g_test_message ("%s", said);
      g_assert_cmpint (run.status, ==, c->status);
      g_assert_nonnull (strstr (said, c->out));
    }
}

/* The same of what an agent sends. */
static void
test_agent (TarnNamesFixture *self,
            gconstpointer     data)
{
  static const char *const commands[] = { "get {} 'ttText.\"e1\".red'", "next {} ttText",
                                          "bulk {} -Cr1 ttText", "walk {} ttText" };
  g_autofree char *target = NULL;
  g_autoptr(GSubprocess) agent = tarn_serve (&target, "{} --write-community secret", self->capture);
  g_auto(TarnRun) set = { 0 };

  tarn_run (&set, NULL, "tarn set -c secret {} 'ttText.\"e1\".red' x fc62 "
            "--charset ttText=ISO-8859-1", target);
  g_assert_cmpint (set.status, ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autofree char *arguments = g_strdup_printf ("tarn %s --charset ttText=ISO-8859-1",
                                                    commands[i]);
      g_auto(TarnRun) run = { 0 };

      tarn_run (&run, NULL, arguments, target);
      g_assert_cmpint (run.status, ==, 0);
      g_assert_true (g_str_has_prefix (tarn_run_out (&run), TT "Text.\"e1\".red = STRING: üb\n"));
    }

  g_assert_cmpint (tarn_end (agent, SIGTERM), ==, 0);
}

#define ADD(name, test)                                                                 \
  g_test_add ("/cli-values/" name, TarnNamesFixture, NULL, tarn_names_fixture_set_up,   \
              test, tarn_names_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  tarn_names_fixture_init ();

  ADD ("charsets, addresses and dates", test_cases);
  ADD ("a charset of what an agent sends", test_agent);

  return g_test_run ();
}
