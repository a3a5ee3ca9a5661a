/* tarn-meta.h
 *
 * Private: metadata records as octets.  A record is a serialised variant that holds
 * the value, type string and all, in little-endian normal form, and a checksum.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "store/tarn-batch.h"

G_BEGIN_DECLS

/* Puts a record; one without octets is to go.  Returns whether that was possible. */
typedef gboolean (*TarnMetaFunc) (TarnSpan    key,
                                  TarnSpan    octets,
                                  gpointer    data,
                                  GError    **error);

/* Of the record that is called @name; @text holds it. */
TarnSpan  tarn_meta_key     (const char       *name,
                             char            **text);
GBytes   *tarn_meta_pack    (GVariant         *value);
/* Octets that nobody vouches for: NULL unless they are such a record. */
GVariant *tarn_meta_unpack  (TarnSpan          octets);
/* Has @func put each of the batch's records, until it fails. */
gboolean  tarn_meta_put_all (const TarnBatch  *batch,
                             TarnMetaFunc      func,
                             gpointer          data,
                             GError          **error);

G_END_DECLS
