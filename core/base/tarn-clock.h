/* tarn-clock.h
 *
 * Where the time comes from, so that tests can move it by hand.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "base/tarn-types.h"

G_BEGIN_DECLS

typedef struct
{
  gint64   (*now_us) (gpointer data);   /* monotonic microseconds */
  gpointer   data;
} TarnClock;

/* The monotonic clock of the system. */
extern const TarnClock tarn_clock_monotonic;

static inline gint64
tarn_clock_now_us (const TarnClock *self)
{
  return self->now_us (self->data);
}

G_END_DECLS
