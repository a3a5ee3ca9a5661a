/* tarn-intervals-view.h
 *
 * A picture of a mirror: the names from the first to the last, what of them was read, what is
 * being asked for, what is to come and what is missing.  Each has a pattern of its own, so
 * that it can be told apart without colours.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define TARN_TYPE_INTERVALS_VIEW (tarn_intervals_view_get_type ())
G_DECLARE_FINAL_TYPE (TarnIntervalsView, tarn_intervals_view, TARN, INTERVALS_VIEW, GtkWidget)

/* Of TarnMirrorStretch; NULL: nothing is known. */
void tarn_intervals_view_set_stretches (TarnIntervalsView *self,
                                        GArray            *stretches);

/* Width of each stretch in pixels when all have @width: those that are not covered are seen
 * however few varbinds are known in them.  For tests too; the caller's to free. */
float *tarn_intervals_view_layout      (const GArray      *stretches,
                                        float              width);

G_END_DECLS
