/* tarn-message.h
 *
 * A community message (v1, v2c), decoded into views of the datagram and encoded
 * from rows.
 *
 * A TarnMessage is a decoder that is used again and again: after its array of rows
 * has grown to the largest message, decoding allocates nothing.  All spans point
 * into the datagram (names that had to be made canonical, into the decoder) and
 * are good until the next decode.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "wire/tarn-ber-reader.h"
#include "wire/tarn-ber-writer.h"
#include "wire/tarn-pdu.h"

G_BEGIN_DECLS

/* The largest UDP payload there is, and so the size of every receive buffer
 * (P-SIZ-01). */
#define TARN_MESSAGE_MAX 65535

/* What an SNMPv1 Trap-PDU has instead of the common fields (P-TRP-01 …). */
typedef struct
{
  TarnSpan enterprise;
  TarnSpan agent_addr;
  gint32   generic_trap;
  gint32   specific_trap;
  guint32  time_stamp;
} TarnTrapV1;

typedef struct
{
  TarnVersion    version;
  TarnSpan       community;
  TarnPdu        pdu;
  TarnTrapV1     trap;           /* only for TARN_PDU_TRAP_V1                 */
  TarnRow       *rows;
  guint          n_rows;
  TarnSpan       varbinds;       /* content of the VarBindList as it came     */
  TarnSpan       octets;         /* the message TLV without trailing octets   */
  TarnAnomalies  anomalies;      /* of the message and of all its rows        */

  TarnBerError   error;
  gsize          error_at;       /* octet offset in the datagram              */

  /*< private >*/
  guint          n_allocated;
  guint8        *names;          /* canonical copies of padded names          */
  gsize          names_used;
  gsize          names_size;
} TarnMessage;

void        tarn_message_init      (TarnMessage   *self);
void        tarn_message_clear     (TarnMessage   *self);

/* Decodes a datagram.  FALSE leaves @error and @error_at; then version, community
 * and PDU hold what was read before that, else zeros.  With a reader that does not
 * accept BAD_VALUE (an agent), a value is checked only where the PDU uses it
 * (Set, Response, notifications): P-BER-16. */
gboolean    tarn_message_decode    (TarnMessage   *self,
                                    TarnSpan       datagram,
                                    TarnAnomalies  accept);

/* The community alone, of a v1 or v2c message that tarn_message_decode() would read so far. */
gboolean    tarn_message_peek_community (TarnSpan       datagram,
                                         TarnAnomalies  accept,
                                         TarnSpan      *community);

/* Encodes a message back to front; the result is tarn_ber_writer_span().  FALSE if
 * @writer has no room.  Not for v1 traps. */
gboolean    tarn_message_encode    (TarnBerWriter *writer,
                                    TarnVersion    version,
                                    TarnSpan       community,
                                    const TarnPdu *pdu,
                                    const TarnRow *rows,
                                    gsize          n_rows);

/* The same around a VarBindList whose content stands in front of @varbinds_end
 * already, from writer->pos on. */
gboolean    tarn_message_wrap      (TarnBerWriter *writer,
                                    TarnVersion    version,
                                    TarnSpan       community,
                                    const TarnPdu *pdu,
                                    const guint8  *varbinds_end);

/* The same with the fields of an SNMPv1 Trap-PDU. */
gboolean    tarn_message_wrap_trap (TarnBerWriter    *writer,
                                    TarnSpan          community,
                                    const TarnTrapV1 *trap,
                                    const guint8     *varbinds_end);

/* A row with value NULL, as requests carry. */
TarnRow     tarn_row_unspecified   (TarnSpan       name);

G_END_DECLS
