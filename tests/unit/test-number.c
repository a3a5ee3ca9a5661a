/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-test.h"

#include "base/tarn-number.h"

#define RUNS 200000

typedef struct
{
  const char   *sentence;
  const char   *hex;         /* content octets */
  TarnAnomalies anomalies;
  guint64       number;
} ReadVector;

/* The number is compared as 64 bits; negative ones are written as they extend. */
static const ReadVector int32_vectors[] = {
  { "P-INT-01 0", "00", 0, 0 },
  { "P-INT-01 1", "01", 0, 1 },
  { "P-INT-01 127 is the largest of one octet", "7f", 0, 127 },
  { "P-INT-01 128 needs a sign octet", "0080", 0, 128 },
  { "P-INT-01 -1", "ff", 0, (guint64) -1 },
  { "P-INT-01 -128 is the smallest of one octet", "80", 0, (guint64) -128 },
  { "P-INT-01 -129", "ff7f", 0, (guint64) -129 },
  { "P-INT-01 32767", "7fff", 0, 32767 },
  { "P-INT-01 32768", "008000", 0, 32768 },
  { "P-INT-01 -32768", "8000", 0, (guint64) -32768 },
  { "P-INT-01 -32769", "ff7fff", 0, (guint64) -32769 },
  { "P-INT-01 8388607", "7fffff", 0, 8388607 },
  { "P-INT-01 8388608", "00800000", 0, 8388608 },
  { "P-INT-01 -8388608", "800000", 0, (guint64) -8388608 },
  { "P-INT-01 -8388609", "ff7fffff", 0, (guint64) -8388609 },
  { "P-INT-01 the largest Integer32", "7fffffff", 0, 2147483647 },
  { "P-INT-01 the smallest Integer32", "80000000", 0, (guint64) G_MININT32 },

  { "P-INT-04 no octets are no number", "", TARN_ANOMALY_BAD_VALUE, 0 },

  { "P-INT-05 one redundant 00", "0001", TARN_ANOMALY_NON_MINIMAL_INTEGER, 1 },
  { "P-INT-05 two octets of zero", "0000", TARN_ANOMALY_NON_MINIMAL_INTEGER, 0 },
  { "P-INT-05 one redundant ff", "ffff", TARN_ANOMALY_NON_MINIMAL_INTEGER, (guint64) -1 },
  { "P-INT-05 a sign-extended request-id of five octets", "fffb6a6517",
    TARN_ANOMALY_NON_MINIMAL_INTEGER, (guint64) -76913385 },
  { "P-INT-05 the largest in five octets", "007fffffff", TARN_ANOMALY_NON_MINIMAL_INTEGER,
    2147483647 },
  { "P-INT-05 nine octets are the bound", "00000000000000007f",
    TARN_ANOMALY_NON_MINIMAL_INTEGER, 127 },
  { "P-INT-05 nine octets of ff", "ffffffffffffffffff",
    TARN_ANOMALY_NON_MINIMAL_INTEGER, (guint64) -1 },
  { "P-INT-05 ten octets are beyond it", "0000000000000000007f", TARN_ANOMALY_BAD_VALUE, 0 },

  { "P-INT-08 2^31 shows its low 32 bits", "0080000000", TARN_ANOMALY_INTEGER_TRUNCATED,
    (guint64) G_MININT32 },
  { "P-INT-08 -2^31-1", "ff7fffffff", TARN_ANOMALY_INTEGER_TRUNCATED, 2147483647 },
  { "P-INT-08 five octets", "0123456789", TARN_ANOMALY_INTEGER_TRUNCATED, 0x23456789 },
  { "P-INT-08 eight octets", "7fffffff00000005", TARN_ANOMALY_INTEGER_TRUNCATED, 5 },
  { "P-INT-08 nine octets out of range are no number", "010000000000000000",
    TARN_ANOMALY_BAD_VALUE, 0 },
  { "P-INT-08 nor when the ninth is a redundant 00", "000000010000000000",
    TARN_ANOMALY_BAD_VALUE, 0 },
  { "P-INT-08 nor when it is a redundant ff", "ffffff000000000000",
    TARN_ANOMALY_BAD_VALUE, 0 },
};

static const ReadVector uint32_vectors[] = {
  { "P-INT-02 0", "00", 0, 0 },
  { "P-INT-02 127", "7f", 0, 127 },
  { "P-INT-02 128", "0080", 0, 128 },
  { "P-INT-02 255", "00ff", 0, 255 },
  { "P-INT-02 32767", "7fff", 0, 32767 },
  { "P-INT-02 32768", "008000", 0, 32768 },
  { "P-INT-02 8388608", "00800000", 0, 8388608 },
  { "P-INT-02 2^31-1", "7fffffff", 0, 2147483647 },
  { "P-INT-02 2^31 takes five octets", "0080000000", 0, 2147483648 },
  { "P-INT-02 the largest", "00ffffffff", 0, 4294967295 },

  { "P-INT-04 no octets are no number", "", TARN_ANOMALY_BAD_VALUE, 0 },

  { "P-INT-05 one redundant 00", "0001", TARN_ANOMALY_NON_MINIMAL_INTEGER, 1 },
  { "P-INT-05 five octets where four would do", "007fffffff", TARN_ANOMALY_NON_MINIMAL_INTEGER,
    2147483647 },
  { "P-INT-05 the largest in six octets", "0000ffffffff", TARN_ANOMALY_NON_MINIMAL_INTEGER,
    4294967295 },
  { "P-INT-05 nine octets are the bound", "0000000000ffffffff",
    TARN_ANOMALY_NON_MINIMAL_INTEGER, 4294967295 },
  { "P-INT-05 ten octets are beyond it", "000000000000ffffffff", TARN_ANOMALY_BAD_VALUE, 0 },

  { "P-INT-06 four octets without the leading 00", "985d4b44",
    TARN_ANOMALY_MISSING_LEADING_ZERO, 0x985d4b44 },
  { "P-INT-06 2^31 in four octets", "80000000", TARN_ANOMALY_MISSING_LEADING_ZERO, 2147483648 },
  { "P-INT-06 the largest in four octets", "ffffffff", TARN_ANOMALY_MISSING_LEADING_ZERO,
    4294967295 },

  { "P-INT-07 one octet with its top bit", "80", TARN_ANOMALY_NEGATIVE_UNSIGNED, 4294967168 },
  { "P-INT-07 one octet of ff", "ff", TARN_ANOMALY_NEGATIVE_UNSIGNED, 4294967295 },
  { "P-INT-07 33000 as two octets", "80e8", TARN_ANOMALY_NEGATIVE_UNSIGNED, 4294934760 },
  { "P-INT-07 three octets with the top bit", "ff7fff", TARN_ANOMALY_NEGATIVE_UNSIGNED,
    4294934527 },

  { "P-INT-08 2^32 shows its low 32 bits", "0100000000", TARN_ANOMALY_INTEGER_TRUNCATED, 0 },
  { "P-INT-08 five octets, the first not 00", "0123456789", TARN_ANOMALY_INTEGER_TRUNCATED,
    0x23456789 },
  { "P-INT-08 five octets of a negative number", "ff80000000", TARN_ANOMALY_INTEGER_TRUNCATED,
    2147483648 },
  { "P-INT-08 eight octets", "7fffffff00000005", TARN_ANOMALY_INTEGER_TRUNCATED, 5 },
  { "P-INT-08 nine octets out of range are no number", "010000000000000000",
    TARN_ANOMALY_BAD_VALUE, 0 },
  { "P-INT-08 nine negative octets are none either", "ffffffffffffffffff",
    TARN_ANOMALY_BAD_VALUE, 0 },
};

static const ReadVector uint64_vectors[] = {
  { "P-INT-03 0", "00", 0, 0 },
  { "P-INT-03 127", "7f", 0, 127 },
  { "P-INT-03 128", "0080", 0, 128 },
  { "P-INT-03 2^32", "0100000000", 0, G_GUINT64_CONSTANT (4294967296) },
  { "P-INT-03 2^63-1", "7fffffffffffffff", 0, G_MAXINT64 },
  { "P-INT-03 2^63 takes nine octets", "008000000000000000", 0, (guint64) 1 << 63 },
  { "P-INT-03 the largest", "00ffffffffffffffff", 0, G_MAXUINT64 },

  { "P-INT-04 no octets read as 0", "", TARN_ANOMALY_EMPTY_INTEGER, 0 },

  { "P-INT-05 one redundant 00", "0001", TARN_ANOMALY_NON_MINIMAL_INTEGER, 1 },
  { "P-INT-05 nine octets where eight would do", "007fffffffffffffff",
    TARN_ANOMALY_NON_MINIMAL_INTEGER, G_MAXINT64 },

  { "P-INT-09 eight octets without the leading 00", "8000000000000000",
    TARN_ANOMALY_MISSING_LEADING_ZERO, (guint64) 1 << 63 },
  { "P-INT-09 the largest in eight octets", "ffffffffffffffff",
    TARN_ANOMALY_MISSING_LEADING_ZERO, G_MAXUINT64 },
  { "P-INT-09 fewer octets with the top bit, sign extended", "80",
    TARN_ANOMALY_NEGATIVE_UNSIGNED, (guint64) -128 },
  { "P-INT-09 seven octets with the top bit", "ff000000000000",
    TARN_ANOMALY_NEGATIVE_UNSIGNED, G_GUINT64_CONSTANT (0xffff000000000000) },
  { "P-INT-09 ten octets whose excess is 00", "0000ffffffffffffffff",
    TARN_ANOMALY_NON_MINIMAL_INTEGER, G_MAXUINT64 },
  { "P-INT-09 twelve octets whose excess is 00", "000000000000000000000005",
    TARN_ANOMALY_NON_MINIMAL_INTEGER, 5 },
  { "P-INT-09 nine octets, the first not 00", "010000000000000000", TARN_ANOMALY_BAD_VALUE, 0 },
  { "P-INT-09 nine octets of ff", "ffffffffffffffffff", TARN_ANOMALY_BAD_VALUE, 0 },
  { "P-INT-09 ten octets whose excess is not 00", "00010000000000000000",
    TARN_ANOMALY_BAD_VALUE, 0 },
};

static void
test_read_int32 (gconstpointer data)
{
  const ReadVector *v = data;
  g_autoptr(GBytes) octets = tarn_test_hex (v->hex);
  TarnSpan content = tarn_test_span (octets);
  gint32 number = 77;

  g_assert_cmphex (tarn_number_read_int32 (content, &number), ==, v->anomalies);
  g_assert_cmpint (number, ==, (gint64) v->number);
}

static void
test_read_uint32 (gconstpointer data)
{
  const ReadVector *v = data;
  g_autoptr(GBytes) octets = tarn_test_hex (v->hex);
  guint32 number = 77;

  g_assert_cmphex (tarn_number_read_uint32 (tarn_test_span (octets), &number), ==, v->anomalies);
  g_assert_cmpuint (number, ==, v->number);
}

static void
test_read_uint64 (gconstpointer data)
{
  const ReadVector *v = data;
  g_autoptr(GBytes) octets = tarn_test_hex (v->hex);
  guint64 number = 77;

  g_assert_cmphex (tarn_number_read_uint64 (tarn_test_span (octets), &number), ==, v->anomalies);
  g_assert_cmpuint (number, ==, v->number);
}

/* P-BER-11, F-32: golden octets around every power at which a length changes. */
static const struct
{
  gint64      number;
  const char *hex;
} signed_golden[] = {
  { 0, "00" },
  { (1 << 7) - 1, "7f" },
  { 1 << 7, "0080" },
  { -(1 << 7), "80" },
  { -(1 << 7) - 1, "ff7f" },
  { (1 << 8) - 1, "00ff" },
  { 1 << 8, "0100" },
  { -(1 << 8), "ff00" },
  { -(1 << 8) - 1, "feff" },
  { (1 << 15) - 1, "7fff" },
  { 1 << 15, "008000" },
  { -(1 << 15), "8000" },
  { -(1 << 15) - 1, "ff7fff" },
  { 65507, "00ffe3" },
  { (1 << 16) - 1, "00ffff" },
  { 1 << 16, "010000" },
  { -(1 << 16), "ff0000" },
  { -(1 << 16) - 1, "feffff" },
  { (1 << 23) - 1, "7fffff" },
  { 1 << 23, "00800000" },
  { -(1 << 23), "800000" },
  { -(1 << 23) - 1, "ff7fffff" },
  { G_MAXINT32, "7fffffff" },
  { G_GINT64_CONSTANT (0x80000000), "0080000000" },
  { G_MININT32, "80000000" },
  { G_MININT32 - G_GINT64_CONSTANT (1), "ff7fffffff" },
  { G_MAXINT64, "7fffffffffffffff" },
  { G_MININT64, "8000000000000000" },
};

static const struct
{
  guint64     number;
  const char *hex;
} unsigned_golden[] = {
  { 0, "00" },
  { (1 << 7) - 1, "7f" },
  { 1 << 7, "0080" },
  { (1 << 8) - 1, "00ff" },
  { 1 << 8, "0100" },
  { (1 << 15) - 1, "7fff" },
  { 1 << 15, "008000" },
  { (1 << 16) - 1, "00ffff" },
  { 1 << 16, "010000" },
  { (1 << 23) - 1, "7fffff" },
  { 1 << 23, "00800000" },
  { G_MAXINT32, "7fffffff" },
  { G_GUINT64_CONSTANT (0x80000000), "0080000000" },
  { G_MAXUINT32, "00ffffffff" },
  { G_GUINT64_CONSTANT (0x100000000), "0100000000" },
  { G_MAXINT64, "7fffffffffffffff" },
  { (guint64) 1 << 63, "008000000000000000" },
  { G_MAXUINT64, "00ffffffffffffffff" },
};

static void
test_golden (void)
{
  guint8 octets[TARN_NUMBER_MAX_OCTETS];

  for (gsize i = 0; i < G_N_ELEMENTS (signed_golden); i++)
    {
      g_autoptr(GBytes) expected = tarn_test_hex (signed_golden[i].hex);
      gsize len = tarn_number_put_signed (signed_golden[i].number, octets + sizeof octets);

      g_assert_cmpmem (octets + sizeof octets - len, len,
                       tarn_test_span (expected).data, tarn_test_span (expected).len);
    }

  for (gsize i = 0; i < G_N_ELEMENTS (unsigned_golden); i++)
    {
      g_autoptr(GBytes) expected = tarn_test_hex (unsigned_golden[i].hex);
      gsize len = tarn_number_put_unsigned (unsigned_golden[i].number, octets + sizeof octets);

      g_assert_cmpmem (octets + sizeof octets - len, len,
                       tarn_test_span (expected).data, tarn_test_span (expected).len);
    }
}

/* P-BER-11: whatever is put comes back without an anomaly, that is, minimal. */
static void
test_round_trip (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (20260101);
  guint8 octets[TARN_NUMBER_MAX_OCTETS];
  const guint8 *end = octets + sizeof octets;

  for (guint run = 0; run < RUNS; run++)
    {
      guint64 bits = (guint64) g_rand_int (rand) << 32 | g_rand_int (rand);
      guint64 large, number = bits >> g_rand_int_range (rand, 0, 64);
      guint32 small;
      gint32 negative;
      gsize len;

      len = tarn_number_put_unsigned (number, octets + sizeof octets);
      g_assert_cmphex (tarn_number_read_uint64 (tarn_span (end - len, len), &large), ==, 0);
      g_assert_cmpuint (large, ==, number);

      len = tarn_number_put_unsigned ((guint32) number, octets + sizeof octets);
      g_assert_cmphex (tarn_number_read_uint32 (tarn_span (end - len, len), &small), ==, 0);
      g_assert_cmpuint (small, ==, (guint32) number);

      len = tarn_number_put_signed ((gint32) number, octets + sizeof octets);
      g_assert_cmphex (tarn_number_read_int32 (tarn_span (end - len, len), &negative), ==, 0);
      g_assert_cmpint (negative, ==, (gint32) number);

      len = tarn_number_put_signed (-(gint64) (number >> 1), octets + sizeof octets);
      large = end[-(gssize) len] & 0x80 ? G_MAXUINT64 : 0;
      for (const guint8 *p = end - len; p < end; p++)
        large = large << 8 | *p;
      g_assert_cmpint ((gint64) large, ==, -(gint64) (number >> 1));
    }
}

/* The quick looks say the same as the careful ones (P-INT-01 to P-INT-05). */
static void
test_plain (void)
{
  guint64 state = 88172645463325252u;

  for (guint run = 0; run < RUNS; run++)
    {
      static const guint8 odd[] = { 0x00, 0x01, 0x7f, 0x80, 0xff };
      gsize len = run % 12;
      g_autofree guint8 *octets = g_malloc (len);
      TarnSpan content = tarn_span (octets, len);
      gint32 number;
      guint32 small;
      guint64 large;

      for (gsize i = 0; i < len; i++)
        {
          state ^= state << 13;
          state ^= state >> 7;
          state ^= state << 17;
          octets[i] = state & 0x100 ? (guint8) state : odd[(state & 0xff) % G_N_ELEMENTS (odd)];
        }

      g_assert_cmpint (tarn_number_is_plain_signed (content), ==,
                       tarn_number_read_int32 (content, &number) == TARN_ANOMALY_NONE);
      g_assert_cmpint (tarn_number_is_plain_unsigned (content, 4), ==,
                       tarn_number_read_uint32 (content, &small) == TARN_ANOMALY_NONE);
      g_assert_cmpint (tarn_number_is_plain_unsigned (content, 8), ==,
                       tarn_number_read_uint64 (content, &large) == TARN_ANOMALY_NONE);
    }
}

static void
add_vectors (const char       *type,
             const ReadVector *vectors,
             gsize             n_vectors,
             GTestDataFunc     func)
{
  for (gsize i = 0; i < n_vectors; i++)
    {
      g_autofree char *path = g_strdup_printf ("/number/%s/%s", type, vectors[i].sentence);

      g_test_add_data_func (path, &vectors[i], func);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add_vectors ("int32", int32_vectors, G_N_ELEMENTS (int32_vectors), test_read_int32);
  add_vectors ("uint32", uint32_vectors, G_N_ELEMENTS (uint32_vectors), test_read_uint32);
  add_vectors ("uint64", uint64_vectors, G_N_ELEMENTS (uint64_vectors), test_read_uint64);
  g_test_add_func ("/number/P-BER-11 golden octets at every power", test_golden);
  g_test_add_func ("/number/P-BER-11 what is put is read again", test_round_trip);
  g_test_add_func ("/number/quick and careful look agree", test_plain);

  return g_test_run ();
}
