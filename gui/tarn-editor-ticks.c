/* tarn-editor-ticks.c
 *
 * TimeTicks: days, hours, minutes, seconds and hundredths.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-editor-input.h"

#include <glib/gi18n.h>

#define TARN_TYPE_EDITOR_TICKS (tarn_editor_ticks_get_type ())
G_DECLARE_FINAL_TYPE (TarnEditorTicks, tarn_editor_ticks, TARN, EDITOR_TICKS, TarnEditorInput)

/* From the largest, with what one is in hundredths of a second. */
static const struct
{
  const char *name;
  guint       limit;
  guint       hundredths;
} parts[] = {
  { N_("days"), 497, 24 * 60 * 60 * 100 },
  { N_("hours"), 23, 60 * 60 * 100 },
  { N_("minutes"), 59, 60 * 100 },
  { N_("seconds"), 59, 100 },
  { N_("hundredths"), 99, 1 },
};

struct _TarnEditorTicks
{
  TarnEditorInput  parent_instance;

  GtkSpinButton   *spins[G_N_ELEMENTS (parts)];
};

G_DEFINE_FINAL_TYPE (TarnEditorTicks, tarn_editor_ticks, TARN_TYPE_EDITOR_INPUT)

/* May be more than 32 bits have: then it is complained of. */
static char *
dup_text (TarnEditorInput *input)
{
  TarnEditorTicks *self = TARN_EDITOR_TICKS (input);
  guint64 ticks = 0;

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    ticks += (guint64) gtk_spin_button_get_value_as_int (self->spins[i]) * parts[i].hundredths;
  return g_strdup_printf ("%" G_GUINT64_FORMAT, ticks);
}

static void
set_text (TarnEditorInput *input,
          const char      *text)
{
  TarnEditorTicks *self = TARN_EDITOR_TICKS (input);
  guint64 ticks;

  if (!g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT32, &ticks, NULL))
    ticks = 0;
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      gtk_spin_button_set_value (self->spins[i], (double) (ticks / parts[i].hundredths));
      ticks %= parts[i].hundredths;
    }
}

static void
tarn_editor_ticks_class_init (TarnEditorTicksClass *class)
{
  TARN_EDITOR_INPUT_CLASS (class)->dup_text = dup_text;
  TARN_EDITOR_INPUT_CLASS (class)->set_text = set_text;
}

static void
tarn_editor_ticks_init (TarnEditorTicks *self)
{
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      GtkWidget *label = gtk_label_new (_(parts[i].name));
      GtkWidget *spin = gtk_spin_button_new_with_range (0, parts[i].limit, 1);

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_spin_button_set_numeric (GTK_SPIN_BUTTON (spin), TRUE);
      gtk_accessible_update_relation (GTK_ACCESSIBLE (spin), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                      label, NULL, -1);
      gtk_grid_attach (GTK_GRID (grid), spin, 0, (int) i, 1, 1);
      gtk_grid_attach (GTK_GRID (grid), label, 1, (int) i, 1, 1);
      g_signal_connect_swapped (spin, "value-changed", G_CALLBACK (tarn_editor_input_changed),
                                self);
      self->spins[i] = GTK_SPIN_BUTTON (spin);
    }
  tarn_editor_input_set_child (TARN_EDITOR_INPUT (self), grid);
}

TarnEditorInput *
tarn_editor_ticks_new (void)
{
  return g_object_new (TARN_TYPE_EDITOR_TICKS, NULL);
}
