/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "net/tarn-route.h"

#include <arpa/inet.h>
#include <net/if.h>

#include "base/tarn-error.h"

/* F-14: so many requests in a row without an answer, and the name is looked up again. */
#define MAX_SILENT 3

/* F-14: and after so long in any case. */
#define MAX_RESOLVED_US (600 * (gint64) G_USEC_PER_SEC)

/* One lookup; outlives its route when that goes first. */
struct _TarnLookup
{
  TarnRoute    *route;       /* NULL once that is gone */
  GCancellable *cancellable;
};

/* The session's route to @device, made on first use. */
TarnRoute *
tarn_route_get (TarnDevice *device,
                TarnRoutes *owner)
{
  const TarnProfile *profile = &device->profile;
  TarnRoute *self = device->routes;

  while (self != NULL && self->owner != owner)
    self = self->next;
  if (self != NULL)
    return self;

  self = g_new0 (TarnRoute, 1);
  self->device = device;
  tarn_rtt_init (&self->rtt, profile->rtt_us, profile->rtt_deviation_us);
  tarn_pace_init (&self->pace, profile->window, profile->max_window, profile->rtt_us,
                  profile->gap_us, profile->loss);
  self->next = device->routes;
  device->routes = self;
  self->owner = owner;
  self->link.data = self;
  g_queue_push_tail_link (&owner->routes, &self->link);

  return self;
}

void
tarn_route_free (TarnRoute *self)
{
  TarnRoute **at = &self->device->routes;

  while (*at != self)
    at = &(*at)->next;
  *at = self->next;

  g_queue_unlink (&self->owner->routes, &self->link);
  if (self->lookup != NULL)
    {
      self->lookup->route = NULL;
      g_cancellable_cancel (self->lookup->cancellable);
    }
  g_clear_pointer (&self->waiting, g_array_unref);
  g_free (self);
}

static void
endpoint_set_port (TarnEndpoint *self,
                   guint16       port)
{
  if (self->sa.sa_family == AF_INET6)
    self->in6.sin6_port = htons (port);
  else
    self->in.sin_port = htons (port);
}

/* Index of the interface that a zone names, by name or by number; 0 if there is none. */
static guint32
zone_to_scope (const char *zone)
{
  guint64 number;
  guint32 scope = if_nametoindex (zone);

  if (scope == 0 && g_ascii_string_to_unsigned (zone, 10, 1, G_MAXUINT32, &number, NULL))
    scope = (guint32) number;

  return scope;
}

gboolean
tarn_endpoint_set_literal (TarnEndpoint       *self,
                           const TarnAddress  *address,
                           GError            **error)
{
  const char *host = tarn_address_get_host (address);
  const char *zone = tarn_address_get_zone (address);
  g_autofree char *text = NULL;

  memset (self, 0, sizeof *self);
  if (inet_pton (AF_INET, host, &self->in.sin_addr) == 1)
    self->sa.sa_family = AF_INET;
  else if (memset (self, 0, sizeof *self),
           inet_pton (AF_INET6, host, &self->in6.sin6_addr) == 1)
    self->sa.sa_family = AF_INET6;

  text = tarn_address_to_string (address);
  if (self->sa.sa_family == AF_UNSPEC)
    {
      g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID, "%s is not an address", text);
      return FALSE;
    }

  if (zone != NULL && self->sa.sa_family == AF_INET6)
    {
      self->in6.sin6_scope_id = zone_to_scope (zone);
      if (self->in6.sin6_scope_id == 0)
        {
          g_set_error (error, TARN_ERROR, TARN_ERROR_UNREACHABLE,
                       "%s cannot be reached: there is no network interface \"%s\"; "
                       "ip link shows those there are", text, zone);
          return FALSE;
        }
    }

  endpoint_set_port (self, tarn_address_get_port (address));
  return TRUE;
}

guint
tarn_endpoints_from_addresses (TarnEndpoint *endpoints,
                               GList        *addresses,
                               guint16       port)
{
  guint n = 0;

  for (GList *l = addresses; l != NULL && n < TARN_ROUTE_MAX_ENDPOINTS; l = l->next)
    {
      g_autoptr(GSocketAddress) address = g_inet_socket_address_new (l->data, port);
      gssize size = g_socket_address_get_native_size (address);

      memset (&endpoints[n], 0, sizeof *endpoints);
      if (size > 0 && (gsize) size <= sizeof *endpoints
          && g_socket_address_to_native (address, &endpoints[n], sizeof *endpoints, NULL))
        n++;
    }

  return n;
}

static void
route_set_addresses (TarnRoute *self,
                     GList     *addresses)
{
  TarnEndpoint answered = self->endpoints[self->current];
  gboolean confirmed = self->confirmed;

  self->n_endpoints = tarn_endpoints_from_addresses (self->endpoints, addresses,
                                                     tarn_address_get_port (self->device->address));
  self->current = 0;
  self->confirmed = FALSE;

  /* The one that answers stays, if it still is one of them (F-14). */
  for (guint i = 0; confirmed && i < self->n_endpoints; i++)
    if (tarn_endpoint_equal (&self->endpoints[i], &answered))
      {
        self->current = i;
        self->confirmed = TRUE;
      }
}

static void
lookup_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  TarnLookup *lookup = user_data;
  TarnRoute *self = lookup->route;
  g_autoptr(GArray) waiting = NULL;
  g_autoptr(GError) reason = NULL;
  g_autoptr(GError) error = NULL;
  GList *addresses;

  addresses = g_resolver_lookup_by_name_with_flags_finish (G_RESOLVER (source), result, &reason);
  g_object_unref (lookup->cancellable);
  g_free (lookup);

  if (self != NULL)
    {
      self->lookup = NULL;
      if (addresses != NULL)
        route_set_addresses (self, addresses);

      /* Addresses that were known before stay when the name server is away. */
      if (self->n_endpoints == 0)
        error = g_error_new (TARN_ERROR, TARN_ERROR_NO_SUCH_HOST, "%s has no address: %s",
                             tarn_address_get_host (self->device->address),
                             reason != NULL ? reason->message : "none of the family asked for");

      waiting = g_steal_pointer (&self->waiting);
      if (waiting != NULL)
        self->owner->func (self->owner->user_data, (const guint64 *) waiting->data,
                           waiting->len, error);
    }

  g_resolver_free_addresses (addresses);
}

static void
route_look_up (TarnRoute *self)
{
  g_autoptr(GResolver) resolver = g_resolver_get_default ();
  GResolverNameLookupFlags flags = G_RESOLVER_NAME_LOOKUP_FLAGS_DEFAULT;

  if (self->lookup != NULL)
    return;

  if (tarn_address_get_family (self->device->address) == TARN_FAMILY_IPV4)
    flags = G_RESOLVER_NAME_LOOKUP_FLAGS_IPV4_ONLY;
  else if (tarn_address_get_family (self->device->address) == TARN_FAMILY_IPV6)
    flags = G_RESOLVER_NAME_LOOKUP_FLAGS_IPV6_ONLY;

  self->lookup = g_new (TarnLookup, 1);
  *self->lookup = (TarnLookup) { self, g_cancellable_new () };

  g_main_context_push_thread_default (self->owner->context);
  g_resolver_lookup_by_name_with_flags_async (resolver,
                                              tarn_address_get_host (self->device->address),
                                              flags, self->lookup->cancellable,
                                              lookup_cb, self->lookup);
  g_main_context_pop_thread_default (self->owner->context);
}

/* Makes sure that there is an address to send to.  After a long silence, and now and
 * then, the name is looked up again, beside the requests, which go on to the address
 * that was known. */
TarnRouteState
tarn_route_prepare (TarnRoute  *self,
                    guint64     handle,
                    gint64      now_us,
                    GError    **error)
{
  gboolean stale = self->n_endpoints == 0 || self->n_silent >= MAX_SILENT
                   || now_us - self->resolved_us >= MAX_RESOLVED_US;

  if (!stale)
    return TARN_ROUTE_READY;

  self->n_silent = 0;
  self->resolved_us = now_us;
  if (!tarn_address_is_name (self->device->address))
    {
      if (!tarn_endpoint_set_literal (&self->endpoints[0], self->device->address, error))
        return TARN_ROUTE_FAILED;
      self->n_endpoints = 1;
      return TARN_ROUTE_READY;
    }

  route_look_up (self);
  if (self->n_endpoints > 0)
    return TARN_ROUTE_READY;

  if (self->waiting == NULL)
    self->waiting = g_array_new (FALSE, FALSE, sizeof (guint64));
  g_array_append_val (self->waiting, handle);
  return TARN_ROUTE_WAIT;
}

/* While none of several addresses has answered, each try goes to the next one. */
const TarnEndpoint *
tarn_route_get_endpoint (TarnRoute *self,
                         guint      n_tries)
{
  guint i = self->confirmed ? self->current : self->current + n_tries;

  return &self->endpoints[i % self->n_endpoints];
}

gboolean
tarn_route_believes (TarnRoute          *self,
                     TarnSource          source,
                     const TarnEndpoint *peer)
{
  if (source == TARN_SOURCE_ANY)
    return TRUE;

  for (guint i = 0; i < self->n_endpoints; i++)
    if (source == TARN_SOURCE_STRICT ? tarn_endpoint_equal (&self->endpoints[i], peer)
                                     : tarn_endpoint_same_host (&self->endpoints[i], peer))
      return TRUE;

  return FALSE;
}

void
tarn_route_answered (TarnRoute          *self,
                     const TarnEndpoint *peer)
{
  self->n_silent = 0;
  if (self->confirmed)
    return;

  for (guint i = 0; i < self->n_endpoints; i++)
    if (tarn_endpoint_same_host (&self->endpoints[i], peer))
      {
        self->current = i;
        self->confirmed = TRUE;
        return;
      }
}

void
tarn_route_was_silent (TarnRoute *self)
{
  self->n_silent++;
  self->confirmed = FALSE;
}
