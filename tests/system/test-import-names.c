/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Recorded devices as the tools of net-snmp would print them with MIB modules, imported
 * again: names, labels, addresses and dates become the octets that they were made of.
 *
 * What comes back otherwise has to be what text cannot tell: it prints exactly as what
 * went out.  Of such are dots, which stand for what does not print in an index and in
 * hinted text; floats, of which six digits are printed; numbers that were encoded in more
 * octets than they need; types that have no name.
 */
#include "tarn-recorded.h"
#include "tarn-test-import.h"

#include "ops/tarn-text-style.h"

/* Larger ones go the whole way in the long run only (-m slow). */
#define MAX_ROWS 20000

static TarnMib *mib;

typedef struct
{
  guint n_same;
  guint n_alike;       /* another value that prints the same                        */
  guint n_renamed;     /* another name that prints the same                         */
  guint n_refused;     /* names that nobody can tell                                */
} Outcome;

/* The line that a tool prints, without its end. */
static char *
print_row (TarnTextStyle *style,
           const TarnRow *row)
{
  g_autoptr(GString) line = g_string_new (NULL);

  tarn_text_style_append_row (style, TARN_FORMAT_TEXT, row, line);
  return g_string_free (g_steal_pointer (&line), FALSE);
}

static char *
print_name (TarnTextStyle *style,
            const TarnRow *row)
{
  g_autoptr(TarnOid) oid = tarn_oid_new_name (row->name);

  return tarn_text_style_dup_name (style, oid);
}

static GString *
print_store (TarnTextStyle *style,
             TarnStore     *store)
{
  GString *text = g_string_new (NULL);
  TarnCursor cursor;

  g_assert_true (tarn_store_begin_read (store, NULL));
  tarn_cursor_init (&cursor, store);
  for (gboolean more = tarn_cursor_seek_nth (&cursor, 0); more; more = tarn_cursor_next (&cursor))
    tarn_text_style_append_row (style, TARN_FORMAT_TEXT, &cursor.row, text);
  tarn_cursor_clear (&cursor);
  tarn_store_end_read (store);
  return text;
}

/* What of @before came back; the printed names of what did not, to @missing. */
static void
compare_rows (TarnTextStyle *style,
              TarnStore     *before,
              TarnStore     *after,
              GHashTable    *missing,
              Outcome       *outcome)
{
  TarnCursor a, b;

  tarn_cursor_init (&a, before);
  tarn_cursor_init (&b, after);
  for (gboolean more = tarn_cursor_seek_nth (&a, 0); more; more = tarn_cursor_next (&a))
    {
      g_autofree char *one = NULL, *two = NULL;

      if (!tarn_cursor_seek (&b, a.row.name, TRUE) || !tarn_span_equal (a.row.name, b.row.name))
        {
          char *name = print_name (style, &a.row);

          /* Strings only lose anything. */
          g_assert_nonnull (strpbrk (name, "\"'["));
          g_hash_table_add (missing, name);
          outcome->n_refused++;
          continue;
        }
      if (tarn_span_equal (a.row.tlv, b.row.tlv))
        {
          outcome->n_same++;
          continue;
        }

      one = print_row (style, &a.row);
      two = print_row (style, &b.row);
      g_assert_cmpstr (one, ==, two);
      outcome->n_alike++;
    }
  tarn_cursor_clear (&b);
  tarn_cursor_clear (&a);
}

/* What is in @after alone has the printed name of something that is in @before alone. */
static void
check_renamed (TarnTextStyle *style,
               TarnStore     *before,
               TarnStore     *after,
               GHashTable    *missing,
               Outcome       *outcome)
{
  TarnCursor a, b;

  tarn_cursor_init (&a, before);
  tarn_cursor_init (&b, after);
  for (gboolean more = tarn_cursor_seek_nth (&b, 0); more; more = tarn_cursor_next (&b))
    {
      g_autofree char *name = NULL;

      if (tarn_cursor_seek (&a, b.row.name, TRUE) && tarn_span_equal (a.row.name, b.row.name))
        continue;
      name = print_name (style, &b.row);
      if (!g_hash_table_contains (missing, name))
        g_error ("nothing was called %s", name);
      outcome->n_renamed++;
      outcome->n_refused--;
    }
  tarn_cursor_clear (&b);
  tarn_cursor_clear (&a);
}

/* Refused is nothing but what is lost. */
static void
check_notes (const TarnImportReport *report)
{
  for (guint i = 0; i < report->notes->len; i++)
    {
      const char *note = report->notes->pdata[i];

      if (strstr (note, " refused (") != NULL
          && strstr (note, "octets of its index that did not print are lost") == NULL)
        g_error ("%s", note);
    }
}

/* There and back, with these letters behind -O. */
static void
check_round_trip (TarnStore  *before,
                  const char *letters)
{
  g_autoptr(TarnStore) after = NULL;
  g_autoptr(TarnTextStyle) style = tarn_text_style_new (mib);
  g_autoptr(GHashTable) missing = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(TarnImportReport) report = NULL;
  g_autoptr(GString) text = NULL;
  g_autoptr(GError) error = NULL;
  Outcome outcome = { 0 };

  g_assert_true (tarn_text_style_set_output (style, letters, &error));
  text = print_store (style, before);
  after = tarn_test_import_by (mib, TARN_IMPORT_TEXT, tarn_span (text->str, text->len), &report,
                               &error);
  g_assert_no_error (error);
  check_notes (report);

  g_assert_true (tarn_store_begin_read (before, NULL));
  g_assert_true (tarn_store_begin_read (after, NULL));
  compare_rows (style, before, after, missing, &outcome);
  check_renamed (style, before, after, missing, &outcome);
  tarn_store_end_read (after);
  tarn_store_end_read (before);

  g_test_message ("-O%s: %u came back, %u and %u as others that print alike, %u have lost their "
                  "index; %" G_GUINT64_FORMAT " notes of doubt", letters, outcome.n_same, outcome.n_alike,
                  outcome.n_renamed, outcome.n_refused, report->n_doubtful);
  g_assert_cmpuint (report->n_mended, ==, 0);
  g_assert_cmpuint (outcome.n_refused, ==, report->n_refused + report->n_duplicates);
  /* A name that was read otherwise was doubted. */
  g_assert_cmpuint (report->n_doubtful, >=, outcome.n_renamed);
}

static void
test_round_trip (gconstpointer data)
{
  const TarnRecorded *r = data;
  g_autoptr(TarnStore) store = NULL;
  g_autoptr(TarnImportReport) report = NULL;

  if (r->n_varbinds == 0 || (r->n_varbinds > MAX_ROWS && !g_test_slow ()))
    {
      g_test_skip (r->n_varbinds == 0 ? "nothing is in it" : "large: -m slow");
      return;
    }

  store = tarn_recorded_import (r, &report);
  if (store == NULL)
    return;

  check_round_trip (store, "");
}

typedef struct
{
  const char *path;
  const char *name;
  const char *hex;      /* content of the value */
} Restored;

static const Restored restored[] = {
  { "opennms/samsung-192.168.0.14-walk.txt", "HOST-RESOURCES-MIB::hrSystemDate.0", "07de01161223" },
  { "opennms/samsung-192.168.0.14-walk.txt", "HOST-RESOURCES-MIB::hrSWInstalledDate.1", "07d0" },
  { "opennms/penrose-lldp-mib.properties", "IPV6-MIB::ipv6IfPhysicalAddress.18", "020000000004" },
  { "opennms/penrose-lldp-mib.properties", "IPV6-MIB::ipv6IfIdentifier.18", "020000fffe000004" },
  { "sonalake/os-linux-std.txt", "IP-MIB::ipv6InterfaceIdentifier.2", "020c29fffe1639c1" },
  { "snmpsim/linux.snmpwalk", "IPV6-MIB::ipv6IfPhysicalAddress.2", "00127962f940" },
};

/* What was text without a module, for its form is of no well-known object. */
static void
test_restored (gconstpointer data)
{
  const Restored *v = data;
  TarnRecorded recorded = { v->path };
  g_autoptr(TarnImportReport) report = NULL;
  g_autoptr(TarnStore) store = tarn_recorded_import_by (&recorded, mib, &report);
  g_autoptr(GError) error = NULL;
  g_autoptr(TarnOid) oid = NULL;
  g_autoptr(GBytes) expected = NULL;
  TarnCursor cursor;

  if (store == NULL)
    return;

  oid = tarn_mib_parse_oid (mib, v->name, &error);
  g_assert_no_error (error);
  expected = tarn_test_hex (v->hex);
  g_assert_true (tarn_store_begin_read (store, NULL));
  tarn_cursor_init (&cursor, store);
  g_assert_true (tarn_cursor_seek (&cursor, tarn_oid_span (oid), TRUE));
  g_assert_true (tarn_span_equal (cursor.row.name, tarn_oid_span (oid)));
  g_assert_true (tarn_span_equal (tarn_row_content (&cursor.row), tarn_test_span (expected)));
  tarn_cursor_clear (&cursor);
  tarn_store_end_read (store);
}

/* With modules nothing is refused that was not, and less has to be mended. */
static void
test_never_worse (gconstpointer data)
{
  const TarnRecorded *r = data;
  g_autoptr(TarnImportReport) report = NULL;
  g_autoptr(TarnStore) store = tarn_recorded_import_by (r, mib, &report);

  if (store == NULL)
    return;

  g_test_message ("%" G_GUINT64_FORMAT " mended without, %" G_GUINT64_FORMAT " with; doubtful: %"
                  G_GUINT64_FORMAT ", %" G_GUINT64_FORMAT, r->n_mended, report->n_mended,
                  r->n_doubtful, report->n_doubtful);
  g_assert_cmpuint (report->n_varbinds, ==, r->n_varbinds);
  g_assert_cmpuint (report->n_refused, ==, r->n_refused);
  g_assert_cmpuint (report->n_duplicates, ==, r->n_duplicates);
  g_assert_cmpuint (report->n_mended, <=, r->n_mended);
}

/* What else -O can ask for of names and values. */
static void
test_letters (gconstpointer data)
{
  static const char *const devices[] = {
    "snmpsim/linux-full-walk.snmprec", "librenms/procurve.snmprec", "opennms/laptop.properties",
    "librenms/arubaos-cx_8360.snmprec",
  };

  for (guint i = 0; i < G_N_ELEMENTS (devices); i++)
    {
      TarnRecorded recorded = { devices[i] };
      g_autoptr(TarnImportReport) report = NULL;
      g_autoptr(TarnStore) store = tarn_recorded_import (&recorded, &report);

      if (store == NULL)
        return;
      check_round_trip (store, data);
    }
}

int
main (int   argc,
      char *argv[])
{
  static const char *const letters[] = { "b", "e", "E", "f", "n", "s", "T", "u", "U", "x", "X" };
  int status;

  g_test_init (&argc, &argv, NULL);
  mib = tarn_test_load_mib ();

  for (guint i = 0; i < tarn_recorded_n; i++)
    {
      g_autofree char *path = tarn_recorded_test_path ("/import-names", &tarn_recorded[i]);

      g_test_add_data_func (path, &tarn_recorded[i], test_round_trip);
      if (tarn_recorded[i].format == TARN_IMPORT_TEXT)
        {
          g_autofree char *other = tarn_recorded_test_path ("/never-worse", &tarn_recorded[i]);

          g_test_add_data_func (other, &tarn_recorded[i], test_never_worse);
        }
    }
  for (guint i = 0; i < G_N_ELEMENTS (restored); i++)
    {
      g_autofree char *path = g_strdup_printf ("/restored/%s", restored[i].name);

      g_test_add_data_func (path, &restored[i], test_restored);
    }

  for (guint i = 0; i < G_N_ELEMENTS (letters); i++)
    {
      g_autofree char *path = g_strdup_printf ("/import-names/-O%s", letters[i]);

      g_test_add_data_func (path, letters[i], test_letters);
    }

  status = g_test_run ();
  g_assert_finalize_object (mib);
  return status;
}
