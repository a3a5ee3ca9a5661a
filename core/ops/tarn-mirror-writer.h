/* tarn-mirror-writer.h
 *
 * Private: what a mirror puts into its store and when, without clock, walk and main loop.
 *
 * The writer is told stretches of names in any order.  What is still open, it works out
 * itself: so each transaction tells exactly what the capture holds with it, whatever the
 * walk is ahead of that.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "base/tarn-anomaly-log.h"
#include "net/tarn-device.h"
#include "ops/tarn-mirror-private.h"

G_BEGIN_DECLS

typedef struct
{
  TarnStore       *store;
  char            *path;
  char            *device;
  TarnVersion      version;
  gint64           began_us;   /* Unix time                                            */
  TarnBatch       *batch;      /* what arrived since the last commit                   */
  guint            batch_size; /* varbinds that a commit is due with                   */
  TarnMirrorInfo  *earlier;    /* the mirror that this one brings up to date; NULL     */
  gboolean         goes_on;    /* without an earlier mirror there is nothing to do     */
  gboolean         is_empty;   /* the capture held nothing when we began               */
  gboolean         known;      /* earlier mirrors have seen all that this one is for   */
  gboolean         anew;       /* all that earlier mirrors covered is covered again    */

  /* Arrays of TarnGap; sorted and disjoint but for @ranges and @kept. */
  GPtrArray       *ranges;     /* what was to be covered, by all mirrors so far        */
  GPtrArray       *kept;       /* gaps of earlier mirrors where this one does not come */
  GPtrArray       *open;       /* what we have not been told of                        */
  GPtrArray       *covered;    /* with @earlier: what we were since the last commit    */
} TarnMirrorWriter;

/* How the walk goes, which is told with every commit. */
typedef struct
{
  gboolean              running;
  guint64               n_rows;
  guint64               n_requests;
  gint64                elapsed_us;
  const TarnAnomalyLog *anomalies;
  const GPtrArray      *gaps;         /* of TarnGap: what was given up, in any order */
  guint32               uptime;       /* of the device, hundredths; 0: not known     */
  gint64                uptime_us;    /* Unix time when it said so                   */
  guint                 n_restarts;
} TarnMirrorRun;

void      tarn_mirror_writer_init    (TarnMirrorWriter     *self,
                                      TarnCapture          *capture,
                                      TarnDevice           *device);
void      tarn_mirror_writer_clear   (TarnMirrorWriter     *self);

/* Looks at what the capture holds.  This and committing may fail with
 * TARN_ERROR_STORE_BUSY: then call again later. */
gboolean  tarn_mirror_writer_open    (TarnMirrorWriter     *self,
                                      GError              **error);
/* What the walk shall cover: sorted and disjoint TarnGaps; taken over. */
void      tarn_mirror_writer_begin   (TarnMirrorWriter     *self,
                                      GPtrArray            *plan);
/* The names > @after and < @before (empty: the ends of all names) are covered, and @rows
 * is what there is.  Returns whether a commit is due. */
gboolean  tarn_mirror_writer_put     (TarnMirrorWriter     *self,
                                      TarnSpan              after,
                                      TarnSpan              before,
                                      const TarnRow        *rows,
                                      gsize                 n_rows);
/* @name was asked for and is not there. */
void      tarn_mirror_writer_drop    (TarnMirrorWriter     *self,
                                      TarnSpan              name);
gboolean  tarn_mirror_writer_commit  (TarnMirrorWriter     *self,
                                      const TarnMirrorRun  *run,
                                      GError              **error);
/* That a commit of a batch that was due took so long. */
void      tarn_mirror_writer_note_time (TarnMirrorWriter   *self,
                                      gint64                commit_us);

G_END_DECLS
