/* tarn-walk-machine.h
 *
 * Private: a walk as a pure machine.  Decoded replies in; what to ask next, which
 * rows are good, and the verdict out.  No socket, clock, main loop or GObject, and
 * no allocation but for gaps.
 *
 * A walk is a set of intervals of names, each with a cursor and at most one request
 * in flight.  They are worked on in the order they were added, one at a time.
 * Everything that is known about one interval is in its TarnWalkInterval.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "base/tarn-name.h"
#include "ops/tarn-gap.h"
#include "wire/tarn-message.h"

G_BEGIN_DECLS

#define TARN_WALK_REPETITIONS 10          /* to start with, F-06              */
#define TARN_WALK_MOST        50          /* to end with, F-06                */
#define TARN_WALK_MAX_ROWS    10000000    /* an endless agent ends here, F-03 */

typedef enum
{
  TARN_WALK_READY,   /* may be asked about       */
  TARN_WALK_ASKED,   /* its request is in flight */
  TARN_WALK_ENDED,   /* covered, or given up     */
} TarnWalkPhase;

/* What shall be asked: @type about the one name @name. */
typedef struct
{
  guint       interval;      /* to name when feeding the outcome           */
  TarnPduType type;
  guint       repetitions;   /* for TARN_PDU_GET_BULK                      */
  TarnSpan    name;          /* the machine's, good until the next feeding */
} TarnWalkAsk;

typedef enum
{
  TARN_WALK_ASK,    /* send what @ask says                  */
  TARN_WALK_WAIT,   /* a request is in flight               */
  TARN_WALK_DONE,   /* every interval has ended: see @gaps  */
} TarnWalkNext;

typedef struct
{
  TarnName       root;         /* of a subtree; empty for a bare range             */
  TarnName       cursor;       /* the last name accepted, else where it begins; the
                                * empty name is before all names                   */
  TarnName       before;       /* exclusive end; empty: the end of all names       */
  TarnWalkPhase  phase;
  gboolean       get_root;     /* GET the root if nothing is below it (P-WLK-06)   */
  gboolean       at_root;      /* that GET is what is asked now                    */
  gboolean       past_end;     /* the agent said that nothing follows the cursor   */
  guint          repetitions;  /* of the next request; 0 is GETNEXT                */
  guint          resume;       /* what @repetitions will be when the agent, asked
                                * GETNEXT after a silence, turns out to live       */
  guint          ceiling;      /* @repetitions do not grow above this (F-06)       */
  guint          trusted;      /* @ceiling before an error-status lowered it; 0: none
                                * did lately                                       */
  guint          n_clean;      /* full replies in a row without a complaint        */
  guint          n_empty;      /* replies in a row without a varbind (P-WLK-04)    */
  guint          n_attempts;   /* requests since a row was last accepted           */
  guint          n_skips;      /* steps over bad cells since then (F-38)           */
  guint          n_skips_all;
  TarnGap       *hole;         /* what these steps left out; borrowed from @gaps   */
  guint64        n_rows;
} TarnWalkInterval;

typedef struct
{
  GArray        *intervals;    /* of TarnWalkInterval */
  GPtrArray     *gaps;         /* of TarnGap          */
  TarnVersion    version;
  guint          first_repetitions;
  guint          max_repetitions;
  guint64        max_rows;

  guint          n_ended;      /* leading intervals that have ended                */
  guint64        n_rows;
  TarnAnomalies  anomalies;
  gboolean       answered;     /* the agent has answered anything at all           */
  gboolean       probe;        /* until then ask GETNEXT: silence is a dead device's,
                                * and not that of one which dislikes GETBULK (F-06) */
} TarnWalkMachine;

void              tarn_walk_machine_init      (TarnWalkMachine   *self);
void              tarn_walk_machine_clear     (TarnWalkMachine   *self);

/* Adds the names > @after and < @before (empty: no end).  @root is the subtree they
 * are of, or empty; with @get_root it is asked for itself when nothing is below. */
void              tarn_walk_machine_add       (TarnWalkMachine   *self,
                                               TarnSpan           root,
                                               TarnSpan           after,
                                               TarnSpan           before,
                                               gboolean           get_root);
/* Sorts the intervals and joins those that overlap, so that no name is asked for
 * twice. */
void              tarn_walk_machine_merge     (TarnWalkMachine   *self);
void              tarn_walk_machine_begin     (TarnWalkMachine   *self,
                                               TarnVersion        version);

TarnWalkNext      tarn_walk_machine_next      (TarnWalkMachine   *self,
                                               TarnWalkAsk       *ask);
/* Returns how many rows at the front of message->rows belong to the walk. */
guint             tarn_walk_machine_feed      (TarnWalkMachine   *self,
                                               guint              interval,
                                               const TarnMessage *message);
/* @reason is TARN_GAP_NO_ANSWER or TARN_GAP_UNREACHABLE. */
void              tarn_walk_machine_feed_none (TarnWalkMachine   *self,
                                               guint              interval,
                                               TarnGapReason      reason);
/* Makes a gap of all that is left. */
void              tarn_walk_machine_stop      (TarnWalkMachine   *self,
                                               TarnGapReason      reason);

static inline TarnWalkInterval *
tarn_walk_machine_interval (const TarnWalkMachine *self,
                            guint                  interval)
{
  return &g_array_index (self->intervals, TarnWalkInterval, interval);
}

/* Whether @before, an exclusive end, lies behind @name. */
static inline gboolean
tarn_walk_ends_behind (const TarnName *before,
                       TarnSpan        name)
{
  return before->len == 0 || tarn_name_compare (tarn_name_span (before), name) > 0;
}

/* The name that is asked after, and that all answers must be greater than. */
TarnSpan          tarn_walk_interval_last     (const TarnWalkInterval *self);
/* Gives up the rest of @interval. */
void              tarn_walk_machine_give_up   (TarnWalkMachine   *self,
                                               TarnWalkInterval  *interval,
                                               TarnGapReason      reason,
                                               int                status);
/* The agent cannot tell what follows the cursor: notes a gap and steps over (F-38). */
void              tarn_walk_machine_skip      (TarnWalkMachine   *self,
                                               TarnWalkInterval  *interval,
                                               TarnGapReason      reason,
                                               int                status);

/* What is left of @self as of now, as a gap. */
TarnGap          *tarn_walk_interval_to_gap   (const TarnWalkInterval *self,
                                               TarnGapReason           reason,
                                               int                     status);

G_END_DECLS
