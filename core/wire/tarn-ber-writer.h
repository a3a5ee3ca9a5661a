/* tarn-ber-writer.h
 *
 * Writes BER back to front into the caller's buffer: when an element's header is
 * due its length is known, so headers are minimal and nothing ever moves
 * (rule P-BER-11).  Overflow is sticky; look at @overflow once at the end.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "base/tarn-row.h"

G_BEGIN_DECLS

typedef struct
{
  guint8  *start;
  guint8  *pos;        /* first octet written so far; moves down */
  guint8  *end;
  gboolean overflow;
} TarnBerWriter;

void     tarn_ber_writer_init  (TarnBerWriter  *self,
                                guint8         *buffer,
                                gsize           size);

static inline TarnSpan
tarn_ber_writer_span (const TarnBerWriter *self)
{
  return tarn_span (self->pos, (gsize) (self->end - self->pos));
}

/* Puts tag and length in front of all that was written since @content_end was
 * the position. */
void     tarn_ber_wrap         (TarnBerWriter  *self,
                                guint8          tag,
                                const guint8   *content_end);
void     tarn_ber_put_octets   (TarnBerWriter  *self,
                                TarnSpan        octets);
void     tarn_ber_put_tlv      (TarnBerWriter  *self,
                                guint8          tag,
                                TarnSpan        content);
void     tarn_ber_put_int32    (TarnBerWriter  *self,
                                gint32          value);
void     tarn_ber_put_unsigned (TarnBerWriter  *self,
                                guint8          tag,
                                guint64         value);
void     tarn_ber_put_name     (TarnBerWriter  *self,
                                TarnSpan        name);

/* A whole varbind.  The value goes out exactly as it stands in @row, except that a
 * clamped string gets the length that it really has. */
void     tarn_ber_put_row      (TarnBerWriter  *self,
                                const TarnRow  *row);

/* Octets of the varbind that tarn_ber_put_row() makes of @row. */
gsize    tarn_ber_row_size     (const TarnRow  *row);

G_END_DECLS
