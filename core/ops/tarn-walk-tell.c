/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Rows on their way from the machine to who wants them, in the order of their names.
 */
#include "ops/tarn-walk-private.h"

/* Rows told at once, and how many such portions with a reply.  A reply brings some
 * fifty, so what has gathered gets less with each; what is left is told by a source of
 * its own, for so long in each dispatch. */
#define ROWS_AT_ONCE     256
#define PORTIONS_A_REPLY 4
#define SLICE_US         1000

/* A signal and its varbinds cost ten times what a row does: only if somebody listens. */
static void
walk_emit_varbinds (TarnWalk      *self,
                    const TarnRow *rows,
                    guint          n_rows)
{
  guint signal = tarn_walk_signals[TARN_WALK_VARBINDS];
  g_autoptr(GPtrArray) varbinds = NULL;

  if (!g_signal_has_handler_pending (self, signal, 0, FALSE))
    return;

  varbinds = g_ptr_array_new_full (n_rows, (GDestroyNotify) tarn_varbind_unref);
  for (guint i = 0; i < n_rows; i++)
    g_ptr_array_add (varbinds, tarn_row_dup_varbind (&rows[i]));
  g_signal_emit (self, signal, 0, varbinds);
}

static void
walk_tell_rows (TarnWalk      *self,
                const TarnRow *rows,
                guint          n_rows)
{
  if (n_rows == 0)
    return;

  walk_emit_varbinds (self, rows, n_rows);
  if (self->rows_func != NULL)
    self->rows_func (self, rows, n_rows, self->rows_data);
}

/* Tells one portion of what was kept.  FALSE: nothing more of it is due. */
static gboolean
walk_tell_portion (TarnWalk *self)
{
  TarnRow rows[ROWS_AT_ONCE];
  TarnSpan front;
  gboolean is_open = tarn_walk_machine_get_front (&self->machine, &front);
  guint n_rows = tarn_walk_order_take (&self->order, is_open ? &front : NULL, rows, ROWS_AT_ONCE);

  walk_tell_rows (self, rows, n_rows);
  return n_rows == ROWS_AT_ONCE;
}

static gboolean
walk_backlog_cb (gpointer user_data)
{
  TarnWalk *self = user_data;
  gint64 until_us = g_get_monotonic_time () + SLICE_US;

  do
    if (!walk_tell_portion (self))
      {
        g_clear_pointer (&self->backlog, g_source_unref);
        tarn_walk_step (self);
        return G_SOURCE_REMOVE;
      }
  while (g_get_monotonic_time () < until_us);

  return G_SOURCE_CONTINUE;
}

static void
walk_tell_in_order (TarnWalk      *self,
                    TarnSpan       after,
                    const TarnRow *rows,
                    guint          n_rows)
{
  TarnSpan front;
  gboolean is_open = tarn_walk_machine_get_front (&self->machine, &front);

  if (!self->ordered
      || tarn_walk_order_add (&self->order, after, rows, n_rows, is_open ? &front : NULL))
    walk_tell_rows (self, rows, n_rows);
}

void
tarn_walk_tell (TarnWalk *self,
                guint     n_stretches)
{
  const TarnRow *end = &self->machine.end;

  for (guint i = 0; i < n_stretches; i++)
    {
      const TarnWalkStretch *stretch = &self->machine.stretches[i];

      if (self->stretch_func != NULL)
        self->stretch_func (self, stretch, self->stretch_data);
      walk_tell_in_order (self, stretch->after, stretch->rows, stretch->n_rows);
    }

  if (self->tell_ends && end->tag != 0)
    walk_tell_in_order (self, end->name, end, 1);
}

gboolean
tarn_walk_tell_due (TarnWalk *self)
{
  guint n_portions = 0;

  while (n_portions < PORTIONS_A_REPLY && walk_tell_portion (self))
    n_portions++;

  if (n_portions < PORTIONS_A_REPLY && self->backlog != NULL)
    {
      g_source_destroy (self->backlog);
      g_clear_pointer (&self->backlog, g_source_unref);
    }
  else if (n_portions == PORTIONS_A_REPLY && self->backlog == NULL)
    {
      self->backlog = g_idle_source_new ();
      g_source_set_priority (self->backlog, G_PRIORITY_DEFAULT);
      g_source_set_callback (self->backlog, walk_backlog_cb, self, NULL);
      g_source_attach (self->backlog, g_main_context_get_thread_default ());
    }

  return self->backlog == NULL;
}
