/* tarn-ui.h
 *
 * Numbers and times as the user's locale writes them, and other things that all panes say
 * in the same way.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* 1,234,567.  The caller's to free. */
char     *tarn_ui_format_count    (guint64      count);
/* A day and a time of day, of Unix time in microseconds, as the user prefers.  The
 * caller's to free. */
char     *tarn_ui_format_time     (gint64       time_us);
/* A time of today to the microsecond, of Unix time; "" where there is none.  The caller's to
 * free. */
char     *tarn_ui_format_moment   (gint64       time_us);
/* "3 min ago", "just now".  The caller's to free. */
char     *tarn_ui_format_age      (gint64       time_us);
/* "80 ms", "5.2 s", "2 min 5 s".  The caller's to free. */
char     *tarn_ui_format_duration (gint64       duration_us);

/* Through the action win.message: a notice at the bottom of the window.  @label and
 * @action are those of its button, both NULL if it has none. */
void      tarn_ui_message         (GtkWidget   *from,
                                   const char  *text,
                                   const char  *label,
                                   const char  *action);

/* A flat button with an icon; @label is its tool tip, and what a screen reader says. */
GtkWidget *tarn_ui_icon_button    (const char  *icon,
                                   const char  *label);

/* Puts @text on the clipboard. */
void      tarn_ui_copy            (GtkWidget   *from,
                                   const char  *text);

G_END_DECLS
