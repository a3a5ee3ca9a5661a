/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * tarn set and net-snmp's agent, which holds objects of TARN-TEST-MIB: the type of each comes
 * from the module, or from what the agent holds, and snmpget reads what was meant.
 */
#include "tarn-test.h"

#include <arpa/inet.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <unistd.h>

#include "tarn-names-fixture.h"

#define OBJECTS ".1.3.6.1.4.1.99999.1.1"
#define ROW     "192.0.2.1.97.98"

/* What it holds, as snmpd.conf(5) has it; no more than it can keep in memory. */
static const char configuration[] =
  "rwcommunity secret 127.0.0.1\n"
  "override -rw " OBJECTS ".1.0 integer 17\n"
  "override -rw " OBJECTS ".2.0 integer 7\n"
  "override -rw " OBJECTS ".3.0 octet_str \"ab\"\n"
  "override -rw " OBJECTS ".4.0 integer -125\n"
  "override -rw " OBJECTS ".5.1.3.2.101.49.1 octet_str \"abcdef\"\n"
  "override -rw " OBJECTS ".5.1.5.2.101.49.1 octet_str \"first\"\n"
  "override -rw " OBJECTS ".8.1.3." ROW " integer 2\n"
  "override -rw " OBJECTS ".8.1.4." ROW " octet_str \"abcd\"\n"
  "override -rw " OBJECTS ".9.0 object_id .1.3.6.1\n"
  "override -rw " OBJECTS ".10.0 uinteger 5\n"
  "override -rw .1.3.6.1.4.1.99999.1.9.9.0 octet_str \"x\"\n"
  "override -rw .1.3.6.1.4.1.99999.1.9.8.0 uinteger 8\n"
  "override .1.3.6.1.4.1.99999.1.9.1.0 integer 5\n";

typedef struct
{
  TarnNamesFixture names;
  char            *configuration;
  char            *target;
  GSubprocess     *agent;
} Fixture;

/* One that was free a moment ago: snmpd does not tell which one it would choose. */
static guint16
find_port (void)
{
  struct sockaddr_in address = { .sin_family = AF_INET,
                                 .sin_addr.s_addr = htonl (INADDR_LOOPBACK) };
  socklen_t len = sizeof address;
  int fd = socket (AF_INET, SOCK_DGRAM, 0);

  g_assert_cmpint (bind (fd, (struct sockaddr *) &address, len), ==, 0);
  g_assert_cmpint (getsockname (fd, (struct sockaddr *) &address, &len), ==, 0);
  close (fd);
  return ntohs (address.sin_port);
}

/* It says who it is when it listens. */
static gboolean
wait_until_ready (GSubprocess *agent)
{
  g_autoptr(GDataInputStream) lines
    = g_data_input_stream_new (g_subprocess_get_stdout_pipe (agent));
  char *line;
  gboolean ready = FALSE;

  while (!ready && (line = g_data_input_stream_read_line (lines, NULL, NULL, NULL)) != NULL)
    {
      ready = g_str_has_prefix (line, "NET-SNMP version");
      g_free (line);
    }
  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (lines), FALSE);

  return ready;
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_autofree char *program = g_find_program_in_path ("snmpd");

  if (program == NULL && g_file_test ("/usr/sbin/snmpd", G_FILE_TEST_IS_EXECUTABLE))
    program = g_strdup ("/usr/sbin/snmpd");
  if (program == NULL)
    {
      g_test_skip ("snmpd is not installed: Debian has it in the package snmpd");
      return;
    }

  tarn_names_fixture_set_up (&self->names, data);
  self->configuration = g_build_filename (self->names.folder, "snmpd.conf", NULL);
  g_assert_true (g_file_set_contents (self->configuration, configuration, -1, NULL));
  g_setenv ("SNMP_PERSISTENT_DIR", self->names.folder, TRUE);
  g_setenv ("SNMPCONFPATH", self->names.folder, TRUE);
  g_setenv ("MIBS", "", TRUE);
  for (guint n_tries = 0; self->agent == NULL; n_tries++)
    {
      g_assert_cmpuint (n_tries, <, 5);
      g_free (self->target);
      self->target = g_strdup_printf ("127.0.0.1:%u", find_port ());
      self->agent = tarn_start ("{} -f -Lo -r -C -c {} -I -ifTable,ifXTable udp:{}", program,
                                self->configuration, self->target);
      if (!wait_until_ready (self->agent))
        {
          g_subprocess_wait (self->agent, NULL, NULL);
          g_clear_object (&self->agent);
        }
    }
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_auto(TarnRun) run = { 0 };

  if (self->agent == NULL)
    return;

  g_assert_cmpint (tarn_end (self->agent, SIGTERM), ==, 0);
  g_object_unref (self->agent);
  /* snmpd leaves files of its own there. */
  tarn_run (&run, NULL, "rm -r {}", self->names.folder);
  g_assert_cmpint (run.status, ==, 0);
  g_free (self->names.folder);
  g_free (self->names.capture);
  g_free (self->configuration);
  g_free (self->target);
}

typedef struct
{
  const char *what;
  const char *set;     /* behind the target; {} are none                       */
  const char *get;     /* what snmpget reads then, NULL: nothing                */
  const char *out;     /* and what it prints; or what tarn set complains of     */
} Case;

static const Case cases[] = {
  { "a number, by its module", "ttNumber.0 99", OBJECTS ".1.0", "INTEGER: 99" },
  { "out of its range", "ttNumber.0 101", NULL,
    "TARN-TEST-MIB::ttNumber.0: “101” is not in the range 0..100; -Ir sets it all the same" },
  { "out of its range, all the same", "-Ir ttNumber.0 101", OBJECTS ".1.0", "INTEGER: 101" },
  { "a label", "ttMode.0 on", OBJECTS ".2.0", "INTEGER: 1" },
  { "a label with its number", "ttMode.0 standby(7)", OBJECTS ".2.0", "INTEGER: 7" },
  { "a label that is none", "ttMode.0 of", NULL,
    "TARN-TEST-MIB::ttMode.0: “of” is none of off(0), on(1), standby(7)" },
  { "bits by name", "ttFlags.0 one,nine", OBJECTS ".3.0", "Hex-STRING: 80 80 " },
  { "no bits", "ttFlags.0 ''", OBJECTS ".3.0", "Hex-STRING: 00 00 " },
  { "bits by number, with a letter as snmpset has", "ttFlags.0 b 0,1", OBJECTS ".3.0",
    "Hex-STRING: C0 " },
  { "by a hint", "ttTenths.0 -3.7", OBJECTS ".4.0", "INTEGER: -37" },
  { "without it", "-Ih ttTenths.0 -38", OBJECTS ".4.0", "INTEGER: -38" },
  { "with units, as it is printed", "ttTenths.0 '4.0 volts'", OBJECTS ".4.0", "INTEGER: 40" },
  { "a MAC address", "'ttMac.\"e1\".red' 0:1a:2b:3c:4d:5e", OBJECTS ".5.1.3.2.101.49.1",
    "Hex-STRING: 00 1A 2B 3C 4D 5E " },
  { "text", "'ttText.\"e1\".red' 'two words'", OBJECTS ".5.1.5.2.101.49.1",
    "STRING: \"two words\"" },
  { "text of another charset", "--charset ttText=ISO-8859-1 'ttText.\"e1\".red' Zürich",
    OBJECTS ".5.1.5.2.101.49.1", "Hex-STRING: 5A FC 72 69 63 68 " },
  { "the agent holds of what type an address is", "ttAddrPeer." ROW " 2001:db8::1",
    OBJECTS ".8.1.4." ROW, "Hex-STRING: 20 01 0D B8 00 00 00 00 00 00 00 00 00 00 00 01 " },
  { "and what it holds is asked", "ttAddrPeer." ROW " 192.0.2.7", NULL,
    "TARN-TEST-MIB::ttAddrPeer.192.0.2.1.'ab': “192.0.2.7” is not an address of the type beside "
    "it, ipv6(2)" },
  { "or it is set with it", "ttAddrPeer." ROW " 192.0.2.7 ttAddrType." ROW " ipv4",
    OBJECTS ".8.1.4." ROW, "Hex-STRING: C0 00 02 07 " },
  { "an OID by name", "ttPointer.0 sysName.0", OBJECTS ".9.0", "OID: .1.3.6.1.2.1.1.5.0" },
  { "a gauge", "ttGauge.0 42", OBJECTS ".10.0", "Gauge32: 42" },
  { "what no module knows, by what stands there: text", "1.3.6.1.4.1.99999.1.9.9.0 text",
    ".1.3.6.1.4.1.99999.1.9.9.0", "STRING: \"text\"" },
  { "and a number", "1.3.6.1.4.1.99999.1.9.8.0 9", ".1.3.6.1.4.1.99999.1.9.8.0", "Gauge32: 9" },
  { "what nobody knows", "1.3.6.1.4.1.99999.1.9.7.0 9", NULL,
    "no MIB module tells its type, nor does the value there" },
  { "P-ERC-17 what the agent refuses has a name", "ttMode.0 on 1.3.6.1.4.1.99999.1.9.1.0 i 6", NULL,
    "notWritable at TARN-TEST-MIB::tarnTest.9.1.0 (varbind 2 of 2)" },
};

static void
test_cases (Fixture       *self,
            gconstpointer  data)
{
  if (self->agent == NULL)
    return;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Case *c = &cases[i];
      g_autofree char *set = g_strdup_printf ("tarn set -c secret {} %s", c->set);
      g_auto(TarnRun) ours = { 0 };
      g_auto(TarnRun) theirs = { 0 };
      g_autofree char *expected = g_strdup_printf ("%s\n", c->out);

      g_test_message ("%s", c->what);
      tarn_run (&ours, NULL, set, self->target);
      if (c->get == NULL)
        {
          g_assert_cmpint (ours.status, !=, 0);
          g_test_message ("%s", tarn_run_err (&ours));
          g_assert_nonnull (strstr (tarn_run_err (&ours), c->out));
          continue;
        }

      g_assert_cmpstr (tarn_run_err (&ours), ==, "");
      g_assert_cmpint (ours.status, ==, 0);
      tarn_run (&theirs, NULL, "snmpget -v2c -c secret -Onv -m '' {} {}", self->target, c->get);
      g_assert_cmpstr (tarn_run_out (&theirs), ==, expected);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  tarn_names_fixture_init ();

  g_test_add ("/set-net-snmp/by modules and by what stands there", Fixture, NULL, set_up,
              test_cases, tear_down);

  return g_test_run ();
}
