/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The rows of a table as a list, beside TarnTable's own reading; all that is told of changes
 * is followed.
 */

#include <stdio.h>

#include "tarn-table-model.h"
#include "tarn-test.h"

#define ENTRY     "1.3.6.1.4.1.99999.7.1"
#define N_COLUMNS 4

/* Somebody who follows the list, and holds lines from @first to @last; of others NULL. */
typedef struct
{
  GListModel *list;
  GPtrArray  *items;
  guint       first;
  guint       last;
  guint       n_told;
} Follower;

static void
items_changed_cb (Follower *self,
                  guint     position,
                  guint     removed,
                  guint     added)
{
  g_assert_cmpuint (position + removed, <=, self->items->len);
  /* Never both at once: a view looks for each row that it had among all that came. */
  g_assert_true (removed == 0 || added == 0 || (removed == 1 && added == 1));

  if (removed > 0)
    g_ptr_array_remove_range (self->items, position, removed);
  for (guint i = 0; i < added; i++)
    {
      gboolean held = position + i >= self->first && position + i <= self->last;

      g_ptr_array_insert (self->items, (int) (position + i),
                          held ? g_list_model_get_item (self->list, position + i) : NULL);
    }
  g_assert_cmpuint (g_list_model_get_n_items (self->list), ==, self->items->len);
  self->n_told++;
}

static void
clear_item (gpointer item)
{
  if (item != NULL)
    g_object_unref (item);
}

static void
follower_init (Follower   *self,
               GListModel *list,
               guint       first,
               guint       last)
{
  *self = (Follower) { .list = list, .first = first, .last = last };
  self->items = g_ptr_array_new_with_free_func (clear_item);
  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    g_ptr_array_add (self->items, i >= first && i <= last ? g_list_model_get_item (list, i) : NULL);
  g_signal_connect_swapped (list, "items-changed", G_CALLBACK (items_changed_cb), self);
}

static void
follower_clear (Follower *self)
{
  g_signal_handlers_disconnect_by_data (self->list, self);
  g_ptr_array_unref (self->items);
}

static void
settle (TarnTableModel *model)
{
  gint64 end_us = g_get_monotonic_time () + 10 * G_TIME_SPAN_SECOND;

  do
    {
      while (g_main_context_iteration (NULL, FALSE))
        ;
      g_assert_cmpint (g_get_monotonic_time (), <, end_us);
    }
  while (tarn_table_model_is_busy (model));
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
append_row_cb (TarnTable          *table,
               const TarnTableRow *row,
               gpointer            user_data)
{
  g_autoptr(TarnTextStyle) style = tarn_text_style_new (NULL);

  tarn_table_append_index (table, style, row, 0, user_data);
  for (guint i = 0; i < tarn_table_get_n_columns (table); i++)
    {
      g_string_append_c (user_data, ' ');
      if (row->cells[i].tlv.len == 0)
        g_string_append_c (user_data, '-');
      tarn_table_append_cell (table, style, row, i, user_data);
    }
  g_string_append_c (user_data, '\n');
}

static char *
render_table (TarnStore *store,
              TarnOid   *entry)
{
  g_autoptr(TarnTable) table = tarn_table_new (store, NULL, entry, NULL);
  GString *text = g_string_new (NULL);

  g_assert_true (tarn_table_find_columns (table, NULL));
  g_assert_cmpint (tarn_table_read (table, G_MAXSIZE, append_row_cb, text, NULL), >=, 0);
  return g_string_free (text, FALSE);
}

static void
append_line (TarnTableModel *model,
             TarnTableLine  *line,
             GString        *text)
{
  for (guint field = 0; field < tarn_table_model_get_n_fields (model); field++)
    {
      const char *shown = tarn_table_line_get_text (line, field);

      g_string_append_printf (text, "%s%s", field > 0 ? " " : "", shown != NULL ? shown : "-");
    }
  g_string_append_c (text, '\n');
}

static char *
render_model (TarnTableModel *model)
{
  GListModel *list = G_LIST_MODEL (model);
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func (g_object_unref);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    g_ptr_array_add (lines, g_list_model_get_item (list, i));
  settle (model);
  for (guint i = 0; i < lines->len; i++)
    append_line (model, lines->pdata[i], text);

  return g_string_free (text, FALSE);
}

/* What was told is true: the same objects, at the same places, with the right texts. */
static void
assert_follows (Follower   *self,
                const char *expected)
{
  g_autofree char *shown = render_model (TARN_TABLE_MODEL (self->list));

  g_assert_cmpstr (shown, ==, expected);
  g_assert_cmpuint (self->items->len, ==, g_list_model_get_n_items (self->list));
  for (guint i = 0; i < self->items->len; i++)
    {
      g_autoptr(TarnTableLine) line = g_list_model_get_item (self->list, i);

      if (self->items->pdata[i] != NULL)
        g_assert_true (self->items->pdata[i] == line);
    }
}

static void
put (TarnBatch *batch,
     guint      column,
     guint      instance,
     int        value)
{
  g_autofree char *text = g_strdup_printf (ENTRY ".%u.%u", column, instance);
  g_autoptr(TarnOid) oid = tarn_test_oid (text);
  g_autoptr(TarnValue) number = tarn_value_new_integer (value);

  if (value >= 0)
    tarn_batch_put (batch, oid, number);
  else
    tarn_batch_delete (batch, oid);
}

static void
apply (TarnStore *store,
       TarnBatch *batch)
{
  g_assert_true (tarn_store_apply (store, batch, NULL));
  g_assert_true (tarn_store_refresh (store, NULL));
}

/* Odds of a cell in twentieths. */
static TarnStore *
make_store (guint n_rows,
            guint odds)
{
  TarnStore *store = tarn_memory_store_new ();
  g_autoptr(TarnBatch) batch = tarn_batch_new ();

  for (guint column = 1; column <= N_COLUMNS; column++)
    for (guint i = 0; i < n_rows; i++)
      if (i == 0 || g_test_rand_int_range (0, 20) < (int) odds)
        put (batch, column, 3 * i + 1, g_test_rand_int_range (0, 50));

  apply (store, batch);
  return store;
}

typedef struct
{
  const char *what;
  guint       odds;      /* of a cell, in twentieths          */
  guint       first;     /* lines that somebody holds         */
  guint       last;
} Case;

static const Case cases[] = {
  { "every cell is there, all lines are held", 20, 0, G_MAXUINT },
  { "many cells are absent, all lines are held", 8, 0, G_MAXUINT },
  { "every cell is there, a few lines are held", 20, 20, 40 },
  { "many cells are absent, a few lines are held", 8, 10, 30 },
  { "nothing is held", 15, G_MAXUINT, G_MAXUINT },
};

/* Values, rows that come, rows that go, all of it; told in the order of the store. */
static void
test_random (gconstpointer data)
{
  const Case *c = data;
  g_autoptr(TarnStore) store = make_store (60, c->odds);
  g_autoptr(TarnOid) entry = tarn_test_oid (ENTRY);
  g_autoptr(GError) error = NULL;
  TarnTableModel *model = tarn_table_model_new (store, NULL, entry, NULL, &error);
  Follower follower;

  g_assert_no_error (error);
  follower_init (&follower, G_LIST_MODEL (model), c->first, c->last);
  for (guint round = 0; round < 60; round++)
    {
      g_autoptr(TarnBatch) batch = tarn_batch_new ();
      guint n = (guint) g_test_rand_int_range (1, round % 7 == 0 ? 60 : 5);
      guint column = (guint) g_test_rand_int_range (1, N_COLUMNS + 1);
      g_autofree char *expected = NULL;

      for (guint i = 0; i < n; i++)
        put (batch, round % 2 == 0 ? column : (guint) g_test_rand_int_range (1, N_COLUMNS + 1),
             (guint) g_test_rand_int_range (1, 200),
             round % 3 == 0 ? -1 : g_test_rand_int_range (0, 50));
      apply (store, batch);
      if (round % 4 == 3)
        continue;   /* the next one comes before all is looked at */

      settle (model);
      expected = render_table (store, entry);
      assert_follows (&follower, expected);
    }

  follower_clear (&follower);
  g_assert_finalize_object (model);
}

/* A change of a value alone moves nothing, and is marked for a moment. */
static void
test_value (void)
{
  g_autoptr(TarnStore) store = make_store (10, 20);
  g_autoptr(TarnOid) entry = tarn_test_oid (ENTRY);
  g_autoptr(TarnBatch) batch = tarn_batch_new ();
  TarnTableModel *model = tarn_table_model_new (store, NULL, entry, NULL, NULL);
  Follower follower;
  TarnTableLine *line;

  follower_init (&follower, G_LIST_MODEL (model), 0, G_MAXUINT);
  settle (model);
  line = follower.items->pdata[2];
  g_assert_true (tarn_table_line_is_read (line));
  g_assert_false (tarn_table_line_is_marked (line, 3));

  put (batch, 3, 7, 77);
  apply (store, batch);
  settle (model);
  g_assert_cmpuint (follower.n_told, ==, 0);
  g_assert_cmpstr (tarn_table_line_get_text (line, 3), ==, "77");
  g_assert_true (tarn_table_line_is_marked (line, 3));
  g_assert_false (tarn_table_line_is_marked (line, 2));
  while (tarn_table_line_is_marked (line, 3))
    g_main_context_iteration (NULL, TRUE);

  follower_clear (&follower);
  g_assert_finalize_object (model);
}

/* The smallest true changes, as "position-removed+added". */
static void
log_cb (GString *log,
        guint    position,
        guint    removed,
        guint    added)
{
  g_string_append_printf (log, "%s%u-%u+%u", log->len > 0 ? " " : "", position, removed, added);
}

static void
test_told (void)
{
  static const struct { const char *what; guint instance; int value; const char *told; } changes[] = {
    { "a row comes in front", 0, 5, "0-0+1" },
    { "a row comes in the middle", 8, 5, "4-0+1" },
    { "a row comes at the end", 100, 5, "13-0+1" },
    { "a row goes", 8, -1, "4-1+0" },
    { "the first row goes", 0, -1, "0-1+0" },
    { "nothing goes", 77, -1, "" },
  };
  g_autoptr(TarnStore) store = make_store (11, 20);
  g_autoptr(TarnOid) entry = tarn_test_oid (ENTRY);
  g_autoptr(TarnTableModel) model = tarn_table_model_new (store, NULL, entry, NULL, NULL);
  g_autoptr(GString) log = g_string_new (NULL);
  Follower follower;

  follower_init (&follower, G_LIST_MODEL (model), 0, G_MAXUINT);
  g_signal_connect_swapped (model, "items-changed", G_CALLBACK (log_cb), log);
  settle (model);
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autoptr(TarnBatch) batch = tarn_batch_new ();

      g_test_message ("%s", changes[i].what);
      g_string_truncate (log, 0);
      for (guint column = 1; column <= N_COLUMNS; column++)
        put (batch, column, changes[i].instance, changes[i].value);
      apply (store, batch);
      settle (model);
      g_assert_cmpstr (log->str, ==, changes[i].told);
    }
  follower_clear (&follower);
}

typedef struct
{
  const char *what;
  const char *values;      /* of column 1, by row; - is a hole, "text" a string */
  gboolean    descending;
  const char *text;        /* nullable: filter            */
  gboolean    sorted;
  const char *expected;    /* instances                   */
} Arranged;

static const Arranged arranged[] = {
  { "numbers as numbers", "10 9 100 1", FALSE, NULL, TRUE, "4 2 1 3" },
  { "the other way round", "10 9 100 1", TRUE, NULL, TRUE, "3 1 2 4" },
  { "negative numbers before others", "5 n7 0 n3", FALSE, NULL, TRUE, "2 4 3 1" },
  { "what is alike as it lies", "5 1 5 1", FALSE, NULL, TRUE, "2 4 1 3" },
  { "also the other way round", "5 1 5 1", TRUE, NULL, TRUE, "1 3 2 4" },
  { "holes are behind", "5 - 1 -", FALSE, NULL, TRUE, "3 1 2 4" },
  { "both ways", "5 - 1 -", TRUE, NULL, TRUE, "1 3 2 4" },
  { "numbers in text, too", "\"Gi10 \"Gi9 \"Fa1 \"gi11", FALSE, NULL, TRUE, "3 2 1 4" },
  { "OIDs arc by arc (P-OID-10)", "o1.3.16384 o1.3.127 o1.3.16383 o1.3", FALSE, NULL, TRUE,
    "4 2 3 1" },
  { "addresses", "a10.0.0.10 a9.0.0.1 a10.0.0.9 a10.0.0.255", FALSE, NULL, TRUE, "2 3 1 4" },
  { "large counters to the last unit", "c18446744073709551615 c18446744073709551614 c1", FALSE,
    NULL, TRUE, "3 2 1" },
  { "what has a text", "\"eth0 \"lo \"ETH1 \"wlan0", FALSE, "eth", FALSE, "1 3" },
  { "nothing has", "\"eth0 \"lo", FALSE, "xyz", FALSE, "" },
  { "both", "\"eth10 \"lo \"eth9", FALSE, "eth", TRUE, "3 1" },
};

static TarnValue *
make_value (const char *text)
{
  g_autoptr(TarnOid) oid = NULL;
  guint octets[4];
  guint8 address[4];

  switch (text[0])
    {
    case '"':
      return tarn_value_new_octets (TARN_KIND_OCTET_STRING, (const guint8 *) text + 1,
                                    strlen (text + 1));
    case 'o':
      oid = tarn_test_oid (text + 1);
      return tarn_value_new_oid (oid);
    case 'a':
      g_assert_cmpint (sscanf (text + 1, "%u.%u.%u.%u", &octets[0], &octets[1], &octets[2],
                               &octets[3]), ==, 4);
      for (guint i = 0; i < 4; i++)
        address[i] = (guint8) octets[i];
      return tarn_value_new_octets (TARN_KIND_IP_ADDRESS, address, 4);
    case 'c':
      return tarn_value_new_unsigned (TARN_KIND_COUNTER64, g_ascii_strtoull (text + 1, NULL, 10));
    case 'n':
      return tarn_value_new_integer (-(gint32) g_ascii_strtoll (text + 1, NULL, 10));
    default:
      return tarn_value_new_integer ((gint32) g_ascii_strtoll (text, NULL, 10));
    }
}

static void
test_arranged (gconstpointer data)
{
  const Arranged *c = data;
  g_autoptr(TarnStore) store = tarn_memory_store_new ();
  g_autoptr(TarnBatch) batch = tarn_batch_new ();
  g_autoptr(TarnOid) entry = tarn_test_oid (ENTRY);
  g_auto(GStrv) values = g_strsplit (c->values, " ", -1);
  g_autofree char *before = NULL, *after = NULL;
  g_autoptr(GString) instances = g_string_new (NULL);
  TarnTableWish wish = { .sort_field = c->sorted ? 1 : TARN_TABLE_ANY_FIELD,
                         .descending = c->descending, .text = (char *) c->text };
  const TarnTableWish any = { .sort_field = TARN_TABLE_ANY_FIELD };
  TarnTableModel *model;
  Follower follower;

  for (guint i = 0; values[i] != NULL; i++)
    {
      g_autofree char *name = g_strdup_printf (ENTRY ".1.%u", i + 1);
      g_autoptr(TarnOid) oid = tarn_test_oid (name);
      g_autoptr(TarnValue) value = make_value (values[i]);

      put (batch, 2, i + 1, 1);
      if (values[i][0] != '-')
        tarn_batch_put (batch, oid, value);
    }
  apply (store, batch);

  model = tarn_table_model_new (store, NULL, entry, NULL, NULL);
  follower_init (&follower, G_LIST_MODEL (model), 0, G_MAXUINT);
  settle (model);
  before = render_model (model);

  tarn_table_model_arrange (model, &wish);
  settle (model);
  for (guint i = 0; i < follower.items->len; i++)
    g_string_append_printf (instances, "%s%s", i > 0 ? " " : "",
                            tarn_table_line_get_text (follower.items->pdata[i], 0));
  g_assert_cmpstr (instances->str, ==, c->expected);

  tarn_table_model_arrange (model, &any);
  settle (model);
  after = render_model (model);
  g_assert_cmpstr (after, ==, before);
  follower_clear (&follower);
  g_assert_finalize_object (model);
}

/* Sorted, the list follows changes, too; what stays where it was is not told. */
static void
test_sorted_live (void)
{
  g_autoptr(TarnStore) store = tarn_memory_store_new ();
  g_autoptr(TarnBatch) batch = tarn_batch_new ();
  g_autoptr(TarnOid) entry = tarn_test_oid (ENTRY);
  TarnTableWish wish = { .sort_field = 1 };
  g_autofree char *shown = NULL;
  TarnTableModel *model;
  Follower follower;

  for (guint i = 0; i < 6; i++)
    for (guint column = 1; column < 3; column++)
      put (batch, column, i + 1, (int) (10 * i));
  apply (store, batch);
  model = tarn_table_model_new (store, NULL, entry, NULL, NULL);
  tarn_table_model_arrange (model, &wish);
  settle (model);

  follower_init (&follower, G_LIST_MODEL (model), 0, G_MAXUINT);
  tarn_batch_clear (batch);
  put (batch, 1, 1, 25);
  apply (store, batch);
  settle (model);
  shown = render_model (model);
  g_assert_cmpstr (shown, ==, "2 10 10\n3 20 20\n1 25 0\n4 30 30\n5 40 40\n6 50 50\n");
  g_assert_cmpuint (follower.n_told, ==, 2);
  for (guint i = 0; i < follower.items->len; i++)
    {
      g_autoptr(TarnTableLine) line = g_list_model_get_item (follower.list, i);

      g_assert_true (line == follower.items->pdata[i]);
    }
  follower_clear (&follower);
  g_assert_finalize_object (model);
}

/* A cell has its name; a name has its place. */
static void
test_find (void)
{
  g_autoptr(TarnStore) store = make_store (10, 20);
  g_autoptr(TarnOid) entry = tarn_test_oid (ENTRY);
  g_autoptr(TarnTableModel) model = tarn_table_model_new (store, NULL, entry, NULL, NULL);
  guint position, field;

  settle (model);
  g_assert_cmpuint (tarn_table_model_get_n_rows (model), ==, 10);
  g_assert_cmpuint (tarn_table_model_get_n_holes (model), ==, 0);
  for (guint i = 0; i < 10; i++)
    {
      g_autoptr(TarnTableLine) line = g_list_model_get_item (G_LIST_MODEL (model), i);
      g_autoptr(TarnOid) oid = tarn_table_model_dup_oid (model, line, 2);
      g_autoptr(TarnOid) no_oid = tarn_table_model_dup_oid (model, line, 0);
      g_autofree char *text = tarn_oid_to_string (oid);
      g_autofree char *expected = g_strdup_printf ("." ENTRY ".2.%u", 3 * i + 1);

      g_assert_null (no_oid);
      g_assert_cmpstr (text, ==, expected);
      g_assert_true (tarn_table_model_find (model, oid, &position, &field));
      g_assert_cmpuint (position, ==, i);
      g_assert_cmpuint (field, ==, 2);
    }
  g_assert_false (tarn_table_model_find (model, entry, &position, &field));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/table-model/random/%s", cases[i].what);

      g_test_add_data_func (path, &cases[i], test_random);
    }
  for (guint i = 0; i < G_N_ELEMENTS (arranged); i++)
    {
      g_autofree char *path = g_strdup_printf ("/table-model/arranged/%s", arranged[i].what);

      g_test_add_data_func (path, &arranged[i], test_arranged);
    }
  g_test_add_func ("/table-model/value", test_value);
  g_test_add_func ("/table-model/told", test_told);
  g_test_add_func ("/table-model/sorted-live", test_sorted_live);
  g_test_add_func ("/table-model/find", test_find);

  return g_test_run ();
}
