/* tarn-format-private.h
 *
 * One function a format, and what they share.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ops/tarn-format.h"

G_BEGIN_DECLS

/* What makes a line of a .snmprec file carry a whole TLV: a comment to snmpsim. */
#define TARN_SNMPREC_RAW_PREFIX "#tlv|"

/* @prefix stands before it. */
void     tarn_format_row_text       (TarnSpan       prefix,
                                     const TarnRow *row,
                                     GString       *line);
void     tarn_format_row_snmprec    (const TarnRow *row,
                                     GString       *line);
void     tarn_format_row_json       (const TarnRow *row,
                                     GString       *line);
void     tarn_format_row_csv        (const TarnRow *row,
                                     GString       *line);
void     tarn_format_csv_header     (GString       *line);

/* Lower case, no separators. */
void     tarn_format_append_hex     (GString       *line,
                                     TarnSpan       octets);
/* "1.3.6.1", without the leading dot. */
void     tarn_format_append_name    (GString       *line,
                                     TarnSpan       name);
/* The same for the content of an OID value, which need not be canonical.  FALSE
 * and nothing appended where it is no usable OID. */
gboolean tarn_format_append_oid     (GString       *line,
                                     TarnSpan       content);
void     tarn_format_append_address (GString       *line,
                                     TarnSpan       octets);

/* "1 day, 10:17:36.78" */
void     tarn_format_append_ticks   (GString       *line,
                                     guint32        ticks);

/* What a person would write: a number (also of an Opaque), an OID, an address.  FALSE
 * and nothing appended for octets and for what cannot be read. */
gboolean tarn_format_append_value   (GString       *line,
                                     const TarnRow *row);

/* UTF-8 without control characters but TAB, CR and LF (P-TXT-01, without the trailing
 * NULs: what is not shown must not be lost). */
gboolean tarn_format_is_text        (TarnSpan       octets);

/* Whether type and value alone would give another TLV. */
gboolean tarn_format_needs_tlv      (const TarnRow *row);

#define TARN_FORMAT_UNKNOWN "unknown"
/* TARN_FORMAT_UNKNOWN for what SNMP does not have. */
const char *tarn_format_type_name   (guint8         tag);
/* TARN_KIND_NONE where @word is no type. */
guint8   tarn_format_parse_type     (TarnSpan       word);

/* The 64-bit number inside an Opaque (P-STR-05): its two's complement to @bits.
 * Returns what tarn_row_get_opaque_type() says, or 0 where it is no such number. */
guint8   tarn_format_opaque_number  (const TarnRow *row,
                                     guint64       *bits);

G_END_DECLS
