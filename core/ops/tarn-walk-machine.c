/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The life of an interval.  Its request size falls when the agent complains and
 * comes back slowly; what it falls to in the end is GETNEXT of the one name after
 * the cursor, and only a complaint about that is final.
 *
 *   complaint                   about GETBULK               about GETNEXT
 *   silence                     GETNEXT, then halve         the device is dead
 *   tooBig, genErr, other       halve                       step over the cell (F-38)
 *   authorizationError          GETNEXT                     gap
 *   noSuchName, noSuchObject …  GETNEXT                     end: nothing follows
 *   no varbinds                 halve once, then GETNEXT    gap
 *   name not increasing         GETNEXT                     gap; but in a range, which is
 *                                                           more than one table, step over
 *   name that is none           gap                         gap
 *   name outside, endOfMibView  end                         end
 */
#include "ops/tarn-walk-machine.h"

/* Clean replies before the repetitions grow (F-06). */
#define CLEAN_BEFORE_GROWTH 8

/* What a reply shall not exceed, so that no path has to cut it in pieces (F-42). */
#define REPLY_OCTETS 1400

typedef enum
{
  ROW_GOOD,
  ROW_END,              /* endOfMibView, or outside      */
  ROW_ABSENT,           /* another exception             */
  ROW_NOT_INCREASING,
  ROW_BAD_NAME,
  ROW_LIMIT,            /* good, but one more than wanted */
} RowVerdict;

TarnWalkNext
tarn_walk_machine_next (TarnWalkMachine *self,
                        TarnWalkAsk     *ask)
{
  TarnWalkInterval *interval;

  while (self->n_ended < self->intervals->len
         && tarn_walk_machine_interval (self, self->n_ended)->phase == TARN_WALK_ENDED)
    self->n_ended++;

  if (self->n_ended == self->intervals->len)
    return TARN_WALK_DONE;

  interval = tarn_walk_machine_interval (self, self->n_ended);
  if (interval->phase == TARN_WALK_ASKED)
    return TARN_WALK_WAIT;

  interval->phase = TARN_WALK_ASKED;
  interval->n_attempts++;

  ask->interval = self->n_ended;
  ask->repetitions = interval->repetitions;
  if (interval->at_root)
    {
      ask->type = TARN_PDU_GET;
      ask->name = tarn_name_span (&interval->root);
    }
  else
    {
      ask->type = interval->repetitions > 0 && (self->answered || !self->probe)
                  ? TARN_PDU_GET_BULK : TARN_PDU_GET_NEXT;
      ask->name = tarn_walk_interval_last (interval);
    }

  return TARN_WALK_ASK;
}

/* Nothing more is in the subtree: that is success (F-33). */
static void
interval_end (TarnWalkInterval *interval)
{
  if (interval->n_rows == 0 && interval->get_root && !interval->at_root)
    interval->at_root = TRUE;
  else
    interval->phase = TARN_WALK_ENDED;
}

/* After a complaint about GETBULK: asks for less, and never for so much again. */
static void
interval_shrink (TarnWalkInterval *interval,
                 guint             repetitions)
{
  interval->ceiling = interval->repetitions - 1;
  interval->repetitions = repetitions;
  interval->resume = 0;
  interval->n_clean = 0;
}

/* After a reply without a complaint: asks for more before long. */
static void
interval_grow (TarnWalkInterval  *interval,
               const TarnMessage *reply)
{
  guint wanted = interval->repetitions + interval->repetitions / 2 + 1;

  if (interval->resume > 0)
    {
      interval->repetitions = interval->resume;
      interval->resume = 0;
      return;
    }

  if (interval->repetitions >= interval->ceiling || reply->n_rows < interval->repetitions)
    return;

  interval->n_clean++;
  if (interval->n_clean < CLEAN_BEFORE_GROWTH
      || reply->octets.len / reply->n_rows * wanted > REPLY_OCTETS)
    return;

  interval->n_clean = 0;
  interval->trusted = 0;
  interval->repetitions = MIN (interval->ceiling, wanted);
}

static void
interval_accept (TarnWalkMachine  *self,
                 TarnWalkInterval *interval,
                 TarnSpan          last,
                 guint             n_rows)
{
  tarn_name_set (&interval->cursor, last);
  interval->n_rows += n_rows;
  self->n_rows += n_rows;
  interval->n_attempts = 0;
  interval->n_empty = 0;

  /* What made the repetitions fall was the bad cell, which lies behind us now. */
  if (interval->hole != NULL)
    {
      interval->ceiling = MAX (interval->ceiling, interval->trusted);
      interval->repetitions = MIN (self->first_repetitions, interval->ceiling);
      interval->resume = 0;
      interval->trusted = 0;
    }
  interval->hole = NULL;
  interval->n_skips = 0;
}

/* Tests the kind of value before the order: endOfMibView repeats the name that was
 * asked after (F-05). */
static RowVerdict
judge_row (const TarnWalkInterval *interval,
           const TarnRow          *row,
           TarnSpan                last)
{
  if (tarn_row_is_exception (row))
    return row->tag == TARN_KIND_END_OF_MIB_VIEW ? ROW_END : ROW_ABSENT;
  if (row->name.len == 0)   /* the decoder's word for P-OID-03 */
    return ROW_BAD_NAME;
  if (!tarn_walk_ends_behind (&interval->before, row->name))
    return ROW_END;
  if (tarn_name_compare (row->name, last) > 0)
    return ROW_GOOD;

  /* Some agents begin again from the front after their last name. */
  if (!tarn_name_has_prefix (row->name, tarn_name_span (&interval->root)))
    return ROW_END;

  return ROW_NOT_INCREASING;
}

static void
feed_complaint (TarnWalkMachine   *self,
                TarnWalkInterval  *interval,
                const TarnMessage *message,
                RowVerdict         verdict)
{
  switch (verdict)
    {
    case ROW_GOOD:
      interval_grow (interval, message);
      break;

    case ROW_END:
      interval_end (interval);
      break;

    case ROW_ABSENT:
      if (interval->repetitions > 0)
        interval_shrink (interval, 0);
      else
        interval_end (interval);
      break;

    case ROW_NOT_INCREASING:
      if (interval->repetitions > 0)
        interval_shrink (interval, 0);
      else if (interval->root.len == 0)
        tarn_walk_machine_skip (self, interval, TARN_GAP_NOT_INCREASING, 0);
      else
        tarn_walk_machine_give_up (self, interval, TARN_GAP_NOT_INCREASING, 0);
      break;

    case ROW_BAD_NAME:
      tarn_walk_machine_give_up (self, interval, TARN_GAP_BAD_NAME, 0);
      break;

    case ROW_LIMIT:
      tarn_walk_machine_stop (self, TARN_GAP_LIMIT);
      break;

    default:
      g_assert_not_reached ();
    }
}

static guint
feed_rows (TarnWalkMachine   *self,
           TarnWalkInterval  *interval,
           const TarnMessage *message)
{
  /* Never more than asked for, whatever came (P-MGR-09); any number less is fine
   * (F-09). */
  guint n_wanted = MIN (message->n_rows, MAX (interval->repetitions, 1));
  RowVerdict verdict = ROW_GOOD;
  TarnSpan last = tarn_walk_interval_last (interval);
  guint n_rows;

  for (n_rows = 0; n_rows < n_wanted; n_rows++)
    {
      const TarnRow *row = &message->rows[n_rows];

      verdict = judge_row (interval, row, last);
      interval->past_end = tarn_row_is_exception (row) && verdict == ROW_END;
      if (verdict == ROW_GOOD && self->n_rows + n_rows >= self->max_rows)
        verdict = ROW_LIMIT;
      if (verdict != ROW_GOOD)
        break;
      last = row->name;
    }

  if (n_rows > 0)
    interval_accept (self, interval, last, n_rows);
  feed_complaint (self, interval, message, verdict);

  return n_rows;
}

/* Zero varbinds and no error: no progress (P-WLK-04). */
static void
feed_empty (TarnWalkMachine  *self,
            TarnWalkInterval *interval)
{
  interval->n_empty++;
  if (interval->repetitions == 0)
    tarn_walk_machine_give_up (self, interval, TARN_GAP_EMPTY_REPLY, 0);
  else
    interval_shrink (interval, interval->n_empty == 1 ? interval->repetitions / 2 : 0);
}

static void
feed_status (TarnWalkMachine  *self,
             TarnWalkInterval *interval,
             int               status)
{
  gboolean bulk = interval->repetitions > 0;

  switch (status)
    {
    case TARN_STATUS_NO_SUCH_NAME:
      /* It may be the end of the view in the manner of v1, but of any repetition of
       * a GETBULK; GETNEXT tells which (F-33). */
      if (bulk)
        {
          interval_shrink (interval, 0);
          break;
        }
      interval->past_end = TRUE;
      interval_end (interval);
      break;

    case TARN_STATUS_AUTHORIZATION_ERROR:
      if (bulk)
        interval_shrink (interval, 0);
      else
        tarn_walk_machine_give_up (self, interval, TARN_GAP_ERROR_STATUS, status);
      break;

    default:
      if (!bulk)
        {
          tarn_walk_machine_skip (self, interval, TARN_GAP_ERROR_STATUS, status);
          break;
        }
      if (interval->trusted == 0)
        interval->trusted = interval->ceiling;
      interval_shrink (interval, interval->repetitions / 2);
      break;
    }
}

/* The answer to GET of the root.  An exception or another name is no row (F-36). */
static guint
feed_root (TarnWalkMachine   *self,
           TarnWalkInterval  *interval,
           const TarnMessage *message)
{
  int status = message->pdu.error_status;

  if (status != TARN_STATUS_NO_ERROR && status != TARN_STATUS_NO_SUCH_NAME)
    {
      tarn_walk_machine_give_up (self, interval, TARN_GAP_ERROR_STATUS, status);
      return 0;
    }

  interval->phase = TARN_WALK_ENDED;
  if (status != TARN_STATUS_NO_ERROR
      || message->n_rows == 0
      || tarn_row_is_exception (&message->rows[0])
      || !tarn_span_equal (message->rows[0].name, tarn_name_span (&interval->root)))
    return 0;

  interval_accept (self, interval, message->rows[0].name, 1);
  return 1;
}

guint
tarn_walk_machine_feed (TarnWalkMachine   *self,
                        guint              index,
                        const TarnMessage *message)
{
  TarnWalkInterval *interval = tarn_walk_machine_interval (self, index);

  g_assert (interval->phase == TARN_WALK_ASKED);
  interval->phase = TARN_WALK_READY;
  self->answered = TRUE;
  self->anomalies |= message->anomalies;

  if (interval->at_root)
    return feed_root (self, interval, message);

  if (message->pdu.error_status != TARN_STATUS_NO_ERROR)
    feed_status (self, interval, message->pdu.error_status);
  else if (message->n_rows == 0)
    feed_empty (self, interval);
  else
    return feed_rows (self, interval, message);

  return 0;
}

void
tarn_walk_machine_feed_none (TarnWalkMachine *self,
                             guint            index,
                             TarnGapReason    reason)
{
  TarnWalkInterval *interval = tarn_walk_machine_interval (self, index);

  g_assert (interval->phase == TARN_WALK_ASKED);
  interval->phase = TARN_WALK_READY;

  /* Some agents are silent where the answer would be large (F-06).  A silence lasts
   * as long as all tries of the session, a minute perhaps; so the next question is
   * the smallest, which tells them from a dead device at once.  An agent that never
   * said a word is dead. */
  if (reason == TARN_GAP_NO_ANSWER && self->answered
      && interval->repetitions > 0 && !interval->at_root)
    {
      guint half = interval->repetitions / 2;

      interval_shrink (interval, 0);
      interval->resume = half;
    }
  else
    {
      tarn_walk_machine_stop (self, reason);
    }
}

void
tarn_walk_machine_stop (TarnWalkMachine *self,
                        TarnGapReason    reason)
{
  for (guint i = 0; i < self->intervals->len; i++)
    {
      TarnWalkInterval *interval = tarn_walk_machine_interval (self, i);

      if (interval->phase != TARN_WALK_ENDED)
        tarn_walk_machine_give_up (self, interval, reason, 0);
    }
}
