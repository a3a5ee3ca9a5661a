/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Where MIB modules are looked for: added, moved, removed, and as usual again.
 */
#include <glib/gstdio.h>
#include <tarn.h>

#include "tarn-gui-fixture.h"
#include "tarn-mib-folders.h"

static char *
join_folders (void)
{
  g_auto(GStrv) folders = tarn_mib_get_folders ();
  guint n = g_strv_length (folders);

  g_clear_pointer (&folders[n - 1], g_free);
  return g_strjoinv (":", folders);
}

static guint
count_rows (GtkWidget *folders)
{
  GtkWidget *list = tarn_gui_find (folders, GTK_TYPE_LIST_BOX, NULL);
  guint n = 0;

  for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    n++;
  return n;
}

static void
count_cb (guint *n)
{
  ++*n;
}

static void
test_edit (void)
{
  GtkWidget *folders = g_object_new (TARN_TYPE_MIB_FOLDERS, NULL);
  GtkWindow *window = tarn_gui_show (folders, 360, 300);
  g_autofree char *usual = join_folders ();
  g_autofree char *first = NULL;
  g_autofree char *moved = NULL;
  g_autofree char *rest = NULL;
  g_autofree char *again = NULL;
  g_autofree char *path = tarn_mib_dup_folders_path ();
  guint n_changed = 0, n_failed = 0, n = count_rows (folders);

  g_signal_connect_swapped (folders, "changed", G_CALLBACK (count_cb), &n_changed);
  g_signal_connect_swapped (folders, "failed", G_CALLBACK (count_cb), &n_failed);
  g_assert_cmpuint (n, ==, 4);
  tarn_mib_folders_add (TARN_MIB_FOLDERS (folders), "/srv/mibs");
  g_assert_cmpuint (count_rows (folders), ==, 5);
  for (guint i = 4; i > 0; i--)
    gtk_widget_activate_action (folders, "folders.up", "u", i);
  moved = join_folders ();
  first = g_strconcat ("/srv/mibs:", usual, NULL);
  g_assert_cmpstr (moved, ==, first);
  gtk_widget_activate_action (folders, "folders.up", "u", 0);
  gtk_widget_activate_action (folders, "folders.remove", "u", 99);
  g_assert_cmpuint (n_changed, ==, 5);

  for (guint i = 0; i < 4; i++)
    gtk_widget_activate_action (folders, "folders.remove", "u", 1);
  rest = join_folders ();
  g_assert_cmpstr (rest, ==, "/srv/mibs");
  g_assert_cmpuint (count_rows (folders), ==, 1);
  gtk_widget_activate_action (folders, "folders.reset", NULL);
  again = join_folders ();
  g_assert_cmpstr (again, ==, usual);
  g_assert_cmpuint (count_rows (folders), ==, 4);
  g_assert_cmpuint (n_changed, ==, 10);

  /* What cannot be written is said, and is not shown as if it were so. */
  g_assert_cmpint (g_mkdir_with_parents (path, 0700), ==, 0);
  tarn_mib_folders_add (TARN_MIB_FOLDERS (folders), "/srv/mibs");
  g_assert_cmpuint (n_failed, ==, 1);
  g_assert_cmpuint (count_rows (folders), ==, 4);
  g_assert_cmpint (g_rmdir (path), ==, 0);
  gtk_window_destroy (window);
  tarn_gui_settle ();
}

/* The environment has the last word. */
static void
test_fixed (void)
{
  GtkWidget *folders;
  GtkWindow *window;

  g_setenv ("TARN_MIBDIRS", "/a:/b", TRUE);
  folders = g_object_new (TARN_TYPE_MIB_FOLDERS, NULL);
  window = tarn_gui_show (folders, 360, 300);
  g_assert_cmpuint (count_rows (folders), ==, 2);
  g_assert_null (tarn_gui_find (folders, GTK_TYPE_BUTTON, NULL));
  tarn_mib_folders_add (TARN_MIB_FOLDERS (folders), "/c");
  g_assert_cmpuint (count_rows (folders), ==, 2);
  g_unsetenv ("TARN_MIBDIRS");
  gtk_window_destroy (window);
  tarn_gui_settle ();
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *config = g_dir_make_tmp ("tarn-mib-folders-XXXXXX", NULL);
  g_autofree char *below = g_build_filename (config, "tarn", NULL);
  int status;

  g_setenv ("XDG_CONFIG_HOME", config, TRUE);
  g_unsetenv ("TARN_MIBDIRS");
  tarn_gui_test_init (&argc, &argv);
  g_test_add_func ("/mib-folders/edit", test_edit);
  g_test_add_func ("/mib-folders/fixed", test_fixed);
  status = g_test_run ();
  g_rmdir (below);
  g_rmdir (config);
  return status;
}
