/* tarn-editor-bits.c
 *
 * BITS: a box for each bit that has a name, and for those that are set and have none.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-editor-input.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

#define TARN_TYPE_EDITOR_BITS (tarn_editor_bits_get_type ())
G_DECLARE_FINAL_TYPE (TarnEditorBits, tarn_editor_bits, TARN, EDITOR_BITS, TarnEditorInput)

/* A box knows its bit. */
#define BIT_KEY "tarn-bit"

struct _TarnEditorBits
{
  TarnEditorInput  parent_instance;

  GtkBox          *boxes;
};

G_DEFINE_FINAL_TYPE (TarnEditorBits, tarn_editor_bits, TARN_TYPE_EDITOR_INPUT)

static int
bit_of (GtkWidget *box)
{
  return GPOINTER_TO_INT (g_object_get_data (G_OBJECT (box), BIT_KEY));
}

static char *
dup_text (TarnEditorInput *input)
{
  GString *text = g_string_new (NULL);

  for (GtkWidget *box = gtk_widget_get_first_child (GTK_WIDGET (TARN_EDITOR_BITS (input)->boxes));
       box != NULL;
       box = gtk_widget_get_next_sibling (box))
    if (gtk_check_button_get_active (GTK_CHECK_BUTTON (box)))
      g_string_append_printf (text, "%s%d", text->len > 0 ? "," : "", bit_of (box));

  return g_string_free (text, FALSE);
}

static GtkWidget *
add (TarnEditorBits *self,
     const char     *name,
     int             bit)
{
  g_autofree char *text = name != NULL ? g_strdup_printf ("%s (%d)", name, bit)
                                       : g_strdup_printf (_("%d (has no name)"), bit);
  GtkWidget *box = gtk_check_button_new_with_label (text);

  g_object_set_data (G_OBJECT (box), BIT_KEY, GINT_TO_POINTER (bit));
  gtk_box_append (self->boxes, box);
  g_signal_connect_swapped (box, "toggled", G_CALLBACK (tarn_editor_input_changed), self);
  return box;
}

/* The box of "router", "4" or "?(4)". */
static GtkWidget *
find (TarnEditorBits *self,
      const char     *word)
{
  const char *digits = word + strspn (word, "?(");
  gsize n = strlen (word);

  for (GtkWidget *box = gtk_widget_get_first_child (GTK_WIDGET (self->boxes));
       box != NULL;
       box = gtk_widget_get_next_sibling (box))
    {
      const char *label = gtk_check_button_get_label (GTK_CHECK_BUTTON (box));

      if ((strncmp (label, word, n) == 0 && label[n] == ' ')
          || (g_ascii_isdigit (*digits) && atoi (digits) == bit_of (box)))
        return box;
    }

  return g_ascii_isdigit (*digits) ? add (self, NULL, atoi (digits)) : NULL;
}

static void
set_text (TarnEditorInput *input,
          const char      *text)
{
  TarnEditorBits *self = TARN_EDITOR_BITS (input);
  g_auto(GStrv) words = g_strsplit_set (text, " ,", -1);

  for (GtkWidget *box = gtk_widget_get_first_child (GTK_WIDGET (self->boxes));
       box != NULL;
       box = gtk_widget_get_next_sibling (box))
    gtk_check_button_set_active (GTK_CHECK_BUTTON (box), FALSE);

  for (guint i = 0; words[i] != NULL; i++)
    {
      GtkWidget *box = words[i][0] != '\0' ? find (self, words[i]) : NULL;

      if (box != NULL)
        gtk_check_button_set_active (GTK_CHECK_BUTTON (box), TRUE);
    }
}

static void
tarn_editor_bits_class_init (TarnEditorBitsClass *class)
{
  TARN_EDITOR_INPUT_CLASS (class)->dup_text = dup_text;
  TARN_EDITOR_INPUT_CLASS (class)->set_text = set_text;
}

static void
tarn_editor_bits_init (TarnEditorBits *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->boxes = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 320);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->boxes));
  tarn_editor_input_set_child (TARN_EDITOR_INPUT (self), scroller);
}

TarnEditorInput *
tarn_editor_bits_new (const TarnEditorSubject *subject)
{
  TarnEditorBits *self = g_object_new (TARN_TYPE_EDITOR_BITS, NULL);

  for (guint i = 0; i < tarn_mib_node_get_n_labels (subject->node); i++)
    {
      int bit;
      const char *name = tarn_mib_node_get_label (subject->node, i, &bit);

      add (self, name, bit);
    }
  return TARN_EDITOR_INPUT (self);
}
