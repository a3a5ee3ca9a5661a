/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "store/tarn-journal.h"
#include "store/tarn-memory-store.h"
#include "tarn-test.h"

/* "1.3.1" puts a value that is new each time, "1.3.1-" deletes. */
static TarnBatch *
make_batch (const char *names)
{
  static gint32 number;
  TarnBatch *batch = tarn_batch_new ();
  g_auto(GStrv) words = g_strsplit (names, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      gboolean deletes = g_str_has_suffix (words[i], "-");
      g_autoptr(TarnValue) value = tarn_value_new_integer (++number);
      g_autoptr(TarnOid) oid = NULL;

      if (words[i][0] == '\0')
        continue;
      words[i][strlen (words[i]) - deletes] = '\0';
      oid = tarn_test_oid (words[i]);
      if (deletes)
        tarn_batch_delete (batch, oid);
      else
        tarn_batch_put (batch, oid, value);
    }

  return batch;
}

/* "1.3.1…1.3.4*2 1.3.7-1": ranges with how many changes they have if not one, and how
 * many of them are deletes; "*" anything, "-" records. */
static char *
ranges_to_string (const GPtrArray *ranges)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < ranges->len; i++)
    {
      const TarnChangedRange *range = ranges->pdata[i];

      if (i > 0)
        g_string_append_c (text, ' ');
      if (range->kind == TARN_CHANGED_VARBINDS)
        {
          g_autofree char *first = tarn_oid_to_string (range->first);
          g_autofree char *last = tarn_oid_to_string (range->last);

          g_string_append (text, first + 1);
          if (range->n_changes > 1)
            g_string_append_printf (text, "…%s*%" G_GUINT64_FORMAT, last + 1, range->n_changes);
          else
            g_assert_cmpstr (first, ==, last);
          if (range->n_deleted > 0)
            g_string_append_printf (text, "-%" G_GUINT64_FORMAT, range->n_deleted);
        }
      else
        {
          g_string_append_c (text, range->kind == TARN_CHANGED_ANYTHING ? '*' : '-');
          g_assert_true (range->first == NULL && range->last == NULL && range->n_changes == 0);
        }
    }

  return g_string_free (text, FALSE);
}

static void
append (TarnJournal *journal,
        TarnStore   *store,
        TarnBatch   *batch)
{
  g_autoptr(GError) error = NULL;

  tarn_store_apply (store, batch, &error);
  g_assert_no_error (error);
  tarn_journal_append (journal, batch, 77, 4711);
  g_assert_cmpuint (journal->octets->len, <=, TARN_JOURNAL_SIZE);
}

static void
assert_list (const TarnJournal *journal,
             guint64            since,
             const char        *expected)
{
  g_autoptr(GPtrArray) ranges = tarn_journal_list (journal, since);
  g_autofree char *text = ranges_to_string (ranges);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_ranges (void)
{
  static const struct
  {
    const char *what;
    const char *before;    /* names that are in the store */
    const char *changes;
    const char *ranges;
  } cases[] = {
    { "one name", "", "1.3.1", "1.3.1" },
    { "no name", "", "", "-" },
    { "a delete", "1.3.1 1.3.2 1.3.3", "1.3.2-", "1.3.2-1" },
    { "a delete of what is not there", "1.3.1 1.3.3", "1.3.2-", "-" },
    { "few names are told one by one", "", "1.3.1 1.3.2 1.3.3 1.3.9.1",
      "1.3.1 1.3.2 1.3.3 1.3.9.1" },
    { "whatever their order was", "", "1.3.9 1.3.1 1.3.16384 1.3.16383",
      "1.3.1 1.3.9 1.3.16383 1.3.16384" },
    { "what stays in between is not told", "1.3.1 1.3.2 1.3.3", "1.3.1 1.3.3", "1.3.1 1.3.3" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(TarnStore) store = tarn_memory_store_new ();
      g_autoptr(TarnBatch) before = make_batch (cases[i].before);
      g_autoptr(TarnBatch) batch = make_batch (cases[i].changes);
      TarnJournal journal;

      g_test_message ("%s", cases[i].what);
      tarn_store_apply (store, before, NULL);
      tarn_journal_init (&journal, 1000);
      append (&journal, store, batch);
      assert_list (&journal, 1000, cases[i].ranges);
      tarn_journal_clear (&journal);
    }
}

/* Rows of columns: 1.3.6.1.COLUMN.1 … N. */
static TarnBatch *
make_columns (guint n_columns,
              guint n_rows)
{
  TarnBatch *batch = tarn_batch_new ();
  g_autoptr(TarnValue) value = tarn_value_new_integer (g_test_rand_int_range (1, G_MAXINT32));

  for (guint column = 1; column <= n_columns; column++)
    for (guint row = 1; row <= n_rows; row++)
      {
        const guint32 arcs[] = { 1, 3, 6, 1, column, row };
        g_autoptr(TarnOid) oid = tarn_oid_new_arcs (arcs, G_N_ELEMENTS (arcs), NULL);

        tarn_batch_put (batch, oid, value);
      }

  return batch;
}

/* All gone but the first: however they are parted, they are as many. */
static void
assert_sums (TarnJournal *journal,
             TarnStore   *store,
             guint        n_rows)
{
  g_autoptr(TarnBatch) batch = tarn_batch_new ();
  g_autoptr(TarnVarbind) first = tarn_store_get_nth (store, 0, NULL);
  g_autoptr(TarnVarbind) next = tarn_store_get_nth (store, 1, NULL);
  g_autoptr(TarnValue) value = tarn_value_new_null ();
  g_autoptr(GPtrArray) ranges = NULL;
  guint64 n_changes = 0, n_deleted = 0;

  tarn_batch_put (batch, tarn_varbind_get_oid (first), value);
  while (next != NULL)
    {
      g_autoptr(TarnVarbind) at = g_steal_pointer (&next);

      tarn_batch_delete (batch, tarn_varbind_get_oid (at));
      next = tarn_store_get_next (store, tarn_varbind_get_oid (at), NULL);
    }
  append (journal, store, batch);

  ranges = tarn_journal_list (journal, journal->generation - 1);
  for (guint i = 0; i < ranges->len; i++)
    {
      n_changes += ((const TarnChangedRange *) ranges->pdata[i])->n_changes;
      n_deleted += ((const TarnChangedRange *) ranges->pdata[i])->n_deleted;
    }
  g_assert_cmpuint (n_changes, ==, n_rows);
  g_assert_cmpuint (n_deleted, ==, n_rows - 1);
}

/* Many names become eight ranges, parted where least is common. */
static void
test_many (void)
{
  static const struct
  {
    guint       n_columns;
    guint       n_rows;
    const char *ranges;
  } cases[] = {
    { 1, 20, "1.3.6.1.1.1 1.3.6.1.1.2 1.3.6.1.1.3 1.3.6.1.1.4 1.3.6.1.1.5 1.3.6.1.1.6 "
             "1.3.6.1.1.7 1.3.6.1.1.8 1.3.6.1.1.9 1.3.6.1.1.10 1.3.6.1.1.11 1.3.6.1.1.12 "
             "1.3.6.1.1.13 1.3.6.1.1.14 1.3.6.1.1.15 1.3.6.1.1.16 1.3.6.1.1.17 1.3.6.1.1.18 "
             "1.3.6.1.1.19 1.3.6.1.1.20" },
    { 8, 100, "1.3.6.1.1.1…1.3.6.1.1.100*100 1.3.6.1.2.1…1.3.6.1.2.100*100 "
              "1.3.6.1.3.1…1.3.6.1.3.100*100 1.3.6.1.4.1…1.3.6.1.4.100*100 "
              "1.3.6.1.5.1…1.3.6.1.5.100*100 1.3.6.1.6.1…1.3.6.1.6.100*100 "
              "1.3.6.1.7.1…1.3.6.1.7.100*100 1.3.6.1.8.1…1.3.6.1.8.100*100" },
    { 10, 100, "1.3.6.1.1.1…1.3.6.1.1.100*100 1.3.6.1.2.1…1.3.6.1.2.100*100 "
               "1.3.6.1.3.1…1.3.6.1.3.100*100 1.3.6.1.4.1…1.3.6.1.4.100*100 "
               "1.3.6.1.5.1…1.3.6.1.5.100*100 1.3.6.1.6.1…1.3.6.1.6.100*100 "
               "1.3.6.1.7.1…1.3.6.1.7.100*100 1.3.6.1.8.1…1.3.6.1.10.100*300" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(TarnStore) store = tarn_memory_store_new ();
      g_autoptr(TarnBatch) batch = make_columns (cases[i].n_columns, cases[i].n_rows);
      TarnJournal journal;

      tarn_journal_init (&journal, 1000);
      append (&journal, store, batch);
      assert_list (&journal, 1000, cases[i].ranges);

      append (&journal, store, batch);   /* the same again changes nothing */
      assert_list (&journal, 1001, "-");
      assert_sums (&journal, store, cases[i].n_columns * cases[i].n_rows);
      tarn_journal_clear (&journal);
    }
}

/* What was to be added and was there already did not change. */
static void
test_left_out (void)
{
  g_autoptr(TarnStore) store = tarn_memory_store_new ();
  g_autoptr(TarnBatch) before = make_batch ("1.3.2");
  g_autoptr(TarnBatch) batch = tarn_batch_new ();
  TarnJournal journal;

  tarn_store_apply (store, before, NULL);
  for (guint i = 1; i <= 3; i++)
    {
      const guint32 arcs[] = { 1, 3, i };
      g_autoptr(TarnOid) oid = tarn_oid_new_arcs (arcs, G_N_ELEMENTS (arcs), NULL);
      g_autoptr(GBytes) tlv = tarn_test_hex ("020107");
      TarnRow row = { .name = tarn_oid_span (oid) };

      tarn_row_set_tlv (&row, tarn_test_span (tlv));
      tarn_batch_add_row (batch, &row, i);
    }

  tarn_journal_init (&journal, 1000);
  append (&journal, store, batch);
  assert_list (&journal, 1000, "1.3.1 1.3.3");
  tarn_journal_clear (&journal);
}

static void
test_order (void)
{
  g_autoptr(TarnStore) store = tarn_memory_store_new ();
  TarnJournal journal;

  tarn_journal_init (&journal, 1000);
  for (guint i = 1; i <= 3; i++)
    {
      g_autofree char *name = g_strdup_printf ("1.3.%u", i);
      g_autoptr(TarnBatch) batch = make_batch (name);

      tarn_batch_set_origin (batch, TARN_ORIGIN_EDIT);
      append (&journal, store, batch);
    }

  assert_list (&journal, 1000, "1.3.1 1.3.2 1.3.3");
  assert_list (&journal, 1001, "1.3.2 1.3.3");
  assert_list (&journal, 1002, "1.3.3");
  assert_list (&journal, 1003, "*");   /* who asks knows that something has changed */
  assert_list (&journal, 1004, "*");
  assert_list (&journal, 999, "*");
  assert_list (&journal, 0, "*");

  {
    g_autoptr(GPtrArray) ranges = tarn_journal_list (&journal, 1002);
    const TarnChangedRange *range = ranges->pdata[0];
    g_autoptr(TarnChangedRange) copy = tarn_changed_range_copy (range);

    g_assert_cmpint (copy->origin, ==, TARN_ORIGIN_EDIT);
    g_assert_cmpint (copy->time_us, ==, 77);
    g_assert_cmpuint (copy->pid, ==, 4711);
    g_assert_true (tarn_oid_equal (copy->first, range->first));
  }
  tarn_journal_clear (&journal);
}

/* The record stays small, and forgets the oldest entries. */
static void
test_bounded (void)
{
  g_autoptr(TarnStore) store = tarn_memory_store_new ();
  TarnJournal journal;

  tarn_journal_init (&journal, 1000);
  for (guint i = 1; i <= 500; i++)
    {
      g_autofree char *name = g_strdup_printf ("1.3.%u", i);
      g_autoptr(TarnBatch) batch = make_batch (name);

      append (&journal, store, batch);
      g_assert_cmpuint (journal.generation, ==, 1000 + i);
    }

  g_assert_cmpuint (journal.n_entries, >, 50);
  g_assert_cmpuint (journal.n_entries, <, 500);
  assert_list (&journal, 1498, "1.3.499 1.3.500");
  assert_list (&journal, 1500 - journal.n_entries - 1, "*");
  {
    g_autoptr(GPtrArray) ranges = tarn_journal_list (&journal, 1500 - journal.n_entries);

    g_assert_cmpuint (ranges->len, ==, journal.n_entries);
  }
  tarn_journal_clear (&journal);
}

/* Names of 1,275 octets: fewer ranges, and still all changes are in them. */
static void
test_long_names (void)
{
  g_autoptr(TarnStore) store = tarn_memory_store_new ();
  g_autoptr(TarnBatch) batch = tarn_batch_new ();
  g_autoptr(GPtrArray) ranges = NULL;
  guint64 n_changes = 0;
  TarnJournal journal;

  for (guint i = 0; i < 30; i++)
    {
      TarnName name = { 0 };
      TarnRow row = { 0 };
      guint8 null[] = { 5, 0 };

      name.len = TARN_NAME_MAX_OCTETS;
      for (guint k = 0; k < name.len; k += 5)
        memcpy (name.data + k, (const guint8[]) { 0x8f, 0xff, 0xff, 0xff, 0x7f }, 5);
      name.data[0] = 0x81 + (i & 7);
      name.data[4] = (guint8) i;
      row.name = tarn_name_span (&name);
      tarn_row_set_tlv (&row, tarn_span (null, sizeof null));
      tarn_batch_put_row (batch, &row);
    }

  tarn_journal_init (&journal, 1000);
  append (&journal, store, batch);
  append (&journal, store, batch);
  ranges = tarn_journal_list (&journal, 1000);
  g_assert_cmpuint (ranges->len, ==, 2);
  for (guint i = 0; i < ranges->len; i++)
    n_changes += ((const TarnChangedRange *) ranges->pdata[i])->n_changes;
  g_assert_cmpuint (n_changes, ==, 30);
  tarn_journal_clear (&journal);
}

static void
refuse_prefix (TarnSpan prefix,
               gpointer data)
{
  TarnJournal journal;

  tarn_journal_init (&journal, 5);
  g_assert_false (tarn_journal_load (&journal, prefix));
  g_assert_cmpuint (journal.generation, ==, 5);
  tarn_journal_clear (&journal);
}

/* The checksum made right again, so that what is behind it is looked at. */
static void
reseal (GByteArray *octets)
{
  guint64 checksum = GUINT64_TO_LE (tarn_page_checksum (octets->data + 8, octets->len - 8, 0));

  memcpy (octets->data, &checksum, 8);
}

static void
test_octets (void)
{
  g_autoptr(TarnStore) store = tarn_memory_store_new ();
  TarnJournal journal, back;
  guint n_loaded = 0, n_known = 0;

  tarn_journal_init (&journal, 1000);
  for (guint i = 0; i < 4; i++)
    {
      g_autoptr(TarnBatch) batch = i % 2 ? make_columns (3, 10 * i)
                                         : make_batch ("1.3.6.1.2 1.3.7-");

      append (&journal, store, batch);
    }

  tarn_journal_init (&back, 1);
  g_assert_true (tarn_journal_load (&back, tarn_span (journal.octets->data, journal.octets->len)));
  g_assert_cmpuint (back.generation, ==, 1004);
  g_assert_cmpuint (back.n_entries, ==, 4);
  {
    g_autoptr(GPtrArray) ranges = tarn_journal_list (&journal, 1000);
    g_autofree char *text = ranges_to_string (ranges);

    assert_list (&back, 1000, text);
  }
  tarn_test_each_prefix (tarn_span (journal.octets->data, journal.octets->len), refuse_prefix,
                         NULL);

  for (guint round = 0; round < 20000; round++)
    {
      g_autoptr(GByteArray) octets = g_byte_array_new ();
      guint at = (guint) g_test_rand_int_range (8, (gint32) journal.octets->len);

      g_byte_array_append (octets, journal.octets->data, journal.octets->len);
      octets->data[at] ^= (guint8) g_test_rand_int_range (1, 256);
      g_assert_false (tarn_journal_load (&back, tarn_span (octets->data, octets->len)));
      reseal (octets);
      if (tarn_journal_load (&back, tarn_span (octets->data, octets->len)))
        {
          g_autoptr(GPtrArray) ranges = tarn_journal_list (&back, back.generation - 4);
          g_autofree char *text = ranges_to_string (ranges);

          n_loaded++;
          n_known += !g_str_equal (text, "*");
        }
    }

  g_assert_cmpuint (n_loaded, <, 19990);
  g_assert_cmpuint (n_known, <, n_loaded - 1000);
  g_assert_cmpuint (n_known, >, 1000);
  tarn_journal_clear (&journal);
  tarn_journal_clear (&back);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/journal/ranges", test_ranges);
  g_test_add_func ("/journal/many names", test_many);
  g_test_add_func ("/journal/left out", test_left_out);
  g_test_add_func ("/journal/order", test_order);
  g_test_add_func ("/journal/bounded", test_bounded);
  g_test_add_func ("/journal/long names", test_long_names);
  g_test_add_func ("/journal/octets", test_octets);

  return g_test_run ();
}
