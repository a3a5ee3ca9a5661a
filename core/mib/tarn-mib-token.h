/* tarn-mib-token.h
 *
 * Private: the words of a MIB module.  Comments are nobody's; everything else is a token,
 * in the text where it stands.  Nothing is refused here: what no module may contain is a
 * token, too, and whoever needs it says so.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "mib/tarn-mib-text.h"

G_BEGIN_DECLS

typedef enum
{
  TARN_MIB_TOKEN_END,
  TARN_MIB_TOKEN_UPPER,     /* begins with a capital: types, modules, keywords       */
  TARN_MIB_TOKEN_LOWER,
  TARN_MIB_TOKEN_DIGITS,    /* "3com": what begins with digits and is no number      */
  TARN_MIB_TOKEN_NUMBER,    /* with its sign                                         */
  TARN_MIB_TOKEN_STRING,    /* with its quotes; the second is missing if it is open  */
  TARN_MIB_TOKEN_LITERAL,   /* '7f'H, '01'B                                          */
  TARN_MIB_TOKEN_SIGN,      /* one of { } ( ) [ ] < > , ; : | . - or ::= or ..       */
  TARN_MIB_TOKEN_BAD,       /* an octet, or a character, that has no meaning here    */
} TarnMibTokenKind;

typedef struct
{
  guint8      kind;
  guint8      open;         /* a string that ends where its quote is missing    */
  guint32     line;         /* from 1                                           */
  guint32     column;       /* in characters, from 1                            */
  guint32     start;        /* octets from the beginning of the text            */
  guint32     len;
  const char *instead;      /* what is written in its place; not owned          */
} TarnMibToken;

typedef struct
{
  const char            *text;
  guint32                n;
  guint32                at;
  guint32                line;
  guint32                counted;   /* up to where columns are counted, and which it is */
  guint32                column;
  const TarnMibTextJump *jump;      /* those that are not passed yet                    */
  const TarnMibTextJump *last_jump;
} TarnMibLexer;

/* @at is in the line that has the number @line. @jumps: of the text, or NULL. */
void     tarn_mib_lexer_init    (TarnMibLexer       *self,
                                 const char         *text,
                                 guint32             n,
                                 guint32             at,
                                 guint32             line,
                                 const GArray       *jumps);
/* TARN_MIB_TOKEN_END at the end, as often as it is asked. */
void     tarn_mib_lexer_next    (TarnMibLexer       *self,
                                 TarnMibToken       *token);

gboolean tarn_mib_token_is      (const TarnMibToken *self,
                                 const char         *text,
                                 const char         *word);
/* Whether it is @word in any case. */
gboolean tarn_mib_token_is_like (const TarnMibToken *self,
                                 const char         *text,
                                 const char         *word);
G_END_DECLS
