/* tarn-mib-folders.h
 *
 * The folders where MIB modules are looked for, in their order: added, moved, removed.  What is
 * chosen holds for the command, too.
 *
 * Signals: "changed"; "failed" with a text for people.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define TARN_TYPE_MIB_FOLDERS (tarn_mib_folders_get_type ())
G_DECLARE_FINAL_TYPE (TarnMibFolders, tarn_mib_folders, TARN, MIB_FOLDERS, GtkWidget)

/* As the last one but that of Tarn itself. */
void tarn_mib_folders_add (TarnMibFolders *self,
                           const char     *path);

G_END_DECLS
