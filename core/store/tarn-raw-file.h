/* tarn-raw-file.h
 *
 * Private: a capture file as octets, read without tdb, which trusts what it finds.  What a
 * writer that died left behind to be put back is read as if it had been put back.
 *
 * Whoever reads holds the lock that keeps others from committing, if others may.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "base/tarn-span.h"
#include "store/tarn-flaws.h"
#include "store/tarn-tdb-format.h"

G_BEGIN_DECLS

#define TARN_RAW_HEADER ((guint) sizeof (TarnTdbHeader))

typedef struct
{
  int      fd;              /* borrowed                                             */
  guint64  size;            /* what lies behind is no part of the capture           */
  gboolean swapped;         /* the numbers of tdb are of the other byte order       */
  guint32  hash_size;
  guint32  recovery_start;  /* 0: none                                              */
  GArray  *pieces;          /* of the recovery record                               */
  GByteArray *window;       /* a part of the file                                   */
  guint64  window_at;
} TarnRawFile;

/* What the header says that cannot be is a fault, and what it should say is taken. */
void          tarn_raw_file_init   (TarnRawFile  *self,
                                    int           fd,
                                    TarnFlaws   *faults);
void          tarn_raw_file_clear  (TarnRawFile  *self);

/* Octets of the file, good until the next call; NULL behind its end.  For reading on and
 * on: a look at @at makes the next ones behind it cheap. */
const guint8 *tarn_raw_file_peek   (TarnRawFile  *self,
                                    guint64       at,
                                    gsize         len);
/* Likewise, and as many octets more as there are at hand; @len tells. */
const guint8 *tarn_raw_file_peek_more (TarnRawFile *self,
                                    guint64       at,
                                    gsize        *len);
/* A copy, to be freed; NULL behind the end. */
guint8       *tarn_raw_file_read   (TarnRawFile  *self,
                                    guint64       at,
                                    gsize         len);

/* TARN_TDB_HEADER_LEN octets: the header of a capture without a recovery record. */
void          tarn_raw_file_pack_header (guint8 *octets,
                                    guint32       serial);

/* Where the first record is. */
guint64       tarn_raw_file_get_start (const TarnRawFile *self);

/* A number as tdb writes it. */
static inline guint32
tarn_raw_number (const TarnRawFile *self,
                 const guint8      *octets)
{
  guint32 number;

  memcpy (&number, octets, sizeof number);
  return self->swapped ? GUINT32_SWAP_LE_BE (number) : number;
}

G_END_DECLS
