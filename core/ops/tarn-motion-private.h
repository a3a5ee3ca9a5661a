/* tarn-motion-private.h
 *
 * What the responder asks of a motion.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ops/tarn-motion.h"

G_BEGIN_DECLS

#define TARN_MOTION_TLV 12   /* octets: the longest number is a Counter64 */

/* FALSE: an earlier capture is busy, or damaged. */
gboolean tarn_motion_begin (TarnMotion     *self,
                            GError        **error);
void     tarn_motion_end   (TarnMotion     *self);

/* Between those two: @row as it is after @elapsed_us.  FALSE: it does not move, and @moved is
 * not touched; else its value is in @tlv. */
gboolean tarn_motion_view  (TarnMotion     *self,
                            const TarnRow  *row,
                            gint64          elapsed_us,
                            TarnRow        *moved,
                            guint8         *tlv);

G_END_DECLS
