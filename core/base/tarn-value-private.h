/* tarn-value-private.h
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "base/tarn-row.h"

G_BEGIN_DECLS

/* Any octets at all, also those that are no TLV. */
TarnValue     *tarn_value_new_span (TarnSpan          tlv);

/* The value as a row without a name. */
const TarnRow *tarn_value_get_row  (const TarnValue  *self);

G_END_DECLS
