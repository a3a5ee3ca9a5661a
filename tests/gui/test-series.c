/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-series.h"

#include <math.h>

#include "tarn-plot-scale.h"

#define SECOND G_USEC_PER_SEC
#define GAP    NAN

typedef struct
{
  const char *name;
  TarnKind    kind;
  guint64     values[4];       /* one a second */
  guint       restarted;       /* before which of them; 0: none */
  double      samples[4];
} Case;

static const Case cases[] = {
  { "a gauge is shown as it is", TARN_KIND_GAUGE32, { 5, 7, 7, 0 }, 0, { 5, 7, 7, 0 } },
  { "of a counter the rate is, from the second reading on", TARN_KIND_COUNTER32,
    { 100, 150, 150, 1150 }, 0, { GAP, 50, 0, 1000 } },
  { "a Counter32 goes round", TARN_KIND_COUNTER32,
    { 4294967290u, 4, 14, 15 }, 0, { GAP, 10, 10, 1 } },
  { "a Counter32 of a device that began anew did not go round", TARN_KIND_COUNTER32,
    { 1000, 2000, 5, 15 }, 2, { GAP, 1000, GAP, 10 } },
  { "a Counter64 that became smaller began anew", TARN_KIND_COUNTER64,
    { G_GUINT64_CONSTANT (1000000000000), G_GUINT64_CONSTANT (1000000000500), 7, 9 }, 0,
    { GAP, 500, GAP, 2 } },
};

static void
test_case (gconstpointer data)
{
  const Case *self = data;
  g_autoptr(TarnSeries) series = tarn_series_new (10);

  for (guint i = 0; i < 4; i++)
    {
      g_autoptr(TarnValue) value = tarn_value_new_unsigned (self->kind, self->values[i]);

      g_assert_true (tarn_series_add (series, (i + 1) * SECOND, value,
                                      self->restarted > 0 && self->restarted == i));
    }
  for (guint i = 0; i < 4; i++)
    {
      const TarnSample *sample = tarn_series_get (series, i);

      g_assert_cmpint (sample->time_us, ==, (i + 1) * SECOND);
      if (isnan (self->samples[i]))
        g_assert_true (isnan (sample->value));
      else
        g_assert_cmpfloat (sample->value, ==, self->samples[i]);
    }
  g_assert_cmpint (tarn_series_is_rate (series), ==, self->kind != TARN_KIND_GAUGE32);
}

static void
test_bounds (void)
{
  g_autoptr(TarnSeries) series = tarn_series_new (3);
  g_autoptr(TarnValue) text = tarn_value_new_octets (TARN_KIND_OCTET_STRING, NULL, 0);
  double min = 0, max = 0, mean = 0;

  g_assert_false (tarn_series_get_range (series, &min, &max, &mean));
  g_assert_false (tarn_series_add (series, SECOND, text, FALSE));
  tarn_series_add_gap (series, SECOND);
  g_assert_false (tarn_series_get_range (series, &min, &max, &mean));

  for (int i = 1; i <= 5; i++)
    {
      g_autoptr(TarnValue) value = tarn_value_new_integer (-i);

      g_assert_true (tarn_series_add (series, i * SECOND, value, FALSE));
    }
  g_assert_cmpuint (tarn_series_get_n (series), ==, 3);
  g_assert_cmpfloat (tarn_series_get (series, 0)->value, ==, -3);
  g_assert_true (tarn_series_get_range (series, &min, &max, &mean));
  g_assert_cmpfloat (min, ==, -5);
  g_assert_cmpfloat (max, ==, -3);
  g_assert_cmpfloat (mean, ==, -4);
}

/* The clock of this computer was set back: no rate, and no infinity. */
static void
test_clock (void)
{
  g_autoptr(TarnSeries) series = tarn_series_new (3);
  g_autoptr(TarnValue) one = tarn_value_new_unsigned (TARN_KIND_COUNTER32, 1);
  g_autoptr(TarnValue) two = tarn_value_new_unsigned (TARN_KIND_COUNTER32, 2);

  tarn_series_add (series, 10 * SECOND, one, FALSE);
  tarn_series_add (series, 10 * SECOND, two, FALSE);
  tarn_series_add (series, 5 * SECOND, two, FALSE);
  for (guint i = 0; i < 3; i++)
    g_assert_true (isnan (tarn_series_get (series, i)->value));
}

typedef struct
{
  const char *name;
  gboolean    times;
  double      min;
  double      max;
  guint       n_wanted;
  double      first;
  double      step;
  guint       n;
  const char *text;      /* of the second mark */
} Scale;

static const Scale scales[] = {
  { "0 to 10", FALSE, 0, 10, 5, 0, 2, 6, "2" },
  { "a small range far from 0", FALSE, 1000001, 1000003, 2, 1000001, 1, 3, "1.000002 M" },
  { "below 0", FALSE, -7, 7, 3, -5, 5, 3, "0" },
  { "thousandths", FALSE, 0, 0.01, 5, 0, 0.002, 6, "0.002" },
  { "terabits", FALSE, 0, 4e12, 4, 0, 1e12, 5, "1 T" },
  { "nothing between", FALSE, 5, 5, 5, 5, 1, 6, "6" },
  { "a minute", TRUE, 1000, 1060, 6, 1000, 10, 7, NULL },
  { "an hour", TRUE, 3600, 7200, 4, 3600, 900, 5, NULL },
  { "a year", TRUE, 0, 366. * 86400, 4, 0, 92 * 86400., 4, NULL },
};

static void
test_scale (gconstpointer data)
{
  const Scale *self = data;
  TarnPlotScale scale = self->times
                          ? tarn_plot_scale_times (self->min, self->max, self->n_wanted)
                          : tarn_plot_scale_numbers (self->min, self->max, self->n_wanted);
  g_autofree char *text = tarn_plot_scale_format (&scale, scale.first + scale.step);

  if (self->step < 86400)
    {
      g_assert_cmpfloat_with_epsilon (scale.first, self->first, 1e-9);
      g_assert_cmpfloat_with_epsilon (scale.step, self->step, 1e-9);
      g_assert_cmpuint (scale.n, ==, self->n);
    }
  /* Whatever the range is, there are some marks, and not many more than wanted. */
  g_assert_cmpfloat (scale.step, >, 0);
  g_assert_cmpuint (scale.n, >=, 1);
  g_assert_cmpuint (scale.n, <=, 2 * self->n_wanted + 2);
  if (self->text != NULL)
    g_assert_cmpstr (text, ==, self->text);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/series/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/series/bounds", test_bounds);
  g_test_add_func ("/series/the clock is set back", test_clock);
  for (guint i = 0; i < G_N_ELEMENTS (scales); i++)
    {
      g_autofree char *path = g_strconcat ("/plot-scale/", scales[i].name, NULL);

      g_test_add_data_func (path, &scales[i], test_scale);
    }
  return g_test_run ();
}
