/* tarn-anomaly-count.h
 *
 * How often one anomaly was met, and where first.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "base/tarn-anomaly.h"
#include "base/tarn-oid.h"

G_BEGIN_DECLS

/**
 * TarnAnomalyCount:
 * @anomaly: one bit
 * @count: how often it was met
 * @oid: (nullable): where first; %NULL where it was about no name
 *
 * One kind of what was tolerated.
 */
typedef struct
{
  TarnAnomalies  anomaly;
  guint64        count;
  TarnOid       *oid;
} TarnAnomalyCount;

#define TARN_TYPE_ANOMALY_COUNT (tarn_anomaly_count_get_type ())

TARN_EXPORT GType             tarn_anomaly_count_get_type  (void) G_GNUC_CONST;
TARN_EXPORT TarnAnomalyCount *tarn_anomaly_count_copy      (const TarnAnomalyCount *self);
TARN_EXPORT void              tarn_anomaly_count_free      (TarnAnomalyCount       *self);
TARN_EXPORT char             *tarn_anomaly_count_to_string (const TarnAnomalyCount *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnAnomalyCount, tarn_anomaly_count_free)

G_END_DECLS
