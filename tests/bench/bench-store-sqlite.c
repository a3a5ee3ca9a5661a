/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "bench-store.h"

#include <sqlite3.h>

typedef struct
{
  sqlite3      *db;
  sqlite3_stmt *put;
} Sqlite;

static void
run (Sqlite     *self,
     const char *sql)
{
  if (sqlite3_exec (self->db, sql, NULL, NULL, NULL) != SQLITE_OK)
    g_error ("SQLite: %s", sqlite3_errmsg (self->db));
}

static sqlite3_stmt *
prepare (Sqlite     *self,
         const char *sql)
{
  sqlite3_stmt *statement;

  if (sqlite3_prepare_v2 (self->db, sql, -1, &statement, NULL) != SQLITE_OK)
    g_error ("SQLite: %s", sqlite3_errmsg (self->db));
  return statement;
}

static gpointer
sqlite_make (const char *path)
{
  Sqlite *self = g_new0 (Sqlite, 1);

  if (sqlite3_open (path, &self->db) != SQLITE_OK)
    g_error ("SQLite: %s", sqlite3_errmsg (self->db));
  run (self, "PRAGMA cache_size = -262144");
  run (self, "PRAGMA mmap_size = 1073741824");
  run (self, "CREATE TABLE varbinds (k BLOB PRIMARY KEY, v BLOB) WITHOUT ROWID");
  self->put = prepare (self, "INSERT OR REPLACE INTO varbinds VALUES (?, ?)");
  return self;
}

static void
sqlite_close (gpointer store)
{
  Sqlite *self = store;

  sqlite3_finalize (self->put);
  sqlite3_close (self->db);
  g_free (self);
}

static void
put (Sqlite   *self,
     TarnSpan  key,
     TarnSpan  tlv)
{
  sqlite3_bind_blob (self->put, 1, key.data, (int) key.len, SQLITE_STATIC);
  sqlite3_bind_blob (self->put, 2, tlv.data, (int) tlv.len, SQLITE_STATIC);
  if (sqlite3_step (self->put) != SQLITE_DONE)
    g_error ("SQLite: %s", sqlite3_errmsg (self->db));
  sqlite3_reset (self->put);
}

static void
sqlite_insert (gpointer         store,
               const BenchData *data,
               const guint32   *order)
{
  Sqlite *self = store;

  run (self, "BEGIN");
  for (guint32 i = 0; i < data->n_items; i++)
    put (self, data->items[order[i]].key, data->items[order[i]].tlv);
  run (self, "COMMIT");
}

static BenchSum
sum_of (sqlite3_stmt *statement)
{
  const guint8 *key = sqlite3_column_blob (statement, 0);
  const guint8 *tlv = sqlite3_column_blob (statement, 1);

  return bench_sum ((gsize) sqlite3_column_bytes (statement, 0), key,
                    (gsize) sqlite3_column_bytes (statement, 1), tlv);
}

static BenchSum
sqlite_scan (gpointer store)
{
  Sqlite *self = store;
  sqlite3_stmt *statement = prepare (self, "SELECT k, v FROM varbinds ORDER BY k");
  BenchSum sum = 0;

  while (sqlite3_step (statement) == SQLITE_ROW)
    sum += sum_of (statement);
  sqlite3_finalize (statement);

  return sum;
}

static BenchSum
sqlite_look (gpointer         store,
             BenchWhat        what,
             const BenchData *data,
             const guint32   *picked,
             guint            n_picked)
{
  Sqlite *self = store;
  sqlite3_stmt *statement = prepare (self, what == BENCH_GET
                                     ? "SELECT k, v FROM varbinds WHERE k = ?"
                                     : "SELECT k, v FROM varbinds WHERE k > ? ORDER BY k LIMIT 1");
  BenchSum sum = 0;

  run (self, "BEGIN");
  for (guint i = 0; i < n_picked; i++)
    {
      TarnSpan key = data->items[picked[i]].key;

      sqlite3_bind_blob (statement, 1, key.data, (int) key.len, SQLITE_STATIC);
      if (sqlite3_step (statement) == SQLITE_ROW)
        sum += sum_of (statement);
      sqlite3_reset (statement);
    }
  run (self, "COMMIT");
  sqlite3_finalize (statement);

  return sum;
}

static void
sqlite_edit (gpointer         store,
             const BenchItem *item,
             TarnSpan         tlv,
             gboolean         durable)
{
  Sqlite *self = store;

  run (self, durable ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = OFF");
  put (self, item->key, tlv);
}

const BenchStore bench_store_sqlite = {
  .name = "SQLite",
  .remark = "WITHOUT ROWID, one transaction, 256 MiB of cache, mapped",
  .make = sqlite_make,
  .close = sqlite_close,
  .insert = sqlite_insert,
  .scan = sqlite_scan,
  .look = sqlite_look,
  .edit = sqlite_edit,
};
