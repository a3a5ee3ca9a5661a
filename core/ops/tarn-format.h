/* tarn-format.h
 *
 * A varbind as a line of text.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "base/tarn-row.h"

G_BEGIN_DECLS

/**
 * TarnFormat:
 * @TARN_FORMAT_TEXT: what net-snmp prints with -On and no MIBs, to the octet
 * @TARN_FORMAT_SNMPREC: OID|tag|value, read by snmpsim and Tarn
 * @TARN_FORMAT_JSON: one JSON object a line
 */
typedef enum
{
  TARN_FORMAT_TEXT,
  TARN_FORMAT_SNMPREC,
  TARN_FORMAT_JSON,
} TarnFormat;

TARN_EXPORT gboolean tarn_format_parse    (const char     *text,
                                           TarnFormat     *format);

/* Appends one line for @row, with its line end. */
TARN_EXPORT void     tarn_format_row      (TarnFormat      format,
                                           const TarnRow  *row,
                                           GString        *line);

G_END_DECLS
