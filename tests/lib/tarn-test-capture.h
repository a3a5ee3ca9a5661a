/* tarn-test-capture.h
 *
 * A directory of its own with a place for a capture, and rows to fill it with:
 * 1.3.6.1.<row>.1.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "base/tarn-error.h"
#include "store/tarn-capture-private.h"
#include "tarn-test.h"

typedef struct
{
  char *directory;
  char *path;        /* of a capture that may or may not be there */
} TarnTestCapture;

void         tarn_test_capture_set_up       (TarnTestCapture  *fixture,
                                             gconstpointer     data);
/* Nothing may be left but what is at the path. */
void         tarn_test_capture_tear_down    (TarnTestCapture  *fixture,
                                             gconstpointer     data);

TarnCapture *tarn_test_capture_open         (TarnTestCapture  *fixture,
                                             TarnCaptureMode   mode);
/* Makes a capture of so many rows, and closes it. */
void         tarn_test_capture_make         (TarnTestCapture  *fixture,
                                             guint             n_rows);
/* Rows @from to @to, not included, get the value @number. */
gboolean     tarn_test_capture_put          (TarnCapture      *capture,
                                             guint             from,
                                             guint             to,
                                             gint32            number,
                                             GError          **error);

void         tarn_test_capture_assert_sound (TarnCapture      *capture,
                                             guint64           n_rows);
/* The error names the file and says @says. */
void         tarn_test_capture_assert_open_fails (TarnTestCapture *fixture,
                                             TarnCaptureMode   mode,
                                             TarnError         code,
                                             const char       *says);
