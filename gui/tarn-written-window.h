/* tarn-written-window.h
 *
 * Shows what managers have set in a capture, and puts back what the device said.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "tarn-document.h"

G_BEGIN_DECLS

#define TARN_TYPE_WRITTEN_WINDOW (tarn_written_window_get_type ())
G_DECLARE_FINAL_TYPE (TarnWrittenWindow, tarn_written_window, TARN, WRITTEN_WINDOW, GtkWindow)

GtkWindow *tarn_written_window_new (TarnDocument *document);

G_END_DECLS
