/* tarn-mirror-control.h
 *
 * Mirrors a document's device into its capture: begins, pauses, goes on, and knows how it
 * stands.  No widget is in it, so that a device that dies in the middle can be tried without
 * a display.
 *
 * While a mirror runs it keeps its control, so whoever gives that up cancels it.
 *
 * Pausing ends the walk: what it covered is in the capture, with what is left, so that going
 * on is another mirror of the rest, now or after the next start.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "tarn-document.h"

G_BEGIN_DECLS

typedef enum
{
  TARN_MIRROR_CONTROL_IDLE,          /* nothing was done yet, or it was put aside   */
  TARN_MIRROR_CONTROL_RUNNING,
  TARN_MIRROR_CONTROL_STOPPING,      /* the last batch is on its way to the capture */
  TARN_MIRROR_CONTROL_PAUSED,
  TARN_MIRROR_CONTROL_DONE,          /* the verdict tells, and the error if there is one */
  TARN_MIRROR_CONTROL_FAILED,        /* the error tells; nothing was read           */
  TARN_MIRROR_CONTROL_INTERRUPTED,   /* of an earlier run, which ended in the middle */
} TarnMirrorControlState;

#define TARN_TYPE_MIRROR_CONTROL_STATE (tarn_mirror_control_state_get_type ())
GType tarn_mirror_control_state_get_type (void) G_GNUC_CONST;

typedef struct
{
  guint64  n_rows;        /* received                                           */
  guint64  n_requests;
  double   rate;          /* varbinds a second, of late                         */
  double   fraction;      /* 0 to 1; below 0: nobody knows what is to come      */
  gint64   elapsed_us;
  guint    n_in_flight;
  TarnOid *current;       /* all in front of it is settled; NULL: nothing yet   */
} TarnMirrorProgress;

void tarn_mirror_progress_clear (TarnMirrorProgress *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TarnMirrorProgress, tarn_mirror_progress_clear)

#define TARN_TYPE_MIRROR_CONTROL (tarn_mirror_control_get_type ())
G_DECLARE_FINAL_TYPE (TarnMirrorControl, tarn_mirror_control, TARN, MIRROR_CONTROL, GObject)

/* Property "state" notifies. */
TarnMirrorControl     *tarn_mirror_control_new          (TarnDocument        *document);
TarnMirrorControlState tarn_mirror_control_get_state    (TarnMirrorControl   *self);
gboolean               tarn_mirror_control_is_busy      (TarnMirrorControl   *self);

/* The document must have a device.  Nothing happens while busy.  @root NULL: all of it. */
void                   tarn_mirror_control_start        (TarnMirrorControl   *self,
                                                         const TarnOid       *root);
/* With the earlier mirror that the capture holds. */
void                   tarn_mirror_control_go_on        (TarnMirrorControl   *self,
                                                         TarnMirrorScope      scope);
void                   tarn_mirror_control_pause        (TarnMirrorControl   *self);
/* What was read stays. */
void                   tarn_mirror_control_cancel       (TarnMirrorControl   *self);
/* Back to idle, if not busy. */
void                   tarn_mirror_control_dismiss      (TarnMirrorControl   *self);

/* As of now; cheap enough for ten times a second. */
void                   tarn_mirror_control_get_progress (TarnMirrorControl   *self,
                                                         TarnMirrorProgress  *progress);
/* NULL: none yet. */
const TarnVerdict     *tarn_mirror_control_get_verdict  (TarnMirrorControl   *self);
const GError          *tarn_mirror_control_get_error    (TarnMirrorControl   *self);
/* The device fell silent, or the network refused. */
gboolean               tarn_mirror_control_is_silent    (TarnMirrorControl   *self);
gboolean               tarn_mirror_control_has_restarted (TarnMirrorControl  *self);
/* What the capture says of its mirrors, read again; NULL: nothing.  The caller's. */
TarnMirrorInfo        *tarn_mirror_control_dup_info     (TarnMirrorControl   *self);
/* For a picture (tarn-mirror-picture.h); NULL: nothing runs.  The caller's. */
GPtrArray             *tarn_mirror_control_dup_open     (TarnMirrorControl   *self);
GPtrArray             *tarn_mirror_control_dup_asked    (TarnMirrorControl   *self);

G_END_DECLS
