/* tarn-twin-start.c
 *
 * How an agent is started, or found running.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-twin-private.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tarn-program.h"

/* Of a session of its own, so that what ends the browser does not end it. */
static void
child_setup_cb (gpointer data)
{
  setsid ();
}

static GSubprocess *
spawn (TarnTwin                *self,
       const TarnTwinSettings  *settings,
       GError                 **error)
{
  g_autoptr(GSubprocessLauncher) launcher =
    g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE);
  g_autoptr(GPtrArray) arguments = g_ptr_array_new ();
  g_autofree char *program = tarn_program_find (error);
  g_auto(GStrv) words = tarn_twin_settings_make_words (settings, self->status_path);

  if (program == NULL)
    return NULL;

  g_ptr_array_add (arguments, program);
  g_ptr_array_add (arguments, (gpointer) "serve");
  for (guint i = 0; words[i] != NULL; i++)
    g_ptr_array_add (arguments, words[i]);
  g_ptr_array_add (arguments, NULL);

  g_subprocess_launcher_set_stderr_file_path (launcher, self->log_path);
  g_subprocess_launcher_setenv (launcher, "LC_ALL", "C", TRUE);
  g_subprocess_launcher_set_child_setup (launcher, child_setup_cb, NULL, NULL);
  return g_subprocess_launcher_spawnv (launcher, (const char *const *) arguments->pdata, error);
}

TarnTwin *
tarn_twin_start (const TarnTwinSettings *settings)
{
  TarnTwin *self = g_object_new (TARN_TYPE_TWIN, NULL);
  g_autofree char *folder = tarn_twin_dup_folder ();
  g_autofree char *unique = g_uuid_string_random ();
  g_autofree char *rules = NULL;
  g_autoptr(GSubprocess) process = NULL;
  g_autoptr(GError) error = NULL;
  GOutputStream *input;

  self->status_path = g_strdup_printf ("%s/%s.status", folder, unique);
  self->log_path = g_strdup_printf ("%s/%s.log", folder, unique);
  self->path = g_strdup (settings->path);
  tarn_twin_settings_copy (&self->settings, settings);
  self->writable = settings->write_community[0] != '\0';
  tarn_twin_watch_status (self);
  process = spawn (self, settings, &error);
  if (process == NULL || !tarn_twin_watch_process (self, atoi (g_subprocess_get_identifier (process))))
    {
      tarn_twin_fail (self, error != NULL ? error->message : _("The agent could not be started"));
      return self;
    }

  /* Short lines, which a pipe takes at once. */
  rules = tarn_twin_settings_make_rules (settings);
  input = g_subprocess_get_stdin_pipe (process);
  g_output_stream_write_all (input, rules, strlen (rules), NULL, NULL, NULL);
  g_output_stream_close (input, NULL, NULL);
  return self;
}

TarnTwin *
tarn_twin_start_again (TarnTwin *self)
{
  TarnTwinSettings settings;
  const char *colon;

  g_return_val_if_fail (TARN_IS_TWIN (self), NULL);

  if (self->settings.path == NULL)
    return NULL;

  /* Who asked there asks there again, also if the port was any that was free. */
  settings = self->settings;
  colon = self->address != NULL ? strrchr (self->address, ':') : NULL;
  if (colon != NULL)
    settings.port = (guint16) g_ascii_strtoull (colon + 1, NULL, 10);
  return tarn_twin_start (&settings);
}

/* Whether the process is the one that writes the file: numbers of processes come again. */
static gboolean
is_writer (int         pid,
           const char *status)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/cmdline", pid);
  g_autofree char *text = NULL;
  gsize length, n = strlen (status) + 1;

  if (!g_file_get_contents (path, &text, &length, NULL))
    return FALSE;
  return memmem (text, length, status, n) != NULL;
}

TarnTwin *
tarn_twin_find (const char *status)
{
  g_autoptr(TarnTwin) self = NULL;

  g_return_val_if_fail (status != NULL, NULL);

  self = g_object_new (TARN_TYPE_TWIN, NULL);
  self->status_path = g_strdup (status);
  if (!tarn_twin_read_status (self) || !is_writer (self->pid, status) || !tarn_twin_watch_process (self, self->pid))
    {
      g_unlink (status);
      return NULL;
    }

  self->state = TARN_TWIN_RUNNING;
  tarn_twin_watch_status (self);
  return g_steal_pointer (&self);
}
