/* tarn-tree.h
 *
 * Private: the counted B+tree.  All leaves lie equally deep; every inner node knows
 * the first name and the number of varbinds below each child, so first, get, next,
 * rank and n-th cost one page a level.
 *
 * Where pages are kept is the pager's matter.  Page 0 is the root record: which page
 * is the root, how many levels and varbinds there are, which number is free next.
 *
 * Changes go from the leaves up: each page that a batch touches is built anew once,
 * keeps its number, and is written only if its octets differ.  A page that grows
 * past its size becomes several, one that shrinks below a quarter joins a neighbour
 * with room.  Nothing is undone here: after a failure the pager's transaction is
 * cancelled and the tree loaded again.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "store/tarn-batch-private.h"
#include "store/tarn-page-cache.h"

G_BEGIN_DECLS

typedef struct
{
  /* Octets of a page, to be freed; NULL without @error if there is no such page. */
  guint8   *(*read)  (gpointer        data,
                      guint32         id,
                      gsize          *len,
                      GError        **error);
  gboolean  (*write) (gpointer        data,
                      guint32         id,
                      TarnSpan        octets,
                      GError        **error);
  gboolean  (*drop)  (gpointer        data,
                      guint32         id,
                      GError        **error);
  /* Octets of a page where they lie, in @map, which is a reference; FALSE to read them.
   * They do not change before tarn_page_cache_forget_mapped().  NULL if it never does. */
  gboolean  (*find)  (gpointer        data,
                      guint32         id,
                      TarnSpan       *octets,
                      GBytes        **map);
} TarnPager;

typedef struct
{
  const TarnPager *pager;
  gpointer         pager_data;
  char            *name;       /* of the file or so, for errors         */
  TarnPageCache    cache;
  gboolean         optional;   /* without a root record it is empty     */

  guint32          root;       /* page; 0 while the tree is empty       */
  guint32          next_id;    /* of a page that does not exist yet     */
  guint            n_levels;   /* 0 while the tree is empty             */
  guint64          n_rows;
} TarnTree;

/* @name is what errors call the tree; pages of @cache_limit octets are kept. */
void      tarn_tree_init     (TarnTree         *self,
                              const TarnPager  *pager,
                              gpointer          pager_data,
                              const char       *name,
                              gsize             cache_limit);
void      tarn_tree_clear    (TarnTree         *self);
/* Forgets all pages and reads the root record. */
gboolean  tarn_tree_load     (TarnTree         *self,
                              GError          **error);
gboolean  tarn_tree_store_root (TarnTree       *self,
                              GError          **error);
/* A reference, or NULL with TARN_ERROR_STORE_DAMAGED. */
TarnPage *tarn_tree_get_page (TarnTree         *self,
                              guint32           id,
                              guint             level,
                              GError          **error);
/* The same for who needs all cells to be as they should be. */
TarnPage *tarn_tree_get_sound_page (TarnTree   *self,
                              guint32           id,
                              guint             level,
                              GError          **error);

/* Each yields a leaf, referenced, and an index in it; NULL without @error where
 * nothing is.  What is there was not looked at: tarn_page_get_row() does that. */
TarnPage *tarn_tree_seek     (TarnTree         *self,
                              TarnSpan          name,
                              gboolean          inclusive,
                              guint            *index,
                              GError          **error);
TarnPage *tarn_tree_seek_nth (TarnTree         *self,
                              guint64           n,
                              guint            *index,
                              GError          **error);
gboolean  tarn_tree_rank     (TarnTree         *self,
                              TarnSpan          name,
                              guint64          *rank,
                              GError          **error);

/* @batch is prepared. */
gboolean  tarn_tree_apply    (TarnTree         *self,
                              TarnBatch        *batch,
                              GError          **error);

/* Varbinds that cannot be read: those of a page, and all below it. */
typedef struct
{
  guint32     id;        /* of the page                                          */
  const char *reason;
  TarnSpan    after;     /* their names are greater than this; empty: than none  */
  TarnSpan    before;    /* and smaller than this; empty: than none              */
  guint64     n_rows;    /* how many there are, by what is known above           */
} TarnTreeLoss;

/* What a visit tells, in the order of names.  All is borrowed. */
typedef struct
{
  /* A leaf; FALSE ends the visit. */
  gboolean (*leaf)  (const TarnPage     *page,
                     gpointer            data);
  gboolean (*lost)  (const TarnTreeLoss *loss,
                     gpointer            data);
  /* A page that can be read, and what is wrong with it all the same. */
  void     (*fault) (guint32             id,
                     const char         *what,
                     gpointer            data);
  /* Each page that is reached, before it is read. */
  void     (*reach) (guint32             id,
                     gpointer            data);
} TarnTreeVisitor;

/* Looks at every page, past those that are damaged.  FALSE if it was ended. */
gboolean  tarn_tree_visit    (TarnTree         *self,
                              const TarnTreeVisitor *visitor,
                              gpointer          data);

G_END_DECLS
