/* tarn-notifier.h
 *
 * Sends notifications to those who want them: traps, which nobody acknowledges, and informs,
 * which are sent again until they are.
 *
 * A notifier belongs to the main context that was the thread's default when it was made; all
 * callbacks come from there.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>

#include "net/tarn-device.h"
#include "ops/tarn-notification.h"

G_BEGIN_DECLS

#define TARN_TYPE_NOTIFIER (tarn_notifier_get_type ())
TARN_EXPORT G_DECLARE_FINAL_TYPE (TarnNotifier, tarn_notifier, TARN, NOTIFIER, GObject)

TARN_EXPORT TarnNotifier *tarn_notifier_new             (void);
TARN_EXPORT void          tarn_notifier_add_receiver    (TarnNotifier         *self,
                                                         TarnDevice           *receiver);
TARN_EXPORT void          tarn_notifier_remove_receiver (TarnNotifier         *self,
                                                         TarnDevice           *receiver);
TARN_EXPORT GPtrArray    *tarn_notifier_get_receivers   (TarnNotifier         *self);

TARN_EXPORT void          tarn_notifier_send_async      (TarnNotifier         *self,
                                                         TarnNotification     *notification,
                                                         GCancellable         *cancellable,
                                                         GAsyncReadyCallback   callback,
                                                         gpointer              user_data);
TARN_EXPORT gboolean      tarn_notifier_send_finish     (TarnNotifier         *self,
                                                         GAsyncResult         *result,
                                                         GError              **error);
TARN_EXPORT GError       *tarn_notifier_dup_failure     (TarnNotifier         *self,
                                                         GAsyncResult         *result,
                                                         TarnDevice           *receiver);

G_END_DECLS
