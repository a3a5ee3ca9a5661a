/* tarn-change-pane.h
 *
 * The edits of a document that wait, where they are to go, and what became of those that
 * were sent.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "tarn-document.h"

G_BEGIN_DECLS

#define TARN_TYPE_CHANGE_PANE (tarn_change_pane_get_type ())
G_DECLARE_FINAL_TYPE (TarnChangePane, tarn_change_pane, TARN, CHANGE_PANE, GtkWidget)

/* Property "document" (TarnDocument), nullable. */
GtkWidget *tarn_change_pane_new (void);

G_END_DECLS
