/* tarn-notification-log.h
 *
 * Notifications kept in a store, as the tables of NOTIFICATION-LOG-MIB (RFC 3014), which are
 * made for that: they are looked at, exported and served as all tables are, with names.  What
 * those tables have no place for, and the datagram to the octet, is a metadata record beside
 * each entry.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ops/tarn-notification.h"
#include "store/tarn-store.h"

G_BEGIN_DECLS

#define TARN_TYPE_NOTIFICATION_LOG (tarn_notification_log_get_type ())
TARN_EXPORT G_DECLARE_FINAL_TYPE (TarnNotificationLog, tarn_notification_log, TARN,
                                  NOTIFICATION_LOG, GObject)

TARN_EXPORT TarnNotificationLog *
                     tarn_notification_log_new      (TarnStore            *store);
TARN_EXPORT void     tarn_notification_log_add      (TarnNotificationLog  *self,
                                                     TarnNotification     *notification);
TARN_EXPORT gboolean tarn_notification_log_save     (TarnNotificationLog  *self,
                                                     GError              **error);
TARN_EXPORT gboolean tarn_notification_log_get_last (TarnNotificationLog  *self,
                                                     guint32              *index,
                                                     GError              **error);
TARN_EXPORT TarnNotification *
                     tarn_notification_log_dup      (TarnNotificationLog  *self,
                                                     guint32               index,
                                                     GError              **error);

G_END_DECLS
