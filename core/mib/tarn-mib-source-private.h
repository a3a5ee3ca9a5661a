/* tarn-mib-source-private.h
 *
 * Private to tarn-mib-source*.c: one module while it is read and mended.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "mib/tarn-mib-source.h"
#include "mib/tarn-mib-token.h"

G_BEGIN_DECLS

#define TARN_MIB_MAX_NAME 64   /* RFC 2578 §3.1; longer ones go under an alias */

typedef struct
{
  TarnMibDefinition *definition;   /* of the module                                 */
  const char        *macro;        /* "OBJECT-TYPE"; NULL: OBJECT IDENTIFIER, types */
  guint              first;        /* tokens: the name                              */
  guint              body;         /* behind the macro's name, or behind ::=        */
  guint              end;
} TarnMibPiece;

typedef struct
{
  const char        *text;       /* of the file                                       */
  guint32            n_text;
  TarnMibAliases    *aliases;
  TarnMibModuleText *module;
  GArray            *tokens;     /* between BEGIN and END, and one END more           */
  GArray            *pieces;     /* TarnMibPiece                                      */
  GHashTable        *types;      /* names that are defined here (char *, unowned)     */
  GHashTable        *values;
  GHashTable        *imported;   /* name -> TarnMibImport                             */
  GHashTable        *folded;     /* lower case -> the one type of that name, or ""    */
  GStringChunk      *chunk;
  gboolean           v1;
  guint              file_line;  /* of what was written last                          */
  guint              out_line;   /* of module->text, where it ends                    */
} TarnMibDraft;

static inline TarnMibToken *
tarn_mib_draft_token (TarnMibDraft *self,
                      guint         i)
{
  return &g_array_index (self->tokens, TarnMibToken, MIN (i, self->tokens->len - 1));
}

static inline gboolean
tarn_mib_draft_is (TarnMibDraft *self,
                   guint         i,
                   const char   *word)
{
  return tarn_mib_token_is (tarn_mib_draft_token (self, i), self->text, word);
}

static inline gboolean
tarn_mib_draft_is_name (TarnMibDraft *self,
                        guint         i)
{
  guint kind = tarn_mib_draft_token (self, i)->kind;

  return kind == TARN_MIB_TOKEN_UPPER || kind == TARN_MIB_TOKEN_LOWER
         || kind == TARN_MIB_TOKEN_DIGITS;
}

/* As long as the draft. */
const char *tarn_mib_draft_get_text   (TarnMibDraft      *self,
                                       guint              i);
void        tarn_mib_draft_remark     (TarnMibDraft      *self,
                                       TarnMibRemarkKind  kind,
                                       guint              i,
                                       const char        *format,
                                       ...) G_GNUC_PRINTF (4, 5);
/* Imports, and where each definition begins and ends. */
void        tarn_mib_draft_split      (TarnMibDraft      *self);
/* Whether a definition begins at @i, where its body does, and by which macro. */
gboolean    tarn_mib_draft_begins     (TarnMibDraft      *self,
                                       guint              i,
                                       guint             *body,
                                       const char       **macro);

/* tarn-mib-source-imports.c: the clause at token @i; returns what follows it. */
guint       tarn_mib_draft_read_imports (TarnMibDraft *self,
                                         guint         i);
/* What is used and well-known but not imported. */
void        tarn_mib_draft_add_imports  (TarnMibDraft *self);

/* tarn-mib-source-mend.c */
void        tarn_mib_draft_mend         (TarnMibDraft *self);
/* The number of arcs, labels, nesting: FALSE after a remark if no parser should see it. */
gboolean    tarn_mib_draft_is_sound     (TarnMibDraft *self,
                                         TarnMibPiece *piece);

/* Behind DEFVAL { … }, where that stands at @i, else @i: no parser is given what it holds
 * unless that is plain, so that its brackets need not match. */
guint       tarn_mib_draft_skip_default (TarnMibDraft       *self,
                                         const TarnMibPiece *piece,
                                         guint               i);

/* tarn-mib-source-links.c: what is made of itself is cut, and types are put in order. */
void        tarn_mib_draft_link         (TarnMibDraft *self);

/* tarn-mib-source-put.c: words, tokens and lists of them, behind what is written. */
void        tarn_mib_draft_put          (TarnMibDraft *self,
                                         const char   *word);
void        tarn_mib_draft_put_token    (TarnMibDraft *self,
                                         guint         i);
/* From behind SYNTAX, or what a type is made of. */
void        tarn_mib_draft_put_syntax   (TarnMibDraft *self,
                                         guint         i,
                                         guint         end);
/* { a, b c, }: a list of names, with its commas. */
void        tarn_mib_draft_put_list     (TarnMibDraft *self,
                                         guint         i,
                                         guint         end);

/* tarn-mib-source-write.c: the module's text. */
void        tarn_mib_draft_write        (TarnMibDraft *self);

G_END_DECLS
