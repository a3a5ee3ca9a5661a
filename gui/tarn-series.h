/* tarn-series.h
 *
 * What was read of one instance, over time: bounded, and of counters the rate, which is what
 * a person wants to see.  Pure: times come in.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>
#include <tarn.h>

G_BEGIN_DECLS

typedef struct
{
  gint64 time_us;     /* Unix time                                      */
  double value;       /* of a counter: per second; NAN: a gap           */
} TarnSample;

typedef struct _TarnSeries TarnSeries;

/* Keeps the last @capacity samples. */
TarnSeries       *tarn_series_new           (guint            capacity);
void              tarn_series_free          (TarnSeries      *self);

/* Takes a reading.  A Counter32 that became smaller went round, unless the device
 * @restarted meanwhile (P-WLK-09); a Counter64 does not go round in a lifetime, so that one
 * began anew.  The first reading of a counter, and the first after it began anew, is a gap.
 * FALSE: @value is no number. */
gboolean          tarn_series_add           (TarnSeries      *self,
                                             gint64           time_us,
                                             const TarnValue *value,
                                             gboolean         restarted);
/* Nothing came, or no number. */
void              tarn_series_add_gap       (TarnSeries      *self,
                                             gint64           time_us);

gboolean          tarn_series_is_rate       (TarnSeries      *self);
guint             tarn_series_get_n         (TarnSeries      *self);
/* Oldest first. */
const TarnSample *tarn_series_get           (TarnSeries      *self,
                                             guint            n);
/* FALSE: there is none that is no gap. */
gboolean          tarn_series_get_range     (TarnSeries      *self,
                                             double          *min,
                                             double          *max,
                                             double          *mean);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnSeries, tarn_series_free)

G_END_DECLS
