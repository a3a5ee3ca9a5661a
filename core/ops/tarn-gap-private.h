/* tarn-gap-private.h
 *
 * Sets of intervals, as arrays of TarnGap: what captures record about mirrors.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "base/tarn-name.h"
#include "ops/tarn-gap.h"

G_BEGIN_DECLS

/* Empty names are the ends of all names. */
TarnGap   *tarn_gap_new            (TarnSpan         after,
                                    TarnSpan         before,
                                    TarnGapReason    reason);

GPtrArray *tarn_gaps_new           (void);
void       tarn_gaps_append        (GPtrArray       *self,
                                    const GPtrArray *more);
/* Whether @name is in one of the intervals. */
gboolean   tarn_gaps_contain       (const GPtrArray *self,
                                    TarnSpan         name);
/* What is left of @self without the intervals of @covered. */
GPtrArray *tarn_gaps_subtract      (const GPtrArray *self,
                                    const GPtrArray *covered);

/* Both sets, without intervals that lie inside one of the other set. */
GPtrArray *tarn_gaps_unite         (const GPtrArray *self,
                                    const GPtrArray *more);

/* Floating; of the type TARN_GAPS_FORMAT. */
#define TARN_GAPS_FORMAT "a(ayayiiu)"
GVariant  *tarn_gaps_to_variant    (const GPtrArray *self);
/* NULL if a record cannot be a gap; @gaps is not trusted. */
GPtrArray *tarn_gaps_from_variant  (GVariant        *gaps);

/* The smallest name that is greater than @name: as the exclusive end of an interval
 * it lets @name in. */
TarnOid   *tarn_oid_new_successor  (TarnSpan         name);

G_END_DECLS
