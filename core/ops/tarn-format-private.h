/* tarn-format-private.h
 *
 * One function a format, and what they share.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "base/tarn-text.h"
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

/* Quoted; @text is UTF-8. */
void     tarn_format_append_json_string (GString   *line,
                                         TarnSpan   text);
/* The members that tell type and value, without braces. */
void     tarn_format_append_json_value (GString       *line,
                                        const TarnRow *row);
/* Quoted if it has to be. */
void     tarn_format_append_csv_field (GString     *line,
                                       TarnSpan     field);
/* What a spreadsheet would take for a formula, and the field that it does not. */
gboolean tarn_format_is_formula     (TarnSpan       text);
void     tarn_format_append_csv_guarded (GString   *line,
                                         TarnSpan   text);

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

G_END_DECLS
