/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-diff-private.h"

#define N_UNSEEN 128   /* names between two looks at the clock */

G_DEFINE_FINAL_TYPE (TarnDiff, tarn_diff, G_TYPE_OBJECT)

static void
tarn_diff_finalize (GObject *object)
{
  TarnDiff *self = TARN_DIFF (object);

  g_clear_object (&self->stores[0]);
  g_clear_object (&self->stores[1]);
  g_clear_object (&self->mib);
  g_clear_pointer (&self->root, tarn_oid_unref);
  g_clear_pointer (&self->tables, g_array_unref);
  g_clear_pointer (&self->cells, g_array_unref);
  g_clear_pointer (&self->names, g_byte_array_unref);
  g_clear_pointer (&self->sorter, tarn_sorter_free);
  g_clear_pointer (&self->order, g_free);

  G_OBJECT_CLASS (tarn_diff_parent_class)->finalize (object);
}

static void
tarn_diff_class_init (TarnDiffClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tarn_diff_finalize;
}

static void
tarn_diff_init (TarnDiff *self)
{
  self->cells = g_array_new (FALSE, FALSE, sizeof (TarnDiffCell));
  self->names = g_byte_array_new ();
}

/**
 * tarn_diff_new:
 * @before: the first side
 * @after: the second side, which may be the same kind of store or another
 * @mib: (nullable): what knows tables; others are inferred
 *
 * Returns: (transfer full): a comparison that has not begun
 */
TarnDiff *
tarn_diff_new (TarnStore *before,
               TarnStore *after,
               TarnMib   *mib)
{
  TarnDiff *self;

  g_return_val_if_fail (TARN_IS_STORE (before), NULL);
  g_return_val_if_fail (TARN_IS_STORE (after), NULL);
  g_return_val_if_fail (mib == NULL || TARN_IS_MIB (mib), NULL);

  self = g_object_new (TARN_TYPE_DIFF, NULL);
  self->stores[0] = g_object_ref (before);
  self->stores[1] = g_object_ref (after);
  self->mib = mib != NULL ? g_object_ref (mib) : NULL;
  return self;
}

/**
 * tarn_diff_set_root:
 * @self: a comparison that has not begun
 * @root: (nullable): what is compared, and what is below it; %NULL: everything
 */
void
tarn_diff_set_root (TarnDiff *self,
                    TarnOid  *root)
{
  g_return_if_fail (TARN_IS_DIFF (self));
  g_return_if_fail (self->phase == TARN_DIFF_BEFORE);

  g_clear_pointer (&self->root, tarn_oid_unref);
  self->root = root != NULL ? tarn_oid_ref (root) : NULL;
}

/* Clocks that no type tells: hrSystemDate.0, snmpEngineTime.0. */
static gboolean
is_clock (TarnSpan name)
{
  static const struct { guint8 octets[11]; gsize len; } clocks[] = {
    { { 0x2b, 6, 1, 2, 1, 25, 1, 2, 0 }, 9 },
    { { 0x2b, 6, 1, 6, 3, 10, 2, 1, 3, 0 }, 10 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (clocks); i++)
    if (tarn_span_equal (name, tarn_span (clocks[i].octets, clocks[i].len)))
      return TRUE;

  return FALSE;
}

static gboolean
is_moving (const TarnRow *before,
           const TarnRow *after)
{
  if (before->tag != after->tag)
    return FALSE;

  return before->tag == TARN_KIND_COUNTER32 || before->tag == TARN_KIND_COUNTER64
         || before->tag == TARN_KIND_TIME_TICKS || is_clock (before->name);
}

/* The table that @name is a cell of.  Names come in order. */
static guint32
find_table (TarnDiff *self,
            TarnSpan  name)
{
  for (; self->table < self->tables->len; self->table++)
    {
      TarnSpan entry = tarn_oid_span (g_array_index (self->tables, TarnDiffTable,
                                                     self->table).entry);

      if (tarn_name_has_prefix (name, entry))
        return self->table;
      if (tarn_name_compare (name, entry) < 0)
        break;
    }

  return TARN_DIFF_NO_TABLE;
}

static void
add (TarnDiff       *self,
     TarnDifference  kind,
     TarnSpan        name,
     gboolean        moving)
{
  TarnDiffCell cell = {
    .name = self->names->len,
    .name_len = (guint16) name.len,
    .kind = (guint8) kind,
    .moving = moving,
    .table = find_table (self, name),
  };

  g_byte_array_append (self->names, name.data, (guint) name.len);
  g_array_append_val (self->cells, cell);
  self->counts[kind]++;
  self->n_moving += moving;
}

static gboolean
is_inside (TarnDiff         *self,
           const TarnCursor *cursor)
{
  return self->root == NULL || tarn_name_has_prefix (cursor->row.name, tarn_oid_span (self->root));
}

/* Onto the first varbind that was not read yet. */
static gboolean
seek (TarnDiff   *self,
      TarnCursor *cursor)
{
  TarnSpan from = self->root != NULL ? tarn_oid_span (self->root) : tarn_span (NULL, 0);

  return tarn_cursor_seek (cursor, self->begun ? tarn_name_span (&self->at) : from, !self->begun)
         && is_inside (self, cursor);
}

/* Tells of the smaller name of both, or of both; returns which cursors are to move on. */
static guint
compare_one (TarnDiff   *self,
             TarnCursor *cursors,
             gboolean   *more)
{
  int order = !more[0] ? 1 : !more[1] ? -1
              : tarn_name_compare (cursors[0].row.name, cursors[1].row.name);

  if (order < 0)
    add (self, TARN_DIFFERENCE_REMOVED, cursors[0].row.name, FALSE);
  else if (order > 0)
    add (self, TARN_DIFFERENCE_ADDED, cursors[1].row.name, FALSE);
  else if (!tarn_span_equal (cursors[0].row.tlv, cursors[1].row.tlv))
    add (self, TARN_DIFFERENCE_CHANGED, cursors[0].row.name,
         is_moving (&cursors[0].row, &cursors[1].row));
  else
    self->n_equal++;

  self->n_read += order == 0 ? 2 : 1;
  return order < 0 ? 1 : order > 0 ? 2 : 3;
}

/* Inside a read section of both.  FALSE with @error unset: time is up. */
static gboolean
scan (TarnDiff  *self,
      gint64     end_us,
      GError   **error)
{
  TarnCursor cursors[2];
  gboolean more[2], timely = TRUE;
  GError *damage = NULL;

  for (guint i = 0; i < 2; i++)
    {
      tarn_cursor_init (&cursors[i], self->stores[i]);
      more[i] = seek (self, &cursors[i]);
    }

  for (guint n = 1; (more[0] || more[1]) && timely; n++)
    {
      guint which = compare_one (self, cursors, more);

      timely = n % N_UNSEEN != 0 || g_get_monotonic_time () < end_us;
      if (!timely)
        tarn_name_set (&self->at, cursors[which & 1 ? 0 : 1].row.name);
      for (guint i = 0; i < 2; i++)
        if (which & (1u << i))
          more[i] = tarn_cursor_next (&cursors[i]) && is_inside (self, &cursors[i]);
    }
  self->begun = TRUE;

  for (guint i = 0; i < 2; i++)
    {
      if (damage == NULL)
        damage = g_steal_pointer (&cursors[i].error);
      tarn_cursor_clear (&cursors[i]);
    }
  if (damage == NULL)
    return timely;

  g_propagate_error (error, damage);
  return FALSE;
}

static int
compare_cells (guint32  a,
               guint32  b,
               gpointer data)
{
  TarnDiff *self = data;
  const TarnDiffCell *one = &g_array_index (self->cells, TarnDiffCell, a);
  const TarnDiffCell *two = &g_array_index (self->cells, TarnDiffCell, b);

  /* Names are in order: only within a table there is another one. */
  if (one->table != two->table || one->table == TARN_DIFF_NO_TABLE)
    return a < b ? -1 : 1;

  return tarn_name_compare (tarn_diff_cell_instance (self, one),
                            tarn_diff_cell_instance (self, two));
}

static void
begin_sort (TarnDiff *self)
{
  guint n = self->cells->len;

  self->order = g_new (guint32, n);
  for (guint i = 0; i < n; i++)
    self->order[i] = i;
  self->sorter = tarn_sorter_new (self->order, n, compare_cells, self);
  self->phase = TARN_DIFF_SORT;
}

/* One phase after the other, as far as time goes; inside a read section of both. */
static void
run (TarnDiff  *self,
     gint64     end_us,
     GError   **error)
{
  while (self->phase <= TARN_DIFF_AFTER)
    {
      if (!tarn_diff_find_tables (self, self->phase == TARN_DIFF_BEFORE ? 0 : 1, error))
        return;
      self->phase++;
      if (g_get_monotonic_time () >= end_us)
        return;
    }

  if (self->phase == TARN_DIFF_SCAN && scan (self, end_us, error))
    begin_sort (self);
  if (self->phase == TARN_DIFF_SORT
      && tarn_sorter_run (self->sorter, end_us - g_get_monotonic_time ()))
    {
      g_clear_pointer (&self->sorter, tarn_sorter_free);
      self->phase = TARN_DIFF_JUDGE;
    }
  if (self->phase == TARN_DIFF_JUDGE && tarn_diff_judge (self, end_us, error))
    self->phase = TARN_DIFF_DONE;
}

/**
 * tarn_diff_run:
 * @self: a comparison
 * @slice_us: how long this may take, in microseconds; the first two calls look for tables,
 *   which takes milliseconds more in a large store
 * @done: (out): whether all is compared
 * @error: return location for a #GError
 *
 * Goes on comparing.
 *
 * Returns: whether that could be done; %FALSE with %TARN_ERROR_STORE_BUSY: try again, or with
 *   %TARN_ERROR_STORE_DAMAGED
 */
gboolean
tarn_diff_run (TarnDiff  *self,
               gint64     slice_us,
               gboolean  *done,
               GError   **error)
{
  gint64 end_us = g_get_monotonic_time () + slice_us;
  GError *failure = NULL;

  g_return_val_if_fail (TARN_IS_DIFF (self), FALSE);
  g_return_val_if_fail (done != NULL, FALSE);

  *done = FALSE;
  if (!tarn_store_begin_read (self->stores[0], error))
    return FALSE;
  if (!tarn_store_begin_read (self->stores[1], error))
    {
      tarn_store_end_read (self->stores[0]);
      return FALSE;
    }

  run (self, end_us, &failure);
  tarn_store_end_read (self->stores[1]);
  tarn_store_end_read (self->stores[0]);

  *done = self->phase == TARN_DIFF_DONE;
  if (failure == NULL)
    return TRUE;

  g_propagate_error (error, failure);
  return FALSE;
}

/**
 * tarn_diff_get_progress:
 * @self: a comparison
 *
 * Returns: how much of it is done, from 0 to 1
 */
double
tarn_diff_get_progress (TarnDiff *self)
{
  g_return_val_if_fail (TARN_IS_DIFF (self), 0);

  if (self->phase == TARN_DIFF_DONE)
    return 1;

  return self->n_total > 0 ? MIN (1, (double) self->n_read / (double) self->n_total) : 0;
}

/**
 * tarn_diff_get_n_equal:
 * @self: a comparison
 *
 * Returns: varbinds that both sides have with the same value, so far
 */
guint64
tarn_diff_get_n_equal (TarnDiff *self)
{
  g_return_val_if_fail (TARN_IS_DIFF (self), 0);

  return self->n_equal;
}

/**
 * tarn_diff_get_n:
 * @self: a comparison
 *
 * Returns: differences that were found so far, moving ones included
 */
guint
tarn_diff_get_n (TarnDiff *self)
{
  g_return_val_if_fail (TARN_IS_DIFF (self), 0);

  return self->cells->len;
}

/**
 * tarn_diff_count:
 * @self: a comparison
 * @kind: what became of varbinds
 *
 * Returns: how many of that kind were found so far; moving ones are not counted
 */
guint
tarn_diff_count (TarnDiff       *self,
                 TarnDifference  kind)
{
  g_return_val_if_fail (TARN_IS_DIFF (self), 0);
  g_return_val_if_fail ((guint) kind < G_N_ELEMENTS (self->counts), 0);

  return self->counts[kind] - (kind == TARN_DIFFERENCE_CHANGED ? self->n_moving : 0);
}

/**
 * tarn_diff_count_moving:
 * @self: a comparison
 *
 * Returns: how many differences of what always moves were found so far: counters, TimeTicks,
 *   the time of day
 */
guint
tarn_diff_count_moving (TarnDiff *self)
{
  g_return_val_if_fail (TARN_IS_DIFF (self), 0);

  return self->n_moving;
}
