/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-notification-log.h"

#include "base/tarn-error.h"
#include "net/tarn-route.h"
#include "ops/tarn-notification-private.h"

/* The default log is the one whose name is empty (RFC 3014). */
#define LOG_NAME 0

/* Columns of nlmLogTable. */
enum
{
  LOG_TIME            = 2,
  LOG_DATE_AND_TIME   = 3,
  LOG_ADDRESS         = 5,
  LOG_DOMAIN          = 6,
  LOG_NOTIFICATION_ID = 9,
};

/* Columns of nlmLogVariableTable, and numbers of nlmLogVariableValueType. */
enum
{
  VARIABLE_ID    = 2,
  VARIABLE_TYPE  = 3,
  VARIABLE_VALUE = 3,   /* and the number of its type */
};

enum
{
  TYPE_COUNTER32    = 1,
  TYPE_UNSIGNED32   = 2,
  TYPE_TIME_TICKS   = 3,
  TYPE_INTEGER32    = 4,
  TYPE_IP_ADDRESS   = 5,
  TYPE_OCTET_STRING = 6,
  TYPE_OBJECT_ID    = 7,
  TYPE_COUNTER64    = 8,
  TYPE_OPAQUE       = 9,
};

/**
 * TarnNotificationLog:
 *
 * Notifications kept in a store.
 */
struct _TarnNotificationLog
{
  GObject    parent_instance;

  TarnStore *store;
  TarnBatch *batch;
  guint32    last;      /* index of the newest entry in @batch, or else in @store */
  gboolean   is_open;   /* @last is known                                         */
  GPtrArray *waiting;   /* of TarnNotification: added while it was not            */
};

G_DEFINE_FINAL_TYPE (TarnNotificationLog, tarn_notification_log, G_TYPE_OBJECT)

static void
tarn_notification_log_finalize (GObject *object)
{
  TarnNotificationLog *self = TARN_NOTIFICATION_LOG (object);

  g_clear_object (&self->store);
  g_clear_pointer (&self->batch, tarn_batch_unref);
  g_clear_pointer (&self->waiting, g_ptr_array_unref);

  G_OBJECT_CLASS (tarn_notification_log_parent_class)->finalize (object);
}

static void
tarn_notification_log_class_init (TarnNotificationLogClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tarn_notification_log_finalize;
}

static void
tarn_notification_log_init (TarnNotificationLog *self)
{
  self->batch = tarn_batch_new ();
  self->waiting = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_notification_unref);
}

/**
 * tarn_notification_log_new:
 * @store: where to keep notifications; what it holds stays
 *
 * Returns: (transfer full): a log
 */
TarnNotificationLog *
tarn_notification_log_new (TarnStore *store)
{
  TarnNotificationLog *self;

  g_return_val_if_fail (TARN_IS_STORE (store), NULL);

  self = g_object_new (TARN_TYPE_NOTIFICATION_LOG, NULL);
  self->store = g_object_ref (store);
  return self;
}

/* @variable 0: a cell of nlmLogTable. */
static TarnOid *
make_name (guint32 column,
           guint32 index,
           guint32 variable)
{
  const guint32 arcs[] = { 1, 3, 6, 1, 2, 1, 92, 1, 3, variable == 0 ? 1 : 2, 1, column, LOG_NAME,
                           index, variable };

  return tarn_oid_new_arcs (arcs, G_N_ELEMENTS (arcs) - (variable == 0), NULL);
}

/* Takes @value. */
static void
put (TarnNotificationLog *self,
     guint32              column,
     guint32              variable,
     TarnValue           *value_)
{
  g_autoptr(TarnValue) value = value_;
  g_autoptr(TarnOid) name = make_name (column, self->last, variable);

  tarn_batch_put (self->batch, name, value);
}

/* DateAndTime of RFC 2579, universal time. */
static TarnValue *
make_date (gint64 time_us)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc (time_us / G_USEC_PER_SEC);
  guint year = (guint) g_date_time_get_year (time);
  const guint8 octets[] = {
    (guint8) (year >> 8), (guint8) year, (guint8) g_date_time_get_month (time),
    (guint8) g_date_time_get_day_of_month (time), (guint8) g_date_time_get_hour (time),
    (guint8) g_date_time_get_minute (time), (guint8) g_date_time_get_second (time),
    (guint8) (time_us % G_USEC_PER_SEC / 100000), '+', 0, 0,
  };

  return tarn_value_new_octets (TARN_KIND_OCTET_STRING, octets, sizeof octets);
}

/* TAddress and TDomain: snmpUDPDomain of RFC 3417, or transportDomainUdpIpv6 of RFC 3419. */
static void
put_sender (TarnNotificationLog *self,
            const TarnEndpoint  *sender)
{
  static const guint32 udp[] = { 1, 3, 6, 1, 6, 1, 1 };
  static const guint32 udp_ipv6[] = { 1, 3, 6, 1, 2, 1, 100, 1, 2 };
  gboolean is_ipv6 = sender->sa.sa_family == AF_INET6;
  g_autoptr(TarnOid) domain = is_ipv6
                              ? tarn_oid_new_arcs (udp_ipv6, G_N_ELEMENTS (udp_ipv6), NULL)
                              : tarn_oid_new_arcs (udp, G_N_ELEMENTS (udp), NULL);
  guint16 port = tarn_endpoint_port (sender);
  guint8 octets[18];
  gsize n = is_ipv6 ? 16 : 4;

  memcpy (octets, is_ipv6 ? (gconstpointer) &sender->in6.sin6_addr : &sender->in.sin_addr, n);
  octets[n] = (guint8) (port >> 8);
  octets[n + 1] = (guint8) port;
  put (self, LOG_ADDRESS, 0, tarn_value_new_octets (TARN_KIND_OCTET_STRING, octets, n + 2));
  put (self, LOG_DOMAIN, 0, tarn_value_new_oid (domain));
}

static gint32
type_of (TarnKind kind)
{
  switch ((guint) kind)
    {
    case TARN_KIND_COUNTER32:
      return TYPE_COUNTER32;
    case TARN_KIND_GAUGE32:
      return TYPE_UNSIGNED32;
    case TARN_KIND_TIME_TICKS:
      return TYPE_TIME_TICKS;
    case TARN_KIND_INTEGER:
      return TYPE_INTEGER32;
    case TARN_KIND_IP_ADDRESS:
      return TYPE_IP_ADDRESS;
    case TARN_KIND_OCTET_STRING:
      return TYPE_OCTET_STRING;
    case TARN_KIND_OBJECT_ID:
      return TYPE_OBJECT_ID;
    case TARN_KIND_COUNTER64:
      return TYPE_COUNTER64;
    default:
      return TYPE_OPAQUE;
    }
}

/* The column that a type has. */
static guint32
column_of (gint32 type)
{
  /* nlmLogVariableOctetStringVal and -IpAddressVal stand the other way round than the numbers
   * of their types do. */
  if (type == TYPE_IP_ADDRESS)
    return VARIABLE_VALUE + TYPE_OCTET_STRING;
  if (type == TYPE_OCTET_STRING)
    return VARIABLE_VALUE + TYPE_IP_ADDRESS;
  return VARIABLE_VALUE + (guint32) type;
}

static void
put_variable (TarnNotificationLog *self,
              TarnVarbind         *varbind,
              guint32              variable)
{
  TarnValue *value = tarn_varbind_get_value (varbind);
  gint32 type = type_of (tarn_value_get_kind (value));
  const guint8 *tlv;
  gsize n;

  put (self, VARIABLE_ID, variable, tarn_value_new_oid (tarn_varbind_get_oid (varbind)));
  put (self, VARIABLE_TYPE, variable, tarn_value_new_integer (type));
  if (type != TYPE_OPAQUE || tarn_value_get_kind (value) == TARN_KIND_OPAQUE)
    {
      put (self, column_of (type), variable, tarn_value_ref (value));
      return;
    }

  /* What has no column of its own is there as it was on the wire. */
  tlv = tarn_value_get_tlv (value, &n);
  put (self, column_of (type), variable, tarn_value_new_octets (TARN_KIND_OPAQUE, tlv, n));
}

static GVariant *
pack (TarnNotification *notification)
{
  g_autofree char *sender = tarn_notification_dup_sender (notification);
  g_autoptr(GBytes) octets = NULL;

  if (notification->octets != NULL)
    octets = g_bytes_ref (notification->octets);
  else
    octets = g_bytes_new (NULL, 0);

  return g_variant_new ("(xs@ay)", notification->time_us, sender != NULL ? sender : "",
                        g_variant_new_from_bytes (G_VARIANT_TYPE_BYTESTRING, octets, TRUE));
}

static char *
make_key (guint32 index)
{
  return g_strdup_printf ("notification.%u", index);
}

static void
put_entry (TarnNotificationLog *self,
           TarnNotification    *notification)
{
  g_autoptr(TarnNotification) forwarded = NULL;
  g_autofree char *key = make_key (++self->last);
  const GPtrArray *varbinds;

  /* As RFC 3014 wants it: what SNMPv1 says is told as SNMPv2 would, if that is possible. */
  forwarded = tarn_notification_translate (notification,
                                           notification->kind == TARN_NOTIFICATION_TRAP_V1
                                           ? TARN_NOTIFICATION_TRAP : notification->kind,
                                           TRUE, NULL);
  varbinds = forwarded != NULL ? forwarded->varbinds : notification->varbinds;

  put (self, LOG_TIME, 0, tarn_value_new_unsigned (TARN_KIND_TIME_TICKS, notification->uptime));
  put (self, LOG_DATE_AND_TIME, 0, make_date (notification->time_us));
  if (notification->sender.sa.sa_family != AF_UNSPEC)
    put_sender (self, &notification->sender);
  if (notification->trap_oid != NULL)
    put (self, LOG_NOTIFICATION_ID, 0, tarn_value_new_oid (notification->trap_oid));
  for (guint i = 0; i < varbinds->len; i++)
    put_variable (self, varbinds->pdata[i], i + 1);
  tarn_batch_set_meta (self->batch, key, pack (notification));
}

/* The newest entry has the last cell of a column that each of them has. */
static gboolean
find_last (TarnNotificationLog  *self,
           GError              **error)
{
  g_autoptr(TarnOid) first = make_name (LOG_DATE_AND_TIME, 0, 0);
  g_autoptr(TarnOid) end = make_name (LOG_DATE_AND_TIME, G_MAXUINT32, 0);
  g_autoptr(TarnVarbind) varbind = NULL;
  GError *failure = NULL;
  guint64 rank = tarn_store_get_rank (self->store, end, &failure);
  g_autofree guint32 *arcs = NULL;
  gsize n_arcs, n_first = tarn_oid_get_n_arcs (first);

  if (failure == NULL && rank > 0)
    varbind = tarn_store_get_nth (self->store, rank - 1, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }

  self->is_open = TRUE;
  self->last = 0;
  if (varbind == NULL || tarn_oid_compare (tarn_varbind_get_oid (varbind), first) <= 0)
    return TRUE;

  arcs = tarn_oid_get_arcs (tarn_varbind_get_oid (varbind), &n_arcs);
  if (n_arcs == n_first)
    self->last = arcs[n_arcs - 1];
  return TRUE;
}

/**
 * tarn_notification_log_add:
 * @self: a log
 * @notification: what to keep, from the next tarn_notification_log_save() on
 */
void
tarn_notification_log_add (TarnNotificationLog *self,
                           TarnNotification    *notification)
{
  g_return_if_fail (TARN_IS_NOTIFICATION_LOG (self));
  g_return_if_fail (notification != NULL);

  g_ptr_array_add (self->waiting, tarn_notification_ref (notification));
}

/**
 * tarn_notification_log_save:
 * @self: a log
 * @error: return location for an error
 *
 * Keeps what was added, all of it or nothing.  While another process writes to the store that
 * fails with %TARN_ERROR_STORE_BUSY, and may be tried again; after another error what was added
 * is forgotten.
 *
 * Returns: whether the store has it
 */
gboolean
tarn_notification_log_save (TarnNotificationLog  *self,
                            GError              **error)
{
  GError *failure = NULL;
  guint32 before;
  gboolean saved;

  g_return_val_if_fail (TARN_IS_NOTIFICATION_LOG (self), FALSE);

  if (self->waiting->len == 0)
    return TRUE;

  saved = self->is_open || find_last (self, &failure);
  before = self->last;
  if (saved && self->waiting->len > G_MAXUINT32 - self->last)
    {
      g_set_error (&failure, TARN_ERROR, TARN_ERROR_STORE_FULL,
                   "The log has used all its numbers: begin another file");
      saved = FALSE;
    }

  if (saved)
    {
      for (guint i = 0; i < self->waiting->len; i++)
        put_entry (self, self->waiting->pdata[i]);
      saved = tarn_store_apply (self->store, self->batch, &failure);
    }

  tarn_batch_clear (self->batch);
  if (!g_error_matches (failure, TARN_ERROR, TARN_ERROR_STORE_BUSY))
    g_ptr_array_set_size (self->waiting, 0);
  if (saved)
    return TRUE;

  self->last = before;
  g_propagate_error (error, failure);
  return FALSE;
}

/**
 * tarn_notification_log_get_last:
 * @self: a log
 * @index: (out): number of the newest entry, the value of nlmLogIndex; 0 if there is none
 * @error: return location for an error
 *
 * Returns: whether the store could be read
 */
gboolean
tarn_notification_log_get_last (TarnNotificationLog  *self,
                                guint32              *index,
                                GError              **error)
{
  g_return_val_if_fail (TARN_IS_NOTIFICATION_LOG (self), FALSE);
  g_return_val_if_fail (index != NULL, FALSE);

  *index = 0;
  if (!find_last (self, error))
    return FALSE;

  *index = self->last;
  return TRUE;
}

/**
 * tarn_notification_log_dup:
 * @self: a log
 * @index: number of an entry
 * @error: return location for an error
 *
 * Returns: (transfer full): the notification as it was received; %NULL with %TARN_ERROR_INVALID
 *   if there is none of that number
 */
TarnNotification *
tarn_notification_log_dup (TarnNotificationLog  *self,
                           guint32               index,
                           GError              **error)
{
  g_autofree char *key = make_key (index);
  g_autoptr(GVariant) record = NULL;
  g_autoptr(GVariant) content = NULL;
  g_autoptr(TarnAddress) address = NULL;
  g_autoptr(GBytes) octets = NULL;
  TarnNotification *notification;
  const char *sender;
  gint64 time_us;

  g_return_val_if_fail (TARN_IS_NOTIFICATION_LOG (self), NULL);

  record = tarn_store_dup_meta (self->store, key);
  if (record == NULL || !g_variant_is_of_type (record, G_VARIANT_TYPE ("(xsay)")))
    {
      g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID, "There is no notification %u", index);
      return NULL;
    }

  g_variant_get (record, "(x&s@ay)", &time_us, &sender, &content);
  octets = g_variant_get_data_as_bytes (content);
  notification = tarn_notification_decode (octets, error);
  if (notification == NULL)
    return NULL;

  notification->time_us = time_us;
  address = tarn_address_new (sender, 0, NULL);
  if (address != NULL)
    tarn_endpoint_set_literal (&notification->sender, address, NULL);
  return notification;
}
