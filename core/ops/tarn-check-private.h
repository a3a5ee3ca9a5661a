/* tarn-check-private.h
 *
 * What a check and a salvage share.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ops/tarn-exam.h"

G_BEGIN_DECLS

/* The metadata record of a capture that was salvaged. */
#define TARN_SALVAGE_META "salvage"

TarnCheckReport *tarn_check_report_new      (void);
/* In order.  Empty names are the ends of all names. */
void             tarn_check_report_add_lost (TarnCheckReport *self,
                                             TarnSpan         after,
                                             TarnSpan         before);
/* Takes over the faults that were found. */
void             tarn_check_report_end      (TarnCheckReport *self,
                                             TarnExam        *exam);
char            *tarn_check_describe_range  (const char      *rows,
                                             TarnSpan         after,
                                             TarnSpan         before,
                                             guint64          n_rows);

G_END_DECLS
