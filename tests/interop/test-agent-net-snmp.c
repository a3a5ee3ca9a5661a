/* test-agent-net-snmp.c
 *
 * net-snmp's tools ask our agent, over loopback, and understand all it says.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-agent.h"

#include "tarn-agent-test.h"

#define MAX_ARGUMENTS 32

typedef struct
{
  TarnStore *store;
  TarnAgent *agent;
  char      *ipv4;      /* targets as the tools want them */
  char      *other;     /* the same agent, another address */
  char      *ipv6;
} Fixture;

typedef struct
{
  gboolean  done;
  char     *output;
} Run;

static char *
target (TarnAgent  *agent,
        guint       index,
        const char *host)
{
  GPtrArray *addresses = tarn_agent_get_addresses (agent);

  g_assert_cmpuint (index, <, addresses->len);
  return g_strdup_printf ("%s:%u", host, tarn_address_get_port (addresses->pdata[index]));
}

static void
fixture_init (Fixture    *self,
              const char *rows)
{
  const char *places[] = { "0.0.0.0:0", "[::1]:0" };
  g_autoptr(GBytes) read = g_bytes_new_static ("public", 6);
  g_autoptr(GBytes) write = g_bytes_new_static ("secret", 6);

  self->store = tarn_agent_test_store (rows);
  self->agent = tarn_agent_new (self->store);
  tarn_agent_set_read_community (self->agent, read);
  tarn_agent_set_write_community (self->agent, write);
  tarn_agent_set_live (self->agent, FALSE);
  tarn_agent_set_replay_null (self->agent, TRUE);
  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autoptr(TarnAddress) address = tarn_address_new (places[i], TARN_PORT_AGENT, NULL);
      g_autoptr(GError) error = NULL;

      tarn_agent_listen (self->agent, address, &error);
      g_assert_no_error (error);
    }
  self->ipv4 = target (self->agent, 0, "127.0.0.1");
  self->other = target (self->agent, 0, "127.0.0.2");
  self->ipv6 = target (self->agent, 1, "udp6:[::1]");
}

static void
fixture_clear (Fixture *self)
{
  g_assert_finalize_object (self->agent);
  g_assert_finalize_object (self->store);
  g_free (self->ipv4);
  g_free (self->other);
  g_free (self->ipv6);
}

static void
run_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  Run *run = user_data;
  g_autoptr(GError) error = NULL;

  g_subprocess_communicate_utf8_finish (G_SUBPROCESS (source), result, &run->output, NULL, &error);
  g_assert_no_error (error);
  run->done = TRUE;
}

/* net-snmp's tools say so when they make these folders, so they find them made. */
static const char *
persistent_folder (void)
{
  static char *folder;

  if (folder == NULL)
    {
      g_autofree char *inner = NULL;

      folder = g_test_build_filename (G_TEST_BUILT, "net-snmp", NULL);
      inner = g_build_filename (folder, "cert_indexes", NULL);
      g_assert_cmpint (g_mkdir_with_parents (inner, 0700), ==, 0);
    }

  return folder;
}

/* Runs a tool with numeric output and without modules or configuration, while the
 * agent works.  @command is set apart by blanks.  Returns all it said and how it
 * ended. */
static char *
run_tool (const char *command,
          const char *where,
          const char *arguments,
          int        *status)
{
  g_autoptr(GSubprocessLauncher) launcher = NULL;
  g_autoptr(GSubprocess) process = NULL;
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) before = g_strsplit (command, " ", -1);
  g_auto(GStrv) after = g_strsplit (arguments, " ", -1);
  const char *argv[MAX_ARGUMENTS] = { 0 };
  Run run = { 0 };
  guint n = 0;

  g_assert_cmpuint (g_strv_length (before) + g_strv_length (after), <, MAX_ARGUMENTS - 6);
  for (char **word = before; *word != NULL; word++)
    argv[n++] = *word;
  argv[n++] = "-On";
  argv[n++] = "-m";
  argv[n++] = "";
  argv[n++] = where;
  for (char **word = after; *word != NULL; word++)
    argv[n++] = *word;

  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE
                                        | G_SUBPROCESS_FLAGS_STDERR_MERGE);
  g_subprocess_launcher_setenv (launcher, "SNMPCONFPATH", g_test_get_dir (G_TEST_BUILT), TRUE);
  g_subprocess_launcher_setenv (launcher, "SNMP_PERSISTENT_DIR", persistent_folder (), TRUE);
  process = g_subprocess_launcher_spawnv (launcher, argv, &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8_async (process, NULL, NULL, run_cb, &run);
  tarn_test_run_until (&run.done);

  *status = g_subprocess_get_exit_status (process);
  return run.output;
}

typedef struct
{
  const char *sentence;
  const char *command;
  const char *arguments;
  const char *output;
  int         status;
} Case;

static const Case cases[] = {
  { "get in v2c", "snmpget -v2c -c public",
    ".1.3.6.1.2.1.1.1.0 .1.3.6.1.2.1.1.3.0",
    ".1.3.6.1.2.1.1.1.0 = STRING: \"device\"\n"
    ".1.3.6.1.2.1.1.3.0 = Timeticks: (10) 0:00:00.10\n", 0 },
  { "get in v1", "snmpget -v1 -c public", ".1.3.6.1.2.1.1.2.0",
    ".1.3.6.1.2.1.1.2.0 = OID: .1.3.6.1.4.1\n", 0 },
  { "get with the community for writing", "snmpget -v2c -c secret", ".1.3.6.1.2.1.2.1.0",
    ".1.3.6.1.2.1.2.1.0 = INTEGER: 2\n", 0 },
  { "noSuchInstance and noSuchObject, as snmpd tells them apart", "snmpget -v2c -c public",
    ".1.3.6.1.2.1.1.1.1 .1.3.6.1.2.1.1.99.0 .1.3.6.1.2.1.1.1 .1.3.6.1.2.1.2.2.1",
    ".1.3.6.1.2.1.1.1.1 = No Such Instance currently exists at this OID\n"
    ".1.3.6.1.2.1.1.99.0 = No Such Object available on this agent at this OID\n"
    ".1.3.6.1.2.1.1.1 = No Such Instance currently exists at this OID\n"
    ".1.3.6.1.2.1.2.2.1 = No Such Object available on this agent at this OID\n", 0 },
  { "noSuchName in v1, and what the tool makes of it", "snmpget -v1 -c public",
    ".1.3.6.1.2.1.1.1.0 .1.3.6.1.2.1.31.1.1.1.6.1",
    "Error in packet\n"
    "Reason: (noSuchName) There is no such variable name in this MIB.\n"
    "Failed object: .1.3.6.1.2.1.31.1.1.1.6.1\n\n"
    ".1.3.6.1.2.1.1.1.0 = STRING: \"device\"\n", 2 },
  { "getnext", "snmpgetnext -v2c -c public", ".1.3.6.1.2.1.2.2.1.2.1 .1.3.6.1.4.1.99.9",
    ".1.3.6.1.2.1.2.2.1.2.3 = STRING: \"c\"\n"
    ".1.3.6.1.4.1.99.9.0 = Counter64: 18446744073709551615\n", 0 },
  { "getbulk", "snmpbulkget -v2c -c public -Cn1 -Cr2",
    ".1.3.6.1.2.1.2 .1.3.6.1.2.1.2.2.1.1 .1.3.6.1.4.1.99.6",
    ".1.3.6.1.2.1.2.1.0 = INTEGER: 2\n"
    ".1.3.6.1.2.1.2.2.1.1.1 = INTEGER: 1\n"
    ".1.3.6.1.4.1.99.6.0 = IpAddress: 127.0.0.1\n"
    ".1.3.6.1.2.1.2.2.1.1.2 = INTEGER: 2\n"
    ".1.3.6.1.4.1.99.9.0 = Counter64: 18446744073709551615\n", 0 },
  { "an unknown community waits in vain", "snmpget -v2c -c private -t 0.2 -r 0",
    ".1.3.6.1.2.1.1.1.0", "Timeout: No Response from ", 1 },
  { "set of two", "snmpset -v2c -c secret",
    ".1.3.6.1.2.1.1.4.0 s me .1.3.6.1.2.1.2.1.0 i -3",
    ".1.3.6.1.2.1.1.4.0 = STRING: \"me\"\n.1.3.6.1.2.1.2.1.0 = INTEGER: -3\n", 0 },
  { "set in v1", "snmpset -v1 -c secret", ".1.3.6.1.4.1.99.6.0 a 10.1.2.3",
    ".1.3.6.1.4.1.99.6.0 = IpAddress: 10.1.2.3\n", 0 },
  { "set by who may only read", "snmpset -v2c -c public", ".1.3.6.1.2.1.1.4.0 s me",
    "Error in packet.\nReason: noAccess\nFailed object: .1.3.6.1.2.1.1.4.0\n\n", 2 },
  { "set by who may only read, v1", "snmpset -v1 -c public", ".1.3.6.1.2.1.1.4.0 s me",
    "Error in packet.\n"
    "Reason: (noSuchName) There is no such variable name in this MIB.\n"
    "Failed object: .1.3.6.1.2.1.1.4.0\n\n", 2 },
  { "set of another type", "snmpset -v2c -c secret",
    ".1.3.6.1.2.1.1.4.0 s me .1.3.6.1.2.1.2.1.0 u 3",
    "Error in packet.\n"
    "Reason: wrongType (The set datatype does not match the data type the agent expects)\n"
    "Failed object: .1.3.6.1.2.1.2.1.0\n\n", 2 },
  { "set of a row that is not there", "snmpset -v2c -c secret", ".1.3.6.1.2.1.2.2.1.2.7 s me",
    "Error in packet.\nReason: noCreation (That table does not support row creation or that "
    "object can not ever be created)\nFailed object: .1.3.6.1.2.1.2.2.1.2.7\n\n", 2 },
  { "a walk with getbulk is the store", "snmpbulkwalk -v2c -c public -Cr7", ".1.3",
    ".1.3.6.1.2.1.1.1.0 = STRING: \"device\"\n"
    ".1.3.6.1.2.1.1.2.0 = OID: .1.3.6.1.4.1\n"
    ".1.3.6.1.2.1.1.3.0 = Timeticks: (10) 0:00:00.10\n"
    ".1.3.6.1.2.1.1.4.0 = \"\"\n"
    ".1.3.6.1.2.1.2.1.0 = INTEGER: 2\n"
    ".1.3.6.1.2.1.2.2.1.1.1 = INTEGER: 1\n"
    ".1.3.6.1.2.1.2.2.1.1.2 = INTEGER: 2\n"
    ".1.3.6.1.2.1.2.2.1.1.3 = INTEGER: 3\n"
    ".1.3.6.1.2.1.2.2.1.2.1 = STRING: \"a\"\n"
    ".1.3.6.1.2.1.2.2.1.2.3 = STRING: \"c\"\n"
    ".1.3.6.1.2.1.4.22.1.2.1.10.0.0.1 = Hex-STRING: 02 00 \n"
    ".1.3.6.1.2.1.4.22.1.2.2.10.0.0.7 = Hex-STRING: 02 07 \n"
    ".1.3.6.1.2.1.4.22.1.3.1.10.0.0.1 = IpAddress: 10.0.0.1\n"
    ".1.3.6.1.2.1.4.22.1.3.2.10.0.0.7 = IpAddress: 10.0.0.7\n"
    ".1.3.6.1.2.1.11.1.0 = Counter32: 99\n"
    ".1.3.6.1.2.1.11.30.0 = INTEGER: 1\n"
    ".1.3.6.1.2.1.31.1.1.1.6.1 = Counter64: 1\n"
    ".1.3.6.1.2.1.31.1.1.1.6.2 = Counter64: 2\n"
    ".1.3.6.1.2.1.31.1.1.1.15.1 = Gauge32: 100\n"
    ".1.3.6.1.4.1.99.1.0 = NULL\n"
    ".1.3.6.1.4.1.99.3.0 = Opaque: Float: 3.500000\n"
    ".1.3.6.1.4.1.99.4.0 = STRING: \"ab\"\n"
    ".1.3.6.1.4.1.99.5.0 = INTEGER: 1\n"
    ".1.3.6.1.4.1.99.6.0 = IpAddress: 127.0.0.1\n"
    ".1.3.6.1.4.1.99.9.0 = Counter64: 18446744073709551615\n"
    ".1.3.6.1.4.1.99.9.0 = No more variables left in this MIB View "
    "(It is past the end of the MIB tree)\n", 0 },
  { "a walk in v1 is the store but Counter64 (P-COX-02)", "snmpwalk -v1 -c public",
    ".1.3.6.1.2.1.11",
    ".1.3.6.1.2.1.11.1.0 = Counter32: 99\n.1.3.6.1.2.1.11.30.0 = INTEGER: 1\n", 0 },
  { "a walk in v1 to the end", "snmpwalk -v1 -c public", ".1.3.6.1.2.1.31",
    ".1.3.6.1.2.1.31.1.1.1.15.1 = Gauge32: 100\n", 0 },
  { "a walk in v1 over the end", "snmpwalk -v1 -c public", ".1.3.6.1.4.1.99",
    ".1.3.6.1.4.1.99.1.0 = NULL\n"
    ".1.3.6.1.4.1.99.3.0 = Opaque: Float: 3.500000\n"
    ".1.3.6.1.4.1.99.4.0 = STRING: \"ab\"\n"
    ".1.3.6.1.4.1.99.5.0 = INTEGER: 1\n"
    ".1.3.6.1.4.1.99.6.0 = IpAddress: 127.0.0.1\nEnd of MIB\n", 0 },
};

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  Fixture fixture;

  fixture_init (&fixture, tarn_agent_test_device);
  for (guint i = 0; i < 3; i++)
    {
      const char *where = i == 0 ? fixture.ipv4 : i == 1 ? fixture.other : fixture.ipv6;
      g_autofree char *output = NULL;
      int status;

      output = run_tool (c->command, where, c->arguments, &status);
      if (g_str_has_prefix (c->output, "Timeout"))
        g_assert_true (g_str_has_prefix (output, c->output));
      else
        g_assert_cmpstr (output, ==, c->output);
      g_assert_cmpint (status, ==, c->status);
    }
  fixture_clear (&fixture);
}

/* Many pages, many requests: nothing lost, nothing twice. */
static void
test_long_walk (void)
{
  const char *walks[] = { "snmpbulkwalk -v2c -c public -Cr50", "snmpbulkwalk -v2c -c public -Cr1",
                          "snmpwalk -v2c -c public" };
  g_autoptr(GString) rows = g_string_new (NULL);
  g_autoptr(GString) expected = g_string_new (NULL);
  Fixture fixture;

  for (guint i = 0; i < 3000; i++)
    {
      g_string_append_printf (rows, "1.3.6.1.4.1.99.1.1.%u.%u=42:00%08x ", i / 1000 + 1, 7 * i,
                              i * 1000003);
      g_string_append_printf (expected, ".1.3.6.1.4.1.99.1.1.%u.%u = Gauge32: %u\n", i / 1000 + 1,
                              7 * i, i * 1000003);
    }
  fixture_init (&fixture, rows->str);
  for (gsize i = 0; i < G_N_ELEMENTS (walks); i++)
    {
      int status;
      g_autofree char *output = run_tool (walks[i], fixture.ipv4, ".1.3.6.1.4.1.99.1", &status);
      char *end = strstr (output, ".1.3.6.1.4.1.99.1.1.3.20993 = No more");

      if (end != NULL)
        *end = '\0';
      g_assert_cmpstr (output, ==, expected->str);
      g_assert_cmpint (status, ==, 0);
    }
  fixture_clear (&fixture);
}

int
main (int    argc,
      char **argv)
{
  const char *tools[] = { "snmpget", "snmpgetnext", "snmpbulkget", "snmpset", "snmpbulkwalk",
                          "snmpwalk" };

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
      g_autofree char *path = g_strconcat ("/agent-net-snmp/", cases[i].sentence, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/agent-net-snmp/long-walk", test_long_walk);

  return g_test_run ();
}
