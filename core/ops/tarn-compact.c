/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-exam.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/tarn-error.h"
#include "store/tarn-capture-builder.h"
#include "store/tarn-capture-file.h"
#include "store/tarn-file-lock.h"
#include "store/tarn-new-file.h"

typedef struct
{
  TarnExam        *exam;
  TarnBuilderTree *out;
  GError          *error;   /* why nothing more can be written */
} Copy;

static gboolean
set_damaged_error (TarnExam    *exam,
                   const char  *fault,
                   GError     **error)
{
  g_set_error (error, TARN_ERROR, TARN_ERROR_STORE_DAMAGED, "%s is damaged: %s; see tarn check",
               exam->name, fault);
  return FALSE;
}

static gboolean
leaf_cb (const TarnPage *page,
         gpointer        data)
{
  Copy *self = data;

  for (guint i = 0; i < page->n_cells; i++)
    if (!tarn_builder_tree_put (self->out, tarn_page_get_name (page, i),
                                tarn_page_get_cell (page, i), &self->error))
      return FALSE;

  self->exam->n_visited += page->len;
  return self->exam->faults.n == 0 && tarn_exam_tick (self->exam);
}

static gboolean
lost_cb (const TarnTreeLoss *loss,
         gpointer            data)
{
  Copy *self = data;

  tarn_flaws_add (&self->exam->faults, "page %u: %s", loss->id, loss->reason);
  return FALSE;
}

static void
fault_cb (guint32     id,
          const char *what,
          gpointer    data)
{
  Copy *self = data;

  tarn_flaws_add (&self->exam->faults, "page %u: it %s", id, what);
}

static void
reach_cb (guint32  id,
          gpointer data)
{
}

static gboolean
copy_tree (TarnExam         *exam,
           TarnTree         *tree,
           TarnBuilderTree  *out,
           GError          **error)
{
  static const TarnTreeVisitor visitor = { leaf_cb, lost_cb, fault_cb, reach_cb };
  Copy copy = { exam, out, NULL };
  gboolean ok;

  if (!tarn_tree_load (tree, error))
    return FALSE;

  ok = tarn_tree_visit (tree, &visitor, &copy);
  if (copy.error != NULL)
    {
      g_propagate_error (error, copy.error);
      return FALSE;
    }

  if (exam->faults.n > 0)
    return set_damaged_error (exam, exam->faults.sentences->pdata[0], error);
  return ok;
}

/* Metadata and the journal, octet for octet.  A capture of the first format has none. */
static gboolean
copy_records (TarnExam            *exam,
              TarnCaptureBuilder  *builder,
              GError             **error)
{
  for (guint i = 0; i < exam->records.records->len; i++)
    {
      const TarnRawRecord *record = &g_array_index (exam->records.records, TarnRawRecord, i);
      g_autofree guint8 *value = NULL;
      g_autofree char *key = NULL;

      if (record->kind != TARN_RAW_META && record->kind != TARN_RAW_JOURNAL
          && record->kind != TARN_RAW_OTHER)
        continue;

      key = tarn_raw_records_read_key (&exam->records, record);
      value = tarn_raw_records_read (&exam->records, record);
      if (!tarn_capture_builder_put_record (builder, tarn_span (key, record->key_len),
                                            tarn_span (value, record->data_len), error))
        return FALSE;
    }

  return tarn_raw_records_get (&exam->records, TARN_RAW_JOURNAL) != NULL
         || tarn_capture_builder_put_journal (builder, error);
}

static gboolean
examine (TarnExam  *exam,
         gpointer   data,
         GError   **error)
{
  TarnNewFile *file = data;
  TarnCaptureBuilder builder;
  gboolean ok;

  tarn_capture_builder_init (&builder, file->fd, file->path);
  ok = copy_tree (exam, &exam->tree, &builder.varbinds, error)
       && copy_tree (exam, &exam->notes_tree, &builder.notes, error)
       && copy_records (exam, &builder, error)
       && tarn_capture_builder_end (&builder, exam->serial + 1, error);
  tarn_capture_builder_clear (&builder);
  return ok;
}

/* What is damaged is left alone. */
static gboolean
check_old (TarnExam  *exam,
           GError   **error)
{
  g_autoptr(TarnCheckReport) report = tarn_check_capture (exam->path, NULL, NULL,
                                                          exam->cancellable, error);

  return report != NULL
         && (report->n_faults == 0
             || set_damaged_error (exam, report->faults->pdata[0], error));
}

/* Nothing gives up the old file before the new one is known to be sound. */
static gboolean
check_new (const TarnNewFile  *file,
           GCancellable       *cancellable,
           GError            **error)
{
  g_autofree char *name = g_filename_display_name (file->path);
  g_autoptr(TarnCheckReport) report = tarn_check_capture (file->name, NULL, NULL, cancellable,
                                                          error);

  if (report == NULL || report->n_faults == 0)
    return report != NULL;

  g_set_error (error, TARN_ERROR, TARN_ERROR_FAILED, "%s is not made: it would not be sound: %s",
               name, (const char *) report->faults->pdata[0]);
  return FALSE;
}

/* The new file gets what others see of the old one. */
static void
take_over_owner (int fd,
                 int old)
{
  struct stat info;

  if (fstat (old, &info) != 0)
    return;

  /* Only root can give a file away; the mode counts in any case. */
  if (fchown (fd, info.st_uid, info.st_gid) != 0)
    errno = 0;
  fchmod (fd, info.st_mode & 07777);
}

/* A descriptor that keeps all others away from the file; -1 with @error. */
static int
open_alone (TarnExam  *exam,
            GError   **error)
{
  int fd = open (exam->path, O_RDWR | O_CLOEXEC | O_NOCTTY);
  struct stat mine = { 0 }, named = { 0 };

  if (fd < 0)
    {
      tarn_capture_file_set_error (error, exam->path, "compacted", errno);
      return -1;
    }

  fstat (fd, &mine);
  if (mine.st_nlink > 1)
    g_set_error (error, TARN_ERROR, TARN_ERROR_FAILED,
                 "%s has other names (hard links), which would keep what it is now: write a "
                 "compact copy instead", exam->name);
  else if (!tarn_file_lock_be_alone (fd))
    g_set_error (error, TARN_ERROR, TARN_ERROR_STORE_BUSY,
                 "%s is open in another process, which would go on with what is no longer the "
                 "capture: close it there, or write a compact copy", exam->name);
  else if (stat (exam->path, &named) != 0 || named.st_ino != mine.st_ino
           || named.st_dev != mine.st_dev)
    g_set_error (error, TARN_ERROR, TARN_ERROR_STORE_BUSY,
                 "%s has just been replaced by another file: try again", exam->name);
  else
    return fd;

  close (fd);
  return -1;
}

static gboolean
compact (TarnExam     *exam,
         const char   *out,
         GError      **error)
{
  TarnNewFile file = { .fd = -1 };
  int alone = -1;
  gboolean ok;

  if (out == NULL && (alone = open_alone (exam, error)) < 0)
    return FALSE;

  ok = check_old (exam, error)
       && tarn_new_file_init (&file, out != NULL ? out : exam->path, error)
       && tarn_exam_run (exam, TRUE, examine, &file, error)
       && check_new (&file, exam->cancellable, error);
  if (ok && alone >= 0)
    take_over_owner (file.fd, alone);
  ok = ok && tarn_new_file_finish (&file, alone >= 0, error);

  tarn_new_file_clear (&file);
  if (alone >= 0)
    close (alone);
  return ok;
}

/**
 * tarn_compact_capture:
 * @path: (type filename): name of a capture file
 * @out: (type filename) (nullable): name of the file to write, which must not be there;
 *   %NULL to put it in the place of @path
 * @progress: (scope call) (nullable) (closure data): called now and then
 * @data: for @progress
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Writes a capture anew as small as it can be: full pages, in the order of their names, and
 * no free space.  Nothing of what it holds changes.  When this returns, the file is on the
 * disk.  If it takes the place of @path, that happens at once and at the very end, and only
 * if nobody else has the capture open.
 *
 * Returns: whether that was done; if not, with %TARN_ERROR_STORE_BUSY,
 *   %TARN_ERROR_STORE_DAMAGED, %TARN_ERROR_STORE_FULL, %TARN_ERROR_STORE_READ_ONLY,
 *   %TARN_ERROR_NOT_A_CAPTURE, %TARN_ERROR_STORE_VERSION, %G_IO_ERROR_CANCELLED, or
 *   %TARN_ERROR_FAILED, and nothing has changed
 */
gboolean
tarn_compact_capture (const char             *path,
                      const char             *out,
                      GFileProgressCallback   progress,
                      gpointer                data,
                      GCancellable           *cancellable,
                      GError                **error)
{
  g_autofree char *real = NULL;
  g_autofree char *absolute = NULL;
  TarnExam exam;
  gboolean ok;

  g_return_val_if_fail (path != NULL, FALSE);
  g_return_val_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable), FALSE);

  /* A symbolic link stays one. */
  real = realpath (path, NULL);
  absolute = out != NULL ? g_canonicalize_filename (out, NULL) : NULL;
  ok = tarn_exam_init (&exam, real != NULL ? real : path, progress, data, cancellable, error)
       && compact (&exam, absolute, error);
  tarn_exam_clear (&exam);
  return ok;
}
