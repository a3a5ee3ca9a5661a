/* test-access-net-snmp.c
 *
 * Rules of access in the words of snmpd.conf, and what net-snmp's tools make of an agent that
 * obeys them: what is out of the view is not there, what may not be written is refused, in the
 * words of each version (P-AGT-04, P-COX-01, P-ERC-06).
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <glib/gstdio.h>
#include <signal.h>

#include "tarn-command.h"
#include "tarn-test.h"

static const char recording[] =
  "1.3.6.1.2.1.1.1.0|4|a device\n"
  "1.3.6.1.2.1.1.4.0|4|nobody\n"
  "1.3.6.1.2.1.1.5.0|4|device\n"
  "1.3.6.1.2.1.2.1.0|2|2\n";

static const char rules[] =
  "com2sec reader  default       see\n"
  "com2sec first   localhost     old\n"
  "com2sec writer  127.0.0.0/255.0.0.0 change\n"
  "com2sec far     192.0.2.0/24  far\n"
  "group readers any reader\n"
  "group readers v1  first\n"
  "group writers v2c writer\n"
  "group writers v2c far\n"
  "view part included .1.3.6.1.2.1.1\n"
  "view part excluded .1.3.6.1.2.1.1.4\n"
  "view name included .1.3.6.1.2.1.1.5\n"
  "access readers \"\" any noauth exact part none none\n"
  "access writers \"\" any noauth exact part name none\n";

#define NO_SUCH_NAME \
  "\nReason: (noSuchName) There is no such variable name in this MIB.\nFailed object: "
#define NO_ACCESS    "Error in packet.\nReason: noAccess\nFailed object: "
#define CONTACT      ".1.3.6.1.2.1.1.4.0"
#define NAME         ".1.3.6.1.2.1.1.5.0"

typedef struct
{
  const char *sentence;
  const char *command;
  const char *arguments;
  const char *output;
  int         status;
} Case;

static const Case cases[] = {
  { "GET of what is in the view", "snmpget -v2c -c see", NAME,
    NAME " = STRING: \"device\"\n", 0 },
  { "of what is out of it: noSuchObject", "snmpget -v2c -c see", CONTACT,
    CONTACT " = No Such Object available on this agent at this OID\n", 0 },
  { "noSuchName in v1", "snmpget -v1 -c see -Cf", CONTACT,
    "Error in packet" NO_SUCH_NAME CONTACT "\n\n", 2 },
  { "GETNEXT passes it", "snmpgetnext -v2c -c see", ".1.3.6.1.2.1.1.1.0",
    NAME " = STRING: \"device\"\n", 0 },
  { "in v1, too", "snmpgetnext -v1 -c see", ".1.3.6.1.2.1.1.1.0",
    NAME " = STRING: \"device\"\n", 0 },
  { "a walk is the view, and ends with it", "snmpbulkwalk -v2c -c see", ".1.3",
    ".1.3.6.1.2.1.1.1.0 = STRING: \"a device\"\n" NAME " = STRING: \"device\"\n"
    NAME " = No more variables left in this MIB View (It is past the end of the MIB tree)\n", 0 },
  { "who may write writes", "snmpset -v2c -c change", NAME " s other",
    NAME " = STRING: \"other\"\n", 0 },
  { "but not all that he reads", "snmpset -v2c -c change", ".1.3.6.1.2.1.1.1.0 s other",
    NO_ACCESS ".1.3.6.1.2.1.1.1.0\n\n", 2 },
  { "nor what he does not see", "snmpset -v2c -c change", CONTACT " s other",
    NO_ACCESS CONTACT "\n\n", 2 },
  { "nor what is not there", "snmpset -v2c -c change", ".1.3.9.9.0 s other",
    NO_ACCESS ".1.3.9.9.0\n\n", 2 },
  { "who may read does not write", "snmpset -v2c -c see", NAME " s other",
    NO_ACCESS NAME "\n\n", 2 },
  { "and not in v1", "snmpset -v1 -c see", NAME " s other",
    "Error in packet." NO_SUCH_NAME NAME "\n\n", 2 },
  { "a community of v1", "snmpget -v1 -c old", NAME, NAME " = STRING: \"device\"\n", 0 },
  { "is none of v2c", "snmpget -v2c -c old -t 0.2 -r 0", NAME, "Timeout: No Response from ", 1 },
  { "nor is one of v2c in v1", "snmpget -v1 -c change -t 0.2 -r 0", NAME,
    "Timeout: No Response from ", 1 },
  { "from elsewhere", "snmpget -v2c -c far -t 0.2 -r 0", NAME, "Timeout: No Response from ", 1 },
};

typedef struct
{
  char        *folder;
  char        *capture;
  char        *rules;
  char        *target;
  GSubprocess *agent;
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_auto(TarnRun) import = { 0 };

  self->folder = g_dir_make_tmp ("tarn-access-XXXXXX", NULL);
  self->capture = g_build_filename (self->folder, "device.tarn", NULL);
  self->rules = g_build_filename (self->folder, "rules", NULL);
  tarn_run (&import, recording, "tarn import --format snmprec - -o {}", self->capture);
  g_assert_cmpint (import.status, ==, 0);
  g_assert_true (g_file_set_contents (self->rules, rules, -1, NULL));
  self->agent = tarn_serve (&self->target, "{} --access {}", self->capture, self->rules);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_assert_cmpint (tarn_end (self->agent, SIGTERM), ==, 0);
  g_clear_object (&self->agent);
  g_unlink (self->capture);
  g_unlink (self->rules);
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  g_free (self->folder);
  g_free (self->capture);
  g_free (self->rules);
  g_free (self->target);
}

static void
test_case (Fixture       *self,
           gconstpointer  data)
{
  const Case *c = data;
  g_autofree char *command = g_strdup_printf ("%s -On -m '' {} %s", c->command, c->arguments);
  g_autofree char *said = NULL;
  g_auto(TarnRun) run = { 0 };

  tarn_run (&run, NULL, command, self->target);
  said = g_strconcat (tarn_run_err (&run), tarn_run_out (&run), NULL);
  if (g_str_has_prefix (c->output, "Timeout"))
    g_assert_true (g_str_has_prefix (said, c->output));
  else
    g_assert_cmpstr (said, ==, c->output);
  g_assert_cmpint (run.status, ==, c->status);
}

int
main (int    argc,
      char **argv)
{
  const char *tools[] = { "snmpget", "snmpgetnext", "snmpset", "snmpbulkwalk" };

  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (tools); i++)
    {
      g_autofree char *path = g_find_program_in_path (tools[i]);

      if (path != NULL)
        continue;
      g_print ("1..0 # SKIP %s is not here; it is in the package snmp\n", tools[i]);
      return 0;
    }

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/access-net-snmp/", cases[i].sentence, NULL);

      g_test_add (path, Fixture, &cases[i], set_up, test_case, tear_down);
    }

  return g_test_run ();
}
