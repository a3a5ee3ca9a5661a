/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What snmpbulkwalk prints of an agent, imported, is what the agent has.
 */
#include "tarn-recorded.h"
#include "tarn-test.h"

#include <glib/gstdio.h>
#include <signal.h>

#include "tarn-command.h"

/* Values of every type, and strings that are hard to read back. */
static const char odd[] =
  "1.3.6.1.2.1.1.1.0|4|plain text\n"
  "1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.99999\n"
  "1.3.6.1.2.1.1.3.0|67|12345678\n"
  "1.3.6.1.2.1.1.4.0|4|\n"
  "1.3.6.1.2.1.1.5.0|4e|a \" quote and \\\\ a backslash\\\\\n"
  "1.3.6.1.2.1.1.6.0|4e|two\\nlines\n"
  "1.3.6.1.2.1.1.7.0|2|72\n"
  "1.3.6.1.2.1.1.9.1.2.1|6|0.0\n"
  "1.3.6.1.2.1.2.2.1.5.1|66|4294967295\n"
  "1.3.6.1.2.1.2.2.1.6.1|4x|001122aabbcc\n"
  "1.3.6.1.2.1.2.2.1.10.1|65|4294967295\n"
  "1.3.6.1.2.1.4.20.1.1.192.0.2.1|64|192.0.2.1\n"
  "1.3.6.1.2.1.31.1.1.1.6.1|70|18446744073709551615\n"
  "1.3.6.1.4.1.99999.1|4e|line\\r\\nof a device\\r\\n\n"
  "1.3.6.1.4.1.99999.2|4x|000102030405060708090a0b0c0d0e0f1011121314155b5d5d0a2e31\n"
  "1.3.6.1.4.1.99999.3|4x|c3a9\n"
  "1.3.6.1.4.1.99999.4|68x|9f780440600000\n"
  "1.3.6.1.4.1.99999.5|68x|9f79084202a05f2000cccd\n"
  "1.3.6.1.4.1.99999.6|68x|9f7a02ff00\n"
  "1.3.6.1.4.1.99999.7|68x|9f7b020100\n"
  "1.3.6.1.4.1.99999.8|68x|010203\n"
  "1.3.6.1.4.1.99999.9|5|\n"
  "1.3.6.1.4.1.99999.10|4e|a\\n.1.3.6.1.5 = INTEGER: 5\\niso.3.6.1.6 = STRING: \\\"x\\\"\\nz\n"
  "1.3.6.1.4.1.99999.11|2|-2147483648\n"
  "1.3.6.1.4.1.99999.12|4e|\\ttab\\there\\t\n"
  "1.3.6.1.4.1.99999.13|4| blanks \n"
  "1.3.6.1.4.1.99999.14|67|0\n"
  "1.3.6.1.4.1.99999.15|4e|\\n\n"
  "1.3.6.1.4.1.99999.16|4e|\\\"\n"
  "1.3.6.1.4.1.99999.17|4e|\\\"\\n\\\"\n"
  "1.3.6.1.4.1.99999.18|4|INTEGER: 5\n"
  "1.3.6.1.4.1.99999.19|4e|C:\\\\\\n\\\\\n"
  "1.3.6.1.4.1.99999.20|6|1.3\n"
  "1.3.6.1.4.1.99999.21|4|# no comment\n"
  "1.3.6.1.4.1.99999.22|4e|# no\\n# comment\\n\\nEnd of MIB\n"
  "1.3.6.1.4.1.99999.23.4294967295.0|2|1\n";

typedef struct
{
  char *folder;
  char *one;      /* paths of captures */
  char *two;
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  self->folder = g_dir_make_tmp ("tarn-import-XXXXXX", &error);
  g_assert_no_error (error);
  self->one = g_build_filename (self->folder, "one.tarn", NULL);
  self->two = g_build_filename (self->folder, "two.tarn", NULL);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_unlink (self->one);
  g_unlink (self->two);
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  g_free (self->folder);
  g_free (self->one);
  g_free (self->two);
}

static gboolean
have_tool (void)
{
  g_autofree char *path = g_find_program_in_path ("snmpbulkwalk");

  if (path == NULL)
    g_test_skip ("the tools of net-snmp are not installed");
  return path != NULL;
}

/* What snmpbulkwalk prints of @capture.  It asks for what follows .1 with an OID that is
 * smaller than 0.3, and ends there if that is: @root is .1.3 then. */
static void
walk (const char *capture,
      const char *options,
      const char *root,
      TarnRun    *run)
{
  g_autofree char *target = NULL;
  g_autoptr(GSubprocess) agent = tarn_serve (&target, "{} --replay-null", capture);
  g_autofree char *command = g_strdup_printf ("snmpbulkwalk -v2c -c public -m '' -t 10 %s -Cr50 "
                                              "%s %s", options, target, root);

  tarn_run (run, NULL, command);
  g_assert_cmpint (tarn_end (agent, SIGTERM), ==, 0);
  g_test_message ("%s", tarn_run_err (run));
  g_assert_cmpint (run->status, ==, 0);
}

static void
import (const char *text,
        const char *capture)
{
  g_auto(TarnRun) run = { 0 };

  tarn_run (&run, text, "tarn import - -o {}", capture);
  g_test_message ("%s", tarn_run_err (&run));
  g_assert_cmpint (run.status, ==, 0);
}

typedef struct
{
  const char *sentence;
  const char *options;
} Options;

/* All ways of printing that keep types and octets. */
static const Options ways[] = {
  { "numbers", "-On" },
  { "names as far as they are known", "" },
  { "full names", "-Of" },
  { "names as UCD had them", "-Ou" },
  { "short names", "-Os" },
  { "names of modules", "-OS" },
  { "no names of values", "-Oe -OneU" },
  { "strings in hex", "-On -Ox" },
  { "hex with text behind it", "-On -OT" },
  { "strings in hex with text behind it", "-On -Ox -OT" },
  { "ticks as numbers", "-On -Ot" },
  { "indexes unbroken", "-Onb" },
  { "indexes in brackets", "-OX" },
};

static void
test_way (Fixture       *self,
          gconstpointer  data)
{
  const Options *way = data;
  g_auto(TarnRun) text = { 0 };
  g_auto(TarnRun) before = { 0 };
  g_auto(TarnRun) after = { 0 };

  if (!have_tool ())
    return;

  import (odd, self->one);
  walk (self->one, way->options, ".1", &text);
  import (tarn_run_out (&text), self->two);

  tarn_run (&before, NULL, "tarn export --format snmprec {}", self->one);
  tarn_run (&after, NULL, "tarn export --format snmprec {}", self->two);
  g_assert_cmpstr (tarn_run_out (&after), ==, tarn_run_out (&before));
}

/* A recorded device, served and walked; the walk, served and walked again, is the same. */
static void
test_recorded (Fixture       *self,
               gconstpointer  data)
{
  const TarnRecorded *r = data;
  g_autofree char *below = g_build_filename ("captures", r->path, NULL);
  g_autofree char *path = tarn_test_shared_path (below);
  const char *root = strstr (r->path, "innovaphone") != NULL ? ".1.3" : ".1";
  g_auto(TarnRun) made = { 0 };
  g_auto(TarnRun) first = { 0 };
  g_auto(TarnRun) second = { 0 };
  gsize len;

  if (path == NULL || !have_tool ())
    return;

  tarn_run (&made, NULL, "tarn import {} --force -o {}", path, self->one);
  g_assert_cmpint (made.status, ==, 0);
  walk (self->one, "-On", root, &first);
  import (tarn_run_out (&first), self->two);
  walk (self->two, "-On", root, &second);

  len = strlen (tarn_run_out (&first));
  g_assert_cmpmem (tarn_run_out (&second), strlen (tarn_run_out (&second)), tarn_run_out (&first),
                   len);
}

/* A file of each kind, and large ones, are enough for every day; -m slow takes all. */
static gboolean
is_sample (const TarnRecorded *r)
{
  static const char *sample[] = {
    "librenms/dell-sonic.snmprec", "librenms/f5.snmprec", "librenms/netscaler.snmprec",
    "librenms/zxa10_c320.snmprec", "opennms/cisco3700.properties", "opennms/laptop.properties",
    "opennms/walk-with-quotes.properties", "snmpsim/linux.snmpwalk", "snmpsim/winxp1.snmpwalk",
    "snmpsim/winxp2.sapwalk", "sonalake/os-linux-std.txt", "splunk/hp_perf.snmprec",
  };

  for (guint i = 0; i < G_N_ELEMENTS (sample); i++)
    if (strcmp (r->path, sample[i]) == 0)
      return TRUE;

  return g_test_slow () && r->n_varbinds > 0;
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autofree char *path = g_strdup_printf ("/import-net-snmp/way/%s", ways[i].sentence);

      g_test_add (path, Fixture, &ways[i], set_up, test_way, tear_down);
    }

  for (guint i = 0; i < tarn_recorded_n; i++)
    if (is_sample (&tarn_recorded[i]))
      {
        g_autofree char *path = tarn_recorded_test_path ("/import-net-snmp/recorded",
                                                         &tarn_recorded[i]);

        g_test_add (path, Fixture, &tarn_recorded[i], set_up, test_recorded, tear_down);
      }

  return g_test_run ();
}
