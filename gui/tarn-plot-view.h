/* tarn-plot-view.h
 *
 * Lines over time of what a list watches.  Lines differ by dash as well as by colour.  The
 * list beside it tells the same in text.
 *
 * Scrolling and + - zoom in time, dragging and the arrows move, Home shows all again; the
 * values below the pointer are told.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "tarn-watch-list.h"

G_BEGIN_DECLS

#define TARN_TYPE_PLOT_VIEW (tarn_plot_view_get_type ())
G_DECLARE_FINAL_TYPE (TarnPlotView, tarn_plot_view, TARN, PLOT_VIEW, GtkWidget)

void      tarn_plot_view_set_list (TarnPlotView   *self,
                                   TarnWatchList  *list);
/* As it is drawn now; by the end of @path, PNG or SVG. */
gboolean  tarn_plot_view_save     (TarnPlotView   *self,
                                   const char     *path,
                                   GError        **error);

G_END_DECLS
