/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * How many varbinds a request asks for.
 */
#include "ops/tarn-walk-machine-private.h"

/* Clean replies before the repetitions grow (F-06). */
#define CLEAN_BEFORE_GROWTH 8

/* What every agent can send (RFC 3417, 3.2): a reply that ends below this was not too long. */
#define MIN_CUT_OCTETS 484

/* How long a size that an agent could not answer is not tried again (F-06). */
#define TAMED_US (10 * 60 * (gint64) G_USEC_PER_SEC)

/* A varbind is dear when it costs so many times what others did (F-07) … */
#define DEAR 10

/* … and a reply should then take no longer than this beyond the way. */
#define PATIENCE_US (100 * 1000)

static guint
get_repetitions (const TarnWalkMachine  *self,
                 const TarnWalkInterval *interval)
{
  guint size = self->repetitions;

  if (interval->ceiling != G_MAXUINT)
    size = MIN (size, interval->repetitions);
  if (interval->slow > 0 && !self->pinned)
    size = MIN (size, interval->slow);

  return size;
}

guint
tarn_walk_get_known_size (const TarnWalkMachine  *self,
                          const TarnWalkInterval *interval,
                          gsize                  *max_octets)
{
  guint octets = self->cut_octets > 0 ? MIN (self->max_octets, self->cut_octets)
                                      : self->max_octets;

  *max_octets = self->pinned ? G_MAXSIZE : octets - MIN (octets, TARN_WALK_OVERHEAD);
  return get_repetitions (self, interval);
}

guint
tarn_walk_get_size (const TarnWalkMachine  *self,
                    const TarnWalkInterval *interval)
{
  guint size = get_repetitions (self, interval);
  guint octets_per_row = interval->octets_per_row > 0 ? interval->octets_per_row
                                                      : self->octets_per_row;

  if (size > 1 && octets_per_row > 0 && !self->pinned)
    size = CLAMP ((self->max_octets - TARN_WALK_OVERHEAD) / octets_per_row, 1, size);

  return size;
}

void
tarn_walk_forgive (const TarnWalkMachine *self,
                   TarnWalkInterval      *interval,
                   gint64                 now_us)
{
  /* Where as much was answered elsewhere since, one silence may have been chance: tried once
   * more, as a part that is not split holds up the whole walk. */
  gboolean by_chance = interval->silenced && interval->resume == 0
                       && self->known_repetitions > interval->ceiling;

  if (interval->ceiling == G_MAXUINT || interval->wild
      || (!by_chance && now_us - interval->tamed_us < TAMED_US))
    return;

  interval->silenced = FALSE;
  interval->ceiling = G_MAXUINT;
  interval->trusted = 0;
  interval->resume = 0;
}

void
tarn_walk_shrink (TarnWalkInterval *interval,
                  guint             asked,
                  guint             repetitions,
                  gint64            now_us)
{
  interval->ceiling = MIN (interval->ceiling, asked - 1);
  interval->repetitions = repetitions;
  interval->resume = 0;
  interval->n_clean = 0;
  interval->tamed_us = now_us;
}

static guint
larger (guint repetitions,
        guint most)
{
  return (guint) MIN ((guint64) repetitions + repetitions / 2 + 1, most);
}

/* Where the agent complained, that part has its own size; elsewhere all have one. */
void
tarn_walk_grow (TarnWalkMachine  *self,
                TarnWalkInterval *interval,
                guint             asked,
                guint             n_rows)
{
  /* Cut short or not: the device bears the question, so silence is not about it. */
  self->known_repetitions = MAX (self->known_repetitions, asked);
  if (n_rows >= asked)
    self->good_repetitions = MAX (self->good_repetitions, asked);

  if (interval->resume > 0)
    {
      interval->repetitions = interval->resume;
      interval->resume = 0;
      return;
    }
  if (n_rows < MAX (asked, 1) || interval->slow > 0)
    return;

  if (interval->ceiling != G_MAXUINT)
    {
      if (interval->repetitions >= interval->ceiling || asked < interval->repetitions
          || ++interval->n_clean < CLEAN_BEFORE_GROWTH)
        return;
      interval->n_clean = 0;
      interval->trusted = 0;
      interval->repetitions = larger (interval->repetitions, interval->ceiling);
    }
  else if (self->repetitions < self->max_repetitions && asked >= self->repetitions
           && ++self->n_clean >= CLEAN_BEFORE_GROWTH)
    {
      self->n_clean = 0;
      self->repetitions = larger (self->repetitions, self->max_repetitions);
    }
}

/* Rises at once and falls slowly: a reply that is too large is worse than one that could
 * have been larger (F-42). */
static guint
smooth (guint is,
        guint sample)
{
  if (is == 0)
    return sample;
  if (sample >= is)
    return (is + sample + 1) / 2;
  return (7 * is + sample) / 8;
}

/* An agent that stops at a number of varbinds always stops at the same one. */
static void
note_cut (TarnWalkMachine *self,
          guint            n_rows,
          gsize            n_octets)
{
  if (self->cut_rows != 0 && self->cut_rows != n_rows && n_octets >= MIN_CUT_OCTETS)
    self->cut_octets = MAX (self->cut_octets, (guint) MIN (n_octets, G_MAXUINT16));
  self->cut_rows = n_rows;
}

void
tarn_walk_weigh (TarnWalkMachine   *self,
                 TarnWalkInterval  *interval,
                 guint              asked,
                 const TarnMessage *reply)
{
  gsize n_octets = reply->octets.len;
  guint n_rows = reply->n_rows;
  guint sample = (guint) ((n_octets - MIN (n_octets, TARN_WALK_OVERHEAD)) / n_rows);

  if (n_rows < asked && !tarn_row_is_exception (&reply->rows[n_rows - 1]))
    note_cut (self, n_rows, n_octets);

  sample = CLAMP (sample, 1, G_MAXUINT16);
  interval->octets_per_row = (guint16) smooth (interval->octets_per_row, sample);
  self->octets_per_row = smooth (self->octets_per_row, sample);
}

/* --- what varbinds cost (F-07, F-41) ------------------------------------------------- */

/* Asks for as many as the agent can tell in good time: from 1 on, growing fast, so that a
 * reply which was late because it was lost once costs next to nothing. */
static void
pace (const TarnWalkMachine *self,
      TarnWalkInterval      *place,
      guint                  n_rows,
      gint64                 excess_us)
{
  guint64 size = MIN ((guint64) n_rows * PATIENCE_US / (guint64) MAX (excess_us, 1),
                      4 * (guint64) n_rows);

  size = CLAMP (size, 1, G_MAXUINT16);
  place->slow = size < self->repetitions ? (guint16) size : 0;
}

static void
learn_cost (TarnWalkMachine *self,
            gint64           row_ns)
{
  row_ns = MAX (row_ns, 1);
  self->row_ns = self->row_ns == 0 ? row_ns : (7 * self->row_ns + row_ns) / 8;
}

void
tarn_walk_note_cost (TarnWalkMachine       *self,
                     const TarnWalkRequest *request,
                     const TarnRow         *rows,
                     guint                  n_rows,
                     gint64                 now_us)
{
  gint64 took_us = MAX (request->took_us > 0 ? request->took_us : now_us - request->asked_us, 1);
  TarnWalkInterval *place = request->parts[0];
  gint64 others_us;
  gint64 excess_us;
  gint64 row_ns;

  if (self->least_us == 0 || took_us < self->least_us)
    self->least_us = took_us;
  if (request->n_parts > 1 || request->repetitions == 0 || place->phase == TARN_WALK_GONE)
    return;

  /* What was in flight before has kept the agent busy as well, as such things do. */
  others_us = request->n_others * (self->repetitions * self->row_ns / 1000);
  excess_us = MAX (took_us - self->least_us - others_us, 0);
  row_ns = excess_us * 1000 / n_rows;

  /* The reply has left its table, and what lies there is what the next request is about. */
  while (place != NULL && !tarn_walk_ends_behind (tarn_walk_name_span (&place->before),
                                                  rows[n_rows - 1].name))
    place = place->next;

  if (place != NULL && place->slow > 0)
    pace (self, place, n_rows, excess_us);
  else if (self->row_ns == 0 || row_ns < DEAR * self->row_ns || excess_us < PATIENCE_US)
    learn_cost (self, (took_us - self->least_us) * 1000 / (1 + request->n_others) / n_rows);
  else if (place != NULL && request->repetitions > 1)
    place->slow = 1;
}
