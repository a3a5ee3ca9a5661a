/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "mib/tarn-mib-private.h"

/**
 * TarnMib:
 *
 * A compiled tree of MIB modules.
 */
struct _TarnMib
{
  GObject       parent_instance;

  TarnMibImage *image;
};

G_DEFINE_FINAL_TYPE (TarnMib, tarn_mib, G_TYPE_OBJECT)

static void
tarn_mib_finalize (GObject *object)
{
  TarnMib *self = TARN_MIB (object);

  tarn_mib_image_unref (self->image);

  G_OBJECT_CLASS (tarn_mib_parent_class)->finalize (object);
}

static void
tarn_mib_class_init (TarnMibClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tarn_mib_finalize;
}

static void
tarn_mib_init (TarnMib *self)
{
}

/**
 * tarn_mib_new_file: (constructor)
 * @path: (type filename): a file that `tarn mib compile` wrote
 * @error: return location for an error
 *
 * Maps a compiled tree.  Nothing but its header is read, so that it is open at once
 * however large it is; the file may be replaced, but not changed, while it is open.
 *
 * Returns: (transfer full): the tree, or %NULL with %TARN_ERROR_BAD_FORMAT or a #GFileError
 */
TarnMib *
tarn_mib_new_file (const char  *path,
                   GError     **error)
{
  TarnMibImage *image;

  g_return_val_if_fail (path != NULL, NULL);

  image = tarn_mib_image_open (path, error);
  return image != NULL ? tarn_mib_new_image (image) : NULL;
}

TarnMib *
tarn_mib_new_image (TarnMibImage *image)
{
  TarnMib *self = g_object_new (TARN_TYPE_MIB, NULL);

  self->image = image;
  return self;
}

TarnMibImage *
tarn_mib_get_image (TarnMib *self)
{
  return self->image;
}

/**
 * tarn_mib_get_n_nodes:
 * @self: a tree
 *
 * Returns: how many definitions it holds
 */
guint
tarn_mib_get_n_nodes (TarnMib *self)
{
  g_return_val_if_fail (TARN_IS_MIB (self), 0);

  return tarn_mib_image_get_n_objects (self->image);
}

/**
 * tarn_mib_get_n_modules:
 * @self: a tree
 *
 * Returns: how many modules it was made of
 */
guint
tarn_mib_get_n_modules (TarnMib *self)
{
  g_return_val_if_fail (TARN_IS_MIB (self), 0);

  return tarn_mib_image_get_n_modules (self->image);
}

/**
 * tarn_mib_get_module_fact:
 * @self: a tree
 * @n: which module, from 0
 * @fact: what to tell of it
 *
 * Returns: (nullable): the fact, or %NULL where the module does not say
 */
const char *
tarn_mib_get_module_fact (TarnMib           *self,
                          guint              n,
                          TarnMibModuleFact  fact)
{
  TarnMibModuleView module;

  g_return_val_if_fail (TARN_IS_MIB (self), NULL);

  if (!tarn_mib_image_get_module (self->image, n, &module))
    return NULL;

  switch (fact)
    {
    case TARN_MIB_MODULE_NAME:
      return module.name;
    case TARN_MIB_MODULE_FILE:
      return module.file;
    case TARN_MIB_MODULE_ORGANIZATION:
      return module.organization;
    case TARN_MIB_MODULE_CONTACT:
      return module.contact;
    case TARN_MIB_MODULE_DESCRIPTION:
      return module.description;
    case TARN_MIB_MODULE_LAST_UPDATED:
      return module.last_updated;
    case TARN_MIB_MODULE_MESSAGES:
      return module.messages;
    default:
      g_return_val_if_reached (NULL);
    }
}

/**
 * tarn_mib_get_module_smi:
 * @self: a tree
 * @n: which module, from 0
 *
 * Returns: 1 or 2: the version of the SMI that it is written in; 0 if there is no such
 *   module
 */
guint
tarn_mib_get_module_smi (TarnMib *self,
                         guint    n)
{
  TarnMibModuleView module;

  g_return_val_if_fail (TARN_IS_MIB (self), 0);

  return tarn_mib_image_get_module (self->image, n, &module) ? module.language : 0;
}

/**
 * tarn_mib_has_module:
 * @self: a tree
 * @name: "IF-MIB"; case matters
 *
 * Returns: whether a module of this name is part of it
 */
gboolean
tarn_mib_has_module (TarnMib    *self,
                     const char *name)
{
  TarnMibModuleView module;

  g_return_val_if_fail (TARN_IS_MIB (self), FALSE);
  g_return_val_if_fail (name != NULL, FALSE);

  for (guint32 n = 0; tarn_mib_image_get_module (self->image, n, &module); n++)
    if (strcmp (module.name, name) == 0)
      return TRUE;

  return FALSE;
}

/**
 * tarn_mib_find_node:
 * @self: a tree
 * @oid: an OID
 * @n_arcs_left: (out) (optional): how many of its arcs lie below the node: 0 if it is the
 *   node's own OID
 *
 * Looks up the nearest known ancestor of an OID, or what stands there itself: the best of
 * several definitions.
 *
 * Returns: (transfer full) (nullable): the node, or %NULL if not even its first arcs are
 *   known
 */
TarnMibNode *
tarn_mib_find_node (TarnMib       *self,
                    const TarnOid *oid,
                    guint         *n_arcs_left)
{
  TarnSpan name;
  gsize n_octets;
  guint32 id;

  g_return_val_if_fail (TARN_IS_MIB (self), NULL);
  g_return_val_if_fail (oid != NULL, NULL);

  name = tarn_oid_span (oid);
  id = tarn_mib_image_find_nearest (self->image, name, &n_octets);
  if (n_arcs_left != NULL)
    {
      *n_arcs_left = tarn_name_count_arcs (name)
                     - tarn_name_count_arcs (tarn_span (name.data, n_octets));
      /* iso and its like are one arc, and no octet. */
      if (n_octets == 0 && id != TARN_MIB_NONE)
        *n_arcs_left -= 1;
    }

  return tarn_mib_node_new (self, id);
}

/**
 * tarn_mib_get_node:
 * @self: a tree
 * @name: "IF-MIB::ifDescr", or "ifDescr": then the best definition of that name
 *
 * Returns: (transfer full) (nullable): the node of this name, or %NULL if there is none
 */
TarnMibNode *
tarn_mib_get_node (TarnMib    *self,
                   const char *name)
{
  const char *colons;
  g_autofree char *module = NULL;

  g_return_val_if_fail (TARN_IS_MIB (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  colons = strstr (name, "::");
  if (colons != NULL)
    {
      module = g_strndup (name, (gsize) (colons - name));
      name = colons + 2;
    }

  return tarn_mib_node_new (self, tarn_mib_image_find_symbol (self->image, module, name));
}

/**
 * tarn_mib_get_n_roots:
 * @self: a tree
 *
 * Returns: how many nodes have no parent: iso, and its like
 */
guint
tarn_mib_get_n_roots (TarnMib *self)
{
  g_return_val_if_fail (TARN_IS_MIB (self), 0);

  return tarn_mib_image_get_n_children (self->image, TARN_MIB_NONE);
}

/**
 * tarn_mib_get_root:
 * @self: a tree
 * @n: which one, from 0
 *
 * Returns: (transfer full) (nullable): a node without parent, or %NULL behind the last
 */
TarnMibNode *
tarn_mib_get_root (TarnMib *self,
                   guint    n)
{
  g_return_val_if_fail (TARN_IS_MIB (self), NULL);

  return tarn_mib_node_new (self, tarn_mib_image_get_child (self->image, TARN_MIB_NONE, n));
}
