/* tarn-anomaly.h
 *
 * What a decoder tolerated.  Each is one named bit; a profile is the set of
 * anomalies that are accepted, so "strict" is simply the empty set.
 * Rules: class C of protocol.md sections 1 and 2.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "base/tarn-types.h"

G_BEGIN_DECLS

/**
 * TarnAnomalies:
 * @TARN_ANOMALY_NONE: conformant
 * @TARN_ANOMALY_TRAILING_BYTES: octets after the message (P-BER-09)
 * @TARN_ANOMALY_EXTRA_FIELDS: octets after the last field inside (P-BER-08)
 * @TARN_ANOMALY_NON_MINIMAL_INTEGER: redundant leading octets (P-INT-05)
 * @TARN_ANOMALY_MISSING_LEADING_ZERO: unsigned with its top bit set (P-INT-06, P-INT-09)
 * @TARN_ANOMALY_NEGATIVE_UNSIGNED: short unsigned with its top bit set, doubtful (P-INT-07)
 * @TARN_ANOMALY_INTEGER_TRUNCATED: wider than its type, low bits shown (P-INT-08)
 * @TARN_ANOMALY_EMPTY_INTEGER: Counter64 of no octets, read as 0 (P-INT-04)
 * @TARN_ANOMALY_OID_PADDED: sub-identifier with leading 80 (P-OID-04)
 * @TARN_ANOMALY_OID_TOO_LONG: 129 to 256 sub-identifiers (P-OID-09)
 * @TARN_ANOMALY_OID_OVERFLOW: sub-identifier above 2^32-1 or more than 256 of them (P-OID-03)
 * @TARN_ANOMALY_EMPTY_OID: OID of no octets, read as 0.0 (P-OID-06)
 * @TARN_ANOMALY_STRING_CLAMPED: string one octet longer than its varbind (P-BER-14)
 * @TARN_ANOMALY_BAD_VALUE: value that cannot be decoded, kept raw (P-BER-13)
 * @TARN_ANOMALY_UNKNOWN_TYPE: value of an unknown tag, kept raw (P-BER-15)
 * @TARN_ANOMALY_BAD_IP_ADDRESS: IpAddress of other than 4 octets (P-STR-02)
 * @TARN_ANOMALY_NULL_CONTENT: NULL with content (P-STR-03)
 * @TARN_ANOMALY_OBSOLETE_TYPE: type of RFC 1442 (P-TAG-10)
 * @TARN_ANOMALY_NEGATIVE_BULK_FIELD: negative non-repeaters or max-repetitions (P-BLK-05)
 * @TARN_ANOMALY_NOT_INCREASING: a name that is not greater than the one before (P-WLK-02)
 * @TARN_ANOMALY_EMPTY_REPLY: no error and no varbind (P-WLK-04)
 * @TARN_ANOMALY_DISCONTINUITY: the device began anew meanwhile (P-WLK-09)
 * @TARN_ANOMALY_RENAMED: another name than was asked for (P-MGR-08)
 * @TARN_ANOMALY_MISSING: an answer without a name that was asked for (P-MGR-08), or that
 *   another answer had
 * @TARN_ANOMALY_RAGGED: a row of a table without a cell that others have (F-50)
 * @TARN_ANOMALY_SKIPPED: a cell that was stepped over (F-38)
 * @TARN_ANOMALY_BAD_GENERIC: generic-trap that SNMPv1 does not have (P-TRP-02)
 * @TARN_ANOMALY_TRAP_PREFIX: notification without sysUpTime.0 and snmpTrapOID.0 in front (P-TRP-10)
 *
 * Deviations that were accepted: those up to NEGATIVE_BULK_FIELD by the decoder, the
 * others by who asked.
 */
typedef enum /*< flags >*/
{
  TARN_ANOMALY_NONE                 = 0,
  TARN_ANOMALY_TRAILING_BYTES       = 1 << 0,
  TARN_ANOMALY_EXTRA_FIELDS         = 1 << 1,
  TARN_ANOMALY_NON_MINIMAL_INTEGER  = 1 << 2,
  TARN_ANOMALY_MISSING_LEADING_ZERO = 1 << 3,
  TARN_ANOMALY_NEGATIVE_UNSIGNED    = 1 << 4,
  TARN_ANOMALY_INTEGER_TRUNCATED    = 1 << 5,
  TARN_ANOMALY_EMPTY_INTEGER        = 1 << 6,
  TARN_ANOMALY_OID_PADDED           = 1 << 7,
  TARN_ANOMALY_OID_TOO_LONG         = 1 << 8,
  TARN_ANOMALY_OID_OVERFLOW         = 1 << 9,
  TARN_ANOMALY_EMPTY_OID            = 1 << 10,
  TARN_ANOMALY_STRING_CLAMPED       = 1 << 11,
  TARN_ANOMALY_BAD_VALUE            = 1 << 12,
  TARN_ANOMALY_UNKNOWN_TYPE         = 1 << 13,
  TARN_ANOMALY_BAD_IP_ADDRESS       = 1 << 14,
  TARN_ANOMALY_NULL_CONTENT         = 1 << 15,
  TARN_ANOMALY_OBSOLETE_TYPE        = 1 << 16,
  TARN_ANOMALY_NEGATIVE_BULK_FIELD  = 1 << 17,
  TARN_ANOMALY_NOT_INCREASING       = 1 << 18,
  TARN_ANOMALY_EMPTY_REPLY          = 1 << 19,
  TARN_ANOMALY_DISCONTINUITY        = 1 << 20,
  TARN_ANOMALY_RENAMED              = 1 << 21,
  TARN_ANOMALY_MISSING              = 1 << 22,
  TARN_ANOMALY_RAGGED               = 1 << 23,
  TARN_ANOMALY_SKIPPED              = 1 << 24,
  TARN_ANOMALY_BAD_GENERIC          = 1 << 25,
  TARN_ANOMALY_TRAP_PREFIX          = 1 << 26,
} TarnAnomalies;

/* Profiles: the anomalies that a decoder accepts. */
#define TARN_PROFILE_STRICT  (TARN_ANOMALY_NONE)
#define TARN_PROFILE_LENIENT ((TarnAnomalies) 0x3ffff)
#define TARN_PROFILE_AGENT   (TARN_ANOMALY_TRAILING_BYTES | TARN_ANOMALY_EXTRA_FIELDS \
                              | TARN_ANOMALY_NON_MINIMAL_INTEGER | TARN_ANOMALY_EMPTY_OID \
                              | TARN_ANOMALY_NEGATIVE_BULK_FIELD | TARN_ANOMALY_OID_TOO_LONG)

#define TARN_TYPE_ANOMALIES (tarn_anomalies_get_type ())
TARN_EXPORT GType  tarn_anomalies_get_type  (void) G_GNUC_CONST;
TARN_EXPORT char  *tarn_anomalies_to_string (TarnAnomalies anomalies);

G_END_DECLS
