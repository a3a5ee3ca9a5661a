/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "store/tarn-tdb-private.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/tarn-error.h"
#include "store/tarn-capture-file.h"
#include "store/tarn-file-lock.h"

/* How long somebody who opens the file waits for a commit of another process to end. */
#define OPEN_PATIENCE_US  G_TIME_SPAN_SECOND

TarnTdbTuning tarn_tdb_tuning = { .size_limit = G_GUINT64_CONSTANT (3) << 30,
                                  .grow_from = 2 << 20 };

static void
log_cb (struct tdb_context   *tdb,
        enum tdb_debug_level  level,
        const char           *format,
        ...)
{
  int errnum = errno;
  TarnTdb *self = tdb_get_logging_private (tdb);

  if (level <= TDB_DEBUG_ERROR && self->errnum == 0)
    self->errnum = errnum;
}

guint32
tarn_tdb_hash (TarnSpan key)
{
  TDB_DATA data = data_of (key);

  return tdb_jenkins_hash (&data);
}

gboolean
tarn_tdb_set_busy (TarnTdb  *self,
                   GError  **error)
{
  g_set_error (error, TARN_ERROR, TARN_ERROR_STORE_BUSY,
               "%s is in use by another process at this moment: try again", self->name);
  return FALSE;
}

gboolean
tarn_tdb_set_error (TarnTdb     *self,
                    const char  *doing,
                    GError     **error)
{
  enum TDB_ERROR code = tdb_error (self->tdb);
  int errnum = self->errnum;

  if (!tarn_capture_file_lacks_room (errnum))
    errnum = code == TDB_ERR_CORRUPT ? 0
             : tarn_capture_file_try_room (tdb_fd (self->tdb), tdb_map_size (self->tdb),
                                           self->wanted_size);

  if (errnum != 0)
    tarn_capture_file_set_error (error, self->name, doing, errnum);
  else if (code == TDB_ERR_CORRUPT || code == TDB_ERR_IO)
    g_set_error (error, TARN_ERROR, TARN_ERROR_STORE_DAMAGED,
                 "%s is damaged: it cannot be %s: %s", self->name, doing,
                 tdb_errorstr (self->tdb));
  else
    g_set_error (error, TARN_ERROR, TARN_ERROR_FAILED, "%s cannot be %s: %s", self->name,
                 doing, tdb_errorstr (self->tdb));
  return FALSE;
}

struct tdb_context *
tarn_tdb_open_context (TarnTdb    *self,
                       const char *path,
                       int         open_flags)
{
  const struct tdb_logging_context log = { log_cb, self };
  int flags = TDB_INCOMPATIBLE_HASH | TDB_NOSYNC | TDB_SEQNUM | TDB_DISALLOW_NESTING;

  if (tarn_tdb_tuning.no_map)
    flags |= TDB_NOMMAP;

  self->errnum = 0;
  return tdb_open_ex (path, TARN_TDB_HASH_SIZE, flags, open_flags | O_CLOEXEC, 0666, &log, NULL);
}

/* tdb 1.4 may leave a part of the file mapped, and as long as that is so the lock stays
 * with it: so this gives it back. */
static void
close_context (TarnTdb *self)
{
  tarn_file_lock_note_closed (tdb_fd (self->tdb));
  tdb_close (g_steal_pointer (&self->tdb));
}

/* Opens the file that is held by @fd.  That is under a read lock, so nobody commits
 * and tdb finds its header whole. */
static gboolean
attach_locked (TarnTdb  *self,
               int       fd,
               GError  **error)
{
  gboolean mend = tarn_capture_file_needs_mending (fd);
  struct stat info;

  self->tdb = tarn_tdb_open_context (self, self->path, self->writable || mend ? O_RDWR : O_RDONLY);
  if (self->tdb == NULL && mend && !self->writable && (errno == EACCES || errno == EROFS))
    {
      g_set_error (error, TARN_ERROR, TARN_ERROR_STORE_READ_ONLY,
                   "%s was left in the middle of a change by a process that died; somebody who "
                   "may write it has to open it once", self->name);
      return FALSE;
    }
  if (self->tdb == NULL)
    {
      int errnum = errno;

      if (errnum == EIO || errnum == EINVAL || errnum == ENOSYS || errnum == 0)
        g_set_error (error, TARN_ERROR, TARN_ERROR_STORE_DAMAGED,
                     "%s is damaged: its header or its recovery record is wrong", self->name);
      else
        tarn_capture_file_set_error (error, self->name, self->writable ? "written" : "read",
                                     errnum);
      return FALSE;
    }

  if (fstat (tdb_fd (self->tdb), &info) != 0 || info.st_dev != self->device
      || info.st_ino != self->inode)
    {
      g_set_error (error, TARN_ERROR, TARN_ERROR_FAILED,
                   "%s has just been replaced by another file", self->name);
      return FALSE;
    }

  if (mend && !self->writable)
    {
      close_context (self);
      self->tdb = tarn_tdb_open_context (self, self->path, O_RDONLY);
      if (self->tdb == NULL)
        {
          tarn_capture_file_set_error (error, self->name, "read", errno);
          return FALSE;
        }
    }

  return TRUE;
}

/* Whoever compacts the file leaves it without a name, and would leave us with it. */
static gboolean
note_open (TarnTdb  *self,
           GError  **error)
{
  struct stat info;

  if (!tarn_file_lock_note_open (tdb_fd (self->tdb)))
    {
      g_set_error (error, TARN_ERROR, TARN_ERROR_STORE_BUSY,
                   "%s is being compacted by another process: try again", self->name);
      return FALSE;
    }
  if (stat (self->path, &info) == 0 && info.st_dev == self->device && info.st_ino == self->inode)
    return TRUE;

  g_set_error (error, TARN_ERROR, TARN_ERROR_FAILED,
               "%s has just been replaced by another file", self->name);
  return FALSE;
}

static gboolean
attach (TarnTdb  *self,
        GError  **error)
{
  gboolean ok = FALSE;
  struct stat info;
  int fd = tarn_capture_file_open (self->path, &info, error);

  if (fd < 0)
    return FALSE;

  if (self->inode == 0)
    {
      self->device = info.st_dev;
      self->inode = info.st_ino;
    }

  if (!tarn_file_lock_data (fd, F_RDLCK, OPEN_PATIENCE_US))
    tarn_tdb_set_busy (self, error);
  else if (tarn_capture_file_check (fd, self->path, error))
    ok = attach_locked (self, fd, error) && note_open (self, error);

  if (!ok && self->tdb != NULL)
    close_context (self);
  close (fd);   /* and with it the lock */
  return ok;
}

TarnTdb *
tarn_tdb_new (const char *path,
              gboolean    writable)
{
  TarnTdb *self = g_new0 (TarnTdb, 1);

  self->path = g_strdup (path);
  self->name = g_filename_display_name (path);
  self->writable = writable;
  return self;
}

TarnTdb *
tarn_tdb_open (const char  *path,
               gboolean     writable,
               GError     **error)
{
  TarnTdb *self = tarn_tdb_new (path, writable);

  if (attach (self, error))
    return self;

  tarn_tdb_close (self);
  return NULL;
}

void
tarn_tdb_close (TarnTdb *self)
{
  if (self->tdb != NULL)
    close_context (self);
  g_clear_pointer (&self->map, tarn_tdb_map_free);
  g_free (self->path);
  g_free (self->name);
  g_free (self);
}

gboolean
tarn_tdb_is_writable (TarnTdb *self)
{
  return self->writable;
}

int
tarn_tdb_get_fd (TarnTdb *self)
{
  return tdb_fd (self->tdb);
}

/* Whether the file still has all octets that are mapped: a read of one that is gone
 * would end the process. */
static gboolean
is_whole (TarnTdb *self)
{
  struct stat info;

  if (self->tdb == NULL || fstat (tdb_fd (self->tdb), &info) != 0
      || (guint64) info.st_size < tdb_map_size (self->tdb))
    return FALSE;

  self->size = (gsize) info.st_size;
  if (self->map != NULL && self->size < g_bytes_get_size (self->map->octets))
    return FALSE;
  if (self->map != NULL && self->size > g_bytes_get_size (self->map->octets))
    g_clear_pointer (&self->map, tarn_tdb_map_free);

  return TRUE;
}

gboolean
tarn_tdb_check_whole (TarnTdb  *self,
                      GError  **error)
{
  if (is_whole (self))
    return TRUE;

  g_set_error (error, TARN_ERROR, TARN_ERROR_STORE_DAMAGED,
               "%s is damaged: somebody cut it off, or wrote another file over it, while it was "
               "open", self->name);
  return FALSE;
}

guint32
tarn_tdb_get_serial (TarnTdb *self)
{
  if (self->tdb == NULL
      || (!self->locked && !tdb_transaction_active (self->tdb) && !is_whole (self)))
    return 0;

  return (guint32) tdb_get_seqnum (self->tdb);
}

/* A commit writes the sequence number before anything else that readers see, so as
 * long as that stays, no writer has died in one. */
static gboolean
needs_mending (TarnTdb *self)
{
  guint32 serial = (guint32) tdb_get_seqnum (self->tdb);

  if (self->sound && self->sound_serial == serial)
    return FALSE;

  self->sound_serial = serial;
  self->sound = !tarn_capture_file_needs_mending (tdb_fd (self->tdb));
  return !self->sound;
}

/* A context that cannot write knows no locks, so this takes the one that writers
 * respect by itself. */
static gboolean
lock_read_only (TarnTdb  *self,
                GError  **error)
{
  if (!tarn_file_lock_data (tdb_fd (self->tdb), F_RDLCK, 0))
    return tarn_tdb_set_busy (self, error);
  if (!needs_mending (self))
    return TRUE;

  close_context (self);
  if (!attach (self, error))
    return FALSE;
  if (!tarn_file_lock_data (tdb_fd (self->tdb), F_RDLCK, 0))
    return tarn_tdb_set_busy (self, error);

  return TRUE;
}

gboolean
tarn_tdb_lock_read (TarnTdb  *self,
                    GError  **error)
{
  if (self->tdb == NULL && !attach (self, error))   /* mending failed the last time */
    return FALSE;
  if (!tarn_tdb_check_whole (self, error))
    return FALSE;
  if (tarn_file_lock_gate_is_shut (tdb_fd (self->tdb)))
    return tarn_tdb_set_busy (self, error);

  if (!self->writable)
    return self->locked = lock_read_only (self, error);

  self->errnum = 0;
  self->locked = tdb_lockall_read_nonblock (self->tdb) == 0;
  if (self->locked)
    return TRUE;

  return tdb_error (self->tdb) == TDB_ERR_LOCK ? tarn_tdb_set_busy (self, error)
                                               : tarn_tdb_set_error (self, "read", error);
}

void
tarn_tdb_unlock_read (TarnTdb *self)
{
  self->locked = FALSE;
  if (self->writable)
    tdb_unlockall_read (self->tdb);
  else
    tarn_file_lock_data (tdb_fd (self->tdb), F_UNLCK, 0);
}

/* The map is made when it is wanted: a process that only writes never does. */
static gboolean
find_in_map (TarnTdb  *self,
             TarnSpan  key,
             TarnSpan *value)
{
  TDB_DATA data = data_of (key);

  if (!self->locked || self->unmappable || tarn_tdb_tuning.no_map)
    return FALSE;

  if (self->map == NULL)
    self->map = tarn_tdb_map_new (tdb_fd (self->tdb), self->size);
  self->unmappable = self->map == NULL;

  return !self->unmappable
         && tarn_tdb_map_find (self->map, key, tdb_jenkins_hash (&data), value);
}

gboolean
tarn_tdb_find (TarnTdb   *self,
               TarnSpan   key,
               TarnSpan  *value,
               GBytes   **octets)
{
  if (!find_in_map (self, key, value))
    return FALSE;

  *octets = g_bytes_ref (self->map->octets);
  return TRUE;
}

/* Not NULL, even if there is nothing to copy. */
static guint8 *
copy_octets (TarnSpan span)
{
  guint8 *copy = g_malloc (MAX (span.len, 1));

  memcpy (copy, span.data, span.len);
  return copy;
}

static int
copy_cb (TDB_DATA  key,
         TDB_DATA  data,
         void     *user_data)
{
  TarnSpan *copy = user_data;

  *copy = tarn_span (copy_octets (tarn_span (data.dptr, data.dsize)), data.dsize);
  return 0;
}

guint8 *
tarn_tdb_read (TarnTdb  *self,
               TarnSpan  key,
               gsize    *len)
{
  TarnSpan copy = { 0 }, found;

  if (find_in_map (self, key, &found))
    {
      *len = found.len;
      return copy_octets (found);
    }

  if (tdb_parse_record (self->tdb, data_of (key), copy_cb, &copy) != 0)
    return NULL;

  *len = copy.len;
  return (guint8 *) copy.data;
}
