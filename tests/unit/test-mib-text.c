/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What a file of MIB modules is, and its text.
 */
#include "tarn-test.h"

#include <string.h>

#include "mib/tarn-mib-token.h"

typedef struct
{
  const char  *name;
  const char  *octets;
  gssize       n;          /* -1: up to the NUL */
  TarnMibForm  form;
  const char  *text;       /* NULL: none        */
} TextCase;

static const TextCase cases[] = {
  { "plain text stays as it is", "a\nb\n", -1, TARN_MIB_FORM_PLAIN, "a\nb\n" },
  { "CR LF and a lone CR are one line end each", "a\r\nb\rc", -1, TARN_MIB_FORM_PLAIN, "a\nb\nc" },
  { "the mark of UTF-8 goes", "\xef\xbb\xbf" "ab", -1, TARN_MIB_FORM_PLAIN, "ab" },
  { "zeros become spaces", "abcdefgh\0ijklmnop", 17, TARN_MIB_FORM_PLAIN, "abcdefgh ijklmnop" },
  { "zeros that fill a file up go", "abcdefgh\0\0\0\0\0\0\0\0\0", 17, TARN_MIB_FORM_PLAIN,
    "abcdefgh" },
  { "the end mark of DOS becomes a space", "END\n\x1a", -1, TARN_MIB_FORM_PLAIN, "END\n " },
  { "what is not UTF-8 is Latin-1", "caf\xe9 \xc3\xa9", -1, TARN_MIB_FORM_PLAIN, "café é" },
  { "UTF-16, little end first", "\xff\xfe" "a\0\n\0\xe9\0", 8, TARN_MIB_FORM_UTF16, "a\né" },
  { "UTF-16, big end first, with a pair", "\xfe\xff\0a\xd8\x3d\xde\x00", 8, TARN_MIB_FORM_UTF16,
    "a😀" },
  { "UTF-16 with half a pair", "\xfe\xff\0a\xd8\x3d", 6, TARN_MIB_FORM_UTF16, "a\xef\xbf\xbd" },
  { "UTF-16 without its mark", "D\0E\0F\0I\0N\0I\0T\0I\0O\0N\0", 20, TARN_MIB_FORM_UTF16,
    "DEFINITION" },
  { "nothing", "", 0, TARN_MIB_FORM_EMPTY, NULL },
  { "space is nothing", " \r\n\t\n", -1, TARN_MIB_FORM_EMPTY, NULL },
  { "PDF", "%PDF-1.4\n", -1, TARN_MIB_FORM_PDF, NULL },
  { "gzip", "\x1f\x8b\x08\0\0\0", 6, TARN_MIB_FORM_PACKED, NULL },
  { "zip", "PK\x03\x04" "abc", -1, TARN_MIB_FORM_PACKED, NULL },
  { "octets of anything", "\x7f" "ELF\x02\x01\x01\0\0\0\0\0\0\0\0\0", 16, TARN_MIB_FORM_BINARY,
    NULL },
  { "a web page: tags go, entities are characters, lines stay",
    "<!DOCTYPE html>\n<PRE\nclass=x>a &lt;b&gt; &amp;&quot;&#65;&#x42;&nbsp;&unknown;</pre>", -1,
    TARN_MIB_FORM_HTML, "\n\na <b> &\"AB &unknown;" },
  { "of a page, scripts, styles and comments go",
    "<html><script>if (a<b) \"</script>\n<style>\n\"</style><!-- <pre>\" -->x", -1,
    TARN_MIB_FORM_HTML, "\n\nx" },
  { "tags part words, but for those that may stand within one",
    "<html><title>x</title><PRE><b>A</b>-<span c=1>MIB</span></pre>", -1,
    TARN_MIB_FORM_HTML, "x A-MIB" },
  { "lines that only tags end", "<html>a<br>b<br/>\nc", -1, TARN_MIB_FORM_HTML, "a\nb\nc" },
  { "a tag that never ends", "<html>a <b", -1, TARN_MIB_FORM_HTML, "a " },
  { "less-than in plain text is no tag", "a <b> c", -1, TARN_MIB_FORM_PLAIN, "a <b> c" },
  { "the foot of a page and the head of the next go",
    "a\nSmith    Standards Track    [Page 3]\n\f\nRFC 1234   Foo MIB   May 1997\n\nb", -1,
    TARN_MIB_FORM_PLAIN, "a\n                                    \n \n"
    "                             \n\nb" },
  { "a head of a page without its foot is text", "a\nRFC 1234   Foo\n", -1, TARN_MIB_FORM_PLAIN,
    "a\nRFC 1234   Foo\n" },
};

static void
test_text (gconstpointer data)
{
  const TextCase *c = data;
  gsize n = c->n < 0 ? strlen (c->octets) : (gsize) c->n;
  g_autofree guint8 *exact = g_memdup2 (c->octets, n);
  g_autoptr(GArray) jumps = g_array_new (FALSE, FALSE, sizeof (TarnMibTextJump));
  g_autofree char *text = NULL;
  gsize n_text;

  g_assert_cmpint (tarn_mib_text_read (exact, n, &text, &n_text, jumps), ==, c->form);
  g_assert_cmpstr (text, ==, c->text);
  g_assert_cmpuint (n_text, ==, text != NULL ? strlen (text) : 0);
}

static void
read_cb (TarnSpan prefix,
         gpointer data)
{
  g_autoptr(GArray) jumps = g_array_new (FALSE, FALSE, sizeof (TarnMibTextJump));
  g_autofree char *text = NULL;
  gsize n_text;

  tarn_mib_text_read (prefix.data, prefix.len, &text, &n_text, jumps);
  if (text != NULL)
    g_assert_cmpuint (strlen (text), ==, n_text);
}

/* Every character of what is left of a page, with the column in which it stood there. */
static void
test_columns (void)
{
  static const struct { const char *page, *left; guint columns[8]; } pages[] = {
    { "<html>\n<b>A</b>b", "\nAb", { 7, 4, 9 } },
    { "<html>\nx &lt;&eacute;y", "\nx <&eacute;y", { 7, 1, 2, 3, 7, 8, 9, 10 } },
    { "<html>\n\xc3\xa9<i\nclass=x>ab\nc", "\n\xc3\xa9\nab\nc", { 7, 1, 0, 9, 9, 10, 11, 1 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_autoptr(GArray) jumps = g_array_new (FALSE, FALSE, sizeof (TarnMibTextJump));
      g_autofree char *text = NULL;
      gsize n;

      g_assert_cmpint (tarn_mib_text_read ((const guint8 *) pages[i].page, strlen (pages[i].page),
                                           &text, &n, jumps), ==, TARN_MIB_FORM_HTML);
      g_assert_cmpstr (text, ==, pages[i].left);
      for (gsize at = 0; at < MIN (n, 8); at++)
        {
          TarnMibLexer lexer;

          tarn_mib_lexer_init (&lexer, text, n, at, 1, jumps);
          g_test_message ("page %u, %" G_GSIZE_FORMAT, i, at);
          if (pages[i].columns[at] != 0 && text[at] != '\n')
            g_assert_cmpuint (lexer.column, ==, pages[i].columns[at]);
        }
    }
}

/* No prefix of any of them is read past its end. */
static void
test_prefixes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gsize n = cases[i].n < 0 ? strlen (cases[i].octets) : (gsize) cases[i].n;

      tarn_test_each_prefix (tarn_span (cases[i].octets, n), read_cb, NULL);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/mib-text/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_text);
    }
  g_test_add_func ("/mib-text/columns", test_columns);
  g_test_add_func ("/mib-text/prefixes", test_prefixes);
  return g_test_run ();
}
