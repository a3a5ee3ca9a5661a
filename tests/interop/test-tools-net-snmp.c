/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What the tools of net-snmp print with the same modules, Tarn's own and the one for tests, for
 * the same questions.  Other on purpose:
 *
 *  -Ih: theirs prints values without their hints, too; ours is of what is typed only;
 *  -Tt: types by numbers of their own source: ours has -Tp, and --json for programs.
 */
#include "tarn-test.h"

#include <signal.h>

#include "tarn-names-fixture.h"

static gboolean
have_tools (void)
{
  static const char *tools[] = { "snmpwalk", "snmptranslate", "snmptable", "snmpget",
                                 "snmpgetnext", "snmpbulkget" };

  for (guint i = 0; i < G_N_ELEMENTS (tools); i++)
    {
      g_autofree char *path = g_find_program_in_path (tools[i]);

      if (path == NULL)
        {
          g_test_skip_printf ("%s is not installed: Debian has it in the package snmp", tools[i]);
          return FALSE;
        }
    }

  return TRUE;
}

/* Modules by name: which of two that define the same OID it takes depends on their order. */
#define MODULES "TARN-TEST-MIB:IF-MIB:SNMPv2-MIB"

static char *
dup_module_options (void)
{
  return g_strdup_printf ("-M %s/tests/mibs:%s/mibs -m " MODULES, g_getenv ("TARN_SOURCE"),
                          g_getenv ("TARN_DATA_DIR"));
}

/* The lines that do not hold @part. */
static char *
dup_without (const char *text,
             const char *part)
{
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);
  GString *left = g_string_new (NULL);

  for (guint i = 0; lines[i] != NULL; i++)
    if (part == NULL || strstr (lines[i], part) == NULL)
      g_string_append_printf (left, "%s\n", lines[i]);

  return g_string_free (left, FALSE);
}

/* Runs both and compares what they print, but for lines that hold @but (nullable). */
static void
compare (const char *what,
         const char *theirs,
         const char *ours,
         const char *but)
{
  g_autofree char *a = NULL;
  g_autofree char *b = NULL;
  g_auto(TarnRun) one = { 0 };
  g_auto(TarnRun) two = { 0 };

  g_test_message ("%s", what);
  tarn_run (&one, NULL, theirs);
  tarn_run (&two, NULL, ours);
  g_assert_cmpint (one.status, ==, 0);
  g_assert_cmpint (two.status, ==, 0);
  g_assert_cmpuint (strlen (tarn_run_out (&one)), >, 0);
  a = dup_without (tarn_run_out (&one), but);
  b = dup_without (tarn_run_out (&two), but);
  g_assert_cmpstr (b, ==, a);
}

/* Every letter of -O, and pairs of them. */
static void
test_walk (TarnNamesFixture *self,
           gconstpointer     data)
{
  static const char *letters[] = {
    "S", "s", "f", "n", "u", "a", "b", "e", "E", "q", "Q", "t", "T", "U", "v", "x", "X",
    "0", "0X", "qX", "QX", "tX", "sf", "fs", "nS", "qs", "vq", "Qv", "Xs", "Xb", "EX", "nq", "ee", "ax", "xa", "te", "UQ", "xT",
  };
  g_autofree char *target = NULL;
  g_autofree char *modules = dup_module_options ();
  g_autoptr(GSubprocess) agent = NULL;

  if (!have_tools ())
    return;

  agent = tarn_serve (&target, "{}", self->capture);
  for (guint i = 0; i < G_N_ELEMENTS (letters); i++)
    {
      /* sysUpTime is left out: DISMAN-EVENT-MIB, which Tarn knows, calls its instance
       * sysUpTimeInstance. */
      static const char *const roots[] = { "1.3.6.1.2.1.2", "1.3.6.1.4.1.99999" };

      for (guint j = 0; j < G_N_ELEMENTS (roots); j++)
        {
          g_autofree char *theirs = g_strdup_printf ("snmpwalk -v2c -c public %s -O%s %s %s",
                                                     modules, letters[i], target, roots[j]);
          g_autofree char *ours = g_strdup_printf ("tarn walk -v2c -c public -O%s %s %s",
                                                   letters[i], target, roots[j]);

          /* With -OX it breaks off where an instance does not fit: "ttSameFlag[.9". */
          compare (letters[i], theirs, ours, strchr (letters[i], 'X') != NULL ? "ttSameFlag"
                                                                              : NULL);
        }
    }

  g_assert_cmpint (tarn_end (agent, SIGTERM), ==, 0);
}

/* Each question, by each command that asks one, in each form of answers. */
static void
test_questions (TarnNamesFixture *self,
                gconstpointer     data)
{
  static const struct { const char *theirs, *ours; } commands[] = {
    { "snmpget", "get" },
    { "snmpgetnext", "next" },
    { "snmpbulkget -Cr2", "bulk -Cr2" },
  };
  static const char *const options[] = { "", "-OX -Ot", "-Oqn", "-Of -OU" };
  static const char *const questions[] = {
    /* All that a module tells of a value, in one message. */
    "TARN-TEST-MIB::ttNumber.0 TARN-TEST-MIB::ttMode.0 TARN-TEST-MIB::ttFlags.0",
    /* Indices in quotes, and by labels. */
    "'TARN-TEST-MIB::ttMac.\"e1\".red' 'TARN-TEST-MIB::ttState.\"e2\".2'",
    "TARN-TEST-MIB::ttAddrPeer.192.0.2.1.97.98 TARN-TEST-MIB::ttAddrType.192.0.2.1.97.98",
    /* Names that are looked for. */
    "-IR ttPointer.0", "-Ib 'ttten.*'", "-Is.0 TARN-TEST-MIB::ttTenths",
    "-ISTARN-TEST-MIB::tt Gauge.0",
    "-Iu TARN-TEST-MIB::ttGauge.0",
    /* None there, by a number below a name. */
    ".1.3.6.1.4.1.99999.1.1.1.7",
  };
  g_autofree char *target = NULL;
  g_autofree char *modules = dup_module_options ();
  g_autoptr(GSubprocess) agent = NULL;

  if (!have_tools ())
    return;

  agent = tarn_serve (&target, "{}", self->capture);
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    for (guint j = 0; j < G_N_ELEMENTS (options); j++)
      for (guint k = 0; k < G_N_ELEMENTS (questions); k++)
        {
          g_autofree char *theirs = g_strdup_printf ("%s -v2c -c public %s %s %s %s",
                                                     commands[i].theirs, modules, options[j],
                                                     target, questions[k]);
          g_autofree char *ours = g_strdup_printf ("tarn %s %s %s %s", commands[i].ours, options[j],
                                                   target, questions[k]);
          g_auto(TarnRun) one = { 0 };
          g_auto(TarnRun) two = { 0 };

          tarn_run (&one, NULL, theirs);
          tarn_run (&two, NULL, ours);
          g_assert_cmpuint (strlen (tarn_run_out (&one)), >, 0);
          if (strcmp (tarn_run_out (&one), tarn_run_out (&two)) != 0)
            g_test_fail_printf ("%s: %s, not %s", ours, tarn_run_out (&two), tarn_run_out (&one));
        }

  g_assert_cmpint (tarn_end (agent, SIGTERM), ==, 0);
}

typedef struct
{
  const char *theirs;   /* options, then OIDs */
  const char *ours;
} Translation;

static const Translation translations[] = {
  { "TARN-TEST-MIB::ttMac", "TARN-TEST-MIB::ttMac" },
  { "-On TARN-TEST-MIB::ttMac", "-On ttMac" },
  { "-IR -On ttMac", "-IR -On ttMac" },
  { "-Of .1.3.6.1.2.1.2.2.1.2.3", "-Of .1.3.6.1.2.1.2.2.1.2.3" },
  { "-Ou .1.3.6.1.2.1.2.2.1.2.3", "-Ou .1.3.6.1.2.1.2.2.1.2.3" },
  { "'TARN-TEST-MIB::ttMac.\"ab\".blue'", "'TARN-TEST-MIB::ttMac.\"ab\".blue'" },
  { "-On 'TARN-TEST-MIB::ttMac.\"ab\".2'", "-On 'ttMac.\"ab\".blue'" },
  { "-On \"TARN-TEST-MIB::ttAddrType.192.0.2.1.'ab'\"", "-On \"ttAddrType.192.0.2.1.'ab'\"" },
  { "-Td TARN-TEST-MIB::ttMode", "-Td ttMode" },
  { "-Td TARN-TEST-MIB::ttNumber", "-Td ttNumber" },
  { "-Td TARN-TEST-MIB::ttMac", "-Td ttMac" },
  { "-Td TARN-TEST-MIB::ttGauge", "-Td ttGauge" },
  { "-Td TARN-TEST-MIB::ttFlags", "-Td ttFlags" },
  { "-Td TARN-TEST-MIB::ttEntry", "-Td ttEntry" },
  { "-Td TARN-TEST-MIB::ttMoreEntry", "-Td ttMoreEntry" },
  { "-Td TARN-TEST-MIB::ttAddrEntry", "-Td ttAddrEntry" },
  { "-Tp TARN-TEST-MIB::ttTable", "-Tp ttTable" },
  { "-Tp TARN-TEST-MIB::ttAddrTable", "-Tp ttAddrTable" },
  { "-Tp TARN-TEST-MIB::ttMode", "-Tp ttMode" },
  { "-Tp IF-MIB::ifStackTable", "-Tp ifStackTable" },
};

static void
test_translate (gconstpointer data)
{
  const Translation *t = data;
  g_autofree char *modules = dup_module_options ();
  g_autofree char *theirs = g_strdup_printf ("snmptranslate %s -Pd %s", modules, t->theirs);
  g_autofree char *ours = g_strdup_printf ("tarn translate %s", t->ours);

  if (have_tools ())
    compare (t->ours, theirs, ours, NULL);
}

/* A cell as snmptable has it: no zeros in front of hex digits, nothing for what is empty. */
static char *
dup_their_cell (const char *ours)
{
  g_autoptr(GRegex) zeros = g_regex_new ("\\b0([0-9a-f])(?=:|$)", 0, 0, NULL);

  if (strcmp (ours, "\"\"") == 0)
    return g_strdup ("");
  return g_regex_replace (zeros, ours, -1, 0, "\\1", 0, NULL);
}

static void
compare_rows (const char *theirs,
              const char *ours)
{
  g_auto(GStrv) cells = g_strsplit (ours, ";", -1);
  g_autoptr(GPtrArray) expected = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *line = NULL;

  for (guint i = 0; cells[i] != NULL; i++)
    g_ptr_array_add (expected, dup_their_cell (cells[i]));
  g_ptr_array_add (expected, NULL);
  line = g_strjoinv (";", (char **) expected->pdata);
  g_assert_cmpstr (line, ==, theirs);
}

/* Rows of snmptable are those of tarn table --all. */
static void
test_table (TarnNamesFixture *self,
            gconstpointer     data)
{
  static const struct { const char *name; guint n_rows; } tables[] = {
    { "ttTable", 3 }, { "ttMoreTable", 1 },
  };
  g_autofree char *target = NULL;
  g_autofree char *modules = dup_module_options ();
  g_autoptr(GSubprocess) agent = NULL;

  if (!have_tools ())
    return;

  agent = tarn_serve (&target, "{}", self->capture);
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autofree char *theirs =
        g_strdup_printf ("snmptable -v2c -c public %s -OU -Ci -CH -Cf ; %s TARN-TEST-MIB::%s",
                         modules, target, tables[i].name);
      g_autofree char *ours =
        g_strdup_printf ("tarn table -OU -Ci -CH -Cf ; --all %s %s", target, tables[i].name);
      g_auto(TarnRun) one = { 0 };
      g_auto(TarnRun) two = { 0 };
      g_auto(GStrv) a = NULL;
      g_auto(GStrv) b = NULL;

      tarn_run (&one, NULL, theirs);
      tarn_run (&two, NULL, ours);
      a = g_strsplit (g_strstrip ((char *) tarn_run_out (&one)), "\n", -1);
      b = g_strsplit (g_strstrip ((char *) tarn_run_out (&two)), "\n", -1);
      g_assert_cmpuint (g_strv_length (a), ==, tables[i].n_rows);
      g_assert_cmpuint (g_strv_length (b), ==, tables[i].n_rows);
      for (guint j = 0; a[j] != NULL && b[j] != NULL; j++)
        compare_rows (a[j], b[j]);
    }

  g_assert_cmpint (tarn_end (agent, SIGTERM), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  tarn_names_fixture_init ();

  g_test_add ("/tools-net-snmp/walk", TarnNamesFixture, NULL, tarn_names_fixture_set_up, test_walk,
              tarn_names_fixture_tear_down);
  g_test_add ("/tools-net-snmp/questions", TarnNamesFixture, NULL, tarn_names_fixture_set_up,
              test_questions, tarn_names_fixture_tear_down);
  g_test_add ("/tools-net-snmp/table", TarnNamesFixture, NULL, tarn_names_fixture_set_up,
              test_table, tarn_names_fixture_tear_down);
  for (guint i = 0; i < G_N_ELEMENTS (translations); i++)
    {
      g_autofree char *path = g_strdup_printf ("/tools-net-snmp/translate/%u", i);

      g_test_add_data_func (path, &translations[i], test_translate);
    }

  return g_test_run ();
}
