/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "base/tarn-row.h"

#include "base/tarn-name.h"
#include "base/tarn-number.h"
#include "base/tarn-tlv.h"
#include "base/tarn-value-private.h"

TarnAnomalies
tarn_content_check_slow (guint8   tag,
                         TarnSpan content)
{
  gint32 signed_number;
  guint32 number;
  guint64 large_number;
  TarnAnomalies anomalies;

  switch (tag)
    {
    case TARN_KIND_OCTET_STRING:
    case TARN_KIND_OPAQUE:
      return TARN_ANOMALY_NONE;

    case TARN_KIND_INTEGER:
      return tarn_number_read_int32 (content, &signed_number);

    case TARN_KIND_COUNTER32:
    case TARN_KIND_GAUGE32:
    case TARN_KIND_TIME_TICKS:
      return tarn_number_read_uint32 (content, &number);

    case TARN_KIND_UINTEGER32:
      return tarn_number_read_uint32 (content, &number) | TARN_ANOMALY_OBSOLETE_TYPE;

    case TARN_KIND_COUNTER64:
      return tarn_number_read_uint64 (content, &large_number);

    case TARN_KIND_OBJECT_ID:
      anomalies = tarn_name_check (content);
      return anomalies & TARN_ANOMALY_OID_OVERFLOW ? anomalies | TARN_ANOMALY_BAD_VALUE : anomalies;

    case TARN_KIND_IP_ADDRESS:
      return content.len == 4 ? TARN_ANOMALY_NONE : TARN_ANOMALY_BAD_IP_ADDRESS;

    case TARN_KIND_NULL:
      return content.len == 0 ? TARN_ANOMALY_NONE : TARN_ANOMALY_NULL_CONTENT;

    case TARN_KIND_NO_SUCH_OBJECT:
    case TARN_KIND_NO_SUCH_INSTANCE:
    case TARN_KIND_END_OF_MIB_VIEW:
      return content.len == 0 ? TARN_ANOMALY_NONE : TARN_ANOMALY_BAD_VALUE;

    case TARN_KIND_BIT_STRING:
    case TARN_KIND_NSAP_ADDRESS:
      return TARN_ANOMALY_OBSOLETE_TYPE;

    default:   /* constructed where SNMP has only primitive values: P-BER-02 */
      return tag & 0x20 ? TARN_ANOMALY_BAD_VALUE : TARN_ANOMALY_UNKNOWN_TYPE;
    }
}

/**
 * tarn_row_set_tlv: (skip)
 * @self: a row
 * @tlv: a value that fills its varbind, as it came
 *
 * Sets all of @self but its name.  A string that promises exactly one octet more
 * than there is gets %TARN_ANOMALY_STRING_CLAMPED (rule P-BER-14); any other TLV
 * that does not fit @tlv gets %TARN_ANOMALY_BAD_VALUE (rule P-BER-13).
 */
void
tarn_row_set_tlv (TarnRow  *self,
                  TarnSpan  tlv)
{
  TarnTlvHeader header = tarn_tlv_parse (tlv);
  gsize available;

  self->tlv = tlv;
  self->tag = header.tag;
  self->header_len = header.header_len;

  if (G_LIKELY (header.error == TARN_TLV_OK && header.header_len + header.content_len == tlv.len))
    {
      self->anomalies = tarn_content_check (header.tag, tarn_row_content (self));
      return;
    }

  available = tlv.len - header.header_len;
  if (header.error == TARN_TLV_TRUNCATED && header.header_len > 0
      && header.content_len == available + 1
      && (header.tag == TARN_KIND_OCTET_STRING || header.tag == TARN_KIND_OPAQUE))
    self->anomalies = TARN_ANOMALY_STRING_CLAMPED;
  else
    self->anomalies = TARN_ANOMALY_BAD_VALUE;
}

/**
 * tarn_row_get_integer: (skip)
 * @self: a row
 * @number: (out): its value
 *
 * Returns: whether @self holds an INTEGER that can be read
 */
gboolean
tarn_row_get_integer (const TarnRow *self,
                      gint64        *number)
{
  gint32 value;

  *number = 0;
  if (self->tag != TARN_KIND_INTEGER || self->anomalies & TARN_ANOMALY_BAD_VALUE)
    return FALSE;

  tarn_number_read_int32 (tarn_row_content (self), &value);
  *number = value;
  return TRUE;
}

/**
 * tarn_row_get_unsigned: (skip)
 * @self: a row
 * @number: (out): its value
 *
 * Returns: whether @self holds a Counter32, Gauge32, TimeTicks, UInteger32 or
 *   Counter64 that can be read
 */
gboolean
tarn_row_get_unsigned (const TarnRow *self,
                       guint64       *number)
{
  guint32 value;

  *number = 0;
  if (self->anomalies & TARN_ANOMALY_BAD_VALUE)
    return FALSE;

  switch (self->tag)
    {
    case TARN_KIND_COUNTER32:
    case TARN_KIND_GAUGE32:
    case TARN_KIND_TIME_TICKS:
    case TARN_KIND_UINTEGER32:
      tarn_number_read_uint32 (tarn_row_content (self), &value);
      *number = value;
      return TRUE;

    case TARN_KIND_COUNTER64:
      tarn_number_read_uint64 (tarn_row_content (self), number);
      return TRUE;

    default:
      return FALSE;
    }
}

/**
 * tarn_row_get_opaque_type: (skip)
 * @self: a row
 * @content: (out): the octets of the wrapped value
 *
 * Looks into an Opaque as net-snmp fills it (rule P-STR-05): 0x78 float, 0x79
 * double, 0x76 Counter64, 0x7a signed 64, 0x7b unsigned 64.
 *
 * Returns: the second tag octet of the wrapped value, or 0 if it is none of these
 */
guint8
tarn_row_get_opaque_type (const TarnRow *self,
                          TarnSpan      *content)
{
  TarnSpan opaque = tarn_row_content (self);
  guint8 type;

  *content = tarn_span (NULL, 0);
  if (self->tag != TARN_KIND_OPAQUE || self->anomalies & TARN_ANOMALY_BAD_VALUE)
    return 0;
  if (opaque.len < 3 || opaque.data[0] != 0x9f || opaque.data[2] != opaque.len - 3)
    return 0;

  type = opaque.data[1];
  *content = tarn_span (opaque.data + 3, opaque.len - 3);

  switch (type)
    {
    case 0x78:
      return content->len == 4 ? type : 0;
    case 0x79:
      return content->len == 8 ? type : 0;
    case 0x76:
    case 0x7a:
    case 0x7b:
      return content->len >= 1 && content->len <= 9 ? type : 0;
    default:
      return 0;
    }
}

/**
 * tarn_row_get_real: (skip)
 * @self: a row
 * @number: (out): its value
 *
 * Returns: whether @self holds an Opaque with a float or a double
 */
gboolean
tarn_row_get_real (const TarnRow *self,
                   double        *number)
{
  TarnSpan content;
  guint8 type = tarn_row_get_opaque_type (self, &content);
  guint64 bits = 0;

  *number = 0;
  if (type != 0x78 && type != 0x79)
    return FALSE;

  for (gsize i = 0; i < content.len; i++)
    bits = bits << 8 | content.data[i];

  if (type == 0x78)
    {
      guint32 half = (guint32) bits;
      float value;

      memcpy (&value, &half, sizeof value);
      *number = value;
    }
  else
    {
      memcpy (number, &bits, sizeof *number);
    }

  return TRUE;
}

/**
 * tarn_row_dup_oid: (skip)
 * @self: a row
 *
 * Returns: (transfer full): the name of @self
 */
TarnOid *
tarn_row_dup_oid (const TarnRow *self)
{
  return tarn_oid_new_name (self->name);
}

/**
 * tarn_row_dup_value: (skip)
 * @self: a row
 *
 * Returns: (transfer full): the value of @self
 */
TarnValue *
tarn_row_dup_value (const TarnRow *self)
{
  return tarn_value_new_span (self->tlv);
}

/**
 * tarn_row_dup_varbind: (skip)
 * @self: a row
 *
 * Returns: (transfer full): @self as a varbind that can be kept
 */
TarnVarbind *
tarn_row_dup_varbind (const TarnRow *self)
{
  g_autoptr(TarnOid) oid = tarn_row_dup_oid (self);
  g_autoptr(TarnValue) value = tarn_row_dup_value (self);

  return tarn_varbind_new (oid, value);
}

/**
 * tarn_row_from_varbind: (skip)
 * @varbind: a varbind
 *
 * Returns: a row that is good as long as @varbind
 */
TarnRow
tarn_row_from_varbind (const TarnVarbind *varbind)
{
  TarnRow row = *tarn_value_get_row (tarn_varbind_get_value (varbind));

  row.name = tarn_oid_span (tarn_varbind_get_oid (varbind));
  return row;
}
