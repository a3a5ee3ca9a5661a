/* tarn-table-pane.h
 *
 * The table that the selected OID belongs to, as rows and columns; without one, the tables
 * that there are.  Follows the selection: property "oid" is the cell that is selected here or
 * elsewhere.  Property "state" remembers which columns are wanted of each table.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "tarn-document.h"
#include "tarn-state.h"

G_BEGIN_DECLS

#define TARN_TYPE_TABLE_PANE (tarn_table_pane_get_type ())
G_DECLARE_FINAL_TYPE (TarnTablePane, tarn_table_pane, TARN, TABLE_PANE, GtkWidget)

GtkWidget *tarn_table_pane_new     (void);
TarnOid   *tarn_table_pane_get_oid (TarnTablePane *self);
void       tarn_table_pane_set_oid (TarnTablePane *self,
                                    TarnOid       *oid);

G_END_DECLS
