/* tarn-mib-window.h
 *
 * Which MIB modules there are, where they were found, how they fared and what they define;
 * more are imported by a button or by dropping files, folders or archives.
 *
 * Property "mib" (TarnMib, nullable): bound to the application's.  Signal "go" with a
 * TarnOid: it is to be shown in a document.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gtk/gtk.h>
#include <tarn.h>

G_BEGIN_DECLS

#define TARN_TYPE_MIB_WINDOW (tarn_mib_window_get_type ())
G_DECLARE_FINAL_TYPE (TarnMibWindow, tarn_mib_window, TARN, MIB_WINDOW, GtkWindow)

/* Copies what is in @files (GFile) to the user's own modules, then asks for app.reload-mib. */
void  tarn_mib_window_import  (TarnMibWindow  *self,
                               GListModel     *files);

G_END_DECLS
