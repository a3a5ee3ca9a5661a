/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Rows of a table by number.
 *
 * The store knows the n-th varbind, so the rows of one column can be told by number without
 * looking at them.  Nearly always these are all the rows there are.  The column with most
 * cells is taken for that, the base; an instance that only other columns have is kept by
 * itself (tarn-table-count.c).  The number of a row is then its rank in the base, plus how
 * many of the others come before it.  Nothing has to be done for what changes in the base.
 */
#include "ops/tarn-table-private.h"

TarnSpan
tarn_table_rows_get (GSequenceIter *iter)
{
  gsize len;
  gconstpointer octets = g_bytes_get_data (g_sequence_get (iter), &len);

  return tarn_span (octets, len);
}

GSequenceIter *
tarn_table_rows_search (GSequence *sequence,
                        TarnSpan   instance,
                        gboolean   behind)
{
  guint low = 0, high = (guint) g_sequence_get_length (sequence);

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      TarnSpan here = tarn_table_rows_get (g_sequence_get_iter_at_pos (sequence, (int) middle));

      if (tarn_name_compare (here, instance) < (behind ? 1 : 0))
        low = middle + 1;
      else
        high = middle;
    }

  return g_sequence_get_iter_at_pos (sequence, (int) low);
}

gboolean
tarn_table_count_column (TarnTable  *self,
                         guint       column,
                         guint64    *first,
                         guint64    *n_cells,
                         GError    **error)
{
  const TarnStoreInterface *iface = TARN_STORE_GET_IFACE (self->store);
  TarnTableColumn *known = tarn_table_column (self, column);
  TarnName end;
  gboolean good = TRUE;

  *first = *n_cells = 0;
  tarn_table_column_seek (known, self->store, tarn_span (NULL, 0), FALSE);
  if (known->more)
    {
      tarn_name_set_end (&end, tarn_oid_span (known->oid));
      good = iface->rank (self->store, known->cursor.row.name, first, error)
             && iface->rank (self->store, tarn_name_span (&end), n_cells, error);
      *n_cells -= *first;
    }
  tarn_cursor_clear (&known->cursor);
  return good;
}

/**
 * tarn_table_get_n_rows:
 * @self: a table
 * @n_rows: (out): how many rows there are, as far as tarn_table_count() has come
 * @error: return location for a #GError
 *
 * Returns: whether the store could be read; %FALSE with %TARN_ERROR_STORE_BUSY: try again
 */
gboolean
tarn_table_get_n_rows (TarnTable  *self,
                       guint64    *n_rows,
                       GError    **error)
{
  guint64 first;

  g_return_val_if_fail (TARN_IS_TABLE (self), FALSE);
  g_return_val_if_fail (n_rows != NULL, FALSE);

  *n_rows = 0;
  if (self->rows.base >= self->columns->len)
    return TRUE;

  if (!tarn_store_begin_read (self->store, error))
    return FALSE;
  if (!tarn_table_count_column (self, self->rows.base, &first, n_rows, error))
    {
      tarn_store_end_read (self->store);
      return FALSE;
    }

  tarn_store_end_read (self->store);
  *n_rows += (guint64) g_sequence_get_length (self->rows.others);
  return TRUE;
}

/* How many cells of the base are before @instance; inside a read section. */
static gboolean
rank_in_base (TarnTable  *self,
              TarnSpan    instance,
              guint64    *rank,
              GError    **error)
{
  TarnSpan prefix = tarn_oid_span (tarn_table_column (self, self->rows.base)->oid);
  guint64 first, n_cells;
  TarnName name;

  *rank = 0;
  if (prefix.len + instance.len > sizeof name.data)
    return TRUE;
  if (!tarn_table_count_column (self, self->rows.base, &first, &n_cells, error))
    return FALSE;

  tarn_name_set (&name, prefix);
  memcpy (name.data + name.len, instance.data, instance.len);
  name.len = (guint16) (name.len + instance.len);
  if (!TARN_STORE_GET_IFACE (self->store)->rank (self->store, tarn_name_span (&name), rank, error))
    return FALSE;

  *rank -= first;
  return TRUE;
}

static gboolean
base_has (TarnTable *self,
          TarnSpan   instance)
{
  TarnTableColumn *base = tarn_table_column (self, self->rows.base);
  gboolean has;

  tarn_table_column_seek (base, self->store, instance, TRUE);
  has = base->more && tarn_span_equal (tarn_table_column_instance (base), instance);
  tarn_cursor_clear (&base->cursor);
  return has;
}

/**
 * tarn_table_find_row: (skip)
 * @self: a table
 * @instance: of a row; content octets of the arcs behind the name of a column
 * @n: (out): the number of that row, or of the first one behind it
 * @error: return location for an error
 *
 * Returns: whether there is such a row; %FALSE with @error set if the store cannot be read
 */
gboolean
tarn_table_find_row (TarnTable  *self,
                     TarnSpan    instance,
                     guint64    *n,
                     GError    **error)
{
  TarnTableRows *rows;
  gboolean found = FALSE;

  g_return_val_if_fail (TARN_IS_TABLE (self), FALSE);
  g_return_val_if_fail (n != NULL, FALSE);

  *n = 0;
  rows = &self->rows;
  if (rows->base >= self->columns->len || instance.len == 0)
    return FALSE;
  if (!tarn_store_begin_read (self->store, error))
    return FALSE;

  if (rank_in_base (self, instance, n, error))
    {
      GSequenceIter *other = tarn_table_rows_search (rows->others, instance, FALSE);

      *n += (guint64) g_sequence_iter_get_position (other);
      found = base_has (self, instance)
              || (!g_sequence_iter_is_end (other)
                  && tarn_span_equal (tarn_table_rows_get (other), instance));
    }

  tarn_store_end_read (self->store);
  return found;
}

/* How many of the others come before the row @n; *@is_other: it is one of them itself. */
static gboolean
count_others_before (TarnTable  *self,
                     guint64     n,
                     guint      *n_others,
                     gboolean   *is_other,
                     GError    **error)
{
  guint low = 0, high = (guint) g_sequence_get_length (self->rows.others);

  *is_other = FALSE;
  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      GSequenceIter *iter = g_sequence_get_iter_at_pos (self->rows.others, (int) middle);
      guint64 rank;

      if (!rank_in_base (self, tarn_table_rows_get (iter), &rank, error))
        return FALSE;

      *is_other |= rank + middle == n;
      if (rank + middle < n)
        low = middle + 1;
      else
        high = middle;
    }

  *n_others = low;
  return TRUE;
}

/**
 * tarn_table_seek_row: (skip)
 * @self: a table
 * @n: the number of a row
 * @instance: (out): its instance; good until rows are sought or read
 * @error: return location for an error
 *
 * tarn_table_read() goes on with this row.
 *
 * Returns: whether there is such a row; %FALSE with @error set if the store cannot be read
 */
gboolean
tarn_table_seek_row (TarnTable  *self,
                     guint64     n,
                     TarnSpan   *instance,
                     GError    **error)
{
  guint n_others;
  gboolean is_other, found = FALSE;

  g_return_val_if_fail (TARN_IS_TABLE (self), FALSE);
  g_return_val_if_fail (instance != NULL, FALSE);

  if (self->rows.base >= self->columns->len || !tarn_store_begin_read (self->store, error))
    return FALSE;

  if (!count_others_before (self, n, &n_others, &is_other, error))
    {
      tarn_store_end_read (self->store);
      return FALSE;
    }

  if (is_other)
    {
      GSequenceIter *other = g_sequence_get_iter_at_pos (self->rows.others, (int) n_others);

      tarn_table_seek (self, tarn_table_rows_get (other));
      found = TRUE;
    }
  else
    {
      TarnTableColumn *base = tarn_table_column (self, self->rows.base);
      guint64 first, n_cells;

      tarn_cursor_init (&base->cursor, self->store);
      found = tarn_table_count_column (self, self->rows.base, &first, &n_cells, error)
              && n - n_others < n_cells
              && tarn_cursor_seek_nth (&base->cursor, first + n - n_others);
      if (found)
        tarn_table_seek (self, tarn_table_column_instance (base));
      tarn_cursor_clear (&base->cursor);
    }

  tarn_store_end_read (self->store);
  *instance = tarn_name_span (&self->last);
  return found;
}

/**
 * tarn_table_seek: (skip)
 * @self: a table
 * @instance: of a row, whether there is one or not; content octets
 *
 * tarn_table_read() goes on with this row, or with the first one behind it.
 */
void
tarn_table_seek (TarnTable *self,
                 TarnSpan   instance)
{
  g_return_if_fail (TARN_IS_TABLE (self));
  g_return_if_fail (instance.len <= sizeof self->last.data);

  tarn_table_rewind (self);
  tarn_name_set (&self->last, instance);
  self->at_last = TRUE;
}
