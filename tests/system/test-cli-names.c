/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Names wherever the command takes or prints OIDs.
 */
#include "tarn-test.h"

#include <glib/gstdio.h>
#include <signal.h>

#include "tarn-names-fixture.h"

#define OBJECTS ".1.3.6.1.4.1.99999.1.1"
#define TT      "TARN-TEST-MIB::tt"

typedef struct
{
  const char *what;
  const char *arguments;   /* {} is an agent that serves the capture */
  const char *out;
} Case;

/* What the tools of net-snmp print is told octet by octet in interop/; here is how it is
 * asked for. */
static const Case cases[] = {
  { "names in, names out", "get {} ttNumber.0 TARN-TEST-MIB::ttMode.0 " OBJECTS ".3.0",
    TT "Number.0 = INTEGER: 17 kelvin\n"
    TT "Mode.0 = INTEGER: standby(7)\n"
    TT "Flags.0 = BITS: C0 80 one(0) two(1) nine(8) \n" },
  { "indices in quotes and in brackets, and labels in them",
    "get {} 'ttState.\"e1\".red' 'ttState[e2][blue]'",
    TT "State.\"e1\".red = INTEGER: up(1)\n"
    TT "State.\"e2\".blue = INTEGER: 9\n" },
  { "what follows a name", "next {} ttObjects", TT "Number.0 = INTEGER: 17 kelvin\n" },
  { "rows that follow a name", "bulk -Cr2 {} ttMac",
    TT "Mac.\"e1\".red = STRING: 2:0:0:a:b:c\n"
    TT "Mac.\"e2\".blue = STRING: 2:0:0\n" },
  { "a walk from a name, behind another one", "walk {} ttTable --after 'ttText.\"e1\".red'",
    TT "Text.\"e3\".red = STRING: \n"
    TT "Count.\"e1\".red = Counter32: 4711 octets\n"
    TT "Count.\"e2\".blue = Counter32: 0 octets\n" },
  { "the top has a name, too", "walk {} iso -Os --after ttPointer.0",
    "ttGauge.0 = Gauge32: 55 %\n"
    "tarnTest.9.9.0 = Hex-STRING: 00 FF \n"
    "tarnTest.9.9.0 = No more variables left in this MIB View (It is past the end of the MIB "
    "tree)\n" },
  { "-On has numbers for names, and labels all the same", "get {} -On ttMode.0",
    OBJECTS ".2.0 = INTEGER: standby(7)\n" },
  { "-m '' has no modules at all", "get {} -m '' " OBJECTS ".2.0",
    OBJECTS ".2.0 = INTEGER: 7\n" },
  { "letters of -O go together, and may be repeated", "get {} -Oqv -Oe ttMode.0", "7\n" },
  { "the last form of names counts", "get {} -Onfs ttMode.0", "ttMode.0 = INTEGER: standby(7)\n" },
  { "an OID as a value is a name, too", "get {} ttPointer.0 -Os",
    "ttPointer.0 = OID: sysName.0\n" },
  { "-Is and -IS add to names", "get {} -Os -Is.0 -IStt Mode",
    "ttMode.0 = INTEGER: standby(7)\n" },
  { "-Ib takes a regular expression", "walk {} -Os -Ib 'ttmo.*e$'",
    "ttMode.0 = INTEGER: standby(7)\n" },
  { "JSON keeps numbers, and adds the name and what the value means",
    "get {} --format json ttMode.0 ttNumber.0",
    "{\"oid\":\"1.3.6.1.4.1.99999.1.1.2.0\",\"name\":\"TARN-TEST-MIB::ttMode.0\","
    "\"type\":\"Integer32\",\"value\":7,\"display\":\"standby\"}\n"
    "{\"oid\":\"1.3.6.1.4.1.99999.1.1.1.0\",\"name\":\"TARN-TEST-MIB::ttNumber.0\","
    "\"type\":\"Integer32\",\"value\":17,\"display\":\"17 kelvin\"}\n" },
  { "CSV is for programs: numbers", "get {} --format csv ttMode.0",
    "oid,type,value,hex,tlv\n1.3.6.1.4.1.99999.1.1.2.0,Integer32,7,,\n" },
  { "snmprec is what it is", "get {} --format snmprec ttMode.0",
    "1.3.6.1.4.1.99999.1.1.2.0|2|7\n" },
};

static void
test_case (TarnNamesFixture *self,
           gconstpointer     data)
{
  g_autofree char *target = NULL;
  g_autoptr(GSubprocess) agent = tarn_serve (&target, "{}", self->capture);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(TarnRun) run = { 0 };
      g_autofree char *arguments = g_strdup_printf ("tarn %s", cases[i].arguments);

      g_test_message ("%s", cases[i].what);
      tarn_run (&run, NULL, arguments, target);
      g_assert_cmpstr (tarn_run_err (&run), ==, "");
      g_assert_cmpstr (tarn_run_out (&run), ==, cases[i].out);
      g_assert_cmpint (run.status, ==, 0);
    }

  g_assert_cmpint (tarn_end (agent, SIGTERM), ==, 0);
}

/* All that stands in the capture, by tarn export as by tarn walk; in numbers it is what it is
 * without modules. */
static void
test_export (TarnNamesFixture *self,
             gconstpointer     data)
{
  g_autofree char *target = NULL;
  g_autoptr(GSubprocess) agent = tarn_serve (&target, "{}", self->capture);
  g_auto(TarnRun) export = { 0 };
  g_auto(TarnRun) walk = { 0 };
  g_auto(TarnRun) json = { 0 };
  g_auto(TarnRun) again = { 0 };
  g_auto(TarnRun) plain = { 0 };
  g_auto(TarnRun) same = { 0 };
  g_autofree char *path = g_build_filename (self->folder, "again.tarn", NULL);

  tarn_run (&export, NULL, "tarn export {}", self->capture);
  g_assert_nonnull (strstr (tarn_run_out (&export), "\nIF-MIB::ifOperStatus.1 = INTEGER: up(1)\n"));
  tarn_run (&walk, NULL, "tarn walk {}", target);
  g_assert_true (g_str_has_prefix (tarn_run_out (&walk), tarn_run_out (&export)));

  /* Names do not disturb the readers of JSON. */
  tarn_run (&json, NULL, "tarn export {} --format json", self->capture);
  tarn_run (&again, tarn_run_out (&json), "tarn import - --format json -o {}", path);
  g_assert_cmpint (again.status, ==, 0);
  tarn_run (&plain, NULL, "tarn export {} -m '' --format json", self->capture);
  tarn_run (&same, NULL, "tarn export {} -m '' --format json", path);
  g_assert_cmpstr (tarn_run_out (&plain), ==, tarn_run_out (&same));
  g_assert_null (strstr (tarn_run_out (&plain), "\"name\""));

  g_assert_cmpint (g_remove (path), ==, 0);
  g_assert_cmpint (tarn_end (agent, SIGTERM), ==, 0);
}

static void
test_mirror_and_scan (TarnNamesFixture *self,
                      gconstpointer     data)
{
  g_autofree char *target = NULL;
  g_autoptr(GSubprocess) agent = tarn_serve (&target, "{}", self->capture);
  g_autofree char *path = g_build_filename (self->folder, "mirror.tarn", NULL);
  g_autofree char *line = NULL;
  g_auto(TarnRun) mirror = { 0 };
  g_auto(TarnRun) export = { 0 };
  g_auto(TarnRun) scan = { 0 };
  g_auto(TarnRun) json = { 0 };

  tarn_run (&mirror, NULL, "tarn mirror {} {} ttMoreTable", target, path);
  g_assert_cmpint (mirror.status, ==, 0);
  tarn_run (&export, NULL, "tarn export {}", path);
  g_assert_cmpstr (tarn_run_out (&export), ==, TT "MoreText.\"e1\".red = STRING: more\n");
  g_assert_cmpint (g_remove (path), ==, 0);

  tarn_run (&scan, NULL, "tarn scan {} --get ttMode.0 --table ttMoreTable -Os", target);
  line = g_strdup_printf ("%s ttMode.0 = INTEGER: standby(7)\n"
                          "%s ttMoreText.\"e1\".red = STRING: more\n", target, target);
  g_assert_cmpstr (tarn_run_out (&scan), ==, line);
  tarn_run (&json, NULL, "tarn scan {} --get ttMode.0 --format json", target);
  g_assert_nonnull (strstr (tarn_run_out (&json), "\"name\":\"" TT "Mode.0\""));
  g_assert_cmpint (tarn_end (agent, SIGTERM), ==, 0);
}

/* Faults and mounts are of parts of the tree, which have names. */
static void
test_serve (TarnNamesFixture *self,
            gconstpointer     data)
{
  g_autofree char *target = NULL;
  g_autofree char *faulty = NULL;
  g_autofree char *mount = g_strdup_printf ("ifTable=%s@TARN-TEST-MIB::ttMoreTable",
                                            self->capture);
  g_autoptr(GSubprocess) agent =
    tarn_serve (&target, "{} --mount {} --fault gen-err=ttNumber", self->capture, mount);
  g_auto(TarnRun) get = { 0 };
  g_auto(TarnRun) walk = { 0 };
  g_auto(TarnRun) wrong = { 0 };

  tarn_run (&get, NULL, "tarn get {} ttNumber.0", target);
  g_assert_cmpint (get.status, ==, 1);
  g_assert_nonnull (strstr (tarn_run_err (&get), "genErr"));
  tarn_run (&walk, NULL, "tarn walk {} 1.3.6.1.2.1.2.2 -On", target);
  g_assert_true (g_str_has_prefix (tarn_run_out (&walk),
                                   ".1.3.6.1.2.1.2.2.1.1.2.101.49.1 = "));

  tarn_run (&wrong, NULL, "tarn serve {} --fault gen-err=ttNumbre", self->capture);
  g_assert_cmpint (wrong.status, ==, 2);
  g_assert_nonnull (strstr (tarn_run_err (&wrong), "ttNumber"));
  g_assert_cmpint (tarn_end (agent, SIGTERM), ==, 0);
}

static void
test_watch (TarnNamesFixture *self,
            gconstpointer     data)
{
  g_autoptr(GSubprocess) watch = tarn_start ("tarn watch {} ttMode --count 1", self->capture);
  g_autoptr(GDataInputStream) err =
    g_data_input_stream_new (g_subprocess_get_stderr_pipe (watch));
  g_autoptr(GBytes) none = g_bytes_new (NULL, 0);
  g_autoptr(GBytes) out = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *line = NULL;
  g_auto(TarnRun) set = { 0 };
  g_autofree char *text = NULL;

  /* It says so when it has begun. */
  line = g_data_input_stream_read_line (err, NULL, NULL, &error);
  g_assert_nonnull (line);
  tarn_run (&set, NULL, "tarn set --capture {} ttMode.0 off", self->capture);
  g_assert_cmpstr (tarn_run_err (&set), ==, "");
  g_assert_cmpint (set.status, ==, 0);

  g_subprocess_communicate (watch, none, NULL, &out, NULL, &error);
  g_assert_no_error (error);
  text = g_strndup (g_bytes_get_data (out, NULL), g_bytes_get_size (out));
  g_assert_nonnull (strstr (text, TT "Mode.0 = INTEGER: off(0)\n"));
}

typedef struct
{
  const char *what;
  const char *arguments;   /* behind tarn set */
  int         status;
  const char *says;        /* on standard output if it was done, else on standard error */
} Set;

static const Set sets[] = {
  { "a number, by the module", "ttNumber.0 42", 0, TT "Number.0 = INTEGER: 42 kelvin\n" },
  { "= is as good", "ttNumber.0 = 43", 0, TT "Number.0 = INTEGER: 43 kelvin\n" },
  { "a label", "ttMode.0 on", 0, TT "Mode.0 = INTEGER: on(1)\n" },
  { "a label by its number", "ttMode.0 7", 0, TT "Mode.0 = INTEGER: standby(7)\n" },
  { "BITS by their names", "ttFlags.0 'nine two'", 0,
    TT "Flags.0 = BITS: 40 80 two(1) nine(8) \n" },
  { "by the hint", "ttTenths.0 -0.5", 0, TT "Tenths.0 = INTEGER: -.5 volts\n" },
  { "an address by its hint", "'ttMac.\"e1\".red' 00:1a:2b:3c:4d:5e", 0,
    TT "Mac.\"e1\".red = STRING: 0:1a:2b:3c:4d:5e\n" },
  { "-Ih takes no hint", "ttTenths.0 -5 -Ih", 0, TT "Tenths.0 = INTEGER: -.5 volts\n" },
  { "a name for an OID", "ttPointer.0 ifDescr.1", 0, TT "Pointer.0 = OID: IF-MIB::ifDescr.1\n" },
  { "two at once, one with its type", "ttMode.0 off ttNumber.0 i 1", 0,
    TT "Mode.0 = INTEGER: off(0)\n" TT "Number.0 = INTEGER: 1 kelvin\n" },
  { "no module knows it: as what stands there", "1.3.6.1.4.1.99999.1.9.9.0 abc", 0,
    "TARN-TEST-MIB::tarnTest.9.9.0 = STRING: \"abc\"\n" },
  { "outside of its range", "ttNumber.0 101", 2, "0..100" },
  { "outside of its range, with its type", "ttNumber.0 i 101", 2, "-Ir sets it all the same" },
  { "-Ir sets it all the same", "ttNumber.0 101 -Ir", 0, TT "Number.0 = INTEGER: 101 kelvin\n" },
  { "a label that is none", "ttMode.0 of", 2, TT "Mode.0: " },
  { "another type than the module's", "ttMode.0 s on", 2, TT "Mode.0: " },
  { "a number that has no label", "ttMode.0 i 9", 2, TT "Mode.0: " },
  { "nothing tells the type", "1.3.6.1.4.1.99999.1.9.10.0 abc", 2, "give a type" },
  { "the nearest names", "ttMdoe.0 1", 2, "ttMode" },
  { "a value is missing", "ttMode.0", 2, "OID, type and value are needed" },
  { "a type alone", "ttMode.0 i", 2, "“ttMode.0” stands alone" },
};

static void
check_set (const Set  *set,
           const char *before,
           const char *target)
{
  g_auto(TarnRun) run = { 0 };
  g_autofree char *arguments = g_strdup_printf ("tarn set %s {} %s", before, set->arguments);

  g_test_message ("%s", set->what);
  tarn_run (&run, NULL, arguments, target);
  if (run.status != set->status)
    g_error ("%s: %s", arguments, tarn_run_err (&run));
  if (set->status == 0)
    g_assert_cmpstr (tarn_run_out (&run), ==, set->says);
  else if (strstr (tarn_run_err (&run), set->says) == NULL)
    g_error ("%s says %s", arguments, tarn_run_err (&run));
}

/* What is refused is refused before anything is sent or written. */
static void
test_set (TarnNamesFixture *self,
          gconstpointer     data)
{
  g_autofree char *target = NULL;
  g_autoptr(GSubprocess) agent = tarn_serve (&target, "-m '' {} --write-community rw", self->capture);

  for (guint i = 0; i < G_N_ELEMENTS (sets); i++)
    check_set (&sets[i], "-c rw", target);
  g_assert_cmpint (tarn_end (agent, SIGTERM), ==, 0);
}

static void
test_set_capture (TarnNamesFixture *self,
                  gconstpointer     data)
{
  for (guint i = 0; i < G_N_ELEMENTS (sets); i++)
    check_set (&sets[i], "--capture", self->capture);
}

typedef struct
{
  const char *what;
  const char *arguments;
  const char *input;
  int         status;
  const char *out;        /* all of it; NULL: see @says     */
  const char *says;       /* somewhere in what it prints    */
} Translation;

static const Translation translations[] = {
  { "a number", "1.3.6.1.2.1.2.2.1.2.3", NULL, 0, "IF-MIB::ifDescr.3\n", NULL },
  { "a name", "-On ifDescr.3", NULL, 0, ".1.3.6.1.2.1.2.2.1.2.3\n", NULL },
  { "every spelling", "-On IF-MIB::ifDescr .iso.org.dod interfaces.ifNumber.0", NULL, 0,
    ".1.3.6.1.2.1.2.2.1.2\n.1.3.6\n.1.3.6.1.2.1.2.1.0\n", NULL },
  { "-Td", "-Td ttMode", NULL, 0,
    TT "Mode\n"
    "ttMode OBJECT-TYPE\n"
    "  -- FROM\tTARN-TEST-MIB\n"
    "  SYNTAX\tINTEGER {off(0), on(1), standby(7)} \n"
    "  MAX-ACCESS\tread-write\n"
    "  STATUS\tcurrent\n"
    "  DESCRIPTION\t\"A mode.\"\n"
    "  DEFVAL\t{ on }\n"
    "::= { iso(1) org(3) dod(6) internet(1) private(4) enterprises(1) 99999 tarnTest(1) "
    "ttObjects(1) 2 }\n", NULL },
  { "-Td of a row", "-Td ttAddrEntry", NULL, 0, NULL,
    "\n  INDEX\t\t{ ttAddr, IMPLIED ttAddrName }\n" },
  { "-Td of a row that augments", "-Td ttMoreEntry", NULL, 0, NULL,
    "\n  AUGMENTS\t{ ttEntry }\n" },
  { "-Td of a notification", "-Td ttHappened", NULL, 0, NULL,
    "\n  OBJECTS\t{ ttNumber, ttMode }\n" },
  { "-Tp", "-Tp ttTable", NULL, 0,
    "+--ttTable(5)\n"
    "   |\n"
    "   +--ttEntry(1)\n"
    "      |  Index: ttName, ttColour\n"
    "      |\n"
    "      +-- ---- String    ttName(1)\n"
    "      |        Textual Convention: SnmpAdminString\n"
    "      |        Size: 1..32\n"
    "      +-- ---- EnumVal   ttColour(2)\n"
    "      |        Values: red(1), blue(2)\n"
    "      +-- CR-- String    ttMac(3)\n"
    "      |        Textual Convention: MacAddress\n"
    "      |        Size: 6\n"
    "      +-- CR-- EnumVal   ttState(4)\n"
    "      |        Values: up(1), down(2)\n"
    "      +-- CR-- String    ttText(5)\n"
    "      |        Textual Convention: DisplayString\n"
    "      |        Size: 0..255\n"
    "      +-- -R-- Counter   ttCount(6)\n"
    "      +-- -R-- Gauge     ttUnused(7)\n", NULL },
  { "-TB", "-TB ttaddrT", NULL, 0, TT "AddrTable\n" TT "AddrType\n", NULL },
  { "-To below an OID", "-To ttMoreTable", NULL, 0,
    OBJECTS ".6\n" OBJECTS ".6.1\n" OBJECTS ".6.1.1\n", NULL },
  { "-Tz", "-Tz ttMoreText", NULL, 0,
    "\"ttMoreText\"\t\t\t\"1.3.6.1.4.1.99999.1.1.6.1.1\"\n", NULL },
  { "-Ta", "-Ta ttMoreText", NULL, 0,
    "dump DEFINITIONS ::= BEGIN\nttMoreText OBJECT IDENTIFIER ::= { ttMoreEntry 1 }\nEND\n",
    NULL },
  { "-Ta of what has no parent in a module", "-Ta zeroDotZero", NULL, 0,
    "dump DEFINITIONS ::= BEGIN\nzeroDotZero OBJECT IDENTIFIER ::= { ccitt 0 }\nEND\n", NULL },
  { "-Tl", "-Tl ttMoreText", NULL, 0,
    ".iso(1).org(3).dod(6).internet(1).private(4).enterprises(1).99999.tarnTest(1)."
    "ttObjects(1).ttMoreTable(6).ttMoreEntry(1).ttMoreText(1)\n", NULL },
  { "JSON", "--json ttMode.0", NULL, 0,
    "{\"oid\":\"1.3.6.1.4.1.99999.1.1.2.0\",\"name\":\"TARN-TEST-MIB::ttMode.0\","
    "\"module\":\"TARN-TEST-MIB\",\"object\":\"ttMode\",\"kind\":\"scalar\","
    "\"syntax\":\"INTEGER { off(0), on(1), standby(7) }\",\"base\":\"INTEGER\","
    "\"labels\":{\"off\":0,\"on\":1,\"standby\":7},\"access\":\"read-write\","
    "\"status\":\"current\",\"default\":\"on\",\"description\":\"A mode.\"}\n", NULL },
  { "lines of a walk", "-",
    "1.3.6.1.2.1.2.2.1.2.3 = STRING: eth0\n\n.1.3.6.1.2.1.1.1.0\n", 0,
    "IF-MIB::ifDescr.3 = STRING: eth0\n\nSNMPv2-MIB::sysDescr.0\n", NULL },
  { "one of two is wrong: the other is told", "-On ttFrob ttMode", NULL, 1,
    OBJECTS ".2\n", NULL },
  { "completion", "--complete ttAddrT", NULL, 0, NULL, "ttAddrType\n" },
  { "a letter that is none", "-Tq ttMode", NULL, 2, NULL, "-T takes the letters" },
  { "another one", "-Oy ttMode", NULL, 2, NULL, "-O takes the letters 0abeEfnpqQsStTuUvxX, not “y”" },
  { "and another one", "-Iy ttMode", NULL, 2, NULL, "-I takes the letters bhrRu" },
  { "nothing to add", "-Is ttMode", NULL, 2, NULL, "-Is needs what to add" },
  { "a name that is none", "IF-MIB::ifDecsr", NULL, 2, NULL, "ifDescr" },
  { "no modules", "-m '' ifDescr", NULL, 2, NULL, "ifDescr" },
  { "a module that is not there", "-m +NO-SUCH-MIB ttMode", NULL, 0, NULL,
    "there is no MIB module “NO-SUCH-MIB”" },
  { "nothing to do", "", NULL, 2, NULL, "an OID is needed" },
};

static void
test_translate (gconstpointer data)
{
  const Translation *t = data;
  g_auto(TarnRun) run = { 0 };
  g_autofree char *arguments = g_strdup_printf ("tarn translate %s", t->arguments);

  g_test_message ("%s", t->what);
  tarn_run (&run, t->input, arguments);
  g_assert_cmpint (run.status, ==, t->status);
  if (t->out != NULL)
    g_assert_cmpstr (tarn_run_out (&run), ==, t->out);
  if (t->says != NULL && strstr (tarn_run_out (&run), t->says) == NULL
      && strstr (tarn_run_err (&run), t->says) == NULL)
    g_error ("%s says %s%s", arguments, tarn_run_out (&run), tarn_run_err (&run));
}

/* What bash offers for the last word of a line; a colon begins another word there. */
static void
test_completion (gconstpointer data)
{
  static const struct { const char *line, *word, *offers; } lines[] = {
    { "tarn get x ttMor", "ttMor", "ttMoreEntry ttMoreTable ttMoreText" },
    { "tarn table x TARN-TEST-MIB::ttAddrT", "ttAddrT", "ttAddrTable ttAddrType" },
    { "tarn info ttMor", "ttMor", "" },
    { "tarn get x --mib", "--mib", "--mib-folders --mibs" },
    { "tarn trans", "trans", "translate" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_auto(TarnRun) run = { 0 };
      g_auto(GStrv) words = g_strsplit (lines[i].line, " ", -1);
      g_autofree char *script =
        g_strdup_printf (". %s/data/completions/tarn; COMP_LINE='%s'; COMP_POINT=%u;"
                         "COMP_WORDS=(\"$TARN_COMMAND\" %s %s); COMP_CWORD=%u;"
                         "_tarn; printf '%%s\\n' \"${COMPREPLY[@]}\" | LC_ALL=C sort | xargs",
                         g_getenv ("TARN_SOURCE"), lines[i].line, (guint) strlen (lines[i].line),
                         words[2] != NULL ? words[1] : "", lines[i].word,
                         words[2] != NULL ? 2u : 1u);
      g_autofree char *expected = g_strdup_printf ("%s\n", lines[i].offers);

      tarn_run (&run, NULL, "bash -c {}", script);
      g_assert_cmpstr (tarn_run_out (&run), ==, expected);
    }
}

/* TARN_MIBS=none: everything works, in numbers; -m and -M, which are typed, win. */
static void
test_none (TarnNamesFixture *self,
           gconstpointer     data)
{
  g_auto(TarnRun) none = { 0 };
  g_auto(TarnRun) name = { 0 };
  g_auto(TarnRun) typed = { 0 };

  g_setenv ("TARN_MIBS", "none", TRUE);
  tarn_run (&none, NULL, "tarn translate 1.3.6.1.2.1");
  tarn_run (&name, NULL, "tarn translate ifDescr");
  tarn_run (&typed, NULL, "tarn translate -m ALL 1.3.6.1.2.1");
  g_unsetenv ("TARN_MIBS");

  g_assert_cmpstr (tarn_run_out (&none), ==, ".1.3.6.1.2.1\n");
  g_assert_cmpint (none.status, ==, 0);
  g_assert_cmpint (name.status, ==, 2);
  g_assert_nonnull (strstr (tarn_run_err (&name), "ifDescr"));
  g_assert_cmpstr (tarn_run_out (&typed), ==, "SNMPv2-SMI::mib-2\n");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  tarn_names_fixture_init ();

#define ADD(path, func) \
  g_test_add (path, TarnNamesFixture, NULL, tarn_names_fixture_set_up, func, \
              tarn_names_fixture_tear_down)

  ADD ("/cli-names/requests", test_case);
  ADD ("/cli-names/export", test_export);
  ADD ("/cli-names/mirror-and-scan", test_mirror_and_scan);
  ADD ("/cli-names/serve", test_serve);
  ADD ("/cli-names/watch", test_watch);
  ADD ("/cli-names/set", test_set);
  ADD ("/cli-names/set-capture", test_set_capture);
  ADD ("/cli-names/none", test_none);
  g_test_add_data_func ("/cli-names/completion", NULL, test_completion);
  for (guint i = 0; i < G_N_ELEMENTS (translations); i++)
    {
      g_autofree char *path = g_strdup_printf ("/cli-names/translate/%u", i);

      g_test_add_data_func (path, &translations[i], test_translate);
    }

  return g_test_run ();
}
