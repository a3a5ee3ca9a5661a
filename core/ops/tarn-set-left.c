/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-set-left.h"

#include "base/tarn-name.h"

typedef struct
{
  TarnMibNode *entry;
  TarnMibNode *status;
  GBytes      *instance;
  gint64       touched_us;
} LeftRow;

/* As many as there are such rows in the store. */
struct _TarnSetLeft
{
  GArray *rows;        /* of LeftRow                            */
  gint64  oldest_us;   /* of @touched_us; G_MAXINT64: no rows   */
};

static void
clear_row (gpointer data)
{
  LeftRow *row = data;

  tarn_mib_node_unref (row->entry);
  tarn_mib_node_unref (row->status);
  g_bytes_unref (row->instance);
}

TarnSetLeft *
tarn_set_left_new (void)
{
  TarnSetLeft *self = g_new0 (TarnSetLeft, 1);

  self->rows = g_array_new (FALSE, FALSE, sizeof (LeftRow));
  g_array_set_clear_func (self->rows, clear_row);
  self->oldest_us = G_MAXINT64;
  return self;
}

void
tarn_set_left_free (TarnSetLeft *self)
{
  g_array_unref (self->rows);
  g_free (self);
}

static LeftRow *
row_at (TarnSetLeft *self,
        guint        i)
{
  return &g_array_index (self->rows, LeftRow, i);
}

static TarnSpan
get_instance (const LeftRow *row)
{
  gsize len;
  const guint8 *data = g_bytes_get_data (row->instance, &len);

  return tarn_span (data, len);
}

static void
find_oldest (TarnSetLeft *self)
{
  self->oldest_us = G_MAXINT64;
  for (guint i = 0; i < self->rows->len; i++)
    self->oldest_us = MIN (self->oldest_us, row_at (self, i)->touched_us);
}

/* FALSE: it was not there. */
static gboolean
forget (TarnSetLeft      *self,
        const TarnSetRow *set)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (tarn_mib_node_equal (row_at (self, i)->entry, set->entry)
        && tarn_span_equal (get_instance (row_at (self, i)), set->instance))
      {
        g_array_remove_index_fast (self->rows, i);
        return TRUE;
      }

  return FALSE;
}

static gboolean
is_waiting (gint64 status)
{
  return status == TARN_ROW_NOT_READY || status == TARN_ROW_NOT_IN_SERVICE;
}

/* A row that was active and is out of service was put there by somebody who wants it so. */
void
tarn_set_left_note (TarnSetLeft   *self,
                    const TarnSet *set,
                    gint64         now_us)
{
  for (guint i = 0; i < set->rows->len; i++)
    {
      const TarnSetRow *row = set->rows->pdata[i];
      gboolean was_left = forget (self, row);
      LeftRow left;

      if (!is_waiting (row->after) || (!was_left && row->before != TARN_ROW_ABSENT))
        continue;

      left = (LeftRow) {
        tarn_mib_node_ref (row->entry), tarn_mib_node_ref (row->status),
        g_bytes_new (row->instance.data, row->instance.len), now_us,
      };
      g_array_append_val (self->rows, left);
    }

  find_oldest (self);
}

gboolean
tarn_set_left_is_due (TarnSetLeft *self,
                      gint64       before_us)
{
  return self->oldest_us <= before_us;
}

gboolean
tarn_set_left_fill (TarnSetLeft  *self,
                    TarnStore    *store,
                    gint64        before_us,
                    TarnBatch    *batch,
                    GError      **error)
{
  TarnCursor cursor;
  gint64 status;
  gboolean good;

  tarn_cursor_init (&cursor, store);
  for (guint i = 0; i < self->rows->len; i++)
    {
      const LeftRow *row = row_at (self, i);

      /* Whoever else has the store open may have done something about it. */
      if (row->touched_us <= before_us
          && tarn_set_has_cell (&cursor, row->status, get_instance (row), &status)
          && is_waiting (status))
        tarn_set_destroy_cells (&cursor, row->entry, get_instance (row), batch);
    }

  good = cursor.error == NULL;
  if (!good)
    g_propagate_error (error, g_error_copy (cursor.error));
  tarn_cursor_clear (&cursor);
  return good;
}

void
tarn_set_left_drop (TarnSetLeft *self,
                    gint64       before_us)
{
  for (guint i = self->rows->len; i-- > 0;)
    if (row_at (self, i)->touched_us <= before_us)
      g_array_remove_index_fast (self->rows, i);

  find_oldest (self);
}
