/* tarn-tree-rows.h
 *
 * The rows of the tree, as a list of TarnNode: what is expanded of the varbinds in a store,
 * seen by the modules.  What is collapsed costs nothing, and neither does the length of a
 * column: its instances are numbers until somebody looks at them.
 *
 * The store is followed.  Rows are told to come and go where somebody holds their nodes or
 * their number changes: a node stays the one for its row as long as it is held.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>

#include "tarn-node.h"

G_BEGIN_DECLS

#define TARN_TYPE_TREE_ROWS (tarn_tree_rows_get_type ())
G_DECLARE_FINAL_TYPE (TarnTreeRows, tarn_tree_rows, TARN, TREE_ROWS, GObject)

/* What no row is at. */
#define TARN_TREE_NO_ROW G_MAXUINT

TarnTreeRows *tarn_tree_rows_new          (TarnStore      *store,
                                           TarnMib        *mib);
TarnStore    *tarn_tree_rows_get_store    (TarnTreeRows   *self);
TarnMib      *tarn_tree_rows_get_mib      (TarnTreeRows   *self);
/* All rows are made anew; what was expanded stays so. */
void          tarn_tree_rows_set_mib      (TarnTreeRows   *self,
                                           TarnMib        *mib);
/* There is a device: what the modules know and its capture lacks is shown, too. */
void          tarn_tree_rows_set_can_fetch (TarnTreeRows  *self,
                                           gboolean        can_fetch);
/* That part of it is being read; NULL: none is any more. */
void          tarn_tree_rows_set_fetching (TarnTreeRows   *self,
                                           TarnOid        *oid);
gboolean      tarn_tree_rows_is_fetching  (TarnTreeRows   *self,
                                           TarnOid        *oid);

/* Expanding goes on while there is but one row below.  While the store is being written by
 * another process that happens some milliseconds later. */
void          tarn_tree_rows_set_expanded (TarnTreeRows   *self,
                                           TarnNode       *node,
                                           gboolean        expanded);
/* As far as a person wants to see at first. */
void          tarn_tree_rows_expand_start (TarnTreeRows   *self);
/* All below @node, or all (NULL), in slices; TarnTreeRows::expanded-all tells the end. */
void          tarn_tree_rows_expand_all   (TarnTreeRows   *self,
                                           TarnNode       *node);
void          tarn_tree_rows_collapse_all (TarnTreeRows   *self);

/* As a list there are no more rows than @limit, which is for the first frames only: whatever
 * comes before it then tells of all that follow. */
void          tarn_tree_rows_set_limit    (TarnTreeRows   *self,
                                           guint           limit);

/* Expands what @oid is in.  The row of @oid, or of the nearest thing to it. */
guint         tarn_tree_rows_reveal       (TarnTreeRows   *self,
                                           TarnOid        *oid);
/* The same without expanding anything. */
guint         tarn_tree_rows_find         (TarnTreeRows   *self,
                                           TarnOid        *oid);
/* The row of @node, TARN_TREE_NO_ROW if it has none any more. */
guint         tarn_tree_rows_get_row      (TarnTreeRows   *self,
                                           TarnNode       *node);
/* The row that @node is below of; TARN_TREE_NO_ROW if there is none. */
guint         tarn_tree_rows_get_parent_row (TarnTreeRows *self,
                                           TarnNode       *node);

/* When the capture was last filled from its device, Unix time in microseconds; 0: never. */
gint64        tarn_tree_rows_get_time     (TarnTreeRows   *self);

/* What changed in the store is shown at once, not when the loop comes round. */
void          tarn_tree_rows_sync         (TarnTreeRows   *self);
/* For nodes: reads one, or remembers to. */
void          tarn_tree_rows_read_node    (TarnTreeRows   *self,
                                           TarnNode       *node);

G_END_DECLS
