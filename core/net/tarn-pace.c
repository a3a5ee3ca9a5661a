/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "net/tarn-pace.h"

/* An epoch passes when its answers took no longer than this on average: a quarter more
 * than alone, and what schedulers on both sides need to wake up. */
#define BEAR_FACTOR   1.25
#define BEAR_SLACK_US 200

/* One answer that took a whole second says no more than one that took four times too
 * long. */
#define MAX_EXCESS    4

/* A little too slow may be jitter: once it is waited for, twice it is not. */
#define LITTLE_EXCESS 1.15
#define MAX_HELD      2

/* After growth that did no good: so many good epochs at most before the next attempt.
 * After so much growth by one that did no harm it may double again. */
#define MAX_NEEDED 8
#define MANY_GROWN 4

/* So many tries at least before loss is judged; and no network, only a device that is
 * asked too much, loses twice as much as the limits of what may be its own. */
#define MIN_JUDGED     16
#define MAX_FIRST_LOSS 0.3
#define MAX_LOSS       0.4

/* One that we work on and one that the device works on: with them both are busy. */
#define ENOUGH_FOR_US 2

/* F-40 */
#define MIN_GAP_US (10 * (gint64) 1000)
#define MAX_GAP_US ((gint64) G_USEC_PER_SEC)

static void
pace_begin_epoch (TarnPace *self)
{
  self->n_answers = 0;
  self->sum_rtt_us = self->sum_base_us = self->sum_limit_us = self->sum_waited_us = 0;
  self->sizes = self->guessed = 0;
  self->filled = FALSE;
}

static void
pace_set_window (TarnPace *self,
                 guint     window)
{
  self->previous = self->window;
  self->window = CLAMP (window, 1, self->max_window);
  self->n_passed = 0;
  self->n_held = 0;
  pace_begin_epoch (self);
}

void
tarn_pace_init (TarnPace *self,
                guint     window,
                guint     max_window,
                gint64    rtt_us,
                gint64    gap_us,
                double    loss)
{
  *self = (TarnPace) {
    .max_window = max_window == 0 ? TARN_PACE_MAX_WINDOW : max_window,
    .doubling = TRUE,
    .n_needed = 1,
    .gap_us = CLAMP (gap_us, 0, MAX_GAP_US),
    .loss = CLAMP (loss, 0, MAX_LOSS),
    .judged = loss > 0,
  };
  self->window = CLAMP (window, 1, self->max_window);
  self->good = self->previous = self->window;
  /* In the smallest size, where each other one finds it until it has its own. */
  self->base_us[0] = MAX (rtt_us, 0);
}

void
tarn_pace_sent (TarnPace *self,
                guint     n_in_flight)
{
  if (n_in_flight >= self->window)
    self->filled = TRUE;
}

/* The base of @size or the next one below, which is no longer, or above. */
static gint64
pace_get_base (const TarnPace *self,
               guint           size)
{
  guint at = size + 1;

  while (at-- > 0)
    if (self->base_us[at] != 0)
      return self->base_us[at];

  for (at = size + 1; at < TARN_PACE_N_SIZES; at++)
    if (self->base_us[at] != 0)
      return self->base_us[at];

  return 0;
}

/* Alone, an answer says what the base is, longer or shorter than before. */
static void
pace_measure (TarnPace *self,
              guint     size,
              gint64    rtt_us)
{
  gint64 *base_us = &self->base_us[size];

  if (*base_us == 0)
    *base_us = rtt_us;
  else
    *base_us += (rtt_us - *base_us) / 3;
  *base_us = MAX (*base_us, 1);
}

/* Together, answers can only say that the base is shorter. */
static void
pace_lower_bases (TarnPace *self)
{
  double weight = self->n_answers / (self->n_answers + 8.0);
  double factor = 1 + weight * (self->sum_rtt_us / self->sum_base_us - 1);

  for (guint size = 0; factor < 1 && size < TARN_PACE_N_SIZES; size++)
    if (self->sizes & (1u << size))
      self->base_us[size] = (gint64) (factor * (double) self->base_us[size]);
}

static void
pace_passed (TarnPace *self)
{
  gboolean grow = self->filled && self->window < self->max_window
                  && self->sum_waited_us < self->sum_rtt_us / 2;

  self->good = self->window;
  self->n_held = 0;
  if (self->previous < self->window && self->n_passed == 0)
    {
      self->n_needed = 1;
      self->doubling = self->doubling || ++self->n_grown >= MANY_GROWN;
    }

  self->n_passed++;
  if (grow && self->n_passed >= self->n_needed)
    pace_set_window (self, self->doubling ? self->window * 2 : self->window + 1);
  else
    pace_begin_epoch (self);
}

/* @excess: how many times too slow. */
static void
pace_failed (TarnPace *self,
             double    excess)
{
  guint window = (guint) ((double) self->window / excess);

  if (excess < LITTLE_EXCESS && ++self->n_held < MAX_HELD)
    {
      pace_begin_epoch (self);
      return;
    }

  self->n_grown = 0;
  self->n_needed = MIN (self->n_needed * 2, MAX_NEEDED);
  if (self->window <= 4)
    {
      /* Near the bottom all is uncertain: a request alone will tell. */
      pace_set_window (self, 1);
      return;
    }

  /* What came first in a new size came in company: that is its base for now. */
  for (guint size = 0; self->guessed != 0 && size < TARN_PACE_N_SIZES; size++)
    if (self->guessed & (1u << size))
      self->base_us[size] = (gint64) (self->sum_rtt_us / self->n_answers);
  if (self->guessed != 0)
    {
      pace_begin_epoch (self);
      return;
    }

  if (self->doubling && self->previous < self->window)
    window = self->previous;
  self->doubling = FALSE;
  pace_set_window (self, MIN (window, self->window - 1));
}

static void
pace_end_epoch (TarnPace *self)
{
  double excess = self->sum_rtt_us / self->sum_limit_us;

  pace_lower_bases (self);
  if (self->sum_waited_us > self->sum_rtt_us && self->window > ENOUGH_FOR_US)
    pace_set_window (self, MAX (self->window / 2, ENOUGH_FOR_US));
  else if (excess <= 1)
    pace_passed (self);
  else
    pace_failed (self, excess);
}

static void
pace_halve (TarnPace *self)
{
  self->doubling = self->window <= 2;
  pace_set_window (self, self->window / 2);
  self->good = MIN (self->good, self->window);
}

/* Random loss is the same for each window; only what is much more than was known,
 * and most of all, is the device's (F-40). */
static void
pace_judge_loss (TarnPace *self)
{
  double loss;

  if (self->n_ended < MAX (self->window, MIN_JUDGED))
    return;

  loss = (double) self->n_lost / self->n_ended;
  if (!self->judged)
    {
      self->loss = MIN (loss, MAX_FIRST_LOSS);
      self->judged = TRUE;
    }
  else if (loss > 0.5 && loss > 2 * self->loss)
    {
      if (self->window > 1)
        pace_halve (self);
      else if (loss < 1)
        self->gap_us = CLAMP (2 * self->gap_us, MIN_GAP_US, MAX_GAP_US);
      /* Else it is away, and the waits between tries grow by themselves. */
    }
  else
    {
      if (loss <= MAX (self->loss, 0.1))
        self->gap_us = self->gap_us > MIN_GAP_US / 2 ? self->gap_us * 3 / 4 : 0;
      /* Up slowly: what a larger window loses is not the network's. */
      self->loss += (loss - self->loss) / (loss > self->loss ? 16 : 2);
      self->loss = MIN (self->loss, MAX_LOSS);
    }

  self->n_ended = self->n_lost = 0;
}

void
tarn_pace_answered (TarnPace *self,
                    gint64    rtt_us,
                    gsize     octets,
                    guint     n_in_flight)
{
  guint size = MIN (g_bit_storage (octets), TARN_PACE_N_SIZES - 1);
  double base_us, limit_us;

  rtt_us = MAX (rtt_us, 1);
  self->n_ended++;
  pace_judge_loss (self);

  /* It left when the window was larger and queued behind what has gone. */
  if (n_in_flight > self->window)
    return;

  if (pace_get_base (self, size) == 0 || (n_in_flight <= 1 && self->base_us[size] == 0))
    pace_measure (self, size, rtt_us);
  base_us = (double) pace_get_base (self, size);
  limit_us = BEAR_FACTOR * base_us + BEAR_SLACK_US;
  if (n_in_flight <= 1)
    pace_measure (self, size, rtt_us);

  self->n_answers++;
  self->sum_rtt_us += MIN ((double) rtt_us, MAX_EXCESS * limit_us);
  self->sum_base_us += base_us;
  self->sum_limit_us += limit_us;
  self->sizes |= 1u << size;
  if (self->base_us[size] == 0)
    self->guessed |= 1u << size;

  if (self->n_answers >= self->window)
    pace_end_epoch (self);
}

void
tarn_pace_waited (TarnPace *self,
                  gint64    waited_us)
{
  self->sum_waited_us += (double) waited_us;
}

void
tarn_pace_lost (TarnPace *self)
{
  self->n_ended++;
  self->n_lost++;
  pace_judge_loss (self);
}

void
tarn_pace_found (TarnPace *self)
{
  if (self->n_lost > 0)
    self->n_lost--;
}

void
tarn_pace_overrun (TarnPace *self)
{
  pace_halve (self);
}
