/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "base/tarn-anomaly.h"

G_DEFINE_FLAGS_TYPE (TarnAnomalies, tarn_anomalies,
  G_DEFINE_ENUM_VALUE (TARN_ANOMALY_TRAILING_BYTES, "trailing-bytes"),
  G_DEFINE_ENUM_VALUE (TARN_ANOMALY_EXTRA_FIELDS, "extra-fields"),
  G_DEFINE_ENUM_VALUE (TARN_ANOMALY_NON_MINIMAL_INTEGER, "non-minimal-integer"),
  G_DEFINE_ENUM_VALUE (TARN_ANOMALY_MISSING_LEADING_ZERO, "missing-leading-zero"),
  G_DEFINE_ENUM_VALUE (TARN_ANOMALY_NEGATIVE_UNSIGNED, "negative-unsigned"),
  G_DEFINE_ENUM_VALUE (TARN_ANOMALY_INTEGER_TRUNCATED, "integer-truncated"),
  G_DEFINE_ENUM_VALUE (TARN_ANOMALY_EMPTY_INTEGER, "empty-integer"),
  G_DEFINE_ENUM_VALUE (TARN_ANOMALY_OID_PADDED, "oid-padded"),
  G_DEFINE_ENUM_VALUE (TARN_ANOMALY_OID_TOO_LONG, "oid-too-long"),
  G_DEFINE_ENUM_VALUE (TARN_ANOMALY_OID_OVERFLOW, "oid-overflow"),
  G_DEFINE_ENUM_VALUE (TARN_ANOMALY_EMPTY_OID, "empty-oid"),
  G_DEFINE_ENUM_VALUE (TARN_ANOMALY_STRING_CLAMPED, "string-clamped"),
  G_DEFINE_ENUM_VALUE (TARN_ANOMALY_BAD_VALUE, "bad-value"),
  G_DEFINE_ENUM_VALUE (TARN_ANOMALY_UNKNOWN_TYPE, "unknown-type"),
  G_DEFINE_ENUM_VALUE (TARN_ANOMALY_BAD_IP_ADDRESS, "bad-ipaddress"),
  G_DEFINE_ENUM_VALUE (TARN_ANOMALY_NULL_CONTENT, "null-content"),
  G_DEFINE_ENUM_VALUE (TARN_ANOMALY_OBSOLETE_TYPE, "obsolete-type"),
  G_DEFINE_ENUM_VALUE (TARN_ANOMALY_NEGATIVE_BULK_FIELD, "negative-bulk-field"),
  G_DEFINE_ENUM_VALUE (TARN_ANOMALY_NOT_INCREASING, "not-increasing"),
  G_DEFINE_ENUM_VALUE (TARN_ANOMALY_EMPTY_REPLY, "empty-reply"),
  G_DEFINE_ENUM_VALUE (TARN_ANOMALY_DISCONTINUITY, "discontinuity"),
  G_DEFINE_ENUM_VALUE (TARN_ANOMALY_RENAMED, "renamed"),
  G_DEFINE_ENUM_VALUE (TARN_ANOMALY_MISSING, "missing"),
  G_DEFINE_ENUM_VALUE (TARN_ANOMALY_RAGGED, "ragged"),
  G_DEFINE_ENUM_VALUE (TARN_ANOMALY_SKIPPED, "skipped"),
  G_DEFINE_ENUM_VALUE (TARN_ANOMALY_BAD_GENERIC, "bad-generic"),
  G_DEFINE_ENUM_VALUE (TARN_ANOMALY_TRAP_PREFIX, "trap-prefix"))

/**
 * tarn_anomalies_to_string:
 * @anomalies: what was tolerated
 *
 * Returns: (transfer full): the names used in protocol.md, with commas between
 *   them; empty for none
 */
char *
tarn_anomalies_to_string (TarnAnomalies anomalies)
{
  g_autoptr(GTypeClass) klass = g_type_class_ref (TARN_TYPE_ANOMALIES);
  GFlagsClass *flags = G_FLAGS_CLASS (klass);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < flags->n_values; i++)
    {
      if (!(flags->values[i].value & anomalies))
        continue;
      if (text->len > 0)
        g_string_append (text, ", ");
      g_string_append (text, flags->values[i].value_nick);
    }

  return g_string_free (text, FALSE);
}
