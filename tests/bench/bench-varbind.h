/* bench-varbind.h
 *
 * The varbinds that the benchmarks of stores use: tables like those of a large switch,
 * one after the other, in OID order.  Rows of every third table have an IP address for
 * an index, the others a number.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "base/tarn-row.h"

/* Octets of a buffer that is large enough for one. */
#define BENCH_VARBIND_SIZE 96

/* A varbind as BER at the end of @buffer; @row has its name and its value. */
TarnSpan bench_put_varbind (guint8  *buffer,
                            guint32  number,
                            TarnRow *row);

/* One varbind of many. */
typedef struct
{
  TarnSpan row_name;   /* as BER                                                     */
  TarnSpan key;        /* as long, but in an order that memcmp() knows: what one does
                        * who keeps OIDs in a data base                              */
  TarnSpan tlv;
} BenchItem;

typedef struct
{
  BenchItem *items;    /* in order                        */
  guint32    n_items;
  guint32   *shuffled; /* all their indices, by chance    */
  guint64    n_octets; /* of the varbinds as BER          */

  guint8    *octets;
} BenchData;

BenchData *bench_data_new  (guint32    n_items);
void       bench_data_free (BenchData *self);
