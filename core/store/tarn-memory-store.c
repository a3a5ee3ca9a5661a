/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "store/tarn-memory-store.h"

#include <unistd.h>

#include "base/tarn-error.h"
#include "store/tarn-journal.h"
#include "store/tarn-notes.h"
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
  TarnTree    notes;
  TarnJournal journal;
  GHashTable *meta;         /* key → GVariant                                 */
  guint64     serial;
  guint64     told;         /* generation of the journal that listeners know  */
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

static guint
memory_store_take_run (TarnStore  *store,
                       TarnCursor *cursor,
                       gsize       max_rows,
                       gsize       max_len,
                       gboolean    with_nulls,
                       TarnSpan   *run)
{
  return tarn_tree_cursor_take_run (cursor, max_rows, max_len, with_nulls, run);
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

static gboolean
memory_store_get_n_rows (TarnStore  *store,
                         guint64    *n_rows,
                         GError    **error)
{
  *n_rows = TARN_MEMORY_STORE (store)->tree.n_rows;
  return TRUE;
}

/* Whether a record now says something else. */
static gboolean
apply_meta (TarnMemoryStore *self,
            const TarnBatch *batch)
{
  gboolean changed = FALSE;
  GHashTableIter iter;
  gpointer key, value;

  if (batch->meta == NULL)
    return FALSE;

  g_hash_table_iter_init (&iter, batch->meta);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      GVariant *old = g_hash_table_lookup (self->meta, key);

      if (old == value || (old != NULL && value != NULL && g_variant_equal (old, value)))
        continue;

      changed = TRUE;
      if (value != NULL)
        g_hash_table_replace (self->meta, g_strdup (key), g_variant_get_normal_form (value));
      else
        g_hash_table_remove (self->meta, key);
    }

  return changed;
}

static gboolean
memory_store_apply (TarnStore  *store,
                    TarnBatch  *batch,
                    GError    **error)
{
  TarnMemoryStore *self = TARN_MEMORY_STORE (store);
  gint64 now_us = g_get_real_time ();
  guint64 n_notes = self->notes.n_rows;
  gboolean changed;

  if (self->n_sections > 0)
    {
      g_set_error_literal (error, TARN_ERROR, TARN_ERROR_STORE_BUSY,
                           "The store in memory cannot change while it is being read");
      return FALSE;
    }

  tarn_notes_prepare (batch, g_hash_table_contains (self->meta, TARN_MIRROR_META));
  if (!tarn_tree_apply (&self->tree, batch, error)
      || !tarn_notes_apply (&self->notes, batch, now_us, error))
    return FALSE;

  changed = apply_meta (self, batch);
  if (!changed && tarn_batch_count_made (batch) == 0 && batch->notes == NULL
      && self->notes.n_rows == n_notes)   /* all was there already */
    return TRUE;

  tarn_journal_append (&self->journal, batch, now_us, (guint) getpid ());
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

static gboolean
memory_store_seek_note (TarnStore  *store,
                        TarnCursor *cursor,
                        TarnSpan    name,
                        gboolean    inclusive)
{
  return tarn_tree_cursor_seek (&TARN_MEMORY_STORE (store)->notes, cursor, name, inclusive);
}

static GPtrArray *
memory_store_take_changes (TarnStore  *store,
                           GError    **error)
{
  TarnMemoryStore *self = TARN_MEMORY_STORE (store);
  guint64 told = self->told;

  self->told = self->journal.generation;
  return told != self->told ? tarn_journal_list (&self->journal, told) : NULL;
}

static void
store_iface_init (TarnStoreInterface *iface)
{
  iface->begin_read = memory_store_begin_read;
  iface->end_read = memory_store_end_read;
  iface->seek = memory_store_seek;
  iface->seek_nth = memory_store_seek_nth;
  iface->next = memory_store_next;
  iface->take_run = memory_store_take_run;
  iface->unpin = memory_store_unpin;
  iface->rank = memory_store_rank;
  iface->get_n_rows = memory_store_get_n_rows;
  iface->apply = memory_store_apply;
  iface->dup_meta = memory_store_dup_meta;
  iface->get_serial = memory_store_get_serial;
  iface->seek_note = memory_store_seek_note;
  iface->take_changes = memory_store_take_changes;
}

static void
tarn_memory_store_finalize (GObject *object)
{
  TarnMemoryStore *self = TARN_MEMORY_STORE (object);

  tarn_tree_clear (&self->tree);
  tarn_tree_clear (&self->notes);
  tarn_journal_clear (&self->journal);
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
  tarn_tree_init (&self->notes, &pager, NULL, "The notes of the store in memory", G_MAXSIZE);
  tarn_journal_init (&self->journal, g_get_real_time ());
  self->told = self->journal.generation;
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
