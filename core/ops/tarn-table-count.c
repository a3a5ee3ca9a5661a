/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Which rows of a table the column with most cells lacks: every other column is compared with
 * it, a slice of time at a time, and again where something has changed.
 */
#include "ops/tarn-table-private.h"

#define NEAR     8     /* steps that cost less than a search                       */
#define N_UNSEEN 256   /* steps between two looks at the clock                     */

void
tarn_table_rows_clear (TarnTableRows *self)
{
  g_clear_pointer (&self->others, g_sequence_free);
  g_clear_pointer (&self->fresh, g_sequence_free);
  self->base = G_MAXUINT;
  self->n_base = self->n_cells = 0;
  self->busy = self->again = FALSE;
}

static void
begin (TarnTableRows *self)
{
  self->busy = TRUE;
  self->column = 0;
  self->at.len = 0;
  self->fresh = g_sequence_new ((GDestroyNotify) g_bytes_unref);
}

/* Everything is to be compared, once more if that is under way. */
static void
begin_all (TarnTableRows *self)
{
  self->again = self->busy;
  if (self->busy)
    return;

  self->first.len = self->last.len = 0;
  begin (self);
}

/* Counts cells; inside a read section. */
static gboolean
count_cells (TarnTable  *self,
             GError    **error)
{
  TarnTableRows *rows = &self->rows;
  guint64 most = 0;
  guint base = 0;

  rows->n_cells = 0;
  for (guint i = 0; i < self->columns->len; i++)
    {
      guint64 first, n;

      if (!tarn_table_count_column (self, i, &first, &n, error))
        return FALSE;

      rows->n_cells += n;
      if (i == rows->base)
        rows->n_base = n;
      if (n > most)
        {
          most = n;
          base = i;
        }
    }

  /* Another base only where this one has become poor: all has to be compared then. */
  if (rows->others == NULL || (self->columns->len > 0 && rows->n_base < most / 2))
    {
      g_clear_pointer (&rows->others, g_sequence_free);
      g_clear_pointer (&rows->fresh, g_sequence_free);
      rows->others = g_sequence_new ((GDestroyNotify) g_bytes_unref);
      rows->base = base;
      rows->n_base = most;
      rows->busy = FALSE;
      begin_all (rows);
    }
  return TRUE;
}

/* Instances of the column that the base has not, until the time has come.  FALSE: then. */
static gboolean
compare_column (TarnTable *self,
                gint64     end_us)
{
  TarnTableRows *rows = &self->rows;
  TarnTableColumn *base = tarn_table_column (self, rows->base);
  TarnTableColumn *column = tarn_table_column (self, rows->column);
  TarnSpan last = tarn_name_span (&rows->last);
  TarnSpan from = rows->at.len > 0 ? tarn_name_span (&rows->at) : tarn_name_span (&rows->first);
  gboolean timely = TRUE;

  tarn_table_column_seek (column, self->store, from, rows->at.len == 0);
  tarn_table_column_seek (base, self->store, from, TRUE);

  for (guint n = 1; column->more && timely; n++)
    {
      TarnSpan instance = tarn_table_column_instance (column);
      int order = -1;

      if (last.len > 0 && tarn_name_compare (instance, last) > 0)
        break;

      for (guint i = 0; base->more; i++)
        {
          order = tarn_name_compare (tarn_table_column_instance (base), instance);
          if (order >= 0)
            break;
          if (i < NEAR)
            {
              tarn_table_column_next (base);
              continue;
            }
          tarn_cursor_clear (&base->cursor);
          tarn_table_column_seek (base, self->store, instance, TRUE);
        }

      if (!base->more || order != 0)
        {
          GSequenceIter *place = tarn_table_rows_search (rows->fresh, instance, FALSE);

          if (g_sequence_iter_is_end (place)
              || !tarn_span_equal (tarn_table_rows_get (place), instance))
            g_sequence_insert_before (place, g_bytes_new (instance.data, instance.len));
        }

      tarn_name_set (&rows->at, instance);
      tarn_table_column_next (column);
      timely = n % N_UNSEEN != 0 || g_get_monotonic_time () < end_us;
    }

  tarn_cursor_clear (&column->cursor);
  tarn_cursor_clear (&base->cursor);
  return timely;
}

/* Puts what was found in the place of what was known of the same part. */
static void
conclude (TarnTableRows *self)
{
  TarnSpan first = tarn_name_span (&self->first), last = tarn_name_span (&self->last);
  GSequenceIter *end = g_sequence_get_end_iter (self->others);

  if (last.len > 0)
    end = tarn_table_rows_search (self->others, last, TRUE);
  g_sequence_remove_range (tarn_table_rows_search (self->others, first, FALSE), end);
  g_sequence_move_range (end, g_sequence_get_begin_iter (self->fresh),
                         g_sequence_get_end_iter (self->fresh));

  g_clear_pointer (&self->fresh, g_sequence_free);
  self->busy = FALSE;
  if (!self->again)
    return;

  self->again = FALSE;
  begin_all (self);
}

/**
 * tarn_table_count:
 * @self: a table whose columns have been found
 * @slice_us: how long this may take, in microseconds
 * @counted: (out): whether all rows are counted
 * @error: return location for a #GError
 *
 * Goes on counting rows.  The first call tells at once how many rows the column with most
 * cells has; further ones find those that only other columns have.
 *
 * Returns: whether that could be done; %FALSE with %TARN_ERROR_STORE_BUSY: try again
 */
gboolean
tarn_table_count (TarnTable  *self,
                  gint64      slice_us,
                  gboolean   *counted,
                  GError    **error)
{
  TarnTableRows *rows;
  gint64 end_us = g_get_monotonic_time () + slice_us;
  gboolean good, timely = TRUE;

  g_return_val_if_fail (TARN_IS_TABLE (self), FALSE);
  g_return_val_if_fail (counted != NULL, FALSE);

  *counted = FALSE;
  if (!tarn_store_begin_read (self->store, error))
    return FALSE;

  rows = &self->rows;
  good = count_cells (self, error);
  while (good && rows->busy && timely)
    {
      if (rows->column >= self->columns->len)
        {
          conclude (rows);
          continue;
        }

      timely = rows->column == rows->base || compare_column (self, end_us);
      if (timely)
        {
          rows->column++;
          rows->at.len = 0;
        }
    }

  tarn_store_end_read (self->store);
  *counted = good && !rows->busy;
  return good;
}

/* The column that @name is a cell of, and its instance. */
static TarnTableColumn *
find_cell (TarnTable *self,
           TarnSpan   name,
           TarnSpan  *instance)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      TarnSpan prefix = tarn_oid_span (tarn_table_column (self, i)->oid);

      if (tarn_name_has_prefix (name, prefix) && name.len > prefix.len)
        {
          *instance = tarn_span (name.data + prefix.len, name.len - prefix.len);
          return tarn_table_column (self, i);
        }
    }

  return NULL;
}

/**
 * tarn_table_touch:
 * @self: a table
 * @first: (nullable): the first name of a range; %NULL: anything
 * @last: (nullable): the last one, likewise
 *
 * To be called of what has changed in the store, for rows by number; tarn_table_count() looks
 * at it then.
 *
 * Returns: whether the range has anything to do with this table
 */
gboolean
tarn_table_touch (TarnTable     *self,
                  const TarnOid *first,
                  const TarnOid *last)
{
  TarnTableRows *rows;
  TarnSpan from, to;
  gboolean touched = first == NULL || last == NULL;
  TarnTableColumn *column;

  g_return_val_if_fail (TARN_IS_TABLE (self), FALSE);

  for (guint i = 0; i < self->parts->len && !touched; i++)
    {
      TarnOid *root = tarn_table_part (self, i)->root;

      touched = tarn_oid_has_prefix (first, root) || tarn_oid_has_prefix (last, root)
                || (tarn_oid_compare (first, root) < 0 && tarn_oid_compare (last, root) > 0);
    }

  rows = &self->rows;
  if (!touched || rows->others == NULL)
    return touched;

  column = first != NULL ? find_cell (self, tarn_oid_span (first), &from) : NULL;
  if (rows->busy || column == NULL || last == NULL
      || find_cell (self, tarn_oid_span (last), &to) != column)
    {
      begin_all (rows);
      return TRUE;
    }

  tarn_name_set (&rows->first, from);
  tarn_name_set (&rows->last, to);
  begin (rows);
  return TRUE;
}

/**
 * tarn_table_get_n_cells:
 * @self: a table
 *
 * Returns: how many cells there were at the last call of tarn_table_count(): rows times
 *   columns, but for what is absent
 */
guint64
tarn_table_get_n_cells (TarnTable *self)
{
  g_return_val_if_fail (TARN_IS_TABLE (self), 0);

  return self->rows.n_cells;
}

