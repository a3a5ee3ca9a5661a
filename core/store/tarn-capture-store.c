/* What a capture is as a store.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "store/tarn-capture-private.h"

#include <unistd.h>

#include "base/tarn-error.h"
#include "store/tarn-meta.h"
#include "store/tarn-notes.h"
#include "store/tarn-store-private.h"
#include "store/tarn-tree-cursor.h"

/* A batch takes this for inner pages and records, and for varbinds half as much again as
 * they are long, since not all pages become full. */
#define ROOM_LEAST (64 * 1024)

const TarnSpan tarn_capture_journal_key = { (const guint8 *) "journal", 7 };

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
load_notes (TarnCapture  *self,
            GError      **error)
{
  guint32 serial = tarn_tdb_get_serial (self->tdb);

  if (self->notes_loaded && self->notes_serial == serial)
    return TRUE;

  self->notes_loaded = tarn_tree_load (&self->notes, error);
  self->notes_serial = serial;
  return self->notes_loaded;
}

/* A journal that is missing or damaged begins anew, and whoever comes for it sees that
 * anything may have changed. */
static void
load_journal (TarnCapture *self)
{
  guint32 serial = tarn_tdb_get_serial (self->tdb);
  g_autofree guint8 *octets = NULL;
  gsize len = 0;

  if (self->journal_loaded && self->journal_serial == serial)
    return;

  octets = tarn_tdb_read (self->tdb, tarn_capture_journal_key, &len);
  self->has_journal = octets != NULL;
  if (octets == NULL || !tarn_journal_load (&self->journal, tarn_span (octets, len)))
    {
      tarn_journal_clear (&self->journal);
      tarn_journal_init (&self->journal, g_get_real_time ());
    }

  self->journal_loaded = TRUE;
  self->journal_serial = serial;
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

static guint
capture_take_run (TarnStore  *store,
                  TarnCursor *cursor,
                  gsize       max_rows,
                  gsize       max_len,
                  gboolean    with_nulls,
                  TarnSpan   *run)
{
  return tarn_tree_cursor_take_run (cursor, max_rows, max_len, with_nulls, run);
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

static gboolean
capture_get_n_rows (TarnStore  *store,
                    guint64    *n_rows,
                    GError    **error)
{
  *n_rows = TARN_CAPTURE (store)->tree.n_rows;
  return TRUE;
}

static gboolean
capture_seek_note (TarnStore  *store,
                   TarnCursor *cursor,
                   TarnSpan    name,
                   gboolean    inclusive)
{
  TarnCapture *self = TARN_CAPTURE (store);

  g_return_val_if_fail (self->n_sections > 0, FALSE);

  return load_notes (self, &cursor->error)
         && tarn_tree_cursor_seek (&self->notes, cursor, name, inclusive);
}

/* A record that says what it said before is no change. */
static gboolean
write_record (TarnSpan    key,
              TarnSpan    octets,
              gpointer    data,
              GError    **error)
{
  TarnCapture *self = data;
  g_autofree guint8 *there = NULL;
  gsize len = 0;

  if (octets.data == NULL)
    return tarn_tdb_delete (self->tdb, key, error);

  there = tarn_tdb_read (self->tdb, key, &len);
  return (there != NULL && tarn_span_equal (tarn_span (there, len), octets))
         || tarn_tdb_write (self->tdb, key, octets, error);
}

static gboolean
write_journal (TarnCapture      *self,
               const TarnBatch  *batch,
               gint64            now_us,
               GError          **error)
{
  tarn_journal_append (&self->journal, batch, now_us, (guint) getpid ());

  /* A file without a journal is one of an older format. */
  return (self->has_journal || tarn_capture_write_format (self->tdb, error))
         && tarn_tdb_write (self->tdb, tarn_capture_journal_key,
                            tarn_span (self->journal.octets->data, self->journal.octets->len),
                            error);
}

static gboolean
is_mirror (TarnCapture *self)
{
  g_autofree char *text = NULL;
  g_autofree guint8 *octets = NULL;
  gsize len;

  octets = tarn_tdb_read (self->tdb, tarn_meta_key (TARN_MIRROR_META, &text), &len);
  return octets != NULL;
}

static gboolean
apply_in_transaction (TarnCapture  *self,
                      TarnBatch    *batch,
                      GError      **error)
{
  gint64 now_us = g_get_real_time ();

  if (!load_tree (self, error) || !load_notes (self, error))
    return FALSE;

  load_journal (self);
  tarn_notes_prepare (batch, batch->origin == TARN_ORIGIN_IMPORT && is_mirror (self));
  if (!tarn_tree_apply (&self->tree, batch, error)
      || !tarn_notes_apply (&self->notes, batch, now_us, error)
      || !tarn_meta_put_all (batch, write_record, self, error))
    return FALSE;

  if (tarn_tdb_get_serial (self->tdb) == self->serial)   /* all was there already */
    {
      tarn_tdb_cancel (self->tdb);
      return TRUE;
    }
  if (!write_journal (self, batch, now_us, error))
    return FALSE;

  self->serial = tarn_tdb_get_serial (self->tdb);
  self->notes_serial = self->journal_serial = self->serial;
  self->has_journal = TRUE;
  tarn_page_cache_forget_mapped (&self->tree.cache);
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

  tarn_tdb_grow (self->tdb, ROOM_LEAST + (guint64) tarn_batch_get_n_octets (batch) / 2 * 3);
  if (!tarn_tdb_begin (self->tdb, error))
    return FALSE;
  if (apply_in_transaction (self, batch, error))
    return TRUE;

  tarn_tdb_cancel (self->tdb);
  self->loaded = self->notes_loaded = self->journal_loaded = FALSE;
  return FALSE;
}

static GVariant *
capture_dup_meta (TarnStore  *store,
                  const char *name)
{
  TarnCapture *self = TARN_CAPTURE (store);
  g_autofree char *text = NULL;
  g_autofree guint8 *octets = NULL;
  TarnSpan key = tarn_meta_key (name, &text);
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
tarn_capture_begin_telling (TarnCapture *self)
{
  if (!tarn_store_begin_read_patiently (TARN_STORE (self), NULL))
    return;   /* then listeners will hear that anything may have changed */

  load_journal (self);
  self->told = self->journal.generation;
  self->told_serial = self->journal_serial;
  tarn_store_end_read (TARN_STORE (self));
}

static GPtrArray *
capture_take_changes (TarnStore  *store,
                      GError    **error)
{
  TarnCapture *self = TARN_CAPTURE (store);
  GError *failure = NULL;
  guint64 told = self->told;
  guint32 serial;

  if (!tarn_capture_is_open (self, error))
    return NULL;

  serial = tarn_tdb_get_serial (self->tdb);
  if (serial == self->told_serial && serial != 0)
    return NULL;

  /* What this process changed last is known without a look at the file. */
  if (!self->journal_loaded || self->journal_serial != serial)
    {
      if (tarn_store_begin_read (store, &failure))
        {
          load_journal (self);
          tarn_store_end_read (store);
        }
      else if (!self->journal_loaded || self->journal.generation == told)
        {
          g_propagate_error (error, failure);
          return NULL;
        }
      g_clear_error (&failure);
      if (self->journal_serial == self->told_serial)   /* a writer died and was undone */
        return NULL;
    }

  self->told = self->journal.generation;
  self->told_serial = self->journal_serial;
  return tarn_journal_list (&self->journal, told);
}

void
tarn_capture_store_init (TarnStoreInterface *iface)
{
  iface->begin_read = capture_begin_read;
  iface->end_read = capture_end_read;
  iface->seek = capture_seek;
  iface->seek_nth = capture_seek_nth;
  iface->next = capture_next;
  iface->take_run = capture_take_run;
  iface->unpin = capture_unpin;
  iface->rank = capture_rank;
  iface->get_n_rows = capture_get_n_rows;
  iface->apply = capture_apply;
  iface->dup_meta = capture_dup_meta;
  iface->get_serial = capture_get_serial;
  iface->seek_note = capture_seek_note;
  iface->take_changes = capture_take_changes;
}
