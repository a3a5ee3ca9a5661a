/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "bench-store.h"

#include <errno.h>
#include <fcntl.h>
#include <tdb.h>
#include <unistd.h>

/* A prime, and a chain of one record for each varbind. */
#define HASH_SIZE 1000003

static void
must (struct tdb_context *tdb,
      int                 code)
{
  if (code != 0)
    g_error ("tdb: %s", tdb_errorstr (tdb));
}

static TDB_DATA
data_of (TarnSpan span)
{
  return (TDB_DATA) { (unsigned char *) span.data, span.len };
}

static gpointer
record_make (const char *path)
{
  struct tdb_context *tdb = tdb_open (path, HASH_SIZE, TDB_INCOMPATIBLE_HASH | TDB_NOSYNC,
                                      O_RDWR | O_CREAT, 0644);

  if (tdb == NULL)
    g_error ("tdb: %s", g_strerror (errno));
  return tdb;
}

static void
record_close (gpointer store)
{
  tdb_close (store);
}

static void
record_insert (gpointer         store,
               const BenchData *data,
               const guint32   *order)
{
  must (store, tdb_transaction_start (store));
  for (guint32 i = 0; i < data->n_items; i++)
    must (store, tdb_store (store, data_of (data->items[order[i]].row_name),
                            data_of (data->items[order[i]].tlv), TDB_INSERT));
  must (store, tdb_transaction_commit (store));
  must (store, fdatasync (tdb_fd (store)));
}

static int
add_cb (struct tdb_context *tdb,
        TDB_DATA            key,
        TDB_DATA            data,
        void               *user_data)
{
  *(BenchSum *) user_data += bench_sum (key.dsize, key.dptr, data.dsize, data.dptr);
  return 0;
}

static int
add_value_cb (TDB_DATA  key,
              TDB_DATA  data,
              void     *user_data)
{
  return add_cb (NULL, key, data, user_data);
}

static BenchSum
record_scan (gpointer store)
{
  BenchSum sum = 0;

  tdb_traverse_read (store, add_cb, &sum);
  return sum;
}

static BenchSum
record_look (gpointer         store,
             BenchWhat        what,
             const BenchData *data,
             const guint32   *picked,
             guint            n_picked)
{
  BenchSum sum = 0;

  must (store, tdb_lockall_read (store));
  for (guint i = 0; i < n_picked; i++)
    must (store, tdb_parse_record (store, data_of (data->items[picked[i]].row_name),
                                   add_value_cb, &sum));
  must (store, tdb_unlockall_read (store));

  return sum;
}

static void
record_edit (gpointer         store,
             const BenchItem *item,
             TarnSpan         tlv,
             gboolean         durable)
{
  must (store, tdb_transaction_start (store));
  must (store, tdb_store (store, data_of (item->row_name), data_of (tlv), TDB_REPLACE));
  must (store, tdb_transaction_commit (store));
  if (durable)
    must (store, fdatasync (tdb_fd (store)));
}

const BenchStore bench_store_tdb = {
  .name = "tdb",
  .remark = "a record for each varbind, one transaction; knows no order",
  .unordered = TRUE,
  .make = record_make,
  .close = record_close,
  .insert = record_insert,
  .scan = record_scan,
  .look = record_look,
  .edit = record_edit,
};
