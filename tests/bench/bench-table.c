/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "bench-table.h"

#include <stdio.h>

#define INTEGER      0x02
#define OCTET_STRING 0x04
#define OBJECT_ID    0x06
#define COUNTER32    0x41
#define GAUGE32      0x42
#define TIME_TICKS   0x43

/* Looks like counters of a busy device: all sizes, mostly large. */
static unsigned long
scatter (unsigned column,
         unsigned row)
{
  return (column * 2654435761u ^ row * 2246822519u) & 0xffffffffu;
}

static size_t
fixed_octets (char       *octets,
              unsigned    row)
{
  octets[0] = 0x02;                     /* locally administered */
  octets[1] = octets[2] = octets[3] = 0;
  octets[4] = (char) (row >> 8);
  octets[5] = (char) row;
  return 6;
}

void
bench_table_cell (unsigned   column,
                  unsigned   row,
                  BenchCell *cell)
{
  *cell = (BenchCell) { .tag = COUNTER32, .number = scatter (column, row) };

  switch (column)
    {
    case 1:
      cell->tag = INTEGER;
      cell->number = row;
      break;
    case 2:
      cell->tag = OCTET_STRING;
      cell->n_octets = (size_t) snprintf (cell->octets, sizeof cell->octets, "port %u", row);
      break;
    case 3: case 4: case 7: case 8:
      cell->tag = INTEGER;
      cell->number = column == 3 ? 6 : column == 4 ? 1500 : 1;
      break;
    case 5: case 21:
      cell->tag = GAUGE32;
      cell->number = column == 5 ? 1000000000 : 0;
      break;
    case 6:
      cell->tag = OCTET_STRING;
      cell->n_octets = fixed_octets (cell->octets, row);
      break;
    case 9:
      cell->tag = TIME_TICKS;
      break;
    case 22:
      cell->tag = OBJECT_ID;
      break;
    default:
      break;
    }
}
