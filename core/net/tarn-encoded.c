/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "net/tarn-encoded.h"

#include <string.h>

/* The largest payload of UDP over IPv4 (P-SIZ-01). */
#define MAX_REQUEST 65507

/* What stands around community and varbinds, at most. */
#define MAX_AROUND  64

/* Hold the places of four octets and of two. */
#define ANY_ID       G_MAXINT32
#define ANY_SHORT_ID G_MAXINT16

/* SEQUENCE, length, OBJECT IDENTIFIER, length; behind the name: NULL. */
#define NAME_AT     4
#define NULL_SIZE   2

void
tarn_encoded_clear (TarnEncoded *self)
{
  g_free (self->buffer);
  *self = (TarnEncoded) { 0 };
}

static gboolean
row_has_null (const TarnRow *row)
{
  return row->tlv.len == NULL_SIZE && row->tlv.data[0] == TARN_KIND_NULL && row->tlv.data[1] == 0;
}

/* Puts the names in where those of the last request stand.  FALSE if one has another
 * length or more than a name is to be said: then what is there is of no use. */
static gboolean
encoded_refill (TarnEncoded   *self,
                const TarnRow *rows,
                gsize          n_rows)
{
  guint8 *at = self->varbinds;

  for (gsize i = 0; i < n_rows; i++)
    {
      const TarnSpan name = rows[i].name;

      /* Lengths in one octet each; a name that is none is left to the writer. */
      if (name.len < 2 || name.len + NULL_SIZE + 2 > 0x7f || !row_has_null (&rows[i])
          || at[1] != name.len + NULL_SIZE + 2 || at[3] != name.len
          || at[NAME_AT + name.len] != TARN_KIND_NULL)
        return FALSE;

      memcpy (at + NAME_AT, name.data, name.len);
      at += NAME_AT + name.len + NULL_SIZE;
    }

  return TRUE;
}

static gboolean
encoded_is_like (const TarnEncoded *self,
                 TarnVersion        version,
                 TarnSpan           community,
                 const TarnPdu     *pdu,
                 gsize              n_rows)
{
  return self->octets.len > 0 && self->id_len == 4 && self->n_rows == n_rows
         && self->version == version
         && self->pdu.type == pdu->type && self->pdu.error_status == pdu->error_status
         && self->pdu.error_index == pdu->error_index
         && tarn_span_equal (self->community, community);
}

static gboolean
encoded_make_room (TarnEncoded   *self,
                   gsize          community_len,
                   const TarnRow *rows,
                   gsize          n_rows)
{
  gsize size = community_len + MAX_AROUND;

  for (gsize i = 0; i < n_rows && size <= MAX_REQUEST + MAX_AROUND; i++)
    size += tarn_ber_row_size (&rows[i]);

  self->octets = tarn_span (NULL, 0);
  if (size > MAX_REQUEST + MAX_AROUND)
    return FALSE;

  if (size > self->size)
    {
      g_free (self->buffer);
      self->size = MAX (size, 128);
      self->buffer = g_malloc (self->size);
    }
  return TRUE;
}

/* All that stands in front of what @writer has written: the id, and what is around it. */
static void
encoded_put_front (TarnEncoded   *self,
                   TarnBerWriter *writer,
                   gint32         id,
                   TarnPduType    type,
                   TarnVersion    version,
                   TarnSpan       community)
{
  tarn_ber_put_int32 (writer, id);
  self->id = writer->pos + 2;
  self->id_len = writer->pos[1];
  tarn_ber_wrap (writer, (guint8) type, writer->end);
  self->community = tarn_span (writer->pos - community.len, community.len);
  tarn_ber_put_tlv (writer, TARN_KIND_OCTET_STRING, community);
  tarn_ber_put_int32 (writer, (gint32) version);
  tarn_ber_wrap (writer, 0x30, writer->end);
}

gboolean
tarn_encoded_set (TarnEncoded   *self,
                  TarnVersion    version,
                  TarnSpan       community,
                  const TarnPdu *pdu,
                  const TarnRow *rows,
                  gsize          n_rows)
{
  TarnPdu ours = *pdu;
  TarnBerWriter writer;
  guint8 *end;

  if (version == TARN_VERSION_1 && ours.type == TARN_PDU_GET_BULK)
    ours = (TarnPdu) { .type = TARN_PDU_GET_NEXT };
  if (encoded_is_like (self, version, community, &ours, n_rows)
      && encoded_refill (self, rows, n_rows))
    return TRUE;

  if (!encoded_make_room (self, community.len, rows, n_rows))
    return FALSE;

  tarn_ber_writer_init (&writer, self->buffer, self->size);
  end = writer.pos;
  for (gsize i = n_rows; i-- > 0;)
    tarn_ber_put_row (&writer, &rows[i]);
  self->varbinds = writer.pos;
  tarn_ber_wrap (&writer, 0x30, end);
  tarn_ber_put_int32 (&writer, ours.error_index);
  tarn_ber_put_int32 (&writer, ours.error_status);
  encoded_put_front (self, &writer, ANY_ID, ours.type, version, community);
  if (writer.overflow || tarn_ber_writer_span (&writer).len > MAX_REQUEST)
    return FALSE;

  self->octets = tarn_ber_writer_span (&writer);
  self->version = version;
  self->pdu = ours;
  self->n_rows = n_rows;
  return TRUE;
}

void
tarn_encoded_shorten_id (TarnEncoded *self)
{
  /* It moves by the two octets, and by what headers shrink. */
  g_autofree guint8 *community = g_memdup2 (self->community.data, self->community.len);
  TarnBerWriter writer;

  tarn_ber_writer_init (&writer, self->buffer, self->size);
  writer.pos = self->id + self->id_len;
  encoded_put_front (self, &writer, ANY_SHORT_ID, self->pdu.type, self->version,
                     tarn_span (community, self->community.len));
  self->octets = tarn_ber_writer_span (&writer);
}

void
tarn_encoded_set_id (TarnEncoded *self,
                     gint32       id)
{
  for (gsize i = 0; i < self->id_len; i++)
    self->id[i] = (guint8) ((guint32) id >> 8 * (self->id_len - 1 - i));
}
