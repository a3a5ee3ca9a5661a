/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-test-import.h"

#include "base/tarn-error.h"
#include "ops/tarn-mib-load.h"
#include "store/tarn-memory-store.h"

TarnStore *
tarn_test_import (TarnImportFormat   format,
                  TarnSpan           file,
                  TarnImportReport **report,
                  GError           **error)
{
  return tarn_test_import_by (NULL, format, file, report, error);
}

TarnStore *
tarn_test_import_by (TarnMib           *mib,
                     TarnImportFormat   format,
                     TarnSpan           file,
                     TarnImportReport **report,
                     GError           **error)
{
  g_autofree guint8 *exact = g_memdup2 (file.data, file.len);
  g_autoptr(GInputStream) stream = g_memory_input_stream_new_from_data (exact, (gssize) file.len,
                                                                        NULL);
  g_autoptr(TarnStore) store = tarn_memory_store_new ();
  g_autoptr(TarnImportReport) own_report = NULL;
  TarnImporter *importer = tarn_importer_new ();

  tarn_importer_set_format (importer, format);
  tarn_importer_set_mib (importer, mib);
  own_report = tarn_importer_run (importer, stream, store, NULL, error);
  g_assert_finalize_object (importer);
  if (own_report == NULL)
    return NULL;

  g_assert_cmpuint (own_report->n_varbinds, ==, tarn_store_count (store, NULL, NULL));
  if (report != NULL)
    *report = g_steal_pointer (&own_report);
  return g_steal_pointer (&store);
}

TarnMib *
tarn_test_load_mib (void)
{
  const char *folders[] = { NULL, NULL };
  g_autofree char *folder = g_build_filename (g_getenv ("TARN_SOURCE"), "data", "mibs", NULL);
  g_autoptr(GError) error = NULL;
  TarnMib *mib;

  folders[0] = folder;
  mib = tarn_mib_load (folders, NULL, &error);
  g_assert_no_error (error);
  return mib;
}

void
tarn_test_append_export (GString    *text,
                         TarnStore  *store,
                         TarnFormat  format)
{
  g_autoptr(GError) error = NULL;
  TarnCursor cursor;

  tarn_format_begin (format, store, text);
  g_assert_true (tarn_store_begin_read (store, &error));
  g_assert_no_error (error);
  tarn_cursor_init (&cursor, store);
  for (gboolean more = tarn_cursor_seek_nth (&cursor, 0); more; more = tarn_cursor_next (&cursor))
    tarn_format_row (format, &cursor.row, text);
  g_assert_no_error (cursor.error);
  tarn_cursor_clear (&cursor);
  tarn_store_end_read (store);
}

char *
tarn_test_export (TarnStore  *store,
                  TarnFormat  format)
{
  GString *text = g_string_new (NULL);

  tarn_test_append_export (text, store, format);
  return g_string_free (text, FALSE);
}

char *
tarn_test_notes (TarnImportReport *report)
{
  GString *notes = g_string_new (NULL);

  for (guint i = 0; i < report->notes->len; i++)
    g_string_append_printf (notes, "%s\n", (const char *) report->notes->pdata[i]);
  return g_string_free (notes, FALSE);
}

void
tarn_test_assert_imports (TarnImportFormat  format,
                          TarnSpan          file,
                          const char       *snmprec,
                          const char       *notes)
{
  g_autoptr(TarnImportReport) report = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(TarnStore) store = tarn_test_import (format, file, &report, &error);
  g_autofree char *found_notes = NULL;
  g_autofree char *found = NULL;

  g_assert_no_error (error);
  found = tarn_test_export (store, TARN_FORMAT_SNMPREC);
  found_notes = tarn_test_notes (report);
  g_assert_cmpstr (found, ==, snmprec);
  g_assert_cmpstr (found_notes, ==, notes);
}

static void
import_prefix (TarnSpan prefix,
               gpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(TarnStore) store = tarn_test_import (GPOINTER_TO_UINT (data), prefix, NULL, &error);

  g_assert_true ((store != NULL) == (error == NULL));
  if (error != NULL)
    g_assert_error (error, TARN_ERROR, TARN_ERROR_BAD_FORMAT);
}

void
tarn_test_import_prefixes (TarnImportFormat format,
                           TarnSpan         file)
{
  tarn_test_each_prefix (file, import_prefix, GUINT_TO_POINTER (format));
}
