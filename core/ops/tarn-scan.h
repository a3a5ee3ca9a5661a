/* tarn-scan.h
 *
 * Asks many devices the same: scalars, columns, or only whether they answer.
 *
 * A scan runs once, in the main context that is the thread's default then, over one
 * socket per family and two sources, however many targets there are.  What comes is
 * told as it comes; each target that was begun is told to have ended.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>

#include "base/tarn-row.h"
#include "ops/tarn-gap.h"

G_BEGIN_DECLS

#define TARN_TYPE_SCAN (tarn_scan_get_type ())
TARN_EXPORT G_DECLARE_FINAL_TYPE (TarnScan, tarn_scan, TARN, SCAN, GObject)

/**
 * TarnScanOutcome:
 * @TARN_SCAN_NONE: not ended
 * @TARN_SCAN_ANSWERED: answered all that was asked
 * @TARN_SCAN_INCOMPLETE: answered, but not all: see gaps and missing names
 * @TARN_SCAN_SILENT: no answer to any credential
 * @TARN_SCAN_REFUSED: no agent listens on that port
 * @TARN_SCAN_UNREACHABLE: the network does not carry requests there
 * @TARN_SCAN_ERROR: its name has no address, or it answers with errors only
 * @TARN_SCAN_STOPPED: the scan was cancelled before this target had ended
 *
 * What became of a target.
 */
typedef enum
{
  TARN_SCAN_NONE,
  TARN_SCAN_ANSWERED,
  TARN_SCAN_INCOMPLETE,
  TARN_SCAN_SILENT,
  TARN_SCAN_REFUSED,
  TARN_SCAN_UNREACHABLE,
  TARN_SCAN_ERROR,
  TARN_SCAN_STOPPED,
} TarnScanOutcome;

#define TARN_TYPE_SCAN_OUTCOME (tarn_scan_outcome_get_type ())

/**
 * TarnScanEventKind:
 * @TARN_SCAN_EVENT_ROWS: varbinds came
 * @TARN_SCAN_EVENT_END: the target has ended
 *
 * What a #TarnScanEvent tells.
 */
typedef enum
{
  TARN_SCAN_EVENT_ROWS,
  TARN_SCAN_EVENT_END,
} TarnScanEventKind;

/**
 * TarnScanEvent: (skip)
 * @kind: what it tells
 * @target: the device: a name as it was given, or an address; with a port where that is
 *   not 161
 * @address: where it was asked: the same, with the address of a name; empty if it has none
 * @number: of the target, as given, from 0
 * @position: of the target in the order of the scan, from 0
 * @rows: (array length=n_rows): ROWS: borrowed, gone when the function returns; an
 *   exception says that the device has no such name
 * @n_rows: how many
 * @outcome: END: what became of it
 * @credential: END: number of the credential that it answered to, from 0; -1 for none
 * @rtt_us: END: smoothed round trip; 0 is not known
 * @total_rows: END: how many rows were told in all
 * @n_missing: END: scalars that it neither answered nor denied
 * @gaps: (nullable) (element-type TarnGap): END: what of the tables is missing
 * @anomalies: END: what was tolerated in its answers
 * @error: (nullable): END: why it is not ANSWERED, for a person
 *
 * Something about one target, borrowed.
 */
typedef struct
{
  TarnScanEventKind  kind;
  const char        *target;
  const char        *address;
  guint64            number;
  guint64            position;

  const TarnRow     *rows;
  gsize              n_rows;

  TarnScanOutcome    outcome;
  int                credential;
  gint64             rtt_us;
  guint64            total_rows;
  guint              n_missing;
  GPtrArray         *gaps;
  TarnAnomalies      anomalies;
  const GError      *error;
} TarnScanEvent;

/**
 * TarnScanFunc: (skip)
 * @scan: the scan
 * @event: what there is to tell; borrowed
 * @user_data: what tarn_scan_set_func() got
 *
 * Called as answers come; those of one target in the order of names within a table.
 */
typedef void (*TarnScanFunc) (TarnScan            *scan,
                              const TarnScanEvent *event,
                              gpointer             user_data);

/**
 * TarnScanCounts:
 * @n_targets: all there are, also those that an earlier scan has asked
 * @n_done: of these, those that have ended, in whichever scan
 * @n_begun: targets that this scan asked
 * @n_ended: of these, how many have ended
 * @n_answered: ended with ANSWERED or INCOMPLETE
 * @n_silent: ended with SILENT
 * @n_refused: ended with REFUSED or UNREACHABLE
 * @n_rows: varbinds told
 * @n_sent: datagrams sent
 * @n_received: datagrams that came
 * @n_late: datagrams that came a second time, or when their target had been given up
 * @n_foreign: datagrams that belong to no request, or came from elsewhere
 * @n_overruns: datagrams that the system had no room for
 * @window: requests that may be under way at once, now
 *
 * Where a scan stands.
 */
typedef struct
{
  guint64 n_targets;
  guint64 n_done;
  guint64 n_begun;
  guint64 n_ended;
  guint64 n_answered;
  guint64 n_silent;
  guint64 n_refused;
  guint64 n_rows;
  guint64 n_sent;
  guint64 n_received;
  guint64 n_late;
  guint64 n_foreign;
  guint64 n_overruns;
  guint   window;
} TarnScanCounts;

TARN_EXPORT GType       tarn_scan_outcome_get_type  (void) G_GNUC_CONST;
TARN_EXPORT const char *tarn_scan_outcome_to_string (TarnScanOutcome       outcome);

TARN_EXPORT TarnScan   *tarn_scan_new               (void);
TARN_EXPORT gboolean    tarn_scan_add_target        (TarnScan             *self,
                                                     const char           *spec,
                                                     GError              **error);
TARN_EXPORT gboolean    tarn_scan_add_file          (TarnScan             *self,
                                                     const char           *path,
                                                     GError              **error);
TARN_EXPORT void        tarn_scan_shuffle           (TarnScan             *self,
                                                     guint32               seed);
TARN_EXPORT guint64     tarn_scan_get_n_targets     (TarnScan             *self);
TARN_EXPORT guint64     tarn_scan_get_n_duplicates  (TarnScan             *self);

/* Which targets have ended, as a line of text: a later scan of the same targets goes on
 * from there. */
TARN_EXPORT char       *tarn_scan_dup_state         (TarnScan             *self);
TARN_EXPORT gboolean    tarn_scan_set_state         (TarnScan             *self,
                                                     const char           *state,
                                                     GError              **error);

TARN_EXPORT void        tarn_scan_add_oid           (TarnScan             *self,
                                                     const TarnOid        *oid);
TARN_EXPORT void        tarn_scan_add_table         (TarnScan             *self,
                                                     const TarnOid        *root);
TARN_EXPORT void        tarn_scan_add_credential    (TarnScan             *self,
                                                     TarnVersion           version,
                                                     GBytes               *community);
TARN_EXPORT void        tarn_scan_set_discover      (TarnScan             *self,
                                                     gboolean              discover);
TARN_EXPORT void        tarn_scan_set_rate          (TarnScan             *self,
                                                     guint                 rate);
TARN_EXPORT void        tarn_scan_set_max_in_flight (TarnScan             *self,
                                                     guint                 max_in_flight);
TARN_EXPORT void        tarn_scan_set_timeout_us    (TarnScan             *self,
                                                     gint64                timeout_us);
TARN_EXPORT void        tarn_scan_set_tries         (TarnScan             *self,
                                                     guint                 tries);
TARN_EXPORT void        tarn_scan_set_max_rows      (TarnScan             *self,
                                                     guint                 max_rows);
TARN_EXPORT void        tarn_scan_set_func          (TarnScan             *self,
                                                     TarnScanFunc          func,
                                                     gpointer              user_data,
                                                     GDestroyNotify        notify);

TARN_EXPORT void        tarn_scan_run_async         (TarnScan             *self,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data);
/* TRUE when all targets have ended, whatever became of them. */
TARN_EXPORT gboolean    tarn_scan_run_finish        (TarnScan             *self,
                                                     GAsyncResult         *result,
                                                     GError              **error);

TARN_EXPORT void        tarn_scan_get_counts        (TarnScan             *self,
                                                     TarnScanCounts       *counts);

G_END_DECLS
