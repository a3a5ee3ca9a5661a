/* How the changes of a batch meet what a store has, and what became of them.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "store/tarn-batch-private.h"

void
tarn_batch_keep_old (TarnBatch *self,
                     gboolean   keep)
{
  g_array_set_size (self->old_values, 0);
  g_byte_array_set_size (self->old_octets, 0);
  self->keeps_old = keep;
}

static void
keep_old_value (TarnBatch *self,
                guint      index,
                TarnSpan   cell)
{
  TarnOldValue old = { index, self->old_octets->len, 0 };
  TarnSpan name, tlv = { 0 };

  tarn_cell_parse (cell, &name, &tlv);
  old.len = tlv.len;
  g_byte_array_append (self->old_octets, tlv.data, (guint) tlv.len);
  g_array_append_val (self->old_values, old);
}

gboolean
tarn_batch_merge (TarnBatch       *self,
                  const TarnPage  *page,
                  guint            first,
                  guint            last,
                  GArray          *cells)
{
  guint n_cells = page != NULL ? page->n_cells : 0;
  gboolean changed = FALSE;
  TarnCell *out;
  guint at = 0;

  g_array_set_size (cells, n_cells + last - first);   /* no more than these */
  out = (TarnCell *) (gpointer) cells->data;

  for (guint i = first; i < last; i++)
    {
      TarnChange *change = &g_array_index (self->changes, TarnChange, i);
      TarnCell cell = { tarn_batch_get_cell (self, i), FALSE };
      gboolean same = FALSE, differs;
      guint to = at;

      if (at < n_cells)
        to = tarn_page_search (page, at, tarn_batch_get_name (self, i), &same);
      for (; at < to; at++)
        *out++ = (TarnCell) { tarn_page_get_cell (page, at), FALSE };

      if (same && change->add)
        cell.octets = tarn_page_get_cell (page, at);
      differs = same ? !tarn_span_equal (tarn_page_get_cell (page, at++), cell.octets)
                     : cell.octets.len > 0;
      cell.fresh = !same;
      change->outcome = same && change->add ? TARN_CHANGE_LEFT_OUT
                        : differs ? TARN_CHANGE_MADE : TARN_CHANGE_SAME;
      changed |= differs;
      if (self->keeps_old && differs && same)
        keep_old_value (self, i, tarn_page_get_cell (page, at - 1));

      if (cell.octets.len > 0)
        *out++ = cell;
    }

  for (; at < n_cells; at++)
    *out++ = (TarnCell) { tarn_page_get_cell (page, at), FALSE };

  g_array_set_size (cells, (guint) (out - (TarnCell *) (gpointer) cells->data));
  return changed;
}

static int
compare_tags (gconstpointer a,
              gconstpointer b)
{
  guint32 one = *(const guint32 *) a, two = *(const guint32 *) b;

  return (one > two) - (one < two);
}

GArray *
tarn_batch_list_left_out (const TarnBatch *self)
{
  GArray *tags = g_array_copy (self->repeated);

  for (guint i = 0; i < self->changes->len; i++)
    {
      const TarnChange *change = &g_array_index (self->changes, TarnChange, i);

      if (change->outcome == TARN_CHANGE_LEFT_OUT)
        g_array_append_val (tags, change->tag);
    }

  g_array_sort (tags, compare_tags);
  return tags;
}

guint
tarn_batch_count_made (const TarnBatch *self)
{
  guint n = 0;

  for (guint i = 0; i < self->changes->len; i++)
    n += g_array_index (self->changes, TarnChange, i).outcome == TARN_CHANGE_MADE;

  return n;
}
