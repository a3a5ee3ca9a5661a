/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Where to cut what is in flight, so that a slot which idles has something to ask.  A cut
 * is a guess: a wrong one costs a request and never a name.
 *
 * A reply whose rows are all of one column says where the columns are: names in a table run
 * ENTRY.1.COLUMN.INDEX, so the column is the last arc that all rows share and that follows a 1.
 * (Right for 89 % of 662 places, drawn by lot, in recorded devices; the first such arc for 47 %.)
 * When the columns are spread, the index of each is halved; or, while its end is unknown, tried
 * at twice as far.
 */
#include "ops/tarn-walk-machine-private.h"

/* 1.3.6.1.2.1.x and 1.3.6.1.4.1.x: what tables are below of. */
#define MIN_ENTRY_ARCS 7

/* Columns that are asked for although nobody has seen one so far out. */
#define FIRST_GUESSES 2

/* Columns one by one up to here, then in larger steps: a gap between columns is cheap. */
#define DENSE_COLUMNS 32

/* 2^31-1: no agent has trouble with it. */
static const guint8 last_below[] = { 0x87, 0xff, 0xff, 0xff, 0x7f };

typedef struct
{
  guint32 arcs[TARN_NAME_MAX_ARCS];
  guint   n;
} Arcs;

static gboolean
to_name (const Arcs *arcs,
         guint       n,
         guint32     last,
         TarnName   *name)
{
  guint32 copy[TARN_NAME_MAX_ORIGINATE];

  if (n >= TARN_NAME_MAX_ORIGINATE)
    return FALSE;

  memcpy (copy, arcs->arcs, n * sizeof *copy);
  copy[n] = last;
  return tarn_name_from_arcs (name, copy, n + 1);
}

/* --- what replies teach ---------------------------------------------------------------- */

/* How many arcs @a and @b share, and by how much they differ in the next. */
static guint
count_common (TarnSpan  a,
              TarnSpan  b,
              guint32  *step)
{
  guint32 left[TARN_NAME_MAX_ARCS];
  guint32 right[TARN_NAME_MAX_ARCS];
  guint n_left = tarn_name_get_arcs (a, left);
  guint n_right = tarn_name_get_arcs (b, right);
  guint n = 0;

  while (n < n_left && n < n_right && left[n] == right[n])
    n++;
  *step = n < n_left && n < n_right && right[n] > left[n] ? right[n] - left[n] : 0;

  return n;
}

static guint32
last_arc (TarnSpan name)
{
  guint32 arcs[TARN_NAME_MAX_ARCS];

  return arcs[tarn_name_get_arcs (name, arcs) - 1];
}

void
tarn_walk_split_forget (TarnWalkMachine  *self,
                        TarnWalkInterval *interval)
{
  if (interval->spread)
    self->table.n_unsure--;
  interval->spread = FALSE;
}

void
tarn_walk_split_learn (TarnWalkMachine  *self,
                       TarnWalkInterval *interval,
                       const TarnRow    *rows,
                       guint             n_rows)
{
  TarnSpan asked = tarn_walk_name_to_ask (interval);
  TarnSpan entry = tarn_walk_name_span (&self->table.entry);
  guint32 step;
  guint n_common;

  interval->split = FALSE;
  if (interval->spread && tarn_name_has_prefix (asked, entry))
    {
      if (n_rows > 0 && tarn_name_has_prefix (rows[0].name, entry))
        self->table.n_found++;
      else
        self->table.end = MIN (self->table.end, last_arc (asked));
    }
  tarn_walk_split_forget (self, interval);

  interval->n_common = 0;
  if (n_rows == 0)
    return;
  n_common = count_common (n_rows > 1 ? rows[0].name : asked, rows[n_rows - 1].name, &step);
  if (step == 0 || n_common > G_MAXUINT8)
    return;
  interval->n_common = (guint8) n_common;
  interval->step = step;
}

/* --- columns ---------------------------------------------------------------------------- */

/* The number of arcs in front of that of the column; 0: it does not look like a table. */
static guint
find_column (const TarnWalkInterval *interval,
             const Arcs             *cursor)
{
  for (guint n = MIN (interval->n_common, cursor->n) - 1; n >= MIN_ENTRY_ARCS; n--)
    if (cursor->arcs[n - 1] == 1)
      return n;

  return 0;
}

static guint32
next_column (guint32 column,
             guint32 first)
{
  guint32 distance = column - first;

  return column + (distance < DENSE_COLUMNS ? 1 : distance / 8);
}

static void
begin_table (TarnWalkMachine *self,
             TarnSpan         entry,
             guint32          column)
{
  tarn_walk_name_set (&self->table.entry, entry);
  self->table.first = column;
  self->table.reached = column;
  self->table.end = G_MAXUINT32;
  self->table.n_found = 0;
  self->table.n_unsure = 0;
}

/* The open interval that @at cuts in two, @interval or one behind it; NULL: none. */
static TarnWalkInterval *
find_around (TarnWalkInterval *interval,
             TarnSpan          at)
{
  while (interval != NULL
         && !tarn_walk_ends_behind (tarn_walk_name_span (&interval->before), at))
    interval = interval->next;

  if (interval == NULL
      || tarn_name_compare (tarn_walk_name_span (&interval->cursor), at) >= 0
      || tarn_walk_is_empty (at, tarn_walk_name_span (&interval->before)))
    return NULL;

  return interval;
}

static TarnWalkInterval *
split_columns (TarnWalkMachine  *self,
               TarnWalkInterval *interval,
               const Arcs       *cursor)
{
  guint n = find_column (interval, cursor);
  TarnWalkInterval *around = NULL;
  TarnName entry;
  TarnName at;

  if (n == 0 || !tarn_name_from_arcs (&entry, cursor->arcs, n))
    return NULL;
  if (!tarn_span_equal (tarn_name_span (&entry), tarn_walk_name_span (&self->table.entry)))
    {
      /* Tables are read one after the other (F-43). */
      if (self->table.n_unsure > 0)
        return NULL;
      begin_table (self, tarn_name_span (&entry), cursor->arcs[n]);
    }
  if (self->table.n_unsure >= FIRST_GUESSES + self->table.n_found)
    return NULL;

  while (around == NULL)
    {
      guint32 column = next_column (self->table.reached, self->table.first);

      if (column >= self->table.end || column < self->table.reached
          || !to_name (cursor, n, column, &at))
        return NULL;
      if (!tarn_walk_ends_behind (tarn_walk_name_span (&self->open.last->before),
                                  tarn_name_span (&at)))
        return NULL;
      self->table.reached = column;
      around = find_around (interval, tarn_name_span (&at));
    }

  around = tarn_walk_machine_split (self, around, tarn_name_span (&at));
  around->spread = TRUE;
  self->table.n_unsure++;
  return around;
}

/* --- within a column ---------------------------------------------------------------------- */

/* The arc at which @interval ends where the rows of its last reply differ; 0: not known. */
static guint32
find_end (const TarnWalkMachine  *self,
          const TarnWalkInterval *interval,
          const Arcs             *cursor)
{
  guint at = interval->n_common;
  Arcs before;

  before.n = 0;
  if (interval->before.len > 0)
    before.n = tarn_name_get_arcs (tarn_walk_name_span (&interval->before), before.arcs);
  if (before.n > at && memcmp (before.arcs, cursor->arcs, at * sizeof (guint32)) == 0)
    return before.arcs[at];

  return 0;
}

static TarnWalkInterval *
split_index (TarnWalkMachine  *self,
             TarnWalkInterval *interval,
             const Arcs       *cursor)
{
  guint at = interval->n_common;
  guint64 here;
  guint64 end;
  guint64 middle;
  TarnName name;

  if (at == 0 || at >= cursor->n)
    return NULL;

  here = cursor->arcs[at];
  end = find_end (self, interval, cursor);
  middle = end > 0 ? here + (end - MIN (end, here)) / 2 : 2 * here;

  /* Where a reply or two reach anyway there is nothing to win. */
  if (middle < here + 2 * (guint64) interval->step || middle > G_MAXUINT32
      || !to_name (cursor, at, (guint32) middle, &name))
    return NULL;

  /* The cut is behind all that can be below that arc, so that no name is in both parts or in
   * none where an agent adds a .0 or more to its names (F-04). */
  memcpy (name.data + name.len, last_below, sizeof last_below);
  name.len += sizeof last_below;
  if (find_around (interval, tarn_name_span (&name)) != interval)
    return NULL;

  return tarn_walk_machine_split (self, interval, tarn_name_span (&name));
}

/* ------------------------------------------------------------------------------------------ */

static gboolean
can_be_split (const TarnWalkInterval *interval)
{
  return interval->phase == TARN_WALK_ASKED
         && interval->n_common > 0
         && interval->ceiling == G_MAXUINT
         && interval->slow == 0
         && !interval->wild;
}

TarnWalkInterval *
tarn_walk_split (TarnWalkMachine *self)
{
  TarnWalkInterval *part = NULL;
  Arcs cursor;

  for (TarnWalkInterval *interval = self->open.first; interval != NULL && part == NULL;
       interval = interval->next)
    {
      if (!can_be_split (interval))
        continue;
      cursor.n = tarn_name_get_arcs (tarn_walk_name_span (&interval->cursor), cursor.arcs);
      part = split_columns (self, interval, &cursor);
    }

  for (TarnWalkInterval *interval = self->open.first; interval != NULL && part == NULL;
       interval = interval->next)
    {
      if (!can_be_split (interval) || interval->split)
        continue;
      cursor.n = tarn_name_get_arcs (tarn_walk_name_span (&interval->cursor), cursor.arcs);
      part = split_index (self, interval, &cursor);
      interval->split = TRUE;
    }

  return part;
}
