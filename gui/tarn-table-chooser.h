/* tarn-table-chooser.h
 *
 * The tables that a capture has, with how many rows each; one that is clicked is asked for by
 * the action document.show-table.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "tarn-document.h"

G_BEGIN_DECLS

#define TARN_TYPE_TABLE_CHOOSER (tarn_table_chooser_get_type ())
G_DECLARE_FINAL_TYPE (TarnTableChooser, tarn_table_chooser, TARN, TABLE_CHOOSER, GtkWidget)

G_END_DECLS
