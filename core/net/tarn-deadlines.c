/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "net/tarn-deadlines.h"

#include <string.h>

void
tarn_deadlines_clear (TarnDeadlines *self)
{
  g_free (self->heap);
  g_free (self->places);
  *self = (TarnDeadlines) { 0 };
}

static void
put_at (TarnDeadlines *self,
        guint32        place,
        TarnDeadline   deadline)
{
  self->heap[place] = deadline;
  self->places[deadline.item] = place + 1;
}

/* Both move a hole to where @deadline belongs and fill it. */
static void
sift_up (TarnDeadlines *self,
         guint32        place,
         TarnDeadline   deadline)
{
  while (place > 0 && deadline.due_us < self->heap[(place - 1) / 2].due_us)
    {
      put_at (self, place, self->heap[(place - 1) / 2]);
      place = (place - 1) / 2;
    }

  put_at (self, place, deadline);
}

static void
sift_down (TarnDeadlines *self,
           guint32        place,
           TarnDeadline   deadline)
{
  for (;;)
    {
      guint32 child = 2 * place + 1;

      if (child + 1 < self->n && self->heap[child + 1].due_us < self->heap[child].due_us)
        child++;
      if (child >= self->n || self->heap[child].due_us >= deadline.due_us)
        break;

      put_at (self, place, self->heap[child]);
      place = child;
    }

  put_at (self, place, deadline);
}

static void
settle (TarnDeadlines *self,
        guint32        place,
        TarnDeadline   deadline)
{
  if (place > 0 && deadline.due_us < self->heap[(place - 1) / 2].due_us)
    sift_up (self, place, deadline);
  else
    sift_down (self, place, deadline);
}

void
tarn_deadlines_set (TarnDeadlines *self,
                    guint32        item,
                    gint64         due_us)
{
  TarnDeadline deadline = { due_us, item };

  if (item >= self->n_places)
    {
      guint32 n = MAX (64, MAX (item + 1, self->n_places * 2));

      self->places = g_renew (guint32, self->places, n);
      memset (self->places + self->n_places, 0, (n - self->n_places) * sizeof *self->places);
      self->n_places = n;
    }

  if (self->places[item] != 0)
    {
      settle (self, self->places[item] - 1, deadline);
      return;
    }

  if (self->n == self->n_allocated)
    {
      self->n_allocated = MAX (64, self->n_allocated * 2);
      self->heap = g_renew (TarnDeadline, self->heap, self->n_allocated);
    }

  sift_up (self, self->n++, deadline);
}

void
tarn_deadlines_remove (TarnDeadlines *self,
                       guint32        item)
{
  guint32 place;

  if (item >= self->n_places || self->places[item] == 0)
    return;

  place = self->places[item] - 1;
  self->places[item] = 0;
  self->n--;
  if (place < self->n)
    settle (self, place, self->heap[self->n]);
}

gboolean
tarn_deadlines_peek (const TarnDeadlines *self,
                     TarnDeadline        *first)
{
  if (self->n == 0)
    return FALSE;

  *first = self->heap[0];
  return TRUE;
}
