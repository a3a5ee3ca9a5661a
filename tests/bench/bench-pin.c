/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "bench-pin.h"

#include <sched.h>

void
bench_pin (BenchPin who)
{
  cpu_set_t all, one;
  int cpu = who == BENCH_PIN_AGENT ? 0 : CPU_SETSIZE - 1;

  if (sched_getaffinity (0, sizeof all, &all) != 0 || CPU_COUNT (&all) < 2)
    return;

  while (!CPU_ISSET (cpu, &all))
    cpu += who == BENCH_PIN_AGENT ? 1 : -1;
  CPU_ZERO (&one);
  CPU_SET (cpu, &one);
  sched_setaffinity (0, sizeof one, &one);
}
