/* tarn-table.h
 *
 * A conceptual table as it lies in a store: columns, each a subtree, and rows, one for each
 * instance that any column has.  What a cell is absent of stays absent: it is neither empty
 * nor zero.  Tables with the same index can be joined to it, so that a row tells all that is
 * known of one instance.
 *
 * Which columns there are, what they are called and how an instance is taken apart comes from
 * MIB modules where they know the table; else from the arcs alone.
 *
 * Nothing is kept of the rows: a table may have any number of them.  A TarnTable belongs to
 * the thread of its store.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "base/tarn-anomaly-count.h"
#include "ops/tarn-text-style.h"
#include "store/tarn-store.h"

G_BEGIN_DECLS

#define TARN_TYPE_TABLE (tarn_table_get_type ())
TARN_EXPORT G_DECLARE_FINAL_TYPE (TarnTable, tarn_table, TARN, TABLE, GObject)

/**
 * TarnTableRow: (skip)
 * @instance: content octets of the arcs behind the name of a column
 * @cells: a varbind for each column; where its TLV is empty there is none
 *
 * A borrowed row.
 */
typedef struct
{
  TarnSpan       instance;
  const TarnRow *cells;
} TarnTableRow;

/**
 * TarnTableRowFunc: (skip)
 * @table: the table
 * @row: borrowed, gone when the function returns
 * @user_data: what tarn_table_read() got
 */
typedef void (*TarnTableRowFunc) (TarnTable          *table,
                                  const TarnTableRow *row,
                                  gpointer            user_data);

TARN_EXPORT TarnTable   *tarn_table_new             (TarnStore           *store,
                                                     TarnMib             *mib,
                                                     TarnOid             *oid,
                                                     GError             **error);
TARN_EXPORT TarnTable   *tarn_table_copy            (TarnTable           *self);
TARN_EXPORT gboolean     tarn_table_join            (TarnTable           *self,
                                                     TarnOid             *oid,
                                                     GError             **error);
TARN_EXPORT void         tarn_table_join_related    (TarnTable           *self);
TARN_EXPORT gboolean     tarn_table_choose          (TarnTable           *self,
                                                     TarnOid             *column,
                                                     GError             **error);
TARN_EXPORT void         tarn_table_set_all         (TarnTable           *self,
                                                     gboolean             all);
TARN_EXPORT GPtrArray   *tarn_table_dup_roots       (TarnTable           *self);

TARN_EXPORT gboolean     tarn_table_find_columns    (TarnTable           *self,
                                                     GError             **error);
TARN_EXPORT gboolean     tarn_table_has_new_columns (TarnTable           *self);
TARN_EXPORT guint        tarn_table_get_n_columns   (TarnTable           *self);
TARN_EXPORT const char  *tarn_table_get_column_name (TarnTable           *self,
                                                     guint                column);
TARN_EXPORT TarnOid     *tarn_table_get_column_oid  (TarnTable           *self,
                                                     guint                column);
TARN_EXPORT TarnMibNode *tarn_table_get_column_node (TarnTable           *self,
                                                     guint                column);
TARN_EXPORT guint        tarn_table_get_n_index     (TarnTable           *self);
TARN_EXPORT const char  *tarn_table_get_index_name  (TarnTable           *self,
                                                     guint                part);

TARN_EXPORT gssize       tarn_table_read            (TarnTable           *self,
                                                     gsize                max_rows,
                                                     TarnTableRowFunc     func,
                                                     gpointer             user_data,
                                                     GError             **error);
TARN_EXPORT void         tarn_table_rewind          (TarnTable           *self);
TARN_EXPORT TarnAnomalyCount *
                         tarn_table_dup_ragged      (TarnTable           *self);

/* Rows by number: at once those of the column that has most cells; what other columns have
 * besides is counted a slice at a time, and again where tarn_table_touch() says so. */
TARN_EXPORT gboolean     tarn_table_count           (TarnTable           *self,
                                                     gint64               slice_us,
                                                     gboolean            *counted,
                                                     GError             **error);
TARN_EXPORT gboolean     tarn_table_touch           (TarnTable           *self,
                                                     const TarnOid       *first,
                                                     const TarnOid       *last);
TARN_EXPORT gboolean     tarn_table_get_n_rows      (TarnTable           *self,
                                                     guint64             *n_rows,
                                                     GError             **error);
TARN_EXPORT guint64      tarn_table_get_n_cells     (TarnTable           *self);
TARN_EXPORT gboolean     tarn_table_find_row        (TarnTable           *self,
                                                     TarnSpan             instance,
                                                     guint64             *n,
                                                     GError             **error);
TARN_EXPORT gboolean     tarn_table_seek_row        (TarnTable           *self,
                                                     guint64              n,
                                                     TarnSpan            *instance,
                                                     GError             **error);
/* The row of @instance is read next, or the first one behind it. */
TARN_EXPORT void         tarn_table_seek            (TarnTable           *self,
                                                     TarnSpan             instance);

/* What a person would write; each appends, and nothing where there is nothing. */
TARN_EXPORT void         tarn_table_append_index    (TarnTable           *self,
                                                     TarnTextStyle       *style,
                                                     const TarnTableRow  *row,
                                                     guint                part,
                                                     GString             *text);
TARN_EXPORT void         tarn_table_append_instance (TarnTable           *self,
                                                     TarnTextStyle       *style,
                                                     const TarnTableRow  *row,
                                                     GString             *text);
TARN_EXPORT void         tarn_table_append_cell     (TarnTable           *self,
                                                     TarnTextStyle       *style,
                                                     const TarnTableRow  *row,
                                                     guint                column,
                                                     GString             *text);
/* Lines, with their ends. */
TARN_EXPORT void         tarn_table_append_csv_head (TarnTable           *self,
                                                     GString             *text);
TARN_EXPORT void         tarn_table_append_csv      (TarnTable           *self,
                                                     TarnTextStyle       *style,
                                                     const TarnTableRow  *row,
                                                     GString             *text);
TARN_EXPORT void         tarn_table_append_json     (TarnTable           *self,
                                                     TarnTextStyle       *style,
                                                     const TarnTableRow  *row,
                                                     GString             *text);

G_END_DECLS
