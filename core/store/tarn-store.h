/* tarn-store.h
 *
 * Varbinds in OID order, whoever keeps them.  TarnCapture keeps them in a file that
 * processes share, TarnMemoryStore in memory; TarnComposedStore shows those of others.
 *
 * Reading is done between tarn_store_begin_read() and tarn_store_end_read(), which
 * nest and show one consistent state; the simple calls (tarn_store_get() …) open
 * such a section themselves.  A store belongs to the thread that made it.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "store/tarn-batch.h"
#include "store/tarn-changed-range.h"

G_BEGIN_DECLS

#define TARN_TYPE_STORE (tarn_store_get_type ())
TARN_EXPORT G_DECLARE_INTERFACE (TarnStore, tarn_store, TARN, STORE, GObject)

/**
 * TarnCursor: (skip)
 * @row: where the cursor stands; its spans are good until the cursor moves or is
 *   cleared, or the read section ends
 * @error: why the last move failed although it was not at the end: the store is
 *   damaged; else %NULL.  Owned by the cursor.
 *
 * A place in a store, kept on the stack.  Initialise it inside a read section and
 * clear it before the section ends.
 */
typedef struct
{
  TarnRow    row;
  GError    *error;

  /*< private >*/
  TarnStore     *store;
  gconstpointer  iface;      /* of @store: looking it up costs more than a move  */
  gpointer       page;       /* referenced while the cursor stands in it         */
  guint          index;
} TarnCursor;

#ifndef __GI_SCANNER__   /* for stores written in C: cursors and spans do not cross over */
struct _TarnStoreInterface
{
  GTypeInterface parent_iface;

  gboolean  (*begin_read) (TarnStore        *self,
                           GError          **error);
  void      (*end_read)   (TarnStore        *self);
  /* The first varbind that is >= @name (@inclusive) or > @name. */
  gboolean  (*seek)       (TarnStore        *self,
                           TarnCursor       *cursor,
                           TarnSpan          name,
                           gboolean          inclusive);
  gboolean  (*seek_nth)   (TarnStore        *self,
                           TarnCursor       *cursor,
                           guint64           n);
  gboolean  (*next)       (TarnStore        *self,
                           TarnCursor       *cursor);
  /* tarn_cursor_take_run(); NULL: varbinds do not lie like that. */
  guint     (*take_run)   (TarnStore        *self,
                           TarnCursor       *cursor,
                           gsize             max_rows,
                           gsize             max_len,
                           gboolean          with_nulls,
                           TarnSpan         *run);
  void      (*unpin)      (TarnStore        *self,
                           TarnCursor       *cursor);
  /* How many varbinds are smaller than @name. */
  gboolean  (*rank)       (TarnStore        *self,
                           TarnSpan          name,
                           guint64          *rank,
                           GError          **error);
  gboolean  (*get_n_rows) (TarnStore        *self,
                           guint64          *n_rows,
                           GError          **error);
  /* Can a batch change @name?  NULL: any name. */
  gboolean  (*may_change) (TarnStore        *self,
                           TarnSpan          name);
  gboolean  (*apply)      (TarnStore        *self,
                           TarnBatch        *batch,
                           GError          **error);
  /* Inside a read section. */
  GVariant *(*dup_meta)   (TarnStore        *self,
                           const char       *key);
  guint64   (*get_serial) (TarnStore        *self);

  /* Inside a read section: a cursor onto the first note behind @name, as seek; its value
   * is a packed note.  NULL: a store without notes. */
  gboolean  (*seek_note)  (TarnStore        *self,
                           TarnCursor       *cursor,
                           TarnSpan          name,
                           gboolean          inclusive);
  /* TarnChangedRanges since the last call, NULL without @error if there are none; of
   * cost only if there are.  NULL: a store that tells nobody. */
  GPtrArray *(*take_changes) (TarnStore     *self,
                              GError       **error);
};
#endif

/* Fails with TARN_ERROR_STORE_BUSY while another process commits (milliseconds):
 * never blocks; try again in the next loop turn. */
TARN_EXPORT gboolean     tarn_store_begin_read   (TarnStore        *self,
                                                  GError          **error);
TARN_EXPORT void         tarn_store_end_read     (TarnStore        *self);

TARN_EXPORT void         tarn_cursor_init        (TarnCursor       *self,
                                                  TarnStore        *store);
TARN_EXPORT void         tarn_cursor_clear       (TarnCursor       *self);
TARN_EXPORT gboolean     tarn_cursor_seek        (TarnCursor       *self,
                                                  TarnSpan          name,
                                                  gboolean          inclusive);
TARN_EXPORT gboolean     tarn_cursor_seek_nth    (TarnCursor       *self,
                                                  guint64           n);
TARN_EXPORT gboolean     tarn_cursor_next        (TarnCursor       *self);
TARN_EXPORT guint        tarn_cursor_take_run    (TarnCursor       *self,
                                                  gsize             max_rows,
                                                  gsize             max_len,
                                                  gboolean          with_nulls,
                                                  TarnSpan         *run);

TARN_EXPORT TarnValue   *tarn_store_get          (TarnStore        *self,
                                                  const TarnOid    *oid,
                                                  GError          **error);
TARN_EXPORT TarnVarbind *tarn_store_get_next     (TarnStore        *self,
                                                  const TarnOid    *oid,
                                                  GError          **error);
TARN_EXPORT TarnVarbind *tarn_store_get_nth      (TarnStore        *self,
                                                  guint64           n,
                                                  GError          **error);
TARN_EXPORT guint64      tarn_store_get_rank     (TarnStore        *self,
                                                  const TarnOid    *oid,
                                                  GError          **error);
TARN_EXPORT guint64      tarn_store_count        (TarnStore        *self,
                                                  const TarnOid    *prefix,
                                                  GError          **error);
TARN_EXPORT gboolean     tarn_store_may_change   (TarnStore        *self,
                                                  TarnSpan          name);
TARN_EXPORT gboolean     tarn_store_apply        (TarnStore        *self,
                                                  TarnBatch        *batch,
                                                  GError          **error);
TARN_EXPORT GVariant    *tarn_store_dup_meta     (TarnStore        *self,
                                                  const char       *key);
TARN_EXPORT TarnNote    *tarn_store_dup_note     (TarnStore        *self,
                                                  const TarnOid    *oid,
                                                  GError          **error);
TARN_EXPORT TarnNote    *tarn_store_get_next_note (TarnStore       *self,
                                                  const TarnOid    *oid,
                                                  TarnOid         **name,
                                                  GError          **error);
TARN_EXPORT guint64      tarn_store_count_notes  (TarnStore        *self,
                                                  TarnOrigin        origin,
                                                  GError          **error);
/* Emits TarnStore::changed for what others have changed since the last time. */
TARN_EXPORT gboolean     tarn_store_refresh      (TarnStore        *self,
                                                  GError          **error);
/* A number that is another one after every change, whoever made it. */
TARN_EXPORT guint64      tarn_store_get_serial   (TarnStore        *self);

G_END_DECLS
