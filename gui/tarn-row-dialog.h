/* tarn-row-dialog.h
 *
 * Asks for a new row of a table: its index in decoded form, how it comes to be, and values.
 * What it comes to is added to the changes of the document.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "tarn-document.h"

G_BEGIN_DECLS

#define TARN_TYPE_ROW_DIALOG (tarn_row_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TarnRowDialog, tarn_row_dialog, TARN, ROW_DIALOG, GtkWindow)

/* For the table that @oid is in; where no module knows one, a message from @from says so. */
void tarn_row_dialog_add    (GtkWidget    *from,
                             TarnDocument *document,
                             TarnOid      *oid);
/* Without a question: the row that @oid is in is added to the changes, to be deleted. */
void tarn_row_dialog_delete (GtkWidget    *from,
                             TarnDocument *document,
                             TarnOid      *oid);

G_END_DECLS
