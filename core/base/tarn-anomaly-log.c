/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "base/tarn-anomaly-log.h"

#include "base/tarn-name.h"

void
tarn_anomaly_log_clear (TarnAnomalyLog *self)
{
  for (guint i = 0; i < TARN_ANOMALY_N_KINDS; i++)
    g_clear_pointer (&self->first[i], tarn_oid_unref);
  *self = (TarnAnomalyLog) { 0 };
}

void
tarn_anomaly_log_add (TarnAnomalyLog *self,
                      TarnAnomalies   anomalies,
                      TarnSpan        name)
{
  self->seen |= anomalies;
  for (guint i = 0; i < TARN_ANOMALY_N_KINDS; i++)
    {
      if (!(anomalies >> i & 1))
        continue;
      if (self->counts[i]++ == 0 && name.len > 0)
        self->first[i] = tarn_oid_new_name (name);
    }
}
