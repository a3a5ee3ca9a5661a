/* tarn-tdb.h
 *
 * Private: the one door to tdb.  Records by key, in one file, with transactions, a
 * read lock that never waits, and errors that name the file.
 *
 * Transactions run without fsync: they survive the death of the process, not the
 * loss of power.  A writer that dies leaves a recovery record in the file; whoever
 * comes next puts back what was before.
 *
 * fcntl() locks belong to the process and are gone when it closes any descriptor of
 * the file, so a file is open once: TarnCapture sees to that.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <sys/types.h>

#include "base/tarn-span.h"

G_BEGIN_DECLS

/* A prime, or numbers in a row would share few chains; fixed when a file is made.
 * 64 KiB of it is little for a small capture, and a million pages (4 GiB) make chains
 * of 60, which cost less than the page they lead to. */
#define TARN_TDB_HASH_SIZE 16381

typedef struct _TarnTdb TarnTdb;

/* Of tarn_tdb_reserve(). */
#define TARN_TDB_RESERVE_MAX 4096

/* What tests change.  tdb counts in 32 bits and grows a file by up to a tenth twice
 * in a commit, so a capture stops growing well before 4 GiB. */
typedef struct
{
  guint64  size_limit;   /* octets of a file that does not grow any more      */
  guint64  grow_from;    /* octets of a file that tarn_tdb_grow() makes grow  */
  gboolean no_map;       /* every octet goes through pwrite()                 */
} TarnTdbTuning;

extern TarnTdbTuning tarn_tdb_tuning;

/* Fills an empty file that nobody else knows yet with the records that @init writes;
 * @name is what it will be called. */
gboolean  tarn_tdb_make        (const char  *path,
                                const char  *name,
                                gboolean   (*init) (TarnTdb *tdb, GError **error),
                                GError     **error);
TarnTdb  *tarn_tdb_open        (const char  *path,
                                gboolean     writable,
                                GError     **error);
void      tarn_tdb_close       (TarnTdb     *self);

gboolean  tarn_tdb_is_writable (TarnTdb     *self);
int       tarn_tdb_get_fd      (TarnTdb     *self);
/* Another number after each transaction.  Inside one, the number to come. */
guint32   tarn_tdb_get_serial  (TarnTdb     *self);

/* Fails with TARN_ERROR_STORE_BUSY while another process commits, or waits for
 * readers to end so that it can. */
gboolean  tarn_tdb_lock_read   (TarnTdb     *self,
                                GError     **error);
void      tarn_tdb_unlock_read (TarnTdb     *self);
/* A copy, to be freed; NULL if there is no such record that can be read.  Under the
 * read lock or in a transaction. */
guint8   *tarn_tdb_read        (TarnTdb     *self,
                                TarnSpan     key,
                                gsize       *len);

/* The record where it lies, and the octets of the file that it lies in, a reference: good
 * until this process commits or another one has; FALSE where tarn_tdb_read() has to do it. */
gboolean  tarn_tdb_find        (TarnTdb     *self,
                                TarnSpan     key,
                                TarnSpan    *value,
                                GBytes     **octets);

/* Sees to it that a large file has room for about @wanted octets more of pages, if that is
 * to be had now: else the transaction does it, which takes longer. */
void      tarn_tdb_grow        (TarnTdb     *self,
                                guint64      wanted);
/* After a failure of anything but begin, the transaction is gone. */
gboolean  tarn_tdb_begin       (TarnTdb     *self,
                                GError     **error);
gboolean  tarn_tdb_write       (TarnTdb     *self,
                                TarnSpan     key,
                                TarnSpan     value,
                                GError     **error);
/* Makes a record that has room for @len octets and no more, unless there is one. */
gboolean  tarn_tdb_reserve     (TarnTdb     *self,
                                TarnSpan     key,
                                gsize        len,
                                GError     **error);
gboolean  tarn_tdb_delete      (TarnTdb     *self,
                                TarnSpan     key,
                                GError     **error);
gboolean  tarn_tdb_commit      (TarnTdb     *self,
                                GError     **error);
void      tarn_tdb_cancel      (TarnTdb     *self);

/* What tells tdb in which chain a record is. */
guint32   tarn_tdb_hash        (TarnSpan     key);

G_END_DECLS
