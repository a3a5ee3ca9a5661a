/* tarn-literal.h
 *
 * Addresses as people and programs write them, found in text and written again in the
 * same manner.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "base/tarn-span.h"

G_BEGIN_DECLS

typedef enum
{
  TARN_LITERAL_NONE,
  TARN_LITERAL_IPV4,
  TARN_LITERAL_IPV6,
  TARN_LITERAL_MAC,
  TARN_LITERAL_WWN,     /* eight octets */
} TarnLiteralKind;

typedef struct
{
  TarnLiteralKind kind;
  gsize           len;        /* in the text                                          */
  guint8          octets[16];
  gboolean        doubtful;   /* it may well be something else: only an address that is
                               * known from elsewhere counts                           */
  gboolean        is_version; /* doubtful, since it looks like the number of a version */
  /* Manner. */
  char            separator;
  guint8          n_digits;   /* of a group, at least                                 */
  guint8          n_groups;
  gboolean        upper;
  gboolean        full;       /* IPv6 with all its zeros                               */
} TarnLiteral;

/* The address that begins at @at, where no word goes on. */
gboolean tarn_literal_parse  (TarnLiteral       *self,
                              TarnSpan           text,
                              gsize              at);
void     tarn_literal_append (const TarnLiteral *self,
                              GByteArray        *out);

G_END_DECLS
