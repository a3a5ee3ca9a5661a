/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "wire/tarn-ber-reader.h"

#include "base/tarn-number.h"

void
tarn_ber_reader_init (TarnBerReader *self,
                      TarnSpan       octets,
                      TarnAnomalies  accept)
{
  *self = (TarnBerReader) {
    .start = octets.data,
    .pos = octets.data,
    .end = octets.data + octets.len,
    .accept = accept,
  };
}

void
tarn_ber_reader_fail (TarnBerReader *self,
                      TarnBerError   error,
                      const guint8  *at)
{
  if (self->error != TARN_BER_OK)
    return;

  self->error = error;
  self->at = (gsize) (at - self->start);
  self->pos = self->end;
}

void
tarn_ber_reader_note (TarnBerReader *self,
                      TarnAnomalies  anomalies,
                      const guint8  *at)
{
  self->anomalies |= anomalies;
  if (anomalies & ~self->accept)
    tarn_ber_reader_fail (self, TARN_BER_ANOMALY, at);
}

void
tarn_ber_reader_fail_tlv (TarnBerReader *self,
                          TarnTlvError   error)
{
  switch (error)
    {
    case TARN_TLV_TAG:
      tarn_ber_reader_fail (self, TARN_BER_TAG, self->pos);
      break;
    case TARN_TLV_LENGTH:
      tarn_ber_reader_fail (self, TARN_BER_LENGTH, self->pos);
      break;
    case TARN_TLV_TRUNCATED:
    case TARN_TLV_OK:
    default:
      tarn_ber_reader_fail (self, TARN_BER_TRUNCATED, self->pos);
      break;
    }
}

gint32
tarn_ber_read_int32 (TarnBerReader *self)
{
  const guint8 *at = self->pos;
  TarnSpan content = tarn_ber_read (self, TARN_KIND_INTEGER);
  TarnAnomalies anomalies;
  gint32 number;

  if (self->error != TARN_BER_OK)
    return 0;

  anomalies = tarn_number_read_int32 (content, &number);
  if (anomalies & (TARN_ANOMALY_BAD_VALUE | TARN_ANOMALY_INTEGER_TRUNCATED))
    {
      /* A field of the protocol, unlike a value, has to be right (P-INT-04). */
      tarn_ber_reader_fail (self, TARN_BER_RANGE, at);
      return 0;
    }

  tarn_ber_reader_note (self, anomalies, at);
  return self->error == TARN_BER_OK ? number : 0;
}

guint32
tarn_ber_read_uint32 (TarnBerReader *self,
                      guint8         tag)
{
  const guint8 *at = self->pos;
  TarnSpan content = tarn_ber_read (self, tag);
  TarnAnomalies anomalies;
  guint32 number;

  if (self->error != TARN_BER_OK)
    return 0;

  anomalies = tarn_number_read_uint32 (content, &number);
  if (anomalies & (TARN_ANOMALY_BAD_VALUE | TARN_ANOMALY_INTEGER_TRUNCATED))
    {
      tarn_ber_reader_fail (self, TARN_BER_RANGE, at);
      return 0;
    }

  tarn_ber_reader_note (self, anomalies, at);
  return self->error == TARN_BER_OK ? number : 0;
}

const char *
tarn_ber_error_to_string (TarnBerError error)
{
  switch (error)
    {
    case TARN_BER_OK:
      return "no error";
    case TARN_BER_TRUNCATED:
      return "an element is longer than what is left";
    case TARN_BER_TAG:
      return "an element has another tag than is due here";
    case TARN_BER_LENGTH:
      return "the length octets are not allowed";
    case TARN_BER_RANGE:
      return "a number does not fit its field";
    case TARN_BER_NAME:
      return "a name is not an object identifier";
    case TARN_BER_ANOMALY:
      return "a deviation that is not tolerated here";
    case TARN_BER_VERSION:
      return "an SNMP version that is not supported";
    case TARN_BER_PDU_TYPE:
      return "a PDU that this SNMP version does not have";
    default:
      return "unknown";
    }
}
