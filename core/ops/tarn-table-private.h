/* tarn-table-private.h
 *
 * What the halves of TarnTable share: which columns there are, and their cells.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "mib/tarn-mib-image.h"
#include "ops/tarn-table.h"

G_BEGIN_DECLS

/* A conceptual table that takes part. */
typedef struct
{
  TarnOid *root;        /* what holds it all                                            */
  TarnOid *entry;       /* what columns are below; NULL until it is found in the store  */
  guint32  row;         /* object of the row; TARN_MIB_NONE: no module knows it         */
} TarnTablePart;

typedef struct
{
  TarnOid       *oid;
  char          *name;
  guint32        id;         /* object; TARN_MIB_NONE: no module knows it               */
  TarnMibSyntax  syntax;     /* its convention is NONE then                             */
  const char    *units;      /* nullable, in the tree                                   */
  gboolean       has_syntax;
  gboolean       is_binary;  /* octets that are not text, as cells of it show           */
  TarnCursor     cursor;     /* while rows are read                                     */
  gboolean       more;       /* the cursor stands on a cell                             */
  guint64        n_cells;    /* told since the first row                                */
} TarnTableColumn;

/* Rows by number: those that one column has, by their rank in the store, and the others,
 * which are found by comparing every column with that one, a slice at a time. */
typedef struct
{
  guint      base;      /* the column with most cells; G_MAXUINT: there is none          */
  guint64    n_base;    /* its cells, when they were last counted                        */
  guint64    n_cells;   /* of all columns, likewise                                      */
  GSequence *others;    /* of GBytes: instances that @base has not, in order             */

  gboolean   busy;      /* what stands below holds                                       */
  gboolean   again;     /* more has changed: once through is not enough                  */
  GSequence *fresh;     /* @others from @first to @last, as far as they are compared     */
  TarnName   first;     /* instances that are compared, both included; empty: from the   */
  TarnName   last;      /* beginning, to the end                                         */
  guint      column;    /* which one is compared                                         */
  TarnName   at;        /* behind this instance of it                                    */
} TarnTableRows;

struct _TarnTable
{
  GObject           parent_instance;

  TarnStore        *store;
  TarnMib          *mib;       /* nullable                                              */
  TarnMibImage     *image;     /* of @mib, borrowed                                     */
  GArray           *parts;     /* of TarnTablePart; the first one gives the index       */
  TarnMibIndexPart  index[TARN_MIB_MAX_INDEX];
  guint             n_index;   /* 0: it is not known                                    */
  GPtrArray        *chosen;    /* of TarnOid: the columns that are wanted; empty: all   */
  gboolean          all;       /* also those that the store has nothing of              */

  GArray           *columns;   /* of TarnTableColumn                                    */
  TarnRow          *cells;     /* of the row that is being told                         */
  TarnName          last;      /* instance behind which reading goes on                 */
  gboolean          at_last;   /* it goes on with that very instance                    */
  TarnTableRows     rows;
  guint64           n_rows;    /* told since the first row                              */
};

static inline TarnTablePart *
tarn_table_part (TarnTable *self,
                 guint      i)
{
  return &g_array_index (self->parts, TarnTablePart, i);
}

static inline TarnTableColumn *
tarn_table_column (TarnTable *self,
                   guint      i)
{
  return &g_array_index (self->columns, TarnTableColumn, i);
}

/* What stands behind the name of the column where its cursor is. */
static inline TarnSpan
tarn_table_column_instance (const TarnTableColumn *self)
{
  gsize len = tarn_oid_span (self->oid).len;

  return tarn_span (self->cursor.row.name.data + len, self->cursor.row.name.len - len);
}

/* Onto the first cell of @instance or (@inclusive) behind it; @more tells whether there is. */
void     tarn_table_column_seek   (TarnTableColumn *column,
                                   TarnStore       *store,
                                   TarnSpan         instance,
                                   gboolean         inclusive);
void     tarn_table_column_next   (TarnTableColumn *column);
/* Inside a read section: the rank of the first cell of a column, and how many there are. */
gboolean tarn_table_count_column  (TarnTable       *self,
                                   guint            column,
                                   guint64         *first,
                                   guint64         *n_cells,
                                   GError         **error);
/* Of the rows that are kept by themselves: the first one that is not smaller, or (@behind)
 * that is greater than @instance. */
GSequenceIter *
         tarn_table_rows_search   (GSequence       *sequence,
                                   TarnSpan         instance,
                                   gboolean         behind);
TarnSpan tarn_table_rows_get      (GSequenceIter   *iter);
/* Nothing is known of rows by number, nor will be until columns are found. */
void     tarn_table_rows_clear    (TarnTableRows   *self);

TarnOid *tarn_table_dup_object_oid (TarnTable *self,
                                    guint32    id);
/* Inside a read section: where the columns of what lies at or below @root begin, by arcs
 * alone.  NULL if nothing there looks like a table. */
TarnOid *tarn_table_guess_entry  (TarnStore   *store,
                                  TarnOid     *root);
/* Inside a read section: calls @func with the OID of each column that has a cell below
 * @entry, in order. */
gboolean tarn_table_each_column  (TarnStore   *store,
                                  TarnOid     *entry,
                                  void       (*func) (TarnOid *column, gpointer data),
                                  gpointer     data,
                                  GError     **error);

G_END_DECLS
