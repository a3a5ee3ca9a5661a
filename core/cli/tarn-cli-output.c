/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-cli-names.h"
#include "tarn-cli-output.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define PIECE (64 * 1024)

static void
complain_errno (CliOutput  *self,
                const char *what,
                int         error)
{
  self->failed = TRUE;
  if (error != EPIPE)
    cli_complain ("cannot %s %s: %s", what,
                  self->path != NULL ? self->path : "to standard output", g_strerror (error));
}

gboolean
cli_output_init (CliOutput  *self,
                 const char *path)
{
  struct stat status;

  *self = (CliOutput) { .buffer = g_string_sized_new (2 * PIECE), .fd = STDOUT_FILENO };
  if (path != NULL && strcmp (path, "-") != 0)
    self->path = path;

  if (self->path == NULL)
    {
      self->is_terminal = isatty (self->fd);
    }
  else if (stat (path, &status) == 0 && !S_ISREG (status.st_mode))
    {
      self->fd = g_open (path, O_WRONLY | O_CLOEXEC, 0);
    }
  else
    {
      /* Under another name first: the old file stays until the new one is whole. */
      self->temporary = g_strdup_printf ("%s.XXXXXX", path);
      self->fd = g_mkstemp_full (self->temporary, O_WRONLY | O_CLOEXEC, 0666);
      cli_remove_if_killed (self->temporary);
    }

  if (self->fd >= 0)
    return TRUE;

  complain_errno (self, "write", errno);
  cli_output_drop (self);
  return FALSE;
}

void
cli_output_init_fd (CliOutput  *self,
                    const char *path,
                    int         fd)
{
  *self = (CliOutput) { .buffer = g_string_sized_new (2 * PIECE), .path = path, .fd = fd };
}

static void
write_all (CliOutput *self)
{
  const char *text = self->buffer->str;
  gsize left = self->buffer->len;

  while (left > 0 && !self->failed)
    {
      gssize n = write (self->fd, text, left);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          complain_errno (self, "write", errno);
          break;
        }
      text += n;
      left -= (gsize) n;
    }

  g_string_truncate (self->buffer, 0);
}

void
cli_output_varbinds (CliOutput *self,
                     GPtrArray *varbinds)
{
  for (guint i = 0; i < varbinds->len; i++)
    {
      TarnRow row = tarn_row_from_varbind (varbinds->pdata[i]);

      cli_append_row (TARN_FORMAT_TEXT, &row, self->buffer);
    }
}

gboolean
cli_output_push (CliOutput *self)
{
  if (self->is_terminal || self->buffer->len >= PIECE)
    write_all (self);

  return !self->failed;
}

gboolean
cli_output_flush (CliOutput *self)
{
  write_all (self);
  return !self->failed;
}

gboolean
cli_output_close (CliOutput *self)
{
  gboolean done;

  write_all (self);

  if (self->path != NULL)
    {
      /* This tells what a network file system could not write. */
      if (close (self->fd) != 0 && !self->failed)
        complain_errno (self, "write", errno);
      self->fd = -1;
    }

  if (self->temporary != NULL && !self->failed && g_rename (self->temporary, self->path) != 0)
    complain_errno (self, "make", errno);
  if (self->temporary != NULL && !self->failed)
    {
      cli_remove_if_killed (NULL);
      g_clear_pointer (&self->temporary, g_free);
    }

  done = !self->failed;
  cli_output_drop (self);
  return done;
}

void
cli_output_drop (CliOutput *self)
{
  if (self->path != NULL && self->fd >= 0)
    close (self->fd);
  self->fd = -1;

  if (self->temporary != NULL)
    {
      g_unlink (self->temporary);
      cli_remove_if_killed (NULL);
      g_clear_pointer (&self->temporary, g_free);
    }

  if (self->buffer != NULL)
    g_string_free (g_steal_pointer (&self->buffer), TRUE);
}
