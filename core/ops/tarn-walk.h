/* tarn-walk.h
 *
 * Reads subtrees of one device to their end and tells the truth about it: every
 * walk ends with a verdict, and what arrived before trouble is kept.
 *
 * A walk runs once, in the main context that is the thread's default then.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "base/tarn-row.h"
#include "net/tarn-session.h"
#include "ops/tarn-verdict.h"
#include "store/tarn-store.h"

G_BEGIN_DECLS

#define TARN_TYPE_WALK (tarn_walk_get_type ())
TARN_EXPORT G_DECLARE_FINAL_TYPE (TarnWalk, tarn_walk, TARN, WALK, GObject)

/**
 * TarnRowsFunc: (skip)
 * @walk: the walk
 * @rows: (array length=n_rows): varbinds, in OID order, see tarn_walk_set_ordered();
 *   borrowed, gone when the function returns
 * @n_rows: how many, at least one
 * @user_data: what tarn_walk_set_rows_func() got
 *
 * Called when replies have something to say.
 */
typedef void (*TarnRowsFunc) (TarnWalk      *walk,
                              const TarnRow *rows,
                              gsize          n_rows,
                              gpointer       user_data);

TARN_EXPORT TarnWalk     *tarn_walk_new                 (TarnSession          *session,
                                                         TarnDevice           *device);
TARN_EXPORT TarnDevice   *tarn_walk_get_device          (TarnWalk             *self);
TARN_EXPORT void          tarn_walk_add_root            (TarnWalk             *self,
                                                         const TarnOid        *root,
                                                         const TarnOid        *marker);
TARN_EXPORT void          tarn_walk_add_range           (TarnWalk             *self,
                                                         const TarnOid        *after,
                                                         const TarnOid        *before);
TARN_EXPORT void          tarn_walk_set_get_root        (TarnWalk             *self,
                                                         gboolean              get_root);
TARN_EXPORT void          tarn_walk_set_max_repetitions (TarnWalk             *self,
                                                         guint                 max_repetitions);
TARN_EXPORT void          tarn_walk_set_tell_ends       (TarnWalk             *self,
                                                         gboolean              tell_ends);
TARN_EXPORT void          tarn_walk_set_max_rows        (TarnWalk             *self,
                                                         guint64               max_rows);
TARN_EXPORT void          tarn_walk_set_ordered         (TarnWalk             *self,
                                                         gboolean              ordered);
TARN_EXPORT void          tarn_walk_set_max_time_us     (TarnWalk             *self,
                                                         gint64                max_time_us);
TARN_EXPORT void          tarn_walk_set_gentle          (TarnWalk             *self,
                                                         gboolean              gentle);
TARN_EXPORT void          tarn_walk_set_tolerate        (TarnWalk             *self,
                                                         gboolean              tolerate);
TARN_EXPORT void          tarn_walk_set_keys_store      (TarnWalk             *self,
                                                         TarnStore            *store);
TARN_EXPORT void          tarn_walk_set_rows_func       (TarnWalk             *self,
                                                         TarnRowsFunc          func,
                                                         gpointer              user_data,
                                                         GDestroyNotify        notify);
TARN_EXPORT void          tarn_walk_run_async           (TarnWalk             *self,
                                                         GCancellable         *cancellable,
                                                         GAsyncReadyCallback   callback,
                                                         gpointer              user_data);

/* TRUE when the walk is complete.  FALSE without @error never happens: an incomplete
 * walk is an error that says why (TARN_ERROR_NO_ANSWER …, G_IO_ERROR_CANCELLED), and
 * tarn_walk_get_gaps() says where. */
TARN_EXPORT gboolean      tarn_walk_run_finish          (TarnWalk             *self,
                                                         GAsyncResult         *result,
                                                         GError              **error);
TARN_EXPORT gboolean      tarn_walk_is_complete         (TarnWalk             *self);
TARN_EXPORT guint64       tarn_walk_get_n_rows          (TarnWalk             *self);
TARN_EXPORT guint64       tarn_walk_get_n_requests      (TarnWalk             *self);
TARN_EXPORT TarnAnomalies tarn_walk_get_anomalies       (TarnWalk             *self);
TARN_EXPORT GPtrArray    *tarn_walk_dup_anomaly_counts  (TarnWalk             *self);
TARN_EXPORT GPtrArray    *tarn_walk_get_gaps            (TarnWalk             *self);
TARN_EXPORT GPtrArray    *tarn_walk_dup_open_intervals  (TarnWalk             *self);
TARN_EXPORT GPtrArray    *tarn_walk_dup_asked_intervals (TarnWalk             *self);
TARN_EXPORT guint         tarn_walk_get_n_in_flight     (TarnWalk             *self);
TARN_EXPORT TarnVerdict  *tarn_walk_dup_verdict         (TarnWalk             *self);

G_END_DECLS
