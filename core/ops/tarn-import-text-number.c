/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Numbers with all that a MIB module puts around them: names, units, a decimal point.
 */
#include "base/tarn-number.h"
#include "ops/tarn-format-private.h"
#include "ops/tarn-import-lines.h"
#include "ops/tarn-import-text.h"

/* "up(1)" gives "1". */
static TarnSpan
skip_label (TarnSpan text)
{
  const guint8 *open, *close;

  if (text.len == 0 || !g_ascii_isalpha (text.data[0]))
    return text;

  open = memchr (text.data, '(', text.len);
  close = memchr (text.data, ')', text.len);
  if (open == NULL || close == NULL || close < open)
    return text;
  return tarn_span (open + 1, (gsize) (close - open - 1));
}

/* How much of @text is one number. */
static gsize
count_digits (TarnSpan text)
{
  gsize n = text.len > 0 && text.data[0] == '-';

  while (n < text.len && g_ascii_isdigit (text.data[n]))
    n++;

  return n;
}

/* "12.34", as a DISPLAY-HINT like d-2 prints 1234, perhaps with units behind. */
static gboolean
take_point_away (TarnSpan  text,
                 GString  *digits)
{
  gsize n = count_digits (text), more;
  TarnSpan behind;

  if (n == 0 || n == text.len || text.data[n] != '.')
    return FALSE;

  behind = tarn_span (text.data + n + 1, text.len - n - 1);
  more = behind.len > 0 && behind.data[0] != '-' ? count_digits (behind) : 0;
  if (more == 0 || (more < behind.len && behind.data[more] != ' '))
    return FALSE;

  g_string_append_len (digits, (const char *) text.data, (gssize) n);
  g_string_append_len (digits, (const char *) behind.data, (gssize) more);
  /* 0.05 is 5. */
  n = digits->str[0] == '-';
  while (digits->len > n + 1 && digits->str[n] == '0')
    g_string_erase (digits, (gssize) n, 1);
  return TRUE;
}

gboolean
tarn_text_parse_number (TarnSnmprecLine       *line,
                        const TarnImportNames *names,
                        guint8                 tag,
                        TarnSpan               value)
{
  g_autoptr(GString) digits = g_string_new (NULL);
  TarnSpan text = skip_label (value);
  gsize n = count_digits (text);
  TarnSpan rest = tarn_span (text.data + n, text.len - n);

  if (text.data == value.data && (tag == TARN_KIND_INTEGER || tag == TARN_KIND_GAUGE32)
      && tarn_text_find_number (line, names, text, digits))
    return tarn_snmprec_parse_value (line, tag, TARN_SNMPREC_PLAIN,
                                     tarn_span (digits->str, digits->len));

  if (take_point_away (text, digits))
    {
      tarn_snmprec_mend (line, "the decimal point, as a DISPLAY-HINT puts it, was taken away");
      return tarn_snmprec_parse_value (line, tag, TARN_SNMPREC_PLAIN,
                                       tarn_span (digits->str, digits->len));
    }

  if (n == 0 && text.len > 0 && g_ascii_isalpha (text.data[0]))
    return tarn_snmprec_refuse (line, "a name where the number is; a walk with -Oe has numbers");

  /* A script of another simulator, or two lines in one; else units, or no number at all. */
  if (tarn_span_has_prefix (rest, "//") || tarn_span_has_prefix (rest, " End of MIB"))
    tarn_snmprec_mend (line, "what stands behind the number was left out");
  else if (rest.len > 0 && rest.data[0] != ' ')
    n = text.len;
  return tarn_snmprec_parse_value (line, tag, TARN_SNMPREC_PLAIN, tarn_span (text.data, n));
}

/* The next number of *@text, and the octets behind it that are no digits. */
static gboolean
take_number (TarnSpan *text,
             guint64  *number)
{
  gsize n = count_digits (*text);

  if (n == 0 || !tarn_snmprec_parse_digits (tarn_span (text->data, n), number)
      || *number > G_MAXUINT32)
    return FALSE;

  while (n < text->len && !g_ascii_isdigit (text->data[n]))
    n++;
  *text = tarn_span (text->data + n, text->len - n);
  return TRUE;
}

gboolean
tarn_text_parse_time (TarnSpan  text,
                      guint32  *ticks)
{
  static const guint64 units[] = { 1, 100, 6000, 360000, 8640000 };
  guint64 numbers[5], sum = 0;
  guint n = 0;

  while (n < G_N_ELEMENTS (numbers) && text.len > 0)
    if (!take_number (&text, &numbers[n++]))
      return FALSE;

  if (n < 4 || text.len > 0)
    return FALSE;
  for (guint i = 0; i < n; i++)
    sum += numbers[n - 1 - i] * units[i];

  *ticks = (guint32) sum;
  return sum <= G_MAXUINT32;
}

static gboolean
parse_ticks_in_brackets (TarnSnmprecLine *line,
                         TarnSpan         text)
{
  const guint8 *close = memchr (text.data, ')', text.len);
  g_autoptr(GString) expected = g_string_new (NULL);
  TarnSpan digits, rest;
  guint64 ticks;

  if (close == NULL)
    return tarn_snmprec_refuse (line, "TimeTicks without a closing bracket");

  digits = tarn_span (text.data + 1, (gsize) (close - text.data) - 1);
  rest = tarn_import_strip (tarn_span (close + 1, text.len - digits.len - 2));
  if (!tarn_snmprec_parse_value (line, TARN_KIND_TIME_TICKS, TARN_SNMPREC_PLAIN, digits))
    return FALSE;

  tarn_snmprec_parse_digits (tarn_import_strip (digits), &ticks);
  tarn_text_append_ticks (expected, (guint32) ticks);
  if (rest.len > 0 && !tarn_span_equal (rest, tarn_span (expected->str, expected->len)))
    tarn_snmprec_remark (line, "the time behind it is another one");
  return TRUE;
}

gboolean
tarn_text_parse_ticks (TarnSnmprecLine *line,
                       TarnSpan         value)
{
  char digits[16];
  guint32 ticks;
  int n;

  if (value.len > 0 && value.data[0] == '(')
    return parse_ticks_in_brackets (line, value);
  if (count_digits (value) == value.len)
    return tarn_snmprec_parse_value (line, TARN_KIND_TIME_TICKS, TARN_SNMPREC_PLAIN, value);
  if (!tarn_text_parse_time (value, &ticks))
    return tarn_snmprec_refuse (line, "TimeTicks that are neither a number nor a time");

  tarn_snmprec_mend (line, "it was calculated from days, hours, minutes and seconds");
  n = g_snprintf (digits, sizeof digits, "%u", ticks);
  return tarn_snmprec_parse_value (line, TARN_KIND_TIME_TICKS, TARN_SNMPREC_PLAIN,
                                   tarn_span (digits, (gsize) n));
}

/* The TLV inside an Opaque (P-STR-05). */
static void
append_wrapped (TarnSnmprecLine *line,
                guint8           type,
                gconstpointer    octets,
                gsize            len)
{
  guint8 header[] = { 0x9f, type, (guint8) len };

  g_byte_array_append (line->content, header, sizeof header);
  g_byte_array_append (line->content, octets, (guint) len);
}

/* Whether net-snmp would print @number as @text. */
static gboolean
prints_as (double   number,
           TarnSpan text)
{
  char printed[512];

  g_ascii_formatd (printed, sizeof printed, "%f", number);
  return tarn_span_equal (text, tarn_span (printed, strlen (printed)));
}

/* It calls a double a float, too. */
static gboolean
parse_real (TarnSnmprecLine *line,
            TarnSpan         text,
            gboolean         wide)
{
  g_autofree char *copy = g_strndup ((const char *) text.data, text.len);
  char *end;
  double number = g_ascii_strtod (copy, &end);
  guint32 bits;
  guint64 wide_bits;
  float narrow;

  if (text.len == 0 || *end != '\0' || (gsize) (end - copy) != text.len)
    return tarn_snmprec_refuse (line, "a number with a point that is none");

  narrow = (float) number;
  if (wide || (!prints_as (narrow, text) && prints_as (number, text)))
    {
      memcpy (&wide_bits, &number, sizeof wide_bits);
      wide_bits = GUINT64_TO_BE (wide_bits);
      append_wrapped (line, 0x79, &wide_bits, sizeof wide_bits);
      return TRUE;
    }

  memcpy (&bits, &narrow, sizeof bits);
  bits = GUINT32_TO_BE (bits);
  append_wrapped (line, 0x78, &bits, sizeof bits);
  return TRUE;
}

static gboolean
parse_wide_number (TarnSnmprecLine *line,
                   TarnSpan         text,
                   guint8           type)
{
  gboolean negative = text.len > 0 && text.data[0] == '-';
  guint8 octets[TARN_NUMBER_MAX_OCTETS];
  guint64 number;
  gsize len;

  if (negative)
    text = tarn_span (text.data + 1, text.len - 1);
  if (!tarn_snmprec_parse_digits (text, &number) || (negative && type != 0x7a)
      || (type == 0x7a && number > (guint64) G_MAXINT64 + negative))
    return tarn_snmprec_refuse (line, "a number of 64 bits that is none");

  len = type == 0x7a ? tarn_number_put_signed ((gint64) (negative ? -number : number),
                                               octets + sizeof octets)
                     : tarn_number_put_unsigned (number, octets + sizeof octets);
  append_wrapped (line, type, octets + sizeof octets - len, len);
  return TRUE;
}

gboolean
tarn_text_parse_opaque (TarnSnmprecLine *line,
                        TarnSpan         value)
{
  static const struct { const char *word; guint8 type; } types[] = {
    { "Float:", 0x78 }, { "Double:", 0x79 }, { "Int64:", 0x7a }, { "UInt64:", 0x7b },
    { "Counter64:", 0x76 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      gsize len = strlen (types[i].word);
      TarnSpan text;

      if (!tarn_span_has_prefix (value, types[i].word))
        continue;

      text = tarn_import_strip (tarn_span (value.data + len, value.len - len));
      return types[i].type <= 0x79 && types[i].type >= 0x78
             ? parse_real (line, text, types[i].type == 0x79)
             : parse_wide_number (line, text, types[i].type);
    }

  return tarn_text_parse_hex (line, value);
}
