/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-cli-value.h"
#include "tarn-cli-names.h"

#define MAX_OCTETS 65531   /* what tarn_value_new_octets() takes */

static TarnValue *
bad_value (const char *what,
           const char *text,
           GError    **error)
{
  g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID, "“%s” is no %s", text, what);
  return NULL;
}

static TarnValue *
make_octets (const guint8  *octets,
             gsize          n_octets,
             GError       **error)
{
  if (n_octets <= MAX_OCTETS)
    return tarn_value_new_octets (TARN_KIND_OCTET_STRING, octets, n_octets);

  g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID,
               "a string has at most %d octets, not %" G_GSIZE_FORMAT, MAX_OCTETS, n_octets);
  return NULL;
}

static TarnValue *
make_unsigned (TarnKind     kind,
               const char  *text,
               GError     **error)
{
  guint64 number;

  if (!g_ascii_string_to_unsigned (text, 10, 0,
                                   kind == TARN_KIND_COUNTER64 ? G_MAXUINT64 : G_MAXUINT32,
                                   &number, NULL))
    return bad_value ("number of this type", text, error);

  return tarn_value_new_unsigned (kind, number);
}

/* Opaque of net-snmp: 9F 7A and 9F 7B with a number of 64 bits (P-STR-05). */
static TarnValue *
make_opaque_number (char         letter,
                    const char  *text,
                    GError     **error)
{
  guint8 octets[12] = { 0x9f, letter == 'I' ? 0x7a : 0x7b };
  gint64 number = 0;
  guint64 bits = 0;
  gsize n = letter == 'I' ? 8 : 9;   /* unsigned: with a leading zero */

  if (letter == 'I' ? !g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &number, NULL)
                    : !g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT64, &bits, NULL))
    return bad_value ("number of 64 bits", text, error);

  if (letter == 'I')
    bits = (guint64) number;

  /* The shortest form that keeps the sign. */
  while (n > 1)
    {
      guint64 top = n > 8 ? 0 : bits >> 8 * (n - 1) & 0xff;
      gboolean next = bits >> (8 * (n - 1) - 1) & 1;

      if (!(top == 0 && !next) && !(letter == 'I' && top == 0xff && next))
        break;
      n--;
    }

  octets[2] = (guint8) n;
  for (gsize i = 0; i < n; i++)
    octets[3 + i] = (guint8) (n - 1 - i > 7 ? 0 : bits >> 8 * (n - 1 - i));

  return tarn_value_new_octets (TARN_KIND_OPAQUE, octets, 3 + n);
}

static TarnValue *
make_real (char         letter,
           const char  *text,
           GError     **error)
{
  char *end;
  double number = g_ascii_strtod (text, &end);

  if (end == text || *end != '\0')
    return bad_value ("number", text, error);

  return letter == 'F' ? tarn_value_new_float ((float) number) : tarn_value_new_double (number);
}

static TarnValue *
make_address (const char  *text,
              GError     **error)
{
  g_autoptr(GInetAddress) address = g_inet_address_new_from_string (text);

  if (address == NULL || g_inet_address_get_family (address) != G_SOCKET_FAMILY_IPV4)
    return bad_value ("IPv4 address", text, error);

  return tarn_value_new_octets (TARN_KIND_IP_ADDRESS, g_inet_address_to_bytes (address), 4);
}

static gboolean
is_separator (char c)
{
  return c != '\0' && strchr (" \t\n.,:-", c) != NULL;
}

/* Pairs of hex digits, with anything usual between them. */
static TarnValue *
make_hex (const char  *text,
          GError     **error)
{
  g_autoptr(GByteArray) octets = g_byte_array_new ();
  const char *p = text;

  if (g_ascii_strncasecmp (p, "0x", 2) == 0)
    p += 2;

  while (*p != '\0')
    {
      int high, low;
      guint8 octet;

      if (is_separator (*p))
        {
          p++;
          continue;
        }

      high = g_ascii_xdigit_value (p[0]);
      low = high >= 0 ? g_ascii_xdigit_value (p[1]) : -1;
      if (low < 0)
        return bad_value ("string of pairs of hex digits", text, error);

      octet = (guint8) (high << 4 | low);
      g_byte_array_append (octets, &octet, 1);
      p += 2;
    }

  return make_octets (octets->data, octets->len, error);
}

/* Decimal octets, or for BITS the numbers of the bits that are set (P-STR-06). */
static TarnValue *
make_listed (char         letter,
             const char  *text,
             GError     **error)
{
  g_autoptr(GByteArray) octets = g_byte_array_new ();
  g_auto(GStrv) words = g_strsplit_set (text, " \t\n.,:", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      guint64 number;
      guint8 octet;

      if (words[i][0] == '\0')
        continue;
      if (!g_ascii_string_to_unsigned (words[i], 10, 0, letter == 'd' ? 255 : 8 * 65000 - 1,
                                       &number, NULL))
        return bad_value (letter == 'd' ? "list of decimal octets" : "list of bits", text, error);

      if (letter == 'd')
        {
          octet = (guint8) number;
          g_byte_array_append (octets, &octet, 1);
          continue;
        }

      for (octet = 0; octets->len <= number / 8;)
        g_byte_array_append (octets, &octet, 1);
      octets->data[number / 8] |= 0x80 >> number % 8;
    }

  return make_octets (octets->data, octets->len, error);
}

static TarnValue *
make_oid (const char  *text,
          GError     **error)
{
  g_autoptr(TarnOid) oid = cli_parse_oid (text, error);

  return oid != NULL ? tarn_value_new_oid (oid) : NULL;
}

TarnValue *
cli_make_value (char         type,
                const char  *text,
                GError     **error)
{
  gint64 number;

  switch (type)
    {
    case 'i':
      if (!g_ascii_string_to_signed (text, 10, G_MININT32, G_MAXINT32, &number, NULL))
        return bad_value ("Integer32", text, error);
      return tarn_value_new_integer ((gint32) number);

    case 'u':
      return make_unsigned (TARN_KIND_GAUGE32, text, error);
    case 'c':
      return make_unsigned (TARN_KIND_COUNTER32, text, error);
    case 't':
      return make_unsigned (TARN_KIND_TIME_TICKS, text, error);
    case 'C':
      return make_unsigned (TARN_KIND_COUNTER64, text, error);

    case 'a':
      return make_address (text, error);
    case 'o':
      return make_oid (text, error);

    case 's':
      return make_octets ((const guint8 *) text, strlen (text), error);
    case 'x':
      return make_hex (text, error);
    case 'd':
    case 'b':
      return make_listed (type, text, error);

    case 'n':
      return tarn_value_new_null ();

    case 'U':
    case 'I':
      return make_opaque_number (type, text, error);
    case 'F':
    case 'D':
      return make_real (type, text, error);

    default:
      g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID, "there is no type “%c”", type);
      return NULL;
    }
}
