/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The file of --resume: what was asked, and which targets are done.  It is written every
 * few seconds, in a thread, since it comes after all that it speaks of: results first,
 * then the word that they are there.  Communities are not in it (F-88).
 */
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "tarn-cli-scan.h"

#define GROUP_SCAN "scan"
#define GROUP_DONE "done"

static const char *const forms[] = { "text", "csv", "json", "captures" };   /* CliScanForm */

/* What a scan must have in common with the one that it goes on with. */
static const struct
{
  const char *key;
  const char *means;
} identity[] = {
  { "asks",        "what it asks (--get, --table, --discover)" },
  { "credentials", "its number of communities and versions (-c, -v)" },
  { "results",     "where its results go (--format, --output)" },
};

static char *
dup_identity (const CliScan *self,
              guint          i)
{
  switch (i)
    {
    case 0:
      return g_strdup (self->asked);

    case 1:
      return g_strdup_printf ("%u", self->n_credentials);

    default:
      return g_strconcat (forms[self->form], self->folder != NULL ? " in " : NULL, self->folder,
                          NULL);
    }
}

static gboolean
check_identity (const CliScan *self,
                GKeyFile      *file)
{
  for (guint i = 0; i < G_N_ELEMENTS (identity); i++)
    {
      g_autofree char *mine = dup_identity (self, i);
      g_autofree char *its = g_key_file_get_string (file, GROUP_SCAN, identity[i].key, NULL);

      if (its == NULL)
        {
          cli_complain ("%s is not the state of a scan", self->state_path);
          return FALSE;
        }
      if (strcmp (mine, its) != 0)
        {
          cli_complain ("%s belongs to another scan, which differs in %s: “%s” there, “%s” here; "
                        "call it as it was, or give another file",
                        self->state_path, identity[i].means, its, mine);
          return FALSE;
        }
    }

  return TRUE;
}

static gboolean
load_counts (CliScan  *self,
             GKeyFile *file,
             guint64  *index_len)
{
  *index_len = g_key_file_get_uint64 (file, GROUP_DONE, "index", NULL);
  for (guint i = TARN_SCAN_ANSWERED; i < TARN_SCAN_STOPPED; i++)
    {
      g_autoptr(GError) error = NULL;

      self->n_outcomes[i] = g_key_file_get_uint64 (file, GROUP_DONE,
                                                   tarn_scan_outcome_to_string ((TarnScanOutcome) i),
                                                   &error);
      if (error != NULL)
        return FALSE;
    }

  return TRUE;
}

gboolean
cli_scan_state_load (CliScan  *self,
                     gboolean *goes_on,
                     guint64  *index_len)
{
  g_autoptr(GKeyFile) file = g_key_file_new ();
  g_autoptr(GError) error = NULL;
  g_autofree char *state = NULL;

  *goes_on = FALSE;
  if (self->state_path == NULL || g_access (self->state_path, F_OK) != 0)
    return TRUE;

  if (!g_key_file_load_from_file (file, self->state_path, G_KEY_FILE_NONE, &error))
    {
      if (error->domain == G_KEY_FILE_ERROR)
        cli_complain ("%s is not the state of a scan", self->state_path);
      else
        cli_complain ("cannot read %s: %s", self->state_path, error->message);
      return FALSE;
    }
  if (!check_identity (self, file))
    return FALSE;

  state = g_key_file_get_string (file, GROUP_DONE, "targets", NULL);
  if (state == NULL || !load_counts (self, file, index_len)
      || !tarn_scan_set_state (self->scan, state, &error))
    {
      cli_complain ("%s does not fit this scan: %s", self->state_path,
                    error != NULL ? error->message : "something is missing in it");
      return FALSE;
    }

  *goes_on = TRUE;
  return TRUE;
}

/* What the thread writes. */
typedef struct
{
  char *path;
  char *text;
  int   results_fd;   /* of standard output, or of the index */
  int   folder_fd;    /* -1: none                            */
} StateSave;

static void
state_save_free (gpointer data)
{
  StateSave *self = data;

  g_free (self->path);
  g_free (self->text);
  if (self->folder_fd >= 0)
    close (self->folder_fd);
  g_free (self);
}

static void
save_in_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  StateSave *self = data;
  GError *error = NULL;

  /* A pipe or a terminal cannot be waited for, which is no failure. */
  if (self->folder_fd >= 0)
    syncfs (self->folder_fd);
  else
    fsync (self->results_fd);

  if (g_file_set_contents_full (self->path, self->text, -1,
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                0666, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static char *
make_text (CliScan *self)
{
  g_autoptr(GKeyFile) file = g_key_file_new ();
  g_autofree char *state = tarn_scan_dup_state (self->scan);
  GStatBuf status;

  for (guint i = 0; i < G_N_ELEMENTS (identity); i++)
    {
      g_autofree char *mine = dup_identity (self, i);

      g_key_file_set_string (file, GROUP_SCAN, identity[i].key, mine);
    }

  if (self->index != NULL && g_stat (self->index, &status) == 0)
    g_key_file_set_uint64 (file, GROUP_DONE, "index",
                           (guint64) status.st_size - self->n_stopped_octets);
  for (guint i = TARN_SCAN_ANSWERED; i < TARN_SCAN_STOPPED; i++)
    g_key_file_set_uint64 (file, GROUP_DONE, tarn_scan_outcome_to_string ((TarnScanOutcome) i),
                           self->n_outcomes[i]);
  g_key_file_set_string (file, GROUP_DONE, "targets", state);

  return g_key_file_to_data (file, NULL, NULL);
}

static gboolean
end_saving (CliScan *self)
{
  g_autoptr(GTask) task = g_steal_pointer (&self->saving);
  g_autoptr(GError) error = NULL;

  if (task == NULL || g_task_propagate_boolean (task, &error))
    return TRUE;

  cli_complain ("cannot write %s: %s", self->state_path, error->message);
  self->failed = TRUE;
  g_cancellable_cancel (self->cancellable);
  return FALSE;
}

void
cli_scan_state_save (CliScan *self)
{
  StateSave *save;

  if (self->state_path == NULL || self->failed)
    return;
  if (self->saving != NULL && !g_task_get_completed (self->saving))
    return;
  if (!end_saving (self))
    return;

  /* What the state says to be done must have left this process. */
  if (!cli_output_flush (&self->output))
    {
      self->failed = TRUE;
      g_cancellable_cancel (self->cancellable);
      return;
    }

  save = g_new (StateSave, 1);
  *save = (StateSave) {
    .path = g_strdup (self->state_path),
    .text = make_text (self),
    .results_fd = self->output.fd,
    .folder_fd = self->folder != NULL ? g_open (self->folder, O_RDONLY | O_CLOEXEC, 0) : -1,
  };
  self->saving = g_task_new (NULL, NULL, NULL, NULL);
  g_task_set_task_data (self->saving, save, state_save_free);
  g_task_run_in_thread (self->saving, save_in_thread);
}

static gboolean
finish_saving (CliScan *self)
{
  while (self->saving != NULL && !g_task_get_completed (self->saving))
    g_main_context_iteration (NULL, TRUE);

  return end_saving (self);
}

gboolean
cli_scan_state_save_now (CliScan *self)
{
  if (self->state_path == NULL)
    return TRUE;
  if (!finish_saving (self))
    return FALSE;

  cli_scan_state_save (self);
  return finish_saving (self) && !self->failed;
}
