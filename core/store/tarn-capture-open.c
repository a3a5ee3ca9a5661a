/* One open capture per file and process.
 *
 * tdb refuses to open a file twice, and the locks of a process are gone as soon as it
 * closes any descriptor of a file: so whoever opens a capture that is open gets the
 * same object.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "store/tarn-capture-private.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/tarn-error.h"
#include "store/tarn-capture-file.h"
#include "store/tarn-new-file.h"

static const TarnSpan format_key = { (const guint8 *) "format", 6 };

static GMutex  registry_lock;
static GCond   registry_changed;
static GSList *registry;          /* Entry; few captures are open at a time */

typedef struct
{
  dev_t     device;
  ino_t     inode;
  GWeakRef  capture;   /* empty while the capture is on its way out */
} Entry;

static Entry *
find_entry (dev_t device,
            ino_t inode)
{
  for (GSList *l = registry; l != NULL; l = l->next)
    {
      Entry *entry = l->data;

      if (entry->device == device && entry->inode == inode)
        return entry;
    }

  return NULL;
}

static void
register_capture (TarnCapture *self)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->device = self->device;
  entry->inode = self->inode;
  g_weak_ref_init (&entry->capture, self);
  registry = g_slist_prepend (registry, entry);
}

/* The last reference may be dropped by the thread that synced, so the file is closed
 * before another thread can look for it. */
void
tarn_capture_unregister (TarnCapture *self)
{
  Entry *entry;

  g_mutex_lock (&registry_lock);
  entry = self->path != NULL ? find_entry (self->device, self->inode) : NULL;
  if (entry != NULL)
    {
      registry = g_slist_remove (registry, entry);
      g_weak_ref_clear (&entry->capture);
      g_free (entry);
    }

  g_clear_pointer (&self->tdb, tarn_tdb_close);
  g_cond_broadcast (&registry_changed);
  g_mutex_unlock (&registry_lock);
}

/* The capture that is open of this file, or NULL. */
static TarnCapture *
ref_registered (const struct stat *info)
{
  Entry *entry;

  while ((entry = find_entry (info->st_dev, info->st_ino)) != NULL)
    {
      TarnCapture *self = g_weak_ref_get (&entry->capture);

      if (self != NULL)
        return self;
      g_cond_wait (&registry_changed, &registry_lock);
    }

  return NULL;
}

void
tarn_capture_pack_format (guint8 *octets)
{
  memset (octets, 0, TARN_CAPTURE_FORMAT_LEN);
  memcpy (octets, TARN_CAPTURE_MAGIC, TARN_CAPTURE_MAGIC_LEN);
  octets[TARN_CAPTURE_MAGIC_LEN] = TARN_CAPTURE_FORMAT;
}

guint32
tarn_capture_read_format (TarnSpan octets)
{
  guint32 version;

  if (octets.len < TARN_CAPTURE_FORMAT_LEN
      || memcmp (octets.data, TARN_CAPTURE_MAGIC, TARN_CAPTURE_MAGIC_LEN) != 0)
    return 0;

  memcpy (&version, octets.data + TARN_CAPTURE_MAGIC_LEN, sizeof version);
  return GUINT32_FROM_LE (version);
}

gboolean
tarn_capture_write_format (TarnTdb  *tdb,
                           GError  **error)
{
  guint8 format[TARN_CAPTURE_FORMAT_LEN];

  tarn_capture_pack_format (format);
  return tarn_tdb_write (tdb, format_key, tarn_span (format, sizeof format), error);
}

/* The records of an empty capture. */
static gboolean
init_file (TarnTdb  *tdb,
           GError  **error)
{
  TarnJournal journal;
  TarnTree tree;
  gboolean ok;

  tarn_tree_init (&tree, &tarn_capture_pager, &tdb, NULL, 0);
  tarn_journal_init (&journal, g_get_real_time ());
  ok = tarn_capture_write_format (tdb, error)
       && tarn_tree_store_root (&tree, error)
       && tarn_tdb_write (tdb, tarn_capture_journal_key,
                          tarn_span (journal.octets->data, journal.octets->len), error);
  tarn_journal_clear (&journal);
  tarn_tree_clear (&tree);
  return ok;
}

/* Makes the file, whole or not at all, unless it is there. */
static gboolean
make_file (const char  *path,
           gboolean    *made,
           GError     **error)
{
  TarnNewFile file;
  int errnum = 0;
  gboolean ok;

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;

  ok = tarn_new_file_init (&file, path, error)
       && tarn_tdb_make (file.name, path, init_file, error);
  if (ok)
    *made = tarn_new_file_publish (&file, FALSE, &errnum);
  if (ok && !*made && errnum != EEXIST)   /* another process was quicker */
    {
      tarn_capture_file_set_error (error, path, "made", errnum);
      ok = FALSE;
    }

  tarn_new_file_clear (&file);
  return ok;
}

/* Whether the file is of a format that we read. */
static gboolean
check_format (TarnTdb     *tdb,
              const char  *path,
              GError     **error)
{
  g_autofree char *name = g_filename_display_name (path);
  g_autofree guint8 *format = NULL;
  guint32 version;
  gsize len = 0;

  if (!tarn_tdb_lock_read (tdb, error))
    return FALSE;
  format = tarn_tdb_read (tdb, format_key, &len);
  tarn_tdb_unlock_read (tdb);

  version = format != NULL ? tarn_capture_read_format (tarn_span (format, len)) : 0;
  if (version == 0)
    {
      g_set_error (error, TARN_ERROR, TARN_ERROR_STORE_DAMAGED,
                   "%s is damaged: the record that tells its format is missing", name);
      return FALSE;
    }

  if (version > TARN_CAPTURE_FORMAT)
    {
      g_set_error (error, TARN_ERROR, TARN_ERROR_STORE_VERSION,
                   "%s was made by a newer Tarn: its format is %u, this Tarn reads up to %d", name,
                   version, TARN_CAPTURE_FORMAT);
      return FALSE;
    }

  return TRUE;
}

/* Waits for a moment in which nobody commits. */
static gboolean
check_format_patiently (TarnTdb     *tdb,
                        const char  *path,
                        GError     **error)
{
  for (guint tries = 0;; tries++)
    {
      g_autoptr(GError) failure = NULL;

      if (check_format (tdb, path, &failure))
        return TRUE;
      if (!g_error_matches (failure, TARN_ERROR, TARN_ERROR_STORE_BUSY) || tries == 500)
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
      g_usleep (500);
    }
}

static TarnTdb *
open_tdb (const char  *path,
          gboolean     writable,
          GError     **error)
{
  TarnTdb *tdb = tarn_tdb_open (path, writable, error);

  if (tdb != NULL && !check_format_patiently (tdb, path, error))
    g_clear_pointer (&tdb, tarn_tdb_close);

  return tdb;
}

/* A capture that is open for reading is asked for again, for writing. */
static gboolean
make_writable (TarnCapture  *self,
               GError      **error)
{
  const char *name = self->tree.name;
  struct stat info;
  TarnTdb *tdb;

  if (tarn_tdb_is_writable (self->tdb))
    return TRUE;

  if (self->n_sections > 0)
    {
      g_set_error (error, TARN_ERROR, TARN_ERROR_STORE_BUSY,
                   "%s cannot be opened for writing while this process is reading it", name);
      return FALSE;
    }

  /* Best known before: to open it for writing it has to be closed. */
  if (faccessat (AT_FDCWD, self->path, W_OK, AT_EACCESS) != 0)
    {
      tarn_capture_file_set_error (error, self->path, "written", errno);
      return FALSE;
    }
  if (stat (self->path, &info) != 0 || info.st_dev != self->device
      || info.st_ino != self->inode)
    {
      g_set_error (error, TARN_ERROR, TARN_ERROR_FAILED,
                   "%s has been replaced by another file since it was opened", name);
      return FALSE;
    }

  self->loaded = self->notes_loaded = self->journal_loaded = FALSE;
  g_clear_pointer (&self->tdb, tarn_tdb_close);
  tdb = open_tdb (self->path, TRUE, error);
  self->tdb = tdb != NULL ? tdb : open_tdb (self->path, FALSE, NULL);
  return tdb != NULL;
}

/* Makes what is open good for @mode. */
static gboolean
reuse (TarnCapture      *self,
       TarnCaptureMode   mode,
       GError          **error)
{
  if (self->thread != g_thread_self ())
    {
      g_set_error (error, TARN_ERROR, TARN_ERROR_FAILED,
                   "%s is open in another thread of this process", self->tree.name);
      return FALSE;
    }
  if (self->tdb == NULL)
    {
      g_set_error (error, TARN_ERROR, TARN_ERROR_FAILED,
                   "%s could not be opened again: close it first", self->tree.name);
      return FALSE;
    }

  return mode == TARN_CAPTURE_READ || make_writable (self, error);
}

/* @self is set also on failure, for the caller to drop outside the lock. */
static gboolean
open_locked (const char       *path,
             TarnCaptureMode   mode,
             TarnCapture     **self,
             GError          **error)
{
  gboolean made = FALSE;
  struct stat info;
  TarnTdb *tdb;

  if (mode == TARN_CAPTURE_CREATE && !make_file (path, &made, error))
    return FALSE;

  if (stat (path, &info) == 0 && (*self = ref_registered (&info)) != NULL)
    return reuse (*self, mode, error);

  tdb = open_tdb (path, mode != TARN_CAPTURE_READ, error);
  if (tdb == NULL)
    return FALSE;

  fstat (tarn_tdb_get_fd (tdb), &info);
  *self = g_object_new (TARN_TYPE_CAPTURE, NULL);
  (*self)->tdb = tdb;
  (*self)->path = g_strdup (path);
  (*self)->tree.name = g_filename_display_name (path);
  (*self)->notes.name = g_strconcat ((*self)->tree.name, " (its notes)", NULL);
  (*self)->device = info.st_dev;
  (*self)->inode = info.st_ino;
  (*self)->thread = g_thread_self ();
  (*self)->made = made;
  register_capture (*self);
  tarn_capture_begin_telling (*self);
  return TRUE;
}

/**
 * tarn_capture_open:
 * @path: (type filename): name of the file
 * @mode: what it is opened for
 * @error: return location for an error
 *
 * Opens a capture file.  If this process has it open already, the same object is
 * returned, made writable if @mode asks for that.
 *
 * A file that is no capture is never changed.
 *
 * Returns: (transfer full): the capture; %NULL with %TARN_ERROR_NOT_A_CAPTURE,
 *   %TARN_ERROR_STORE_VERSION, %TARN_ERROR_STORE_DAMAGED,
 *   %TARN_ERROR_STORE_READ_ONLY, %TARN_ERROR_STORE_FULL, %TARN_ERROR_STORE_BUSY, or
 *   %TARN_ERROR_FAILED if it does not exist or may not be read
 */
TarnCapture *
tarn_capture_open (const char       *path,
                   TarnCaptureMode   mode,
                   GError          **error)
{
  g_autofree char *absolute = NULL;
  g_autoptr(TarnCapture) self = NULL;
  gboolean ok;

  g_return_val_if_fail (path != NULL, NULL);

  absolute = g_canonicalize_filename (path, NULL);
  g_mutex_lock (&registry_lock);
  ok = open_locked (absolute, mode, &self, error);
  g_mutex_unlock (&registry_lock);
  return ok ? g_steal_pointer (&self) : NULL;
}
