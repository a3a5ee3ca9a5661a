/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What is known of a table that is shown: its fields, its rows, where a cell is.
 */
#include "tarn-table-model-private.h"

gboolean
tarn_table_model_is_arranged (TarnTableModel *self)
{
  g_return_val_if_fail (TARN_IS_TABLE_MODEL (self), FALSE);

  return self->shown != NULL;
}

TarnMib *
tarn_table_model_get_mib (TarnTableModel *self)
{
  g_return_val_if_fail (TARN_IS_TABLE_MODEL (self), NULL);

  return self->mib;
}

TarnTable *
tarn_table_model_get_table (TarnTableModel *self)
{
  g_return_val_if_fail (TARN_IS_TABLE_MODEL (self), NULL);

  return self->table;
}

guint
tarn_table_model_get_n_index (TarnTableModel *self)
{
  g_return_val_if_fail (TARN_IS_TABLE_MODEL (self), 0);

  return self->n_index;
}

guint
tarn_table_model_get_n_fields (TarnTableModel *self)
{
  g_return_val_if_fail (TARN_IS_TABLE_MODEL (self), 0);

  return self->n_fields;
}

const char *
tarn_table_model_get_name (TarnTableModel *self,
                           guint           field)
{
  g_return_val_if_fail (TARN_IS_TABLE_MODEL (self), NULL);
  g_return_val_if_fail (field < self->n_fields, NULL);

  return field < self->n_index
         ? tarn_table_get_index_name (self->table, field)
         : tarn_table_get_column_name (self->table, field - self->n_index);
}

guint
tarn_table_model_get_width (TarnTableModel *self,
                            guint           field)
{
  g_return_val_if_fail (TARN_IS_TABLE_MODEL (self), 0);
  g_return_val_if_fail (field < self->n_fields, 0);

  return self->widths[field];
}

gboolean
tarn_table_model_is_number (TarnTableModel *self,
                            guint           field)
{
  g_return_val_if_fail (TARN_IS_TABLE_MODEL (self), FALSE);
  g_return_val_if_fail (field < self->n_fields, FALSE);

  return self->numbers[field];
}

guint64
tarn_table_model_get_n_rows (TarnTableModel *self)
{
  g_return_val_if_fail (TARN_IS_TABLE_MODEL (self), 0);

  return self->n_rows;
}

guint64
tarn_table_model_get_n_holes (TarnTableModel *self)
{
  guint64 n_cells;

  g_return_val_if_fail (TARN_IS_TABLE_MODEL (self), 0);

  n_cells = self->n_rows * (self->n_fields - self->n_index);
  return n_cells - MIN (n_cells, tarn_table_get_n_cells (self->table));
}

gboolean
tarn_table_model_is_busy (TarnTableModel *self)
{
  g_return_val_if_fail (TARN_IS_TABLE_MODEL (self), FALSE);

  return !self->counted || self->coming != NULL || self->finding || self->stale;
}

TarnOid *
tarn_table_model_dup_oid (TarnTableModel *self,
                          TarnTableLine  *line,
                          guint           field)
{
  GBytes *instance;
  TarnSpan column, row;
  guint8 octets[2048];

  g_return_val_if_fail (TARN_IS_TABLE_MODEL (self), NULL);
  g_return_val_if_fail (TARN_IS_TABLE_LINE (line), NULL);

  instance = tarn_table_line_get_instance (line);
  if (instance == NULL || field < self->n_index || field >= self->n_fields)
    return NULL;

  column.data = tarn_oid_get_octets (tarn_table_get_column_oid (self->table, field - self->n_index),
                                     &column.len);
  row.data = g_bytes_get_data (instance, &row.len);
  if (column.len + row.len > sizeof octets)
    return NULL;

  memcpy (octets, column.data, column.len);
  memcpy (octets + column.len, row.data, row.len);
  return tarn_oid_new_octets (octets, column.len + row.len, NULL);
}

static gboolean
find_shown (TarnTableModel *self,
            TarnSpan        instance,
            guint          *position)
{
  for (guint i = 0; i < MIN (self->n_items, tarn_table_order_get_n (self->shown)); i++)
    if (tarn_span_equal (tarn_table_order_get (self->shown, i), instance))
      {
        *position = i;
        return TRUE;
      }

  return FALSE;
}

gboolean
tarn_table_model_find (TarnTableModel *self,
                       TarnOid        *oid,
                       guint          *position,
                       guint          *field)
{
  guint64 number;
  TarnSpan name;

  g_return_val_if_fail (TARN_IS_TABLE_MODEL (self), FALSE);
  g_return_val_if_fail (oid != NULL && position != NULL && field != NULL, FALSE);

  name.data = tarn_oid_get_octets (oid, &name.len);
  for (guint i = self->n_index; i < self->n_fields; i++)
    {
      TarnOid *column = tarn_table_get_column_oid (self->table, i - self->n_index);
      TarnSpan instance;
      gsize len;

      if (!tarn_oid_has_prefix (oid, column))
        continue;

      tarn_oid_get_octets (column, &len);
      instance = tarn_span (name.data + len, name.len - len);
      *field = i;
      if (self->shown != NULL)
        return find_shown (self, instance, position);
      if (!tarn_table_find_row (self->table, instance, &number, NULL) || number >= self->n_items)
        return FALSE;
      *position = (guint) number;
      return TRUE;
    }

  return FALSE;
}
