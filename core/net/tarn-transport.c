/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "net/tarn-transport.h"

#include <arpa/inet.h>
#include <net/if.h>

#include "base/tarn-number.h"
#include "net/tarn-link-master.h"

/* Octets of the socket address that is really in there. */
socklen_t
tarn_endpoint_size (const TarnEndpoint *self)
{
  return self->sa.sa_family == AF_INET6 ? sizeof self->in6 : sizeof self->in;
}

guint16
tarn_endpoint_port (const TarnEndpoint *self)
{
  return ntohs (self->sa.sa_family == AF_INET6 ? self->in6.sin6_port : self->in.sin_port);
}

/* F-13: a scope that is not told (0) equals every other; of an interface that is enslaved to
 * a VRF the system tells either. */
static gboolean
is_same_scope (guint32 a,
               guint32 b)
{
  return a == b || a == 0 || b == 0
         || tarn_link_get_master (a) == b || tarn_link_get_master (b) == a;
}

/* The same address, whatever the port.  A scope counts only for link-local addresses. */
gboolean
tarn_endpoint_same_host (const TarnEndpoint *a,
                         const TarnEndpoint *b)
{
  if (a->sa.sa_family != b->sa.sa_family)
    return FALSE;

  if (a->sa.sa_family == AF_INET)
    return a->in.sin_addr.s_addr == b->in.sin_addr.s_addr;

  if (a->sa.sa_family != AF_INET6
      || memcmp (&a->in6.sin6_addr, &b->in6.sin6_addr, sizeof a->in6.sin6_addr) != 0)
    return FALSE;

  return !IN6_IS_ADDR_LINKLOCAL (&a->in6.sin6_addr)
         || is_same_scope (a->in6.sin6_scope_id, b->in6.sin6_scope_id);
}

gboolean
tarn_endpoint_equal (const TarnEndpoint *a,
                     const TarnEndpoint *b)
{
  return tarn_endpoint_same_host (a, b) && tarn_endpoint_port (a) == tarn_endpoint_port (b);
}

/* A scan names a target several times in the time that sprintf() would take. */
static char *
ipv4_to_string (const struct sockaddr_in *address)
{
  char text[INET_ADDRSTRLEN + sizeof ":65535"];
  guint32 number = ntohl (address->sin_addr.s_addr);
  char *out = text;

  for (int shift = 24; shift >= 0; shift -= 8)
    {
      out = tarn_number_to_text (number >> shift & 0xff, out);
      *out++ = shift > 0 ? '.' : ':';
    }
  out = tarn_number_to_text (ntohs (address->sin_port), out);

  return g_strndup (text, (gsize) (out - text));
}

char *
tarn_endpoint_to_string (const TarnEndpoint *self)
{
  char address[INET6_ADDRSTRLEN] = "?";
  char zone[IF_NAMESIZE];

  switch (self->sa.sa_family)
    {
    case AF_INET:
      return ipv4_to_string (&self->in);

    case AF_INET6:
      inet_ntop (AF_INET6, &self->in6.sin6_addr, address, sizeof address);
      if (self->in6.sin6_scope_id == 0)
        return g_strdup_printf ("[%s]:%u", address, tarn_endpoint_port (self));
      if (if_indextoname (self->in6.sin6_scope_id, zone) == NULL)
        g_snprintf (zone, sizeof zone, "%u", self->in6.sin6_scope_id);
      return g_strdup_printf ("[%s%%%s]:%u", address, zone, tarn_endpoint_port (self));

    default:
      return g_strdup ("nowhere");
    }
}
