/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "store/tarn-tdb.h"

#include <errno.h>
#include <fcntl.h>
#include <tdb.h>
#include <unistd.h>

#include "base/tarn-error.h"
#include "store/tarn-capture-file.h"
#include "store/tarn-file-lock.h"

/* A prime, or numbers in a row would share few chains; fixed when a file is made.
 * 64 KiB of it is little for a small capture, and a million pages (4 GiB) make chains
 * of 60, which cost less than the page they lead to. */
#define HASH_SIZE 16381

/* How long a writer tries; what it waits for takes well below a millisecond. */
#define WRITE_PATIENCE_US (20 * G_TIME_SPAN_MILLISECOND)
#define RETRY_US          200

/* How long somebody who opens the file waits for a commit of another process to end. */
#define OPEN_PATIENCE_US  G_TIME_SPAN_SECOND

TarnTdbTuning tarn_tdb_tuning = { .size_limit = G_GUINT64_CONSTANT (3) << 30 };

struct _TarnTdb
{
  struct tdb_context *tdb;
  char               *path;
  char               *name;          /* @path for errors                              */

  dev_t               device;
  ino_t               inode;
  guint64             begin_size;    /* of the file when the transaction began        */
  int                 errnum;        /* of the first system call that failed in tdb   */
  guint32             sound_serial;  /* no writer had died at this number             */
  gboolean            sound;
  gboolean            locked;        /* for reading                                   */
  gboolean            writable;
  gboolean            checked;       /* the list of free records is sound             */
};

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

static TDB_DATA
data_of (TarnSpan span)
{
  return (TDB_DATA) { (unsigned char *) span.data, span.len };
}

static gboolean
set_busy (TarnTdb  *self,
          GError  **error)
{
  g_set_error (error, TARN_ERROR, TARN_ERROR_STORE_BUSY,
               "%s is in use by another process at this moment: try again", self->name);
  return FALSE;
}

static gboolean
set_tdb_error (TarnTdb     *self,
               const char  *doing,
               GError     **error)
{
  enum TDB_ERROR code = tdb_error (self->tdb);
  int errnum = self->errnum;

  if (!tarn_capture_file_lacks_room (errnum))
    errnum = code == TDB_ERR_CORRUPT ? 0
             : tarn_capture_file_try_room (tdb_fd (self->tdb), tdb_map_size (self->tdb));

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

static struct tdb_context *
open_context (TarnTdb    *self,
              const char *path,
              int         open_flags)
{
  const struct tdb_logging_context log = { log_cb, self };
  int flags = TDB_INCOMPATIBLE_HASH | TDB_NOSYNC | TDB_SEQNUM | TDB_DISALLOW_NESTING;

  if (tarn_tdb_tuning.no_map)
    flags |= TDB_NOMMAP;

  self->errnum = 0;
  return tdb_open_ex (path, HASH_SIZE, flags, open_flags | O_CLOEXEC, 0666, &log, NULL);
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

  self->tdb = open_context (self, self->path, self->writable || mend ? O_RDWR : O_RDONLY);
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
      tdb_close (self->tdb);
      self->tdb = open_context (self, self->path, O_RDONLY);
      if (self->tdb == NULL)
        {
          tarn_capture_file_set_error (error, self->name, "read", errno);
          return FALSE;
        }
    }

  return TRUE;
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
    set_busy (self, error);
  else if (tarn_capture_file_check (fd, self->path, error))
    ok = attach_locked (self, fd, error);

  if (!ok && self->tdb != NULL)
    tdb_close (g_steal_pointer (&self->tdb));
  close (fd);   /* and with it the lock */
  return ok;
}

static TarnTdb *
tdb_new (const char *path,
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
  TarnTdb *self = tdb_new (path, writable);

  if (attach (self, error))
    return self;

  tarn_tdb_close (self);
  return NULL;
}

void
tarn_tdb_close (TarnTdb *self)
{
  if (self->tdb != NULL)
    tdb_close (self->tdb);
  g_free (self->path);
  g_free (self->name);
  g_free (self);
}

/* tdb makes a file larger by a hundred times what it lacks if that is less than 100 KiB,
 * else by twice that.  Its first needs are for the record that recovers a commit, and
 * for pages: so the first commit, which nobody else sees, is just large enough, and
 * what it writes becomes room for pages.  A small capture has 0.6 MiB for it, not 2. */
static gboolean
make_room (TarnTdb  *self,
           gsize     fill,
           GError  **error)
{
  static const TarnSpan key = { (const guint8 *) "make-room", 9 };
  g_autofree guint8 *octets = g_malloc (104 * 1024);

  memset (octets, (int) fill, 104 * 1024);
  return tarn_tdb_write (self, key, tarn_span (octets, 104 * 1024), error)
         && (fill == 0 || tarn_tdb_delete (self, key, error));
}

static gboolean
fill_new_file (TarnTdb   *self,
               gboolean (*init) (TarnTdb *tdb, GError **error),
               GError   **error)
{
  self->tdb = open_context (self, self->path, O_RDWR | O_CREAT);
  if (self->tdb == NULL)
    {
      tarn_capture_file_set_error (error, self->name, "made", errno);
      return FALSE;
    }

  if (!make_room (self, 0, error)
      || !tarn_tdb_begin (self, error)
      || !make_room (self, 1, error)
      || !init (self, error)
      || !tarn_tdb_commit (self, error))
    return FALSE;

  if (pwrite (tdb_fd (self->tdb), TARN_CAPTURE_MAGIC, sizeof TARN_CAPTURE_MAGIC,
              TARN_CAPTURE_MAGIC_AT) != sizeof TARN_CAPTURE_MAGIC)
    {
      tarn_capture_file_set_error (error, self->name, "made", errno);
      return FALSE;
    }

  return TRUE;
}

gboolean
tarn_tdb_make (const char  *path,
               const char  *name,
               gboolean   (*init) (TarnTdb *tdb, GError **error),
               GError     **error)
{
  TarnTdb *self = tdb_new (path, TRUE);
  gboolean ok;

  g_free (self->name);
  self->name = g_filename_display_name (name);
  ok = fill_new_file (self, init, error);
  tarn_tdb_close (self);
  return ok;
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

  return self->tdb != NULL && fstat (tdb_fd (self->tdb), &info) == 0
         && (guint64) info.st_size >= tdb_map_size (self->tdb);
}

static gboolean
check_whole (TarnTdb  *self,
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
    return set_busy (self, error);
  if (!needs_mending (self))
    return TRUE;

  tdb_close (g_steal_pointer (&self->tdb));
  if (!attach (self, error))
    return FALSE;
  if (!tarn_file_lock_data (tdb_fd (self->tdb), F_RDLCK, 0))
    return set_busy (self, error);

  return TRUE;
}

gboolean
tarn_tdb_lock_read (TarnTdb  *self,
                    GError  **error)
{
  if (self->tdb == NULL && !attach (self, error))   /* mending failed the last time */
    return FALSE;
  if (!check_whole (self, error))
    return FALSE;
  if (tarn_file_lock_gate_is_shut (tdb_fd (self->tdb)))
    return set_busy (self, error);

  if (!self->writable)
    return self->locked = lock_read_only (self, error);

  self->errnum = 0;
  self->locked = tdb_lockall_read_nonblock (self->tdb) == 0;
  if (self->locked)
    return TRUE;

  return tdb_error (self->tdb) == TDB_ERR_LOCK ? set_busy (self, error)
                                               : set_tdb_error (self, "read", error);
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

static int
copy_cb (TDB_DATA  key,
         TDB_DATA  data,
         void     *user_data)
{
  TarnSpan *copy = user_data;

  *copy = tarn_span (g_malloc (MAX (data.dsize, 1)), data.dsize);
  memcpy ((guint8 *) copy->data, data.dptr, data.dsize);
  return 0;
}

guint8 *
tarn_tdb_read (TarnTdb  *self,
               TarnSpan  key,
               gsize    *len)
{
  TarnSpan copy = { 0 };

  if (tdb_parse_record (self->tdb, data_of (key), copy_cb, &copy) != 0)
    return NULL;

  *len = copy.len;
  return (guint8 *) copy.data;
}

gboolean
tarn_tdb_begin (TarnTdb  *self,
                GError  **error)
{
  gint64 give_up_us = g_get_monotonic_time () + WRITE_PATIENCE_US;
  int n_free = 0;

  if (!check_whole (self, error))
    return FALSE;

  self->errnum = 0;
  while (tdb_transaction_start_nonblock (self->tdb) != 0)
    {
      if (tdb_error (self->tdb) != TDB_ERR_NOLOCK)
        return set_tdb_error (self, "written", error);
      if (g_get_monotonic_time () >= give_up_us)
        return set_busy (self, error);
      g_usleep (RETRY_US);
    }

  /* tdb follows this list without looking back. */
  if (!self->checked && tdb_validate_freelist (self->tdb, &n_free) != 0)
    {
      tarn_tdb_cancel (self);
      g_set_error (error, TARN_ERROR, TARN_ERROR_STORE_DAMAGED,
                   "%s is damaged: its list of free records is wrong", self->name);
      return FALSE;
    }

  self->checked = TRUE;
  self->begin_size = tdb_map_size (self->tdb);
  if (self->begin_size > tarn_tdb_tuning.size_limit / 6 * 7)
    {
      tarn_tdb_cancel (self);
      g_set_error (error, TARN_ERROR, TARN_ERROR_STORE_FULL,
                   "%s has %" G_GUINT64_FORMAT " MiB: a capture cannot be larger", self->name,
                   self->begin_size >> 20);
      return FALSE;
    }

  return TRUE;
}

gboolean
tarn_tdb_write (TarnTdb   *self,
                TarnSpan   key,
                TarnSpan   value,
                GError   **error)
{
  guint64 size;

  if (tdb_store (self->tdb, data_of (key), data_of (value), TDB_REPLACE) != 0)
    {
      set_tdb_error (self, "written", error);
      tarn_tdb_cancel (self);
      return FALSE;
    }

  size = tdb_map_size (self->tdb);
  if (size > self->begin_size && size > tarn_tdb_tuning.size_limit)
    {
      tarn_tdb_cancel (self);
      g_set_error (error, TARN_ERROR, TARN_ERROR_STORE_FULL,
                   "%s is full: a capture holds %" G_GUINT64_FORMAT " MiB; go on in another file",
                   self->name, tarn_tdb_tuning.size_limit >> 20);
      return FALSE;
    }

  return TRUE;
}

gboolean
tarn_tdb_delete (TarnTdb   *self,
                 TarnSpan   key,
                 GError   **error)
{
  if (tdb_delete (self->tdb, data_of (key)) == 0 || tdb_error (self->tdb) == TDB_ERR_NOEXIST)
    return TRUE;

  set_tdb_error (self, "written", error);
  tarn_tdb_cancel (self);
  return FALSE;
}

/* tdb would wait for readers without end, so this gets the lock that it is going to
 * want.  Readers come and go: after the first failure no new ones come. */
static gboolean
wait_for_readers (TarnTdb *self)
{
  int fd = tdb_fd (self->tdb);
  gboolean ok;

  if (tarn_file_lock_data (fd, F_WRLCK, 0))
    return TRUE;

  tarn_file_lock_shut_gate (fd, TRUE);
  ok = tarn_file_lock_data (fd, F_WRLCK, WRITE_PATIENCE_US);
  tarn_file_lock_shut_gate (fd, FALSE);
  return ok;
}

gboolean
tarn_tdb_commit (TarnTdb  *self,
                 GError  **error)
{
  guint32 serial = tarn_tdb_get_serial (self);

  if (!wait_for_readers (self))
    {
      tarn_tdb_cancel (self);
      return set_busy (self, error);
    }

  /* The file tells, not tdb: that says yes if, of all writes, the one fails that makes
   * the commit good, and no if it could not tidy up the file afterwards. */
  self->errnum = 0;
  if ((tdb_transaction_commit (self->tdb) == 0
       || (gint32) (tarn_tdb_get_serial (self) - serial) >= 0)
      && !tarn_file_lock_needs_mending (tdb_fd (self->tdb)))
    return TRUE;

  return set_tdb_error (self, "written", error);
}

void
tarn_tdb_cancel (TarnTdb *self)
{
  if (tdb_transaction_active (self->tdb))
    tdb_transaction_cancel (self->tdb);
}

gboolean
tarn_tdb_claim (TarnTdb *self)
{
  return tarn_file_lock_claim (tdb_fd (self->tdb), TRUE);
}

void
tarn_tdb_release (TarnTdb *self)
{
  tarn_file_lock_claim (tdb_fd (self->tdb), FALSE);
}

gboolean
tarn_tdb_is_claimed (TarnTdb *self)
{
  return tarn_file_lock_is_claimed (tdb_fd (self->tdb));
}
