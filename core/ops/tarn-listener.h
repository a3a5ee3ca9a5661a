/* tarn-listener.h
 *
 * Receives notifications: traps of SNMPv1 and SNMPv2c, and informs, which it acknowledges.
 *
 * A listener belongs to the main context that was the thread's default when it was made: all
 * signals and callbacks come from there, and nothing blocks.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>

#include "base/tarn-address.h"
#include "ops/tarn-notification-filter.h"

G_BEGIN_DECLS

#define TARN_TYPE_LISTENER (tarn_listener_get_type ())
TARN_EXPORT G_DECLARE_FINAL_TYPE (TarnListener, tarn_listener, TARN, LISTENER, GObject)

/**
 * TarnListenerCounter:
 * @TARN_LISTENER_RECEIVED: datagrams
 * @TARN_LISTENER_TOLD: notifications that were told
 * @TARN_LISTENER_ACKNOWLEDGED: acknowledgements that were sent
 * @TARN_LISTENER_DUPLICATES: informs that came again: acknowledged again, and not told (P-TRP-09)
 * @TARN_LISTENER_FILTERED: notifications that tarn_listener_set_filter() does not want
 * @TARN_LISTENER_SUPPRESSED: datagrams beyond what one source may send in a second
 * @TARN_LISTENER_UNREADABLE: datagrams that are no notification
 * @TARN_LISTENER_REFUSED: informs that a handler of #TarnListener::settling did not take
 * @TARN_LISTENER_LOST: datagrams that found no room in the system's queue (F-72)
 *
 * What a listener counts.
 */
typedef enum
{
  TARN_LISTENER_RECEIVED,
  TARN_LISTENER_TOLD,
  TARN_LISTENER_ACKNOWLEDGED,
  TARN_LISTENER_DUPLICATES,
  TARN_LISTENER_FILTERED,
  TARN_LISTENER_SUPPRESSED,
  TARN_LISTENER_UNREADABLE,
  TARN_LISTENER_REFUSED,
  TARN_LISTENER_LOST,
} TarnListenerCounter;

/**
 * TarnListenerFunc:
 * @self: the listener
 * @notification: what was received
 * @user_data: as it was given to tarn_listener_add()
 *
 * Takes a notification that a filter wants.
 */
typedef void (*TarnListenerFunc) (TarnListener     *self,
                                  TarnNotification *notification,
                                  gpointer          user_data);

#define TARN_TYPE_LISTENER_COUNTER (tarn_listener_counter_get_type ())
TARN_EXPORT GType         tarn_listener_counter_get_type (void) G_GNUC_CONST;

TARN_EXPORT TarnListener *tarn_listener_new              (void);
TARN_EXPORT void          tarn_listener_set_filter       (TarnListener           *self,
                                                          TarnNotificationFilter *filter);
TARN_EXPORT void          tarn_listener_set_rate         (TarnListener           *self,
                                                          guint                   rate);
TARN_EXPORT guint         tarn_listener_add              (TarnListener           *self,
                                                          TarnNotificationFilter *filter,
                                                          TarnListenerFunc        func,
                                                          gpointer                user_data,
                                                          GDestroyNotify          destroy);
TARN_EXPORT void          tarn_listener_remove           (TarnListener           *self,
                                                          guint                   id);

/* @address of NULL is loopback, both families, port 162.  Where the system refuses port 162,
 * port 1162 is taken and a note is emitted through TarnListener::note. */
TARN_EXPORT gboolean      tarn_listener_listen           (TarnListener           *self,
                                                          TarnAddress            *address,
                                                          GError                **error);
TARN_EXPORT gboolean      tarn_listener_listen_socket    (TarnListener           *self,
                                                          GSocket                *socket,
                                                          GError                **error);
TARN_EXPORT GPtrArray    *tarn_listener_get_addresses    (TarnListener           *self);
TARN_EXPORT guint64       tarn_listener_get_counter      (TarnListener           *self,
                                                          TarnListenerCounter     counter);
TARN_EXPORT void          tarn_listener_stop             (TarnListener           *self);

G_END_DECLS
