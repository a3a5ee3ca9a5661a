/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * A hint read backwards (P-HNT-13).  A hex number without a separator behind it has to be
 * padded to be told from the next.
 */
#include "mib/tarn-hint-private.h"

#include "base/tarn-error.h"

typedef struct
{
  const char  *hint;
  const char  *start;
  const char  *pos;
  GByteArray  *octets;
  GError     **error;
} Reader;

static gboolean
fail (Reader     *reader,
      const char *expected)
{
  g_set_error (reader->error, TARN_ERROR, TARN_ERROR_INVALID,
               "“%s” is not of the form “%s”: %s expected at character %d",
               reader->start, reader->hint, expected,
               (int) g_utf8_strlen (reader->start, reader->pos - reader->start) + 1);
  return FALSE;
}

static int
digit_value (char c,
             char format)
{
  int value = g_ascii_xdigit_value (c);

  return value < (format == 'x' ? 16 : format == 'd' ? 10 : format == 'o' ? 8 : 2) ? value : -1;
}

/* Hex numbers can be longer than 64 bits, so they go digit by digit from the right. */
static gboolean
read_hex (Reader             *reader,
          const TarnHintSpec *spec)
{
  gsize max = 2 * (gsize) spec->length;
  gsize n = 0;
  guint from = reader->octets->len;

  while (n < max && g_ascii_isxdigit (reader->pos[n]))
    n++;
  if (n == 0 || g_ascii_isxdigit (reader->pos[n]) > (spec->separator == '\0'))
    return fail (reader, n == 0 ? "a hex number" : "a smaller hex number");

  g_byte_array_set_size (reader->octets, from + spec->length);
  memset (reader->octets->data + from, 0, spec->length);
  for (gsize i = 0; i < n; i++)
    {
      gsize place = n - 1 - i;   /* from the right */

      reader->octets->data[from + spec->length - 1 - place / 2]
        |= (guint8) (g_ascii_xdigit_value (reader->pos[i]) << (place % 2 == 0 ? 0 : 4));
    }

  reader->pos += n;
  return TRUE;
}

static gboolean
read_number (Reader             *reader,
             const TarnHintSpec *spec)
{
  guint64 max = spec->length >= 8 ? G_MAXUINT64 : (G_GUINT64_CONSTANT (1) << 8 * spec->length) - 1;
  guint64 base = spec->format == 'd' ? 10 : 8;
  guint64 number = 0;
  guint8 octets[8];
  int digit;

  if (digit_value (*reader->pos, spec->format) < 0)
    return fail (reader, "a number");

  for (; (digit = digit_value (*reader->pos, spec->format)) >= 0; reader->pos++)
    {
      if (number > (max - (guint64) digit) / base)
        return fail (reader, "a smaller number");
      number = number * base + (guint64) digit;
    }

  for (guint i = 0; i < spec->length; i++)
    octets[i] = (guint8) (number >> 8 * (spec->length - 1 - i));
  g_byte_array_append (reader->octets, octets, spec->length);
  return TRUE;
}

/* As many octets as the hint takes, or all that are left; no character may be cut. */
static gboolean
read_text (Reader             *reader,
           const TarnHintSpec *spec)
{
  gsize n = strnlen (reader->pos, spec->length);

  if (n == 0)
    return fail (reader, "text");
  if ((reader->pos[n] & 0xc0) == 0x80)
    return fail (reader, "a character of another length");

  g_byte_array_append (reader->octets, (const guint8 *) reader->pos, (guint) n);
  reader->pos += n;
  return TRUE;
}

static gboolean
read_application (Reader             *reader,
                  const TarnHintSpec *spec)
{
  if (spec->length == 0)
    return TRUE;

  switch (spec->format)
    {
    case 'x':
      return read_hex (reader, spec);

    case 'd':
    case 'o':
      return read_number (reader, spec);

    default:
      return read_text (reader, spec);
    }
}

/* TRUE if it was there, and text follows. */
static gboolean
take_separator (Reader *reader,
                char    separator)
{
  if (separator == '\0' || *reader->pos != separator || reader->pos[1] == '\0')
    return FALSE;

  reader->pos++;
  return TRUE;
}

static gboolean
read_repeated (Reader             *reader,
               const TarnHintSpec *spec)
{
  const guint8 none = 0;
  guint at = reader->octets->len;
  guint count = 0;

  g_byte_array_append (reader->octets, &none, 1);
  if (spec->length == 0)
    return fail (reader, "a hint that can be read");

  while (*reader->pos != '\0' && (spec->terminator == '\0' || *reader->pos != spec->terminator))
    {
      if (count == 255)
        return fail (reader, "an end");
      if (!read_application (reader, spec))
        return FALSE;
      count++;
      if (!take_separator (reader, spec->separator) && spec->separator != '\0')
        break;
    }

  reader->octets->data[at] = (guint8) count;
  if (*reader->pos != '\0' && spec->terminator != '\0')
    {
      if (*reader->pos != spec->terminator)
        return fail (reader, "the end of a list");
      reader->pos++;
    }
  return TRUE;
}

/* Nothing tells where a list or a decimal number ends and the next number begins. */
static gboolean
is_ambiguous (const TarnHintSpec *spec,
              const TarnHintSpec *next)
{
  if (spec->repeats)
    return spec->terminator == '\0';

  return (spec->format == 'd' || spec->format == 'o') && spec->separator == '\0'
         && spec->length > 0 && next->format != 'a' && next->format != 't';
}

gboolean
tarn_hint_parse_octets (const char  *hint,
                        const char  *text,
                        GByteArray  *octets,
                        GError     **error)
{
  Reader reader = { hint, text, text, octets, error };
  TarnHintSpec specs[TARN_HINT_MAX_SPECS];
  guint n_specs = tarn_hint_parse (hint, specs);

  if (n_specs == 0)
    {
      g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID,
                   "The DISPLAY-HINT “%s” is malformed: write the octets in hex", hint);
      return FALSE;
    }

  for (guint i = 0; i + 1 < n_specs; i++)
    if (is_ambiguous (&specs[i], &specs[i + 1]))
      {
        g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID,
                     "Text of the form “%s” can be read in more than one way: "
                     "write the octets in hex", hint);
        return FALSE;
      }

  for (guint i = 0; *reader.pos != '\0'; i++)
    {
      const TarnHintSpec *spec = &specs[MIN (i, n_specs - 1)];

      if (i >= n_specs && !spec->repeats && spec->length == 0)
        return fail (&reader, "an end");
      if (spec->repeats)
        {
          if (!read_repeated (&reader, spec))
            return FALSE;
          continue;
        }
      if (!read_application (&reader, spec))
        return FALSE;
      if (*reader.pos != '\0' && spec->separator != '\0'
          && !take_separator (&reader, spec->separator))
        {
          char expected[] = { '"', spec->separator, '"', '\0' };

          return fail (&reader, *reader.pos == spec->separator ? "more" : expected);
        }
    }

  return TRUE;
}

/* Digits behind the point are counted in @n_decimals more places. */
static gboolean
read_digits (const char *text,
             char        format,
             guint       n_decimals,
             guint64    *number)
{
  const guint64 base = format == 'x' ? 16 : format == 'd' ? 10 : format == 'o' ? 8 : 2;
  const char *point = NULL;
  guint n_digits = 0;

  *number = 0;
  for (; *text != '\0' && *number < G_MAXINT64 / 32; text++)
    {
      int digit = digit_value (*text, format);

      if (*text == '.' && n_decimals > 0 && point == NULL)
        {
          point = text;
          continue;
        }
      if (digit < 0 || (point != NULL && text - point > (gssize) n_decimals))
        return FALSE;
      *number = *number * base + (guint64) digit;
      n_digits++;
    }
  if (n_digits == 0 || *text != '\0')
    return FALSE;

  for (guint n = point != NULL ? (guint) (text - point) - 1 : 0; n < n_decimals; n++)
    {
      if (*number > G_MAXINT64 / 10)
        return FALSE;
      *number *= 10;
    }

  return TRUE;
}

gboolean
tarn_hint_parse_integer (const char  *hint,
                         const char  *text,
                         gint64      *number,
                         GError     **error)
{
  gboolean is_negative = text[0] == '-';
  guint n_decimals;
  guint64 size;
  char format;

  if (!tarn_hint_parse_number (hint, &format, &n_decimals)
      || !read_digits (text + is_negative, format, n_decimals, &size))
    {
      g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID,
                   "“%s” is not a number of the form “%s”", text, hint);
      return FALSE;
    }

  *number = is_negative ? -(gint64) size : (gint64) size;
  return TRUE;
}
