/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-mib-modules.h"

#include <string.h>

/* OIDs have no more arcs. */
#define MAX_DEPTH 128

struct _TarnMibModule
{
  GObject   parent_instance;

  TarnMib       *mib;
  guint          n;
  TarnMibUnused *unused;      /* then there are no @mib and @n; else NULL */
};

struct _TarnMibDefinition
{
  GObject      parent_instance;

  TarnMibNode *node;
  guint        depth;
};

G_DEFINE_FINAL_TYPE (TarnMibModule, tarn_mib_module, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE (TarnMibDefinition, tarn_mib_definition, G_TYPE_OBJECT)

static void
tarn_mib_module_finalize (GObject *object)
{
  TarnMibModule *self = TARN_MIB_MODULE (object);

  g_clear_object (&self->mib);
  g_clear_pointer (&self->unused, tarn_mib_unused_free);

  G_OBJECT_CLASS (tarn_mib_module_parent_class)->finalize (object);
}

static void
tarn_mib_module_class_init (TarnMibModuleClass *class)
{
  G_OBJECT_CLASS (class)->finalize = tarn_mib_module_finalize;
}

static void
tarn_mib_module_init (TarnMibModule *self)
{
}

static void
tarn_mib_definition_finalize (GObject *object)
{
  g_clear_pointer (&TARN_MIB_DEFINITION (object)->node, tarn_mib_node_unref);

  G_OBJECT_CLASS (tarn_mib_definition_parent_class)->finalize (object);
}

static void
tarn_mib_definition_class_init (TarnMibDefinitionClass *class)
{
  G_OBJECT_CLASS (class)->finalize = tarn_mib_definition_finalize;
}

static void
tarn_mib_definition_init (TarnMibDefinition *self)
{
}

static int
compare_modules (gconstpointer a,
                 gconstpointer b,
                 gpointer      data)
{
  return g_strcmp0 (tarn_mib_module_get_name ((TarnMibModule *) a),
                    tarn_mib_module_get_name ((TarnMibModule *) b));
}

GListStore *
tarn_mib_modules_new (TarnMib *mib)
{
  GListStore *modules = g_list_store_new (TARN_TYPE_MIB_MODULE);
  guint n = mib != NULL ? tarn_mib_get_n_modules (mib) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(TarnMibModule) module = g_object_new (TARN_TYPE_MIB_MODULE, NULL);

      module->mib = g_object_ref (mib);
      module->n = i;
      g_list_store_append (modules, module);
    }
  g_list_store_sort (modules, compare_modules, NULL);
  return modules;
}

static void
find_unused_in_thread (GTask        *task,
                       gpointer      source,
                       gpointer      data,
                       GCancellable *cancellable)
{
  g_task_return_pointer (task, tarn_mib_list_unused (NULL), (GDestroyNotify) g_ptr_array_unref);
}

void
tarn_mib_modules_find_unused_async (GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, tarn_mib_modules_find_unused_async);
  g_task_run_in_thread (task, find_unused_in_thread);
}

GPtrArray *
tarn_mib_modules_find_unused_finish (GAsyncResult  *result,
                                     GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
tarn_mib_modules_add_unused (GListStore *modules,
                             GPtrArray  *unused)
{
  for (guint i = 0; i < unused->len; i++)
    {
      g_autoptr(TarnMibModule) module = g_object_new (TARN_TYPE_MIB_MODULE, NULL);

      module->unused = tarn_mib_unused_copy (unused->pdata[i]);
      if (module->unused->name == NULL)   /* a file without a module */
        module->unused->name = g_filename_display_basename (module->unused->path);
      g_list_store_insert_sorted (modules, module, compare_modules, NULL);
    }
}

gboolean
tarn_mib_module_is_used (TarnMibModule *self)
{
  g_return_val_if_fail (TARN_IS_MIB_MODULE (self), FALSE);

  return self->unused == NULL;
}

static const char *
get_unused_fact (const TarnMibUnused *unused,
                 TarnMibModuleFact    fact)
{
  if (fact == TARN_MIB_MODULE_NAME)
    return unused->name;
  if (fact == TARN_MIB_MODULE_FILE)
    return unused->path;
  return fact == TARN_MIB_MODULE_MESSAGES ? unused->messages : NULL;
}

const char *
tarn_mib_module_get_fact (TarnMibModule     *self,
                          TarnMibModuleFact  fact)
{
  g_return_val_if_fail (TARN_IS_MIB_MODULE (self), NULL);

  return self->unused != NULL ? get_unused_fact (self->unused, fact)
                              : tarn_mib_get_module_fact (self->mib, self->n, fact);
}

const char *
tarn_mib_module_get_name (TarnMibModule *self)
{
  const char *name = tarn_mib_module_get_fact (self, TARN_MIB_MODULE_NAME);

  return name != NULL ? name : "";
}

TarnMibModuleState
tarn_mib_module_get_state (TarnMibModule *self)
{
  const char *messages = tarn_mib_module_get_fact (self, TARN_MIB_MODULE_MESSAGES);

  if (self->unused != NULL)
    return self->unused->is_shadowed ? TARN_MIB_MODULE_SHADOWED : TARN_MIB_MODULE_REFUSED;
  if (messages == NULL || messages[0] == '\0')
    return TARN_MIB_MODULE_LOADED;
  return strstr (messages, ": lost: ") != NULL ? TARN_MIB_MODULE_LOSSES : TARN_MIB_MODULE_MENDED;
}

static void
add_definition (GHashTable  *modules,
                TarnMibNode *node,
                guint        depth)
{
  const char *module = tarn_mib_node_get_module (node);
  g_autoptr(TarnMibDefinition) definition = g_object_new (TARN_TYPE_MIB_DEFINITION, NULL);
  GListStore *store = g_hash_table_lookup (modules, module);

  if (store == NULL)
    {
      store = g_list_store_new (TARN_TYPE_MIB_DEFINITION);
      g_hash_table_insert (modules, g_strdup (module), store);
    }
  definition->node = tarn_mib_node_ref (node);
  definition->depth = depth;
  g_list_store_append (store, definition);
}

static void
add_below (GHashTable   *modules,
           TarnMibNode  *node,
           const char   *above,
           guint         depth,
           guint         level,
           GCancellable *cancellable)
{
  g_autoptr(GPtrArray) all = tarn_mib_node_list_definitions (node);
  const char *module = tarn_mib_node_get_module (node);
  guint n = tarn_mib_node_get_n_children (node);

  if (g_strcmp0 (module, above) != 0)
    depth = 0;
  for (guint i = 0; i < all->len; i++)
    add_definition (modules, all->pdata[i], depth);

  for (guint i = 0; i < n && level < MAX_DEPTH && !g_cancellable_is_cancelled (cancellable); i++)
    {
      g_autoptr(TarnMibNode) child = tarn_mib_node_get_child (node, i);

      if (child != NULL)
        add_below (modules, child, module, depth + 1, level + 1, cancellable);
    }
}

static void
load_in_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  g_autoptr(GHashTable) modules = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                                         g_object_unref);
  TarnMib *mib = data;
  guint n = tarn_mib_get_n_roots (mib);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(TarnMibNode) root = tarn_mib_get_root (mib, i);

      add_below (modules, root, NULL, 0, 0, cancellable);
    }

  g_task_return_pointer (task, g_steal_pointer (&modules), (GDestroyNotify) g_hash_table_unref);
}

void
tarn_mib_definitions_load_async (TarnMib             *mib,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (TARN_IS_MIB (mib));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, tarn_mib_definitions_load_async);
  g_task_set_task_data (task, g_object_ref (mib), g_object_unref);
  g_task_run_in_thread (task, load_in_thread);
}

GHashTable *
tarn_mib_definitions_load_finish (GAsyncResult  *result,
                                  GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

TarnMibNode *
tarn_mib_definition_get_node (TarnMibDefinition *self)
{
  g_return_val_if_fail (TARN_IS_MIB_DEFINITION (self), NULL);

  return self->node;
}

guint
tarn_mib_definition_get_depth (TarnMibDefinition *self)
{
  g_return_val_if_fail (TARN_IS_MIB_DEFINITION (self), 0);

  return self->depth;
}
