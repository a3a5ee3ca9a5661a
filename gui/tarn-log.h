/* tarn-log.h
 *
 * What passes between a session and one device, as a ring of TarnLogEntry.  It records from
 * when it is told to.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "tarn-log-entry.h"
#include "tarn-ring.h"

G_BEGIN_DECLS

#define TARN_TYPE_LOG (tarn_log_get_type ())
G_DECLARE_FINAL_TYPE (TarnLog, tarn_log, TARN, LOG, TarnRing)

/* @size entries at most; the oldest go first. */
TarnLog    *tarn_log_new            (TarnSession  *session,
                                     guint         size);
/* NULL: nobody's traffic is recorded. */
void        tarn_log_set_device     (TarnLog      *self,
                                     TarnDevice   *device);
gboolean    tarn_log_is_recording   (TarnLog      *self);
void        tarn_log_set_recording  (TarnLog      *self,
                                     gboolean      recording);

G_END_DECLS
