/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-test-capture.h"

#include <glib/gstdio.h>

#include "ops/tarn-check.h"

void
tarn_test_capture_set_up (TarnTestCapture *fixture,
                          gconstpointer    data)
{
  g_autoptr(GError) error = NULL;

  fixture->directory = g_dir_make_tmp ("tarn-test-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->directory, "device.tarn", NULL);
}

void
tarn_test_capture_tear_down (TarnTestCapture *fixture,
                             gconstpointer    data)
{
  g_unlink (fixture->path);
  g_rmdir (fixture->path);
  g_assert_cmpint (g_rmdir (fixture->directory), ==, 0);
  g_free (fixture->directory);
  g_free (fixture->path);
}

TarnCapture *
tarn_test_capture_open (TarnTestCapture *fixture,
                        TarnCaptureMode  mode)
{
  g_autoptr(GError) error = NULL;
  TarnCapture *capture = tarn_capture_open (fixture->path, mode, &error);

  g_assert_no_error (error);
  return capture;
}

gboolean
tarn_test_capture_put (TarnCapture  *capture,
                       guint         from,
                       guint         to,
                       gint32        number,
                       GError      **error)
{
  g_autoptr(TarnBatch) batch = tarn_batch_new ();
  g_autoptr(TarnValue) value = tarn_value_new_integer (number);

  for (guint i = from; i < to; i++)
    {
      const guint32 arcs[] = { 1, 3, 6, 1, i, 1 };
      g_autoptr(TarnOid) oid = tarn_oid_new_arcs (arcs, G_N_ELEMENTS (arcs), NULL);

      tarn_batch_put (batch, oid, value);
    }

  return tarn_store_apply (TARN_STORE (capture), batch, error);
}

void
tarn_test_capture_make (TarnTestCapture *fixture,
                        guint            n_rows)
{
  g_autoptr(TarnCapture) capture = tarn_test_capture_open (fixture, TARN_CAPTURE_CREATE);
  g_autoptr(GError) error = NULL;

  tarn_test_capture_put (capture, 0, n_rows, 1, &error);
  g_assert_no_error (error);
  g_assert_finalize_object (g_steal_pointer (&capture));
}

void
tarn_test_capture_assert_sound (TarnCapture *capture,
                                guint64      n_rows)
{
  g_autoptr(TarnCheckReport) report = NULL;
  g_autoptr(GError) error = NULL;

  report = tarn_check_capture (tarn_capture_get_path (capture), NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < report->faults->len; i++)
    g_test_message ("%s", (const char *) report->faults->pdata[i]);
  g_assert_cmpuint (report->n_faults, ==, 0);
  g_assert_cmpuint (tarn_store_count (TARN_STORE (capture), NULL, &error), ==, n_rows);
}

void
tarn_test_capture_assert_open_fails (TarnTestCapture *fixture,
                                     TarnCaptureMode  mode,
                                     TarnError        code,
                                     const char      *says)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (tarn_capture_open (fixture->path, mode, &error));
  g_assert_error (error, TARN_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, fixture->path));
  if (says != NULL && strstr (error->message, says) == NULL)
    g_error ("“%s” does not say “%s”", error->message, says);
}
