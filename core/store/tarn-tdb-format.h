/* tarn-tdb-format.h
 *
 * Private: what tdb 1.4 writes, for those who read a file beside it.  Numbers are in
 * the byte order of the machine that made the file.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define TARN_TDB_FORMAT_VERSION 0x2601196d

/* What a record is. */
#define TARN_TDB_USED     0x26011999
#define TARN_TDB_FREE     0xd9fee666
#define TARN_TDB_RECOVERY 0xf53bc0e7

/* In front of each record.  Of a recovery record, @key_len is the size of the file
 * before. */
typedef struct
{
  guint32 next;
  guint32 rec_len;
  guint32 key_len;
  guint32 data_len;
  guint32 full_hash;
  guint32 magic;
} TarnTdbHeader;

G_END_DECLS
