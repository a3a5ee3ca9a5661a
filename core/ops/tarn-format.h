/* tarn-format.h
 *
 * A varbind as a line of text.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "store/tarn-store.h"

G_BEGIN_DECLS

/**
 * TarnFormat:
 * @TARN_FORMAT_TEXT: what net-snmp prints with -On and no MIBs, to the octet; with names by
 *   #TarnTextStyle
 * @TARN_FORMAT_SNMPREC: OID|tag|value, read by snmpsim and Tarn
 * @TARN_FORMAT_JSON: one JSON object a line
 * @TARN_FORMAT_CSV: values separated by commas, under a line of headings
 */
typedef enum
{
  TARN_FORMAT_TEXT,
  TARN_FORMAT_SNMPREC,
  TARN_FORMAT_JSON,
  TARN_FORMAT_CSV,
} TarnFormat;

TARN_EXPORT gboolean tarn_format_parse    (const char     *text,
                                           TarnFormat     *format);

/* Appends what stands before the first record of what @store (nullable) holds. */
TARN_EXPORT void     tarn_format_begin    (TarnFormat      format,
                                           TarnStore      *store,
                                           GString        *text);

/* Appends one line for @row, with its line end. */
TARN_EXPORT void     tarn_format_row      (TarnFormat      format,
                                           const TarnRow  *row,
                                           GString        *line);
/* Each behind @prefix. */
TARN_EXPORT void     tarn_format_rows     (TarnFormat      format,
                                           const char     *prefix,
                                           const TarnRow  *rows,
                                           gsize           n_rows,
                                           GString        *lines);

G_END_DECLS
