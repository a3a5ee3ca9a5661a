/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "net/tarn-work-source.h"

typedef struct
{
  GSource          parent;

  TarnClock        clock;
  TarnWorkNextFunc next;
  gpointer         owner;
} WorkSource;

static gboolean
work_source_prepare (GSource *source,
                     int     *timeout_ms)
{
  WorkSource *self = (WorkSource *) source;
  gint64 next_us = self->next (self->owner);
  gint64 wait_us;

  *timeout_ms = -1;
  if (next_us == G_MAXINT64)
    return FALSE;

  wait_us = next_us == 0 ? 0 : next_us - tarn_clock_now_us (&self->clock);
  *timeout_ms = wait_us <= 0 ? 0 : (int) MIN ((wait_us + 999) / 1000, G_MAXINT);
  return wait_us <= 0;
}

static gboolean
work_source_check (GSource *source)
{
  int timeout_ms;

  return work_source_prepare (source, &timeout_ms);
}

static gboolean
work_source_dispatch (GSource     *source,
                      GSourceFunc  callback,
                      gpointer     user_data)
{
  return callback == NULL ? G_SOURCE_REMOVE : callback (user_data);
}

static GSourceFuncs work_source_funcs = {
  .prepare = work_source_prepare,
  .check = work_source_check,
  .dispatch = work_source_dispatch,
};

GSource *
tarn_work_source_new (const char       *name,
                      const TarnClock  *clock,
                      TarnWorkNextFunc  next,
                      gpointer          owner)
{
  GSource *source = g_source_new (&work_source_funcs, sizeof (WorkSource));
  WorkSource *self = (WorkSource *) source;

  self->clock = *clock;
  self->next = next;
  self->owner = owner;
  g_source_set_static_name (source, name);
  return source;
}
