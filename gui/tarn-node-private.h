/* tarn-node-private.h
 *
 * Private to the tree: what a node is made of.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "tarn-node.h"
#include "tarn-tree-branch.h"
#include "tarn-tree-rows.h"

G_BEGIN_DECLS

struct _TarnNode
{
  GObject         parent_instance;

  /* Read when asked for; known together, @is_read says whether. */
  TarnOid        *oid;
  TarnValue      *value;         /* nullable                                          */
  char           *caption;
  char           *value_text;
  char           *type_text;
  char           *oid_text;
  guint64         n_below;

  /* Where the row is.  The rows clear both when it goes, or when they do. */
  TarnTreeRows   *rows;
  TarnTreeBranch *branch;        /* whose row this is                                 */
  gint64          key;           /* in a branch of parts: the arc, or TARN_TREE_OWN   */
  guint           index;         /* in a branch of instances: which one               */

  gint64          changed_us;    /* monotonic; 0: the value has not changed lately    */
  guint16         depth;
  guint8          kind;          /* TarnNodeKind */
  guint           is_read     : 1;
  guint           is_expanded : 1;
  guint           is_unfetched : 1;
  guint           is_inferred : 1;
};

TarnNode *tarn_node_new          (TarnTreeRows   *rows,
                                  TarnTreeBranch *branch);
/* It stands for no row any more. */
void      tarn_node_detach       (TarnNode       *self);
/* What it says is to be read again; tells nobody. */
void      tarn_node_forget       (TarnNode       *self);
/* Tells those who show it. */
void      tarn_node_emit_changed (TarnNode       *self);
/* Inside a read section: fills in what the store and the modules say. */
void      tarn_node_read         (TarnNode       *self,
                                  TarnStore      *store,
                                  TarnMib        *mib);

G_END_DECLS
