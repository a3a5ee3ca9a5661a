/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "base/tarn-anomaly-count.h"

G_DEFINE_BOXED_TYPE (TarnAnomalyCount, tarn_anomaly_count, tarn_anomaly_count_copy,
                     tarn_anomaly_count_free)

/**
 * tarn_anomaly_count_copy:
 * @self: a count
 *
 * Returns: (transfer full): a copy
 */
TarnAnomalyCount *
tarn_anomaly_count_copy (const TarnAnomalyCount *self)
{
  TarnAnomalyCount *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_new (TarnAnomalyCount, 1);
  *copy = *self;
  if (copy->oid != NULL)
    tarn_oid_ref (copy->oid);

  return copy;
}

/**
 * tarn_anomaly_count_free:
 * @self: (transfer full) (nullable): a count
 */
void
tarn_anomaly_count_free (TarnAnomalyCount *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->oid, tarn_oid_unref);
  g_free (self);
}

/**
 * tarn_anomaly_count_to_string:
 * @self: a count
 *
 * Returns: (transfer full): for a person, without a line end:
 *   "3 x non-minimal-integer, first at .1.3.6.1.2.1.1.3.0"
 */
char *
tarn_anomaly_count_to_string (const TarnAnomalyCount *self)
{
  g_autofree char *name = NULL;
  g_autofree char *oid = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  name = tarn_anomalies_to_string (self->anomaly);
  oid = self->oid != NULL ? tarn_oid_to_string (self->oid) : NULL;
  return g_strdup_printf ("%" G_GUINT64_FORMAT " x %s%s%s", self->count, name,
                          oid != NULL ? ", first at " : "", oid != NULL ? oid : "");
}
