/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-scan-pace.h"

#define FIRST_WINDOW 64
#define MIN_WINDOW   4

/* What is lost together is one sign: the window is not cut again while datagrams of the
 * time before the cut are still under way. */
#define CUT_PAUSE_US (100 * 1000)

/* Tokens do not pile up for longer than this: a burst is spread. */
#define BUCKET_US (20 * 1000)

#define EPOCH 256

/* What the system charges for a datagram in a receive buffer besides its octets, and
 * the steps in which it gives room. */
#define SKB_OVERHEAD 768
#define SKB_STEP     512

#define FIRST_FRESH_US (250 * 1000)
#define MIN_FRESH_US   (20 * 1000)
#define MAX_FRESH_US   (1000 * 1000)

void
tarn_scan_pace_init (TarnScanPace *self)
{
  *self = (TarnScanPace) {
    .max_window = TARN_SCAN_DEFAULT_WINDOW,
    .window = FIRST_WINDOW,
    .filled_us = -1,
    .cut_us = G_MININT64 / 2,
    .base = -1,
  };
}

static double
pace_bucket_size (const TarnScanPace *self)
{
  return MAX ((double) self->rate * BUCKET_US / G_USEC_PER_SEC, 1);
}

guint
tarn_scan_pace_get_tokens (TarnScanPace *self,
                           gint64        now_us)
{
  if (self->rate == 0)
    return G_MAXUINT;

  if (self->filled_us < 0)
    self->tokens = 1;
  else if (now_us > self->filled_us)
    self->tokens += (double) (now_us - self->filled_us) * self->rate / G_USEC_PER_SEC;
  self->tokens = MIN (self->tokens, pace_bucket_size (self));
  self->filled_us = MAX (self->filled_us, now_us);

  return (guint) self->tokens;
}

gint64
tarn_scan_pace_token_us (const TarnScanPace *self)
{
  if (self->rate == 0 || self->tokens >= 1)
    return 0;

  /* One more, so that the fraction of a microsecond is not waited for again. */
  return self->filled_us + (gint64) ((1 - self->tokens) * G_USEC_PER_SEC / self->rate) + 1;
}

void
tarn_scan_pace_take (TarnScanPace *self,
                     guint         n)
{
  if (self->rate > 0)
    self->tokens -= n;
}

guint
tarn_scan_pace_get_window (const TarnScanPace *self)
{
  double window = MIN (self->window, self->max_window);

  if (self->buffer_octets > 0)
    {
      double each = SKB_OVERHEAD + self->reply_octets + SKB_STEP / 2;

      window = MIN (window, (double) self->buffer_octets / each);
    }

  return MAX ((guint) window, 1);
}

gint64
tarn_scan_pace_get_fresh_us (const TarnScanPace *self)
{
  if (self->rtt_us <= 0)
    return FIRST_FRESH_US;

  return (gint64) CLAMP (self->rtt_us + 4 * self->rtt_deviation_us, MIN_FRESH_US, MAX_FRESH_US);
}

/* One more of a window has ended without a sign of loss. */
static void
pace_grow (TarnScanPace *self)
{
  self->window += self->cut ? 1 / self->window : 1;
  self->window = MIN (self->window, self->max_window);
}

void
tarn_scan_pace_passed (TarnScanPace *self)
{
  pace_grow (self);
}

void
tarn_scan_pace_answered (TarnScanPace *self,
                         gsize         octets,
                         gint64        rtt_us)
{
  double error = (double) rtt_us - self->rtt_us;

  if (self->rtt_us <= 0)
    {
      self->rtt_us = (double) MAX (rtt_us, 1);
      self->rtt_deviation_us = self->rtt_us / 2;
      self->reply_octets = (double) octets;
    }
  else
    {
      self->rtt_us += error / 64;
      self->rtt_deviation_us += (ABS (error) - self->rtt_deviation_us) / 64;
      self->reply_octets += ((double) octets - self->reply_octets) / 64;
    }

  pace_grow (self);
}

static void
pace_cut (TarnScanPace *self,
          gint64        now_us)
{
  if (now_us - self->cut_us < CUT_PAUSE_US)
    return;

  self->cut = TRUE;
  self->cut_us = now_us;
  self->window = MAX (self->window / 2, MIN_WINDOW);
}

/* At the end of an epoch the share of time-outs is compared with what is usual here. */
void
tarn_scan_pace_asked (TarnScanPace *self,
                      gint64        now_us)
{
  double share;

  if (++self->n_asked < EPOCH)
    return;

  share = (double) self->n_unanswered / self->n_asked;
  self->n_asked = self->n_unanswered = 0;
  if (self->base < 0)
    {
      self->base = share;
      return;
    }

  /* A few in an epoch are chance. */
  if (share > 2 * self->base + 4.0 / EPOCH)
    pace_cut (self, now_us);
  self->base += (share - self->base) / 8;
}

void
tarn_scan_pace_unanswered (TarnScanPace *self)
{
  self->n_unanswered++;
}

void
tarn_scan_pace_overrun (TarnScanPace *self,
                        gint64        now_us)
{
  pace_cut (self, now_us);
}
