/* tarn-import-text.h
 *
 * Private: what net-snmp's tools print, taken apart.  No store, no stream.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ops/tarn-import-names.h"

G_BEGIN_DECLS

/* How a file is written, by its beginning. */
typedef struct
{
  TarnImportNames *names;      /* NULL while the style is guessed                       */
  char             separator;  /* between name and value: '=', ':' or, with -Oq, ' '    */
  gboolean         typed;      /* values have types: all but -Oq and -OQ                */
  gboolean         bare;       /* some text has no quotes: DISPLAY-HINTs were known     */
  gboolean         indented;   /* pasted from somewhere: blanks stand in front of names */
  gboolean         crlf;       /* every line ends with CR LF: the CR is not the device's */
} TarnImportStyle;

/* Returns how sure it is that this is such a file, of 100. */
guint    tarn_text_guess_style  (TarnSpan          head,
                                 gboolean          whole,
                                 TarnImportStyle  *style);

/* Whether a record begins with @line; takes it apart. */
gboolean tarn_text_split        (const TarnImportStyle  *style,
                                 TarnSpan                line,
                                 TarnSpan               *name,
                                 TarnSpan               *value);

/* Whether @line is what a tool says beside its varbinds: "End of MIB", "Timeout: …". */
gboolean tarn_text_is_remark    (TarnSpan  line);

/* Whether @value has a type in front: "INTEGER: 5". */
gboolean tarn_text_is_typed     (TarnSpan  value);

/* @value without the units that a MIB module puts behind it. */
TarnSpan tarn_text_strip_units  (const TarnImportNames  *names,
                                 TarnSpan                value);

/* Without the space at both ends that nobody means. */
TarnSpan tarn_text_strip        (TarnSpan  text);
/* Behind "Wrong Type (should be Gauge32 or Unsigned32): " or "(Bad hint ignored: 1x3) ":
 * the value is of the type that the agent sent, and not shown as the module says. */
TarnSpan tarn_text_skip_complaint  (TarnSpan  value);
/* FALSE if @value is no exception.  An end of the view is where a walk ended: no varbind. */
gboolean tarn_text_parse_exception (TarnSnmprecLine  *line,
                                    TarnSpan          value,
                                    TarnSnmprecKind  *kind);
/* "Unknown Type (0x47): 47 01 05", as tarn export writes a TLV that net-snmp would drop;
 * FALSE if it is none, and in @good whether it could be read. */
gboolean tarn_text_parse_raw       (TarnSnmprecLine  *line,
                                    TarnSpan          value,
                                    gboolean         *good);

/* How far the value of a record may go. */
typedef enum
{
  TARN_TEXT_ONE_LINE,
  TARN_TEXT_TO_NEXT,    /* to the next record: text without quotes                 */
  TARN_TEXT_HEX,        /* the same, but for what stands in brackets               */
  TARN_TEXT_QUOTED,     /* to the closing quote                                    */
} TarnTextExtent;

/* @content is what stands behind the type, the opening quote included. */
TarnTextExtent tarn_text_get_extent (const TarnImportStyle  *style,
                                     TarnSpan                value,
                                     TarnSpan               *content);

/* Whether a string in quotes ends with @line: its first line from the opening quote on,
 * if @first, or another one. */
gboolean tarn_text_ends_quote   (TarnSpan  line,
                                 gboolean  first);
/* Whether there is a quote in @line that does not end it. */
gboolean tarn_text_has_quote    (TarnSpan  line);

/* Whether the text that -OT puts behind hex, in brackets, goes on in the next line. */
gboolean tarn_text_is_hex_open  (TarnSpan  content);

/* Fills @line, which was reset and has its name, with what @value says; lines in it are
 * separated by LF.  NOTHING, with a remark, if that is no value. */
TarnSnmprecKind tarn_text_parse_value (TarnSnmprecLine        *line,
                                       const TarnImportStyle  *style,
                                       TarnSpan                value);

/* Text without quotes that a DISPLAY-HINT made; FALSE, and nothing done, if it is not. */
gboolean tarn_text_parse_hinted (TarnSnmprecLine        *line,
                                 const TarnImportNames  *names,
                                 TarnSpan                value);
/* The octets that the DISPLAY-HINT of @syntax made @value of; FALSE, and no more done than
 * a remark, if it did not. */
gboolean tarn_text_restore_octets (TarnSnmprecLine      *line,
                                   const TarnMibSyntax  *syntax,
                                   TarnSpan              value);
/* The number of a label, or of what a DISPLAY-HINT made of it, in decimal to @digits; FALSE
 * if the MIB module says nothing of @text. */
gboolean tarn_text_find_number  (TarnSnmprecLine        *line,
                                 const TarnImportNames  *names,
                                 TarnSpan                text,
                                 GString                *digits);
/* Each of these fills @content or refuses. */
gboolean tarn_text_parse_string (TarnSnmprecLine  *line,
                                 TarnSpan          value);
/* Quotes are the text's own. */
gboolean tarn_text_parse_bare   (TarnSnmprecLine  *line,
                                 TarnSpan          value);
gboolean tarn_text_parse_hex    (TarnSnmprecLine  *line,
                                 TarnSpan          value);
gboolean tarn_text_parse_bits   (TarnSnmprecLine  *line,
                                 TarnSpan          value);
gboolean tarn_text_parse_number (TarnSnmprecLine        *line,
                                 const TarnImportNames  *names,
                                 guint8                  tag,
                                 TarnSpan                value);
gboolean tarn_text_parse_ticks  (TarnSnmprecLine  *line,
                                 TarnSpan          value);
/* "1 day, 10:17:36.78", "1:10:17:36.78", "10:17:36.78" */
gboolean tarn_text_parse_time   (TarnSpan   text,
                                 guint32   *ticks);
gboolean tarn_text_parse_opaque (TarnSnmprecLine  *line,
                                 TarnSpan          value);

G_END_DECLS
