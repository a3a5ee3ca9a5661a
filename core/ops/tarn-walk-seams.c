/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Where a walk was cut, two replies tell of the same names: the last one from the left, which
 * reaches over the cut, and the first one that was asked for behind it.  Whichever comes
 * second is looked at no more than to see that it has nothing new; an agent that
 * contradicts itself there would lose rows without a word.  So it is kept for the last cuts
 * what followed each of them.
 */
#include "ops/tarn-walk-machine-private.h"

/* The other reply is at most as many cuts away as requests are in flight, mostly. */
#define N_SEAMS 32

struct _TarnWalkSeam
{
  TarnWalkName after;    /* the cut, or what was told behind it since; empty: unused */
  TarnWalkName before;   /* what follows, as the agent said; empty: nothing         */
  guint        root;
};

void
tarn_walk_seams_clear (TarnWalkMachine *self)
{
  for (guint i = 0; self->seams != NULL && i < N_SEAMS; i++)
    {
      tarn_walk_name_clear (&self->seams[i].after);
      tarn_walk_name_clear (&self->seams[i].before);
    }
  g_clear_pointer (&self->seams, g_free);
}

void
tarn_walk_seam_note (TarnWalkMachine  *self,
                     TarnWalkInterval *interval,
                     TarnSpan          first)
{
  TarnSpan end = tarn_walk_name_span (&interval->before);
  TarnWalkSeam *seam;

  interval->seam = FALSE;
  if (self->seams == NULL)
    self->seams = g_new0 (TarnWalkSeam, N_SEAMS);
  seam = &self->seams[self->next_seam++ % N_SEAMS];

  /* What is behind its end is told elsewhere, or is nobody's. */
  if (first.len == 0 || !tarn_walk_ends_behind (end, first))
    first = end;
  tarn_walk_name_set (&seam->after, tarn_walk_name_span (&interval->cursor));
  tarn_walk_name_set (&seam->before, first);
  seam->root = interval->root;
}

/* Where @name was left out; NULL: it was not, or that is not known. */
static TarnWalkSeam *
find_seam (const TarnWalkMachine *self,
           TarnSpan               name)
{
  for (guint i = 0; i < N_SEAMS; i++)
    {
      TarnWalkSeam *seam = &self->seams[i];

      if (seam->after.len > 0
          && tarn_name_order (name, tarn_walk_name_span (&seam->after)) > 0
          && tarn_walk_ends_behind (tarn_walk_name_span (&seam->before), name))
        return seam;
    }

  return NULL;
}

void
tarn_walk_seams_check (TarnWalkMachine *self,
                       const TarnRow   *rows,
                       guint            n_rows)
{
  if (self->seams == NULL)
    return;

  for (guint i = 0; i < n_rows && self->n_rows < self->max_rows; i++)
    {
      TarnSpan name = rows[i].name;
      TarnWalkSeam *seam = find_seam (self, name);

      if (seam == NULL)
        continue;

      /* That interval is covered: this adds a row to it and covers nothing. */
      tarn_anomaly_log_note (&self->anomalies, TARN_ANOMALY_MISSING, name);
      tarn_walk_stretches_add (self, name, name, FALSE, &rows[i], 1);
      if (self->tolerate)
        tarn_walk_note_told (self, &rows[i], 1);
      self->n_rows++;
      tarn_walk_machine_root (self, seam->root)->n_rows++;
      tarn_walk_name_set (&seam->after, name);
    }
}
