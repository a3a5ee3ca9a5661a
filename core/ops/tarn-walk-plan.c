/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What a walk shall cover, before it begins.
 */
#include "ops/tarn-walk-machine.h"

#include "ops/tarn-gap-private.h"

void
tarn_walk_machine_init (TarnWalkMachine *self)
{
  *self = (TarnWalkMachine) {
    .intervals = g_array_new (FALSE, FALSE, sizeof (TarnWalkInterval)),
    .gaps = tarn_gaps_new (),
    .first_repetitions = TARN_WALK_REPETITIONS,
    .max_repetitions = TARN_WALK_MOST,
    .max_rows = TARN_WALK_MAX_ROWS,
  };
}

void
tarn_walk_machine_clear (TarnWalkMachine *self)
{
  g_clear_pointer (&self->intervals, g_array_unref);
  g_clear_pointer (&self->gaps, g_ptr_array_unref);
}

void
tarn_walk_machine_add (TarnWalkMachine *self,
                       TarnSpan         root,
                       TarnSpan         after,
                       TarnSpan         before,
                       gboolean         get_root)
{
  TarnWalkInterval *interval;

  g_array_set_size (self->intervals, self->intervals->len + 1);
  interval = tarn_walk_machine_interval (self, self->intervals->len - 1);
  memset (interval, 0, sizeof *interval);
  tarn_name_set (&interval->root, root);
  tarn_name_set (&interval->cursor, after);
  tarn_name_set (&interval->before, before);
  interval->get_root = get_root;
  if (before.len > 0 && tarn_name_compare (after, before) >= 0)
    interval->phase = TARN_WALK_ENDED;
}

static int
interval_compare (gconstpointer a,
                  gconstpointer b)
{
  const TarnWalkInterval *left = a;
  const TarnWalkInterval *right = b;

  return tarn_name_compare (tarn_name_span (&left->cursor), tarn_name_span (&right->cursor));
}

/* @next does not begin before @self, but inside it. */
static void
interval_absorb (TarnWalkInterval       *self,
                 const TarnWalkInterval *next)
{
  gboolean same_begin = interval_compare (self, next) == 0;
  gboolean longer = self->before.len > 0
                    && tarn_walk_ends_behind (&next->before, tarn_name_span (&self->before));

  if (same_begin && next->get_root)
    self->get_root = TRUE;

  if (same_begin && (longer || self->root.len == 0))
    self->root = next->root;
  else if (longer && !same_begin)
    self->root.len = 0;

  if (longer)
    self->before = next->before;
}

void
tarn_walk_machine_merge (TarnWalkMachine *self)
{
  guint n_kept = 0;

  g_array_sort (self->intervals, interval_compare);

  for (guint i = 0; i < self->intervals->len; i++)
    {
      TarnWalkInterval *next = tarn_walk_machine_interval (self, i);
      TarnWalkInterval *last = n_kept > 0 ? tarn_walk_machine_interval (self, n_kept - 1) : NULL;

      if (last != NULL && tarn_walk_ends_behind (&last->before, tarn_name_span (&next->cursor)))
        {
          interval_absorb (last, next);
          continue;
        }

      if (n_kept < i)
        *tarn_walk_machine_interval (self, n_kept) = *next;
      n_kept++;
    }

  g_array_set_size (self->intervals, n_kept);
}

void
tarn_walk_machine_begin (TarnWalkMachine *self,
                         TarnVersion      version)
{
  self->version = version;
  for (guint i = 0; i < self->intervals->len; i++)
    {
      TarnWalkInterval *interval = tarn_walk_machine_interval (self, i);

      /* There is no GETBULK in v1 (P-COX-06). */
      interval->ceiling = version == TARN_VERSION_1 ? 0 : self->max_repetitions;
      interval->repetitions = MIN (self->first_repetitions, interval->ceiling);
    }
}
