/* From one record to the next.  The header of a record tells how long it is, and its end
 * does so once more: so one of both may be wrong.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "store/tarn-raw-scan.h"

#include "store/tarn-tdb.h"

/* The longest key is that of a metadata record. */
#define MAX_KEY 4096

/* Octets at the end of a record that repeat its size. */
#define TAILER 4

/* Of a record of page 0. */
#define ROOT_LEN 32

typedef struct
{
  guint32 next;
  guint32 rec_len;    /* octets behind the header, tailer and all */
  guint32 key_len;
  guint32 data_len;
  guint32 hash;
  guint32 magic;
} Header;

static gboolean
read_header (TarnRawRecords *self,
             guint64         at,
             Header         *header)
{
  const guint8 *octets = tarn_raw_file_peek (self->file, at, TARN_RAW_HEADER);

  if (octets == NULL)
    return FALSE;

  header->next = tarn_raw_number (self->file, octets);
  header->rec_len = tarn_raw_number (self->file, octets + 4);
  header->key_len = tarn_raw_number (self->file, octets + 8);
  header->data_len = tarn_raw_number (self->file, octets + 12);
  header->hash = tarn_raw_number (self->file, octets + 16);
  header->magic = tarn_raw_number (self->file, octets + 20);
  return TRUE;
}

/* Whether the record is as long as its header says. */
static gboolean
has_extent (TarnRawRecords *self,
            guint64         at,
            const Header   *header)
{
  guint64 end = at + TARN_RAW_HEADER + header->rec_len;
  const guint8 *tailer;

  if (header->rec_len < TAILER || header->rec_len % 4 != 0 || end > self->file->size)
    return FALSE;

  tailer = tarn_raw_file_peek (self->file, end - TAILER, TAILER);
  return tarn_raw_number (self->file, tailer) == TARN_RAW_HEADER + header->rec_len;
}

static gboolean
has_lengths (const Header *header)
{
  return header->key_len > 0 && header->key_len <= MAX_KEY
         && (guint64) header->key_len + header->data_len + TAILER <= header->rec_len;
}

static gboolean
is_sound (TarnRawRecords *self,
          guint64         at,
          Header         *header)
{
  return read_header (self, at, header)
         && (header->magic == TARN_TDB_FREE
             || (header->magic == TARN_TDB_USED && has_lengths (header)))
         && has_extent (self, at, header);
}

static void
identify (TarnRawRecord *record,
          TarnSpan       key)
{
  static const TarnSpan format = { (const guint8 *) "format", 6 };
  static const TarnSpan journal = { (const guint8 *) "journal", 7 };
  static const TarnSpan meta = { (const guint8 *) "meta:", 5 };

  record->kind = TARN_RAW_OTHER;
  record->findable = record->hash == tarn_tdb_hash (key);
  if (key.len == 4 || (key.len == 5 && key.data[4] == 'n'))
    {
      record->kind = key.len == 4 ? TARN_RAW_PAGE : TARN_RAW_NOTES;
      memcpy (&record->id, key.data, 4);
      record->id = GUINT32_FROM_LE (record->id);
    }
  else if (tarn_span_equal (key, format))
    record->kind = TARN_RAW_FORMAT;
  else if (tarn_span_equal (key, journal))
    record->kind = TARN_RAW_JOURNAL;
  else if (key.len > meta.len && tarn_span_equal (tarn_span (key.data, meta.len), meta)
           && memchr (key.data, '\0', key.len) == NULL)
    record->kind = TARN_RAW_META;
}

static void
add_record (TarnRawRecords *self,
            guint64         at,
            const Header   *header)
{
  TarnRawRecord record = { (guint32) at, header->next, header->hash, 0, 0, 0, TARN_RAW_SPACE,
                           !self->lost_way, FALSE, TRUE };

  if (header->magic != TARN_TDB_FREE)
    {
      record.key_len = header->key_len;
      record.data_len = header->data_len;
      identify (&record, tarn_span (tarn_raw_file_peek (self->file, at + TARN_RAW_HEADER,
                                                        record.key_len), record.key_len));
    }

  g_array_append_val (self->records, record);
}

/* A page tells by itself how long it is and whether it is one. */
static gboolean
is_page (TarnRawRecords *self,
         guint64         at,
         Header         *header,
         guint32         key_len)
{
  guint64 data_at = at + TARN_RAW_HEADER + key_len;
  const guint8 *octets = tarn_raw_file_peek (self->file, at + TARN_RAW_HEADER,
                                             key_len + TARN_PAGE_HEADER);
  guint32 id, cells_len;
  guint64 checksum, len;
  guint16 n_cells;

  if (octets == NULL || (key_len == 5 && octets[4] != 'n'))
    return FALSE;

  memcpy (&id, octets, 4);
  memcpy (&checksum, octets + key_len, 8);
  memcpy (&n_cells, octets + key_len + 10, 2);
  memcpy (&cells_len, octets + key_len + 12, 4);
  len = id == 0 ? ROOT_LEN
                : TARN_PAGE_HEADER + GUINT32_FROM_LE (cells_len)
                  + tarn_page_offset_size (octets[key_len + 9]) * GUINT16_FROM_LE (n_cells);
  if (len > TARN_PAGE_MAX_CELL + 2 * TARN_PAGE_HEADER
      || (octets = tarn_raw_file_peek (self->file, data_at, len)) == NULL
      || GUINT64_FROM_LE (checksum) != tarn_page_checksum (octets + 8, len - 8,
                                                          GUINT32_FROM_LE (id)))
    return FALSE;

  header->key_len = key_len;
  header->data_len = (guint32) len;
  return TRUE;
}

/* Keeps what can still be made out of a record of @len octets whose header is wrong. */
static void
add_broken (TarnRawRecords *self,
            guint64         at,
            Header         *header,
            guint64         len)
{
  TarnRawRecord *record;
  g_autofree char *what = NULL;

  header->rec_len = (guint32) (len - TARN_RAW_HEADER);
  if (!is_page (self, at, header, 4) && !is_page (self, at, header, 5)
      && (!has_lengths (header) || header->magic == TARN_TDB_FREE))
    {
      tarn_flaws_add (self->faults, "the record at offset %" G_GUINT64_FORMAT " has a wrong "
                       "header", at);
      return;
    }

  header->magic = TARN_TDB_USED;
  add_record (self, at, header);
  record = &g_array_index (self->records, TarnRawRecord, self->records->len - 1);
  what = tarn_raw_records_describe (self, record);
  tarn_flaws_add (self->faults, "%s: the header of its record is wrong", what);
}

/* The first place at or behind @at, and in front of @end, where one of two numbers is;
 * @end if there is none. */
static guint64
find_number (TarnRawRecords *self,
             guint64         at,
             guint64         end,
             guint32         one,
             guint32         other)
{
  while (at + 4 <= end)
    {
      gsize len = 4;
      const guint8 *octets = tarn_raw_file_peek_more (self->file, at, &len);

      for (gsize i = 0; octets != NULL && i + 4 <= len && at + 4 <= end; i += 4, at += 4)
        {
          guint32 number = tarn_raw_number (self->file, octets + i);

          if (number == one || number == other)
            return at;
        }
    }

  return end;
}

/* The end of a record that does not know its own length: there it is repeated, and
 * another one begins.  0 if it is not found. */
static guint64
find_end (TarnRawRecords *self,
          guint64         at)
{
  guint64 limit = MIN (self->file->size, at + self->patience);

  for (guint64 end = at + TARN_RAW_HEADER + 2 * TAILER; end <= limit; end += 4)
    {
      gsize len = TAILER;
      const guint8 *tailer = tarn_raw_file_peek_more (self->file, end - TAILER, &len);
      Header next;

      for (; len >= 8 && tarn_raw_number (self->file, tailer) != end - at && end < limit;
           len -= 4, tailer += 4)
        end += 4;
      if (tarn_raw_number (self->file, tailer) == end - at
          && (end == self->file->size || is_sound (self, end, &next)
              || end == self->file->recovery_start))
        return end;
    }

  self->patience -= limit - MIN (limit, at);
  return 0;
}

/* The next place at or behind @at where a sound record begins, or the end. */
static guint64
find_sound (TarnRawRecords *self,
            guint64         at)
{
  guint64 size = self->file->size;
  Header header;

  for (; at + TARN_RAW_HEADER <= size; at += 4)
    {
      at = find_number (self, at + TARN_RAW_HEADER - 4, size, TARN_TDB_USED, TARN_TDB_FREE)
           - (TARN_RAW_HEADER - 4);
      if (at + TARN_RAW_HEADER <= size && is_sound (self, at, &header))
        return at;
    }

  return size;
}

/* tdb fills what it adds to a file; if it then dies, that is no record yet. */
static gboolean
is_filling (TarnRawRecords *self,
            guint64         at,
            guint64         end)
{
  while (at < end)
    {
      gsize len = 1;
      const guint8 *octets = tarn_raw_file_peek_more (self->file, at, &len);

      for (gsize i = 0; i < len && at < end; i++, at++)
        if (octets[i] != 0x00 && octets[i] != 0x42)
          return FALSE;
    }

  return TRUE;
}

/* Behind a hole what seems to be a record may be a former one, in a free record that
 * begins in the hole.  That ends where its own size leads back into the hole, the last
 * place where one does: all behind it are records. */
static void
look_back (TarnRawRecords *self,
           guint64         at)
{
  const guint8 *tailer = tarn_raw_file_peek (self->file, at - TAILER, TAILER);
  guint32 size = tarn_raw_number (self->file, tailer);

  if (size <= at - self->hole && at - size < self->hole_end)
    self->first_in_step = self->records->len + 1;
}

static void
leave_hole (TarnRawRecords *self)
{
  for (guint i = self->first_in_step; i > 0 && i <= self->records->len; i++)
    g_array_index (self->records, TarnRawRecord, i - 1).in_step = TRUE;
  self->first_in_step = 0;
}

static void
enter_hole (TarnRawRecords *self,
            guint64         at,
            guint64         end)
{
  leave_hole (self);
  self->lost_way = TRUE;
  self->hole = at;
  self->hole_end = end;
}

/* Where there is no sound record at @at.  Returns where to go on. */
static guint64
step_over (TarnRawRecords *self,
           guint64         at,
           Header         *header)
{
  guint64 end, len = TARN_RAW_HEADER + (guint64) header->rec_len;
  Header next;

  /* Whatever else it says: tdb takes none for what it is not. */
  if (at == self->file->recovery_start && len % 4 == 0 && at + len <= self->file->size
      && (is_filling (self, at + len, self->file->size) || is_sound (self, at + len, &next)))
    return at + len;

  if (has_extent (self, at, header))
    {
      add_broken (self, at, header, len);
      return at + len;
    }

  end = find_end (self, at);
  if (end != 0)
    {
      add_broken (self, at, header, end - at);
      return end;
    }

  end = find_sound (self, at + 4);
  if (at < self->file->recovery_start)
    end = MIN (end, self->file->recovery_start);   /* what it holds are former records */
  if (is_filling (self, at, end))
    {
      if (end < self->file->size)
        enter_hole (self, at, end);
      return end;
    }

  enter_hole (self, at, end);
  if (is_page (self, at, header, 4) || is_page (self, at, header, 5))
    add_broken (self, at, header, end - at);
  tarn_flaws_add (self->faults, "from offset %" G_GUINT64_FORMAT " to %" G_GUINT64_FORMAT
                   " there are no records%s", at, end,
                   end == self->file->size ? ": the file is cut off, or damaged" : "");
  return end;
}

gboolean
tarn_raw_scan (TarnRawRecords *self,
               gboolean      (*tick) (gpointer data),
               gpointer        data)
{
  guint64 at = tarn_raw_file_get_start (self->file);
  Header header;

  if (at > self->file->size)
    tarn_flaws_add (self->faults, "the file is cut off in its hash table");

  for (guint n = 0; at + TARN_RAW_HEADER <= self->file->size; n++)
    {
      if (n % 64 == 0 && tick != NULL && !tick (data))
        return FALSE;

      if (self->lost_way && at >= self->hole_end)
        look_back (self, at);
      if (is_sound (self, at, &header))
        {
          add_record (self, at, &header);
          at += TARN_RAW_HEADER + header.rec_len;
        }
      else
        {
          read_header (self, at, &header);
          at = step_over (self, at, &header);
        }
    }

  leave_hole (self);
  return TRUE;
}
