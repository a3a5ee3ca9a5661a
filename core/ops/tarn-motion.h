/* tarn-motion.h
 *
 * How the numbers that an agent serves move while it serves them: as they did between two
 * captures of the device, or at rates that a person says.
 *
 * It belongs to the thread of the agent that it was given to.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "base/tarn-oid.h"
#include "store/tarn-store.h"

G_BEGIN_DECLS

#define TARN_TYPE_MOTION (tarn_motion_get_type ())

typedef struct _TarnMotion TarnMotion;

TARN_EXPORT GType       tarn_motion_get_type    (void) G_GNUC_CONST;
TARN_EXPORT TarnMotion *tarn_motion_new         (void);
TARN_EXPORT TarnMotion *tarn_motion_ref         (TarnMotion      *self);
TARN_EXPORT void        tarn_motion_unref       (TarnMotion      *self);
TARN_EXPORT void        tarn_motion_add_rate    (TarnMotion      *self,
                                                 TarnOid         *at,
                                                 double           per_second);
TARN_EXPORT gboolean    tarn_motion_set_earlier (TarnMotion      *self,
                                                 TarnStore       *now,
                                                 TarnStore       *earlier,
                                                 GError         **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnMotion, tarn_motion_unref)

G_END_DECLS
