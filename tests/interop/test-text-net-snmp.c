/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Octet for octet what the tools of net-snmp print, of the same values from the same
 * agent: every type, and the encodings that devices get wrong.
 */
#include "tarn-test.h"

#include <glib/gstdio.h>
#include <signal.h>

#include "tarn-command.h"

#define ROOT "1.3.6.1.4.1.99999.1"

/* TLVs that net-snmp takes. */
static const char *taken[] = {
  /* Integer32 and what is longer than it */
  "020100", "02017f", "02020080", "0201ff", "0201fb", "020480000000", "02047fffffff",
  "020500ffffffff", "02050100000001", "02020001", "0208ffffffffffffffff",
  "02058000000001", "02087fffffffffffffff", "02088000000000000000",
  /* strings: text, quotes, white space, control characters, UTF-8, Latin-1 */
  "0400", "0403616263", "04056122625c63", "0403610962", "0405610d0a6263", "04010a", "04020b0c",
  "0404616263" "00", "040100", "0403610062", "04051b5b316d41", "04017f", "0405636166c3a9",
  "0401e9", "0401a0", "040185", "040120", "0406202073702020", "04022524", "0403617c62",
  "040f808182838485868788898a8b8c8d8e", "0410808182838485868788898a8b8c8d8e8f",
  "0411808182838485868788898a8b8c8d8e8f90",
  "0421808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9fa0",
  "04820003616263", "0481026162",
  /* NULL, OIDs, addresses */
  "0500", "050100", "0600", "060100", "06012b", "060128", "06062b0601020101", "0603883701",
  "06032b8001", "06072b8fffffff7f01", "40047f000001", "400400000000", "4004ffffffff",
  /* the unsigned ones */
  "410100", "41017f", "410180", "41020080", "4104ffffffff", "410500ffffffff", "41050100000000",
  "41028000", "420100", "420180", "42047fffffff", "420500ffffffff", "42050000000001",
  "470107", "470180", "470500ffffffff",
  "430100", "430163", "430164", "4302176f", "43021770", "43030" "57e40", "43040083d5ff",
  "43040083d600", "43040107ac00", "43040107ac01", "4304075bcd15", "430180", "430500ffffffff",
  "460100", "4600", "460180", "460900ffffffffffffffff", "4608ffffffffffffffff",
  "4609008000000000000000", "46088000000000000000",
  /* Opaque */
  "4400", "4403616263", "4403020105", "44050403616263", "44049f750105",
  "44079f780440600000", "44079f7804bdcccccd", "44079f78047149f2ca", "44079f78047fc00000",
  "44079f78047f800000", "44079f78040da24260", "440b9f7908400c000000000000",
  "440b9f7908fe37e43c8800759c", "440b9f7908fff0000000000000", "440b9f79083fb999999999999a",
  "44049f760105", "440c9f760900ffffffffffffffff", "44049f7a01ff", "440b9f7a087fffffffffffffff",
  "440b9f7a088000000000000000", "44049f7b0105", "440c9f760900ffffffffffffffff",
  "440b9f7b08ffffffffffffffff",
  "4428000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f2021222324252627",
  /* RFC 1442: NsapAddress, BIT STRING */
  "4500", "4503010203", "030200f0", "0303010203",
  "0314000102030405060708090a0b0c0d0e0f10111213",
};

/* For these it drops the whole message; Tarn says what is there. */
static const struct { const char *tlv; const char *text; } dropped[] = {
  { "0200", "Undecodable (type 0x02): 02 00 " },
  { "4100", "Undecodable (type 0x41): 41 00 " },
  { "06022b80", "Undecodable (type 0x06): 06 02 2B 80 " },
  { "06062b9080808000", "Undecodable (type 0x06): 06 06 2B 90 80 80 80 00 " },
  { "0605908080804f", "OID: .2.4294967295" },
  { "4000", "Undecodable (type 0x40): 40 00 " },
  { "40037f0000", "Undecodable (type 0x40): 40 03 7F 00 00 " },
  { "460b0000000000000000000001", "Counter64: 1" },
  { "44089f780440600000ff", "OPAQUE: 9F 78 04 40 60 00 00 FF " },
  { "0300", "BITS: " },
  { "490100", "Unknown Type (0x49): 49 01 00 " },
};

typedef struct
{
  char        *folder;
  char        *capture;
  char        *target;
  GSubprocess *agent;
} Fixture;

static gboolean
have_tools (void)
{
  static const char *tools[] = {
    "snmpget", "snmpgetnext", "snmpbulkget", "snmpwalk", "snmpbulkwalk",
  };

  for (guint i = 0; i < G_N_ELEMENTS (tools); i++)
    {
      g_autofree char *path = g_find_program_in_path (tools[i]);

      if (path == NULL)
        {
          g_test_skip ("the tools of net-snmp are not installed");
          return FALSE;
        }
    }

  return TRUE;
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_autoptr(GString) lines = g_string_new (NULL);
  g_auto(TarnRun) run = { 0 };
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (taken); i++)
    g_string_append_printf (lines, "#tlv|" ROOT ".%u|%s\n", i, taken[i]);
  /* So that a GETBULK behind the former does not reach the latter. */
  for (guint i = 0; i < 100; i++)
    g_string_append_printf (lines, "1.3.6.1.4.1.99999.2.%u|2|0\n", i);
  for (guint i = 0; i < G_N_ELEMENTS (dropped); i++)
    g_string_append_printf (lines, "#tlv|1.3.6.1.4.1.99999.3.%u|%s\n", i, dropped[i].tlv);

  self->folder = g_dir_make_tmp ("tarn-text-XXXXXX", &error);
  g_assert_no_error (error);
  self->capture = g_build_filename (self->folder, "values.tarn", NULL);
  tarn_run (&run, lines->str, "tarn import - -o {}", self->capture);
  g_test_message ("%s", tarn_run_err (&run));
  g_assert_cmpint (run.status, ==, 0);
  self->agent = tarn_serve (&self->target, "{} --replay-null", self->capture);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_assert_cmpint (tarn_end (self->agent, SIGTERM), ==, 0);
  g_clear_object (&self->agent);
  g_assert_cmpint (g_remove (self->capture), ==, 0);
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  g_free (self->folder);
  g_free (self->capture);
  g_free (self->target);
}

/* @theirs and @ours are commands; the same must come out, and something. */
static void
assert_same (Fixture    *self,
             const char *theirs,
             const char *ours)
{
  g_auto(TarnRun) a = { 0 };
  g_auto(TarnRun) b = { 0 };

  tarn_run (&a, NULL, theirs, self->target);
  tarn_run (&b, NULL, ours, self->target);
  g_test_message ("%s%s", tarn_run_err (&a), tarn_run_err (&b));
  g_assert_cmpint (a.status, ==, 0);
  g_assert_cmpint (b.status, ==, 0);
  g_assert_cmpuint (g_bytes_get_size (a.out), >, 0);
  g_assert_cmpstr (tarn_run_out (&b), ==, tarn_run_out (&a));
}

static void
test_get (Fixture       *self,
          gconstpointer  data)
{
  if (!have_tools ())
    return;

  for (guint i = 0; i < G_N_ELEMENTS (taken); i++)
    {
      g_autofree char *theirs = g_strdup_printf ("snmpget -v2c -cpublic -r0 -On -m '' {} "
                                                 ROOT ".%u", i);
      g_autofree char *ours = g_strdup_printf ("tarn get -v2c -cpublic -r0 {} " ROOT ".%u", i);

      g_test_message ("%s", taken[i]);
      assert_same (self, theirs, ours);
    }
}

static void
test_dropped (Fixture       *self,
              gconstpointer  data)
{
  if (!have_tools ())
    return;

  for (guint i = 0; i < G_N_ELEMENTS (dropped); i++)
    {
      g_autofree char *theirs = g_strdup_printf ("snmpget -v2c -cpublic -t 0.2 -r0 -On -m '' {} "
                                                 "1.3.6.1.4.1.99999.3.%u", i);
      g_autofree char *ours = g_strdup_printf ("tarn get {} 1.3.6.1.4.1.99999.3.%u", i);
      g_autofree char *expected = g_strdup_printf (".1.3.6.1.4.1.99999.3.%u = %s\n", i,
                                                   dropped[i].text);
      g_auto(TarnRun) a = { 0 };
      g_auto(TarnRun) b = { 0 };

      tarn_run (&a, NULL, theirs, self->target);
      tarn_run (&b, NULL, ours, self->target);
      g_test_message ("%s: %s", dropped[i].tlv, tarn_run_err (&b));
      g_assert_cmpint (a.status, !=, 0);
      g_assert_cmpint (b.status, ==, 0);
      g_assert_cmpstr (tarn_run_out (&b), ==, expected);
    }
}

static void
test_many (Fixture       *self,
           gconstpointer  data)
{
  if (!have_tools ())
    return;

  assert_same (self, "snmpgetnext -v2c -cpublic -On -m '' {} " ROOT ".7 " ROOT ".99",
               "tarn next -v2c -cpublic {} " ROOT ".7 " ROOT ".99");
  assert_same (self, "snmpbulkget -v2c -cpublic -Cn1 -Cr20 -On -m '' {} " ROOT ".3 " ROOT ".20",
               "tarn bulk -v2c -cpublic -Cn1 -Cr20 {} " ROOT ".3 " ROOT ".20");
  assert_same (self, "snmpbulkwalk -v2c -cpublic -Cr25 -On -m '' {} " ROOT,
               "tarn walk -v2c -cpublic -Cr25 {} " ROOT);
  assert_same (self, "snmpwalk -v2c -cpublic -On -m '' {} ." ROOT, "tarn walk -Cr1 {} ." ROOT);
  assert_same (self, "snmpwalk -v1 -cpublic -On -m '' {} " ROOT, "tarn walk -v1 {} " ROOT);

  /* One instance, nothing at all, and past the end. */
  assert_same (self, "snmpwalk -v2c -cpublic -On -m '' {} " ROOT ".5", "tarn walk {} " ROOT ".5");
  assert_same (self, "snmpwalk -v2c -cpublic -On -m '' {} 1.3.6.1.2.1.99",
               "tarn walk {} 1.3.6.1.2.1.99");
  assert_same (self, "snmpwalk -v2c -cpublic -On -m '' {} 2.999", "tarn walk {} 2.999");
  assert_same (self, "snmpwalk -v1 -cpublic -On -m '' {} 2.999", "tarn walk -v1 {} 2.999");
  assert_same (self, "snmpget -v2c -cpublic -On -m '' {} " ROOT ".5 " ROOT ".6 " ROOT ".1",
               "tarn get {} " ROOT ".5 " ROOT ".6 " ROOT ".1");
}

/* The whole demo device, which net-snmp can read, to the last line. */
static void
test_everything (void)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *demo = g_build_filename (g_getenv ("TARN_SOURCE"), "data", "demo",
                                            "switch.snmprec", NULL);
  Fixture self = { .folder = g_dir_make_tmp ("tarn-text-XXXXXX", &error) };
  g_auto(TarnRun) run = { 0 };

  g_assert_no_error (error);
  self.capture = g_build_filename (self.folder, "demo.tarn", NULL);
  tarn_run (&run, NULL, "tarn import {} -o {}", demo, self.capture);
  g_assert_cmpint (run.status, ==, 0);
  self.agent = tarn_serve (&self.target, "{} --replay-null", self.capture);

  if (have_tools ())
    {
      assert_same (&self, "snmpbulkwalk -v2c -cpublic -On -m '' {} .1", "tarn walk {} .1");
      assert_same (&self, "snmpwalk -v1 -cpublic -On -m '' {} .1", "tarn walk -v1 {} .1");
      assert_same (&self, "snmpwalk -v2c -cpublic -On -m '' {} .1.3.6.1.2.1",
                   "tarn walk {} .1.3.6.1.2.1");
    }

  tear_down (&self, NULL);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  /* Nothing of the person who runs this. */
  g_setenv ("SNMPCONFPATH", "/nonexistent", TRUE);

#define ADD(name, func) g_test_add (name, Fixture, NULL, set_up, func, tear_down)
  ADD ("/text-net-snmp/one by one", test_get);
  ADD ("/text-net-snmp/dropped by net-snmp", test_dropped);
  ADD ("/text-net-snmp/many at once", test_many);
#undef ADD

  g_test_add_func ("/text-net-snmp/everything", test_everything);

  return g_test_run ();
}
