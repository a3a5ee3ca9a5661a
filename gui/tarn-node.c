/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-node-private.h"

G_DEFINE_FINAL_TYPE (TarnNode, tarn_node, G_TYPE_OBJECT)

static guint changed_signal;

static void
tarn_node_dispose (GObject *object)
{
  tarn_node_detach (TARN_NODE (object));

  G_OBJECT_CLASS (tarn_node_parent_class)->dispose (object);
}

static void
tarn_node_finalize (GObject *object)
{
  tarn_node_forget (TARN_NODE (object));

  G_OBJECT_CLASS (tarn_node_parent_class)->finalize (object);
}

static void
tarn_node_class_init (TarnNodeClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = tarn_node_dispose;
  object_class->finalize = tarn_node_finalize;

  /**
   * TarnNode::changed:
   * @self: the node
   *
   * Something about it is to be shown anew.
   */
  changed_signal = g_signal_new ("changed", TARN_TYPE_NODE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
}

static void
tarn_node_init (TarnNode *self)
{
}

TarnNode *
tarn_node_new (TarnTreeRows   *rows,
               TarnTreeBranch *branch)
{
  TarnNode *self = g_object_new (TARN_TYPE_NODE, NULL);

  self->rows = rows;
  self->branch = branch;
  self->depth = (guint16) branch->depth;
  return self;
}

void
tarn_node_detach (TarnNode *self)
{
  if (self->branch != NULL)
    tarn_tree_branch_remove_node (self->branch, self);
  self->branch = NULL;
  self->rows = NULL;
}

void
tarn_node_forget (TarnNode *self)
{
  g_clear_pointer (&self->oid, tarn_oid_unref);
  g_clear_pointer (&self->value, tarn_value_unref);
  g_clear_pointer (&self->caption, g_free);
  g_clear_pointer (&self->value_text, g_free);
  g_clear_pointer (&self->type_text, g_free);
  g_clear_pointer (&self->oid_text, g_free);
  self->n_below = 0;
  self->is_read = FALSE;
}

void
tarn_node_emit_changed (TarnNode *self)
{
  g_signal_emit (self, changed_signal, 0);
}

static TarnNode *
need (TarnNode *self)
{
  if (!self->is_read && self->rows != NULL)
    tarn_tree_rows_read_node (self->rows, self);

  return self;
}

TarnNodeKind
tarn_node_get_kind (TarnNode *self)
{
  g_return_val_if_fail (TARN_IS_NODE (self), TARN_NODE_PART);

  return self->kind;
}

guint
tarn_node_get_depth (TarnNode *self)
{
  g_return_val_if_fail (TARN_IS_NODE (self), 0);

  return self->depth;
}

gboolean
tarn_node_is_expandable (TarnNode *self)
{
  g_return_val_if_fail (TARN_IS_NODE (self), FALSE);

  return self->kind != TARN_NODE_VALUE;
}

gboolean
tarn_node_is_expanded (TarnNode *self)
{
  g_return_val_if_fail (TARN_IS_NODE (self), FALSE);

  return self->is_expanded;
}

void
tarn_node_set_expanded (TarnNode *self,
                        gboolean  expanded)
{
  g_return_if_fail (TARN_IS_NODE (self));

  if (self->rows != NULL && self->kind != TARN_NODE_VALUE)
    tarn_tree_rows_set_expanded (self->rows, self, expanded);
}

gboolean
tarn_node_is_unfetched (TarnNode *self)
{
  g_return_val_if_fail (TARN_IS_NODE (self), FALSE);

  return self->is_unfetched;
}

gboolean
tarn_node_is_inferred (TarnNode *self)
{
  g_return_val_if_fail (TARN_IS_NODE (self), FALSE);

  return self->is_inferred;
}

gboolean
tarn_node_has_changed (TarnNode *self)
{
  g_return_val_if_fail (TARN_IS_NODE (self), FALSE);

  return self->changed_us != 0;
}

TarnOid *
tarn_node_get_oid (TarnNode *self)
{
  g_return_val_if_fail (TARN_IS_NODE (self), NULL);

  return need (self)->oid;
}

static const char *
or_nothing (const char *text)
{
  return text != NULL ? text : "";
}

const char *
tarn_node_get_caption (TarnNode *self)
{
  g_return_val_if_fail (TARN_IS_NODE (self), "");

  return or_nothing (need (self)->caption);
}

const char *
tarn_node_get_value_text (TarnNode *self)
{
  g_return_val_if_fail (TARN_IS_NODE (self), "");

  return or_nothing (need (self)->value_text);
}

const char *
tarn_node_get_type_text (TarnNode *self)
{
  g_return_val_if_fail (TARN_IS_NODE (self), "");

  return or_nothing (need (self)->type_text);
}

const char *
tarn_node_get_oid_text (TarnNode *self)
{
  g_return_val_if_fail (TARN_IS_NODE (self), "");

  need (self);
  if (self->oid_text == NULL && self->oid != NULL)
    self->oid_text = tarn_oid_to_string (self->oid);
  return or_nothing (self->oid_text);
}

TarnValue *
tarn_node_get_value (TarnNode *self)
{
  g_return_val_if_fail (TARN_IS_NODE (self), NULL);

  return need (self)->value;
}

guint64
tarn_node_get_n_below (TarnNode *self)
{
  g_return_val_if_fail (TARN_IS_NODE (self), 0);

  return need (self)->n_below;
}

TarnMibNode *
tarn_node_dup_mib_node (TarnNode *self)
{
  TarnMib *mib;

  g_return_val_if_fail (TARN_IS_NODE (self), NULL);

  mib = self->rows != NULL ? tarn_tree_rows_get_mib (self->rows) : NULL;
  if (mib == NULL || need (self)->oid == NULL)
    return NULL;

  return tarn_mib_find_node (mib, self->oid, NULL);
}

char *
tarn_node_dup_name (TarnNode         *self,
                    TarnMibNameFlags  form)
{
  TarnMib *mib;

  g_return_val_if_fail (TARN_IS_NODE (self), NULL);

  mib = self->rows != NULL ? tarn_tree_rows_get_mib (self->rows) : NULL;
  if (need (self)->oid == NULL)
    return NULL;

  return mib != NULL ? tarn_mib_oid_to_text (mib, self->oid, form)
                     : g_strdup (tarn_node_get_oid_text (self));
}

TarnNote *
tarn_node_dup_note (TarnNode *self)
{
  g_return_val_if_fail (TARN_IS_NODE (self), NULL);

  if (self->rows == NULL || self->kind != TARN_NODE_VALUE || need (self)->oid == NULL)
    return NULL;

  return tarn_store_dup_note (tarn_tree_rows_get_store (self->rows), self->oid, NULL);
}

gint64
tarn_node_get_time (TarnNode *self)
{
  g_return_val_if_fail (TARN_IS_NODE (self), 0);

  if (self->rows == NULL || self->is_unfetched || self->kind != TARN_NODE_VALUE)
    return 0;

  return tarn_tree_rows_get_time (self->rows);
}
