/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-series.h"

#include <math.h>

struct _TarnSeries
{
  TarnSample *samples;     /* a ring                               */
  guint       capacity;
  guint       first;
  guint       n;

  gboolean    is_rate;
  gboolean    has_last;    /* of a counter: the reading before     */
  guint64     last;
  gint64      last_us;
};

TarnSeries *
tarn_series_new (guint capacity)
{
  TarnSeries *self;

  g_return_val_if_fail (capacity > 0, NULL);

  self = g_new0 (TarnSeries, 1);
  self->samples = g_new (TarnSample, capacity);
  self->capacity = capacity;
  return self;
}

void
tarn_series_free (TarnSeries *self)
{
  g_free (self->samples);
  g_free (self);
}

static void
append (TarnSeries *self,
        gint64      time_us,
        double      value)
{
  guint place = (self->first + self->n) % self->capacity;

  self->samples[place] = (TarnSample) { time_us, value };
  if (self->n < self->capacity)
    self->n++;
  else
    self->first = (self->first + 1) % self->capacity;
}

void
tarn_series_add_gap (TarnSeries *self,
                     gint64      time_us)
{
  append (self, time_us, NAN);
}

static double
count_since (TarnSeries *self,
             TarnKind    kind,
             guint64     now)
{
  if (kind == TARN_KIND_COUNTER32)
    return (double) (guint32) (now - self->last);
  return now >= self->last ? (double) (now - self->last) : NAN;
}

static void
add_count (TarnSeries *self,
           gint64      time_us,
           TarnKind    kind,
           guint64     now,
           gboolean    restarted)
{
  double rate = NAN;

  if (self->has_last && !restarted && time_us > self->last_us)
    rate = count_since (self, kind, now) * G_USEC_PER_SEC / (double) (time_us - self->last_us);

  self->is_rate = TRUE;
  self->has_last = TRUE;
  self->last = now;
  self->last_us = time_us;
  append (self, time_us, rate);
}

gboolean
tarn_series_add (TarnSeries      *self,
                 gint64           time_us,
                 const TarnValue *value,
                 gboolean         restarted)
{
  TarnKind kind = tarn_value_get_kind (value);
  gint64 number;
  guint64 count;
  double real;

  if (kind == TARN_KIND_COUNTER32 || kind == TARN_KIND_COUNTER64)
    {
      if (!tarn_value_get_unsigned (value, &count))
        return FALSE;
      add_count (self, time_us, kind, count, restarted);
      return TRUE;
    }

  if (tarn_value_get_integer (value, &number))
    append (self, time_us, (double) number);
  else if (tarn_value_get_unsigned (value, &count))
    append (self, time_us, (double) count);
  else if (tarn_value_get_real (value, &real) && isfinite (real))
    append (self, time_us, real);
  else
    return FALSE;
  return TRUE;
}

gboolean
tarn_series_is_rate (TarnSeries *self)
{
  return self->is_rate;
}

guint
tarn_series_get_n (TarnSeries *self)
{
  return self->n;
}

const TarnSample *
tarn_series_get (TarnSeries *self,
                 guint       n)
{
  g_return_val_if_fail (n < self->n, NULL);

  return &self->samples[(self->first + n) % self->capacity];
}

gboolean
tarn_series_get_range (TarnSeries *self,
                       double     *min,
                       double     *max,
                       double     *mean)
{
  double sum = 0;
  guint n = 0;

  for (guint i = 0; i < self->n; i++)
    {
      double value = tarn_series_get (self, i)->value;

      if (isnan (value))
        continue;
      *min = n == 0 ? value : MIN (*min, value);
      *max = n == 0 ? value : MAX (*max, value);
      sum += value;
      n++;
    }

  if (n == 0)
    return FALSE;
  *mean = sum / n;
  return TRUE;
}
