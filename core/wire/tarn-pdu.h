/* tarn-pdu.h
 *
 * The fields of a PDU; its varbinds stay outside, as rows.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "base/tarn-types.h"

G_BEGIN_DECLS

/* The identifier octet on the wire, P-PDT-01 to P-PDT-08. */
typedef enum
{
  TARN_PDU_GET      = 0xa0,
  TARN_PDU_GET_NEXT = 0xa1,
  TARN_PDU_RESPONSE = 0xa2,
  TARN_PDU_SET      = 0xa3,
  TARN_PDU_TRAP_V1  = 0xa4,
  TARN_PDU_GET_BULK = 0xa5,
  TARN_PDU_INFORM   = 0xa6,
  TARN_PDU_TRAP     = 0xa7,
  TARN_PDU_REPORT   = 0xa8,
} TarnPduType;

typedef struct
{
  TarnPduType type;
  gint32      request_id;
  union { gint32 error_status; gint32 non_repeaters;   };
  union { gint32 error_index;  gint32 max_repetitions; };
} TarnPdu;

gboolean    tarn_pdu_is_legal       (guint8      type,
                                     TarnVersion version);
const char *tarn_pdu_type_to_string (TarnPduType type);

G_END_DECLS
