/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "store/tarn-capture-file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/tarn-error.h"
#include "store/tarn-tdb-format.h"

#define TDB_MAGIC_TEXT "TDB file\n"

typedef struct
{
  char    magic[32];
  guint32 version;
  guint32 hash_size;
  guint32 obsolete;
  guint32 recovery_start;   /* of the recovery record; 0: none */
} Header;

gboolean
tarn_capture_file_lacks_room (int errnum)
{
  return errnum == ENOSPC || errnum == EDQUOT || errnum == EFBIG;
}

/* tdb does not tell when it could not make the file larger.  It asks for about a quarter
 * more than it wants, so that is tried again. */
int
tarn_capture_file_try_room (int     fd,
                            guint64 size,
                            guint64 wanted)
{
  guint64 more = MAX (size / 4, 1 << 20) + (wanted > size ? wanted - size : 0);

  if (fallocate (fd, FALLOC_FL_KEEP_SIZE, (off_t) size, (off_t) more) == 0)
    {
      fallocate (fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, (off_t) size, (off_t) more);
      return 0;
    }

  return tarn_capture_file_lacks_room (errno) ? errno : 0;
}

void
tarn_capture_file_set_error (GError     **error,
                             const char  *path,
                             const char  *doing,
                             int          errnum)
{
  g_autofree char *name = g_filename_display_name (path);
  TarnError code = TARN_ERROR_FAILED;

  switch (errnum)
    {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      g_set_error (error, TARN_ERROR, TARN_ERROR_STORE_FULL,
                   "%s cannot be %s: there is no room left: %s", name, doing,
                   g_strerror (errnum));
      return;

    case EROFS:
      code = TARN_ERROR_STORE_READ_ONLY;
      break;

    case EACCES:
    case EPERM:
      if (strcmp (doing, "read") != 0)
        code = TARN_ERROR_STORE_READ_ONLY;
      break;

    default:
      break;
    }

  g_set_error (error, TARN_ERROR, code, "%s cannot be %s: %s", name, doing,
               g_strerror (errnum));
}

int
tarn_capture_file_open (const char   *path,
                        struct stat  *info,
                        GError      **error)
{
  g_autofree char *name = g_filename_display_name (path);
  int fd;

  if (stat (path, info) != 0)
    {
      tarn_capture_file_set_error (error, path, "read", errno);
      return -1;
    }

  if (!S_ISREG (info->st_mode))
    {
      g_set_error (error, TARN_ERROR, TARN_ERROR_NOT_A_CAPTURE, "%s is %s, not a capture", name,
                   S_ISDIR (info->st_mode) ? "a directory" : "no regular file");
      return -1;
    }

  /* Should the name have come to mean a FIFO since, this does not wait for its other
   * end. */
  fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  if (fd < 0)
    tarn_capture_file_set_error (error, path, "read", errno);
  else if (fstat (fd, info) != 0 || !S_ISREG (info->st_mode))
    {
      g_set_error (error, TARN_ERROR, TARN_ERROR_NOT_A_CAPTURE, "%s is no regular file", name);
      close (fd);
      return -1;
    }

  return fd;
}

static gboolean
read_at (int      fd,
         guint64  at,
         gpointer buffer,
         gsize    len)
{
  return pread (fd, buffer, len, (off_t) at) == (gssize) len;
}

/* Sets @swapped if the file was made on a machine of the other byte order. */
static gboolean
read_header (int       fd,
             Header   *header,
             gboolean *swapped)
{
  *swapped = FALSE;
  if (!read_at (fd, 0, header, sizeof *header))
    return FALSE;

  if (header->version == GUINT32_SWAP_LE_BE (TARN_TDB_FORMAT_VERSION))
    {
      *swapped = TRUE;
      header->version = GUINT32_SWAP_LE_BE (header->version);
      header->hash_size = GUINT32_SWAP_LE_BE (header->hash_size);
      header->recovery_start = GUINT32_SWAP_LE_BE (header->recovery_start);
    }

  return TRUE;
}

static gboolean
read_recovery (int           fd,
               const Header *header,
               gboolean      swapped,
               TarnTdbHeader *record)
{
  if (!read_at (fd, header->recovery_start, record, sizeof *record))
    return FALSE;

  if (swapped)
    {
      record->rec_len = GUINT32_SWAP_LE_BE (record->rec_len);
      record->data_len = GUINT32_SWAP_LE_BE (record->data_len);
      record->magic = GUINT32_SWAP_LE_BE (record->magic);
    }

  return TRUE;
}

/* The record holds what to put back: place, length, octets; again and again, and four
 * octets more.  tdb takes those lengths as they are. */
static gboolean
check_recovery (int           fd,
                const Header *header,
                gboolean      swapped,
                guint64       size)
{
  guint64 at = header->recovery_start;
  guint64 end;
  TarnTdbHeader record;

  if (at == 0)
    return TRUE;
  if (at < TARN_TDB_HEADER_LEN || at + sizeof record > size
      || !read_recovery (fd, header, swapped, &record))
    return FALSE;
  if (record.magic != TARN_TDB_RECOVERY)
    return TRUE;

  at += sizeof record;
  end = at + record.data_len;
  if (record.data_len > record.rec_len || end > size)
    return FALSE;

  while (at + 8 < end)
    {
      guint32 piece[2];

      if (!read_at (fd, at, piece, sizeof piece))
        return FALSE;
      if (swapped)
        for (guint i = 0; i < 2; i++)
          piece[i] = GUINT32_SWAP_LE_BE (piece[i]);

      if (piece[0] + (guint64) piece[1] > size || at + 8 + piece[1] > end)
        return FALSE;
      at += 8 + piece[1];
    }

  return TRUE;
}

gboolean
tarn_capture_file_check (int          fd,
                         const char  *path,
                         GError     **error)
{
  g_autofree char *name = g_filename_display_name (path);
  const char *wrong = NULL;
  struct stat info = { 0 };
  Header header = { 0 };
  gboolean swapped;
  guint64 size;

  fstat (fd, &info);
  size = (guint64) info.st_size;
  if (!read_header (fd, &header, &swapped)
      || memcmp (header.magic, TDB_MAGIC_TEXT, sizeof TDB_MAGIC_TEXT) != 0
      || memcmp (header.magic + TARN_CAPTURE_MAGIC_AT, TARN_CAPTURE_MAGIC,
                 sizeof TARN_CAPTURE_MAGIC) != 0)
    {
      gboolean is_tdb = memcmp (header.magic, TDB_MAGIC_TEXT, sizeof TDB_MAGIC_TEXT) == 0;

      g_set_error (error, TARN_ERROR, TARN_ERROR_NOT_A_CAPTURE, "%s is not a capture: %s", name,
                   size == 0 ? "it is empty"
                   : is_tdb ? "it is a database of another program"
                            : "it does not begin as one");
      return FALSE;
    }

  if (header.version != TARN_TDB_FORMAT_VERSION)
    wrong = "its header is wrong";
  else if (header.hash_size == 0)
    wrong = "its hash table is gone";
  else if (TARN_TDB_HEADER_LEN + 4 * ((guint64) header.hash_size + 1) > size)
    wrong = "it is cut off";
  else if (!check_recovery (fd, &header, swapped, size))
    wrong = "it is cut off, or its recovery record is wrong";

  if (wrong != NULL)
    g_set_error (error, TARN_ERROR, TARN_ERROR_STORE_DAMAGED, "%s is damaged: %s", name, wrong);

  return wrong == NULL;
}

gboolean
tarn_capture_file_needs_mending (int fd)
{
  gboolean swapped;
  Header header;
  TarnTdbHeader record;

  return read_header (fd, &header, &swapped) && header.recovery_start != 0
         && read_recovery (fd, &header, swapped, &record) && record.magic == TARN_TDB_RECOVERY;
}
