/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Recorded devices of other projects, with all that people did to the files: each imports
 * with the report that it should get, and comes back from each format that tarn export
 * writes.
 */
#include "tarn-recorded.h"
#include "tarn-test-import.h"

#include "store/tarn-memory-store.h"

/* Larger ones go through all formats in the long run only (-m slow). */
#define MAX_ROWS 20000

/* The same names, with the same values. */
static void
assert_same_rows (TarnStore *one,
                  TarnStore *two)
{
  g_autoptr(GError) error = NULL;
  TarnCursor a, b;
  gboolean more;

  g_assert_true (tarn_store_begin_read (one, &error));
  g_assert_true (tarn_store_begin_read (two, &error));
  tarn_cursor_init (&a, one);
  tarn_cursor_init (&b, two);

  more = tarn_cursor_seek_nth (&a, 0);
  g_assert_cmpint (tarn_cursor_seek_nth (&b, 0), ==, more);
  while (more)
    {
      g_assert_cmpmem (a.row.name.data, a.row.name.len, b.row.name.data, b.row.name.len);
      g_assert_cmpmem (a.row.tlv.data, a.row.tlv.len, b.row.tlv.data, b.row.tlv.len);
      more = tarn_cursor_next (&a);
      g_assert_cmpint (tarn_cursor_next (&b), ==, more);
    }

  tarn_cursor_clear (&b);
  tarn_cursor_clear (&a);
  tarn_store_end_read (two);
  tarn_store_end_read (one);
}

/* What @store exports as @format, imported again; no line of it is out of order. */
static TarnStore *
come_back (TarnStore        *store,
           TarnFormat        format,
           TarnImportFormat  import_format)
{
  g_autofree char *text = tarn_test_export (store, format);
  g_autoptr(TarnImportReport) report = NULL;
  g_autoptr(GError) error = NULL;
  TarnStore *again = tarn_test_import (TARN_IMPORT_GUESS, tarn_span (text, strlen (text)),
                                       &report, &error);

  g_assert_no_error (error);
  if (report->n_varbinds > 0)
    g_assert_cmpint (report->format, ==, import_format);
  g_assert_cmpuint (report->n_refused + report->n_mended + report->n_duplicates, ==, 0);
  return again;
}

static void
test_formats (TarnStore *store)
{
  g_autoptr(TarnStore) by_json = come_back (store, TARN_FORMAT_JSON, TARN_IMPORT_JSON);
  g_autoptr(TarnStore) by_csv = come_back (store, TARN_FORMAT_CSV, TARN_IMPORT_CSV);
  g_autoptr(TarnStore) by_text = come_back (store, TARN_FORMAT_TEXT, TARN_IMPORT_TEXT);
  g_autofree char *before = tarn_test_export (store, TARN_FORMAT_TEXT);
  g_autofree char *after = tarn_test_export (by_text, TARN_FORMAT_TEXT);

  assert_same_rows (store, by_json);
  assert_same_rows (store, by_csv);
  /* Text does not tell a double from a float, nor how a number was encoded. */
  g_assert_cmpstr (before, ==, after);
}

static void
test_recorded (gconstpointer data)
{
  const TarnRecorded *r = data;
  g_autoptr(TarnImportReport) report = NULL;
  g_autoptr(TarnStore) store = tarn_recorded_import (r, &report);
  g_autoptr(TarnStore) again = NULL;

  if (store == NULL)
    return;

  if (r->says != NULL)
    g_test_message ("%s", r->says);
  for (guint i = 0; i < MIN (report->notes->len, 3); i++)
    g_test_message ("%s", (const char *) report->notes->pdata[i]);

  if (r->format != TARN_IMPORT_GUESS)
    g_assert_cmpint (report->format, ==, r->format);
  g_assert_cmpuint (report->n_varbinds, ==, r->n_varbinds);
  g_assert_cmpuint (report->n_doubtful, ==, r->n_doubtful);
  g_assert_cmpuint (report->n_mended, ==, r->n_mended);
  g_assert_cmpuint (report->n_duplicates, ==, r->n_duplicates);
  g_assert_cmpuint (report->n_modules, ==, r->n_modules);
  g_assert_cmpuint (report->n_refused, ==, r->n_refused);
  g_assert_cmpuint (report->notes->len, ==,
                    MIN (1000, r->n_doubtful + r->n_mended + r->n_duplicates + r->n_modules
                               + r->n_refused + r->n_remarks));
  g_assert_cmpuint (tarn_store_count (store, NULL, NULL), ==, r->n_varbinds);

  again = come_back (store, TARN_FORMAT_SNMPREC, TARN_IMPORT_SNMPREC);
  assert_same_rows (store, again);
  if (r->n_modules > 0)
    {
      g_autofree char *before = tarn_test_export (store, TARN_FORMAT_SNMPREC);
      g_autofree char *after = tarn_test_export (again, TARN_FORMAT_SNMPREC);

      g_assert_cmpstr (before, ==, after);
    }
  if (r->n_varbinds <= MAX_ROWS || g_test_slow ())
    test_formats (store);
}

/* A device that is there in two forms, recorded on different days: what both have is of
 * the same type, and text that does not change is the same octets. */
static void
test_two_forms (void)
{
  static const char *pairs[][2] = {
    { "snmpsim/linux.snmpwalk", "snmpsim/linux-full-walk.snmprec" },
    { "snmpsim/winxp1.snmpwalk", "snmpsim/winxp-full-walk.snmprec" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      TarnRecorded text = { pairs[i][0] }, snmprec = { pairs[i][1] };
      g_autoptr(TarnImportReport) report = NULL;
      g_autoptr(TarnImportReport) other_report = NULL;
      g_autoptr(TarnStore) one = tarn_recorded_import (&text, &report);
      g_autoptr(TarnStore) two = one != NULL ? tarn_recorded_import (&snmprec, &other_report)
                                             : NULL;
      guint n_both = 0, n_same = 0;
      TarnCursor a, b;

      if (two == NULL)
        return;

      g_assert_true (tarn_store_begin_read (one, NULL));
      g_assert_true (tarn_store_begin_read (two, NULL));
      tarn_cursor_init (&a, one);
      tarn_cursor_init (&b, two);
      for (gboolean more = tarn_cursor_seek_nth (&a, 0); more; more = tarn_cursor_next (&a))
        {
          if (!tarn_cursor_seek (&b, a.row.name, TRUE)
              || !tarn_span_equal (a.row.name, b.row.name))
            continue;
          g_assert_cmphex (a.row.tag, ==, b.row.tag);
          n_both++;
          n_same += tarn_span_equal (a.row.tlv, b.row.tlv);
        }
      tarn_cursor_clear (&b);
      tarn_cursor_clear (&a);
      tarn_store_end_read (two);
      tarn_store_end_read (one);

      g_test_message ("%s: %u in both, %u the same", text.path, n_both, n_same);
      g_assert_cmpuint (n_both, >, 1900);
      g_assert_cmpuint (n_same, >, n_both * 85 / 100);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < tarn_recorded_n; i++)
    {
      g_autofree char *path = tarn_recorded_test_path ("/recorded", &tarn_recorded[i]);

      g_test_add_data_func (path, &tarn_recorded[i], test_recorded);
    }
  g_test_add_func ("/recorded/two forms", test_two_forms);

  return g_test_run ();
}
