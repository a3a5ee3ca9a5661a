/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * CSV, out and in.
 */
#include "tarn-test-import.h"

#include "base/tarn-error.h"

#define NAME "1.3.6.1.2"

typedef struct
{
  const char *sentence;
  const char *tlv;
  const char *record;   /* behind the OID; ' for " */
} RecordVector;

static const RecordVector records[] = {
  { "Integer32", "0201fb", "Integer32,-5,," },
  { "a padded integer is there whole (P-INT-05)", "02020001", "Integer32,1,,02020001" },
  { "an empty integer has no value (P-INT-04)", "0200", "Integer32,,,0200" },
  { "text", "0403616263", "OctetString,abc,," },
  { "no text", "0400", "OctetString,,," },
  { "a long form of the length is kept (P-BER-04)", "04820003616263",
    "OctetString,abc,,04820003616263" },
  { "commas and quotes", "0406612c22622200", "OctetString,,612c22622200," },
  { "commas and quotes in text", "0405612c226222", "OctetString,'a,''b''',," },
  { "other separators", "0403613b62", "OctetString,'a;b',," },
  { "spaces at the ends", "0403206120", "OctetString,' a ',," },
  { "line ends are there in hex too", "0404610d0a62", "OctetString,'a\r\nb',610d0a62," },
  { "UTF-8 (F-46)", "0405636166c3a9", "OctetString,caf\xc3\xa9,," },
  { "octets", "0402ff00", "OctetString,,ff00," },
  { "what a spreadsheet would compute", "04043d312b31", "OctetString,'\\=1+1',3d312b31," },
  { "and with other signs", "0402402b", "OctetString,'\\@+',402b," },
  { "Null", "0500", "Null,,," },
  { "an OID", "06032b0601", "ObjectIdentifier,1.3.6.1,," },
  { "an OID of no octets (P-OID-06)", "0600", "ObjectIdentifier,0.0,,0600" },
  { "an address", "4004c0000201", "IpAddress,192.0.2.1,," },
  { "an address of no octets (P-STR-02)", "4000", "IpAddress,,,4000" },
  { "Counter32", "410500ffffffff", "Counter32,4294967295,," },
  { "Gauge32", "42010a", "Gauge32,10,," },
  { "TimeTicks", "43010a", "TimeTicks,10,," },
  { "Counter64 (F-23)", "460900ffffffffffffffff", "Counter64,18446744073709551615,," },
  { "Opaque", "4403616263", "Opaque,,616263," },
  { "Opaque of no octets", "4400", "Opaque,,," },
  { "Opaque float (P-STR-05)", "44079f780440600000", "Opaque,3.5,9f780440600000," },
  { "BIT STRING", "03020180", "BitString,,0180,03020180" },
  { "NsapAddress (P-TAG-10)", "4503010203", "NsapAddress,,010203,4503010203" },
  { "UInteger32", "470107", "UInteger32,7,,470107" },
  { "noSuchObject", "8000", "noSuchObject,,," },
  { "noSuchInstance", "8100", "noSuchInstance,,," },
  { "endOfMibView", "8200", "endOfMibView,,," },
  { "an unknown type (P-BER-15)", "4901ff", "unknown,,,4901ff" },
  { "a value that is not there", "", "unknown,,," },
  { "a string one octet short (P-BER-14)", "0404616263", "OctetString,abc,,0404616263" },
};

static GString *
format_tlv (TarnFormat  format,
            const char *hex)
{
  GString *text = g_string_new (NULL);
  g_autoptr(TarnOid) oid = tarn_test_oid (NAME);
  g_autoptr(GBytes) tlv = tarn_test_hex (hex);
  TarnRow row = { .name = tarn_oid_span (oid) };

  tarn_row_set_tlv (&row, tarn_test_span (tlv));
  tarn_format_begin (format, NULL, text);
  tarn_format_row (format, &row, text);
  return text;
}

/* What comes back has the same octets. */
static void
assert_comes_back (TarnImportFormat  format,
                   const GString    *file,
                   const char       *hex)
{
  g_autoptr(TarnImportReport) report = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(TarnStore) store = tarn_test_import (format, tarn_span (file->str, file->len), &report,
                                                 &error);
  g_autofree char *found = NULL;
  TarnCursor cursor;

  g_assert_no_error (error);
  g_assert_cmpuint (report->notes->len, ==, 0);
  g_assert_true (tarn_store_begin_read (store, NULL));
  tarn_cursor_init (&cursor, store);
  g_assert_true (tarn_cursor_seek_nth (&cursor, 0));
  found = tarn_test_to_hex (cursor.row.tlv);
  g_assert_cmpstr (found, ==, hex);
  tarn_cursor_clear (&cursor);
  tarn_store_end_read (store);
}

static void
test_record (gconstpointer data)
{
  const RecordVector *v = data;
  g_autoptr(GString) csv = format_tlv (TARN_FORMAT_CSV, v->tlv);
  g_autoptr(GString) json = format_tlv (TARN_FORMAT_JSON, v->tlv);
  g_autoptr(GString) expected = g_string_new (v->record);

  g_string_replace (expected, "'", "\"", 0);
  g_string_replace (expected, "\\", "'", 0);
  g_string_prepend (expected, "oid,type,value,hex,tlv\n" NAME ",");
  g_string_append_c (expected, '\n');
  g_assert_cmpstr (csv->str, ==, expected->str);

  assert_comes_back (TARN_IMPORT_CSV, csv, v->tlv);
  assert_comes_back (TARN_IMPORT_JSON, json, v->tlv);
}

/* Any octets as a value, also those that are no TLV, come back from both. */
static void
test_random (void)
{
  static const guint8 tags[] = { 0x02, 0x03, 0x04, 0x05, 0x06, 0x40, 0x41, 0x42, 0x43, 0x44, 0x45,
                                 0x46, 0x47, 0x80, 0x81, 0x82, 0x30, 0x1f, 0x49 };
  static const char special[] = "=,;'\"\r\n\t a@";
  g_autoptr(GRand) random = g_rand_new_with_seed (7);

  for (guint i = 0; i < 3000; i++)
    {
      g_autoptr(GString) hex = g_string_new (NULL);
      g_autoptr(GString) csv = NULL;
      g_autoptr(GString) json = NULL;
      guint n = (guint) g_rand_int_range (random, 0, 12);
      gboolean text = g_rand_boolean (random);

      if (n > 0)
        g_string_append_printf (hex, "%02x%02x",
                                tags[g_rand_int_range (random, 0, G_N_ELEMENTS (tags))],
                                g_rand_int_range (random, 0, 20) > 0 ? n : n + 1);
      for (guint j = 0; j < n; j++)
        g_string_append_printf (hex, "%02x",
                                text ? (guint) special[g_rand_int_range (random, 0, 11)]
                                     : (guint) g_rand_int_range (random, 0, 256));

      csv = format_tlv (TARN_FORMAT_CSV, hex->str);
      json = format_tlv (TARN_FORMAT_JSON, hex->str);
      assert_comes_back (TARN_IMPORT_CSV, csv, hex->str);
      assert_comes_back (TARN_IMPORT_JSON, json, hex->str);
    }
}

typedef struct
{
  const char *sentence;
  const char *file;
  const char *snmprec;
  const char *notes;
} FileVector;

static const FileVector files[] = {
  { "headings in any order, others passed over", "Value,why,TYPE,oid\n5,x,Gauge32,1.3.6.1\n",
    "1.3.6.1|66|5\n", "" },
  { "semicolons and CRLF", "oid;type;value\r\n1.3.6.1;OctetString;a,b\r\n", "1.3.6.1|4|a,b\n", "" },
  { "TABs", "name\ttype\tvalue\n1.3.6.1\tINTEGER\t5\n", "1.3.6.1|2|5\n", "" },
  { "everything quoted", "\"oid\",\"type\",\"value\"\n\"1.3.6.1\",\"OctetString\",\"\"\"x\"\"\"\n",
    "1.3.6.1|4|\"x\"\n", "" },
  { "a field of several lines",
    "oid,type,value\n1.3.6.1,OctetString,\"a\r\nb\n\nc\"\n1.3.6.2,Null,\n",
    "1.3.6.1|4x|610d0a620a0a63\n1.3.6.2|5|\n", "" },
  { "quotes inside are just quotes", "oid,type,value\n1.3.6.1,OctetString,a\"b\"\n",
    "1.3.6.1|4|a\"b\"\n", "" },
  { "empty fields behind the last", "oid,type,value\n1.3.6.1,Integer,5,,,\n", "1.3.6.1|2|5\n", "" },
  { "empty rows of a spreadsheet", "oid;type;value\n1.3.6.1;Integer;5\n;;\n;\"\";\n",
    "1.3.6.1|2|5\n", "" },
  { "the columns of a MIB browser",
    "\"Name/OID\",\"Value\",\"Type\",\"IP:Port\"\n"
    "\".1.3.6.1\",\"5\",\"Integer\",\"192.0.2.1:161\"\n", "1.3.6.1|2|5\n", "" },
  { "text and hex that differ: the hex is taken",
    "oid,type,value,hex\n1.3.6.1,OctetString,ab,6163\n1.3.6.2,OctetString,'=a,3d61\n",
    "1.3.6.1|4|ac\n1.3.6.2|4|=a\n",
    "line 2 taken as it stands (its text is not what its hex says, which was taken): "
    "1.3.6.1,OctetString,ab,6163\n" },
  { "type and tlv that differ: the tlv is taken", "oid,type,tlv\n1.3.6.1,Integer,0500\n",
    "1.3.6.1|5|\n",
    "line 2 taken as it stands (its type is not that of its tlv, which was taken): "
    "1.3.6.1,Integer,0500\n" },
  { "what it is not is refused",
    "oid,type,value,hex\n1.3.6.1,Null,,\n,Integer,1,\n1.3.6.2,Float,1,\n1.3.6.3,Integer,,\n"
    "1.3.6.4,Integer,x,\n1.3.6.5,Opaque,1.5\n1.3.6.6,OctetString,\"x\"y,\n1.3.6.7,Null,,,x\n"
    "1.3.6.8,OctetString,x,6\n1.3.6.9,OctetString,\"x,\n",
    "1.3.6.1|5|\n",
    "line 3 refused (it has no OID): ,Integer,1,\n"
    "line 4 refused (its type is none that SNMP has): 1.3.6.2,Float,1,\n"
    "line 5 refused (it has no value): 1.3.6.3,Integer,,\n"
    "line 6 refused (an Integer32 that is no number): 1.3.6.4,Integer,x,\n"
    "line 7 refused (its octets are missing: there is no hex): 1.3.6.5,Opaque,1.5\n"
    "line 8 refused (something follows the quote that ends a field): 1.3.6.6,OctetString,\"x\"y,\n"
    "line 9 refused (it has more fields than there are headings): 1.3.6.7,Null,,,x\n"
    "line 10 refused (a value in hex with an odd number of digits): 1.3.6.8,OctetString,x,6\n"
    "line 11 refused (a quote that begins here has no end): 1.3.6.9,OctetString,\"x,\\x0a\n" },
};

static void
test_file (gconstpointer data)
{
  const FileVector *v = data;

  tarn_test_assert_imports (TARN_IMPORT_CSV, tarn_span (v->file, strlen (v->file)), v->snmprec,
                            v->notes);
  tarn_test_import_prefixes (TARN_IMPORT_CSV, tarn_span (v->file, strlen (v->file)));
}

static void
test_no_headings (void)
{
  static const char file[] = "1.3.6.1,Integer,5\n";
  g_autoptr(GError) error = NULL;

  g_assert_null (tarn_test_import (TARN_IMPORT_CSV, tarn_span (file, sizeof file - 1), NULL,
                                   &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_BAD_FORMAT);
  g_assert_nonnull (strstr (error->message, "first line should name the columns"));
}

/* A quote without an end costs what is behind it, but neither memory nor time. */
static void
test_long (void)
{
  g_autoptr(GString) file = g_string_new ("oid,type,value\n1.3.6.1,OctetString,\"");
  g_autoptr(TarnImportReport) report = NULL;
  g_autoptr(TarnStore) store = NULL;
  g_autoptr(GError) error = NULL;

  while (file->len < 3 * 1024 * 1024)
    g_string_append (file, "1.3.6.2,OctetString,abcdefghijklmnopqrstuvwxyz\n");
  store = tarn_test_import (TARN_IMPORT_CSV, tarn_span (file->str, file->len), &report, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->n_varbinds, ==, 1);
  g_assert_cmpuint (report->n_refused, ==, 1);
  g_assert_nonnull (strstr (report->notes->pdata[0], "line 2 refused (longer than any value"));
}

/* Many rows at once are those rows one by one, each behind the prefix; also where what they
 * are appended to must grow. */
static void
test_rows (void)
{
  static const char *const tlvs[] = { "0201ff", "460501ffffffff", "0403612262", "0402ff00", "8100" };
  const char *prefix = "192.0.2.1,";
  g_autoptr(TarnOid) oid = tarn_test_oid (NAME);
  g_autoptr(GPtrArray) kept = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  TarnRow rows[G_N_ELEMENTS (tlvs)];

  for (gsize i = 0; i < G_N_ELEMENTS (tlvs); i++)
    {
      g_ptr_array_add (kept, tarn_test_hex (tlvs[i]));
      rows[i].name = tarn_oid_span (oid);
      tarn_row_set_tlv (&rows[i], tarn_test_span (kept->pdata[i]));
    }

  for (TarnFormat f = TARN_FORMAT_TEXT; f <= TARN_FORMAT_CSV; f++)
    {
      g_autoptr(GString) all = g_string_new ("before\n");
      g_autoptr(GString) one = g_string_new ("before\n");

      for (gsize n = 0; n <= G_N_ELEMENTS (rows); n++)
        {
          tarn_format_rows (f, prefix, rows, n, all);
          for (gsize i = 0; i < n; i++)
            {
              g_string_append (one, prefix);
              tarn_format_row (f, &rows[i], one);
            }
        }
      g_assert_cmpstr (all->str, ==, one->str);
      g_assert_cmpuint (strlen (all->str), ==, all->len);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (records); i++)
    {
      g_autofree char *path = g_strdup_printf ("/csv/%s", records[i].sentence);

      g_test_add_data_func (path, &records[i], test_record);
    }
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_strdup_printf ("/csv/file/%s", files[i].sentence);

      g_test_add_data_func (path, &files[i], test_file);
    }
  g_test_add_func ("/csv/any octets come back", test_random);
  g_test_add_func ("/csv/rows with a prefix", test_rows);
  g_test_add_func ("/csv/no headings", test_no_headings);
  g_test_add_func ("/csv/a quote without an end", test_long);

  return g_test_run ();
}
