/* tarn-session.h
 *
 * The manager: one UDP socket per address family for any number of devices.
 *
 * A session belongs to the main context that was the thread's default when it was
 * made; all callbacks come from there.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>

#include "base/tarn-anomaly.h"
#include "base/tarn-varbind.h"
#include "net/tarn-device.h"

G_BEGIN_DECLS

#define TARN_TYPE_SESSION (tarn_session_get_type ())
TARN_EXPORT G_DECLARE_FINAL_TYPE (TarnSession, tarn_session, TARN, SESSION, GObject)

TARN_EXPORT TarnSession *tarn_session_new             (void);

TARN_EXPORT void         tarn_session_get_async       (TarnSession          *self,
                                                       TarnDevice           *device,
                                                       TarnOid             **oids,
                                                       gsize                 n_oids,
                                                       GCancellable         *cancellable,
                                                       GAsyncReadyCallback   callback,
                                                       gpointer              user_data);
TARN_EXPORT GHashTable  *tarn_session_get_finish      (TarnSession          *self,
                                                       GAsyncResult         *result,
                                                       GError              **error);
TARN_EXPORT GError      *tarn_session_dup_failure     (TarnSession          *self,
                                                       GAsyncResult         *result,
                                                       guint                 position);
TARN_EXPORT TarnAnomalies tarn_session_get_anomalies  (TarnSession          *self,
                                                       GAsyncResult         *result);
TARN_EXPORT void         tarn_session_get_next_async  (TarnSession          *self,
                                                       TarnDevice           *device,
                                                       TarnOid             **oids,
                                                       gsize                 n_oids,
                                                       GCancellable         *cancellable,
                                                       GAsyncReadyCallback   callback,
                                                       gpointer              user_data);
TARN_EXPORT GPtrArray   *tarn_session_get_next_finish (TarnSession          *self,
                                                       GAsyncResult         *result,
                                                       GError              **error);
TARN_EXPORT void         tarn_session_get_bulk_async  (TarnSession          *self,
                                                       TarnDevice           *device,
                                                       guint                 non_repeaters,
                                                       guint                 max_repetitions,
                                                       TarnOid             **oids,
                                                       gsize                 n_oids,
                                                       GCancellable         *cancellable,
                                                       GAsyncReadyCallback   callback,
                                                       gpointer              user_data);
TARN_EXPORT GPtrArray   *tarn_session_get_bulk_finish (TarnSession          *self,
                                                       GAsyncResult         *result,
                                                       GError              **error);
TARN_EXPORT void         tarn_session_set_async       (TarnSession          *self,
                                                       TarnDevice           *device,
                                                       TarnVarbind         **varbinds,
                                                       gsize                 n_varbinds,
                                                       GCancellable         *cancellable,
                                                       GAsyncReadyCallback   callback,
                                                       gpointer              user_data);
TARN_EXPORT GPtrArray   *tarn_session_set_finish      (TarnSession          *self,
                                                       GAsyncResult         *result,
                                                       GError              **error);
TARN_EXPORT int          tarn_session_get_refusal     (TarnSession          *self,
                                                       GAsyncResult         *result,
                                                       int                  *position);

/* For bindings, which know them by the names above: containers whose elements do not
 * go with them. */
TARN_EXPORT GPtrArray   *tarn_session_list_get        (TarnSession          *self,
                                                       GAsyncResult         *result,
                                                       GError              **error);
TARN_EXPORT GPtrArray   *tarn_session_list_next       (TarnSession          *self,
                                                       GAsyncResult         *result,
                                                       GError              **error);
TARN_EXPORT GPtrArray   *tarn_session_list_bulk       (TarnSession          *self,
                                                       GAsyncResult         *result,
                                                       GError              **error);
TARN_EXPORT GPtrArray   *tarn_session_list_set        (TarnSession          *self,
                                                       GAsyncResult         *result,
                                                       GError              **error);

G_END_DECLS
