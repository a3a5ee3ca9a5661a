/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-table-list.h"

#include "mib/tarn-mib-private.h"
#include "ops/tarn-inference.h"
#include "ops/tarn-table-private.h"

G_DEFINE_BOXED_TYPE (TarnTableSummary, tarn_table_summary, tarn_table_summary_copy,
                     tarn_table_summary_free)

/**
 * tarn_table_summary_copy:
 * @self: a summary
 *
 * Returns: (transfer full): a copy
 */
TarnTableSummary *
tarn_table_summary_copy (const TarnTableSummary *self)
{
  TarnTableSummary *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_new (TarnTableSummary, 1);
  *copy = *self;
  copy->entry = tarn_oid_ref (self->entry);
  copy->name = g_strdup (self->name);
  return copy;
}

/**
 * tarn_table_summary_free:
 * @self: (transfer full) (nullable): a summary
 */
void
tarn_table_summary_free (TarnTableSummary *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->entry, tarn_oid_unref);
  g_free (self->name);
  g_free (self);
}

/* The row that modules define at or above @name; NULL: none. */
static TarnOid *
find_known_entry (TarnMibImage  *image,
                  TarnSpan       name,
                  char         **table_name)
{
  gsize n_octets;
  guint32 id = tarn_mib_image_find_nearest (image, name, &n_octets), row;
  TarnMibObject object, table;
  TarnName entry;

  if (!tarn_mib_image_get_object (image, id, &object)
      || (object.kind != TARN_MIB_KIND_TABLE && object.kind != TARN_MIB_KIND_ROW
          && object.kind != TARN_MIB_KIND_COLUMN))
    return NULL;

  /* Below a table but its row there is nothing that the module means. */
  row = tarn_mib_image_get_row (image, id);
  if (row == TARN_MIB_NONE || (object.kind == TARN_MIB_KIND_TABLE && n_octets < name.len))
    return NULL;

  if (table_name != NULL
      && tarn_mib_image_get_object (image, tarn_mib_image_get_parent (image, row), &table))
    *table_name = g_strdup (table.name);
  tarn_mib_image_get_name (image, row, &entry);
  return tarn_oid_new_name (tarn_name_span (&entry));
}

typedef struct
{
  TarnStore        *store;
  TarnTableSummary *summary;
} CountRows;

static void
count_rows_cb (TarnOid  *column,
               gpointer  data)
{
  CountRows *self = data;

  self->summary->n_columns++;
  self->summary->n_rows = MAX (self->summary->n_rows,
                               tarn_store_count (self->store, column, NULL));
}

typedef struct
{
  TarnStore     *store;
  TarnMibImage  *image;      /* nullable            */
  TarnInference *inference;
  guint          n_passed;   /* inferred tables that lie before the cursor */
  GPtrArray     *result;
} List;

/* The inferred table that @name is of. */
static TarnInferredTable *
find_inferred (List     *self,
               TarnSpan  name)
{
  for (; self->n_passed < self->inference->tables->len; self->n_passed++)
    {
      TarnInferredTable *table = self->inference->tables->pdata[self->n_passed];
      TarnSpan entry = tarn_oid_span (table->entry);

      if (tarn_name_has_prefix (name, entry))
        return table;
      if (tarn_name_compare (name, entry) < 0)
        return NULL;
    }

  return NULL;
}

/* The table that the varbind @name is of is added; NULL: it is of none. */
static TarnTableSummary *
add_table (List      *self,
           TarnSpan   name,
           GError   **error)
{
  g_autoptr(TarnTableSummary) summary = g_new0 (TarnTableSummary, 1);
  TarnInferredTable *inferred;

  if (self->image != NULL)
    summary->entry = find_known_entry (self->image, name, &summary->name);

  if (summary->entry != NULL)
    {
      CountRows count = { self->store, summary };

      if (!tarn_table_each_column (self->store, summary->entry, count_rows_cb, &count, error))
        return NULL;
    }
  else if ((inferred = find_inferred (self, name)) != NULL)
    {
      summary->entry = tarn_oid_ref (inferred->entry);
      summary->n_rows = inferred->n_rows;
      summary->n_columns = inferred->columns->len;
    }
  if (summary->n_columns == 0)
    return NULL;

  g_ptr_array_add (self->result, summary);
  return g_steal_pointer (&summary);
}

static gboolean
list_tables (List    *self,
             GError **error)
{
  TarnCursor cursor;
  GError *failure = NULL;
  gboolean more;

  tarn_cursor_init (&cursor, self->store);
  more = tarn_cursor_seek (&cursor, tarn_span (NULL, 0), TRUE);
  while (more && failure == NULL)
    {
      TarnTableSummary *table = add_table (self, cursor.row.name, &failure);
      TarnName end;

      if (table == NULL)
        {
          more = tarn_cursor_next (&cursor);
          continue;
        }

      tarn_name_set_end (&end, tarn_oid_span (table->entry));
      more = end.len > 0 && tarn_cursor_seek (&cursor, tarn_name_span (&end), TRUE);
    }

  if (failure == NULL)
    failure = g_steal_pointer (&cursor.error);
  tarn_cursor_clear (&cursor);
  if (failure == NULL)
    return TRUE;

  g_propagate_error (error, failure);
  return FALSE;
}

/**
 * tarn_table_list:
 * @store: what holds varbinds
 * @mib: (nullable): what may know tables
 * @error: return location for a #GError
 *
 * Which tables have any cell.  What no module knows is inferred: see tarn_inference_new().
 * Passes over tables as a whole, so that it takes milliseconds.
 *
 * Returns: (transfer full) (element-type TarnTableSummary): by name, or %NULL with @error set
 *   if the store is busy or damaged
 */
GPtrArray *
tarn_table_list (TarnStore  *store,
                 TarnMib    *mib,
                 GError    **error)
{
  g_autoptr(GPtrArray) result = NULL;
  g_autoptr(TarnInference) inference = NULL;
  List self = { .store = store };
  gboolean good;

  g_return_val_if_fail (TARN_IS_STORE (store), NULL);
  g_return_val_if_fail (mib == NULL || TARN_IS_MIB (mib), NULL);

  if (!tarn_store_begin_read (store, error))
    return NULL;

  result = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_table_summary_free);
  self.result = result;
  self.image = mib != NULL ? tarn_mib_get_image (mib) : NULL;
  self.inference = inference = tarn_inference_new (store, error);
  good = inference != NULL && list_tables (&self, error);
  tarn_store_end_read (store);

  return good ? g_steal_pointer (&result) : NULL;
}

/**
 * tarn_table_find_entry:
 * @store: what holds varbinds
 * @mib: (nullable): what may know tables
 * @oid: anything in a table, or the table itself
 *
 * Returns: (transfer full) (nullable): the conceptual row of the table that @oid belongs to,
 *   which tarn_table_new() takes; %NULL: it seems to be of none
 */
TarnOid *
tarn_table_find_entry (TarnStore     *store,
                       TarnMib       *mib,
                       const TarnOid *oid)
{
  g_autoptr(TarnInference) inference = NULL;
  TarnOid *entry;
  guint n_arcs;

  g_return_val_if_fail (TARN_IS_STORE (store), NULL);
  g_return_val_if_fail (oid != NULL, NULL);

  entry = mib != NULL ? find_known_entry (tarn_mib_get_image (mib), tarn_oid_span (oid), NULL)
                      : NULL;
  if (entry != NULL)
    return entry;

  inference = tarn_inference_new (store, NULL);
  n_arcs = tarn_oid_get_n_arcs (oid);
  for (guint i = 0; inference != NULL && i < inference->tables->len; i++)
    {
      TarnInferredTable *table = inference->tables->pdata[i];

      if (tarn_oid_has_prefix (oid, table->entry)
          || (tarn_oid_has_prefix (table->entry, oid)
              && tarn_oid_get_n_arcs (table->entry) == n_arcs + 1))
        return tarn_oid_ref (table->entry);
    }

  return NULL;
}
