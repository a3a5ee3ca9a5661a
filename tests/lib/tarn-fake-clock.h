/* tarn-fake-clock.h
 *
 * Time that moves when told, or when the main loop would sleep: attached to a
 * context it takes the place of poll(), so a test of minutes runs in microseconds.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "base/tarn-clock.h"

typedef struct
{
  TarnClock clock;      /* give this to what is tested */
  gint64    now_us;
  gint64    waited_us;  /* of that, in poll() */
} TarnFakeClock;

void tarn_fake_clock_init    (TarnFakeClock *self,
                              gint64         now_us);
void tarn_fake_clock_advance (TarnFakeClock *self,
                              gint64         by_us);

/* From now on an iteration of @context (NULL: the default one) that would wait for a
 * time-out moves the clock instead.  One at a time in a process; aborts where a wait
 * could never end.  Detach before @self goes. */
void tarn_fake_clock_attach  (TarnFakeClock *self,
                              GMainContext  *context);
void tarn_fake_clock_detach  (TarnFakeClock *self,
                              GMainContext  *context);
