/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "base/tarn-anomaly-log.h"

#include "base/tarn-name.h"

void
tarn_anomaly_log_init (TarnAnomalyLog *self)
{
  *self = (TarnAnomalyLog) { 0 };
}

void
tarn_anomaly_log_clear (TarnAnomalyLog *self)
{
  for (guint i = 0; i < TARN_ANOMALY_N_KINDS; i++)
    g_clear_pointer (&self->first[i], tarn_oid_unref);
  tarn_anomaly_log_init (self);
}

/* Names come from devices, also those that are no names. */
static gboolean
can_be_oid (TarnSpan name)
{
  return name.len > 0 && name.len <= TARN_NAME_MAX_OCTETS
         && (tarn_name_check (name) & (TARN_ANOMALY_OID_OVERFLOW | TARN_ANOMALY_BAD_VALUE)) == 0;
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
      if (self->counts[i]++ == 0 && can_be_oid (name))
        self->first[i] = tarn_oid_new_name (name);
    }
}

GPtrArray *
tarn_anomaly_log_to_counts (const TarnAnomalyLog *self)
{
  GPtrArray *counts = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_anomaly_count_free);

  for (guint i = 0; i < TARN_ANOMALY_N_KINDS; i++)
    if (self->seen >> i & 1)
      {
        const TarnAnomalyCount count = {
          .anomaly = (TarnAnomalies) (1u << i),
          .count = self->counts[i],
          .oid = self->first[i],
        };

        g_ptr_array_add (counts, tarn_anomaly_count_copy (&count));
      }

  return counts;
}
