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
} TarnPager;

typedef struct
{
  const TarnPager *pager;
  gpointer         pager_data;
  char            *name;       /* of the file or so, for errors         */
  TarnPageCache    cache;

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

/* Each yields a leaf, referenced, and an index in it; NULL without @error where
 * nothing is. */
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
                              const TarnBatch  *batch,
                              GError          **error);

/* Looks at every page.  Appends a sentence to @damage for each thing that is wrong,
 * at most a hundred. */
void      tarn_tree_check    (TarnTree         *self,
                              GPtrArray        *damage);

G_END_DECLS
