/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Rows of a table: each column lies in the store in the order of instances, so that a cursor
 * in each, and always the smallest instance, gives the rows, however many there are.
 */
#include "ops/tarn-table-private.h"

#define MAX_COLUMNS 4096   /* more than any table has: what is asked for is none */
#define MAX_TRIES   64     /* varbinds that are looked at for one that can be a cell */

/* The first arc of @name behind @prefix, or an empty span. */
static TarnSpan
first_arc (TarnSpan name,
           TarnSpan prefix)
{
  gsize end = prefix.len;

  if (!tarn_name_has_prefix (name, prefix) || name.len == prefix.len)
    return tarn_span (NULL, 0);

  while (end < name.len && (name.data[end] & 0x80))
    end++;
  return tarn_span (name.data + prefix.len, MIN (end + 1, name.len) - prefix.len);
}

static TarnOid *
append_octets (TarnSpan prefix,
               TarnSpan more)
{
  TarnName name;

  if (prefix.len + more.len > sizeof name.data)
    return NULL;

  tarn_name_set (&name, prefix);
  memcpy (name.data + name.len, more.data, more.len);
  name.len = (guint16) (name.len + more.len);
  return tarn_oid_new_name (tarn_name_span (&name));
}

/* A table has all its columns below its arc 1 (P-IDX-16), each with something behind it. */
TarnOid *
tarn_table_guess_entry (TarnStore *store,
                        TarnOid   *root)
{
  static const guint8 one[] = { 1 };
  TarnSpan name = tarn_oid_span (root);
  g_autoptr(TarnOid) entry = append_octets (name, tarn_span (one, 1));
  TarnCursor cursor;
  TarnName end;
  guint n_behind = 0, n_tries = 0;
  gboolean is_root;

  if (entry == NULL)
    return NULL;

  tarn_cursor_init (&cursor, store);
  for (gboolean more = tarn_cursor_seek (&cursor, name, FALSE);
       more && tarn_name_has_prefix (cursor.row.name, name) && n_behind < 2 && n_tries < MAX_TRIES;
       more = n_behind < 2 && tarn_cursor_next (&cursor))
    {
      n_behind = tarn_name_count_arcs (cursor.row.name) - tarn_name_count_arcs (name);
      n_tries++;
    }

  is_root = n_behind >= 3 && tarn_name_has_prefix (cursor.row.name, tarn_oid_span (entry));
  tarn_name_set_end (&end, tarn_oid_span (entry));
  if (is_root && tarn_cursor_seek (&cursor, tarn_name_span (&end), TRUE))
    is_root = !tarn_name_has_prefix (cursor.row.name, name);
  tarn_cursor_clear (&cursor);

  if (n_behind < 2)
    return NULL;
  return is_root ? g_steal_pointer (&entry) : tarn_oid_ref (root);
}

gboolean
tarn_table_each_column (TarnStore *store,
                        TarnOid   *entry,
                        void     (*func) (TarnOid *column, gpointer data),
                        gpointer   data,
                        GError   **error)
{
  TarnSpan prefix = tarn_oid_span (entry);
  GError *damage = NULL;
  TarnCursor cursor;
  TarnName end;
  guint n = 0;

  tarn_cursor_init (&cursor, store);
  tarn_name_set (&end, prefix);
  while (n++ < MAX_COLUMNS && tarn_cursor_seek (&cursor, tarn_name_span (&end), n > 1))
    {
      TarnSpan arc = first_arc (cursor.row.name, prefix);
      g_autoptr(TarnOid) column = NULL;

      if (arc.len == 0)
        break;

      column = append_octets (prefix, arc);
      tarn_name_set_end (&end, tarn_oid_span (column));
      /* A varbind at the column itself is no cell. */
      if (cursor.row.name.len == prefix.len + arc.len
          && (!tarn_cursor_next (&cursor)
              || !tarn_name_has_prefix (cursor.row.name, tarn_oid_span (column))))
        continue;
      func (column, data);
    }

  damage = g_steal_pointer (&cursor.error);
  tarn_cursor_clear (&cursor);
  if (damage == NULL)
    return TRUE;

  g_propagate_error (error, damage);
  return FALSE;
}

static void
settle (TarnTableColumn *column,
        gboolean         found)
{
  column->more = found && tarn_name_has_prefix (column->cursor.row.name,
                                                tarn_oid_span (column->oid));
}

void
tarn_table_column_seek (TarnTableColumn *column,
                        TarnStore       *store,
                        TarnSpan         instance,
                        gboolean         inclusive)
{
  TarnSpan prefix = tarn_oid_span (column->oid);
  TarnName name;

  tarn_cursor_init (&column->cursor, store);
  column->more = FALSE;
  if (prefix.len + instance.len > sizeof name.data)
    return;

  tarn_name_set (&name, prefix);
  if (instance.len > 0)
    memcpy (name.data + name.len, instance.data, instance.len);
  name.len = (guint16) (name.len + instance.len);
  /* A varbind at the column itself is no cell. */
  settle (column, tarn_cursor_seek (&column->cursor, tarn_name_span (&name),
                                    inclusive && instance.len > 0));
}

void
tarn_table_column_next (TarnTableColumn *column)
{
  settle (column, tarn_cursor_next (&column->cursor));
}

/* The smallest instance that a column stands on; FALSE: all are at their ends. */
static gboolean
find_smallest (TarnTable *self,
               TarnName  *smallest)
{
  TarnSpan best = { NULL, 0 };

  for (guint i = 0; i < self->columns->len; i++)
    {
      TarnTableColumn *column = tarn_table_column (self, i);

      if (column->more
          && (best.data == NULL
              || tarn_name_compare (tarn_table_column_instance (column), best) < 0))
        best = tarn_table_column_instance (column);
    }

  if (best.data != NULL)
    tarn_name_set (smallest, best);
  return best.data != NULL;
}

/* Tells the row of the instance @self->last, and moves on the columns that have it. */
static void
tell_row (TarnTable        *self,
          TarnTableRowFunc  func,
          gpointer          user_data)
{
  TarnSpan instance = tarn_name_span (&self->last);
  TarnTableRow row = { instance, self->cells };

  for (guint i = 0; i < self->columns->len; i++)
    {
      TarnTableColumn *column = tarn_table_column (self, i);

      self->cells[i] = (TarnRow) { .tag = TARN_KIND_NONE };
      if (!column->more || !tarn_span_equal (tarn_table_column_instance (column), instance))
        continue;
      self->cells[i] = column->cursor.row;
      column->n_cells++;
    }

  self->n_rows++;
  func (self, &row, user_data);

  for (guint i = 0; i < self->columns->len; i++)
    if (self->cells[i].tlv.len > 0)
      tarn_table_column_next (tarn_table_column (self, i));
}

static gboolean
clear_cursors (TarnTable  *self,
               GError    **error)
{
  GError *damage = NULL;

  for (guint i = 0; i < self->columns->len; i++)
    {
      TarnTableColumn *column = tarn_table_column (self, i);

      if (damage == NULL)
        damage = g_steal_pointer (&column->cursor.error);
      tarn_cursor_clear (&column->cursor);
    }

  if (damage == NULL)
    return TRUE;
  g_propagate_error (error, damage);
  return FALSE;
}

/**
 * tarn_table_read: (skip)
 * @self: a table whose columns have been found
 * @max_rows: how many rows to tell
 * @func: what to call for each; borrowed rows, and the store is locked meanwhile, so it
 *   must not wait for anything
 * @user_data: for @func
 * @error: return location for an error
 *
 * Tells the next rows, in the order of their instances: a row for each instance that any
 * column has.
 *
 * Returns: how many were told; less than @max_rows at the end, -1 with @error set where
 *   the store could not be read (%TARN_ERROR_STORE_BUSY: try again)
 */
gssize
tarn_table_read (TarnTable         *self,
                 gsize              max_rows,
                 TarnTableRowFunc   func,
                 gpointer           user_data,
                 GError           **error)
{
  gsize n = 0;
  gboolean whole;

  g_return_val_if_fail (TARN_IS_TABLE (self), -1);
  g_return_val_if_fail (func != NULL, -1);

  if (!tarn_store_begin_read (self->store, error))
    return -1;

  for (guint i = 0; i < self->columns->len; i++)
    tarn_table_column_seek (tarn_table_column (self, i), self->store,
                            tarn_name_span (&self->last), self->at_last);
  self->at_last = FALSE;

  while (n < max_rows && find_smallest (self, &self->last))
    {
      tell_row (self, func, user_data);
      n++;
    }

  whole = clear_cursors (self, error);
  tarn_store_end_read (self->store);
  return whole ? (gssize) n : -1;
}

/**
 * tarn_table_rewind:
 * @self: a table
 *
 * Begins again with the first row.
 */
void
tarn_table_rewind (TarnTable *self)
{
  g_return_if_fail (TARN_IS_TABLE (self));

  self->last.len = 0;
  self->at_last = FALSE;
  self->n_rows = 0;
  for (guint i = 0; i < self->columns->len; i++)
    tarn_table_column (self, i)->n_cells = 0;
}

/**
 * tarn_table_dup_ragged:
 * @self: a table, of which rows have been read
 *
 * Columns that are there, but not in every row that was read (F-50): an agent may have
 * ended them too early, or have nothing to say there.  Nothing is padded.
 *
 * Returns: (transfer full) (nullable): how many cells are absent, and the first column that
 *   lacks some; %NULL if none does
 */
TarnAnomalyCount *
tarn_table_dup_ragged (TarnTable *self)
{
  TarnAnomalyCount count = { .anomaly = TARN_ANOMALY_RAGGED };

  g_return_val_if_fail (TARN_IS_TABLE (self), NULL);

  for (guint i = 0; i < self->columns->len; i++)
    {
      const TarnTableColumn *column = tarn_table_column (self, i);

      if (column->n_cells == 0 || column->n_cells == self->n_rows)
        continue;
      if (count.oid == NULL)
        count.oid = column->oid;
      count.count += self->n_rows - column->n_cells;
    }

  return count.count > 0 ? tarn_anomaly_count_copy (&count) : NULL;
}
