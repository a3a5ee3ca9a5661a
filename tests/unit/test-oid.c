/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-test.h"

#include "base/tarn-error.h"

static void
assert_text (const TarnOid *oid,
             const char    *expected)
{
  g_autofree char *text = oid != NULL ? tarn_oid_to_string (oid) : NULL;

  g_assert_cmpstr (text, ==, expected);
}

static void
test_new (void)
{
  static const struct
  {
    const char *text, *again;
  } cases[] = {
    { "1.3.6.1.2.1.1", ".1.3.6.1.2.1.1" },
    { ".1.3.6.1.2.1.1", ".1.3.6.1.2.1.1" },
    { ".", ".0.0" },
    { ".1", ".1.0" },
    { "2.4294967295", ".2.4294967295" },
    { "1.40", NULL },
    { "1.3.x", NULL },
    { "1.3.4294967296", NULL },
    { "1..3", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(TarnOid) oid = tarn_oid_new (cases[i].text, &error);

      assert_text (oid, cases[i].again);
      if (cases[i].again != NULL)
        {
          g_assert_no_error (error);
          continue;
        }

      g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, cases[i].text));
    }
}

/* P-OID-08: what we make has 128 sub-identifiers at most; P-OID-09: what came from an
 * agent may have 256. */
static void
test_long (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GString) text = g_string_new ("1.3");
  g_autoptr(TarnOid) longest = NULL, received = NULL, from_arcs = NULL;
  guint32 arcs[129] = { 1, 3 };
  guint8 octets[256];

  memset (octets, 1, sizeof octets);
  for (guint i = 2; i < 128; i++)
    g_string_append (text, ".0");
  longest = tarn_oid_new (text->str, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tarn_oid_get_n_arcs (longest), ==, 128);
  g_string_append (text, ".0");
  g_assert_null (tarn_oid_new (text->str, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "128"));
  g_clear_error (&error);

  from_arcs = tarn_oid_new_arcs (arcs, 128, &error);
  g_assert_no_error (error);
  g_assert_true (tarn_oid_equal (from_arcs, longest));
  g_assert_null (tarn_oid_new_arcs (arcs, 129, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID);
  g_clear_error (&error);

  received = tarn_oid_new_octets (octets, 255, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tarn_oid_get_n_arcs (received), ==, 256);
  g_assert_null (tarn_oid_new_octets (octets, 256, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID);
}

static void
test_arcs (void)
{
  static const guint32 arcs[] = { 2, 999, 1, 4294967295u };
  static const guint32 refused[][2] = { { 0, 40 }, { 1, 40 }, { 3, 1 } };
  g_autoptr(GError) error = NULL;
  g_autoptr(TarnOid) oid = tarn_oid_new_arcs (arcs, G_N_ELEMENTS (arcs), &error);
  g_autofree guint32 *again = NULL;
  gsize n_arcs;

  g_assert_no_error (error);
  assert_text (oid, ".2.999.1.4294967295");
  again = tarn_oid_get_arcs (oid, &n_arcs);
  g_assert_cmpmem (again, n_arcs * sizeof again[0], arcs, sizeof arcs);

  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_assert_null (tarn_oid_new_arcs (refused[i], 2, &error));
      g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID);
      g_clear_error (&error);
    }
  g_assert_null (tarn_oid_new_arcs (NULL, 0, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID);
}

static void
test_octets (void)
{
  static const struct
  {
    const char *sentence, *hex, *text;
  } cases[] = {
    { "canonical", "2b0601", ".1.3.6.1" },
    { "P-OID-04 padding goes", "802b800601", ".1.3.6.1" },
    { "P-OID-06 no octets are 0.0", "", ".0.0" },
    { "P-OID-03 too large", "2b9080808000", NULL },
    { "P-OID-05 not ended", "2b81", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GBytes) octets = tarn_test_hex (cases[i].hex);
      TarnSpan span = tarn_test_span (octets);
      g_autoptr(TarnOid) oid = tarn_oid_new_octets (span.data, span.len, &error);

      g_test_message ("%s", cases[i].sentence);
      assert_text (oid, cases[i].text);
      if (oid == NULL)
        g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID);
      else
        g_assert_cmphex (tarn_name_check (tarn_oid_span (oid)), ==, TARN_ANOMALY_NONE);
    }
}

static void
test_order (void)
{
  g_autoptr(TarnOid) a = tarn_test_oid ("1.3.6.1.16383");
  g_autoptr(TarnOid) b = tarn_test_oid ("1.3.6.1.16384");
  g_autoptr(TarnOid) prefix = tarn_test_oid ("1.3.6.1");
  g_autoptr(TarnOid) same = tarn_test_oid (".1.3.6.1");
  g_autoptr(TarnOid) end = tarn_oid_dup_end (a);
  g_autoptr(TarnOid) last = tarn_test_oid ("2.4294967295");

  g_assert_cmpint (tarn_oid_compare (a, b), <, 0);
  g_assert_cmpint (tarn_oid_compare (b, a), >, 0);
  g_assert_cmpint (tarn_oid_compare (prefix, same), ==, 0);
  g_assert_true (tarn_oid_equal (prefix, same));
  g_assert_false (tarn_oid_equal (prefix, a));
  g_assert_cmpuint (tarn_oid_hash (prefix), ==, tarn_oid_hash (same));
  g_assert_cmpuint (tarn_oid_hash (a), !=, tarn_oid_hash (b));
  g_assert_true (tarn_oid_has_prefix (a, prefix));
  g_assert_true (tarn_oid_has_prefix (same, prefix));
  g_assert_false (tarn_oid_has_prefix (prefix, a));
  g_assert_true (tarn_oid_equal (end, b));
  g_assert_null (tarn_oid_dup_end (last));
}

/* P-OID-11: ".1" is all of iso, "1.0" one of its children. */
static void
test_parse_root (void)
{
  static const struct
  {
    const char *text, *after, *before;
  } cases[] = {
    { ".", NULL, NULL },
    { "", NULL, NULL },
    { ".0", ".0.0", ".1.0" },
    { ".1", ".1.0", ".2.0" },
    { "1", ".1.0", ".2.0" },
    { "2", ".2.0", NULL },
    { "1.0", ".1.0", ".1.1" },
    { ".1.3.6", ".1.3.6", ".1.3.7" },
    { "1.39", ".1.39", ".2.0" },
    { "2.4294967295", ".2.4294967295", NULL },
    { "1.3.4294967295", ".1.3.4294967295", ".1.4" },
  };
  static const char * const refused[] = { "3", "x", "1.", "..", "1.40", "-1", "1.3.4294967296" };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(TarnOid) after = NULL, before = NULL;

      g_test_message ("“%s”", cases[i].text);
      g_assert_true (tarn_oid_parse_root (cases[i].text, &after, &before, &error));
      g_assert_no_error (error);
      assert_text (after, cases[i].after);
      assert_text (before, cases[i].before);
    }

  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr(GError) error = NULL;
      TarnOid *after, *before;

      g_test_message ("“%s”", refused[i]);
      g_assert_false (tarn_oid_parse_root (refused[i], &after, &before, &error));
      g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID);
      g_assert_null (after);
      g_assert_null (before);
    }
}

static void
test_ref (void)
{
  g_autoptr(TarnOid) oid = tarn_test_oid ("1.3.6.1");
  TarnOid *again = tarn_oid_ref (oid);
  GValue value = G_VALUE_INIT;

  g_assert_true (again == oid);
  tarn_oid_unref (again);
  assert_text (oid, ".1.3.6.1");

  g_value_init (&value, TARN_TYPE_OID);
  g_value_set_boxed (&value, oid);
  g_assert_true (g_value_get_boxed (&value) == oid);
  g_value_unset (&value);
  assert_text (oid, ".1.3.6.1");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/oid/P-OID-11 from text", test_new);
  g_test_add_func ("/oid/P-OID-08 and P-OID-09 long ones", test_long);
  g_test_add_func ("/oid/P-OID-07 from arcs", test_arcs);
  g_test_add_func ("/oid/P-OID-04 to P-OID-06 from octets", test_octets);
  g_test_add_func ("/oid/P-OID-10 order", test_order);
  g_test_add_func ("/oid/P-OID-11 roots", test_parse_root);
  g_test_add_func ("/oid/references", test_ref);

  return g_test_run ();
}
