/* tarn-search-row.h
 *
 * How a TarnSearchHit looks in the list of matches: its name and a line of what is there.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkListItemFactory *tarn_search_row_factory_new (void);

G_END_DECLS
