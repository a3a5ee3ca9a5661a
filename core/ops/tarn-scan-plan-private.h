/* tarn-scan-plan-private.h
 *
 * Private to tarn-scan-plan*.c.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ops/tarn-scan-plan.h"

G_BEGIN_DECLS

/* Where a block begins.  Those that differ in @low only can be neighbours.  A name has
 * its TarnFamily in @high and its interned text in @low. */
typedef struct
{
  guint16 family;   /* AF_INET, AF_INET6; AF_UNSPEC: a name */
  guint16 port;
  guint32 scope;
  guint64 high;
  guint64 low;
} TarnScanPlace;

typedef struct
{
  TarnScanPlace place;   /* of its first target       */
  guint64       first;   /* number of that, as given  */
  guint32       n;
} TarnScanBlock;

struct _TarnScanPlan
{
  GArray       *blocks;         /* of TarnScanBlock, none overlaps another          */
  GTree        *by_place;       /* their indices; NULL once the targets are settled */
  GStringChunk *names;
  guint64       n_targets;
  guint64       n_duplicates;

  gboolean      shuffled;
  guint32       seed;
  guint         half_bits;      /* of a number that is permuted */

  guint64      *done;           /* a bit for each position; NULL: none yet */
  guint64       n_done;
};

/* Adds @n places; at @place or behind it.  @spec is for the error. */
gboolean tarn_scan_plan_add_range (TarnScanPlan         *self,
                                   const TarnScanPlace  *place,
                                   guint64               n,
                                   const char           *spec,
                                   GError              **error);
gboolean tarn_scan_plan_add_name  (TarnScanPlan         *self,
                                   const TarnAddress    *address,
                                   const char           *spec,
                                   GError              **error);

G_END_DECLS
