/* tarn-set.h
 *
 * Private: a Set by what MIB modules say of its objects: which may be written, with what, and
 * what becomes of conceptual rows (protocol.md 4.4 and section 13).  Nothing is written here:
 * the changes come as a batch.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "mib/tarn-mib-node-value.h"
#include "ops/tarn-row-status.h"
#include "store/tarn-store.h"

G_BEGIN_DECLS

typedef struct _TarnSetRow TarnSetRow;

/* One varbind of the request. */
typedef struct
{
  const TarnRow *row;        /* of the request                                            */
  TarnMibNode   *node;       /* the object; NULL: no module tells, and its fields are 0   */
  TarnSpan       instance;   /* of @row's name, what is behind the OID of the object      */
  TarnSetRow    *in;         /* the row of a table with RowStatus; NULL: none             */
} TarnSetItem;

/* A conceptual row that the request touches. */
struct _TarnSetRow
{
  TarnMibNode   *entry;          /* what has its RowStatus                                */
  TarnMibNode   *status;         /* that column                                           */
  TarnSpan       instance;
  gboolean       has_model;      /* the table has other rows that are active             */
  TarnRowStatus  before;
  TarnRowStatus  asked;
  TarnRowStatus  after;
  int            status_error;   /* of the varbind that asks for a status                 */
  int            column_error;   /* of the others                                         */
};

/* Inside a read section of @store.  @items, of TarnSetItem, borrows the rows; @rows is of
 * TarnSetRow. */
typedef struct
{
  TarnStore *store;
  TarnMib   *mib;      /* NULL: nothing is known */
  GArray    *items;
  GPtrArray *rows;
} TarnSet;

void     tarn_set_init        (TarnSet          *self,
                               TarnStore        *store,
                               TarnMib          *mib,
                               const TarnRow    *rows,
                               guint             n_rows);
void     tarn_set_clear       (TarnSet          *self);

/* tarn-set-object.c: what is wrong with an item for all times, in the order of P-SET-02 to
 * P-SET-04, as an error-status.  @stored is what the instance has now, NULL if it is not
 * there.  With @any, MAX-ACCESS is not asked. */
int      tarn_set_check_object (const TarnSetItem *item,
                               const TarnRow     *stored,
                               gboolean           any);
/* P-SET-17, P-TAI-01, P-STO-01: with the value that is there now. */
int      tarn_set_check_stored (const TarnSetItem *item,
                               const TarnRow     *stored);
/* The value that a column has unless it is set; NULL: its module says none. */
TarnValue *tarn_set_dup_default (const TarnMibNode *node);

/* tarn-set-rows.c: what becomes of each row when all items are set (P-SET-06).  FALSE: the
 * store is damaged. */
gboolean tarn_set_judge_rows  (TarnSet          *self,
                               GError          **error);
/* Whether the store has the cell; with @number, what integer is in it.  With an empty
 * @instance: whether the column has any. */
gboolean tarn_set_has_cell    (TarnCursor        *cursor,
                               const TarnMibNode *column,
                               TarnSpan           instance,
                               gint64            *number);
/* All cells of the row, and of those of tables that augment it, go. */
void     tarn_set_destroy_cells
                              (TarnCursor        *cursor,
                               const TarnMibNode *entry,
                               TarnSpan           instance,
                               TarnBatch         *batch);
/* The changes, when nothing is wrong. */
gboolean tarn_set_fill        (TarnSet          *self,
                               TarnBatch        *batch,
                               GError          **error);

G_END_DECLS
