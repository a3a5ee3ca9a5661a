/* tarn-watch-private.h
 *
 * What a list of watched instances tells its items.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "tarn-watch-list.h"

G_BEGIN_DECLS

TarnWatchItem *tarn_watch_item_new        (TarnDocument    *document,
                                           TarnOid         *oid);
void           tarn_watch_item_take       (TarnWatchItem   *self,
                                           gint64           time_us,
                                           const TarnValue *value,
                                           gboolean         restarted);
/* Takes @error. */
void           tarn_watch_item_take_error (TarnWatchItem   *self,
                                           gint64           time_us,
                                           char            *error);

G_END_DECLS
