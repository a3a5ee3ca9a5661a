/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The letters of -O, without modules; with them see interop/test-names-net-snmp.c.
 */
#include "tarn-test.h"

#include "base/tarn-error.h"
#include "ops/tarn-text-style.h"

typedef struct
{
  const char *what;
  const char *letters;
  const char *tlv;
  const char *line;     /* for 1.3.6.1.2.1.1.1.0 */
} Case;

#define NAME ".1.3.6.1.2.1.1.1.0"

static const Case cases[] = {
  { "nothing", "", "020105", NAME " = INTEGER: 5" },
  { "names without modules are numbers, whatever their form", "sSfu", "020105",
    NAME " = INTEGER: 5" },
  { "q", "q", "020105", NAME " 5" },
  { "Q", "Q", "020105", NAME " = 5" },
  { "v", "v", "020105", "INTEGER: 5" },
  { "vq", "vq", "020105", "5" },
  { "twice is not at all", "vqvq", "020105", NAME " = INTEGER: 5" },
  { "x", "x", "0402" "6162", NAME " = Hex-STRING: 61 62 " },
  { "a", "a", "0402" "6100", NAME " = STRING: \"a.\"" },
  { "the last of a and x", "ax", "0402" "6162", NAME " = Hex-STRING: 61 62 " },
  { "T", "T", "0402" "6100", NAME " = Hex-STRING: 61 00   [a.]" },
  { "t", "t", "430164", NAME " = 100" },
  { "letters that need modules", "beEUX", "430164", NAME " = Timeticks: (100) 0:00:01.00" },
  { "an OID", "q", "06032b0601", NAME " .1.3.6.1" },
  { "a real number", "n", "44079f78043fc00000", NAME " = Opaque: Float: 1.500000" },
  { "a real number with a precision", "np.2", "44079f78043fc00000", NAME " = Opaque: Float: 1.50" },
  { "a real number with flags and a width", "p+08.1", "44079f78043fc00000",
    NAME " = Opaque: Float: +00001.5" },
  { "exceptions have no type", "vq", "8100", "No Such Instance currently exists at this OID" },
};

static void
test_line (gconstpointer data)
{
  const Case *c = data;
  g_autoptr(GBytes) tlv = tarn_test_hex (c->tlv);
  g_autoptr(TarnOid) oid = tarn_test_oid (NAME);
  g_autoptr(TarnTextStyle) style = tarn_text_style_new (NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(TarnValue) value = tarn_value_new_tlv (tarn_test_span (tlv).data,
                                                   tarn_test_span (tlv).len, &error);
  g_autoptr(TarnVarbind) varbind = tarn_varbind_new (oid, value);
  g_autofree char *line = NULL;

  g_assert_true (tarn_text_style_set_output (style, c->letters, &error));
  g_assert_no_error (error);
  line = tarn_text_style_dup_line (style, varbind);
  g_assert_cmpstr (line, ==, c->line);
}

static void
test_unknown (void)
{
  static const char *const wrong[] = { "y", "qy", "p", "p3x", "p%s", "p1000", "p.1000", "p--------", "n q", "1", "-", "ä" };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr(TarnTextStyle) style = tarn_text_style_new (NULL);
      g_autoptr(GError) error = NULL;

      g_assert_false (tarn_text_style_set_output (style, wrong[i], &error));
      g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
}

/* Formats that are for programs are as they are. */
static void
test_formats (void)
{
  g_autoptr(TarnTextStyle) style = tarn_text_style_new (NULL);
  g_autoptr(TarnOid) oid = tarn_test_oid (NAME);
  g_autoptr(TarnValue) value = tarn_value_new_integer (5);
  g_autoptr(TarnVarbind) varbind = tarn_varbind_new (oid, value);
  TarnRow row = tarn_row_from_varbind (varbind);

  for (TarnFormat format = TARN_FORMAT_SNMPREC; format <= TARN_FORMAT_CSV; format++)
    {
      g_autoptr(GString) one = g_string_new (NULL);
      g_autoptr(GString) two = g_string_new (NULL);

      tarn_text_style_append_row (style, format, &row, one);
      tarn_format_row (format, &row, two);
      g_assert_cmpstr (one->str, ==, two->str);
    }
}

/* The nearest root counts, the last word about it, and what no module calls text only below
 * a root. */
static void
test_charset (void)
{
  static const struct { const char *root, *charset; } set[] = {
    { NULL, "ISO-8859-2" },
    { "1.3.6.1.2.1.1", "UTF-16LE" },
    { "1.3.6.1.2.1.1.1", "KOI8-R" },
    { "1.3.6.1.2.1.1.1", "ISO-8859-1" },
    { "1.3.6.1.2.1", "ISO-8859-5" },
  };
  static const struct { const char *oid, *charset; } got[] = {
    { "1.3.6.1.2.1.1.1.0", "ISO-8859-1" },
    { "1.3.6.1.2.1.1.1", "ISO-8859-1" },
    { "1.3.6.1.2.1.1.10.0", "UTF-16LE" },
    { "1.3.6.1.2.1.2.0", "ISO-8859-5" },
    { "1.3.6.1.3.1.0", NULL },
  };
  static const char *const wrong[] = { "", "no-such-charset", "ISO-8859-1//TRANSLIT", "é" };
  g_autoptr(TarnTextStyle) style = tarn_text_style_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (set); i++)
    {
      g_autoptr(TarnOid) root = set[i].root != NULL ? tarn_test_oid (set[i].root) : NULL;
      g_autoptr(GError) error = NULL;

      g_assert_true (tarn_text_style_set_charset (style, root, set[i].charset, &error));
      g_assert_no_error (error);
    }
  for (guint i = 0; i < G_N_ELEMENTS (got); i++)
    {
      g_autoptr(TarnOid) oid = tarn_test_oid (got[i].oid);

      g_assert_cmpstr (tarn_text_style_get_charset (style, oid), ==, got[i].charset);
    }
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_false (tarn_text_style_set_charset (style, NULL, wrong[i], &error));
      g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID);
    }
}

/* Text of a charset is quoted as other strings, is never a control sequence, and is octets
 * where it is none. */
static void
test_charset_lines (void)
{
  static const struct { const char *letters, *tlv, *line; } all[] = {
    { "", "0404" "636166e9", NAME " = STRING: \"café\"" },
    { "qv", "0404" "6122e95c", "\"a\\\"é\\\\\"" },
    { "x", "0404" "636166e9", NAME " = Hex-STRING: 63 61 66 E9 " },
    { "", "0403" "e91b5b", NAME " = Hex-STRING: E9 1B 5B " },
    { "", "0402" "e99b", NAME " = STRING: \"é\\xc2\\x9b\"" },
    { "", "0402" "e900", NAME " = STRING: \"é\"" },
    { "", "0400", NAME " = \"\"" },
    { "", "020105", NAME " = INTEGER: 5" },
  };
  g_autoptr(TarnOid) oid = tarn_test_oid (NAME);

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      g_autoptr(TarnTextStyle) style = tarn_text_style_new (NULL);
      g_autoptr(GBytes) tlv = tarn_test_hex (all[i].tlv);
      g_autoptr(TarnValue) value = tarn_value_new_tlv (tarn_test_span (tlv).data,
                                                       tarn_test_span (tlv).len, NULL);
      g_autoptr(TarnVarbind) varbind = tarn_varbind_new (oid, value);
      g_autofree char *line = NULL;

      g_assert_true (tarn_text_style_set_output (style, all[i].letters, NULL));
      g_assert_true (tarn_text_style_set_charset (style, oid, "ISO-8859-1", NULL));
      line = tarn_text_style_dup_line (style, varbind);
      g_assert_cmpstr (line, ==, all[i].line);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/text-style/%u", i);

      g_test_add_data_func (path, &cases[i], test_line);
    }
  g_test_add_func ("/text-style/unknown", test_unknown);
  g_test_add_func ("/text-style/formats", test_formats);
  g_test_add_func ("/text-style/charset", test_charset);
  g_test_add_func ("/text-style/lines of a charset", test_charset_lines);

  return g_test_run ();
}
