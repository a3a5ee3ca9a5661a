/* tarn-walk-machine-private.h
 *
 * What the files of the walk machine need of each other.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ops/tarn-walk-machine.h"

G_BEGIN_DECLS

/* What a reply shall be about, at most: fields, community and the like are the rest. */
#define TARN_WALK_OVERHEAD 60

enum
{
  TARN_WALK_ROOT_WANTED = 1,
  TARN_WALK_ROOT_ASKED,
};

/* Lets go of all that is in flight. */
void     tarn_walk_forget_requests  (TarnWalkMachine  *self);

/* After the outcome of @request was fed: its parts may be asked about again. */
void     tarn_walk_release_parts    (TarnWalkMachine       *self,
                                     const TarnWalkRequest *request);
/* Splits @interval and returns the part behind @at. */
TarnWalkInterval *tarn_walk_machine_split (TarnWalkMachine  *self,
                                           TarnWalkInterval *interval,
                                           TarnSpan          at);

/* Nothing is known of the device yet: one small question tells most (F-64). */
static inline gboolean
tarn_walk_is_first_contact (const TarnWalkMachine *self)
{
  return !self->answered && self->known_repetitions == 0;
}

guint    tarn_walk_take_slot        (TarnWalkMachine  *self,
                                     TarnWalkAbout     about,
                                     gint64            now_us);

/* --- health of the device (tarn-walk-health.c) --- */

/* ASK: about its health; WAIT: ask nothing now; DONE: ask what you like. */
TarnWalkNext tarn_walk_next_about_health (TarnWalkMachine *self,
                                          gint64           now_us,
                                          TarnWalkAsk     *ask);
void     tarn_walk_note_answer      (TarnWalkMachine       *self,
                                     gint64                 now_us);
void     tarn_walk_feed_silence     (TarnWalkMachine       *self,
                                     const TarnWalkRequest *request,
                                     gint64                 now_us);
void     tarn_walk_feed_uptime      (TarnWalkMachine       *self,
                                     const TarnMessage     *message,
                                     gint64                 now_us);

/* --- coverage (tarn-walk-cover.c) --- */

/* Forgets the stretches of the last reply; what is noted after that is to be told by
 * finish. */
void     tarn_walk_stretches_begin  (TarnWalkMachine  *self);
guint    tarn_walk_stretches_finish (TarnWalkMachine  *self);
void     tarn_walk_stretches_add    (TarnWalkMachine  *self,
                                     TarnSpan          after,
                                     TarnSpan          upto,
                                     gboolean          to_end,
                                     const TarnRow    *rows,
                                     guint             n_rows);
/* The agent says that @rows, which ascend, are all that there is from @asked to the last of
 * them.  @interval is where @asked is or was; if it is gone, any of the list is looked for.
 * FALSE: there are more rows than the walk may have. */
gboolean tarn_walk_cover            (TarnWalkMachine  *self,
                                     TarnWalkInterval *interval,
                                     const TarnRow    *rows,
                                     guint             n_rows);
/* Nothing is left of @interval. */
void     tarn_walk_end              (TarnWalkMachine  *self,
                                     TarnWalkInterval *interval);
/* The agent says that nothing more is in @interval: that is success (F-33). */
void     tarn_walk_end_covered      (TarnWalkMachine  *self,
                                     TarnWalkInterval *interval,
                                     TarnKind          kind);
/* Tells how @root, which was asked for itself to no avail, has ended.  @row: what was
 * answered, or NULL. */
void     tarn_walk_root_tell_end    (TarnWalkMachine  *self,
                                     TarnWalkRoot     *root,
                                     const TarnRow    *row);

/* --- cutting (tarn-walk-split.c) --- */

/* What the reply about @interval says about where names are. */
void     tarn_walk_split_learn      (TarnWalkMachine  *self,
                                     TarnWalkInterval *interval,
                                     const TarnRow    *rows,
                                     guint             n_rows);
/* @interval is no more. */
void     tarn_walk_split_forget     (TarnWalkMachine  *self,
                                     TarnWalkInterval *interval);
/* An interval cut off of one that is in flight; NULL: none can be cut sensibly. */
TarnWalkInterval *tarn_walk_split   (TarnWalkMachine  *self);

/* --- both sides of a cut (tarn-walk-seams.c) --- */

/* @rows are all between the cursor of @interval and @upto; with @to_end, which lies just
 * behind. */
void     tarn_walk_seam_tell        (TarnWalkMachine  *self,
                                     TarnWalkInterval *interval,
                                     TarnSpan          upto,
                                     gboolean          to_end,
                                     const TarnRow    *rows,
                                     guint             n_rows);
/* @rows, which ascend, are of what other replies have covered: tells those which they left
 * out.  @last: they end the reply. */
void     tarn_walk_seams_check      (TarnWalkMachine  *self,
                                     const TarnRow    *rows,
                                     guint             n_rows,
                                     gboolean          last);
/* Whether it is known that @name was not told; @after is then what was told in front of it. */
gboolean tarn_walk_seams_lack       (const TarnWalkMachine *self,
                                     TarnSpan          name,
                                     TarnSpan         *after);
void     tarn_walk_seams_clear      (TarnWalkSeams    *self);

/* --- names in replies that are out of order (tarn-walk-claims.c) --- */

/* @rows, about @interval, were shown and are not believed. */
void     tarn_walk_claim            (TarnWalkMachine        *self,
                                     const TarnWalkInterval *interval,
                                     const TarnRow          *rows,
                                     guint                   n_rows);
/* @rows are all > @after and <= @upto, or with @to_end < @upto.  TRUE: @claim, which was shown
 * there, is none of them, and a gap from the @n_before rows in front of it up to it is made;
 * call again for what lies behind it.  Only while there are claims. */
gboolean tarn_walk_claims_settle    (TarnWalkMachine  *self,
                                     guint             root,
                                     TarnSpan          after,
                                     TarnSpan          upto,
                                     gboolean          to_end,
                                     const TarnRow    *rows,
                                     guint             n_rows,
                                     TarnName         *claim,
                                     guint            *n_before);
/* What lies between is in a gap already. */
void     tarn_walk_claims_drop      (TarnWalkMachine  *self,
                                     TarnSpan          after,
                                     TarnSpan          before);

/* --- names that do not increase (tarn-walk-wild.c) --- */

void     tarn_walk_note_told        (TarnWalkMachine  *self,
                                     const TarnRow    *rows,
                                     guint             n_rows);
/* From now on @interval goes on from the name it was answered last. */
void     tarn_walk_begin_wild       (TarnWalkInterval *interval);
void     tarn_walk_feed_wild        (TarnWalkMachine  *self,
                                     TarnWalkInterval *interval,
                                     const TarnRow    *row);

/* --- size of requests (tarn-walk-size.c) --- */

guint    tarn_walk_get_size         (const TarnWalkMachine  *self,
                                     const TarnWalkInterval *interval);
/* The same for varbinds whose sizes are known: so many if they are small, and so many
 * octets if they are not. */
guint    tarn_walk_get_known_size   (const TarnWalkMachine  *self,
                                     const TarnWalkInterval *interval,
                                     gsize                  *max_octets);
/* Lets go of what an interval was tamed by long ago, or perhaps by chance. */
void     tarn_walk_forgive          (const TarnWalkMachine *self,
                                     TarnWalkInterval      *interval,
                                     gint64                 now_us);
/* After a complaint about GETBULK: asks for less, and never for so much again. */
void     tarn_walk_shrink           (TarnWalkInterval *interval,
                                     guint             asked,
                                     guint             repetitions,
                                     gint64            now_us);
/* After a reply without a complaint: asks for more before long. */
void     tarn_walk_grow             (TarnWalkMachine  *self,
                                     TarnWalkInterval *interval,
                                     guint             asked,
                                     guint             n_rows);
/* Compares what @rows, the answer to @request, cost with what varbinds cost so far.  To be
 * called before they are covered. */
void     tarn_walk_note_cost        (TarnWalkMachine       *self,
                                     const TarnWalkRequest *request,
                                     const TarnRow         *rows,
                                     guint                  n_rows,
                                     gint64                 now_us);
/* @asked: how many varbinds were asked for; there is one in @reply. */
void     tarn_walk_weigh            (TarnWalkMachine   *self,
                                     TarnWalkInterval  *interval,
                                     guint              asked,
                                     const TarnMessage *reply);

/* --- what cannot be covered (tarn-walk-gaps.c) --- */

/* 0.0, what is asked after when nothing was received yet: the empty OID is legal
 * to receive, not to send (P-OID-06). */
TarnSpan tarn_walk_name_to_ask      (const TarnWalkInterval *interval);
TarnGap *tarn_walk_root_to_gap      (const TarnWalkRoot *root,
                                     TarnGapReason       reason,
                                     int                 status);
/* Gives up the rest of @interval. */
void     tarn_walk_give_up          (TarnWalkMachine  *self,
                                     TarnWalkInterval *interval,
                                     TarnGapReason     reason,
                                     int               status);
/* The agent cannot tell what follows the cursor: notes a gap and steps over (F-38). */
void     tarn_walk_skip             (TarnWalkMachine  *self,
                                     TarnWalkInterval *interval,
                                     TarnGapReason     reason,
                                     int               status);

G_END_DECLS
