/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Names of MIB modules in text of net-snmp, with all that it makes of an index.
 */
#include "tarn-test-import.h"
#include "tarn-test-mib.h"

#include "base/tarn-error.h"

#define FIRST "IF-MIB::ifNumber.0 = INTEGER: 1 things\n"
#define ANY   "1.3.6.1.2.1.90.1.1"
#define INET  "1.3.6.1.2.1.92.1.1"

#define DOTS  "taken as it stands (a dot in its index may stand for what did not print)"
#define LOST  "refused (octets of its index that did not print are lost; a walk with -Ob has " \
              "numbers instead)"
#define OTHER "refused (its index is not as its MIB module says; a walk with -Ob has numbers " \
              "instead)"

typedef struct
{
  const char *sentence;
  const char *line;
  const char *snmprec;   /* NULL: none               */
  const char *note;      /* NULL: nothing to tell    */
} Vector;

static const Vector vectors[] = {
  { "a column and its index", "IF-MIB::ifDescr.3 = STRING: eth0", "1.3.6.1.2.1.2.2.1.2.3|4|eth0",
    NULL },
  { "-Os", "ifDescr.3 = STRING: eth0", "1.3.6.1.2.1.2.2.1.2.3|4|eth0", NULL },
  { "-Of", ".iso.org.dod.internet.mgmt.mib-2.interfaces.ifTable.ifEntry.ifDescr.3 = STRING: a",
    "1.3.6.1.2.1.2.2.1.2.3|4|a", NULL },
  { "-Ou", "interfaces.ifTable.ifEntry.ifDescr.3 = STRING: a", "1.3.6.1.2.1.2.2.1.2.3|4|a", NULL },
  { "-OX", "IF-MIB::ifDescr[3] = STRING: a", "1.3.6.1.2.1.2.2.1.2.3|4|a", NULL },
  { "an older module has it, too", "RFC1213-MIB::ifDescr.3 = STRING: a",
    "1.3.6.1.2.1.2.2.1.2.3|4|a", NULL },
  { "numbers below a name", "IF-MIB::mib-2.99.1 = INTEGER: 6", "1.3.6.1.2.1.99.1|2|6", NULL },
  { "a module that is not there, and a name that everybody knows", "OLD-MIB::ifMtu.1 = INTEGER: 9",
    "1.3.6.1.2.1.2.2.1.4.1|2|9", NULL },
  { "a module that is not there, and a name of another one", "OLD-MIB::anyStatus.1.97.up.1.2.3.4.5.6"
    " = INTEGER: up(1)", ANY ".2.1.97.1.1.2.3.4.5.6|2|1",
    "taken as it stands (its MIB module is not there, and another one has the name)" },
  { "a name that no module has", "IF-MIB::ifDescription.3 = STRING: a", NULL,
    "refused (The MIB module IF-MIB does not define “ifDescription”" },
  { "a module that is not there", "ACME-MIB::acme.3 = STRING: a", NULL,
    "refused (There is no MIB module “ACME-MIB”" },
  { "an instance that is none", "IF-MIB::ifDescr.eth0 = STRING: a", NULL, "refused (" },
  { "an OID among values", "IF-MIB::inetOid.3 = OID: IF-MIB::ifDescr.7",
    INET ".3.3|6|1.3.6.1.2.1.2.2.1.2.7", NULL },

  { "a string, a label, a string of fixed size (P-IDX-02, P-IDX-03)",
    "IF-MIB::anyStatus.\"ab c\".down.'a:[]\" ' = INTEGER: up(1)",
    ANY ".2.4.97.98.32.99.2.97.58.91.93.34.32|2|1", NULL },
  { "the same as -OX has it", "IF-MIB::anyStatus[STRING: ab c][down][STRING: 0:1:2:3:4:5]"
    " = INTEGER: up(1)", ANY ".2.4.97.98.32.99.2.0.1.2.3.4.5|2|1", NULL },
  { "in brackets as older tools have it", "IF-MIB::anyStatus[\"ab\"][down]['abcdef'] = INTEGER: up(1)",
    ANY ".2.2.97.98.2.97.98.99.100.101.102|2|1", NULL },
  { "-OE", "IF-MIB::anyStatus.\\\"ab\\\".down.\\'abcdef\\' = INTEGER: up(1)",
    ANY ".2.2.97.98.2.97.98.99.100.101.102|2|1", NULL },
  { "numbers as -Ob has them", "IF-MIB::anyStatus.2.97.98.2.1.2.3.4.5.6 = INTEGER: up(1)",
    ANY ".2.2.97.98.2.1.2.3.4.5.6|2|1", NULL },
  { "a quote in a string, which nobody escapes", "IF-MIB::anyStatus.\"a\"b\".up.'abcdef' = INTEGER: 1",
    ANY ".2.3.97.34.98.1.97.98.99.100.101.102|2|1", NULL },
  { "a quote that looks like the end", "IF-MIB::anyStatus.\"a\".up\".up.'abcdef' = INTEGER: 1",
    ANY ".2.5.97.34.46.117.112.1.97.98.99.100.101.102|2|1", DOTS },
  { "a backslash", "IF-MIB::anyStatus.\"a\\b\".up.'abcde\\' = INTEGER: 1",
    ANY ".2.3.97.92.98.1.97.98.99.100.101.92|2|1", NULL },
  { "an equals sign", "IF-MIB::anyStatus.\"a=b\".up.'abcdef' = INTEGER: 1",
    ANY ".2.3.97.61.98.1.97.98.99.100.101.102|2|1", NULL },
  { "no string at all", "IF-MIB::anyStatus.\"\".up.'abcdef' = INTEGER: 1",
    ANY ".2.0.1.97.98.99.100.101.102|2|1", NULL },
  { "a dot in text", "IF-MIB::anyStatus.\"a.b\".up.'abcdef' = INTEGER: 1",
    ANY ".2.3.97.46.98.1.97.98.99.100.101.102|2|1", DOTS },
  { "a dot in what is no text", "IF-MIB::anyStatus.\"ab\".up.'abcde.' = INTEGER: 1", NULL, LOST },
  { "a string of another size than it has", "IF-MIB::anyStatus.\"ab\".up.'abcde' = INTEGER: 1", NULL,
    OTHER },
  { "a string where a number should be", "IF-MIB::ifDescr.\"a\" = STRING: a", NULL, OTHER },
  { "IMPLIED (P-IDX-04)", "IF-MIB::impliedValue.5.'abc' = INTEGER: 1 things",
    "1.3.6.1.2.1.91.1.1.1.5.97.98.99|2|1", NULL },

  { "IPv4 (P-IDX-18)", "IF-MIB::inetBits.ipv4.\"192.0.2.1\".2.1.3.10.0.0.1.5.1.128 = BITS: 80 0 ",
    INET ".6.1.4.192.0.2.1.2.1.3.10.0.0.1.5.1.128|4x|80", NULL },
  { "IPv6", "IF-MIB::inetBits.ipv6.\"20:01:0d:b8:00:00:00:00:00:00:00:00:00:00:00:01\".2.1.3.10.0.0.1"
    ".5.1.128 = BITS: 80 0 ",
    INET ".6.2.16.32.1.13.184.0.0.0.0.0.0.0.0.0.0.0.1.2.1.3.10.0.0.1.5.1.128|4x|80", NULL },
  { "text that an agent has for an address", "IF-MIB::inetBits.ipv4.\"010.0.0.1\".2.1.3.10.0.0.1.5.1"
    ".128 = BITS: 80 0 ", NULL, LOST },
  { "an OID in brackets", "IF-MIB::inetIp[ipv4][\"192.0.2.1\"][IF-MIB::ifTable]"
    " = IpAddress: 10.0.0.1",
    INET ".4.1.4.192.0.2.1.8.1.3.6.1.2.1.2.2|64|10.0.0.1", NULL },
  { "an address in brackets", "IF-MIB::inetIp[ipv4][\"192.0.2.1\"][0][10.0.0.1]"
    " = IpAddress: 10.0.0.1", INET ".4.1.4.192.0.2.1.0.10.0.0.1|64|10.0.0.1", NULL },

  { "an OID of one arc, and a time, in brackets", "IF-MIB::inetTime[ipv4][\"192.0.2.1\"][.1]"
    "[10.0.0.1][1 day, 0:00:00.05] = Timeticks: (5) 0:00:00.05",
    INET ".5.1.4.192.0.2.1.1.1.10.0.0.1.8640005|67|5", NULL },

  { "a label alone", "IF-MIB::ifOperStatus.1 = INTEGER: down", "1.3.6.1.2.1.2.2.1.8.1|2|2", NULL },
  { "a label that is not of the object", "IF-MIB::ifOperStatus.1 = INTEGER: dormant", NULL,
    "refused (a name where the number is; a walk with -Oe has numbers)" },
  { "an address as its hint has it (P-HNT-13)", "IF-MIB::anyMac.1 = STRING: 0:1a:2b:3c:4d:5e",
    ANY ".3.1|4x|001a2b3c4d5e", NULL },
  { "text where an address should be", "IF-MIB::anyMac.1 = STRING: Anonymized 7",
    ANY ".3.1|4|Anonymized 7",
    "taken as it stands (it is not of the form that its DISPLAY-HINT gives)" },
  { "the octets of an address", "IF-MIB::anyMac.1 = Hex-STRING: 00 1A 2B 3C 4D 5E ",
    ANY ".3.1|4x|001a2b3c4d5e", NULL },
  { "a value of another type (F-86)", "IF-MIB::anyMac.1 = Wrong Type (should be OCTET STRING): "
    "INTEGER: 5", ANY ".3.1|2|5", NULL },
  { "a hint that net-snmp did not take", "IF-MIB::anyMac.1 = (Bad hint ignored: 1x3) STRING: \"a\"",
    ANY ".3.1|4|a", NULL },
  { "a number without a type", "IF-MIB::inetTime.1 = 500", INET ".5.1|67|500", NULL },
  { "a number without a type, which is no time", "IF-MIB::ifNumber.1 = 500",
    "1.3.6.1.2.1.2.1.1|2|500",
    "taken as it stands (its type is not told; it is the one that the MIB module says)" },
};

static TarnMib *mib;

static void
test_name (gconstpointer data)
{
  const Vector *v = data;
  g_autofree char *file = g_strdup_printf (FIRST "%s\n", v->line);
  g_autofree char *snmprec = g_strdup_printf ("1.3.6.1.2.1.2.1.0|2|1\n%s%s",
                                              v->snmprec != NULL ? v->snmprec : "",
                                              v->snmprec != NULL ? "\n" : "");
  g_autofree char *note = v->note != NULL ? g_strdup_printf ("line 2 %s", v->note) : g_strdup ("");
  g_autofree char *found = NULL, *notes = NULL;
  g_autoptr(TarnImportReport) report = NULL;
  g_autoptr(TarnStore) store = NULL;
  g_autoptr(GError) error = NULL;

  store = tarn_test_import_by (mib, TARN_IMPORT_GUESS, tarn_span (file, strlen (file)), &report,
                               &error);
  g_assert_no_error (error);
  g_assert_cmpint (report->format, ==, TARN_IMPORT_TEXT);
  notes = tarn_test_notes (report);
  notes[MIN (strlen (notes), strlen (note))] = '\0';
  g_assert_cmpstr (notes, ==, note);
  found = tarn_test_export (store, TARN_FORMAT_SNMPREC);
  g_assert_cmpstr (found, ==, snmprec);
}

static void
import_prefix (TarnSpan prefix,
               gpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(TarnStore) store = tarn_test_import_by (mib, TARN_IMPORT_TEXT, prefix, NULL, &error);

  if (store == NULL)
    g_assert_error (error, TARN_ERROR, TARN_ERROR_BAD_FORMAT);
}

/* Whatever a file breaks off with. */
static void
test_prefixes (void)
{
  g_autoptr(GString) file = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (vectors); i++)
    g_string_append_printf (file, "%s\n", vectors[i].line);
  tarn_test_each_prefix (tarn_span (file->str, file->len), import_prefix, NULL);
}

/* Text that its module shows has no quotes but its own, unless none of it has been shown. */
static void
test_own_quotes (void)
{
  static const char bare[] =
    "IF-MIB::ifDescr.1 = STRING: eth0\nIF-MIB::ifDescr.2 = STRING: \"eth1\"\n"
    "IF-MIB::ifDescr.3 = STRING: \"\"\n.1.3.6.1.2.1.2.2.1.2.4 = STRING: \"eth3\"\n";
  static const char quoted[] =
    "IF-MIB::ifDescr.1 = STRING: \"eth0\"\nIF-MIB::ifDescr.2 = STRING: \"eth1\"\n";
  static const struct { const char *file, *snmprec; guint n_doubtful; } vectors_of_quotes[] = {
    { bare, "1.3.6.1.2.1.2.2.1.2.1|4|eth0\n1.3.6.1.2.1.2.2.1.2.2|4|\"eth1\"\n"
            "1.3.6.1.2.1.2.2.1.2.3|4|\n1.3.6.1.2.1.2.2.1.2.4|4|eth3\n", 1 },
    { quoted, "1.3.6.1.2.1.2.2.1.2.1|4|eth0\n1.3.6.1.2.1.2.2.1.2.2|4|eth1\n", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (vectors_of_quotes); i++)
    {
      const char *file = vectors_of_quotes[i].file;
      g_autoptr(TarnImportReport) report = NULL;
      g_autoptr(TarnStore) store = NULL;
      g_autofree char *found = NULL;
      g_autoptr(GError) error = NULL;

      store = tarn_test_import_by (mib, TARN_IMPORT_GUESS, tarn_span (file, strlen (file)),
                                   &report, &error);
      g_assert_no_error (error);
      found = tarn_test_export (store, TARN_FORMAT_SNMPREC);
      g_assert_cmpstr (found, ==, vectors_of_quotes[i].snmprec);
      g_assert_cmpuint (report->n_doubtful, ==, vectors_of_quotes[i].n_doubtful);
    }
}

/* Quotes in a name can be read in many ways: not all of them are tried. */
static void
test_many_quotes (void)
{
  g_autoptr(GString) file = g_string_new (FIRST);
  g_autoptr(TarnImportReport) report = NULL;
  g_autoptr(TarnStore) store = NULL;
  g_autoptr(GError) error = NULL;

  for (guint line = 0; line < 20; line++)
    {
      g_string_append (file, "IF-MIB::anyStatus");
      for (guint i = 0; i < 2000; i++)
        g_string_append (file, ".\"");
      g_string_append (file, " = INTEGER: 1\n");
    }

  store = tarn_test_import_by (mib, TARN_IMPORT_TEXT, tarn_span (file->str, file->len), &report,
                               &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->n_refused, ==, 20);
  g_assert_cmpuint (report->n_varbinds, ==, 1);
}

/* Names alone, of types that modules tell: -Oqs. */
static void
test_untyped (void)
{
  static const char file[] =
    "ifNumber.0 2\nifDescr.1 \"eth0\"\nifOperStatus.1 up\nanyMac.1 0:1:2:3:4:5\ninetTime.1 "
    "0:0:00:12.34\ninetIp.1 192.0.2.1\ninetOid.1 IF-MIB::ifTable\nanyStatus.1 7 seconds ago\n";
  g_autoptr(TarnImportReport) report = NULL;
  g_autoptr(TarnStore) store = NULL;
  g_autofree char *found = NULL;
  g_autoptr(GError) error = NULL;

  store = tarn_test_import_by (mib, TARN_IMPORT_TEXT, tarn_span (file, strlen (file)), &report,
                               &error);
  g_assert_no_error (error);
  found = tarn_test_export (store, TARN_FORMAT_SNMPREC);
  g_assert_cmpstr (found, ==,
                   "1.3.6.1.2.1.2.1.0|2|2\n1.3.6.1.2.1.2.2.1.2.1|4|eth0\n"
                   "1.3.6.1.2.1.2.2.1.8.1|2|1\n" ANY ".2.1|2|7\n" ANY ".3.1|4x|000102030405\n"
                   INET ".3.1|6|1.3.6.1.2.1.2.2\n" INET ".4.1|64|192.0.2.1\n"
                   INET ".5.1|67|1234\n");
  g_assert_cmpuint (report->n_refused, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  mib = tarn_test_mib_open ();

  for (guint i = 0; i < G_N_ELEMENTS (vectors); i++)
    {
      g_autofree char *path = g_strdup_printf ("/import-names/%s", vectors[i].sentence);

      g_test_add_data_func (path, &vectors[i], test_name);
    }
  g_test_add_func ("/import-names/prefixes", test_prefixes);
  g_test_add_func ("/import-names/many quotes", test_many_quotes);
  g_test_add_func ("/import-names/own quotes", test_own_quotes);
  g_test_add_func ("/import-names/untyped", test_untyped);

  status = g_test_run ();
  g_assert_finalize_object (mib);
  return status;
}
