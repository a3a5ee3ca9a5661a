/* tarn-snmprec-line-private.h
 *
 * What tarn-snmprec-line.c and tarn-snmprec-value.c share, and what readers of other
 * formats of text make of their fields.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ops/tarn-snmprec-line.h"

G_BEGIN_DECLS

/* The longest TLV that a datagram could ever carry, less its header. */
#define TARN_SNMPREC_MAX_CONTENT (65535 - 4)

typedef enum
{
  TARN_SNMPREC_PLAIN,
  TARN_SNMPREC_HEX,
  TARN_SNMPREC_ESCAPED,   /* as Python writes a string */
} TarnSnmprecEncoding;

/* In front of every line. */
void     tarn_snmprec_line_reset   (TarnSnmprecLine     *self);

/* Adds a clause about what is doubtful, or what was mended. */
void     tarn_snmprec_remark       (TarnSnmprecLine     *self,
                                    const char          *clause);
void     tarn_snmprec_mend         (TarnSnmprecLine     *self,
                                    const char          *clause);
/* Always FALSE.  The reason stands alone: what was mended before does not matter. */
gboolean tarn_snmprec_refuse       (TarnSnmprecLine     *self,
                                    const char          *reason);
/* Takes spaces away at both ends, and tells. */
TarnSpan tarn_snmprec_strip        (TarnSnmprecLine     *self,
                                    TarnSpan             field);

/* Decimal digits and nothing else, at most G_MAXUINT64. */
gboolean tarn_snmprec_parse_digits (TarnSpan             digits,
                                    guint64             *number);
gboolean tarn_snmprec_parse_oid    (TarnSnmprecLine     *self,
                                    TarnSpan             field,
                                    TarnName            *name);
/* These fill @content. */
gboolean tarn_snmprec_parse_octets (TarnSnmprecLine     *self,
                                    guint8               tag,
                                    TarnSnmprecEncoding  encoding,
                                    TarnSpan             value);
gboolean tarn_snmprec_parse_value  (TarnSnmprecLine     *self,
                                    guint8               tag,
                                    TarnSnmprecEncoding  encoding,
                                    TarnSpan             value);
/* Last of all: the TLV of @content. */
gboolean tarn_snmprec_make_tlv     (TarnSnmprecLine     *self,
                                    guint8               tag);
/* Instead of these: all its octets. */
gboolean tarn_snmprec_parse_tlv    (TarnSnmprecLine     *self,
                                    TarnSpan             hex);

G_END_DECLS
