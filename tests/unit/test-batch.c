/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "base/tarn-error.h"
#include "store/tarn-batch-private.h"
#include "tarn-test.h"

static void
put_integer (TarnBatch  *batch,
             const char *text,
             gint32      number)
{
  g_autoptr(TarnOid) oid = tarn_test_oid (text);
  g_autoptr(TarnValue) value = tarn_value_new_integer (number);

  tarn_batch_put (batch, oid, value);
}

static void
delete (TarnBatch  *batch,
        const char *text)
{
  g_autoptr(TarnOid) oid = tarn_test_oid (text);

  tarn_batch_delete (batch, oid);
}

/* "1.3.1=5 1.3.2-": the changes as they stand, an integer for each that puts. */
static void
assert_changes (TarnBatch  *batch,
                const char *expected)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < batch->changes->len; i++)
    {
      g_autoptr(TarnOid) oid = tarn_oid_new_name (tarn_batch_get_name (batch, i));
      g_autofree char *name = tarn_oid_to_string (oid);
      TarnSpan cell = tarn_batch_get_cell (batch, i);

      g_string_append_printf (text, "%s%s", i > 0 ? " " : "", name + (name[0] == '.'));
      if (cell.len > 0)
        g_string_append_printf (text, "=%d", cell.data[cell.len - 1]);
      else
        g_string_append_c (text, '-');
    }

  g_assert_cmpstr (text->str, ==, expected);
}

static void
prepare (TarnBatch *batch)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (tarn_batch_prepare (batch, &error));
  g_assert_no_error (error);
}

/* Octet order is not OID order (rule P-OID-10): 16384 comes after 16383. */
static void
test_order (void)
{
  g_autoptr(TarnBatch) batch = tarn_batch_new ();

  put_integer (batch, "1.3.16384", 1);
  put_integer (batch, "1.3.16383", 2);
  put_integer (batch, "1.3", 3);
  put_integer (batch, "1.3.16383.0", 4);
  g_assert_cmpuint (tarn_batch_get_size (batch), ==, 4);

  prepare (batch);
  assert_changes (batch, "1.3=3 1.3.16383=2 1.3.16383.0=4 1.3.16384=1");
}

static void
test_last_wins (void)
{
  g_autoptr(TarnBatch) batch = tarn_batch_new ();

  put_integer (batch, "1.3.1", 1);
  put_integer (batch, "1.3.2", 2);
  delete (batch, "1.3.1");
  put_integer (batch, "1.3.2", 3);
  delete (batch, "1.3.3");
  put_integer (batch, "1.3.3", 4);
  prepare (batch);
  assert_changes (batch, "1.3.1- 1.3.2=3 1.3.3=4");

  /* Filled further after it was in order. */
  put_integer (batch, "1.3.1", 5);
  prepare (batch);
  assert_changes (batch, "1.3.1=5 1.3.2=3 1.3.3=4");

  tarn_batch_clear (batch);
  g_assert_cmpuint (tarn_batch_get_size (batch), ==, 0);
  g_assert_cmpuint (tarn_batch_get_n_octets (batch), ==, 0);
  put_integer (batch, "1.3.9", 6);
  prepare (batch);
  assert_changes (batch, "1.3.9=6");
}

/* The varbind is BER around a value that stays as it came, even where its own length
 * octets promise more than there is (rule P-BER-14). */
static void
test_cell (void)
{
  static const guint8 name[] = { 0x2b, 0x06 };
  static const guint8 clamped[] = { 0x04, 0x03, 'a', 'b' };
  static const guint8 cell[] = { 0x30, 0x08, 0x06, 0x02, 0x2b, 0x06, 0x04, 0x03, 'a', 'b' };
  g_autoptr(TarnBatch) batch = tarn_batch_new ();
  TarnRow row = { .name = { name, sizeof name } };

  tarn_row_set_tlv (&row, tarn_span (clamped, sizeof clamped));
  g_assert_cmpuint (row.anomalies, ==, TARN_ANOMALY_STRING_CLAMPED);
  tarn_batch_put_row (batch, &row);
  g_assert_cmpmem (tarn_batch_get_cell (batch, 0).data, tarn_batch_get_cell (batch, 0).len,
                   cell, sizeof cell);
  g_assert_cmpmem (tarn_batch_get_name (batch, 0).data, tarn_batch_get_name (batch, 0).len,
                   name, sizeof name);
  g_assert_cmpuint (tarn_batch_get_n_octets (batch), ==, sizeof cell);
}

static void
test_too_large (void)
{
  g_autofree guint8 *octets = g_malloc0 (80000);
  g_autoptr(TarnOid) oid = tarn_test_oid ("1.3.6.1.7");
  TarnRow row = { .name = tarn_oid_span (oid) };
  g_autoptr(TarnBatch) batch = tarn_batch_new ();
  g_autoptr(GError) error = NULL;

  row.tlv = tarn_span (octets, 65536 + 5);
  tarn_batch_put_row (batch, &row);
  prepare (batch);

  row.tlv = tarn_span (octets, 80000);
  tarn_batch_put_row (batch, &row);
  g_assert_false (tarn_batch_prepare (batch, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_TOO_BIG);
  g_assert_nonnull (strstr (error->message, "1.3.6.1.7"));

  tarn_batch_clear (batch);
  prepare (batch);
}

static void
test_meta (void)
{
  g_autoptr(TarnBatch) batch = tarn_batch_new ();
  g_autoptr(TarnBatch) same = tarn_batch_ref (batch);

  tarn_batch_set_meta (batch, "a", g_variant_new_int32 (1));
  tarn_batch_set_meta (batch, "a", g_variant_new_string ("two"));
  tarn_batch_set_meta (batch, "b", NULL);
  g_assert_cmpuint (tarn_batch_get_size (same), ==, 0);
  g_assert_cmpuint (g_hash_table_size (same->meta), ==, 2);
  g_assert_cmpstr (g_variant_get_string (g_hash_table_lookup (same->meta, "a"), NULL), ==,
                   "two");
}

/* As if its names were compared one by one, and those of one name in the order in which
 * they came. */
static void
assert_sorts (TarnBatch *batch)
{
  guint n = batch->changes->len;
  gsize last_at = 0;

  tarn_batch_sort (batch);
  g_assert_cmpuint (batch->changes->len, ==, n);
  for (guint i = 0; i < n; i++)
    {
      gsize at = g_array_index (batch->changes, TarnChange, i).at;
      int order = i == 0 ? -1 : tarn_name_compare (tarn_batch_get_name (batch, i - 1),
                                                   tarn_batch_get_name (batch, i));

      g_assert_cmpint (order, <=, 0);
      if (order == 0)
        g_assert_cmpuint (at, >, last_at);
      last_at = at;
    }
}

/* Many names by chance, some of them again. */
static void
test_sort (void)
{
  static const guint32 arcs_of[] = { 0, 1, 39, 127, 128, 300, 16383, 16384, 4294967295u };
  g_autoptr(GRand) rand = g_rand_new_with_seed (20261122);

  for (guint run = 0; run < 200; run++)
    {
      g_autoptr(TarnBatch) batch = tarn_batch_new ();
      gint32 n = g_rand_int_range (rand, 1, run < 190 ? 60 : 4000);
      gint32 depth = g_rand_int_range (rand, 2, 16);

      for (gint32 i = 0; i < n; i++)
        {
          guint32 arcs[20] = { 1, 3, 6, 1 };
          gint32 len = g_rand_int_range (rand, 4, 4 + depth);
          g_autoptr(TarnOid) oid = NULL;
          g_autoptr(TarnValue) value = tarn_value_new_integer (i);

          for (gint32 k = 4; k < len; k++)
            arcs[k] = arcs_of[g_rand_int_range (rand, 0, G_N_ELEMENTS (arcs_of))];
          oid = tarn_oid_new_arcs (arcs, (gsize) len, NULL);
          tarn_batch_put (batch, oid, value);
        }

      assert_sorts (batch);
    }
}

/* Pieces of columns, as answers bring them, in any order and some of them again. */
static void
test_merge (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (20261123);

  for (guint run = 0; run < 100; run++)
    {
      g_autoptr(TarnBatch) batch = tarn_batch_new ();
      guint32 next[8] = { 0 };
      gint32 n_pieces = g_rand_int_range (rand, 1, 30);

      for (gint32 i = 0; i < n_pieces; i++)
        {
          guint32 column = (guint32) g_rand_int_range (rand, 0, G_N_ELEMENTS (next));
          guint32 from = next[column] - (guint32) g_rand_int_range (rand, 0, 3);

          if (from > next[column])
            from = 0;
          next[column] = from + (guint32) g_rand_int_range (rand, 1, run < 50 ? 200 : 40);
          for (guint32 row = from; row < next[column]; row++)
            {
              const guint32 arcs[] = { 1, 3, 6, 1, column, row };
              g_autoptr(TarnOid) oid = tarn_oid_new_arcs (arcs, G_N_ELEMENTS (arcs), NULL);
              g_autoptr(TarnValue) value = tarn_value_new_integer (i);

              tarn_batch_put (batch, oid, value);
            }
        }

      assert_sorts (batch);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/batch/order", test_order);
  g_test_add_func ("/batch/the last change of a name wins", test_last_wins);
  g_test_add_func ("/batch/cell", test_cell);
  g_test_add_func ("/batch/too large", test_too_large);
  g_test_add_func ("/batch/meta", test_meta);
  g_test_add_func ("/batch/sort", test_sort);
  g_test_add_func ("/batch/merge", test_merge);

  return g_test_run ();
}
