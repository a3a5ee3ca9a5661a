/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "bench-store.h"

#include <lmdb.h>

#define MAP_SIZE ((gsize) 1 << 30)

typedef struct
{
  MDB_env *env;
  MDB_dbi  dbi;
} Lmdb;

static void
must (int code)
{
  if (code != 0)
    g_error ("LMDB: %s", mdb_strerror (code));
}

static MDB_val
val_of (TarnSpan span)
{
  return (MDB_val) { span.len, (void *) span.data };
}

static BenchSum
sum_of (const MDB_val *key,
        const MDB_val *value)
{
  return bench_sum (key->mv_size, key->mv_data, value->mv_size, value->mv_data);
}

static gpointer
lmdb_make (const char *path)
{
  Lmdb *self = g_new0 (Lmdb, 1);
  MDB_txn *txn;

  must (mdb_env_create (&self->env));
  must (mdb_env_set_mapsize (self->env, MAP_SIZE));
  must (mdb_env_open (self->env, path, MDB_NOSUBDIR, 0644));
  must (mdb_txn_begin (self->env, NULL, 0, &txn));
  must (mdb_dbi_open (txn, NULL, 0, &self->dbi));
  must (mdb_txn_commit (txn));
  return self;
}

static void
lmdb_close (gpointer store)
{
  Lmdb *self = store;

  mdb_env_close (self->env);
  g_free (self);
}

static void
insert (Lmdb            *self,
        const BenchData *data,
        const guint32   *order,
        unsigned         flags)
{
  MDB_txn *txn;

  must (mdb_txn_begin (self->env, NULL, 0, &txn));
  for (guint32 i = 0; i < data->n_items; i++)
    {
      MDB_val key = val_of (data->items[order[i]].key);
      MDB_val value = val_of (data->items[order[i]].tlv);

      must (mdb_put (txn, self->dbi, &key, &value, flags));
    }
  must (mdb_txn_commit (txn));
}

static void
lmdb_insert (gpointer         store,
             const BenchData *data,
             const guint32   *order)
{
  insert (store, data, order, 0);
}

static void
lmdb_append (gpointer         store,
             const BenchData *data,
             const guint32   *order)
{
  insert (store, data, order, MDB_APPEND);
}

static BenchSum
lmdb_scan (gpointer store)
{
  Lmdb *self = store;
  MDB_val key, value;
  MDB_cursor *cursor;
  BenchSum sum = 0;
  MDB_txn *txn;

  must (mdb_txn_begin (self->env, NULL, MDB_RDONLY, &txn));
  must (mdb_cursor_open (txn, self->dbi, &cursor));
  while (mdb_cursor_get (cursor, &key, &value, MDB_NEXT) == 0)
    sum += sum_of (&key, &value);
  mdb_cursor_close (cursor);
  mdb_txn_abort (txn);

  return sum;
}

static BenchSum
lmdb_look (gpointer         store,
           BenchWhat        what,
           const BenchData *data,
           const guint32   *picked,
           guint            n_picked)
{
  Lmdb *self = store;
  MDB_cursor *cursor;
  BenchSum sum = 0;
  MDB_txn *txn;

  must (mdb_txn_begin (self->env, NULL, MDB_RDONLY, &txn));
  must (mdb_cursor_open (txn, self->dbi, &cursor));
  for (guint i = 0; i < n_picked; i++)
    {
      MDB_val key = val_of (data->items[picked[i]].key), value;

      if (mdb_cursor_get (cursor, &key, &value, MDB_SET_KEY) == 0
          && (what == BENCH_GET || mdb_cursor_get (cursor, &key, &value, MDB_NEXT) == 0))
        sum += sum_of (&key, &value);
    }
  mdb_cursor_close (cursor);
  mdb_txn_abort (txn);

  return sum;
}

static void
lmdb_edit (gpointer         store,
           const BenchItem *item,
           TarnSpan         tlv,
           gboolean         durable)
{
  MDB_val key = val_of (item->key), value = val_of (tlv);
  Lmdb *self = store;
  MDB_txn *txn;

  must (mdb_env_set_flags (self->env, MDB_NOSYNC, !durable));
  must (mdb_txn_begin (self->env, NULL, 0, &txn));
  must (mdb_put (txn, self->dbi, &key, &value, 0));
  must (mdb_txn_commit (txn));
}

const BenchStore bench_store_lmdb = {
  .name = "LMDB",
  .remark = "one transaction",
  .make = lmdb_make,
  .close = lmdb_close,
  .insert = lmdb_insert,
  .scan = lmdb_scan,
  .look = lmdb_look,
  .edit = lmdb_edit,
};

const BenchStore bench_store_lmdb_append = {
  .name = "LMDB append",
  .remark = "one transaction with MDB_APPEND, which takes keys in order only",
  .in_order = TRUE,
  .make = lmdb_make,
  .close = lmdb_close,
  .insert = lmdb_append,
  .scan = lmdb_scan,
  .look = lmdb_look,
  .edit = lmdb_edit,
};
