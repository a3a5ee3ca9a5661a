/* tarn-notification-filter.h
 *
 * Which notifications somebody wants: by who sent them, with which community, and what they
 * are.  Conditions are added before it is used; one without any wants all.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ops/tarn-notification.h"

G_BEGIN_DECLS

#define TARN_TYPE_NOTIFICATION_FILTER (tarn_notification_filter_get_type ())

typedef struct _TarnNotificationFilter TarnNotificationFilter;

TARN_EXPORT GType    tarn_notification_filter_get_type      (void) G_GNUC_CONST;

TARN_EXPORT TarnNotificationFilter *
                     tarn_notification_filter_new           (void);
TARN_EXPORT TarnNotificationFilter *
                     tarn_notification_filter_ref           (TarnNotificationFilter  *self);
TARN_EXPORT void     tarn_notification_filter_unref         (TarnNotificationFilter  *self);

TARN_EXPORT gboolean tarn_notification_filter_add_sender    (TarnNotificationFilter  *self,
                                                             const char              *network,
                                                             GError                 **error);
TARN_EXPORT void     tarn_notification_filter_add_community (TarnNotificationFilter  *self,
                                                             GBytes                  *community);
TARN_EXPORT void     tarn_notification_filter_add_trap      (TarnNotificationFilter  *self,
                                                             TarnOid                 *root);
TARN_EXPORT void     tarn_notification_filter_add_kind      (TarnNotificationFilter  *self,
                                                             TarnNotificationKind     kind);
TARN_EXPORT void     tarn_notification_filter_set_generic   (TarnNotificationFilter  *self,
                                                             int                      generic_trap);
TARN_EXPORT void     tarn_notification_filter_set_specific  (TarnNotificationFilter  *self,
                                                             int                      specific_trap);
TARN_EXPORT gboolean tarn_notification_filter_matches       (const TarnNotificationFilter *self,
                                                             TarnNotification        *notification);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnNotificationFilter, tarn_notification_filter_unref)

G_END_DECLS
