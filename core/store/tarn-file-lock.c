/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "store/tarn-file-lock.h"

#include <errno.h>
#include <fcntl.h>

#include "store/tarn-capture-file.h"

/* Octets of the file that are nothing but places for locks. */
#define CLAIM_AT 100
#define GATE_AT  101
#define OPEN_AT  102

/* And of tdb: who opens the file, and who changes it. */
#define TDB_OPEN_AT        0
#define TDB_TRANSACTION_AT 8

#define RETRY_US 200

/* A commit takes milliseconds; who takes longer has a slow disk, and no fault. */
#define COMMIT_PATIENCE_US G_TIME_SPAN_SECOND

static gboolean
set_lock (int    fd,
          int    command,
          int    type,
          gint64 start,
          gint64 len)
{
  struct flock lock = { .l_type = (short) type, .l_whence = SEEK_SET, .l_start = start,
                        .l_len = len };

  return fcntl (fd, command, &lock) == 0;
}

gboolean
tarn_file_lock_data (int    fd,
                     int    type,
                     gint64 patience_us)
{
  gint64 give_up_us = patience_us > 0 ? g_get_monotonic_time () + patience_us : 0;

  while (!set_lock (fd, F_SETLK, type, TARN_TDB_HEADER_LEN, 0))
    {
      if ((errno != EAGAIN && errno != EACCES) || patience_us == 0
          || g_get_monotonic_time () >= give_up_us)
        return FALSE;
      g_usleep (RETRY_US);
    }

  return TRUE;
}

gboolean
tarn_file_lock_commit (int fd)
{
  if (set_lock (fd, F_SETLK, F_WRLCK, TDB_TRANSACTION_AT, 1)
      && tarn_file_lock_data (fd, F_WRLCK, 0)
      && set_lock (fd, F_SETLK, F_WRLCK, TDB_OPEN_AT, 1))
    return TRUE;

  tarn_file_lock_end_commit (fd);
  return FALSE;
}

void
tarn_file_lock_end_commit (int fd)
{
  tarn_file_lock_data (fd, F_UNLCK, 0);
  set_lock (fd, F_SETLK, F_UNLCK, TDB_TRANSACTION_AT, 1);
  set_lock (fd, F_SETLK, F_UNLCK, TDB_OPEN_AT, 1);
}

void
tarn_file_lock_shut_gate (int      fd,
                          gboolean shut)
{
  set_lock (fd, F_SETLK, shut ? F_WRLCK : F_UNLCK, GATE_AT, 1);
}

gboolean
tarn_file_lock_gate_is_shut (int fd)
{
  struct flock lock = { .l_type = F_RDLCK, .l_whence = SEEK_SET, .l_start = GATE_AT,
                        .l_len = 1 };

  return fcntl (fd, F_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
}

gboolean
tarn_file_lock_needs_mending (int fd)
{
  gboolean broken;

  if (!tarn_capture_file_needs_mending (fd)
      || !tarn_file_lock_data (fd, F_RDLCK, COMMIT_PATIENCE_US))
    return FALSE;

  broken = tarn_capture_file_needs_mending (fd);
  tarn_file_lock_data (fd, F_UNLCK, 0);
  return broken;
}

gboolean
tarn_file_lock_is_claimed (int fd)
{
  struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = CLAIM_AT,
                        .l_len = 1 };

  return fcntl (fd, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
}

gboolean
tarn_file_lock_claim (int      fd,
                      gboolean claim)
{
  return set_lock (fd, F_OFD_SETLK, claim ? F_WRLCK : F_UNLCK, CLAIM_AT, 1);
}

/* Where locks are not to be had at all, nobody is ever alone. */
gboolean
tarn_file_lock_note_open (int fd)
{
  return set_lock (fd, F_OFD_SETLK, F_RDLCK, OPEN_AT, 1)
         || (errno != EAGAIN && errno != EACCES);
}

void
tarn_file_lock_note_closed (int fd)
{
  set_lock (fd, F_OFD_SETLK, F_UNLCK, OPEN_AT, 1);
}

gboolean
tarn_file_lock_be_alone (int fd)
{
  return set_lock (fd, F_OFD_SETLK, F_WRLCK, OPEN_AT, 1);
}
