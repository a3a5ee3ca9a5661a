/* tarn-mirror-writer.h
 *
 * Private: what a mirror puts into its store and when, without clock and main loop.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ops/tarn-mirror-private.h"
#include "ops/tarn-walk-machine.h"

G_BEGIN_DECLS

typedef struct
{
  TarnStore       *store;
  char            *path;
  char            *device;
  TarnVersion      version;
  gint64           began_us;      /* Unix time                                      */
  TarnBatch       *batch;         /* what arrived since the last commit             */
  GPtrArray       *plan;          /* of TarnGap: what this mirror shall cover       */
  TarnMirrorInfo  *earlier;       /* the mirror that this one brings up to date     */
  TarnMirrorSeen   seen;          /* with @earlier: names since the last commit     */
  TarnName        *committed;     /* with @earlier: per interval, how far that went */
  guint            n_committed;   /* leading intervals that it went to the end of   */

  const TarnWalkMachine *machine; /* of the walk, which outlives us                 */
} TarnMirrorWriter;

void      tarn_mirror_writer_init    (TarnMirrorWriter  *self,
                                      TarnCapture       *capture,
                                      TarnWalk          *walk);
void      tarn_mirror_writer_clear   (TarnMirrorWriter  *self);

/* Opening and committing may fail with TARN_ERROR_STORE_BUSY: then call again later.  The walk is
 * settled and has not begun. */
gboolean  tarn_mirror_writer_open    (TarnMirrorWriter  *self,
                                      GError           **error);
/* Returns whether a commit is due. */
gboolean  tarn_mirror_writer_put     (TarnMirrorWriter  *self,
                                      const TarnRow     *rows,
                                      gsize              n_rows);
gboolean  tarn_mirror_writer_commit  (TarnMirrorWriter  *self,
                                      gboolean           running,
                                      GError           **error);

G_END_DECLS
