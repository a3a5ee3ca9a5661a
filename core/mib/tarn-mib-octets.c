/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "mib/tarn-mib-octets.h"

#include "base/tarn-text.h"
#include "mib/tarn-chars.h"
#include "mib/tarn-hint.h"

#include <arpa/inet.h>

guint
tarn_inet_type_get_size (guint32 type)
{
  static const guint8 sizes[] = {
    [TARN_INET_IPV4] = 4,
    [TARN_INET_IPV6] = 16,
    [TARN_INET_IPV4Z] = 8,
    [TARN_INET_IPV6Z] = 20,
  };

  return type < G_N_ELEMENTS (sizes) ? sizes[type] : 0;
}

TarnInetType
tarn_inet_type_from_size (gsize n_octets)
{
  for (TarnInetType type = TARN_INET_IPV4; type <= TARN_INET_IPV6Z; type++)
    if (tarn_inet_type_get_size (type) == n_octets)
      return type;

  return TARN_INET_UNKNOWN;
}

/* snmpUDPDomain, and the transportDomain… of RFC 3419 up to transportDomainSctpIpv6z. */
gboolean
tarn_mib_domain_has_port (TarnSpan domain)
{
  static const guint8 udp[] = { 0x2b, 6, 1, 6, 1, 1 };
  static const guint8 transport[] = { 0x2b, 6, 1, 2, 1, 100, 1 };

  return tarn_span_equal (domain, tarn_span (udp, sizeof udp))
         || (domain.len == sizeof transport + 1
             && memcmp (domain.data, transport, sizeof transport) == 0
             && domain.data[sizeof transport] >= 1 && domain.data[sizeof transport] <= 12);
}

/* The text in UTF-8, or NULL; *@owned is what to free. */
static const char *
get_text (TarnSpan     octets,
          const char  *charset,
          gsize       *len,
          char       **owned)
{
  gsize n;

  *owned = NULL;
  if (charset == NULL)
    return tarn_chars_is_text (octets, len) ? (const char *) octets.data : NULL;

  *owned = g_convert ((const char *) octets.data, (gssize) octets.len, "UTF-8", charset,
                      NULL, &n, NULL);
  return *owned != NULL && tarn_chars_is_text (tarn_span (*owned, n), len) ? *owned : NULL;
}

char *
tarn_mib_octets_dup_text (TarnSpan    octets,
                          const char *charset)
{
  g_autofree char *owned = NULL;
  gsize len;
  const char *text = get_text (octets, charset, &len, &owned);

  return text != NULL ? g_strndup (text, len) : NULL;
}

gboolean
tarn_mib_octets_is_text (TarnSpan    octets,
                         const char *charset)
{
  g_autofree char *owned = NULL;
  gsize len;

  return octets.len == 0 || get_text (octets, charset, &len, &owned) != NULL;
}

static void
append_hex (GString  *out,
            TarnSpan  octets)
{
  if (octets.len == 0)
    return;

  g_string_append (out, "0x");
  tarn_text_append_hex (out, octets);
}

/* P-TXT-01, P-TXT-02: NULs at the end are not shown. */
static void
append_text (GString    *out,
             TarnSpan    octets,
             const char *charset)
{
  g_autofree char *owned = NULL;
  const char *text;
  gsize len;

  if (octets.len == 0)
    return;

  text = get_text (octets, charset, &len, &owned);
  if (text != NULL)
    tarn_chars_append_safe (out, tarn_span (text, len));
  else
    append_hex (out, octets);
}

static void
append_address (GString      *out,
                TarnInetType  type,
                const guint8 *octets)
{
  gboolean is_ipv4 = type == TARN_INET_IPV4 || type == TARN_INET_IPV4Z;
  char text[INET6_ADDRSTRLEN];

  /* RFC 5952, but for addresses that map IPv4. */
  g_string_append (out, inet_ntop (is_ipv4 ? AF_INET : AF_INET6, octets, text, sizeof text));
  if (type == TARN_INET_IPV4Z || type == TARN_INET_IPV6Z)
    {
      guint32 zone;

      memcpy (&zone, octets + (is_ipv4 ? 4 : 16), sizeof zone);
      g_string_append_printf (out, "%%%u", GUINT32_FROM_BE (zone));
    }
}

/* The column beside it says what kind it is; else its size does (P-IDX-18). */
static guint32
inet_type (TarnSpan                   octets,
           const TarnMibValueContext *context)
{
  return context->has_inet_type
         && context->syntax->convention == TARN_MIB_CONVENTION_INET_ADDRESS
           ? context->inet_type : tarn_inet_type_from_size (octets.len);
}

static void
append_inet (GString                   *out,
             TarnSpan                   octets,
             const TarnMibValueContext *context)
{
  guint32 type = inet_type (octets, context);

  if (type == TARN_INET_DNS)
    append_text (out, octets, NULL);
  else if (octets.len > 0 && tarn_inet_type_get_size (type) == octets.len)
    append_address (out, type, octets.data);
  else
    append_hex (out, octets);
}

/* An address with a port of two octets behind it, or TARN_INET_UNKNOWN. */
static TarnInetType
transport_type (TarnSpan                   octets,
                const TarnMibValueContext *context)
{
  if (octets.len < 2 || (context->domain.len > 0 && !tarn_mib_domain_has_port (context->domain)))
    return TARN_INET_UNKNOWN;

  return tarn_inet_type_from_size (octets.len - 2);
}

static void
append_transport (GString                   *out,
                  TarnSpan                   octets,
                  const TarnMibValueContext *context)
{
  TarnInetType type = transport_type (octets, context);
  gboolean is_ipv6 = type == TARN_INET_IPV6 || type == TARN_INET_IPV6Z;

  if (type == TARN_INET_UNKNOWN)
    {
      append_text (out, octets, NULL);
      return;
    }

  g_string_append (out, is_ipv6 ? "[" : "");
  append_address (out, type, octets.data);
  g_string_append_printf (out, is_ipv6 ? "]:%u" : ":%u",
                          (guint) octets.data[octets.len - 2] << 8 | octets.data[octets.len - 1]);
}

static gboolean
is_zero (TarnSpan octets)
{
  for (gsize i = 0; i < octets.len; i++)
    if (octets.data[i] != 0)
      return FALSE;

  return TRUE;
}

/* P-TCV-01: 14 hours from UTC occur.  Agents send a 30 February, too: it is shown as what it
 * says; tarn_mib_octets_fit() objects to it. */
gboolean
tarn_mib_octets_is_date (TarnSpan octets)
{
  const guint8 *d = octets.data;

  if (octets.len != 8 && octets.len != 11)
    return FALSE;
  if (is_zero (tarn_span (d, 8)))
    return TRUE;
  if (d[2] < 1 || d[2] > 12 || d[3] < 1 || d[3] > 31 || d[4] > 23 || d[5] > 59 || d[6] > 60
      || d[7] > 9)
    return FALSE;

  return octets.len == 8
         || ((d[8] == '+' || d[8] == '-') && d[9] <= 14 && d[10] <= 59);
}

static gboolean
is_date_of_calendar (TarnSpan octets)
{
  const guint8 *d = octets.data;
  guint year;

  if (!tarn_mib_octets_is_date (octets))
    return FALSE;

  year = (guint) d[0] << 8 | d[1];
  return is_zero (tarn_span (d, 8))
         || d[3] <= g_date_get_days_in_month ((GDateMonth) d[2], (GDateYear) MAX (year, 1));
}

/* With 8 octets it is the device's own time, of an unknown zone. */
static void
append_date (GString  *out,
             TarnSpan  octets)
{
  const guint8 *d = octets.data;

  if (!tarn_mib_octets_is_date (octets))
    {
      append_hex (out, octets);
      return;
    }
  if (is_zero (tarn_span (d, 8)))
    {
      g_string_append (out, "unknown");
      return;
    }

  g_string_append_printf (out, "%04u-%02u-%02uT%02u:%02u:%02u",
                          (guint) d[0] << 8 | d[1], d[2], d[3], d[4], d[5], d[6]);
  if (d[7] != 0)
    g_string_append_printf (out, ".%u", d[7]);
  if (octets.len == 11)
    g_string_append_printf (out, "%c%02u:%02u", d[8], d[9], d[10]);
}

/* F-47: some agents send the text of an address. */
static gboolean
is_mac_text (TarnSpan octets)
{
  if (octets.len != 17)
    return FALSE;
  for (gsize i = 0; i < 17; i++)
    {
      guint8 c = octets.data[i];

      if (i % 3 == 2 ? c != ':' && c != '-' && c != '.' : !g_ascii_isxdigit (c))
        return FALSE;
    }

  return TRUE;
}

static void
append_mac (GString  *out,
            TarnSpan  octets)
{
  if (is_mac_text (octets))
    append_text (out, octets, NULL);
  else
    tarn_hint_append_octets (out, "1x:", octets, TARN_HINT_PLAIN);
}

void
tarn_mib_octets_append (GString                   *out,
                        TarnSpan                   octets,
                        const TarnMibValueContext *context)
{
  const char *hint = context->syntax != NULL ? context->syntax->hint : NULL;
  TarnMibConvention convention = context->syntax != NULL ? context->syntax->convention
                                                         : TARN_MIB_CONVENTION_NONE;

  if (convention == TARN_MIB_CONVENTION_PHYS_ADDRESS
      || convention == TARN_MIB_CONVENTION_MAC_ADDRESS)
    append_mac (out, octets);
  else if (convention == TARN_MIB_CONVENTION_DATE_AND_TIME)
    append_date (out, octets);
  else if (convention == TARN_MIB_CONVENTION_INET_ADDRESS
           || convention == TARN_MIB_CONVENTION_INET_ADDRESS_FIXED)
    append_inet (out, octets, context);
  else if (convention == TARN_MIB_CONVENTION_TRANSPORT_ADDRESS)
    append_transport (out, octets, context);
  else if (convention == TARN_MIB_CONVENTION_ENGINE_ID)
    append_hex (out, octets);
  /* Not text with NULs behind it (P-TXT-02): as text nothing would be left of it. */
  else if (hint == NULL && octets.len > 0
           && ((context->is_binary && context->charset == NULL) || is_zero (octets)))
    append_hex (out, octets);
  else if (hint == NULL || tarn_hint_is_text (hint)
           || !tarn_hint_append_octets (out, hint, octets, TARN_HINT_PLAIN))
    append_text (out, octets, context->charset);
}

gboolean
tarn_mib_octets_fit (TarnSpan                   octets,
                     const TarnMibValueContext *context)
{
  guint size;

  switch ((guint) context->syntax->convention)
    {
    case TARN_MIB_CONVENTION_DATE_AND_TIME:
      return is_date_of_calendar (octets);

    case TARN_MIB_CONVENTION_MAC_ADDRESS:
      return octets.len == 6;

    case TARN_MIB_CONVENTION_INET_ADDRESS_FIXED:
      return tarn_inet_type_from_size (octets.len) != TARN_INET_UNKNOWN;

    case TARN_MIB_CONVENTION_INET_ADDRESS:
      size = context->has_inet_type ? tarn_inet_type_get_size (context->inet_type) : 0;
      return size == 0 || octets.len == size;

    case TARN_MIB_CONVENTION_TRANSPORT_ADDRESS:
      return context->domain.len == 0 || !tarn_mib_domain_has_port (context->domain)
             || transport_type (octets, context) != TARN_INET_UNKNOWN;

    default:
      return TRUE;
    }
}
