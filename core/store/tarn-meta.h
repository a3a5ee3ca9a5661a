/* tarn-meta.h
 *
 * Private: metadata records as octets.  A record is a serialised variant that holds
 * the value, type string and all, in little-endian normal form, and a checksum.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "base/tarn-span.h"

G_BEGIN_DECLS

GBytes   *tarn_meta_pack   (GVariant *value);
/* Octets that nobody vouches for: NULL unless they are such a record. */
GVariant *tarn_meta_unpack (TarnSpan  octets);

G_END_DECLS
