/* tarn-scan-capture-private.h
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ops/tarn-gap-private.h"
#include "ops/tarn-scan-capture.h"

G_BEGIN_DECLS

/* What was asked, and when. */
typedef struct
{
  const GPtrArray *names;      /* of TarnOid: scalars */
  const GPtrArray *tables;     /* of TarnOid: roots   */
  TarnVersion      version;    /* that was answered   */
  gint64           began_us;   /* Unix time           */
} TarnScanStory;

/* The interval that holds the instance @name and what lies below it. */
TarnGap  *tarn_scan_name_to_gap         (TarnSpan              name,
                                         TarnGapReason         reason);
gboolean  tarn_scan_story_write_capture (const TarnScanStory  *self,
                                         const TarnScanEvent  *event,
                                         const TarnRow        *rows,
                                         gsize                 n_rows,
                                         const char           *path,
                                         GError              **error);

G_END_DECLS
