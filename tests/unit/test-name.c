/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-test.h"

static void
test_compare_edges (void)
{
  static const struct
  {
    const char *sentence, *smaller, *larger;
  } pairs[] = {
    { "a proper prefix is smaller", "2b06", "2b0600" },
    { "16383 is smaller than 16384, although its octets are larger", "2bff7f", "2b818000" },
    { "127 is smaller than 128", "2b7f", "2b8100" },
    { "an arc decides before the length does", "2b0109", "2b02" },
    { "0.39 is smaller than 1.0", "27", "28" },
    { "1.39 is smaller than 2.0", "4f", "50" },
    { "2.47 is smaller than 2.48", "7f", "8100" },
    { "2.4294967294 is smaller than 2.4294967295", "908080804e", "908080804f" },
    { "the empty name is the smallest", "", "00" },
    { "the difference lies in the ninth octet", "2b0601020101010100", "2b0601020101010101" },
    { "and in the last octet of a long sub-identifier", "2b060102018fffffff7e",
      "2b060102018fffffff7f" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autoptr(GBytes) smaller = tarn_test_hex (pairs[i].smaller);
      g_autoptr(GBytes) larger = tarn_test_hex (pairs[i].larger);

      g_test_message ("%s", pairs[i].sentence);
      g_assert_cmpint (tarn_name_compare (tarn_test_span (smaller), tarn_test_span (larger)), <, 0);
      g_assert_cmpint (tarn_name_compare (tarn_test_span (larger), tarn_test_span (smaller)), >, 0);
      g_assert_cmpint (tarn_name_compare (tarn_test_span (larger), tarn_test_span (larger)), ==, 0);
    }
}

static const struct
{
  const char   *sentence;
  const char   *hex;
  TarnAnomalies anomalies;
  const char   *canonical;   /* where it can be used */
} check_vectors[] = {
  { "1.3.6.1", "2b0601", 0, "2b0601" },
  { "P-OID-02 2.4294967295 is legal", "908080804f", 0, "908080804f" },
  { "P-OID-02 2.4294967296 is not", "9080808050", TARN_ANOMALY_OID_OVERFLOW, NULL },
  { "P-OID-03 the largest sub-identifier", "2b8fffffff7f", 0, "2b8fffffff7f" },
  { "P-OID-03 2^32 is too large", "2b9080808000", TARN_ANOMALY_OID_OVERFLOW, NULL },
  { "P-OID-03 six octets are too large", "2b818080808000", TARN_ANOMALY_OID_OVERFLOW, NULL },
  { "P-OID-03 twenty octets are not shifted into nothing",
    "2bffffffffffffffffffffffffffffffffffffff7f", TARN_ANOMALY_OID_OVERFLOW, NULL },
  { "P-OID-03 an overflow in the middle does not end the check", "2b908080800080",
    TARN_ANOMALY_OID_OVERFLOW | TARN_ANOMALY_OID_PADDED | TARN_ANOMALY_BAD_VALUE, NULL },
  { "P-OID-04 one octet of padding", "2b8006", TARN_ANOMALY_OID_PADDED, "2b06" },
  { "P-OID-04 much padding", "2b80808080808080808006", TARN_ANOMALY_OID_PADDED, "2b06" },
  { "P-OID-04 padding of 0", "2b8000", TARN_ANOMALY_OID_PADDED, "2b00" },
  { "P-OID-04 padding in front of all", "802b06", TARN_ANOMALY_OID_PADDED, "2b06" },
  { "P-OID-04 80 inside a sub-identifier is no padding", "2b818000", 0, "2b818000" },
  { "P-OID-04 padding in front of a sub-identifier with 80 inside", "2b80818000",
    TARN_ANOMALY_OID_PADDED, "2b818000" },
  { "P-OID-05 the last octet is continued", "2b86", TARN_ANOMALY_BAD_VALUE, NULL },
  { "P-OID-05 nothing but a continued octet", "81", TARN_ANOMALY_BAD_VALUE, NULL },
  { "P-OID-05 nothing but padding", "80", TARN_ANOMALY_BAD_VALUE | TARN_ANOMALY_OID_PADDED, NULL },
  { "P-OID-06 no octets are 0.0", "", TARN_ANOMALY_EMPTY_OID, "00" },
};

static void
test_check (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (check_vectors); i++)
    {
      g_autoptr(GBytes) octets = tarn_test_hex (check_vectors[i].hex);
      TarnSpan span = tarn_test_span (octets);
      g_autofree guint8 *out = g_malloc (MAX (span.len, 1));
      g_autofree char *canonical = NULL;

      g_test_message ("%s", check_vectors[i].sentence);
      g_assert_cmphex (tarn_name_check (span), ==, check_vectors[i].anomalies);
      if (check_vectors[i].canonical == NULL)
        continue;

      canonical = tarn_test_to_hex (tarn_span (out, tarn_name_canonicalise (span, out)));
      g_assert_cmpstr (canonical, ==, check_vectors[i].canonical);
    }
}

/* P-OID-08, P-OID-09: 128 arcs, 129, 256 and 257. */
static void
test_long (void)
{
  static const struct
  {
    gsize         n_arcs;
    TarnAnomalies anomalies;
  } cases[] = {
    { 128, TARN_ANOMALY_NONE },
    { 129, TARN_ANOMALY_OID_TOO_LONG },
    { 256, TARN_ANOMALY_OID_TOO_LONG },
    { 257, TARN_ANOMALY_OID_OVERFLOW },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gsize len = 5 * (cases[i].n_arcs - 1);
      g_autofree guint8 *octets = g_malloc (len);
      guint32 arcs[TARN_NAME_MAX_ARCS];
      char text[TARN_NAME_MAX_TEXT];
      TarnSpan span = tarn_span (octets, len);
      TarnName name;

      for (gsize k = 0; k < len; k += 5)
        memcpy (octets + k, k == 0 ? "\x90\x80\x80\x80\x4f" : "\x8f\xff\xff\xff\x7f", 5);

      g_assert_cmphex (tarn_name_check (span), ==, cases[i].anomalies);
      g_assert_cmpuint (tarn_name_count_arcs (span), ==, cases[i].n_arcs);
      if (cases[i].n_arcs > TARN_NAME_MAX_ARCS)
        continue;

      g_assert_cmpuint (tarn_name_get_arcs (span, arcs), ==, cases[i].n_arcs);
      g_assert_cmpuint (arcs[0], ==, 2);
      g_assert_cmpuint (arcs[1], ==, G_MAXUINT32);
      g_assert_cmpuint (arcs[cases[i].n_arcs - 1], ==, G_MAXUINT32);
      g_assert_true (tarn_name_from_arcs (&name, arcs, cases[i].n_arcs));
      g_assert_cmpmem (name.data, name.len, octets, len);
      g_assert_cmpuint (tarn_name_to_text (span, text), ==, 2 + 11 * (cases[i].n_arcs - 1));
      g_assert_true (tarn_name_parse (&name, text, strlen (text)));
      g_assert_cmpmem (name.data, name.len, octets, len);

      /* Nothing is greater than a name of which every arc is the largest. */
      tarn_name_set_end (&name, span);
      g_assert_cmpuint (name.len, ==, 0);
    }
}

/* P-OID-07 and P-OID-03: what is refused as a name. */
static void
test_from_arcs (void)
{
  static const struct
  {
    const char *sentence;
    guint32     arcs[4];
    gsize       n_arcs;
    const char *hex;       /* or NULL */
  } cases[] = {
    { "no arc at all", { 0 }, 0, NULL },
    { "one arc", { 1 }, 1, NULL },
    { "X above 2", { 3, 0 }, 2, NULL },
    { "X far above 2, which would wrap", { G_MAXUINT32, 0 }, 2, NULL },
    { "0.40 would collide with 1.0", { 0, 40 }, 2, NULL },
    { "1.40 would collide with 2.0", { 1, 40 }, 2, NULL },
    { "0.0", { 0, 0 }, 2, "00" },
    { "0.39", { 0, 39 }, 2, "27" },
    { "1.0", { 1, 0 }, 2, "28" },
    { "1.39", { 1, 39 }, 2, "4f" },
    { "2.0", { 2, 0 }, 2, "50" },
    { "P-OID-02 2.39", { 2, 39 }, 2, "77" },
    { "P-OID-02 2.40", { 2, 40 }, 2, "78" },
    { "P-OID-02 2.47", { 2, 47 }, 2, "7f" },
    { "P-OID-02 2.48", { 2, 48 }, 2, "8100" },
    { "P-OID-02 2.999.1", { 2, 999, 1 }, 3, "883701" },
    { "P-OID-02 2.4294967295", { 2, 4294967295u }, 2, "908080804f" },
    { "sub-identifiers of one to five octets", { 1, 3, 127, 128 }, 4, "2b7f8100" },
    { "2^28 takes five octets", { 1, 3, 268435455, 268435456 }, 4, "2bffffff7f8180808000" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TarnName name = { .len = 1, .data = { 0xaa } };
      g_autofree char *hex = NULL;

      g_test_message ("%s", cases[i].sentence);
      g_assert_cmpint (tarn_name_from_arcs (&name, cases[i].arcs, cases[i].n_arcs), ==,
                       cases[i].hex != NULL);
      hex = tarn_test_to_hex (tarn_name_span (&name));
      g_assert_cmpstr (hex, ==, cases[i].hex != NULL ? cases[i].hex : "aa");
    }
}

static void
test_parse (void)
{
  static const struct
  {
    const char *text;
    const char *hex;       /* or NULL */
  } cases[] = {
    { "", "00" },
    { ".", "00" },
    { ".1", "28" },
    { "0", "00" },
    { "1", "28" },
    { "2", "50" },
    { "1.3.6.1", "2b0601" },
    { ".1.3.6.1", "2b0601" },
    { "1.3.4294967295", "2b8fffffff7f" },
    { "2.4294967295", "908080804f" },
    { "1.003.06", "2b06" },
    { "3", NULL },
    { "..", NULL },
    { "..1", NULL },
    { "1.", NULL },
    { "1..3", NULL },
    { "1.3.", NULL },
    { "0.40", NULL },
    { "1.40", NULL },
    { "3.1", NULL },
    { "1.3.4294967296", NULL },
    { "1.3.18446744073709551617", NULL },
    { "1.3.99999999999999999999999999999999999999", NULL },
    { "2.4294967296", NULL },
    { "-1.3", NULL },
    { "1.-3", NULL },
    { "1.+3", NULL },
    { "1.3 ", NULL },
    { " 1.3", NULL },
    { "1.0x3", NULL },
    { "1.3.a", NULL },
    { "1,3", NULL },
    { "iso.3", NULL },
    { "1.3.\xd9\xa3", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      /* Without the final NUL: the length is the end. */
      gsize len = strlen (cases[i].text);
      g_autofree char *exact = g_memdup2 (cases[i].text, len);
      TarnName name = { .len = 1, .data = { 0xaa } };
      g_autofree char *hex = NULL;

      g_test_message ("“%s”", cases[i].text);
      g_assert_cmpint (tarn_name_parse (&name, exact, len), ==, cases[i].hex != NULL);
      hex = tarn_test_to_hex (tarn_name_span (&name));
      g_assert_cmpstr (hex, ==, cases[i].hex != NULL ? cases[i].hex : "aa");
    }
}

/* P-OID-11, P-OID-09: 256 arcs can be written, 257 cannot. */
static void
test_parse_long (void)
{
  GString *text = g_string_new ("1");
  TarnName name;

  for (guint i = 1; i < TARN_NAME_MAX_ARCS; i++)
    g_string_append (text, ".3");
  g_assert_true (tarn_name_parse (&name, text->str, text->len));
  g_assert_cmpuint (tarn_name_count_arcs (tarn_name_span (&name)), ==, TARN_NAME_MAX_ARCS);

  g_string_append (text, ".3");
  g_assert_false (tarn_name_parse (&name, text->str, text->len));
  g_string_free (text, TRUE);
}

static void
test_end_examples (void)
{
  static const struct
  {
    const char *prefix, *end;
  } cases[] = {
    { "1.3.6.1", ".1.3.6.2" },
    { "1.3.127", ".1.3.128" },
    { "1.3.16383", ".1.3.16384" },
    { "1.3.4294967295", ".1.4" },
    { "1.39.4294967295.4294967295", ".2.0" },
    { "0.39", ".1.0" },
    { "2.4294967294", ".2.4294967295" },
    { "2.4294967295", "." },
    { "2.4294967295.4294967295", "." },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      char text[TARN_NAME_MAX_TEXT];
      TarnName name;

      g_assert_true (tarn_name_parse (&name, cases[i].prefix, strlen (cases[i].prefix)));
      tarn_name_set_end (&name, tarn_name_span (&name));
      tarn_name_to_text (tarn_name_span (&name), text);
      g_assert_cmpstr (text, ==, cases[i].end);
    }
}

/* Every arc of one octet, and what comes behind those. */
static void
test_text_of_arcs (void)
{
  for (guint arc = 0; arc < 1000; arc++)
    {
      g_autofree char *expected = g_strdup_printf (".1.3.%u.%u", arc, arc);
      char text[TARN_NAME_MAX_TEXT];
      TarnName name;

      g_assert_true (tarn_name_parse (&name, expected, strlen (expected)));
      g_assert_cmpuint (tarn_name_to_text (tarn_name_span (&name), text), ==, strlen (expected));
      g_assert_cmpstr (text, ==, expected);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/name/P-OID-10 pairs on an edge", test_compare_edges);
  g_test_add_func ("/name/P-OID-03 to P-OID-06 what is odd about octets", test_check);
  g_test_add_func ("/name/P-OID-09 long names", test_long);
  g_test_add_func ("/name/P-OID-07 arcs that are refused", test_from_arcs);
  g_test_add_func ("/name/P-OID-11 text that is refused", test_parse);
  g_test_add_func ("/name/P-OID-11 text of 256 arcs and 257", test_parse_long);
  g_test_add_func ("/name/text of arcs", test_text_of_arcs);
  g_test_add_func ("/name/ends on an edge", test_end_examples);

  return g_test_run ();
}
