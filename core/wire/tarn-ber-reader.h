/* tarn-ber-reader.h
 *
 * A cursor over borrowed octets.  Once it has failed it yields zeros and stays
 * failed: read everything, then look at @error once.  Anomalies that @accept does
 * not hold are errors; those it holds are collected in @anomalies.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "base/tarn-name.h"
#include "base/tarn-row.h"
#include "base/tarn-tlv.h"

G_BEGIN_DECLS

typedef enum
{
  TARN_BER_OK,
  TARN_BER_TRUNCATED,   /* an element is longer than what is left of its parent */
  TARN_BER_TAG,         /* another tag was due here                             */
  TARN_BER_LENGTH,      /* indefinite, reserved or overlong length octets       */
  TARN_BER_RANGE,       /* a number that its field cannot hold                  */
  TARN_BER_NAME,        /* an OID that is none                                  */
  TARN_BER_ANOMALY,     /* a deviation that the profile does not accept         */
  TARN_BER_VERSION,     /* a message version that is not ours                   */
  TARN_BER_PDU_TYPE,    /* a PDU that the version does not have                 */
} TarnBerError;

typedef struct
{
  const guint8  *start;       /* of the message: offsets count from here    */
  const guint8  *pos;
  const guint8  *end;         /* of the innermost element that is open      */
  TarnAnomalies  accept;
  TarnAnomalies  anomalies;
  TarnBerError   error;       /* sticky: the first thing that went wrong    */
  gsize          at;          /* octet offset of that first wrong thing     */
} TarnBerReader;

typedef struct
{
  guint8   tag;
  TarnSpan content;
  TarnSpan tlv;
} TarnBerElement;

void        tarn_ber_reader_init     (TarnBerReader  *self,
                                      TarnSpan        octets,
                                      TarnAnomalies   accept);
void        tarn_ber_reader_fail     (TarnBerReader  *self,
                                      TarnBerError    error,
                                      const guint8   *at);
void        tarn_ber_reader_fail_tlv (TarnBerReader  *self,
                                      TarnTlvError    error);
/* Collects @anomalies; fails if the profile does not accept them. */
void        tarn_ber_reader_note     (TarnBerReader  *self,
                                      TarnAnomalies   anomalies,
                                      const guint8   *at);

/* Integer fields of the protocol; values have their own tolerances. */
gint32      tarn_ber_read_int32      (TarnBerReader  *self);
guint32     tarn_ber_read_uint32     (TarnBerReader  *self,
                                      guint8          tag);

const char *tarn_ber_error_to_string (TarnBerError    error);

static inline TarnSpan
tarn_ber_reader_rest (const TarnBerReader *self)
{
  return tarn_span (self->pos, (gsize) (self->end - self->pos));
}

/* The next element, whatever it is.  Zeros once the reader has failed.  That the
 * element lies inside its parent is proved by tarn_tlv_parse(). */
static inline TarnBerElement
tarn_ber_read_any (TarnBerReader *self)
{
  TarnBerElement element = { 0 };
  TarnTlvHeader header;

  if (G_UNLIKELY (self->error != TARN_BER_OK))
    return element;

  header = tarn_tlv_parse (tarn_ber_reader_rest (self));
  if (G_UNLIKELY (header.error != TARN_TLV_OK))
    {
      tarn_ber_reader_fail_tlv (self, header.error);
      return element;
    }

  element.tag = header.tag;
  element.content = tarn_span (self->pos + header.header_len, header.content_len);
  element.tlv = tarn_span (self->pos, header.header_len + header.content_len);
  self->pos += element.tlv.len;

  return element;
}

/* The content of the next element, which must have @tag. */
static inline TarnSpan
tarn_ber_read (TarnBerReader *self,
               guint8         tag)
{
  const guint8 *at = self->pos;
  TarnBerElement element = tarn_ber_read_any (self);

  if (G_UNLIKELY (element.tag != tag))
    {
      tarn_ber_reader_fail (self, TARN_BER_TAG, at);
      return tarn_span (NULL, 0);
    }

  return element.content;
}

/* Narrows the reader to the content of the next element; returns the end to give
 * back to tarn_ber_leave(). */
static inline const guint8 *
tarn_ber_enter (TarnBerReader *self,
                guint8         tag)
{
  const guint8 *outer_end = self->end;
  TarnSpan content = tarn_ber_read (self, tag);

  if (G_LIKELY (self->error == TARN_BER_OK))
    {
      self->pos = content.data;
      self->end = content.data + content.len;
    }

  return outer_end;
}

/* Insists that the content was read to its last octet, or notes EXTRA_FIELDS
 * (P-BER-08). */
static inline void
tarn_ber_leave (TarnBerReader *self,
                const guint8  *outer_end)
{
  if (G_UNLIKELY (self->pos != self->end))
    tarn_ber_reader_note (self, TARN_ANOMALY_EXTRA_FIELDS, self->pos);

  if (G_LIKELY (self->error == TARN_BER_OK))
    self->pos = self->end;
  else
    self->pos = outer_end;
  self->end = outer_end;
}

G_END_DECLS
