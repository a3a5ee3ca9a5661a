/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Names in replies that are out of order.  Such a reply is believed up to where the trouble
 * begins, and the rest is asked for again, one by one.  Should the agent not show then what it
 * showed before, it is not known which of both is true: a gap says so.
 */
#include "ops/tarn-walk-machine-private.h"

#include "ops/tarn-gap-private.h"

/* They are settled as the walk goes on; an agent that shows more than this has gaps enough. */
#define MAX_CLAIMS 4096

static TarnSpan
claim_at (const TarnWalkMachine *self,
          guint                  i)
{
  return tarn_oid_span (self->claims->pdata[i]);
}

/* The number of the first claim > @name. */
static guint
find_behind (const TarnWalkMachine *self,
             TarnSpan               name)
{
  guint low = 0;
  guint high = self->claims != NULL ? self->claims->len : 0;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (tarn_name_compare (claim_at (self, middle), name) > 0)
        high = middle;
      else
        low = middle + 1;
    }

  return low;
}

/* @name was shown, and by another reply nothing between @after and what follows @name. */
static void
add_gap (TarnWalkMachine *self,
         guint            root,
         TarnSpan         after,
         TarnSpan         name)
{
  g_autoptr(TarnOid) before = tarn_oid_new_successor (name);
  TarnGap *gap;

  if (tarn_gaps_contain (self->gaps, name))
    return;

  gap = tarn_gap_new (after, tarn_oid_span (before), TARN_GAP_NOT_INCREASING);
  gap->n_attempts = 1;
  g_ptr_array_add (self->gaps, gap);
  tarn_walk_machine_root (self, root)->failed = TRUE;
}

static const TarnWalkInterval *
find_open (const TarnWalkMachine *self,
           TarnSpan               name)
{
  for (const TarnWalkInterval *interval = self->open.first; interval != NULL;
       interval = interval->next)
    if (tarn_name_compare (tarn_walk_name_span (&interval->cursor), name) < 0
        && tarn_walk_ends_behind (tarn_walk_name_span (&interval->before), name))
      return interval;

  return NULL;
}

void
tarn_walk_claim (TarnWalkMachine        *self,
                 const TarnWalkInterval *interval,
                 const TarnRow          *rows,
                 guint                   n_rows)
{
  for (guint i = 0; i < n_rows; i++)
    {
      TarnSpan name = rows[i].name;
      TarnSpan after;
      guint place;

      if (name.len == 0 || tarn_row_is_exception (&rows[i]))
        continue;
      if (find_open (self, name) == NULL)
        {
          if (tarn_walk_seams_lack (self, name, &after))
            add_gap (self, interval->root, after, name);
          continue;
        }

      if (self->claims == NULL)
        self->claims = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_oid_unref);
      place = find_behind (self, name);
      if (self->claims->len < MAX_CLAIMS
          && (place == 0 || !tarn_span_equal (claim_at (self, place - 1), name)))
        g_ptr_array_insert (self->claims, (int) place, tarn_oid_new_name (name));
    }
}

gboolean
tarn_walk_claims_settle (TarnWalkMachine  *self,
                         guint             root,
                         TarnSpan          after,
                         TarnSpan          upto,
                         gboolean          to_end,
                         const TarnRow    *rows,
                         guint             n_rows,
                         TarnName         *claim,
                         guint            *n_before)
{
  guint place = find_behind (self, after);
  guint row = 0;

  while (place < self->claims->len)
    {
      TarnSpan name = claim_at (self, place);

      if (to_end ? !tarn_walk_ends_behind (upto, name) : tarn_name_compare (name, upto) > 0)
        return FALSE;

      tarn_name_set (claim, name);
      g_ptr_array_remove_index (self->claims, place);
      while (row < n_rows && tarn_name_compare (rows[row].name, tarn_name_span (claim)) < 0)
        row++;
      if (row == n_rows || !tarn_span_equal (rows[row].name, tarn_name_span (claim)))
        {
          add_gap (self, root, row > 0 ? rows[row - 1].name : after, tarn_name_span (claim));
          *n_before = row;
          return TRUE;
        }
    }

  return FALSE;
}

void
tarn_walk_claims_drop (TarnWalkMachine *self,
                       TarnSpan         after,
                       TarnSpan         before)
{
  guint first = find_behind (self, after);
  guint n = 0;

  if (self->claims == NULL)
    return;
  while (first + n < self->claims->len
         && tarn_walk_ends_behind (before, claim_at (self, first + n)))
    n++;
  g_ptr_array_remove_range (self->claims, first, n);
}
