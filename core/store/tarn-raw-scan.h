/* tarn-raw-scan.h
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "store/tarn-raw-records.h"

G_BEGIN_DECLS

/* Goes through the file and adds its records.  FALSE if @tick said so. */
gboolean tarn_raw_scan (TarnRawRecords  *self,
                        gboolean       (*tick) (gpointer data),
                        gpointer         data);

G_END_DECLS
