/* tarn-twin-popover.h
 *
 * Serves the capture of a document: what is asked before, and how it goes afterwards.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "tarn-document.h"

G_BEGIN_DECLS

#define TARN_TYPE_TWIN_POPOVER (tarn_twin_popover_get_type ())
G_DECLARE_FINAL_TYPE (TarnTwinPopover, tarn_twin_popover, TARN, TWIN_POPOVER, GtkPopover)

/* Of TarnTwin, all that run: those that are started here are added. */
void tarn_twin_popover_set_twins    (TarnTwinPopover *self,
                                     GListStore      *twins);
void tarn_twin_popover_set_document (TarnTwinPopover *self,
                                     TarnDocument    *document);
/* The one that ended by itself last, as it was. */
void tarn_twin_popover_serve_again  (TarnTwinPopover *self);

G_END_DECLS
