/* tarn-faults-encode.c
 *
 * Encodes an answer as it should not be.  Rules: protocol.md sections 1 and 2.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-faults-private.h"

#include "base/tarn-number.h"
#include "base/tarn-tlv.h"

#define MANY_ARCS     150   /* more than may be sent, fewer than are received (P-OID-09) */
#define TOO_MANY_ARCS 300
#define WIDE_OCTETS   10
#define LONG_HEADER   6     /* tag, 84, four octets  */
#define PADDED_HEADER 10    /* tag, 88, eight octets */

/* A value on its way out. */
typedef struct
{
  guint8   tag;
  TarnSpan content;
  gsize    lie;                      /* its length says so much more              */
  gboolean changed;                  /* else it goes out as it stands in the row  */
  guint8   octets[WIDE_OCTETS + 1];  /* of @content, where that is a new number   */
} Value;

static gboolean
is_unsigned (const Value *self)
{
  return self->tag == TARN_KIND_COUNTER32 || self->tag == TARN_KIND_GAUGE32
         || self->tag == TARN_KIND_TIME_TICKS || self->tag == TARN_KIND_UINTEGER32;
}

static gboolean
is_32_bits (const Value *self)
{
  return self->tag == TARN_KIND_INTEGER || is_unsigned (self);
}

static gboolean
is_string (const Value *self)
{
  return self->tag == TARN_KIND_OCTET_STRING || self->tag == TARN_KIND_OPAQUE;
}

/* Puts @octet in front. */
static gboolean
prepend (Value  *self,
         guint8  octet)
{
  gsize len = self->content.len;
  guint8 content[TARN_NUMBER_MAX_OCTETS];

  if (len == 0 || len > sizeof content)
    return FALSE;

  memcpy (content, self->content.data, len);   /* which may be @octets */
  self->octets[0] = octet;
  memcpy (self->octets + 1, content, len);
  self->content = tarn_span (self->octets, len + 1);
  return TRUE;
}

static gboolean
drop_first (Value *self)
{
  self->content = tarn_span (self->content.data + 1, self->content.len - 1);
  return TRUE;
}

static gboolean
set_len (Value *self,
         gsize  len)
{
  self->content.len = len;
  return TRUE;
}

static gboolean
set_tag (Value  *self,
         guint8  tag)
{
  self->tag = tag;
  return TRUE;
}

/* A fifth octet that counts, and the four that stay (P-INT-08). */
static gboolean
widen (Value *self)
{
  gint64 number = 0;

  if (self->content.len == 0 || self->content.len > 5)
    return FALSE;
  if (self->tag == TARN_KIND_INTEGER && self->content.data[0] & 0x80)
    number = -1;

  for (gsize i = 0; i < self->content.len; i++)
    number = (gint64) ((guint64) number << 8 | self->content.data[i]);

  self->octets[0] = 1;
  for (guint i = 0; i < 4; i++)
    self->octets[1 + i] = (guint8) ((guint64) number >> (24 - 8 * i));
  self->content = tarn_span (self->octets, 5);
  return TRUE;
}

/* FALSE: @kind has no use for such a value. */
static gboolean
spoil_number (Value         *self,
              TarnFaultKind  kind)
{
  gsize len = self->content.len;
  gboolean wide = self->tag == TARN_KIND_COUNTER64;
  gboolean has_zero = len > 1 && self->content.data[0] == 0;

  switch ((int) kind)
    {
    case TARN_FAULT_NON_MINIMAL_INTEGER:
      return (is_32_bits (self) || wide) && len > 0 && len < TARN_NUMBER_MAX_OCTETS
             && prepend (self, self->tag == TARN_KIND_INTEGER && self->content.data[0] & 0x80
                               ? 0xff : 0);

    case TARN_FAULT_MISSING_LEADING_ZERO:
      return has_zero && ((is_unsigned (self) && len == 5) || (wide && len == 9))
             && drop_first (self);

    case TARN_FAULT_NEGATIVE_UNSIGNED:
      return has_zero && is_unsigned (self) && len <= 4 && drop_first (self);

    case TARN_FAULT_INTEGER_TRUNCATED:
      return is_32_bits (self) && widen (self);

    case TARN_FAULT_EMPTY_VALUE:
      return is_32_bits (self) && set_len (self, 0);

    case TARN_FAULT_EMPTY_COUNTER64:
      return wide && set_len (self, 0);

    default:   /* WIDE_COUNTER64 */
      if (!wide)
        return FALSE;
      memset (self->octets, 0, sizeof self->octets);
      self->octets[0] = 1;
      self->content = tarn_span (self->octets, WIDE_OCTETS);
      return TRUE;
    }
}

static gboolean
spoil_value (Value         *self,
             TarnFaultKind  kind)
{
  switch ((int) kind)
    {
    case TARN_FAULT_EMPTY_OID:
      return self->tag == TARN_KIND_OBJECT_ID && set_len (self, 0);

    case TARN_FAULT_BAD_IP_ADDRESS:
      return self->tag == TARN_KIND_IP_ADDRESS && self->content.len > 3 && set_len (self, 3);

    case TARN_FAULT_STRING_CLAMPED:
    case TARN_FAULT_STRING_OVERRUN:
      self->lie = kind == TARN_FAULT_STRING_CLAMPED ? 1 : 2;
      return is_string (self);

    case TARN_FAULT_UNKNOWN_TYPE:
      return set_tag (self, 0x4c);

    case TARN_FAULT_CONSTRUCTED_STRING:
      return self->tag == TARN_KIND_OCTET_STRING && set_tag (self, 0x24);

    case TARN_FAULT_HIGH_TAG:
      return set_tag (self, 0x5f);

    default:
      return kind >= TARN_FAULT_NON_MINIMAL_INTEGER && kind <= TARN_FAULT_WIDE_COUNTER64
             && spoil_number (self, kind);
    }
}

static void
put_value (TarnFaults    *self,
           TarnBerWriter *writer,
           const TarnRow *row)
{
  Value value = { .tag = row->tag, .content = tarn_row_content (row) };
  gsize len;
  guint8 header[6];

  /* What is no value cannot have a wrong one. */
  for (guint i = 0; i < self->faults->len && !tarn_row_is_exception (row); i++)
    {
      const TarnFault *fault = self->faults->pdata[i];

      if (tarn_fault_is_about (fault, row->name) && spoil_value (&value, fault->kind))
        value.changed = TRUE;
    }

  if (!value.changed && !(row->anomalies & TARN_ANOMALY_STRING_CLAMPED))
    {
      tarn_ber_put_octets (writer, row->tlv);
      return;
    }

  len = value.content.len + (is_string (&value) ? value.lie : 0);
  tarn_tlv_put_header (header, value.tag, len);
  tarn_ber_put_octets (writer, value.content);
  tarn_ber_put_octets (writer, tarn_span (header, tarn_tlv_header_size (len)));
}

/* Arcs of 1, until there are @n. */
static void
put_arcs (TarnBerWriter *writer,
          TarnSpan       name,
          guint          n)
{
  static const guint8 one = 1;

  for (guint i = tarn_name_count_arcs (name); i < n; i++)
    tarn_ber_put_octets (writer, tarn_span (&one, 1));
}

/* The name, back to front. */
static void
put_name (TarnFaults    *self,
          TarnBerWriter *writer,
          TarnSpan       name)
{
  static const guint8 overflow[] = { 0x90, 0x80, 0x80, 0x80, 0x00 };   /* 2^32 */
  static const guint8 unfinished = 0x81;
  static const guint8 padding = 0x80;
  const guint8 *end = writer->pos;
  gsize last = name.len;

  for (guint i = 0; i < self->faults->len; i++)
    {
      const TarnFault *fault = self->faults->pdata[i];

      if (!tarn_fault_is_about (fault, name))
        continue;

      if (fault->kind == TARN_FAULT_OID_UNFINISHED)
        tarn_ber_put_octets (writer, tarn_span (&unfinished, 1));
      else if (fault->kind == TARN_FAULT_OID_OVERFLOW)
        tarn_ber_put_octets (writer, tarn_span (overflow, sizeof overflow));
      else if (fault->kind == TARN_FAULT_OID_ENDLESS)
        put_arcs (writer, name, TOO_MANY_ARCS);
      else if (fault->kind == TARN_FAULT_OID_TOO_LONG)
        put_arcs (writer, name, MANY_ARCS);
      else if (fault->kind == TARN_FAULT_OID_PADDED && last == name.len && name.len > 0)
        for (last--; last > 0 && name.data[last - 1] & 0x80;)
          last--;
    }

  tarn_ber_put_octets (writer, tarn_span (name.data + last, name.len - last));
  if (last < name.len)
    tarn_ber_put_octets (writer, tarn_span (&padding, 1));
  tarn_ber_put_octets (writer, tarn_span (name.data, last));
  tarn_ber_wrap (writer, TARN_KIND_OBJECT_ID, end);
}

/* Finds the fault of @kind that concerns this answer. */
static const TarnFault *
find (TarnFaults    *self,
      TarnFaultKind  kind)
{
  for (guint i = 0; i < self->faults->len; i++)
    {
      const TarnFault *fault = self->faults->pdata[i];

      if (fault->kind == kind && tarn_faults_concerns (self, fault))
        return fault;
    }

  return NULL;
}

/* Tag and length, of @header_len octets, in front of what was written since @end. */
static void
wrap (TarnBerWriter *writer,
      guint8         tag,
      gsize          header_len,
      const guint8  *end)
{
  gsize len = (gsize) (end - writer->pos);
  guint8 header[PADDED_HEADER] = { tag };

  if (header_len == 0)
    {
      tarn_ber_wrap (writer, tag, end);
      return;
    }

  header[1] = (guint8) (0x80 | (header_len - 2));
  for (gsize i = header_len - 1; i >= 2; i--, len >>= 8)
    header[i] = (guint8) len;
  tarn_ber_put_octets (writer, tarn_span (header, header_len));
}

/* A number in four octets. */
static void
put_field (TarnBerWriter *writer,
           gint32         number,
           gboolean       wide)
{
  guint32 big_endian = GUINT32_TO_BE ((guint32) number);

  if (wide)
    tarn_ber_put_tlv (writer, TARN_KIND_INTEGER, tarn_span (&big_endian, sizeof big_endian));
  else
    tarn_ber_put_int32 (writer, number);
}

static void
put_id (TarnFaults    *self,
        TarnBerWriter *writer)
{
  const TarnFault *fault = find (self, TARN_FAULT_ID);
  gint32 id = self->answer.pdu.request_id;
  guint8 octets[5];
  guint32 big_endian;

  switch (fault != NULL ? (int) fault->a : -1)
    {
    case TARN_FAULT_ID_WRONG:
      tarn_ber_put_int32 (writer, (gint32) ((guint32) id + 1));
      break;

    case TARN_FAULT_ID_16_BIT:
      tarn_ber_put_int32 (writer, (guint16) id);
      break;

    case TARN_FAULT_ID_NEGATIVE_16_BIT:
      tarn_ber_put_int32 (writer, (gint16) id);
      break;

    case TARN_FAULT_ID_NEGATIVE:
      tarn_ber_put_int32 (writer, (gint32) (0 - (guint32) id));
      break;

    case TARN_FAULT_ID_SIGN_EXTENDED:
      big_endian = GUINT32_TO_BE ((guint32) id);
      octets[0] = id < 0 ? 0xff : 0;
      memcpy (octets + 1, &big_endian, sizeof big_endian);
      tarn_ber_put_tlv (writer, TARN_KIND_INTEGER, tarn_span (octets, sizeof octets));
      break;

    default:
      tarn_ber_put_int32 (writer, id);
      break;
    }
}

static void
put_varbinds (TarnFaults    *self,
              TarnBerWriter *writer,
              gsize          header_len)
{
  gboolean overrun = find (self, TARN_FAULT_OVERRUN) != NULL;

  for (guint i = self->rows->len; i-- > 0;)
    {
      const TarnRow *row = tarn_faults_row (self, i);
      const guint8 *end = writer->pos;

      put_value (self, writer, row);
      put_name (self, writer, row->name);
      /* The last one counts an octet that is not there any more. */
      wrap (writer, 0x30, header_len, overrun && i + 1 == self->rows->len ? end + 1 : end);
    }
}

/* The header of the message, and what must stand behind it. */
static void
finish (TarnFaults    *self,
        TarnBerWriter *writer,
        gsize          header_len,
        const guint8  *end)
{
  static const guint8 reserved[] = { 0x30, 0xff };
  static const guint8 indefinite[] = { 0x30, 0x80 };

  if (find (self, TARN_FAULT_RESERVED_LENGTH) != NULL)
    tarn_ber_put_octets (writer, tarn_span (reserved, sizeof reserved));
  else if (find (self, TARN_FAULT_INDEFINITE_LENGTH) != NULL)
    tarn_ber_put_octets (writer, tarn_span (indefinite, sizeof indefinite));
  else
    wrap (writer, 0x30, header_len, end);
}

TarnSpan
tarn_faults_encode (TarnFaults *self)
{
  static const guint8 end_of_contents[] = { 0, 0 };
  static const guint8 null_tlv[] = { TARN_KIND_NULL, 0 };
  const TarnPdu *pdu = &self->answer.pdu;
  const TarnFault *community = find (self, TARN_FAULT_COMMUNITY);
  gboolean wide = find (self, TARN_FAULT_WIDE_FIELDS) != NULL;
  gsize header_len = find (self, TARN_FAULT_PADDED_LENGTHS) != NULL ? PADDED_HEADER
                     : find (self, TARN_FAULT_LONG_LENGTHS) != NULL ? LONG_HEADER : 0;
  const guint8 *end, *list_end;
  TarnBerWriter writer;

  tarn_ber_writer_init (&writer, self->buffer, TARN_FAULTS_MAX_DATAGRAM);
  if (find (self, TARN_FAULT_INDEFINITE_LENGTH) != NULL)
    tarn_ber_put_octets (&writer, tarn_span (end_of_contents, sizeof end_of_contents));
  end = writer.pos;
  if (find (self, TARN_FAULT_EXTRA_FIELDS) != NULL)
    tarn_ber_put_octets (&writer, tarn_span (null_tlv, sizeof null_tlv));

  list_end = writer.pos;
  put_varbinds (self, &writer, header_len);
  wrap (&writer, 0x30, header_len, list_end);
  put_field (&writer, pdu->error_index, wide);
  if (find (self, TARN_FAULT_EMPTY_FIELD) != NULL)
    tarn_ber_put_tlv (&writer, TARN_KIND_INTEGER, tarn_span (NULL, 0));
  else
    put_field (&writer, pdu->error_status, wide);
  put_id (self, &writer);
  wrap (&writer, TARN_PDU_RESPONSE, header_len, end);

  tarn_ber_put_tlv (&writer, TARN_KIND_OCTET_STRING,
                    community != NULL ? tarn_span (community->text, strlen (community->text))
                                      : self->answer.community);
  put_field (&writer, (gint32) self->answer.version, wide);
  finish (self, &writer, header_len, end);

  return writer.overflow ? tarn_span (NULL, 0) : tarn_ber_writer_span (&writer);
}
