/* tarn-log.h
 *
 * What passes between a session and one device, as a list of TarnLogEntry: a ring, so that
 * it can be left on.  It records from when it is told to; lists are told of news a few times
 * a second, not for each datagram.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "tarn-log-entry.h"

G_BEGIN_DECLS

#define TARN_TYPE_LOG (tarn_log_get_type ())
G_DECLARE_FINAL_TYPE (TarnLog, tarn_log, TARN, LOG, GObject)

/* @size entries at most; the oldest go first. */
TarnLog    *tarn_log_new            (TarnSession  *session,
                                     guint         size);
/* NULL: nobody's traffic is recorded. */
void        tarn_log_set_device     (TarnLog      *self,
                                     TarnDevice   *device);
gboolean    tarn_log_is_recording   (TarnLog      *self);
void        tarn_log_set_recording  (TarnLog      *self,
                                     gboolean      recording);
/* Also the property "size".  What has no place any more goes, the oldest first. */
void        tarn_log_set_size       (TarnLog      *self,
                                     guint         size);
void        tarn_log_clear          (TarnLog      *self);
/* Entries that had to go, since the last clear. */
guint64     tarn_log_get_n_dropped  (TarnLog      *self);
/* Tells lists at once of what came. */
void        tarn_log_flush          (TarnLog      *self);

G_END_DECLS
