/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What a reply covers, wherever its question came from.
 */
#include "ops/tarn-walk-machine-private.h"

/* --- stretches --------------------------------------------------------------------- */

/* Until finish, the data of a kept name is its offset: the array may move. */
static TarnSpan
keep_name (TarnWalkMachine *self,
           TarnSpan         name)
{
  gsize offset = self->names->len;

  g_byte_array_append (self->names, name.data, (guint) name.len);
  return tarn_span (GSIZE_TO_POINTER (offset), name.len);
}

static void
find_name (const TarnWalkMachine *self,
           TarnSpan              *name)
{
  name->data = self->names->data + GPOINTER_TO_SIZE (name->data);
}

void
tarn_walk_stretches_begin (TarnWalkMachine *self)
{
  self->n_stretches = 0;
  self->end.tag = 0;
  g_byte_array_set_size (self->names, 0);
}

guint
tarn_walk_stretches_finish (TarnWalkMachine *self)
{
  for (guint i = 0; i < self->n_stretches; i++)
    {
      find_name (self, &self->stretches[i].after);
      find_name (self, &self->stretches[i].upto);
    }
  if (self->end.tag != 0)
    find_name (self, &self->end.name);

  return self->n_stretches;
}

void
tarn_walk_stretches_add (TarnWalkMachine *self,
                         TarnSpan         after,
                         TarnSpan         upto,
                         gboolean         to_end,
                         const TarnRow   *rows,
                         guint            n_rows)
{
  if (self->n_stretches == self->stretches_size)
    {
      self->stretches_size = MAX (8, 2 * self->stretches_size);
      self->stretches = g_renew (TarnWalkStretch, self->stretches, self->stretches_size);
    }

  self->stretches[self->n_stretches++] = (TarnWalkStretch) {
    .after = keep_name (self, after),
    .upto = keep_name (self, upto),
    .to_end = to_end,
    .rows = rows,
    .n_rows = n_rows,
  };
}

/* --- the end of an interval ---------------------------------------------------------- */

/* Tells with which exception a root has ended, for those who want to print it. */
static void
note_end (TarnWalkMachine *self,
          TarnWalkRoot    *root)
{
  const TarnWalkName *last = root->last.len > 0 ? &root->last : &root->after;
  static const guint8 tlvs[][2] = {
    { TARN_KIND_NO_SUCH_OBJECT, 0 }, { TARN_KIND_NO_SUCH_INSTANCE, 0 },
    { TARN_KIND_END_OF_MIB_VIEW, 0 },
  };

  if (root->told_end)
    return;

  root->told_end = TRUE;
  tarn_row_set_tlv (&self->end, tarn_span (tlvs[root->last_kind - TARN_KIND_NO_SUCH_OBJECT], 2));
  self->end.name = keep_name (self, tarn_walk_name_span (last));
}

void
tarn_walk_root_tell_end (TarnWalkMachine *self,
                         TarnWalkRoot    *root,
                         const TarnRow   *row)
{
  if (root->last_kind == 0 && row != NULL && tarn_row_is_exception (row))
    {
      root->last_kind = row->tag;
      tarn_walk_name_set (&root->last, row->name);
    }
  if (root->last_kind != 0)
    note_end (self, root);
}

static void
end_root (TarnWalkMachine *self,
          TarnWalkRoot    *root)
{
  if (root->n_rows == 0 && root->get_root && !root->failed)
    {
      root->root_phase = TARN_WALK_ROOT_WANTED;
      self->n_roots_wanted++;
    }
  else if (root->last_kind != 0)
    {
      note_end (self, root);
    }
}

void
tarn_walk_end (TarnWalkMachine  *self,
               TarnWalkInterval *interval)
{
  TarnWalkRoot *root = tarn_walk_machine_root (self, interval->root);

  if (interval->phase != TARN_WALK_ASKED)
    tarn_walk_split_forget (self, interval);
  tarn_walk_list_remove (&self->open, interval);
  self->n_idle = 0;
  if (--root->n_open == 0)
    end_root (self, root);
}

/* As tell_covered(), but for the names that another reply has shown there. */
static void
tell_around_claims (TarnWalkMachine *self,
                    guint            root,
                    TarnSpan         after,
                    TarnSpan         upto,
                    gboolean         to_end,
                    const TarnRow   *rows,
                    guint            n_rows)
{
  TarnName claims[2];
  guint turn = 0;
  guint n;

  while (tarn_walk_claims_settle (self, root, after, upto, to_end, rows, n_rows,
                                  &claims[turn], &n))
    {
      if (n > 0)
        tarn_walk_stretches_add (self, after, rows[n - 1].name, FALSE, rows, n);
      rows += n;
      n_rows -= n;
      after = tarn_name_span (&claims[turn]);
      turn = !turn;   /* as @after lies in the other one */
    }

  if (n_rows > 0 || !to_end || !tarn_walk_is_empty (after, upto))
    tarn_walk_stretches_add (self, after, upto, to_end, rows, n_rows);
}

/* @rows are all between the cursor of @interval and @upto; with @to_end, which lies just
 * behind. */
static void
tell_covered (TarnWalkMachine  *self,
              TarnWalkInterval *interval,
              TarnSpan          upto,
              gboolean          to_end,
              const TarnRow    *rows,
              guint             n_rows)
{
  TarnSpan cursor = tarn_walk_name_span (&interval->cursor);

  tarn_walk_seam_tell (self, interval, upto, to_end, rows, n_rows);
  if (G_LIKELY (self->claims == NULL))
    tarn_walk_stretches_add (self, cursor, upto, to_end, rows, n_rows);
  else
    tell_around_claims (self, interval->root, cursor, upto, to_end, rows, n_rows);
}

static void
end_covered (TarnWalkMachine  *self,
             TarnWalkInterval *interval,
             const TarnRow    *rows,
             guint             n_rows)
{
  tell_covered (self, interval, tarn_walk_name_span (&interval->before), TRUE, rows, n_rows);
  tarn_walk_end (self, interval);
}

void
tarn_walk_end_covered (TarnWalkMachine  *self,
                       TarnWalkInterval *interval,
                       TarnKind          kind)
{
  TarnWalkRoot *root = tarn_walk_machine_root (self, interval->root);

  if (kind != TARN_KIND_NONE
      && tarn_span_equal (tarn_walk_name_span (&interval->before),
                          tarn_walk_name_span (&root->before)))
    root->last_kind = (guint8) kind;

  end_covered (self, interval, NULL, 0);
}

/* --- coverage ------------------------------------------------------------------------ */

static void
accept_rows (TarnWalkMachine  *self,
             TarnWalkInterval *interval,
             TarnSpan          last,
             guint             n_rows)
{
  TarnWalkRoot *root = tarn_walk_machine_root (self, interval->root);

  self->n_rows += n_rows;
  self->n_idle = 0;
  root->n_rows += n_rows;
  if (tarn_name_order (last, tarn_walk_name_span (&root->last)) > 0)
    tarn_walk_name_set (&root->last, last);
  interval->n_attempts = 0;
  interval->n_empty = 0;
  interval->n_silent = 0;

  /* What made the repetitions fall was the bad cell, which lies behind us now. */
  if (interval->hole != NULL && interval->trusted > 0)
    {
      interval->ceiling = MAX (interval->ceiling, interval->trusted);
      interval->repetitions = MIN (self->first_repetitions, interval->ceiling);
      interval->resume = 0;
      interval->trusted = 0;
    }
  interval->hole = NULL;
  interval->n_skips = 0;
}

/* The first interval that what follows @asked has to do with; NULL: none.  Mostly it is
 * @interval; but what is gone may be followed by others, and what was opened again lies in
 * front. */
static TarnWalkInterval *
find_first (TarnWalkMachine  *self,
            TarnWalkInterval *interval,
            TarnSpan          asked)
{
  if (interval->phase == TARN_WALK_GONE)
    interval = self->open.first;
  else
    while (interval->previous != NULL
           && !tarn_walk_is_empty (asked, tarn_walk_name_span (&interval->previous->before)))
      interval = interval->previous;

  while (interval != NULL
         && tarn_walk_is_empty (asked, tarn_walk_name_span (&interval->before)))
    interval = interval->next;

  /* What lies in front of @asked remains to be asked for. */
  if (interval != NULL && !interval->wild
      && tarn_name_order (tarn_walk_name_span (&interval->cursor), asked) < 0)
    interval = tarn_name_count_arcs (asked) < TARN_NAME_MAX_ARCS
               ? tarn_walk_machine_split (self, interval, asked) : NULL;

  return interval;
}

/* How many of @rows lie in front of @before. */
static guint
count_in_front (const TarnRow *rows,
                guint          n_rows,
                TarnSpan       before)
{
  guint n;

  if (tarn_walk_ends_behind (before, rows[n_rows - 1].name))
    return n_rows;
  for (n = 0; tarn_walk_ends_behind (before, rows[n].name); n++)
    ;

  return n;
}

gboolean
tarn_walk_cover (TarnWalkMachine  *self,
                 TarnWalkInterval *interval,
                 const TarnRow    *rows,
                 guint             n_rows)
{
  TarnWalkInterval *next;

  for (interval = find_first (self, interval, tarn_walk_name_span (&interval->asked));
       interval != NULL && n_rows > 0;
       interval = next)
    {
      TarnSpan cursor = tarn_walk_name_span (&interval->cursor);
      guint n_old = 0;
      guint n_new;
      guint n_wanted;

      /* What is told there need not be in order. */
      if (interval->wild)
        break;

      /* Other replies were here before. */
      next = interval->next;
      while (n_old < n_rows && tarn_name_order (rows[n_old].name, cursor) <= 0)
        n_old++;
      tarn_walk_seams_check (self, rows, n_old, n_old == n_rows);
      rows += n_old;
      n_rows -= n_old;
      if (n_rows == 0)
        break;

      n_new = count_in_front (rows, n_rows, tarn_walk_name_span (&interval->before));
      n_wanted = (guint) MIN (n_new, self->max_rows - self->n_rows);
      if (n_wanted > 0)
        accept_rows (self, interval, rows[n_wanted - 1].name, n_wanted);
      if (self->tolerate)
        tarn_walk_note_told (self, rows, n_wanted);

      if (n_new == n_rows || n_wanted < n_new)
        {
          TarnSpan upto = n_wanted > 0 ? rows[n_wanted - 1].name : cursor;

          if (n_wanted > 0)
            tell_covered (self, interval, upto, FALSE, rows, n_wanted);
          tarn_walk_name_set (&interval->cursor, upto);
          if (n_wanted < n_new)
            return FALSE;
          if (tarn_walk_is_empty (upto, tarn_walk_name_span (&interval->before)))
            tarn_walk_end (self, interval);
          break;
        }

      end_covered (self, interval, rows, n_new);
      rows += n_new;
      n_rows -= n_new;
    }
  if (interval == NULL)
    tarn_walk_seams_check (self, rows, n_rows, TRUE);

  return TRUE;
}
