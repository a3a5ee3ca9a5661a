/* tarn-plot-scale.h
 *
 * Where the marks of an axis stand: round numbers, or round times of day.  Pure.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  double first;     /* the first mark; not below the smallest value */
  double step;      /* from one to the next; greater than 0         */
  guint  n;         /* how many there are                           */
} TarnPlotScale;

/* About @n_wanted marks from @min to @max, at 1, 2 or 5 times a power of ten. */
TarnPlotScale  tarn_plot_scale_numbers (double               min,
                                        double               max,
                                        guint                n_wanted);
/* The same at whole seconds, minutes, hours or days; values are seconds. */
TarnPlotScale  tarn_plot_scale_times   (double               min,
                                        double               max,
                                        guint                n_wanted);
/* As short as its neighbours in @self allow: "1.5 M".  The caller's to free. */
char          *tarn_plot_scale_format  (const TarnPlotScale *self,
                                        double               value);

G_END_DECLS
