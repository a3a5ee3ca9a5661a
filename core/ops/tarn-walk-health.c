/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Whether the device lives, chokes or was restarted.
 */
#include "ops/tarn-walk-machine-private.h"

/* A device that chokes is left alone, then asked for a sign of life; rests double up to so
 * many times the first, which is five minutes unless set otherwise (F-44). */
#define LONGEST_REST 10

/* Answers after a rest until more than one request may be in flight again. */
#define CAREFUL_ANSWERS 64

/* How often sysUpTime is looked at: a restart behind the last look is not seen. */
#define LOOK_EVERY_US (5 * (gint64) G_USEC_PER_SEC)

/* Silences about the smallest question there is until that name, and not the device, is
 * taken for the reason; and so many in a row until the device is doubted again. */
#define SILENCES_TO_SKIP  2
#define SILENCES_TO_DOUBT 4

static const guint8 sys_up_time[] = { 0x2b, 6, 1, 2, 1, 1, 3, 0 };

/* --- rests -------------------------------------------------------------------------------- */

static void
rest (TarnWalkMachine *self,
      gint64           now_us)
{
  if (self->rest_until_us != 0)
    return;

  self->rest_us = self->rest_us == 0 ? self->first_rest_us
                                     : MIN (2 * self->rest_us, LONGEST_REST * self->first_rest_us);
  self->rest_until_us = now_us + self->rest_us;
}

void
tarn_walk_note_answer (TarnWalkMachine *self,
                       gint64           now_us)
{
  self->answered = TRUE;
  self->answered_us = now_us;
  self->n_rests = 0;

  if (self->rest_until_us != 0)
    {
      self->rest_until_us = 0;
      self->n_careful = CAREFUL_ANSWERS;
    }
  else if (self->n_careful > 0)
    {
      self->n_careful--;
    }
}

static void
note_silence (TarnWalkMachine       *self,
              const TarnWalkRequest *request,
              TarnWalkInterval      *part,
              gint64                 now_us)
{
  gboolean heard = self->answered_us >= request->asked_us;

  if (part->n_silent < G_MAXUINT8)
    part->n_silent++;

  /* With others in flight it may have been one too many (F-40): asks again, alone. */
  if (heard)
    self->n_careful = CAREFUL_ANSWERS;
  else if (part->n_silent >= SILENCES_TO_SKIP && part->n_silent % SILENCES_TO_DOUBT != 0
           && request->n_others == 0)
    tarn_walk_skip (self, part, TARN_GAP_NO_ANSWER, 0);
  else
    rest (self, now_us);
}

static void
feed_silent_part (TarnWalkMachine       *self,
                  const TarnWalkRequest *request,
                  TarnWalkInterval      *part,
                  gint64                 now_us)
{
  guint asked = request->repetitions;

  /* Others have answered this meanwhile. */
  if (part->phase == TARN_WALK_GONE
      || (!part->wild && !tarn_span_equal (tarn_walk_name_span (&part->cursor),
                                           tarn_walk_name_span (&part->asked))))
    return;

  if (asked == 0)
    {
      note_silence (self, request, part, now_us);
      return;
    }

  /* Some agents are silent where the answer would be large (F-06).  A silence lasts
   * as long as all tries of the session, a minute perhaps; so the next question is
   * the smallest, which tells them from a dead device at once. */
  part->silenced = part->ceiling == G_MAXUINT && !part->had_one;
  part->had_one = TRUE;
  tarn_walk_shrink (part, asked, 0, now_us);
  part->resume = asked / 2;
  self->known_repetitions = MIN (self->known_repetitions, asked - 1);
  if (self->good_repetitions == 0)
    self->repetitions = MIN (self->repetitions, asked / 2);
}

static void
feed_silent_root (TarnWalkMachine       *self,
                  const TarnWalkRequest *request,
                  gint64                 now_us)
{
  TarnWalkRoot *root = tarn_walk_machine_root (self, request->root);

  if (root->is_silent)
    {
      root->root_phase = 0;
      self->n_roots_wanted--;
      g_ptr_array_add (self->gaps, tarn_walk_root_to_gap (root, TARN_GAP_NO_ANSWER, 0));
      return;
    }

  root->is_silent = TRUE;
  root->root_phase = TARN_WALK_ROOT_WANTED;
  if (self->answered_us < request->asked_us)
    rest (self, now_us);
}

void
tarn_walk_feed_silence (TarnWalkMachine       *self,
                        const TarnWalkRequest *request,
                        gint64                 now_us)
{
  switch (request->about)
    {
    case TARN_WALK_ABOUT_PARTS:
      for (guint i = 0; i < request->n_parts; i++)
        feed_silent_part (self, request, request->parts[i], now_us);
      break;

    case TARN_WALK_ABOUT_ROOT:
      feed_silent_root (self, request, now_us);
      break;

    case TARN_WALK_ABOUT_UPTIME:
      self->is_looking = FALSE;
      break;

    case TARN_WALK_ABOUT_LIFE:
      self->rest_until_us = 0;
      if (++self->n_rests >= self->max_rests)
        tarn_walk_machine_stop (self, TARN_GAP_NO_ANSWER);
      else
        rest (self, now_us);
      break;

    case TARN_WALK_ABOUT_NOTHING:
    default:
      g_assert_not_reached ();
    }
}

/* --- sysUpTime ---------------------------------------------------------------------------- */

/* Clocks may differ by as much as this, whatever time passes; hundredths of a second. */
#define CLOCK_SLACK 6000

gboolean
tarn_walk_is_restart (guint32 uptime,
                      gint64  at_us,
                      guint32 next,
                      gint64  next_us)
{
  const gint64 range = (gint64) 1 << 32;
  gint64 elapsed = MAX (next_us - at_us, 0) / 10000;

  /* 0 is what broken agents say, and a clock that stands still was not restarted. */
  if (uptime == 0 || next == 0 || next == uptime)
    return FALSE;

  /* It is a wrap if the counter can have come to its end meanwhile. */
  if (next < uptime)
    return uptime < range - MIN (elapsed + CLOCK_SLACK, range);

  /* It has run on for less time than has passed: by a tenth less, as a clock may be wrong,
   * or be set. */
  return elapsed < range / 2 && (gint64) next < elapsed - elapsed / 10 - CLOCK_SLACK;
}

void
tarn_walk_feed_uptime (TarnWalkMachine   *self,
                       const TarnMessage *message,
                       gint64             now_us)
{
  TarnSpan name = tarn_span (sys_up_time, sizeof sys_up_time);
  guint64 uptime = 0;

  self->is_looking = FALSE;
  if (message->pdu.error_status == TARN_STATUS_NO_ERROR && message->n_rows > 0
      && tarn_span_equal (message->rows[0].name, name)
      && message->rows[0].tag == TARN_KIND_TIME_TICKS
      && tarn_row_get_unsigned (&message->rows[0], &uptime) && uptime > 0
      && uptime <= G_MAXUINT32)
    {
      if (tarn_walk_is_restart (self->uptime, self->uptime_at_us, (guint32) uptime, now_us))
        {
          self->n_restarts++;
          tarn_anomaly_log_note (&self->anomalies, TARN_ANOMALY_DISCONTINUITY, name);
        }
      self->uptime = (guint32) uptime;
      self->uptime_at_us = now_us;
    }
  else if (self->uptime == 0)
    {
      self->watch_uptime = FALSE;   /* it has none */
    }
}

static gboolean
wants_look (const TarnWalkMachine *self,
            gint64                 now_us)
{
  return self->watch_uptime && self->answered && !self->is_looking
         && (self->looked_us == 0 || now_us - self->looked_us >= LOOK_EVERY_US);
}

/* ------------------------------------------------------------------------------------------ */

static void
ask_uptime (TarnWalkMachine *self,
            TarnWalkAbout    about,
            gint64           now_us,
            TarnWalkAsk     *ask)
{
  *ask = (TarnWalkAsk) {
    .slot = tarn_walk_take_slot (self, about, now_us),
    .type = TARN_PDU_GET,
    .n_names = 1,
    .names = { tarn_span (sys_up_time, sizeof sys_up_time) },
    .may_be_too_large = about == TARN_WALK_ABOUT_UPTIME,
  };
}

TarnWalkNext
tarn_walk_next_about_health (TarnWalkMachine *self,
                             gint64           now_us,
                             TarnWalkAsk     *ask)
{
  self->wake_us = G_MAXINT64;

  if (self->rest_until_us != 0)
    {
      if (self->n_in_flight > 0)
        return TARN_WALK_WAIT;
      if (now_us < self->rest_until_us)
        {
          self->wake_us = self->rest_until_us;
          return TARN_WALK_WAIT;
        }
      ask_uptime (self, TARN_WALK_ABOUT_LIFE, now_us, ask);
      return TARN_WALK_ASK;
    }

  if (self->n_in_flight > 0
      && (!self->split || tarn_walk_is_first_contact (self) || self->n_careful > 0))
    return TARN_WALK_WAIT;

  if (wants_look (self, now_us))
    {
      self->looked_us = now_us;
      self->is_looking = TRUE;
      ask_uptime (self, TARN_WALK_ABOUT_UPTIME, now_us, ask);
      return TARN_WALK_ASK;
    }

  return TARN_WALK_DONE;
}
