/* tarn-editor-input.h
 *
 * Where a value is typed, picked or checked: a widget for one form of value, which reads and
 * writes the text of that form.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "tarn-editor-value.h"

G_BEGIN_DECLS

#define TARN_TYPE_EDITOR_INPUT (tarn_editor_input_get_type ())
G_DECLARE_DERIVABLE_TYPE (TarnEditorInput, tarn_editor_input, TARN, EDITOR_INPUT, GtkWidget)

struct _TarnEditorInputClass
{
  GtkWidgetClass  parent_class;

  char           *(*dup_text) (TarnEditorInput *self);
  void            (*set_text) (TarnEditorInput *self,
                               const char      *text);
};

/* The one that is made for @form. */
TarnEditorInput *tarn_editor_input_new       (TarnEditorForm           form,
                                              const TarnEditorSubject *subject);

/* Signals: "changed" when a person did, "done" on Enter. */
char            *tarn_editor_input_dup_text  (TarnEditorInput         *self);
void             tarn_editor_input_set_text  (TarnEditorInput         *self,
                                              const char              *text);

/* For the classes of it.  The child goes with its input. */
void             tarn_editor_input_set_child (TarnEditorInput         *self,
                                              GtkWidget               *child);
void             tarn_editor_input_changed   (TarnEditorInput         *self);
void             tarn_editor_input_done      (TarnEditorInput         *self);

TarnEditorInput *tarn_editor_bits_new        (const TarnEditorSubject *subject);
TarnEditorInput *tarn_editor_choice_new      (const TarnEditorSubject *subject);
TarnEditorInput *tarn_editor_date_new        (void);
/* @mib (nullable) completes names, if the entry is for them. */
TarnEditorInput *tarn_editor_entry_new       (TarnEditorForm           form,
                                              TarnMib                 *mib);
TarnEditorInput *tarn_editor_hex_new         (void);
TarnEditorInput *tarn_editor_ticks_new       (void);

G_END_DECLS
