/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What stands behind the second bar, as the content octets of its type.
 */
#include "ops/tarn-snmprec-line-private.h"

#include "base/tarn-number.h"

gboolean
tarn_snmprec_parse_digits (TarnSpan  digits,
                           guint64  *number)
{
  *number = 0;
  for (gsize i = 0; i < digits.len; i++)
    {
      guint digit = digits.data[i] - '0';

      if (digit > 9 || *number > (G_MAXUINT64 - digit) / 10)
        return FALSE;
      *number = *number * 10 + digit;
    }

  return digits.len > 0;
}

static gboolean
parse_integer (TarnSnmprecLine *self,
               TarnSpan         field)
{
  TarnSpan digits = tarn_snmprec_strip (self, field);
  gboolean negative = digits.len > 0 && digits.data[0] == '-';
  guint8 octets[TARN_NUMBER_MAX_OCTETS];
  guint64 number;
  gsize len;

  if (digits.len == 0)
    return tarn_snmprec_refuse (self, "an Integer32 without a number");
  if (negative)
    digits = tarn_span (digits.data + 1, digits.len - 1);
  if (!tarn_snmprec_parse_digits (digits, &number))
    return tarn_snmprec_refuse (self, "an Integer32 that is no number");
  if (number > (guint64) G_MAXINT32 + negative)
    return tarn_snmprec_refuse (self, "an Integer32 out of its range");
  if (digits.len > 1 && digits.data[0] == '0')
    tarn_snmprec_mend (self, "leading zeros were taken away");

  len = tarn_number_put_signed (negative ? -(gint64) number : (gint64) number,
                                octets + sizeof octets);
  g_byte_array_append (self->content, octets + sizeof octets - len, (guint) len);
  return TRUE;
}

static gboolean
parse_unsigned (TarnSnmprecLine *self,
                guint8           tag,
                TarnSpan         field)
{
  TarnSpan digits = tarn_snmprec_strip (self, field);
  guint8 octets[TARN_NUMBER_MAX_OCTETS];
  guint64 number;
  gsize len;

  if (digits.len == 0)
    return tarn_snmprec_refuse (self, "an unsigned number without a digit");
  if (!tarn_snmprec_parse_digits (digits, &number))
    return tarn_snmprec_refuse (self, "an unsigned number that is none");
  if (tag != TARN_KIND_COUNTER64 && number > G_MAXUINT32)
    return tarn_snmprec_refuse (self, "a number that is too large for its type");
  if (digits.len > 1 && digits.data[0] == '0')
    tarn_snmprec_mend (self, "leading zeros were taken away");

  len = tarn_number_put_unsigned (number, octets + sizeof octets);
  g_byte_array_append (self->content, octets + sizeof octets - len, (guint) len);
  return TRUE;
}

static gboolean
parse_address (TarnSnmprecLine *self,
               TarnSpan         field)
{
  TarnSpan text = tarn_snmprec_strip (self, field);
  g_autofree char *dotted = g_strndup ((const char *) text.data, text.len);
  g_auto(GStrv) parts = g_strsplit (dotted, ".", 5);
  gboolean zeros = FALSE;

  if (strlen (dotted) != text.len || g_strv_length (parts) != 4)
    return tarn_snmprec_refuse (self, "an IpAddress that is none");

  for (guint i = 0; i < 4; i++)
    {
      TarnSpan digits = tarn_span (parts[i], strlen (parts[i]));
      guint64 number;
      guint8 octet;

      if (!tarn_snmprec_parse_digits (digits, &number) || number > 255)
        return tarn_snmprec_refuse (self, "an IpAddress that is none");

      zeros |= digits.len > 1 && digits.data[0] == '0';
      octet = (guint8) number;
      g_byte_array_append (self->content, &octet, 1);
    }

  /* inet_aton() reads 010 as eight, but programs that print three digits mean ten, as they do
   * in OIDs. */
  if (zeros)
    tarn_snmprec_mend (self, "an IpAddress with leading zeros was read as decimal numbers");
  return TRUE;
}

static gboolean
parse_hex (TarnSnmprecLine *self,
           TarnSpan         field)
{
  gboolean separated = FALSE;
  gsize n_digits = 0;
  guint8 octet = 0;

  for (gsize i = 0; i < field.len; i++)
    {
      int digit = g_ascii_xdigit_value ((char) field.data[i]);

      if (digit < 0 && n_digits % 2 == 0 && strchr (" \t:-", field.data[i]) != NULL
          && field.data[i] != '\0')
        {
          separated = TRUE;
          continue;
        }
      if (digit < 0)
        return tarn_snmprec_refuse (self, "a value in hex with something else in it");

      octet = (guint8) (octet << 4 | digit);
      if (++n_digits % 2 == 0)
        g_byte_array_append (self->content, &octet, 1);
    }

  if (n_digits % 2 != 0)
    return tarn_snmprec_refuse (self, "a value in hex with an odd number of digits");
  if (separated)
    tarn_snmprec_mend (self, "what stood between the hex digits was taken away");
  return TRUE;
}

/* What is behind a backslash: sets @octet and moves @pos behind it. */
static gboolean
parse_escape (TarnSpan  text,
              gsize    *pos,
              guint8   *octet)
{
  static const char letters[] = "abfnrtv\\'\"";
  static const char octets[] = "\a\b\f\n\r\t\v\\'\"";
  const char *letter;
  guint value = 0;
  gsize n = 0;

  if (*pos == text.len)
    return FALSE;

  if (text.data[*pos] == 'x')
    {
      int high = *pos + 2 < text.len ? g_ascii_xdigit_value ((char) text.data[*pos + 1]) : -1;
      int low = high >= 0 ? g_ascii_xdigit_value ((char) text.data[*pos + 2]) : -1;

      if (low < 0)
        return FALSE;

      *octet = (guint8) (high << 4 | low);
      *pos += 3;
      return TRUE;
    }

  for (; n < 3 && *pos < text.len && text.data[*pos] >= '0' && text.data[*pos] <= '7'; n++)
    value = value * 8 + (guint) (text.data[(*pos)++] - '0');
  *octet = (guint8) value;
  if (n > 0)
    return value <= 0xff;

  letter = text.data[*pos] != '\0' ? strchr (letters, text.data[*pos]) : NULL;
  if (letter == NULL)
    return FALSE;
  *octet = (guint8) octets[letter - letters];
  (*pos)++;
  return TRUE;
}

static gboolean
parse_escaped (TarnSnmprecLine *self,
               TarnSpan         text)
{
  for (gsize pos = 0; pos < text.len;)
    {
      guint8 octet = text.data[pos++];

      if (octet == '\\' && !parse_escape (text, &pos, &octet))
        return tarn_snmprec_refuse (self, "a backslash with nothing behind it that Python knows");
      g_byte_array_append (self->content, &octet, 1);
    }

  return TRUE;
}

/* An octet string that stands there as it is. */
static gboolean
parse_text (TarnSnmprecLine *self,
            guint8           tag,
            TarnSpan         text)
{
  gboolean control = FALSE;

  for (gsize i = 0; i < text.len && !control; i++)
    control = g_ascii_iscntrl (text.data[i]) && text.data[i] != '\t';

  if (tag == TARN_KIND_OPAQUE)
    tarn_snmprec_remark (self, "an Opaque given as text");
  if (control)
    tarn_snmprec_remark (self, "control characters stand in it as they are");
  if (!g_utf8_validate_len ((const char *) text.data, text.len, NULL) && !control)
    tarn_snmprec_remark (self, "it holds octets that are not UTF-8");

  g_byte_array_append (self->content, text.data, (guint) text.len);
  return TRUE;
}

gboolean
tarn_snmprec_parse_octets (TarnSnmprecLine     *self,
                           guint8               tag,
                           TarnSnmprecEncoding  encoding,
                           TarnSpan             value)
{
  /* Four octets of text for each at most: bounds what is allocated. */
  if (value.len > 4 * TARN_SNMPREC_MAX_CONTENT)
    return tarn_snmprec_refuse (self, "a value longer than SNMP can carry");

  switch (encoding)
    {
    case TARN_SNMPREC_HEX:
      return parse_hex (self, value);

    case TARN_SNMPREC_ESCAPED:
      return parse_escaped (self, value);

    case TARN_SNMPREC_PLAIN:
      return tag == TARN_KIND_IP_ADDRESS ? parse_address (self, value)
                                         : parse_text (self, tag, value);

    default:
      g_assert_not_reached ();
    }
}

gboolean
tarn_snmprec_parse_value (TarnSnmprecLine     *self,
                          guint8               tag,
                          TarnSnmprecEncoding  encoding,
                          TarnSpan             value)
{
  TarnName oid;

  switch (tag)
    {
    case TARN_KIND_OCTET_STRING:
    case TARN_KIND_OPAQUE:
      return tarn_snmprec_parse_octets (self, tag, encoding, value);

    case TARN_KIND_IP_ADDRESS:
      if (!tarn_snmprec_parse_octets (self, tag, encoding, value))
        return FALSE;
      return self->content->len == 4
             || tarn_snmprec_refuse (self, "an IpAddress that has not four octets");

    default:
      break;
    }

  if (encoding != TARN_SNMPREC_PLAIN)
    return tarn_snmprec_refuse (self, "only octets can be given in hex or with escapes");

  switch (tag)
    {
    case TARN_KIND_INTEGER:
      return parse_integer (self, value);

    case TARN_KIND_NULL:
      if (value.len > 0)
        tarn_snmprec_mend (self, "a Null has no value; what stood there was left out");
      return TRUE;

    case TARN_KIND_NO_SUCH_OBJECT:
    case TARN_KIND_NO_SUCH_INSTANCE:
    case TARN_KIND_END_OF_MIB_VIEW:
      return value.len == 0 || tarn_snmprec_refuse (self, "an exception with a value");

    case TARN_KIND_OBJECT_ID:
      if (!tarn_snmprec_parse_oid (self, value, &oid))
        return FALSE;
      g_byte_array_append (self->content, oid.data, oid.len);
      return TRUE;

    case TARN_KIND_COUNTER32:
    case TARN_KIND_GAUGE32:
    case TARN_KIND_TIME_TICKS:
    case TARN_KIND_COUNTER64:
    case TARN_KIND_UINTEGER32:
      return parse_unsigned (self, tag, value);

    default:
      return tarn_snmprec_refuse (self, "values of its type are not written like this");
    }
}
