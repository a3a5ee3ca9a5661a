/* tarn-follow.h
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A list that grows at its end: who looks at the last row goes on looking at the last.  To be
 * called once. */
void tarn_follow_end   (GtkScrolledWindow *scroller);
/* From now on, wherever one looked at. */
void tarn_follow_again (GtkScrolledWindow *scroller);

G_END_DECLS
