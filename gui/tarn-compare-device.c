/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-compare-device.h"

#include <glib/gstdio.h>

#define TELL_MS 100

typedef struct
{
  TarnCapture           *capture;
  TarnMirror            *mirror;
  TarnCompareDeviceFunc  progress;
  gpointer               progress_data;
  guint                  tell_id;
  gboolean               complete;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *self = data;

  g_clear_handle_id (&self->tell_id, g_source_remove);
  g_clear_object (&self->mirror);
  g_clear_object (&self->capture);
  g_free (self);
}

static gboolean
tell_cb (gpointer data)
{
  Reading *self = data;

  self->progress (tarn_walk_get_n_rows (tarn_mirror_get_walk (self->mirror)), self->progress_data);
  return G_SOURCE_CONTINUE;
}

static void
gone_cb (gpointer  path,
         GObject  *where_the_capture_was)
{
  g_autofree char *folder = g_path_get_dirname (path);

  g_unlink (path);
  g_rmdir (folder);
  g_free (path);
}

/* Whoever writes it opens it by its name, so it has one as long as it is there. */
static TarnCapture *
make_capture (GError **error)
{
  g_autofree char *folder = g_dir_make_tmp ("tarn-compare-XXXXXX", error);
  g_autofree char *path = NULL;
  TarnCapture *capture;

  if (folder == NULL)
    return NULL;

  path = g_build_filename (folder, "now.tarn", NULL);
  capture = tarn_capture_open (path, TARN_CAPTURE_CREATE, error);
  if (capture != NULL)
    g_object_weak_ref (G_OBJECT (capture), gone_cb, g_steal_pointer (&path));
  else
    g_rmdir (folder);
  return capture;
}

static void
ran_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Reading *self = g_task_get_task_data (task);
  GError *error = NULL;

  g_clear_handle_id (&self->tell_id, g_source_remove);
  self->complete = tarn_mirror_run_finish (TARN_MIRROR (source), result, &error);
  if (g_task_return_error_if_cancelled (task))
    g_clear_error (&error);
  else if (error != NULL && tarn_walk_get_n_rows (tarn_mirror_get_walk (self->mirror)) == 0)
    g_task_return_error (task, error);
  else
    {
      g_clear_error (&error);
      g_task_return_pointer (task, g_object_ref (self->capture), g_object_unref);
    }
}

void
tarn_compare_device_read_async (TarnSession           *session,
                                TarnDevice            *device,
                                TarnCompareDeviceFunc  progress,
                                gpointer               progress_data,
                                GCancellable          *cancellable,
                                GAsyncReadyCallback    callback,
                                gpointer               user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(TarnWalk) walk = NULL;
  Reading *self;
  GError *error = NULL;

  g_return_if_fail (TARN_IS_SESSION (session));
  g_return_if_fail (TARN_IS_DEVICE (device));

  task = g_task_new (session, cancellable, callback, user_data);
  g_task_set_source_tag (task, tarn_compare_device_read_async);
  self = g_new0 (Reading, 1);
  g_task_set_task_data (task, self, reading_free);

  self->capture = make_capture (&error);
  if (self->capture == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  walk = tarn_walk_new (session, device);
  self->mirror = tarn_mirror_new (walk, self->capture);
  self->progress = progress;
  self->progress_data = progress_data;
  if (progress != NULL)
    self->tell_id = g_timeout_add (TELL_MS, tell_cb, self);
  tarn_mirror_run_async (self->mirror, cancellable, ran_cb, g_steal_pointer (&task));
}

TarnCapture *
tarn_compare_device_read_finish (GAsyncResult  *result,
                                 gboolean      *complete,
                                 GError       **error)
{
  Reading *self = g_task_get_task_data (G_TASK (result));

  if (complete != NULL)
    *complete = self->complete;
  return g_task_propagate_pointer (G_TASK (result), error);
}
