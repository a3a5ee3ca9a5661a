/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "store/tarn-capture-private.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/tarn-error.h"
#include "store/tarn-capture-file.h"
#include "store/tarn-file-lock.h"
#include "store/tarn-new-file.h"

/* Memory for pages that are kept: of one that lies in the map of the file, an eighth of
 * its octets, so this is enough for all of a capture of three million varbinds, and for
 * the inner pages of the largest. */
#define CACHE_LIMIT (8 * 1024 * 1024)

/* Who mirrors into the capture, for the error that another one gets. */
#define CLAIM_KEY "claim"

/**
 * TarnCapture:
 *
 * A capture file: a store that several processes share live.
 *
 * It belongs to the thread that opened it.  After fork() the child must not use it;
 * it may open the file anew after exec().
 */

G_DEFINE_FINAL_TYPE_WITH_CODE (TarnCapture, tarn_capture, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (TARN_TYPE_STORE, tarn_capture_store_init))

static void
tarn_capture_finalize (GObject *object)
{
  TarnCapture *self = TARN_CAPTURE (object);

  tarn_capture_unregister (self);
  tarn_tree_clear (&self->tree);
  tarn_tree_clear (&self->notes);
  tarn_journal_clear (&self->journal);
  g_clear_pointer (&self->path, g_free);

  G_OBJECT_CLASS (tarn_capture_parent_class)->finalize (object);
}

static void
tarn_capture_class_init (TarnCaptureClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tarn_capture_finalize;
}

static void
tarn_capture_init (TarnCapture *self)
{
  tarn_tree_init (&self->tree, &tarn_capture_pager, &self->tdb, NULL, CACHE_LIMIT);
  tarn_tree_init (&self->notes, &tarn_capture_notes_pager, &self->tdb, NULL, CACHE_LIMIT / 8);
  self->notes.optional = TRUE;
  tarn_journal_init (&self->journal, 0);
}

/**
 * tarn_capture_get_path:
 * @self: a capture
 *
 * Returns: (type filename): the absolute name of its file
 */
const char *
tarn_capture_get_path (TarnCapture *self)
{
  g_return_val_if_fail (TARN_IS_CAPTURE (self), NULL);

  return self->path;
}

/**
 * tarn_capture_is_writable:
 * @self: a capture
 *
 * Returns: whether it was opened for writing
 */
gboolean
tarn_capture_is_writable (TarnCapture *self)
{
  g_return_val_if_fail (TARN_IS_CAPTURE (self), FALSE);

  return self->tdb != NULL && tarn_tdb_is_writable (self->tdb);
}

static void
set_claimed_error (TarnCapture  *self,
                   GError      **error)
{
  g_autoptr(GVariant) pid = tarn_store_dup_meta (TARN_STORE (self), CLAIM_KEY);

  if (pid != NULL && g_variant_is_of_type (pid, G_VARIANT_TYPE_INT64))
    g_set_error (error, TARN_ERROR, TARN_ERROR_STORE_BUSY,
                 "%s: process %" G_GINT64_FORMAT " is mirroring into this capture",
                 self->tree.name, g_variant_get_int64 (pid));
  else
    g_set_error (error, TARN_ERROR, TARN_ERROR_STORE_BUSY,
                 "%s: another process is mirroring into this capture", self->tree.name);
}

/**
 * tarn_capture_claim:
 * @self: a capture that is open for writing
 * @error: return location for an error
 *
 * Makes this process the one that mirrors into the capture, until it releases it,
 * closes it, or dies.  Others may still write to it.
 *
 * Returns: whether it is; if not, with %TARN_ERROR_STORE_BUSY that names the process
 *   that has it, %TARN_ERROR_STORE_READ_ONLY, or what tarn_store_apply() says
 */
gboolean
tarn_capture_claim (TarnCapture  *self,
                    GError      **error)
{
  g_autoptr(TarnBatch) batch = NULL;

  g_return_val_if_fail (TARN_IS_CAPTURE (self), FALSE);

  if (!tarn_capture_is_open (self, error))
    return FALSE;

  if (!tarn_tdb_is_writable (self->tdb))
    {
      g_set_error (error, TARN_ERROR, TARN_ERROR_STORE_READ_ONLY,
                   "%s is open for reading only", self->tree.name);
      return FALSE;
    }
  if (self->claimed || !tarn_file_lock_claim (tarn_tdb_get_fd (self->tdb), TRUE))
    {
      set_claimed_error (self, error);
      return FALSE;
    }

  batch = tarn_batch_new ();
  tarn_batch_set_meta (batch, CLAIM_KEY, g_variant_new_int64 (getpid ()));
  self->claimed = tarn_store_apply (TARN_STORE (self), batch, error);
  if (!self->claimed)
    tarn_file_lock_claim (tarn_tdb_get_fd (self->tdb), FALSE);

  return self->claimed;
}

/**
 * tarn_capture_release:
 * @self: a capture
 *
 * Gives back what tarn_capture_claim() got; else does nothing.
 */
void
tarn_capture_release (TarnCapture *self)
{
  g_return_if_fail (TARN_IS_CAPTURE (self));

  if (self->claimed)
    tarn_file_lock_claim (tarn_tdb_get_fd (self->tdb), FALSE);
  self->claimed = FALSE;
}

/**
 * tarn_capture_is_claimed:
 * @self: a capture
 *
 * Returns: whether some process, maybe this one, is mirroring into it at this moment
 */
gboolean
tarn_capture_is_claimed (TarnCapture *self)
{
  g_return_val_if_fail (TARN_IS_CAPTURE (self), FALSE);

  return self->claimed || (self->tdb != NULL && tarn_file_lock_is_claimed (tarn_tdb_get_fd (self->tdb)));
}

/* What the worker needs.  It has no reference to the capture, so that it never drops
 * the last one: a capture is closed by the thread that opened it. */
typedef struct
{
  int      fd;      /* borrowed: a writable capture never changes its descriptor */
  char    *path;
  gboolean made;    /* so its folder is to be synchronised, too                  */
} SyncJob;

static void
sync_job_free (SyncJob *self)
{
  g_free (self->path);
  g_free (self);
}

static void
sync_in_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  const SyncJob *job = data;
  GError *error = NULL;

  if (fdatasync (job->fd) == 0 && (!job->made || tarn_new_file_sync_directory (job->path)))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  tarn_capture_file_set_error (&error, job->path, "written to the disk", errno);
  g_task_return_error (task, error);
}

static void
sync_done_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * tarn_capture_sync_async:
 * @self: a capture
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called when all that was applied before is on the disk
 * @user_data: for @callback
 *
 * The wait for the disk is that of a worker thread.
 */
void
tarn_capture_sync_async (TarnCapture         *self,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(GTask) job_task = NULL;
  SyncJob *job;

  g_return_if_fail (TARN_IS_CAPTURE (self));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tarn_capture_sync_async);

  if (!tarn_capture_is_writable (self))   /* so this process has applied nothing */
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  job = g_new (SyncJob, 1);
  *job = (SyncJob) { tarn_tdb_get_fd (self->tdb), g_strdup (self->path), self->made };
  job_task = g_task_new (NULL, NULL, sync_done_cb, g_steal_pointer (&task));
  g_task_set_source_tag (job_task, tarn_capture_sync_async);
  g_task_set_task_data (job_task, job, (GDestroyNotify) sync_job_free);
  g_task_run_in_thread (job_task, sync_in_thread);
}

/**
 * tarn_capture_sync_finish:
 * @self: a capture
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: whether all that was applied before is on the disk
 */
gboolean
tarn_capture_sync_finish (TarnCapture   *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
