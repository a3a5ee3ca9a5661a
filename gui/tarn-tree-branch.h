/* tarn-tree-branch.h
 *
 * Private to the tree: an expanded node.  Either its children are listed, or it is a run of
 * instances of which only their number is known: the n-th of them is found in the store by
 * its rank, so a million of them take no memory.
 *
 * Branches know where rows are, and which nodes somebody holds; they read nothing.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "tarn-node.h"

G_BEGIN_DECLS

/* The key of a varbind whose name is that of the branch itself: agents do such things. */
#define TARN_TREE_OWN ((gint64) -1)

typedef struct _TarnTreeBranch TarnTreeBranch;

typedef struct
{
  gint64          key;             /* its arc behind the branch, or TARN_TREE_OWN  */
  TarnTreeBranch *branch;          /* nullable: not expanded                       */
  TarnNode       *node;            /* nullable: nobody holds it; never referenced  */
  guint8          kind;            /* TarnNodeKind */
  guint           is_unfetched : 1;
  guint           is_inferred  : 1;
} TarnTreeChild;

struct _TarnTreeBranch
{
  TarnTreeBranch *parent;          /* NULL: this is the root                       */
  gint64          key;             /* in the parent                                */
  TarnOid        *oid;             /* NULL: the root                               */
  TarnMibNode    *mib_node;        /* nullable: what the modules say of @oid       */
  guint           depth;           /* of its rows                                  */
  guint           n_rows;          /* that are shown below it, its own not counted */

  /* One of these, by @is_run. */
  gboolean        is_run;
  gboolean        is_inferred;     /* a run that no module tells of                */
  GPtrArray      *live;            /* nodes that somebody holds, by their index    */
  GPtrArray      *naming;          /* of TarnOid: columns that tell what a row is  */
  GArray         *children;        /* of TarnTreeChild, by key                     */

  guint          *starts;          /* row of each child, from 0                    */
  gboolean        starts_are_good;
};

TarnTreeBranch *tarn_tree_branch_new        (TarnOid         *oid,
                                             gboolean         is_run);
/* Its nodes stand for no rows any more. */
void            tarn_tree_branch_free       (TarnTreeBranch  *self);
/* Of listed children: a run without any instance yet. */
void            tarn_tree_branch_make_run   (TarnTreeBranch  *self);

TarnTreeChild  *tarn_tree_branch_get_child  (TarnTreeBranch  *self,
                                             guint            n);
/* Where @key is, or would be. */
guint           tarn_tree_branch_find_child (TarnTreeBranch  *self,
                                             gint64           key,
                                             gboolean        *found);
/* Which child or instance stands at row @position below @self, and in which branch. */
guint           tarn_tree_branch_find_row   (TarnTreeBranch **self,
                                             guint            position);
/* The row of child or instance @n, counted from the beginning of the tree. */
guint           tarn_tree_branch_get_row    (TarnTreeBranch  *self,
                                             guint            n);
/* Rows of child @n: itself, and what is shown below it. */
guint           tarn_tree_child_get_n_rows  (const TarnTreeChild *self);
/* So many more rows are shown below @self, and so below all that it is in. */
void            tarn_tree_branch_grow       (TarnTreeBranch  *self,
                                             int              n_rows);

/* The node that somebody holds for instance @index; NULL if nobody does.  @at: where it is
 * among them, or would be. */
TarnNode       *tarn_tree_branch_find_live  (TarnTreeBranch  *self,
                                             guint            index,
                                             guint           *at);
/* Somebody has made, or dropped, the node for a row. */
void            tarn_tree_branch_add_node   (TarnTreeBranch  *self,
                                             TarnNode        *node);
void            tarn_tree_branch_remove_node (TarnTreeBranch *self,
                                             TarnNode        *node);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnTreeBranch, tarn_tree_branch_free)

G_END_DECLS
