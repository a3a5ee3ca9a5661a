/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-fake-clock.h"

/* poll() functions know nothing but their descriptors. */
static TarnFakeClock *attached;

static gint64
fake_clock_now_us (gpointer data)
{
  return ((TarnFakeClock *) data)->now_us;
}

void
tarn_fake_clock_init (TarnFakeClock *self,
                      gint64         now_us)
{
  self->now_us = now_us;
  self->waited_us = 0;
  self->clock = (TarnClock) { fake_clock_now_us, self };
}

void
tarn_fake_clock_advance (TarnFakeClock *self,
                         gint64         by_us)
{
  self->now_us += by_us;
}

static int
fake_clock_poll (GPollFD *fds,
                 guint    n_fds,
                 int      timeout_ms)
{
  int n_ready = g_poll (fds, n_fds, 0);

  if (n_ready != 0 || timeout_ms == 0)
    return n_ready;

  if (timeout_ms > 0)
    {
      tarn_fake_clock_advance (attached, timeout_ms * (gint64) 1000);
      attached->waited_us += timeout_ms * (gint64) 1000;
      return 0;
    }

  /* Only a descriptor (another thread's wake-up) can end this. */
  n_ready = g_poll (fds, n_fds, 10000);
  if (n_ready == 0)
    g_error ("the main loop waits for something that will never happen");
  return n_ready;
}

void
tarn_fake_clock_attach (TarnFakeClock *self,
                        GMainContext  *context)
{
  g_assert_null (attached);
  attached = self;
  g_main_context_set_poll_func (context, fake_clock_poll);
}

void
tarn_fake_clock_detach (TarnFakeClock *self,
                        GMainContext  *context)
{
  g_assert_true (attached == self);
  attached = NULL;
  g_main_context_set_poll_func (context, NULL);
}
