/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-trap-sender.h"

#include <errno.h>
#include <unistd.h>

#include "base/tarn-error.h"
#include "net/tarn-route.h"
#include "net/tarn-transport-udp.h"
#include "ops/tarn-notification-private.h"

#define RETRY_MS 1

struct _TarnTrapSender
{
  guint          n_refs;
  TarnTransport *transport;
  GMainContext  *context;
};

/* One datagram that cannot leave at once. */
typedef struct
{
  TarnTrapSender   *sender;
  TarnDevice       *receiver;
  TarnNotification *notification;
  GCancellable     *cancellable;
  TarnTrapSentFunc  func;
  gpointer          user_data;

  TarnEndpoint      endpoint;
  GBytes           *octets;        /* NULL until it is known where to */
} Trap;

TarnTrapSender *
tarn_trap_sender_new (void)
{
  TarnTrapSender *self = g_new0 (TarnTrapSender, 1);

  self->n_refs = 1;
  self->transport = tarn_transport_udp_new ();
  self->context = g_main_context_ref_thread_default ();
  return self;
}

void
tarn_trap_sender_unref (TarnTrapSender *self)
{
  if (--self->n_refs > 0)
    return;

  self->transport->klass->close (self->transport);
  g_main_context_unref (self->context);
  g_free (self);
}

/* Takes @self and @error. */
static void
trap_end (Trap   *self,
          GError *error)
{
  TarnTrapSentFunc func = self->func;
  gpointer user_data = self->user_data;

  tarn_trap_sender_unref (self->sender);
  g_object_unref (self->receiver);
  tarn_notification_unref (self->notification);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->octets, g_bytes_unref);
  g_free (self);
  func (error, user_data);
}

/* The address that datagrams to @endpoint leave from: to connect sends nothing. */
static gboolean
find_own_address (const TarnEndpoint *endpoint,
                  guint8              octets[4])
{
  TarnEndpoint local = { 0 };
  socklen_t size = sizeof local;
  gboolean found = FALSE;
  int fd;

  if (endpoint->sa.sa_family != AF_INET)
    return FALSE;

  fd = socket (AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (fd < 0)
    return FALSE;

  if (connect (fd, &endpoint->sa, tarn_endpoint_size (endpoint)) == 0
      && getsockname (fd, &local.sa, &size) == 0)
    {
      memcpy (octets, &local.in.sin_addr, 4);
      found = TRUE;
    }

  close (fd);
  return found;
}

/* P-TRP-06: the address of who sends, unless the notification says another. */
static TarnNotification *
with_own_address (TarnNotification   *notification,
                  const TarnEndpoint *endpoint)
{
  static const guint8 nowhere[4] = { 0 };
  TarnNotification *filled;
  guint8 octets[4];
  gsize n;

  if (notification->kind != TARN_NOTIFICATION_TRAP_V1
      || memcmp (g_bytes_get_data (notification->agent_addr, &n), nowhere,
                 MIN (g_bytes_get_size (notification->agent_addr), 4)) != 0
      || !find_own_address (endpoint, octets))
    return tarn_notification_ref (notification);

  filled = tarn_notification_new_v1 (notification->enterprise, NULL, notification->generic_trap,
                                     notification->specific_trap, notification->uptime,
                                     (TarnVarbind **) notification->varbinds->pdata,
                                     notification->varbinds->len);
  g_bytes_unref (filled->agent_addr);
  filled->agent_addr = g_bytes_new (octets, sizeof octets);
  return filled;
}

static gboolean retry_cb (gpointer user_data);

/* Sends, or tries again in a moment if the system has no room. */
static void
trap_leave (Trap *self)
{
  TarnDatagram datagram = { .peer = self->endpoint };
  g_autofree char *target = NULL;
  int error = 0;

  datagram.octets.data = g_bytes_get_data (self->octets, &datagram.octets.len);
  if (self->sender->transport->klass->send (self->sender->transport, &datagram, 1, &error) == 1)
    {
      trap_end (self, NULL);
      return;
    }

  if (error == EAGAIN || error == ENOBUFS)
    {
      g_autoptr(GSource) source = g_timeout_source_new (RETRY_MS);

      g_source_set_callback (source, retry_cb, self, NULL);
      g_source_attach (source, self->sender->context);
      return;
    }

  target = tarn_address_to_string (tarn_device_get_address (self->receiver));
  trap_end (self, g_error_new (TARN_ERROR,
                               error == EMSGSIZE ? TARN_ERROR_TOO_BIG : TARN_ERROR_UNREACHABLE,
                               "%s cannot be reached: %s", target, g_strerror (error)));
}

static gboolean
retry_cb (gpointer user_data)
{
  Trap *self = user_data;
  GError *error = NULL;

  if (g_cancellable_set_error_if_cancelled (self->cancellable, &error))
    trap_end (self, error);
  else
    trap_leave (self);
  return G_SOURCE_REMOVE;
}

/* Takes @self, whose endpoint is known. */
static void
trap_begin (Trap *self)
{
  g_autoptr(TarnNotification) filled = with_own_address (self->notification, &self->endpoint);
  GError *error = NULL;

  self->octets = tarn_notification_encode (filled, tarn_device_get_community (self->receiver),
                                           g_random_int_range (1, G_MAXINT32), &error);
  if (self->octets == NULL)
    trap_end (self, error);
  else
    trap_leave (self);
}

static void
lookup_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Trap *self = user_data;
  TarnAddress *address = tarn_device_get_address (self->receiver);
  TarnEndpoint endpoints[TARN_ROUTE_MAX_ENDPOINTS];
  GError *error = NULL;
  GList *addresses;
  guint n;

  addresses = g_resolver_lookup_by_name_with_flags_finish (G_RESOLVER (source), result, &error);
  n = tarn_endpoints_from_addresses (endpoints, addresses, tarn_address_get_port (address));
  g_resolver_free_addresses (addresses);
  if (n > 0)
    {
      self->endpoint = endpoints[0];
      trap_begin (self);
      return;
    }

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_autoptr(GError) reason = error;

      error = g_error_new (TARN_ERROR, TARN_ERROR_NO_SUCH_HOST, "%s has no address: %s",
                           tarn_address_get_host (address),
                           reason != NULL ? reason->message : "none of the family asked for");
    }
  trap_end (self, error);
}

static void
look_up (Trap        *self,
         TarnAddress *address)
{
  g_autoptr(GResolver) resolver = g_resolver_get_default ();
  TarnFamily family = tarn_address_get_family (address);
  GResolverNameLookupFlags flags = family == TARN_FAMILY_IPV4 ? G_RESOLVER_NAME_LOOKUP_FLAGS_IPV4_ONLY
                                   : family == TARN_FAMILY_IPV6
                                     ? G_RESOLVER_NAME_LOOKUP_FLAGS_IPV6_ONLY
                                     : G_RESOLVER_NAME_LOOKUP_FLAGS_DEFAULT;

  g_main_context_push_thread_default (self->sender->context);
  g_resolver_lookup_by_name_with_flags_async (resolver, tarn_address_get_host (address), flags,
                                              self->cancellable, lookup_cb, self);
  g_main_context_pop_thread_default (self->sender->context);
}

void
tarn_trap_sender_send (TarnTrapSender   *self,
                       TarnDevice       *receiver,
                       TarnNotification *notification,
                       GCancellable     *cancellable,
                       TarnTrapSentFunc  func,
                       gpointer          user_data)
{
  TarnAddress *address = tarn_device_get_address (receiver);
  Trap *trap = g_new0 (Trap, 1);
  GError *error = NULL;

  self->n_refs++;
  trap->sender = self;
  trap->receiver = g_object_ref (receiver);
  trap->notification = tarn_notification_ref (notification);
  trap->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  trap->func = func;
  trap->user_data = user_data;

  if (g_cancellable_set_error_if_cancelled (cancellable, &error))
    trap_end (trap, error);
  else if (tarn_address_is_name (address))
    look_up (trap, address);
  else if (tarn_endpoint_set_literal (&trap->endpoint, address, &error))
    trap_begin (trap);
  else
    trap_end (trap, error);
}
