/* tarn-table-order.h
 *
 * Rows of a table in another order than that of their instances, or only those that have a
 * text in them: read once from end to end and sorted, a slice of time at a time.  Rows are
 * known by their instances here, which stay what they are when others come and go.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <tarn.h>

G_BEGIN_DECLS

#define TARN_TABLE_ANY_FIELD G_MAXUINT

/* What is wanted.  Fields are the parts of the index, then the columns. */
typedef struct
{
  guint      sort_field;   /* TARN_TABLE_ANY_FIELD: by instance                          */
  gboolean   descending;
  char      *text;         /* nullable: all rows; else those that have it, case ignored  */
  GPtrArray *columns;      /* nullable, of TarnTableColumnWish: all of them must hold    */
} TarnTableWish;

typedef struct
{
  guint  field;
  char  *text;             /* as for tarn_table_filter_new()                             */
} TarnTableColumnWish;

typedef struct _TarnTableOrder TarnTableOrder;

/* Reads @table from its first row on: nobody else may.  @wish is copied. */
TarnTableOrder *tarn_table_order_new     (TarnTable            *table,
                                          TarnMib              *mib,
                                          const TarnTableWish  *wish);
void            tarn_table_order_free    (TarnTableOrder       *self);
/* TRUE: it is done.  FALSE with @error: the store is busy, try again, or damaged. */
gboolean        tarn_table_order_run     (TarnTableOrder       *self,
                                          gint64                slice_us,
                                          GError              **error);
/* Without sorting, rows are good as soon as they are found. */
gboolean        tarn_table_order_is_sorted (TarnTableOrder     *self);
guint           tarn_table_order_get_n   (TarnTableOrder       *self);
TarnSpan        tarn_table_order_get     (TarnTableOrder       *self,
                                          guint                 n);
/* All rows that were looked at. */
guint64         tarn_table_order_get_n_seen (TarnTableOrder    *self);

void            tarn_table_wish_copy     (TarnTableWish        *self,
                                          const TarnTableWish  *from);
void            tarn_table_wish_add_column (TarnTableWish     *self,
                                          guint                 field,
                                          const char           *text);
gboolean        tarn_table_wish_equal    (const TarnTableWish  *self,
                                          const TarnTableWish  *other);
/* Not all rows. */
gboolean        tarn_table_wish_has_filter (const TarnTableWish *self);
void            tarn_table_wish_clear    (TarnTableWish        *self);
gboolean        tarn_table_wish_is_any   (const TarnTableWish  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnTableOrder, tarn_table_order_free)

G_END_DECLS
