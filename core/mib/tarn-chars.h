/* tarn-chars.h
 *
 * Private: octets that may be text.  Nothing that a device sends may steer a terminal
 * (rule P-HNT-10, F-46).
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "base/tarn-span.h"

G_BEGIN_DECLS

/* isprint() or isspace() in the C locale, whatever the locale is. */
gboolean tarn_chars_is_ascii      (TarnSpan  octets);

/* UTF-8 without control characters but TAB, CR and LF and NULs at its end (P-TXT-01):
 * *@n_octets is what is left without those. */
gboolean tarn_chars_is_text       (TarnSpan  octets,
                                   gsize    *n_octets);

/* Always valid UTF-8: what is none becomes U+FFFD, controls become \xNN but TAB, CR, LF. */
void     tarn_chars_append_safe   (GString  *out,
                                   TarnSpan  octets);

/* Quotes and backslashes behind a backslash, what is not ASCII text as a dot: what
 * net-snmp calls an ASCII string. */
void     tarn_chars_append_quoted (GString  *out,
                                   TarnSpan  octets);

/* The octets as they are, as net-snmp prints them behind a hint; in the quoted manner
 * where a NUL is among them, as it does, or another control character, which it would let
 * through to the terminal. */
void     tarn_chars_append_hinted (GString  *out,
                                   TarnSpan  octets);

G_END_DECLS
