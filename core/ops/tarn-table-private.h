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
