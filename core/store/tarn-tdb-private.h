/* tarn-tdb-private.h
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <fcntl.h>   /* which tdb.h needs and does not include */
#include <tdb.h>

#include "store/tarn-tdb-map.h"
#include "store/tarn-tdb.h"

G_BEGIN_DECLS

struct _TarnTdb
{
  struct tdb_context *tdb;
  TarnTdbMap         *map;           /* NULL if there is none, or it is too old        */
  char               *path;
  char               *name;          /* @path for errors                              */

  gsize               size;          /* of the file when somebody looked last         */
  dev_t               device;
  ino_t               inode;
  guint64             begin_size;    /* of the file when the transaction began        */
  guint64             wanted_size;   /* that the commit may need                      */
  int                 errnum;        /* of the first system call that failed in tdb   */
  guint32             sound_serial;  /* no writer had died at this number             */
  gboolean            sound;
  gboolean            unmappable;    /* so that tdb has to read it                    */
  gboolean            locked;        /* for reading                                   */
  gboolean            writable;
  gboolean            checked;       /* the list of free records is sound             */
};

/* Not open yet. */
TarnTdb            *tarn_tdb_new          (const char  *path,
                                           gboolean     writable);
struct tdb_context *tarn_tdb_open_context (TarnTdb     *self,
                                           const char  *path,
                                           int          open_flags);
/* FALSE if the file has been cut off. */
gboolean            tarn_tdb_check_whole  (TarnTdb     *self,
                                           GError     **error);
/* That another process is in the way; returns FALSE. */
gboolean            tarn_tdb_set_busy     (TarnTdb     *self,
                                           GError     **error);
/* What was wrong in tdb; returns FALSE. */
gboolean            tarn_tdb_set_error    (TarnTdb     *self,
                                           const char  *doing,
                                           GError     **error);

static inline TDB_DATA
data_of (TarnSpan span)
{
  return (TDB_DATA) { (unsigned char *) span.data, span.len };
}

G_END_DECLS
