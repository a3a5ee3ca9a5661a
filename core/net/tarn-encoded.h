/* tarn-encoded.h
 *
 * A request in octets, kept for the next one: where that differs in nothing but its
 * names, as in a walk, the names are copied into what stands there already; version,
 * community and headers are not encoded again.  Each try changes the octets of the
 * request-id: four, or two where that is wanted (F-31).
 *
 * Pure.  In a steady state nothing is allocated.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "wire/tarn-message.h"

G_BEGIN_DECLS

typedef struct
{
  guint8     *buffer;       /* the message stands at its end               */
  gsize       size;

  TarnSpan    octets;       /* the message, in @buffer; empty: none        */
  guint8     *id;           /* its request-id                              */
  gsize       id_len;       /* 4 or 2 octets of it                         */
  guint8     *varbinds;     /* the content of its VarBindList              */
  TarnSpan    community;    /* also there                                  */
  TarnVersion version;
  TarnPdu     pdu;
  gsize       n_rows;
} TarnEncoded;

void     tarn_encoded_clear  (TarnEncoded    *self);

/* @pdu's request_id is not looked at.  With v1 GET_BULK becomes GET_NEXT (P-COX-06).
 * FALSE if the message is larger than a datagram can be. */
gboolean tarn_encoded_set    (TarnEncoded    *self,
                              TarnVersion     version,
                              TarnSpan        community,
                              const TarnPdu  *pdu,
                              const TarnRow  *rows,
                              gsize           n_rows);
/* Makes the place of the id two octets, until the next request is set. */
void     tarn_encoded_shorten_id (TarnEncoded *self);
void     tarn_encoded_set_id (TarnEncoded    *self,
                              gint32          id);

G_END_DECLS
