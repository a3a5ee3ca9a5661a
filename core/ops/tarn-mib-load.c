/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-mib-load.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "base/tarn-error.h"
#include "mib/tarn-mib-image.h"
#include "ops/tarn-mib-path.h"
#include "ops/tarn-mib-told.h"

/* The program that compiles: of the same version as this library, so it is this process's
 * own where that is one. */
static char *
find_program (void)
{
  const char *given = g_getenv ("TARN_PROGRAM");
  g_autofree char *self = NULL;
  g_autofree char *name = NULL;

  if (given != NULL && given[0] != '\0')
    return g_strdup (given);

  self = g_file_read_link ("/proc/self/exe", NULL);
  name = self != NULL ? g_path_get_basename (self) : NULL;
  if (g_strcmp0 (name, "tarn") == 0)
    return g_steal_pointer (&self);
  if (g_file_test (TARN_PROGRAM_FILE, G_FILE_TEST_IS_EXECUTABLE))
    return g_strdup (TARN_PROGRAM_FILE);
  return g_find_program_in_path ("tarn");
}

/* It ends by itself, cleans up behind it, and is not waited for. */
static void
cancelled_cb (GCancellable *cancellable,
              gpointer      data)
{
  g_subprocess_send_signal (data, SIGTERM);
}

static gboolean
run_helper (const char * const  *folders,
            const char * const  *modules,
            const char          *output,
            GCancellable        *cancellable,
            GError             **error)
{
  g_autofree char *program = find_program ();
  g_autoptr(GPtrArray) arguments = g_ptr_array_new ();
  g_autoptr(GSubprocess) process = NULL;
  g_autofree char *complaint = NULL;
  gboolean ok;
  gulong id;

  if (program == NULL)
    {
      g_set_error (error, TARN_ERROR, TARN_ERROR_FAILED,
                   "MIB modules cannot be compiled: the program tarn is not found");
      return FALSE;
    }

  g_ptr_array_add (arguments, program);
  g_ptr_array_add (arguments, (gpointer) "mib");
  g_ptr_array_add (arguments, (gpointer) "compile");
  g_ptr_array_add (arguments, (gpointer) "--if-stale");
  g_ptr_array_add (arguments, (gpointer) "--quiet");
  g_ptr_array_add (arguments, (gpointer) "-o");
  g_ptr_array_add (arguments, (gpointer) output);
  for (guint i = 0; modules != NULL && modules[i] != NULL; i++)
    {
      g_ptr_array_add (arguments, (gpointer) "-m");
      g_ptr_array_add (arguments, (gpointer) modules[i]);
    }
  g_ptr_array_add (arguments, (gpointer) "--");
  for (guint i = 0; folders[i] != NULL; i++)
    g_ptr_array_add (arguments, (gpointer) folders[i]);
  g_ptr_array_add (arguments, NULL);

  process = g_subprocess_newv ((const char *const *) arguments->pdata,
                               G_SUBPROCESS_FLAGS_STDOUT_SILENCE
                               | G_SUBPROCESS_FLAGS_STDERR_PIPE, error);
  if (process == NULL)
    return FALSE;

  id = cancellable != NULL ? g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb),
                                                    g_object_ref (process), g_object_unref) : 0;
  ok = g_subprocess_communicate_utf8 (process, NULL, cancellable, NULL, &complaint, error);
  g_cancellable_disconnect (cancellable, id);
  if (!ok)
    return FALSE;
  if (g_subprocess_get_successful (process))
    return TRUE;

  g_set_error (error, TARN_ERROR, TARN_ERROR_FAILED, "MIB modules cannot be compiled: %s",
               complaint != NULL && complaint[0] != '\0' ? g_strchomp (complaint)
                                                         : "the helper failed");
  return FALSE;
}

/* NULL: there is none, or it is of other files. */
static TarnMib *
open_fresh (const char *path,
            const char *stamp)
{
  g_autoptr(TarnMibImage) image = tarn_mib_image_open (path, NULL);

  if (image == NULL || strcmp (tarn_mib_image_get_stamp (image), stamp) != 0)
    return NULL;
  return tarn_mib_new_file (path, NULL);
}

/* A tree that nobody else will see: it lives as long as it is open. */
static TarnMib *
load_once (const char * const  *folders,
           const char * const  *modules,
           GCancellable        *cancellable,
           GError             **error)
{
  g_autofree char *path = NULL;
  g_autofree char *told = NULL;
  g_autofree char *lock = NULL;
  TarnMib *mib = NULL;
  int fd = g_file_open_tmp ("tarn-XXXXXX.tmib", &path, error);

  if (fd < 0)
    return NULL;
  close (fd);
  if (run_helper (folders, modules, path, cancellable, error))
    mib = tarn_mib_new_file (path, error);

  told = tarn_mib_told_get_path (path);
  lock = g_strconcat (path, ".lock", NULL);
  g_unlink (path);
  g_unlink (told);
  g_unlink (lock);
  g_free (g_steal_pointer (&path));
  return mib;
}

static TarnMib *
load (const char * const  *folders,
      const char * const  *modules,
      GCancellable        *cancellable,
      GError             **error)
{
  g_autoptr(GPtrArray) files = tarn_mib_path_find_files (folders);
  g_autofree char *stamp = tarn_mib_path_make_stamp (files);
  g_autofree char *path = tarn_mib_path_get_cache (folders, modules);
  g_autofree char *folder = g_path_get_dirname (path);
  TarnMib *mib = open_fresh (path, stamp);

  if (mib != NULL)
    return mib;
  if (g_mkdir_with_parents (folder, 0700) != 0 || g_access (folder, W_OK) != 0)
    return load_once (folders, modules, cancellable, error);
  if (!run_helper (folders, modules, path, cancellable, error))
    return NULL;
  return tarn_mib_new_file (path, error);
}

/**
 * tarn_mib_load_modules:
 * @folders: (nullable) (array zero-terminated=1): as of tarn_mib_load()
 * @modules: (array zero-terminated=1): names of modules
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * tarn_mib_load() of a tree that has @modules, what they import, and nothing else.  A module
 * that is not there is left out.
 *
 * Returns: (transfer full) (nullable): the tree; %NULL with %TARN_ERROR_FAILED or an error of
 *   GIO
 */
TarnMib *
tarn_mib_load_modules (const char * const  *folders,
                       const char * const  *modules,
                       GCancellable        *cancellable,
                       GError             **error)
{
  g_auto(GStrv) all = folders == NULL ? tarn_mib_get_folders () : NULL;

  g_return_val_if_fail (modules != NULL, NULL);
  g_return_val_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable), NULL);

  return load (folders != NULL ? folders : (const char *const *) all, modules, cancellable, error);
}

/**
 * tarn_mib_load:
 * @folders: (nullable) (array zero-terminated=1): where MIB modules lie, the first place
 *   first; %NULL for tarn_mib_get_folders()
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Opens the compiled tree of all MIB modules in @folders, and makes it first if it is not
 * there or if a file has changed.  Making it takes less than a second for what comes with
 * Tarn, several seconds for thousands of modules.  No module makes this fail; `tarn mib
 * list` tells how they fared.
 *
 * With `TARN_MIBS=none` in the environment and no @folders there are no MIBs.
 *
 * Returns: (transfer full) (nullable): the tree; %NULL without an error if there are to be
 *   no MIBs, else with %TARN_ERROR_FAILED or an error of GIO
 */
TarnMib *
tarn_mib_load (const char * const  *folders,
               GCancellable        *cancellable,
               GError             **error)
{
  g_auto(GStrv) all = NULL;

  g_return_val_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable), NULL);

  if (folders == NULL && g_strcmp0 (g_getenv ("TARN_MIBS"), "none") == 0)
    return NULL;
  if (folders == NULL)
    folders = (const char *const *) (all = tarn_mib_get_folders ());
  return load (folders, NULL, cancellable, error);
}

static void
load_in_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  GError *error = NULL;
  TarnMib *mib = tarn_mib_load (data, cancellable, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, mib, g_object_unref);
}

/**
 * tarn_mib_load_async:
 * @folders: (nullable) (array zero-terminated=1): as of tarn_mib_load()
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called in the thread-default main context of the caller
 * @user_data: for @callback
 *
 * tarn_mib_load() without waiting for it.
 */
void
tarn_mib_load_async (const char * const  *folders,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, tarn_mib_load_async);
  g_task_set_task_data (task, g_strdupv ((char **) folders), (GDestroyNotify) g_strfreev);
  g_task_run_in_thread (task, load_in_thread);
}

/**
 * tarn_mib_load_finish:
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Ends tarn_mib_load_async().
 *
 * Returns: (transfer full) (nullable): as tarn_mib_load()
 */
TarnMib *
tarn_mib_load_finish (GAsyncResult  *result,
                      GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
