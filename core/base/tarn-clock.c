/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "base/tarn-clock.h"

static gint64
monotonic_now_us (gpointer data)
{
  return g_get_monotonic_time ();
}

const TarnClock tarn_clock_monotonic = { monotonic_now_us, NULL };
