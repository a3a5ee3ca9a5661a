/* tarn-test.h
 *
 * What every test needs: octets from hex, exact-size heap copies so that ASan sees
 * a read past the end, recorded material that lies outside the project.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "base/tarn-name.h"
#include "base/tarn-row.h"

/* Hex, white space ignored; aborts on anything else.  Exact-size heap block. */
GBytes  *tarn_test_hex          (const char  *hex);
char    *tarn_test_to_hex       (TarnSpan     octets);
TarnSpan tarn_test_span         (GBytes      *bytes);

/* An OID that must be right. */
TarnOid *tarn_test_oid          (const char  *text);

/* Calls @func with an exact-size copy of every proper prefix of @octets. */
void     tarn_test_each_prefix  (TarnSpan     octets,
                                 void       (*func) (TarnSpan prefix, gpointer data),
                                 gpointer     data);

/* Path below ../shared, which holds material that others recorded; NULL after
 * g_test_skip() with a clear message where it is absent. */
char    *tarn_test_shared_path  (const char  *path);

/* Iterates the default (or thread-default) main context until *@done. */
void     tarn_test_run_until    (const gboolean *done);
