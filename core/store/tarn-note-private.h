/* tarn-note-private.h
 *
 * Notes as octets.  A note is kept as the value of a varbind, an OCTET STRING:
 *
 *   octets  0   version of this layout: 1
 *           1   origin
 *           2   time, 64 bits
 *          10   which of these follow: 1 anomalies, 2 requested, 4 was
 *               anomalies, 32 bits
 *               requested: length, 16 bits, and the octets of a name
 *               was: the value, to the end
 *
 * Numbers are little-endian.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "base/tarn-span.h"
#include "store/tarn-note.h"

G_BEGIN_DECLS

/* Replaces what is in @octets by the value that holds the note. */
void      tarn_note_pack   (const TarnNote *self,
                            GByteArray     *octets);
/* Octets that nobody vouches for: NULL unless they are such a value. */
TarnNote *tarn_note_unpack (TarnSpan        tlv);

G_END_DECLS
