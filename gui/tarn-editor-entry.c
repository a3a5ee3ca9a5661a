/* tarn-editor-entry.c
 *
 * A line of text: numbers, strings, addresses, names with completion.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-editor-input.h"

#include <glib/gi18n.h>

/* More names than this are no help. */
#define MAX_COMPLETIONS 12

#define TARN_TYPE_EDITOR_ENTRY (tarn_editor_entry_get_type ())
G_DECLARE_FINAL_TYPE (TarnEditorEntry, tarn_editor_entry, TARN, EDITOR_ENTRY, TarnEditorInput)

struct _TarnEditorEntry
{
  TarnEditorInput  parent_instance;

  TarnMib         *mib;        /* nullable */
  GtkEntry        *entry;
  GtkListStore    *names;      /* nullable */
  gboolean         is_given;   /* what is in it was not typed: nothing to complete */
};

G_DEFINE_FINAL_TYPE (TarnEditorEntry, tarn_editor_entry, TARN_TYPE_EDITOR_INPUT)

static char *
dup_text (TarnEditorInput *input)
{
  return g_strdup (gtk_editable_get_text (GTK_EDITABLE (TARN_EDITOR_ENTRY (input)->entry)));
}

static void
set_text (TarnEditorInput *input,
          const char      *text)
{
  TarnEditorEntry *self = TARN_EDITOR_ENTRY (input);

  self->is_given = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  self->is_given = FALSE;
}

static void
changed_cb (TarnEditorEntry *self)
{
  g_auto(GStrv) names = NULL;

  if (self->names != NULL && !self->is_given)
    {
      names = tarn_mib_complete (self->mib, gtk_editable_get_text (GTK_EDITABLE (self->entry)),
                                 MAX_COMPLETIONS);
      gtk_list_store_clear (self->names);
      for (guint i = 0; names[i] != NULL; i++)
        gtk_list_store_insert_with_values (self->names, NULL, -1, 0, names[i], -1);
    }
  tarn_editor_input_changed (TARN_EDITOR_INPUT (self));
}

/* The modules have chosen already. */
static gboolean
matches_cb (GtkEntryCompletion *completion,
            const char         *key,
            GtkTreeIter        *iter,
            gpointer            unused)
{
  return TRUE;
}

static void
tarn_editor_entry_dispose (GObject *object)
{
  TarnEditorEntry *self = TARN_EDITOR_ENTRY (object);

  g_clear_object (&self->names);
  g_clear_object (&self->mib);

  G_OBJECT_CLASS (tarn_editor_entry_parent_class)->dispose (object);
}

static void
tarn_editor_entry_class_init (TarnEditorEntryClass *class)
{
  G_OBJECT_CLASS (class)->dispose = tarn_editor_entry_dispose;
  TARN_EDITOR_INPUT_CLASS (class)->dup_text = dup_text;
  TARN_EDITOR_INPUT_CLASS (class)->set_text = set_text;
}

static void
tarn_editor_entry_init (TarnEditorEntry *self)
{
  self->entry = GTK_ENTRY (gtk_entry_new ());
  gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), 28);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("New value"), -1);
  tarn_editor_input_set_child (TARN_EDITOR_INPUT (self), GTK_WIDGET (self->entry));
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (tarn_editor_input_done), self);
}

static void
complete_names (TarnEditorEntry *self,
                TarnMib         *mib)
{
  g_autoptr(GtkEntryCompletion) completion = gtk_entry_completion_new ();

  self->mib = g_object_ref (mib);
  self->names = gtk_list_store_new (1, G_TYPE_STRING);
  gtk_entry_completion_set_model (completion, GTK_TREE_MODEL (self->names));
  gtk_entry_completion_set_text_column (completion, 0);
  gtk_entry_completion_set_match_func (completion, matches_cb, NULL, NULL);
  gtk_entry_set_completion (self->entry, completion);
}

TarnEditorInput *
tarn_editor_entry_new (TarnEditorForm  form,
                       TarnMib        *mib)
{
  TarnEditorEntry *self = g_object_new (TARN_TYPE_EDITOR_ENTRY, NULL);

  if (form == TARN_EDITOR_AS_NUMBER || form == TARN_EDITOR_AS_FLOAT
      || form == TARN_EDITOR_AS_DOUBLE)
    gtk_entry_set_input_purpose (self->entry, GTK_INPUT_PURPOSE_NUMBER);
  if (form == TARN_EDITOR_AS_OID && mib != NULL)
    complete_names (self, mib);
  gtk_editable_set_editable (GTK_EDITABLE (self->entry), form != TARN_EDITOR_AS_NOTHING);
  return TARN_EDITOR_INPUT (self);
}
