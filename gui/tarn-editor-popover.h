/* tarn-editor-popover.h
 *
 * Asks for a new value and where it is to go: among the changes, into the capture, to the
 * device.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "tarn-document.h"

G_BEGIN_DECLS

#define TARN_TYPE_EDITOR_POPOVER (tarn_editor_popover_get_type ())
G_DECLARE_FINAL_TYPE (TarnEditorPopover, tarn_editor_popover, TARN, EDITOR_POPOVER, GtkPopover)

GtkWidget *tarn_editor_popover_new   (void);
/* What it is about, before it is shown.  @value NULL: there is nothing yet. */
void       tarn_editor_popover_begin (TarnEditorPopover *self,
                                      TarnDocument      *document,
                                      TarnOid           *oid,
                                      TarnValue         *value);

G_END_DECLS
