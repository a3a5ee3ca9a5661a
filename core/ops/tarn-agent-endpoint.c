/* tarn-agent-endpoint.c
 *
 * Where an agent listens.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "base/tarn-error.h"
#include "ops/tarn-agent-socket.h"

#include <arpa/inet.h>
#include <net/if.h>

static TarnEndpoint
make_endpoint (int     family,
               guint16 port)
{
  TarnEndpoint endpoint = { 0 };

  endpoint.sa.sa_family = (sa_family_t) family;
  if (family == AF_INET6)
    {
      endpoint.in6.sin6_addr = in6addr_loopback;
      endpoint.in6.sin6_port = htons (port);
    }
  else
    {
      endpoint.in.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
      endpoint.in.sin_port = htons (port);
    }

  return endpoint;
}

static gboolean
parse_zone (const char *zone,
            guint32    *scope)
{
  guint64 number = zone == NULL ? 0 : if_nametoindex (zone);

  if (zone != NULL && number == 0
      && !g_ascii_string_to_unsigned (zone, 10, 1, G_MAXUINT32, &number, NULL))
    return FALSE;

  *scope = (guint32) number;
  return TRUE;
}

static gboolean
set_host (TarnEndpoint  *endpoint,
          TarnAddress   *address,
          GError       **error)
{
  const char *host = tarn_address_get_host (address);
  const char *zone = tarn_address_get_zone (address);

  if (endpoint->sa.sa_family == AF_INET)
    return inet_pton (AF_INET, host, &endpoint->in.sin_addr) == 1;

  inet_pton (AF_INET6, host, &endpoint->in6.sin6_addr);
  if (parse_zone (zone, &endpoint->in6.sin6_scope_id))
    return TRUE;

  g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID,
               "Cannot listen on “%s%%%s”: there is no network interface “%s”", host, zone, zone);
  return FALSE;
}

guint
tarn_agent_resolve (TarnAddress   *address,
                    TarnEndpoint  *endpoints,
                    GError       **error)
{
  guint16 port = address == NULL ? TARN_PORT_AGENT : tarn_address_get_port (address);
  TarnFamily family = address == NULL ? TARN_FAMILY_ANY : tarn_address_get_family (address);
  guint n = 0;

  if (family != TARN_FAMILY_IPV6)
    endpoints[n++] = make_endpoint (AF_INET, port);
  if (family != TARN_FAMILY_IPV4)
    endpoints[n++] = make_endpoint (AF_INET6, port);

  if (address == NULL || g_ascii_strcasecmp (tarn_address_get_host (address), "localhost") == 0)
    return n;

  if (!tarn_address_is_name (address))
    return set_host (&endpoints[0], address, error) ? 1 : 0;

  g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID,
               "Cannot listen on “%s”: an agent listens on an address, not on a name; "
               "write one of this computer, or 0.0.0.0 or [::] for all it has",
               tarn_address_get_host (address));
  return 0;
}
