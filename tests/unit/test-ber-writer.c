/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-test.h"

#include "wire/tarn-ber-reader.h"
#include "wire/tarn-ber-writer.h"

#define ROW_RUNS 20000

static void
assert_written (const TarnBerWriter *writer,
                const char          *expected)
{
  g_autoptr(GBytes) octets = tarn_test_hex (expected);
  TarnSpan span = tarn_test_span (octets);
  TarnSpan written = tarn_ber_writer_span (writer);

  g_assert_false (writer->overflow);
  g_assert_cmpmem (written.data, written.len, span.data, span.len);
}

/* P-BER-11: golden headers around every size of the length octets. */
static void
test_lengths (void)
{
  static const struct
  {
    gsize       len;
    const char *header;
  } cases[] = {
    { 0, "0400" },
    { 1, "0401" },
    { 127, "047f" },
    { 128, "048180" },
    { 255, "0481ff" },
    { 256, "04820100" },
    { 65535, "0482ffff" },
    { 65536, "0483010000" },
    { 16777215, "0483ffffff" },
    { 16777216, "048401000000" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gsize header_len = strlen (cases[i].header) / 2;
      gsize size = header_len + cases[i].len;
      g_autofree guint8 *content = g_malloc0 (cases[i].len);
      g_autofree guint8 *buffer = g_malloc (size);
      g_autofree char *header = NULL;
      TarnBerWriter writer;

      tarn_ber_writer_init (&writer, buffer, size);
      tarn_ber_put_tlv (&writer, TARN_KIND_OCTET_STRING, tarn_span (content, cases[i].len));
      g_assert_false (writer.overflow);
      g_assert_true (writer.pos == buffer);
      g_assert_cmpuint (tarn_tlv_header_size (cases[i].len), ==, header_len);
      header = tarn_test_to_hex (tarn_span (buffer, header_len));
      g_assert_cmpstr (header, ==, cases[i].header);
    }
}

/* P-BER-11, F-32: a field of the protocol at every power. */
static void
test_integers (void)
{
  static const struct
  {
    gint32      number;
    const char *hex;
  } cases[] = {
    { 0, "020100" },
    { 127, "02017f" },
    { 128, "02020080" },
    { -128, "020180" },
    { -129, "0202ff7f" },
    { 255, "020200ff" },
    { 256, "02020100" },
    { 32767, "02027fff" },
    { 32768, "0203008000" },
    { 65507, "020300ffe3" },
    { 65535, "020300ffff" },
    { 65536, "0203010000" },
    { 8388607, "02037fffff" },
    { 8388608, "020400800000" },
    { G_MAXINT32, "02047fffffff" },
    { G_MININT32, "020480000000" },
    { -1, "0201ff" },
  };
  guint8 buffer[16];
  TarnBerWriter writer;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      tarn_ber_writer_init (&writer, buffer, sizeof buffer);
      tarn_ber_put_int32 (&writer, cases[i].number);
      assert_written (&writer, cases[i].hex);
    }

  tarn_ber_writer_init (&writer, buffer, sizeof buffer);
  tarn_ber_put_unsigned (&writer, TARN_KIND_TIME_TICKS, G_MAXUINT32);
  assert_written (&writer, "430500ffffffff");
  tarn_ber_writer_init (&writer, buffer, sizeof buffer);
  tarn_ber_put_unsigned (&writer, TARN_KIND_COUNTER64, G_MAXUINT64);
  assert_written (&writer, "460900ffffffffffffffff");
}

/* P-OID-06: the empty name, where all names begin, goes out as zeroDotZero. */
static void
test_name (void)
{
  static const guint8 name[] = { 0x2b, 0x06, 0x01 };
  guint8 buffer[16];
  TarnBerWriter writer;

  tarn_ber_writer_init (&writer, buffer, sizeof buffer);
  tarn_ber_put_name (&writer, tarn_span (NULL, 0));
  assert_written (&writer, "060100");
  tarn_ber_writer_init (&writer, buffer, sizeof buffer);
  tarn_ber_put_name (&writer, tarn_span (name, sizeof name));
  assert_written (&writer, "06032b0601");
}

/* Back to front: what is written last stands first. */
static void
test_wrap (void)
{
  guint8 buffer[64];
  TarnBerWriter writer;
  const guint8 *outer_end, *inner_end;

  tarn_ber_writer_init (&writer, buffer, sizeof buffer);
  tarn_ber_put_int32 (&writer, 3);
  outer_end = writer.pos;
  tarn_ber_put_int32 (&writer, 2);
  inner_end = writer.pos;
  tarn_ber_wrap (&writer, 0x30, inner_end);
  tarn_ber_put_int32 (&writer, 1);
  tarn_ber_wrap (&writer, 0x30, outer_end);
  assert_written (&writer, "3008 020101 3000 020102 020103");
}

static TarnRow
row_from_hex (GBytes *name,
              GBytes *tlv)
{
  TarnRow row = { .name = tarn_test_span (name) };

  tarn_row_set_tlv (&row, tarn_test_span (tlv));
  return row;
}

static void
test_rows (void)
{
  static const struct
  {
    const char *sentence, *name, *tlv, *varbind;
  } cases[] = {
    { "as it came", "2b0601", "020105", "3008 06032b0601 020105" },
    { "P-BER-04 with its long length", "2b0601", "0282000105", "300a 06032b0601 0282000105" },
    { "P-INT-05 with its padding", "2b0601", "02020005", "3009 06032b0601 02020005" },
    { "P-BER-13 a value that is none", "2b0601", "0205ff", "3008 06032b0601 0205ff" },
    { "P-BER-13 no value at all", "2b0601", "", "3005 06032b0601" },
    { "P-BER-14 a clamped string gets its true length", "2b0601", "0404616263",
      "300a 06032b0601 0403616263" },
    { "P-BER-14 and a minimal one", "2b0601", "04820004616263", "300a 06032b0601 0403616263" },
    { "P-OID-06 the empty name", "", "0500", "3005 060100 0500" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GBytes) name = tarn_test_hex (cases[i].name);
      g_autoptr(GBytes) tlv = tarn_test_hex (cases[i].tlv);
      TarnRow row = row_from_hex (name, tlv);
      guint8 buffer[64];
      TarnBerWriter writer;

      g_test_message ("%s", cases[i].sentence);
      tarn_ber_writer_init (&writer, buffer, sizeof buffer);
      tarn_ber_put_row (&writer, &row);
      assert_written (&writer, cases[i].varbind);
      g_assert_cmpuint (tarn_ber_row_size (&row), ==, tarn_ber_writer_span (&writer).len);
    }
}

/* tarn_ber_row_size() foretells what tarn_ber_put_row() writes, to the octet. */
static void
test_row_size (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (7);
  static const gsize edges[] = { 0, 1, 120, 125, 126, 127, 128, 129, 250, 255, 256, 65500, 65529 };
  g_autofree guint8 *octets = g_malloc (70000);
  g_autofree guint8 *buffer = g_malloc (70000);
  guint n_clamped = 0;

  memset (octets, 1, 70000);
  for (guint run = 0; run < ROW_RUNS; run++)
    {
      gsize content_len = run % 100 == 0 ? edges[run / 100 % G_N_ELEMENTS (edges)]
                                         : (gsize) g_rand_int_range (rand, 0, 300);
      gsize header_len = tarn_tlv_header_size (content_len);
      gsize tlv_len = header_len + content_len;
      TarnRow row = { .name = tarn_span (octets, (gsize) g_rand_int_range (rand, 0, 256)) };
      TarnBerWriter writer;

      tarn_tlv_put_header (octets, g_rand_boolean (rand) ? 0x04 : 0x44, content_len);
      if (content_len > 0 && g_rand_boolean (rand))
        tlv_len--;
      tarn_row_set_tlv (&row, tarn_span (octets, tlv_len));
      n_clamped += (row.anomalies & TARN_ANOMALY_STRING_CLAMPED) != 0;

      tarn_ber_writer_init (&writer, buffer, 70000);
      tarn_ber_put_row (&writer, &row);
      g_assert_false (writer.overflow);
      g_assert_cmpuint (tarn_ber_writer_span (&writer).len, ==, tarn_ber_row_size (&row));
    }

  g_assert_cmpuint (n_clamped, >, ROW_RUNS / 10);
}

/* A buffer of any size but enough: overflow is told, stays, and nothing outside is
 * written. */
static void
test_overflow (void)
{
  g_autoptr(GBytes) name = tarn_test_hex ("2b060102010101");
  g_autoptr(GBytes) tlv = tarn_test_hex ("0403616263");
  TarnRow row = row_from_hex (name, tlv);
  gsize enough = 3 + tarn_ber_row_size (&row) + 2;

  for (gsize size = 0; size <= enough; size++)
    {
      g_autofree guint8 *exact = g_malloc (size);
      TarnBerWriter writer;
      const guint8 *end;

      tarn_ber_writer_init (&writer, exact, size);
      end = writer.pos;
      tarn_ber_put_row (&writer, &row);
      tarn_ber_put_int32 (&writer, 1);
      tarn_ber_wrap (&writer, 0x30, end);
      g_assert_cmpint (writer.overflow, ==, size < enough);
      g_assert_true (writer.pos >= exact && writer.pos <= writer.end);
      if (!writer.overflow)
        continue;

      /* Not even what would fit is written once something was lost. */
      end = writer.pos;
      tarn_ber_put_octets (&writer, tarn_span (NULL, 0));
      tarn_ber_put_int32 (&writer, 1);
      tarn_ber_wrap (&writer, 0x30, writer.pos);
      g_assert_true (writer.overflow);
      g_assert_true (writer.pos == end);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ber-writer/P-BER-11 lengths", test_lengths);
  g_test_add_func ("/ber-writer/P-BER-11 integers at every power", test_integers);
  g_test_add_func ("/ber-writer/P-OID-06 names", test_name);
  g_test_add_func ("/ber-writer/wrap", test_wrap);
  g_test_add_func ("/ber-writer/rows", test_rows);
  g_test_add_func ("/ber-writer/size of a row", test_row_size);
  g_test_add_func ("/ber-writer/overflow at every size", test_overflow);

  return g_test_run ();
}
