/* tarn-walk-intervals.h
 *
 * Private: what a walk has not covered yet, as an ordered list of intervals of names.
 * Those that have ended are gone from it, so it is as long as there is work under way
 * and not as the walk is.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "base/tarn-name.h"
#include "ops/tarn-gap.h"

G_BEGIN_DECLS

/* A scan has thousands of intervals, so they are kept below 256 octets; few names are
 * longer than this. */
#define TARN_WALK_NAME_INLINE 40

typedef struct
{
  union
    {
      guint8  octets[TARN_WALK_NAME_INLINE];
      guint8 *heap;                           /* TARN_NAME_MAX_OCTETS, owned */
    };
  guint16 len;
  guint8  on_heap;
} TarnWalkName;

typedef enum
{
  TARN_WALK_READY,   /* may be asked about                                  */
  TARN_WALK_ASKED,   /* its request is in flight                            */
  TARN_WALK_GONE,    /* covered by other replies while its own is in flight */
} TarnWalkPhase;

typedef struct _TarnWalkInterval TarnWalkInterval;
typedef struct _TarnWalkSeam TarnWalkSeam;

struct _TarnWalkInterval
{
  TarnWalkInterval *next;
  TarnWalkInterval *previous;

  TarnWalkName      cursor;       /* all up to here is settled; empty: nothing is    */
  TarnWalkName      before;       /* exclusive end; empty: the end of all names      */
  TarnWalkName      asked;        /* the name that its request asks after            */
  TarnGap          *hole;         /* what steps over bad cells left out; borrowed    */
  TarnWalkSeam     *told;         /* keeps what is told of it; borrowed, may be NULL */
  gint64            tamed_us;     /* when an error-status or silence set @ceiling    */

  guint             root;         /* index of the root it is of                      */
  guint             repetitions;  /* of the next request, if below @ceiling of the
                                   * walk; 0 is GETNEXT                              */
  guint             ceiling;      /* @repetitions do not grow above this (F-06);
                                   * G_MAXUINT: no trouble was met                   */
  guint             trusted;      /* @ceiling before an error-status lowered it; 0:
                                   * none did lately                                 */
  guint             resume;       /* what @repetitions will be when the agent, asked
                                   * GETNEXT after a silence, turns out to live      */
  guint             n_attempts;   /* requests since a row was last accepted          */
  guint16           octets_per_row;
  guint16           slow;         /* at most so many repetitions, as its varbinds cost
                                   * far more than others (F-07); 0: they do not    */
  guint16           n_skips_all;
  guint8            phase;        /* TarnWalkPhase                                   */
  guint8            n_clean;      /* full replies in a row without a complaint       */
  guint8            n_empty;      /* replies in a row without a varbind (P-WLK-04)   */
  guint8            n_skips;      /* steps over bad cells in a row (F-38)            */
  guint8            n_silent;     /* rests that were spent on it (F-44)              */
  guint8            n_stale;      /* replies in a row without a new name (P-WLK-03)  */
  guint8            n_common;     /* arcs that the rows of its last reply share; 0:
                                   * nothing is known                                */
  guint32           step;         /* by how much they differ in the next             */
  gboolean          split  : 1;   /* was tried to be since then                      */
  gboolean          spread : 1;   /* begins at a column that is a guess              */
  gboolean          seam   : 1;   /* what is told behind its cursor shall be kept    */
  gboolean          silenced : 1; /* one silence set @ceiling, and may be by chance  */
  gboolean          had_one  : 1; /* silence about GETBULK: the next is no chance    */
  gboolean          wild   : 1;   /* its names do not increase and are tolerated     */
};

G_STATIC_ASSERT (sizeof (TarnWalkInterval) <= 256);

typedef struct
{
  TarnWalkInterval *first;
  TarnWalkInterval *last;
  TarnWalkInterval *spare;        /* a list of those that can be used again */
  guint             n;
} TarnWalkList;

void              tarn_walk_name_set      (TarnWalkName     *self,
                                           TarnSpan          name);
void              tarn_walk_name_clear    (TarnWalkName     *self);

static inline TarnSpan
tarn_walk_name_span (const TarnWalkName *self)
{
  return tarn_span (self->on_heap ? self->heap : self->octets, self->len);
}

/* Whether @before, an exclusive end, lies behind @name. */
static inline gboolean
tarn_walk_ends_behind (TarnSpan before,
                       TarnSpan name)
{
  return before.len == 0 || tarn_name_order (before, name) > 0;
}

/* Whether there is no name between @after and @before, both exclusive. */
gboolean          tarn_walk_is_empty      (TarnSpan          after,
                                           TarnSpan          before);

void              tarn_walk_list_clear    (TarnWalkList     *self);
/* A new interval behind @place (NULL: at the front). */
TarnWalkInterval *tarn_walk_list_insert   (TarnWalkList     *self,
                                           TarnWalkInterval *place);
/* Takes @interval out; while it is ASKED its request still holds it. */
void              tarn_walk_list_remove   (TarnWalkList     *self,
                                           TarnWalkInterval *interval);
/* To be used again; it is in no list. */
void              tarn_walk_list_recycle  (TarnWalkList     *self,
                                           TarnWalkInterval *interval);
/* Cuts @interval in (cursor, at] and (at, before), which is ready and returned.  @at lies
 * between, and has fewer than TARN_NAME_MAX_ARCS arcs. */
TarnWalkInterval *tarn_walk_list_split    (TarnWalkList     *self,
                                           TarnWalkInterval *interval,
                                           TarnSpan          at);

G_END_DECLS
