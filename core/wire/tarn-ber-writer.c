/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "wire/tarn-ber-writer.h"

#include "base/tarn-name.h"
#include "base/tarn-number.h"
#include "base/tarn-tlv.h"

void
tarn_ber_writer_init (TarnBerWriter *self,
                      guint8        *buffer,
                      gsize          size)
{
  self->start = buffer;
  self->end = buffer + size;
  self->pos = self->end;
  self->overflow = FALSE;
}

/* Moves down by @len octets and says where to write them; NULL when there is no
 * room, now and from then on. */
static guint8 *
reserve (TarnBerWriter *self,
         gsize          len)
{
  if (self->overflow || len > (gsize) (self->pos - self->start))
    {
      self->overflow = TRUE;
      return NULL;
    }

  self->pos -= len;
  return self->pos;
}

void
tarn_ber_wrap (TarnBerWriter *self,
               guint8         tag,
               const guint8  *content_end)
{
  gsize content_len = (gsize) (content_end - self->pos);
  guint8 *at = reserve (self, tarn_tlv_header_size (content_len));

  if (at != NULL)
    tarn_tlv_put_header (at, tag, content_len);
}

void
tarn_ber_put_octets (TarnBerWriter *self,
                     TarnSpan       octets)
{
  guint8 *at = reserve (self, octets.len);

  if (at != NULL && octets.len > 0)
    memcpy (at, octets.data, octets.len);
}

void
tarn_ber_put_tlv (TarnBerWriter *self,
                  guint8         tag,
                  TarnSpan       content)
{
  const guint8 *content_end = self->pos;

  tarn_ber_put_octets (self, content);
  tarn_ber_wrap (self, tag, content_end);
}

void
tarn_ber_put_int32 (TarnBerWriter *self,
                    gint32         value)
{
  guint8 octets[TARN_NUMBER_MAX_OCTETS];
  gsize len = tarn_number_put_signed (value, octets + sizeof octets);

  tarn_ber_put_tlv (self, TARN_KIND_INTEGER, tarn_span (octets + sizeof octets - len, len));
}

void
tarn_ber_put_unsigned (TarnBerWriter *self,
                       guint8         tag,
                       guint64        value)
{
  guint8 octets[TARN_NUMBER_MAX_OCTETS];
  gsize len = tarn_number_put_unsigned (value, octets + sizeof octets);

  tarn_ber_put_tlv (self, tag, tarn_span (octets + sizeof octets - len, len));
}

/* The empty name, the beginning of all names, is 0.0 on the wire (P-OID-06). */
static TarnSpan
wire_name (TarnSpan name)
{
  static const guint8 zero_dot_zero[] = { 0 };

  return name.len > 0 ? name : tarn_span (zero_dot_zero, sizeof zero_dot_zero);
}

void
tarn_ber_put_name (TarnBerWriter *self,
                   TarnSpan       name)
{
  tarn_ber_put_tlv (self, TARN_KIND_OBJECT_ID, wire_name (name));
}

void
tarn_ber_put_row (TarnBerWriter *self,
                  const TarnRow *row)
{
  const guint8 *content_end = self->pos;

  if (G_UNLIKELY (row->anomalies & TARN_ANOMALY_STRING_CLAMPED))
    tarn_ber_put_tlv (self, row->tag, tarn_row_content (row));
  else
    tarn_ber_put_octets (self, row->tlv);

  tarn_ber_put_name (self, row->name);
  tarn_ber_wrap (self, 0x30, content_end);
}

gsize
tarn_ber_row_size (const TarnRow *row)
{
  gsize name_len = wire_name (row->name).len;
  gsize value_len = row->tlv.len;
  gsize len;

  if (G_UNLIKELY (row->anomalies & TARN_ANOMALY_STRING_CLAMPED))
    {
      value_len = tarn_row_content (row).len;
      value_len += tarn_tlv_header_size (value_len);
    }

  len = tarn_tlv_header_size (name_len) + name_len + value_len;
  return tarn_tlv_header_size (len) + len;
}
