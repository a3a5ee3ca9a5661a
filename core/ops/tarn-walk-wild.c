/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Names that do not increase, for those who want them all the same (P-WLK-03, F-02): the
 * walk goes on from the name that came last, one by one, until the agent says that this is
 * the end, or says the same again.
 */
#include "ops/tarn-walk-machine-private.h"

#define MAX_STALE 3

/* --- names that were told ------------------------------------------------------------------ */

/* FNV-1a and a finish; 0 marks a free slot.  Should two of ten million names ever share one,
 * a bad table ends early, with a gap. */
static guint64
name_hash (TarnSpan name)
{
  guint64 hash = G_GUINT64_CONSTANT (14695981039346656037);

  for (gsize i = 0; i < name.len; i++)
    hash = (hash ^ name.data[i]) * G_GUINT64_CONSTANT (1099511628211);
  hash ^= hash >> 29;

  return MAX (hash, 1);
}

/* TRUE if it was not there. */
static gboolean
put_hash (guint64 *slots,
          gsize    size,
          guint64  hash)
{
  gsize at = hash & (size - 1);

  while (slots[at] != 0 && slots[at] != hash)
    at = (at + 1) & (size - 1);
  if (slots[at] == hash)
    return FALSE;

  slots[at] = hash;
  return TRUE;
}

static gboolean
told_add (TarnWalkTold *self,
          TarnSpan      name)
{
  if (2 * (self->n + 1) > self->size)
    {
      gsize size = MAX (1024, 2 * self->size);
      guint64 *slots = g_new0 (guint64, size);

      for (gsize i = 0; i < self->size; i++)
        if (self->slots[i] != 0)
          put_hash (slots, size, self->slots[i]);
      g_free (self->slots);
      self->slots = slots;
      self->size = size;
    }

  if (!put_hash (self->slots, self->size, name_hash (name)))
    return FALSE;

  self->n++;
  return TRUE;
}

void
tarn_walk_note_told (TarnWalkMachine *self,
                     const TarnRow   *rows,
                     guint            n_rows)
{
  for (guint i = 0; i < n_rows; i++)
    told_add (&self->told, rows[i].name);
}

/* --- one by one ------------------------------------------------------------------------------ */

void
tarn_walk_begin_wild (TarnWalkInterval *interval)
{
  interval->wild = TRUE;
  interval->told = NULL;
  interval->ceiling = 0;
  interval->repetitions = 0;
  interval->resume = 0;
}

/* Whether some other interval will tell @name, or has still to. */
static gboolean
is_of_other (const TarnWalkMachine  *self,
             const TarnWalkInterval *own,
             TarnSpan                name)
{
  for (const TarnWalkInterval *interval = self->open.first; interval != own;
       interval = interval->next)
    if (tarn_name_compare (tarn_walk_name_span (&interval->cursor), name) < 0
        && tarn_walk_ends_behind (tarn_walk_name_span (&interval->before), name))
      return TRUE;

  return FALSE;
}

static gboolean
is_end (const TarnWalkMachine  *self,
        const TarnWalkInterval *interval,
        const TarnRow          *row)
{
  const TarnWalkRoot *root = tarn_walk_machine_root (self, interval->root);

  return tarn_row_is_exception (row)
         || !tarn_walk_ends_behind (tarn_walk_name_span (&interval->before), row->name)
         || tarn_name_compare (row->name, tarn_walk_name_span (&root->after)) <= 0;
}

void
tarn_walk_feed_wild (TarnWalkMachine  *self,
                     TarnWalkInterval *interval,
                     const TarnRow    *row)
{
  if (is_end (self, interval, row))
    {
      tarn_walk_end_covered (self, interval, tarn_row_is_exception (row) ? row->tag
                                                                         : TARN_KIND_NONE);
      return;
    }
  if (row->name.len == 0)
    {
      tarn_walk_give_up (self, interval, TARN_GAP_BAD_NAME, 0);
      return;
    }

  if (is_of_other (self, interval, row->name))
    {
      interval->n_stale++;
    }
  else if (!told_add (&self->told, row->name))
    {
      interval->n_stale = MAX_STALE;
    }
  else if (self->n_rows >= self->max_rows)
    {
      tarn_walk_machine_stop (self, TARN_GAP_LIMIT);
      return;
    }
  else
    {
      if (tarn_name_compare (row->name, tarn_walk_name_to_ask (interval)) <= 0)
        tarn_anomaly_log_note (&self->anomalies, TARN_ANOMALY_NOT_INCREASING, row->name);
      tarn_walk_stretches_add (self, row->name, row->name, FALSE, row, 1);
      self->n_rows++;
      self->n_idle = 0;
      tarn_walk_machine_root (self, interval->root)->n_rows++;
      interval->n_stale = 0;
      interval->n_attempts = 0;
    }

  tarn_walk_name_set (&interval->asked, row->name);
  if (interval->n_stale >= MAX_STALE)
    tarn_walk_give_up (self, interval, TARN_GAP_NOT_INCREASING, 0);
}
