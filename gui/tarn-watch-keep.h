/* tarn-watch-keep.h
 *
 * What is watched, from one start to the next.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "tarn-state.h"
#include "tarn-watch-list.h"

G_BEGIN_DECLS

/* Fills @list with what was watched of the capture @path.  The interval in seconds; 0:
 * nothing is known. */
guint tarn_watch_keep_restore (TarnWatchList  *list,
                               TarnState      *state,
                               const char     *path);
void  tarn_watch_keep_store   (TarnWatchList  *list,
                               TarnState      *state,
                               const char     *path);

G_END_DECLS
