/* tarn-hint-private.h
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "mib/tarn-hint.h"

G_BEGIN_DECLS

/* The longest hint of a standard module has 12. */
#define TARN_HINT_MAX_SPECS 64

/* One application: [*] length format [separator [terminator]]. */
typedef struct
{
  gboolean repeats;      /* an octet says how often             */
  guint16  length;       /* octets                              */
  char     format;       /* x d o a t                           */
  char     separator;    /* 0: none                             */
  char     terminator;   /* 0: none, and always without repeats */
} TarnHintSpec;

/* How many @specs there are, 0 for what is malformed. */
guint    tarn_hint_parse         (const char   *hint,
                                  TarnHintSpec *specs);

/* The format of an integer, and digits behind its point. */
gboolean tarn_hint_parse_number  (const char   *hint,
                                  char         *format,
                                  guint        *n_decimals);

G_END_DECLS
