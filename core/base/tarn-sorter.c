/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Merging from below: short stretches are sorted at once, then neighbours are merged into
 * stretches of twice the length, from one array into another and back.  Where it stopped is
 * three places and a length.
 */
#include "base/tarn-sorter.h"

#include <string.h>

#define SHORT    32    /* things that are sorted at once                */
#define N_UNSEEN 512   /* things between two looks at the clock          */

struct _TarnSorter
{
  TarnSorterFunc  compare;
  gpointer        user_data;

  guint32        *numbers;   /* the caller's                                               */
  guint32        *spare;     /* of the same length                                         */
  gboolean        swapped;   /* the stretches are in @spare                                */
  gsize           n;
  gsize           width;     /* of stretches that are in order; 0: none are                */
  gsize           left;      /* where the pair begins that is merged, or the next stretch  */
  gsize           taken[2];  /* of both stretches of the pair                              */
};

/**
 * tarn_sorter_new: (skip)
 * @numbers: (array length=n): what to sort, in place; must live as long as the sorter
 * @n: how many
 * @compare: tells the order
 * @user_data: for @compare
 *
 * Returns: (transfer full): a sorter, which has done nothing yet
 */
TarnSorter *
tarn_sorter_new (guint32        *numbers,
                 gsize           n,
                 TarnSorterFunc  compare,
                 gpointer        user_data)
{
  TarnSorter *self;

  g_return_val_if_fail (numbers != NULL || n == 0, NULL);
  g_return_val_if_fail (compare != NULL, NULL);

  self = g_new0 (TarnSorter, 1);
  self->compare = compare;
  self->user_data = user_data;
  self->numbers = numbers;
  self->n = n;
  self->spare = g_new (guint32, n);
  return self;
}

/**
 * tarn_sorter_free: (skip)
 * @self: (nullable): a sorter
 *
 * If it was not done, what it should have sorted is of no use.
 */
void
tarn_sorter_free (TarnSorter *self)
{
  if (self == NULL)
    return;

  g_free (self->spare);
  g_free (self);
}

static void
sort_short (TarnSorter *self,
            guint32    *numbers,
            gsize       n)
{
  for (gsize i = 1; i < n; i++)
    {
      guint32 number = numbers[i];
      gsize at = i;

      for (; at > 0 && self->compare (numbers[at - 1], number, self->user_data) > 0; at--)
        numbers[at] = numbers[at - 1];
      numbers[at] = number;
    }
}

/* Merges at most N_UNSEEN things of the pair at @left; equal ones stay as they were.  TRUE:
 * the pair is merged. */
static gboolean
merge_some (TarnSorter    *self,
            const guint32 *from,
            guint32       *to)
{
  const guint32 *one = from + self->left;
  const guint32 *two = one + MIN (self->width, self->n - self->left);
  gsize n_one = (gsize) (two - one);
  gsize n_two = MIN (self->width, self->n - self->left - n_one);
  gsize i = self->taken[0], j = self->taken[1];
  gsize end = MIN (n_one + n_two, i + j + N_UNSEEN);

  while (i + j < end)
    {
      gboolean first = j == n_two
                       || (i < n_one && self->compare (one[i], two[j], self->user_data) <= 0);

      to[self->left + i + j] = first ? one[i] : two[j];
      i += first;
      j += !first;
    }

  self->taken[0] = i;
  self->taken[1] = j;
  return i + j == n_one + n_two;
}

static void
next_pair (TarnSorter *self)
{
  self->taken[0] = self->taken[1] = 0;
  self->left += MIN (2 * self->width, self->n - self->left);
  if (self->left < self->n)
    return;

  self->left = 0;
  self->width *= 2;
  self->swapped = !self->swapped;
}

static void
advance (TarnSorter *self)
{
  guint32 *from = self->swapped ? self->spare : self->numbers;
  guint32 *to = self->swapped ? self->numbers : self->spare;

  if (self->width > 0)
    {
      if (merge_some (self, from, to))
        next_pair (self);
      return;
    }

  sort_short (self, from + self->left, MIN (SHORT, self->n - self->left));
  self->left += MIN (SHORT, self->n - self->left);
  if (self->left < self->n)
    return;

  self->left = 0;
  self->width = SHORT;
}

/**
 * tarn_sorter_run: (skip)
 * @self: a sorter
 * @slice_us: how long this may take, in microseconds; some headway is made in no time
 *
 * Returns: whether everything is in order
 */
gboolean
tarn_sorter_run (TarnSorter *self,
                 gint64      slice_us)
{
  gint64 end_us = g_get_monotonic_time () + slice_us;

  g_return_val_if_fail (self != NULL, TRUE);

  do
    {
      for (guint i = 0; i < (self->width > 0 ? 1 : N_UNSEEN / SHORT); i++)
        if (self->n > 0 && self->width < self->n)
          advance (self);

      if (self->width >= self->n)
        {
          if (self->swapped)
            memcpy (self->numbers, self->spare, self->n * sizeof *self->numbers);
          self->swapped = FALSE;
          return TRUE;
        }
    }
  while (g_get_monotonic_time () < end_us);

  return FALSE;
}
