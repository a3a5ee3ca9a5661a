/* Damaged trees: what reads them gets an answer or a reason, and the check notices.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "base/tarn-error.h"
#include "store/tarn-tree-cursor.h"
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

/* Reads on and on; that ends, with an error that names file and page or without, and
 * until then names are canonical and ascend. */
static guint64
read_on (TarnTestTree *fixture)
{
  TarnCursor cursor = { 0 };
  guint64 n_rows = 0;
  TarnName before;
  gboolean ok;

  before.len = 0;
  for (ok = tarn_tree_cursor_seek (&fixture->tree, &cursor, tarn_span (NULL, 0), TRUE); ok;
       ok = tarn_tree_cursor_next (&fixture->tree, &cursor))
    {
      g_assert_cmpint (tarn_name_compare (tarn_name_span (&before), cursor.row.name), <, 0);
      g_assert_cmpuint (tarn_name_check (cursor.row.name) & ~TARN_ANOMALY_OID_TOO_LONG, ==, 0);
      tarn_name_set (&before, cursor.row.name);
      n_rows++;
    }

  if (cursor.error != NULL)
    {
      g_assert_error (cursor.error, TARN_ERROR, TARN_ERROR_STORE_DAMAGED);
      g_assert_nonnull (strstr (cursor.error->message, "test.tarn"));
      g_assert_nonnull (strstr (cursor.error->message, "page"));
      g_clear_error (&cursor.error);
    }

  g_assert_null (cursor.page);
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
      guint32 id = (guint32) g_rand_int_range (rand, 1, (gint32) fixture.tree.next_id);
      g_autoptr(GBytes) sound = NULL;
      guint64 n_rows;
      guint n_faults;

      /* Inner pages are few, and the ones that matter. */
      if (i % 2 == 0)
        id = fixture.tree.root;
      sound = damage_page (&fixture, id, rand, fit_checksum);

      g_assert_true (tarn_tree_load (&fixture.tree, NULL));
      n_rows = read_on (&fixture);
      g_assert_true (tarn_tree_load (&fixture.tree, NULL));
      n_faults = tarn_test_tree_check (&fixture);
      n_noticed += n_faults > 0;
      if (n_faults == 0)
        g_assert_cmpuint (n_rows, ==, fixture.tree.n_rows);
      if (!fit_checksum)
        g_assert_cmpuint (n_faults, >, 0);

      write_into (&fixture, (guint) g_rand_int_range (rand, 0, 20000));
      g_hash_table_replace (fixture.pages, GUINT_TO_POINTER (id), g_steal_pointer (&sound));
      g_assert_true (tarn_tree_load (&fixture.tree, NULL));
    }

  g_test_message ("%u of %u damaged pages were noticed", n_noticed, N_DAMAGES);
  g_assert_cmpuint (n_noticed, >, N_DAMAGES / 2);
  tarn_test_tree_assert_sound (&fixture);
  tarn_test_tree_clear (&fixture);
}

/* A leaf with @cells in it, under a checksum that is right; returns its number. */
static guint32
write_leaf (TarnTestTree   *fixture,
            guint32         id,
            const TarnCell *cells,
            gsize           n_cells)
{
  g_autoptr(GPtrArray) pages = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_page_unref);
  TarnPage *page;

  tarn_page_pack (cells, n_cells, 0, pages);
  g_assert_cmpuint (pages->len, ==, 1);
  page = g_ptr_array_index (pages, 0);
  tarn_page_seal (page, id);
  g_hash_table_replace (fixture->pages, GUINT_TO_POINTER (id),
                        g_bytes_new (page->octets, page->len));
  return id;
}

/* Leaves that somebody made, who knows the format: their checksums are right and their
 * cells are of the right lengths.  Each is the second of three in its tree. */
typedef struct
{
  const char *sentence;
  guint8      cells[3][16];
  guint       n_readable;      /* of them */
} CraftedLeaf;

/* 1.3.6.1.1.2000 is 2b 06 01 01 8f 50; the last octet is that of the string. */
#define CELL(column, low) "\x30\x0a\x06\x06\x2b\x06\x01" column "\x8f" low "\x05"

static const CraftedLeaf crafted_leaves[] = {
  { "as it should be",
    { CELL ("\x01", "\x50"), CELL ("\x01", "\x51"),
      CELL ("\x01", "\x52") }, 3 },
  { "the same name twice",
    { CELL ("\x01", "\x50"), CELL ("\x01", "\x50"),
      CELL ("\x01", "\x52") }, 1 },
  { "names that descend",
    { CELL ("\x01", "\x52"), CELL ("\x01", "\x51"),
      CELL ("\x01", "\x50") }, 1 },
  { "names that belong before the first leaf",
    { CELL ("\x00", "\x50"), CELL ("\x00", "\x51"),
      CELL ("\x00", "\x52") }, 0 },
  { "a name that does not end",
    { CELL ("\x01", "\x50"), CELL ("\x01", "\xd1"),
      CELL ("\x01", "\x52") }, 1 },
  { "a name with padding",
    { CELL ("\x01", "\x50"), "\x30\x0a\x06\x06\x2b\x06\x80\x01\x8f\x51\x05",
      CELL ("\x01", "\x52") }, 1 },
  { "a name that is longer than its varbind",
    { CELL ("\x01", "\x50"), "\x30\x0a\x06\x66\x2b\x06\x01\x01\x8f\x51\x05",
      CELL ("\x01", "\x52") }, 1 },
  { "no name",
    { CELL ("\x01", "\x50"), "\x30\x0a\x06\x00\x2b\x06\x01\x01\x8f\x51\x05",
      CELL ("\x01", "\x52") }, 1 },
  { "something else than a name",
    { CELL ("\x01", "\x50"), "\x30\x0a\x04\x06\x2b\x06\x01\x01\x8f\x51\x05",
      CELL ("\x01", "\x52") }, 1 },
};

/* Readers get what can be read, in order, and an error behind it; nobody writes into
 * such a page, and the check names it. */
static void
test_crafted_leaf (gconstpointer data)
{
  const CraftedLeaf *crafted = data;
  g_autoptr(TarnBatch) batch = tarn_batch_new ();
  TarnCell cells[3];
  TarnTestTree fixture;
  guint64 n_before;

  tarn_test_tree_init (&fixture);
  tarn_test_tree_put (batch, 1, 1000, 2000, 'x');
  tarn_test_tree_put (batch, 1, 2000, 2500, 'x');
  tarn_test_tree_put (batch, 1, 3000, 2500, 'x');
  tarn_test_tree_apply (&fixture, batch);
  g_assert_cmpuint (fixture.tree.n_levels, ==, 2);
  n_before = 1;

  for (guint i = 0; i < 3; i++)
    cells[i] = (TarnCell) { tarn_span (crafted->cells[i], 12), FALSE };
  write_leaf (&fixture, 2, cells, 3);
  g_assert_true (tarn_tree_load (&fixture.tree, NULL));

  g_assert_cmpuint (read_on (&fixture), ==,
                    n_before + crafted->n_readable + (crafted->n_readable == 3));

  /* Of the good one, too: its parent says otherwise. */
  g_assert_cmpuint (tarn_test_tree_check (&fixture), >, 0);

  if (crafted->n_readable < 3)
    {
      g_autoptr(TarnBatch) change = tarn_batch_new ();
      g_autoptr(GError) error = NULL;

      tarn_test_tree_put (change, 1, 2000, 7, 'y');
      g_assert_true (tarn_batch_prepare (change, NULL));
      g_assert_true (tarn_tree_load (&fixture.tree, NULL));
      if (crafted->n_readable > 0)
        {
          g_assert_false (tarn_tree_apply (&fixture.tree, change, &error));
          g_assert_error (error, TARN_ERROR, TARN_ERROR_STORE_DAMAGED);
          g_assert_nonnull (strstr (error->message, "page 2"));
        }
    }

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
  for (gsize i = 0; i < G_N_ELEMENTS (crafted_leaves); i++)
    {
      g_autofree char *path = g_strconcat ("/tree-check/crafted leaf/", crafted_leaves[i].sentence,
                                           NULL);

      g_test_add_data_func (path, &crafted_leaves[i], test_crafted_leaf);
    }

  return g_test_run ();
}
