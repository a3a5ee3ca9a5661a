/* tarn-tree-scan.h
 *
 * Private to the tree: what is below a node, out of the varbinds and the modules.  All of
 * this reads the store and is called inside a read section.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "tarn-tree-branch.h"
#include "tarn-tree-cover.h"

G_BEGIN_DECLS

/* Borrowed. */
typedef struct
{
  TarnStore     *store;
  TarnMib       *mib;       /* nullable */
  TarnTreeCover *cover;     /* NULL: nobody can fetch what is not there */
} TarnTreeSource;

/* The branch of a node of that kind; without the children of its children. */
TarnTreeBranch *tarn_tree_scan_branch   (const TarnTreeSource *source,
                                         TarnOid              *oid,
                                         TarnNodeKind          kind);
/* Appends what are the children of @branch now, from key @first to @last.  FALSE: they are
 * too many to be listed, so it has to become a run. */
gboolean        tarn_tree_scan_children (const TarnTreeSource *source,
                                         TarnTreeBranch       *branch,
                                         gint64                first,
                                         gint64                last,
                                         GArray               *children);
gboolean        tarn_tree_scan_may_list (TarnTreeBranch       *branch,
                                         guint                 n_children);
/* How many instances a run has. */
guint           tarn_tree_scan_count    (const TarnTreeSource *source,
                                         TarnTreeBranch       *branch);
/* How many varbinds are before it; NULL: the root. */
guint64         tarn_tree_scan_rank     (TarnStore            *store,
                                         const TarnOid        *oid);
/* Fills in the columns that tell what the rows of a run are. */
void            tarn_tree_scan_naming   (const TarnTreeSource *source,
                                         TarnTreeBranch       *run);

/* @prefix (nullable: the root) with one arc more.  The caller's to free. */
TarnOid        *tarn_tree_make_oid      (TarnOid              *prefix,
                                         gint64                arc);
/* The arc of @name behind its first @at octets; @end: where it ends. */
guint32         tarn_tree_get_arc       (TarnSpan              name,
                                         gsize                 at,
                                         gsize                *end);
TarnSpan        tarn_tree_span          (const TarnOid        *oid);

G_END_DECLS
