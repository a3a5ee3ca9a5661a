/* Damaged trees: what reads them gets an answer or a reason, and the check notices.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "base/tarn-error.h"
#include "tarn-test-tree.h"

#define N_DAMAGES 500

/* Changes some octets of a page, the first ones more often than others; sometimes cuts it
 * off.  Returns what the page was. */
static GBytes *
damage_page (TarnTestTree *fixture,
             guint32       id,
             GRand        *rand,
             gboolean      fit_checksum)
{
  GBytes *sound = g_bytes_ref (g_hash_table_lookup (fixture->pages, GUINT_TO_POINTER (id)));
  gsize len = g_bytes_get_size (sound);
  g_autofree guint8 *octets = g_memdup2 (g_bytes_get_data (sound, NULL), len);

  if (g_rand_int_range (rand, 0, 10) == 0)
    len = (gsize) g_rand_int_range (rand, 1, (gint32) len);
  for (gint32 n = g_rand_int_range (rand, 1, 4); n > 0; n--)
    octets[g_rand_int_range (rand, 0, (gint32) (g_rand_boolean (rand) ? MIN (len, 64) : len))]
      ^= (guint8) g_rand_int_range (rand, 1, 256);

  if (fit_checksum && len > 8)
    {
      guint64 sum = GUINT64_TO_LE (tarn_page_checksum (octets + 8, len - 8, id));

      memcpy (octets, &sum, sizeof sum);
    }

  g_hash_table_replace (fixture->pages, GUINT_TO_POINTER (id), g_bytes_new (octets, len));
  return sound;
}

/* Reads on and on; that ends, with an error that names file and page or without. */
static guint64
read_on (TarnTestTree *fixture)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(TarnPage) leaf = NULL;
  guint64 n_rows = 0;
  guint index;

  leaf = tarn_tree_seek (&fixture->tree, tarn_span (NULL, 0), TRUE, &index, &error);
  while (leaf != NULL)
    {
      g_autoptr(TarnPage) before = g_steal_pointer (&leaf);

      n_rows += before->n_cells - index;
      leaf = tarn_tree_seek (&fixture->tree, tarn_page_get_name (before, before->n_cells - 1),
                             FALSE, &index, &error);
    }

  if (error != NULL)
    {
      g_assert_error (error, TARN_ERROR, TARN_ERROR_STORE_DAMAGED);
      g_assert_nonnull (strstr (error->message, "test.tarn"));
      g_assert_nonnull (strstr (error->message, "page"));
    }

  return n_rows;
}

/* Changes the tree or is refused with a reason, and takes that back. */
static void
write_into (TarnTestTree *fixture,
            guint         row)
{
  g_autoptr(TarnBatch) batch = tarn_batch_new ();
  g_autoptr(GError) error = NULL;
  GHashTable *pages = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_bytes_unref);
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, fixture->pages);
  while (g_hash_table_iter_next (&iter, &key, &value))
    g_hash_table_insert (pages, key, g_bytes_ref (value));

  tarn_test_tree_put (batch, 1, row, 9, 'z');
  tarn_test_tree_put (batch, 2, 1, 9, 'z');
  g_assert_true (tarn_batch_prepare (batch, NULL));
  if (!tarn_tree_apply (&fixture->tree, batch, &error))
    g_assert_error (error, TARN_ERROR, TARN_ERROR_STORE_DAMAGED);

  g_hash_table_unref (fixture->pages);
  fixture->pages = pages;
}

/* Whatever octets of whatever page are changed: each question is answered or
 * refused with a reason, and a check says so.  Where the checksum was made to fit,
 * all the other checks have to do it. */
static void
test_damage (gconstpointer data)
{
  gboolean fit_checksum = GPOINTER_TO_UINT (data);
  g_autoptr(GRand) rand = g_rand_new_with_seed (20260402);
  g_autoptr(TarnBatch) batch = tarn_batch_new ();
  guint n_noticed = 0;
  TarnTestTree fixture;

  tarn_test_tree_init (&fixture);
  for (guint row = 0; row < 20000; row++)
    tarn_test_tree_put (batch, 1, row, 30, 'x');
  tarn_test_tree_apply (&fixture, batch);
  g_assert_cmpuint (fixture.tree.n_levels, ==, 3);

  for (guint i = 0; i < N_DAMAGES; i++)
    {
      g_autoptr(GPtrArray) damage = g_ptr_array_new_with_free_func (g_free);
      guint32 id = (guint32) g_rand_int_range (rand, 1, (gint32) fixture.tree.next_id);
      g_autoptr(GBytes) sound = NULL;
      guint64 n_rows;

      /* Inner pages are few, and the ones that matter. */
      if (i % 2 == 0)
        id = fixture.tree.root;
      sound = damage_page (&fixture, id, rand, fit_checksum);

      g_assert_true (tarn_tree_load (&fixture.tree, NULL));
      n_rows = read_on (&fixture);
      g_assert_true (tarn_tree_load (&fixture.tree, NULL));
      tarn_tree_check (&fixture.tree, damage);
      n_noticed += damage->len > 0;
      if (damage->len == 0)
        g_assert_cmpuint (n_rows, ==, fixture.tree.n_rows);
      if (!fit_checksum)
        g_assert_cmpuint (damage->len, >, 0);

      write_into (&fixture, (guint) g_rand_int_range (rand, 0, 20000));
      g_hash_table_replace (fixture.pages, GUINT_TO_POINTER (id), g_steal_pointer (&sound));
      g_assert_true (tarn_tree_load (&fixture.tree, NULL));
    }

  g_test_message ("%u of %u damaged pages were noticed", n_noticed, N_DAMAGES);
  g_assert_cmpuint (n_noticed, >, N_DAMAGES / 2);
  tarn_test_tree_assert_sound (&fixture);
  tarn_test_tree_clear (&fixture);
}

static void
test_root_record (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) sound = NULL;
  TarnTestTree fixture;

  tarn_test_tree_init (&fixture);
  sound = g_bytes_ref (g_hash_table_lookup (fixture.pages, GUINT_TO_POINTER (0)));
  for (gsize i = 0; i < g_bytes_get_size (sound); i++)
    {
      g_autofree guint8 *octets = g_memdup2 (g_bytes_get_data (sound, NULL),
                                             g_bytes_get_size (sound));

      octets[i] ^= 0x40;
      g_hash_table_replace (fixture.pages, GUINT_TO_POINTER (0),
                            g_bytes_new (octets, g_bytes_get_size (sound)));
      g_assert_false (tarn_tree_load (&fixture.tree, &error));
      g_assert_error (error, TARN_ERROR, TARN_ERROR_STORE_DAMAGED);
      g_clear_error (&error);

      g_hash_table_replace (fixture.pages, GUINT_TO_POINTER (0), g_bytes_new (octets, i));
      g_assert_false (tarn_tree_load (&fixture.tree, &error));
      g_assert_error (error, TARN_ERROR, TARN_ERROR_STORE_DAMAGED);
      g_clear_error (&error);
    }

  g_hash_table_remove (fixture.pages, GUINT_TO_POINTER (0));
  g_assert_false (tarn_tree_load (&fixture.tree, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_STORE_DAMAGED);
  tarn_test_tree_clear (&fixture);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/tree-check/damage/as it comes", GUINT_TO_POINTER (FALSE), test_damage);
  g_test_add_data_func ("/tree-check/damage/with a checksum that fits", GUINT_TO_POINTER (TRUE),
                        test_damage);
  g_test_add_func ("/tree-check/root record", test_root_record);

  return g_test_run ();
}
