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

static inline TarnSpan
tarn_gap_after (const TarnGap *self)
{
  return self->after != NULL ? tarn_oid_span (self->after) : tarn_span (NULL, 0);
}

static inline TarnSpan
tarn_gap_before (const TarnGap *self)
{
  return self->before != NULL ? tarn_oid_span (self->before) : tarn_span (NULL, 0);
}

GPtrArray *tarn_gaps_new           (void);
void       tarn_gaps_append        (GPtrArray       *self,
                                    const GPtrArray *more);
/* Whether @name is in one of the intervals. */
gboolean   tarn_gaps_contain       (const GPtrArray *self,
                                    TarnSpan         name);
/* What is left of @self without the intervals of @covered. */
GPtrArray *tarn_gaps_subtract      (const GPtrArray *self,
                                    const GPtrArray *covered);

/* By where they begin. */
void       tarn_gaps_sort          (GPtrArray       *self);
/* Sorts @self and joins what overlaps, so that it can be taken out of; of two reasons the
 * first interval's stays. */
void       tarn_gaps_join          (GPtrArray       *self);
/* Takes the names > @after and < @before (empty: the ends of all names) out of @self, which
 * is sorted and disjoint and stays so. */
void       tarn_gaps_take_out      (GPtrArray       *self,
                                    TarnSpan         after,
                                    TarnSpan         before);

/* Both sets, without intervals that lie inside one of the other set. */
GPtrArray *tarn_gaps_unite         (const GPtrArray *self,
                                    const GPtrArray *more);

/* Floating; of the type TARN_GAPS_FORMAT. */
#define TARN_GAPS_FORMAT "a(ayayiiu)"
GVariant  *tarn_gaps_to_variant    (const GPtrArray *self);
/* NULL if a record cannot be a gap; @gaps is not trusted. */
GPtrArray *tarn_gaps_from_variant  (GVariant        *gaps);

/* An array of octets, floating; the empty one is no OID, as every OID has an octet.
 * FALSE if the octets are no OID: @octets is not trusted. */
GVariant  *tarn_oid_to_variant     (const TarnOid   *oid);
gboolean   tarn_oid_from_variant   (GVariant        *octets,
                                    TarnOid        **oid);

/* The smallest name that is greater than @name: as the exclusive end of an interval
 * it lets @name in.  Of a name of 256 arcs, that name, for want of one. */
void       tarn_name_set_successor (TarnName        *self,
                                    TarnSpan         name);
TarnOid   *tarn_oid_new_successor  (TarnSpan         name);
/* The last name that is smaller than @before, where there is one: k for k.0.  Else @before
 * itself, for want of a better one to begin after. */
TarnSpan   tarn_name_last_before   (TarnSpan         before);

G_END_DECLS
