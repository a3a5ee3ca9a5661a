/* tarn-tlv.h
 *
 * Private: tag and length octets, read and written.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "base/tarn-span.h"

G_BEGIN_DECLS

typedef enum
{
  TARN_TLV_OK,
  TARN_TLV_TRUNCATED,   /* the header is cut off, or promises more than there is */
  TARN_TLV_TAG,         /* high-tag-number form (P-BER-01)                        */
  TARN_TLV_LENGTH,      /* indefinite, reserved or overlong length (P-BER-03/-05) */
} TarnTlvError;

typedef struct
{
  guint8       tag;
  guint8       header_len;    /* octets of tag and length                    */
  TarnTlvError error;
  gsize        content_len;   /* promised; with TRUNCATED more than there is */
} TarnTlvHeader;

/* Lengths of more than one octet, and everything that is wrong. */
TarnTlvHeader tarn_tlv_parse_slow (TarnSpan octets);

/* Reads the header of the TLV that @octets begin with.  No error proves that
 * header_len + content_len <= octets.len: here, below and in the slow half,
 * and nowhere else, a length from outside meets the octets that are left (P-BER-06). */
static inline TarnTlvHeader
tarn_tlv_parse (TarnSpan octets)
{
  if (G_LIKELY (octets.len >= 2
                && (octets.data[0] & 0x1f) != 0x1f
                && octets.data[1] < 0x80
                && octets.data[1] <= octets.len - 2))
    return (TarnTlvHeader) { octets.data[0], 2, TARN_TLV_OK, octets.data[1] };

  return tarn_tlv_parse_slow (octets);
}

/* Takes the varbind that @octets begin with apart, if its three lengths take one
 * octet each and the value fills it to the last octet, as in nearly all varbinds.
 * Four octets (30 length 06 length) are looked at in one go.
 *
 * Returns how many octets the varbind takes, 0 if it is not of that kind.  Any other
 * number proves that everything lies inside @octets: 2 + varbind_len <= octets.len,
 * and 2 + name_len + 2 <= varbind_len, and the value's length is what then is left. */
static inline gsize
tarn_tlv_split_varbind (TarnSpan  octets,
                        TarnSpan *name,
                        TarnSpan *value)
{
  const guint8 *data = octets.data;
  guint32 headers;
  gsize varbind_len, name_len;

  if (octets.len < 6)
    return 0;

  memcpy (&headers, data, sizeof headers);
  headers = GUINT32_FROM_BE (headers);
  if ((headers & 0xff80ff80) != 0x30000600)
    return 0;

  varbind_len = headers >> 16 & 0x7f;
  name_len = headers & 0x7f;
  if (2 + varbind_len > octets.len || name_len + 4 > varbind_len)
    return 0;

  *name = tarn_span (data + 4, name_len);
  *value = tarn_span (data + 4 + name_len, varbind_len - 2 - name_len);

  return value->data[1] == value->len - 2 ? 2 + varbind_len : 0;
}

/* Octets of a minimal header. */
static inline gsize
tarn_tlv_header_size (gsize content_len)
{
  return content_len < 0x80 ? 2 : content_len <= 0xff ? 3 : content_len <= 0xffff ? 4
         : content_len <= 0xffffff ? 5 : 6;
}

/* Writes a minimal header of tarn_tlv_header_size() octets (P-BER-11). */
static inline void
tarn_tlv_put_header (guint8 *at,
                     guint8  tag,
                     gsize   content_len)
{
  gsize size = tarn_tlv_header_size (content_len);

  at[0] = tag;
  if (size == 2)
    {
      at[1] = (guint8) content_len;
      return;
    }

  at[1] = (guint8) (0x80 | (size - 2));
  for (gsize i = size - 1; i >= 2; i--)
    {
      at[i] = (guint8) content_len;
      content_len >>= 8;
    }
}

G_END_DECLS
