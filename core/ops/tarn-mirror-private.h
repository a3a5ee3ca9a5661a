/* tarn-mirror-private.h
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "base/tarn-name.h"
#include "ops/tarn-gap-private.h"
#include "ops/tarn-mirror.h"
#include "store/tarn-notes.h"

G_BEGIN_DECLS

/* Floating. */
GVariant *tarn_mirror_info_to_variant (const TarnMirrorInfo *self);
/* NULL if it cannot be the record of a mirror. */
TarnMirrorInfo *tarn_mirror_info_from_variant (GVariant *meta);

/* Puts @row with a note of what was odd about it. */
void       tarn_mirror_put_row     (TarnBatch        *batch,
                                    const TarnRow    *row);

/* Of TarnAnomalyCount. */
GPtrArray *tarn_anomaly_counts_new (void);
/* What is counted in both is counted together; where first is what @self says. */
void       tarn_anomaly_counts_add (GPtrArray       *self,
                                    const GPtrArray *more);

/* Makes @batch delete what @store has within @covered, which is sorted and disjoint,
 * although @batch does not put it.  With v1, which cannot carry them (P-COX-02), Counter64s
 * stay. */
gboolean   tarn_mirror_delete_stale (TarnBatch        *batch,
                                     TarnStore        *store,
                                     const GPtrArray  *covered,
                                     TarnVersion       version,
                                     GError          **error);

G_END_DECLS
