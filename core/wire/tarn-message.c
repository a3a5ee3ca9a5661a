/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "wire/tarn-message.h"

#include "base/tarn-row-private.h"

/* Rows of a common response; more make the array grow. */
#define FIRST_ROWS 64

static const guint8 zero_dot_zero[] = { 0 };

void
tarn_message_init (TarnMessage *self)
{
  *self = (TarnMessage) { 0 };
}

void
tarn_message_clear (TarnMessage *self)
{
  g_clear_pointer (&self->rows, g_free);
  g_clear_pointer (&self->names, g_free);
  tarn_message_init (self);
}

/* A canonical copy of a name or value that came otherwise.  What is canonical is
 * never longer, so the datagram's length is room enough for all of them. */
static TarnSpan
canonical_copy (TarnMessage *self,
                TarnSpan     octets,
                gsize        datagram_len)
{
  guint8 *copy;

  if (octets.len == 0)
    return tarn_span (zero_dot_zero, sizeof zero_dot_zero);

  if (self->names_size < datagram_len)
    {
      g_assert (self->names_used == 0);
      self->names = g_realloc (self->names, datagram_len);
      self->names_size = datagram_len;
    }

  copy = self->names + self->names_used;
  self->names_used += tarn_name_canonicalise (octets, copy);

  return tarn_span (copy, (gsize) (self->names + self->names_used - copy));
}

/* A name: an error if it is none, the empty span if it cannot be used (P-OID-03). */
static TarnSpan
read_name (TarnMessage   *self,
           TarnBerReader *reader,
           gsize          datagram_len,
           TarnAnomalies *anomalies)
{
  const guint8 *at = reader->pos;
  TarnSpan name = tarn_ber_read (reader, TARN_KIND_OBJECT_ID);

  *anomalies = TARN_ANOMALY_NONE;
  if (reader->error != TARN_BER_OK)
    return name;

  *anomalies = tarn_name_check (name);
  if (G_LIKELY (*anomalies == TARN_ANOMALY_NONE))
    return name;

  if (*anomalies & TARN_ANOMALY_BAD_VALUE)
    tarn_ber_reader_fail (reader, TARN_BER_NAME, at);
  else
    tarn_ber_reader_note (reader, *anomalies, at);

  if (*anomalies & TARN_ANOMALY_OID_OVERFLOW)
    return tarn_span (NULL, 0);
  if (*anomalies & (TARN_ANOMALY_OID_PADDED | TARN_ANOMALY_EMPTY_OID))
    return canonical_copy (self, name, datagram_len);

  return name;
}

/* The value of a varbind that is narrowed to it.  Where the PDU does not use values
 * they need only be BER (P-BER-16); where it does, a bad one is an anomaly of its
 * varbind and not of the message (P-BER-13). */
static void
read_value (TarnBerReader *reader,
            TarnRow       *row,
            gboolean       used)
{
  const guint8 *at = reader->pos;
  TarnSpan rest = tarn_ber_reader_rest (reader);
  TarnTlvHeader header;

  if (!used)
    {
      TarnBerElement element = tarn_ber_read_any (reader);

      row->tlv = element.tlv;
      row->tag = element.tag;
      row->header_len = (guint8) (element.tlv.len - element.content.len);
      return;
    }

  header = tarn_tlv_parse (rest);
  if (header.error == TARN_TLV_OK)
    rest.len = header.header_len + header.content_len;

  tarn_row_set_tlv (row, rest);
  reader->pos += rest.len;
  if (G_UNLIKELY (row->anomalies != TARN_ANOMALY_NONE))
    tarn_ber_reader_note (reader, row->anomalies, at);
}

/* As many of them as there are, and as there is room for. */
static void
read_plain_varbinds (TarnMessage   *self,
                     TarnBerReader *reader)
{
  TarnSpan rest = tarn_ber_reader_rest (reader);
  TarnRow *row = self->rows + self->n_rows;
  const TarnRow *end = self->rows + self->n_allocated;

  while (row < end)
    {
      gsize len = tarn_row_read_plain (row, rest);

      if (len == 0)
        break;
      rest = tarn_span (rest.data + len, rest.len - len);
      row++;
    }

  self->n_rows = (guint) (row - self->rows);
  reader->pos = rest.data;
}

static void
read_varbind (TarnMessage   *self,
              TarnBerReader *reader,
              TarnRow       *row,
              gsize          datagram_len,
              gboolean       values_used)
{
  const guint8 *outer_end = tarn_ber_enter (reader, 0x30);
  TarnAnomalies anomalies;

  *row = (TarnRow) { 0 };
  row->name = read_name (self, reader, datagram_len, &anomalies);
  if (G_UNLIKELY (reader->error != TARN_BER_OK))
    return;

  read_value (reader, row, values_used);
  row->anomalies |= anomalies;
  if (G_UNLIKELY (reader->pos != reader->end))
    row->anomalies |= TARN_ANOMALY_EXTRA_FIELDS;
  tarn_ber_leave (reader, outer_end);
}

/* The array grows as varbinds are found, never from a number that somebody claims
 * (P-BER-17). */
static void
reserve_row (TarnMessage *self)
{
  if (self->n_rows < self->n_allocated)
    return;

  self->n_allocated = MAX (FIRST_ROWS, 2 * self->n_allocated);
  self->rows = g_renew (TarnRow, self->rows, self->n_allocated);
}

static void
read_varbind_list (TarnMessage   *self,
                   TarnBerReader *reader,
                   gsize          datagram_len,
                   gboolean       values_used)
{
  const guint8 *outer_end = tarn_ber_enter (reader, 0x30);

  if (reader->error != TARN_BER_OK)
    return;

  self->varbinds = tarn_ber_reader_rest (reader);
  for (;;)
    {
      reserve_row (self);
      read_plain_varbinds (self, reader);
      if (reader->pos == reader->end)
        break;

      reserve_row (self);
      read_varbind (self, reader, &self->rows[self->n_rows], datagram_len, values_used);
      if (reader->error != TARN_BER_OK)
        return;
      self->n_rows++;
    }

  tarn_ber_leave (reader, outer_end);
}

/* An error field of a request: valid BER, its content is nobody's business
 * (P-BER-16). */
static gint32
read_ignored_field (TarnBerReader *reader)
{
  TarnBerElement element = tarn_ber_read_any (reader);
  gint32 number = 0;

  if (element.tag == TARN_KIND_INTEGER)
    tarn_number_read_int32 (element.content, &number);

  return number;
}

static gint32
read_bulk_field (TarnBerReader *reader)
{
  const guint8 *at = reader->pos;
  gint32 number = tarn_ber_read_int32 (reader);

  if (number < 0)
    tarn_ber_reader_note (reader, TARN_ANOMALY_NEGATIVE_BULK_FIELD, at);

  return number;
}

static void
read_trap_fields (TarnMessage   *self,
                  TarnBerReader *reader,
                  gsize          datagram_len)
{
  TarnAnomalies anomalies;
  const guint8 *at;

  self->trap.enterprise = read_name (self, reader, datagram_len, &anomalies);
  at = reader->pos;
  self->trap.agent_addr = tarn_ber_read (reader, TARN_KIND_IP_ADDRESS);
  if (reader->error == TARN_BER_OK && self->trap.agent_addr.len != 4)
    tarn_ber_reader_note (reader, TARN_ANOMALY_BAD_IP_ADDRESS, at);
  self->trap.generic_trap = tarn_ber_read_int32 (reader);
  self->trap.specific_trap = tarn_ber_read_int32 (reader);
  self->trap.time_stamp = tarn_ber_read_uint32 (reader, TARN_KIND_TIME_TICKS);
}

static void
read_common_fields (TarnMessage   *self,
                    TarnBerReader *reader)
{
  TarnPdu *pdu = &self->pdu;

  pdu->request_id = tarn_ber_read_int32 (reader);

  if (pdu->type == TARN_PDU_RESPONSE || pdu->type == TARN_PDU_REPORT)
    {
      pdu->error_status = tarn_ber_read_int32 (reader);
      pdu->error_index = tarn_ber_read_int32 (reader);
    }
  else if (pdu->type == TARN_PDU_GET_BULK)
    {
      pdu->non_repeaters = read_bulk_field (reader);
      pdu->max_repetitions = read_bulk_field (reader);
    }
  else
    {
      pdu->error_status = read_ignored_field (reader);
      pdu->error_index = read_ignored_field (reader);
    }
}

static void
read_pdu (TarnMessage   *self,
          TarnBerReader *reader,
          gsize          datagram_len)
{
  const guint8 *outer_end;
  guint8 type;

  if (reader->error != TARN_BER_OK)
    return;

  if (reader->pos == reader->end)
    {
      tarn_ber_reader_fail (reader, TARN_BER_TRUNCATED, reader->pos);
      return;
    }

  type = *reader->pos;
  if (!tarn_pdu_is_legal (type, self->version))
    {
      tarn_ber_reader_fail (reader, TARN_BER_PDU_TYPE, reader->pos);
      return;
    }

  outer_end = tarn_ber_enter (reader, type);
  if (reader->error != TARN_BER_OK)
    return;

  self->pdu.type = (TarnPduType) type;
  if (type == TARN_PDU_TRAP_V1)
    read_trap_fields (self, reader, datagram_len);
  else
    read_common_fields (self, reader);

  read_varbind_list (self, reader, datagram_len,
                     type != TARN_PDU_GET && type != TARN_PDU_GET_NEXT
                     && type != TARN_PDU_GET_BULK);
  tarn_ber_leave (reader, outer_end);
}

static TarnVersion
read_version (TarnBerReader *reader)
{
  const guint8 *at = reader->pos;
  gint32 version = tarn_ber_read_int32 (reader);

  if (reader->error != TARN_BER_OK)
    return TARN_VERSION_1;

  if (version == TARN_VERSION_1 || version == TARN_VERSION_2C)
    return (TarnVersion) version;

  tarn_ber_reader_fail (reader, TARN_BER_VERSION, at);
  return TARN_VERSION_1;
}

gboolean
tarn_message_peek_community (TarnSpan       datagram,
                             TarnAnomalies  accept,
                             TarnSpan      *community)
{
  TarnBerReader reader;

  tarn_ber_reader_init (&reader, datagram, accept);
  tarn_ber_enter (&reader, 0x30);
  read_version (&reader);
  *community = tarn_ber_read (&reader, TARN_KIND_OCTET_STRING);

  return reader.error == TARN_BER_OK;
}

gboolean
tarn_message_decode (TarnMessage   *self,
                     TarnSpan       datagram,
                     TarnAnomalies  accept)
{
  TarnBerReader reader;
  const guint8 *outer_end;

  self->community = self->varbinds = self->octets = tarn_span (NULL, 0);
  self->pdu = (TarnPdu) { 0 };
  self->trap = (TarnTrapV1) { 0 };
  self->n_rows = 0;
  self->names_used = 0;

  tarn_ber_reader_init (&reader, datagram, accept);
  outer_end = tarn_ber_enter (&reader, 0x30);
  self->version = read_version (&reader);
  self->community = tarn_ber_read (&reader, TARN_KIND_OCTET_STRING);
  read_pdu (self, &reader, datagram.len);
  tarn_ber_leave (&reader, outer_end);

  if (reader.error == TARN_BER_OK)
    {
      self->octets = tarn_span (datagram.data, (gsize) (reader.pos - datagram.data));
      if (reader.pos != reader.end)
        tarn_ber_reader_note (&reader, TARN_ANOMALY_TRAILING_BYTES, reader.pos);
    }

  self->anomalies = reader.anomalies;
  self->error = reader.error;
  self->error_at = reader.at;

  return reader.error == TARN_BER_OK;
}

gboolean
tarn_message_wrap (TarnBerWriter *writer,
                   TarnVersion    version,
                   TarnSpan       community,
                   const TarnPdu *pdu,
                   const guint8  *varbinds_end)
{
  tarn_ber_wrap (writer, 0x30, varbinds_end);
  tarn_ber_put_int32 (writer, pdu->error_index);
  tarn_ber_put_int32 (writer, pdu->error_status);
  tarn_ber_put_int32 (writer, pdu->request_id);
  tarn_ber_wrap (writer, (guint8) pdu->type, varbinds_end);
  tarn_ber_put_tlv (writer, TARN_KIND_OCTET_STRING, community);
  tarn_ber_put_int32 (writer, (gint32) version);
  tarn_ber_wrap (writer, 0x30, varbinds_end);

  return !writer->overflow;
}

gboolean
tarn_message_wrap_trap (TarnBerWriter    *writer,
                        TarnSpan          community,
                        const TarnTrapV1 *trap,
                        const guint8     *varbinds_end)
{
  tarn_ber_wrap (writer, 0x30, varbinds_end);
  tarn_ber_put_unsigned (writer, TARN_KIND_TIME_TICKS, trap->time_stamp);
  tarn_ber_put_int32 (writer, trap->specific_trap);
  tarn_ber_put_int32 (writer, trap->generic_trap);
  tarn_ber_put_tlv (writer, TARN_KIND_IP_ADDRESS, trap->agent_addr);
  tarn_ber_put_tlv (writer, TARN_KIND_OBJECT_ID, trap->enterprise);
  tarn_ber_wrap (writer, TARN_PDU_TRAP_V1, varbinds_end);
  tarn_ber_put_tlv (writer, TARN_KIND_OCTET_STRING, community);
  tarn_ber_put_int32 (writer, TARN_VERSION_1);
  tarn_ber_wrap (writer, 0x30, varbinds_end);

  return !writer->overflow;
}

gboolean
tarn_message_encode (TarnBerWriter *writer,
                     TarnVersion    version,
                     TarnSpan       community,
                     const TarnPdu *pdu,
                     const TarnRow *rows,
                     gsize          n_rows)
{
  const guint8 *varbinds_end = writer->pos;

  for (gsize i = n_rows; i-- > 0;)
    tarn_ber_put_row (writer, &rows[i]);

  return tarn_message_wrap (writer, version, community, pdu, varbinds_end);
}

TarnRow
tarn_row_unspecified (TarnSpan name)
{
  static const guint8 null_tlv[] = { TARN_KIND_NULL, 0 };

  return (TarnRow) {
    .name = name,
    .tlv = tarn_span (null_tlv, sizeof null_tlv),
    .tag = TARN_KIND_NULL,
    .header_len = 2,
  };
}
