/* tarn-hint.h
 *
 * Private: DISPLAY-HINT of RFC 2579 §3.1, both ways (rules P-HNT-01 to P-HNT-22).
 * A hint comes out of a module and may be anything: what is malformed is not applied.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "base/tarn-span.h"

G_BEGIN_DECLS

typedef enum
{
  TARN_HINT_PLAIN,     /* two hex digits an octet, 0.05, text made safe for a label      */
  TARN_HINT_NET_SNMP,  /* as net-snmp has it: 0:1a:2b, .05, text as it came, also where a
                        * character is cut (P-HNT-08)                                  */
  TARN_HINT_NET_SNMP_PADDED,   /* the same, 00:1a:2b (-O0), but not 2 octets: 205:1   */
} TarnHintManner;

/* FALSE, and nothing is appended: @hint is malformed (P-HNT-11). */
gboolean tarn_hint_append_octets  (GString         *out,
                                   const char      *hint,
                                   TarnSpan         octets,
                                   TarnHintManner   manner);
gboolean tarn_hint_append_integer (GString         *out,
                                   const char      *hint,
                                   gint64           number,
                                   TarnHintManner   manner);

/* All octets are text: "255a", "255t" and the like (P-HNT-12). */
gboolean tarn_hint_is_text        (const char      *hint);

/* The reverse, for what a person types (P-HNT-13): TARN_ERROR_INVALID where @text is not
 * of that form, or @hint malformed. */
gboolean tarn_hint_parse_octets   (const char      *hint,
                                   const char      *text,
                                   GByteArray      *octets,
                                   GError         **error);
gboolean tarn_hint_parse_integer  (const char      *hint,
                                   const char      *text,
                                   gint64          *number,
                                   GError         **error);

G_END_DECLS
