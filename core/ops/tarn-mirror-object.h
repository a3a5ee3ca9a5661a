/* tarn-mirror-object.h
 *
 * Private: what the files of TarnMirror share.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ops/tarn-mirror-writer.h"

G_BEGIN_DECLS

typedef enum
{
  MIRROR_NEW,
  MIRROR_OPENING,    /* reads what the capture holds, and plans */
  MIRROR_STARTING,   /* puts down the plan                      */
  MIRROR_WALKING,
  MIRROR_ENDING,     /* puts down the verdict                   */
  MIRROR_SYNCING,    /* waits for the disk                      */
  MIRROR_ENDED,
} MirrorState;

struct _TarnMirror
{
  GObject           parent_instance;

  TarnWalk         *walk;
  TarnCapture      *capture;
  TarnMirrorWriter  writer;          /* from the run on                                 */

  TarnMirrorScope   scope;
  MirrorState       state;
  GTask            *task;            /* while it runs; it holds a reference to us       */
  GCancellable     *stop;            /* of the walk: the caller's, or we lost the store */
  gulong            stop_id;
  gboolean          claimed;
  gboolean          opened;          /* the writer                                      */
  gint64            began_us;        /* monotonic                                       */
  guint64           n_known;         /* varbinds that were there of what is to come     */
  double            fraction;        /* what we told last                               */
  gboolean          restarted;       /* the device, since or while we looked            */
  GError           *store_error;     /* why nothing more can be written                 */
  GError           *walk_error;      /* why the walk is not complete                    */

  GSource          *timer;           /* for the next commit                             */
  gint64            busy_since_us;   /* 0: the store is not busy                        */
  gint64            progress_us;     /* when we last told                               */
};

enum
{
  TARN_MIRROR_PROGRESS,
  TARN_MIRROR_N_SIGNALS,
};

extern guint tarn_mirror_signals[TARN_MIRROR_N_SIGNALS];

/* Settles what the walk is to cover.  *@done: there is nothing.  May fail with
 * TARN_ERROR_STORE_BUSY: then call again later. */
gboolean  tarn_mirror_plan        (TarnMirror  *self,
                                   gboolean    *done,
                                   GError     **error);
/* Inside a read section: how many varbinds that the capture had are still to come. */
guint64   tarn_mirror_count_open  (TarnMirror  *self);

G_END_DECLS
