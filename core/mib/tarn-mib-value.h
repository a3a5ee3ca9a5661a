/* tarn-mib-value.h
 *
 * Private: values as text, and text as values, by what a MIB module says of them (rules
 * P-ENM-01, P-BIT-01, P-TCV-01 to P-TCV-06, P-TXT-01).  The tag on the wire decides what a
 * value is; the module decides no more than how it is shown (F-86).
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "base/tarn-row.h"
#include "mib/tarn-mib-value-flags.h"
#include "mib/tarn-mib-syntax.h"

G_BEGIN_DECLS

typedef void (*TarnMibAppendOid) (GString     *out,
                                  TarnSpan     name,
                                  gpointer     names);
typedef TarnOid *(*TarnMibParseOid) (const char  *text,
                                     gpointer     names,
                                     GError     **error);

/* What is known of a value beside its octets.  All zeros: nothing. */
typedef struct
{
  const TarnMibSyntax *syntax;
  const char          *units;
  const char          *real_format;  /* of printf() for a real number; NULL: "%f"       */
  const char          *charset;      /* NULL: UTF-8.  Of what is text in this column    */
  gboolean             is_binary;    /* octets without a hint are not text, here or in
                                      * another cell of the column                      */
  gboolean             has_inet_type;
  guint32              inet_type;    /* of an InetAddress: the type beside it           */
  TarnSpan             domain;       /* of a TAddress: content of the OID beside it     */
  TarnMibAppendOid     append_oid;   /* NULL: OIDs stay numbers                         */
  TarnMibParseOid      parse_oid;
  gpointer             names;
} TarnMibValueContext;

/* In one manner or the other; @context may be NULL. */
void            tarn_mib_value_append        (GString                   *out,
                                              const TarnRow             *row,
                                              const TarnMibValueContext *context,
                                              TarnMibValueFlags          flags);

/* The two manners by themselves. */
void            tarn_mib_value_print         (GString                   *out,
                                              const TarnRow             *row,
                                              const TarnMibValueContext *context,
                                              TarnMibValueFlags          flags);
void            tarn_mib_value_tell          (GString                   *out,
                                              const TarnRow             *row,
                                              const TarnMibValueContext *context,
                                              TarnMibValueFlags          flags);

/* For what is in an index: no tag, and the syntax is all that there is. */
void            tarn_mib_value_tell_number   (GString                   *out,
                                              gint64                     number,
                                              const TarnMibValueContext *context,
                                              TarnMibValueFlags          flags);
void            tarn_mib_value_tell_octets   (GString                   *out,
                                              TarnSpan                   octets,
                                              const TarnMibValueContext *context,
                                              TarnMibValueFlags          flags);

/* The content of an OID as a name; FALSE: there are no names, or it is no usable OID. */
gboolean        tarn_mib_value_append_name   (GString                   *out,
                                              TarnSpan                   content,
                                              const TarnMibValueContext *context);

/* The numbers that come by the million, as snmpget prints them without any module: to
 * @text, which has room for TARN_MIB_MAX_NUMBER; NULL: @row is something else. */
#define TARN_MIB_MAX_NUMBER 36
char           *tarn_mib_value_put_number    (const TarnRow             *row,
                                              char                      *text);

/* What the syntax does not allow about @row. */
TarnMibMismatch tarn_mib_value_check         (const TarnRow             *row,
                                              const TarnMibValueContext *context);

/* A sentence: “5” is none of up(1), down(2). */
void            tarn_mib_value_append_mismatch (GString                 *out,
                                              const TarnRow             *row,
                                              const TarnMibValueContext *context,
                                              TarnMibMismatch            mismatch);

/* What a person typed, or tarn_mib_value_tell() told. */
TarnValue      *tarn_mib_value_parse         (const char                *text,
                                              const TarnMibValueContext *context,
                                              GError                   **error);

/* NULL: @number has none. */
const char     *tarn_mib_syntax_find_label   (const TarnMibSyntax       *syntax,
                                              gint64                     number);

/* "up(1), down(2)"; not all of them, if they are many. */
void            tarn_mib_syntax_append_labels (GString                  *out,
                                              const TarnMibSyntax       *syntax);

/* Whether octets of it are text, by its convention or its hint. */
gboolean        tarn_mib_syntax_is_text      (const TarnMibSyntax       *syntax);

/* Whether a value with this tag is what the syntax asks for. */
gboolean        tarn_mib_syntax_takes        (const TarnMibSyntax       *syntax,
                                              const TarnRow             *row);

G_END_DECLS
