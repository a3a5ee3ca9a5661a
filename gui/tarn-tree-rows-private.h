/* tarn-tree-rows-private.h
 *
 * Private to the tree: what the rows are made of.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "tarn-tree-branch.h"
#include "tarn-tree-cover.h"
#include "tarn-tree-rows.h"
#include "tarn-tree-scan.h"

G_BEGIN_DECLS

struct _TarnTreeRows
{
  GObject         parent_instance;

  TarnStore      *store;
  TarnMib        *mib;           /* nullable                                           */
  TarnTreeCover  *cover;         /* nullable: nothing can be fetched                   */
  TarnTreeBranch *root;
  guint           limit;         /* of the rows that the list has                      */
  GPtrArray      *fetching;      /* of TarnOid                                         */

  guint64         serial;        /* of the store that the rows are true of             */
  gboolean        all_is_new;    /* anything may have changed since                    */
  gboolean        cover_is_new;
  gboolean        awaits_start;  /* there was nothing to expand at first               */
  GPtrArray      *dirty;         /* of TarnChangedRange: what has changed since        */
  GPtrArray      *pending;       /* of TarnNode: to be read, since they changed, or since
                                  * they could not be read when they were asked for    */
  GPtrArray      *wanted;        /* of TarnNode: to be expanded, likewise              */
  GPtrArray      *ahead;         /* of TarnNode: neighbours of the last one that was read   */
  GPtrArray      *marked;        /* of TarnNode: changed lately                        */
  GQueue          expanding;     /* of TarnOid: what to expand of all                  */
  guint           n_expanded;    /* of these, so far                                   */

  gint64          time_us;       /* when the capture was filled; -1: not looked up yet */
  gint64          synced_us;
  guint           tick_id;
  guint           mark_id;
  guint           expand_id;
  gboolean        splicing;      /* rows are coming and going just now                 */
};

/* The node of row @row, which there is; the caller's to free. */
TarnNode       *tarn_tree_rows_ref_node    (TarnTreeRows   *self,
                                            guint           row);
/* Borrowed, for tarn-tree-scan.h. */
TarnTreeSource  tarn_tree_rows_get_source  (TarnTreeRows   *self);
/* The loop will come back to what could not be done now. */
void            tarn_tree_rows_schedule    (TarnTreeRows   *self,
                                            guint           delay_ms);
/* Begins a read section in which the store is what the rows are true of. */
gboolean        tarn_tree_rows_begin       (TarnTreeRows   *self);
/* Puts @branch, filled, below child @n of @parent, and tells of its rows. */
void            tarn_tree_rows_attach      (TarnTreeRows   *self,
                                            TarnTreeBranch *parent,
                                            guint           n,
                                            TarnTreeBranch *branch);
void            tarn_tree_rows_collapse    (TarnTreeRows   *self,
                                            TarnTreeBranch *parent,
                                            guint           n);
/* Inside tarn_tree_rows_begin(): what would be below child @n of @parent. */
TarnTreeBranch *tarn_tree_rows_scan_child  (TarnTreeRows   *self,
                                            TarnTreeBranch *parent,
                                            guint           n);
/* Tells, with all that has to be kept from happening meanwhile. */
void            tarn_tree_rows_emit        (TarnTreeRows   *self,
                                            guint           position,
                                            guint           n_removed,
                                            guint           n_added);
/* Looks at @node again when the rows are true. */
void            tarn_tree_rows_add_pending (TarnTreeRows   *self,
                                            TarnNode       *node);
/* Expands what is on the way to @oid, and that itself; the last branch that there is. */
void            tarn_tree_rows_expand_path (TarnTreeRows   *self,
                                            TarnOid        *oid);
/* Reads what is pending. */
void            tarn_tree_rows_flush       (TarnTreeRows   *self);

/* tarn-tree-plan.c: inside a read section, finds out what has to come and go, in an order
 * in which it can be done; then, outside of it, does it. */
GPtrArray      *tarn_tree_plan_make        (TarnTreeRows   *rows);
void            tarn_tree_plan_run         (TarnTreeRows   *rows,
                                            GPtrArray      *plan);

G_END_DECLS
