/* tarn-walk-private.h
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ops/tarn-walk-machine.h"
#include "ops/tarn-walk-order.h"
#include "ops/tarn-walk.h"

G_BEGIN_DECLS

/* Told what each reply has covered, also where there are no rows. */
typedef void (*TarnStretchFunc) (TarnWalk              *walk,
                                 const TarnWalkStretch *stretch,
                                 gpointer               user_data);

/* A request in flight. */
typedef struct
{
  TarnWalk *walk;
  guint     slot;      /* of the machine       */
  guint64   handle;    /* 0: nothing in flight */
} TarnWalkHandle;

struct _TarnWalk
{
  GObject          parent_instance;

  TarnSession     *session;
  TarnDevice      *device;
  TarnWalkMachine  machine;
  TarnStore       *keys_store;     /* whose names @machine knows, or NULL        */
  gboolean         get_root;
  TarnRowsFunc     rows_func;
  gpointer         rows_data;
  GDestroyNotify   rows_notify;
  TarnStretchFunc  stretch_func;
  gpointer         stretch_data;
  gboolean         tell_ends;
  gboolean         ordered;
  TarnWalkOrder    order;          /* rows that wait for those in front of them  */

  gboolean         begun;
  GTask           *task;           /* while it runs; it holds a reference to us  */
  GSource         *cancelled;      /* while it runs with a cancellable           */
  GSource         *timer;          /* while it runs                              */
  GPtrArray       *handles;        /* of TarnWalkHandle, by slot                 */
  GSource         *backlog;        /* while more rows are due than one reply tells */
  gint64           began_us;
  gint64           ended_us;
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

/* Settles what is walked: everything if nothing was added.  Harmless when called
 * again. */
void             tarn_walk_settle       (TarnWalk *self);

/* @func is told before the function for rows is. */
void             tarn_walk_set_stretch_func (TarnWalk        *self,
                                             TarnStretchFunc  func,
                                             gpointer         user_data);

/* Tells what the last reply has covered, or keeps its rows. */
void             tarn_walk_tell         (TarnWalk *self,
                                         guint     n_stretches);
/* Tells rows that were kept and that the front has passed.  FALSE: there are more than is
 * good in one turn of the loop; when all are told, tarn_walk_step() is called. */
gboolean         tarn_walk_tell_due     (TarnWalk *self);

/* Decides what a walk does next. */
void             tarn_walk_step         (TarnWalk *self);

/* What an error of the session means for a walk. */
TarnGapReason    tarn_walk_reason_of_error (const GError *error);

/* Why the walk of @device, which has gaps, is not complete: reason, OID, count, what
 * is missing.  @error is what the session said last, or NULL. */
GError          *tarn_walk_make_verdict (const TarnWalkMachine *machine,
                                         TarnDevice            *device,
                                         const GError          *error);

G_END_DECLS
