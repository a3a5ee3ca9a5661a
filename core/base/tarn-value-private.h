/* tarn-value-private.h
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "base/tarn-number.h"
#include "base/tarn-row.h"

G_BEGIN_DECLS

/* Any octets at all, also those that are no TLV. */
TarnValue     *tarn_value_new_span (TarnSpan          tlv);

/* The value as a row without a name. */
const TarnRow *tarn_value_get_row  (const TarnValue  *self);

TarnAnomalies  tarn_content_check_slow (guint8    tag,
                                        TarnSpan  content);

/* What is odd about @content of the type @tag.  Nearly all values are strings and
 * numbers as they should be. */
static inline TarnAnomalies
tarn_content_check (guint8   tag,
                    TarnSpan content)
{
  if (tag == TARN_KIND_OCTET_STRING
      || (tag == TARN_KIND_INTEGER && tarn_number_is_plain_signed (content))
      || (tag >= TARN_KIND_COUNTER32 && tag <= TARN_KIND_TIME_TICKS
          && tarn_number_is_plain_unsigned (content, 4))
      || (tag == TARN_KIND_COUNTER64 && tarn_number_is_plain_unsigned (content, 8)))
    return TARN_ANOMALY_NONE;

  return tarn_content_check_slow (tag, content);
}

G_END_DECLS
