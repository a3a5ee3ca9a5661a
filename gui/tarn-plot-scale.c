/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-plot-scale.h"

#include <math.h>

static TarnPlotScale
make_scale (double min,
            double max,
            double step)
{
  TarnPlotScale self = { .first = ceil (min / step) * step, .step = step };

  self.n = self.first > max ? 0 : (guint) floor ((max - self.first) / step + 1e-9) + 1;
  return self;
}

TarnPlotScale
tarn_plot_scale_numbers (double min,
                         double max,
                         guint  n_wanted)
{
  double span, power, unit;

  g_return_val_if_fail (n_wanted > 0, (TarnPlotScale) { 0 });

  if (!(max > min))
    max = min + MAX (fabs (min), 1);
  span = (max - min) / n_wanted;
  power = pow (10, floor (log10 (span)));
  unit = span / power;
  return make_scale (min, max, power * (unit <= 1 ? 1 : unit <= 2 ? 2 : unit <= 5 ? 5 : 10));
}

TarnPlotScale
tarn_plot_scale_times (double min,
                       double max,
                       guint  n_wanted)
{
  static const double steps[] = {
    1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400,
    2 * 86400, 7 * 86400,
  };
  double span;
  guint i = 0;

  g_return_val_if_fail (n_wanted > 0, (TarnPlotScale) { 0 });

  if (!(max > min))
    max = min + 1;
  span = (max - min) / n_wanted;
  while (i + 1 < G_N_ELEMENTS (steps) && steps[i] < span)
    i++;
  return make_scale (min, max, MAX (steps[i], ceil (span / steps[G_N_ELEMENTS (steps) - 1])
                                                * (steps[i] < span ? steps[i] : 0)));
}

char *
tarn_plot_scale_format (const TarnPlotScale *self,
                        double               value)
{
  static const struct
  {
    double      size;
    const char *letter;
  } units[] = { { 1e12, " T" }, { 1e9, " G" }, { 1e6, " M" }, { 1e3, " k" }, { 1, "" } };
  double largest = MAX (fabs (self->first), fabs (self->first + self->step * self->n));
  guint i = 0;
  int digits;

  while (i + 1 < G_N_ELEMENTS (units) && largest < units[i].size)
    i++;
  digits = (int) ceil (-log10 (self->step / units[i].size) - 1e-9);
  if (fabs (value) < self->step * 1e-6)
    value = 0;
  return g_strdup_printf ("%.*f%s", CLAMP (digits, 0, 9), value / units[i].size, units[i].letter);
}
