/* test-composed-changes.c
 *
 * Notes of mounted stores, and what a composed store tells of their changes.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "base/tarn-error.h"
#include "tarn-composed-test.h"
#include "tarn-faulty-store.h"

/* Appends ranges as text: "1.3.1-1.3.5 " with both ends, "1.3.1 ", "records ". */
static void
changed_cb (TarnStore *store,
            GPtrArray *ranges,
            GString   *said)
{
  for (guint i = 0; i < ranges->len; i++)
    {
      const TarnChangedRange *range = ranges->pdata[i];
      g_autofree char *first = range->first != NULL ? tarn_oid_to_string (range->first) : NULL;
      g_autofree char *last = range->last != NULL ? tarn_oid_to_string (range->last) : NULL;

      if (range->kind == TARN_CHANGED_VARBINDS && g_str_equal (first, last))
        g_string_append_printf (said, "%s ", first + 1);
      else if (range->kind == TARN_CHANGED_VARBINDS)
        g_string_append_printf (said, "%s-%s ", first + 1, last + 1);
      else
        g_string_append (said, range->kind == TARN_CHANGED_RECORDS ? "records " : "anything ");
    }
}

typedef struct
{
  const char *sentence;
  const char *composition;     /* of a and b, as c                   */
  char        changed;         /* what the rows are put into         */
  const char *rows;
  const char *said;
} Case;

static const Case cases[] = {
  { "a base layer's own", ".=a", 'a', "1.3.1=02:01 2.5=02:02", "1.3.1 2.5 " },
  { "what is not below the prefix is not told", "1.3.6=a", 'a',
    "1.3.5=02:01 1.3.6=02:02 1.3.6.1=02:02 1.3.7=02:03", "1.3.6 1.3.6.1 " },
  { "under other names, at each place", "1.3.6=a@1.3.9 1.3.7=a@1.3.9", 'a',
    "1.3.9.5=02:01 1.3.8=02:02", "1.3.6.5 1.3.7.5 " },
  { "what another mount or a function hides is not told", ".=a 1.3.6=b 1.3.8!02:01", 'a',
    "1.3.6.1=02:01 1.3.8=02:02 1.3.8.0=02:03", "1.3.8.0 " },
  { "through the composed store, all of a batch at once", "1.3.1=a 1.3.2=b@1.3.9", 'c',
    "1.3.1.5=02:01 1.3.2.5=02:02", "1.3.1.5 1.3.2.5 " },
};

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  TarnComposedTest test = { 0 };
  g_autoptr(GString) said = g_string_new (NULL);
  g_autoptr(GError) error = NULL;

  tarn_composed_test_add (&test, 'a', "1.3.0=02:00");
  tarn_composed_test_add (&test, 'b', "1.3.0=02:00");
  tarn_composed_test_compose (&test, 'c', c->composition);
  tarn_agent_test_fill (test.stores[0], "1.3.0=02:09");   /* nobody listens yet */
  g_signal_connect (test.stores[2], "changed", G_CALLBACK (changed_cb), said);

  tarn_agent_test_fill (test.stores[c->changed - 'a'], c->rows);
  tarn_store_refresh (test.stores[2], &error);
  g_assert_no_error (error);
  g_assert_cmpstr (said->str, ==, c->said);
  tarn_composed_test_clear (&test);
}

/* Many changes of one batch are told as ranges; what is left of them at the bounds. */
static void
test_ranges (void)
{
  TarnComposedTest test = { 0 };
  g_autoptr(GString) said = g_string_new (NULL);
  g_autoptr(GString) rows = g_string_new (NULL);

  tarn_composed_test_add (&test, 'a', "");
  tarn_composed_test_compose (&test, 'b', "1.3.6.5=a@1.3.9.5 1.3.6.5.7!");
  g_signal_connect (test.stores[1], "changed", G_CALLBACK (changed_cb), said);

  for (guint i = 0; i < 10000; i++)
    g_string_append_printf (rows, "1.3.9.%u.%u=02:01 ", i / 1000, i % 1000);
  tarn_agent_test_fill (test.stores[0], rows->str);
  g_assert_true (g_str_has_prefix (said->str, "1.3.6.5"));
  g_assert_nonnull (strstr (said->str, "1.3.6.5.999"));
  g_assert_null (strstr (said->str, "1.3.9"));
  tarn_composed_test_clear (&test);
}

/* From the innermost store to the outermost, once each; metadata, too. */
static void
test_nested (void)
{
  TarnComposedTest test = { 0 };
  g_autoptr(GString) inner = g_string_new (NULL);
  g_autoptr(GString) outer = g_string_new (NULL);
  g_autoptr(TarnBatch) batch = tarn_batch_new ();

  tarn_composed_test_add (&test, 'a', "");
  tarn_composed_test_compose (&test, 'b', ".=a");
  tarn_composed_test_compose (&test, 'c', "1.3.6=b@1.3.1 1.3.7=a@1.3.1");
  g_signal_connect (test.stores[1], "changed", G_CALLBACK (changed_cb), inner);
  g_signal_connect (test.stores[2], "changed", G_CALLBACK (changed_cb), outer);

  tarn_agent_test_fill (test.stores[0], "1.3.1.5=02:01");
  g_assert_cmpstr (inner->str, ==, "1.3.1.5 ");
  g_assert_true (g_str_equal (outer->str, "1.3.6.5 1.3.7.5 ")
                 || g_str_equal (outer->str, "1.3.7.5 1.3.6.5 "));

  g_string_truncate (outer, 0);
  tarn_agent_test_fill (test.stores[2], "1.3.6.5=02:02");
  g_assert_true (g_str_equal (outer->str, "1.3.6.5 1.3.7.5 ")
                 || g_str_equal (outer->str, "1.3.7.5 1.3.6.5 "));
  g_assert_cmpstr (inner->str, ==, "1.3.1.5 1.3.1.5 ");

  g_string_truncate (inner, 0);
  tarn_batch_set_meta (batch, "device", g_variant_new_string ("x"));
  g_assert_true (tarn_store_apply (test.stores[0], batch, NULL));
  g_assert_cmpstr (inner->str, ==, "records ");
  tarn_composed_test_clear (&test);
}

static void
unmount_cb (TarnStore *store,
            GPtrArray *ranges,
            TarnStore *composed)
{
  g_assert_true (tarn_composed_store_unmount (TARN_COMPOSED_STORE (composed), NULL, NULL));
}

/* Who hears of a change may take the store away that changed. */
static void
test_unmount (void)
{
  TarnComposedTest test = { 0 };
  g_autoptr(GString) said = g_string_new (NULL);

  tarn_composed_test_add (&test, 'a', "");
  tarn_composed_test_compose (&test, 'b', ".=a");
  g_signal_connect (test.stores[1], "changed", G_CALLBACK (changed_cb), said);
  g_signal_connect (test.stores[1], "changed", G_CALLBACK (unmount_cb), test.stores[1]);
  tarn_agent_test_fill (test.stores[0], "1.3.1=02:02");
  g_assert_cmpstr (said->str, ==, "1.3.1 ");

  tarn_agent_test_fill (test.stores[0], "1.3.1=02:03");
  g_assert_true (tarn_store_refresh (test.stores[1], NULL));
  g_assert_cmpstr (said->str, ==, "1.3.1 ");
  g_assert_cmpuint (tarn_store_count (test.stores[1], NULL, NULL), ==, 0);
  tarn_composed_test_clear (&test);
}

static char *
list_notes (TarnStore *store)
{
  GString *text = g_string_new (NULL);
  g_autoptr(TarnOid) last = NULL;

  for (;;)
    {
      g_autoptr(GError) error = NULL;
      TarnOid *name = NULL;
      g_autoptr(TarnNote) note = tarn_store_get_next_note (store, last, &name, &error);
      g_autofree char *dotted = NULL;

      g_assert_no_error (error);
      if (note == NULL)
        return g_string_free (text, FALSE);

      dotted = tarn_oid_to_string (name);
      g_string_append_printf (text, "%s:%s ", dotted + 1, tarn_origin_to_string (note->origin));
      g_clear_pointer (&last, tarn_oid_unref);
      last = name;
    }
}

static void
assert_notes (TarnStore  *store,
              const char *expected)
{
  g_autofree char *notes = list_notes (store);

  g_assert_cmpstr (notes, ==, expected);
}

static TarnBatch *
edit (const char *names,
      TarnOrigin  origin)
{
  TarnBatch *batch = tarn_batch_new ();
  g_auto(GStrv) words = g_strsplit (names, " ", -1);
  g_autoptr(TarnValue) value = tarn_value_new_integer (70 + (gint32) origin);

  tarn_batch_set_origin (batch, origin);
  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autoptr(TarnOid) oid = tarn_test_oid (words[i]);

      tarn_batch_put (batch, oid, value);
    }

  return batch;
}

/* Whose notes are seen: as with varbinds; and who changed something is kept. */
static void
test_notes (void)
{
  TarnComposedTest test = { 0 };
  g_autoptr(TarnBatch) direct = edit ("1.3.1 1.3.6.1 1.3.8", TARN_ORIGIN_EDIT);
  g_autoptr(TarnBatch) through = edit ("1.3.1 1.3.6.2 1.3.7.2", TARN_ORIGIN_AGENT);
  g_autoptr(TarnBatch) explicit = tarn_batch_new ();
  g_autoptr(TarnOid) odd = tarn_test_oid ("1.3.7.5");
  g_autoptr(TarnOid) hidden = tarn_test_oid ("1.3.8");
  g_autoptr(TarnNote) note = tarn_note_new (TARN_ORIGIN_IMPORT, 5, 0, NULL, NULL);
  g_autoptr(TarnNote) read = NULL;
  g_autoptr(GError) error = NULL;

  tarn_composed_test_add (&test, 'a', "1.3.1=02:01 1.3.6.1=02:01 1.3.8=02:01");
  tarn_composed_test_add (&test, 'b', "1.3.9.1=02:01");
  tarn_composed_test_compose (&test, 'c', ".=a 1.3.6=b@1.3.9 1.3.7=b@1.3.9 1.3.8!02:07");
  g_assert_true (tarn_store_apply (test.stores[0], direct, NULL));
  assert_notes (test.stores[0], "1.3.1:edit 1.3.6.1:edit 1.3.8:edit ");
  assert_notes (test.stores[2], "1.3.1:edit ");

  g_assert_true (tarn_store_apply (test.stores[2], through, NULL));
  assert_notes (test.stores[2], "1.3.1:agent 1.3.6.2:agent 1.3.7.2:agent ");
  assert_notes (test.stores[1], "1.3.9.2:agent ");

  tarn_batch_set_note (explicit, odd, note);
  tarn_store_apply (test.stores[2], explicit, &error);
  g_assert_no_error (error);
  read = tarn_store_dup_note (test.stores[2], odd, &error);
  g_assert_cmpint (read->time_us, ==, 5);
  assert_notes (test.stores[1], "1.3.9.2:agent 1.3.9.5:import ");
  g_assert_null (tarn_store_dup_note (test.stores[2], hidden, &error));
  g_assert_no_error (error);

  tarn_batch_set_note (explicit, hidden, note);
  g_assert_false (tarn_store_apply (test.stores[2], explicit, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_STORE_READ_ONLY);
  tarn_composed_test_clear (&test);
}

/* What is taken back takes its notes along, and brings back those that were there. */
static void
test_undone_notes (void)
{
  g_autoptr(TarnStore) first = tarn_agent_test_store ("1.3.1.1=02:01 1.3.1.2=02:02 1.3.1.3=02:03");
  g_autoptr(TarnStore) second = tarn_agent_test_store ("1.3.2=02:01");
  g_autoptr(TarnStore) faulty = tarn_faulty_store_new (second);
  g_autoptr(TarnComposedStore) composed = tarn_composed_store_new ();
  g_autoptr(TarnOid) one = tarn_test_oid ("1.3.1");
  g_autoptr(TarnOid) two = tarn_test_oid ("1.3.2");
  g_autoptr(TarnOid) noted = tarn_test_oid ("1.3.1.9");
  g_autoptr(TarnNote) note = tarn_note_new (TARN_ORIGIN_IMPORT, 5, 0, NULL, NULL);
  g_autoptr(TarnBatch) earlier = edit ("1.3.1.1 1.3.1.3", TARN_ORIGIN_EDIT);
  g_autoptr(TarnBatch) batch = edit ("1.3.1.1 1.3.1.2 1.3.1.4 1.3.2", TARN_ORIGIN_AGENT);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (tarn_composed_store_mount (composed, one, first, NULL, NULL));
  g_assert_true (tarn_composed_store_mount (composed, two, faulty, NULL, NULL));
  g_assert_true (tarn_store_apply (first, earlier, NULL));
  before = tarn_agent_test_dump (first);

  tarn_batch_set_note (batch, noted, note);
  tarn_faulty_store_fail_apply (TARN_FAULTY_STORE (faulty), TARN_ERROR_STORE_FULL);
  g_assert_false (tarn_store_apply (TARN_STORE (composed), batch, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_STORE_FULL);

  after = tarn_agent_test_dump (first);
  g_assert_cmpstr (after, ==, before);
  assert_notes (first, "1.3.1.1:edit 1.3.1.3:edit ");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/composed-changes/", cases[i].sentence, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/composed-changes/ranges", test_ranges);
  g_test_add_func ("/composed-changes/nested", test_nested);
  g_test_add_func ("/composed-changes/unmount", test_unmount);
  g_test_add_func ("/composed-changes/notes", test_notes);
  g_test_add_func ("/composed-changes/undone notes", test_undone_notes);

  return g_test_run ();
}
