/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Values as a MIB module shows them, read back.  What would be printed so again was sent;
 * where something else would be, too, it is said.
 */
#include "mib/tarn-hint-private.h"
#include "mib/tarn-mib-value.h"
#include "ops/tarn-import-text.h"

#define MAX_NUMBER 64

/* The number at the beginning of @text: of as many digits as fit, for what ends it may be the
 * next one, and zeros in front are numbers of their own.  Returns how many. */
static gsize
read_number (TarnSpan            text,
             const TarnHintSpec *spec,
             guint64            *number)
{
  guint64 base = spec->format == 'x' ? 16 : spec->format == 'd' ? 10 : 8;
  guint64 max = spec->length >= 8 ? G_MAXUINT64 : (G_GUINT64_CONSTANT (1) << 8 * spec->length) - 1;
  gsize n = 0;

  for (*number = 0; n < text.len && !(n == 1 && text.data[0] == '0'); n++)
    {
      int digit = g_ascii_xdigit_value ((char) text.data[n]);

      if (digit < 0 || (guint64) digit >= base || *number > (max - (guint64) digit) / base)
        break;
      *number = *number * base + (guint64) digit;
    }

  return n;
}

static void
append_number (GByteArray *octets,
               guint64     number,
               guint       len)
{
  for (guint i = 0; i < len; i++)
    {
      guint shift = 8 * (len - 1 - i);
      guint8 octet = shift < 64 ? (guint8) (number >> shift) : 0;

      g_byte_array_append (octets, &octet, 1);
    }
}

/* Unlike what a person types, this was printed, and any octets are text.  FALSE: it cannot
 * be of that form. */
static gboolean
read_printed (const char *hint,
              TarnSpan    text,
              GByteArray *octets)
{
  TarnHintSpec specs[TARN_HINT_MAX_SPECS];
  guint n_specs = tarn_hint_parse (hint, specs);

  for (guint i = 0; n_specs > 0 && text.len > 0; i++)
    {
      const TarnHintSpec *spec = &specs[MIN (i, n_specs - 1)];
      gboolean is_text = spec->format == 'a' || spec->format == 't';
      guint64 number;
      gsize n;

      /* A hint may ask for any number of octets. */
      if (spec->repeats || spec->length == 0
          || octets->len + spec->length > TARN_SNMPREC_MAX_CONTENT)
        return FALSE;

      n = is_text ? MIN (text.len, spec->length) : read_number (text, spec, &number);
      if (n == 0)
        return FALSE;
      if (is_text)
        g_byte_array_append (octets, text.data, (guint) n);
      else
        append_number (octets, number, spec->length);

      text = tarn_span (text.data + n, text.len - n);
      if (text.len > 0 && spec->separator != '\0')
        {
          if (text.data[0] != (guint8) spec->separator)
            return FALSE;
          text = tarn_span (text.data + 1, text.len - 1);
        }
    }

  return n_specs > 0;
}

static gboolean
is_printed_so (const char *hint,
               TarnSpan    octets,
               GString    *again,
               const char *text)
{
  g_string_truncate (again, 0);
  return tarn_hint_append_octets (again, hint, octets, TARN_HINT_NET_SNMP)
         && strcmp (again->str, text) == 0;
}

/* A number that nothing ends is told from the next one by its digits only, which are not
 * padded.  It may be the last of all. */
static gboolean
is_delimited (const char *hint,
              gsize       n_octets)
{
  TarnHintSpec specs[TARN_HINT_MAX_SPECS];
  guint n = tarn_hint_parse (hint, specs);
  gsize at = 0;

  for (guint i = 0; at < n_octets; i++)
    {
      const TarnHintSpec *spec = &specs[MIN (i, n - 1)];

      if (spec->repeats || spec->length == 0)
        return FALSE;
      at += spec->length;
      if (spec->format != 'a' && spec->format != 't' && at < n_octets
          && (spec->separator == '\0' || g_ascii_isalnum (spec->separator)))
        return FALSE;
    }

  return TRUE;
}

static gboolean
may_have_size (const TarnMibSyntax *syntax,
               gsize                n_octets)
{
  for (guint i = 0; i < syntax->n_ranges; i++)
    if ((gint64) n_octets >= syntax->ranges[i].min && (gint64) n_octets <= syntax->ranges[i].max)
      return TRUE;

  return syntax->n_ranges == 0;
}

/* Takes one zero away that a number at the end need not have had; FALSE: there is none. */
static gboolean
shorten (const char *hint,
         GByteArray *octets,
         GString    *again,
         const char *text)
{
  guint first = octets->len > sizeof (guint64) ? octets->len - (guint) sizeof (guint64) : 0;

  for (guint i = first; i < octets->len; i++)
    {
      const guint8 zero = 0;

      if (octets->data[i] != 0)
        continue;

      g_byte_array_remove_index (octets, i);
      if (is_printed_so (hint, tarn_span (octets->data, octets->len), again, text))
        return TRUE;
      g_byte_array_append (octets, &zero, 1);
      memmove (octets->data + i + 1, octets->data + i, octets->len - i - 1);
      octets->data[i] = 0;
    }

  return FALSE;
}

/* Of all octets that print as @text those that have a size that the syntax allows. */
static gboolean
choose_size (TarnSnmprecLine     *line,
             const TarnMibSyntax *syntax,
             GString             *again,
             const char          *text)
{
  g_autoptr(GByteArray) octets = g_byte_array_new ();
  gboolean fits = may_have_size (syntax, line->content->len);
  gboolean is_certain = is_delimited (syntax->hint, line->content->len);

  g_byte_array_append (octets, line->content->data, line->content->len);
  for (guint i = 0; i < sizeof (guint64) && shorten (syntax->hint, octets, again, text); i++)
    {
      gboolean fits_too = may_have_size (syntax, octets->len);

      if (fits_too && !fits)
        {
          g_byte_array_set_size (line->content, 0);
          g_byte_array_append (line->content, octets->data, octets->len);
        }
      is_certain = is_certain && fits != fits_too;
      fits = fits || fits_too;
    }

  return is_certain;
}

gboolean
tarn_text_restore_octets (TarnSnmprecLine     *line,
                          const TarnMibSyntax *syntax,
                          TarnSpan             value)
{
  g_autofree char *text = NULL;
  g_autoptr(GString) again = NULL;

  if (syntax->base != TARN_MIB_BASE_OCTETS || syntax->hint == NULL
      || tarn_hint_is_text (syntax->hint) || value.len > 4 * TARN_SNMPREC_MAX_CONTENT)
    return FALSE;

  text = g_strndup ((const char *) value.data, value.len);
  again = g_string_new (NULL);
  if (strlen (text) == value.len && read_printed (syntax->hint, value, line->content)
      && is_printed_so (syntax->hint, tarn_span (line->content->data, line->content->len),
                        again, text))
    {
      if (!choose_size (line, syntax, again, text))
        tarn_snmprec_remark (line, "other octets would be printed so, too");
      return TRUE;
    }

  g_byte_array_set_size (line->content, 0);
  tarn_snmprec_remark (line, "it is not of the form that its DISPLAY-HINT gives");
  return FALSE;
}

static gboolean
find_label (const TarnMibSyntax *syntax,
            TarnSpan             word,
            GString             *digits)
{
  for (guint i = 0; i < syntax->n_labels; i++)
    {
      const char *label = tarn_mib_syntax_label (syntax, i);

      if (tarn_span_equal (word, tarn_span (label, strlen (label))))
        {
          g_string_printf (digits, "%d", syntax->labels[i].value);
          return TRUE;
        }
    }

  return FALSE;
}

static gboolean
is_decimal (const char *text)
{
  text += *text == '-';
  return *text != '\0' && text[strspn (text, "0123456789")] == '\0';
}

gboolean
tarn_text_find_number (TarnSnmprecLine       *line,
                       const TarnImportNames *names,
                       TarnSpan               text,
                       GString               *digits)
{
  const TarnMibSyntax *syntax = &names->syntax;
  g_autoptr(GString) again = NULL;
  char word[MAX_NUMBER];
  gint64 number;
  gsize n = 0;

  while (n < text.len && text.data[n] != ' ')
    n++;
  if (!names->has_syntax || n == 0 || n >= sizeof word)
    return FALSE;
  if (syntax->base == TARN_MIB_BASE_INTEGER
      && find_label (syntax, tarn_span (text.data, n), digits))
    return TRUE;

  memcpy (word, text.data, n);
  word[n] = '\0';
  again = g_string_new (NULL);
  if (syntax->hint == NULL || !tarn_hint_parse_integer (syntax->hint, word, &number, NULL)
      || !tarn_hint_append_integer (again, syntax->hint, number, TARN_HINT_NET_SNMP)
      || strcmp (again->str, word) != 0)
    return FALSE;

  g_string_printf (digits, "%" G_GINT64_FORMAT, number);
  /* A tool without the module would have printed another number so. */
  if (is_decimal (word) && strcmp (digits->str, word) != 0)
    tarn_snmprec_remark (line, "its DISPLAY-HINT says that this number is not decimal");
  return TRUE;
}
