/* tarn-style.h
 *
 * Light or dark: as the user prefers, or as the desktop says.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define TARN_TYPE_STYLE (tarn_style_get_type ())
G_DECLARE_FINAL_TYPE (TarnStyle, tarn_style, TARN, STYLE, GObject)

/* Loads the style sheet, and looks after @settings for as long as it lives. */
TarnStyle *tarn_style_new (GdkDisplay *display);

G_END_DECLS
