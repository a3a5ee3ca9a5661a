/* tarn-walk-private.h
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ops/tarn-walk-machine.h"
#include "ops/tarn-walk.h"

G_BEGIN_DECLS

struct _TarnWalk
{
  GObject          parent_instance;

  TarnSession     *session;
  TarnDevice      *device;
  TarnWalkMachine  machine;
  gboolean         get_root;
  TarnRowsFunc     rows_func;
  gpointer         rows_data;
  GDestroyNotify   rows_notify;
  gboolean         tell_ends;

  gboolean         begun;
  GTask           *task;           /* while it runs; it holds a reference to us  */
  GSource         *cancelled;      /* while it runs with a cancellable           */
  guint64          handle;         /* of the request in flight, 0 for none       */
  guint            interval;       /* of the machine, which that request is for  */
  guint64          n_requests;
  GError          *error;          /* why the session had no reply, the last one */
};

enum
{
  TARN_WALK_VARBINDS,
  TARN_WALK_N_SIGNALS,
};

extern guint tarn_walk_signals[TARN_WALK_N_SIGNALS];

/* The machine of @self, for a mirror to tell where it stands. */
TarnWalkMachine *tarn_walk_peek_machine (TarnWalk *self);

/* Settles what is walked: everything if nothing was added.  Also joins what overlaps,
 * with @merge.  Harmless when called again. */
void             tarn_walk_settle       (TarnWalk *self,
                                         gboolean  merge);

/* What an error of the session means for a walk. */
TarnGapReason    tarn_walk_reason_of_error (const GError *error);

/* Why the walk of @device, which has gaps, is not complete: reason, OID, count, what
 * is missing.  @error is what the session said last, or NULL. */
GError          *tarn_walk_make_verdict (const TarnWalkMachine *machine,
                                         TarnDevice            *device,
                                         const GError          *error);

G_END_DECLS
