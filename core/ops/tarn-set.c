/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-set.h"

#include "base/tarn-name.h"

static void
clear_item (gpointer item)
{
  g_clear_pointer (&((TarnSetItem *) item)->node, tarn_mib_node_unref);
}

static void
row_free (gpointer data)
{
  TarnSetRow *row = data;

  tarn_mib_node_unref (row->entry);
  tarn_mib_node_unref (row->status);
  g_free (row);
}

/* The column of @entry that is a RowStatus; NULL: there is none. */
static TarnMibNode *
find_status (const TarnMibNode *entry)
{
  for (guint i = 0; i < tarn_mib_node_get_n_children (entry); i++)
    {
      g_autoptr(TarnMibNode) column = tarn_mib_node_get_child (entry, i);

      if (tarn_mib_node_get_convention (column) == TARN_MIB_CONVENTION_ROW_STATUS)
        return g_steal_pointer (&column);
    }

  return NULL;
}

/* The row that @item is in, as its own table has it, or the one that this one augments
 * (P-IDX-15). */
static TarnSetRow *
find_row (TarnSet     *self,
          TarnSetItem *item)
{
  g_autoptr(TarnMibNode) entry = tarn_mib_node_get_row (item->node);
  g_autoptr(TarnMibNode) base = entry != NULL ? tarn_mib_node_get_augmented (entry) : NULL;
  g_autoptr(TarnMibNode) status = NULL;
  TarnSetRow *row;

  if (base != NULL)
    {
      g_clear_pointer (&entry, tarn_mib_node_unref);
      entry = g_steal_pointer (&base);
    }
  status = entry != NULL ? find_status (entry) : NULL;
  if (status == NULL)
    return NULL;

  for (guint i = 0; i < self->rows->len; i++)
    {
      row = self->rows->pdata[i];
      if (tarn_mib_node_equal (row->entry, entry)
          && tarn_span_equal (row->instance, item->instance))
        return row;
    }

  row = g_new0 (TarnSetRow, 1);
  row->entry = g_steal_pointer (&entry);
  row->status = g_steal_pointer (&status);
  row->instance = item->instance;
  g_ptr_array_add (self->rows, row);
  return row;
}

/* What is asked of its row. */
static void
note_status (TarnSetItem *item)
{
  gint64 asked;

  if (tarn_mib_node_equal (item->node, item->in->status) && item->row->tag == TARN_KIND_INTEGER
      && tarn_row_get_integer (item->row, &asked)
      && asked >= TARN_ROW_ACTIVE && asked <= TARN_ROW_DESTROY)
    item->in->asked = (TarnRowStatus) asked;   /* P-SET-08: the last one wins */
}

static void
find_object (TarnSet     *self,
             TarnSetItem *item)
{
  g_autoptr(TarnOid) oid = tarn_row_dup_oid (item->row);
  g_autoptr(TarnMibNode) node = self->mib != NULL ? tarn_mib_find_node (self->mib, oid, NULL)
                                                  : NULL;
  g_autoptr(TarnOid) own = node != NULL ? tarn_mib_node_dup_oid (node) : NULL;
  TarnMibKind kind = node != NULL ? tarn_mib_node_get_kind (node) : TARN_MIB_KIND_NODE;
  TarnSpan name = item->row->name;
  gsize n;

  if ((kind != TARN_MIB_KIND_SCALAR && kind != TARN_MIB_KIND_COLUMN) || own == NULL
      || tarn_mib_node_get_base (node) == TARN_MIB_BASE_NONE)
    return;

  n = tarn_oid_span (own).len;
  item->instance = tarn_span (name.data + n, name.len - n);
  item->node = g_steal_pointer (&node);
  if (kind == TARN_MIB_KIND_COLUMN)
    item->in = find_row (self, item);
  if (item->in != NULL)
    note_status (item);
}

void
tarn_set_init (TarnSet       *self,
               TarnStore     *store,
               TarnMib       *mib,
               const TarnRow *rows,
               guint          n_rows)
{
  self->store = store;
  self->mib = mib;
  self->items = g_array_sized_new (FALSE, TRUE, sizeof (TarnSetItem), n_rows);
  g_array_set_clear_func (self->items, clear_item);
  self->rows = g_ptr_array_new_with_free_func (row_free);

  g_array_set_size (self->items, n_rows);
  for (guint i = 0; i < n_rows; i++)
    {
      TarnSetItem *item = &g_array_index (self->items, TarnSetItem, i);

      item->row = &rows[i];
      find_object (self, item);
    }
}

void
tarn_set_clear (TarnSet *self)
{
  g_clear_pointer (&self->items, g_array_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
}
