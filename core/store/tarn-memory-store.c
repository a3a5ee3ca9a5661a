/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "store/tarn-memory-store.h"

#include "base/tarn-error.h"
#include "store/tarn-tree-cursor.h"

/**
 * TarnMemoryStore:
 *
 * A store that is gone with its process.
 */
struct _TarnMemoryStore
{
  GObject     parent_instance;

  TarnTree    tree;         /* its cache has no limit and so keeps every page */
  GHashTable *meta;         /* key → GVariant                                 */
  guint64     serial;
  guint       n_sections;   /* read sections that are open                    */
};

static void store_iface_init (TarnStoreInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TarnMemoryStore, tarn_memory_store, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (TARN_TYPE_STORE, store_iface_init))

static guint8 *
pager_read (gpointer   data,
            guint32    id,
            gsize     *len,
            GError   **error)
{
  return NULL;
}

static gboolean
pager_write (gpointer   data,
             guint32    id,
             TarnSpan   octets,
             GError   **error)
{
  return TRUE;
}

static gboolean
pager_drop (gpointer   data,
            guint32    id,
            GError   **error)
{
  return TRUE;
}

static const TarnPager pager = { pager_read, pager_write, pager_drop };

static gboolean
memory_store_begin_read (TarnStore  *store,
                         GError    **error)
{
  TARN_MEMORY_STORE (store)->n_sections++;
  return TRUE;
}

static void
memory_store_end_read (TarnStore *store)
{
  TarnMemoryStore *self = TARN_MEMORY_STORE (store);

  g_return_if_fail (self->n_sections > 0);

  self->n_sections--;
}

static gboolean
memory_store_seek (TarnStore  *store,
                   TarnCursor *cursor,
                   TarnSpan    name,
                   gboolean    inclusive)
{
  return tarn_tree_cursor_seek (&TARN_MEMORY_STORE (store)->tree, cursor, name, inclusive);
}

static gboolean
memory_store_seek_nth (TarnStore  *store,
                       TarnCursor *cursor,
                       guint64     n)
{
  return tarn_tree_cursor_seek_nth (&TARN_MEMORY_STORE (store)->tree, cursor, n);
}

static gboolean
memory_store_next (TarnStore  *store,
                   TarnCursor *cursor)
{
  return tarn_tree_cursor_next (&((TarnMemoryStore *) store)->tree, cursor);
}

static void
memory_store_unpin (TarnStore  *store,
                    TarnCursor *cursor)
{
  tarn_tree_cursor_unpin (cursor);
}

static gboolean
memory_store_rank (TarnStore  *store,
                   TarnSpan    name,
                   guint64    *rank,
                   GError    **error)
{
  return tarn_tree_rank (&TARN_MEMORY_STORE (store)->tree, name, rank, error);
}

static guint64
memory_store_get_n_rows (TarnStore *store)
{
  return TARN_MEMORY_STORE (store)->tree.n_rows;
}

static gboolean
memory_store_apply (TarnStore  *store,
                    TarnBatch  *batch,
                    GError    **error)
{
  TarnMemoryStore *self = TARN_MEMORY_STORE (store);
  GHashTableIter iter;
  gpointer key, value;

  if (self->n_sections > 0)
    {
      g_set_error_literal (error, TARN_ERROR, TARN_ERROR_STORE_BUSY,
                           "The store in memory cannot change while it is being read");
      return FALSE;
    }
  if (!tarn_tree_apply (&self->tree, batch, error))
    return FALSE;

  if (batch->meta != NULL)
    {
      g_hash_table_iter_init (&iter, batch->meta);
      while (g_hash_table_iter_next (&iter, &key, &value))
        {
          if (value != NULL)
            g_hash_table_replace (self->meta, g_strdup (key), g_variant_get_normal_form (value));
          else
            g_hash_table_remove (self->meta, key);
        }
    }

  self->serial++;
  return TRUE;
}

static GVariant *
memory_store_dup_meta (TarnStore  *store,
                       const char *key)
{
  GVariant *value = g_hash_table_lookup (TARN_MEMORY_STORE (store)->meta, key);

  return value != NULL ? g_variant_ref (value) : NULL;
}

static guint64
memory_store_get_serial (TarnStore *store)
{
  return TARN_MEMORY_STORE (store)->serial;
}

static void
store_iface_init (TarnStoreInterface *iface)
{
  iface->begin_read = memory_store_begin_read;
  iface->end_read = memory_store_end_read;
  iface->seek = memory_store_seek;
  iface->seek_nth = memory_store_seek_nth;
  iface->next = memory_store_next;
  iface->unpin = memory_store_unpin;
  iface->rank = memory_store_rank;
  iface->get_n_rows = memory_store_get_n_rows;
  iface->apply = memory_store_apply;
  iface->dup_meta = memory_store_dup_meta;
  iface->get_serial = memory_store_get_serial;
}

static void
tarn_memory_store_finalize (GObject *object)
{
  TarnMemoryStore *self = TARN_MEMORY_STORE (object);

  tarn_tree_clear (&self->tree);
  g_clear_pointer (&self->meta, g_hash_table_unref);

  G_OBJECT_CLASS (tarn_memory_store_parent_class)->finalize (object);
}

static void
tarn_memory_store_class_init (TarnMemoryStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tarn_memory_store_finalize;
}

static void
tarn_memory_store_init (TarnMemoryStore *self)
{
  tarn_tree_init (&self->tree, &pager, NULL, "The store in memory", G_MAXSIZE);
  self->meta = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                      (GDestroyNotify) g_variant_unref);
}

/**
 * tarn_memory_store_new:
 *
 * Returns: (transfer full): an empty store
 */
TarnStore *
tarn_memory_store_new (void)
{
  return g_object_new (TARN_TYPE_MEMORY_STORE, NULL);
}
