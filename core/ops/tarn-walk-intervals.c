/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-walk-intervals.h"

void
tarn_walk_name_set (TarnWalkName *self,
                    TarnSpan      name)
{
  g_assert (name.len <= TARN_NAME_MAX_OCTETS);

  if (!self->on_heap && name.len > sizeof self->octets)
    {
      self->heap = g_malloc (TARN_NAME_MAX_OCTETS);
      self->on_heap = TRUE;
    }

  self->len = (guint16) name.len;
  if (name.len > 0)
    memmove (self->on_heap ? self->heap : self->octets, name.data, name.len);
}

void
tarn_walk_name_clear (TarnWalkName *self)
{
  if (self->on_heap)
    g_free (self->heap);
  self->on_heap = FALSE;
  self->len = 0;
}

gboolean
tarn_walk_is_empty (TarnSpan after,
                    TarnSpan before)
{
  if (before.len == 0)
    return FALSE;

  /* A name and its first child, NAME.0, are neighbours. */
  return tarn_name_compare (after, before) >= 0
         || (before.len == after.len + 1 && before.data[after.len] == 0
             && tarn_name_has_prefix (before, after));
}

static void
interval_clear (TarnWalkInterval *interval)
{
  tarn_walk_name_clear (&interval->cursor);
  tarn_walk_name_clear (&interval->before);
  tarn_walk_name_clear (&interval->asked);
}

static void
free_chain (TarnWalkInterval *interval)
{
  while (interval != NULL)
    {
      TarnWalkInterval *next = interval->next;

      interval_clear (interval);
      g_free (interval);
      interval = next;
    }
}

void
tarn_walk_list_clear (TarnWalkList *self)
{
  free_chain (g_steal_pointer (&self->first));
  free_chain (g_steal_pointer (&self->spare));
  self->last = NULL;
  self->n = 0;
}

TarnWalkInterval *
tarn_walk_list_insert (TarnWalkList     *self,
                       TarnWalkInterval *place)
{
  TarnWalkInterval *interval = self->spare;

  if (interval != NULL)
    self->spare = interval->next;
  else
    interval = g_new (TarnWalkInterval, 1);

  *interval = (TarnWalkInterval) {
    .previous = place,
    .next = place != NULL ? place->next : self->first,
    .ceiling = G_MAXUINT,
  };

  *(place != NULL ? &place->next : &self->first) = interval;
  *(interval->next != NULL ? &interval->next->previous : &self->last) = interval;
  self->n++;

  return interval;
}

void
tarn_walk_list_recycle (TarnWalkList     *self,
                        TarnWalkInterval *interval)
{
  interval_clear (interval);
  interval->next = self->spare;
  self->spare = interval;
}

void
tarn_walk_list_remove (TarnWalkList     *self,
                       TarnWalkInterval *interval)
{
  *(interval->previous != NULL ? &interval->previous->next : &self->first) = interval->next;
  *(interval->next != NULL ? &interval->next->previous : &self->last) = interval->previous;
  interval->next = interval->previous = NULL;
  self->n--;

  if (interval->phase == TARN_WALK_ASKED)
    interval->phase = TARN_WALK_GONE;
  else
    tarn_walk_list_recycle (self, interval);
}

TarnWalkInterval *
tarn_walk_list_split (TarnWalkList     *self,
                      TarnWalkInterval *interval,
                      TarnSpan          at)
{
  TarnWalkInterval *rest = tarn_walk_list_insert (self, interval);
  guint8 successor[TARN_NAME_MAX_OCTETS];

  /* What was learnt about the one holds for the other. */
  rest->root = interval->root;
  rest->repetitions = interval->repetitions;
  rest->ceiling = interval->ceiling;
  rest->trusted = interval->trusted;
  rest->tamed_us = interval->tamed_us;
  rest->octets_per_row = interval->octets_per_row;
  rest->slow = interval->slow;
  rest->silenced = interval->silenced;
  rest->had_one = interval->had_one;

  tarn_walk_name_set (&rest->before, tarn_walk_name_span (&interval->before));
  tarn_walk_name_set (&rest->cursor, at);
  memcpy (successor, at.data, at.len);
  successor[at.len] = 0;
  tarn_walk_name_set (&interval->before, tarn_span (successor, at.len + 1));

  return rest;
}
