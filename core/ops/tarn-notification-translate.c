/* tarn-notification-translate.c
 *
 * From SNMPv1 to SNMPv2 and back, as RFC 3584 section 3 has it: P-TRP-01 to P-TRP-07 and
 * P-TRP-15.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-notification-private.h"

#include "base/tarn-error.h"

/* snmpTraps.1 to .6 are the generic traps 0 to 5. */
#define N_GENERIC 6

#define NAME(name, ...) \
  static const guint8 name##_octets[] = { __VA_ARGS__ }; \
  const TarnSpan name = { name##_octets, sizeof name##_octets }

NAME (tarn_name_sys_up_time, 0x2b, 6, 1, 2, 1, 1, 3, 0);
NAME (tarn_name_snmp_traps, 0x2b, 6, 1, 6, 3, 1, 1, 5);
NAME (tarn_name_snmp_trap_oid, 0x2b, 6, 1, 6, 3, 1, 1, 4, 1, 0);
NAME (tarn_name_snmp_trap_enterprise, 0x2b, 6, 1, 6, 3, 1, 1, 4, 3, 0);
NAME (tarn_name_snmp_trap_address, 0x2b, 6, 1, 6, 3, 18, 1, 3, 0);
NAME (tarn_name_snmp_trap_community, 0x2b, 6, 1, 6, 3, 18, 1, 4, 0);

/* @prefix and @n_more arcs; NULL if that is more than an OID may have (P-TRP-15). */
static TarnOid *
join (TarnSpan       prefix,
      const guint32 *more,
      guint          n_more)
{
  guint32 arcs[TARN_NAME_MAX_ARCS + 2];
  guint n = tarn_name_get_arcs (prefix, arcs);

  if (n + n_more > TARN_NAME_MAX_ORIGINATE)
    return NULL;

  memcpy (arcs + n, more, n_more * sizeof *more);
  return tarn_oid_new_arcs (arcs, n + n_more, NULL);
}

TarnOid *
tarn_notification_make_trap_oid (const TarnNotification *self)
{
  const guint32 generic = (guint32) self->generic_trap + 1;
  const guint32 specific[] = { 0, (guint32) self->specific_trap };

  if (self->generic_trap != TARN_GENERIC_ENTERPRISE)
    return join (tarn_name_snmp_traps, &generic, 1);

  return self->enterprise != NULL ? join (tarn_oid_span (self->enterprise), specific, 2) : NULL;
}

TarnValue *
tarn_notification_find (const TarnNotification *self,
                        TarnSpan                name,
                        TarnKind                kind)
{
  for (guint i = 0; i < self->varbinds->len; i++)
    {
      TarnVarbind *varbind = self->varbinds->pdata[i];
      TarnValue *value = tarn_varbind_get_value (varbind);

      if (tarn_value_get_kind (value) == kind
          && tarn_span_equal (tarn_oid_span (tarn_varbind_get_oid (varbind)), name))
        return value;
    }

  return NULL;
}

gboolean
tarn_notification_has_counter64 (const TarnNotification *self)
{
  for (guint i = 0; i < self->varbinds->len; i++)
    if (tarn_value_get_kind (tarn_varbind_get_value (self->varbinds->pdata[i]))
        == TARN_KIND_COUNTER64)
      return TRUE;

  return FALSE;
}

static void
refuse (GError     **error,
        const char  *what)
{
  g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID,
               "The notification cannot be translated: %s", what);
}

/* What stands for all that the other version has no place for, unless it is there. */
static void
add_missing (TarnNotification *self,
             TarnSpan          name,
             TarnValue        *value_)
{
  g_autoptr(TarnValue) value = value_;
  g_autoptr(TarnOid) oid = tarn_oid_new_name (name);

  for (guint i = 0; i < self->varbinds->len; i++)
    if (tarn_oid_equal (tarn_varbind_get_oid (self->varbinds->pdata[i]), oid))
      return;

  g_ptr_array_add (self->varbinds, tarn_varbind_new (oid, value));
}

static void
copy_varbinds (TarnNotification       *self,
               const TarnNotification *from)
{
  self->uptime = from->uptime;
  self->anomalies = from->anomalies;
  self->sender = from->sender;
  self->time_us = from->time_us;
  self->community = from->community != NULL ? g_bytes_ref (from->community) : NULL;
  for (guint i = 0; i < from->varbinds->len; i++)
    g_ptr_array_add (self->varbinds, tarn_varbind_ref (from->varbinds->pdata[i]));
}

/* P-TRP-03: in this order. */
static void
add_forwarded (TarnNotification       *self,
               const TarnNotification *from)
{
  gsize n;
  const guint8 *octets = g_bytes_get_data (from->agent_addr, &n);

  add_missing (self, tarn_name_snmp_trap_address,
               tarn_value_new_octets (TARN_KIND_IP_ADDRESS, octets, n));
  if (from->community != NULL)
    {
      octets = g_bytes_get_data (from->community, &n);
      add_missing (self, tarn_name_snmp_trap_community,
                   tarn_value_new_octets (TARN_KIND_OCTET_STRING, octets, n));
    }
  add_missing (self, tarn_name_snmp_trap_enterprise, tarn_value_new_oid (from->enterprise));
}

static TarnNotification *
translate_to_v2 (const TarnNotification  *from,
                 TarnNotificationKind     kind,
                 gboolean                 forwarded,
                 GError                 **error)
{
  TarnNotification *self;

  if (from->generic_trap < 0 || from->generic_trap > TARN_GENERIC_ENTERPRISE)
    refuse (error, "SNMPv1 has no such generic-trap");
  else if (from->enterprise == NULL || tarn_oid_get_n_arcs (from->enterprise) < 2)
    refuse (error, "it has no enterprise");
  else if (g_bytes_get_size (from->agent_addr) != 4)
    refuse (error, "its agent-addr is no IPv4 address");
  else if (from->generic_trap == TARN_GENERIC_ENTERPRISE && from->specific_trap < 0)
    refuse (error, "its specific-trap is negative, and no part of an OID can be");
  else if (from->trap_oid == NULL)
    refuse (error, "enterprise and specific-trap would make an OID of more than 128 parts");
  else
    {
      self = tarn_notification_alloc (kind);
      self->trap_oid = tarn_oid_ref (from->trap_oid);
      copy_varbinds (self, from);
      if (forwarded)
        add_forwarded (self, from);
      return self;
    }

  return NULL;
}

/* What a name of SNMPv2 is in SNMPv1 (P-TRP-04); @n_enterprise: how many of @arcs, which
 * has room for all, are the enterprise; 0: it is another one.  NULL or why there is none. */
static const char *
take_apart (TarnSpan                 name,
            TarnNotificationNumbers *numbers,
            guint32                 *arcs,
            guint                   *n_enterprise)
{
  guint n = tarn_name_get_arcs (name, arcs);
  guint32 last = arcs[n - 1];

  *n_enterprise = 0;
  if (tarn_name_has_prefix (name, tarn_name_snmp_traps)
      && n == tarn_name_count_arcs (tarn_name_snmp_traps) + 1 && last >= 1 && last <= N_GENERIC)
    {
      *numbers = (TarnNotificationNumbers) { (gint32) last - 1, 0 };
      return NULL;
    }

  if (last > G_MAXINT32)
    return "the last part of its OID is larger than a specific-trap may be";

  n -= n >= 2 && arcs[n - 2] == 0 ? 2 : 1;
  *numbers = (TarnNotificationNumbers) { TARN_GENERIC_ENTERPRISE, (gint32) last };
  *n_enterprise = n;
  return n >= 2 ? NULL : "its OID is too short to have an enterprise";
}

gboolean
tarn_notification_get_numbers (const TarnNotification  *self,
                               TarnNotificationNumbers *numbers)
{
  guint32 arcs[TARN_NAME_MAX_ARCS + 2];
  guint n_enterprise;

  if (self->kind == TARN_NOTIFICATION_TRAP_V1)
    {
      *numbers = (TarnNotificationNumbers) { self->generic_trap, self->specific_trap };
      return TRUE;
    }

  return self->trap_oid != NULL
         && take_apart (tarn_oid_span (self->trap_oid), numbers, arcs, &n_enterprise) == NULL;
}

static gboolean
set_v1_fields (TarnNotification        *self,
               const TarnNotification  *from,
               GError                 **error)
{
  TarnValue *enterprise = tarn_notification_find (from, tarn_name_snmp_trap_enterprise,
                                                  TARN_KIND_OBJECT_ID);
  guint32 arcs[TARN_NAME_MAX_ARCS + 2];
  TarnNotificationNumbers numbers;
  guint n_enterprise;
  const char *reason = take_apart (tarn_oid_span (from->trap_oid), &numbers, arcs, &n_enterprise);

  if (reason != NULL)
    {
      refuse (error, reason);
      return FALSE;
    }

  self->generic_trap = numbers.generic_trap;
  self->specific_trap = numbers.specific_trap;
  if (n_enterprise > 0)
    self->enterprise = tarn_oid_new_arcs (arcs, n_enterprise, NULL);
  else if (enterprise != NULL)
    self->enterprise = tarn_value_dup_oid (enterprise);
  if (self->enterprise == NULL)
    self->enterprise = tarn_oid_new_name (tarn_name_snmp_traps);
  return TRUE;
}

static TarnNotification *
translate_to_v1 (const TarnNotification  *from,
                 GError                 **error)
{
  static const guint8 nowhere[4] = { 0 };
  g_autoptr(TarnNotification) self = NULL;
  TarnValue *address = tarn_notification_find (from, tarn_name_snmp_trap_address,
                                               TARN_KIND_IP_ADDRESS);
  const guint8 *octets = nowhere;
  gsize n = sizeof nowhere;

  if (tarn_notification_has_counter64 (from))
    {
      refuse (error, "it has a Counter64, which SNMPv1 has not");
      return NULL;
    }
  if (from->trap_oid == NULL)
    {
      refuse (error, "it has no snmpTrapOID.0");
      return NULL;
    }

  self = tarn_notification_alloc (TARN_NOTIFICATION_TRAP_V1);
  copy_varbinds (self, from);
  if (!set_v1_fields (self, from, error))
    return NULL;

  if (address != NULL)
    octets = tarn_value_get_octets (address, &n);
  self->agent_addr = g_bytes_new (n == 4 ? octets : nowhere, sizeof nowhere);
  self->trap_oid = tarn_notification_make_trap_oid (self);
  return g_steal_pointer (&self);
}

/**
 * tarn_notification_translate:
 * @self: a notification
 * @kind: how the same is to travel
 * @forwarded: whether what SNMPv2 has no place for is to be told by varbinds at the end:
 *   snmpTrapAddress.0, snmpTrapCommunity.0 and snmpTrapEnterprise.0, as who forwards a trap of
 *   SNMPv1 does (rule P-TRP-03)
 * @error: return location for an error
 *
 * Translates by RFC 3584, section 3.  A trap of SNMPv1 that comes of this has the address of
 * snmpTrapAddress.0, or 0.0.0.0.
 *
 * Returns: (transfer full): the same as @kind; %NULL with %TARN_ERROR_INVALID if the other
 *   version cannot say that
 */
TarnNotification *
tarn_notification_translate (TarnNotification      *self,
                             TarnNotificationKind   kind,
                             gboolean               forwarded,
                             GError               **error)
{
  TarnNotification *translated;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail ((guint) kind <= TARN_NOTIFICATION_INFORM, NULL);

  if (kind == self->kind)
    return tarn_notification_ref (self);
  if (self->kind == TARN_NOTIFICATION_TRAP_V1)
    return translate_to_v2 (self, kind, forwarded, error);
  if (kind == TARN_NOTIFICATION_TRAP_V1)
    return translate_to_v1 (self, error);

  translated = tarn_notification_alloc (kind);
  translated->trap_oid = self->trap_oid != NULL ? tarn_oid_ref (self->trap_oid) : NULL;
  copy_varbinds (translated, self);
  return translated;
}
