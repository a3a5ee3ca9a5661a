/* tarn-comparison.h
 *
 * What is different between two stores, as a tree with nothing but the differences: tables and
 * groups of objects, in them rows and objects, in rows their cells.  Compared in slices of
 * time; then a list model of TarnComparisonNode, whose children are made when asked for.
 *
 * Values are not kept: a node reads them when it is asked.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>
#include <tarn.h>

G_BEGIN_DECLS

#define TARN_TYPE_COMPARISON (tarn_comparison_get_type ())
G_DECLARE_FINAL_TYPE (TarnComparison, tarn_comparison, TARN, COMPARISON, GObject)

typedef enum
{
  TARN_COMPARISON_GROUP,    /* a table, or objects that lie together */
  TARN_COMPARISON_ROW,      /* of a table                            */
  TARN_COMPARISON_VALUE,    /* a cell, or an object in no table      */
} TarnComparisonLevel;

#define TARN_TYPE_COMPARISON_NODE (tarn_comparison_node_get_type ())
G_DECLARE_FINAL_TYPE (TarnComparisonNode, tarn_comparison_node, TARN, COMPARISON_NODE, GObject)

/* Begins at once.  Properties that notify: "busy", "progress" (0 to 1), "outdated" (one side
 * has changed since), "show-moving" (what always moves is shown, too). */
TarnComparison *tarn_comparison_new             (TarnStore            *before,
                                                 TarnStore            *after,
                                                 TarnMib              *mib);
/* Compares again. */
void            tarn_comparison_restart         (TarnComparison       *self);
void            tarn_comparison_cancel          (TarnComparison       *self);
gboolean        tarn_comparison_is_busy         (TarnComparison       *self);
double          tarn_comparison_get_progress    (TarnComparison       *self);
gboolean        tarn_comparison_is_outdated     (TarnComparison       *self);
/* Why it ended early; NULL: it did not. */
const GError   *tarn_comparison_get_error       (TarnComparison       *self);
gboolean        tarn_comparison_get_show_moving (TarnComparison       *self);
void            tarn_comparison_set_show_moving (TarnComparison       *self,
                                                 gboolean              show_moving);

/* Done or not, what was found so far. */
TarnDiff       *tarn_comparison_get_diff        (TarnComparison       *self);
/* Of TarnComparisonNode, groups; empty until all is compared. */
GListModel     *tarn_comparison_get_groups      (TarnComparison       *self);
/* What is shown, as text, CSV or JSON, a slice at a time.  A NUL behind it is not counted. */
void            tarn_comparison_export_async    (TarnComparison       *self,
                                                 TarnFormat            format,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
GBytes         *tarn_comparison_export_finish   (TarnComparison       *self,
                                                 GAsyncResult         *result,
                                                 GError              **error);

TarnComparisonLevel
                tarn_comparison_node_get_level  (TarnComparisonNode   *self);
/* Of a group: changed, since some of it is. */
TarnDifference  tarn_comparison_node_get_kind   (TarnComparisonNode   *self);
gboolean        tarn_comparison_node_is_moving  (TarnComparisonNode   *self);
/* Differences in it, as they are shown. */
guint           tarn_comparison_node_get_n      (TarnComparisonNode   *self);
/* The name of the table or the object, the index of the row. */
char           *tarn_comparison_node_dup_title  (TarnComparisonNode   *self);
/* NULL: there is none, or it is no value. */
char           *tarn_comparison_node_dup_text   (TarnComparisonNode   *self,
                                                 gboolean              after);
TarnValue      *tarn_comparison_node_dup_value  (TarnComparisonNode   *self,
                                                 gboolean              after);
/* The first varbind in it. */
TarnOid        *tarn_comparison_node_dup_oid    (TarnComparisonNode   *self);
/* NULL: it has none. */
GListModel     *tarn_comparison_node_dup_children (TarnComparisonNode *self);

G_END_DECLS
