/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-inference-private.h"

#include "base/tarn-name.h"

/* A table has no more columns than that; a node with more children has instances below it. */
#define MAX_COLUMNS   4096
/* Looked at before a node is believed to be an entry. */
#define N_TRIED       16
/* What it costs to take an arc of a way that does not fork for one above the entry: less than
 * for an integer in an index. */
#define COST_LOWER    5
/* Looked at for the form of the index. */
#define N_INSTANCES   512
/* Instances right below a node that are looked at one by one. */
#define MAX_CHILDREN  1024

typedef struct
{
  TarnInference *result;
  TarnStore     *store;
  TarnCursor     cursor;
  GError        *error;
  guint32        arcs[TARN_NAME_MAX_ARCS];   /* of the node that is looked at */
} Infer;

typedef struct
{
  guint32 arc;
  guint64 first;         /* rank of its first varbind */
  guint64 n_rows;
} Column;

static TarnName
node_name (Infer *self,
           guint  n)
{
  TarnName name = { 0 };

  tarn_name_from_arcs (&name, self->arcs, n);
  return name;
}

/* The next child of the node of @n arcs, behind *@child or, @first, the first one.  *@is_row
 * says whether a varbind has its very name. */
static gboolean
next_child (Infer    *self,
            guint     n,
            gboolean  first,
            guint32  *child,
            gboolean *is_row)
{
  TarnName node = node_name (self, n);
  TarnName from = node;
  guint32 arcs[TARN_NAME_MAX_ARCS];
  guint n_arcs;

  if (!first)
    {
      TarnName before;

      self->arcs[n] = *child;
      before = node_name (self, n + 1);
      tarn_name_set_end (&from, tarn_name_span (&before));
    }

  if (!tarn_cursor_seek (&self->cursor, tarn_name_span (&from), !first)
      || !tarn_name_has_prefix (self->cursor.row.name, tarn_name_span (&node)))
    return FALSE;

  n_arcs = tarn_name_get_arcs (self->cursor.row.name, arcs);
  if (n_arcs <= n)
    return FALSE;

  *child = arcs[n];
  *is_row = n_arcs == n + 1;
  return TRUE;
}

static guint64
rank (Infer    *self,
      TarnSpan  name)
{
  const TarnStoreInterface *iface = TARN_STORE_GET_IFACE (self->store);
  guint64 n = 0;

  if (self->error == NULL)
    iface->rank (self->store, name, &n, &self->error);

  return n;
}

/* How many varbinds lie below the node of @n arcs, and where the first is. */
static guint64
count (Infer   *self,
       guint    n,
       guint64 *first)
{
  TarnName node = node_name (self, n);
  TarnName end;

  *first = rank (self, tarn_name_span (&node));
  tarn_name_set_end (&end, tarn_name_span (&node));
  return rank (self, tarn_name_span (&end)) - *first;
}

/* The columns of the entry of @n arcs, or NULL if it cannot be one. */
static GArray *
list_columns (Infer *self,
              guint  n)
{
  g_autoptr(GArray) columns = g_array_new (FALSE, FALSE, sizeof (Column));
  gboolean is_row;
  Column column = { 0 };

  for (gboolean first = TRUE; next_child (self, n, first, &column.arc, &is_row); first = FALSE)
    {
      if (column.arc == 0 || is_row || columns->len == MAX_COLUMNS)
        return NULL;

      self->arcs[n] = column.arc;
      column.n_rows = count (self, n + 1, &column.first);
      g_array_append_val (columns, column);
    }

  return columns->len > 0 ? g_steal_pointer (&columns) : NULL;
}

/* Goes to the i-th of @n_wanted varbinds that are spread over @column. */
static gboolean
seek_sample (Infer        *self,
             const Column *column,
             guint         i,
             guint         n_wanted)
{
  guint64 step = n_wanted > 1 ? (column->n_rows - 1) * i / (n_wanted - 1) : 0;

  return tarn_cursor_seek_nth (&self->cursor, column->first + step);
}

/* Values of a column have one type; what lies below the arcs of a node has many. */
static gboolean
has_one_type (Infer        *self,
              const Column *column,
              gboolean     *all_scalar)
{
  guint n = (guint) MIN (column->n_rows, N_TRIED);
  guint counts[256] = { 0 };
  guint most = 0;

  for (guint i = 0; i < n && seek_sample (self, column, i, n); i++)
    {
      most = MAX (most, ++counts[self->cursor.row.tag]);
      *all_scalar &= self->cursor.row.name.data[self->cursor.row.name.len - 1] == 0;
    }

  return 10 * most >= 9 * n;
}

/* How many of the instances that were tried are in both columns: TRUE for half of them. */
static gboolean
share_instances (Infer        *self,
                 guint         n,
                 const Column *a,
                 const Column *b)
{
  const Column *few = a->n_rows <= b->n_rows ? a : b;
  const Column *many = few == a ? b : a;
  guint n_tried = (guint) MIN (few->n_rows, N_TRIED);
  guint n_found = 0;

  for (guint i = 0; i < n_tried && seek_sample (self, few, i, n_tried); i++)
    {
      guint32 arcs[TARN_NAME_MAX_ARCS];
      guint n_arcs = tarn_name_get_arcs (self->cursor.row.name, arcs);
      TarnName other;

      arcs[n] = many->arc;
      n_found += tarn_name_from_arcs (&other, arcs, n_arcs)
                 && tarn_cursor_seek (&self->cursor, tarn_name_span (&other), TRUE)
                 && tarn_span_equal (self->cursor.row.name, tarn_name_span (&other));
    }

  return 2 * n_found >= n_tried;
}

/* Columns of one type each, whose rows have the same instances: a table.  Scalars of a group
 * and groups of scalars are told from it by the 0 at the end of their names. */
static gboolean
is_table (Infer  *self,
          guint   n,
          GArray *columns)
{
  gboolean all_scalar = TRUE;
  gboolean share = columns->len == 1;
  guint n_of_one_type = 0;

  for (guint i = 0; i < columns->len; i++)
    n_of_one_type += has_one_type (self, &g_array_index (columns, Column, i), &all_scalar);
  if (all_scalar || 5 * n_of_one_type < 4 * columns->len)
    return FALSE;

  for (guint i = 1; i < columns->len && !share; i++)
    share = share_instances (self, n, &g_array_index (columns, Column, i - 1),
                             &g_array_index (columns, Column, i));

  return share;
}

/* Fills @index from the instances of @column, and returns what that costs. */
static guint
infer_instances (Infer        *self,
                 guint         n,
                 const Column *column,
                 GArray       *index)
{
  TarnInstances instances = { g_array_new (FALSE, FALSE, sizeof (guint32)),
                              g_array_new (FALSE, FALSE, sizeof (guint)) };
  guint n_wanted = (guint) MIN (column->n_rows, N_INSTANCES);
  guint cost;

  for (guint i = 0; i < n_wanted && seek_sample (self, column, i, n_wanted); i++)
    {
      guint32 arcs[TARN_NAME_MAX_ARCS];
      guint n_arcs = tarn_name_get_arcs (self->cursor.row.name, arcs);

      g_array_append_vals (instances.arcs, arcs + n + 1, n_arcs - n - 1);
      g_array_append_val (instances.ends, instances.arcs->len);
    }

  cost = tarn_infer_index (&instances, index);
  g_array_unref (instances.arcs);
  g_array_unref (instances.ends);
  return cost;
}

static TarnInferredColumn *
inferred_column_new (guint32 arc,
                     guint64 n_rows)
{
  TarnInferredColumn *column = g_new0 (TarnInferredColumn, 1);

  column->arc = arc;
  column->n_rows = n_rows;
  column->numbers = g_array_new (FALSE, FALSE, sizeof (gint32));
  return column;
}

static void
add_table (Infer  *self,
           guint   n,
           GArray *columns)
{
  TarnInferredTable *table = g_new0 (TarnInferredTable, 1);
  TarnName entry = node_name (self, n);
  const Column *longest = &g_array_index (columns, Column, 0);

  table->entry = tarn_oid_new_name (tarn_name_span (&entry));
  table->index = g_array_new (FALSE, FALSE, sizeof (guint));
  table->columns = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_inferred_column_free);

  for (guint i = 0; i < columns->len; i++)
    {
      const Column *column = &g_array_index (columns, Column, i);
      TarnInferredColumn *inferred = inferred_column_new (column->arc, column->n_rows);

      tarn_infer_column (&self->cursor, column->first, inferred);
      g_ptr_array_add (table->columns, inferred);
      if (column->n_rows > longest->n_rows)
        longest = column;
    }

  table->n_rows = longest->n_rows;
  infer_instances (self, n, longest, table->index);
  g_ptr_array_add (self->result->tables, table);
}

/* Nothing nearer to the root is an entry: 1.3.6.1.2.1.group.table.1. */
static gboolean
is_deep_enough (const Infer *self,
                guint        n)
{
  static const guint32 internet[] = { 1, 3, 6, 1 };

  return n >= (memcmp (self->arcs, internet, sizeof internet) == 0 ? 9 : 6);
}

/* What the index would cost if the node of @n arcs were an entry, the last @n_lower of them
 * more than need be; G_MAXUINT: it is none.  An index of no form says nothing of where it
 * begins. */
static guint
cost_of_entry (Infer  *self,
               guint   n,
               guint   n_lower,
               GArray *columns)
{
  g_autoptr(GArray) index = g_array_new (FALSE, FALSE, sizeof (guint));
  const Column *column = &g_array_index (columns, Column, 0);
  guint cost;

  if (!is_deep_enough (self, n) || !is_table (self, n, columns))
    return G_MAXUINT;

  self->arcs[n] = column->arc;
  cost = infer_instances (self, n, column, index);
  for (guint i = 0; i < index->len; i++)
    if (g_array_index (index, guint, i) == TARN_INFERRED_PART_REST)
      return cost;

  return cost + n_lower * COST_LOWER;
}

/* The node on the way down from that of @n arcs, as far as it does not fork, that is an entry
 * at least cost; 0: none is.  With one column only, every 1 could be the entry: the lower
 * ones leave fewer arcs to an index, but an address or a name in an index costs less than
 * what is left of it below a 1 inside. */
static guint
find_entry (Infer *self,
            guint  n)
{
  guint best = 0, best_cost = G_MAXUINT, start = n;

  while (n < TARN_NAME_MAX_ARCS - 1)
    {
      guint32 child, behind;
      gboolean is_row;

      if (self->arcs[n - 1] == 1)
        {
          g_autoptr(GArray) columns = list_columns (self, n);
          guint cost = columns != NULL ? cost_of_entry (self, n, n - start, columns) : G_MAXUINT;

          if (cost != G_MAXUINT && cost <= best_cost)
            {
              best = n;
              best_cost = cost;
            }
        }

      if (!next_child (self, n, TRUE, &child, &is_row) || is_row)
        break;
      behind = child;
      if (next_child (self, n, FALSE, &behind, &is_row))
        break;
      self->arcs[n++] = child;
    }

  return best;
}

static gboolean
infer_table (Infer *self,
             guint  n)
{
  guint entry = find_entry (self, n);
  g_autoptr(GArray) columns = entry > 0 ? list_columns (self, entry) : NULL;

  if (columns == NULL)
    return FALSE;

  add_table (self, entry, columns);
  return TRUE;
}

/* What is below the node of @n arcs.  Below a table there is but the entry, arc 1
 * (P-IDX-16); of several that could be entries, the nearest to the root is the one. */
static void
visit (Infer *self,
       guint  n)
{
  guint32 child = 0, behind;
  gboolean is_row, is_last;
  guint n_children = 0;
  guint64 first;

  if (self->error != NULL || n >= TARN_NAME_MAX_ARCS || !next_child (self, n, TRUE, &child, &is_row))
    return;

  behind = child;
  if (child == 1 && !is_row && !next_child (self, n, FALSE, &behind, &is_last))
    {
      self->arcs[n] = 1;
      if (infer_table (self, n + 1))
        return;
    }

  do
    {
      self->arcs[n] = child;
      if (is_row && child == 0)
        self->result->n_scalars++;
      else if (is_row)
        self->result->n_others++;
      visit (self, n + 1);

      if (++n_children == MAX_CHILDREN)
        {
          guint64 end = count (self, n, &first) + first;

          self->arcs[n] = child;
          self->result->n_others += end - (count (self, n + 1, &first) + first);
          return;
        }
    }
  while (next_child (self, n, FALSE, &child, &is_row));
}

static void
visit_all (Infer *self)
{
  TarnName from = { 0 };

  while (self->error == NULL && tarn_cursor_seek (&self->cursor, tarn_name_span (&from), TRUE))
    {
      guint32 arcs[TARN_NAME_MAX_ARCS];
      TarnName root;

      tarn_name_get_arcs (self->cursor.row.name, arcs);
      memcpy (self->arcs, arcs, 2 * sizeof *arcs);
      root = node_name (self, 2);
      if (tarn_span_equal (self->cursor.row.name, tarn_name_span (&root)))
        self->result->n_others++;
      visit (self, 2);

      self->arcs[0] = arcs[0];
      self->arcs[1] = arcs[1];
      root = node_name (self, 2);
      tarn_name_set_end (&from, tarn_name_span (&root));
      if (from.len == 0)
        return;
    }
}

/**
 * tarn_inference_new:
 * @store: what to look at
 * @error: return location
 *
 * Infers tables from names and values: a node is taken for the entry of a table (P-IDX-16)
 * if its columns have values of one type each and share instances.  Looks at samples: it
 * takes milliseconds, not the time that reading a large store does.
 *
 * Returns: (transfer full): what was found, or %NULL with @error set if the store is busy or
 *   damaged
 */
TarnInference *
tarn_inference_new (TarnStore  *store,
                    GError    **error)
{
  g_autoptr(TarnInference) result = NULL;
  Infer self = { 0 };

  g_return_val_if_fail (TARN_IS_STORE (store), NULL);

  if (!tarn_store_begin_read (store, error))
    return NULL;

  result = g_new0 (TarnInference, 1);
  result->tables = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_inferred_table_free);
  self.result = result;
  self.store = store;
  tarn_cursor_init (&self.cursor, store);
  visit_all (&self);

  if (self.error == NULL && self.cursor.error != NULL)
    self.error = g_error_copy (self.cursor.error);
  tarn_cursor_clear (&self.cursor);
  tarn_store_end_read (store);

  if (self.error != NULL)
    {
      g_propagate_error (error, self.error);
      return NULL;
    }

  return g_steal_pointer (&result);
}
