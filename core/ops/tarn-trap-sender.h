/* tarn-trap-sender.h
 *
 * Private: single datagrams that nobody answers, to receivers that may have to be looked up.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>

#include "net/tarn-device.h"
#include "ops/tarn-notification.h"

G_BEGIN_DECLS

typedef struct _TarnTrapSender TarnTrapSender;

/* Takes @error: why it could not be sent; NULL: it was.  Perhaps called at once. */
typedef void (*TarnTrapSentFunc) (GError   *error,
                                  gpointer  user_data);

/* For the main context that is the thread's default now. */
TarnTrapSender *tarn_trap_sender_new   (void);
/* What is under way goes on. */
void            tarn_trap_sender_unref (TarnTrapSender    *self);
/* Sends @notification as it is. */
void            tarn_trap_sender_send  (TarnTrapSender    *self,
                                        TarnDevice        *receiver,
                                        TarnNotification  *notification,
                                        GCancellable      *cancellable,
                                        TarnTrapSentFunc   func,
                                        gpointer           user_data);

G_END_DECLS
