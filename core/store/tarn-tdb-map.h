/* tarn-tdb-map.h
 *
 * Private: records of a tdb file where they lie, in a map of our own.
 *
 * tdb yields copies, or spans of a map that it makes anew whenever it likes.  Pages that
 * are used in place need a map that stays, and no copy: a process that reads a capture of
 * any size then has little memory of its own.
 *
 * Whoever looks here holds a read lock and no transaction.  What is not found here may
 * be in the file all the same: ask tdb.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "base/tarn-span.h"

G_BEGIN_DECLS

typedef struct
{
  GBytes  *octets;      /* the whole file, as it was when the map was made */
  guint32  hash_size;
  guint    n_found;
} TarnTdbMap;

/* NULL if the file cannot be read so. */
TarnTdbMap *tarn_tdb_map_new  (int         fd,
                               gsize       len);
void        tarn_tdb_map_free (TarnTdbMap *self);
/* @value is good as long as there is a reference to the octets of @self, and the file
 * does not change. */
gboolean    tarn_tdb_map_find (TarnTdbMap *self,
                               TarnSpan    key,
                               guint32     hash,
                               TarnSpan   *value);

G_END_DECLS
