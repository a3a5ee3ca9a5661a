/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-test.h"

#include "wire/tarn-ber-reader.h"

#define SPLIT_RUNS 300000

typedef struct
{
  const char  *sentence;
  const char  *hex;
  TarnTlvError error;
  guint8       tag;
  guint8       header_len;
  gsize        content_len;
} HeaderVector;

static const HeaderVector header_vectors[] = {
  { "P-BER-01 one octet of identifier", "0400", TARN_TLV_OK, 0x04, 2, 0 },
  { "P-BER-01 high-tag-number form", "1f0100", TARN_TLV_TAG, 0x1f, 0, 0 },
  { "P-BER-01 in every class", "9f7804", TARN_TLV_TAG, 0x9f, 0, 0 },
  { "P-BER-01 and constructed", "bf818000", TARN_TLV_TAG, 0xbf, 0, 0 },
  { "P-BER-01 although nothing follows", "7f", TARN_TLV_TAG, 0x7f, 0, 0 },
  { "P-BER-03 the short form", "0403616263", TARN_TLV_OK, 0x04, 2, 3 },
  { "P-BER-03 indefinite length", "3080020100 0000", TARN_TLV_LENGTH, 0x30, 0, 0 },
  { "P-BER-03 the reserved length", "04ff00", TARN_TLV_LENGTH, 0x04, 0, 0 },
  { "P-BER-04, F-25 longer than need be", "30820002 0500", TARN_TLV_OK, 0x30, 4, 2 },
  { "P-BER-04 81 00", "048100", TARN_TLV_OK, 0x04, 3, 0 },
  { "P-BER-05 four octets", "0484000000020102", TARN_TLV_OK, 0x04, 6, 2 },
  { "P-BER-05 five, the first zero", "048500000000020102", TARN_TLV_OK, 0x04, 7, 2 },
  { "P-BER-05 five, the first not", "048501000000020102", TARN_TLV_LENGTH, 0x04, 0, 0 },
  { "P-BER-05 eight, four of them zero", "048800000000000000020102", TARN_TLV_OK, 0x04, 10, 2 },
  { "P-BER-05 eight, the fourth not", "048800000001000000020102", TARN_TLV_LENGTH, 0x04, 0, 0 },
  { "P-BER-05 nine, all zero", "0489000000000000000000", TARN_TLV_LENGTH, 0x04, 0, 0 },
  { "P-BER-05 nine, and nothing of them there", "0489", TARN_TLV_LENGTH, 0x04, 0, 0 },
  { "P-BER-06 the largest length, which no sum survives", "0484ffffffff", TARN_TLV_TRUNCATED,
    0x04, 6, 0xffffffff },
  { "P-BER-06 the same with octets behind", "0484ffffffff00000000", TARN_TLV_TRUNCATED, 0x04, 6,
    0xffffffff },
  { "P-BER-06 2^31", "0484800000000000", TARN_TLV_TRUNCATED, 0x04, 6, 0x80000000 },
  { "P-BER-07 one octet too few", "0403 6162", TARN_TLV_TRUNCATED, 0x04, 2, 3 },
  { "P-BER-10 nothing", "", TARN_TLV_TRUNCATED, 0, 0, 0 },
  { "P-BER-10 a tag alone", "30", TARN_TLV_TRUNCATED, 0x30, 0, 0 },
  { "P-BER-10 length octets cut off", "308201", TARN_TLV_TRUNCATED, 0x30, 0, 0 },
  { "P-BER-10 no length octets at all", "3082", TARN_TLV_TRUNCATED, 0x30, 0, 0 },
};

static void
test_header (gconstpointer data)
{
  const HeaderVector *v = data;
  g_autoptr(GBytes) octets = tarn_test_hex (v->hex);
  TarnSpan span = tarn_test_span (octets);
  g_autofree guint8 *exact = g_memdup2 (span.data, span.len);
  TarnTlvHeader header = tarn_tlv_parse (tarn_span (exact, span.len));
  TarnTlvHeader slow = tarn_tlv_parse_slow (tarn_span (exact, span.len));
  static const TarnBerError errors[] = {
    [TARN_TLV_OK] = TARN_BER_OK,
    [TARN_TLV_TRUNCATED] = TARN_BER_TRUNCATED,
    [TARN_TLV_TAG] = TARN_BER_TAG,
    [TARN_TLV_LENGTH] = TARN_BER_LENGTH,
  };
  TarnBerReader reader;
  TarnBerElement element;

  g_assert_cmpint (header.error, ==, v->error);
  g_assert_cmphex (header.tag, ==, v->tag);
  g_assert_cmpuint (header.header_len, ==, v->header_len);
  g_assert_cmpuint (header.content_len, ==, v->content_len);
  g_assert_cmpint (slow.error, ==, v->error);
  g_assert_cmpuint (slow.header_len, ==, v->header_len);
  g_assert_cmpuint (slow.content_len, ==, v->content_len);

  tarn_ber_reader_init (&reader, tarn_span (exact, span.len), TARN_PROFILE_STRICT);
  element = tarn_ber_read_any (&reader);
  g_assert_cmpint (reader.error, ==, errors[v->error]);
  g_assert_cmpuint (reader.at, ==, 0);
  if (v->error == TARN_TLV_OK)
    {
      g_assert_cmphex (element.tag, ==, v->tag);
      g_assert_cmpuint (element.content.len, ==, v->content_len);
      g_assert_true (element.tlv.data == exact);
      g_assert_cmpuint (element.tlv.len, ==, v->header_len + v->content_len);
      g_assert_true (element.content.data == exact + v->header_len);
    }
  else
    {
      g_assert_cmpuint (element.tag, ==, 0);
      g_assert_cmpuint (element.tlv.len, ==, 0);
    }
}

/* P-BER-03: around every size of the length octets, on a block that ends with the
 * content; one octet less is an error. */
static void
test_lengths (void)
{
  static const gsize lengths[] = { 0, 1, 126, 127, 128, 255, 256, 65535, 65536 };

  for (gsize i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      gsize header_len = tarn_tlv_header_size (lengths[i]);
      gsize len = header_len + lengths[i];
      g_autofree guint8 *octets = g_malloc0 (len);
      g_autofree guint8 *shorter = NULL;
      TarnTlvHeader header;

      tarn_tlv_put_header (octets, TARN_KIND_OPAQUE, lengths[i]);
      header = tarn_tlv_parse (tarn_span (octets, len));
      g_assert_cmpint (header.error, ==, TARN_TLV_OK);
      g_assert_cmpuint (header.header_len, ==, header_len);
      g_assert_cmpuint (header.content_len, ==, lengths[i]);

      shorter = g_memdup2 (octets, len - 1);
      header = tarn_tlv_parse (tarn_span (shorter, len - 1));
      g_assert_cmpint (header.error, ==, TARN_TLV_TRUNCATED);
    }
}

/* P-BER-07: an element lies inside its parent, or it is the parent's error. */
static void
test_nesting (void)
{
  g_autoptr(GBytes) octets = tarn_test_hex ("3009 3004 020105 05 0500 00");
  g_autoptr(GBytes) good = tarn_test_hex ("3008 3003 020105 020107 020109");
  TarnBerReader reader;
  const guint8 *outer, *inner;

  tarn_ber_reader_init (&reader, tarn_test_span (good), TARN_PROFILE_STRICT);
  outer = tarn_ber_enter (&reader, 0x30);
  inner = tarn_ber_enter (&reader, 0x30);
  g_assert_cmpint (tarn_ber_read_int32 (&reader), ==, 5);
  tarn_ber_leave (&reader, inner);
  g_assert_cmpint (tarn_ber_read_int32 (&reader), ==, 7);
  tarn_ber_leave (&reader, outer);
  g_assert_cmpint (tarn_ber_read_int32 (&reader), ==, 9);
  g_assert_cmpint (reader.error, ==, TARN_BER_OK);
  g_assert_cmpuint (tarn_ber_reader_rest (&reader).len, ==, 0);

  /* The fourth octet of the inner one begins a TLV that ends outside. */
  tarn_ber_reader_init (&reader, tarn_test_span (octets), TARN_PROFILE_LENIENT);
  tarn_ber_enter (&reader, 0x30);
  inner = tarn_ber_enter (&reader, 0x30);
  g_assert_cmpint (tarn_ber_read_int32 (&reader), ==, 5);
  g_assert_cmpuint (tarn_ber_read_any (&reader).tlv.len, ==, 0);
  g_assert_cmpint (reader.error, ==, TARN_BER_TRUNCATED);
  g_assert_cmpuint (reader.at, ==, 7);
}

/* P-BER-08: what is left over is tolerated by name, or refused where it begins. */
static void
test_extra_fields (void)
{
  g_autoptr(GBytes) octets = tarn_test_hex ("3005 020105 0500 020107");
  TarnBerReader reader;
  const guint8 *outer;

  tarn_ber_reader_init (&reader, tarn_test_span (octets), TARN_ANOMALY_EXTRA_FIELDS);
  outer = tarn_ber_enter (&reader, 0x30);
  g_assert_cmpint (tarn_ber_read_int32 (&reader), ==, 5);
  tarn_ber_leave (&reader, outer);
  g_assert_cmpint (tarn_ber_read_int32 (&reader), ==, 7);
  g_assert_cmpint (reader.error, ==, TARN_BER_OK);
  g_assert_cmphex (reader.anomalies, ==, TARN_ANOMALY_EXTRA_FIELDS);

  tarn_ber_reader_init (&reader, tarn_test_span (octets), TARN_PROFILE_STRICT);
  outer = tarn_ber_enter (&reader, 0x30);
  g_assert_cmpint (tarn_ber_read_int32 (&reader), ==, 5);
  tarn_ber_leave (&reader, outer);
  g_assert_cmpint (tarn_ber_read_int32 (&reader), ==, 0);
  g_assert_cmpint (reader.error, ==, TARN_BER_ANOMALY);
  g_assert_cmpuint (reader.at, ==, 5);
}

/* The first thing that went wrong stays, and all that is read after it is zero. */
static void
test_sticky (void)
{
  g_autoptr(GBytes) octets = tarn_test_hex ("020105 0400 020107 0101");
  TarnBerReader reader;

  tarn_ber_reader_init (&reader, tarn_test_span (octets), TARN_PROFILE_LENIENT);
  g_assert_cmpint (tarn_ber_read_int32 (&reader), ==, 5);
  g_assert_cmpint (tarn_ber_read_int32 (&reader), ==, 0);
  g_assert_cmpint (reader.error, ==, TARN_BER_TAG);
  g_assert_cmpuint (reader.at, ==, 3);

  g_assert_cmpint (tarn_ber_read_int32 (&reader), ==, 0);
  g_assert_cmpuint (tarn_ber_read_uint32 (&reader, TARN_KIND_TIME_TICKS), ==, 0);
  g_assert_cmpuint (tarn_ber_read (&reader, TARN_KIND_OCTET_STRING).len, ==, 0);
  g_assert_cmpuint (tarn_ber_read_any (&reader).tag, ==, 0);
  tarn_ber_leave (&reader, tarn_ber_enter (&reader, 0x30));
  tarn_ber_reader_fail (&reader, TARN_BER_NAME, reader.start);
  g_assert_cmpint (reader.error, ==, TARN_BER_TAG);
  g_assert_cmpuint (reader.at, ==, 3);
}

/* Fields of the protocol: what is tolerated of a value is tolerated of them only
 * where the rules say so. */
static const struct
{
  const char   *sentence;
  const char   *hex;
  guint8        tag;           /* 02: read as Integer32; else as unsigned */
  TarnBerError  error;         /* in the lenient profile                  */
  TarnAnomalies anomalies;
  gint64        number;
} field_vectors[] = {
  { "P-INT-01 plain", "020105", 0x02, TARN_BER_OK, 0, 5 },
  { "P-INT-01 negative", "0204ff000000", 0x02, TARN_BER_OK, 0, -16777216 },
  { "P-INT-04 no octets: an error in every profile", "0200", 0x02, TARN_BER_RANGE, 0, 0 },
  { "P-INT-05 a request-id of five octets", "0205fffb6a6517", 0x02, TARN_BER_OK,
    TARN_ANOMALY_NON_MINIMAL_INTEGER, -76913385 },
  { "P-INT-05 ten octets", "020a00000000000000000001", 0x02, TARN_BER_RANGE, 0, 0 },
  { "P-INT-08 2^31 does not fit", "02050080000000", 0x02, TARN_BER_RANGE, 0, 0 },
  { "P-INT-02 plain", "430500ffffffff", 0x43, TARN_BER_OK, 0, G_MAXUINT32 },
  { "P-INT-04 no octets of TimeTicks", "4300", 0x43, TARN_BER_RANGE, 0, 0 },
  { "P-INT-05 padded TimeTicks", "43020001", 0x43, TARN_BER_OK,
    TARN_ANOMALY_NON_MINIMAL_INTEGER, 1 },
  { "P-INT-06 without the leading 00", "4304ffffffff", 0x43, TARN_BER_OK,
    TARN_ANOMALY_MISSING_LEADING_ZERO, G_MAXUINT32 },
  { "P-INT-07 short with the top bit", "4301ff", 0x43, TARN_BER_OK,
    TARN_ANOMALY_NEGATIVE_UNSIGNED, G_MAXUINT32 },
  { "P-INT-08 2^32 does not fit", "43050100000000", 0x43, TARN_BER_RANGE, 0, 0 },
  { "another tag", "410105", 0x02, TARN_BER_TAG, 0, 0 },
  { "P-INT-10 42 is not 43", "420105", 0x43, TARN_BER_TAG, 0, 0 },
};

static gint64
read_field (TarnBerReader *reader,
            guint8         tag)
{
  return tag == TARN_KIND_INTEGER ? tarn_ber_read_int32 (reader)
                                  : (gint64) tarn_ber_read_uint32 (reader, tag);
}

static void
test_fields (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (field_vectors); i++)
    {
      g_autoptr(GBytes) octets = tarn_test_hex (field_vectors[i].hex);
      TarnBerReader reader;

      g_test_message ("%s", field_vectors[i].sentence);
      tarn_ber_reader_init (&reader, tarn_test_span (octets), TARN_PROFILE_LENIENT);
      g_assert_cmpint (read_field (&reader, field_vectors[i].tag), ==, field_vectors[i].number);
      g_assert_cmpint (reader.error, ==, field_vectors[i].error);
      g_assert_cmphex (reader.anomalies, ==, field_vectors[i].anomalies);
      if (field_vectors[i].anomalies == TARN_ANOMALY_NONE)
        continue;

      tarn_ber_reader_init (&reader, tarn_test_span (octets), TARN_PROFILE_STRICT);
      g_assert_cmpint (read_field (&reader, field_vectors[i].tag), ==, 0);
      g_assert_cmpint (reader.error, ==, TARN_BER_ANOMALY);
    }
}

/* A varbind that is mostly right, with an octet off here and there. */
static void
fill_varbind (guint8  *octets,
              gsize    len,
              guint64  bits)
{
  gsize name_len = bits >> 8 & 0x3f;

  for (gsize i = 0; i < len; i++)
    octets[i] = (guint8) (bits >> i % 57);

  if (len > 0 && bits >> 16 & 15)
    octets[0] = 0x30;
  if (len > 1 && bits >> 20 & 15)
    octets[1] = (guint8) (len - 2 + (bits >> 24 & 7 ? 0 : (bits >> 27 & 2) - 1));
  if (len > 2 && bits >> 32 & 15)
    octets[2] = 0x06;
  if (len > 3)
    octets[3] = (guint8) name_len;
  if (4 + name_len + 1 < len)
    octets[4 + name_len + 1] = (guint8) (len - 6 - name_len + (bits >> 36 & 7 ? 0 : 1));
}

/* The four octets that are looked at in one go say the same as one element read
 * after the other. */
static void
test_split (void)
{
  guint64 state = 0x5851f42d4c957f2d;
  guint n_split = 0;

  for (guint run = 0; run < SPLIT_RUNS; run++)
    {
      g_autofree guint8 *octets = NULL;
      TarnSpan span, name, value, slow_name, slow_value;
      TarnBerReader reader;

      state ^= state << 13;
      state ^= state >> 7;
      state ^= state << 17;
      span.len = state % 140;
      span.data = octets = g_malloc (span.len);
      fill_varbind (octets, span.len, state);
      if (!tarn_tlv_split_varbind (span, &name, &value))
        continue;

      n_split++;
      tarn_ber_reader_init (&reader, span, TARN_PROFILE_STRICT);
      tarn_ber_enter (&reader, 0x30);
      slow_name = tarn_ber_read (&reader, TARN_KIND_OBJECT_ID);
      g_assert_cmpint (reader.error, ==, TARN_BER_OK);
      slow_value = tarn_ber_reader_rest (&reader);
      g_assert_true (name.data == slow_name.data && name.len == slow_name.len);
      g_assert_true (value.data == slow_value.data && value.len == slow_value.len);
      g_assert_cmpuint (value.len, >=, 2);
      g_assert_cmpuint (value.data[1], ==, value.len - 2);
    }

  g_assert_cmpuint (n_split, >, SPLIT_RUNS / 20);
}

static void
test_error_names (void)
{
  for (guint a = TARN_BER_OK; a <= TARN_BER_PDU_TYPE; a++)
    {
      g_assert_cmpstr (tarn_ber_error_to_string (a), !=, "unknown");
      for (guint b = TARN_BER_OK; b < a; b++)
        g_assert_cmpstr (tarn_ber_error_to_string (a), !=, tarn_ber_error_to_string (b));
    }
  g_assert_cmpstr (tarn_ber_error_to_string (TARN_BER_PDU_TYPE + 1), ==, "unknown");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (header_vectors); i++)
    {
      g_autofree char *path = g_strdup_printf ("/ber-reader/header/%s", header_vectors[i].sentence);

      g_test_add_data_func (path, &header_vectors[i], test_header);
    }
  g_test_add_func ("/ber-reader/P-BER-03 lengths", test_lengths);
  g_test_add_func ("/ber-reader/P-BER-07 nesting", test_nesting);
  g_test_add_func ("/ber-reader/P-BER-08 extra fields", test_extra_fields);
  g_test_add_func ("/ber-reader/the first error stays", test_sticky);
  g_test_add_func ("/ber-reader/P-INT-04 and P-INT-05 fields", test_fields);
  g_test_add_func ("/ber-reader/varbinds in one look", test_split);
  g_test_add_func ("/ber-reader/names of errors", test_error_names);

  return g_test_run ();
}
