/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-program.h"

#include <glib/gi18n.h>
#include <tarn.h>

char *
tarn_program_find (GError **error)
{
  const char *given = g_getenv ("TARN_PROGRAM");
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  char *found;

  if (given != NULL && given[0] != '\0')
    return g_strdup (given);

  if (self != NULL)
    {
      g_autofree char *folder = g_path_get_dirname (self);
      g_autofree char *beside = g_build_filename (folder, "tarn", NULL);

      if (g_file_test (beside, G_FILE_TEST_IS_EXECUTABLE))
        return g_steal_pointer (&beside);
    }

  found = g_find_program_in_path ("tarn");
  if (found == NULL)
    g_set_error (error, TARN_ERROR, TARN_ERROR_FAILED,
                 _("The command “tarn” is not beside this program and not in PATH; "
                   "install it, or say where it is in TARN_PROGRAM"));
  return found;
}

static void
ended_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(GTask) task = data;
  GSubprocess *process = G_SUBPROCESS (source);
  g_autofree char *said = NULL;
  GError *error = NULL;

  if (!g_subprocess_communicate_utf8_finish (process, result, NULL, &said, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  g_strchomp (said);
  if (g_subprocess_get_if_exited (process) && g_subprocess_get_exit_status (process) < 2)
    g_task_return_pointer (task, g_steal_pointer (&said), g_free);
  else
    g_task_return_new_error (task, TARN_ERROR, TARN_ERROR_FAILED, "%s",
                             said[0] != '\0' ? said : _("The command “tarn” died"));
}

void
tarn_program_run_async (const char * const  *arguments,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr(GPtrArray) all = g_ptr_array_new ();
  g_autoptr(GSubprocess) process = NULL;
  g_autofree char *program = NULL;
  GError *error = NULL;

  g_task_set_source_tag (task, tarn_program_run_async);
  program = tarn_program_find (&error);
  if (program != NULL)
    {
      g_ptr_array_add (all, program);
      for (guint i = 0; arguments[i] != NULL; i++)
        g_ptr_array_add (all, (gpointer) arguments[i]);
      g_ptr_array_add (all, NULL);
      process = g_subprocess_newv ((const char *const *) all->pdata,
                                   G_SUBPROCESS_FLAGS_STDOUT_SILENCE
                                   | G_SUBPROCESS_FLAGS_STDERR_PIPE, &error);
    }
  if (process == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  g_subprocess_communicate_utf8_async (process, NULL, cancellable, ended_cb,
                                       g_steal_pointer (&task));
}

char *
tarn_program_run_finish (GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

char *
tarn_program_dup_data (const char *name)
{
  const char *given = g_getenv ("TARN_DATA_DIR");

  return g_build_filename (given != NULL && given[0] != '\0' ? given : TARN_DATA_FOLDER,
                           name, NULL);
}
