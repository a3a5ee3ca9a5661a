/* tarn-path-bar.h
 *
 * Where in the tree of OIDs the view is: its nodes as buttons, from the top down, and with
 * Ctrl+L an entry for any name or OID.  What does not fit is left out at the start.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "tarn-document.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define TARN_TYPE_PATH_BAR (tarn_path_bar_get_type ())
G_DECLARE_FINAL_TYPE (TarnPathBar, tarn_path_bar, TARN, PATH_BAR, GtkWidget)

/* Instead of the buttons the entry, with the OID of the view selected in it. */
void        tarn_path_bar_edit       (TarnPathBar *self);

G_END_DECLS
