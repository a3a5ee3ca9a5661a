/* tarn-responder-reply.c
 *
 * Responses, and how large they may be.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-responder-private.h"

#include "base/tarn-tlv.h"

/* The v1 form of every error-status (P-ERC-00 … P-ERC-18). */
static const guint8 v1_status[] = {
  [TARN_STATUS_NO_ERROR]             = TARN_STATUS_NO_ERROR,
  [TARN_STATUS_TOO_BIG]              = TARN_STATUS_TOO_BIG,
  [TARN_STATUS_NO_SUCH_NAME]         = TARN_STATUS_NO_SUCH_NAME,
  [TARN_STATUS_BAD_VALUE]            = TARN_STATUS_BAD_VALUE,
  [TARN_STATUS_READ_ONLY]            = TARN_STATUS_NO_SUCH_NAME,
  [TARN_STATUS_GEN_ERR]              = TARN_STATUS_GEN_ERR,
  [TARN_STATUS_NO_ACCESS]            = TARN_STATUS_NO_SUCH_NAME,
  [TARN_STATUS_WRONG_TYPE]           = TARN_STATUS_BAD_VALUE,
  [TARN_STATUS_WRONG_LENGTH]         = TARN_STATUS_BAD_VALUE,
  [TARN_STATUS_WRONG_ENCODING]       = TARN_STATUS_BAD_VALUE,
  [TARN_STATUS_WRONG_VALUE]          = TARN_STATUS_BAD_VALUE,
  [TARN_STATUS_NO_CREATION]          = TARN_STATUS_NO_SUCH_NAME,
  [TARN_STATUS_INCONSISTENT_VALUE]   = TARN_STATUS_BAD_VALUE,
  [TARN_STATUS_RESOURCE_UNAVAILABLE] = TARN_STATUS_GEN_ERR,
  [TARN_STATUS_COMMIT_FAILED]        = TARN_STATUS_GEN_ERR,
  [TARN_STATUS_UNDO_FAILED]          = TARN_STATUS_GEN_ERR,
  [TARN_STATUS_AUTHORIZATION_ERROR]  = TARN_STATUS_NO_SUCH_NAME,
  [TARN_STATUS_NOT_WRITABLE]         = TARN_STATUS_NO_SUCH_NAME,
  [TARN_STATUS_INCONSISTENT_NAME]    = TARN_STATUS_NO_SUCH_NAME,
};

static gsize
tlv_size (gsize content_len)
{
  return tarn_tlv_header_size (content_len) + content_len;
}

static gsize
int32_size (gint32 value)
{
  return 3 + g_bit_storage ((gulong) (value < 0 ? ~value : value)) / 8;
}

/* What a message has around its VarBindList. */
typedef struct
{
  gsize before_pdu;    /* version and community                     */
  gsize before_list;   /* request-id, error-status and error-index  */
} Frame;

/* Exact octets of the message around a VarBindList of @list_len octets (P-BLK-09). */
static gsize
message_size (const Frame *frame,
              gsize        list_len)
{
  return tlv_size (frame->before_pdu + tlv_size (frame->before_list + tlv_size (list_len)));
}

/* FALSE: not even an empty VarBindList fits. */
gboolean
tarn_response_begin (TarnResponse  *self,
                     TarnResponder *responder,
                     int            status,
                     int            index,
                     guint8        *buffer)
{
  const TarnMessage *request = &responder->message;
  const Frame frame = {
    .before_pdu = int32_size (request->version) + tlv_size (request->community.len),
    .before_list = int32_size (request->pdu.request_id) + int32_size (status)
                   + int32_size (index),
  };
  gsize empty = message_size (&frame, 0);
  gsize room;

  *self = (TarnResponse) {
    .pdu = {
      .type = TARN_PDU_RESPONSE,
      .request_id = request->pdu.request_id,
      .error_status = status,
      .error_index = index,
    },
    .buffer = buffer,
  };
  if (empty > responder->max_size)
    return FALSE;

  /* Lengths of lengths grow with the content: a few octets to give back, or fewer. */
  room = responder->max_size - empty;
  room -= message_size (&frame, room) - responder->max_size;
  while (message_size (&frame, room + 1) <= responder->max_size)
    room++;

  self->start = buffer + message_size (&frame, room) - room;
  self->pos = self->start;
  self->end = self->start + room;
  return TRUE;
}

/* FALSE, now and ever after: the response is full. */
gboolean
tarn_response_put (TarnResponse  *self,
                   const TarnRow *row)
{
  gsize size = tarn_ber_row_size (row);
  gsize header_len;
  TarnBerWriter writer;

  if (self->overflow || size > (gsize) (self->end - self->pos))
    {
      self->overflow = TRUE;
      return FALSE;
    }

  tarn_ber_writer_init (&writer, self->pos, size);
  tarn_ber_put_row (&writer, row);

  header_len = size < 0x82 ? 2 : size < 0x103 ? 3 : 4;
  self->last_name = tarn_span (self->pos + header_len + tarn_tlv_header_size (row->name.len),
                               row->name.len);
  self->pos += size;
  self->n_rows++;
  if (!tarn_row_is_exception (row))
    self->n_values++;
  return TRUE;
}

void
tarn_response_put_run (TarnResponse *self,
                       TarnSpan      run,
                       guint         n_rows,
                       TarnSpan      last_name)
{
  memcpy (self->pos, run.data, run.len);
  self->last_name = tarn_span (self->pos + (last_name.data - run.data), last_name.len);
  self->pos += run.len;
  self->n_rows += n_rows;
  self->n_values += n_rows;
}

TarnSpan
tarn_response_finish (TarnResponse  *self,
                      TarnResponder *responder)
{
  static const guint8 out_counters[] = {
    [TARN_STATUS_TOO_BIG] = TARN_SNMP_OUT_TOO_BIGS,
    [TARN_STATUS_NO_SUCH_NAME] = TARN_SNMP_OUT_NO_SUCH_NAMES,
    [TARN_STATUS_BAD_VALUE] = TARN_SNMP_OUT_BAD_VALUES,
    [TARN_STATUS_GEN_ERR] = TARN_SNMP_OUT_GEN_ERRS,
  };
  const TarnMessage *request = &responder->message;
  TarnBerWriter writer = { .start = self->buffer, .pos = self->start, .end = self->pos };
  int status = self->pdu.error_status;

  /* The room for the headers was counted, so they fit. */
  if (!tarn_message_wrap (&writer, request->version, request->community, &self->pdu, self->pos))
    g_assert_not_reached ();

  responder->counters[TARN_SNMP_OUT_PKTS]++;
  responder->counters[TARN_SNMP_OUT_GET_RESPONSES]++;
  if (status < (int) G_N_ELEMENTS (out_counters) && out_counters[status] != 0)
    responder->counters[out_counters[status]]++;

  return tarn_ber_writer_span (&writer);
}

static void
put_request_rows (TarnResponse  *self,
                  TarnResponder *responder)
{
  for (guint i = 0; i < responder->message.n_rows; i++)
    tarn_response_put (self, &responder->message.rows[i]);
}

/* The alternate response of P-SIZ-06, or silence where even that is too large. */
TarnSpan
tarn_responder_reply_too_big (TarnResponder *self,
                              guint8        *buffer)
{
  TarnResponse response;

  if (!tarn_response_begin (&response, self, TARN_STATUS_TOO_BIG, 0, buffer))
    {
      self->counters[TARN_SNMP_SILENT_DROPS]++;
      return tarn_span (NULL, 0);
    }

  if (self->message.version == TARN_VERSION_1)
    put_request_rows (&response, self);

  if (response.overflow)
    {
      self->counters[TARN_SNMP_SILENT_DROPS]++;
      return tarn_span (NULL, 0);
    }

  return tarn_response_finish (&response, self);
}

/* @status is of v2; the varbinds are those of the request (P-GET-03, P-COX-04).
 * Also the answer to a Set that went well (P-SET-09). */
TarnSpan
tarn_responder_reply_request (TarnResponder *self,
                              int            status,
                              int            index,
                              guint8        *buffer)
{
  TarnResponse response;

  if (self->message.version == TARN_VERSION_1)
    status = v1_status[status];

  if (!tarn_response_begin (&response, self, status, index, buffer))
    return tarn_responder_reply_too_big (self, buffer);

  put_request_rows (&response, self);
  if (response.overflow)
    return tarn_responder_reply_too_big (self, buffer);

  return tarn_response_finish (&response, self);
}
