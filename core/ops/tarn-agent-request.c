/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-agent-request.h"

#include "base/tarn-name.h"

static const char *
operation_to_string (TarnPduType type)
{
  switch (type)
    {
    case TARN_PDU_GET:
      return "get";
    case TARN_PDU_GET_NEXT:
      return "get-next";
    case TARN_PDU_GET_BULK:
      return "get-bulk";
    case TARN_PDU_SET:
      return "set";
    case TARN_PDU_RESPONSE:
    case TARN_PDU_TRAP_V1:
    case TARN_PDU_INFORM:
    case TARN_PDU_TRAP:
    case TARN_PDU_REPORT:
    default:
      return NULL;
    }
}

static GPtrArray *
dup_varbinds (const TarnMessage *message,
              guint              max_varbinds)
{
  GPtrArray *varbinds = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_varbind_unref);

  for (guint i = 0; i < MIN (message->n_rows, max_varbinds); i++)
    {
      g_autoptr(TarnOid) oid = tarn_row_dup_oid (&message->rows[i]);
      g_autoptr(TarnValue) value = tarn_row_dup_value (&message->rows[i]);

      g_ptr_array_add (varbinds, tarn_varbind_new (oid, value));
    }

  return varbinds;
}

TarnAgentRequest *
tarn_agent_request_new (TarnMessage        *scratch,
                        const TarnEndpoint *peer,
                        TarnSpan            request,
                        TarnSpan            response,
                        guint               max_varbinds)
{
  TarnAgentRequest *self = g_new0 (TarnAgentRequest, 1);

  self->time_us = g_get_real_time ();
  self->peer = tarn_endpoint_to_string (peer);
  self->n_octets = request.len;
  self->n_answer_octets = response.len;
  self->answered = response.len > 0;
  self->status = "";

  if (tarn_message_decode (scratch, request, TARN_ANOMALY_NONE))
    {
      self->operation = operation_to_string (scratch->pdu.type);
      self->version = scratch->version;
      self->request_id = scratch->pdu.request_id;
      self->n_names = scratch->n_rows;
      if (scratch->n_rows > 0)
        self->oid = tarn_oid_new_name (scratch->rows[0].name);
      if (max_varbinds > 0)
        self->asked = dup_varbinds (scratch, max_varbinds);
    }

  if (self->answered && tarn_message_decode (scratch, response, TARN_ANOMALY_NONE))
    {
      self->error_status = scratch->pdu.error_status;
      self->error_index = scratch->pdu.error_index;
      self->status = tarn_status_to_string (self->error_status);
      self->n_answer_varbinds = scratch->n_rows;
      if (max_varbinds > 0)
        self->answers = dup_varbinds (scratch, max_varbinds);
    }

  return self;
}
