/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Which columns a table has: those that the store has something of are the truth, whatever
 * the modules say.
 */
#include "ops/tarn-table-private.h"

#include "base/tarn-error.h"
#include "mib/tarn-mib-private.h"
#include "ops/tarn-inference-private.h"

/**
 * tarn_table_choose:
 * @self: a table
 * @column: the OID of a column
 * @error: return location for a #GError
 *
 * From now on only chosen columns are wanted, in their own order.
 *
 * Returns: whether @column belongs to the table; else %FALSE with %TARN_ERROR_INVALID
 */
gboolean
tarn_table_choose (TarnTable  *self,
                   TarnOid    *column,
                   GError    **error)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (TARN_IS_TABLE (self), FALSE);
  g_return_val_if_fail (column != NULL, FALSE);

  for (guint i = 0; i < self->parts->len; i++)
    if (tarn_oid_has_prefix (column, tarn_table_part (self, i)->root))
      {
        g_ptr_array_add (self->chosen, tarn_oid_ref (column));
        return TRUE;
      }

  text = tarn_oid_to_string (column);
  g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID, "%s is no column of this table", text);
  return FALSE;
}

/**
 * tarn_table_set_all:
 * @self: a table
 * @all: whether to show all columns that can be read
 *
 * By default a column that no row has a cell of is left out, since most agents lack some.
 */
void
tarn_table_set_all (TarnTable *self,
                    gboolean   all)
{
  g_return_if_fail (TARN_IS_TABLE (self));

  self->all = all;
}

/**
 * tarn_table_dup_roots:
 * @self: a table
 *
 * What has to be read from a device for this table and for what is joined to it.
 *
 * Returns: (transfer container) (element-type TarnOid): subtrees, none twice
 */
GPtrArray *
tarn_table_dup_roots (TarnTable *self)
{
  GPtrArray *roots;

  g_return_val_if_fail (TARN_IS_TABLE (self), NULL);

  roots = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_oid_unref);
  for (guint i = 0; i < self->parts->len; i++)
    g_ptr_array_add (roots, tarn_oid_ref (tarn_table_part (self, i)->root));

  return roots;
}

static gboolean
is_chosen (TarnTable *self,
           TarnOid   *oid)
{
  for (guint i = 0; i < self->chosen->len; i++)
    if (tarn_oid_equal (self->chosen->pdata[i], oid))
      return TRUE;

  return self->chosen->len == 0;
}

static int
compare_columns (gconstpointer a,
                 gconstpointer b)
{
  const TarnTableColumn *one = a, *two = b;

  return tarn_oid_compare (one->oid, two->oid);
}

static void
add_column (TarnTable *self,
            TarnOid   *oid)
{
  TarnTableColumn column = { .id = TARN_MIB_NONE };
  TarnSpan name = tarn_oid_span (oid);
  TarnMibObject object;
  gsize n_octets = 0;

  for (guint i = 0; i < self->columns->len; i++)
    if (tarn_oid_equal (tarn_table_column (self, i)->oid, oid))
      return;

  if (self->image != NULL)
    column.id = tarn_mib_image_find_nearest (self->image, name, &n_octets);
  if (n_octets < name.len || !tarn_mib_image_get_object (self->image, column.id, &object))
    column.id = TARN_MIB_NONE;

  if (column.id == TARN_MIB_NONE)
    {
      g_autofree char *text = tarn_oid_to_string (oid);

      column.name = g_strdup (strrchr (text, '.') + 1);
    }
  else
    {
      column.name = g_strdup (object.name);
      column.units = object.units;
      column.has_syntax = tarn_mib_image_get_syntax (self->image, column.id, &column.syntax);
    }
  column.oid = tarn_oid_ref (oid);
  g_array_append_val (self->columns, column);
}

static void
found_cb (TarnOid  *oid,
          gpointer  data)
{
  TarnTable *self = data;

  if (is_chosen (self, oid))
    add_column (self, oid);
}

static gboolean
is_readable (TarnMibAccess access)
{
  return access == TARN_MIB_ACCESS_READ_ONLY || access == TARN_MIB_ACCESS_READ_WRITE
         || access == TARN_MIB_ACCESS_READ_CREATE;
}

/* Those of the module that can be read, as far as they are wanted though there is nothing. */
static void
add_absent (TarnTable     *self,
            TarnTablePart *part)
{
  if (part->row == TARN_MIB_NONE || (!self->all && self->chosen->len == 0))
    return;

  for (guint i = 0; i < tarn_mib_image_get_n_children (self->image, part->row); i++)
    {
      guint32 id = tarn_mib_image_get_child (self->image, part->row, i);
      g_autoptr(TarnOid) oid = tarn_table_dup_object_oid (self, id);
      TarnMibObject object;

      if (tarn_mib_image_get_object (self->image, id, &object) && is_chosen (self, oid)
          && (self->chosen->len > 0 || is_readable (object.access)))
        add_column (self, oid);
    }
}

/* Columns of one part stay together, in their order. */
static gboolean
find_part_columns (TarnTable      *self,
                   TarnTablePart  *part,
                   GError        **error)
{
  g_autoptr(TarnOid) guessed = NULL;
  TarnOid *entry = part->entry;
  guint first = self->columns->len;

  if (entry == NULL)
    entry = guessed = tarn_table_guess_entry (self->store, part->root);
  if (entry != NULL && !tarn_table_each_column (self->store, entry, found_cb, self, error))
    return FALSE;

  add_absent (self, part);
  if (self->columns->len > first)
    qsort (tarn_table_column (self, first), self->columns->len - first,
           sizeof (TarnTableColumn), compare_columns);
  return TRUE;
}

/* Where no module says what octets are, all cells of a column are shown alike: the column
 * decides, not the cell. */
static gboolean
look_at_octets (TarnTable        *self,
                TarnTableColumn  *column,
                GError          **error)
{
  TarnInferredColumn inferred = { .numbers = NULL };
  guint64 first;
  TarnCursor cursor;
  g_autoptr(GArray) numbers = NULL;
  g_autoptr(GError) failure = NULL;

  if (column->syntax.hint != NULL || column->syntax.convention != TARN_MIB_CONVENTION_NONE
      || (column->has_syntax && column->syntax.base != TARN_MIB_BASE_OCTETS))
    return TRUE;

  inferred.n_rows = tarn_store_count (self->store, column->oid, &failure);
  first = failure == NULL ? tarn_store_get_rank (self->store, column->oid, &failure) : 0;
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  inferred.numbers = numbers = g_array_new (FALSE, FALSE, sizeof (gint32));
  tarn_cursor_init (&cursor, self->store);
  tarn_infer_column (&cursor, first, &inferred);
  tarn_cursor_clear (&cursor);
  column->is_binary = inferred.values == TARN_INFERRED_VALUES_OCTETS
                      || inferred.values == TARN_INFERRED_VALUES_MAC
                      || inferred.values == TARN_INFERRED_VALUES_DATE;
  return TRUE;
}

/**
 * tarn_table_find_columns:
 * @self: a table
 * @error: return location for a #GError
 *
 * Looks which columns the store has, and begins with the first row.  Costs a few steps in the
 * tree for each column, and a look at some thousands of its cells where no module says
 * whether its octets are text.
 *
 * Returns: whether that could be done; %FALSE with %TARN_ERROR_STORE_BUSY: try again
 */
gboolean
tarn_table_find_columns (TarnTable  *self,
                         GError    **error)
{
  gboolean good = TRUE;

  g_return_val_if_fail (TARN_IS_TABLE (self), FALSE);

  if (!tarn_store_begin_read (self->store, error))
    return FALSE;

  g_array_set_size (self->columns, 0);
  tarn_table_rows_clear (&self->rows);
  for (guint i = 0; i < self->parts->len && good; i++)
    good = find_part_columns (self, tarn_table_part (self, i), error);
  for (guint i = 0; i < self->columns->len && good; i++)
    good = look_at_octets (self, tarn_table_column (self, i), error);
  tarn_store_end_read (self->store);

  self->cells = g_renew (TarnRow, self->cells, MAX (self->columns->len, 1));
  tarn_table_rewind (self);
  return good;
}

typedef struct
{
  TarnTable *table;
  guint      n_unknown;
} Unknown;

static void
count_unknown_cb (TarnOid  *oid,
                  gpointer  data)
{
  Unknown *self = data;

  for (guint i = 0; i < self->table->columns->len; i++)
    if (tarn_oid_equal (tarn_table_column (self->table, i)->oid, oid))
      return;
  self->n_unknown += is_chosen (self->table, oid);
}

/**
 * tarn_table_has_new_columns:
 * @self: a table
 *
 * Costs a few steps in the tree for each column.
 *
 * Returns: whether the store has columns that were not there when tarn_table_find_columns()
 *   looked; %FALSE also if it cannot be read now
 */
gboolean
tarn_table_has_new_columns (TarnTable *self)
{
  Unknown unknown = { .table = self };

  g_return_val_if_fail (TARN_IS_TABLE (self), FALSE);

  if (!tarn_store_begin_read (self->store, NULL))
    return FALSE;

  for (guint i = 0; i < self->parts->len; i++)
    {
      TarnTablePart *part = tarn_table_part (self, i);
      g_autoptr(TarnOid) guessed = NULL;
      TarnOid *entry = part->entry;

      if (entry == NULL)
        entry = guessed = tarn_table_guess_entry (self->store, part->root);
      if (entry != NULL)
        tarn_table_each_column (self->store, entry, count_unknown_cb, &unknown, NULL);
    }

  tarn_store_end_read (self->store);
  return unknown.n_unknown > 0;
}

/**
 * tarn_table_get_n_columns:
 * @self: a table
 *
 * Returns: how many tarn_table_find_columns() has found
 */
guint
tarn_table_get_n_columns (TarnTable *self)
{
  g_return_val_if_fail (TARN_IS_TABLE (self), 0);

  return self->columns->len;
}

/**
 * tarn_table_get_column_name:
 * @self: a table
 * @column: which one, less than tarn_table_get_n_columns()
 *
 * Returns: the name that a module gives the column, else its last arc
 */
const char *
tarn_table_get_column_name (TarnTable *self,
                            guint      column)
{
  g_return_val_if_fail (TARN_IS_TABLE (self), NULL);
  g_return_val_if_fail (column < self->columns->len, NULL);

  return tarn_table_column (self, column)->name;
}

/**
 * tarn_table_get_column_oid:
 * @self: a table
 * @column: which one, less than tarn_table_get_n_columns()
 *
 * Returns: (transfer none): the OID that its cells are below
 */
TarnOid *
tarn_table_get_column_oid (TarnTable *self,
                           guint      column)
{
  g_return_val_if_fail (TARN_IS_TABLE (self), NULL);
  g_return_val_if_fail (column < self->columns->len, NULL);

  return tarn_table_column (self, column)->oid;
}

/**
 * tarn_table_get_column_node:
 * @self: a table
 * @column: which one, less than tarn_table_get_n_columns()
 *
 * Returns: (transfer full) (nullable): what a module says of the column
 */
TarnMibNode *
tarn_table_get_column_node (TarnTable *self,
                            guint      column)
{
  guint32 id;

  g_return_val_if_fail (TARN_IS_TABLE (self), NULL);
  g_return_val_if_fail (column < self->columns->len, NULL);

  id = tarn_table_column (self, column)->id;
  return id != TARN_MIB_NONE ? tarn_mib_node_new (self->mib, id) : NULL;
}
