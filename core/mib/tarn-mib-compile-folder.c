/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "mib/tarn-mib-compile-private.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define PREFIX     "tarn-mib-"
#define MIN_AGE_S  60   /* one that is younger may not be locked yet */

static void
remove_folder (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

/* The lock goes with the process that holds it, however that ends. */
static int
lock_folder (const char *folder)
{
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);

  if (fd >= 0 && flock (fd, LOCK_EX | LOCK_NB) != 0)
    {
      close (fd);
      return -1;
    }
  return fd;
}

/* What compilers that were killed have left behind. */
static void
remove_left (void)
{
  g_autoptr(GDir) dir = g_dir_open (g_get_tmp_dir (), 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = NULL;
      struct stat info;
      int fd;

      if (!g_str_has_prefix (name, PREFIX))
        continue;
      path = g_build_filename (g_get_tmp_dir (), name, NULL);
      if (lstat (path, &info) != 0 || !S_ISDIR (info.st_mode) || info.st_uid != geteuid ()
          || info.st_mtime > g_get_real_time () / G_USEC_PER_SEC - MIN_AGE_S)
        continue;
      fd = lock_folder (path);
      if (fd < 0)
        continue;
      remove_folder (path);
      close (fd);
    }
}

gboolean
tarn_mib_compiler_make_folder (TarnMibCompiler *self)
{
  if (self->folder != NULL)
    return TRUE;

  remove_left ();
  self->folder = g_dir_make_tmp (PREFIX "XXXXXX", NULL);
  if (self->folder != NULL)
    self->folder_lock = lock_folder (self->folder);
  return self->folder != NULL;
}

void
tarn_mib_compiler_remove_folder (TarnMibCompiler *self)
{
  if (self->folder == NULL)
    return;

  remove_folder (self->folder);
  if (self->folder_lock >= 0)
    close (self->folder_lock);
  g_clear_pointer (&self->folder, g_free);
}
