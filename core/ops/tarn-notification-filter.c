/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-notification-filter.h"

#include "net/tarn-network.h"
#include "ops/tarn-notification-private.h"

/**
 * TarnNotificationFilter:
 *
 * Which notifications somebody wants.
 */
struct _TarnNotificationFilter
{
  gatomicrefcount  n_refs;
  GArray          *networks;      /* of TarnNetwork: any of them, if there are some  */
  GPtrArray       *communities;   /* of GBytes: likewise                             */
  GPtrArray       *roots;         /* of TarnOid: likewise                            */
  guint            kinds;         /* bits by TarnNotificationKind; 0: all            */
  gboolean         has_generic;
  gboolean         has_specific;
  int              generic_trap;
  int              specific_trap;
};

G_DEFINE_BOXED_TYPE (TarnNotificationFilter, tarn_notification_filter,
                     tarn_notification_filter_ref, tarn_notification_filter_unref)

/**
 * tarn_notification_filter_new:
 *
 * Returns: (transfer full): a filter that wants all
 */
TarnNotificationFilter *
tarn_notification_filter_new (void)
{
  TarnNotificationFilter *self = g_new0 (TarnNotificationFilter, 1);

  g_atomic_ref_count_init (&self->n_refs);
  self->networks = g_array_new (FALSE, FALSE, sizeof (TarnNetwork));
  self->communities = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  self->roots = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_oid_unref);
  return self;
}

/**
 * tarn_notification_filter_ref:
 * @self: a filter
 *
 * Returns: (transfer full): @self
 */
TarnNotificationFilter *
tarn_notification_filter_ref (TarnNotificationFilter *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->n_refs);
  return self;
}

/**
 * tarn_notification_filter_unref:
 * @self: (transfer full): a filter
 */
void
tarn_notification_filter_unref (TarnNotificationFilter *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->n_refs))
    return;

  g_array_unref (self->networks);
  g_ptr_array_unref (self->communities);
  g_ptr_array_unref (self->roots);
  g_free (self);
}

/**
 * tarn_notification_filter_add_sender:
 * @self: a filter
 * @network: "192.0.2.1", "192.0.2.0/24", "2001:db8::/32", or "default" for all
 * @error: return location for an error
 *
 * Wants what comes from there, too: from where datagrams came, whatever they say.
 *
 * Returns: whether @network is one; else %TARN_ERROR_INVALID
 */
gboolean
tarn_notification_filter_add_sender (TarnNotificationFilter  *self,
                                     const char              *network,
                                     GError                 **error)
{
  TarnNetwork parsed;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (network != NULL, FALSE);

  if (!tarn_network_parse (&parsed, network, error))
    return FALSE;

  g_array_append_val (self->networks, parsed);
  return TRUE;
}

/**
 * tarn_notification_filter_add_community:
 * @self: a filter
 * @community: octets
 *
 * Wants what comes with this community, too.  Octets are compared as they are (rule P-MSG-03).
 */
void
tarn_notification_filter_add_community (TarnNotificationFilter *self,
                                        GBytes                 *community)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (community != NULL);

  g_ptr_array_add (self->communities, g_bytes_ref (community));
}

/**
 * tarn_notification_filter_add_trap:
 * @self: a filter
 * @root: an OID
 *
 * Wants notifications whose OID is @root or below it, too: tarn_notification_get_trap_oid(),
 * so that version and form do not matter.
 */
void
tarn_notification_filter_add_trap (TarnNotificationFilter *self,
                                   TarnOid                *root)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (root != NULL);

  g_ptr_array_add (self->roots, tarn_oid_ref (root));
}

/**
 * tarn_notification_filter_add_kind:
 * @self: a filter
 * @kind: how notifications travel
 *
 * Wants those of this kind, too.
 */
void
tarn_notification_filter_add_kind (TarnNotificationFilter *self,
                                   TarnNotificationKind    kind)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail ((guint) kind <= TARN_NOTIFICATION_INFORM);

  self->kinds |= 1u << kind;
}

/**
 * tarn_notification_filter_set_generic:
 * @self: a filter
 * @generic_trap: 0 to 6
 *
 * Wants only traps with this generic-trap; of SNMPv2 those that are the same by RFC 3584.
 */
void
tarn_notification_filter_set_generic (TarnNotificationFilter *self,
                                      int                     generic_trap)
{
  g_return_if_fail (self != NULL);

  self->has_generic = TRUE;
  self->generic_trap = generic_trap;
}

/**
 * tarn_notification_filter_set_specific:
 * @self: a filter
 * @specific_trap: a number
 *
 * Wants only traps with this specific-trap; of SNMPv2 those that are the same by RFC 3584.
 */
void
tarn_notification_filter_set_specific (TarnNotificationFilter *self,
                                       int                     specific_trap)
{
  g_return_if_fail (self != NULL);

  self->has_specific = TRUE;
  self->specific_trap = specific_trap;
}

static gboolean
matches_sender (const TarnNotificationFilter *self,
                const TarnNotification       *notification)
{
  for (guint i = 0; i < self->networks->len; i++)
    if (notification->sender.sa.sa_family != AF_UNSPEC
        && tarn_network_has (&g_array_index (self->networks, TarnNetwork, i),
                             &notification->sender))
      return TRUE;

  return self->networks->len == 0;
}

/* All of @a and @b are looked at, whatever the first differing octet is: the time it takes
 * tells nobody how much of a guess was right. */
static gboolean
is_same_secret (GBytes *a,
                GBytes *b)
{
  gsize n_a, n_b;
  const guint8 *data_a = g_bytes_get_data (a, &n_a);
  const guint8 *data_b = g_bytes_get_data (b, &n_b);
  guint8 difference = n_a != n_b;

  for (gsize i = 0; i < n_a; i++)
    difference |= (guint8) (data_a[i] ^ (n_b > 0 ? data_b[i % n_b] : 0));

  return difference == 0;
}

static gboolean
matches_community (const TarnNotificationFilter *self,
                   const TarnNotification       *notification)
{
  gboolean found = self->communities->len == 0;

  for (guint i = 0; notification->community != NULL && i < self->communities->len; i++)
    found |= is_same_secret (notification->community, self->communities->pdata[i]);

  return found;
}

static gboolean
matches_trap (const TarnNotificationFilter *self,
              const TarnNotification       *notification)
{
  for (guint i = 0; notification->trap_oid != NULL && i < self->roots->len; i++)
    if (tarn_oid_has_prefix (notification->trap_oid, self->roots->pdata[i]))
      return TRUE;

  return self->roots->len == 0;
}

static gboolean
matches_numbers (const TarnNotificationFilter *self,
                 TarnNotification             *notification)
{
  TarnNotificationNumbers numbers;

  if (!self->has_generic && !self->has_specific)
    return TRUE;

  return tarn_notification_get_numbers (notification, &numbers)
         && (!self->has_generic || numbers.generic_trap == self->generic_trap)
         && (!self->has_specific || numbers.specific_trap == self->specific_trap);
}

/**
 * tarn_notification_filter_matches:
 * @self: a filter
 * @notification: a notification
 *
 * Returns: whether @notification is wanted: by each sort of condition that there is
 */
gboolean
tarn_notification_filter_matches (const TarnNotificationFilter *self,
                                  TarnNotification             *notification)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (notification != NULL, FALSE);

  return (self->kinds == 0 || self->kinds & 1u << notification->kind)
         && matches_sender (self, notification) && matches_community (self, notification)
         && matches_trap (self, notification) && matches_numbers (self, notification);
}
