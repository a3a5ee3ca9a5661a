/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "mib/tarn-mib-types.h"

/**
 * tarn_mib_kind_to_string:
 * @kind: what an OID stands for
 *
 * Returns: "column"
 */
const char *
tarn_mib_kind_to_string (TarnMibKind kind)
{
  static const char *const words[] = {
    "node", "scalar", "table", "row", "column", "notification", "group", "compliance",
    "capabilities",
  };

  return kind < G_N_ELEMENTS (words) ? words[kind] : "?";
}

/**
 * tarn_mib_access_to_string:
 * @access: MAX-ACCESS
 *
 * Returns: the word of the SMI: "read-only"; "unknown" where there is none
 */
const char *
tarn_mib_access_to_string (TarnMibAccess access)
{
  static const char *const words[] = {
    "unknown", "not-accessible", "accessible-for-notify", "read-only", "read-write",
    "read-create", "write-only",
  };

  return access < G_N_ELEMENTS (words) ? words[access] : "?";
}

/**
 * tarn_mib_status_to_string:
 * @status: STATUS
 *
 * Returns: the word of the SMI: "current"; "unknown" where there is none
 */
const char *
tarn_mib_status_to_string (TarnMibStatus status)
{
  static const char *const words[] = {
    "unknown", "current", "deprecated", "obsolete", "mandatory", "optional",
  };

  return status < G_N_ELEMENTS (words) ? words[status] : "?";
}

/**
 * tarn_mib_base_to_string:
 * @base: what a SYNTAX comes down to
 *
 * Returns: the word of the SMI: "OCTET STRING"; "unknown" where there is none
 */
const char *
tarn_mib_base_to_string (TarnMibBase base)
{
  static const char *const words[] = {
    "unknown", "INTEGER", "Unsigned32", "Counter32", "Gauge32", "TimeTicks", "Counter64",
    "OCTET STRING", "BITS", "OBJECT IDENTIFIER", "IpAddress", "NetworkAddress", "Opaque",
  };

  return base < G_N_ELEMENTS (words) ? words[base] : "?";
}
