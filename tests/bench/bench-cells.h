/* bench-cells.h
 *
 * The system group and the benchmarks' table as encoded varbinds in OID order, and how
 * an agent that does nothing else answers from them: by copying.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "wire/tarn-message.h"

typedef struct
{
  guint8  *octets;       /* all varbinds                                             */
  guint32 *starts;       /* where each begins; one more for where the last ends      */
  guint32  n_cells;
  guint32  first;        /* the first cell of the table                              */
  guint    n_rows;
  guint8  *uptime;       /* the 4 octets of sysUpTime.0                              */
} BenchCells;

void     bench_cells_init       (BenchCells        *self,
                                 guint              n_rows);
void     bench_cells_clear      (BenchCells        *self);
void     bench_cells_set_uptime (BenchCells        *self,
                                 guint32            hundredths);

/* The answer to @question, of @max_size octets at most, in @buffer; empty if there is
 * none.  @n_varbinds becomes how many are in it. */
TarnSpan bench_cells_answer     (const BenchCells  *self,
                                 const TarnMessage *question,
                                 guint8            *buffer,
                                 gsize              max_size,
                                 guint             *n_varbinds);

/* How few answers of @max_size octets and @max_varbinds have all cells of the table. */
guint    bench_cells_count_answers (const BenchCells *self,
                                    gsize             max_size,
                                    guint             max_varbinds);
