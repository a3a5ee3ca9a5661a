/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-test-recording.h"

#include "ops/tarn-format.h"
#include "ops/tarn-import.h"
#include "store/tarn-memory-store.h"

static TarnImportReport *
import (GInputStream *stream,
        TarnStore    *store)
{
  g_autoptr(TarnImporter) importer = tarn_importer_new ();
  g_autoptr(GError) error = NULL;
  TarnImportReport *report = tarn_importer_run (importer, stream, store, NULL, &error);

  g_assert_no_error (error);
  return report;
}

TarnStore *
tarn_test_recording_read (GInputStream *stream)
{
  TarnStore *store = tarn_memory_store_new ();
  g_autoptr(TarnImportReport) report = import (stream, store);

  return store;
}

TarnStore *
tarn_test_recording_new (const char *lines)
{
  g_autoptr(GInputStream) stream = g_memory_input_stream_new_from_data (lines, -1, NULL);
  TarnStore *store = tarn_memory_store_new ();
  g_autoptr(TarnImportReport) report = import (stream, store);

  g_assert_cmpuint (report->n_refused + report->n_duplicates, ==, 0);
  return store;
}

TarnStore *
tarn_test_recording_open (const char *path)
{
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GError) error = NULL;
  g_autoptr(GInputStream) stream = G_INPUT_STREAM (g_file_read (file, NULL, &error));

  g_assert_no_error (error);
  return tarn_test_recording_read (stream);
}

char *
tarn_test_recording_print (TarnStore *store)
{
  GString *text = g_string_new (NULL);
  g_autoptr(GError) error = NULL;
  TarnCursor cursor;
  gboolean more;

  g_assert_true (tarn_store_begin_read (store, &error));
  tarn_cursor_init (&cursor, store);
  for (more = tarn_cursor_seek_nth (&cursor, 0); more; more = tarn_cursor_next (&cursor))
    tarn_format_row (TARN_FORMAT_SNMPREC, &cursor.row, text);
  g_assert_no_error (cursor.error);
  tarn_cursor_clear (&cursor);
  tarn_store_end_read (store);

  return g_string_free (text, FALSE);
}
