/* bench-store.h
 *
 * What the benchmark of stores asks of each of them.  Whatever fails ends the program:
 * there is no figure to print then.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "bench-varbind.h"

/* What has been read, so that stores can be compared and no compiler leaves it out. */
typedef guint64 BenchSum;

static inline BenchSum
bench_sum (gsize         name_len,
           const guint8 *name,
           gsize         tlv_len,
           const guint8 *tlv)
{
  return name_len + name[0] + tlv_len + tlv[0] + tlv[tlv_len - 1];
}

typedef enum
{
  BENCH_GET,
  BENCH_NEXT,
} BenchWhat;

typedef struct
{
  const char *name;
  const char *remark;     /* of how it is used here                                  */
  gboolean    in_order;   /* knows no other way to insert                            */
  gboolean    unordered;  /* knows no next, and scans as it comes                    */

  /* A new file. */
  gpointer  (*make)   (const char      *path);
  void      (*close)  (gpointer         store);
  /* All items, in the order of the indices; on the disk when it returns. */
  void      (*insert) (gpointer         store,
                       const BenchData *data,
                       const guint32   *order);
  BenchSum  (*scan)   (gpointer         store);
  /* For each of the indices. */
  BenchSum  (*look)   (gpointer         store,
                       BenchWhat        what,
                       const BenchData *data,
                       const guint32   *picked,
                       guint            n_picked);
  void      (*edit)   (gpointer         store,
                       const BenchItem *item,
                       TarnSpan         tlv,
                       gboolean         durable);
} BenchStore;

extern const BenchStore bench_store_tarn;
extern const BenchStore bench_store_lmdb;
extern const BenchStore bench_store_lmdb_append;
extern const BenchStore bench_store_berkeley;
extern const BenchStore bench_store_sqlite;
extern const BenchStore bench_store_tdb;
