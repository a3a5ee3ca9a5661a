/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-test.h"

#include "base/tarn-number.h"

typedef struct
{
  const char   *sentence;
  const char   *hex;         /* all that the varbind has behind its name */
  guint8        tag;
  guint8        header_len;
  TarnAnomalies anomalies;
} TlvVector;

static const TlvVector tlv_vectors[] = {
  { "P-TAG-01 INTEGER", "020105", 0x02, 2, 0 },
  { "P-TAG-02 OCTET STRING", "0403616263", 0x04, 2, 0 },
  { "P-TAG-02 an empty OCTET STRING", "0400", 0x04, 2, 0 },
  { "P-TAG-03 NULL", "0500", 0x05, 2, 0 },
  { "P-TAG-04 OBJECT IDENTIFIER", "06022b06", 0x06, 2, 0 },
  { "P-TAG-06 IpAddress", "4004c0000201", 0x40, 2, 0 },
  { "P-TAG-07 Counter32", "410101", 0x41, 2, 0 },
  { "P-TAG-07 Gauge32", "420500ffffffff", 0x42, 2, 0 },
  { "P-TAG-07 TimeTicks", "430101", 0x43, 2, 0 },
  { "P-TAG-08 Opaque", "4403040141", 0x44, 2, 0 },
  { "P-TAG-09 Counter64", "460900ffffffffffffffff", 0x46, 2, 0 },
  { "P-TAG-10 BIT STRING is obsolete", "03020080", 0x03, 2, TARN_ANOMALY_OBSOLETE_TYPE },
  { "P-TAG-10 NsapAddress is obsolete", "450101", 0x45, 2, TARN_ANOMALY_OBSOLETE_TYPE },
  { "P-TAG-10 UInteger32 is obsolete", "470105", 0x47, 2, TARN_ANOMALY_OBSOLETE_TYPE },
  { "P-TAG-10 and may be odd like any other number", "470185", 0x47, 2,
    TARN_ANOMALY_OBSOLETE_TYPE | TARN_ANOMALY_NEGATIVE_UNSIGNED },
  { "P-TAG-11 noSuchObject", "8000", 0x80, 2, 0 },
  { "P-TAG-11 noSuchInstance", "8100", 0x81, 2, 0 },
  { "P-TAG-11 endOfMibView", "8200", 0x82, 2, 0 },

  { "P-BER-01 high-tag-number form", "1f020101", 0x1f, 0, TARN_ANOMALY_BAD_VALUE },
  { "P-BER-01 and of an application type", "5f480101", 0x5f, 0, TARN_ANOMALY_BAD_VALUE },
  { "P-BER-02 a constructed string", "2403040141", 0x24, 2, TARN_ANOMALY_BAD_VALUE },
  { "P-BER-02 a constructed BIT STRING", "2304 03020080", 0x23, 2, TARN_ANOMALY_BAD_VALUE },
  { "P-BER-02 a SEQUENCE is no value", "3003020101", 0x30, 2, TARN_ANOMALY_BAD_VALUE },
  { "P-BER-03 indefinite length", "0480410000", 0x04, 0, TARN_ANOMALY_BAD_VALUE },
  { "P-BER-03 length octet ff", "04ff41", 0x04, 0, TARN_ANOMALY_BAD_VALUE },
  { "P-BER-04 a length longer than need be is no anomaly", "02820001 05", 0x02, 4, 0 },
  { "P-BER-05 four length octets", "048400000001 41", 0x04, 6, 0 },
  { "P-BER-05 eight of which four are zero", "04880000000000000001 41", 0x04, 10, 0 },
  { "P-BER-05 eight of which one is not", "04880000000100000001 41", 0x04, 0,
    TARN_ANOMALY_BAD_VALUE },
  { "P-BER-05 nine", "0489000000000000000001 41", 0x04, 0, TARN_ANOMALY_BAD_VALUE },
  { "P-BER-06 a length that would wrap", "0484ffffffff 41", 0x04, 6, TARN_ANOMALY_BAD_VALUE },
  { "P-BER-13 nothing at all", "", 0x00, 0, TARN_ANOMALY_BAD_VALUE },
  { "P-BER-13 a tag alone", "02", 0x02, 0, TARN_ANOMALY_BAD_VALUE },
  { "P-BER-13 length octets cut off", "048201", 0x04, 0, TARN_ANOMALY_BAD_VALUE },
  { "P-BER-13 less content than promised", "02020 1", 0x02, 2, TARN_ANOMALY_BAD_VALUE },
  { "P-BER-13 more content than promised", "02010101", 0x02, 2, TARN_ANOMALY_BAD_VALUE },
  { "P-BER-14 a string with one octet too few", "0404616263", 0x04, 2,
    TARN_ANOMALY_STRING_CLAMPED },
  { "P-BER-14 that promises one octet and has none", "0401", 0x04, 2,
    TARN_ANOMALY_STRING_CLAMPED },
  { "P-BER-14 with a long length", "04820004616263", 0x04, 4, TARN_ANOMALY_STRING_CLAMPED },
  { "P-BER-14 an Opaque with one octet too few", "4404616263", 0x44, 2,
    TARN_ANOMALY_STRING_CLAMPED },
  { "P-BER-14 two octets too few are too many", "0405616263", 0x04, 2, TARN_ANOMALY_BAD_VALUE },
  { "P-BER-14 only of strings: an IpAddress is not clamped", "4004c00002", 0x40, 2,
    TARN_ANOMALY_BAD_VALUE },
  { "P-BER-14 nor an OID", "06042b0601", 0x06, 2, TARN_ANOMALY_BAD_VALUE },
  { "P-BER-15 an unknown application type", "480101", 0x48, 2, TARN_ANOMALY_UNKNOWN_TYPE },
  { "P-BER-15 an unknown universal type", "0a0101", 0x0a, 2, TARN_ANOMALY_UNKNOWN_TYPE },
  { "P-BER-15 an unknown context type", "8300", 0x83, 2, TARN_ANOMALY_UNKNOWN_TYPE },
  { "P-BER-15 tag 0", "0000", 0x00, 2, TARN_ANOMALY_UNKNOWN_TYPE },

  { "P-INT-04 an empty INTEGER", "0200", 0x02, 2, TARN_ANOMALY_BAD_VALUE },
  { "P-INT-04 an empty Gauge32", "4200", 0x42, 2, TARN_ANOMALY_BAD_VALUE },
  { "P-INT-04 an empty Counter64", "4600", 0x46, 2, TARN_ANOMALY_EMPTY_INTEGER },
  { "P-INT-05 a padded INTEGER", "02020001", 0x02, 2, TARN_ANOMALY_NON_MINIMAL_INTEGER },
  { "P-INT-06 a Counter32 without its leading 00", "4104985d4b44", 0x41, 2,
    TARN_ANOMALY_MISSING_LEADING_ZERO },
  { "P-INT-07 a Gauge32 of one octet with its top bit", "4201c8", 0x42, 2,
    TARN_ANOMALY_NEGATIVE_UNSIGNED },
  { "P-INT-08 a Counter32 of 33 bits", "41050100000000", 0x41, 2, TARN_ANOMALY_INTEGER_TRUNCATED },
  { "P-INT-09 a Counter64 without its leading 00", "46088000000000000000", 0x46, 2,
    TARN_ANOMALY_MISSING_LEADING_ZERO },
  { "P-OID-03 an OID that is too large", "06062b9080808000", 0x06, 2,
    TARN_ANOMALY_OID_OVERFLOW | TARN_ANOMALY_BAD_VALUE },
  { "P-OID-04 a padded OID", "06032b8006", 0x06, 2, TARN_ANOMALY_OID_PADDED },
  { "P-OID-05 an OID that does not end", "06022b86", 0x06, 2, TARN_ANOMALY_BAD_VALUE },
  { "P-OID-06 an empty OID", "0600", 0x06, 2, TARN_ANOMALY_EMPTY_OID },
  { "P-STR-02 an IpAddress of no octets", "4000", 0x40, 2, TARN_ANOMALY_BAD_IP_ADDRESS },
  { "P-STR-02 an IpAddress of three octets", "4003c00002", 0x40, 2, TARN_ANOMALY_BAD_IP_ADDRESS },
  { "P-STR-02 an IpAddress of 16 octets", "4010 20010db8000000000000000000000001", 0x40, 2,
    TARN_ANOMALY_BAD_IP_ADDRESS },
  { "P-STR-03 NULL with content", "050100", 0x05, 2, TARN_ANOMALY_NULL_CONTENT },
  { "P-STR-03 noSuchObject with content", "800100", 0x80, 2, TARN_ANOMALY_BAD_VALUE },
  { "P-STR-03 endOfMibView with content", "820100", 0x82, 2, TARN_ANOMALY_BAD_VALUE },
};

/* What reads a value agrees with what was said about it, whatever it is. */
static void
check_getters (const TarnRow *row)
{
  gboolean bad = (row->anomalies & TARN_ANOMALY_BAD_VALUE) != 0;
  gint64 number = 7;
  guint64 large = 7;
  double real = 7;
  TarnSpan content;

  if (!tarn_row_get_integer (row, &number))
    g_assert_cmpint (number, ==, 0);
  else
    g_assert_true (!bad && row->tag == TARN_KIND_INTEGER);

  if (!tarn_row_get_unsigned (row, &large))
    g_assert_cmpuint (large, ==, 0);
  else
    g_assert_true (!bad && row->tag >= TARN_KIND_COUNTER32 && row->tag <= TARN_KIND_UINTEGER32);

  if (!tarn_row_get_real (row, &real))
    g_assert_cmpfloat (real, ==, 0);
  if (tarn_row_get_opaque_type (row, &content) == 0)
    g_assert_false (tarn_row_get_real (row, &real));
}

static void
test_tlv (gconstpointer data)
{
  const TlvVector *v = data;
  g_autoptr(GBytes) octets = tarn_test_hex (v->hex);
  TarnSpan tlv = tarn_test_span (octets);
  g_autofree guint8 *exact = g_memdup2 (tlv.data, tlv.len);
  g_autoptr(TarnValue) value = NULL;
  TarnRow row = { 0 };
  TarnSpan content;

  tlv.data = exact;
  tarn_row_set_tlv (&row, tlv);
  g_assert_cmphex (row.tag, ==, v->tag);
  g_assert_cmpuint (row.header_len, ==, v->header_len);
  g_assert_cmphex (row.anomalies, ==, v->anomalies);
  g_assert_true (row.tlv.data == tlv.data && row.tlv.len == tlv.len);
  content = tarn_row_content (&row);
  g_assert_cmpuint (content.len, ==, tlv.len - v->header_len);
  check_getters (&row);

  /* A value that is kept says the same. */
  value = tarn_row_dup_value (&row);
  g_assert_cmphex (tarn_value_get_kind (value), ==, v->tag);
  g_assert_cmphex (tarn_value_get_anomalies (value), ==, v->anomalies);
}

static TarnRow
row_from_bytes (GBytes *octets)
{
  TarnRow row = { 0 };

  tarn_row_set_tlv (&row, tarn_test_span (octets));
  return row;
}

/* P-STR-05: exactly one of five, and nothing in front of it or behind it. */
static void
test_opaque (void)
{
  static const struct
  {
    const char *sentence, *hex;
    guint8      type;
    const char *content;
  } cases[] = {
    { "float", "44079f780440600000", 0x78, "40600000" },
    { "double", "440b9f79083ff0000000000000", 0x79, "3ff0000000000000" },
    { "Counter64", "440c9f760900ffffffffffffffff", 0x76, "00ffffffffffffffff" },
    { "signed 64", "44049f7a01fe", 0x7a, "fe" },
    { "unsigned 64", "44059f7b020100", 0x7b, "0100" },
    { "a float of three octets", "44069f7803406000", 0, "" },
    { "a double of four octets", "44079f790440600000", 0, "" },
    { "an octet behind the float", "44089f78044060000000", 0, "" },
    { "an octet behind the Counter64", "44059f76010500", 0, "" },
    { "an octet missing", "44069f7804406000", 0, "" },
    { "a Counter64 of no octets", "44039f7600", 0, "" },
    { "a signed 64 of ten octets", "440d9f7a0a00000000000000000001", 0, "" },
    { "some other type", "44049f770101", 0, "" },
    { "plain BER", "4403020105", 0, "" },
    { "two octets", "44029f78", 0, "" },
    { "nothing", "4400", 0, "" },
    { "not an Opaque", "04079f780440600000", 0, "" },
    { "a clamped Opaque, whose content is cut off", "44089f780440600000", 0x78, "40600000" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GBytes) octets = tarn_test_hex (cases[i].hex);
      TarnRow row = row_from_bytes (octets);
      g_autofree char *hex = NULL;
      TarnSpan content;
      double number;

      g_test_message ("%s", cases[i].sentence);
      g_assert_cmphex (tarn_row_get_opaque_type (&row, &content), ==, cases[i].type);
      if (cases[i].type != 0)
        {
          hex = tarn_test_to_hex (content);
          g_assert_cmpstr (hex, ==, cases[i].content);
        }
      g_assert_cmpint (tarn_row_get_real (&row, &number), ==,
                       cases[i].type == 0x78 || cases[i].type == 0x79);
    }
}

/* F-20: odd numbers are shown all the same. */
static void
test_odd_numbers (void)
{
  static const struct
  {
    const char *hex;
    gint64      number;
    guint64     large;
  } cases[] = {
    { "02050080000000", G_MININT32, 0 },
    { "020300ff7f", 0xff7f, 0 },
    { "4104985d4b44", 0, 0x985d4b44 },
    { "420280e8", 0, 4294934760 },
    { "41050123456789", 0, 0x23456789 },
    { "4600", 0, 0 },
    { "4608ffffffffffffffff", 0, G_MAXUINT64 },
    { "470105", 0, 5 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GBytes) octets = tarn_test_hex (cases[i].hex);
      TarnRow row = row_from_bytes (octets);
      gint64 number;
      guint64 large;

      g_assert_cmpint (tarn_row_get_integer (&row, &number), ==, row.tag == TARN_KIND_INTEGER);
      g_assert_cmpint (number, ==, cases[i].number);
      g_assert_cmpint (tarn_row_get_unsigned (&row, &large), ==, row.tag != TARN_KIND_INTEGER);
      g_assert_cmpuint (large, ==, cases[i].large);
    }
}

static void
test_exception (void)
{
  for (guint tag = 0; tag < 256; tag++)
    {
      TarnRow row = { .tag = (guint8) tag };

      g_assert_cmpint (tarn_row_is_exception (&row), ==, tag >= 0x80 && tag <= 0x82);
    }
}

static void
test_varbind (void)
{
  static const guint8 tlv[] = { 0x04, 2, 'h', 'i' };
  static const guint8 name[] = { 0x2b, 6, 1 };
  TarnRow row = { .name = tarn_span (name, sizeof name) };
  g_autoptr(TarnVarbind) varbind = NULL;
  g_autoptr(TarnOid) oid = NULL;
  TarnRow again;

  tarn_row_set_tlv (&row, tarn_span (tlv, sizeof tlv));
  varbind = tarn_row_dup_varbind (&row);
  oid = tarn_row_dup_oid (&row);
  g_assert_true (tarn_oid_equal (oid, tarn_varbind_get_oid (varbind)));

  again = tarn_row_from_varbind (varbind);
  g_assert_true (tarn_span_equal (again.name, row.name));
  g_assert_true (tarn_span_equal (again.tlv, row.tlv));
  g_assert_cmpint (again.tag, ==, row.tag);
  g_assert_cmpint (again.header_len, ==, row.header_len);
  g_assert_cmphex (again.anomalies, ==, row.anomalies);
}

/* The names of protocol.md, each once. */
static void
test_anomaly_names (void)
{
  g_autofree char *none = tarn_anomalies_to_string (TARN_ANOMALY_NONE);
  g_autofree char *two = tarn_anomalies_to_string (TARN_ANOMALY_STRING_CLAMPED
                                                   | TARN_ANOMALY_EXTRA_FIELDS);
  g_autofree char *all = tarn_anomalies_to_string (TARN_PROFILE_LENIENT);
  g_autofree char *others = tarn_anomalies_to_string ((TarnAnomalies) ~TARN_PROFILE_LENIENT);

  g_assert_cmpstr (none, ==, "");
  g_assert_cmpstr (two, ==, "extra-fields, string-clamped");
  g_assert_cmpstr (all, ==, "trailing-bytes, extra-fields, non-minimal-integer, "
                            "missing-leading-zero, negative-unsigned, integer-truncated, "
                            "empty-integer, oid-padded, oid-too-long, oid-overflow, empty-oid, "
                            "string-clamped, bad-value, unknown-type, bad-ipaddress, "
                            "null-content, obsolete-type, negative-bulk-field");
  g_assert_cmpstr (others, ==, "not-increasing, empty-reply, discontinuity, renamed, missing, "
                               "ragged, skipped, bad-generic, trap-prefix");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (tlv_vectors); i++)
    {
      g_autofree char *path = g_strdup_printf ("/row/tlv/%s", tlv_vectors[i].sentence);

      g_test_add_data_func (path, &tlv_vectors[i], test_tlv);
    }
  g_test_add_func ("/row/P-STR-05 what an Opaque wraps", test_opaque);
  g_test_add_func ("/row/F-20 odd numbers", test_odd_numbers);
  g_test_add_func ("/row/P-TAG-11 exceptions", test_exception);
  g_test_add_func ("/row/as a varbind", test_varbind);
  g_test_add_func ("/row/names of anomalies", test_anomaly_names);

  return g_test_run ();
}
