/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "bench-store.h"

#include "store/tarn-capture.h"

/* What a process holds in memory at a time: varbinds in order need little of it,
 * varbinds in no order go faster the more of them are sorted at once. */
#define BATCH_IN_ORDER 20000
#define BATCH_SHUFFLED 250000

static gpointer
tarn_make (const char *path)
{
  g_autoptr(GError) error = NULL;
  TarnCapture *capture = tarn_capture_open (path, TARN_CAPTURE_CREATE, &error);

  g_assert_no_error (error);
  return capture;
}

static void
tarn_close (gpointer store)
{
  g_object_unref (store);
}

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  tarn_capture_sync_finish (TARN_CAPTURE (source), result, &error);
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

static void
tarn_sync (gpointer store)
{
  gboolean done = FALSE;

  tarn_capture_sync_async (store, NULL, done_cb, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
}

static void
put (TarnBatch       *batch,
     const BenchItem *item,
     TarnSpan         tlv)
{
  TarnRow row = { .name = item->row_name };

  tarn_row_set_tlv (&row, tlv);
  tarn_batch_put_row (batch, &row);
}

static void
apply (gpointer   store,
       TarnBatch *batch)
{
  g_autoptr(GError) error = NULL;

  tarn_store_apply (store, batch, &error);
  g_assert_no_error (error);
  tarn_batch_clear (batch);
}

static void
tarn_insert (gpointer         store,
             const BenchData *data,
             const guint32   *order)
{
  g_autoptr(TarnBatch) batch = tarn_batch_new ();
  guint limit = order == data->shuffled ? BATCH_SHUFFLED : BATCH_IN_ORDER;

  for (guint32 i = 0; i < data->n_items; i++)
    {
      put (batch, &data->items[order[i]], data->items[order[i]].tlv);
      if (tarn_batch_get_size (batch) == limit)
        apply (store, batch);
    }

  apply (store, batch);
  tarn_sync (store);
}

static BenchSum
sum_of (const TarnRow *row)
{
  return bench_sum (row->name.len, row->name.data, row->tlv.len, row->tlv.data);
}

static void
begin (gpointer    store,
       TarnCursor *cursor)
{
  g_autoptr(GError) error = NULL;

  tarn_store_begin_read (store, &error);
  g_assert_no_error (error);
  tarn_cursor_init (cursor, store);
}

static void
end (gpointer    store,
     TarnCursor *cursor)
{
  g_assert_no_error (cursor->error);
  tarn_cursor_clear (cursor);
  tarn_store_end_read (store);
}

static BenchSum
tarn_scan (gpointer store)
{
  BenchSum sum = 0;
  TarnCursor cursor;

  begin (store, &cursor);
  for (gboolean ok = tarn_cursor_seek (&cursor, tarn_span (NULL, 0), FALSE); ok;
       ok = tarn_cursor_next (&cursor))
    sum += sum_of (&cursor.row);
  end (store, &cursor);

  return sum;
}

static BenchSum
tarn_look (gpointer         store,
           BenchWhat        what,
           const BenchData *data,
           const guint32   *picked,
           guint            n_picked)
{
  BenchSum sum = 0;
  TarnCursor cursor;

  begin (store, &cursor);
  for (guint i = 0; i < n_picked; i++)
    {
      TarnSpan name = data->items[picked[i]].row_name;

      if (tarn_cursor_seek (&cursor, name, what == BENCH_GET)
          && (what == BENCH_NEXT || tarn_span_equal (cursor.row.name, name)))
        sum += sum_of (&cursor.row);
    }
  end (store, &cursor);

  return sum;
}

static void
tarn_edit (gpointer         store,
           const BenchItem *item,
           TarnSpan         tlv,
           gboolean         durable)
{
  g_autoptr(TarnBatch) batch = tarn_batch_new ();

  put (batch, item, tlv);
  apply (store, batch);
  if (durable)
    tarn_sync (store);
}

const BenchStore bench_store_tarn = {
  .name = "Tarn",
  .remark = "a transaction for every 20,000 varbinds, 250,000 if shuffled; fdatasync at the end",
  .make = tarn_make,
  .close = tarn_close,
  .insert = tarn_insert,
  .scan = tarn_scan,
  .look = tarn_look,
  .edit = tarn_edit,
};
