/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Captures that were never saved: discarded, taken back, grown old.
 */
#include <glib/gstdio.h>
#include <string.h>
#include <utime.h>

#include "tarn-captures.h"
#include "tarn-document.h"

#define DAY_S (24 * 60 * 60)

static char *
make (const char *name,
      const char *text)
{
  g_autofree char *folder = tarn_document_dup_folder ();
  char *path = g_build_filename (folder, name, NULL);
  g_autoptr(GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  return path;
}

static void
assert_text (const char *path,
             const char *expected)
{
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, expected);
}

static void
test_discard (void)
{
  g_autofree char *path = make ("switch.tarn", "first");
  g_autofree char *second = NULL;
  g_autofree char *one = NULL;
  g_autofree char *two = NULL;
  g_autofree char *back = NULL;
  g_autofree char *again = NULL;
  g_autofree char *third = NULL;
  g_autofree char *gone = NULL;
  g_autoptr(GError) error = NULL;

  one = tarn_captures_discard (path, &error);
  g_assert_no_error (error);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));

  /* Another of that name comes and goes as well: neither is lost. */
  second = make ("switch.tarn", "second");
  two = tarn_captures_discard (second, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (one, !=, two);
  back = tarn_captures_recall (one, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (back, ==, path);
  assert_text (back, "first");
  again = tarn_captures_recall (two, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (again, !=, path);
  assert_text (again, "second");

  /* After that there is nothing to be taken back. */
  third = tarn_captures_discard (again, &error);
  g_assert_no_error (error);
  tarn_captures_purge ();
  g_assert_false (g_file_test (third, G_FILE_TEST_EXISTS));
  g_assert_null (tarn_captures_recall (third, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_clear_error (&error);
  g_assert_null (tarn_captures_discard (third, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  tarn_captures_purge ();
  g_assert_cmpint (g_remove (path), ==, 0);
}

static gboolean
has_trash (void)
{
  g_autofree char *path = make ("probe", "");
  g_autoptr(GFile) file = g_file_new_for_path (path);
  gboolean has = g_file_trash (file, NULL, NULL);

  g_unlink (path);
  return has;
}

static void
test_old (void)
{
  static const struct
  {
    const char *told;
    const char *name;
    int         days;      /* since it was changed */
    gboolean    spared;
    gboolean    stays;
  } cases[] = {
    { "of today", "today.tarn", 0, FALSE, TRUE },
    { "not old enough", "six.tarn", 6, FALSE, TRUE },
    { "old", "eight.tarn", 8, FALSE, FALSE },
    { "old, but open", "open.tarn", 80, TRUE, TRUE },
    { "no capture", "notes.txt", 80, FALSE, TRUE },
  };
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_auto(GStrv) spared = NULL;
  g_autoptr(GError) error = NULL;
  gint64 now_s = g_get_real_time () / G_USEC_PER_SEC;
  guint n;

  if (!has_trash ())
    {
      g_test_skip ("there is no trash for the folder of this test");
      return;
    }

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      char *path = make (cases[i].name, "x");
      struct utimbuf times = { now_s, now_s - cases[i].days * DAY_S };

      g_assert_cmpint (utime (path, &times), ==, 0);
      if (cases[i].spared)
        g_strv_builder_add (builder, path);
      g_ptr_array_add (paths, path);
    }
  spared = g_strv_builder_end (builder);
  g_assert_true (tarn_captures_trash_old (7, now_s, (const char * const *) spared, &n, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, 1);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].told);
      g_assert_cmpint (g_file_test (paths->pdata[i], G_FILE_TEST_EXISTS), ==, cases[i].stays);
      g_unlink (paths->pdata[i]);
    }
}

static void
remove_all (const char *path)
{
  g_autoptr(GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *below = g_build_filename (path, name, NULL);

      remove_all (below);
    }
  g_assert_cmpint (g_remove (path), ==, 0);
}

/* In a home of its own, whose trash it fills. */
int
main (int    argc,
      char **argv)
{
  g_autofree char *home = g_dir_make_tmp ("tarn-captures-XXXXXX", NULL);
  g_autofree char *data = g_build_filename (home, "data", NULL);
  int status;

  g_setenv ("HOME", home, TRUE);
  g_setenv ("XDG_DATA_HOME", data, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/captures/discarded", test_discard);
  g_test_add_func ("/captures/old", test_old);
  status = g_test_run ();
  remove_all (home);
  return status;
}
