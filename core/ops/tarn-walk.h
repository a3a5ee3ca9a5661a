/* tarn-walk.h
 *
 * Reads subtrees of one device to their end and tells the truth about it: every
 * walk ends with a verdict, and what arrived before trouble is kept.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "base/tarn-row.h"
#include "net/tarn-session.h"

G_BEGIN_DECLS

/**
 * TarnGapReason:
 * @TARN_GAP_NONE: no gap
 * @TARN_GAP_NO_ANSWER: the agent fell silent
 * @TARN_GAP_UNREACHABLE: the network refused
 * @TARN_GAP_NOT_INCREASING: a name that is not greater than the one before (P-WLK-02)
 * @TARN_GAP_EMPTY_REPLY: replies without a single varbind (P-WLK-04)
 * @TARN_GAP_ERROR_STATUS: the agent answered with an error-status
 * @TARN_GAP_BAD_NAME: a name that cannot be asked for again (P-OID-03)
 * @TARN_GAP_LIMIT: a limit of the walk was reached (P-WLK-08)
 * @TARN_GAP_CANCELLED: the walk was stopped
 *
 * Why an interval was not covered to its end.
 */
typedef enum
{
  TARN_GAP_NONE,
  TARN_GAP_NO_ANSWER,
  TARN_GAP_UNREACHABLE,
  TARN_GAP_NOT_INCREASING,
  TARN_GAP_EMPTY_REPLY,
  TARN_GAP_ERROR_STATUS,
  TARN_GAP_BAD_NAME,
  TARN_GAP_LIMIT,
  TARN_GAP_CANCELLED,
} TarnGapReason;

/**
 * TarnGap:
 * @after: (nullable): names greater than this are missing; %NULL is the beginning
 * @before: (nullable): and smaller than this; %NULL is the end of all names
 * @reason: why
 * @status: error-status of the agent, for %TARN_GAP_ERROR_STATUS
 * @n_attempts: requests that were spent on it
 *
 * An interval of names that a walk could not cover.
 */
typedef struct
{
  TarnOid       *after;
  TarnOid       *before;
  TarnGapReason  reason;
  int            status;
  guint          n_attempts;
} TarnGap;

#define TARN_TYPE_GAP (tarn_gap_get_type ())
TARN_EXPORT GType       tarn_gap_get_type         (void) G_GNUC_CONST;
TARN_EXPORT TarnGap    *tarn_gap_copy             (const TarnGap        *self);
TARN_EXPORT void        tarn_gap_free             (TarnGap              *self);
TARN_EXPORT char       *tarn_gap_to_string        (const TarnGap        *self);
TARN_EXPORT const char *tarn_gap_reason_to_string (TarnGapReason         reason);

#define TARN_TYPE_WALK (tarn_walk_get_type ())
TARN_EXPORT G_DECLARE_FINAL_TYPE (TarnWalk, tarn_walk, TARN, WALK, GObject)

/* Rows come in OID order within a root, in batches, borrowed. */
typedef void (*TarnRowsFunc) (TarnWalk      *walk,
                              const TarnRow *rows,
                              gsize          n_rows,
                              gpointer       user_data);

TARN_EXPORT TarnWalk   *tarn_walk_new                 (TarnSession          *session,
                                                       TarnDevice           *device);
TARN_EXPORT void        tarn_walk_add_root            (TarnWalk             *self,
                                                       const TarnOid        *root,
                                                       const TarnOid        *marker);
TARN_EXPORT void        tarn_walk_add_range           (TarnWalk             *self,
                                                       const TarnOid        *after,
                                                       const TarnOid        *before);
TARN_EXPORT void        tarn_walk_set_max_repetitions (TarnWalk             *self,
                                                       guint                 max_repetitions);
TARN_EXPORT void        tarn_walk_set_rows_func       (TarnWalk             *self,
                                                       TarnRowsFunc          func,
                                                       gpointer              user_data,
                                                       GDestroyNotify        notify);
TARN_EXPORT void        tarn_walk_run_async           (TarnWalk             *self,
                                                       GCancellable         *cancellable,
                                                       GAsyncReadyCallback   callback,
                                                       gpointer              user_data);

/* TRUE when the walk is complete.  FALSE without @error never happens: an incomplete
 * walk is an error that says why (TARN_ERROR_NO_ANSWER …, G_IO_ERROR_CANCELLED), and
 * tarn_walk_get_gaps() says where. */
TARN_EXPORT gboolean    tarn_walk_run_finish          (TarnWalk             *self,
                                                       GAsyncResult         *result,
                                                       GError              **error);
TARN_EXPORT gboolean    tarn_walk_is_complete         (TarnWalk             *self);
TARN_EXPORT guint64     tarn_walk_get_n_rows          (TarnWalk             *self);
TARN_EXPORT guint64     tarn_walk_get_n_requests      (TarnWalk             *self);
TARN_EXPORT TarnAnomalies tarn_walk_get_anomalies     (TarnWalk             *self);
TARN_EXPORT GPtrArray  *tarn_walk_get_gaps            (TarnWalk             *self);

G_END_DECLS
