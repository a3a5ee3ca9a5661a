/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Two kinds of simple lines.  OID|digit|value is what snmpsim reads from files that end
 * in .MVC or .dump: the digit is the place of the type in a list, hex octets stand behind
 * "hex: " with dots between them.  The other is an OID, a space or one of = : , and a
 * value, perhaps with the name of its type and a colon in front; without that the type is
 * what the value looks like, which is told as doubtful.
 */
#include "ops/tarn-format-private.h"
#include "ops/tarn-import-lines.h"

/* Below any format whose lines are less simple. */
#define SIMPLE_SCORE 25

static const guint8 digit_tags[] = {
  TARN_KIND_COUNTER32, TARN_KIND_GAUGE32, TARN_KIND_INTEGER, TARN_KIND_IP_ADDRESS, TARN_KIND_NULL,
  TARN_KIND_OBJECT_ID, TARN_KIND_OCTET_STRING, TARN_KIND_TIME_TICKS, TARN_KIND_COUNTER32,
  TARN_KIND_COUNTER64,
};

static TarnSpan
skip (TarnSpan field,
      gsize    n)
{
  return tarn_span (field.data + n, field.len - n);
}

static gboolean
is_quoted (TarnSpan value)
{
  return value.len >= 2 && value.data[0] == '"' && value.data[value.len - 1] == '"';
}

static gboolean
has_prefix (TarnSpan    value,
            const char *prefix)
{
  gsize len = strlen (prefix);

  return value.len >= len && g_ascii_strncasecmp ((const char *) value.data, prefix, len) == 0;
}

/* 0.e.35.d3: one or two digits an octet. */
static gboolean
parse_dotted_hex (TarnSnmprecLine *self,
                  TarnSpan         value)
{
  guint n_digits = 0;
  guint8 octet = 0;

  for (gsize i = 0; i <= value.len; i++)
    {
      int digit = i < value.len ? g_ascii_xdigit_value ((char) value.data[i]) : -1;

      if (digit >= 0 && n_digits < 2)
        {
          octet = (guint8) (octet << 4 | digit);
          n_digits++;
          continue;
        }
      if (n_digits == 0 || (i < value.len && value.data[i] != '.'))
        return tarn_snmprec_refuse (self, "a value in hex with something else in it");
      g_byte_array_append (self->content, &octet, 1);
      octet = 0;
      n_digits = 0;
    }

  return TRUE;
}

static gboolean
parse_octets (TarnSnmprecLine *self,
              guint8           tag,
              TarnSpan         value)
{
  if (has_prefix (value, "hex: "))
    return parse_dotted_hex (self, skip (value, 5));
  if (has_prefix (value, "0x"))
    return tarn_snmprec_parse_value (self, tag, TARN_SNMPREC_HEX, skip (value, 2));
  if (is_quoted (value))
    value = tarn_span (value.data + 1, value.len - 2);

  return tarn_snmprec_parse_value (self, tag, TARN_SNMPREC_PLAIN, value);
}

static gboolean
parse_typed (TarnSnmprecLine *self,
             guint8           tag,
             TarnSpan         value)
{
  if (tag == TARN_KIND_OCTET_STRING || tag == TARN_KIND_OPAQUE)
    return parse_octets (self, tag, value);
  /* Whatever stands behind a Null in these files means nothing. */
  if (tag == TARN_KIND_NULL)
    value.len = 0;

  return tarn_snmprec_parse_value (self, tag, TARN_SNMPREC_PLAIN, value);
}

/* @text of digits and dots only, with so many dots. */
static gboolean
is_dotted (TarnSpan  text,
           guint    *n_dots)
{
  *n_dots = 0;
  for (gsize i = 0; i < text.len; i++)
    {
      *n_dots += text.data[i] == '.';
      if (!g_ascii_isdigit (text.data[i]) && text.data[i] != '.')
        return FALSE;
    }

  return text.len > 0;
}

/* What a value without a type looks like. */
static guint8
guess_tag (TarnSpan value)
{
  gboolean negative = value.len > 1 && value.data[0] == '-';
  TarnSpan digits = negative ? skip (value, 1) : value;
  guint64 number;
  guint n_dots;

  if (tarn_snmprec_parse_digits (digits, &number))
    {
      if (number <= (guint64) G_MAXINT32 + negative)
        return TARN_KIND_INTEGER;
      return negative ? TARN_KIND_OCTET_STRING
             : number <= G_MAXUINT32 ? TARN_KIND_GAUGE32 : TARN_KIND_COUNTER64;
    }

  if (!is_dotted (value, &n_dots) || n_dots < 2)
    return TARN_KIND_OCTET_STRING;
  if (n_dots == 3 && value.data[0] != '.' && !has_prefix (value, "1.3.6."))
    return TARN_KIND_IP_ADDRESS;
  return TARN_KIND_OBJECT_ID;
}

/* "Counter32: 5": takes the name of the type away; TARN_KIND_NONE where there is none. */
static guint8
take_type (TarnSpan *value)
{
  const guint8 *colon = value->len > 0 ? memchr (value->data, ':', value->len) : NULL;
  gsize len = colon != NULL ? (gsize) (colon - value->data) : 0;
  guint8 tag = tarn_format_parse_type (tarn_span (value->data, len));

  if (tag != TARN_KIND_NONE)
    *value = tarn_import_strip (skip (*value, len + 1));
  return tag;
}

/* FALSE where @line does not begin with an OID and one of the separators. */
static gboolean
split_simple (TarnSpan  line,
              TarnSpan *oid,
              TarnSpan *value)
{
  gsize n = 0;

  while (n < line.len && (g_ascii_isdigit (line.data[n]) || line.data[n] == '.'))
    n++;
  *oid = tarn_span (line.data, n);
  *value = tarn_import_strip (skip (line, n));
  if (n == 0 || n == line.len || memchr (oid->data, '.', n) == NULL)
    return FALSE;

  if (has_prefix (*value, ":="))
    *value = skip (*value, 2);
  else if (value->len > 0 && strchr ("=:,", value->data[0]) != NULL && value->data[0] != '\0')
    *value = skip (*value, 1);
  else if (line.data[n] != ' ' && line.data[n] != '\t')
    return FALSE;

  *value = tarn_import_strip (*value);
  return TRUE;
}

/* FALSE where @line is not OID|digit|value. */
static gboolean
split_dump (TarnSpan  line,
            TarnSpan *oid,
            guint8   *digit,
            TarnSpan *value)
{
  const guint8 *bar = memchr (line.data, '|', line.len);
  gsize n = bar != NULL ? (gsize) (bar - line.data) : line.len;
  TarnSpan type;

  if (bar == NULL)
    return FALSE;
  *oid = tarn_import_strip (tarn_span (line.data, n));
  *value = skip (line, n + 1);
  bar = value->len > 0 ? memchr (value->data, '|', value->len) : NULL;
  if (bar == NULL)
    return FALSE;

  n = (gsize) (bar - value->data);
  type = tarn_import_strip (tarn_span (value->data, n));
  *value = tarn_import_strip (skip (*value, n + 1));
  if (type.len != 1 || !g_ascii_isdigit (type.data[0]))
    return FALSE;

  *digit = (guint8) (type.data[0] - '0');
  return TRUE;
}

static TarnSnmprecKind
parse_line (TarnSnmprecLine *self,
            TarnSpan         text,
            gpointer         data)
{
  TarnSpan line = tarn_import_strip (text);
  TarnSpan oid, value;
  guint8 tag, digit;

  if (line.len == 0 || line.data[0] == '#')
    return TARN_SNMPREC_NOTHING;

  if (split_dump (line, &oid, &digit, &value))
    {
      tag = digit_tags[digit];
    }
  else if (split_simple (line, &oid, &value))
    {
      tag = take_type (&value);
      if (tag == TARN_KIND_NONE)
        {
          tag = guess_tag (value);
          tarn_snmprec_remark (self, "its type is a guess");
        }
    }
  else
    {
      tarn_snmprec_refuse (self, "it is neither OID|digit|value nor an OID and a value");
      return TARN_SNMPREC_REFUSED;
    }

  return tarn_snmprec_parse_oid (self, oid, &self->name) && parse_typed (self, tag, value)
         && tarn_snmprec_make_tlv (self, tag) ? TARN_SNMPREC_VARBIND : TARN_SNMPREC_REFUSED;
}

static gboolean
looks_like_dump (TarnSpan line)
{
  TarnSpan oid, value;
  guint8 digit;

  return split_dump (tarn_import_strip (line), &oid, &digit, &value);
}

/* A type that .snmprec does not have, or a value that it writes in another way.  Text
 * where an OID should be is a slip in a .snmprec file, too. */
static gboolean
is_no_snmprec (TarnSpan line)
{
  TarnSpan oid, value;
  guint8 digit;

  return split_dump (tarn_import_strip (line), &oid, &digit, &value)
         && (strchr ("2456", '0' + digit) == NULL || has_prefix (value, "hex: "));
}

static gboolean
looks_simple (TarnSpan line)
{
  TarnSpan oid, value;

  return split_simple (tarn_import_strip (line), &oid, &value) && value.len > 0;
}

/* One line with another kind of type, and it is .snmprec or some other format. */
static guint
guess (TarnSpan head,
       gboolean whole)
{
  if (tarn_import_count_lines (head, whole, looks_like_dump) == 100)
    return tarn_import_count_lines (head, whole, is_no_snmprec) > 0 ? 100 : 0;

  return tarn_import_count_lines (head, whole, looks_simple) * SIMPLE_SCORE / 100;
}

static gboolean
read_all (TarnImportSource  *source,
          TarnImportSink    *sink,
          GError           **error)
{
  return tarn_import_read_lines (source, sink, parse_line, NULL, error);
}

const TarnImportReader tarn_import_mvc_reader = {
  .format = TARN_IMPORT_MVC,
  .name = "mvc",
  .refusal = "simple text: none of its lines is OID|digit|value, or an OID and a value",
  .guess = guess,
  .read = read_all,
};
