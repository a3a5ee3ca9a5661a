/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What a walk shall cover, before it begins.
 */
#include "ops/tarn-walk-machine-private.h"

#include "ops/tarn-gap-private.h"

static void
root_clear (gpointer data)
{
  TarnWalkRoot *root = data;

  tarn_walk_name_clear (&root->root);
  tarn_walk_name_clear (&root->after);
  tarn_walk_name_clear (&root->before);
  tarn_walk_name_clear (&root->last);
}

void
tarn_walk_machine_init (TarnWalkMachine *self)
{
  *self = (TarnWalkMachine) {
    .roots = g_array_new (FALSE, TRUE, sizeof (TarnWalkRoot)),
    .requests = g_array_new (FALSE, TRUE, sizeof (TarnWalkRequest)),
    .gaps = tarn_gaps_new (),
    .names = g_byte_array_new (),
    .rows = g_array_new (FALSE, FALSE, sizeof (TarnRow)),
    .first_repetitions = TARN_WALK_REPETITIONS,
    .max_repetitions = TARN_WALK_MOST,
    .max_octets = TARN_WALK_OCTETS,
    .max_rows = TARN_WALK_MAX_ROWS,
    .first_rest_us = TARN_WALK_REST_US,
    .max_rests = 1,
    .wake_us = G_MAXINT64,
  };
  g_array_set_clear_func (self->roots, root_clear);
}

void
tarn_walk_machine_clear (TarnWalkMachine *self)
{
  tarn_walk_forget_requests (self);
  tarn_walk_list_clear (&self->open);
  tarn_walk_name_clear (&self->table.entry);
  tarn_walk_seams_clear (&self->seams);
  tarn_anomaly_log_clear (&self->anomalies);
  g_clear_pointer (&self->roots, g_array_unref);
  g_clear_pointer (&self->requests, g_array_unref);
  g_clear_pointer (&self->gaps, g_ptr_array_unref);
  g_clear_pointer (&self->names, g_byte_array_unref);
  g_clear_pointer (&self->claims, g_ptr_array_unref);
  g_clear_pointer (&self->rows, g_array_unref);
  g_clear_pointer (&self->stretches, g_free);
  g_clear_pointer (&self->told.slots, g_free);
}

void
tarn_walk_machine_add (TarnWalkMachine *self,
                       TarnSpan         root,
                       TarnSpan         after,
                       TarnSpan         before,
                       gboolean         get_root)
{
  TarnWalkRoot *added;

  self->added = TRUE;
  if (tarn_walk_is_empty (after, before))
    return;

  g_array_set_size (self->roots, self->roots->len + 1);
  added = tarn_walk_machine_root (self, self->roots->len - 1);
  tarn_walk_name_set (&added->root, root);
  tarn_walk_name_set (&added->after, after);
  tarn_walk_name_set (&added->before, before);
  added->get_root = get_root;
}

static int
root_compare (gconstpointer a,
              gconstpointer b)
{
  const TarnWalkRoot *left = a;
  const TarnWalkRoot *right = b;

  return tarn_name_compare (tarn_walk_name_span (&left->after),
                            tarn_walk_name_span (&right->after));
}

/* @next does not begin before @self, but inside it. */
static void
root_absorb (TarnWalkRoot       *self,
             const TarnWalkRoot *next)
{
  TarnSpan before = tarn_walk_name_span (&next->before);
  gboolean same_begin = root_compare (self, next) == 0;
  gboolean longer = self->before.len > 0
                    && tarn_walk_ends_behind (before, tarn_walk_name_span (&self->before));

  if (same_begin && next->get_root)
    self->get_root = TRUE;

  if (same_begin && (longer || self->root.len == 0))
    tarn_walk_name_set (&self->root, tarn_walk_name_span (&next->root));
  else if (longer && !same_begin)
    tarn_walk_name_set (&self->root, tarn_span (NULL, 0));

  if (longer)
    tarn_walk_name_set (&self->before, before);
}

static void
open_roots (TarnWalkMachine *self)
{
  tarn_walk_list_clear (&self->open);
  for (guint i = 0; i < self->roots->len; i++)
    {
      TarnWalkRoot *root = tarn_walk_machine_root (self, i);
      TarnWalkInterval *interval = tarn_walk_list_insert (&self->open, self->open.last);

      interval->root = i;
      interval->seam = self->split;
      root->n_open = 1;
      tarn_walk_name_set (&interval->cursor, tarn_walk_name_span (&root->after));
      tarn_walk_name_set (&interval->before, tarn_walk_name_span (&root->before));
    }
}

void
tarn_walk_machine_settle (TarnWalkMachine *self)
{
  guint i = 1;

  g_array_sort (self->roots, root_compare);

  while (i < self->roots->len)
    {
      TarnWalkRoot *last = tarn_walk_machine_root (self, i - 1);
      TarnWalkRoot *next = tarn_walk_machine_root (self, i);

      if (tarn_walk_ends_behind (tarn_walk_name_span (&last->before),
                                 tarn_walk_name_span (&next->after)))
        {
          root_absorb (last, next);
          g_array_remove_index (self->roots, i);
        }
      else
        {
          i++;
        }
    }

  open_roots (self);
}

void
tarn_walk_machine_begin (TarnWalkMachine *self,
                         TarnVersion      version,
                         gint64           now_us)
{
  tarn_walk_machine_settle (self);
  self->version = version;
  self->began_us = now_us;

  /* There is no GETBULK in v1 (P-COX-06). */
  if (version == TARN_VERSION_1)
    self->max_repetitions = 0;
  self->repetitions = MIN (self->first_repetitions, self->max_repetitions);
}
