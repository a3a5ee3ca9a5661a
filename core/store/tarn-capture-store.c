/* What a capture is as a store.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "store/tarn-capture-private.h"

#include "base/tarn-error.h"
#include "store/tarn-meta.h"
#include "store/tarn-tree-cursor.h"

/* A page's key is its number, four octets, little-endian; all other keys are longer. */
static guint8 *
pager_read (gpointer   data,
            guint32    id,
            gsize     *len,
            GError   **error)
{
  TarnTdb **tdb = data;
  guint32 key = GUINT32_TO_LE (id);

  return tarn_tdb_read (*tdb, tarn_span (&key, sizeof key), len);
}

static gboolean
pager_write (gpointer   data,
             guint32    id,
             TarnSpan   octets,
             GError   **error)
{
  TarnTdb **tdb = data;
  guint32 key = GUINT32_TO_LE (id);

  return tarn_tdb_write (*tdb, tarn_span (&key, sizeof key), octets, error);
}

static gboolean
pager_drop (gpointer   data,
            guint32    id,
            GError   **error)
{
  TarnTdb **tdb = data;
  guint32 key = GUINT32_TO_LE (id);

  return tarn_tdb_delete (*tdb, tarn_span (&key, sizeof key), error);
}

const TarnPager tarn_capture_pager = { pager_read, pager_write, pager_drop };

gboolean
tarn_capture_is_open (TarnCapture  *self,
                      GError      **error)
{
  if (self->tdb != NULL)
    return TRUE;

  g_set_error (error, TARN_ERROR, TARN_ERROR_FAILED, "%s could not be opened again",
               self->tree.name);
  return FALSE;
}

/* Makes the tree that of the file, unless it is. */
static gboolean
load_tree (TarnCapture  *self,
           GError      **error)
{
  guint32 serial = tarn_tdb_get_serial (self->tdb);

  if (self->loaded && self->serial == serial)
    return TRUE;

  self->loaded = tarn_tree_load (&self->tree, error);
  self->serial = serial;
  return self->loaded;
}

static gboolean
capture_begin_read (TarnStore  *store,
                    GError    **error)
{
  TarnCapture *self = TARN_CAPTURE (store);

  if (self->n_sections > 0)
    {
      self->n_sections++;
      return TRUE;
    }

  if (!tarn_capture_is_open (self, error) || !tarn_tdb_lock_read (self->tdb, error))
    return FALSE;
  if (!load_tree (self, error))
    {
      tarn_tdb_unlock_read (self->tdb);
      return FALSE;
    }

  self->n_sections = 1;
  return TRUE;
}

static void
capture_end_read (TarnStore *store)
{
  TarnCapture *self = TARN_CAPTURE (store);

  g_return_if_fail (self->n_sections > 0);

  if (--self->n_sections == 0)
    tarn_tdb_unlock_read (self->tdb);
}

static gboolean
capture_seek (TarnStore  *store,
              TarnCursor *cursor,
              TarnSpan    name,
              gboolean    inclusive)
{
  TarnCapture *self = (TarnCapture *) store;

  g_return_val_if_fail (self->n_sections > 0, FALSE);

  return tarn_tree_cursor_seek (&self->tree, cursor, name, inclusive);
}

static gboolean
capture_seek_nth (TarnStore  *store,
                  TarnCursor *cursor,
                  guint64     n)
{
  TarnCapture *self = (TarnCapture *) store;

  g_return_val_if_fail (self->n_sections > 0, FALSE);

  return tarn_tree_cursor_seek_nth (&self->tree, cursor, n);
}

static gboolean
capture_next (TarnStore  *store,
              TarnCursor *cursor)
{
  return tarn_tree_cursor_next (&((TarnCapture *) store)->tree, cursor);
}

static void
capture_unpin (TarnStore  *store,
               TarnCursor *cursor)
{
  tarn_tree_cursor_unpin (cursor);
}

static gboolean
capture_rank (TarnStore  *store,
              TarnSpan    name,
              guint64    *rank,
              GError    **error)
{
  return tarn_tree_rank (&TARN_CAPTURE (store)->tree, name, rank, error);
}

static guint64
capture_get_n_rows (TarnStore *store)
{
  return TARN_CAPTURE (store)->tree.n_rows;
}

static TarnSpan
meta_key (const char *key,
          char      **text)
{
  *text = g_strconcat ("meta:", key, NULL);
  return tarn_span (*text, strlen (*text));
}

static gboolean
write_meta (TarnCapture      *self,
            const TarnBatch  *batch,
            GError          **error)
{
  GHashTableIter iter;
  gpointer name, value;

  if (batch->meta == NULL)
    return TRUE;

  g_hash_table_iter_init (&iter, batch->meta);
  while (g_hash_table_iter_next (&iter, &name, &value))
    {
      g_autoptr(GVariant) packed = value != NULL ? tarn_meta_pack (value) : NULL;
      g_autofree char *text = NULL;
      TarnSpan key = meta_key (name, &text);

      if (packed == NULL ? !tarn_tdb_delete (self->tdb, key, error)
                         : !tarn_tdb_write (self->tdb, key,
                                            tarn_span (g_variant_get_data (packed),
                                                       g_variant_get_size (packed)), error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
apply_in_transaction (TarnCapture      *self,
                      const TarnBatch  *batch,
                      GError          **error)
{
  guint32 serial;

  if (!load_tree (self, error)
      || !tarn_tree_apply (&self->tree, batch, error)
      || !write_meta (self, batch, error))
    return FALSE;

  serial = tarn_tdb_get_serial (self->tdb);
  if (serial == self->serial)   /* all was there already */
    {
      tarn_tdb_cancel (self->tdb);
      return TRUE;
    }

  self->serial = serial;
  return tarn_tdb_commit (self->tdb, error);
}

static gboolean
capture_apply (TarnStore  *store,
               TarnBatch  *batch,
               GError    **error)
{
  TarnCapture *self = TARN_CAPTURE (store);

  if (!tarn_capture_is_open (self, error))
    return FALSE;

  if (!tarn_tdb_is_writable (self->tdb))
    {
      g_set_error (error, TARN_ERROR, TARN_ERROR_STORE_READ_ONLY,
                   "%s is open for reading only", self->tree.name);
      return FALSE;
    }
  if (self->n_sections > 0)
    {
      g_set_error (error, TARN_ERROR, TARN_ERROR_STORE_BUSY,
                   "%s cannot change while this process is reading it", self->tree.name);
      return FALSE;
    }

  if (!tarn_tdb_begin (self->tdb, error))
    return FALSE;
  if (apply_in_transaction (self, batch, error))
    return TRUE;

  tarn_tdb_cancel (self->tdb);
  self->loaded = FALSE;
  return FALSE;
}

static GVariant *
capture_dup_meta (TarnStore  *store,
                  const char *name)
{
  TarnCapture *self = TARN_CAPTURE (store);
  g_autofree char *text = NULL;
  g_autofree guint8 *octets = NULL;
  TarnSpan key = meta_key (name, &text);
  gsize len = 0;

  octets = tarn_tdb_read (self->tdb, key, &len);
  return octets != NULL ? tarn_meta_unpack (tarn_span (octets, len)) : NULL;
}

static guint64
capture_get_serial (TarnStore *store)
{
  TarnCapture *self = TARN_CAPTURE (store);

  return self->tdb != NULL ? tarn_tdb_get_serial (self->tdb) : 0;
}

void
tarn_capture_store_init (TarnStoreInterface *iface)
{
  iface->begin_read = capture_begin_read;
  iface->end_read = capture_end_read;
  iface->seek = capture_seek;
  iface->seek_nth = capture_seek_nth;
  iface->next = capture_next;
  iface->unpin = capture_unpin;
  iface->rank = capture_rank;
  iface->get_n_rows = capture_get_n_rows;
  iface->apply = capture_apply;
  iface->dup_meta = capture_dup_meta;
  iface->get_serial = capture_get_serial;
}
