/* tarn-table-model.h
 *
 * A table of a store as a list of TarnTableLine, one for each row.  Rows are known by number
 * without looking at them, so that any number of them is there at once; the texts of lines
 * that somebody holds are read in slices of time, and again when the store changes.
 *
 * Rows that come and go are told where they come and go.  Sorted or filtered, the list is
 * put in order anew after changes, and tells what has moved.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>

#include "tarn-table-line.h"
#include "tarn-table-order.h"

G_BEGIN_DECLS

#define TARN_TYPE_TABLE_MODEL (tarn_table_model_get_type ())
G_DECLARE_FINAL_TYPE (TarnTableModel, tarn_table_model, TARN, TABLE_MODEL, GObject)

/* @entry: the row of the table, or what its columns are below.  @joins: nullable, of TarnOid,
 * rows of tables beside it.  NULL with @error: it is no table, or the store is damaged. */
TarnTableModel *tarn_table_model_new          (TarnStore            *store,
                                               TarnMib              *mib,
                                               TarnOid              *entry,
                                               GPtrArray            *joins,
                                               GError              **error);

/* What the columns are called and are: who wants to read makes a copy. */
TarnTable      *tarn_table_model_get_table    (TarnTableModel       *self);
TarnMib        *tarn_table_model_get_mib      (TarnTableModel       *self);
guint           tarn_table_model_get_n_index  (TarnTableModel       *self);
guint           tarn_table_model_get_n_fields (TarnTableModel       *self);
const char     *tarn_table_model_get_name     (TarnTableModel       *self,
                                               guint                 field);
/* Characters that the field takes in the first rows. */
guint           tarn_table_model_get_width    (TarnTableModel       *self,
                                               guint                 field);
/* Numbers stand at the end of their column. */
gboolean        tarn_table_model_is_number    (TarnTableModel       *self,
                                               guint                 field);

void            tarn_table_model_arrange      (TarnTableModel       *self,
                                               const TarnTableWish  *wish);

/* Not in the order of instances, or not all rows. */
gboolean        tarn_table_model_is_arranged  (TarnTableModel       *self);
/* NULL: the store cannot be read now, or there is no such row any more. */
GBytes         *tarn_table_model_dup_instance (TarnTableModel       *self,
                                               guint                 position);

/* Of the table, not of the list. */
guint64         tarn_table_model_get_n_rows   (TarnTableModel       *self);
guint64         tarn_table_model_get_n_holes  (TarnTableModel       *self);
/* Property "busy": rows are counted, sorted or sought. */
gboolean        tarn_table_model_is_busy      (TarnTableModel       *self);

/* The OID of a cell, whether there is one or not; NULL for parts of the index. */
TarnOid        *tarn_table_model_dup_oid      (TarnTableModel       *self,
                                               TarnTableLine        *line,
                                               guint                 field);
/* Its place in the list; FALSE: it is not there (now). */
gboolean        tarn_table_model_find         (TarnTableModel       *self,
                                               TarnOid              *oid,
                                               guint                *position,
                                               guint                *field);

G_END_DECLS
