/* tarn-batch-private.h
 *
 * What the stores see of a batch.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "store/tarn-batch.h"
#include "store/tarn-page.h"

G_BEGIN_DECLS

/* One name to put or to delete, in the octets of its batch. */
typedef struct
{
  gsize   at;         /* of the cell, as a leaf holds it; of the name alone to delete */
  guint32 cell_len;   /* 0: delete                                                    */
  guint16 name_at;    /* from @at                                                     */
  guint16 name_len;
} TarnChange;

struct _TarnBatch
{
  guint       ref_count;
  GArray     *changes;   /* TarnChange                                        */
  GByteArray *octets;
  GHashTable *meta;      /* key → GVariant, NULL to remove; NULL if none       */
  TarnOid    *too_large; /* the first name whose value no store can hold       */

  gboolean    sorted;    /* @changes ascend strictly                           */
};

/* Brings the changes in order, the last of each name alone.  Fails with
 * TARN_ERROR_TOO_BIG if one of them can be stored nowhere. */
gboolean tarn_batch_prepare (TarnBatch  *self,
                             GError    **error);

/* Of a prepared batch: the first change from @first to @last, not included, whose name
 * is not smaller than @name. */
guint    tarn_batch_search  (const TarnBatch *self,
                             guint            first,
                             guint            last,
                             TarnSpan         name);
/* Brings the cells of a leaf, which may be NULL, and changes @first to @last, not
 * included, into one order: @cells, of TarnCell.  Returns whether anything differs. */
gboolean tarn_batch_merge   (const TarnBatch *self,
                             const TarnPage  *page,
                             guint            first,
                             guint            last,
                             GArray          *cells);

static inline TarnSpan
tarn_batch_get_name (const TarnBatch *self,
                     guint            index)
{
  const TarnChange *change = &g_array_index (self->changes, TarnChange, index);

  return tarn_span (self->octets->data + change->at + change->name_at, change->name_len);
}

/* Empty to delete.  Good until the batch changes. */
static inline TarnSpan
tarn_batch_get_cell (const TarnBatch *self,
                     guint            index)
{
  const TarnChange *change = &g_array_index (self->changes, TarnChange, index);

  return tarn_span (self->octets->data + change->at, change->cell_len);
}

G_END_DECLS
