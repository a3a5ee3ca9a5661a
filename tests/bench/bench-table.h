/* bench-table.h
 *
 * The table that every benchmark uses, whoever serves it: ifTable of a very large
 * switch, 22 columns of 4,545 rows, or of as many as a benchmark wants.  Knows neither Tarn nor net-snmp, so that both
 * can be given the same cells.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <stddef.h>

#define BENCH_N_COLUMNS 22
#define BENCH_N_ROWS    4545

/* ifEntry; a cell's name adds the column and the row, from 1 each. */
#define BENCH_ENTRY 1, 3, 6, 1, 2, 1, 2, 2, 1

typedef struct
{
  unsigned char tag;         /* on the wire, which is also net-snmp's ASN type    */
  unsigned long number;      /* of an INTEGER, Counter32, Gauge32 or TimeTicks    */
  char          octets[32];  /* of an OCTET STRING; the OID is always 0.0         */
  size_t        n_octets;
} BenchCell;

void bench_table_cell (unsigned   column,
                       unsigned   row,
                       BenchCell *cell);
