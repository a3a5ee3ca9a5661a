/* tarn-row-private.h
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "base/tarn-name.h"
#include "base/tarn-tlv.h"
#include "base/tarn-value-private.h"

G_BEGIN_DECLS

/* The varbind that @octets begin with, if it is as nearly all are; returns how many
 * octets it takes.  0 says only that the careful way has to be taken. */
static inline gsize
tarn_row_read_plain (TarnRow  *self,
                     TarnSpan  octets)
{
  TarnSpan name, tlv;
  gsize len = tarn_tlv_split_varbind (octets, &name, &tlv);

  if (len == 0 || !tarn_name_is_plain (name))
    return 0;

  *self = (TarnRow) { .name = name, .tlv = tlv, .tag = tlv.data[0], .header_len = 2 };
  return tarn_content_check (self->tag, tarn_row_content (self)) == TARN_ANOMALY_NONE ? len : 0;
}

G_END_DECLS
