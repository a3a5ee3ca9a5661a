/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Rows of tables among what is different: which cells belong together, and whether the row
 * is on one side only.
 */
#include "ops/tarn-diff-private.h"

#include "ops/tarn-table-list.h"
#include "ops/tarn-table-private.h"

static void
table_clear (gpointer data)
{
  TarnDiffTable *table = data;

  g_clear_pointer (&table->entry, tarn_oid_unref);
  for (guint i = 0; i < 2; i++)
    g_clear_pointer (&table->columns[i], g_ptr_array_unref);
}

static TarnDiffTable *
get_table (TarnDiff           *self,
           const TarnDiffCell *cell)
{
  return &g_array_index (self->tables, TarnDiffTable, cell->table);
}

TarnSpan
tarn_diff_cell_instance (TarnDiff           *self,
                         const TarnDiffCell *cell)
{
  TarnSpan name = tarn_diff_cell_name (self, cell);
  gsize at = tarn_oid_span (get_table (self, cell)->entry).len;

  while (at < name.len && (name.data[at] & 0x80))
    at++;
  at = MIN (at + 1, name.len);
  return tarn_span (name.data + at, name.len - at);
}

static int
compare_tables (gconstpointer a,
                gconstpointer b)
{
  const TarnDiffTable *one = a, *two = b;

  return tarn_oid_compare (one->entry, two->entry);
}

static void
add_tables (TarnDiff  *self,
            guint      side,
            GPtrArray *list)
{
  for (guint i = 0; i < list->len; i++)
    {
      const TarnTableSummary *summary = list->pdata[i];
      TarnDiffTable table = { .entry = tarn_oid_ref (summary->entry) };

      g_array_append_val (self->tables, table);
    }
  self->n_total += tarn_store_count (self->stores[side], self->root, NULL);
}

/* What one side takes for a table the other may take for a part of one: the larger counts. */
static void
merge_tables (GArray *tables)
{
  g_array_sort (tables, compare_tables);
  for (guint i = 1; i < tables->len;)
    {
      TarnOid *entry = g_array_index (tables, TarnDiffTable, i).entry;

      if (tarn_oid_has_prefix (entry, g_array_index (tables, TarnDiffTable, i - 1).entry))
        g_array_remove_index (tables, i);
      else
        i++;
    }
}

gboolean
tarn_diff_find_tables (TarnDiff  *self,
                       guint      side,
                       GError   **error)
{
  g_autoptr(GPtrArray) list = tarn_table_list (self->stores[side], self->mib, error);

  if (list == NULL)
    return FALSE;

  if (self->tables == NULL)
    {
      self->tables = g_array_new (FALSE, TRUE, sizeof (TarnDiffTable));
      g_array_set_clear_func (self->tables, table_clear);
    }
  add_tables (self, side, list);
  if (side == 1)
    merge_tables (self->tables);
  return TRUE;
}

static void
add_column_cb (TarnOid  *column,
               gpointer  data)
{
  g_ptr_array_add (data, tarn_oid_ref (column));
}

/* Whether a side has any cell of the row that @cell belongs to. */
static gboolean
has_row (TarnDiff            *self,
         const TarnDiffCell  *cell,
         guint                side,
         GError             **error)
{
  TarnDiffTable *table = get_table (self, cell);
  TarnSpan instance = tarn_diff_cell_instance (self, cell);
  gboolean has = FALSE;

  if (table->columns[side] == NULL)
    {
      table->columns[side] = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_oid_unref);
      if (!tarn_table_each_column (self->stores[side], table->entry, add_column_cb,
                                   table->columns[side], error))
        return FALSE;
    }

  for (guint i = 0; i < table->columns[side]->len && !has; i++)
    {
      TarnTableColumn column = { .oid = table->columns[side]->pdata[i] };

      tarn_table_column_seek (&column, self->stores[side], instance, TRUE);
      has = column.more && tarn_span_equal (tarn_table_column_instance (&column), instance);
      tarn_cursor_clear (&column.cursor);
    }

  return has;
}

/* How many differences from @n on are of the same row. */
static guint
count_row (TarnDiff *self,
           guint     n)
{
  const TarnDiffCell *first = tarn_diff_cell (self, n);
  TarnSpan instance;
  guint count = 1;

  if (first->table == TARN_DIFF_NO_TABLE)
    return 1;

  instance = tarn_diff_cell_instance (self, first);
  for (; n + count < self->cells->len; count++)
    {
      const TarnDiffCell *cell = tarn_diff_cell (self, n + count);

      if (cell->table != first->table
          || !tarn_span_equal (tarn_diff_cell_instance (self, cell), instance))
        break;
    }

  return count;
}

/* A row is new if all that is there of it is, and nothing was. */
static TarnDifference
judge_row (TarnDiff  *self,
           guint      n,
           guint      n_cells,
           GError   **error)
{
  const TarnDiffCell *first = tarn_diff_cell (self, n);

  if (first->table == TARN_DIFF_NO_TABLE)
    return first->kind;
  if (first->kind == TARN_DIFFERENCE_CHANGED)
    return TARN_DIFFERENCE_CHANGED;
  for (guint i = 1; i < n_cells; i++)
    if (tarn_diff_cell (self, n + i)->kind != first->kind)
      return TARN_DIFFERENCE_CHANGED;

  return has_row (self, first, first->kind == TARN_DIFFERENCE_ADDED ? 0 : 1, error)
         ? TARN_DIFFERENCE_CHANGED : first->kind;
}

gboolean
tarn_diff_judge (TarnDiff  *self,
                 gint64     end_us,
                 GError   **error)
{
  while (self->judged < self->cells->len)
    {
      TarnDiffCell *first = tarn_diff_cell (self, self->judged);
      guint n_cells = count_row (self, self->judged);
      GError *failure = NULL;

      first->begins = TRUE;
      first->row_kind = judge_row (self, self->judged, n_cells, &failure) & 3;
      if (failure != NULL)
        {
          g_propagate_error (error, failure);
          return FALSE;
        }

      self->judged += n_cells;
      if (self->judged < self->cells->len && g_get_monotonic_time () >= end_us)
        return FALSE;
    }

  return TRUE;
}

/**
 * tarn_diff_get_kind:
 * @self: a comparison that is done
 * @n: which difference
 *
 * Returns: what became of it
 */
TarnDifference
tarn_diff_get_kind (TarnDiff *self,
                    guint     n)
{
  g_return_val_if_fail (TARN_IS_DIFF (self), TARN_DIFFERENCE_CHANGED);
  g_return_val_if_fail (self->phase == TARN_DIFF_DONE && n < self->cells->len,
                        TARN_DIFFERENCE_CHANGED);

  return tarn_diff_cell (self, n)->kind;
}

/**
 * tarn_diff_is_moving:
 * @self: a comparison that is done
 * @n: which difference
 *
 * Returns: whether it is a value that changes all the time
 */
gboolean
tarn_diff_is_moving (TarnDiff *self,
                     guint     n)
{
  g_return_val_if_fail (TARN_IS_DIFF (self), FALSE);
  g_return_val_if_fail (self->phase == TARN_DIFF_DONE && n < self->cells->len, FALSE);

  return tarn_diff_cell (self, n)->moving;
}

/**
 * tarn_diff_dup_oid:
 * @self: a comparison that is done
 * @n: which difference
 *
 * Returns: (transfer full): the name of the varbind
 */
TarnOid *
tarn_diff_dup_oid (TarnDiff *self,
                   guint     n)
{
  g_return_val_if_fail (TARN_IS_DIFF (self), NULL);
  g_return_val_if_fail (self->phase == TARN_DIFF_DONE && n < self->cells->len, NULL);

  return tarn_oid_new_name (tarn_diff_cell_name (self, tarn_diff_cell (self, n)));
}

/**
 * tarn_diff_get_entry:
 * @self: a comparison that is done
 * @n: which difference
 *
 * Returns: (transfer none) (nullable): the conceptual row of its table; %NULL: it is of none
 */
TarnOid *
tarn_diff_get_entry (TarnDiff *self,
                     guint     n)
{
  const TarnDiffCell *cell;

  g_return_val_if_fail (TARN_IS_DIFF (self), NULL);
  g_return_val_if_fail (self->phase == TARN_DIFF_DONE && n < self->cells->len, NULL);

  cell = tarn_diff_cell (self, n);
  return cell->table != TARN_DIFF_NO_TABLE ? get_table (self, cell)->entry : NULL;
}

/**
 * tarn_diff_get_row:
 * @self: a comparison that is done
 * @n: which difference
 * @kind: (out) (optional): what became of the row as a whole
 *
 * Cells of one row of a table are told one after the other.
 *
 * Returns: how many of them there are, if this is the first one; 0 if it is another; 1 if it
 *   is of no table
 */
guint
tarn_diff_get_row (TarnDiff       *self,
                   guint           n,
                   TarnDifference *kind)
{
  const TarnDiffCell *cell;

  g_return_val_if_fail (TARN_IS_DIFF (self), 0);
  g_return_val_if_fail (self->phase == TARN_DIFF_DONE && n < self->cells->len, 0);

  cell = tarn_diff_cell (self, n);
  if (!cell->begins)
    return 0;
  if (kind != NULL)
    *kind = cell->row_kind;
  return count_row (self, n);
}

/**
 * tarn_diff_dup_value:
 * @self: a comparison that is done
 * @n: which difference
 * @after: %FALSE: of the first side, %TRUE: of the second one
 * @error: return location for a #GError
 *
 * Returns: (transfer full) (nullable): the value that stands there now; %NULL if there is
 *   none, or with @error set if the store cannot be read
 */
TarnValue *
tarn_diff_dup_value (TarnDiff  *self,
                     guint      n,
                     gboolean   after,
                     GError   **error)
{
  g_autoptr(TarnOid) oid = NULL;

  g_return_val_if_fail (TARN_IS_DIFF (self), NULL);
  g_return_val_if_fail (self->phase == TARN_DIFF_DONE && n < self->cells->len, NULL);

  oid = tarn_diff_dup_oid (self, n);
  return tarn_store_get (self->stores[after ? 1 : 0], oid, error);
}
