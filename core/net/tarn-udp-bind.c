/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "net/tarn-udp-bind.h"

#include <arpa/inet.h>
#include <gio/gio.h>
#include <net/if.h>

#include "base/tarn-error.h"

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
  if (IN6_IS_ADDR_V4MAPPED (&endpoint->in6.sin6_addr))
    {
      struct in_addr mapped;

      memcpy (&mapped, endpoint->in6.sin6_addr.s6_addr + 12, sizeof mapped);
      *endpoint = make_endpoint (AF_INET, tarn_endpoint_port (endpoint));
      endpoint->in.sin_addr = mapped;
      return TRUE;
    }
  if (parse_zone (zone, &endpoint->in6.sin6_scope_id))
    return TRUE;

  g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID,
               "Cannot listen on “%s%%%s”: there is no network interface “%s”", host, zone, zone);
  return FALSE;
}

guint
tarn_udp_resolve (const TarnUdpService  *service,
                  TarnAddress           *address,
                  TarnEndpoint          *endpoints,
                  GError               **error)
{
  guint16 port = address == NULL ? service->port : tarn_address_get_port (address);
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
               "Cannot listen on “%s”: the %s listens on an address, not on a name; "
               "write one of this computer, or 0.0.0.0 or [::] for all it has",
               tarn_address_get_host (address), service->what);
  return 0;
}

/* How this program may have a port below 1024. */
static char *
dup_port_advice (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);

  return g_strdup_printf ("as root, setcap cap_net_bind_service=+ep %s lets it, and so does a "
                          "socket unit of systemd, which opens the port",
                          program != NULL ? program : "PROGRAM");
}

/* Says what to do about it. */
static void
propagate_bind_error (GError  **error,
                      GError   *bind_error)
{
  g_autofree char *port_advice = dup_port_advice ();
  g_autofree char *advice = NULL;

  if (g_error_matches (bind_error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE))
    advice = g_strdup ("; stop the program that listens there, or choose another port");
  else if (g_error_matches (bind_error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    advice = g_strdup_printf ("; choose a port above 1023, or: %s", port_advice);
  else if (g_error_matches (bind_error, G_IO_ERROR, G_IO_ERROR_TOO_MANY_OPEN_FILES))
    advice = g_strdup ("; raise the limit of open files (ulimit -n, LimitNOFILE=)");
  else if (g_error_matches (bind_error, G_IO_ERROR, G_IO_ERROR_FAILED))
    advice = g_strdup ("; is it an address of this computer?");

  g_set_error (error, bind_error->domain, bind_error->code, "%s%s", bind_error->message,
               advice != NULL ? advice : "");
  g_error_free (bind_error);
}

static void
transport_close (gpointer transport)
{
  ((TarnTransport *) transport)->klass->close (transport);
}

/* All of @endpoints or none; but a system without IPv6 still has IPv4. */
static GPtrArray *
bind_all (const TarnEndpoint  *endpoints,
          guint                n,
          TarnUdpBuffers      *buffers,
          GPtrArray           *notes,
          GError             **error)
{
  g_autoptr(GPtrArray) transports = g_ptr_array_new_with_free_func (transport_close);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(GError) bind_error = NULL;
      TarnTransport *transport = tarn_transport_udp_bind (&endpoints[i], buffers, &bind_error);

      if (transport != NULL)
        {
          g_ptr_array_add (transports, transport);
          continue;
        }

      if (i > 0 && !g_error_matches (bind_error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE)
          && !g_error_matches (bind_error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED)
          && !g_error_matches (bind_error, G_IO_ERROR, G_IO_ERROR_TOO_MANY_OPEN_FILES))
        {
          g_ptr_array_add (notes, g_strdup (bind_error->message));
          continue;
        }

      g_propagate_error (error, g_steal_pointer (&bind_error));
      return NULL;
    }

  g_ptr_array_set_free_func (transports, NULL);
  return g_steal_pointer (&transports);
}

GPtrArray *
tarn_udp_bind (const TarnUdpService  *service,
               TarnAddress           *address,
               TarnUdpBuffers        *buffers,
               GPtrArray             *notes,
               GError               **error)
{
  TarnEndpoint endpoints[2];
  guint n = tarn_udp_resolve (service, address, endpoints, error);
  g_autoptr(GError) bind_error = NULL;
  g_autofree char *advice = NULL;
  GPtrArray *transports;

  if (n == 0)
    return NULL;

  transports = bind_all (endpoints, n, buffers, notes, &bind_error);
  if (transports == NULL
      && g_error_matches (bind_error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED)
      && tarn_endpoint_port (&endpoints[0]) == service->port)
    {
      g_clear_error (&bind_error);
      for (guint i = 0; i < n; i++)   /* the port has the same place in both families */
        endpoints[i].in.sin_port = htons (service->other);
      transports = bind_all (endpoints, n, buffers, notes, &bind_error);

      advice = dup_port_advice ();
      if (transports != NULL)
        g_ptr_array_add (notes, g_strdup_printf ("The system does not let this program use port "
                                                 "%u; the %s listens on port %u instead (%s)",
                                                 service->port, service->what, service->other,
                                                 advice));
    }

  if (transports == NULL)
    propagate_bind_error (error, g_steal_pointer (&bind_error));
  return transports;
}
