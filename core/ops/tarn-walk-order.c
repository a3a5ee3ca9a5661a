/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-walk-order.h"

#include "base/tarn-name.h"

/* Pieces of a run double from what its first stretch takes up to this: a short run
 * costs little, a long one few allocations. */
#define PIECE_LEAST 256
#define PIECE_MOST  (64 * 1024)

struct _TarnWalkPiece
{
  TarnWalkPiece *next;
  guint32        size;
  guint32        n_used;
  guint8         octets[];   /* rows: a RowHead each, the name, the value */
};

/* What is known about a row beside its octets, so that they are not judged again. */
typedef struct
{
  guint32 tlv_len;
  guint32 anomalies;
  guint16 name_len;
  guint8  tag;
  guint8  header_len;
} RowHead;

static gsize
kept_size (const TarnRow *row)
{
  return sizeof (RowHead) + row->name.len + row->tlv.len;
}

static gboolean
is_settled (TarnSpan        name,
            const TarnSpan *front)
{
  return front == NULL || tarn_name_compare (name, *front) <= 0;
}

void
tarn_walk_order_init (TarnWalkOrder *self)
{
  *self = (TarnWalkOrder) {
    .runs = g_array_new (FALSE, FALSE, sizeof (TarnWalkRun)),
    .limit = TARN_WALK_ORDER_LIMIT,
  };
}

static void
free_pieces (TarnWalkOrder *self,
             TarnWalkPiece *first)
{
  while (first != NULL)
    {
      TarnWalkPiece *next = first->next;

      self->n_octets -= sizeof *first + first->size;
      g_free (first);
      first = next;
    }
}

static TarnWalkRun *
get_run (const TarnWalkOrder *self,
         guint                i)
{
  return &g_array_index (self->runs, TarnWalkRun, i);
}

void
tarn_walk_order_clear (TarnWalkOrder *self)
{
  for (guint i = self->n_done; i < self->runs->len; i++)
    free_pieces (self, get_run (self, i)->first);
  free_pieces (self, g_steal_pointer (&self->spent));
  self->n_octets -= (self->runs->len - self->n_done) * sizeof (TarnWalkRun);
  g_clear_pointer (&self->runs, g_array_unref);
}

static void
add_piece (TarnWalkOrder *self,
           TarnWalkRun   *run,
           gsize          size)
{
  TarnWalkPiece *piece = g_malloc (sizeof *piece + size);

  piece->next = NULL;
  piece->size = (guint32) size;
  piece->n_used = 0;
  self->n_octets += sizeof *piece + size;

  if (run->last != NULL)
    run->last->next = piece;
  else
    run->first = piece;
  run->last = piece;
}

static void
keep_row (const TarnRow *row,
          guint8        *to)
{
  RowHead head = {
    .tlv_len = (guint32) row->tlv.len,
    .anomalies = row->anomalies,
    .name_len = (guint16) row->name.len,
    .tag = row->tag,
    .header_len = row->header_len,
  };

  memcpy (to, &head, sizeof head);
  to += sizeof head;

  /* As they lie in a message: one copy, not two. */
  if (G_LIKELY (row->name.data + row->name.len == row->tlv.data))
    {
      memcpy (to, row->name.data, row->name.len + row->tlv.len);
    }
  else
    {
      memcpy (to, row->name.data, row->name.len);
      if (row->tlv.len > 0)
        memcpy (to + row->name.len, row->tlv.data, row->tlv.len);
    }
}

/* The size of a new piece for rows of which the first takes @size. */
static gsize
piece_size (const TarnWalkRun *run,
            const TarnRow     *rows,
            guint              n_rows,
            gsize              size)
{
  gsize wanted = PIECE_LEAST;

  if (run->last != NULL)
    {
      wanted = 2 * (gsize) run->last->size;
    }
  else
    {
      gsize all = 0;

      for (guint i = 0; i < n_rows; i++)
        all += kept_size (&rows[i]);
      wanted = MAX (wanted, all);
    }

  return MAX (MIN (wanted, PIECE_MOST), size);
}

static void
keep_rows (TarnWalkOrder *self,
           TarnWalkRun   *run,
           const TarnRow *rows,
           guint          n_rows)
{
  for (guint i = 0; i < n_rows; i++)
    {
      gsize size = kept_size (&rows[i]);
      guint8 *to;

      if (run->last == NULL || run->last->size - run->last->n_used < size)
        add_piece (self, run, piece_size (run, &rows[i], n_rows - i, size));

      to = run->last->octets + run->last->n_used;
      keep_row (&rows[i], to);
      run->last->n_used += (guint32) size;
      run->end = tarn_span (to + sizeof (RowHead), rows[i].name.len);
      if (run->begin.len == 0)
        run->begin = run->end;
    }
}

/* The number of the first run that begins behind @name. */
static guint
find_behind (const TarnWalkOrder *self,
             TarnSpan             name)
{
  guint low = self->n_done;
  guint high = self->runs->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (tarn_name_compare (get_run (self, middle)->begin, name) > 0)
        high = middle;
      else
        low = middle + 1;
    }

  return low;
}

gboolean
tarn_walk_order_add (TarnWalkOrder  *self,
                     TarnSpan        after,
                     const TarnRow  *rows,
                     guint           n_rows,
                     const TarnSpan *front)
{
  guint place;

  if (n_rows == 0)
    return TRUE;

  place = find_behind (self, rows[0].name);
  if (place == self->n_done && is_settled (rows[n_rows - 1].name, front))
    return TRUE;

  if (place == self->n_done || !tarn_span_equal (get_run (self, place - 1)->end, after))
    {
      TarnWalkRun run = { NULL };

      g_array_insert_val (self->runs, place, run);
      self->n_octets += sizeof run;
      place++;
    }

  keep_rows (self, get_run (self, place - 1), rows, n_rows);
  if (self->n_octets > self->limit)
    self->is_full = TRUE;
  return FALSE;
}

static void
read_row (const guint8 *octets,
          TarnRow      *row)
{
  RowHead head;

  memcpy (&head, octets, sizeof head);
  row->name = tarn_span (octets + sizeof head, head.name_len);
  row->tlv = tarn_span (octets + sizeof head + head.name_len, head.tlv_len);
  row->tag = head.tag;
  row->header_len = head.header_len;
  row->anomalies = head.anomalies;
}

/* Takes rows off the front of @run; TRUE if there are none left. */
static gboolean
take_from_run (TarnWalkOrder  *self,
               TarnWalkRun    *run,
               const TarnSpan *front,
               TarnRow        *rows,
               guint           max,
               guint          *n_rows)
{
  if (front != NULL && is_settled (run->end, front))
    front = NULL;

  while (run->first != NULL)
    {
      TarnWalkPiece *piece = run->first;

      while (run->n_taken < piece->n_used)
        {
          TarnRow row;

          read_row (piece->octets + run->n_taken, &row);
          run->begin = row.name;
          if (*n_rows == max || !is_settled (row.name, front))
            return FALSE;
          rows[(*n_rows)++] = row;
          run->n_taken += (guint32) kept_size (&row);
        }

      run->first = piece->next;
      run->n_taken = 0;
      piece->next = self->spent;
      self->spent = piece;
    }

  return TRUE;
}

guint
tarn_walk_order_take (TarnWalkOrder  *self,
                      const TarnSpan *front,
                      TarnRow        *rows,
                      guint           max)
{
  guint n_rows = 0;

  free_pieces (self, g_steal_pointer (&self->spent));
  while (n_rows < max && !tarn_walk_order_is_empty (self)
         && is_settled (get_run (self, self->n_done)->begin, front)
         && take_from_run (self, get_run (self, self->n_done), front, rows, max, &n_rows))
    {
      self->n_octets -= sizeof (TarnWalkRun);
      self->n_done++;
    }

  if (self->n_done > self->runs->len / 2)
    {
      g_array_remove_range (self->runs, 0, self->n_done);
      self->n_done = 0;
    }

  if (self->n_octets <= self->limit / 2)
    self->is_full = FALSE;
  return n_rows;
}
