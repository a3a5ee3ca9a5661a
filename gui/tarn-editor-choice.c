/* tarn-editor-choice.c
 *
 * An enumeration: a list of its names with their numbers.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-editor-input.h"

#include <glib/gi18n.h>

#define TARN_TYPE_EDITOR_CHOICE (tarn_editor_choice_get_type ())
G_DECLARE_FINAL_TYPE (TarnEditorChoice, tarn_editor_choice, TARN, EDITOR_CHOICE, TarnEditorInput)

struct _TarnEditorChoice
{
  TarnEditorInput  parent_instance;

  GtkDropDown     *list;
  GtkStringList   *names;
  GArray          *numbers;   /* of int, by position */
};

G_DEFINE_FINAL_TYPE (TarnEditorChoice, tarn_editor_choice, TARN_TYPE_EDITOR_INPUT)

static char *
dup_text (TarnEditorInput *input)
{
  TarnEditorChoice *self = TARN_EDITOR_CHOICE (input);
  guint at = gtk_drop_down_get_selected (self->list);

  return at < self->numbers->len ? g_strdup_printf ("%d", g_array_index (self->numbers, int, at))
                                 : g_strdup ("");
}

static void
add (TarnEditorChoice *self,
     const char       *name,
     int               number)
{
  g_autofree char *text = name != NULL
                            ? g_strdup_printf ("%s (%d)", name, number)
                            /* Translators: a number that an enumeration does not name */
                            : g_strdup_printf (_("%d (has no name)"), number);

  gtk_string_list_append (self->names, text);
  g_array_append_val (self->numbers, number);
}

/* A number that has no name is what the device says all the same. */
static void
set_text (TarnEditorInput *input,
          const char      *text)
{
  TarnEditorChoice *self = TARN_EDITOR_CHOICE (input);
  gint64 number;
  guint at;

  if (!g_ascii_string_to_signed (text, 10, G_MININT, G_MAXINT, &number, NULL))
    return;

  for (at = 0; at < self->numbers->len; at++)
    if (g_array_index (self->numbers, int, at) == number)
      break;
  if (at == self->numbers->len)
    add (self, NULL, (int) number);
  gtk_drop_down_set_selected (self->list, at);
}

static void
tarn_editor_choice_finalize (GObject *object)
{
  TarnEditorChoice *self = TARN_EDITOR_CHOICE (object);

  g_array_unref (self->numbers);
  g_object_unref (self->names);

  G_OBJECT_CLASS (tarn_editor_choice_parent_class)->finalize (object);
}

static void
tarn_editor_choice_class_init (TarnEditorChoiceClass *class)
{
  G_OBJECT_CLASS (class)->finalize = tarn_editor_choice_finalize;
  TARN_EDITOR_INPUT_CLASS (class)->dup_text = dup_text;
  TARN_EDITOR_INPUT_CLASS (class)->set_text = set_text;
}

static void
tarn_editor_choice_init (TarnEditorChoice *self)
{
  self->numbers = g_array_new (FALSE, FALSE, sizeof (int));
  self->names = gtk_string_list_new (NULL);
  self->list = GTK_DROP_DOWN (gtk_drop_down_new (G_LIST_MODEL (g_object_ref (self->names)), NULL));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("New value"), -1);
  tarn_editor_input_set_child (TARN_EDITOR_INPUT (self), GTK_WIDGET (self->list));
  g_signal_connect_swapped (self->list, "notify::selected",
                            G_CALLBACK (tarn_editor_input_changed), self);
}

TarnEditorInput *
tarn_editor_choice_new (const TarnEditorSubject *subject)
{
  TarnEditorChoice *self = g_object_new (TARN_TYPE_EDITOR_CHOICE, NULL);

  for (guint i = 0; i < tarn_mib_node_get_n_labels (subject->node); i++)
    {
      int number;
      const char *name = tarn_mib_node_get_label (subject->node, i, &number);

      add (self, name, number);
    }
  if (self->numbers->len > 12)
    {
      GtkExpression *text = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");

      gtk_drop_down_set_expression (self->list, text);
      gtk_drop_down_set_enable_search (self->list, TRUE);
      gtk_expression_unref (text);
    }
  return TARN_EDITOR_INPUT (self);
}
