/* bench-make-table.c
 *
 * Prints the table as .snmprec, in OID order; with an argument, one of so many rows.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <stdio.h>
#include <stdlib.h>

#include "bench-table.h"

int
main (int    argc,
      char **argv)
{
  unsigned n_rows = argc > 1 ? (unsigned) atoi (argv[1]) : BENCH_N_ROWS;

  for (unsigned column = 1; column <= BENCH_N_COLUMNS; column++)
    for (unsigned row = 1; row <= n_rows; row++)
      {
        BenchCell cell;

        bench_table_cell (column, row, &cell);
        printf ("1.3.6.1.2.1.2.2.1.%u.%u|%u", column, row, cell.tag);
        if (cell.tag == 0x06)
          printf ("|0.0\n");
        else if (cell.tag == 0x04)
          {
            printf ("x|");
            for (size_t i = 0; i < cell.n_octets; i++)
              printf ("%02x", (unsigned char) cell.octets[i]);
            printf ("\n");
          }
        else
          printf ("|%lu\n", cell.number);
      }

  return 0;
}
