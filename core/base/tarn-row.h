/* tarn-row.h
 *
 * A row is a varbind that is only looked at: spans into a datagram or a page that
 * somebody else owns.  This is what moves through Tarn by the million, so there is
 * no allocation and no reference count; whoever keeps a row makes a TarnVarbind.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "base/tarn-anomaly.h"
#include "base/tarn-span.h"
#include "base/tarn-varbind.h"

G_BEGIN_DECLS

/**
 * TarnRow: (skip)
 * @name: content octets of the OID, canonical
 * @tlv: the value exactly as it came; with %TARN_ANOMALY_STRING_CLAMPED its own
 *   length octets promise one octet more than it has
 * @tag: identifier octet of @tlv
 * @header_len: octets of @tlv before its content
 * @anomalies: what was tolerated in this varbind
 *
 * A borrowed varbind.
 */
typedef struct
{
  TarnSpan      name;
  TarnSpan      tlv;
  guint8        tag;
  guint8        header_len;
  TarnAnomalies anomalies;
} TarnRow;

static inline TarnSpan
tarn_row_content (const TarnRow *self)
{
  return tarn_span (self->tlv.data + self->header_len, self->tlv.len - self->header_len);
}

/* Tells kind and content of one TLV that fills @tlv exactly (or, for a clamped
 * string, one octet less than it says) and what is odd about it: BAD_VALUE where
 * it cannot be read at all.  Fills all of @self but its name. */
TARN_EXPORT void         tarn_row_set_tlv      (TarnRow        *self,
                                                TarnSpan        tlv);

TARN_EXPORT gboolean     tarn_row_get_integer  (const TarnRow  *self,
                                                gint64         *number);
TARN_EXPORT gboolean     tarn_row_get_unsigned (const TarnRow  *self,
                                                guint64        *number);
TARN_EXPORT gboolean     tarn_row_get_real     (const TarnRow  *self,
                                                double         *number);
TARN_EXPORT guint8       tarn_row_get_opaque_type (const TarnRow *self,
                                                   TarnSpan      *content);
TARN_EXPORT TarnRow      tarn_row_from_varbind (const TarnVarbind *varbind);
TARN_EXPORT TarnOid     *tarn_row_dup_oid      (const TarnRow  *self);
TARN_EXPORT TarnValue   *tarn_row_dup_value    (const TarnRow  *self);
TARN_EXPORT TarnVarbind *tarn_row_dup_varbind  (const TarnRow  *self);

/* An exception with content is not one, but a bad value (P-STR-03). */
static inline gboolean
tarn_row_is_exception (const TarnRow *self)
{
  return self->tag >= TARN_KIND_NO_SUCH_OBJECT && self->tag <= TARN_KIND_END_OF_MIB_VIEW
         && !(self->anomalies & TARN_ANOMALY_BAD_VALUE);
}

G_END_DECLS
