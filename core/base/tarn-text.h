/* tarn-text.h
 *
 * Private: what a person reads of names and values, wherever nothing else is known of
 * them.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "base/tarn-row.h"

G_BEGIN_DECLS

/* Lower case, no separators. */
void     tarn_text_append_hex      (GString       *text,
                                    TarnSpan       octets);
/* "1.3.6.1", without the leading dot. */
void     tarn_text_append_name     (GString       *text,
                                    TarnSpan       name);
/* The same for the content of an OID value, which need not be canonical.  FALSE
 * and nothing appended where it is no usable OID. */
gboolean tarn_text_append_oid      (GString       *text,
                                    TarnSpan       content);
void     tarn_text_append_address  (GString       *text,
                                    TarnSpan       octets);

/* "1 day, 10:17:36.78" */
void     tarn_text_append_ticks    (GString       *text,
                                    guint32        ticks);

void     tarn_text_append_number   (GString       *text,
                                    guint64        number);
void     tarn_text_append_signed   (GString       *text,
                                    gint64         number);

/* What a person would write: a number (also of an Opaque), an OID, an address.  FALSE
 * and nothing appended for octets and for what cannot be read. */
gboolean tarn_text_append_value    (GString       *text,
                                    const TarnRow *row);

/* The 64-bit number inside an Opaque (P-STR-05): its two's complement to @bits.
 * Returns what tarn_row_get_opaque_type() says, or 0 where it is no such number. */
guint8   tarn_text_get_opaque_number
                                   (const TarnRow *row,
                                    guint64       *bits);

G_END_DECLS
