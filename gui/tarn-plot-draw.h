/* tarn-plot-draw.h
 *
 * Draws lines over time, whether on a screen or into a file.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "tarn-watch-list.h"

G_BEGIN_DECLS

/* Around the lines, in pixels: for the texts of the axes. */
#define TARN_PLOT_LEFT   72
#define TARN_PLOT_RIGHT  12
#define TARN_PLOT_TOP    12
#define TARN_PLOT_BOTTOM 28

/* What is drawn. */
typedef struct
{
  TarnWatchList *list;      /* nullable                                             */
  double         span;      /* seconds; 0: all there is                             */
  double         end;       /* Unix time in seconds; 0: where the last sample is    */
  double         pointer;   /* x of what is told in numbers; below 0: nothing       */
} TarnPlot;

/* Unix time in seconds, of the left and the right end.  FALSE: there is nothing to draw. */
gboolean  tarn_plot_get_times (const TarnPlot  *self,
                               double          *from,
                               double          *to);
void      tarn_plot_draw      (const TarnPlot  *self,
                               cairo_t         *cr,
                               PangoLayout     *layout,
                               const GdkRGBA   *ink,
                               double           width,
                               double           height);
/* The colour and the dash of the @n-th line, for legends: up to four dashes. */
void      tarn_plot_get_line  (guint            n,
                               GdkRGBA         *colour,
                               double          *dashes,
                               int             *n_dashes);

G_END_DECLS
