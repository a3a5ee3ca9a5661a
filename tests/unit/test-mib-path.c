/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Where MIB modules lie, and whether they have changed.
 */
#include "tarn-test.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>
#include <utime.h>

#include "base/tarn-error.h"
#include "ops/tarn-mib-load.h"
#include "ops/tarn-mib-path.h"

typedef struct
{
  char *folder;
} Fixture;

static char *
add_file (Fixture    *self,
          const char *name,
          const char *text)
{
  char *path = g_build_filename (self->folder, name, NULL);
  g_autofree char *folder = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return path;
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  static const char *const names[] = { "b", "a", ".hidden", "backup~", "sub/c", "sub/deep/d" };

  self->folder = g_dir_make_tmp ("test-mib-path-XXXXXX", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_free (add_file (self, names[i], "x"));
}

static void
remove_tree (const char *path)
{
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *below = g_build_filename (path, name, NULL);

      if (g_file_test (below, G_FILE_TEST_IS_DIR) && !g_file_test (below, G_FILE_TEST_IS_SYMLINK))
        remove_tree (below);
      else
        g_unlink (below);
    }
  g_rmdir (path);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  remove_tree (self->folder);
  g_free (self->folder);
}

/* Paths below the folder, each with a comma behind it. */
static char *
list (Fixture            *self,
      const char * const *folders)
{
  g_autoptr(GPtrArray) files = tarn_mib_path_find_files (folders);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < files->len; i++)
    g_string_append_printf (text, "%s,", (const char *) files->pdata[i] + strlen (self->folder) + 1);
  return g_string_free (text, FALSE);
}

/* By name, folders and what is below them in their place; no hidden files, no backups. */
static void
test_files (Fixture       *self,
            gconstpointer  data)
{
  const char *folders[] = { self->folder, NULL };
  g_autofree char *files = list (self, folders);

  g_assert_cmpstr (files, ==, "a,b,sub/c,sub/deep/d,");
}

/* The first place first; a folder counts once; a file named itself is taken. */
static void
test_order (Fixture       *self,
            gconstpointer  data)
{
  g_autofree char *sub = g_build_filename (self->folder, "sub", NULL);
  g_autofree char *nowhere = g_build_filename (self->folder, "nowhere", NULL);
  g_autofree char *b = g_build_filename (self->folder, "b", NULL);
  const char *folders[] = { sub, nowhere, self->folder, b, NULL };
  g_autofree char *files = list (self, folders);

  g_assert_cmpstr (files, ==, "sub/c,sub/deep/d,a,b,b,");
}

/* Links that lead back, to each other, or nowhere. */
static void
test_links (Fixture       *self,
            gconstpointer  data)
{
  static const struct { const char *target, *name; } links[] = {
    { ".", "here" }, { "..", "sub/up" }, { "one", "two" }, { "two", "one" }, { "gone", "dangling" },
  };
  const char *folders[] = { self->folder, NULL };
  g_autofree char *files = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (links); i++)
    {
      g_autofree char *path = g_build_filename (self->folder, links[i].name, NULL);

      g_assert_cmpint (symlink (links[i].target, path), ==, 0);
    }
  files = list (self, folders);
  g_assert_cmpstr (files, ==, "a,b,sub/c,sub/deep/d,");
}

static char *
get_stamp (Fixture *self)
{
  const char *folders[] = { self->folder, NULL };
  g_autoptr(GPtrArray) files = tarn_mib_path_find_files (folders);

  return tarn_mib_path_make_stamp (files);
}

/* Another stamp for a file that comes, that is written, that is older than before, that goes. */
static void
test_stamp (Fixture       *self,
            gconstpointer  data)
{
  g_autofree char *path = NULL;
  const struct utimbuf old = { 1000000000, 1000000000 };
  char *stamps[5];

  stamps[0] = get_stamp (self);
  path = add_file (self, "e", "y");
  stamps[1] = get_stamp (self);
  g_free (add_file (self, "e", "yy"));
  stamps[2] = get_stamp (self);
  g_assert_cmpint (utime (path, &old), ==, 0);
  stamps[3] = get_stamp (self);
  g_unlink (path);
  stamps[4] = get_stamp (self);

  for (guint i = 0; i < 4; i++)
    for (guint k = i + 1; k < 4; k++)
      g_assert_cmpstr (stamps[i], !=, stamps[k]);
  g_assert_cmpstr (stamps[4], ==, stamps[0]);
  for (guint i = 0; i < G_N_ELEMENTS (stamps); i++)
    g_free (stamps[i]);
}

/* Other folders, another order of them, other modules: another tree. */
static void
test_cache (Fixture       *self,
            gconstpointer  data)
{
  const char *ab[] = { "a", "b", NULL }, *ba[] = { "b", "a", NULL }, *one[] = { "a:b", NULL };
  g_autofree char *all = tarn_mib_path_get_cache (ab, NULL);
  g_autofree char *again = tarn_mib_path_get_cache (ab, NULL);
  g_autofree char *turned = tarn_mib_path_get_cache (ba, NULL);
  g_autofree char *some = tarn_mib_path_get_cache (ab, one);

  g_assert_cmpstr (all, ==, again);
  g_assert_cmpstr (all, !=, turned);
  g_assert_cmpstr (all, !=, some);
  g_assert_true (g_str_has_prefix (all, g_get_user_cache_dir ()));
  g_assert_true (g_str_has_suffix (all, ".tmib"));
}

/* TARN_MIBDIRS: in place of the others, before or behind them; what comes with Tarn is last. */
static void
test_folders (Fixture       *self,
              gconstpointer  data)
{
  static const struct { const char *list; int first, last; } lists[] = {
    { "/x:/y", 0, 2 }, { "-/x:/y", 0, 6 }, { "+/x:/y", 4, 6 }, { ":/x::/y:", 0, 2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_auto(GStrv) folders = NULL;

      g_setenv ("TARN_MIBDIRS", lists[i].list, TRUE);
      folders = tarn_mib_get_folders ();
      g_assert_cmpstr (folders[lists[i].first], ==, "/x");
      g_assert_cmpstr (folders[lists[i].first + 1], ==, "/y");
      g_assert_cmpint (g_strv_length (folders), ==, lists[i].last + 1);
      g_assert_true (g_str_has_suffix (folders[lists[i].last], "/mibs"));
    }

  g_unsetenv ("TARN_MIBDIRS");
}

#define ADD(path, function) \
  g_test_add ("/mib-path/" path, Fixture, NULL, set_up, function, tear_down)

/* All but the last, which comes with Tarn. */
static char *
join_folders (void)
{
  g_auto(GStrv) folders = tarn_mib_get_folders ();
  guint n = g_strv_length (folders);

  g_clear_pointer (&folders[n - 1], g_free);
  return g_strjoinv (":", folders);
}

/* What the user chose, until the environment says otherwise. */
static void
test_chosen (Fixture       *self,
             gconstpointer  data)
{
  static const char * const chosen[] = { "/one", "/two with spaces", NULL };
  static const char * const none[] = { NULL };
  static const char * const wrong[][2] = { { "", NULL }, { "#x", NULL }, { "/a\nb", NULL } };
  g_autofree char *usual = join_folders ();
  g_autofree char *path = tarn_mib_dup_folders_path ();
  g_autofree char *now = NULL;
  g_autofree char *added = NULL;
  g_autofree char *empty = NULL;
  g_autofree char *again = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (tarn_mib_set_folders (chosen, &error));
  g_assert_no_error (error);
  now = join_folders ();
  g_assert_cmpstr (now, ==, "/one:/two with spaces");
  g_setenv ("TARN_MIBDIRS", "+/three", TRUE);
  added = join_folders ();
  g_unsetenv ("TARN_MIBDIRS");
  g_assert_cmpstr (added, ==, "/one:/two with spaces:/three");

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_assert_false (tarn_mib_set_folders (wrong[i], &error));
      g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID);
      g_clear_error (&error);
    }

  g_assert_true (tarn_mib_set_folders (none, &error));
  empty = join_folders ();
  g_assert_cmpstr (empty, ==, "");
  g_assert_true (tarn_mib_set_folders (NULL, &error));
  g_assert_true (tarn_mib_set_folders (NULL, &error));
  again = join_folders ();
  g_assert_cmpstr (again, ==, usual);

  /* A folder stands where the file should. */
  g_assert_cmpint (g_mkdir_with_parents (path, 0700), ==, 0);
  g_assert_false (tarn_mib_set_folders (chosen, &error));
  g_assert_nonnull (error);
  g_assert_cmpint (g_rmdir (path), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *config = g_dir_make_tmp ("test-mib-config-XXXXXX", NULL);
  int status;

  g_setenv ("XDG_CONFIG_HOME", config, TRUE);
  g_unsetenv ("TARN_MIBDIRS");
  g_test_init (&argc, &argv, NULL);

  ADD ("files", test_files);
  ADD ("order", test_order);
  ADD ("links", test_links);
  ADD ("stamp", test_stamp);
  ADD ("cache", test_cache);
  ADD ("folders", test_folders);
  ADD ("chosen", test_chosen);
  status = g_test_run ();
  remove_tree (config);
  return status;
}
