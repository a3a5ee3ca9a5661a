/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-mib-unused.h"

#include <glib/gstdio.h>

#include "ops/tarn-mib-check.h"
#include "ops/tarn-mib-path.h"
#include "tarn-test.h"

#define MODULE "ONE-MIB DEFINITIONS ::= BEGIN IMPORTS enterprises FROM SNMPv2-SMI; " \
               "one OBJECT IDENTIFIER ::= { enterprises 8001 } END\n"

static char *
write_file (const char *folder,
            const char *name,
            const char *text)
{
  char *path = g_build_filename (folder, name, NULL);

  g_mkdir (folder, 0700);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return path;
}

static void
test_unused (void)
{
  g_autofree char *folder = g_dir_make_tmp ("test-unused-XXXXXX", NULL);
  g_autofree char *first = g_build_filename (folder, "first", NULL);
  g_autofree char *second = g_build_filename (folder, "second", NULL);
  g_autofree char *used = write_file (first, "ONE-MIB", MODULE);
  g_autofree char *shadowed = write_file (second, "ONE-MIB", MODULE);
  g_autofree char *prose = write_file (second, "prose.txt", "no module\n");
  const char *folders[] = { first, second, NULL };
  g_autofree char *output = tarn_mib_path_get_cache (folders, NULL);
  g_autofree char *cache = g_path_get_dirname (output);
  g_autoptr(GPtrArray) none = tarn_mib_list_unused (folders);
  g_autoptr(GPtrArray) unused = NULL;
  g_autoptr(GPtrArray) changed = NULL;
  const TarnMibUnused *one;

  /* Nobody has compiled them yet, so nobody knows. */
  g_assert_cmpuint (none->len, ==, 0);

  g_assert_cmpint (g_mkdir_with_parents (cache, 0700), ==, 0);
  g_assert_true (tarn_mib_compile (folders, NULL, output, FALSE, NULL, NULL));
  unused = tarn_mib_list_unused (folders);
  g_assert_cmpuint (unused->len, ==, 2);
  one = unused->pdata[0];
  g_assert_cmpstr (one->name, ==, "ONE-MIB");
  g_assert_cmpstr (one->path, ==, shadowed);
  g_assert_true (one->is_shadowed);
  g_assert_nonnull (strstr (one->messages, used));
  one = unused->pdata[1];
  g_assert_null (one->name);
  g_assert_cmpstr (one->path, ==, prose);
  g_assert_false (one->is_shadowed);
  g_assert_true (g_str_has_prefix (one->messages, "there is no MIB module in it"));

  {
    g_autoptr(TarnMibUnused) copy = tarn_mib_unused_copy (unused->pdata[0]);

    g_assert_cmpstr (copy->path, ==, shadowed);
  }

  /* What was told is of other files. */
  g_unlink (prose);
  changed = tarn_mib_list_unused (folders);
  g_assert_cmpuint (changed->len, ==, 0);

  g_unlink (used);
  g_unlink (shadowed);
  g_rmdir (first);
  g_rmdir (second);
  g_rmdir (folder);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/mib-unused/told", test_unused);

  return g_test_run ();
}
