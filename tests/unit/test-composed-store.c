/* test-composed-store.c
 *
 * What can be read from a composed store, and what it is made of.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "base/tarn-error.h"
#include "store/tarn-memory-store.h"
#include "tarn-composed-test.h"
#include "tarn-faulty-store.h"

typedef struct
{
  const char *sentence;
  const char *rows[4];            /* of a, b, c, d */
  const char *compositions[2];    /* the first is e, or it is within the second, which is f */
  const char *dump;
} Case;

static const Case cases[] = {
  { "nothing at all", { NULL }, { "" }, "" },
  { "a base layer is the store itself", { "1.3.1=02:01 2.5=02:02" }, { ".=a" },
    "1.3.1=02:01\n2.5=02:02\n" },
  { "of a mount, what is at or below the prefix",
    { "1.3.5=02:01 1.3.6=02:02 1.3.6.1=02:03 1.3.7=02:04" }, { "1.3.6=a" },
    "1.3.6=02:02\n1.3.6.1=02:03\n" },
  { "16383 and 16384 are neighbours, and no prefix of each other",
    { "1.3.16382.5=02:00 1.3.16383.5=02:01 1.3.16384.5=02:02" }, { "1.3.16383=a" },
    "1.3.16383.5=02:01\n" },
  { "the greatest arc has an end, too",
    { "1.3.4294967295=02:01 1.3.4294967295.7=02:02 1.4=02:03" }, { "1.3.4294967295=a" },
    "1.3.4294967295=02:01\n1.3.4294967295.7=02:02\n" },
  { "nothing is greater: a mount without an end",
    { "2.4294967215.1=02:01 2.4294967215.1.4294967295=02:02", "2.4294967215.4294967295.9=02:03" },
    { "2.4294967215=a 2.4294967215.4294967295=b" },
    "2.4294967215.1=02:01\n2.4294967215.1.4294967295=02:02\n2.4294967215.4294967295.9=02:03\n" },
  { "a base gives other names", { "1.3.9=02:01 1.3.9.1=02:02 1.3.10=02:03" },
    { "1.3.6.1=a@1.3.9" }, "1.3.6.1=02:01\n1.3.6.1.1=02:02\n" },
  { "a shared table at two places and at its own",
    { "1.3.9.1=02:01 1.3.9.2=02:02" }, { "1.3.9=a 1.3.100=a@1.3.9 1.3.101.300=a@1.3.9" },
    "1.3.9.1=02:01\n1.3.9.2=02:02\n1.3.100.1=02:01\n1.3.100.2=02:02\n"
    "1.3.101.300.1=02:01\n1.3.101.300.2=02:02\n" },
  { "the innermost mount has its subtree, and what is behind is the outer one's again",
    { "1.3.6=02:01 1.3.6.5=02:02 1.3.6.5.1=02:03 1.3.6.6=02:04 1.3.7=02:05",
      "1.3.6.5.2=02:06 1.3.6.6=02:07" }, { ".=a 1.3.6.5=b" },
    "1.3.6=02:01\n1.3.6.5.2=02:06\n1.3.6.6=02:04\n1.3.7=02:05\n" },
  { "an empty mount hides what lies below", { "1.3.6.4=02:01 1.3.6.5.1=02:02 1.3.6.6=02:03", "" },
    { ".=a 1.3.6.5=b" }, "1.3.6.4=02:01\n1.3.6.6=02:03\n" },
  { "three deep, ending together",
    { "1.3.1=02:01 1.3.6.1.1=02:02 1.3.7=02:03", "1.3.6.1=02:04 1.3.6.9=02:05",
      "1.3.6.4294967295=02:06 1.3.6.4294967295.1=02:07" },
    { "1.3=a 1.3.6=b 1.3.6.4294967295=c" },
    "1.3.1=02:01\n1.3.6.1=02:04\n1.3.6.9=02:05\n1.3.6.4294967295=02:06\n"
    "1.3.6.4294967295.1=02:07\n1.3.7=02:03\n" },
  { "a store within a range of itself", { "1.3.1=02:01 1.3.2.7=02:02 1.3.3=02:03" },
    { ".=a 1.3.2=a@1.3.1" }, "1.3.1=02:01\n1.3.2=02:01\n1.3.3=02:03\n" },
  { "the first is empty", { "", "1.3.2=02:01", "1.3.3=02:02" },
    { "1.3.1=a 1.3.2=b 1.3.3=c" }, "1.3.2=02:01\n1.3.3=02:02\n" },
  { "those in the middle are empty", { "1.3.1=02:01", "", "1.3.4=02:02" },
    { "1.3.1=a 1.3.2=b 1.3.3=b 1.3.4=c" }, "1.3.1=02:01\n1.3.4=02:02\n" },
  { "the last is empty", { "1.3.1=02:01", "" }, { "1.3.1=a 1.3.2=b" }, "1.3.1=02:01\n" },
  { "all are empty", { "", "" }, { ".=a 1.3.1=b 1.3.2=b" }, "" },
  { "full stores of which nothing is to be seen", { "1.3.5=02:01" },
    { "1.3.4=a 1.3.6=a@1.3.9" }, "" },
  { "functions before, inside and behind a mount", { "1.3.6.1=02:01 1.3.6.3=02:02" },
    { "1.3.6=a 1.3.5!02:05 1.3.6.2!02:06 1.3.7!02:07" },
    "1.3.5=02:05\n1.3.6.1=02:01\n1.3.6.2=02:06\n1.3.6.3=02:02\n1.3.7=02:07\n" },
  { "a function goes before what a mount has there, and leaves what is below it",
    { "1.3.6=02:01 1.3.6.0=02:02 1.3.6.1=02:03" }, { ".=a 1.3.6!04:6869" },
    "1.3.6=04:6869\n1.3.6.0=02:02\n1.3.6.1=02:03\n" },
  { "a function at the prefix of a mount", { "1.3.6=02:01 1.3.6.1=02:02" },
    { "1.3.6=a 1.3.6!02:09" }, "1.3.6=02:09\n1.3.6.1=02:02\n" },
  { "a function at the end of a mount", { "1.3.6.1=02:01 1.3.7=02:02" },
    { "1.3.6=a 1.3.7!02:09" }, "1.3.6.1=02:01\n1.3.7=02:09\n" },
  { "functions alone, one of a name within the other's", { NULL },
    { "1.3.6!02:01 1.3.6.0!02:02 1.3.6.0.0!02:03 0.0!02:00" },
    "0.0=02:00\n1.3.6=02:01\n1.3.6.0=02:02\n1.3.6.0.0=02:03\n" },
  { "a function that tells nothing counts all the same", { "1.3.1=02:01 1.3.3=02:03" },
    { ".=a 1.3.2! 1.3.3!" }, "1.3.1=02:01\n1.3.2=81:\n1.3.3=81:\n" },
  { "a composed store within another, with other names and a function of each",
    { "1.3.1=02:01 1.3.2=02:02", "1.3.9=02:03" }, { ".=a 1.3.1!02:0a", "1.3.6=e@1.3 1.3.6.2!02:0b "
      "1.3.9=b" }, "1.3.6.1=02:0a\n1.3.6.2=02:0b\n1.3.9=02:03\n" },
  { "a composed store within another, twice, and its empty parts",
    { "", "1.3.1=02:01 1.3.3=02:02" }, { "1.3.1=b 1.3.2=a", "1.3.1=e 1.3.2=e@1.3.1 1.3.3=e" },
    "1.3.1=02:01\n1.3.2=02:01\n" },
};

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  TarnComposedTest test = { 0 };
  char last = c->compositions[1] != NULL ? 'f' : 'e';
  g_autofree char *dump = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (c->rows) && c->rows[i] != NULL; i++)
    tarn_composed_test_add (&test, (char) ('a' + i), c->rows[i]);
  for (guint i = 0; i < G_N_ELEMENTS (c->compositions) && c->compositions[i] != NULL; i++)
    tarn_composed_test_compose (&test, (char) ('e' + i), c->compositions[i]);

  dump = tarn_agent_test_dump (test.stores[last - 'a']);
  g_assert_cmpstr (dump, ==, c->dump);
  tarn_composed_test_assert_same (test.stores[last - 'a'], test.models[last - 'a']);
  tarn_composed_test_clear (&test);
}

/* Few arcs, of all sizes, so that everything meets everything. */
static void
append_random_name (GString *text,
                    guint    max_arcs)
{
  static const char *arcs[] = { "0", "1", "2", "127", "128", "16383", "16384", "4294967295" };
  guint n = (guint) g_test_rand_int_range (1, (gint32) max_arcs + 1);

  g_string_append (text, "1.3");
  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, ".%s", arcs[g_test_rand_int_range (0, G_N_ELEMENTS (arcs))]);
}

static char *
make_random_rows (void)
{
  GString *text = g_string_new (NULL);

  for (gint32 n = g_test_rand_int_range (0, 60); n > 0; n--)
    {
      append_random_name (text, 4);
      g_string_append_printf (text, "=02:%02x ", n);
    }

  return g_string_free (text, FALSE);
}

static char *
make_random_composition (char last_letter)
{
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GString *text = g_string_new (g_test_rand_bit () ? ".=a " : "");

  for (gint32 n = g_test_rand_int_range (0, 10); n > 0; n--)
    {
      g_autoptr(GString) name = g_string_new (NULL);
      gboolean is_function = g_test_rand_int_range (0, 3) == 0;

      append_random_name (name, 3);
      g_string_append_c (name, is_function ? '!' : '=');
      if (!g_hash_table_add (seen, g_strdup (name->str)))
        continue;

      g_string_append (text, name->str);
      if (!is_function)
        g_string_append_c (text, (char) g_test_rand_int_range ('a', last_letter + 1));
      else if (g_test_rand_bit ())
        g_string_append (text, "04:78");
      if (!is_function && g_test_rand_bit ())
        {
          g_string_append_c (text, '@');
          append_random_name (text, 3);
        }
      g_string_append_c (text, ' ');
    }

  return g_string_free (text, FALSE);
}

static void
test_random (void)
{
  for (int i = 0; i < (g_test_slow () ? 2000 : 150); i++)
    {
      TarnComposedTest test = { 0 };

      for (char letter = 'a'; letter < 'd'; letter++)
        {
          g_autofree char *rows = make_random_rows ();

          tarn_composed_test_add (&test, letter, rows);
        }
      for (char letter = 'd'; letter <= 'f'; letter++)
        {
          g_autofree char *composition = make_random_composition ((char) (letter - 1));

          g_test_message ("%d %c: %s", i, letter, composition);
          tarn_composed_test_compose (&test, letter, composition);
          tarn_composed_test_assert_same (test.stores[letter - 'a'], test.models[letter - 'a']);
        }
      tarn_composed_test_clear (&test);
    }
}

/* Each level has another name for what is below it. */
static void
test_deep (void)
{
  g_autoptr(TarnStore) bottom = tarn_agent_test_store ("1.3.0.1=02:01 1.3.0.2=02:02 1.3.1=02:03");
  g_autoptr(TarnStore) store = g_object_ref (bottom);
  g_autoptr(TarnOid) oid = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *dump = NULL;

  for (guint i = 1; i <= 200; i++)
    {
      TarnComposedStore *outer = tarn_composed_store_new ();
      g_autofree char *prefix = g_strdup_printf ("1.3.%u", i);
      g_autofree char *base = g_strdup_printf ("1.3.%u", i - 1);

      g_clear_pointer (&oid, tarn_oid_unref);
      oid = tarn_test_oid (prefix);
      {
        g_autoptr(TarnOid) inner = tarn_test_oid (base);

        g_assert_true (tarn_composed_store_mount (outer, oid, store, inner, &error));
      }
      g_object_unref (store);
      store = TARN_STORE (outer);
    }

  dump = tarn_agent_test_dump (store);
  g_assert_cmpstr (dump, ==, "1.3.200.1=02:01\n1.3.200.2=02:02\n");
  g_assert_cmpuint (tarn_store_count (store, oid, &error), ==, 2);
  tarn_agent_test_fill (store, "1.3.200.7=02:07");
  g_assert_cmpuint (tarn_store_count (bottom, NULL, &error), ==, 4);
  g_assert_no_error (error);
}

static void
mount (TarnComposedStore *store,
       const char        *prefix,
       TarnStore         *inner,
       const char        *base)
{
  g_autoptr(TarnOid) at = prefix != NULL ? tarn_test_oid (prefix) : NULL;
  g_autoptr(TarnOid) there = base != NULL ? tarn_test_oid (base) : NULL;
  g_autoptr(GError) error = NULL;

  tarn_composed_store_mount (store, at, inner, there, &error);
  g_assert_no_error (error);
}

/* What is refused, with words that name the place; nothing has changed then. */
static void
test_refused_mounts (void)
{
  TarnComposedStore *outer = tarn_composed_store_new ();
  TarnComposedStore *middle = tarn_composed_store_new ();
  TarnComposedStore *inner = tarn_composed_store_new ();
  g_autoptr(TarnStore) plain = tarn_agent_test_store ("1.3.6=02:01");
  struct
  {
    TarnComposedStore *store;
    const char        *prefix;
    TarnStore         *what;
    const char        *base;
    const char        *says;
  } tries[] = {
    { outer, "1.3.6", plain, NULL, "A store is mounted at “.1.3.6” already; unmount it before" },
    { outer, NULL, plain, NULL, "A store is mounted at “.” already" },
    { outer, "1.3.7", TARN_STORE (outer), NULL, "“.1.3.7” contains the one it would be" },
    { inner, "1.3.8", TARN_STORE (outer), "1.3.9", "“.1.3.8” contains the one it would be" },
    { inner, NULL, TARN_STORE (middle), NULL, "contains the one it would be" },
    { inner, NULL, plain, "1.3.6", "A whole store can be seen at its own names only" },
  };

  mount (outer, NULL, TARN_STORE (middle), NULL);
  mount (outer, "1.3.6", plain, NULL);
  mount (middle, "1.3.5", TARN_STORE (inner), NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tries); i++)
    {
      g_autoptr(TarnOid) prefix = tries[i].prefix != NULL ? tarn_test_oid (tries[i].prefix) : NULL;
      g_autoptr(TarnOid) base = tries[i].base != NULL ? tarn_test_oid (tries[i].base) : NULL;
      guint64 serial = tarn_store_get_serial (TARN_STORE (tries[i].store));
      g_autoptr(GError) error = NULL;

      g_assert_false (tarn_composed_store_mount (tries[i].store, prefix, tries[i].what, base,
                                                 &error));
      g_assert_error (error, TARN_ERROR, TARN_ERROR_INVALID);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, tries[i].says));
      g_assert_cmpuint (tarn_store_get_serial (TARN_STORE (tries[i].store)), ==, serial);
    }

  g_assert_finalize_object (outer);
  g_assert_finalize_object (middle);
  g_assert_finalize_object (inner);
}

static void
test_unmount (void)
{
  TarnComposedStore *store = tarn_composed_store_new ();
  TarnStore *plain = tarn_agent_test_store ("1.3.6.1=02:01 1.3.6.2.1=02:02");
  TarnStore *other = tarn_agent_test_store ("1.3.6.2.7=02:07");
  g_autoptr(TarnOid) prefix = tarn_test_oid ("1.3.6");
  g_autoptr(TarnOid) absent = tarn_test_oid ("1.3.6.3");
  g_autoptr(GError) error = NULL;
  g_autofree char *dump = NULL;

  mount (store, "1.3.6", plain, NULL);
  mount (store, "1.3.6.2", other, NULL);
  g_assert_false (tarn_composed_store_unmount (store, absent, &error));
  g_assert_cmpstr (error->message, ==, "Nothing is mounted at “.1.3.6.3”");
  g_clear_error (&error);

  g_assert_true (tarn_store_begin_read (TARN_STORE (store), &error));
  g_assert_false (tarn_composed_store_unmount (store, prefix, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_STORE_BUSY);
  g_clear_error (&error);
  g_assert_false (tarn_composed_store_mount (store, absent, plain, NULL, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_STORE_BUSY);
  g_clear_error (&error);
  tarn_store_end_read (TARN_STORE (store));

  g_assert_true (tarn_composed_store_unmount (store, prefix, &error));
  g_assert_no_error (error);
  g_assert_finalize_object (plain);
  dump = tarn_agent_test_dump (TARN_STORE (store));
  g_assert_cmpstr (dump, ==, "1.3.6.2.7=02:07\n");

  g_assert_finalize_object (store);
  g_assert_finalize_object (other);
}

/* One store that is busy makes the whole busy, and leaves no section open behind. */
static void
test_busy (void)
{
  g_autoptr(TarnStore) first = tarn_agent_test_store ("1.3.1=02:01");
  g_autoptr(TarnStore) faulty = tarn_faulty_store_new (first);
  g_autoptr(TarnComposedStore) store = tarn_composed_store_new ();
  g_autoptr(GError) error = NULL;

  mount (store, "1.3.1", first, NULL);
  mount (store, "1.3.2", faulty, NULL);
  tarn_faulty_store_set_busy (TARN_FAULTY_STORE (faulty), 1, 0);
  g_assert_false (tarn_store_begin_read (TARN_STORE (store), &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_STORE_BUSY);
  tarn_agent_test_fill (first, "1.3.1=02:02");   /* it would be busy in a section */

  g_clear_error (&error);
  g_assert_true (tarn_store_begin_read (TARN_STORE (store), &error));
  g_assert_true (tarn_store_begin_read (TARN_STORE (store), &error));
  tarn_store_end_read (TARN_STORE (store));
  tarn_store_end_read (TARN_STORE (store));
  tarn_agent_test_fill (first, "1.3.1=02:03");
}

/* What cannot be read is told, wherever it is met, and what is before it can be. */
static void
test_damage (void)
{
  g_autoptr(TarnStore) first = tarn_agent_test_store ("1.3.1=02:01");
  g_autoptr(TarnStore) second = tarn_agent_test_store ("1.3.2.1=02:01 1.3.2.2=02:02 1.3.2.3=02:03");
  g_autoptr(TarnStore) faulty = tarn_faulty_store_new (second);
  g_autoptr(TarnComposedStore) composed = tarn_composed_store_new ();
  TarnStore *store = TARN_STORE (composed);
  g_autoptr(TarnOid) damage = tarn_test_oid ("1.3.2.2");
  g_autoptr(TarnOid) end = tarn_test_oid ("1.3.9");
  g_autoptr(TarnOid) name = tarn_test_oid ("1.3.1");
  TarnCursor cursor;

  mount (composed, "1.3.1", first, NULL);
  mount (composed, "1.3.5", faulty, "1.3.2");
  tarn_faulty_store_set_damage (TARN_FAULTY_STORE (faulty), damage);

  g_assert_true (tarn_store_begin_read (store, NULL));
  tarn_cursor_init (&cursor, store);
  g_assert_true (tarn_cursor_seek (&cursor, tarn_span (NULL, 0), TRUE));
  g_assert_true (tarn_cursor_next (&cursor));
  g_assert_false (tarn_cursor_next (&cursor));
  g_assert_error (cursor.error, TARN_ERROR, TARN_ERROR_STORE_DAMAGED);
  g_assert_false (tarn_cursor_next (&cursor));
  g_assert_false (tarn_cursor_seek_nth (&cursor, 0));   /* counted by what is damaged */
  g_assert_error (cursor.error, TARN_ERROR, TARN_ERROR_STORE_DAMAGED);
  g_assert_true (tarn_cursor_seek (&cursor, tarn_oid_span (name), TRUE));
  g_assert_no_error (cursor.error);
  tarn_cursor_clear (&cursor);
  tarn_store_end_read (store);

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr(GError) error = NULL;

      if (i == 0)
        g_assert_cmpuint (tarn_store_count (store, NULL, &error), ==, 0);
      else if (i == 1)
        g_assert_cmpuint (tarn_store_get_rank (store, end, &error), ==, 0);
      else
        g_assert_null (tarn_store_get_nth (store, 1, &error));
      g_assert_error (error, TARN_ERROR, TARN_ERROR_STORE_DAMAGED);
    }

  tarn_faulty_store_set_damage (TARN_FAULTY_STORE (faulty), NULL);
  g_assert_cmpuint (tarn_store_count (store, NULL, NULL), ==, 4);
}

/* A name of as many arcs as there may be has no place where it would have more. */
static void
test_long_names (void)
{
  g_autoptr(TarnStore) plain = tarn_memory_store_new ();
  g_autoptr(TarnComposedStore) composed = tarn_composed_store_new ();
  TarnStore *store = TARN_STORE (composed);
  g_autoptr(TarnBatch) batch = tarn_batch_new ();
  g_autoptr(GError) error = NULL;
  guint32 arcs[TARN_NAME_MAX_ARCS] = { 1, 3, 6 };
  g_autoptr(TarnOid) shortest = tarn_test_oid ("1.3.6");
  TarnName name;
  TarnRow row = { .tlv = { (const guint8 *) "\x02\x01\x07", 3 } };

  for (guint i = 3; i < G_N_ELEMENTS (arcs); i++)
    arcs[i] = i % 2 == 0 ? G_MAXUINT32 : i;
  g_assert_true (tarn_name_from_arcs (&name, arcs, TARN_NAME_MAX_ARCS));
  row.name = tarn_name_span (&name);
  tarn_batch_put_row (batch, &row);
  g_assert_true (tarn_store_apply (plain, batch, &error));

  mount (composed, "1.3.7", plain, "1.3.6");
  g_assert_cmpuint (tarn_store_count (store, NULL, &error), ==, 1);
  mount (composed, "1.3.6.1", plain, "1.3.6");
  {
    g_autoptr(TarnVarbind) varbind = tarn_store_get_next (store, shortest, &error);

    g_assert_null (varbind);
    g_assert_error (error, TARN_ERROR, TARN_ERROR_TOO_BIG);
    g_assert_nonnull (strstr (error->message, "mounted at .1.3.6.1 would have more than 256 arcs"));
    g_clear_error (&error);
  }

  /* To look for a name that is too long inside finds nothing. */
  mount (composed, "1.4", plain, "1.3.5.5.5.5");
  name.data[0] = 0x2c;
  {
    g_autoptr(TarnOid) oid = tarn_oid_new_name (tarn_name_span (&name));

    g_assert_null (tarn_store_get (store, oid, &error));
    g_assert_no_error (error);
    tarn_batch_clear (batch);
    row.name = tarn_name_span (&name);
    tarn_batch_put_row (batch, &row);
    g_assert_false (tarn_store_apply (store, batch, &error));
    g_assert_error (error, TARN_ERROR, TARN_ERROR_TOO_BIG);
  }
}

static void
test_serial (void)
{
  g_autoptr(TarnStore) plain = tarn_agent_test_store ("1.3.1=02:01");
  g_autoptr(TarnComposedStore) inner = tarn_composed_store_new ();
  g_autoptr(TarnComposedStore) composed = tarn_composed_store_new ();
  g_autoptr(TarnOid) oid = tarn_test_oid ("1.3.1");
  TarnStore *store = TARN_STORE (composed);
  guint64 serials[5];

  serials[0] = tarn_store_get_serial (store);
  mount (inner, NULL, plain, NULL);
  mount (composed, NULL, TARN_STORE (inner), NULL);
  serials[1] = tarn_store_get_serial (store);
  g_assert_cmpuint (tarn_store_count (store, NULL, NULL), ==, 1);
  g_assert_cmpuint (tarn_store_get_serial (store), ==, serials[1]);

  tarn_agent_test_fill (plain, "1.3.2=02:02");
  serials[2] = tarn_store_get_serial (store);
  g_assert_cmpuint (tarn_store_count (store, NULL, NULL), ==, 2);

  g_assert_true (tarn_composed_store_answer (inner, oid, NULL, NULL, NULL, NULL));
  serials[3] = tarn_store_get_serial (store);
  g_assert_true (tarn_composed_store_unmount (inner, NULL, NULL));
  serials[4] = tarn_store_get_serial (store);
  g_assert_cmpuint (tarn_store_count (store, NULL, NULL), ==, 0);

  for (gsize i = 0; i < G_N_ELEMENTS (serials); i++)
    for (gsize j = 0; j < i; j++)
      g_assert_cmpuint (serials[i], !=, serials[j]);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/composed-store/", cases[i].sentence, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/composed-store/random", test_random);
  g_test_add_func ("/composed-store/deep", test_deep);
  g_test_add_func ("/composed-store/refused mounts", test_refused_mounts);
  g_test_add_func ("/composed-store/unmount", test_unmount);
  g_test_add_func ("/composed-store/busy", test_busy);
  g_test_add_func ("/composed-store/damage", test_damage);
  g_test_add_func ("/composed-store/long names", test_long_names);
  g_test_add_func ("/composed-store/serial", test_serial);

  return g_test_run ();
}
