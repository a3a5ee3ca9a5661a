/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "store/tarn-capture-builder.h"

#include <errno.h>
#include <unistd.h>

#include "base/tarn-error.h"
#include "store/tarn-capture-file.h"
#include "store/tarn-capture-private.h"
#include "store/tarn-raw-file.h"

#define FLUSH_AT      (256 * 1024)
#define HEADS_AT_ONCE 1024

static void
tree_init (TarnBuilderTree    *self,
           TarnCaptureBuilder *builder,
           gboolean            of_notes)
{
  self->builder = builder;
  self->of_notes = of_notes;
  self->next_id = 1;
  for (guint i = 0; i < G_N_ELEMENTS (self->levels); i++)
    {
      self->levels[i].octets = g_byte_array_new ();
      self->levels[i].lens = g_array_new (FALSE, FALSE, sizeof (gsize));
    }
}

static void
tree_clear (TarnBuilderTree *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->levels); i++)
    {
      g_byte_array_unref (self->levels[i].octets);
      g_array_unref (self->levels[i].lens);
    }
}

void
tarn_capture_builder_init (TarnCaptureBuilder *self,
                           int                 fd,
                           const char         *path)
{
  *self = (TarnCaptureBuilder) { .fd = fd };
  self->name = g_filename_display_name (path);
  self->out = g_byte_array_new ();
  self->heads = g_new0 (guint32, TARN_TDB_HASH_SIZE + 1);
  tree_init (&self->varbinds, self, FALSE);
  tree_init (&self->notes, self, TRUE);

  /* Header and hash table come last. */
  self->written = TARN_TDB_HEADER_LEN + 4 * (TARN_TDB_HASH_SIZE + 1);
}

void
tarn_capture_builder_clear (TarnCaptureBuilder *self)
{
  tree_clear (&self->varbinds);
  tree_clear (&self->notes);
  g_byte_array_unref (self->out);
  g_free (self->heads);
  g_free (self->name);
}

static gboolean
write_at (TarnCaptureBuilder  *self,
          guint64              at,
          gconstpointer        octets,
          gsize                len,
          GError             **error)
{
  for (gsize done = 0; done < len;)
    {
      gssize n = pwrite (self->fd, (const guint8 *) octets + done, len - done,
                         (off_t) (at + done));

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        {
          tarn_capture_file_set_error (error, self->name, "written", n < 0 ? errno : ENOSPC);
          return FALSE;
        }
      done += (gsize) n;
    }

  return TRUE;
}

static gboolean
flush (TarnCaptureBuilder  *self,
       GError             **error)
{
  if (!write_at (self, self->written, self->out->data, self->out->len, error))
    return FALSE;

  self->written += self->out->len;
  g_byte_array_set_size (self->out, 0);
  return TRUE;
}

/* A record as tdb has it, the first in its chain: header, key, value, and the size of
 * all that at the end. */
gboolean
tarn_capture_builder_put_record (TarnCaptureBuilder  *self,
                                 TarnSpan             key,
                                 TarnSpan             value,
                                 GError             **error)
{
  guint64 at = self->written + self->out->len;
  guint32 hash = tarn_tdb_hash (key);
  guint32 *head = &self->heads[1 + hash % TARN_TDB_HASH_SIZE];
  guint32 rec_len = (guint32) ((key.len + value.len + 3) / 4 * 4 + 4);
  const guint32 header[] = { *head, rec_len, (guint32) key.len, (guint32) value.len, hash,
                             TARN_TDB_USED };
  const guint32 total = TARN_RAW_HEADER + rec_len;
  static const guint8 padding[4];

  if (at + total > tarn_tdb_tuning.size_limit)
    {
      g_set_error (error, TARN_ERROR, TARN_ERROR_STORE_FULL,
                   "%s is full: a capture holds %" G_GUINT64_FORMAT " MiB", self->name,
                   tarn_tdb_tuning.size_limit >> 20);
      return FALSE;
    }

  g_byte_array_append (self->out, (const guint8 *) header, sizeof header);
  g_byte_array_append (self->out, key.data, (guint) key.len);
  if (value.len > 0)
    g_byte_array_append (self->out, value.data, (guint) value.len);
  g_byte_array_append (self->out, padding, (guint) (rec_len - 4 - key.len - value.len));
  g_byte_array_append (self->out, (const guint8 *) &total, sizeof total);
  *head = (guint32) at;

  return self->out->len < FLUSH_AT || flush (self, error);
}

static gboolean
put_page (TarnBuilderTree  *self,
          guint32           id,
          TarnSpan          octets,
          GError          **error)
{
  guint8 key[5] = { 0, 0, 0, 0, 'n' };
  guint32 number = GUINT32_TO_LE (id);

  memcpy (key, &number, sizeof number);
  return tarn_capture_builder_put_record (self->builder, tarn_span (key, self->of_notes ? 5 : 4),
                                          octets, error);
}

static gboolean put_cell (TarnBuilderTree  *self,
                          guint             level,
                          TarnSpan          cell,
                          guint64           n_rows,
                          GError          **error);

/* Makes a page of the cells of a level, and a cell of the level above of that. */
static gboolean
end_page (TarnBuilderTree  *self,
          guint             level,
          GError          **error)
{
  TarnBuilderLevel *here = &self->levels[level];
  g_autoptr(GArray) cells = g_array_sized_new (FALSE, FALSE, sizeof (TarnCell), here->lens->len);
  g_autoptr(GPtrArray) pages = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_page_unref);
  guint8 above[TARN_PAGE_CHILD_HEAD + TARN_NAME_MAX_OCTETS];
  TarnChildCell child;
  TarnPage *page;
  gsize at = 0;

  if (level + 1 == TARN_PAGE_MAX_LEVELS)
    {
      g_set_error (error, TARN_ERROR, TARN_ERROR_STORE_FULL, "%s is full", self->builder->name);
      return FALSE;
    }

  for (guint i = 0; i < here->lens->len; i++)
    {
      TarnCell cell = { tarn_span (here->octets->data + at, g_array_index (here->lens, gsize, i)),
                        TRUE };

      g_array_append_val (cells, cell);
      at += cell.octets.len;
    }

  tarn_page_pack ((const TarnCell *) (gconstpointer) cells->data, cells->len, level, pages);
  g_assert (pages->len == 1);
  page = pages->pdata[0];
  tarn_page_seal (page, self->next_id++);
  if (!put_page (self, page->id, tarn_span (page->octets, page->len), error))
    return FALSE;

  here->n_pages++;
  here->last = page->id;
  child = (TarnChildCell) { page->id, here->n_rows, tarn_page_get_name (page, 0) };
  tarn_child_put (&child, above);
  g_byte_array_set_size (here->octets, 0);
  g_array_set_size (here->lens, 0);
  here->n_rows = 0;
  return put_cell (self, level + 1, tarn_span (above, TARN_PAGE_CHILD_HEAD + child.name.len),
                   child.n_rows, error);
}

static gboolean
put_cell (TarnBuilderTree  *self,
          guint             level,
          TarnSpan          cell,
          guint64           n_rows,
          GError          **error)
{
  TarnBuilderLevel *here = &self->levels[level];
  gsize len = tarn_page_size (level, here->lens->len + 1, here->octets->len + cell.len);

  if (here->lens->len > 0 && len > TARN_PAGE_SIZE && !end_page (self, level, error))
    return FALSE;

  g_byte_array_append (here->octets, cell.data, (guint) cell.len);
  g_array_append_val (here->lens, cell.len);
  here->n_rows += n_rows;
  return TRUE;
}

gboolean
tarn_builder_tree_put (TarnBuilderTree  *self,
                       TarnSpan          name,
                       TarnSpan          cell,
                       GError          **error)
{
  tarn_name_set (&self->last, name);
  self->n_rows++;
  return put_cell (self, 0, cell, 1, error);
}

static gboolean
write_root (gpointer   data,
            guint32    id,
            TarnSpan   octets,
            GError   **error)
{
  return put_page (data, id, octets, error);
}

static gboolean
end_tree (TarnBuilderTree  *self,
          GError          **error)
{
  static const TarnPager pager = { NULL, write_root, NULL };
  TarnTree tree;
  gboolean ok;

  if (self->of_notes && self->n_rows == 0)
    return TRUE;

  tarn_tree_init (&tree, &pager, self, NULL, 0);
  for (guint level = 0; self->n_rows > 0 && tree.root == 0; level++)
    {
      if (self->levels[level].lens->len > 0 && !end_page (self, level, error))
        {
          tarn_tree_clear (&tree);
          return FALSE;
        }
      if (self->levels[level].n_pages == 1)
        {
          tree.root = self->levels[level].last;
          tree.n_levels = level + 1;
        }
    }

  tree.n_rows = self->n_rows;
  tree.next_id = self->next_id;
  ok = tarn_tree_store_root (&tree, error);
  tarn_tree_clear (&tree);
  return ok;
}

gboolean
tarn_capture_builder_put_journal (TarnCaptureBuilder  *self,
                                  GError             **error)
{
  TarnJournal journal;
  gboolean ok;

  tarn_journal_init (&journal, g_get_real_time ());
  ok = tarn_capture_builder_put_record (self, tarn_capture_journal_key,
                                        tarn_span (journal.octets->data, journal.octets->len),
                                        error);
  tarn_journal_clear (&journal);
  return ok;
}

/* Where there are no heads the file keeps its holes: of a small capture, most of it. */
static gboolean
write_heads (TarnCaptureBuilder  *self,
             GError             **error)
{
  static const guint32 none[HEADS_AT_ONCE];

  for (guint at = 0; at <= TARN_TDB_HASH_SIZE; at += HEADS_AT_ONCE)
    {
      gsize len = sizeof (guint32) * MIN (HEADS_AT_ONCE, TARN_TDB_HASH_SIZE + 1 - at);

      if (memcmp (&self->heads[at], none, len) != 0
          && !write_at (self, TARN_TDB_HEADER_LEN + sizeof (guint32) * at, &self->heads[at], len,
                        error))
        return FALSE;
    }

  return TRUE;
}

gboolean
tarn_capture_builder_end (TarnCaptureBuilder  *self,
                          guint32              serial,
                          GError             **error)
{
  static const TarnSpan format_key = { (const guint8 *) "format", 6 };
  guint8 format[TARN_CAPTURE_FORMAT_LEN];
  guint8 header[TARN_TDB_HEADER_LEN];

  tarn_capture_pack_format (format);
  tarn_raw_file_pack_header (header, serial);
  return end_tree (&self->varbinds, error)
         && end_tree (&self->notes, error)
         && tarn_capture_builder_put_record (self, format_key, tarn_span (format, sizeof format),
                                             error)
         && flush (self, error)
         && write_heads (self, error)
         && write_at (self, 0, header, sizeof header, error);
}
