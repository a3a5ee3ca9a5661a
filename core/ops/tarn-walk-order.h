/* tarn-walk-order.h
 *
 * Private: rows that arrive in any order are told in the order of their names.
 *
 * A walk covers its intervals side by side, so rows come that lie behind names which
 * are still to come.  Those are kept as octets, in runs of names that follow each
 * other, until the front has passed them: all that is not greater than the front is
 * settled, covered or given up.  Rows that come in order are not kept at all.
 *
 * Nothing is allocated for a row.  What is kept has a limit; above it tarn_walk_order_add()
 * goes on keeping what comes, and @is_full asks that nothing more be asked for beyond
 * the front until half of it has been taken.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "base/tarn-row.h"

G_BEGIN_DECLS

#define TARN_WALK_ORDER_LIMIT (64 * 1024 * 1024)

typedef struct _TarnWalkPiece TarnWalkPiece;   /* octets of rows, one after the other */

/* Rows of one stretch of names, and of those that followed it without a break. */
typedef struct
{
  TarnWalkPiece *first;
  TarnWalkPiece *last;
  guint32        n_taken;   /* octets of @first           */
  TarnSpan       begin;     /* name of the first row kept */
  TarnSpan       end;       /* and of the last one        */
} TarnWalkRun;

typedef struct
{
  GArray        *runs;      /* of TarnWalkRun, ascending; the first @n_done are over */
  guint          n_done;
  TarnWalkPiece *spent;     /* what the rows taken last point into                   */
  gsize          n_octets;  /* all memory for rows                                   */
  gsize          limit;
  gboolean       is_full;
} TarnWalkOrder;

void     tarn_walk_order_init  (TarnWalkOrder  *self);
void     tarn_walk_order_clear (TarnWalkOrder  *self);

/* @rows are all that is new and greater than @after, up to the last of them.  TRUE if
 * they are next, to be told by the caller as they are; FALSE if their octets are kept.
 * @front is NULL when everything is settled. */
gboolean tarn_walk_order_add   (TarnWalkOrder  *self,
                                TarnSpan        after,
                                const TarnRow  *rows,
                                guint           n_rows,
                                const TarnSpan *front);

/* Up to @max of the rows kept that are not greater than @front; good until the next
 * call.  0: none, or none yet. */
guint    tarn_walk_order_take  (TarnWalkOrder  *self,
                                const TarnSpan *front,
                                TarnRow        *rows,
                                guint           max);

static inline gboolean
tarn_walk_order_is_empty (const TarnWalkOrder *self)
{
  return self->n_done == self->runs->len;
}

G_END_DECLS
