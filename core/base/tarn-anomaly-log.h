/* tarn-anomaly-log.h
 *
 * Private: how often each anomaly was met, and where first.  Plain and small; all
 * zeros is an empty log.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "base/tarn-anomaly-count.h"
#include "base/tarn-span.h"

G_BEGIN_DECLS

#define TARN_ANOMALY_N_KINDS 27   /* bits of TarnAnomalies */

typedef struct
{
  TarnAnomalies  seen;
  guint64        counts[TARN_ANOMALY_N_KINDS];
  TarnOid       *first[TARN_ANOMALY_N_KINDS];   /* NULL where no name was told */
} TarnAnomalyLog;

void          tarn_anomaly_log_init      (TarnAnomalyLog       *self);
void          tarn_anomaly_log_clear     (TarnAnomalyLog       *self);
void          tarn_anomaly_log_add       (TarnAnomalyLog       *self,
                                          TarnAnomalies         anomalies,
                                          TarnSpan              name);
/* Of TarnAnomalyCount, one for each kind that was met; to be freed by the caller. */
GPtrArray    *tarn_anomaly_log_to_counts (const TarnAnomalyLog *self);

/* Notes each bit of @anomalies once.  @name, which may be empty, is where. */
static inline void
tarn_anomaly_log_note (TarnAnomalyLog *self,
                       TarnAnomalies   anomalies,
                       TarnSpan        name)
{
  if (G_UNLIKELY (anomalies != TARN_ANOMALY_NONE))
    tarn_anomaly_log_add (self, anomalies, name);
}

/* All that was met. */
static inline TarnAnomalies
tarn_anomaly_log_get (const TarnAnomalyLog *self)
{
  return self->seen;
}

G_END_DECLS
