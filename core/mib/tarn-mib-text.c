/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "mib/tarn-mib-text.h"

#include <string.h>

#define HEAD 1024   /* octets at the beginning that tell what a file is */

static const struct
{
  const char  *magic;
  gsize        n;
  TarnMibForm  form;
} magics[] = {
  { "%PDF-",               5, TARN_MIB_FORM_PDF },
  { "\x1f\x8b",            2, TARN_MIB_FORM_PACKED },   /* gzip  */
  { "BZh",                 3, TARN_MIB_FORM_PACKED },
  { "\xfd" "7zXZ",         5, TARN_MIB_FORM_PACKED },
  { "\x28\xb5\x2f\xfd",    4, TARN_MIB_FORM_PACKED },   /* zstd  */
  { "PK\x03\x04",          4, TARN_MIB_FORM_PACKED },   /* zip   */
  { "7z\xbc\xaf\x27\x1c",  6, TARN_MIB_FORM_PACKED },
  { "\x1f\x9d",            2, TARN_MIB_FORM_PACKED },   /* compress */
  { "Rar!",                4, TARN_MIB_FORM_PACKED },
};

/* Zeros in every other octet of the beginning: UTF-16 without a mark. */
static int
guess_utf16 (const guint8 *octets,
             gsize         n)
{
  gsize head = MIN (n, HEAD) & ~(gsize) 1;
  gsize zeros[2] = { 0, 0 };

  for (gsize i = 0; i < head; i++)
    zeros[i & 1] += octets[i] == 0;

  if (head >= 16 && zeros[1] > head / 4 && zeros[0] <= head / 32)
    return G_LITTLE_ENDIAN;
  if (head >= 16 && zeros[0] > head / 4 && zeros[1] <= head / 32)
    return G_BIG_ENDIAN;
  return 0;
}

/* What is no character becomes U+FFFD: a damaged file still has its modules. */
static GString *
read_utf16 (const guint8 *octets,
            gsize         n,
            int           order)
{
  GString *text = g_string_sized_new (n);

  for (gsize i = 0; i + 1 < n; i += 2)
    {
      gunichar c = order == G_BIG_ENDIAN ? octets[i] << 8 | octets[i + 1]
                                         : octets[i + 1] << 8 | octets[i];
      gunichar low = 0;

      if (c >= 0xd800 && c < 0xdc00 && i + 3 < n)
        low = order == G_BIG_ENDIAN ? octets[i + 2] << 8 | octets[i + 3]
                                    : octets[i + 3] << 8 | octets[i + 2];
      if (low >= 0xdc00 && low < 0xe000)
        {
          c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
          i += 2;
        }
      if (c == 0xfeff)
        continue;
      g_string_append_unichar (text, g_unichar_validate (c) ? c : 0xfffd);
    }

  return text;
}

/* Octets that are not UTF-8 are Latin-1, as in most modules that have any. */
static GString *
read_octets (const guint8 *octets,
             gsize         n)
{
  GString *text = g_string_sized_new (n);
  const char *p = (const char *) octets, *end = p + n;

  while (p < end)
    {
      const char *invalid;

      g_utf8_validate_len (p, end - p, &invalid);
      g_string_append_len (text, p, invalid - p);
      p = invalid;
      if (p < end)
        g_string_append_unichar (text, (guint8) *p++);
    }

  return text;
}

/* CR LF and lone CR become LF, each one line; NUL and what else only disturbs, a space. */
static void
mend_lines (GString *text)
{
  char *out = text->str;

  for (const char *p = text->str, *end = p + text->len; p < end; p++)
    if (*p == '\r')
      {
        if (p + 1 == end || p[1] != '\n')
          *out++ = '\n';
      }
    else if ((guint8) *p < ' ' && *p != '\n' && *p != '\t' && *p != '\f')
      *out++ = ' ';
    else
      *out++ = *p;

  g_string_truncate (text, out - text->str);
}

static const char *
find_folded (const char *text,
             gsize       n,
             const char *word)
{
  gsize len = strlen (word);

  for (gsize i = 0; i + len <= n; i++)
    if (g_ascii_strncasecmp (text + i, word, len) == 0)
      return text + i;
  return NULL;
}

static gboolean
is_html (const GString *text)
{
  static const char *const marks[] = { "<!doctype", "<html", "<head>", "<body", "<pre>" };
  gsize n = MIN (text->len, HEAD);
  const char *p = text->str;

  while (g_ascii_isspace (*p))
    p++;
  if (*p != '<')
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (find_folded (text->str, n, marks[i]) != NULL)
      return TRUE;
  return FALSE;
}

/* An entity at @p, which is '&': its character, and where it ends.  0: none. */
static gunichar
read_entity (const char  *p,
             const char **end)
{
  static const struct { const char *name; gunichar c; } entities[] = {
    { "&lt;", '<' }, { "&gt;", '>' }, { "&amp;", '&' }, { "&quot;", '"' }, { "&apos;", '\'' },
    { "&nbsp;", ' ' },
  };
  char *stop;
  guint64 c;

  for (guint i = 0; i < G_N_ELEMENTS (entities); i++)
    if (g_str_has_prefix (p, entities[i].name))
      {
        *end = p + strlen (entities[i].name);
        return entities[i].c;
      }

  if (p[1] != '#')
    return 0;
  c = p[2] == 'x' || p[2] == 'X' ? g_ascii_strtoull (p + 3, &stop, 16)
                                 : g_ascii_strtoull (p + 2, &stop, 10);
  if (*stop != ';' || c < ' ' || c > 0x10ffff || !g_unichar_validate ((gunichar) c))
    return 0;
  *end = stop + 1;
  return c == 0xa0 ? ' ' : (gunichar) c;
}

/* Tags that may stand within a word: pages that colour what they show do that. */
static gboolean
is_inline_tag (const char *p)
{
  static const char *const names[] = { "a", "b", "i", "u", "em", "tt", "code", "font", "span",
                                       "strong", "wbr", "mark", "small" };
  gsize len = 0;

  p += p[1] == '/' ? 2 : 1;
  while (g_ascii_isalnum (p[len]))
    len++;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (strlen (names[i]) == len && g_ascii_strncasecmp (p, names[i], len) == 0)
      return TRUE;

  return FALSE;
}

/* Behind the tag at @p, of which only the line ends are kept.  What a script or a style
 * sheet holds goes with it. */
static const char *
skip_tag (const char *p,
          const char *end,
          GString    *out)
{
  const char *until = g_str_has_prefix (p, "<!--") ? "-->" : ">";
  const char *stop;

  if (g_ascii_strncasecmp (p, "<script", 7) == 0)
    until = "</script>";
  else if (g_ascii_strncasecmp (p, "<style", 6) == 0)
    until = "</style>";

  stop = find_folded (p, end - p, until);
  stop = stop != NULL ? stop + strlen (until) : end;

  /* A page whose lines are ended by tags alone would be one comment after the first "--". */
  if (g_ascii_strncasecmp (p, "<br", 3) == 0 && stop < end && *stop != '\n')
    g_string_append_c (out, '\n');
  /* "title</title><pre>FOO-MIB" is not one word. */
  else if (!is_inline_tag (p) && stop < end && !g_ascii_isspace (*stop)
           && out->len > 0 && !g_ascii_isspace (out->str[out->len - 1]))
    g_string_append_c (out, ' ');
  for (; p < stop; p++)
    if (*p == '\n')
      g_string_append_c (out, '\n');
  return stop;
}

/* The column of @p, counted on from that of @*counted. */
static guint32
count_columns (const char **counted,
               const char  *p,
               guint32      column)
{
  for (; *counted < p; (*counted)++)
    if (**counted == '\n')
      column = 1;
    else
      column += ((guint8) **counted & 0xc0) != 0x80;
  return column;
}

static GString *
strip_html (const GString *text,
            GArray        *jumps)
{
  GString *out = g_string_sized_new (text->len);
  const char *p = text->str, *end = p + text->len, *counted = p;
  guint32 column = 1;

  while (p < end)
    {
      gunichar c = *p == '&' ? read_entity (p, &p) : 0;
      TarnMibTextJump jump;

      if (c != 0)
        g_string_append_unichar (out, c);
      else if (*p == '<' && (g_ascii_isalpha (p[1]) || strchr ("/!?", p[1]) != NULL))
        p = skip_tag (p, end, out);
      else
        {
          g_string_append_c (out, *p++);
          continue;
        }

      column = count_columns (&counted, p, column);
      jump = (TarnMibTextJump) { out->len, column };
      g_array_append_val (jumps, jump);
    }

  return out;
}

static void
blank (char       *line,
       const char *end)
{
  memset (line, ' ', end - line);
}

static gboolean
is_page_footer (const char *line,
                const char *end)
{
  const char *mark;

  while (end > line && g_ascii_isspace (end[-1]))
    end--;
  if (end == line || end[-1] != ']')
    return FALSE;

  mark = g_strrstr_len (line, end - line, "[Page ");
  if (mark == NULL)
    return FALSE;
  for (mark += 6; mark < end - 1; mark++)
    if (!g_ascii_isalnum (*mark))
      return FALSE;
  return TRUE;
}

static gboolean
is_page_header (const char *line,
                const char *end)
{
  const char *p = line;

  while (p < end && (*p == '\f' || *p == ' '))
    p++;
  return (end - p > 8 && strncmp (p, "RFC ", 4) == 0 && g_ascii_isdigit (p[4]))
         || (end - p > 14 && strncmp (p, "Internet-Draft", 14) == 0)
         || (end - p > 14 && strncmp (p, "INTERNET-DRAFT", 14) == 0);
}

/* Pages of an RFC: "Author  Standards Track  [Page 3]", form feed, "RFC 1234  Title". */
static void
blank_page_breaks (GString *text)
{
  char *p = text->str, *end = p + text->len;
  gboolean at_break = FALSE;

  while (p < end)
    {
      char *stop = memchr (p, '\n', end - p);
      gboolean has_feed;

      stop = stop != NULL ? stop : end;
      has_feed = memchr (p, '\f', stop - p) != NULL;
      if (is_page_footer (p, stop))
        {
          blank (p, stop);
          at_break = TRUE;
        }
      else if ((at_break || has_feed) && is_page_header (p, stop))
        {
          blank (p, stop);
          at_break = FALSE;
        }
      else
        for (char *q = p; q < stop; q++)
          {
            if (*q == '\f')
              *q = ' ';
            at_break = at_break && g_ascii_isspace (*q);
          }
      at_break |= has_feed;
      p = stop + 1;
    }
}

/* Text has line ends and few zeros; anything else is not worth a look. */
static gboolean
is_binary (const guint8 *octets,
           gsize         n)
{
  gsize head = MIN (n, HEAD);
  gsize odd = 0;

  for (gsize i = 0; i < head; i++)
    odd += octets[i] < ' ' && memchr ("\t\n\r\f\x1a", octets[i], 5) == NULL;
  return odd > head / 8;
}

TarnMibForm
tarn_mib_text_read (const guint8  *octets,
                    gsize          n,
                    char         **text,
                    gsize         *n_text,
                    GArray        *jumps)
{
  TarnMibForm form = TARN_MIB_FORM_PLAIN;
  GString *read;
  int order = 0;

  *text = NULL;
  *n_text = 0;
  for (guint i = 0; i < G_N_ELEMENTS (magics); i++)
    if (n >= magics[i].n && memcmp (octets, magics[i].magic, magics[i].n) == 0)
      return magics[i].form;

  if (n >= 2 && octets[0] == 0xff && octets[1] == 0xfe)
    order = G_LITTLE_ENDIAN;
  else if (n >= 2 && octets[0] == 0xfe && octets[1] == 0xff)
    order = G_BIG_ENDIAN;
  else
    order = guess_utf16 (octets, n);
  if (order == 0 && n >= 3 && memcmp (octets, "\xef\xbb\xbf", 3) == 0)
    {
      octets += 3;
      n -= 3;
    }
  /* Some tools fill the last block of a file with zeros. */
  while (order == 0 && n > 0 && octets[n - 1] == 0)
    n--;
  if (order == 0 && is_binary (octets, n))
    return TARN_MIB_FORM_BINARY;

  read = order != 0 ? read_utf16 (octets, n, order) : read_octets (octets, n);
  mend_lines (read);
  if (order != 0)
    form = TARN_MIB_FORM_UTF16;
  if (is_html (read))
    {
      GString *stripped = strip_html (read, jumps);

      g_string_free (read, TRUE);
      read = stripped;
      form = TARN_MIB_FORM_HTML;
    }
  blank_page_breaks (read);

  if (strspn (read->str, " \t\n") == read->len)
    {
      g_string_free (read, TRUE);
      return TARN_MIB_FORM_EMPTY;
    }
  *n_text = read->len;
  *text = g_string_free (read, FALSE);
  return form;
}

const char *
tarn_mib_form_to_string (TarnMibForm form)
{
  static const char *const words[] = {
    "plain text", "a web page", "UTF-16 text", "an empty file", "a PDF document",
    "a packed file", "not text",
  };

  return words[form];
}
