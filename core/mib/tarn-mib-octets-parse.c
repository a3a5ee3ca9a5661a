/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Addresses, dates and strings as people type them.
 */
#include "mib/tarn-mib-octets.h"

#include "base/tarn-error.h"
#include "mib/tarn-hint.h"

#include <arpa/inet.h>

static gboolean
fail (const char  *text,
      const char  *what,
      GError     **error)
{
  g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID, "“%s” is not %s", text, what);
  return FALSE;
}

static gboolean
is_hex (const char *text)
{
  return text[0] == '0' && (text[1] == 'x' || text[1] == 'X');
}

static guint8
hex_pair (const char *digits,
          gsize       n)
{
  guint8 octet = 0;

  for (gsize i = 0; i < n; i++)
    octet = (guint8) (octet << 4 | g_ascii_xdigit_value (digits[i]));

  return octet;
}

static gsize
count_digits (const char *text)
{
  gsize n = 0;

  while (g_ascii_isxdigit (text[n]))
    n++;

  return n;
}

/* Groups of one or two digits, or all of an even number: 0:1a:2b, 00-1A-2B, 001a.2b3c,
 * 0x001a2b, "00 1a 2b". */
static gboolean
parse_hex (const char  *text,
           GByteArray  *octets)
{
  const char *pos = is_hex (text) ? text + 2 : text;
  char separator = '\0';

  while (*pos != '\0')
    {
      gsize n = count_digits (pos);

      if (n == 0 || (n > 2 && n % 2 != 0))
        return FALSE;
      for (gsize at = 0; at < n; at += 2)
        {
          guint8 octet = hex_pair (pos + at, MIN (2, n - at));

          g_byte_array_append (octets, &octet, 1);
        }
      pos += n;
      if (*pos == '\0')
        break;

      if (strchr (":-. \n", *pos) == NULL || (separator != '\0' && *pos != separator))
        return FALSE;
      separator = *pos++;
      /* net-snmp ends a line of hex with one. */
      if (*pos == '\0' && separator != ' ')
        return FALSE;
    }

  return TRUE;
}

static gboolean
take_number (const char **pos,
             guint        min_digits,
             guint        max_digits,
             guint       *number)
{
  guint n = 0;

  *number = 0;
  while (n < max_digits && g_ascii_isdigit ((*pos)[n]))
    *number = *number * 10 + (guint) ((*pos)[n++] - '0');
  *pos += n;

  return n >= min_digits;
}

static gboolean
take_char (const char **pos,
           const char  *any)
{
  if (**pos == '\0' || strchr (any, **pos) == NULL)
    return FALSE;

  (*pos)++;
  return TRUE;
}

/* "Z", "+02:00", "-0400" or nothing. */
static gboolean
take_zone (const char **pos,
           guint8      *zone,
           gsize       *len)
{
  guint hours, minutes;
  char sign = **pos;

  *len = 0;
  if (sign == '\0')
    return TRUE;

  *len = 3;
  memcpy (zone, "+\0\0", 3);
  if (take_char (pos, "Zz"))
    return **pos == '\0';
  if (!take_char (pos, "+-") || !take_number (pos, 2, 2, &hours))
    return FALSE;
  take_char (pos, ":");
  if (!take_number (pos, 2, 2, &minutes) || **pos != '\0' || hours > 14 || minutes > 59)
    return FALSE;

  zone[0] = (guint8) sign;
  zone[1] = (guint8) hours;
  zone[2] = (guint8) minutes;
  return TRUE;
}

/* 1992-05-26T13:30:15.0-04:00; seconds and what follows may be missing. */
static gboolean
parse_iso_date (const char *text,
                GByteArray *octets)
{
  guint year, month, day, hour, minute, second = 0, tenth = 0;
  guint8 zone[3];
  gsize zone_len;

  if (!take_number (&text, 4, 5, &year) || !take_char (&text, "-")
      || !take_number (&text, 1, 2, &month) || !take_char (&text, "-")
      || !take_number (&text, 1, 2, &day) || !take_char (&text, "Tt ")
      || !take_number (&text, 1, 2, &hour) || !take_char (&text, ":")
      || !take_number (&text, 2, 2, &minute)
      || (take_char (&text, ":") && !take_number (&text, 2, 2, &second))
      || (take_char (&text, ".") && !take_number (&text, 1, 1, &tenth))
      || !take_zone (&text, zone, &zone_len) || year > G_MAXUINT16)
    return FALSE;

  g_byte_array_append (octets, (guint8[]) { (guint8) (year >> 8), (guint8) year, (guint8) month,
                                            (guint8) day, (guint8) hour, (guint8) minute,
                                            (guint8) second, (guint8) tenth }, 8);
  g_byte_array_append (octets, zone, (guint) zone_len);
  return TRUE;
}

static gboolean
parse_date (const char  *text,
            GByteArray  *octets)
{
  if (strcmp (text, "unknown") == 0)
    {
      g_byte_array_append (octets, (const guint8 *) "\0\0\0\0\0\0\0", 8);
      return TRUE;
    }
  if (is_hex (text))
    return parse_hex (text, octets);

  return strchr (text, ',') != NULL
           ? tarn_hint_parse_octets ("2d-1d-1d,1d:1d:1d.1d,1a1d:1d", text, octets, NULL)
           : parse_iso_date (text, octets);
}

/* An address, and behind a % the number of its zone: which of the four it is, or
 * TARN_INET_UNKNOWN. */
static TarnInetType
parse_address (const char *text,
               GByteArray *octets)
{
  g_auto(GStrv) halves = g_strsplit (text, "%", 2);
  gboolean has_zone = halves[0] != NULL && halves[1] != NULL;
  guint8 address[16];
  guint64 zone;
  guint32 order;

  if (halves[0] == NULL
      || (has_zone && !g_ascii_string_to_unsigned (halves[1], 10, 0, G_MAXUINT32, &zone, NULL)))
    return TARN_INET_UNKNOWN;

  if (inet_pton (AF_INET, halves[0], address) == 1)
    g_byte_array_append (octets, address, 4);
  else if (inet_pton (AF_INET6, halves[0], address) == 1)
    g_byte_array_append (octets, address, 16);
  else
    return TARN_INET_UNKNOWN;

  if (has_zone)
    {
      order = GUINT32_TO_BE ((guint32) zone);
      g_byte_array_append (octets, (const guint8 *) &order, sizeof order);
    }
  return tarn_inet_type_from_size (octets->len);
}

static gboolean
parse_inet (const char                *text,
            const TarnMibValueContext *context,
            GByteArray                *octets)
{
  gboolean is_known = context->has_inet_type
                      && context->syntax->convention == TARN_MIB_CONVENTION_INET_ADDRESS;
  TarnInetType type;

  if (is_known && context->inet_type == TARN_INET_DNS)
    {
      g_byte_array_append (octets, (const guint8 *) text, (guint) strlen (text));
      return TRUE;
    }
  if (is_hex (text))
    return parse_hex (text, octets);
  if (text[0] == '\0')
    return !is_known || context->inet_type == TARN_INET_UNKNOWN;

  type = parse_address (text, octets);
  return type != TARN_INET_UNKNOWN && (!is_known || context->inet_type == type);
}

/* What is told to who typed something else. */
static const char *
wanted_address (const TarnMibValueContext *context)
{
  if (!context->has_inet_type || context->syntax->convention != TARN_MIB_CONVENTION_INET_ADDRESS)
    return "an address of the kind that is asked for";

  switch (context->inet_type)
    {
    case TARN_INET_IPV4:
      return "an address of the type beside it, ipv4(1)";

    case TARN_INET_IPV6:
      return "an address of the type beside it, ipv6(2)";

    case TARN_INET_IPV4Z:
      return "an address of the type beside it, ipv4z(3), as 192.0.2.1%5";

    case TARN_INET_IPV6Z:
      return "an address of the type beside it, ipv6z(4), as fe80::1%5";

    default:
      return "an address in hex: the type beside it says of no other form";
    }
}

/* 192.0.2.1:161, [2001:db8::1]:161 */
static gboolean
parse_transport (const char *text,
                 GByteArray *octets)
{
  const char *colon = strrchr (text, ':');
  gsize len = colon != NULL ? (gsize) (colon - text) : 0;
  gboolean has_brackets = len >= 2 && text[0] == '[' && text[len - 1] == ']';
  g_autofree char *address = g_strndup (text + has_brackets, len - 2 * has_brackets);
  TarnInetType type;
  guint64 port;

  if (is_hex (text))
    return parse_hex (text, octets);
  if (colon == NULL || !g_ascii_string_to_unsigned (colon + 1, 10, 0, G_MAXUINT16, &port, NULL))
    return FALSE;

  type = parse_address (address, octets);
  g_byte_array_append (octets, (guint8[]) { (guint8) (port >> 8), (guint8) port }, 2);
  return type != TARN_INET_UNKNOWN
         && has_brackets == (type == TARN_INET_IPV6 || type == TARN_INET_IPV6Z);
}

static gboolean
parse_text (const char  *text,
            const char  *charset,
            GByteArray  *octets,
            GError     **error)
{
  g_autofree char *converted = NULL;
  gsize len = strlen (text);

  if (charset != NULL)
    {
      converted = g_convert (text, -1, charset, "UTF-8", NULL, &len, NULL);
      if (converted == NULL)
        {
          g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID,
                       "“%s” cannot be written in %s", text, charset);
          return FALSE;
        }
    }

  g_byte_array_append (octets, (const guint8 *) (converted != NULL ? converted : text),
                       (guint) len);
  return TRUE;
}

/* Text stays what it is, also "0x41"; where it need not be text, that is an octet. */
static gboolean
parse_string (const char                *text,
              const TarnMibValueContext *context,
              GByteArray                *octets,
              GError                   **error)
{
  const char *hint = context->syntax->hint;
  gboolean is_text = tarn_mib_syntax_is_text (context->syntax);

  if (!is_text && is_hex (text))
    return parse_hex (text, octets) || fail (text, "in hex", error);
  if (!is_text && hint != NULL)
    return tarn_hint_parse_octets (hint, text, octets, error);

  return parse_text (text, context->charset, octets, error);
}

gboolean
tarn_mib_octets_parse (const char                 *text,
                       const TarnMibValueContext  *context,
                       GByteArray                 *octets,
                       GError                    **error)
{
  TarnMibBase base = context->syntax->base;

  if (base == TARN_MIB_BASE_IP_ADDRESS || base == TARN_MIB_BASE_NETWORK_ADDRESS)
    return parse_address (text, octets) == TARN_INET_IPV4
           || fail (text, "an IPv4 address", error);

  switch ((guint) context->syntax->convention)
    {
    case TARN_MIB_CONVENTION_MAC_ADDRESS:
      return (parse_hex (text, octets) && octets->len == 6)
             || fail (text, "a MAC address, as 00:1a:2b:3c:4d:5e", error);

    case TARN_MIB_CONVENTION_PHYS_ADDRESS:
      return parse_hex (text, octets) || fail (text, "an address in hex, as 00:1a:2b", error);

    case TARN_MIB_CONVENTION_ENGINE_ID:
      return parse_hex (text, octets) || fail (text, "an engine ID in hex, as 0x80001f88", error);

    case TARN_MIB_CONVENTION_DATE_AND_TIME:
      return (parse_date (text, octets)
              && tarn_mib_octets_is_date (tarn_span (octets->data, octets->len)))
             || fail (text, "a date, as 1992-05-26T13:30:15-04:00", error);

    case TARN_MIB_CONVENTION_INET_ADDRESS:
    case TARN_MIB_CONVENTION_INET_ADDRESS_FIXED:
      return (parse_inet (text, context, octets)
              && tarn_mib_octets_fit (tarn_span (octets->data, octets->len), context))
             || fail (text, wanted_address (context), error);

    case TARN_MIB_CONVENTION_TRANSPORT_ADDRESS:
      return parse_transport (text, octets)
             || fail (text, "an address with a port, as 192.0.2.1:161 or [2001:db8::1]:161",
                      error);

    default:
      return parse_string (text, context, octets, error);
    }
}
