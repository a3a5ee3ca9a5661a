/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "net/tarn-rtt.h"

/* Less is the noise of schedulers, ours and the agent's. */
#define MIN_WAIT_US (10 * (gint64) 1000)

/* A needless try doubles all waits; a hundred answers without one take that back. */
#define MAX_CAUTION   16.0
#define CAUTION_DECAY (1.0 / 64)

void
tarn_rtt_init (TarnRtt *self,
               gint64   smoothed_us,
               gint64   deviation_us)
{
  *self = (TarnRtt) {
    .smoothed_us = CLAMP (smoothed_us, 0, TARN_RTT_MAX_US),
    .deviation_us = CLAMP (deviation_us, 0, TARN_RTT_MAX_US),
    .caution = 1,
  };
}

void
tarn_rtt_add (TarnRtt *self,
              gint64   rtt_us)
{
  gint64 error_us;

  rtt_us = MAX (rtt_us, 1);
  self->caution -= (self->caution - 1) * CAUTION_DECAY;
  if (self->smoothed_us == 0)
    {
      self->smoothed_us = rtt_us;
      self->deviation_us = rtt_us / 2;
      return;
    }

  error_us = rtt_us - self->smoothed_us;
  self->smoothed_us = MAX (self->smoothed_us + error_us / 8, 1);
  self->deviation_us += (ABS (error_us) - self->deviation_us) / 4;
}

void
tarn_rtt_was_needless (TarnRtt *self)
{
  self->caution = MIN (self->caution * 2, MAX_CAUTION);
}

static gint64
rtt_wait_us (const TarnRtt *self,
             gint64         unknown_us,
             double         factor,
             gint64         n_deviations)
{
  gint64 wait_us;

  if (self->smoothed_us == 0)
    return unknown_us;

  wait_us = MAX ((gint64) (factor * (double) self->smoothed_us),
                 self->smoothed_us + n_deviations * self->deviation_us);
  wait_us = (gint64) (self->caution * (double) wait_us);
  return CLAMP (wait_us, MIN_WAIT_US, TARN_RTT_MAX_US);
}

gint64
tarn_rtt_get_timeout_us (const TarnRtt *self,
                         gint64         unknown_us)
{
  return rtt_wait_us (self, unknown_us, 1.5, 4);
}

gint64
tarn_rtt_get_overdue_us (const TarnRtt *self,
                         gint64         unknown_us)
{
  return rtt_wait_us (self, unknown_us, 1.25, 2);
}
