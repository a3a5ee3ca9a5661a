/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "mib/tarn-hint-private.h"

#include "base/tarn-number.h"
#include "mib/tarn-chars.h"

#define MAX_DECIMALS 18   /* P-HNT-21 */

static gboolean
is_separator (char c)
{
  return c >= ' ' && c < 0x7f && c != '*' && !g_ascii_isdigit (c);
}

static const char *
parse_spec (const char   *hint,
            TarnHintSpec *spec)
{
  guint length = 0;

  *spec = (TarnHintSpec) { .repeats = *hint == '*' };
  hint += spec->repeats;
  if (!g_ascii_isdigit (*hint))
    return NULL;
  for (; g_ascii_isdigit (*hint); hint++)
    length = MIN (length * 10 + (guint) (*hint - '0'), G_MAXUINT16);
  spec->length = (guint16) length;

  if (*hint == '\0' || strchr ("xdoat", *hint) == NULL)
    return NULL;
  spec->format = *hint++;
  /* Longer decimal numbers are refused (P-HNT-07). */
  if ((spec->format == 'd' || spec->format == 'o') && length > sizeof (guint64))
    return NULL;

  if (is_separator (*hint))
    spec->separator = *hint++;
  if (spec->repeats && spec->separator != '\0' && is_separator (*hint))
    spec->terminator = *hint++;
  return hint;
}

guint
tarn_hint_parse (const char   *hint,
                 TarnHintSpec *specs)
{
  guint n = 0;

  while (*hint != '\0')
    {
      if (n == TARN_HINT_MAX_SPECS)
        return 0;
      hint = parse_spec (hint, &specs[n++]);
      if (hint == NULL)
        return 0;
    }

  return n;
}

gboolean
tarn_hint_is_text (const char *hint)
{
  TarnHintSpec specs[TARN_HINT_MAX_SPECS];
  guint n = tarn_hint_parse (hint, specs);

  for (guint i = 0; i < n; i++)
    if (specs[i].format != 'a' && specs[i].format != 't')
      return FALSE;

  return n > 0;
}

static void
append_hex (GString        *out,
            TarnSpan        octets,
            TarnHintManner  manner)
{
  static const char digits[] = "0123456789abcdef";
  gsize n_digits = manner == TARN_HINT_NET_SNMP_PADDED && octets.len == 1 ? 2 : 1;
  gsize from = 0;

  if (manner != TARN_HINT_PLAIN)
    while (from + n_digits < 2 * octets.len
           && (octets.data[from / 2] >> (from % 2 == 0 ? 4 : 0) & 0x0f) == 0)
      from++;
  for (; from < 2 * octets.len; from++)
    g_string_append_c (out, digits[octets.data[from / 2] >> (from % 2 == 0 ? 4 : 0) & 0x0f]);
}

static void
append_number (GString  *out,
               TarnSpan  octets,
               char      format)
{
  char text[TARN_NUMBER_MAX_TEXT + 4];
  guint64 number = 0;
  gsize len;

  for (gsize i = 0; i < octets.len; i++)
    number = number << 8 | octets.data[i];

  if (format == 'd')
    len = (gsize) (tarn_number_to_text (number, text) - text);
  else
    len = (gsize) g_snprintf (text, sizeof text, "%" G_GINT64_MODIFIER "o", number);
  g_string_append_len (out, text, (gssize) len);
}

/* A character of UTF-8 ends where @octets do. */
static gboolean
ends_with_character (TarnSpan octets)
{
  for (gsize n = 1; n <= MIN (octets.len, 4); n++)
    {
      const guint8 *lead = octets.data + octets.len - n;

      if ((*lead & 0xc0) != 0x80)
        {
          gunichar c = g_utf8_get_char_validated ((const char *) lead, (gssize) n);

          return c < 0x110000 && g_unichar_to_utf8 (c, NULL) == (int) n;
        }
    }

  return FALSE;
}

/* Trailing octets that do not complete a character are discarded, for each application by
 * itself (P-HNT-09).  More than three are not the rest of one, but no UTF-8 at all. */
static TarnSpan
whole_characters (TarnSpan octets)
{
  for (gsize n = 0; n < MIN (octets.len, 4); n++)
    if (ends_with_character (tarn_span (octets.data, octets.len - n)))
      return tarn_span (octets.data, octets.len - n);

  return octets.len < 4 ? tarn_span (NULL, 0) : octets;
}

static void
append_application (GString        *out,
                    char            format,
                    TarnSpan        octets,
                    TarnHintManner  manner)
{
  if (octets.len == 0)
    return;

  if (format == 'x')
    {
      append_hex (out, octets, manner);
      return;
    }
  if (format == 'd' || format == 'o')
    {
      append_number (out, octets, format);
      return;
    }

  if (manner != TARN_HINT_PLAIN)
    tarn_chars_append_hinted (out, octets);
  else
    tarn_chars_append_safe (out, format == 't' ? whole_characters (octets) : octets);
}

/* Separators wait for what they separate: the last one is never written (P-HNT-06), and
 * none before a terminator (P-HNT-05). */
gboolean
tarn_hint_append_octets (GString        *out,
                         const char     *hint,
                         TarnSpan        octets,
                         TarnHintManner  manner)
{
  TarnHintSpec specs[TARN_HINT_MAX_SPECS];
  guint n_specs = tarn_hint_parse (hint, specs);
  char waiting = '\0';
  gsize at = 0;

  if (n_specs == 0)
    return FALSE;

  for (guint i = 0; at < octets.len; i++)
    {
      const TarnHintSpec *spec = &specs[MIN (i, n_specs - 1)];
      guint count = spec->repeats ? octets.data[at++] : 1;

      gboolean is_applied = FALSE;

      /* A last spec that consumes nothing (P-HNT-03). */
      if (i >= n_specs && !spec->repeats && spec->length == 0)
        break;
      /* One that is repeated would write up to 255 separators an octet. */
      if (spec->length == 0)
        count = MIN (count, 1);

      for (; count > 0 && (at < octets.len || spec->length == 0); count--)
        {
          gsize len = MIN (spec->length, octets.len - at);

          if (waiting != '\0')
            g_string_append_c (out, waiting);
          append_application (out, spec->format, tarn_span (octets.data + at, len), manner);
          waiting = spec->separator;
          at += len;
          is_applied = TRUE;
        }
      if (spec->terminator != '\0')
        {
          if (waiting != '\0' && !is_applied)
            g_string_append_c (out, waiting);
          waiting = spec->terminator;
        }
    }

  return TRUE;
}

gboolean
tarn_hint_parse_number (const char *hint,
                        char       *format,
                        guint      *n_decimals)
{
  *n_decimals = 0;
  *format = hint[0];
  if (hint[0] != 'd' && hint[0] != 'x' && hint[0] != 'o' && hint[0] != 'b')
    return FALSE;
  if (hint[1] == '\0')
    return TRUE;
  if (hint[0] != 'd' || hint[1] != '-' || !g_ascii_isdigit (hint[2]))
    return FALSE;

  for (hint += 2; g_ascii_isdigit (*hint) && *n_decimals <= MAX_DECIMALS; hint++)
    *n_decimals = *n_decimals * 10 + (guint) (*hint - '0');

  return *hint == '\0' && *n_decimals <= MAX_DECIMALS;
}

static void
append_decimal (GString        *out,
                guint64         number,
                guint           n_decimals,
                TarnHintManner  manner)
{
  char text[TARN_NUMBER_MAX_TEXT];
  gsize len = (gsize) (tarn_number_to_text (number, text) - text);
  gsize n_whole = len > n_decimals ? len - n_decimals : 0;

  /* Nor does net-snmp write any before a point that nothing but zeros precede. */
  if (n_whole == 0 && manner == TARN_HINT_PLAIN)
    g_string_append_c (out, '0');
  g_string_append_len (out, text, (gssize) n_whole);
  g_string_append_c (out, '.');
  for (gsize i = len - n_whole; i < n_decimals; i++)
    g_string_append_c (out, '0');
  g_string_append_len (out, text + n_whole, (gssize) (len - n_whole));
}

static void
append_binary (GString *out,
               guint64  number)
{
  guint n = number == 0 ? 1 : g_bit_storage (number);

  while (n-- > 0)
    g_string_append_c (out, number >> n & 1 ? '1' : '0');
}

gboolean
tarn_hint_append_integer (GString        *out,
                          const char     *hint,
                          gint64          number,
                          TarnHintManner  manner)
{
  guint64 size = number < 0 ? -(guint64) number : (guint64) number;
  guint n_decimals;
  char format;

  if (!tarn_hint_parse_number (hint, &format, &n_decimals))
    return FALSE;

  if (number < 0)
    g_string_append_c (out, '-');
  if (n_decimals > 0)
    append_decimal (out, size, n_decimals, manner);
  else if (format == 'b')
    append_binary (out, size);
  else
    g_string_append_printf (out, format == 'd'   ? "%" G_GINT64_MODIFIER "u"
                                 : format == 'x' ? "%" G_GINT64_MODIFIER "x"
                                                 : "%" G_GINT64_MODIFIER "o", size);

  return TRUE;
}
