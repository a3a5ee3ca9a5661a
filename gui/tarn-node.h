/* tarn-node.h
 *
 * One row of the tree: a part of the naming tree, a table, a column, or a value.
 *
 * TarnTreeRows makes nodes for the rows that somebody looks at and knows them while they are
 * held: for one row there is one node.  What a node says is read when it is first asked for;
 * while another process writes to the capture it may be unknown for some milliseconds, then
 * TarnNode::changed tells that it is known now.  A node whose row went keeps what it knew.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib-object.h>
#include <tarn.h>

G_BEGIN_DECLS

/**
 * TarnNodeKind:
 * @TARN_NODE_PART: a part of the tree, with others below it
 * @TARN_NODE_TABLE: a conceptual table
 * @TARN_NODE_COLUMN: what has its instances right below it
 * @TARN_NODE_VALUE: a varbind, or an object with one instance that was not fetched yet
 *
 * What a row stands for.
 */
typedef enum
{
  TARN_NODE_PART,
  TARN_NODE_TABLE,
  TARN_NODE_COLUMN,
  TARN_NODE_VALUE,
} TarnNodeKind;

#define TARN_TYPE_NODE (tarn_node_get_type ())
G_DECLARE_FINAL_TYPE (TarnNode, tarn_node, TARN, NODE, GObject)

/* These do not look into the capture. */
TarnNodeKind  tarn_node_get_kind       (TarnNode      *self);
guint         tarn_node_get_depth      (TarnNode      *self);
gboolean      tarn_node_is_expandable  (TarnNode      *self);
gboolean      tarn_node_is_expanded    (TarnNode      *self);
void          tarn_node_set_expanded   (TarnNode      *self,
                                        gboolean       expanded);
/* Known to the modules, but neither in the capture nor asked for yet. */
gboolean      tarn_node_is_unfetched   (TarnNode      *self);
/* No module says so: it is made out from the names. */
gboolean      tarn_node_is_inferred    (TarnNode      *self);
/* The value is another one than a moment ago. */
gboolean      tarn_node_has_changed    (TarnNode      *self);

/* Nullable while the capture cannot be read; of a value, the OID of its instance. */
TarnOid      *tarn_node_get_oid        (TarnNode      *self);
/* Never NULL; "" while the capture cannot be read. */
const char   *tarn_node_get_caption    (TarnNode      *self);
const char   *tarn_node_get_value_text (TarnNode      *self);
const char   *tarn_node_get_type_text  (TarnNode      *self);
const char   *tarn_node_get_oid_text   (TarnNode      *self);
/* Nullable. */
TarnValue    *tarn_node_get_value      (TarnNode      *self);
/* Of what is not a value: how many varbinds are there. */
guint64       tarn_node_get_n_below    (TarnNode      *self);

/* Looked up each time, for columns that are shown on demand.  The caller's to free. */
TarnMibNode  *tarn_node_dup_mib_node   (TarnNode      *self);
char         *tarn_node_dup_name       (TarnNode      *self,
                                        TarnMibNameFlags form);
TarnNote     *tarn_node_dup_note       (TarnNode      *self);

/* When its capture was last filled from a device, Unix time in microseconds; 0: never. */
gint64        tarn_node_get_time       (TarnNode      *self);

G_END_DECLS
