/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-notification-private.h"

#include <arpa/inet.h>

G_DEFINE_ENUM_TYPE (TarnNotificationKind, tarn_notification_kind,
  G_DEFINE_ENUM_VALUE (TARN_NOTIFICATION_TRAP_V1, "trap1"),
  G_DEFINE_ENUM_VALUE (TARN_NOTIFICATION_TRAP, "trap"),
  G_DEFINE_ENUM_VALUE (TARN_NOTIFICATION_INFORM, "inform"))

G_DEFINE_BOXED_TYPE (TarnNotification, tarn_notification, tarn_notification_ref,
                     tarn_notification_unref)

/**
 * tarn_notification_kind_to_string:
 * @kind: how a notification travels
 *
 * Returns: "trap1", "trap" or "inform"
 */
const char *
tarn_notification_kind_to_string (TarnNotificationKind kind)
{
  static const char *const names[] = { "trap1", "trap", "inform" };

  g_return_val_if_fail ((guint) kind < G_N_ELEMENTS (names), NULL);

  return names[kind];
}

TarnNotification *
tarn_notification_alloc (TarnNotificationKind kind)
{
  TarnNotification *self = g_new0 (TarnNotification, 1);

  g_atomic_ref_count_init (&self->n_refs);
  self->kind = kind;
  self->varbinds = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_varbind_unref);
  return self;
}

static void
add_varbinds (TarnNotification  *self,
              TarnVarbind      **varbinds,
              gsize              n_varbinds)
{
  for (gsize i = 0; i < n_varbinds; i++)
    g_ptr_array_add (self->varbinds, tarn_varbind_ref (varbinds[i]));
}

/**
 * tarn_notification_new:
 * @kind: %TARN_NOTIFICATION_TRAP or %TARN_NOTIFICATION_INFORM
 * @trap_oid: what it is: the value of snmpTrapOID.0
 * @uptime: since when the sender runs, hundredths of a second: the value of sysUpTime.0
 * @varbinds: (array length=n_varbinds) (nullable): what it tells, without those two
 * @n_varbinds: how many
 *
 * Returns: (transfer full): a notification of SNMPv2c
 */
TarnNotification *
tarn_notification_new (TarnNotificationKind   kind,
                       TarnOid               *trap_oid,
                       guint32                uptime,
                       TarnVarbind          **varbinds,
                       gsize                  n_varbinds)
{
  TarnNotification *self;

  g_return_val_if_fail (kind == TARN_NOTIFICATION_TRAP || kind == TARN_NOTIFICATION_INFORM, NULL);
  g_return_val_if_fail (trap_oid != NULL, NULL);
  g_return_val_if_fail (varbinds != NULL || n_varbinds == 0, NULL);

  self = tarn_notification_alloc (kind);
  self->trap_oid = tarn_oid_ref (trap_oid);
  self->uptime = uptime;
  add_varbinds (self, varbinds, n_varbinds);
  return self;
}

/**
 * tarn_notification_new_v1:
 * @enterprise: the kind of device, or of trap
 * @agent_address: (nullable): an IPv4 address, which the agent says is its own; %NULL is
 *   0.0.0.0, for which a #TarnNotifier puts the address that it sends from
 * @generic_trap: 0 to 5, or %TARN_GENERIC_ENTERPRISE
 * @specific_trap: which one, with %TARN_GENERIC_ENTERPRISE; else 0
 * @uptime: since when the sender runs, hundredths of a second
 * @varbinds: (array length=n_varbinds) (nullable): what it tells
 * @n_varbinds: how many
 *
 * Returns: (transfer full) (nullable): a trap of SNMPv1; %NULL if @agent_address is no IPv4
 *   address
 */
TarnNotification *
tarn_notification_new_v1 (TarnOid      *enterprise,
                          const char   *agent_address,
                          int           generic_trap,
                          int           specific_trap,
                          guint32       uptime,
                          TarnVarbind **varbinds,
                          gsize         n_varbinds)
{
  struct in_addr address = { 0 };
  TarnNotification *self;

  g_return_val_if_fail (enterprise != NULL, NULL);
  g_return_val_if_fail (varbinds != NULL || n_varbinds == 0, NULL);

  if (agent_address != NULL && inet_pton (AF_INET, agent_address, &address) != 1)
    return NULL;

  self = tarn_notification_alloc (TARN_NOTIFICATION_TRAP_V1);
  self->enterprise = tarn_oid_ref (enterprise);
  self->agent_addr = g_bytes_new (&address, sizeof address);
  self->generic_trap = generic_trap;
  self->specific_trap = specific_trap;
  self->uptime = uptime;
  self->trap_oid = tarn_notification_make_trap_oid (self);
  if (generic_trap < 0 || generic_trap > TARN_GENERIC_ENTERPRISE)
    self->anomalies = TARN_ANOMALY_BAD_GENERIC;
  add_varbinds (self, varbinds, n_varbinds);
  return self;
}

/**
 * tarn_notification_ref:
 * @self: a notification
 *
 * Returns: (transfer full): @self
 */
TarnNotification *
tarn_notification_ref (TarnNotification *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->n_refs);
  return self;
}

/**
 * tarn_notification_unref:
 * @self: (transfer full): a notification
 */
void
tarn_notification_unref (TarnNotification *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->n_refs))
    return;

  g_clear_pointer (&self->trap_oid, tarn_oid_unref);
  g_clear_pointer (&self->varbinds, g_ptr_array_unref);
  g_clear_pointer (&self->enterprise, tarn_oid_unref);
  g_clear_pointer (&self->agent_addr, g_bytes_unref);
  g_clear_pointer (&self->octets, g_bytes_unref);
  g_clear_pointer (&self->community, g_bytes_unref);
  g_free (self);
}

/**
 * tarn_notification_get_kind:
 * @self: a notification
 *
 * Returns: how it travels
 */
TarnNotificationKind
tarn_notification_get_kind (const TarnNotification *self)
{
  g_return_val_if_fail (self != NULL, TARN_NOTIFICATION_TRAP_V1);

  return self->kind;
}

/**
 * tarn_notification_get_trap_oid:
 * @self: a notification
 *
 * What it is, whatever its version: what a trap of SNMPv1 has no OID for has the one of RFC
 * 3584 (rules P-TRP-01, P-TRP-02).
 *
 * Returns: (transfer none) (nullable): the OID; %NULL if it came without, or with fields for
 *   which there is none
 */
TarnOid *
tarn_notification_get_trap_oid (const TarnNotification *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->trap_oid;
}

/**
 * tarn_notification_get_uptime:
 * @self: a notification
 *
 * Returns: since when its sender runs, hundredths of a second: sysUpTime.0 or time-stamp; 0
 *   where it came without (%TARN_ANOMALY_TRAP_PREFIX)
 */
guint32
tarn_notification_get_uptime (const TarnNotification *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->uptime;
}

/**
 * tarn_notification_get_varbinds:
 * @self: a notification
 *
 * Returns: (transfer none) (element-type TarnVarbind): what it tells, without sysUpTime.0 and
 *   snmpTrapOID.0
 */
GPtrArray *
tarn_notification_get_varbinds (const TarnNotification *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->varbinds;
}

/**
 * tarn_notification_get_enterprise:
 * @self: a notification
 *
 * Returns: (transfer none) (nullable): enterprise of a trap of SNMPv1; %NULL for others
 */
TarnOid *
tarn_notification_get_enterprise (const TarnNotification *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->enterprise;
}

/**
 * tarn_notification_dup_agent_address:
 * @self: a notification
 *
 * What is said to be the address of the agent: agent-addr of a trap of SNMPv1, else the value
 * of snmpTrapAddress.0.  It is not where the notification came from (rule P-TRP-14).
 *
 * Returns: (transfer full) (nullable): "192.0.2.1"; %NULL if it says none
 */
char *
tarn_notification_dup_agent_address (const TarnNotification *self)
{
  const guint8 *octets;
  gsize n = 0;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->agent_addr != NULL)
    {
      octets = g_bytes_get_data (self->agent_addr, &n);
    }
  else
    {
      TarnValue *value = tarn_notification_find (self, tarn_name_snmp_trap_address,
                                                 TARN_KIND_IP_ADDRESS);

      octets = value != NULL ? tarn_value_get_octets (value, &n) : NULL;
    }

  if (n != 4)
    return NULL;
  return g_strdup_printf ("%u.%u.%u.%u", octets[0], octets[1], octets[2], octets[3]);
}

/**
 * tarn_notification_get_generic_trap:
 * @self: a notification
 *
 * Returns: generic-trap of a trap of SNMPv1, as it came; -1 for others
 */
int
tarn_notification_get_generic_trap (const TarnNotification *self)
{
  g_return_val_if_fail (self != NULL, -1);

  return self->kind == TARN_NOTIFICATION_TRAP_V1 ? self->generic_trap : -1;
}

/**
 * tarn_notification_get_specific_trap:
 * @self: a notification
 *
 * Returns: specific-trap of a trap of SNMPv1, as it came; -1 for others
 */
int
tarn_notification_get_specific_trap (const TarnNotification *self)
{
  g_return_val_if_fail (self != NULL, -1);

  return self->kind == TARN_NOTIFICATION_TRAP_V1 ? self->specific_trap : -1;
}

/**
 * tarn_notification_get_community:
 * @self: a notification
 *
 * Returns: (transfer none) (nullable): the community that it came with; %NULL if it was made
 *   here
 */
GBytes *
tarn_notification_get_community (const TarnNotification *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->community;
}

/**
 * tarn_notification_get_request_id:
 * @self: a notification
 *
 * Returns: the request-id that it came with; 0 for a trap of SNMPv1, which has none
 */
int
tarn_notification_get_request_id (const TarnNotification *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->request_id;
}

/**
 * tarn_notification_get_anomalies:
 * @self: a notification
 *
 * Returns: what was tolerated in it
 */
TarnAnomalies
tarn_notification_get_anomalies (const TarnNotification *self)
{
  g_return_val_if_fail (self != NULL, TARN_ANOMALY_NONE);

  return self->anomalies;
}

/**
 * tarn_notification_dup_sender:
 * @self: a notification
 *
 * Returns: (transfer full) (nullable): address and port that it came from, "192.0.2.1:49152";
 *   %NULL if it was not received by a #TarnListener
 */
char *
tarn_notification_dup_sender (const TarnNotification *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->sender.sa.sa_family != AF_UNSPEC ? tarn_endpoint_to_string (&self->sender) : NULL;
}

/**
 * tarn_notification_get_time_us:
 * @self: a notification
 *
 * Returns: when it was received, Unix time in microseconds; 0 if it was not
 */
gint64
tarn_notification_get_time_us (const TarnNotification *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->time_us;
}

/**
 * tarn_notification_get_octets:
 * @self: a notification
 *
 * Returns: (transfer none) (nullable): the datagram that it came in, to the octet; %NULL if it
 *   was made here
 */
GBytes *
tarn_notification_get_octets (const TarnNotification *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->octets;
}
