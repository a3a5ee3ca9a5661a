/* tarn-notification-message.c
 *
 * Notifications as messages: SNMPv1 has fields for what SNMPv2 puts into the first two
 * varbinds.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-notification-private.h"

#include "base/tarn-error.h"

/* The largest payload of UDP over IPv4 (P-SIZ-01), and what stands around community and
 * varbinds, at most. */
#define MAX_OCTETS 65507
#define MAX_AROUND 64

gboolean
tarn_message_is_notification (const TarnMessage *message)
{
  return message->pdu.type == TARN_PDU_TRAP_V1 || message->pdu.type == TARN_PDU_TRAP
         || message->pdu.type == TARN_PDU_INFORM;
}

static TarnOid *
dup_oid (TarnSpan name)
{
  return name.len > 0 ? tarn_oid_new_name (name) : NULL;
}

static void
read_v1 (TarnNotification  *self,
         const TarnMessage *message)
{
  self->enterprise = dup_oid (message->trap.enterprise);
  self->agent_addr = g_bytes_new (message->trap.agent_addr.data, message->trap.agent_addr.len);
  self->generic_trap = message->trap.generic_trap;
  self->specific_trap = message->trap.specific_trap;
  self->uptime = message->trap.time_stamp;
  self->trap_oid = tarn_notification_make_trap_oid (self);
  if (self->generic_trap < 0 || self->generic_trap > TARN_GENERIC_ENTERPRISE)
    self->anomalies |= TARN_ANOMALY_BAD_GENERIC;
}

/* The place of what should stand at @place: there, or wherever its name stands, or there
 * again if the type is right and the name is not (P-TRP-10).  G_MAXUINT: it is missing. */
static guint
find_prefix (const TarnMessage *message,
             guint              place,
             TarnSpan           name,
             TarnKind           kind)
{
  if (place < message->n_rows && message->rows[place].tag == kind
      && tarn_span_equal (message->rows[place].name, name))
    return place;

  for (guint i = 0; i < message->n_rows; i++)
    if (message->rows[i].tag == kind && tarn_span_equal (message->rows[i].name, name))
      return i;

  for (guint i = 0; i < MIN (message->n_rows, 2); i++)
    if (message->rows[i].tag == kind)
      return i;

  return G_MAXUINT;
}

/* Returns which rows are the prefix. */
static void
read_prefix (TarnNotification  *self,
             const TarnMessage *message,
             guint              places[2])
{
  guint64 uptime = 0;

  places[0] = find_prefix (message, 0, tarn_name_sys_up_time, TARN_KIND_TIME_TICKS);
  places[1] = find_prefix (message, 1, tarn_name_snmp_trap_oid, TARN_KIND_OBJECT_ID);
  if (places[0] != G_MAXUINT && tarn_row_get_unsigned (&message->rows[places[0]], &uptime))
    self->uptime = (guint32) uptime;
  if (places[1] != G_MAXUINT)
    {
      g_autoptr(TarnValue) value = tarn_row_dup_value (&message->rows[places[1]]);

      self->trap_oid = tarn_value_dup_oid (value);
      if (self->trap_oid == NULL)
        places[1] = G_MAXUINT;
    }

  if (places[0] != 0 || places[1] != 1
      || !tarn_span_equal (message->rows[0].name, tarn_name_sys_up_time)
      || !tarn_span_equal (message->rows[1].name, tarn_name_snmp_trap_oid))
    self->anomalies |= TARN_ANOMALY_TRAP_PREFIX;
}

TarnNotification *
tarn_notification_new_message (const TarnMessage  *message,
                               const TarnDatagram *datagram,
                               gint64              time_us)
{
  guint places[2] = { G_MAXUINT, G_MAXUINT };
  TarnNotification *self;

  self = tarn_notification_alloc (message->pdu.type == TARN_PDU_TRAP_V1 ? TARN_NOTIFICATION_TRAP_V1
                                  : message->pdu.type == TARN_PDU_TRAP ? TARN_NOTIFICATION_TRAP
                                  : TARN_NOTIFICATION_INFORM);
  self->octets = g_bytes_new (datagram->octets.data, datagram->octets.len);
  self->community = g_bytes_new (message->community.data, message->community.len);
  self->request_id = message->pdu.request_id;
  self->anomalies = message->anomalies;
  self->sender = datagram->peer;
  self->time_us = time_us;

  if (self->kind == TARN_NOTIFICATION_TRAP_V1)
    read_v1 (self, message);
  else
    read_prefix (self, message, places);

  /* A name that could not be read (P-OID-03) is empty. */
  for (guint i = 0; i < message->n_rows; i++)
    if (i != places[0] && i != places[1] && message->rows[i].name.len > 0)
      g_ptr_array_add (self->varbinds, tarn_row_dup_varbind (&message->rows[i]));

  return self;
}

/**
 * tarn_notification_decode:
 * @octets: a message
 * @error: return location for an error
 *
 * What devices do wrong and what can be understood all the same is tolerated, and told by
 * tarn_notification_get_anomalies().
 *
 * Returns: (transfer full): what the message says; %NULL with %TARN_ERROR_BAD_MESSAGE if it is
 *   no notification of SNMPv1 or SNMPv2c
 */
TarnNotification *
tarn_notification_decode (GBytes  *octets,
                          GError **error)
{
  TarnDatagram datagram = { 0 };
  TarnNotification *self = NULL;
  TarnMessage message;
  gsize len;

  g_return_val_if_fail (octets != NULL, NULL);

  datagram.octets.data = g_bytes_get_data (octets, &len);
  datagram.octets.len = len;
  tarn_message_init (&message);
  if (!tarn_message_decode (&message, datagram.octets, TARN_PROFILE_LENIENT))
    g_set_error (error, TARN_ERROR, TARN_ERROR_BAD_MESSAGE,
                 "Not a message of SNMPv1 or SNMPv2c: %s at octet %" G_GSIZE_FORMAT,
                 tarn_ber_error_to_string (message.error), message.error_at);
  else if (!tarn_message_is_notification (&message))
    g_set_error (error, TARN_ERROR, TARN_ERROR_BAD_MESSAGE, "Not a notification but a %s",
                 tarn_pdu_type_to_string (message.pdu.type));
  else
    self = tarn_notification_new_message (&message, &datagram, 0);

  tarn_message_clear (&message);
  return self;
}

static void
add_varbind (GPtrArray *varbinds,
             TarnSpan   name,
             TarnValue *value_)
{
  g_autoptr(TarnValue) value = value_;
  g_autoptr(TarnOid) oid = tarn_oid_new_name (name);

  g_ptr_array_add (varbinds, tarn_varbind_new (oid, value));
}

GPtrArray *
tarn_notification_list_all (const TarnNotification *self)
{
  GPtrArray *varbinds = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_varbind_unref);

  if (self->kind != TARN_NOTIFICATION_TRAP_V1)
    {
      add_varbind (varbinds, tarn_name_sys_up_time,
                   tarn_value_new_unsigned (TARN_KIND_TIME_TICKS, self->uptime));
      add_varbind (varbinds, tarn_name_snmp_trap_oid, tarn_value_new_oid (self->trap_oid));
    }
  for (guint i = 0; i < self->varbinds->len; i++)
    g_ptr_array_add (varbinds, tarn_varbind_ref (self->varbinds->pdata[i]));

  return varbinds;
}

static gboolean
put_message (TarnNotification *self,
             TarnBerWriter    *writer,
             TarnSpan          community,
             int               request_id,
             GPtrArray        *varbinds)
{
  const guint8 *end = writer->pos;
  TarnTrapV1 trap = { 0 };
  TarnPdu pdu = {
    .type = self->kind == TARN_NOTIFICATION_INFORM ? TARN_PDU_INFORM : TARN_PDU_TRAP,
    .request_id = request_id,
  };

  for (guint i = varbinds->len; i-- > 0;)
    {
      TarnRow row = tarn_row_from_varbind (varbinds->pdata[i]);

      tarn_ber_put_row (writer, &row);
    }

  if (self->kind != TARN_NOTIFICATION_TRAP_V1)
    return tarn_message_wrap (writer, TARN_VERSION_2C, community, &pdu, end);

  trap.enterprise = tarn_oid_span (self->enterprise);
  trap.agent_addr.data = g_bytes_get_data (self->agent_addr, &trap.agent_addr.len);
  trap.generic_trap = self->generic_trap;
  trap.specific_trap = self->specific_trap;
  trap.time_stamp = self->uptime;
  return tarn_message_wrap_trap (writer, community, &trap, end);
}

/* What no message can be made of. */
static gboolean
check_fields (const TarnNotification  *self,
              GError                 **error)
{
  const char *what = NULL;

  if (self->kind != TARN_NOTIFICATION_TRAP_V1)
    what = self->trap_oid == NULL ? "A notification without snmpTrapOID.0" : NULL;
  else if (self->enterprise == NULL)
    what = "A trap without an enterprise";
  else if (g_bytes_get_size (self->agent_addr) != 4)
    what = "A trap with an agent-addr that is no IPv4 address";
  else if (tarn_notification_has_counter64 (self))
    what = "A trap of SNMPv1 with a Counter64, which SNMPv1 does not have,";

  if (what == NULL)
    return TRUE;

  g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID, "%s cannot be sent", what);
  return FALSE;
}

/**
 * tarn_notification_encode:
 * @self: a notification
 * @community: the community to send it with
 * @request_id: the number that an acknowledgement will have; a trap of SNMPv1 has none
 * @error: return location for an error
 *
 * Returns: (transfer full): the message; %NULL with %TARN_ERROR_INVALID if it cannot be
 *   written in its version, or %TARN_ERROR_TOO_BIG if it is larger than a datagram may be
 */
GBytes *
tarn_notification_encode (TarnNotification  *self,
                          GBytes            *community,
                          int                request_id,
                          GError           **error)
{
  g_autofree guint8 *buffer = NULL;
  g_autoptr(GPtrArray) varbinds = NULL;
  TarnBerWriter writer;
  TarnSpan name;
  gsize size = MAX_AROUND;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (community != NULL, NULL);

  if (!check_fields (self, error))
    return NULL;

  varbinds = tarn_notification_list_all (self);
  name.data = g_bytes_get_data (community, &name.len);
  size += name.len + (self->enterprise != NULL ? tarn_oid_span (self->enterprise).len : 0);
  for (guint i = 0; i < varbinds->len; i++)
    {
      TarnRow row = tarn_row_from_varbind (varbinds->pdata[i]);

      size += tarn_ber_row_size (&row);
    }

  if (size <= MAX_OCTETS + 2 * MAX_AROUND)
    {
      buffer = g_malloc (size);
      tarn_ber_writer_init (&writer, buffer, size);
      if (put_message (self, &writer, name, request_id, varbinds)
          && tarn_ber_writer_span (&writer).len <= MAX_OCTETS)
        return g_bytes_new (writer.pos, tarn_ber_writer_span (&writer).len);
    }

  g_set_error (error, TARN_ERROR, TARN_ERROR_TOO_BIG,
               "A notification with %u varbinds is larger than a datagram can be",
               self->varbinds->len);
  return NULL;
}
