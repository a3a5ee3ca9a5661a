/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Rows of tables by number, beside what reading all of them tells.
 */
#include "tarn-test.h"

#include "ops/tarn-table.h"
#include "store/tarn-memory-store.h"

#define ENTRY     "1.3.6.1.4.1.99999.7.1"
#define N_COLUMNS 5

static TarnOid *
cell_oid (guint column,
          guint instance)
{
  /* Instances of two arcs of one to two octets, so that order is not that of octets. */
  g_autofree char *text = g_strdup_printf (ENTRY ".%u.%u.%u", column, instance / 7, instance * 9);

  return tarn_test_oid (text);
}

static void
row_cb (TarnTable          *table,
        const TarnTableRow *row,
        gpointer            user_data)
{
  g_ptr_array_add (user_data, g_bytes_new (row->instance.data, row->instance.len));
}

static void
count_all (TarnTable *table)
{
  g_autoptr(GError) error = NULL;
  gboolean counted = FALSE;

  /* No time at all: each call makes some headway nevertheless. */
  for (guint i = 0; !counted; i++)
    {
      g_assert_true (tarn_table_count (table, 0, &counted, &error));
      g_assert_cmpuint (i, <, 10000);
    }
}

/* Every row has its number, and no other has. */
static void
assert_rows (TarnTable *table)
{
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr(GError) error = NULL;
  TarnSpan instance;
  guint64 n;

  tarn_table_rewind (table);
  g_assert_cmpint (tarn_table_read (table, G_MAXSIZE, row_cb, rows, &error), ==, rows->len);
  g_assert_true (tarn_table_get_n_rows (table, &n, &error));
  g_assert_cmpuint (n, ==, rows->len);

  for (guint i = 0; i < rows->len; i++)
    {
      TarnSpan expected = tarn_test_span (rows->pdata[i]);

      g_assert_true (tarn_table_seek_row (table, i, &instance, &error));
      g_assert_cmpmem (instance.data, instance.len, expected.data, expected.len);
      g_assert_true (tarn_table_find_row (table, expected, &n, &error));
      g_assert_cmpuint (n, ==, i);
    }

  g_assert_false (tarn_table_seek_row (table, rows->len, &instance, &error));
  g_assert_no_error (error);
}

typedef struct
{
  const char *what;
  guint       column;       /* of 1 to N_COLUMNS; 0: any          */
  guint       n;            /* how many cells                     */
  gboolean    put;
} Change;

static const Change changes[] = {
  { "a cell of one column comes", 2, 1, TRUE },
  { "cells of one column come", 3, 20, TRUE },
  { "cells of the first column go", 1, 20, FALSE },
  { "cells of all columns come", 0, 30, TRUE },
  { "cells of all columns go", 0, 60, FALSE },
  { "a column goes", 2, 2000, FALSE },
  { "nearly all goes", 0, 4000, FALSE },
  { "another column becomes the longest", 5, 500, TRUE },
};

static void
apply (TarnStore     *store,
       TarnTable     *table,
       const Change  *change)
{
  g_autoptr(TarnBatch) batch = tarn_batch_new ();
  g_autoptr(TarnOid) first = NULL, last = NULL;
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < change->n; i++)
    {
      guint column = change->column != 0 ? change->column
                                         : (guint) g_test_rand_int_range (1, N_COLUMNS + 1);
      g_autoptr(TarnOid) oid = cell_oid (column, (guint) g_test_rand_int_range (0, 300));
      g_autoptr(TarnValue) value = tarn_value_new_integer (7);

      if (change->put)
        tarn_batch_put (batch, oid, value);
      else
        tarn_batch_delete (batch, oid);

      if (first == NULL || tarn_oid_compare (oid, first) < 0)
        {
          g_clear_pointer (&first, tarn_oid_unref);
          first = tarn_oid_ref (oid);
        }
      if (last == NULL || tarn_oid_compare (oid, last) > 0)
        {
          g_clear_pointer (&last, tarn_oid_unref);
          last = tarn_oid_ref (oid);
        }
    }

  g_assert_true (tarn_store_apply (store, batch, &error));
  g_assert_true (tarn_table_touch (table, first, last));
}

static void
test_random (void)
{
  for (guint round = 0; round < 20; round++)
    {
      g_autoptr(TarnStore) store = tarn_memory_store_new ();
      g_autoptr(TarnBatch) batch = tarn_batch_new ();
      g_autoptr(TarnOid) entry = tarn_test_oid (ENTRY);
      g_autoptr(GError) error = NULL;
      guint odds = (guint) g_test_rand_int_range (1, 20);
      TarnTable *table;

      for (guint column = 1; column <= N_COLUMNS; column++)
        for (guint i = 0; i < 300; i++)
          {
            g_autoptr(TarnOid) oid = cell_oid (column, i);
            g_autoptr(TarnValue) value = tarn_value_new_integer ((gint32) i);

            if (i == 0 || g_test_rand_int_range (0, 20) < (int) odds)
              tarn_batch_put (batch, oid, value);
          }
      g_assert_true (tarn_store_apply (store, batch, &error));

      table = tarn_table_new (store, NULL, entry, &error);
      g_assert_true (tarn_table_find_columns (table, &error));
      count_all (table);
      assert_rows (table);

      for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
        {
          g_test_message ("%s", changes[i].what);
          apply (store, table, &changes[i]);
          /* Some changes come while others are still looked at. */
          if (round % 2 == 0 || i % 3 == 0)
            {
              count_all (table);
              assert_rows (table);
            }
        }
      count_all (table);
      assert_rows (table);
      g_assert_finalize_object (table);
    }
}

/* What begins with the cells of the longest column needs no counting to be told. */
static void
test_at_once (void)
{
  g_autoptr(TarnStore) store = tarn_memory_store_new ();
  g_autoptr(TarnBatch) batch = tarn_batch_new ();
  g_autoptr(TarnOid) entry = tarn_test_oid (ENTRY);
  g_autoptr(TarnOid) column = tarn_test_oid (ENTRY ".1");
  g_autoptr(TarnValue) value = tarn_value_new_integer (1);
  g_autoptr(GError) error = NULL;
  gboolean counted;
  TarnTable *table;
  guint64 n;

  /* A varbind at the column itself is no cell, and no row. */
  tarn_batch_put (batch, column, value);
  for (guint i = 0; i < 1000; i++)
    for (guint j = 1; j < 4; j++)
      {
        g_autoptr(TarnOid) oid = cell_oid (j, i);

        if (j == 1 || i % 10 == j)
          tarn_batch_put (batch, oid, value);
      }
  g_assert_true (tarn_store_apply (store, batch, &error));

  table = tarn_table_new (store, NULL, entry, &error);
  g_assert_true (tarn_table_get_n_rows (table, &n, &error));
  g_assert_cmpuint (n, ==, 0);
  g_assert_true (tarn_table_find_columns (table, &error));
  g_assert_true (tarn_table_count (table, 0, &counted, &error));
  g_assert_true (tarn_table_get_n_rows (table, &n, &error));
  g_assert_cmpuint (n, ==, 1000);
  g_assert_cmpuint (tarn_table_get_n_cells (table), ==, 1200);
  count_all (table);
  assert_rows (table);
  g_assert_finalize_object (table);
}

/* Ranges that have nothing to do with the table cost nothing. */
static void
test_touch (void)
{
  static const struct { const char *what, *first, *last; gboolean touched; } cases[] = {
    { "before it", "1.3.6.1.2.1.1.1.0", "1.3.6.1.4.1.99999.6", FALSE },
    { "behind it", "1.3.6.1.4.1.99999.8", "1.3.6.1.6", FALSE },
    { "all around it", "1.3.6.1.2.1.1.1.0", "1.3.6.1.6", TRUE },
    { "in it", ENTRY ".1.0.0", ENTRY ".1.0.0", TRUE },
    { "into it", "1.3.6.1.2.1.1.1.0", ENTRY ".2.0.0", TRUE },
    { "out of it", ENTRY ".2.0.0", "1.3.6.1.6", TRUE },
    { "nobody knows", NULL, NULL, TRUE },
  };
  g_autoptr(TarnStore) store = tarn_memory_store_new ();
  g_autoptr(TarnOid) entry = tarn_test_oid (ENTRY);
  g_autoptr(TarnTable) table = tarn_table_new (store, NULL, entry, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(TarnOid) first = cases[i].first != NULL ? tarn_test_oid (cases[i].first) : NULL;
      g_autoptr(TarnOid) last = cases[i].last != NULL ? tarn_test_oid (cases[i].last) : NULL;

      g_test_message ("%s", cases[i].what);
      g_assert_cmpint (tarn_table_touch (table, first, last), ==, cases[i].touched);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/table-rows/random", test_random);
  g_test_add_func ("/table-rows/at-once", test_at_once);
  g_test_add_func ("/table-rows/touch", test_touch);

  return g_test_run ();
}
