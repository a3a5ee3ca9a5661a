/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-test-import.h"

#include "base/tarn-error.h"

typedef struct
{
  const char *sentence;
  const char *file;      /* ' for " */
  const char *snmprec;
  const char *notes;     /* the reason, if it is refused or doubtful; NULL: neither */
} FileVector;

static const FileVector files[] = {
  { "as it is written", "{'oid':'1.3.6.1','type':'Integer32','value':-5}", "1.3.6.1|2|-5\n", NULL },
  { "members in another order, spaces between them",
    " { 'value' : 5 , 'type' : 'Gauge32' , 'oid' : '.1.3.6.1' } ", "1.3.6.1|66|5\n", NULL },
  { "members that nobody knows",
    "{'oid':'1.3.6.1','x':{'a':[1,2,{'b':']}'}]},'y':[],'z':true,'type':'Null','value':null}",
    "1.3.6.1|5|\n", NULL },
  { "64 bits as a string", "{'oid':'1.3.6.1','type':'Counter64','value':'18446744073709551615'}",
    "1.3.6.1|70|18446744073709551615\n", NULL },
  { "64 bits as a number", "{'oid':'1.3.6.1','type':'Counter64','value':18446744073709551615}",
    "1.3.6.1|70|18446744073709551615\n", NULL },
  { "32 bits as a string", "{'oid':'1.3.6.1','type':'Counter','value':'7'}",
    "1.3.6.1|65|7\n", NULL },
  { "escapes",
    "{'oid':'1.3.6.1','type':'OctetString','text':'\\'\\\\\\/\\b\\f\\n\\r\\t\\u0041\\u00e9'}",
    "1.3.6.1|4x|225c2f080c0a0d0941c3a9\n", NULL },
  { "a character of two halves", "{'oid':'1.3.6.1','type':'OctetString','text':'\\ud83D\\uDE00'}",
    "1.3.6.1|4x|f09f9880\n", NULL },
  { "an octet of zero", "{'oid':'1.3.6.1','type':'OctetString','text':'a\\u0000'}",
    "1.3.6.1|4x|6100\n", NULL },
  { "names with escapes", "{'\\u006fid':'1.3.6.1','type':'Null'}", "1.3.6.1|5|\n", NULL },
  { "hex goes before text", "{'oid':'1.3.6.1','type':'OctetString','text':'ab','hex':'6162'}",
    "1.3.6.1|4|ab\n", NULL },
  { "a string as a value", "{'oid':'1.3.6.1','type':'STRING','value':'ab'}",
    "1.3.6.1|4|ab\n", NULL },
  { "an empty string", "{'oid':'1.3.6.1','type':'STRING','value':''}", "1.3.6.1|4|\n", NULL },
  { "a whole TLV needs no type", "{'oid':'1.3.6.1','tlv':'020105'}", "1.3.6.1|2|5\n", NULL },
  { "a TLV of no octets", "{'oid':'1.3.6.1','type':'unknown','tlv':''}", "#tlv|1.3.6.1|\n", NULL },
  { "a blank line", "\n  \n{'oid':'1.3.6.1','type':'Null'}", "1.3.6.1|5|\n", NULL },

  { "text that was edited", "{'oid':'1.3.6.1','type':'OctetString','text':'aX','hex':'6162'}",
    "1.3.6.1|4|ab\n", "its text is not what its hex says, which was taken" },

  { "no OID", "{'type':'Null'}", "", "it has no OID" },
  { "no type", "{'oid':'1.3.6.1','value':1}", "", "it has no type" },
  { "a type that is none", "{'oid':'1.3.6.1','type':'Float','value':1}", "",
    "its type is none that SNMP has" },
  { "no value", "{'oid':'1.3.6.1','type':'Integer32'}", "", "it has no value" },
  { "a fraction", "{'oid':'1.3.6.1','type':'Integer32','value':1.5}", "",
    "an Integer32 that is no number" },
  { "a value that is neither", "{'oid':'1.3.6.1','type':'Integer32','value':true}", "",
    "what should be a string or a number is neither" },
  { "an OID that is a number", "{'oid':1.3,'type':'Null'}", "",
    "a number stands where a string should be" },
  { "a name beside the OID is for people",
    "{'oid':'1.3.6.1','name':'SNMPv2-SMI::internet','type':'Null','display':'nothing'}",
    "1.3.6.1|5|\n", NULL },
  { "also before it", "{'name':'SNMPv2-SMI::internet','oid':'1.3.6.1','type':'Null'}",
    "1.3.6.1|5|\n", NULL },
  { "alone it is the OID", "{'name':'1.3.6.1','type':'Null'}", "1.3.6.1|5|\n", NULL },
  { "a name twice", "{'name':'1.3.6.1','name':'1.3.6.2','type':'Null'}", "",
    "it has one of its members twice" },
  { "an OID twice", "{'oid':'1.3.6.1','OID':'1.3.6.2','type':'Null'}", "",
    "it has one of its members twice" },
  { "no end", "{'oid':'1.3.6.1','type':'Null'", "", "a comma or its end is missing" },
  { "more than one", "{'oid':'1.3.6.1','type':'Null'},", "", "something follows its end" },
  { "a comma too many", "{'oid':'1.3.6.1','type':'Null',}", "", "a string is missing" },
  { "no colon", "{'oid' '1.3.6.1'}", "", "a colon is missing" },
  { "a string without an end", "{'oid':'1.3.6.1", "", "a string has no end" },
  { "a backslash at the end", "{'oid':'1.3.6.1\\", "", "a string has no end" },
  { "an escape that is none", "{'oid':'\\x'}", "",
    "a backslash with nothing behind it that JSON knows" },
  { "half a character", "{'oid':'\\ud83d'}", "", "half a character stands alone" },
  { "the other half", "{'oid':'\\ude00'}", "", "half a character stands alone" },
  { "three digits", "{'oid':'\\u12'}", "", "four hex digits are missing behind \\u" },
  { "a control character", "{'oid':'1.3\t'}", "", "a control character stands in a string" },
  { "octets that are not UTF-8", "{'oid':'\xe9'}", "", "it is not UTF-8" },
  { "a word", "{'oid':nil}", "", "a word that JSON does not know" },
  { "brackets that do not match", "{'x':[1,{]}", "", "its brackets do not match" },
  { "an array", "[]", "", "it is no JSON object" },
};

static void
test_file (gconstpointer data)
{
  const FileVector *v = data;
  /* So that one line is good, and the file of that format. */
  g_autofree char *file = g_strdup_printf ("%s\n{'oid':'2.1','type':'Null'}\n", v->file);
  g_autofree char *snmprec = g_strdup_printf ("%s2.1|5|\n", v->snmprec);
  g_autoptr(TarnImportReport) report = NULL;
  g_autoptr(TarnStore) store = NULL;
  g_autofree char *found = NULL;
  g_autofree char *notes = NULL;
  g_autoptr(GError) error = NULL;
  TarnSpan span;

  g_strdelimit (file, "'", '"');
  span = tarn_span (file, strlen (file));
  store = tarn_test_import (TARN_IMPORT_JSON, span, &report, &error);
  g_assert_no_error (error);
  found = tarn_test_export (store, TARN_FORMAT_SNMPREC);
  notes = tarn_test_notes (report);

  g_assert_cmpstr (found, ==, snmprec);
  g_assert_cmpuint (report->notes->len, ==, v->notes != NULL);
  g_assert_cmpuint (report->n_refused, ==, v->snmprec[0] == '\0');
  if (v->notes != NULL)
    g_assert_nonnull (strstr (notes, v->notes));

  tarn_test_import_prefixes (TARN_IMPORT_JSON, span);
}

/* Depth, length and number are bounded. */
static void
test_hostile (void)
{
  g_autoptr(GString) file = g_string_new ("{\"x\":");
  g_autoptr(TarnImportReport) report = NULL;
  g_autoptr(TarnStore) store = NULL;
  g_autofree char *notes = NULL;
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < 100000; i++)
    g_string_append_c (file, '[');
  g_string_append (file, "\n{");
  for (guint i = 0; i < 101; i++)
    g_string_append_printf (file, "\"%u\":1,", i);
  g_string_append (file, "\"oid\":\"1.3\"}\n{\"oid\":\"2.1\",\"type\":\"Null\",\"x\":\"");
  for (guint i = 0; i < 2 * 1024 * 1024; i++)
    g_string_append_c (file, 'x');
  g_string_append (file, "\"}\n{\"oid\":\"2.1\",\"type\":\"Null\"}\n");

  store = tarn_test_import (TARN_IMPORT_JSON, tarn_span (file->str, file->len), &report, &error);
  g_assert_no_error (error);
  notes = tarn_test_notes (report);
  g_assert_cmpuint (report->n_refused, ==, 3);
  g_assert_cmpuint (report->n_varbinds, ==, 1);
  g_assert_nonnull (strstr (notes, "line 1 refused (it is nested too deeply)"));
  g_assert_nonnull (strstr (notes, "line 2 refused (it has too many members)"));
  g_assert_nonnull (strstr (notes, "line 3 refused (longer than any value"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_strdup_printf ("/import/json/%s", files[i].sentence);

      g_test_add_data_func (path, &files[i], test_file);
    }
  g_test_add_func ("/import/json/hostile", test_hostile);

  return g_test_run ();
}
