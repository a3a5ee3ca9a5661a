/* tarn-profiles-window.h
 *
 * The profiles of devices: how each is asked.  They are edited, renamed and deleted here; a
 * community is shown nowhere, it goes from the entry to the keyring.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "tarn-connect.h"

G_BEGIN_DECLS

#define TARN_TYPE_PROFILES_WINDOW (tarn_profiles_window_get_type ())
G_DECLARE_FINAL_TYPE (TarnProfilesWindow, tarn_profiles_window, TARN, PROFILES_WINDOW, GtkWindow)

/* Its actions: "profiles.add", ".edit(s)", ".delete(s)" by name, ".undo", ".save", ".back". */
GtkWindow *tarn_profiles_window_new (TarnConnect *connect);

G_END_DECLS
