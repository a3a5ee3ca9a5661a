/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "base/tarn-tlv.h"

/* More length octets than this are never sent by anything that means well; of
 * those, all but the last four must be zero (P-BER-05). */
#define MAX_LENGTH_OCTETS 8

static TarnTlvHeader
failed (TarnTlvError error,
        guint8       tag)
{
  return (TarnTlvHeader) { .tag = tag, .error = error };
}

TarnTlvHeader
tarn_tlv_parse_slow (TarnSpan octets)
{
  TarnTlvHeader header = { 0 };
  gsize n_length;

  if (octets.len == 0)
    return failed (TARN_TLV_TRUNCATED, 0);

  header.tag = octets.data[0];
  if ((header.tag & 0x1f) == 0x1f)
    return failed (TARN_TLV_TAG, header.tag);
  if (octets.len == 1)
    return failed (TARN_TLV_TRUNCATED, header.tag);

  n_length = octets.data[1] < 0x80 ? 0 : octets.data[1] & 0x7f;
  if (octets.data[1] == 0x80 || n_length > MAX_LENGTH_OCTETS)
    return failed (TARN_TLV_LENGTH, header.tag);
  if (n_length > octets.len - 2)
    return failed (TARN_TLV_TRUNCATED, header.tag);

  if (n_length == 0)
    header.content_len = octets.data[1];
  for (gsize i = 0; i < n_length; i++)
    {
      if (i + 4 < n_length && octets.data[2 + i] != 0)
        return failed (TARN_TLV_LENGTH, header.tag);
      header.content_len = header.content_len << 8 | octets.data[2 + i];
    }

  header.header_len = (guint8) (2 + n_length);
  if (header.content_len > octets.len - header.header_len)
    header.error = TARN_TLV_TRUNCATED;

  return header;
}
