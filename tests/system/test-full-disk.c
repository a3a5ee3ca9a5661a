/* test-full-disk.c
 *
 * A file system of 2 MiB, in a mount namespace of the test's own, and a recording that
 * needs more.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-command.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <sched.h>
#include <sys/mount.h>

#define N_VARBINDS 200000

static char *folder;

/* FALSE after a message where this process may not do that. */
static gboolean
mount_small (const char *size)
{
  g_autofree char *options = g_strdup_printf ("size=%s", size);

  if (mount ("tmpfs", folder, "tmpfs", 0, options) == 0)
    return TRUE;

  g_test_skip ("only root may mount a small file system");
  return FALSE;
}

static char *
make_recording (void)
{
  GString *lines = g_string_new (NULL);

  for (guint i = 1; i <= N_VARBINDS; i++)
    g_string_append_printf (lines, "1.3.6.1.2.1.2.2.1.10.%u|65|%u\n", i, i * 7919);

  return g_string_free (lines, FALSE);
}

static void
assert_says_full (TarnRun *run)
{
  g_test_message ("%s", tarn_run_err (run));
  g_assert_nonnull (strstr (tarn_run_err (run), folder));
  g_assert_nonnull (strstr (tarn_run_err (run), "there is no room left"));
}

/* What was committed stays and can be read; with room again the mirror goes on. */
static void
test_mirror (void)
{
  g_autofree char *lines = make_recording ();
  g_autofree char *source = g_build_filename (g_get_tmp_dir (), "full-disk-XXXXXX.tarn", NULL);
  g_autofree char *capture = g_build_filename (folder, "mirror.tarn", NULL);
  g_autofree char *target = NULL;
  g_autoptr(GSubprocess) agent = NULL;
  g_auto(TarnRun) import = { 0 };
  g_auto(TarnRun) full = { 0 };
  g_auto(TarnRun) info = { 0 };
  g_auto(TarnRun) resumed = { 0 };
  g_auto(TarnRun) is = { 0 };
  g_auto(TarnRun) was = { 0 };

  if (!mount_small ("2m"))
    return;

  g_close (g_mkstemp (source), NULL);
  g_assert_cmpint (g_unlink (source), ==, 0);
  tarn_run (&import, lines, "tarn import - -o {}", source);
  g_assert_cmpint (import.status, ==, 0);
  agent = tarn_serve (&target, "{}", source);

  tarn_run (&full, NULL, "tarn mirror {} {}", target, capture);
  g_assert_cmpint (full.status, ==, 1);
  assert_says_full (&full);

  tarn_run (&info, NULL, "tarn info {}", capture);
  g_assert_cmpint (info.status, ==, 0);
  g_assert_nonnull (strstr (tarn_run_out (&info), "verdict    incomplete"));
  g_assert_nonnull (strstr (tarn_run_out (&info), "--resume"));

  g_assert_cmpint (mount ("tmpfs", folder, "tmpfs", MS_REMOUNT, "size=64m"), ==, 0);
  tarn_run (&resumed, NULL, "tarn mirror {} {} --resume", target, capture);
  g_assert_cmpint (resumed.status, ==, 0);
  tarn_run (&is, NULL, "tarn export {}", capture);
  tarn_run (&was, NULL, "tarn export {}", source);
  g_assert_true (g_bytes_equal (is.out, was.out));

  g_assert_cmpint (tarn_end (agent, SIGTERM), ==, 0);
  g_assert_cmpint (g_unlink (source), ==, 0);
  g_assert_cmpint (umount (folder), ==, 0);
}

/* Nothing is left behind of an import that found no room. */
static void
test_import (void)
{
  g_autofree char *lines = make_recording ();
  g_autofree char *recording = g_strconcat (folder, ".snmprec", NULL);
  g_autofree char *capture = g_build_filename (folder, "import.tarn", NULL);
  g_autoptr(GDir) listing = NULL;
  g_auto(TarnRun) import = { 0 };

  if (!mount_small ("2m"))
    return;

  g_assert_true (g_file_set_contents (recording, lines, -1, NULL));
  tarn_run (&import, NULL, "tarn import {} -o {}", recording, capture);
  g_assert_cmpint (import.status, !=, 0);
  assert_says_full (&import);
  g_assert_cmpint (g_unlink (recording), ==, 0);

  listing = g_dir_open (folder, 0, NULL);
  g_assert_null (g_dir_read_name (listing));
  g_clear_pointer (&listing, g_dir_close);
  g_assert_cmpint (umount (folder), ==, 0);
}

/* A strict one takes nothing, although a part of it had room in the capture. */
static void
test_strict_merge (void)
{
  g_autofree char *lines = make_recording ();
  g_autofree char *recording = g_strconcat (folder, ".snmprec", NULL);
  g_autofree char *capture = g_build_filename (folder, "merge.tarn", NULL);
  g_auto(TarnRun) first = { 0 };
  g_auto(TarnRun) merge = { 0 };
  g_auto(TarnRun) is = { 0 };

  if (!mount_small ("3m"))
    return;

  g_assert_true (g_file_set_contents (recording, lines, -1, NULL));
  tarn_run (&first, "1.3.6.1.2.1.1.1.0|4|x\n", "tarn import - -o {}", capture);
  g_assert_cmpint (first.status, ==, 0);

  tarn_run (&merge, NULL, "tarn import --strict --merge {} -o {}", recording, capture);
  g_assert_cmpint (merge.status, ==, 2);
  assert_says_full (&merge);
  g_assert_cmpint (g_unlink (recording), ==, 0);

  tarn_run (&is, NULL, "tarn export {}", capture);
  g_assert_true (g_str_equal (tarn_run_out (&is), ".1.3.6.1.2.1.1.1.0 = STRING: \"x\"\n"));
  g_assert_cmpint (umount (folder), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);

  /* What is mounted from here on is seen by this process and its children only. */
  if (unshare (CLONE_NEWNS) == 0)
    mount (NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL);
  folder = g_dir_make_tmp ("tarn-full-XXXXXX", NULL);

  g_test_add_func ("/full-disk/mirror", test_mirror);
  g_test_add_func ("/full-disk/import", test_import);
  g_test_add_func ("/full-disk/strict merge", test_strict_merge);
  status = g_test_run ();

  g_rmdir (folder);
  g_free (folder);
  return status;
}
