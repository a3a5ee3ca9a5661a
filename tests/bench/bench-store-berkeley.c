/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "bench-store.h"

#include <db.h>

#define CACHE_SIZE (256 * 1024 * 1024)

static void
must (int code)
{
  if (code != 0)
    g_error ("Berkeley DB: %s", db_strerror (code));
}

static DBT
dbt_of (TarnSpan span)
{
  return (DBT) { .data = (void *) span.data, .size = (guint32) span.len };
}

static BenchSum
sum_of (const DBT *key,
        const DBT *value)
{
  return bench_sum (key->size, key->data, value->size, value->data);
}

static gpointer
berkeley_make (const char *path)
{
  DB *db;

  must (db_create (&db, NULL, 0));
  must (db->set_cachesize (db, 0, CACHE_SIZE, 1));
  must (db->open (db, NULL, path, NULL, DB_BTREE, DB_CREATE, 0644));
  return db;
}

static void
berkeley_close (gpointer store)
{
  DB *db = store;

  must (db->close (db, 0));
}

static void
berkeley_insert (gpointer         store,
                 const BenchData *data,
                 const guint32   *order)
{
  DB *db = store;

  for (guint32 i = 0; i < data->n_items; i++)
    {
      DBT key = dbt_of (data->items[order[i]].key), value = dbt_of (data->items[order[i]].tlv);

      must (db->put (db, NULL, &key, &value, 0));
    }
  must (db->sync (db, 0));
}

static BenchSum
berkeley_scan (gpointer store)
{
  DBT key = { 0 }, value = { 0 };
  BenchSum sum = 0;
  DB *db = store;
  DBC *cursor;

  must (db->cursor (db, NULL, &cursor, 0));
  while (cursor->get (cursor, &key, &value, DB_NEXT) == 0)
    sum += sum_of (&key, &value);
  must (cursor->close (cursor));

  return sum;
}

static BenchSum
berkeley_look (gpointer         store,
               BenchWhat        what,
               const BenchData *data,
               const guint32   *picked,
               guint            n_picked)
{
  BenchSum sum = 0;
  DB *db = store;
  DBC *cursor;

  must (db->cursor (db, NULL, &cursor, 0));
  for (guint i = 0; i < n_picked; i++)
    {
      DBT key = dbt_of (data->items[picked[i]].key), value = { 0 };

      if (cursor->get (cursor, &key, &value, DB_SET) == 0
          && (what == BENCH_GET || cursor->get (cursor, &key, &value, DB_NEXT) == 0))
        sum += sum_of (&key, &value);
    }
  must (cursor->close (cursor));

  return sum;
}

static void
berkeley_edit (gpointer         store,
               const BenchItem *item,
               TarnSpan         tlv,
               gboolean         durable)
{
  DBT key = dbt_of (item->key), value = dbt_of (tlv);
  DB *db = store;

  must (db->put (db, NULL, &key, &value, 0));
  if (durable)
    must (db->sync (db, 0));
}

const BenchStore bench_store_berkeley = {
  .name = "Berkeley DB",
  .remark = "btree, 256 MiB of cache; no transactions, not safe from crashes; sync at the end",
  .make = berkeley_make,
  .close = berkeley_close,
  .insert = berkeley_insert,
  .scan = berkeley_scan,
  .look = berkeley_look,
  .edit = berkeley_edit,
};
