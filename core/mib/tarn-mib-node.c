/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "mib/tarn-mib-private.h"

struct _TarnMibNode
{
  gatomicrefcount ref_count;
  TarnMib        *mib;
  TarnMibObject   object;
};

G_DEFINE_BOXED_TYPE (TarnMibNode, tarn_mib_node, tarn_mib_node_ref, tarn_mib_node_unref)

TarnMibNode *
tarn_mib_node_new (TarnMib *mib,
                   guint32  id)
{
  TarnMibObject object;
  TarnMibNode *self;

  if (!tarn_mib_image_get_object (tarn_mib_get_image (mib), id, &object))
    return NULL;

  self = g_new (TarnMibNode, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->mib = g_object_ref (mib);
  self->object = object;
  return self;
}

TarnMibImage *
tarn_mib_node_get_image (const TarnMibNode *self)
{
  return tarn_mib_get_image (self->mib);
}

guint32
tarn_mib_node_get_id (const TarnMibNode *self)
{
  return self->object.id;
}

/**
 * tarn_mib_node_ref:
 * @self: a node
 *
 * Returns: (transfer full): @self, with one more reference
 */
TarnMibNode *
tarn_mib_node_ref (TarnMibNode *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * tarn_mib_node_unref:
 * @self: (transfer full): a node
 *
 * Gives up a reference.
 */
void
tarn_mib_node_unref (TarnMibNode *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_object_unref (self->mib);
  g_free (self);
}

/**
 * tarn_mib_node_equal:
 * @a: a node
 * @b: another one
 *
 * Returns: whether they are the same definition of the same tree
 */
gboolean
tarn_mib_node_equal (const TarnMibNode *a,
                     const TarnMibNode *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  return a->mib == b->mib && a->object.id == b->object.id;
}

/**
 * tarn_mib_node_get_mib:
 * @self: a node
 *
 * Returns: (transfer none): the tree that it is of
 */
TarnMib *
tarn_mib_node_get_mib (const TarnMibNode *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->mib;
}

/**
 * tarn_mib_node_get_name:
 * @self: a node
 *
 * Returns: its name: "ifDescr"
 */
const char *
tarn_mib_node_get_name (const TarnMibNode *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->object.name;
}

/**
 * tarn_mib_node_get_module:
 * @self: a node
 *
 * Returns: name of the module that defines it: "IF-MIB"
 */
const char *
tarn_mib_node_get_module (const TarnMibNode *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->object.module;
}

/**
 * tarn_mib_node_dup_oid:
 * @self: a node
 *
 * iso is 1.0, and its like alike: a single arc is no OID (rule P-OID-11).
 *
 * Returns: (transfer full) (nullable): its OID; %NULL only where the tree is damaged
 */
TarnOid *
tarn_mib_node_dup_oid (const TarnMibNode *self)
{
  TarnName name;

  g_return_val_if_fail (self != NULL, NULL);

  tarn_mib_image_get_name (tarn_mib_node_get_image (self), self->object.id, &name);
  return name.len > 0 ? tarn_oid_new_name (tarn_name_span (&name)) : NULL;
}

/**
 * tarn_mib_node_get_kind:
 * @self: a node
 *
 * Returns: what it is
 */
TarnMibKind
tarn_mib_node_get_kind (const TarnMibNode *self)
{
  g_return_val_if_fail (self != NULL, TARN_MIB_KIND_NODE);

  return self->object.kind;
}

/**
 * tarn_mib_node_get_access:
 * @self: a node
 *
 * Returns: MAX-ACCESS
 */
TarnMibAccess
tarn_mib_node_get_access (const TarnMibNode *self)
{
  g_return_val_if_fail (self != NULL, TARN_MIB_ACCESS_UNKNOWN);

  return self->object.access;
}

/**
 * tarn_mib_node_get_status:
 * @self: a node
 *
 * Returns: STATUS
 */
TarnMibStatus
tarn_mib_node_get_status (const TarnMibNode *self)
{
  g_return_val_if_fail (self != NULL, TARN_MIB_STATUS_UNKNOWN);

  return self->object.status;
}

/**
 * tarn_mib_node_get_units:
 * @self: a node
 *
 * Returns: (nullable): UNITS: "seconds"
 */
const char *
tarn_mib_node_get_units (const TarnMibNode *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->object.units;
}

/**
 * tarn_mib_node_get_description:
 * @self: a node
 *
 * Returns: (nullable): DESCRIPTION, as it stands in the module
 */
const char *
tarn_mib_node_get_description (const TarnMibNode *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->object.description;
}

/**
 * tarn_mib_node_get_reference:
 * @self: a node
 *
 * Returns: (nullable): REFERENCE
 */
const char *
tarn_mib_node_get_reference (const TarnMibNode *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->object.reference;
}

/**
 * tarn_mib_node_get_default:
 * @self: a node
 *
 * Returns: (nullable): DEFVAL, as it stands in the module
 */
const char *
tarn_mib_node_get_default (const TarnMibNode *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->object.default_value;
}
