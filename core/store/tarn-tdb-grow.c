/* How a tdb file takes room before it is needed.
 *
 * tdb makes a file larger by a quarter, in the middle of a transaction, and keeps all of that
 * in memory until it commits: of a file of 24 MiB that is 6 MiB, and takes 7 ms.  So a large
 * file grows in small steps between transactions, by what tdb would do: a free record at its
 * end, in front of the list of those.  The recovery record says how to undo that: whoever
 * comes after a process that died in it finds the file as it was.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "store/tarn-tdb-private.h"

#include <sys/stat.h>
#include <unistd.h>

#include "store/tarn-capture-file.h"
#include "store/tarn-file-lock.h"
#include "store/tarn-tdb-format.h"

#define STEP_LEAST 0x100000
#define PAGE_LEN   4096          /* of which tdb has the size of a file be a multiple */

/* Whoever wants more at once does not care for milliseconds.  And what tdb adds itself is
 * not in the recovery record, which would become that much larger. */
#define STEP_MOST  0x400000

/* Places in a file have 32 bits, and tdb knows what it does when they come to an end. */
#define SIZE_MOST  (G_GUINT64_CONSTANT (3) << 30)

/* So many free records are looked at.  Where there are more, tdb knows best. */
#define N_LOOKED_AT 256

/* What the file begins with, in the byte order of the machine that made it. */
typedef struct
{
  char    magic[32];
  guint32 version;
  guint32 hash_size;
  guint32 obsolete;
  guint32 recovery_at;
  guint32 rest[30];
  guint32 first_free;
} Front;

G_STATIC_ASSERT (G_STRUCT_OFFSET (Front, first_free) == TARN_TDB_HEADER_LEN);

/* What a recovery record says: place, length and octets of each piece; and its own size. */
typedef struct
{
  guint32       list_at, list_len, list;
  guint32       record_at, record_len;
  TarnTdbHeader record;
  guint32       end_at, end_len, end;
  guint32       total;
} Undo;

static gboolean
get (int      fd,
     guint64  at,
     gpointer octets,
     gsize    len)
{
  return pread (fd, octets, len, (off_t) at) == (gssize) len;
}

static gboolean
put (int           fd,
     guint64       at,
     gconstpointer octets,
     gsize         len)
{
  return pwrite (fd, octets, len, (off_t) at) == (gssize) len;
}

/* Also if that is not to be told. */
static gboolean
has_room (int          fd,
          const Front *front,
          guint64      wanted)
{
  guint32 at = front->first_free;
  guint64 room = 0;

  for (guint n = 0; at != 0 && n < N_LOOKED_AT; n++)
    {
      TarnTdbHeader record;

      if (!get (fd, at, &record, sizeof record) || record.magic != TARN_TDB_FREE)
        return TRUE;

      if (record.rec_len > PAGE_LEN)
        room += record.rec_len;
      if (room >= wanted)
        return TRUE;
      at = record.next;
    }

  return at != 0;
}

static gboolean
make_longer (int     fd,
             guint64 size,
             guint64 step)
{
  return fallocate (fd, FALLOC_FL_KEEP_SIZE, (off_t) size, (off_t) step) == 0
         && ftruncate (fd, (off_t) (size + step)) == 0;
}

/* Makes a free record of what is behind @size.  Should a write fail, whoever locks the file
 * next undoes the others. */
static void
add_record (int          fd,
            const Front *front,
            guint64      size,
            guint64      step)
{
  const guint32 done = 0, in_change = TARN_TDB_RECOVERY;
  const guint32 begin = (guint32) size, total = (guint32) step;
  const guint64 magic_at = front->recovery_at + G_STRUCT_OFFSET (TarnTdbHeader, magic);
  const TarnTdbHeader record = { .next = front->first_free, .rec_len = total - sizeof record,
                                 .magic = TARN_TDB_FREE };
  Undo undo = {
    .list_at = TARN_TDB_HEADER_LEN, .list_len = sizeof undo.list, .list = front->first_free,
    .record_at = begin, .record_len = sizeof undo.record,
    .end_at = begin + total - sizeof undo.end, .end_len = sizeof undo.end,
  };
  TarnTdbHeader recovery;

  if (!get (fd, front->recovery_at, &recovery, sizeof recovery)
      || recovery.magic != done || recovery.rec_len < sizeof undo
      || !make_longer (fd, size, step))
    return;

  undo.total = recovery.rec_len + sizeof recovery;
  recovery.key_len = begin;
  recovery.data_len = sizeof undo;

  if (put (fd, front->recovery_at + sizeof recovery, &undo, sizeof undo)
      && put (fd, front->recovery_at, &recovery, sizeof recovery)
      && put (fd, magic_at, &in_change, sizeof in_change)
      && put (fd, undo.record_at, &record, sizeof record)
      && put (fd, undo.end_at, &total, sizeof total)
      && put (fd, undo.list_at, &begin, sizeof begin))
    put (fd, magic_at, &done, sizeof done);
}

void
tarn_tdb_grow (TarnTdb *self,
               guint64  wanted)
{
  int fd = tdb_fd (self->tdb);
  struct stat info;
  guint64 size, step;
  Front front;

  if (wanted > STEP_MOST || !tarn_file_lock_commit (fd))
    return;

  if (fstat (fd, &info) == 0 && get (fd, 0, &front, sizeof front)
      && front.version == TARN_TDB_FORMAT_VERSION && front.recovery_at != 0)
    {
      size = (guint64) info.st_size;
      step = MAX (wanted, STEP_LEAST) / PAGE_LEN * PAGE_LEN;
      if (size >= tarn_tdb_tuning.grow_from && size % PAGE_LEN == 0
          && size + step <= MIN (tarn_tdb_tuning.size_limit, SIZE_MOST)
          && !has_room (fd, &front, wanted))
        add_record (fd, &front, size, step);
    }

  tarn_file_lock_end_commit (fd);
}
