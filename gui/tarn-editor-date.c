/* tarn-editor-date.c
 *
 * DateAndTime: a calendar, a time of day to the tenth of a second, and a zone or none (rule
 * P-TCV-01: eight octets or eleven).
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-editor-input.h"

#include <glib/gi18n.h>
#include <stdio.h>

#define TARN_TYPE_EDITOR_DATE (tarn_editor_date_get_type ())
G_DECLARE_FINAL_TYPE (TarnEditorDate, tarn_editor_date, TARN, EDITOR_DATE, TarnEditorInput)

enum
{
  HOUR,
  MINUTE,
  SECOND,
  TENTH,
  N_SPINS,
};

struct _TarnEditorDate
{
  TarnEditorInput  parent_instance;

  GtkCalendar     *calendar;
  GtkSpinButton   *spins[N_SPINS];
  GtkEditable     *zone;       /* "+02:00", "Z" or empty: none */
};

G_DEFINE_FINAL_TYPE (TarnEditorDate, tarn_editor_date, TARN_TYPE_EDITOR_INPUT)

static int
spun (TarnEditorDate *self,
      guint           which)
{
  return gtk_spin_button_get_value_as_int (self->spins[which]);
}

static char *
dup_text (TarnEditorInput *input)
{
  TarnEditorDate *self = TARN_EDITOR_DATE (input);
  g_autoptr(GDateTime) day = gtk_calendar_get_date (self->calendar);

  return g_strdup_printf ("%04d-%02d-%02dT%02d:%02d:%02d.%d%s", g_date_time_get_year (day),
                          g_date_time_get_month (day), g_date_time_get_day_of_month (day),
                          spun (self, HOUR), spun (self, MINUTE), spun (self, SECOND),
                          spun (self, TENTH), gtk_editable_get_text (self->zone));
}

static void
set_day (TarnEditorDate *self,
         int             year,
         int             month,
         int             day)
{
  g_autoptr(GDateTime) date = g_date_time_new_utc (year, month, day, 0, 0, 0);

  if (date != NULL)
    gtk_calendar_select_day (self->calendar, date);
}

/* "": now, here. */
static void
set_text (TarnEditorInput *input,
          const char      *text)
{
  TarnEditorDate *self = TARN_EDITOR_DATE (input);
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *here = g_date_time_format (now, "%Y-%m-%dT%H:%M:%S%:z");
  int year, month, day, n = 0, time[4] = { 0 };

  if (text[0] == '\0')
    text = here;
  if (sscanf (text, "%d-%d-%dT%d:%d:%d%n", &year, &month, &day, &time[0], &time[1], &time[2],
              &n) != 6)
    return;
  if (text[n] == '.')
    {
      time[3] = g_ascii_digit_value (text[n + 1]);
      n += 2;
    }

  set_day (self, year, month, day);
  for (guint i = HOUR; i <= TENTH; i++)
    gtk_spin_button_set_value (self->spins[i], time[i]);
  gtk_editable_set_text (self->zone, text + n);
}

static void
tarn_editor_date_class_init (TarnEditorDateClass *class)
{
  TARN_EDITOR_INPUT_CLASS (class)->dup_text = dup_text;
  TARN_EDITOR_INPUT_CLASS (class)->set_text = set_text;
}

/* Two digits, as clocks have them. */
static gboolean
output_cb (GtkSpinButton *spin)
{
  g_autofree char *text = g_strdup_printf ("%02d", gtk_spin_button_get_value_as_int (spin));

  gtk_editable_set_text (GTK_EDITABLE (spin), text);
  return TRUE;
}

static void
add_spin (TarnEditorDate *self,
          guint           which,
          const char     *name,
          int             min,
          int             max,
          GtkWidget      *box)
{
  GtkWidget *spin = gtk_spin_button_new_with_range (min, max, 1);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (spin), GTK_ORIENTATION_VERTICAL);
  gtk_spin_button_set_wrap (GTK_SPIN_BUTTON (spin), TRUE);
  gtk_widget_set_tooltip_text (spin, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (spin), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  if (which != TENTH)
    g_signal_connect (spin, "output", G_CALLBACK (output_cb), NULL);
  g_signal_connect_swapped (spin, "value-changed", G_CALLBACK (tarn_editor_input_changed), self);
  gtk_box_append (GTK_BOX (box), spin);
  self->spins[which] = GTK_SPIN_BUTTON (spin);
}

static void
tarn_editor_date_init (TarnEditorDate *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *caption = gtk_label_new (C_("time zone", "Zone"));
  GtkWidget *clock = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);

  self->calendar = GTK_CALENDAR (gtk_calendar_new ());
  self->zone = GTK_EDITABLE (gtk_entry_new ());
  gtk_editable_set_width_chars (self->zone, 7);
  gtk_editable_set_max_width_chars (self->zone, 7);
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->zone), "+00:00");
  gtk_widget_set_valign (GTK_WIDGET (self->zone), GTK_ALIGN_CENTER);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->zone),
                                  GTK_ACCESSIBLE_RELATION_LABELLED_BY, caption, NULL, -1);

  /* Right to left or not: hours come first. */
  gtk_widget_set_direction (clock, GTK_TEXT_DIR_LTR);
  add_spin (self, HOUR, _("Hour"), 0, 23, clock);
  add_spin (self, MINUTE, _("Minute"), 0, 59, clock);
  add_spin (self, SECOND, _("Second"), 0, 60, clock);
  add_spin (self, TENTH, _("Tenth of a second"), 0, 9, clock);

  gtk_box_append (GTK_BOX (row), clock);
  gtk_box_append (GTK_BOX (row), caption);
  gtk_box_append (GTK_BOX (row), GTK_WIDGET (self->zone));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->calendar));
  gtk_box_append (GTK_BOX (box), row);
  tarn_editor_input_set_child (TARN_EDITOR_INPUT (self), box);

  g_signal_connect_swapped (self->zone, "changed", G_CALLBACK (tarn_editor_input_changed), self);
  g_signal_connect_swapped (self->zone, "activate", G_CALLBACK (tarn_editor_input_done), self);
  g_signal_connect_swapped (self->calendar, "day-selected",
                            G_CALLBACK (tarn_editor_input_changed), self);
}

TarnEditorInput *
tarn_editor_date_new (void)
{
  return g_object_new (TARN_TYPE_EDITOR_DATE, NULL);
}
