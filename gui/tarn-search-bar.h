/* tarn-search-bar.h
 *
 * Where one types what to find in a document, and sees what was found.  It goes to a match
 * by the action document.go, and remembers which by the property oid: that of the view.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "tarn-search.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define TARN_TYPE_SEARCH_BAR (tarn_search_bar_get_type ())
G_DECLARE_FINAL_TYPE (TarnSearchBar, tarn_search_bar, TARN, SEARCH_BAR, GtkWidget)

/* Shown, with the cursor in its entry; what is typed stays. */
void        tarn_search_bar_open       (TarnSearchBar *self);
/* To the next match, or the one before; opened if there is nothing to find. */
void        tarn_search_bar_step       (TarnSearchBar *self,
                                        gboolean       forward);
TarnSearch *tarn_search_bar_get_search (TarnSearchBar *self);

G_END_DECLS
