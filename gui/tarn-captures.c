/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-captures.h"

#include <errno.h>
#include <glib/gstdio.h>

#include "tarn-document.h"

#define DAY_S (24 * 60 * 60)

/* Beside the captures: there they are moved as a whole, or not at all. */
static char *
dup_discarded_folder (void)
{
  g_autofree char *folder = tarn_document_dup_folder ();

  return g_build_filename (folder, ".discarded", NULL);
}

static gboolean
move (const char  *from,
      const char  *to,
      GError     **error)
{
  int code;

  if (g_rename (from, to) == 0)
    return TRUE;

  code = errno;
  g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (code), "%s: %s", from,
               g_strerror (code));
  return FALSE;
}

char *
tarn_captures_discard (const char  *path,
                       GError     **error)
{
  g_autofree char *folder = dup_discarded_folder ();
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *own = NULL;
  g_autofree char *discarded = NULL;

  /* A folder for each: two may have had one name. */
  g_mkdir_with_parents (folder, 0700);
  own = g_build_filename (folder, "XXXXXX", NULL);
  if (g_mkdtemp (own) == NULL)
    {
      int code = errno;

      g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (code), "%s: %s", folder,
                   g_strerror (code));
      return NULL;
    }

  discarded = g_build_filename (own, name, NULL);
  if (!move (path, discarded, error))
    {
      g_rmdir (own);
      return NULL;
    }
  return g_steal_pointer (&discarded);
}

char *
tarn_captures_recall (const char  *discarded,
                      GError     **error)
{
  g_autofree char *folder = tarn_document_dup_folder ();
  g_autofree char *own = g_path_get_dirname (discarded);
  g_autofree char *name = g_path_get_basename (discarded);
  g_autofree char *path = g_build_filename (folder, name, NULL);

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      if (g_str_has_suffix (name, ".tarn"))
        name[strlen (name) - strlen (".tarn")] = '\0';
      g_free (path);
      path = tarn_document_dup_new_path (name);
    }
  if (!move (discarded, path, error))
    return NULL;

  g_rmdir (own);
  return g_steal_pointer (&path);
}

static void
remove_all (const char *folder)
{
  g_autoptr(GDir) files = g_dir_open (folder, 0, NULL);
  const char *name;

  while (files != NULL && (name = g_dir_read_name (files)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
        remove_all (path);
      else
        g_unlink (path);
    }
  g_rmdir (folder);
}

void
tarn_captures_purge (void)
{
  g_autofree char *folder = dup_discarded_folder ();

  remove_all (folder);
}

gboolean
tarn_captures_trash_old (guint                days,
                         gint64               now_s,
                         const char * const  *spared,
                         guint               *n_trashed,
                         GError             **error)
{
  g_autofree char *folder = tarn_document_dup_folder ();
  g_autoptr(GDir) files = g_dir_open (folder, 0, error);
  gboolean all = files != NULL;
  const char *name;

  *n_trashed = 0;
  while (files != NULL && (name = g_dir_read_name (files)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autoptr(GFile) file = g_file_new_for_path (path);
      GStatBuf status;

      if (!g_str_has_suffix (name, ".tarn") || g_strv_contains (spared, path)
          || g_stat (path, &status) != 0
          || (gint64) status.st_mtime > now_s - (gint64) days * DAY_S)
        continue;
      if (g_file_trash (file, NULL, all ? error : NULL))
        ++*n_trashed;
      else
        all = FALSE;
    }
  return all;
}
