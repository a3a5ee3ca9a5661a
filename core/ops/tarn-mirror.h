/* tarn-mirror.h
 *
 * Walks a device into a capture: in bounded batches, with the verdict, the gaps and
 * where each batch ends in the same transaction as its varbinds.
 *
 * A capture that holds an earlier mirror of the same device is brought up to date:
 * where this mirror comes by, varbinds that the device no longer has are removed;
 * where it does not (a gap, another subtree), what was there stays.  So a mirror of
 * the gaps of an earlier one goes on with it.  Anything else that is not empty is
 * refused.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "base/tarn-anomaly-count.h"
#include "ops/tarn-walk.h"
#include "store/tarn-capture.h"

G_BEGIN_DECLS

/**
 * TarnMirrorScope:
 * @TARN_MIRROR_SCOPE_WALK: the roots and ranges that the walk was given; everything if none
 * @TARN_MIRROR_SCOPE_REST: all that the capture lacks, never come to or asked for in vain
 * @TARN_MIRROR_SCOPE_GAPS: what of that was asked for in vain
 * @TARN_MIRROR_SCOPE_SAME: what earlier mirrors were for, all of it again
 *
 * What a mirror is to cover.
 */
typedef enum
{
  TARN_MIRROR_SCOPE_WALK,
  TARN_MIRROR_SCOPE_REST,
  TARN_MIRROR_SCOPE_GAPS,
  TARN_MIRROR_SCOPE_SAME,
} TarnMirrorScope;

#define TARN_TYPE_MIRROR (tarn_mirror_get_type ())
TARN_EXPORT G_DECLARE_FINAL_TYPE (TarnMirror, tarn_mirror, TARN, MIRROR, GObject)

/* Roots, markers and repetitions are those of the walk, which must not have run;
 * the mirror takes its rows. */
TARN_EXPORT TarnMirror *tarn_mirror_new         (TarnWalk             *walk,
                                                 TarnCapture          *capture);
TARN_EXPORT void        tarn_mirror_set_scope   (TarnMirror           *self,
                                                 TarnMirrorScope       scope);
TARN_EXPORT void        tarn_mirror_run_async   (TarnMirror           *self,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
/* As tarn_walk_run_finish(); all that arrived is in the capture and on the disk,
 * unless the error is about the store. */
TARN_EXPORT gboolean    tarn_mirror_run_finish  (TarnMirror           *self,
                                                 GAsyncResult         *result,
                                                 GError              **error);
TARN_EXPORT TarnWalk   *tarn_mirror_get_walk    (TarnMirror           *self);
/* The caller's to free. */
TARN_EXPORT TarnOid    *tarn_mirror_get_current (TarnMirror           *self);
/* From 0 to 1; below 0: nobody knows. */
TARN_EXPORT double      tarn_mirror_get_fraction (TarnMirror          *self);
TARN_EXPORT gboolean    tarn_mirror_has_restarted (TarnMirror         *self);

/**
 * TarnMirrorInfo:
 * @device: address as it was asked for
 * @version: of the protocol
 * @began_us: Unix time in microseconds
 * @ended_us: Unix time in microseconds of the last commit
 * @running: the mirror has not ended: it goes on, or its process died
 * @complete: the verdict
 * @elapsed_us: microseconds that took, by a clock that nobody sets
 * @n_rows: varbinds received
 * @n_requests: requests sent
 * @ranges: (element-type TarnGap): what was to be covered, by all mirrors so far;
 *   only @after and @before say something
 * @gaps: (element-type TarnGap): what of that is missing and why
 * @anomalies: what was tolerated
 * @anomaly_counts: (element-type TarnAnomalyCount): how often and where first; empty if
 *   nobody counted, or there was nothing
 * @uptime: what sysUpTime the device told last, in hundredths of a second; 0: none
 * @uptime_us: Unix time in microseconds when it told that
 * @n_restarts: how often the device began anew while or before some of what is here was
 *   read, so that not all of it is of one life of the device
 * @known: all names within @ranges have been read at least once
 *
 * How a capture came to be, as read back from it.
 */
typedef struct
{
  char          *device;
  TarnVersion    version;
  gint64         began_us;
  gint64         ended_us;
  gboolean       running;
  gboolean       complete;
  guint64        n_rows;
  GPtrArray     *ranges;
  GPtrArray     *gaps;
  TarnAnomalies  anomalies;
  GPtrArray     *anomaly_counts;
  guint64        n_requests;
  gint64         elapsed_us;
  guint32        uptime;
  gint64         uptime_us;
  guint          n_restarts;
  gboolean       known;
} TarnMirrorInfo;

#define TARN_TYPE_MIRROR_INFO (tarn_mirror_info_get_type ())
TARN_EXPORT GType           tarn_mirror_info_get_type (void) G_GNUC_CONST;
/* NULL if the capture was not made by a mirror, or says what no mirror would. */
TARN_EXPORT TarnMirrorInfo *tarn_mirror_info_read     (TarnStore             *store);
TARN_EXPORT TarnMirrorInfo *tarn_mirror_info_copy     (const TarnMirrorInfo  *self);
TARN_EXPORT void            tarn_mirror_info_free     (TarnMirrorInfo        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnMirrorInfo, tarn_mirror_info_free)

G_END_DECLS
