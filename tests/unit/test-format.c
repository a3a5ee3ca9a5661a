/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-test.h"

#include "ops/tarn-format.h"

#define NAME "1.3.6.1.2"

typedef enum
{
  PLAIN,   /* its snmprec line alone gives the TLV back    */
  RAW,     /* the whole TLV is written in front of it      */
} Carried;

typedef struct
{
  const char *sentence;
  const char *tlv;
  Carried     carried;
  const char *text;      /* after " = " */
  const char *snmprec;   /* after the OID; NULL: none */
  const char *json;      /* after the OID; ' for " */
} FormatVector;

/* The text was printed by net-snmp 5.9.3 for each value that it takes;
 * tests/interop/test-text-net-snmp.c asks it again. */
static const FormatVector vectors[] = {
  { "the smallest Integer32",
    "020480000000", PLAIN,
    "INTEGER: -2147483648", "2|-2147483648",
    "'type':'Integer32','value':-2147483648" },
  { "the largest Integer32",
    "02047fffffff", PLAIN,
    "INTEGER: 2147483647", "2|2147483647",
    "'type':'Integer32','value':2147483647" },
  { "zero",
    "020100", PLAIN,
    "INTEGER: 0", "2|0",
    "'type':'Integer32','value':0" },
  { "an INTEGER wider than its type, as net-snmp shows it (P-INT-08)",
    "020500ffffffff", RAW,
    "INTEGER: 4294967295", "2|-1",
    "'type':'Integer32','value':-1,'anomalies':['integer-truncated'],'tlv':'020500ffffffff'" },
  { "and wider still",
    "02050100000001", RAW,
    "INTEGER: 1", "2|1",
    "'type':'Integer32','value':1,'anomalies':['integer-truncated'],'tlv':'02050100000001'" },
  { "far below the smallest",
    "02058000000001", RAW,
    "INTEGER: -1", "2|1",
    "'type':'Integer32','value':1,'anomalies':['integer-truncated'],'tlv':'02058000000001'" },
  { "a redundant leading octet (P-INT-05)",
    "02020001", RAW,
    "INTEGER: 1", "2|1",
    "'type':'Integer32','value':1,'anomalies':['non-minimal-integer'],'tlv':'02020001'" },
  { "an empty INTEGER cannot be read (P-INT-04)",
    "0200", RAW,
    "Undecodable (type 0x02): 02 00 ", NULL,
    "'type':'Integer32','anomalies':['bad-value'],'tlv':'0200'" },
  { "an empty string",
    "0400", PLAIN,
    "\"\"", "4|",
    "'type':'OctetString','text':'','hex':''" },
  { "plain text",
    "0403616263", PLAIN,
    "STRING: \"abc\"", "4|abc",
    "'type':'OctetString','text':'abc','hex':'616263'" },
  { "quotes and backslashes",
    "04056122625c63", PLAIN,
    "STRING: \"a\\\"b\\\\c\"", "4|a\"b\\c",
    "'type':'OctetString','text':'a\\'b\\\\c','hex':'6122625c63'" },
  { "a bar is text",
    "0403617c62", PLAIN,
    "STRING: \"a|b\"", "4|a|b",
    "'type':'OctetString','text':'a|b','hex':'617c62'" },
  { "TAB",
    "0403610962", PLAIN,
    "STRING: \"a\tb\"", "4x|610962",
    "'type':'OctetString','text':'a\\tb','hex':'610962'" },
  { "CR and LF are printed raw, as net-snmp does",
    "0405610d0a6263", PLAIN,
    "STRING: \"a\r\nbc\"", "4x|610d0a6263",
    "'type':'OctetString','text':'a\\r\\nbc','hex':'610d0a6263'" },
  { "VT and FF are spaces to C, control characters to JSON",
    "04020b0c", PLAIN,
    "STRING: \"\v\f\"", "4x|0b0c",
    "'type':'OctetString','hex':'0b0c'" },
  { "a NUL at the end makes it hex",
    "040461626300", PLAIN,
    "Hex-STRING: 61 62 63 00 ", "4x|61626300",
    "'type':'OctetString','hex':'61626300'" },
  { "an escape sequence never reaches a terminal",
    "04041b5b316d", PLAIN,
    "Hex-STRING: 1B 5B 31 6D ", "4x|1b5b316d",
    "'type':'OctetString','hex':'1b5b316d'" },
  { "DEL",
    "04017f", PLAIN,
    "Hex-STRING: 7F ", "4x|7f",
    "'type':'OctetString','hex':'7f'" },
  { "UTF-8 is hex in text and text in JSON (F-46)",
    "0405636166c3a9", PLAIN,
    "Hex-STRING: 63 61 66 C3 A9 ", "4x|636166c3a9",
    "'type':'OctetString','text':'caf\303\251','hex':'636166c3a9'" },
  { "Latin-1",
    "0401e9", PLAIN,
    "Hex-STRING: E9 ", "4x|e9",
    "'type':'OctetString','hex':'e9'" },
  { "a C1 control character, well-formed UTF-8",
    "0402c285", PLAIN,
    "Hex-STRING: C2 85 ", "4x|c285",
    "'type':'OctetString','hex':'c285'" },
  { "a space at the end, which snmpsim would strip",
    "04026120", PLAIN,
    "STRING: \"a \"", "4x|6120",
    "'type':'OctetString','text':'a ','hex':'6120'" },
  { "sixteen octets fit on a line of hex",
    "0410808182838485868788898a8b8c8d8e8f", PLAIN,
    "Hex-STRING: 80 81 82 83 84 85 86 87 88 89 8A 8B 8C 8D 8E 8F ", "4x|808182838485868788898a8b8c8d8e8f",
    "'type':'OctetString','hex':'808182838485868788898a8b8c8d8e8f'" },
  { "the seventeenth does not",
    "0411808182838485868788898a8b8c8d8e8f90", PLAIN,
    "Hex-STRING: 80 81 82 83 84 85 86 87 88 89 8A 8B 8C 8D 8E 8F \n90 ", "4x|808182838485868788898a8b8c8d8e8f90",
    "'type':'OctetString','hex':'808182838485868788898a8b8c8d8e8f90'" },
  { "a long form of the length is kept (P-BER-04)",
    "04820003616263", RAW,
    "STRING: \"abc\"", "4|abc",
    "'type':'OctetString','text':'abc','hex':'616263','tlv':'04820003616263'" },
  { "one octet short (P-BER-14)",
    "0404616263", RAW,
    "STRING: \"abc\"", "4|abc",
    "'type':'OctetString','text':'abc','hex':'616263','anomalies':['string-clamped'],'tlv':'0404616263'" },
  { "two octets short (P-BER-13)",
    "0405616263", RAW,
    "Undecodable (type 0x04): 04 05 61 62 63 ", NULL,
    "'type':'OctetString','anomalies':['bad-value'],'tlv':'0405616263'" },
  { "NULL",
    "0500", PLAIN,
    "NULL", "5|",
    "'type':'Null','value':null" },
  { "NULL with content (P-STR-03)",
    "050100", RAW,
    "NULL", "5|",
    "'type':'Null','value':null,'anomalies':['null-content'],'tlv':'050100'" },
  { "zeroDotZero",
    "060100", PLAIN,
    "OID: .0.0", "6|0.0",
    "'type':'ObjectIdentifier','value':'0.0'" },
  { "an empty OID (P-OID-06)",
    "0600", RAW,
    "OID: .0", "6|0.0",
    "'type':'ObjectIdentifier','value':'0.0','anomalies':['empty-oid'],'tlv':'0600'" },
  { "an OID",
    "06062b0601020101", PLAIN,
    "OID: .1.3.6.1.2.1.1", "6|1.3.6.1.2.1.1",
    "'type':'ObjectIdentifier','value':'1.3.6.1.2.1.1'" },
  { "2.999",
    "0603883701", PLAIN,
    "OID: .2.999.1", "6|2.999.1",
    "'type':'ObjectIdentifier','value':'2.999.1'" },
  { "the largest first sub-identifier (P-OID-02)",
    "0605908080804f", PLAIN,
    "OID: .2.4294967295", "6|2.4294967295",
    "'type':'ObjectIdentifier','value':'2.4294967295'" },
  { "a padded OID (P-OID-04)",
    "06032b8001", RAW,
    "OID: .1.3.1", "6|1.3.1",
    "'type':'ObjectIdentifier','value':'1.3.1','anomalies':['oid-padded'],'tlv':'06032b8001'" },
  { "a cut OID (P-OID-05)",
    "06022b80", RAW,
    "Undecodable (type 0x06): 06 02 2B 80 ", NULL,
    "'type':'ObjectIdentifier','anomalies':['oid-padded','bad-value'],'tlv':'06022b80'" },
  { "a sub-identifier of 33 bits (P-OID-03)",
    "06062b9080808000", RAW,
    "Undecodable (type 0x06): 06 06 2B 90 80 80 80 00 ", NULL,
    "'type':'ObjectIdentifier','anomalies':['oid-overflow','bad-value'],'tlv':'06062b9080808000'" },
  { "IpAddress",
    "4004c0000201", PLAIN,
    "IpAddress: 192.0.2.1", "64|192.0.2.1",
    "'type':'IpAddress','value':'192.0.2.1'" },
  { "IpAddress of no octets (P-STR-02)",
    "4000", RAW,
    "Undecodable (type 0x40): 40 00 ", NULL,
    "'type':'IpAddress','anomalies':['bad-ipaddress'],'tlv':'4000'" },
  { "Counter32",
    "410500ffffffff", PLAIN,
    "Counter32: 4294967295", "65|4294967295",
    "'type':'Counter32','value':4294967295" },
  { "a Counter32 without its leading zero (P-INT-06)",
    "4104ffffffff", RAW,
    "Counter32: 4294967295", "65|4294967295",
    "'type':'Counter32','value':4294967295,'anomalies':['missing-leading-zero'],'tlv':'4104ffffffff'" },
  { "a doubtful Counter32, as net-snmp 5.9.3 shows it (P-INT-07)",
    "410180", RAW,
    "Counter32: 128", "65|4294967168",
    "'type':'Counter32','value':4294967168,'anomalies':['negative-unsigned'],'tlv':'410180'" },
  { "Gauge32",
    "42020080", PLAIN,
    "Gauge32: 128", "66|128",
    "'type':'Gauge32','value':128" },
  { "an empty Gauge32",
    "4200", RAW,
    "Undecodable (type 0x42): 42 00 ", NULL,
    "'type':'Gauge32','anomalies':['bad-value'],'tlv':'4200'" },
  { "TimeTicks of nothing",
    "430100", PLAIN,
    "Timeticks: (0) 0:00:00.00", "67|0",
    "'type':'TimeTicks','value':0" },
  { "a hundredth less than a day",
    "43040083d5ff", PLAIN,
    "Timeticks: (8639999) 23:59:59.99", "67|8639999",
    "'type':'TimeTicks','value':8639999" },
  { "one day",
    "43040083d600", PLAIN,
    "Timeticks: (8640000) 1 day, 0:00:00.00", "67|8640000",
    "'type':'TimeTicks','value':8640000" },
  { "two days and a bit",
    "43040107ac01", PLAIN,
    "Timeticks: (17280001) 2 days, 0:00:00.01", "67|17280001",
    "'type':'TimeTicks','value':17280001" },
  { "497 days",
    "430500ffffffff", PLAIN,
    "Timeticks: (4294967295) 497 days, 2:27:52.95", "67|4294967295",
    "'type':'TimeTicks','value':4294967295" },
  { "Opaque of no octets",
    "4400", PLAIN,
    "OPAQUE: ", "68x|",
    "'type':'Opaque','hex':''" },
  { "Opaque",
    "4403616263", PLAIN,
    "OPAQUE: 61 62 63 ", "68x|616263",
    "'type':'Opaque','hex':'616263'" },
  { "Opaque float (P-STR-05)",
    "44079f780440600000", PLAIN,
    "Opaque: Float: 3.500000", "68x|9f780440600000",
    "'type':'Opaque','value':'3.5','hex':'9f780440600000'" },
  { "Opaque float that is no number",
    "44079f78047fc00000", PLAIN,
    "Opaque: Float: nan", "68x|9f78047fc00000",
    "'type':'Opaque','value':'nan','hex':'9f78047fc00000'" },
  { "Opaque double is called a float",
    "440b9f7908400c000000000000", PLAIN,
    "Opaque: Float: 3.500000", "68x|9f7908400c000000000000",
    "'type':'Opaque','value':'3.5','hex':'9f7908400c000000000000'" },
  { "a long double is cut off after 127 characters, as net-snmp does",
    "440b9f790860ffffffffffffff", PLAIN,
    "Opaque: Float: 17573882009934358919260822098153222022711485747637920755175987289908021262524"
    "89972757641591773981108555056414247970902168320033", "68x|9f790860ffffffffffffff",
    "'type':'Opaque','value':'1.7573882009934359e+159','hex':'9f790860ffffffffffffff'" },
  { "Opaque Counter64",
    "440c9f760900ffffffffffffffff", PLAIN,
    "Opaque: Counter64: 18446744073709551615", "68x|9f760900ffffffffffffffff",
    "'type':'Opaque','value':'18446744073709551615','hex':'9f760900ffffffffffffffff'" },
  { "Opaque signed 64",
    "44049f7a01ff", PLAIN,
    "Opaque: Int64: -1", "68x|9f7a01ff",
    "'type':'Opaque','value':'-1','hex':'9f7a01ff'" },
  { "Opaque unsigned 64",
    "44049f7b01ff", PLAIN,
    "Opaque: UInt64: 255", "68x|9f7b01ff",
    "'type':'Opaque','value':'255','hex':'9f7b01ff'" },
  { "Opaque float with an octet too many",
    "44089f780440600000ff", PLAIN,
    "OPAQUE: 9F 78 04 40 60 00 00 FF ", "68x|9f780440600000ff",
    "'type':'Opaque','hex':'9f780440600000ff'" },
  { "NsapAddress (P-TAG-10)",
    "4503010203", RAW,
    "Variable has bad type", NULL,
    "'type':'NsapAddress','hex':'010203','anomalies':['obsolete-type'],'tlv':'4503010203'" },
  { "the largest Counter64 (F-23)",
    "460900ffffffffffffffff", PLAIN,
    "Counter64: 18446744073709551615", "70|18446744073709551615",
    "'type':'Counter64','value':'18446744073709551615'" },
  { "2^63 (F-23)",
    "4609008000000000000000", PLAIN,
    "Counter64: 9223372036854775808", "70|9223372036854775808",
    "'type':'Counter64','value':'9223372036854775808'" },
  { "a Counter64 of no octets (P-INT-04)",
    "4600", RAW,
    "Counter64: 0", "70|0",
    "'type':'Counter64','value':'0','anomalies':['empty-integer'],'tlv':'4600'" },
  { "UInteger32 has no name in net-snmp",
    "470107", RAW,
    "7", NULL,
    "'type':'UInteger32','value':7,'anomalies':['obsolete-type'],'tlv':'470107'" },
  { "BIT STRING",
    "03020180", RAW,
    "BITS: 01 80 7 8 ", NULL,
    "'type':'BitString','hex':'0180','anomalies':['obsolete-type'],'tlv':'03020180'" },
  { "noSuchObject",
    "8000", RAW,
    "No Such Object available on this agent at this OID", NULL,
    "'type':'noSuchObject'" },
  { "noSuchInstance",
    "8100", RAW,
    "No Such Instance currently exists at this OID", NULL,
    "'type':'noSuchInstance'" },
  { "endOfMibView",
    "8200", RAW,
    "No more variables left in this MIB View (It is past the end of the MIB tree)", NULL,
    "'type':'endOfMibView'" },
  { "an unknown type (P-BER-15)",
    "4901ff", RAW,
    "Unknown Type (0x49): 49 01 FF ", NULL,
    "'type':'unknown','anomalies':['unknown-type'],'tlv':'4901ff'" },
  { "a SEQUENCE for a value",
    "3003020101", RAW,
    "Undecodable (type 0x30): 30 03 02 01 01 ", NULL,
    "'type':'unknown','anomalies':['bad-value'],'tlv':'3003020101'" },
  { "high-tag-number form",
    "1f810100", RAW,
    "Undecodable (type 0x1F): 1F 81 01 00 ", NULL,
    "'type':'unknown','anomalies':['bad-value'],'tlv':'1f810100'" },
};

static void
append_line (GString    *text,
             TarnFormat  format,
             const char *hex)
{
  g_autoptr(TarnOid) oid = tarn_test_oid (NAME);
  g_autoptr(GBytes) tlv = tarn_test_hex (hex);
  TarnRow row = { .name = tarn_oid_span (oid) };

  tarn_row_set_tlv (&row, tarn_test_span (tlv));
  tarn_format_row (format, &row, text);
}

static char *
format (TarnFormat  format,
        const char *hex)
{
  GString *text = g_string_new (NULL);

  append_line (text, format, hex);
  return g_string_free (text, FALSE);
}

static void
test_vector (gconstpointer data)
{
  const FormatVector *v = data;
  g_autofree char *text = format (TARN_FORMAT_TEXT, v->tlv);
  g_autofree char *snmprec = format (TARN_FORMAT_SNMPREC, v->tlv);
  g_autofree char *json = format (TARN_FORMAT_JSON, v->tlv);
  g_autofree char *expected_text = g_strdup_printf ("." NAME " = %s\n", v->text);
  g_autofree char *expected_json = g_strdup_printf ("{'oid':'" NAME "',%s}\n", v->json);
  g_autoptr(GString) expected_snmprec = g_string_new (NULL);

  if (v->carried == RAW)
    g_string_append_printf (expected_snmprec, "#tlv|" NAME "|%s\n", v->tlv);
  if (v->snmprec != NULL)
    g_string_append_printf (expected_snmprec, NAME "|%s\n", v->snmprec);

  g_assert_cmpstr (text, ==, expected_text);
  g_assert_cmpstr (snmprec, ==, expected_snmprec->str);
  g_assert_cmpstr (json, ==, g_strdelimit (expected_json, "'", '"'));
}

/* F-82: fixed buffers are where others fell. */
static void
test_long (void)
{
  g_autoptr(GString) hex = g_string_new ("0483010000");
  g_autoptr(GString) padded = g_string_new ("0682fffe");
  g_autofree char *text = NULL;
  g_autofree char *snmprec = NULL;
  g_autofree char *json = NULL;
  g_autofree char *oid = NULL;

  for (guint i = 0; i < 65536; i++)
    g_string_append (hex, "80");

  text = format (TARN_FORMAT_TEXT, hex->str);
  g_assert_cmpuint (strlen (text), ==, strlen ("." NAME " = Hex-STRING: ") + 65536 * 3 + 4096);
  g_assert_true (g_str_has_suffix (text, "80 80 \n"));

  snmprec = format (TARN_FORMAT_SNMPREC, hex->str);
  g_assert_cmpuint (strlen (snmprec), ==, strlen (NAME "|4x|") + 2 * 65536 + 1);

  json = format (TARN_FORMAT_JSON, hex->str);
  g_assert_true (g_str_has_suffix (json, "8080\"}\n"));

  /* An OID of two arcs, the second in 65,533 octets. */
  g_string_append (padded, "2b");
  for (guint i = 0; i < 65532; i++)
    g_string_append (padded, "80");
  g_string_append (padded, "07");
  oid = format (TARN_FORMAT_TEXT, padded->str);
  g_assert_cmpstr (oid, ==, "." NAME " = OID: .1.3.7\n");
}

/* The largest name and value there are, in every format. */
static void
test_long_name (void)
{
  g_autoptr(GString) dotted = g_string_new ("1.3");
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GBytes) tlv = tarn_test_hex ("0500");
  g_autofree char *expected = NULL;
  TarnRow row = { 0 };
  TarnName name;

  for (guint i = 2; i < TARN_NAME_MAX_ARCS; i++)
    g_string_append (dotted, ".4294967295");
  g_assert_true (tarn_name_parse (&name, dotted->str, dotted->len));
  row.name = tarn_name_span (&name);
  tarn_row_set_tlv (&row, tarn_test_span (tlv));

  for (TarnFormat f = TARN_FORMAT_TEXT; f <= TARN_FORMAT_CSV; f++)
    tarn_format_row (f, &row, text);

  expected = g_strdup_printf (".%s = NULL\n%s|5|\n"
                              "{\"oid\":\"%s\",\"type\":\"Null\",\"value\":null}\n"
                              "%s,Null,,,\n",
                              dotted->str, dotted->str, dotted->str, dotted->str);
  g_assert_cmpstr (text->str, ==, expected);
}

static void
format_prefix (TarnSpan prefix,
               gpointer data)
{
  g_autoptr(TarnOid) oid = tarn_test_oid (NAME);
  TarnRow row = { .name = tarn_oid_span (oid) };

  tarn_row_set_tlv (&row, prefix);
  for (TarnFormat f = TARN_FORMAT_TEXT; f <= TARN_FORMAT_CSV; f++)
    {
      g_autoptr(GString) text = g_string_new (NULL);

      tarn_format_row (f, &row, text);
      g_assert_cmpuint (text->len, >, strlen (NAME));
      g_assert_cmpint (text->str[text->len - 1], ==, '\n');
      g_assert_cmpuint (strlen (text->str), ==, text->len);
    }
}

/* Whatever part of a value is there, it is a line. */
static void
test_prefixes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (vectors); i++)
    {
      g_autoptr(GBytes) tlv = tarn_test_hex (vectors[i].tlv);

      tarn_test_each_prefix (tarn_test_span (tlv), format_prefix, NULL);
    }
}

/* What a name was like when it came is no part of its value. */
static void
test_anomaly_of_name (void)
{
  g_autoptr(TarnOid) oid = tarn_test_oid (NAME);
  g_autoptr(GString) line = g_string_new (NULL);
  static const guint8 tlv[] = { 0x02, 0x01, 0x07 };
  TarnRow row = { .name = tarn_oid_span (oid) };

  tarn_row_set_tlv (&row, tarn_span (tlv, sizeof tlv));
  row.anomalies = TARN_ANOMALY_OID_PADDED;
  tarn_format_row (TARN_FORMAT_SNMPREC, &row, line);
  g_assert_cmpstr (line->str, ==, NAME "|2|7\n");
}

static void
test_parse (void)
{
  TarnFormat parsed = TARN_FORMAT_TEXT;

  g_assert_true (tarn_format_parse ("json", &parsed));
  g_assert_cmpint (parsed, ==, TARN_FORMAT_JSON);
  g_assert_true (tarn_format_parse ("snmprec", &parsed));
  g_assert_cmpint (parsed, ==, TARN_FORMAT_SNMPREC);
  g_assert_true (tarn_format_parse ("csv", &parsed));
  g_assert_cmpint (parsed, ==, TARN_FORMAT_CSV);
  g_assert_true (tarn_format_parse ("text", &parsed));
  g_assert_cmpint (parsed, ==, TARN_FORMAT_TEXT);

  g_assert_false (tarn_format_parse ("", &parsed));
  g_assert_false (tarn_format_parse ("TEXT", &parsed));
  g_assert_false (tarn_format_parse ("jso", &parsed));
  g_assert_cmpint (parsed, ==, TARN_FORMAT_TEXT);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (vectors); i++)
    {
      g_autofree char *path = g_strdup_printf ("/format/%s", vectors[i].sentence);

      g_test_add_data_func (path, &vectors[i], test_vector);
    }

  g_test_add_func ("/format/long values", test_long);
  g_test_add_func ("/format/long names", test_long_name);
  g_test_add_func ("/format/prefixes of values", test_prefixes);
  g_test_add_func ("/format/an anomaly of the name", test_anomaly_of_name);
  g_test_add_func ("/format/parse", test_parse);

  return g_test_run ();
}
