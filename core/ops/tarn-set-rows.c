/* tarn-set-rows.c
 *
 * Conceptual rows that a Set creates, completes, takes out of service or destroys; and what a
 * Set changes, as a batch.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-set.h"

#include "base/tarn-name.h"
#include "wire/tarn-message.h"

#define PERMANENT 4   /* of a StorageType */
#define READ_ONLY 5

#define MAX_MODELS 64   /* rows that are looked at for one that is active */

static gboolean
make_name (TarnName          *name,
           const TarnMibNode *column,
           TarnSpan           instance)
{
  g_autoptr(TarnOid) oid = tarn_mib_node_dup_oid (column);
  TarnSpan prefix = tarn_oid_span (oid);

  if (prefix.len + instance.len > sizeof name->data)
    return FALSE;

  tarn_name_set (name, prefix);
  memcpy (name->data + prefix.len, instance.data, instance.len);
  name->len = (guint16) (prefix.len + instance.len);
  return TRUE;
}

gboolean
tarn_set_has_cell (TarnCursor        *cursor,
                   const TarnMibNode *column,
                   TarnSpan           instance,
                   gint64            *number)
{
  TarnName name;

  if (!make_name (&name, column, instance)
      || !tarn_cursor_seek (cursor, tarn_name_span (&name), TRUE)
      || tarn_row_is_exception (&cursor->row))
    return FALSE;

  if (instance.len == 0)
    return tarn_name_has_prefix (cursor->row.name, tarn_name_span (&name));

  return tarn_span_equal (cursor->row.name, tarn_name_span (&name))
         && (number == NULL || tarn_row_get_integer (&cursor->row, number));
}

static gboolean
is_set (TarnSet           *self,
        const TarnSetRow  *row,
        const TarnMibNode *column)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      const TarnSetItem *item = &g_array_index (self->items, TarnSetItem, i);

      if (item->in == row && tarn_mib_node_equal (item->node, column))
        return TRUE;
    }

  return FALSE;
}

/* Whether there is another row that is active, to tell by which columns the device has. */
static gboolean
has_model (TarnCursor       *cursor,
           const TarnSetRow *row)
{
  TarnName column, own;
  gboolean found;
  gint64 number;

  if (!make_name (&column, row->status, tarn_span (NULL, 0))
      || !make_name (&own, row->status, row->instance))
    return FALSE;

  found = tarn_cursor_seek (cursor, tarn_name_span (&column), TRUE);
  for (guint i = 0; found && i < MAX_MODELS; i++)
    {
      if (!tarn_name_has_prefix (cursor->row.name, tarn_name_span (&column)))
        return FALSE;
      if (!tarn_span_equal (cursor->row.name, tarn_name_span (&own))
          && tarn_row_get_integer (&cursor->row, &number) && number == TARN_ROW_ACTIVE)
        return TRUE;
      found = tarn_cursor_next (cursor);
    }

  return FALSE;
}

/* A column that a manager has to give a value, if the device has it. */
static gboolean
is_creatable (TarnCursor        *cursor,
              const TarnSetRow  *row,
              const TarnMibNode *column)
{
  return tarn_mib_node_get_access (column) == TARN_MIB_ACCESS_READ_CREATE
         && !tarn_mib_node_equal (column, row->status)
         && (!row->has_model || tarn_set_has_cell (cursor, column, tarn_span (NULL, 0), NULL));
}

static gboolean
is_complete (TarnSet          *self,
             TarnCursor       *cursor,
             const TarnSetRow *row)
{
  for (guint i = 0; i < tarn_mib_node_get_n_children (row->entry); i++)
    {
      g_autoptr(TarnMibNode) column = tarn_mib_node_get_child (row->entry, i);
      g_autoptr(TarnValue) value = NULL;

      if (!is_creatable (cursor, row, column) || is_set (self, row, column)
          || tarn_set_has_cell (cursor, column, row->instance, NULL))
        continue;

      value = tarn_set_dup_default (column);
      if (value == NULL)
        return FALSE;
    }

  return TRUE;
}

/* Cells without a status are a row of a device that does not show it (P-ROW-08 says that it
 * should). */
static TarnRowStatus
read_status (TarnCursor       *cursor,
             const TarnSetRow *row)
{
  gint64 number;

  if (tarn_set_has_cell (cursor, row->status, row->instance, &number))
    return number >= TARN_ROW_ACTIVE && number <= TARN_ROW_NOT_READY ? (TarnRowStatus) number
                                                                    : TARN_ROW_ACTIVE;

  for (guint i = 0; i < tarn_mib_node_get_n_children (row->entry); i++)
    {
      g_autoptr(TarnMibNode) column = tarn_mib_node_get_child (row->entry, i);

      if (tarn_set_has_cell (cursor, column, row->instance, NULL))
        return TARN_ROW_ACTIVE;
    }

  return TARN_ROW_ABSENT;
}

/* 0: the row has no StorageType. */
static gint64
read_storage (TarnCursor       *cursor,
              const TarnSetRow *row)
{
  for (guint i = 0; i < tarn_mib_node_get_n_children (row->entry); i++)
    {
      g_autoptr(TarnMibNode) column = tarn_mib_node_get_child (row->entry, i);
      gint64 number;

      if (tarn_mib_node_get_convention (column) == TARN_MIB_CONVENTION_STORAGE_TYPE
          && tarn_set_has_cell (cursor, column, row->instance, &number))
        return number;
    }

  return 0;
}

static void
judge (TarnSet    *self,
       TarnCursor *cursor,
       TarnSetRow *row)
{
  gint64 storage = read_storage (cursor, row);
  int status;

  row->before = read_status (cursor, row);
  row->has_model = has_model (cursor, row);
  status = tarn_row_status_change (row->before, row->asked, is_complete (self, cursor, row),
                                   &row->after);
  if (row->asked == TARN_ROW_ABSENT)
    row->column_error = status;
  else
    row->status_error = status;

  /* P-STO-01 */
  if (storage == READ_ONLY)
    row->status_error = row->column_error = TARN_STATUS_NOT_WRITABLE;
  else if (storage == PERMANENT && row->asked == TARN_ROW_DESTROY)
    row->status_error = TARN_STATUS_INCONSISTENT_VALUE;
}

static gboolean
end (TarnCursor  *cursor,
     GError     **error)
{
  gboolean good = cursor->error == NULL;

  if (!good)
    g_propagate_error (error, g_error_copy (cursor->error));
  tarn_cursor_clear (cursor);
  return good;
}

gboolean
tarn_set_judge_rows (TarnSet  *self,
                     GError  **error)
{
  TarnCursor cursor;

  tarn_cursor_init (&cursor, self->store);
  for (guint i = 0; i < self->rows->len; i++)
    judge (self, &cursor, self->rows->pdata[i]);

  return end (&cursor, error);
}

static void
put (TarnBatch         *batch,
     const TarnMibNode *column,
     TarnSpan           instance,
     const TarnValue   *value)
{
  g_autoptr(TarnOid) oid = NULL;
  TarnName name;

  if (!make_name (&name, column, instance))
    return;

  oid = tarn_oid_new_name (tarn_name_span (&name));
  if (value != NULL)
    tarn_batch_put (batch, oid, value);
  else
    tarn_batch_delete (batch, oid);
}

void
tarn_set_destroy_cells (TarnCursor        *cursor,
                        const TarnMibNode *entry,
                        TarnSpan           instance,
                        TarnBatch         *batch)
{
  g_autoptr(GPtrArray) augmenting = tarn_mib_node_list_augmenting (entry);

  for (guint i = 0; i < tarn_mib_node_get_n_children (entry); i++)
    {
      g_autoptr(TarnMibNode) column = tarn_mib_node_get_child (entry, i);

      if (tarn_set_has_cell (cursor, column, instance, NULL))
        put (batch, column, instance, NULL);
    }

  for (guint i = 0; augmenting != NULL && i < augmenting->len; i++)
    tarn_set_destroy_cells (cursor, augmenting->pdata[i], instance, batch);
}

static void
create_cells (TarnSet          *self,
              TarnCursor       *cursor,
              const TarnSetRow *row,
              TarnBatch        *batch)
{
  for (guint i = 0; i < tarn_mib_node_get_n_children (row->entry); i++)
    {
      g_autoptr(TarnMibNode) column = tarn_mib_node_get_child (row->entry, i);
      g_autoptr(TarnValue) value = NULL;

      if (is_creatable (cursor, row, column) && !is_set (self, row, column))
        value = tarn_set_dup_default (column);
      if (value != NULL)
        put (batch, column, row->instance, value);
    }
}

static void
fill_row (TarnSet          *self,
          TarnCursor       *cursor,
          const TarnSetRow *row,
          TarnBatch        *batch)
{
  g_autoptr(TarnValue) status = NULL;

  if (row->after == TARN_ROW_ABSENT)
    {
      tarn_set_destroy_cells (cursor, row->entry, row->instance, batch);
      return;
    }

  if (row->before == TARN_ROW_ABSENT)
    create_cells (self, cursor, row, batch);
  if (row->asked == TARN_ROW_ABSENT && row->after == row->before)
    return;

  status = tarn_value_new_integer ((gint32) row->after);
  put (batch, row->status, row->instance, status);
}

/* P-TAI-01: what is stored is one more than what was asked. */
static void
put_item (const TarnSetItem *item,
          TarnBatch         *batch)
{
  gint64 number;

  if (item->in != NULL
      && (item->in->after == TARN_ROW_ABSENT || tarn_mib_node_equal (item->node, item->in->status)))
    return;

  if (item->node != NULL
      && tarn_mib_node_get_convention (item->node) == TARN_MIB_CONVENTION_TEST_AND_INCR
      && tarn_row_get_integer (item->row, &number))
    {
      g_autoptr(TarnValue) next = tarn_value_new_integer (number == G_MAXINT32 ? 0
                                                          : (gint32) number + 1);

      put (batch, item->node, item->instance, next);
      return;
    }

  tarn_batch_put_row (batch, item->row);
}

gboolean
tarn_set_fill (TarnSet    *self,
               TarnBatch  *batch,
               GError    **error)
{
  TarnCursor cursor;

  tarn_cursor_init (&cursor, self->store);
  for (guint i = 0; i < self->rows->len; i++)
    fill_row (self, &cursor, self->rows->pdata[i], batch);
  for (guint i = 0; i < self->items->len; i++)
    put_item (&g_array_index (self->items, TarnSetItem, i), batch);

  return end (&cursor, error);
}
