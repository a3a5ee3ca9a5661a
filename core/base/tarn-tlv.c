/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "base/tarn-tlv.h"

/* More length octets than this are never sent by anything that means well; of
 * those, all but the last four must be zero (P-BER-05). */
#define MAX_LENGTH_OCTETS 8

TarnTlvError
tarn_tlv_parse_slow (TarnSpan       octets,
                     TarnTlvHeader *header)
{
  gsize n_length, content_len = 0;

  *header = (TarnTlvHeader) { 0 };
  if (octets.len == 0)
    return TARN_TLV_TRUNCATED;

  header->tag = octets.data[0];
  if ((header->tag & 0x1f) == 0x1f)
    return TARN_TLV_TAG;
  if (octets.len == 1)
    return TARN_TLV_TRUNCATED;

  n_length = octets.data[1] < 0x80 ? 0 : octets.data[1] & 0x7f;
  if (octets.data[1] == 0x80 || n_length > MAX_LENGTH_OCTETS)
    return TARN_TLV_LENGTH;
  if (n_length > octets.len - 2)
    return TARN_TLV_TRUNCATED;

  if (n_length == 0)
    content_len = octets.data[1];
  for (gsize i = 0; i < n_length; i++)
    {
      if (i + 4 < n_length && octets.data[2 + i] != 0)
        return TARN_TLV_LENGTH;
      content_len = content_len << 8 | octets.data[2 + i];
    }

  header->header_len = (guint8) (2 + n_length);
  header->content_len = content_len;

  return content_len > octets.len - header->header_len ? TARN_TLV_TRUNCATED : TARN_TLV_OK;
}
