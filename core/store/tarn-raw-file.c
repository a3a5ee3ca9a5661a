/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "store/tarn-raw-file.h"

#include <errno.h>
#include <unistd.h>

#include "store/tarn-capture-file.h"
#include "store/tarn-tdb.h"

#define WINDOW (256 * 1024)
#define BLOCK  4096

/* Places of the numbers in tdb's header. */
enum
{
  AT_VERSION   = 32,
  AT_HASH_SIZE = 36,
  AT_FLAVOUR   = 40,   /* how the hash is computed    */
  AT_RECOVERY  = 44,
  AT_SERIAL    = 48,
  AT_PROOFS    = 52,   /* two hashes, to tell by      */
  AT_FEATURES  = 60,
};

#define MAGIC "TDB file\n\0" TARN_CAPTURE_MAGIC
#define FLAVOUR 0x0bad1a51

/* Octets that a recovery record puts back. */
typedef struct
{
  guint64 place;   /* where they belong   */
  guint64 from;    /* where they lie      */
  guint32 len;
} Piece;

/* All of @len octets; what the disk cannot read is zeros. */
static void
read_through (int      fd,
              guint64  at,
              guint8  *octets,
              gsize    len)
{
  gsize step = len;

  for (gsize done = 0; done < len;)
    {
      gsize want = MIN (step, len - done);
      gssize n = pread (fd, octets + done, want, (off_t) (at + done));

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0 && step > BLOCK)
        {
          step = BLOCK;
          continue;
        }
      if (n <= 0)
        {
          memset (octets + done, 0, want);
          n = (gssize) want;
        }
      done += (gsize) n;
    }
}

static void
read_put_back (const TarnRawFile *self,
               guint64            at,
               guint8            *octets,
               gsize              len)
{
  read_through (self->fd, at, octets, len);
  for (guint i = 0; i < self->pieces->len; i++)
    {
      const Piece *piece = &g_array_index (self->pieces, Piece, i);
      guint64 first = MAX (at, piece->place);
      guint64 end = MIN (at + len, piece->place + piece->len);

      if (first < end)
        read_through (self->fd, piece->from + (first - piece->place), octets + (first - at),
                      end - first);
    }
}

guint8 *
tarn_raw_file_read (TarnRawFile *self,
                    guint64      at,
                    gsize        len)
{
  guint8 *octets;

  if (at > self->size || len > self->size - at)
    return NULL;

  octets = g_malloc (MAX (len, 1));
  read_put_back (self, at, octets, len);
  return octets;
}

const guint8 *
tarn_raw_file_peek (TarnRawFile *self,
                    guint64      at,
                    gsize        len)
{
  if (at > self->size || len > self->size - at)
    return NULL;

  if (at < self->window_at || at + len > self->window_at + self->window->len)
    {
      g_byte_array_set_size (self->window, (guint) MIN (MAX (len, WINDOW), self->size - at));
      self->window_at = at;
      read_put_back (self, at, self->window->data, self->window->len);
    }

  return self->window->data + (at - self->window_at);
}

const guint8 *
tarn_raw_file_peek_more (TarnRawFile *self,
                         guint64      at,
                         gsize       *len)
{
  const guint8 *octets = tarn_raw_file_peek (self, at, *len);

  if (octets != NULL)
    *len = self->window_at + self->window->len - at;
  return octets;
}

guint64
tarn_raw_file_get_start (const TarnRawFile *self)
{
  return TARN_TDB_HEADER_LEN + 4 * ((guint64) self->hash_size + 1);
}

/* The recovery record is what tdb would put back: place, length, octets; again and again.
 * It also tells the size that the file had. */
static gboolean
load_pieces (TarnRawFile *self)
{
  guint64 at = self->recovery_start;
  g_autofree guint8 *header = tarn_raw_file_read (self, at, TARN_RAW_HEADER);
  guint64 size, end;

  if (header == NULL || tarn_raw_number (self, header + 20) != TARN_TDB_RECOVERY)
    return TRUE;

  size = tarn_raw_number (self, header + 8);
  at += TARN_RAW_HEADER;
  end = at + tarn_raw_number (self, header + 12);
  if (end > self->size || size > self->size)
    return FALSE;

  while (at + 8 < end)
    {
      g_autofree guint8 *head = tarn_raw_file_read (self, at, 8);
      Piece piece = { tarn_raw_number (self, head), at + 8, tarn_raw_number (self, head + 4) };

      if (at + 8 + piece.len > end)
        return FALSE;
      g_array_append_val (self->pieces, piece);
      at += 8 + piece.len;
    }

  self->size = size;
  return TRUE;
}

/* Whether a record could begin at @at. */
static gboolean
looks_like_record (TarnRawFile *self,
                   guint64      at)
{
  const guint8 *header = tarn_raw_file_peek (self, at, TARN_RAW_HEADER);
  guint32 magic = header != NULL ? tarn_raw_number (self, header + 20) : 0;

  return magic == TARN_TDB_USED || magic == TARN_TDB_FREE;
}

static void
put_number (guint8  *header,
            guint    at,
            guint32  number)
{
  memcpy (header + at, &number, sizeof number);
}

void
tarn_raw_file_pack_header (guint8  *octets,
                           guint32  serial)
{
  const guint32 used = TARN_TDB_USED;

  memset (octets, 0, TARN_TDB_HEADER_LEN);
  memcpy (octets, MAGIC, sizeof MAGIC - 1);
  put_number (octets, AT_VERSION, TARN_TDB_FORMAT_VERSION);
  put_number (octets, AT_HASH_SIZE, TARN_TDB_HASH_SIZE);
  put_number (octets, AT_FLAVOUR, FLAVOUR);
  put_number (octets, AT_SERIAL, serial);
  put_number (octets, AT_PROOFS, tarn_tdb_hash (tarn_span (MAGIC, TARN_CAPTURE_MAGIC_AT)));
  put_number (octets, AT_PROOFS + 4, tarn_tdb_hash (tarn_span (&used, sizeof used)));
}

/* tdb opens a file only if all of this is as it should be. */
static void
check_header (TarnRawFile  *self,
              const guint8 *header,
              TarnFlaws   *faults)
{
  guint32 used = self->swapped ? GUINT32_SWAP_LE_BE (TARN_TDB_USED) : TARN_TDB_USED;
  const guint32 expected[] = { FLAVOUR, tarn_tdb_hash (tarn_span (MAGIC, TARN_CAPTURE_MAGIC_AT)),
                               tarn_tdb_hash (tarn_span (&used, sizeof used)), 0 };
  static const guint places[] = { AT_FLAVOUR, AT_PROOFS, AT_PROOFS + 4, AT_FEATURES };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (tarn_raw_number (self, header + places[i]) != expected[i])
      tarn_flaws_add (faults, "its header, at offset %u, is wrong", places[i]);
}

static void
load_header (TarnRawFile *self,
             TarnFlaws  *faults)
{
  g_autofree guint8 *header = tarn_raw_file_read (self, 0, TARN_TDB_HEADER_LEN);

  self->hash_size = TARN_TDB_HASH_SIZE;
  if (header == NULL)
    {
      tarn_flaws_add (faults, "the file is cut off in its header");
      return;
    }

  if (memcmp (header, MAGIC, sizeof MAGIC - 1) != 0)
    tarn_flaws_add (faults, "the file does not begin as a capture");
  self->swapped = tarn_raw_number (self, header + AT_VERSION)
                  == GUINT32_SWAP_LE_BE (TARN_TDB_FORMAT_VERSION);
  if (tarn_raw_number (self, header + AT_VERSION) != TARN_TDB_FORMAT_VERSION)
    tarn_flaws_add (faults, "its header, at offset %d, is of no known version", AT_VERSION);

  check_header (self, header, faults);
  self->recovery_start = tarn_raw_number (self, header + AT_RECOVERY);
  self->hash_size = tarn_raw_number (self, header + AT_HASH_SIZE);
  if (!looks_like_record (self, tarn_raw_file_get_start (self)))
    {
      guint32 told = self->hash_size;

      self->hash_size = TARN_TDB_HASH_SIZE;
      if (told != self->hash_size)
        tarn_flaws_add (faults, "its header, at offset %d, names a hash table of %u places, "
                         "which it has not", AT_HASH_SIZE, told);
    }
}

void
tarn_raw_file_init (TarnRawFile *self,
                    int          fd,
                    TarnFlaws  *faults)
{
  struct stat info = { 0 };

  *self = (TarnRawFile) { .fd = fd };
  self->pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
  self->window = g_byte_array_new ();
  fstat (fd, &info);
  self->size = MIN ((guint64) info.st_size, G_MAXUINT32);   /* as far as tdb can count */

  load_header (self, faults);
  if (self->recovery_start != 0 && !load_pieces (self))
    {
      g_array_set_size (self->pieces, 0);
      tarn_flaws_add (faults, "the recovery record at offset %u is wrong: a change that a "
                       "process left half done stays so", self->recovery_start);
    }
  g_byte_array_set_size (self->window, 0);
}

void
tarn_raw_file_clear (TarnRawFile *self)
{
  g_clear_pointer (&self->pieces, g_array_unref);
  g_clear_pointer (&self->window, g_byte_array_unref);
}
