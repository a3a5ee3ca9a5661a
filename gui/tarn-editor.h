/* tarn-editor.h
 *
 * Edits one value: an input made for its type, what may be typed, and what is wrong with what
 * was typed.  Where no module tells the type, it is chosen.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gtk/gtk.h>
#include <tarn.h>

G_BEGIN_DECLS

#define TARN_TYPE_EDITOR (tarn_editor_get_type ())
G_DECLARE_FINAL_TYPE (TarnEditor, tarn_editor, TARN, EDITOR, GtkWidget)

/* Property "valid": whether there is a value that may be used.  Signals "changed", and "done"
 * on Enter. */
GtkWidget *tarn_editor_new       (void);
/* Begins with @value; NULL: there is none yet. */
void       tarn_editor_begin     (TarnEditor       *self,
                                  TarnMib          *mib,
                                  TarnOid          *oid,
                                  TarnValue        *value);
/* NULL: what was typed is none, or none that the module allows and was insisted on.  The
 * caller's to free. */
TarnValue *tarn_editor_dup_value (TarnEditor       *self);

G_END_DECLS
