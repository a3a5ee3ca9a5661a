/* tarn-scan-capture.h
 *
 * What a scan learns of one device as a capture of its own.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ops/tarn-scan.h"

G_BEGIN_DECLS

/* @event is the end of a target, @rows all that was told of it before. */
TARN_EXPORT gboolean tarn_scan_capture_write (TarnScan             *scan,
                                              const TarnScanEvent  *event,
                                              const TarnRow        *rows,
                                              gsize                 n_rows,
                                              const char           *path,
                                              GError              **error);

G_END_DECLS
