/* tarn-mib-rows.h
 *
 * How modules and what they define look in the lists of the window of modules.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "tarn-mib-modules.h"

G_BEGIN_DECLS

/* In words. */
const char *tarn_mib_rows_get_state        (TarnMibModule     *module);
/* @selection: of TarnMibModules; of TarnMibDefinitions. */
void        tarn_mib_rows_show_modules     (GtkListView       *list,
                                            GtkSelectionModel *selection);
void        tarn_mib_rows_show_definitions (GtkListView       *list,
                                            GtkSelectionModel *selection);

G_END_DECLS
