/* tarn-import-text.h
 *
 * Private: what net-snmp's tools print, taken apart.  No store, no stream.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ops/tarn-snmprec-line-private.h"

G_BEGIN_DECLS

/* How a file is written, by its beginning. */
typedef struct
{
  char     separator;   /* between name and value: '=', ':' or, with -Oq, ' '      */
  gboolean typed;       /* values have types: all but -Oq and -OQ                  */
  gboolean indented;    /* pasted from somewhere: blanks stand in front of names   */
  gboolean crlf;        /* every line ends with CR LF, so the CR is not the device's */
} TarnTextStyle;

/* Returns how sure it is that this is such a file, of 100. */
guint    tarn_text_guess_style  (TarnSpan              head,
                                 gboolean              whole,
                                 TarnTextStyle        *style);

/* Whether a record begins with @line; takes it apart. */
gboolean tarn_text_split        (const TarnTextStyle  *style,
                                 TarnSpan              line,
                                 TarnSpan             *name,
                                 TarnSpan             *value);

/* Whether @line is what a tool says beside its varbinds: "End of MIB", "Timeout: …". */
gboolean tarn_text_is_remark    (TarnSpan              line);

/* Whether @value has a type in front: "INTEGER: 5". */
gboolean tarn_text_is_typed     (TarnSpan              value);

/* How far the value of a record may go. */
typedef enum
{
  TARN_TEXT_ONE_LINE,
  TARN_TEXT_TO_NEXT,    /* to the next record: text without quotes                 */
  TARN_TEXT_HEX,        /* the same, but for what stands in brackets               */
  TARN_TEXT_QUOTED,     /* to the closing quote                                    */
} TarnTextExtent;

/* @content is what stands behind the type, the opening quote included. */
TarnTextExtent tarn_text_get_extent (const TarnTextStyle *style,
                                     TarnSpan             value,
                                     TarnSpan            *content);

/* Whether a string in quotes ends with @line: its first line from the opening quote on,
 * if @first, or another one. */
gboolean tarn_text_ends_quote   (TarnSpan              line,
                                 gboolean              first);
/* Whether there is a quote in @line that does not end it. */
gboolean tarn_text_has_quote    (TarnSpan              line);

/* Whether the text that -OT puts behind hex, in brackets, goes on in the next line. */
gboolean tarn_text_is_hex_open  (TarnSpan              content);

/* Fills @line, which was reset and has its name, with what @value says; lines in it are
 * separated by LF.  NOTHING, with a remark, if that is no value. */
TarnSnmprecKind tarn_text_parse_value (TarnSnmprecLine      *line,
                                       const TarnTextStyle  *style,
                                       TarnSpan              value);

/* Text without quotes that a DISPLAY-HINT made; FALSE, and nothing done, if it is not. */
gboolean tarn_text_parse_hinted (TarnSnmprecLine      *line,
                                 TarnSpan              value);
/* Each of these fills @content or refuses. */
gboolean tarn_text_parse_string (TarnSnmprecLine      *line,
                                 TarnSpan              value);
gboolean tarn_text_parse_hex    (TarnSnmprecLine      *line,
                                 TarnSpan              value);
gboolean tarn_text_parse_bits   (TarnSnmprecLine      *line,
                                 TarnSpan              value);
gboolean tarn_text_parse_number (TarnSnmprecLine      *line,
                                 guint8                tag,
                                 TarnSpan              value);
gboolean tarn_text_parse_ticks  (TarnSnmprecLine      *line,
                                 TarnSpan              value);
gboolean tarn_text_parse_opaque (TarnSnmprecLine      *line,
                                 TarnSpan              value);

G_END_DECLS
