/* tarn-rtt.h
 *
 * How long a device takes to answer, and so how long to wait for it: Jacobson's
 * smoothed round trip and deviation.  Round trips are told from the try that was
 * answered (P-MGR-06), so there is never doubt about what was measured.
 *
 * Pure: no clock.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* P-MGR-14: no wait is longer. */
#define TARN_RTT_MAX_US (30 * (gint64) G_USEC_PER_SEC)

typedef struct
{
  gint64 smoothed_us;     /* 0: nothing known                                      */
  gint64 deviation_us;
  double caution;         /* factor of all waits, from 1: tries that were needless */
} TarnRtt;

/* @smoothed_us 0: nothing is known. */
void   tarn_rtt_init           (TarnRtt       *self,
                                gint64         smoothed_us,
                                gint64         deviation_us);
void   tarn_rtt_add            (TarnRtt       *self,
                                gint64         rtt_us);
/* A try was answered after another one had been sent for it: that was too early. */
void   tarn_rtt_was_needless   (TarnRtt       *self);

/* Silence for so long is a loss; @unknown_us while nothing is known. */
gint64 tarn_rtt_get_timeout_us (const TarnRtt *self,
                                gint64         unknown_us);
/* The same for a try that a later one has overtaken. */
gint64 tarn_rtt_get_overdue_us (const TarnRtt *self,
                                gint64         unknown_us);

G_END_DECLS
