/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "wire/tarn-pdu.h"

/* P-PDU-01 and the table above it; Report needs v3. */
gboolean
tarn_pdu_is_legal (guint8      type,
                   TarnVersion version)
{
  switch (type)
    {
    case TARN_PDU_GET:
    case TARN_PDU_GET_NEXT:
    case TARN_PDU_RESPONSE:
    case TARN_PDU_SET:
      return TRUE;

    case TARN_PDU_TRAP_V1:
      return version == TARN_VERSION_1;

    case TARN_PDU_GET_BULK:
    case TARN_PDU_INFORM:
    case TARN_PDU_TRAP:
      return version == TARN_VERSION_2C;

    default:
      return FALSE;
    }
}

const char *
tarn_pdu_type_to_string (TarnPduType type)
{
  static const char * const names[] = {
    "Get", "GetNext", "Response", "Set", "Trap", "GetBulk", "Inform", "SNMPv2-Trap", "Report",
  };
  guint index = (guint) type - TARN_PDU_GET;

  return index < G_N_ELEMENTS (names) ? names[index] : "unknown";
}
