/* tarn-preferences.h
 *
 * The window in which preferences are chosen.  What a row says is what the schema says of
 * its key, and what it takes is what the schema allows.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define TARN_TYPE_PREFERENCES (tarn_preferences_get_type ())
G_DECLARE_FINAL_TYPE (TarnPreferences, tarn_preferences, TARN, PREFERENCES, GtkWindow)

GtkWindow *tarn_preferences_new (void);

G_END_DECLS
