/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-mib-path.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/tarn-error.h"
#include "ops/tarn-mib-load.h"

#define MAX_DEPTH  8
#define MAX_FILES  200000

/* Another form of compiled trees, or another way to make them, is another stamp. */
#define FORM "tarn-mib 3\n"

char *
tarn_mib_path_get_own (void)
{
  return g_build_filename (g_get_user_data_dir (), "tarn", "mibs", NULL);
}

static char *
get_ours (void)
{
  const char *data = g_getenv ("TARN_DATA_DIR");

  return g_build_filename (data != NULL && data[0] != '\0' ? data : TARN_DATA_FOLDER, "mibs", NULL);
}

static void
add_listed (GPtrArray  *folders,
            const char *list)
{
  g_auto(GStrv) parts = g_strsplit (list, ":", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    if (parts[i][0] != '\0')
      g_ptr_array_add (folders, g_strdup (parts[i]));
}

static void
add_default (GPtrArray *folders)
{
  g_ptr_array_add (folders, tarn_mib_path_get_own ());
  g_ptr_array_add (folders, g_build_filename (g_get_home_dir (), ".snmp", "mibs", NULL));
  g_ptr_array_add (folders, g_strdup ("/usr/share/snmp/mibs"));
  g_ptr_array_add (folders, g_strdup ("/var/lib/mibs"));
}

/**
 * tarn_mib_dup_folders_path:
 *
 * Returns: (transfer full) (type filename): the file of the user that tells where MIB modules
 *   are looked for, a folder in each line, there or not; tarn_mib_set_folders() writes it
 */
char *
tarn_mib_dup_folders_path (void)
{
  return g_build_filename (g_get_user_config_dir (), "tarn", "mib-folders", NULL);
}

/* What the user's file says; FALSE: there is none. */
static gboolean
add_chosen (GPtrArray *folders)
{
  g_autofree char *path = tarn_mib_dup_folders_path ();
  g_autofree char *text = NULL;
  g_auto(GStrv) lines = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return FALSE;

  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_strstrip (lines[i]);
      if (lines[i][0] != '\0' && lines[i][0] != '#')
        g_ptr_array_add (folders, g_strdup (lines[i]));
    }
  return TRUE;
}

static void
add_usual (GPtrArray *folders)
{
  if (!add_chosen (folders))
    add_default (folders);
}

/**
 * tarn_mib_set_folders:
 * @folders: (nullable) (array zero-terminated=1): the folders, the first place first, without
 *   the one that comes with Tarn; %NULL for those that are usual
 * @error: return location for an error
 *
 * Says where MIB modules are looked for from now on, by this user and unless
 * `TARN_MIBDIRS` says otherwise.  A folder has no line end in its name and does not begin
 * with `#`.
 *
 * Returns: whether the user's file could be written
 */
gboolean
tarn_mib_set_folders (const char * const *folders,
                      GError            **error)
{
  g_autofree char *path = tarn_mib_dup_folders_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *lines = NULL;
  g_autofree char *text = NULL;

  if (folders == NULL)
    {
      if (g_unlink (path) == 0 || errno == ENOENT)
        return TRUE;
      g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (errno),
                   "%s cannot be removed: %s", path, g_strerror (errno));
      return FALSE;
    }

  for (guint i = 0; folders[i] != NULL; i++)
    if (folders[i][0] == '\0' || folders[i][0] == '#' || strchr (folders[i], '\n') != NULL)
      {
        g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID,
                     "“%s” cannot be a folder of MIB modules here: it is empty, begins with #, or "
                     "has a line end", folders[i]);
        return FALSE;
      }

  lines = g_strjoinv ("\n", (char **) folders);
  text = g_strconcat ("# Where tarn looks for MIB modules, the first place first.\n", lines, "\n",
                      NULL);
  g_mkdir_with_parents (folder, 0700);
  return g_file_set_contents (path, text, -1, error);
}

/**
 * tarn_mib_get_folders:
 *
 * Tells where MIB modules are looked for, the first place first: the user's own folder,
 * `~/.snmp/mibs`, `/usr/share/snmp/mibs`, `/var/lib/mibs`, or what tarn_mib_set_folders() said
 * instead, and what comes with Tarn.  The environment variable `TARN_MIBDIRS` replaces all but
 * the last; a `+` before its list adds it behind the others, a `-` before them.
 *
 * Returns: (transfer full) (array zero-terminated=1): the folders, there or not
 */
char **
tarn_mib_get_folders (void)
{
  g_autoptr(GPtrArray) folders = g_ptr_array_new ();
  const char *list = g_getenv ("TARN_MIBDIRS");

  if (list == NULL)
    add_usual (folders);
  else if (list[0] == '+')
    {
      add_usual (folders);
      add_listed (folders, list + 1);
    }
  else
    {
      add_listed (folders, list[0] == '-' ? list + 1 : list);
      if (list[0] == '-')
        add_usual (folders);
    }

  g_ptr_array_add (folders, get_ours ());
  g_ptr_array_add (folders, NULL);
  return (char **) g_ptr_array_steal (folders, NULL);
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static GPtrArray *
list_folder (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (name[0] != '.' && !g_str_has_suffix (name, "~"))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  return names;
}

/* @seen: folders by device and number; a symbolic link may lead back. */
static void
find_files (GPtrArray  *files,
            GHashTable *seen,
            const char *path,
            guint       depth)
{
  g_autoptr(GPtrArray) names = NULL;
  char *key;
  struct stat info;

  if (stat (path, &info) != 0)
    return;
  if (!S_ISDIR (info.st_mode))
    {
      if (files->len < MAX_FILES)
        g_ptr_array_add (files, g_strdup (path));
      return;
    }

  key = g_strdup_printf ("%" G_GUINT64_FORMAT ":%" G_GUINT64_FORMAT, (guint64) info.st_dev,
                         (guint64) info.st_ino);
  if (!g_hash_table_add (seen, key) || depth == MAX_DEPTH)
    return;

  names = list_folder (path);
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *below = g_build_filename (path, names->pdata[i], NULL);

      find_files (files, seen, below, depth + 1);
    }
}

GPtrArray *
tarn_mib_path_find_files (const char * const *folders)
{
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GPtrArray *files = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; folders[i] != NULL; i++)
    find_files (files, seen, folders[i], 0);
  return files;
}

char *
tarn_mib_path_make_stamp (GPtrArray *files)
{
  g_autoptr(GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  g_checksum_update (sum, (const guchar *) FORM, -1);
  for (guint i = 0; i < files->len; i++)
    {
      g_autofree char *line = NULL;
      struct stat info = { 0 };

      if (stat (files->pdata[i], &info) != 0)
        continue;
      line = g_strdup_printf ("%s\n%" G_GINT64_FORMAT " %" G_GINT64_FORMAT ".%09ld\n",
                              (const char *) files->pdata[i], (gint64) info.st_size,
                              (gint64) info.st_mtim.tv_sec, (long) info.st_mtim.tv_nsec);
      g_checksum_update (sum, (const guchar *) line, -1);
    }

  return g_strdup (g_checksum_get_string (sum));
}

char *
tarn_mib_path_get_cache (const char * const *folders,
                         const char * const *modules)
{
  g_autofree char *places = g_strjoinv (":", (char **) folders);
  g_autofree char *names = modules != NULL ? g_strjoinv (":", (char **) modules) : NULL;
  g_autofree char *list = names != NULL ? g_strconcat (places, "\n", names, NULL)
                                        : g_strdup (places);
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA1, list, -1);
  g_autofree char *name = g_strdup_printf ("%.16s.tmib", sum);

  return g_build_filename (g_get_user_cache_dir (), "tarn", "mibs", name, NULL);
}
