/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What came of a question.  The size of requests falls when the agent complains and
 * comes back slowly; what it falls to in the end is GETNEXT of the one name after
 * the cursor, and only a complaint about that is final.
 *
 *   complaint                   about GETBULK               about GETNEXT
 *   silence                     GETNEXT, then halve         rest (F-44); then step over
 *   tooBig, genErr, other       halve                       step over the cell (F-38)
 *   authorizationError          GETNEXT                     gap
 *   noSuchName, noSuchObject …  GETNEXT                     end: nothing follows
 *   no varbinds                 halve once, then GETNEXT    gap
 *   name not increasing         GETNEXT                     gap; but in a range, which is
 *                                                           more than one table, step over;
 *                                                           or go on from it, if tolerated
 *   name that is none           gap                         gap
 *   name outside, endOfMibView  end                         end
 *   name in front of the root   GETNEXT                     end
 */
#include "ops/tarn-walk-machine-private.h"

typedef enum
{
  ROW_GOOD,
  ROW_END,              /* endOfMibView, or back to the front */
  ROW_ABSENT,           /* another exception                  */
  ROW_NOT_INCREASING,
  ROW_BAD_NAME,
} RowVerdict;

/* Whether what was asked is still the question: other replies may have answered it. */
static gboolean
is_open_at (const TarnWalkInterval *interval,
            TarnSpan                name)
{
  return interval->phase != TARN_WALK_GONE
         && tarn_name_compare (tarn_walk_name_span (&interval->cursor), name) <= 0;
}

/* --- rows ------------------------------------------------------------------------------ */

/* Tests the kind of value before the order: endOfMibView repeats the name that was
 * asked after (F-05). */
static RowVerdict
judge_row (const TarnWalkMachine  *self,
           const TarnWalkInterval *interval,
           const TarnRow          *row,
           TarnSpan                last)
{
  const TarnWalkRoot *root;

  if (tarn_row_is_exception (row))
    return row->tag == TARN_KIND_END_OF_MIB_VIEW ? ROW_END : ROW_ABSENT;
  if (row->name.len == 0)   /* the decoder's word for P-OID-03 */
    return ROW_BAD_NAME;
  if (tarn_name_order (row->name, last) > 0)
    return ROW_GOOD;

  /* Some agents begin again from the front after their last name. */
  root = tarn_walk_machine_root (self, interval->root);
  if (!tarn_name_has_prefix (row->name, tarn_walk_name_span (&root->root)))
    return ROW_END;

  return ROW_NOT_INCREASING;
}

/* Of @n_good rows, those before which nothing can be missing: behind a row that comes too
 * late, rows are, and what they stepped over was not told yet (F-06).  What is not greater
 * than the name that was asked after is of an agent that goes round. */
static guint
count_certain (const TarnWalkInterval *interval,
               const TarnRow          *rows,
               guint                   n_good,
               guint                   n_rows)
{
  TarnSpan asked = tarn_walk_name_to_ask (interval);

  for (guint i = n_good; i < n_rows; i++)
    if (rows[i].name.len > 0 && !tarn_row_is_exception (&rows[i])
        && tarn_name_compare (rows[i].name, asked) > 0)
      while (n_good > 0 && tarn_name_compare (rows[n_good - 1].name, rows[i].name) >= 0)
        n_good--;

  return n_good;
}

/* The first of @rows, behind a name >= @end, which belongs in front of it; @n_rows: none. */
static guint
find_late (const TarnRow *rows,
           guint          n,
           guint          n_rows,
           TarnSpan       asked,
           TarnSpan       end)
{
  while (n < n_rows
         && (rows[n].name.len == 0 || tarn_row_is_exception (&rows[n])
             || !tarn_walk_ends_behind (end, rows[n].name)
             || tarn_name_compare (rows[n].name, asked) <= 0))
    n++;

  return n;
}

/* The good rows at the front of @rows; *@bad is the number of the one that is to blame for
 * @verdict.  Behind all that is walked the first name is good, and others matter
 * only if they should have come before. */
static guint
count_good (const TarnWalkMachine  *self,
            const TarnWalkInterval *interval,
            const TarnRow          *rows,
            guint                   n_rows,
            RowVerdict             *verdict,
            guint                  *bad)
{
  TarnSpan last = tarn_walk_name_to_ask (interval);
  TarnSpan end = tarn_walk_name_span (&tarn_walk_machine_root (self, self->roots->len - 1)->before);
  guint n;

  *verdict = ROW_GOOD;
  for (n = 0; n < n_rows; n++)
    {
      *verdict = judge_row (self, interval, &rows[n], last);
      if (*verdict != ROW_GOOD)
        break;
      last = rows[n].name;
      if (!tarn_walk_ends_behind (end, last))
        {
          *bad = find_late (rows, n + 1, n_rows, tarn_walk_name_to_ask (interval), end);
          if (*bad < n_rows)
            *verdict = ROW_NOT_INCREASING;
          return n + 1;
        }
    }

  *bad = n;
  return n;
}

static void
feed_verdict (TarnWalkMachine  *self,
              TarnWalkInterval *interval,
              guint             asked,
              const TarnRow    *row,
              RowVerdict        verdict,
              gint64            now_us)
{
  gboolean range = tarn_walk_machine_root (self, interval->root)->root.len == 0;

  switch (verdict)
    {
    case ROW_END:
      /* Back to the front may be a misordered reply as well; GETNEXT tells (F-06). */
      if (asked > 0 && !tarn_row_is_exception (row))
        {
          tarn_walk_shrink (interval, asked, 0, now_us);
          break;
        }
      tarn_walk_end_covered (self, interval, tarn_row_is_exception (row)
                                             ? TARN_KIND_END_OF_MIB_VIEW : TARN_KIND_NONE);
      break;

    case ROW_ABSENT:
      if (asked > 0)
        tarn_walk_shrink (interval, asked, 0, now_us);
      else
        tarn_walk_end_covered (self, interval, row->tag);
      break;

    case ROW_NOT_INCREASING:
      tarn_anomaly_log_note (&self->anomalies, TARN_ANOMALY_NOT_INCREASING, row->name);
      if (asked > 0)
        {
          tarn_walk_shrink (interval, asked, 0, now_us);
        }
      else if (self->tolerate)
        {
          tarn_walk_begin_wild (interval);
          tarn_walk_feed_wild (self, interval, row);
        }
      else if (range)
        tarn_walk_skip (self, interval, TARN_GAP_NOT_INCREASING, 0);
      else
        tarn_walk_give_up (self, interval, TARN_GAP_NOT_INCREASING, 0);
      break;

    case ROW_BAD_NAME:
      tarn_walk_give_up (self, interval, TARN_GAP_BAD_NAME, 0);
      break;

    case ROW_GOOD:
    default:
      g_assert_not_reached ();
    }
}

/* @rows are the answers to one of the names that were asked after. */
static void
feed_rows (TarnWalkMachine  *self,
           TarnWalkInterval *interval,
           guint             asked,
           const TarnRow    *rows,
           guint             n_rows,
           gint64            now_us)
{
  TarnSpan last = tarn_walk_name_to_ask (interval);
  RowVerdict verdict;
  guint n_good, n_certain, bad;

  if (interval->wild)
    {
      if (interval->phase != TARN_WALK_GONE)
        tarn_walk_feed_wild (self, interval, rows);
      return;
    }

  /* Never more than asked for, whatever came (P-MGR-09); any number less is fine
   * (F-09). */
  n_rows = MIN (n_rows, MAX (asked, 1));
  n_good = n_certain = count_good (self, interval, rows, n_rows, &verdict, &bad);
  if (verdict == ROW_NOT_INCREASING)
    n_certain = count_certain (interval, rows, n_good, n_rows);
  if (verdict != ROW_GOOD && !self->tolerate)
    tarn_walk_claim (self, interval, rows + n_certain, n_rows - n_certain);
  if (n_certain > 0)
    last = rows[n_certain - 1].name;

  if (self->split)
    tarn_walk_split_learn (self, interval, rows, n_certain);

  if (!tarn_walk_cover (self, interval, rows, n_certain))
    {
      tarn_walk_machine_stop (self, TARN_GAP_LIMIT);
      return;
    }

  if (verdict == ROW_GOOD)
    tarn_walk_grow (self, interval, asked, n_rows);
  else if (is_open_at (interval, last))
    feed_verdict (self, interval, asked, &rows[bad], verdict, now_us);
}

/* Row by row, the columns take turns (P-BLK-06): sorts them out. */
static void
feed_shared (TarnWalkMachine       *self,
             const TarnWalkRequest *request,
             const TarnMessage     *message,
             gint64                 now_us)
{
  guint n_parts = request->n_parts;
  guint n_each = (message->n_rows + n_parts - 1) / n_parts;

  g_array_set_size (self->rows, n_each * n_parts);
  for (guint i = 0; i < n_parts && !self->stopped; i++)
    {
      TarnRow *rows = &g_array_index (self->rows, TarnRow, i * n_each);
      guint n_rows = 0;

      for (guint at = i; at < message->n_rows; at += n_parts)
        rows[n_rows++] = message->rows[at];
      if (n_rows > 0)
        feed_rows (self, request->parts[i], request->repetitions, rows, n_rows, now_us);
    }
}

/* --- complaints ------------------------------------------------------------------------- */

/* Zero varbinds and no error: no progress (P-WLK-04). */
static void
feed_empty (TarnWalkMachine  *self,
            TarnWalkInterval *interval,
            guint             asked,
            gint64            now_us)
{
  tarn_anomaly_log_note (&self->anomalies, TARN_ANOMALY_EMPTY_REPLY,
                         tarn_walk_name_to_ask (interval));
  if (interval->n_empty < G_MAXUINT8)
    interval->n_empty++;
  if (asked == 0)
    tarn_walk_give_up (self, interval, TARN_GAP_EMPTY_REPLY, 0);
  else
    tarn_walk_shrink (interval, asked, interval->n_empty == 1 ? asked / 2 : 0, now_us);
}

static void
feed_status (TarnWalkMachine  *self,
             TarnWalkInterval *interval,
             guint             asked,
             int               status,
             gint64            now_us)
{
  switch (status)
    {
    case TARN_STATUS_NO_SUCH_NAME:
      /* It may be the end of the view in the manner of v1, but of any repetition of
       * a GETBULK; GETNEXT tells which (F-33). */
      if (asked > 0)
        tarn_walk_shrink (interval, asked, 0, now_us);
      else
        tarn_walk_end_covered (self, interval, TARN_KIND_END_OF_MIB_VIEW);
      break;

    case TARN_STATUS_AUTHORIZATION_ERROR:
      if (asked > 0)
        tarn_walk_shrink (interval, asked, 0, now_us);
      else
        tarn_walk_give_up (self, interval, TARN_GAP_ERROR_STATUS, status);
      break;

    default:
      if (asked == 0)
        {
          tarn_walk_skip (self, interval, TARN_GAP_ERROR_STATUS, status);
          break;
        }
      if (interval->trusted == 0)
        interval->trusted = interval->ceiling;
      tarn_walk_shrink (interval, asked, asked / 2, now_us);
      break;
    }
}

static void
feed_parts (TarnWalkMachine       *self,
            const TarnWalkRequest *request,
            const TarnMessage     *message,
            gint64                 now_us)
{
  int status = message->pdu.error_status;

  if (status == TARN_STATUS_NO_ERROR && message->n_rows > 0)
    {
      tarn_walk_weigh (self, request->parts[0], request->repetitions * request->n_parts,
                       message);
      tarn_walk_note_cost (self, request, message->rows, message->n_rows, now_us);
      if (request->n_parts > 1)
        feed_shared (self, request, message, now_us);
      else
        feed_rows (self, request->parts[0], request->repetitions, message->rows,
                   message->n_rows, now_us);
      return;
    }

  for (guint i = 0; i < request->n_parts && self->open.n > 0; i++)
    {
      TarnWalkInterval *part = request->parts[i];

      if (!is_open_at (part, tarn_walk_name_to_ask (part)))
        continue;
      if (status == TARN_STATUS_NO_ERROR)
        feed_empty (self, part, request->repetitions, now_us);
      else
        feed_status (self, part, request->repetitions, status, now_us);
    }
}

/* --- a root itself ----------------------------------------------------------------------- */

/* The answer to GET of the root.  An exception or another name is no row (F-36). */
static void
feed_root (TarnWalkMachine   *self,
           TarnWalkRoot      *root,
           const TarnMessage *message)
{
  int status = message->pdu.error_status;
  TarnSpan name = tarn_walk_name_span (&root->root);

  root->root_phase = 0;
  self->n_roots_wanted--;
  self->n_idle = 0;

  if (status != TARN_STATUS_NO_ERROR && status != TARN_STATUS_NO_SUCH_NAME)
    {
      g_ptr_array_add (self->gaps, tarn_walk_root_to_gap (root, TARN_GAP_ERROR_STATUS, status));
    }
  else if (status == TARN_STATUS_NO_ERROR && message->n_rows > 0
           && tarn_span_equal (message->rows[0].name, name)
           && !tarn_row_is_exception (&message->rows[0]))
    {
      root->n_rows++;
      self->n_rows++;
      tarn_walk_stretches_add (self, name, name, FALSE, message->rows, 1);
    }
  else
    {
      tarn_walk_root_tell_end (self, root, status == TARN_STATUS_NO_ERROR && message->n_rows > 0
                                           ? &message->rows[0] : NULL);
    }
}

/* --- feeding ----------------------------------------------------------------------------- */

static void
note_anomalies (TarnWalkMachine   *self,
                const TarnMessage *message)
{
  TarnAnomalies of_rows = TARN_ANOMALY_NONE;

  if (G_LIKELY (message->anomalies == TARN_ANOMALY_NONE))
    return;

  for (guint i = 0; i < message->n_rows; i++)
    {
      of_rows |= message->rows[i].anomalies;
      tarn_anomaly_log_note (&self->anomalies, message->rows[i].anomalies,
                             message->rows[i].name);
    }
  tarn_anomaly_log_note (&self->anomalies, message->anomalies & ~of_rows, tarn_span (NULL, 0));
}

/* Takes the request out of @slot.  Its parts stay ASKED until they are released, so that
 * those which end meanwhile are still there. */
static TarnWalkRequest
take_request (TarnWalkMachine *self,
              guint            slot)
{
  TarnWalkRequest *request = tarn_walk_machine_request (self, slot);
  TarnWalkRequest taken = *request;

  g_assert (taken.about != TARN_WALK_ABOUT_NOTHING);
  *request = (TarnWalkRequest) { .about = TARN_WALK_ABOUT_NOTHING };
  self->n_in_flight--;

  return taken;
}

void
tarn_walk_machine_note_rtt (TarnWalkMachine *self,
                            guint            slot,
                            gint64           rtt_us)
{
  tarn_walk_machine_request (self, slot)->took_us = rtt_us;
}

guint
tarn_walk_machine_feed (TarnWalkMachine   *self,
                        guint              slot,
                        const TarnMessage *message,
                        gint64             now_us)
{
  TarnWalkRequest request = take_request (self, slot);

  tarn_walk_stretches_begin (self);
  tarn_walk_note_answer (self, now_us);
  note_anomalies (self, message);

  if (request.about == TARN_WALK_ABOUT_PARTS)
    feed_parts (self, &request, message, now_us);
  else if (request.about == TARN_WALK_ABOUT_ROOT)
    feed_root (self, tarn_walk_machine_root (self, request.root), message);
  else
    tarn_walk_feed_uptime (self, message, now_us);

  tarn_walk_release_parts (self, &request);
  return tarn_walk_stretches_finish (self);
}

void
tarn_walk_machine_feed_none (TarnWalkMachine *self,
                             guint            slot,
                             TarnGapReason    reason,
                             gint64           now_us)
{
  TarnWalkRequest request = take_request (self, slot);

  tarn_walk_stretches_begin (self);

  /* An agent that never said a word is dead. */
  if (reason != TARN_GAP_NO_ANSWER || !self->answered)
    tarn_walk_machine_stop (self, reason);
  else
    tarn_walk_feed_silence (self, &request, now_us);

  tarn_walk_release_parts (self, &request);
}
