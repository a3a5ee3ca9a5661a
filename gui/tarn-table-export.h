/* tarn-table-export.h
 *
 * Rows of a table as text for a spreadsheet or a program, as many as there are: read a slice
 * of time at a time.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "tarn-table-model.h"

G_BEGIN_DECLS

typedef enum
{
  TARN_TABLE_EXPORT_TSV,     /* fields between tabs: what spreadsheets paste */
  TARN_TABLE_EXPORT_CSV,
  TARN_TABLE_EXPORT_JSON,    /* an array of objects                          */
} TarnTableExportForm;

#define TARN_TYPE_TABLE_EXPORT (tarn_table_export_get_type ())
G_DECLARE_FINAL_TYPE (TarnTableExport, tarn_table_export, TARN, TABLE_EXPORT, GObject)

/* By the end of a file's name; anything else is CSV. */
TarnTableExportForm
                 tarn_table_export_parse_form (const char           *text);

/* @rows: places of the list; copied. */
TarnTableExport *tarn_table_export_new        (TarnTableModel       *model,
                                               GtkBitset            *rows,
                                               TarnTableExportForm   form);
/* Fields come in the order in which they are added. */
void             tarn_table_export_add_field  (TarnTableExport      *self,
                                               guint                 field);

/* The text has a NUL behind it that is not counted. */
void             tarn_table_export_run_async  (TarnTableExport      *self,
                                               GCancellable         *cancellable,
                                               GAsyncReadyCallback   callback,
                                               gpointer              user_data);
GBytes          *tarn_table_export_run_finish (TarnTableExport      *self,
                                               GAsyncResult         *result,
                                               GError              **error);
guint            tarn_table_export_get_n_rows (TarnTableExport      *self);

G_END_DECLS
