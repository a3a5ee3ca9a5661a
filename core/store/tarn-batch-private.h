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

/* What became of a change when its batch was applied. */
typedef enum
{
  TARN_CHANGE_SAME,       /* the store was like that before            */
  TARN_CHANGE_MADE,
  TARN_CHANGE_LEFT_OUT,   /* to be added, and its name was there       */
} TarnChangeOutcome;

/* One name to put, to add or to delete, in the octets of its batch. */
typedef struct
{
  gsize   at;         /* of the cell, as a leaf holds it; of the name alone to delete */
  guint32 cell_len;   /* 0: delete                                                    */
  guint16 name_at;    /* from @at                                                     */
  guint16 name_len;
  guint32 tag;        /* of one to add: whatever the caller knows it by               */
  guint8  add;        /* what is there already stays                                  */
  guint8  outcome;    /* TarnChangeOutcome of the last tarn_batch_merge()             */
} TarnChange;

/* What a change put an end to, in the octets of @old_octets. */
typedef struct
{
  guint index;   /* of the change; ascends */
  gsize at;
  gsize len;
} TarnOldValue;

struct _TarnBatch
{
  guint       ref_count;
  GArray     *changes;   /* TarnChange                                        */
  GByteArray *octets;
  GHashTable *meta;      /* key → GVariant, NULL to remove; NULL if none       */
  TarnOid    *too_large; /* the first name whose value no store can hold       */
  TarnBatch  *notes;     /* names with packed notes that replace what there is;
                          * NULL if none                                       */
  TarnOrigin  origin;

  GArray     *repeated;  /* guint32: tags of changes that were left out since
                          * their name was in the batch before                 */
  gboolean    sorted;    /* @changes ascend strictly                           */
  gboolean    is_of_notes;

  /* Of the last application, for notes: */
  gboolean    keeps_old;
  GArray     *old_values;   /* TarnOldValue of each change that replaced or deleted one */
  GByteArray *old_octets;

  /* How far the arrays can grow before they are made larger.  GLib divides to learn that,
   * each time, which took a tenth of the time of a bulk insert. */
  guint       room_changes;
  gsize       room_octets;
};

/* A batch whose values are notes, and so may be larger. */
TarnBatch *tarn_batch_new_of_notes (void);

/* Stores @row unless its name is in the store, or was put into the batch before: then
 * what was first stays, and tarn_batch_list_left_out() has @tag. */
void     tarn_batch_add_row (TarnBatch       *self,
                             const TarnRow   *row,
                             guint32          tag);
/* Of a batch that has been applied: the tags of all that was left out, ascending; the
 * caller's to free. */
GArray  *tarn_batch_list_left_out (const TarnBatch *self);

/* Deletes the varbind of a canonical name. */
void     tarn_batch_delete_name  (TarnBatch       *self,
                                  TarnSpan         name);
/* Whether the next application is to keep the values that it puts an end to. */
void     tarn_batch_keep_old     (TarnBatch       *self,
                                  gboolean         keep);

/* Brings the changes in order, one of each name: the last that was put, or the first
 * if others were to be added.  Fails with
 * TARN_ERROR_TOO_BIG if one of them can be stored nowhere. */
gboolean tarn_batch_prepare (TarnBatch  *self,
                             GError    **error);

/* Brings the changes in order; those of one name stay as they came. */
void     tarn_batch_sort    (TarnBatch  *self);

/* Of a prepared batch: the first change from @first to @last, not included, whose name
 * is not smaller than @name. */
guint    tarn_batch_search  (const TarnBatch *self,
                             guint            first,
                             guint            last,
                             TarnSpan         name);
/* Brings the cells of a leaf, which may be NULL, and changes @first to @last, not
 * included, into one order: @cells, of TarnCell.  Returns whether anything differs, and
 * notes the outcome of each change. */
gboolean tarn_batch_merge   (TarnBatch       *self,
                             const TarnPage  *page,
                             guint            first,
                             guint            last,
                             GArray          *cells);

/* Of a batch that has been applied: how many changes really changed something. */
guint    tarn_batch_count_made (const TarnBatch *self);

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
