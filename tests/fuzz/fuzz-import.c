/* Any octets as a recording: the first says of which format, 0 to have it guessed; with 16
 * added, there are MIB modules.  What is taken is exported in each lossless format and
 * imported again, and is the same.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "fuzz.h"

#include "tarn-test-import.h"
#include "tarn-test-mib.h"

#include "base/tarn-error.h"

static void
check_again (TarnStore        *store,
             TarnFormat        format,
             TarnImportFormat  import_format)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GString) text_again = g_string_new (NULL);
  g_autoptr(TarnImportReport) report = NULL;
  g_autoptr(TarnStore) again = NULL;
  g_autoptr(GError) error = NULL;

  tarn_test_append_export (text, store, format);
  again = tarn_test_import (import_format, tarn_span (text->str, text->len), &report, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->n_refused + report->n_duplicates + report->n_mended, ==, 0);
  tarn_test_append_export (text_again, again, format);
  g_assert_true (g_string_equal (text, text_again));
}

#define BY_MODULES 0x10

static TarnMib *
get_mib (void)
{
  static TarnMib *mib;

  if (mib == NULL)
    mib = tarn_test_mib_open ();
  return mib;
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(TarnStore) store = NULL;
  guint format;

  if (size == 0 || (data[0] & ~BY_MODULES) > TARN_IMPORT_PCAP)
    return 0;

  format = data[0] & ~BY_MODULES;
  store = tarn_test_import_by (data[0] & BY_MODULES ? get_mib () : NULL, format,
                               tarn_span (data + 1, size - 1), NULL, &error);
  if (store == NULL)
    {
      g_assert_error (error, TARN_ERROR, TARN_ERROR_BAD_FORMAT);
      return 0;
    }

  check_again (store, TARN_FORMAT_SNMPREC, TARN_IMPORT_SNMPREC);
  check_again (store, TARN_FORMAT_JSON, TARN_IMPORT_JSON);
  check_again (store, TARN_FORMAT_CSV, TARN_IMPORT_CSV);
  return 0;
}
