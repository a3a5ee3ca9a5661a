/* What every store does, for the store in memory and for a capture.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <glib/gstdio.h>

#include "base/tarn-error.h"
#include "store/tarn-capture.h"
#include "store/tarn-memory-store.h"
#include "tarn-test.h"
#include "wire/tarn-ber-writer.h"

typedef struct
{
  TarnStore *store;
  char      *directory;   /* of the capture; NULL for the store in memory */
  char      *path;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  if (!GPOINTER_TO_INT (data))
    {
      fixture->store = tarn_memory_store_new ();
      return;
    }

  fixture->directory = g_dir_make_tmp ("tarn-test-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->directory, "store.tarn", NULL);
  fixture->store = TARN_STORE (tarn_capture_open (fixture->path, TARN_CAPTURE_CREATE, &error));
  g_assert_no_error (error);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->store);
  if (fixture->path == NULL)
    return;

  g_assert_cmpint (g_unlink (fixture->path), ==, 0);
  g_assert_cmpint (g_rmdir (fixture->directory), ==, 0);
  g_free (fixture->path);
  g_free (fixture->directory);
}

/* Puts integers: "1.3.1=5 1.3.2=6", or deletes: "1.3.1-". */
static void
apply (TarnStore  *store,
       const char *changes)
{
  g_autoptr(TarnBatch) batch = tarn_batch_new ();
  g_auto(GStrv) words = g_strsplit (changes, " ", -1);
  g_autoptr(GError) error = NULL;

  for (guint i = 0; words[i] != NULL; i++)
    {
      char *mark = strpbrk (words[i], "=-");
      gboolean put = *mark == '=';
      g_autoptr(TarnOid) oid = NULL;

      *mark = '\0';
      oid = tarn_test_oid (words[i]);
      if (put)
        {
          g_autoptr(TarnValue) value = tarn_value_new_integer (atoi (mark + 1));

          tarn_batch_put (batch, oid, value);
        }
      else
        {
          tarn_batch_delete (batch, oid);
        }
    }

  g_assert_true (tarn_store_apply (store, batch, &error));
  g_assert_no_error (error);
}

static void
assert_rows (TarnStore  *store,
             const char *expected)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GError) error = NULL;
  TarnCursor cursor;

  g_assert_true (tarn_store_begin_read (store, &error));
  tarn_cursor_init (&cursor, store);
  for (gboolean ok = tarn_cursor_seek (&cursor, tarn_span (NULL, 0), TRUE); ok;
       ok = tarn_cursor_next (&cursor))
    {
      g_autoptr(TarnOid) oid = tarn_row_dup_oid (&cursor.row);
      g_autofree char *name = tarn_oid_to_string (oid);
      gint64 number;

      g_assert_true (tarn_row_get_integer (&cursor.row, &number));
      g_string_append_printf (text, "%s%s=%d", text->len > 0 ? " " : "",
                              name + (name[0] == '.'), (int) number);
    }

  g_assert_no_error (cursor.error);
  g_assert_false (tarn_cursor_next (&cursor));
  tarn_cursor_clear (&cursor);
  tarn_store_end_read (store);
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_changes (Fixture       *fixture,
              gconstpointer  data)
{
  assert_rows (fixture->store, "");
  apply (fixture->store, "1.3.2=2 1.3.1=1 1.3.10=10");
  assert_rows (fixture->store, "1.3.1=1 1.3.2=2 1.3.10=10");
  apply (fixture->store, "1.3.2- 1.3.3=3 1.3.1=7 1.3.99-");
  assert_rows (fixture->store, "1.3.1=7 1.3.3=3 1.3.10=10");
  apply (fixture->store, "1.3.1- 1.3.3- 1.3.10-");
  assert_rows (fixture->store, "");
}

static void
assert_next (TarnStore  *store,
             const char *after,
             const char *expected)
{
  g_autoptr(TarnOid) oid = tarn_test_oid (after);
  g_autoptr(GError) error = NULL;
  g_autoptr(TarnVarbind) next = tarn_store_get_next (store, oid, &error);
  g_autofree char *name = NULL;

  g_assert_no_error (error);
  if (next != NULL)
    name = tarn_oid_to_string (tarn_varbind_get_oid (next));
  g_assert_cmpstr (name, ==, expected);
}

static void
test_questions (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(TarnOid) first = tarn_test_oid ("1.3.6.1");
  g_autoptr(TarnOid) column = tarn_test_oid ("1.3.6.2");
  g_autoptr(TarnOid) absent = tarn_test_oid ("1.3.6.2.2");
  g_autoptr(TarnOid) last = tarn_test_oid ("2.999");
  g_autoptr(TarnValue) value = NULL;
  g_autoptr(TarnVarbind) nth = NULL;
  g_autoptr(GError) error = NULL;
  gint64 number;

  apply (fixture->store, "1.3.6.1=1 1.3.6.2.1=2 1.3.6.2.3=3 1.3.6.20=4 2.999=5");

  value = tarn_store_get (fixture->store, first, &error);
  g_assert_no_error (error);
  g_assert_true (tarn_value_get_integer (value, &number));
  g_assert_cmpint (number, ==, 1);
  g_assert_null (tarn_store_get (fixture->store, absent, &error));
  g_assert_no_error (error);

  assert_next (fixture->store, "0.0", ".1.3.6.1");
  assert_next (fixture->store, "1.3.6.1", ".1.3.6.2.1");
  assert_next (fixture->store, "1.3.6.2.2", ".1.3.6.2.3");
  assert_next (fixture->store, "2.999", NULL);

  nth = tarn_store_get_nth (fixture->store, 3, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tarn_store_get_rank (fixture->store, tarn_varbind_get_oid (nth), &error),
                    ==, 3);
  g_assert_null (tarn_store_get_nth (fixture->store, 5, &error));
  g_assert_cmpuint (tarn_store_get_rank (fixture->store, absent, &error), ==, 2);
  g_assert_cmpuint (tarn_store_get_rank (fixture->store, last, &error), ==, 4);

  g_assert_cmpuint (tarn_store_count (fixture->store, NULL, &error), ==, 5);
  g_assert_cmpuint (tarn_store_count (fixture->store, column, &error), ==, 2);
  g_assert_cmpuint (tarn_store_count (fixture->store, first, &error), ==, 1);
  g_assert_cmpuint (tarn_store_count (fixture->store, absent, &error), ==, 0);
  g_assert_cmpuint (tarn_store_count (fixture->store, last, &error), ==, 1);
  g_assert_no_error (error);
}

static void
test_meta (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(TarnBatch) batch = tarn_batch_new ();
  g_autoptr(GVariant) device = NULL;
  g_autoptr(GVariant) gaps = NULL;
  g_autoptr(GError) error = NULL;
  guint64 serial = tarn_store_get_serial (fixture->store);
  g_autofree char *text = NULL;

  g_assert_null (tarn_store_dup_meta (fixture->store, "device"));
  tarn_batch_set_meta (batch, "device", g_variant_new_string ("192.0.2.1"));
  tarn_batch_set_meta (batch, "gaps", g_variant_new_parsed ("[('1.3', @i 7), ('1.4', 8)]"));
  tarn_batch_set_meta (batch, "never there", NULL);
  g_assert_true (tarn_store_apply (fixture->store, batch, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (tarn_store_get_serial (fixture->store), !=, serial);

  device = tarn_store_dup_meta (fixture->store, "device");
  g_assert_cmpstr (g_variant_get_string (device, NULL), ==, "192.0.2.1");
  gaps = tarn_store_dup_meta (fixture->store, "gaps");
  text = g_variant_print (gaps, FALSE);
  g_assert_cmpstr (text, ==, "[('1.3', 7), ('1.4', 8)]");

  tarn_batch_clear (batch);
  tarn_batch_set_meta (batch, "device", NULL);
  g_assert_true (tarn_store_apply (fixture->store, batch, &error));
  g_assert_null (tarn_store_dup_meta (fixture->store, "device"));
}

/* What is being read does not change; the section is as if nothing had been tried. */
static void
test_section (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(TarnBatch) batch = tarn_batch_new ();
  g_autoptr(TarnOid) oid = tarn_test_oid ("1.3.6.1");
  g_autoptr(GError) error = NULL;
  guint64 serial;

  apply (fixture->store, "1.3.6.1=1");
  serial = tarn_store_get_serial (fixture->store);
  g_assert_true (tarn_store_begin_read (fixture->store, &error));
  g_assert_true (tarn_store_begin_read (fixture->store, &error));
  tarn_batch_delete (batch, oid);
  g_assert_false (tarn_store_apply (fixture->store, batch, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_STORE_BUSY);
  g_clear_error (&error);
  tarn_store_end_read (fixture->store);
  g_assert_false (tarn_store_apply (fixture->store, batch, NULL));
  g_assert_cmpuint (tarn_store_count (fixture->store, NULL, &error), ==, 1);
  g_assert_cmpuint (tarn_store_get_serial (fixture->store), ==, serial);
  tarn_store_end_read (fixture->store);

  g_assert_true (tarn_store_apply (fixture->store, batch, &error));
  g_assert_cmpuint (tarn_store_count (fixture->store, NULL, &error), ==, 0);
  g_assert_cmpuint (tarn_store_get_serial (fixture->store), !=, serial);
  g_assert_no_error (error);
}

static void
test_too_large (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree guint8 *octets = g_malloc0 (80000);
  g_autoptr(TarnBatch) batch = tarn_batch_new ();
  g_autoptr(TarnOid) oid = tarn_test_oid ("1.3.6.1");
  TarnRow row = { .name = tarn_oid_span (oid), .tlv = { octets, 80000 } };
  g_autoptr(GError) error = NULL;

  tarn_batch_put_row (batch, &row);
  g_assert_false (tarn_store_apply (fixture->store, batch, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_TOO_BIG);
  assert_rows (fixture->store, "");
}

/* A cursor that moves over many leaves, and its row across a seek that starts from
 * itself. */
static void
test_cursor (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(TarnBatch) batch = tarn_batch_new ();
  g_autoptr(GError) error = NULL;
  TarnCursor cursor;
  guint n = 0;

  for (guint i = 0; i < 5000; i++)
    {
      const guint32 arcs[] = { 1, 3, 6, 1, i / 100, i % 100 };
      g_autoptr(TarnOid) oid = tarn_oid_new_arcs (arcs, G_N_ELEMENTS (arcs), NULL);
      g_autoptr(TarnValue) value = tarn_value_new_integer ((gint32) i);

      tarn_batch_put (batch, oid, value);
    }
  g_assert_true (tarn_store_apply (fixture->store, batch, &error));

  g_assert_true (tarn_store_begin_read (fixture->store, &error));
  tarn_cursor_init (&cursor, fixture->store);
  for (gboolean ok = tarn_cursor_seek_nth (&cursor, 0); ok;
       ok = n % 3 == 0 ? tarn_cursor_seek (&cursor, cursor.row.name, FALSE)
                       : tarn_cursor_next (&cursor))
    {
      gint64 number;

      g_assert_true (tarn_row_get_integer (&cursor.row, &number));
      g_assert_cmpint (number, ==, n);
      n++;
    }
  g_assert_no_error (cursor.error);
  g_assert_cmpuint (n, ==, 5000);
  tarn_cursor_clear (&cursor);
  tarn_store_end_read (fixture->store);
}

static void
put_row (GByteArray    *octets,
         const TarnRow *row)
{
  guint8 buffer[256];
  TarnBerWriter writer;

  tarn_ber_writer_init (&writer, buffer, sizeof buffer);
  tarn_ber_put_row (&writer, row);
  g_byte_array_append (octets, tarn_ber_writer_span (&writer).data,
                       (guint) tarn_ber_writer_span (&writer).len);
}

/* Reads all, in runs where there are such; returns how many varbinds came in runs. */
static guint
read_in_runs (TarnStore  *store,
              gsize       max_rows,
              gsize       max_len,
              gboolean    with_nulls,
              GByteArray *octets)
{
  TarnCursor cursor;
  gboolean more;
  guint n_in_runs = 0;

  tarn_cursor_init (&cursor, store);
  more = tarn_cursor_seek (&cursor, tarn_span (NULL, 0), TRUE);
  while (more)
    {
      TarnSpan run;
      guint n;

      put_row (octets, &cursor.row);
      while ((n = tarn_cursor_take_run (&cursor, max_rows, max_len, with_nulls, &run)) > 0)
        {
          g_assert_cmpuint (n, <=, max_rows);
          g_assert_cmpuint (run.len, <=, max_len);
          g_byte_array_append (octets, run.data, (guint) run.len);
          n_in_runs += n;
        }
      more = tarn_cursor_next (&cursor);
    }
  g_assert_no_error (cursor.error);
  tarn_cursor_clear (&cursor);

  return n_in_runs;
}

/* What lies end to end is what comes one by one, whatever the limits are. */
static void
test_run (Fixture       *fixture,
          gconstpointer  data)
{
  static const struct
  {
    const char *sentence;
    gsize       max_rows;
    gsize       max_len;
    gboolean    with_nulls;
    guint       n_in_runs[3];   /* of 600 varbinds; with a NULL, and an exception besides */
  } cases[] = {
    { "as many as there are in a page", G_MAXSIZE, G_MAXSIZE, TRUE, { 590, 590, 350 } },
    { "some", 7, G_MAXSIZE, TRUE, { 590, 590, 350 } },
    { "one at a time", 1, G_MAXSIZE, TRUE, { 590, 590, 350 } },
    { "as large as two or three", G_MAXSIZE, 40, TRUE, { 590, 590, 350 } },
    { "none is so small", G_MAXSIZE, 8, TRUE, { 0, 0, 0 } },
    { "not where a NULL is", G_MAXSIZE, G_MAXSIZE, FALSE, { 590, 350, 150 } },
  };
  g_autoptr(TarnBatch) batch = tarn_batch_new ();
  g_autoptr(GError) error = NULL;

  for (guint i = 1; i <= 600; i++)
    {
      g_autofree char *name = g_strdup_printf ("1.3.6.1.4.1.99.%u", i * 50);
      g_autoptr(TarnOid) oid = tarn_test_oid (name);
      g_autoptr(TarnValue) value = tarn_value_new_integer ((gint32) i);

      tarn_batch_put (batch, oid, value);
    }
  g_assert_true (tarn_store_apply (fixture->store, batch, &error));

  for (guint round = 0; round < 3; round++)
    {
      static const guint8 tlvs[][2] = { { TARN_KIND_NULL, 0 }, { TARN_KIND_NO_SUCH_INSTANCE, 0 } };
      static const char * const places[] = { "1.3.6.1.4.1.99.15000", "1.3.6.1.4.1.99.30000" };
      g_autoptr(GByteArray) expected = g_byte_array_new ();

      if (round > 0)
        {
          g_autoptr(TarnBatch) change = tarn_batch_new ();
          g_autoptr(TarnOid) oid = tarn_test_oid (places[round - 1]);
          g_autoptr(TarnValue) value = tarn_value_new_tlv (tlvs[round - 1], 2, &error);

          tarn_batch_put (change, oid, value);
          g_assert_true (tarn_store_apply (fixture->store, change, &error));
          g_assert_no_error (error);
        }

      g_assert_true (tarn_store_begin_read (fixture->store, &error));
      read_in_runs (fixture->store, 0, 0, TRUE, expected);
      for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
        {
          g_autoptr(GByteArray) octets = g_byte_array_new ();
          guint n;

          g_test_message ("%s", cases[i].sentence);
          n = read_in_runs (fixture->store, cases[i].max_rows, cases[i].max_len,
                            cases[i].with_nulls, octets);
          g_assert_cmpmem (octets->data, octets->len, expected->data, expected->len);
          g_assert_cmpuint (n, >=, cases[i].n_in_runs[round]);
          if (cases[i].n_in_runs[round] == 0)
            g_assert_cmpuint (n, ==, 0);
        }
      tarn_store_end_read (fixture->store);
    }
}

static void
add (const char *name,
     void      (*test) (Fixture *fixture, gconstpointer data))
{
  g_autofree char *memory = g_strconcat ("/store/memory/", name, NULL);
  g_autofree char *capture = g_strconcat ("/store/capture/", name, NULL);

  g_test_add (memory, Fixture, GINT_TO_POINTER (FALSE), set_up, test, tear_down);
  g_test_add (capture, Fixture, GINT_TO_POINTER (TRUE), set_up, test, tear_down);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("changes", test_changes);
  add ("questions", test_questions);
  add ("meta", test_meta);
  add ("section", test_section);
  add ("too large", test_too_large);
  add ("cursor", test_cursor);
  add ("run", test_run);

  return g_test_run ();
}
