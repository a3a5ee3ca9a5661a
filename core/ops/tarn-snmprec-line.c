/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * OID|tag|value as snmpsim reads it: the tag is the identifier octet in decimal,
 * perhaps with x (the value is hex) or e (Python escapes) behind it, perhaps with
 * the name of a variation module behind that.  Only the first two bars count.
 *
 * Files in the field are edited by hand (F-84).  What everybody would understand in
 * the same way is mended; anything else is refused, never guessed.
 */
#include "ops/tarn-snmprec-line-private.h"

#include "base/tarn-tlv.h"
#include "ops/tarn-format-private.h"
#include "ops/tarn-import-modules.h"

void
tarn_snmprec_line_init (TarnSnmprecLine *self)
{
  *self = (TarnSnmprecLine) {
    .tlv = g_byte_array_new (),
    .remarks = g_string_new (NULL),
    .content = g_byte_array_new (),
  };
}

void
tarn_snmprec_line_clear (TarnSnmprecLine *self)
{
  g_clear_pointer (&self->tlv, g_byte_array_unref);
  g_clear_pointer (&self->content, g_byte_array_unref);
  g_string_free (g_steal_pointer (&self->remarks), TRUE);
}

void
tarn_snmprec_remark (TarnSnmprecLine *self,
                     const char      *clause)
{
  if (self->remarks->len > 0)
    g_string_append (self->remarks, "; ");
  g_string_append (self->remarks, clause);
}

void
tarn_snmprec_mend (TarnSnmprecLine *self,
                   const char      *clause)
{
  self->mended = TRUE;
  tarn_snmprec_remark (self, clause);
}

gboolean
tarn_snmprec_refuse (TarnSnmprecLine *self,
                     const char      *reason)
{
  g_string_assign (self->remarks, reason);
  return FALSE;
}

static gboolean
is_blank (guint8 octet)
{
  return octet == ' ' || octet == '\t';
}

static TarnSpan
strip (TarnSpan field)
{
  while (field.len > 0 && is_blank (field.data[0]))
    field = tarn_span (field.data + 1, field.len - 1);
  while (field.len > 0 && is_blank (field.data[field.len - 1]))
    field.len--;

  return field;
}

TarnSpan
tarn_snmprec_strip (TarnSnmprecLine *self,
                    TarnSpan         field)
{
  TarnSpan stripped = strip (field);

  if (stripped.len < field.len)
    tarn_snmprec_mend (self, "spaces were taken away");
  return stripped;
}

/* Everything up to the next bar; FALSE if there is none. */
static gboolean
take_field (TarnSpan *line,
            TarnSpan *field)
{
  const guint8 *bar = line->len > 0 ? memchr (line->data, '|', line->len) : NULL;

  if (bar == NULL)
    return FALSE;

  *field = tarn_span (line->data, (gsize) (bar - line->data));
  *line = tarn_span (bar + 1, line->len - field->len - 1);
  return TRUE;
}

static gboolean
has_leading_zero (TarnSpan dotted)
{
  for (gsize i = 0; i + 1 < dotted.len; i++)
    if (dotted.data[i] == '0' && g_ascii_isdigit (dotted.data[i + 1])
        && (i == 0 || dotted.data[i - 1] == '.'))
      return TRUE;

  return FALSE;
}

gboolean
tarn_snmprec_parse_oid (TarnSnmprecLine *self,
                        TarnSpan         field,
                        TarnName        *name)
{
  TarnSpan dotted = tarn_snmprec_strip (self, field);

  if (dotted.len > 1 && dotted.data[dotted.len - 1] == '.')
    {
      tarn_snmprec_mend (self, "the dot at the end of an OID was taken away");
      dotted.len--;
    }

  if (dotted.len > 0 && dotted.data[0] == '.')
    dotted = tarn_span (dotted.data + 1, dotted.len - 1);

  /* tarn_name_parse() completes what a person types. */
  if (dotted.len == 0 || memchr (dotted.data, '.', dotted.len) == NULL
      || !tarn_name_parse (name, (const char *) dotted.data, dotted.len))
    return tarn_snmprec_refuse (self, "this is no OID in dotted decimal form");

  if (has_leading_zero (dotted))
    tarn_snmprec_mend (self, "sub-identifiers with leading zeros were read as decimal numbers");
  return TRUE;
}

static gboolean
is_known_tag (guint64 number)
{
  switch (number)
    {
    case TARN_KIND_INTEGER:
    case TARN_KIND_OCTET_STRING:
    case TARN_KIND_NULL:
    case TARN_KIND_OBJECT_ID:
    case TARN_KIND_IP_ADDRESS:
    case TARN_KIND_COUNTER32:
    case TARN_KIND_GAUGE32:
    case TARN_KIND_TIME_TICKS:
    case TARN_KIND_OPAQUE:
    case TARN_KIND_COUNTER64:
    case TARN_KIND_NO_SUCH_OBJECT:
    case TARN_KIND_NO_SUCH_INSTANCE:
    case TARN_KIND_END_OF_MIB_VIEW:
      return TRUE;

    default:
      return FALSE;
    }
}

static gboolean
parse_tag (TarnSnmprecLine     *self,
           TarnSpan             field,
           guint8              *tag,
           TarnSnmprecEncoding *encoding)
{
  TarnSpan word = tarn_snmprec_strip (self, field);
  TarnSpan digits = word;
  guint64 number;

  *encoding = TARN_SNMPREC_PLAIN;
  /* Other programs write names where the number should be. */
  *tag = tarn_format_parse_type (word);
  if (is_known_tag (*tag))
    {
      tarn_snmprec_mend (self, "the type was given by name");
      return TRUE;
    }

  while (digits.len > 1 && (digits.data[digits.len - 1] == 'x'
                            || digits.data[digits.len - 1] == 'e'))
    {
      *encoding = digits.data[digits.len - 1] == 'x' ? TARN_SNMPREC_HEX : TARN_SNMPREC_ESCAPED;
      digits.len--;
    }
  if (word.len == digits.len + 2 && word.data[digits.len] == word.data[digits.len + 1])
    tarn_snmprec_mend (self, "the letter behind the type stood there twice");
  else if (word.len > digits.len + 1)
    return tarn_snmprec_refuse (self, "what stands behind the type is neither x nor e");

  if (!tarn_snmprec_parse_digits (digits, &number))
    return tarn_snmprec_refuse (self, "the type is no number");

  if (!is_known_tag (number))
    return tarn_snmprec_refuse (self, "the type is none of 2, 4, 5, 6, 64 to 68, 70 and 128 to 130");

  *tag = (guint8) number;
  return TRUE;
}

void
tarn_snmprec_line_reset (TarnSnmprecLine *self)
{
  g_byte_array_set_size (self->tlv, 0);
  g_byte_array_set_size (self->content, 0);
  g_string_truncate (self->remarks, 0);
  self->mended = FALSE;
}

gboolean
tarn_snmprec_make_tlv (TarnSnmprecLine *self,
                       guint8           tag)
{
  gsize header_len = tarn_tlv_header_size (self->content->len);

  if (self->content->len > TARN_SNMPREC_MAX_CONTENT)
    return tarn_snmprec_refuse (self, "a value longer than SNMP can carry");

  /* A tree of anything but iso is a slip more often than not. */
  if (self->name.data[0] < 40)
    tarn_snmprec_remark (self, "its OID begins with 0");

  g_byte_array_set_size (self->tlv, (guint) header_len);
  tarn_tlv_put_header (self->tlv->data, tag, self->content->len);
  g_byte_array_append (self->tlv, self->content->data, self->content->len);
  return TRUE;
}

gboolean
tarn_snmprec_parse_tlv (TarnSnmprecLine *self,
                        TarnSpan         hex)
{
  if (!tarn_snmprec_parse_octets (self, TARN_KIND_NONE, TARN_SNMPREC_HEX, hex))
    return FALSE;
  /* No octets at all are what an agent sends that forgets the value. */
  if (self->content->len > TARN_SNMPREC_MAX_CONTENT + 4)
    return tarn_snmprec_refuse (self, "more octets than SNMP can carry");

  g_byte_array_append (self->tlv, self->content->data, self->content->len);
  return TRUE;
}

/* Behind the "#tlv|". */
static TarnSnmprecKind
parse_raw (TarnSnmprecLine *self,
           TarnSpan         rest)
{
  TarnSpan field;

  if (!take_field (&rest, &field))
    {
      tarn_snmprec_refuse (self, "a bar is missing");
      return TARN_SNMPREC_REFUSED;
    }

  if (!tarn_snmprec_parse_oid (self, field, &self->name)
      || !tarn_snmprec_parse_tlv (self, rest))
    return TARN_SNMPREC_REFUSED;

  return TARN_SNMPREC_RAW;
}

TarnSpan
tarn_snmprec_line_module (TarnSpan line)
{
  gsize len = tarn_span_has_prefix (line, TARN_SNMPREC_MODULE_PREFIX)
              ? strlen (TARN_SNMPREC_MODULE_PREFIX) : 0;

  return tarn_span (line.data + len, line.len - len);
}

TarnSnmprecKind
tarn_snmprec_line_parse (TarnSnmprecLine *self,
                         TarnSpan         line)
{
  static const gsize raw_len = sizeof TARN_SNMPREC_RAW_PREFIX - 1;
  TarnSpan first = strip (line);
  TarnSpan oid, type;
  TarnSnmprecEncoding encoding;
  guint8 tag;

  tarn_snmprec_line_reset (self);
  if (tarn_span_has_prefix (line, TARN_SNMPREC_RAW_PREFIX))
    return parse_raw (self, tarn_span (line.data + raw_len, line.len - raw_len));
  if (tarn_span_has_prefix (line, TARN_SNMPREC_MODULE_PREFIX))
    return TARN_SNMPREC_MODULE;
  if (first.len == 0 || first.data[0] == '#')
    return TARN_SNMPREC_NOTHING;

  if (!take_field (&line, &oid) || !take_field (&line, &type))
    {
      tarn_snmprec_refuse (self, "it is not OID|type|value");
      return TARN_SNMPREC_REFUSED;
    }

  if (!tarn_snmprec_parse_oid (self, oid, &self->name))
    return TARN_SNMPREC_REFUSED;
  if (memchr (type.data, ':', type.len) != NULL)
    return TARN_SNMPREC_MODULE;
  if (!parse_tag (self, type, &tag, &encoding)
      || !tarn_snmprec_parse_value (self, tag, encoding, line)
      || !tarn_snmprec_make_tlv (self, tag))
    return TARN_SNMPREC_REFUSED;

  return TARN_SNMPREC_VARBIND;
}
