/* tarn-composed-private.h
 *
 * What the files of the composed store share.
 *
 * Mounts lie inside each other and functions inside mounts.  Before anything is read
 * they are flattened into pieces: intervals of names that do not overlap, in order,
 * each of them seen in one mounted store or told by one function.  Everything else is
 * to find the piece, and to go on in the next.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "base/tarn-name.h"
#include "store/tarn-composed-store.h"

G_BEGIN_DECLS

typedef struct
{
  TarnStore *store;
  TarnOid   *prefix;     /* empty: all names                              */
  TarnOid   *end;        /* of its subtree; NULL: nothing is greater      */
  TarnOid   *base;       /* what @store has for @prefix; NULL: the same   */
  TarnOid   *base_end;   /* of the subtree of @base, or as @end           */

  TarnComposedStore *owner;        /* borrowed                               */
  gulong             handler;      /* of changes of @store                   */
} TarnMount;

typedef struct
{
  TarnOid        *oid;
  GBytes         *end;         /* the name that comes next: an arc 0 more */
  TarnAnswerFunc  func;
  gpointer        user_data;
  GDestroyNotify  destroy;

  TarnValue      *value;       /* told in this read section               */
  gboolean        running;     /* @func has not returned                  */
} TarnAnswer;

/* Names from @from to @to, not included.  Spans are those of mounts and answers, or of
 * the plan's own octets. */
typedef struct
{
  TarnSpan    from;
  TarnSpan    to;              /* empty: to the end of all names           */
  TarnMount  *mount;           /* either this                              */
  TarnAnswer *answer;          /* or this                                  */
  TarnSpan    inner_from;      /* the same interval in the mounted store   */
  TarnSpan    inner_to;

  /* Valid while the store has been counted: */
  guint64     first;           /* varbinds before the piece                */
  guint64     inner_first;     /* and, in the mounted store, before its own */
} TarnPiece;

/* What a cursor has beyond its row. */
typedef struct _TarnComposedPlace TarnComposedPlace;

struct _TarnComposedStore
{
  GObject            parent_instance;

  GPtrArray         *mounts;       /* of TarnMount                                 */
  GHashTable        *answers;      /* TarnOid, theirs → TarnAnswer                 */
  GHashTable        *meta;         /* key → GVariant, while there is no base layer */

  /* The plan, made again after mounts or answers have changed: */
  GArray            *pieces;       /* of TarnPiece                                 */
  GPtrArray         *octets;       /* of names in pieces                           */
  GPtrArray         *stores;       /* all that are mounted, once each; borrowed    */
  gboolean           planned;
  gboolean           counted;      /* ranks in pieces are those of @counted_serial */
  guint64            counted_serial;
  guint64            n_rows;

  guint64            generation;   /* counts changes of the store's own            */
  guint              n_sections;   /* read sections that are open                  */
  GPtrArray         *answered;     /* of TarnAnswer, in this section; borrowed     */
  TarnComposedPlace *spare;        /* of cursors that are no more                  */
  GPtrArray         *changes;      /* of TarnChangedRange, that listeners do not know */
  guint              n_quiet;      /* changes of mounted stores are told later     */
};

/* tarn-composed-store.c: not while it is being read */
gboolean   tarn_composed_may_alter (TarnComposedStore  *self,
                                    GError            **error);

/* tarn-composed-iface.c */
void       tarn_composed_iface_init (TarnStoreInterface *iface);

/* tarn-composed-plan.c */
void       tarn_composed_plan      (TarnComposedStore  *self);
/* The first piece that ends behind @name, which may lie before it; NULL: none does. */
TarnPiece *tarn_composed_find      (TarnComposedStore  *self,
                                    TarnSpan            name);
/* Fills in the ranks of all pieces; inside a read section. */
gboolean   tarn_composed_count     (TarnComposedStore  *self,
                                    GError            **error);
/* What the mounted store calls @name, which begins with the prefix.  It is in
 * @scratch, and too long for a name perhaps. */
TarnSpan   tarn_mount_inner_name   (const TarnMount    *self,
                                    TarnSpan            name,
                                    GByteArray         *scratch);
gboolean   tarn_composed_fits      (TarnSpan            name);
/* The store below all others, or NULL. */
TarnMount *tarn_composed_base      (TarnComposedStore  *self);

/* tarn-composed-cursor.c */
gboolean   tarn_composed_seek      (TarnStore          *store,
                                    TarnCursor         *cursor,
                                    TarnSpan            name,
                                    gboolean            inclusive);
gboolean   tarn_composed_seek_note (TarnStore          *store,
                                    TarnCursor         *cursor,
                                    TarnSpan            name,
                                    gboolean            inclusive);
gboolean   tarn_composed_seek_nth  (TarnStore          *store,
                                    TarnCursor         *cursor,
                                    guint64             n);
gboolean   tarn_composed_next      (TarnStore          *store,
                                    TarnCursor         *cursor);
void       tarn_composed_unpin     (TarnStore          *store,
                                    TarnCursor         *cursor);
gboolean   tarn_composed_rank      (TarnStore          *store,
                                    TarnSpan            name,
                                    guint64            *rank,
                                    GError            **error);
void       tarn_composed_free_spare (TarnComposedStore *self);

/* tarn-composed-changes.c */
GPtrArray *tarn_composed_changes_new (void);
void       tarn_composed_listen    (TarnMount          *mount);
GPtrArray *tarn_composed_take_changes (TarnStore       *store,
                                    GError            **error);

/* tarn-composed-apply.c */
gboolean   tarn_composed_may_change (TarnStore         *store,
                                    TarnSpan            name);
gboolean   tarn_composed_apply     (TarnStore          *store,
                                    TarnBatch          *batch,
                                    GError            **error);

G_END_DECLS
