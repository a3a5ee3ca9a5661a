/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-test.h"

#include "base/tarn-error.h"
#include "ops/tarn-format.h"
#include "ops/tarn-import.h"
#include "ops/tarn-snmprec-line.h"
#include "store/tarn-memory-store.h"

typedef struct
{
  const char *sentence;
  const char *line;
  const char *oid;       /* NULL: no varbind comes of it                            */
  const char *tlv;
  const char *remarks;   /* NULL: nothing is odd; begins with "!": it was mended     */
} LineVector;

static const LineVector varbinds[] = {
  { "Integer32", "1.3.6.1|2|-5", ".1.3.6.1", "0201fb", NULL },
  { "OCTET STRING", "1.3.6.1|4|abc", ".1.3.6.1", "0403616263", NULL },
  { "an empty string", "1.3.6.1|4|", ".1.3.6.1", "0400", NULL },
  { "bars in a value", "1.3.6.1|4|a|b||", ".1.3.6.1", "0405617c627c7c", NULL },
  { "spaces around a string are its own", "1.3.6.1|4| a ", ".1.3.6.1", "0403206120", NULL },
  { "a backslash without e is one", "1.3.6.1|4|\\n", ".1.3.6.1", "04025c6e", NULL },
  { "UTF-8", "1.3.6.1|4|caf\xc3\xa9", ".1.3.6.1", "0405636166c3a9", NULL },
  { "hex", "1.3.6.1|4x|00Ff", ".1.3.6.1", "040200ff", NULL },
  { "hex of nothing", "1.3.6.1|4x|", ".1.3.6.1", "0400", NULL },
  { "escapes", "1.3.6.1|4e|\\x00\\n\\r\\t\\\\\\'\\\"\\101\\0z", ".1.3.6.1",
    "040a000a0d095c272241007a", NULL },
  { "all the letters of Python", "1.3.6.1|4e|\\a\\b\\f\\v", ".1.3.6.1", "040407080c0b", NULL },
  { "Null", "1.3.6.1|5|", ".1.3.6.1", "0500", NULL },
  { "an OID", "1.3.6.1|6|1.3.6.1.4.1", ".1.3.6.1", "06052b06010401", NULL },
  { "an OID with a leading dot", ".1.3.6.1|6|.1.3", ".1.3.6.1", "06012b", NULL },
  { "an address", "1.3.6.1|64|192.0.2.1", ".1.3.6.1", "4004c0000201", NULL },
  { "an address in hex", "1.3.6.1|64x|c0000201", ".1.3.6.1", "4004c0000201", NULL },
  { "an address with escapes", "1.3.6.1|64e|\\xc0\\xa8\\x00\\x01", ".1.3.6.1", "4004c0a80001", NULL },
  { "Counter32", "1.3.6.1|65|4294967295", ".1.3.6.1", "410500ffffffff", NULL },
  { "Gauge32", "1.3.6.1|66|0", ".1.3.6.1", "420100", NULL },
  { "TimeTicks", "1.3.6.1|67|128", ".1.3.6.1", "43020080", NULL },
  { "Opaque", "1.3.6.1|68x|9f780440600000", ".1.3.6.1", "44079f780440600000", NULL },
  { "Counter64 (F-23)", "1.3.6.1|70|18446744073709551615", ".1.3.6.1", "460900ffffffffffffffff", NULL },
  { "noSuchObject, which snmpsim serves", "1.3.6.1|128|", ".1.3.6.1", "8000", NULL },
  { "noSuchInstance", "1.3.6.1|129|", ".1.3.6.1", "8100", NULL },
  { "endOfMibView", "1.3.6.1|130|", ".1.3.6.1", "8200", NULL },
  { "2.999", "2.999|5|", ".2.999", "0500", NULL },
  { "the smallest Integer32", "1.3|2|-2147483648", ".1.3", "020480000000", NULL },

  { "leading zeros in an OID", "1.3.042.1|2|1", ".1.3.42.1", "020101",
    "!sub-identifiers with leading zeros were read as decimal numbers" },
  { "a dot at the end", "1.3.6.|6|1.3.", ".1.3.6", "06012b",
    "!the dot at the end of an OID was taken away; the dot at the end of an OID was taken away" },
  { "spaces around what is no string", " 1.3.6 | 65 | 7 ", ".1.3.6", "410107",
    "!spaces were taken away; spaces were taken away; spaces were taken away" },
  { "a space behind an OID", "1.3.6|6|1.3.6 ", ".1.3.6", "06022b06", "!spaces were taken away" },
  { "leading zeros in an address", "1.3.6|64|192.168.042.010", ".1.3.6", "4004c0a82a0a",
    "!an IpAddress with leading zeros was read as decimal numbers" },
  { "only zeros in an address", "1.3.6|64|000.0.0.0", ".1.3.6", "400400000000",
    "!an IpAddress with leading zeros was read as decimal numbers" },
  { "zeros before a number", "1.3.6|2|-007", ".1.3.6", "0201f9", "!leading zeros were taken away" },
  { "a type twice in hex", "1.3.6|4xx|3a32", ".1.3.6", "04023a32",
    "!the letter behind the type stood there twice" },
  { "a type by name", "1.3.6|OctetString|x", ".1.3.6", "040178", "!the type was given by name" },
  { "hex with colons", "1.3.6|4x|00:1A:2b", ".1.3.6", "0403001a2b",
    "!what stood between the hex digits was taken away" },
  { "Null with a value", "1.3.6|5|x", ".1.3.6", "0500",
    "!a Null has no value; what stood there was left out" },

  { "an OID that begins with 0", "0.3.6|2|1", ".0.3.6", "020101", "its OID begins with 0" },
  { "a control character", "1.3.6|4|a\x01", ".1.3.6", "04026101",
    "control characters stand in it as they are" },
  { "octets that are not UTF-8", "1.3.6|4|\xe9", ".1.3.6", "0401e9",
    "it holds octets that are not UTF-8" },
  { "Opaque as text", "1.3.6|68|Float: 1.0", ".1.3.6", "440a466c6f61743a20312e30",
    "an Opaque given as text" },

  { "a value of no octets, as an agent sent it", "#tlv|1.3.6|", ".1.3.6", "", NULL },
  { "a whole TLV of ours", "#tlv|1.3.6|04820001", ".1.3.6", "04820001", NULL },
};

static const LineVector refused[] = {
  { "no bars", "garbage", NULL, NULL, "it is not OID|type|value" },
  { "one bar", "1.3.6|4", NULL, NULL, "it is not OID|type|value" },
  { "no OID", "|4|x", NULL, NULL, "this is no OID in dotted decimal form" },
  { "an OID made anonymous", "1.3.6.10.xx.1|2|1", NULL, NULL, "this is no OID in dotted decimal form" },
  { "one arc", "1|2|1", NULL, NULL, "this is no OID in dotted decimal form" },
  { "an empty arc", "1..3|2|1", NULL, NULL, "this is no OID in dotted decimal form" },
  { "an arc of 33 bits (P-OID-03)", "1.3.4294967296|2|1", NULL, NULL,
    "this is no OID in dotted decimal form" },
  { "0.40 (P-OID-07)", "0.40|2|1", NULL, NULL, "this is no OID in dotted decimal form" },
  { "no type", "1.3.6||1", NULL, NULL, "the type is no number" },
  { "0x40 read as decimal", "1.3.6|40|1", NULL, NULL,
    "the type is none of 2, 4, 5, 6, 64 to 68, 70 and 128 to 130" },
  { "an exception with a value", "1.3.6|128|1", NULL, NULL, "an exception with a value" },
  { "an unknown letter", "1.3.6|4q|1", NULL, NULL, "the type is no number" },
  { "two letters", "1.3.6|4xe|1", NULL, NULL, "what stands behind the type is neither x nor e" },
  { "a number in hex", "1.3.6|2x|01", NULL, NULL, "only octets can be given in hex or with escapes" },
  { "an empty Integer32", "1.3.6|2|", NULL, NULL, "an Integer32 without a number" },
  { "an Integer32 that is a name", "1.3.6|2|eth0", NULL, NULL, "an Integer32 that is no number" },
  { "a label in front", "1.3.6|2|up(1)", NULL, NULL, "an Integer32 that is no number" },
  { "two signs", "1.3.6|2|--1", NULL, NULL, "an Integer32 that is no number" },
  { "2^31", "1.3.6|2|2147483648", NULL, NULL, "an Integer32 out of its range" },
  { "-2^31-1", "1.3.6|2|-2147483649", NULL, NULL, "an Integer32 out of its range" },
  { "an empty Counter64", "1.3.6|70|", NULL, NULL, "an unsigned number without a digit" },
  { "a Counter64 in hex digits", "1.3.6|70|aabbcc", NULL, NULL, "an unsigned number that is none" },
  { "2^64", "1.3.6|70|18446744073709551616", NULL, NULL, "an unsigned number that is none" },
  { "2^32 for a Counter32", "1.3.6|65|4294967296", NULL, NULL,
    "a number that is too large for its type" },
  { "a negative Gauge32", "1.3.6|66|-1", NULL, NULL, "an unsigned number that is none" },
  { "stars for an address", "1.3.6|64|*.*.*.*", NULL, NULL, "an IpAddress that is none" },
  { "five parts", "1.3.6|64|1.2.3.4.5", NULL, NULL, "an IpAddress that is none" },
  { "256 in an address", "1.3.6|64|1.2.3.256", NULL, NULL, "an IpAddress that is none" },
  { "256 in an address with leading zeros", "1.3.6|64|010.0.0.0256", NULL, NULL,
    "an IpAddress that is none" },
  { "three octets in hex", "1.3.6|64x|c00002", NULL, NULL, "an IpAddress that has not four octets" },
  { "half an octet", "1.3.6|4x|abc", NULL, NULL, "a value in hex with an odd number of digits" },
  { "XX for hex", "1.3.6|4x|58XX", NULL, NULL, "a value in hex with something else in it" },
  { "an OID that is a name", "1.3.6|6|Switch", NULL, NULL, "this is no OID in dotted decimal form" },
  { "an empty OID value", "1.3.6|6|", NULL, NULL, "this is no OID in dotted decimal form" },
  { "a backslash at the end", "1.3.6|4e|a\\", NULL, NULL,
    "a backslash with nothing behind it that Python knows" },
  { "one digit of hex", "1.3.6|4e|\\x4", NULL, NULL,
    "a backslash with nothing behind it that Python knows" },
  { "an unknown letter behind a backslash", "1.3.6|4e|\\q", NULL, NULL,
    "a backslash with nothing behind it that Python knows" },
  { "\\400 is no octet", "1.3.6|4e|\\400", NULL, NULL,
    "a backslash with nothing behind it that Python knows" },
  { "a whole TLV without a bar", "#tlv|1.3.6", NULL, NULL, "a bar is missing" },
};

static TarnSnmprecKind
parse (TarnSnmprecLine *line,
       const char      *text)
{
  gsize len = strlen (text);
  g_autofree guint8 *exact = g_memdup2 (text, len);

  return tarn_snmprec_line_parse (line, tarn_span (exact, len));
}

static void
test_varbind (gconstpointer data)
{
  const LineVector *v = data;
  char oid[TARN_NAME_MAX_TEXT];
  g_autofree char *tlv = NULL;
  TarnSnmprecLine line;
  TarnSnmprecKind kind;

  tarn_snmprec_line_init (&line);
  kind = parse (&line, v->line);
  tlv = tarn_test_to_hex (tarn_snmprec_line_tlv (&line));
  tarn_name_to_text (tarn_name_span (&line.name), oid);

  g_assert_cmpint (kind, ==, v->line[0] == '#' ? TARN_SNMPREC_RAW : TARN_SNMPREC_VARBIND);
  g_assert_cmpstr (oid, ==, v->oid);
  g_assert_cmpstr (tlv, ==, v->tlv);
  if (v->remarks == NULL)
    {
      g_assert_cmpstr (line.remarks->str, ==, "");
      g_assert_false (line.mended);
    }
  else
    {
      g_assert_cmpstr (line.remarks->str, ==, v->remarks + (v->remarks[0] == '!'));
      g_assert_cmpint (line.mended, ==, v->remarks[0] == '!');
    }

  tarn_snmprec_line_clear (&line);
}

static void
test_refused (gconstpointer data)
{
  const LineVector *v = data;
  TarnSnmprecLine line;

  tarn_snmprec_line_init (&line);
  g_assert_cmpint (parse (&line, v->line), ==, TARN_SNMPREC_REFUSED);
  g_assert_cmpstr (line.remarks->str, ==, v->remarks);
  tarn_snmprec_line_clear (&line);
}

static void
test_nothing (void)
{
  static const char *nothing[] = { "", "  ", "\t", "# 1.3.6|2|1", "  # x", "#", "#tl" };
  static const char *modules[] = { "1.3.6|65:numeric|rate=1", "1.3.6|:sql|x", "1.3|4x:subprocess|rm" };
  TarnSnmprecLine line;

  tarn_snmprec_line_init (&line);
  for (guint i = 0; i < G_N_ELEMENTS (nothing); i++)
    g_assert_cmpint (parse (&line, nothing[i]), ==, TARN_SNMPREC_NOTHING);
  for (guint i = 0; i < G_N_ELEMENTS (modules); i++)
    g_assert_cmpint (parse (&line, modules[i]), ==, TARN_SNMPREC_MODULE);
  tarn_snmprec_line_clear (&line);
}

/* Any line may be cut anywhere: a disk was full, an editor died. */
static void
test_prefixes (void)
{
  TarnSnmprecLine line;

  tarn_snmprec_line_init (&line);
  for (guint i = 0; i < G_N_ELEMENTS (varbinds); i++)
    for (gsize len = 0; len < strlen (varbinds[i].line); len++)
      {
        g_autofree guint8 *exact = g_memdup2 (varbinds[i].line, len);

        if (tarn_snmprec_line_parse (&line, tarn_span (exact, len)) == TARN_SNMPREC_REFUSED)
          g_assert_cmpuint (line.remarks->len, >, 0);
      }
  tarn_snmprec_line_clear (&line);
}

static TarnImportReport *
import (TarnStore  *store,
        const char *text,
        gssize      len,
        GError    **error)
{
  g_autoptr(TarnImporter) importer = tarn_importer_new ();
  g_autoptr(GInputStream) stream = NULL;

  if (len < 0)
    len = (gssize) strlen (text);
  stream = g_memory_input_stream_new_from_data (g_memdup2 (text, (gsize) len), len, g_free);
  tarn_importer_set_format (importer, TARN_IMPORT_SNMPREC);
  return tarn_importer_run (importer, stream, store, NULL, error);
}

static void
assert_tlv (TarnStore  *store,
            const char *oid_text,
            const char *expected)
{
  g_autoptr(TarnOid) oid = tarn_test_oid (oid_text);
  g_autoptr(GError) error = NULL;
  g_autoptr(TarnValue) value = tarn_store_get (store, oid, &error);
  g_autofree char *hex = NULL;
  const guint8 *tlv;
  gsize len;

  g_assert_no_error (error);
  g_assert_nonnull (value);
  tlv = tarn_value_get_tlv (value, &len);
  hex = tarn_test_to_hex (tarn_span (tlv, len));
  g_assert_cmpstr (hex, ==, expected);
}

static void
test_report (void)
{
  static const char file[] =
    "\xef\xbb\xbf# made by hand\r\n"
    "1.3.6.1.2|4|b\r\n"
    "\r\n"
    "1.3.6.1.1|2|1\r\n"
    "1.3.6.1.2|4|again\r\n"
    "1.3.6.1.03|65|3\r\n"
    "1.3.6.1.4|65:numeric|rate=1\r\n"
    "1.3.6.1.5|2|one\x1b[1m\r\n"
    "0.3.6|2|1\r\n"
    "#tlv|1.3.6.1.6|0482000161\r\n"
    "1.3.6.1.6|4|a\r\n"
    "1.3.6.1.6|4|b\r\n"
    "1.3.6.1.7|4|no line end";
  static const char *notes[] = {
    "line 5 left out: its OID came before, and the first value is kept: 1.3.6.1.2|4|again",
    "line 6 mended (sub-identifiers with leading zeros were read as decimal numbers): "
    "1.3.6.1.03|65|3",
    "line 7 left out: its value is made up by a module of snmpsim, which is not run: "
    "1.3.6.1.4|65:numeric|rate=1",
    "line 8 refused (an Integer32 that is no number): 1.3.6.1.5|2|one\\x1b[1m",
    "line 9 taken as it stands (its OID begins with 0): 0.3.6|2|1",
    "line 12 left out: its OID came before, and the first value is kept: 1.3.6.1.6|4|b",
  };
  g_autoptr(TarnStore) store = tarn_memory_store_new ();
  g_autoptr(TarnImportReport) report = NULL;
  g_autoptr(TarnImportReport) copy = NULL;
  g_autoptr(GError) error = NULL;

  report = import (store, file, -1, &error);
  g_assert_no_error (error);
  copy = tarn_import_report_copy (report);
  g_assert_cmpuint (copy->n_lines, ==, 13);
  g_assert_cmpuint (copy->n_varbinds, ==, 6);
  g_assert_cmpuint (copy->n_duplicates, ==, 2);
  g_assert_cmpuint (copy->n_mended, ==, 1);
  g_assert_cmpuint (copy->n_doubtful, ==, 1);
  g_assert_cmpuint (copy->n_modules, ==, 1);
  g_assert_cmpuint (copy->n_refused, ==, 1);
  g_assert_cmpuint (copy->notes->len, ==, G_N_ELEMENTS (notes));
  for (guint i = 0; i < G_N_ELEMENTS (notes); i++)
    g_assert_cmpstr (copy->notes->pdata[i], ==, notes[i]);

  g_assert_cmpuint (tarn_store_count (store, NULL, &error), ==, 6);
  assert_tlv (store, "1.3.6.1.2", "040162");
  assert_tlv (store, "1.3.6.1.3", "410103");
  assert_tlv (store, "1.3.6.1.6", "0482000161");
  assert_tlv (store, "1.3.6.1.7", "040b6e6f206c696e6520656e64");
}

/* Downwards, over several batches, with duplicates from this batch, from an earlier
 * one, and from what was in the store before. */
static void
test_batches (void)
{
  enum { N = 20000 };
  g_autoptr(TarnStore) store = tarn_memory_store_new ();
  g_autoptr(TarnImportReport) before = NULL;
  g_autoptr(TarnImportReport) report = NULL;
  g_autoptr(GString) file = g_string_new (NULL);
  g_autoptr(GError) error = NULL;

  before = import (store, "1.3.7|2|7\n1.3.6.500|2|7\n", -1, &error);
  g_assert_no_error (error);

  for (guint i = N; i > 0; i--)
    g_string_append_printf (file, "1.3.6.%u|2|1\n", i);
  for (guint i = 1; i <= 10; i++)
    g_string_append_printf (file, "1.3.6.%u|2|2\n", i);
  g_string_append (file, "1.3.6.20000|2|3\n1.3.7|2|3\n");

  report = import (store, file->str, (gssize) file->len, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->n_varbinds, ==, N - 1);
  g_assert_cmpuint (report->n_duplicates, ==, 13);
  g_assert_cmpuint (tarn_store_count (store, NULL, &error), ==, N + 1);
  assert_tlv (store, "1.3.6.500", "020107");
  assert_tlv (store, "1.3.6.20000", "020101");
  assert_tlv (store, "1.3.7", "020107");
}

/* Lines as long as a file, the longest value in its longest form, and one octet more. */
static void
test_long_lines (void)
{
  g_autoptr(TarnStore) store = tarn_memory_store_new ();
  g_autoptr(TarnImportReport) report = NULL;
  g_autoptr(GString) file = g_string_new (NULL);
  g_autoptr(TarnOid) oid = tarn_test_oid ("1.3.6.1");
  g_autoptr(TarnValue) value = NULL;
  g_autoptr(GError) error = NULL;
  gsize len;

  g_string_append (file, "1.3.6.1|4e|");
  for (guint i = 0; i < 65531; i++)
    g_string_append (file, "\\x00");
  g_string_append (file, "\n1.3.6.2|4x|");
  for (guint i = 0; i < 65532; i++)
    g_string_append (file, "00");
  g_string_append (file, "\n1.3.6.3|4|");
  for (guint i = 0; i < 2000000; i++)
    g_string_append_c (file, 'x');
  g_string_append (file, "\n1.3.6.4|2|4\n");

  report = import (store, file->str, (gssize) file->len, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->n_lines, ==, 4);
  g_assert_cmpuint (report->n_varbinds, ==, 2);
  g_assert_cmpuint (report->n_refused, ==, 2);
  g_assert_true (g_str_has_prefix (report->notes->pdata[0],
                                   "line 2 refused (a value longer than SNMP can carry): "
                                   "1.3.6.2|4x|0000"));
  g_assert_true (g_str_has_suffix (report->notes->pdata[0], "…"));
  g_assert_true (g_str_has_prefix (report->notes->pdata[1], "line 3 refused (longer than any"));

  value = tarn_store_get (store, oid, &error);
  g_assert_no_error (error);
  tarn_value_get_tlv (value, &len);
  g_assert_cmpuint (len, ==, 65535);
  assert_tlv (store, "1.3.6.4", "020104");
}

static void
test_other_file (void)
{
  g_autoptr(TarnStore) store = tarn_memory_store_new ();
  g_autoptr(GString) lines = g_string_new (NULL);
  g_autoptr(GError) error = NULL;

  g_assert_null (import (store, "TDB file\n\0\0\1\n", 13, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_BAD_FORMAT);
  g_assert_nonnull (strstr (error->message, "line 1 refused (it is not OID|type|value): TDB file"));
  g_clear_error (&error);

  for (guint i = 0; i < 100000; i++)
    g_string_append (lines, ".1.3.6.1 = INTEGER: 1\n");
  g_assert_null (import (store, lines->str, (gssize) lines->len, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_BAD_FORMAT);
  g_assert_cmpuint (tarn_store_count (store, NULL, NULL), ==, 0);
}

static void
test_empty_file (void)
{
  g_autoptr(TarnStore) store = tarn_memory_store_new ();
  g_autoptr(TarnImportReport) report = NULL;
  g_autoptr(GError) error = NULL;

  report = import (store, "", 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->n_lines, ==, 0);
  g_assert_cmpuint (report->n_varbinds, ==, 0);
}

static void
test_cancelled (void)
{
  g_autoptr(TarnStore) store = tarn_memory_store_new ();
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(TarnImporter) importer = tarn_importer_new ();
  g_autoptr(GInputStream) stream = NULL;
  g_autoptr(GError) error = NULL;

  stream = g_memory_input_stream_new_from_data ("1.3.6|2|1\n", -1, NULL);
  g_cancellable_cancel (cancellable);
  g_assert_null (tarn_importer_run (importer, stream, store, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* A value of any kind: mostly one that devices send, sometimes rubbish. */
static GBytes *
random_tlv (GRand *rand)
{
  static const guint8 tags[] = {
    0x02, 0x03, 0x04, 0x05, 0x06, 0x40, 0x41, 0x42, 0x43, 0x44, 0x45, 0x46, 0x47, 0x80, 0x82, 0x30,
  };
  guint n = (guint) g_rand_int_range (rand, 0, 12);
  guint8 tlv[20] = { tags[g_rand_int_range (rand, 0, G_N_ELEMENTS (tags))], (guint8) n };
  gsize header = 2;

  if (g_rand_int_range (rand, 0, 4) == 0)
    {
      tlv[1] = 0x81;
      tlv[2] = (guint8) n;
      header = 3;
    }
  else if (g_rand_int_range (rand, 0, 8) == 0)
    {
      tlv[1] += (guint8) g_rand_int_range (rand, 0, 3);
    }

  for (guint i = 0; i < n; i++)
    tlv[header + i] = (guint8) (g_rand_boolean (rand) ? g_rand_int_range (rand, 0, 256)
                                                     : g_rand_int_range (rand, ' ', '~'));

  return g_bytes_new (tlv, header + n);
}

/* Whatever a capture holds comes back octet for octet. */
static void
test_round_trip (void)
{
  enum { N = 20000 };
  g_autoptr(GRand) rand = g_rand_new_with_seed (2026);
  g_autoptr(GPtrArray) tlvs = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr(GString) file = g_string_new (NULL);
  g_autoptr(TarnStore) store = tarn_memory_store_new ();
  g_autoptr(TarnImportReport) report = NULL;
  g_autoptr(GError) error = NULL;
  TarnCursor cursor;

  for (guint i = 0; i < N; i++)
    {
      guint32 arcs[] = { 1, 3, 6, i };
      g_autoptr(TarnOid) oid = tarn_oid_new_arcs (arcs, G_N_ELEMENTS (arcs), NULL);
      GBytes *tlv = random_tlv (rand);
      TarnRow row = { .name = tarn_oid_span (oid) };

      g_ptr_array_add (tlvs, tlv);
      tarn_row_set_tlv (&row, tarn_test_span (tlv));
      tarn_format_row (TARN_FORMAT_SNMPREC, &row, file);
    }

  report = import (store, file->str, (gssize) file->len, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->n_varbinds, ==, N);
  g_assert_cmpuint (report->notes->len, ==, 0);

  g_assert_true (tarn_store_begin_read (store, &error));
  tarn_cursor_init (&cursor, store);
  g_assert_true (tarn_cursor_seek_nth (&cursor, 0));
  for (guint i = 0; i < N; i++)
    {
      TarnSpan tlv = tarn_test_span (tlvs->pdata[i]);

      g_assert_cmpmem (cursor.row.tlv.data, cursor.row.tlv.len, tlv.data, tlv.len);
      g_assert_cmpint (tarn_cursor_next (&cursor), ==, i + 1 < N);
    }
  tarn_cursor_clear (&cursor);
  tarn_store_end_read (store);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (varbinds); i++)
    {
      g_autofree char *path = g_strdup_printf ("/snmprec/taken/%s", varbinds[i].sentence);

      g_test_add_data_func (path, &varbinds[i], test_varbind);
    }

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autofree char *path = g_strdup_printf ("/snmprec/refused/%s", refused[i].sentence);

      g_test_add_data_func (path, &refused[i], test_refused);
    }

  g_test_add_func ("/snmprec/comments and modules", test_nothing);
  g_test_add_func ("/snmprec/prefixes", test_prefixes);
  g_test_add_func ("/snmprec/report", test_report);
  g_test_add_func ("/snmprec/batches", test_batches);
  g_test_add_func ("/snmprec/long lines", test_long_lines);
  g_test_add_func ("/snmprec/another file", test_other_file);
  g_test_add_func ("/snmprec/an empty file", test_empty_file);
  g_test_add_func ("/snmprec/cancelled", test_cancelled);
  g_test_add_func ("/snmprec/round trip", test_round_trip);

  return g_test_run ();
}
