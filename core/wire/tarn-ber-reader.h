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

G_BEGIN_DECLS

typedef enum
{
  TARN_BER_OK,
  TARN_BER_TRUNCATED,   /* an element is longer than what is left of its parent */
  TARN_BER_TAG,         /* another tag was due here                             */
  TARN_BER_LENGTH,      /* indefinite, reserved or overlong length octets       */
  TARN_BER_RANGE,       /* a number that its field cannot hold                  */
  TARN_BER_NAME,        /* an OID that is none                                  */
  TARN_BER_EXTRA,       /* octets after the last field                          */
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

void           tarn_ber_reader_init   (TarnBerReader  *self,
                                       TarnSpan        octets,
                                       TarnAnomalies   accept);
gboolean       tarn_ber_reader_at_end (const TarnBerReader *self);
void           tarn_ber_reader_fail   (TarnBerReader  *self,
                                       TarnBerError    error,
                                       const guint8   *at);

/* The one place where a length from the wire meets the octets that are left. */
TarnBerElement tarn_ber_read_any      (TarnBerReader  *self);

TarnSpan       tarn_ber_read          (TarnBerReader  *self,
                                       guint8          tag);
gint32         tarn_ber_read_int32    (TarnBerReader  *self);
guint32        tarn_ber_read_uint32   (TarnBerReader  *self,
                                       guint8          tag);

/* Narrows the reader to the content of the element; returns the end to give back
 * to tarn_ber_leave(), which insists that the content was read to its last octet
 * (EXTRA_FIELDS). */
const guint8  *tarn_ber_enter         (TarnBerReader  *self,
                                       guint8          tag);
void           tarn_ber_leave         (TarnBerReader  *self,
                                       const guint8   *outer_end);

const char    *tarn_ber_error_to_string (TarnBerError  error);

G_END_DECLS
