/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-exam.h"

#include <fcntl.h>
#include <unistd.h>

#include "base/tarn-error.h"
#include "store/tarn-capture-file.h"
#include "store/tarn-capture-private.h"
#include "store/tarn-file-lock.h"

/* A writer tries for 20 ms before it says that the capture is busy, so after this time it
 * gets its turn.  A capture that changes all the time is then held until the end: a
 * million varbinds take a tenth of a second. */
#define SLICE_US     (8 * G_TIME_SPAN_MILLISECOND)
#define MAX_ATTEMPTS 3

#define LOCK_PATIENCE_US  (2 * G_TIME_SPAN_SECOND)
#define PROGRESS_EVERY_US (G_TIME_SPAN_SECOND / 10)

/* Of the number that another one replaces with each commit, in tdb's header. */
#define SERIAL_AT 48

gboolean
tarn_exam_init (TarnExam               *self,
                const char             *path,
                GFileProgressCallback   progress,
                gpointer                data,
                GCancellable           *cancellable,
                GError                **error)
{
  struct stat info;

  *self = (TarnExam) { .progress = progress, .progress_data = data, .cancellable = cancellable };
  self->path = g_canonicalize_filename (path, NULL);
  self->name = g_filename_display_name (path);
  self->fd = tarn_capture_file_open (self->path, &info, error);
  return self->fd >= 0;
}

void
tarn_exam_clear (TarnExam *self)
{
  if (self->fd >= 0)
    close (self->fd);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->name, g_free);
}

static gboolean
lock (TarnExam  *self,
      GError   **error)
{
  gint64 give_up_us = g_get_monotonic_time () + LOCK_PATIENCE_US;

  /* A writer who waits for readers goes first. */
  while (tarn_file_lock_gate_is_shut (self->fd) && g_get_monotonic_time () < give_up_us)
    g_usleep (200);

  if (!tarn_file_lock_data (self->fd, F_RDLCK, LOCK_PATIENCE_US))
    {
      g_set_error (error, TARN_ERROR, TARN_ERROR_STORE_BUSY,
                   "%s is in use by another process all the time: try again", self->name);
      return FALSE;
    }

  self->locked_us = g_get_monotonic_time ();
  return TRUE;
}

static void
unlock (TarnExam *self)
{
  if (self->locked_us != 0)
    tarn_file_lock_data (self->fd, F_UNLCK, 0);
  self->locked_us = 0;
}

static guint32
read_serial (TarnExam *self)
{
  guint32 serial = 0;

  return pread (self->fd, &serial, sizeof serial, SERIAL_AT) == sizeof serial ? serial : 0;
}

/* Scanning is one half of the work, reading the pages the other. */
static void
tell_progress (TarnExam *self,
               gint64    now_us)
{
  guint64 done = self->n_visited > 0 ? self->file.size + self->n_visited : self->file.window_at;

  if (self->progress == NULL || now_us - self->told_us < PROGRESS_EVERY_US)
    return;

  self->told_us = now_us;
  self->progress ((goffset) MIN (done, 2 * self->file.size), (goffset) (2 * self->file.size),
                  self->progress_data);
}

gboolean
tarn_exam_tick (TarnExam *self)
{
  gint64 now_us = g_get_monotonic_time ();

  tell_progress (self, now_us);
  if (g_cancellable_is_cancelled (self->cancellable))
    return FALSE;
  if (self->hold || now_us - self->locked_us < SLICE_US)
    return TRUE;

  unlock (self);
  self->moved = !lock (self, NULL) || read_serial (self) != self->serial;
  return !self->moved;
}

static gboolean
tick_cb (gpointer data)
{
  return tarn_exam_tick (data);
}

static gboolean
examine_once (TarnExam  *self,
              gboolean (*examine) (TarnExam *self, gpointer data, GError **error),
              gpointer   data,
              GError   **error)
{
  gboolean ok;

  self->moved = FALSE;
  self->n_visited = 0;
  self->serial = read_serial (self);
  tarn_flaws_init (&self->faults);
  tarn_raw_file_init (&self->file, self->fd, &self->faults);
  self->pages = (TarnRawPages) { &self->records, TARN_RAW_PAGE };
  self->notes = (TarnRawPages) { &self->records, TARN_RAW_NOTES };
  tarn_tree_init (&self->tree, &tarn_raw_pager, &self->pages, "its tree of varbinds", 0);
  tarn_tree_init (&self->notes_tree, &tarn_raw_pager, &self->notes, "its tree of notes", 0);
  self->notes_tree.optional = TRUE;

  ok = tarn_raw_records_init (&self->records, &self->file, &self->faults, tick_cb, self)
       && examine (self, data, error);

  tarn_tree_clear (&self->notes_tree);
  tarn_tree_clear (&self->tree);
  tarn_raw_records_clear (&self->records);
  tarn_raw_file_clear (&self->file);
  tarn_flaws_clear (&self->faults);
  return ok;
}

gboolean
tarn_exam_run (TarnExam  *self,
               gboolean   hold,
               gboolean (*examine) (TarnExam *self, gpointer data, GError **error),
               gpointer   data,
               GError   **error)
{
  for (guint attempt = 1;; attempt++)
    {
      GError *failure = NULL;
      gboolean ok;

      if (!lock (self, error))
        return FALSE;

      self->hold = hold || attempt == MAX_ATTEMPTS;
      ok = examine_once (self, examine, data, &failure);
      unlock (self);
      if (ok)
        return TRUE;

      if (failure != NULL)
        {
          g_propagate_error (error, failure);
          return FALSE;
        }
      if (!self->moved)
        {
          g_cancellable_set_error_if_cancelled (self->cancellable, error);
          return FALSE;
        }
    }
}

guint32
tarn_exam_read_format (TarnExam *self)
{
  const TarnRawRecord *record = tarn_raw_records_get (&self->records, TARN_RAW_FORMAT);
  g_autofree guint8 *octets = record != NULL ? tarn_raw_records_read (&self->records, record)
                                             : NULL;

  return octets != NULL ? tarn_capture_read_format (tarn_span (octets, record->data_len)) : 0;
}
