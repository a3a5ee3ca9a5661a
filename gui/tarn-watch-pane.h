/* tarn-watch-pane.h
 *
 * The watched instances of a document: a list, and their plot.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "tarn-watch-list.h"

G_BEGIN_DECLS

#define TARN_TYPE_WATCH_PANE (tarn_watch_pane_get_type ())
G_DECLARE_FINAL_TYPE (TarnWatchPane, tarn_watch_pane, TARN, WATCH_PANE, GtkWidget)

/* Properties: "document" (TarnDocument), "state" (TarnState), once.  Actions: "watch.remove", "watch.export". */

/* NULL while there is no document. */
TarnWatchList *tarn_watch_pane_get_list (TarnWatchPane *self);

G_END_DECLS
