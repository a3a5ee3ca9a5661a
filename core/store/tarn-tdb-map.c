/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "store/tarn-tdb-map.h"

#include <sys/mman.h>

#include "store/tarn-tdb-format.h"

/* Where tdb has what.  If another kind of machine made the file, the version is wrong, and
 * tdb has to read it. */
#define VERSION_AT     32
#define HASH_SIZE_AT   36
#define CHAINS_AT      168          /* the list of free records; then one chain a hash */

/* While so few pages were asked for, the system reads no more than these from the disk.
 * Whoever wants more of them will want their neighbours, too. */
#define N_SINGLE 64

/* What there is to unmap. */
typedef struct
{
  gpointer data;
  gsize    len;
} Area;

static void
area_free (gpointer data)
{
  Area *area = data;

  munmap (area->data, area->len);
  g_free (area);
}

static gboolean
read_number (TarnTdbMap *self,
             guint64     at,
             guint32    *number)
{
  gsize len;
  const guint8 *octets = g_bytes_get_data (self->octets, &len);

  if (at + sizeof *number > len)
    return FALSE;

  memcpy (number, octets + at, sizeof *number);
  return TRUE;
}

TarnTdbMap *
tarn_tdb_map_new (int   fd,
                  gsize len)
{
  TarnTdbMap *self;
  guint32 version;
  Area *area;
  void *data = mmap (NULL, len, PROT_READ, MAP_SHARED, fd, 0);

  if (data == MAP_FAILED)
    return NULL;

  madvise (data, len, MADV_RANDOM);
  area = g_new (Area, 1);
  *area = (Area) { data, len };
  self = g_new0 (TarnTdbMap, 1);
  self->octets = g_bytes_new_with_free_func (data, len, area_free, area);
  if (read_number (self, VERSION_AT, &version) && version == TARN_TDB_FORMAT_VERSION
      && read_number (self, HASH_SIZE_AT, &self->hash_size) && self->hash_size > 0)
    return self;

  tarn_tdb_map_free (self);
  return NULL;
}

void
tarn_tdb_map_free (TarnTdbMap *self)
{
  g_bytes_unref (self->octets);
  g_free (self);
}

gboolean
tarn_tdb_map_find (TarnTdbMap *self,
                   TarnSpan    key,
                   guint32     hash,
                   TarnSpan   *value)
{
  gsize len;
  const guint8 *octets = g_bytes_get_data (self->octets, &len);
  guint64 chain = CHAINS_AT + 4 * (1 + (guint64) (hash % self->hash_size));
  gsize n_left = len / sizeof (TarnTdbHeader);   /* a chain may be made to lead in a circle */
  guint32 at;

  if (!read_number (self, chain, &at))
    return FALSE;

  while (at != 0 && n_left-- > 0)
    {
      guint64 key_at = at + sizeof (TarnTdbHeader);
      TarnTdbHeader record;

      if (key_at > len)
        return FALSE;
      memcpy (&record, octets + at, sizeof record);

      if (record.full_hash == hash && record.magic == TARN_TDB_USED && record.key_len == key.len
          && key_at + record.key_len + record.data_len <= len
          && memcmp (octets + key_at, key.data, key.len) == 0)
        {
          *value = tarn_span (octets + key_at + key.len, record.data_len);
          if (++self->n_found == N_SINGLE)
            madvise ((gpointer) octets, len, MADV_NORMAL);
          return TRUE;
        }
      at = record.next;
    }

  return FALSE;
}
