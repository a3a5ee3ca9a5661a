/* A compiled tree of which some octets are others: three octets of input each say where (the
 * first two) and what.  It is refused, or asked for all there is without harm.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "fuzz.h"

#include <glib/gstdio.h>

#include "mib/tarn-mib-private.h"
#include "tarn-test-mib.h"

static GBytes *
get_whole (void)
{
  static GBytes *whole;

  if (whole == NULL)
    {
      g_autofree char *directory = g_dir_make_tmp ("tarn-fuzz-XXXXXX", NULL);
      g_autofree char *path = g_build_filename (directory, "tree", NULL);
      char *data;
      gsize size;

      tarn_test_mib_write (path);
      g_assert_true (g_file_get_contents (path, &data, &size, NULL));
      whole = g_bytes_new_take (data, size);
      g_assert_cmpint (g_unlink (path), ==, 0);
      g_assert_cmpint (g_rmdir (directory), ==, 0);
    }

  return whole;
}

static void
use_node (TarnMibNode *node)
{
  g_autoptr(TarnMibNode) parent = tarn_mib_node_get_parent (node);
  g_autoptr(TarnMibNode) table = tarn_mib_node_get_table (node);
  g_autoptr(TarnMibNode) augmented = tarn_mib_node_get_augmented (node);
  g_autoptr(GPtrArray) index = tarn_mib_node_list_index (node);
  g_autoptr(GPtrArray) members = tarn_mib_node_list_members (node);
  g_autoptr(GPtrArray) definitions = tarn_mib_node_list_definitions (node);
  g_autoptr(TarnOid) oid = tarn_mib_node_dup_oid (node);
  g_autofree char *syntax = tarn_mib_node_dup_syntax (node);

  for (guint i = 0; i < tarn_mib_node_get_n_children (node); i++)
    {
      g_autoptr(TarnMibNode) child = tarn_mib_node_get_child (node, i);
    }

  if (oid != NULL)
    for (TarnMibNameFlags form = TARN_MIB_NAME_MODULE; form <= TARN_MIB_NAME_UCD; form <<= 1)
      {
        TarnMib *mib = tarn_mib_node_get_mib (node);
        g_autofree char *text = tarn_mib_oid_to_text (mib, oid, form);
        g_autofree char *row = g_strconcat (text, ".1.3.97.98.99.1.2.3.4.5.6", NULL);
        g_autoptr(TarnOid) back = tarn_mib_parse_oid (mib, row, NULL);

        if (back != NULL)
          {
            g_autofree char *again
              = tarn_mib_oid_to_text (mib, back, form | TARN_MIB_NAME_EXTENDED_INDEX);
          }
      }
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  gsize n_octets;
  gconstpointer whole = g_bytes_get_data (get_whole (), &n_octets);
  guint8 *octets = g_memdup2 (whole, n_octets);
  g_autoptr(GBytes) bytes = g_bytes_new_take (octets, n_octets);
  g_auto(GStrv) completed = NULL;
  g_autoptr(GPtrArray) found = NULL;
  g_autoptr(TarnMib) mib = NULL;
  TarnMibImage *image;

  for (gsize i = 0; i + 2 < size; i += 3)
    octets[(data[i] << 8 | data[i + 1]) % n_octets] = data[i + 2];

  image = tarn_mib_image_new_bytes (bytes);
  if (image == NULL)
    return 0;

  mib = tarn_mib_new_image (image);
  for (guint32 id = 0; id < tarn_mib_get_n_nodes (mib); id++)
    {
      g_autoptr(TarnMibNode) node = tarn_mib_node_new (mib, id);

      use_node (node);
    }

  completed = tarn_mib_complete (mib, "if", 10);
  found = tarn_mib_search (mib, "a", TARN_MIB_SEARCH_NAMES | TARN_MIB_SEARCH_DESCRIPTIONS, 10);
  return 0;
}
