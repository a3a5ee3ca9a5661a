/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-ui.h"

#include <glib/gi18n.h>

#include "tarn-settings.h"

char *
tarn_ui_format_count (guint64 count)
{
  return g_strdup_printf ("%'" G_GUINT64_FORMAT, count);
}

char *
tarn_ui_format_time (gint64 time_us)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_local (time_us / G_USEC_PER_SEC);
  g_autofree char *format = g_settings_get_string (tarn_settings_get (), "time-format");

  if (time == NULL)
    return g_strdup ("");
  return g_date_time_format (time, g_str_equal (format, "iso") ? "%Y-%m-%d %H:%M:%S" : "%c");
}

char *
tarn_ui_format_moment (gint64 time_us)
{
  g_autoptr(GDateTime) seconds = g_date_time_new_from_unix_local (time_us / G_USEC_PER_SEC);
  g_autofree char *text = seconds != NULL ? g_date_time_format (seconds, "%H:%M:%S") : NULL;

  return text != NULL ? g_strdup_printf ("%s.%06d", text, (int) (time_us % G_USEC_PER_SEC))
                      : g_strdup ("");
}

char *
tarn_ui_format_age (gint64 time_us)
{
  gint64 seconds = (g_get_real_time () - time_us) / G_USEC_PER_SEC;

  if (seconds < 5)
    return g_strdup (_("just now"));
  if (seconds < 60)
    return g_strdup_printf (ngettext ("%d second ago", "%d seconds ago", (gulong) seconds),
                            (int) seconds);
  if (seconds < 60 * 60)
    return g_strdup_printf (ngettext ("%d minute ago", "%d minutes ago", (gulong) seconds / 60),
                            (int) seconds / 60);
  if (seconds < 24 * 60 * 60)
    return g_strdup_printf (ngettext ("%d hour ago", "%d hours ago", (gulong) seconds / 3600),
                            (int) seconds / 3600);
  return tarn_ui_format_time (time_us);
}

char *
tarn_ui_format_duration (gint64 duration_us)
{
  gint64 seconds = duration_us / G_USEC_PER_SEC;

  /* Translators: a duration; ms, s, min, h are units */
  if (duration_us < G_USEC_PER_SEC)
    return g_strdup_printf (_("%d ms"), (int) (duration_us / 1000));
  if (seconds < 60)
    return g_strdup_printf (_("%.1f s"), (double) duration_us / G_USEC_PER_SEC);
  if (seconds < 60 * 60)
    return g_strdup_printf (_("%d min %d s"), (int) (seconds / 60), (int) (seconds % 60));
  return g_strdup_printf (_("%d h %d min"), (int) (seconds / 3600), (int) (seconds / 60 % 60));
}

void
tarn_ui_message (GtkWidget  *from,
                 const char *text,
                 const char *label,
                 const char *action)
{
  g_return_if_fail (GTK_IS_WIDGET (from));
  g_return_if_fail (text != NULL);

  gtk_widget_activate_action (from, "win.message", "(sss)", text,
                              label != NULL ? label : "", action != NULL ? action : "");
}

void
tarn_ui_copy (GtkWidget  *from,
              const char *text)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (from), text);
}

GtkWidget *
tarn_ui_icon_button (const char *icon,
                     const char *label)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  return button;
}
