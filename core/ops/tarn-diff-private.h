/* tarn-diff-private.h
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "base/tarn-name.h"
#include "base/tarn-sorter.h"
#include "ops/tarn-diff.h"

G_BEGIN_DECLS

typedef enum
{
  TARN_DIFF_BEFORE,  /* tables of the first side are looked for      */
  TARN_DIFF_AFTER,   /* those of the second side                     */
  TARN_DIFF_SCAN,    /* both stores are read                         */
  TARN_DIFF_SORT,    /* cells of a table are put row by row          */
  TARN_DIFF_JUDGE,   /* what became of the rows                      */
  TARN_DIFF_DONE,
} TarnDiffPhase;

#define TARN_DIFF_NO_TABLE G_MAXUINT32

typedef struct
{
  guint32 name;        /* where its octets begin in @names                               */
  guint32 table;       /* which one of @tables; TARN_DIFF_NO_TABLE: none                 */
  guint16 name_len;
  guint8  kind;        /* TarnDifference                                                 */
  guint8  moving : 1;
  guint8  begins : 1;  /* a row of a table, or something that is in none                 */
  guint8  row_kind : 2; /* of that row, if it begins                                     */
} TarnDiffCell;

/* A table that either side has. */
typedef struct
{
  TarnOid   *entry;
  GPtrArray *columns[2];   /* of TarnOid, before and after; NULL until it is asked       */
} TarnDiffTable;

struct _TarnDiff
{
  GObject        parent_instance;

  TarnStore     *stores[2];    /* before, after                                          */
  TarnMib       *mib;          /* nullable                                               */
  TarnOid       *root;         /* nullable: all                                          */

  TarnDiffPhase  phase;
  GArray        *tables;       /* of TarnDiffTable, by name; NULL before the first run   */
  guint          table;        /* the first one that does not end before what is read    */
  TarnName       at;           /* behind which both are read on                          */
  gboolean       begun;        /* @at counts                                             */
  guint64        n_total;      /* varbinds of both sides                                 */
  guint64        n_read;

  GArray        *cells;        /* of TarnDiffCell, by name                               */
  GByteArray    *names;
  guint32       *order;        /* numbers of cells as they are told                      */
  TarnSorter    *sorter;
  guint          judged;       /* place in @order                                        */

  guint64        n_equal;
  guint          counts[3];    /* by TarnDifference                                      */
  guint          n_moving;
};

static inline TarnDiffCell *
tarn_diff_cell (TarnDiff *self,
                guint     n)
{
  return &g_array_index (self->cells, TarnDiffCell, self->order[n]);
}

static inline TarnSpan
tarn_diff_cell_name (TarnDiff           *self,
                     const TarnDiffCell *cell)
{
  return tarn_span (self->names->data + cell->name, cell->name_len);
}

/* Of a cell of a table: the arcs behind its column. */
TarnSpan tarn_diff_cell_instance (TarnDiff           *self,
                                  const TarnDiffCell *cell);

/* Inside a read section of both: looks for tables of one side and, with the second one, has
 * all of them; then tells what became of rows. */
gboolean tarn_diff_find_tables   (TarnDiff           *self,
                                  guint               side,
                                  GError            **error);
gboolean tarn_diff_judge         (TarnDiff           *self,
                                  gint64              end_us,
                                  GError            **error);

G_END_DECLS
