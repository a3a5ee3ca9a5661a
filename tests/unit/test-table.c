/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Rows of tables by arcs alone; with modules see system/test-cli-table.c.
 */
#include "tarn-test.h"

#include "ops/tarn-table.h"
#include "store/tarn-memory-store.h"

#define TABLE "1.3.6.1.4.1.99999.7"

/* "1.1.5" is column 1, instance 5 below the row of the table. */
static TarnStore *
make_store (const char *cells)
{
  TarnStore *store = tarn_memory_store_new ();
  g_autoptr(TarnBatch) batch = tarn_batch_new ();
  g_auto(GStrv) words = g_strsplit (cells, " ", -1);
  g_autoptr(GError) error = NULL;

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *text = g_strdup_printf (TABLE ".%s", words[i]);
      g_autoptr(TarnOid) oid = tarn_test_oid (text);
      g_autoptr(TarnValue) value = tarn_value_new_integer ((gint32) i);

      if (words[i][0] != '\0')
        tarn_batch_put (batch, oid, value);
    }

  tarn_store_apply (store, batch, &error);
  g_assert_no_error (error);
  return store;
}

static void
row_cb (TarnTable          *table,
        const TarnTableRow *row,
        gpointer            user_data)
{
  GString *text = user_data;
  g_autoptr(TarnTextStyle) style = tarn_text_style_new (NULL);

  tarn_table_append_instance (table, style, row, text);
  g_string_append_c (text, ':');
  for (guint i = 0; i < tarn_table_get_n_columns (table); i++)
    {
      g_string_append_c (text, ' ');
      if (row->cells[i].tlv.len == 0)
        g_string_append_c (text, '-');
      tarn_table_append_cell (table, style, row, i, text);
    }
  g_string_append_c (text, '\n');
}

/* Headings, then rows, read @max at a time. */
static char *
render (TarnTable *table,
        gsize      max)
{
  GString *text = g_string_new (NULL);
  g_autoptr(GError) error = NULL;
  gssize n;

  for (guint i = 0; i < tarn_table_get_n_columns (table); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "", tarn_table_get_column_name (table, i));
  g_string_append_c (text, '\n');

  do
    n = tarn_table_read (table, max, row_cb, text, &error);
  while (n == (gssize) max);
  g_assert_no_error (error);
  g_assert_cmpint (n, >=, 0);
  return g_string_free (text, FALSE);
}

typedef struct
{
  const char *what;
  const char *cells;
  const char *root;
  const char *join;     /* nullable */
  const char *shown;
} Case;

static const Case cases[] = {
  { "a table: its row is its arc 1 (P-IDX-16)", "1.1.5 1.1.6 1.2.5 1.2.6", TABLE, NULL,
    "1 2\n5: 0 2\n6: 1 3\n" },
  { "its row", "1.1.5 1.1.6 1.2.5 1.2.6", TABLE ".1", NULL, "1 2\n5: 0 2\n6: 1 3\n" },
  { "what is below two arcs is a row, not a table", "1.5 1.6 2.5 2.7", TABLE, NULL,
    "1 2\n5: 0 2\n6: 1 -\n7: - 3\n" },
  { "absent is neither empty nor zero (P-MGR-08): the union of all instances",
    "1.1.1 1.2.2 1.3.3", TABLE, NULL, "1 2 3\n1: 0 - -\n2: - 1 -\n3: - - 2\n" },
  { "instances are compared arc by arc (P-OID-10)", "1.1.127 1.1.128 1.1.16383 1.1.16384 1.2.200",
    TABLE, NULL, "1 2\n127: 0 -\n128: 1 -\n200: - 4\n16383: 2 -\n16384: 3 -\n" },
  { "an instance may begin another one", "1.1.5 1.1.5.1 1.2.5.1 1.2.6", TABLE, NULL,
    "1 2\n5: 0 -\n5.1: 1 2\n6: - 3\n" },
  { "columns of large arcs", "1.127.1 1.128.1 1.4294967295.1", TABLE, NULL,
    "127 128 4294967295\n1: 0 1 2\n" },
  { "a varbind at a column is no cell", "1.1 1.1.5 1.2 1.3.5", TABLE ".1", NULL,
    "1 3\n5: 1 3\n" },
  { "two tables side by side", "1.1.1.5 1.1.1.6 2.1.4.5 2.1.4.7", TABLE ".1", TABLE ".2",
    "1 4\n5: 0 2\n6: 1 -\n7: - 3\n" },
  { "joined to itself it is there once", "1.1.5", TABLE, TABLE, "1\n5: 0\n" },
  { "nothing", "", TABLE, NULL, "\n" },
  { "a single varbind is no table", "1", TABLE, NULL, "\n" },
};

/* F-50: each hole that is shown is counted, and nothing else. */
static void
assert_ragged (TarnTable  *table,
               const char *shown)
{
  g_autoptr(TarnAnomalyCount) ragged = tarn_table_dup_ragged (table);
  guint n_holes = 0;

  for (const char *at = shown; (at = strstr (at, " -")) != NULL; at++)
    n_holes++;

  g_assert_cmpuint (ragged != NULL ? ragged->count : 0, ==, n_holes);
  if (ragged != NULL)
    g_assert_cmpint (ragged->anomaly, ==, TARN_ANOMALY_RAGGED);
}

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  g_autoptr(TarnStore) store = make_store (c->cells);
  g_autoptr(TarnOid) root = tarn_test_oid (c->root);
  g_autoptr(GError) error = NULL;
  TarnTable *table = tarn_table_new (store, NULL, root, &error);

  g_assert_no_error (error);
  if (c->join != NULL)
    {
      g_autoptr(TarnOid) other = tarn_test_oid (c->join);

      g_assert_true (tarn_table_join (table, other, &error));
    }
  g_assert_true (tarn_table_find_columns (table, &error));

  for (gsize max = 1; max < 4; max++)
    {
      g_autofree char *shown = NULL;

      tarn_table_rewind (table);
      shown = render (table, max);
      g_assert_cmpstr (shown, ==, c->shown);
      assert_ragged (table, shown);
    }
  g_assert_finalize_object (table);
}

/* Without a module the column decides whether its octets are text, not the cell. */
static void
test_octets (void)
{
  static const struct { const char *name; guint8 octets[2]; } cells[] = {
    { TABLE ".1.1.5", "ab" }, { TABLE ".1.1.6", { 1, 2 } }, { TABLE ".1.2.5", "cd" },
  };
  g_autoptr(TarnStore) store = tarn_memory_store_new ();
  g_autoptr(TarnBatch) batch = tarn_batch_new ();
  g_autoptr(TarnOid) root = tarn_test_oid (TABLE);
  g_autofree char *shown = NULL;
  g_autoptr(GError) error = NULL;
  TarnTable *table;

  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    {
      g_autoptr(TarnOid) oid = tarn_test_oid (cells[i].name);
      g_autoptr(TarnValue) value = tarn_value_new_octets (TARN_KIND_OCTET_STRING,
                                                          cells[i].octets, 2);

      tarn_batch_put (batch, oid, value);
    }
  g_assert_true (tarn_store_apply (store, batch, &error));

  table = tarn_table_new (store, NULL, root, &error);
  g_assert_true (tarn_table_find_columns (table, &error));
  shown = render (table, 9);
  g_assert_cmpstr (shown, ==, "1 2\n5: 0x6162 cd\n6: 0x0102 -\n");
  g_assert_finalize_object (table);
}

/* What is told of the store while it changes: columns are those that were found, rows those
 * that are there. */
static void
test_changes (void)
{
  g_autoptr(TarnStore) store = make_store ("1.1.5 1.1.6 1.2.5");
  g_autoptr(TarnOid) root = tarn_test_oid (TABLE);
  g_autoptr(TarnOid) gone = tarn_test_oid (TABLE ".1.1.6");
  g_autoptr(TarnOid) new = tarn_test_oid (TABLE ".1.2.9");
  g_autoptr(TarnValue) value = tarn_value_new_integer (7);
  g_autoptr(TarnBatch) batch = tarn_batch_new ();
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GError) error = NULL;
  TarnTable *table = tarn_table_new (store, NULL, root, &error);

  g_assert_true (tarn_table_find_columns (table, &error));
  g_assert_cmpint (tarn_table_read (table, 1, row_cb, text, &error), ==, 1);
  tarn_batch_delete (batch, gone);
  tarn_batch_put (batch, new, value);
  g_assert_true (tarn_store_apply (store, batch, &error));
  g_assert_cmpint (tarn_table_read (table, 9, row_cb, text, &error), ==, 1);
  g_assert_cmpstr (text->str, ==, "5: 0 2\n9: - 7\n");
  g_assert_cmpint (tarn_table_read (table, 9, row_cb, text, &error), ==, 0);
  g_assert_finalize_object (table);
}

/* Random sparse tables beside a table in a hash. */
static void
test_random (void)
{
  for (guint round = 0; round < 50; round++)
    {
      guint n_columns = (guint) g_test_rand_int_range (1, 6);
      guint n_rows = (guint) g_test_rand_int_range (1, 40);
      g_autoptr(GString) cells = g_string_new (NULL);
      g_autoptr(GString) expected = g_string_new (NULL);
      g_autoptr(TarnStore) store = NULL;
      g_autoptr(TarnOid) root = tarn_test_oid (TABLE ".1");
      g_autofree int *at = g_new (int, n_columns * n_rows);
      g_autoptr(TarnTable) table = NULL;
      g_autofree char *shown = NULL;
      int n = 0;

      for (guint i = 0; i < n_columns; i++)
        for (guint j = 0; j < n_rows; j++)
          {
            /* Each column has its first row, so that each is there. */
            gboolean there = j == 0 || g_test_rand_bit ();

            at[i * n_rows + j] = there ? n++ : -1;
            if (there)
              g_string_append_printf (cells, "%s1.%u.%u", n > 1 ? " " : "", i + 1, 60 * j + 1);
          }

      for (guint i = 0; i < n_columns; i++)
        g_string_append_printf (expected, "%s%u", i > 0 ? " " : "", i + 1);
      g_string_append_c (expected, '\n');
      for (guint j = 0; j < n_rows; j++)
        {
          g_autoptr(GString) row = g_string_new (NULL);
          gboolean any = FALSE;

          g_string_append_printf (row, "%u:", 60 * j + 1);
          for (guint i = 0; i < n_columns; i++)
            if (at[i * n_rows + j] >= 0)
              {
                g_string_append_printf (row, " %d", at[i * n_rows + j]);
                any = TRUE;
              }
            else
              {
                g_string_append (row, " -");
              }
          if (any)
            g_string_append_printf (expected, "%s\n", row->str);
        }

      store = make_store (cells->str);
      table = tarn_table_new (store, NULL, root, NULL);
      g_assert_true (tarn_table_find_columns (table, NULL));
      shown = render (table, (gsize) g_test_rand_int_range (1, 50));
      g_assert_cmpstr (shown, ==, expected->str);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/table/%u", i);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/table/changes", test_changes);
  g_test_add_func ("/table/octets", test_octets);
  g_test_add_func ("/table/random", test_random);

  return g_test_run ();
}
