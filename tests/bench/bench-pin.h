/* bench-pin.h
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

typedef enum
{
  BENCH_PIN_AGENT,
  BENCH_PIN_MANAGER,
} BenchPin;

/* Agent and manager each on a processor of its own, where there are two. */
void bench_pin (BenchPin who);
