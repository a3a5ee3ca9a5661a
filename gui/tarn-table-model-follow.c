/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * How the list follows the store.
 *
 * The store does not know where its rows were before.  Lines that somebody holds know their
 * instances, so the store can tell where they are now: they hold still, and what lies between
 * two of them has become more or less.  Nobody has seen it, so it may be told as gone and
 * come, which costs nothing; and never both at once, for a view would look for each row that
 * it had among all that came.
 */
#include "tarn-table-model-private.h"

static int
compare_lines (gconstpointer a,
               gconstpointer b)
{
  guint64 one = tarn_table_line_get_number (*(TarnTableLine * const *) a);
  guint64 two = tarn_table_line_get_number (*(TarnTableLine * const *) b);

  return (one > two) - (one < two);
}

void
tarn_table_model_tell (TarnTableModel *self,
                       guint           position,
                       guint           removed,
                       guint           added)
{
  if (removed > 0)
    {
      self->n_items -= removed;
      self->piece_n -= removed;
      g_list_model_items_changed (G_LIST_MODEL (self), position, removed, 0);
    }
  if (added > 0)
    {
      self->n_items += added;
      self->piece_n += added;
      g_list_model_items_changed (G_LIST_MODEL (self), position, 0, added);
    }
}

/* Pieces before the one that is told are as the store has them; those behind it are not yet. */
guint64
tarn_table_model_number_at (TarnTableModel *self,
                            guint           position)
{
  gint64 shift = 0;

  if (self->pieces == NULL)
    return position;

  for (guint i = self->pieces->len; i-- > self->piece + 1;)
    {
      const TarnTablePiece *piece = &g_array_index (self->pieces, TarnTablePiece, i);
      const TarnTablePiece *told = &g_array_index (self->pieces, TarnTablePiece, self->piece);
      /* Where it stands now: behind all that is told. */
      gint64 here = (gint64) piece->old_position + told->new_position + self->piece_n
                    - told->old_position - told->old_n;

      if (position >= here + piece->old_n)
        {
          shift = (gint64) piece->new_position + piece->new_n - here - piece->old_n;
          break;
        }
      if (position >= here)
        {
          shift = (gint64) piece->new_position - here;
          break;
        }
    }

  return (guint64) MAX ((gint64) position + shift, 0);
}

static void
add_piece (GArray *pieces,
           guint   old_position,
           guint   old_end,
           guint   new_position,
           guint   new_end)
{
  TarnTablePiece piece = { old_position, old_end - old_position, new_position,
                           new_end - new_position };

  g_array_append_val (pieces, piece);
}

/* Between lines that are still there, and what is before and behind them.  Numbers of lines
 * become those that they have now. */
static GArray *
find_pieces (TarnTableModel *self,
             guint           n_new)
{
  GArray *pieces = g_array_new (FALSE, FALSE, sizeof (TarnTablePiece));
  g_autoptr(GPtrArray) lines = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer line;
  guint old_end = 0, new_end = 0;

  g_hash_table_iter_init (&iter, self->lines);
  while (g_hash_table_iter_next (&iter, NULL, &line))
    g_ptr_array_add (lines, line);
  g_ptr_array_sort (lines, compare_lines);

  for (guint i = 0; i < lines->len; i++)
    {
      GBytes *instance = tarn_table_line_get_instance (lines->pdata[i]);
      guint64 old = tarn_table_line_get_number (lines->pdata[i]), number;
      gsize len;
      gconstpointer octets = g_bytes_get_data (instance, &len);

      if (!tarn_table_find_row (self->table, tarn_span (octets, len), &number, NULL))
        {
          self->deleted = TRUE;
          continue;
        }
      if (old >= self->n_items || number >= n_new || old < old_end || number < new_end)
        continue;

      add_piece (pieces, old_end, (guint) old, new_end, (guint) number);
      tarn_table_line_set_number (lines->pdata[i], number);
      old_end = (guint) old + 1;
      new_end = (guint) number + 1;
    }

  add_piece (pieces, old_end, self->n_items, new_end, n_new);
  return pieces;
}

void
tarn_table_model_follow (TarnTableModel *self)
{
  guint n_new = (guint) MIN (self->n_rows, G_MAXINT);

  if (self->shown != NULL || self->pieces != NULL)
    return;

  self->pieces = find_pieces (self, n_new);
  for (self->piece = 0; self->piece < self->pieces->len; self->piece++)
    {
      TarnTablePiece piece = g_array_index (self->pieces, TarnTablePiece, self->piece);

      self->piece_n = piece.old_n;
      if (piece.old_n == piece.new_n && !self->deleted)
        continue;

      /* Most often rows come behind those that are there.  Where in a piece they did, nobody
       * has seen. */
      if (piece.old_n == 0 || piece.new_n == 0 || self->deleted)
        tarn_table_model_tell (self, piece.new_position, piece.old_n, piece.new_n);
      else if (piece.old_n < piece.new_n)
        tarn_table_model_tell (self, piece.new_position + piece.old_n, 0,
                               piece.new_n - piece.old_n);
      else
        tarn_table_model_tell (self, piece.new_position + piece.new_n,
                               piece.old_n - piece.new_n, 0);
    }

  g_clear_pointer (&self->pieces, g_array_unref);
  self->deleted &= !self->counted;   /* else what has gone may still be counted */
}

static gboolean
is_same (TarnTableOrder *a,
         guint           in_a,
         TarnTableOrder *b,
         guint           in_b)
{
  return tarn_span_equal (tarn_table_order_get (a, in_a), tarn_table_order_get (b, in_b));
}

/* What stands the same way at both ends is not told. */
void
tarn_table_model_show_order (TarnTableModel *self)
{
  g_autoptr(TarnTableOrder) before = g_steal_pointer (&self->shown);
  guint n_before = self->n_items, n_after = tarn_table_order_get_n (self->coming);
  guint first = 0, behind = 0;

  self->shown = g_steal_pointer (&self->coming);
  if (before != NULL && n_before <= tarn_table_order_get_n (before))
    {
      guint n = MIN (n_before, n_after);

      while (first < n && is_same (before, first, self->shown, first))
        first++;
      while (behind < n - first
             && is_same (before, n_before - 1 - behind, self->shown, n_after - 1 - behind))
        behind++;
    }

  tarn_table_model_tell (self, first, n_before - first - behind, n_after - first - behind);
}
