/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-cli.h"

#include <errno.h>
#include <fcntl.h>
#include <glib-unix.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#define BUSY_MS 20000   /* a commit of another process takes milliseconds */

static const char *complained_of;   /* NULL: the command as such */

void
cli_complain_of (const char *where)
{
  complained_of = where;
}

void
cli_complain (const char *format,
              ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);

  fprintf (stderr, "%s: %s%s%s\n", g_get_prgname (), complained_of != NULL ? complained_of : "",
           complained_of != NULL ? ": " : "", message);
}

static const char *volatile doomed;

static void
remove_and_die (int number)
{
  if (doomed != NULL)
    unlink (doomed);
  signal (number, SIG_DFL);
  raise (number);
}

void
cli_remove_if_killed (const char *path)
{
  static const int signals[] = { SIGHUP, SIGINT, SIGTERM };

  doomed = path;
  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    signal (signals[i], path != NULL ? remove_and_die : SIG_DFL);
}

static gboolean
signal_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);
  return G_SOURCE_CONTINUE;
}

static void
remove_source (gpointer id)
{
  g_source_remove (GPOINTER_TO_UINT (id));
}

GCancellable *
cli_interruptible_new (void)
{
  static const int signals[] = { SIGINT, SIGTERM };
  GCancellable *cancellable = g_cancellable_new ();

  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    {
      g_autofree char *key = g_strdup_printf ("signal-%d", signals[i]);
      guint id = g_unix_signal_add (signals[i], signal_cb, cancellable);

      g_object_set_data_full (G_OBJECT (cancellable), key, GUINT_TO_POINTER (id), remove_source);
    }

  return cancellable;
}

void
cli_async_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  GAsyncResult **out = user_data;

  *out = g_object_ref (result);
}

void
cli_wait (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

gboolean
cli_sync_to_disk (TarnCapture  *capture,
                  GError      **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  tarn_capture_sync_async (capture, NULL, cli_async_cb, &result);
  cli_wait (&result);
  return tarn_capture_sync_finish (capture, result, error);
}

gboolean
cli_try_again (GError **failure,
               guint   *waited_ms,
               GError **error)
{
  if (!g_error_matches (*failure, TARN_ERROR, TARN_ERROR_STORE_BUSY) || *waited_ms == BUSY_MS)
    {
      g_propagate_error (error, g_steal_pointer (failure));
      return FALSE;
    }

  g_clear_error (failure);
  g_usleep (1000);
  (*waited_ms)++;
  return TRUE;
}

gboolean
cli_move_to (const char  *temporary,
             const char  *path,
             GError     **error)
{
  int result = renameat2 (AT_FDCWD, temporary, AT_FDCWD, path, RENAME_NOREPLACE);

  if (result != 0 && (errno == EINVAL || errno == ENOSYS))
    result = g_rename (temporary, path);
  if (result == 0)
    return TRUE;

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "cannot make %s: %s",
               path, g_strerror (errno));
  return FALSE;
}
