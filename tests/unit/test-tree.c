/* The counted tree over a pager in memory, against a sorted list that is obviously
 * right.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "base/tarn-error.h"
#include "tarn-test-tree.h"

/* The slower truth: GTree of TarnOid → TarnVarbind. */
static int
compare_oids (gconstpointer a,
              gconstpointer b,
              gpointer      data)
{
  return tarn_oid_compare (a, b);
}

static GTree *
truth_new (void)
{
  return g_tree_new_full (compare_oids, NULL, (GDestroyNotify) tarn_oid_unref,
                          (GDestroyNotify) tarn_varbind_unref);
}

static void
truth_put (GTree       *truth,
           TarnVarbind *varbind)
{
  g_tree_replace (truth, tarn_oid_ref (tarn_varbind_get_oid (varbind)),
                  tarn_varbind_ref (varbind));
}

static void
assert_row (const TarnPage *leaf,
            guint           index,
            TarnVarbind    *expected)
{
  TarnSpan name = tarn_oid_span (tarn_varbind_get_oid (expected));
  gsize len;
  const guint8 *tlv = tarn_value_get_tlv (tarn_varbind_get_value (expected), &len);
  TarnRow row;

  g_assert_true (tarn_page_get_row (leaf, index, &row));
  g_assert_cmpmem (row.name.data, row.name.len, name.data, name.len);
  g_assert_cmpmem (row.tlv.data, row.tlv.len, tlv, len);
}

/* Walks the whole tree beside the truth; asks for ranks and numbers on the way. */
static void
assert_equal (TarnTestTree *self,
              GTree   *truth)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(TarnPage) leaf = NULL;
  guint64 n = 0;
  guint index = 0;

  g_assert_cmpuint (self->tree.n_rows, ==, g_tree_nnodes (truth));
  leaf = tarn_tree_seek (&self->tree, tarn_span (NULL, 0), TRUE, &index, &error);

  for (GTreeNode *node = g_tree_node_first (truth); node != NULL; node = g_tree_node_next (node))
    {
      TarnSpan name = tarn_oid_span (g_tree_node_key (node));

      g_assert_no_error (error);
      g_assert_nonnull (leaf);
      assert_row (leaf, index, g_tree_node_value (node));

      if (n % 7 == 0)
        {
          g_autoptr(TarnPage) nth = NULL;
          guint64 rank;
          guint nth_index;

          g_assert_true (tarn_tree_rank (&self->tree, name, &rank, &error));
          g_assert_cmpuint (rank, ==, n);
          nth = tarn_tree_seek_nth (&self->tree, n, &nth_index, &error);
          g_assert_nonnull (nth);
          assert_row (nth, nth_index, g_tree_node_value (node));
        }

      n++;
      if (++index == leaf->n_cells)
        {
          g_autoptr(TarnPage) before = g_steal_pointer (&leaf);

          leaf = tarn_tree_seek (&self->tree, name, FALSE, &index, &error);
          g_assert_no_error (error);
        }
    }

  g_assert_null (leaf);
  g_assert_null (tarn_tree_seek_nth (&self->tree, n, &index, &error));
  g_assert_no_error (error);
}

static void
test_empty (void)
{
  TarnTestTree fixture;
  g_autoptr(TarnBatch) batch = tarn_batch_new ();
  g_autoptr(TarnOid) oid = tarn_test_oid ("1.3");
  g_autoptr(GError) error = NULL;
  guint64 rank = 1;
  guint index;

  tarn_test_tree_init (&fixture);
  g_assert_null (tarn_tree_seek (&fixture.tree, tarn_oid_span (oid), TRUE, &index, &error));
  g_assert_null (tarn_tree_seek_nth (&fixture.tree, 0, &index, &error));
  g_assert_true (tarn_tree_rank (&fixture.tree, tarn_oid_span (oid), &rank, &error));
  g_assert_cmpuint (rank, ==, 0);
  g_assert_no_error (error);

  tarn_batch_delete (batch, oid);
  tarn_test_tree_apply (&fixture, batch);
  tarn_test_tree_assert_sound (&fixture);
  g_assert_cmpuint (fixture.tree.n_levels, ==, 0);
  tarn_test_tree_clear (&fixture);
}

/* A scan arrives in order, as one table or as many columns at once: pages fill. */
static void
test_append (gconstpointer data)
{
  guint n_columns = GPOINTER_TO_UINT (data);
  g_autoptr(TarnBatch) batch = tarn_batch_new ();
  g_autoptr(GTree) truth = truth_new ();
  gsize octets = 0, room;
  TarnTestTree fixture;

  tarn_test_tree_init (&fixture);
  for (guint at = 0; at < 20000 / n_columns; at += 1000 / n_columns)
    {
      tarn_batch_clear (batch);
      for (guint row = at; row < at + 1000 / n_columns; row++)
        for (guint column = 0; column < n_columns; column++)
          {
            g_autoptr(TarnVarbind) varbind = tarn_test_tree_make_varbind (column, row, 8, 'x');

            tarn_batch_put (batch, tarn_varbind_get_oid (varbind),
                            tarn_varbind_get_value (varbind));
            truth_put (truth, varbind);
          }
      octets += tarn_batch_get_n_octets (batch) + 2 * tarn_batch_get_size (batch);
      tarn_test_tree_apply (&fixture, batch);
      tarn_test_tree_assert_sound (&fixture);
    }

  assert_equal (&fixture, truth);
  room = (gsize) g_hash_table_size (fixture.pages) * TARN_PAGE_SIZE;
  g_test_message ("%u columns: pages are filled to %.0f %%", n_columns, 100.0 * octets / room);
  g_assert_cmpfloat ((double) octets / room, >, n_columns == 1 ? 0.9 : 0.7);
  tarn_test_tree_clear (&fixture);
}

static void
test_equal_is_not_written (void)
{
  g_autoptr(TarnBatch) batch = tarn_batch_new ();
  TarnTestTree fixture;

  tarn_test_tree_init (&fixture);
  for (guint row = 0; row < 5000; row++)
    tarn_test_tree_put (batch, 1, row, 8, 'x');
  tarn_test_tree_apply (&fixture, batch);

  fixture.n_writes = 0;
  tarn_test_tree_apply (&fixture, batch);
  g_assert_cmpuint (fixture.n_writes, ==, 0);

  /* One varbind that differs, at the same length: its leaf alone. */
  tarn_batch_clear (batch);
  tarn_test_tree_put (batch, 1, 2500, 8, 'y');
  tarn_test_tree_apply (&fixture, batch);
  g_assert_cmpuint (fixture.n_writes, ==, 1);

  /* One more varbind: a leaf or the two it becomes, its parents, the root record. */
  fixture.n_writes = 0;
  tarn_batch_clear (batch);
  tarn_test_tree_put (batch, 1, 6000, 8, 'y');
  tarn_test_tree_apply (&fixture, batch);
  g_assert_cmpuint (fixture.n_writes, <=, 4);

  tarn_test_tree_assert_sound (&fixture);
  tarn_test_tree_clear (&fixture);
}

/* Sizes of values: mostly small, sometimes more than a page. */
static gsize
random_size (GRand *rand)
{
  switch (g_rand_int_range (rand, 0, 40))
    {
    case 0:
      return (gsize) g_rand_int_range (rand, 0, 60001);
    case 1:
    case 2:
      return (gsize) g_rand_int_range (rand, 0, 5000);
    default:
      return (gsize) g_rand_int_range (rand, 0, 40);
    }
}

static void
random_batch (GRand     *rand,
              guint      percent_deleted,
              TarnBatch *batch,
              GTree     *truth)
{
  guint n = (guint) g_rand_int_range (rand, 1, 300);

  tarn_batch_clear (batch);
  for (guint i = 0; i < n; i++)
    {
      guint column = (guint) g_rand_int_range (rand, 0, 3);
      guint row = (guint) g_rand_int_range (rand, 0, 2000) * 77;
      g_autoptr(TarnVarbind) varbind = NULL;

      varbind = tarn_test_tree_make_varbind (column, row, random_size (rand), (guint8) i);
      if ((guint) g_rand_int_range (rand, 0, 100) < percent_deleted)
        {
          tarn_batch_delete (batch, tarn_varbind_get_oid (varbind));
          g_tree_remove (truth, tarn_varbind_get_oid (varbind));
        }
      else
        {
          tarn_batch_put (batch, tarn_varbind_get_oid (varbind),
                          tarn_varbind_get_value (varbind));
          truth_put (truth, varbind);
        }
    }
}

/* Grows, churns, shrinks to nothing, grows again. */
static void
test_random (gconstpointer data)
{
  static const guint percent_deleted[] = { 5, 50, 95, 20 };
  g_autoptr(GRand) rand = g_rand_new_with_seed (GPOINTER_TO_UINT (data));
  g_autoptr(TarnBatch) batch = tarn_batch_new ();
  g_autoptr(GTree) truth = truth_new ();
  g_autoptr(GError) error = NULL;
  TarnTestTree fixture;

  tarn_test_tree_init (&fixture);
  for (guint phase = 0; phase < G_N_ELEMENTS (percent_deleted); phase++)
    {
      for (guint i = 0; i < 25; i++)
        {
          random_batch (rand, percent_deleted[phase], batch, truth);
          tarn_test_tree_apply (&fixture, batch);
          tarn_test_tree_assert_sound (&fixture);
        }
      assert_equal (&fixture, truth);

      /* What is stored is what is remembered. */
      g_assert_true (tarn_tree_load (&fixture.tree, &error));
      assert_equal (&fixture, truth);
    }

  tarn_batch_clear (batch);
  for (GTreeNode *node = g_tree_node_first (truth); node != NULL; node = g_tree_node_next (node))
    tarn_batch_delete (batch, g_tree_node_key (node));
  tarn_test_tree_apply (&fixture, batch);
  tarn_test_tree_assert_sound (&fixture);
  g_assert_cmpuint (fixture.tree.n_rows, ==, 0);
  g_assert_cmpuint (fixture.tree.n_levels, ==, 0);
  /* No page stays behind but the root record. */
  g_assert_cmpuint (g_hash_table_size (fixture.pages), ==, 1);
  tarn_test_tree_clear (&fixture);
}

/* Values that grow split leaves below pages that do not, in a tree that is loaded again
 * after each change, as another process would: no page number is given out twice. */
static void
test_reloaded (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (7);
  g_autoptr(TarnBatch) batch = tarn_batch_new ();
  g_autoptr(GTree) truth = truth_new ();
  g_autoptr(GError) error = NULL;
  TarnTestTree fixture;

  tarn_test_tree_init (&fixture);
  for (guint round = 0; round < 400; round++)
    {
      guint n = round == 0 ? 90000 : 50;

      tarn_batch_clear (batch);
      for (guint i = 0; i < n; i++)
        {
          guint row = round == 0 ? i : (guint) g_rand_int_range (rand, 0, 60000);
          gsize len = round == 0 ? 0 : (gsize) g_rand_int_range (rand, 0, 40);
          g_autoptr(TarnVarbind) varbind = NULL;

          varbind = tarn_test_tree_make_varbind (1, row, len, (guint8) round);
          tarn_batch_put (batch, tarn_varbind_get_oid (varbind),
                          tarn_varbind_get_value (varbind));
          truth_put (truth, varbind);
        }
      tarn_test_tree_apply (&fixture, batch);
      g_assert_cmpuint (fixture.tree.n_levels, >=, 3);
      g_assert_true (tarn_tree_load (&fixture.tree, &error));
    }

  tarn_test_tree_assert_sound (&fixture);
  assert_equal (&fixture, truth);
  tarn_test_tree_clear (&fixture);
}

/* Names of 1,250 octets: three children are all that an inner page holds. */
static void
test_long_names (void)
{
  g_autoptr(TarnBatch) batch = tarn_batch_new ();
  g_autoptr(TarnValue) value = tarn_value_new_integer (1);
  g_autoptr(GTree) truth = truth_new ();
  TarnTestTree fixture;

  tarn_test_tree_init (&fixture);
  for (guint i = 0; i < 300; i++)
    {
      guint8 octets[1250];
      g_autoptr(TarnVarbind) varbind = NULL;
      g_autoptr(TarnOid) oid = NULL;

      memset (octets, 0xff, sizeof octets);
      octets[0] = 0x2b;
      for (gsize at = 1; at < 1246; at += 5)
        {
          octets[at] = 0x8f;
          octets[at + 4] = 0x7f;
        }
      octets[1246] = (guint8) (i / 128);
      octets[1247] = (guint8) (i % 128);
      octets[1248] = 0x01;
      octets[1249] = 0x01;
      oid = tarn_oid_new_name (tarn_span (octets, sizeof octets));
      varbind = tarn_varbind_new (oid, value);
      tarn_batch_put (batch, oid, value);
      truth_put (truth, varbind);
      if (i % 10 == 9)
        {
          tarn_test_tree_apply (&fixture, batch);
          tarn_test_tree_assert_sound (&fixture);
          tarn_batch_clear (batch);
        }
    }

  assert_equal (&fixture, truth);
  g_assert_cmpuint (fixture.tree.n_levels, >, 4);
  tarn_test_tree_clear (&fixture);
}

/* Whichever write fails, the error is passed on. */
static void
test_failing_write (void)
{
  for (guint fail_at = 1;; fail_at++)
    {
      g_autoptr(TarnBatch) batch = tarn_batch_new ();
      g_autoptr(GError) error = NULL;
      gboolean ok;
      TarnTestTree fixture;

      tarn_test_tree_init (&fixture);
      for (guint row = 0; row < 2000; row++)
        tarn_test_tree_put (batch, 1, row, 8, 'x');
      g_assert_true (tarn_batch_prepare (batch, NULL));
      fixture.n_writes = 0;
      fixture.fail_at = fail_at;
      ok = tarn_tree_apply (&fixture.tree, batch, &error);
      if (!ok)
        g_assert_error (error, TARN_ERROR, TARN_ERROR_STORE_FULL);
      tarn_test_tree_clear (&fixture);

      if (ok)
        {
          g_assert_cmpuint (fail_at, >, 10);
          return;
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/tree/empty", test_empty);
  g_test_add_data_func ("/tree/append/one column", GUINT_TO_POINTER (1), test_append);
  g_test_add_data_func ("/tree/append/twenty columns at once", GUINT_TO_POINTER (20),
                        test_append);
  g_test_add_func ("/tree/equal octets are not written", test_equal_is_not_written);
  g_test_add_func ("/tree/reloaded", test_reloaded);
  g_test_add_data_func ("/tree/random/1", GUINT_TO_POINTER (1), test_random);
  g_test_add_data_func ("/tree/random/2", GUINT_TO_POINTER (2), test_random);
  g_test_add_data_func ("/tree/random/3", GUINT_TO_POINTER (3), test_random);
  g_test_add_func ("/tree/long names", test_long_names);
  g_test_add_func ("/tree/failing write", test_failing_write);

  return g_test_run ();
}
