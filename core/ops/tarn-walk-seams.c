/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Where a walk was cut, replies tell of the same names: those from the left, which reach over
 * the cut, and those that were asked for behind it.  Whichever comes second brings
 * nothing new, but for an agent that contradicts itself; its rows would be lost without a word.
 *
 * So it is kept which names were told behind each cut, as far as a reply may reach.  A row
 * that is shown there and was not told is told now, and that it was missing.  What the
 * agent said to be empty around it is nobody's word any more: where the later reply ends
 * before the next name that was told, the rest is asked for again.
 *
 * A seam is of use until all in front of it is settled: there are about as many as there is
 * work under way.
 */
#include "ops/tarn-walk-machine-private.h"

/* Names behind a cut: two replies, as the one that reaches over it may begin at what the other
 * one has told; but a pinned size has no end. */
#define MAX_NAMES 4096

/* Of names altogether; above this new cuts are not watched. */
#define MAX_OCTETS (16 * 1024 * 1024)

/* Fewer seams than this are not worth a look for what is of no use any more. */
#define MIN_SEAMS 64

/* The names > @after and <= @upto, or with @to_end < @upto (empty: the end of all names), that
 * were told. */
struct _TarnWalkSeam
{
  TarnWalkName  after;
  TarnWalkName  upto;
  gboolean      to_end;
  guint         root;
  guint         n_names;
  guint8       *names;      /* ascending: a guint16 for its length, its octets */
  gsize         len;
  gsize         size;
};

static void
seam_free (gpointer data)
{
  TarnWalkSeam *seam = data;

  tarn_walk_name_clear (&seam->after);
  tarn_walk_name_clear (&seam->upto);
  g_free (seam->names);
  g_free (seam);
}

void
tarn_walk_seams_clear (TarnWalkSeams *self)
{
  g_clear_pointer (&self->seams, g_ptr_array_unref);
  g_clear_pointer (&self->spare, g_ptr_array_unref);
}

/* --- names of a seam ------------------------------------------------------------------- */

static TarnSpan
name_at (const TarnWalkSeam *seam,
         gsize               at)
{
  guint16 len;

  memcpy (&len, seam->names + at, sizeof len);
  return tarn_span (seam->names + at + sizeof len, len);
}

static gsize
size_of_name (TarnSpan name)
{
  return sizeof (guint16) + name.len;
}

static void
insert_name (TarnWalkSeams *self,
             TarnWalkSeam  *seam,
             gsize          at,
             TarnSpan       name)
{
  gsize size = size_of_name (name);
  guint16 len = (guint16) name.len;
  guint8 *to;

  if (seam->len + size > seam->size)
    {
      self->n_octets -= seam->size;
      seam->size = MAX (2 * (seam->len + size), 512);
      seam->names = g_realloc (seam->names, seam->size);
      self->n_octets += seam->size;
    }

  to = seam->names + at;
  if (at < seam->len)
    memmove (to + size, to, seam->len - at);
  memcpy (to, &len, sizeof len);
  memcpy (to + sizeof len, name.data, name.len);
  seam->len += size;
  seam->n_names++;
}

static gboolean
seam_knows (const TarnWalkSeam *seam,
            TarnSpan            name)
{
  TarnSpan upto = tarn_walk_name_span (&seam->upto);

  if (tarn_name_order (name, tarn_walk_name_span (&seam->after)) <= 0)
    return FALSE;

  return tarn_walk_ends_behind (upto, name)
         || (!seam->to_end && tarn_span_equal (upto, name));
}

/* Where the first name >= @name stands, looked for from @at on; *@found: it is @name. */
static gsize
find_name (const TarnWalkSeam *seam,
           gsize               at,
           TarnSpan            name,
           gboolean           *found)
{
  *found = FALSE;
  while (at < seam->len)
    {
      TarnSpan told = name_at (seam, at);
      int order = tarn_name_order (told, name);

      *found = order == 0;
      if (order >= 0)
        break;
      at += size_of_name (told);
    }

  return at;
}

/* --- the seams ------------------------------------------------------------------------- */

/* The number of the first seam whose cut lies at @name or behind it. */
static guint
find_place (const TarnWalkSeams *self,
            TarnSpan             name)
{
  guint low = 0;
  guint high = self->seams != NULL ? self->seams->len : 0;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      const TarnWalkSeam *seam = self->seams->pdata[middle];

      if (tarn_name_order (tarn_walk_name_span (&seam->after), name) >= 0)
        high = middle;
      else
        low = middle + 1;
    }

  return low;
}

/* The seam which knows whether @name was told; NULL: none does. */
static TarnWalkSeam *
find_seam (const TarnWalkSeams *self,
           TarnSpan             name)
{
  guint place = find_place (self, name);
  TarnWalkSeam *seam = place > 0 ? self->seams->pdata[place - 1] : NULL;

  return seam != NULL && seam_knows (seam, name) ? seam : NULL;
}

/* The name that no reply to come can begin in front of; FALSE: none will come. */
static gboolean
find_front (const TarnWalkMachine *self,
            TarnSpan              *front)
{
  gboolean found = self->open.first != NULL;

  if (found)
    *front = tarn_walk_name_span (&self->open.first->cursor);
  for (guint slot = 0; slot < self->requests->len; slot++)
    {
      const TarnWalkRequest *request = tarn_walk_machine_request (self, slot);

      for (guint i = 0; i < request->n_parts; i++)
        {
          TarnSpan asked = tarn_walk_name_to_ask (request->parts[i]);

          if (!found || tarn_name_compare (asked, *front) < 0)
            *front = asked;
          found = TRUE;
        }
    }

  return found;
}

/* Takes out what is of no use any more. */
static void
prune (TarnWalkMachine *self)
{
  TarnWalkSeams *seams = &self->seams;
  TarnSpan front;
  gboolean is_open = find_front (self, &front);
  guint n = 0;

  for (guint i = 0; i < seams->seams->len; i++)
    {
      TarnWalkSeam *seam = seams->seams->pdata[i];
      TarnSpan upto = tarn_walk_name_span (&seam->upto);

      if (!is_open || (upto.len > 0 && tarn_name_compare (upto, front) < 0))
        g_ptr_array_add (seams->spare, seam);
      else
        seams->seams->pdata[n++] = seam;
    }

  /* They are moved, not freed. */
  g_ptr_array_set_free_func (seams->seams, NULL);
  g_ptr_array_set_size (seams->seams, (int) n);
  g_ptr_array_set_free_func (seams->seams, seam_free);
  seams->due = MAX (MIN_SEAMS, 2 * n);
}

static TarnWalkSeam *
add_seam (TarnWalkMachine *self,
          guint            root,
          TarnSpan         after)
{
  TarnWalkSeams *seams = &self->seams;
  TarnWalkSeam *seam;

  if (seams->seams == NULL)
    {
      seams->seams = g_ptr_array_new_with_free_func (seam_free);
      seams->spare = g_ptr_array_new_with_free_func (seam_free);
      seams->due = MIN_SEAMS;
    }
  if (seams->seams->len >= seams->due)
    prune (self);

  if (seams->spare->len > 0)
    seam = g_ptr_array_steal_index_fast (seams->spare, seams->spare->len - 1);
  else
    seam = g_new0 (TarnWalkSeam, 1);

  tarn_walk_name_set (&seam->after, after);
  tarn_walk_name_set (&seam->upto, after);
  seam->to_end = FALSE;
  seam->root = root;
  seam->n_names = 0;
  seam->len = 0;
  g_ptr_array_insert (seams->seams, (int) find_place (seams, after), seam);
  return seam;
}

void
tarn_walk_seam_tell (TarnWalkMachine  *self,
                     TarnWalkInterval *interval,
                     TarnSpan          upto,
                     gboolean          to_end,
                     const TarnRow    *rows,
                     guint             n_rows)
{
  guint max_names = CLAMP (self->max_repetitions, TARN_WALK_REPETITIONS, MAX_NAMES / 2) * 2;
  TarnWalkSeam *seam;

  if (interval->seam && self->seams.n_octets < MAX_OCTETS)
    interval->told = add_seam (self, interval->root, tarn_walk_name_span (&interval->cursor));
  interval->seam = FALSE;
  seam = interval->told;
  if (seam == NULL)
    return;

  for (guint i = 0; i < n_rows; i++)
    {
      if (seam->n_names >= max_names)
        {
          interval->told = NULL;
          if (i == 0)
            return;
          upto = rows[i - 1].name;
          to_end = FALSE;
          break;
        }
      insert_name (&self->seams, seam, seam->len, rows[i].name);
    }
  tarn_walk_name_set (&seam->upto, upto);
  seam->to_end = to_end;
}

/* --- what other replies show ------------------------------------------------------------- */

static TarnWalkInterval *
find_recording (const TarnWalkMachine *self,
                const TarnWalkSeam    *seam)
{
  TarnWalkInterval *interval = self->open.first;

  while (interval != NULL && interval->told != seam)
    interval = interval->next;

  return interval;
}

/* Moves the names of @seam behind that at @at to a seam of their own; of that one itself nothing
 * needs to be known. */
static TarnWalkSeam *
split_seam (TarnWalkMachine *self,
            TarnWalkSeam    *seam,
            gsize            at)
{
  TarnSpan name = name_at (seam, at);
  TarnWalkSeam *rest = add_seam (self, seam->root, name);

  tarn_walk_name_set (&rest->upto, tarn_walk_name_span (&seam->upto));
  rest->to_end = seam->to_end;
  for (gsize i = at + size_of_name (name); i < seam->len; i += size_of_name (name_at (seam, i)))
    insert_name (&self->seams, rest, rest->len, name_at (seam, i));
  seam->n_names -= rest->n_names + 1;
  seam->len = at;
  return rest;
}

/* Opens what lies between @after, which was told by @seam, and the next name in it, at @at.  What
 * that brings goes on with the names in front. */
static void
reopen (TarnWalkMachine *self,
        TarnWalkSeam    *seam,
        gsize            at,
        TarnSpan         after)
{
  TarnWalkInterval *recording = find_recording (self, seam);
  TarnWalkInterval *place = self->open.last;
  TarnWalkInterval *interval;
  TarnSpan next = at < seam->len ? name_at (seam, at) : tarn_walk_name_span (&seam->upto);
  TarnName before;

  tarn_name_set (&before, next);
  if (at == seam->len && !seam->to_end)   /* @upto itself is in it */
    {
      if (before.len == TARN_NAME_MAX_OCTETS)
        return;
      before.data[before.len++] = 0;
    }
  if (tarn_walk_is_empty (after, tarn_name_span (&before)))
    return;

  while (place != NULL && tarn_name_compare (tarn_walk_name_span (&place->cursor), after) > 0)
    place = place->previous;
  interval = tarn_walk_list_insert (&self->open, place);
  interval->root = seam->root;
  tarn_walk_name_set (&interval->cursor, after);
  tarn_walk_name_set (&interval->before, tarn_name_span (&before));
  tarn_walk_machine_root (self, seam->root)->n_open++;

  if (recording != NULL)
    {
      recording->told = at < seam->len ? split_seam (self, seam, at) : NULL;
      recording->seam = recording->told == NULL;
    }
  else if (at < seam->len)
    {
      split_seam (self, seam, at);
    }
  tarn_walk_name_set (&seam->upto, after);
  seam->to_end = FALSE;
  interval->told = seam;
}

static void
tell_missing (TarnWalkMachine *self,
              guint            root,
              const TarnRow   *row)
{
  tarn_anomaly_log_note (&self->anomalies, TARN_ANOMALY_MISSING, row->name);
  /* That interval is covered: this adds a row to it and covers nothing. */
  tarn_walk_stretches_add (self, row->name, row->name, FALSE, row, 1);
  if (self->tolerate)
    tarn_walk_note_told (self, row, 1);
  self->n_rows++;
  self->n_idle = 0;
  tarn_walk_machine_root (self, root)->n_rows++;
}

/* Returns how many of @rows, of which the first is, are in what @seam knows. */
static guint
check_rows (TarnWalkMachine *self,
            TarnWalkSeam    *seam,
            const TarnRow   *rows,
            guint            n_rows,
            gboolean         last)
{
  gboolean found = TRUE;
  gsize at = 0;
  guint i;

  for (i = 0; i < n_rows && seam_knows (seam, rows[i].name); i++)
    {
      at = find_name (seam, at, rows[i].name, &found);
      if (!found)
        {
          if (self->n_rows >= self->max_rows)
            return n_rows;
          tell_missing (self, seam->root, &rows[i]);
          insert_name (&self->seams, seam, at, rows[i].name);
        }
      at += size_of_name (rows[i].name);
    }

  if (!found && last && i == n_rows)
    reopen (self, seam, at, rows[i - 1].name);
  return i;
}

void
tarn_walk_seams_check (TarnWalkMachine *self,
                       const TarnRow   *rows,
                       guint            n_rows,
                       gboolean         last)
{
  guint i = 0;

  while (i < n_rows)
    {
      TarnWalkSeam *seam = find_seam (&self->seams, rows[i].name);

      i += seam != NULL ? check_rows (self, seam, rows + i, n_rows - i, last) : 1;
    }
}

gboolean
tarn_walk_seams_lack (const TarnWalkMachine *self,
                      TarnSpan               name,
                      TarnSpan              *after)
{
  const TarnWalkSeam *seam = find_seam (&self->seams, name);
  gboolean found;
  gsize at;

  if (seam == NULL)
    return FALSE;

  at = find_name (seam, 0, name, &found);
  *after = tarn_walk_name_span (&seam->after);
  for (gsize i = 0; i < at; i += size_of_name (*after))
    *after = name_at (seam, i);

  return !found;
}
