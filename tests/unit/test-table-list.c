/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-test.h"

#include "mib/tarn-mib.h"
#include "ops/tarn-table-list.h"
#include "store/tarn-memory-store.h"
#include "tarn-test-mib.h"

#define BASE "1.3.6.1.4.1.99999."

static TarnStore *
make_store (const char *names)
{
  TarnStore *store = tarn_memory_store_new ();
  g_autoptr(TarnBatch) batch = tarn_batch_new ();
  g_auto(GStrv) words = g_strsplit (names, " ", -1);
  g_autoptr(TarnValue) value = tarn_value_new_integer (1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *name = words[i][0] == '.' ? g_strdup (words[i] + 1)
                                                 : g_strconcat (BASE, words[i], NULL);
      g_autoptr(TarnOid) oid = words[i][0] != '\0' ? tarn_test_oid (name) : NULL;

      if (oid != NULL)
        tarn_batch_put (batch, oid, value);
    }

  g_assert_true (tarn_store_apply (store, batch, NULL));
  return store;
}

typedef struct
{
  const char *what;
  const char *names;
  const char *tables;   /* entry:rows x columns */
} Case;

static const Case cases[] = {
  { "nothing", "", "" },
  { "scalars only", "1.0 2.0 3.0", "" },
  { "a table between scalars", "1.0 7.1.1.5 7.1.1.6 7.1.2.5 7.1.2.6 9.0", "7.1:2x2" },
  { "two of them; rows are those of the longest column",
    "7.1.1.5 7.1.1.6 7.1.2.5 7.1.2.6 7.1.2.7 8.1.1.1 8.1.1.2 8.1.2.1 8.1.2.2", "7.1:3x2 8.1:2x2" },
};

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  g_autoptr(TarnStore) store = make_store (c->names);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) list = tarn_table_list (store, NULL, &error);
  g_autoptr(GString) text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < list->len; i++)
    {
      const TarnTableSummary *summary = list->pdata[i];
      g_autofree char *entry = tarn_oid_to_string (summary->entry);

      g_assert_null (summary->name);
      g_string_append_printf (text, "%s%s:%" G_GUINT64_FORMAT "x%u", i > 0 ? " " : "",
                              entry + 1 + strlen (BASE), summary->n_rows, summary->n_columns);
    }
  g_assert_cmpstr (text->str, ==, c->tables);
}

/* A module knows its tables though they have one row and one column; from anywhere in it. */
static void
test_known (void)
{
  static const struct { const char *what, *oid, *entry; } found[] = {
    { "the table", "1.3.6.1.2.1.2.2", "1.3.6.1.2.1.2.2.1" },
    { "its row", "1.3.6.1.2.1.2.2.1", "1.3.6.1.2.1.2.2.1" },
    { "a column", "1.3.6.1.2.1.2.2.1.2", "1.3.6.1.2.1.2.2.1" },
    { "an instance", "1.3.6.1.2.1.2.2.1.2.7", "1.3.6.1.2.1.2.2.1" },
    { "a column that the module does not know", "1.3.6.1.2.1.2.2.1.99.7", "1.3.6.1.2.1.2.2.1" },
    { "beside the row", "1.3.6.1.2.1.2.2.7", NULL },
    { "above the table", "1.3.6.1.2.1.2", NULL },
    { "inferred, an instance", BASE "7.1.1.5", BASE "7.1" },
    { "inferred, the table", BASE "7", BASE "7.1" },
    { "inferred, above it", "1.3.6.1.4.1.99999", NULL },
  };
  g_autoptr(TarnStore) store = make_store (".1.3.6.1.2.1.2.2.1.2.7 7.1.1.5 7.1.1.6 7.1.2.5 7.1.2.6");
  g_autoptr(TarnMib) mib = tarn_test_mib_open ();
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) list = tarn_table_list (store, mib, &error);
  const TarnTableSummary *first;
  g_autoptr(TarnTableSummary) copy = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 2);
  first = list->pdata[0];
  copy = tarn_table_summary_copy (first);
  g_assert_cmpstr (copy->name, ==, "ifTable");
  g_assert_cmpuint (copy->n_rows, ==, 1);
  g_assert_cmpuint (copy->n_columns, ==, 1);

  for (guint i = 0; i < G_N_ELEMENTS (found); i++)
    {
      g_autoptr(TarnOid) oid = tarn_test_oid (found[i].oid);
      g_autoptr(TarnOid) entry = tarn_table_find_entry (store, mib, oid);
      g_autofree char *text = entry != NULL ? tarn_oid_to_string (entry) : NULL;

      g_test_message ("%s", found[i].what);
      g_assert_cmpstr (text != NULL ? text + 1 : NULL, ==, found[i].entry);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/table-list/%s", cases[i].what);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/table-list/known", test_known);

  return g_test_run ();
}
