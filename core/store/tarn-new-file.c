/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "store/tarn-new-file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "store/tarn-capture-file.h"

/* A file without a name, reached through its descriptor; FALSE where that is not to be
 * had. */
static gboolean
open_nameless (TarnNewFile *self)
{
  g_autofree char *directory = g_path_get_dirname (self->path);

  self->fd = open (directory, O_TMPFILE | O_RDWR | O_CLOEXEC, 0666);
  if (self->fd < 0)
    return FALSE;

  self->name = g_strdup_printf ("/proc/self/fd/%d", self->fd);
  if (access (self->name, R_OK | W_OK) == 0)
    return TRUE;

  close (self->fd);
  self->fd = -1;
  g_clear_pointer (&self->name, g_free);
  return FALSE;
}

gboolean
tarn_new_file_init (TarnNewFile  *self,
                    const char   *path,
                    GError      **error)
{
  *self = (TarnNewFile) { .fd = -1, .path = g_strdup (path) };
  if (open_nameless (self))
    return TRUE;

  self->name = g_strconcat (path, ".XXXXXX", NULL);
  self->fd = g_mkstemp_full (self->name, O_RDWR | O_CLOEXEC, 0666);
  self->has_name = self->fd >= 0;
  if (!self->has_name)
    tarn_capture_file_set_error (error, path, "made", errno);

  return self->has_name;
}

/* Gives it the name @to if that is free. */
static gboolean
give_name (TarnNewFile *self,
           const char  *to)
{
  if (!self->has_name)
    return linkat (AT_FDCWD, self->name, AT_FDCWD, to, AT_SYMLINK_FOLLOW) == 0;

  if (renameat2 (AT_FDCWD, self->name, AT_FDCWD, to, RENAME_NOREPLACE) == 0)
    {
      self->has_name = FALSE;
      return TRUE;
    }
  if (errno != EINVAL)   /* a file system that cannot */
    return FALSE;

  return link (self->name, to) == 0;
}

/* A link replaces nothing, but a name can. */
static gboolean
replace (TarnNewFile *self)
{
  if (!self->has_name)
    {
      g_autofree char *temporary = g_strdup_printf ("%s.new-%d", self->path, (int) getpid ());

      unlink (temporary);
      if (!give_name (self, temporary))
        return FALSE;
      g_free (self->name);
      self->name = g_steal_pointer (&temporary);
      self->has_name = TRUE;
    }

  if (rename (self->name, self->path) != 0)
    return FALSE;

  self->has_name = FALSE;
  return TRUE;
}

gboolean
tarn_new_file_publish (TarnNewFile *self,
                       gboolean     replaces,
                       int         *errnum)
{
  gboolean ok = replaces ? replace (self) : give_name (self, self->path);

  *errnum = ok ? 0 : errno;
  return ok;
}

gboolean
tarn_new_file_sync_directory (const char *path)
{
  g_autofree char *directory = g_path_get_dirname (path);
  int fd = open (directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  gboolean ok = fd >= 0 && fsync (fd) == 0;

  if (fd >= 0)
    close (fd);
  return ok;
}

gboolean
tarn_new_file_finish (TarnNewFile  *self,
                      gboolean      replaces,
                      GError      **error)
{
  int errnum = 0;

  if (fdatasync (self->fd) != 0)
    errnum = errno;
  else if (tarn_new_file_publish (self, replaces, &errnum)
           && !tarn_new_file_sync_directory (self->path))
    errnum = errno;

  if (errnum != 0)
    tarn_capture_file_set_error (error, self->path, "made", errnum);
  return errnum == 0;
}

void
tarn_new_file_clear (TarnNewFile *self)
{
  if (self->has_name)
    unlink (self->name);
  if (self->fd >= 0)
    close (self->fd);
  self->fd = -1;
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->path, g_free);
}
