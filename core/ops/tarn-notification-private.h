/* tarn-notification-private.h
 *
 * A notification from inside, for the files that make, translate, send and receive one.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "net/tarn-transport.h"
#include "ops/tarn-notification.h"
#include "wire/tarn-message.h"

G_BEGIN_DECLS

struct _TarnNotification
{
  gatomicrefcount       n_refs;
  TarnNotificationKind  kind;

  TarnOid              *trap_oid;      /* NULL: none, or none that can be told         */
  guint32               uptime;        /* hundredths of a second                       */
  GPtrArray            *varbinds;      /* of TarnVarbind: without the two of the prefix */

  /* Of SNMPv1 only. */
  TarnOid              *enterprise;    /* NULL where it came as none                   */
  GBytes               *agent_addr;    /* as it came: 4 octets if it is sound          */
  gint32                generic_trap;
  gint32                specific_trap;

  /* As it was received. */
  GBytes               *octets;        /* the datagram; NULL: it was made here         */
  GBytes               *community;
  gint32                request_id;
  TarnAnomalies         anomalies;
  TarnEndpoint          sender;        /* AF_UNSPEC: not known                         */
  gint64                time_us;       /* of its arrival, Unix time; 0: not known      */
};

typedef struct
{
  gint32   generic_trap;
  gint32   specific_trap;
} TarnNotificationNumbers;

/* Names that RFC 3416 and 3584 give a meaning. */
extern const TarnSpan tarn_name_sys_up_time;
extern const TarnSpan tarn_name_snmp_trap_oid;
extern const TarnSpan tarn_name_snmp_trap_enterprise;
extern const TarnSpan tarn_name_snmp_trap_address;
extern const TarnSpan tarn_name_snmp_trap_community;
extern const TarnSpan tarn_name_snmp_traps;

/* Empty, to be filled. */
TarnNotification *tarn_notification_alloc        (TarnNotificationKind    kind);
/* The OID that P-TRP-01 and P-TRP-02 give the fields of SNMPv1; NULL: none. */
TarnOid          *tarn_notification_make_trap_oid (const TarnNotification *self);

gboolean          tarn_message_is_notification   (const TarnMessage      *message);
/* What @message says, which is a notification; @datagram is what it was decoded from. */
TarnNotification *tarn_notification_new_message  (const TarnMessage      *message,
                                                  const TarnDatagram     *datagram,
                                                  gint64                  time_us);
/* All varbinds of the PDU, those of the prefix as well.  An OID there must be. */
GPtrArray        *tarn_notification_list_all     (const TarnNotification *self);
/* The value of @name, if it is of @kind; borrowed. */
TarnValue        *tarn_notification_find         (const TarnNotification *self,
                                                  TarnSpan                name,
                                                  TarnKind                kind);
/* What SNMPv1 calls it, or would (P-TRP-04); FALSE: it has no name for it. */
gboolean          tarn_notification_get_numbers  (const TarnNotification  *self,
                                                  TarnNotificationNumbers *numbers);
gboolean          tarn_notification_has_counter64 (const TarnNotification *self);

G_END_DECLS
