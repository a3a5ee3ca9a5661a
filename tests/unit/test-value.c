/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-test.h"

#include <math.h>

#include "base/tarn-error.h"

/* What a constructor made: these octets, nothing odd about them. */
static void
assert_tlv (TarnValue  *value,
            TarnKind    kind,
            const char *hex)
{
  gsize len;
  const guint8 *octets = tarn_value_get_tlv (value, &len);
  g_autofree char *text = tarn_test_to_hex (tarn_span (octets, len));

  g_assert_cmpstr (text, ==, hex);
  g_assert_cmphex (tarn_value_get_kind (value), ==, kind);
  g_assert_cmphex (tarn_value_get_anomalies (value), ==, TARN_ANOMALY_NONE);
  tarn_value_unref (value);
}

static TarnValue *
value_from_hex (const char *hex)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) octets = tarn_test_hex (hex);
  TarnSpan span = tarn_test_span (octets);
  TarnValue *value = tarn_value_new_tlv (span.data, span.len, &error);

  g_assert_no_error (error);
  return value;
}

/* P-INT-01: the examples of the table. */
static void
test_integer (void)
{
  assert_tlv (tarn_value_new_integer (0), TARN_KIND_INTEGER, "020100");
  assert_tlv (tarn_value_new_integer (127), TARN_KIND_INTEGER, "02017f");
  assert_tlv (tarn_value_new_integer (128), TARN_KIND_INTEGER, "02020080");
  assert_tlv (tarn_value_new_integer (-128), TARN_KIND_INTEGER, "020180");
  assert_tlv (tarn_value_new_integer (-129), TARN_KIND_INTEGER, "0202ff7f");
  assert_tlv (tarn_value_new_integer (G_MAXINT32), TARN_KIND_INTEGER, "02047fffffff");
  assert_tlv (tarn_value_new_integer (G_MININT32), TARN_KIND_INTEGER, "020480000000");
}

/* P-INT-02, P-INT-03: the examples of the table. */
static void
test_unsigned (void)
{
  assert_tlv (tarn_value_new_unsigned (TARN_KIND_COUNTER32, 255), TARN_KIND_COUNTER32, "410200ff");
  assert_tlv (tarn_value_new_unsigned (TARN_KIND_COUNTER32, 32768), TARN_KIND_COUNTER32,
              "4103008000");
  assert_tlv (tarn_value_new_unsigned (TARN_KIND_COUNTER32, 2147483648), TARN_KIND_COUNTER32,
              "41050080000000");
  assert_tlv (tarn_value_new_unsigned (TARN_KIND_GAUGE32, G_MAXUINT32), TARN_KIND_GAUGE32,
              "420500ffffffff");
  assert_tlv (tarn_value_new_unsigned (TARN_KIND_TIME_TICKS, 0), TARN_KIND_TIME_TICKS, "430100");
  assert_tlv (tarn_value_new_unsigned (TARN_KIND_COUNTER64, G_MAXUINT64), TARN_KIND_COUNTER64,
              "460900ffffffffffffffff");
  assert_tlv (tarn_value_new_unsigned (TARN_KIND_COUNTER64, (guint64) 1 << 63),
              TARN_KIND_COUNTER64, "4609008000000000000000");
}

static void
test_octets (void)
{
  static const guint8 text[] = "ab\0c";
  static const guint8 address[] = { 192, 0, 2, 1 };
  g_autoptr(TarnOid) oid = tarn_test_oid ("1.3.6.1");

  assert_tlv (tarn_value_new_octets (TARN_KIND_OCTET_STRING, NULL, 0), TARN_KIND_OCTET_STRING,
              "0400");
  assert_tlv (tarn_value_new_octets (TARN_KIND_OCTET_STRING, text, 4), TARN_KIND_OCTET_STRING,
              "040461620063");
  assert_tlv (tarn_value_new_octets (TARN_KIND_IP_ADDRESS, address, 4), TARN_KIND_IP_ADDRESS,
              "4004c0000201");
  assert_tlv (tarn_value_new_oid (oid), TARN_KIND_OBJECT_ID, "06032b0601");
  assert_tlv (tarn_value_new_null (), TARN_KIND_NULL, "0500");
  assert_tlv (tarn_value_new_octets (TARN_KIND_END_OF_MIB_VIEW, NULL, 0),
              TARN_KIND_END_OF_MIB_VIEW, "8200");
}

/* P-BER-11, P-STR-01: minimal lengths around every size of the length octets. */
static void
test_lengths (void)
{
  static const struct
  {
    gsize       len;
    const char *header;
  } cases[] = {
    { 127, "047f" },
    { 128, "048180" },
    { 255, "0481ff" },
    { 256, "04820100" },
    { 65531, "0482fffb" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree guint8 *octets = g_malloc0 (cases[i].len);
      g_autoptr(TarnValue) value = NULL;
      g_autofree char *header = NULL;
      const guint8 *tlv, *content;
      gsize tlv_len, len;

      value = tarn_value_new_octets (TARN_KIND_OCTET_STRING, octets, cases[i].len);
      tlv = tarn_value_get_tlv (value, &tlv_len);
      content = tarn_value_get_octets (value, &len);
      g_assert_cmpmem (content, len, octets, cases[i].len);
      g_assert_true (tlv + tlv_len == content + len);
      header = tarn_test_to_hex (tarn_span (tlv, tlv_len - len));
      g_assert_cmpstr (header, ==, cases[i].header);
    }
}

/* A value of more octets than a message can carry is an error, not a crash. */
static void
test_too_big (void)
{
  g_autoptr(GError) error = NULL;
  g_autofree guint8 *octets = g_malloc0 (65536);
  g_autoptr(TarnValue) value = tarn_value_new_tlv (octets, 65535, &error);

  g_assert_no_error (error);
  g_assert_cmphex (tarn_value_get_anomalies (value), ==, TARN_ANOMALY_BAD_VALUE);
  g_assert_null (tarn_value_new_tlv (octets, 65536, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_TOO_BIG);
}

/* P-STR-05: 3.5f = 44 07 9f 78 04 40 60 00 00. */
static void
test_real (void)
{
  g_autoptr(TarnValue) single = tarn_value_new_float (3.5f);
  g_autoptr(TarnValue) twice = tarn_value_new_double (-0.1);
  g_autoptr(TarnValue) infinite = tarn_value_new_float (-INFINITY);
  g_autoptr(TarnValue) integer = tarn_value_new_integer (3);
  double number;

  g_assert_true (tarn_value_get_real (single, &number));
  g_assert_cmpfloat (number, ==, 3.5);
  g_assert_true (tarn_value_get_real (twice, &number));
  g_assert_cmpfloat (number, ==, -0.1);
  g_assert_true (tarn_value_get_real (infinite, &number));
  g_assert_true (isinf (number) && number < 0);
  number = 7;
  g_assert_false (tarn_value_get_real (integer, &number));
  g_assert_cmpfloat (number, ==, 0);

  assert_tlv (tarn_value_ref (single), TARN_KIND_OPAQUE, "44079f780440600000");
  assert_tlv (tarn_value_new_double (1.0), TARN_KIND_OPAQUE, "440b9f79083ff0000000000000");
}

static void
test_numbers_back (void)
{
  g_autoptr(TarnValue) integer = tarn_value_new_integer (-5);
  g_autoptr(TarnValue) counter = tarn_value_new_unsigned (TARN_KIND_COUNTER64, G_MAXUINT64);
  g_autoptr(TarnValue) ticks = tarn_value_new_unsigned (TARN_KIND_TIME_TICKS, G_MAXUINT32);
  guint64 large = 7;
  gint64 number = 7;

  g_assert_true (tarn_value_get_integer (integer, &number));
  g_assert_cmpint (number, ==, -5);
  g_assert_false (tarn_value_get_unsigned (integer, &large));
  g_assert_cmpuint (large, ==, 0);

  g_assert_true (tarn_value_get_unsigned (counter, &large));
  g_assert_cmpuint (large, ==, G_MAXUINT64);
  g_assert_false (tarn_value_get_integer (counter, &number));
  g_assert_cmpint (number, ==, 0);
  g_assert_true (tarn_value_get_unsigned (ticks, &large));
  g_assert_cmpuint (large, ==, G_MAXUINT32);
}

/* P-OID-03, P-OID-06: an OID as a value. */
static void
test_oid (void)
{
  static const struct
  {
    const char *hex, *text;
  } cases[] = {
    { "06032b0601", ".1.3.6.1" },
    { "06042b800601", ".1.3.6.1" },
    { "0600", ".0.0" },
    { "06062b9080808000", NULL },
    { "06022b81", NULL },
    { "04032b0601", NULL },
    { "0604", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(TarnValue) value = value_from_hex (cases[i].hex);
      g_autoptr(TarnOid) oid = tarn_value_dup_oid (value);
      g_autofree char *text = oid != NULL ? tarn_oid_to_string (oid) : NULL;

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_exceptions (void)
{
  static const struct
  {
    const char *hex;
    gboolean    is_exception;
  } cases[] = {
    { "8000", TRUE }, { "8100", TRUE }, { "8200", TRUE },
    { "8300", FALSE }, { "7f00", FALSE }, { "0500", FALSE }, { "", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(TarnValue) value = value_from_hex (cases[i].hex);

      g_assert_cmpint (tarn_value_is_exception (value), ==, cases[i].is_exception);
    }
}

/* Equal is what has the same octets; 1 written in two ways is two values. */
static void
test_equal (void)
{
  g_autoptr(TarnValue) one = tarn_value_new_integer (1);
  g_autoptr(TarnValue) also_one = value_from_hex ("020101");
  g_autoptr(TarnValue) padded = value_from_hex ("02020001");
  g_autoptr(TarnValue) gauge = value_from_hex ("420101");
  g_autoptr(TarnValue) nothing = value_from_hex ("");
  g_autoptr(TarnValue) also_nothing = value_from_hex ("");

  g_assert_true (tarn_value_equal (one, one));
  g_assert_true (tarn_value_equal (one, also_one));
  g_assert_false (tarn_value_equal (one, padded));
  g_assert_false (tarn_value_equal (one, gauge));
  g_assert_false (tarn_value_equal (one, nothing));
  g_assert_true (tarn_value_equal (nothing, also_nothing));
}

static void
test_ref (void)
{
  TarnValue *value = tarn_value_new_integer (1);
  TarnOid *oid = tarn_test_oid ("1.3");
  TarnVarbind *varbind = tarn_varbind_new (oid, value);
  GValue boxed = G_VALUE_INIT;

  g_assert_true (tarn_value_ref (value) == value);
  tarn_value_unref (value);

  /* A varbind holds what it is made of. */
  tarn_value_unref (value);
  tarn_oid_unref (oid);
  g_assert_true (tarn_varbind_get_oid (varbind) == oid);
  g_assert_true (tarn_varbind_get_value (varbind) == value);
  g_assert_cmpuint (tarn_oid_get_n_arcs (oid), ==, 2);
  assert_tlv (tarn_value_ref (value), TARN_KIND_INTEGER, "020101");

  g_value_init (&boxed, TARN_TYPE_VARBIND);
  g_value_set_boxed (&boxed, varbind);
  tarn_varbind_unref (varbind);
  g_assert_true (tarn_varbind_get_value (g_value_get_boxed (&boxed)) == value);
  g_value_unset (&boxed);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/value/P-INT-01 integers", test_integer);
  g_test_add_func ("/value/P-INT-02 and P-INT-03 unsigned numbers", test_unsigned);
  g_test_add_func ("/value/P-STR-01 octets and the rest", test_octets);
  g_test_add_func ("/value/P-BER-11 lengths", test_lengths);
  g_test_add_func ("/value/too big", test_too_big);
  g_test_add_func ("/value/P-STR-05 float and double", test_real);
  g_test_add_func ("/value/numbers back", test_numbers_back);
  g_test_add_func ("/value/P-OID-03 and P-OID-06 an OID back", test_oid);
  g_test_add_func ("/value/P-TAG-11 exceptions", test_exceptions);
  g_test_add_func ("/value/equal", test_equal);
  g_test_add_func ("/value/references", test_ref);

  return g_test_run ();
}
