/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-mib-report-import.h"

#include <glib/gi18n.h>
#include <tarn.h>

/* Refused files that are named. */
#define MAX_REFUSED 5

typedef struct
{
  char **sources;
  char **copied;
  char **refused;
} Import;

static void
import_free (Import *import)
{
  g_strfreev (import->sources);
  g_strfreev (import->copied);
  g_strfreev (import->refused);
  g_free (import);
}

static void
import_in_thread (GTask        *task,
                  gpointer      source,
                  gpointer      data,
                  GCancellable *cancellable)
{
  Import *import = data;
  GError *error = NULL;

  import->copied = tarn_mib_import ((const char * const *) import->sources, NULL,
                                    &import->refused, cancellable, &error);
  if (import->copied != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static char *
make_report (Import *import)
{
  GString *text = g_string_new (NULL);
  guint n_copied = g_strv_length (import->copied);
  guint n_refused = import->refused != NULL ? g_strv_length (import->refused) : 0;

  g_string_append_printf (text, ngettext ("%u file imported", "%u files imported", n_copied),
                          n_copied);
  for (guint i = 0; i < MIN (n_refused, MAX_REFUSED); i++)
    g_string_append_printf (text, "\n%s", import->refused[i]);
  if (n_refused > MAX_REFUSED)
    {
      g_string_append_c (text, '\n');
      g_string_append_printf (text, ngettext ("and %u more refused", "and %u more refused",
                                              n_refused - MAX_REFUSED), n_refused - MAX_REFUSED);
    }
  return g_string_free (text, FALSE);
}

void
tarn_mib_report_import_async (GListModel          *files,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr(GStrvBuilder) paths = g_strv_builder_new ();
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Import *import = g_new0 (Import, 1);

  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr(GFile) file = g_list_model_get_item (files, i);
      g_autofree char *path = g_file_get_path (file);

      if (path != NULL)
        g_strv_builder_add (paths, path);
    }

  import->sources = g_strv_builder_end (paths);
  g_task_set_source_tag (task, tarn_mib_report_import_async);
  g_task_set_task_data (task, import, (GDestroyNotify) import_free);
  if (import->sources[0] == NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "%s",
                             _("Only files of this computer can be imported"));
  else
    g_task_run_in_thread (task, import_in_thread);
}

char *
tarn_mib_report_import_finish (GAsyncResult  *result,
                               guint         *n_copied,
                               guint         *n_refused,
                               GError       **error)
{
  Import *import;

  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;

  import = g_task_get_task_data (G_TASK (result));
  *n_copied = g_strv_length (import->copied);
  *n_refused = import->refused != NULL ? g_strv_length (import->refused) : 0;
  return make_report (import);
}
