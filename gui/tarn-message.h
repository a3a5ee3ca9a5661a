/* tarn-message.h
 *
 * A notice at the bottom of a window, with a button for what may be done about it.  It goes
 * by itself after a while, unless the pointer or the keyboard is on it.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define TARN_TYPE_MESSAGE (tarn_message_get_type ())
G_DECLARE_FINAL_TYPE (TarnMessage, tarn_message, TARN, MESSAGE, GtkWidget)

/* Takes the place of what it said before.  @label "": no button. */
void tarn_message_show (TarnMessage *self,
                        const char  *text,
                        const char  *label,
                        const char  *action);
void tarn_message_hide (TarnMessage *self);

G_END_DECLS
