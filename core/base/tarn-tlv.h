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
  guint8  tag;
  guint8  header_len;    /* octets of tag and length                         */
  gsize   content_len;   /* promised; with TRUNCATED more than there is      */
} TarnTlvHeader;

/* Lengths of more than one octet, and everything that is wrong. */
TarnTlvError tarn_tlv_parse_slow (TarnSpan        octets,
                                  TarnTlvHeader  *header);

/* Reads the header of the TLV that @octets begin with.  OK proves that
 * header_len + content_len <= octets.len: here and in the slow half, and nowhere
 * else, a length from outside meets the octets that are left (P-BER-06). */
static inline TarnTlvError
tarn_tlv_parse (TarnSpan       octets,
                TarnTlvHeader *header)
{
  if (G_LIKELY (octets.len >= 2
                && (octets.data[0] & 0x1f) != 0x1f
                && octets.data[1] < 0x80
                && octets.data[1] <= octets.len - 2))
    {
      *header = (TarnTlvHeader) { octets.data[0], 2, octets.data[1] };
      return TARN_TLV_OK;
    }

  return tarn_tlv_parse_slow (octets, header);
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
