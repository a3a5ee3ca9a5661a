/* tarn-notification.h
 *
 * Something that an agent tells of its own accord: a trap of SNMPv1, a trap or an inform of
 * SNMPv2c, as one form.  Immutable, reference-counted, safe for any thread.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "base/tarn-anomaly.h"
#include "base/tarn-varbind.h"

G_BEGIN_DECLS

/**
 * TarnNotificationKind:
 * @TARN_NOTIFICATION_TRAP_V1: Trap-PDU of SNMPv1
 * @TARN_NOTIFICATION_TRAP: SNMPv2-Trap-PDU
 * @TARN_NOTIFICATION_INFORM: InformRequest-PDU, which is acknowledged
 *
 * How a notification travels.
 */
typedef enum
{
  TARN_NOTIFICATION_TRAP_V1,
  TARN_NOTIFICATION_TRAP,
  TARN_NOTIFICATION_INFORM,
} TarnNotificationKind;

/* Of generic-trap: specific-trap says which one it is. */
#define TARN_GENERIC_ENTERPRISE 6

typedef struct _TarnNotification TarnNotification;

#define TARN_TYPE_NOTIFICATION_KIND (tarn_notification_kind_get_type ())
#define TARN_TYPE_NOTIFICATION      (tarn_notification_get_type ())

TARN_EXPORT GType       tarn_notification_kind_get_type     (void) G_GNUC_CONST;
TARN_EXPORT const char *tarn_notification_kind_to_string    (TarnNotificationKind kind);
TARN_EXPORT GType       tarn_notification_get_type          (void) G_GNUC_CONST;

TARN_EXPORT TarnNotification *
                        tarn_notification_new               (TarnNotificationKind     kind,
                                                             TarnOid                 *trap_oid,
                                                             guint32                  uptime,
                                                             TarnVarbind            **varbinds,
                                                             gsize                    n_varbinds);
TARN_EXPORT TarnNotification *
                        tarn_notification_new_v1            (TarnOid                 *enterprise,
                                                             const char              *agent_address,
                                                             int                      generic_trap,
                                                             int                      specific_trap,
                                                             guint32                  uptime,
                                                             TarnVarbind            **varbinds,
                                                             gsize                    n_varbinds);
TARN_EXPORT TarnNotification *
                        tarn_notification_decode            (GBytes                  *octets,
                                                             GError                 **error);
TARN_EXPORT GBytes     *tarn_notification_encode            (TarnNotification        *self,
                                                             GBytes                  *community,
                                                             int                      request_id,
                                                             GError                 **error);
TARN_EXPORT TarnNotification *
                        tarn_notification_translate         (TarnNotification        *self,
                                                             TarnNotificationKind     kind,
                                                             gboolean                 forwarded,
                                                             GError                 **error);
TARN_EXPORT TarnNotification *
                        tarn_notification_ref               (TarnNotification        *self);
TARN_EXPORT void        tarn_notification_unref             (TarnNotification        *self);

TARN_EXPORT TarnNotificationKind
                        tarn_notification_get_kind          (const TarnNotification  *self);
TARN_EXPORT TarnOid    *tarn_notification_get_trap_oid      (const TarnNotification  *self);
TARN_EXPORT guint32     tarn_notification_get_uptime        (const TarnNotification  *self);
TARN_EXPORT GPtrArray  *tarn_notification_get_varbinds      (const TarnNotification  *self);
TARN_EXPORT TarnOid    *tarn_notification_get_enterprise    (const TarnNotification  *self);
TARN_EXPORT char       *tarn_notification_dup_agent_address (const TarnNotification  *self);
TARN_EXPORT int         tarn_notification_get_generic_trap  (const TarnNotification  *self);
TARN_EXPORT int         tarn_notification_get_specific_trap (const TarnNotification  *self);
TARN_EXPORT GBytes     *tarn_notification_get_community     (const TarnNotification  *self);
TARN_EXPORT int         tarn_notification_get_request_id    (const TarnNotification  *self);
TARN_EXPORT TarnAnomalies
                        tarn_notification_get_anomalies     (const TarnNotification  *self);
TARN_EXPORT char       *tarn_notification_dup_sender        (const TarnNotification  *self);
TARN_EXPORT gint64      tarn_notification_get_time_us       (const TarnNotification  *self);
TARN_EXPORT GBytes     *tarn_notification_get_octets        (const TarnNotification  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnNotification, tarn_notification_unref)

G_END_DECLS
