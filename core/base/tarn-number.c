/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "base/tarn-number.h"

const char tarn_number_pairs[200] =
  "0001020304050607080910111213141516171819"
  "2021222324252627282930313233343536373839"
  "4041424344454647484950515253545556575859"
  "6061626364656667686970717273747576777879"
  "8081828384858687888990919293949596979899";

/* All octets, the sign of the first one extended; the low 64 bits if more. */
static guint64
read_sign_extended (TarnSpan content)
{
  guint64 bits = content.len > 0 && content.data[0] & 0x80 ? G_MAXUINT64 : 0;

  for (gsize i = 0; i < content.len; i++)
    bits = bits << 8 | content.data[i];

  return bits;
}

static gboolean
is_padded (TarnSpan content)
{
  return content.len > 1
         && ((content.data[0] == 0x00 && !(content.data[1] & 0x80))
             || (content.data[0] == 0xff && content.data[1] & 0x80));
}

/* Content without the leading octets that add nothing to its sign. */
static TarnSpan
strip_padding (TarnSpan content)
{
  while (is_padded (content))
    content = tarn_span (content.data + 1, content.len - 1);

  return content;
}

TarnAnomalies
tarn_number_read_int32 (TarnSpan  content,
                        gint32   *number)
{
  TarnSpan stripped;

  *number = 0;
  if (content.len == 0 || content.len > TARN_NUMBER_MAX_OCTETS)
    return TARN_ANOMALY_BAD_VALUE;

  stripped = strip_padding (content);
  if (stripped.len > 4 && content.len > 8)
    return TARN_ANOMALY_BAD_VALUE;

  *number = (gint32) (guint32) read_sign_extended (stripped);
  if (stripped.len > 4)
    return TARN_ANOMALY_INTEGER_TRUNCATED;

  return stripped.len < content.len ? TARN_ANOMALY_NON_MINIMAL_INTEGER : TARN_ANOMALY_NONE;
}

TarnAnomalies
tarn_number_read_uint32 (TarnSpan  content,
                         guint32  *number)
{
  TarnSpan stripped;

  *number = 0;
  if (content.len == 0 || content.len > TARN_NUMBER_MAX_OCTETS)
    return TARN_ANOMALY_BAD_VALUE;

  *number = (guint32) read_sign_extended (content);
  if (content.data[0] & 0x80 && content.len < 4)
    return TARN_ANOMALY_NEGATIVE_UNSIGNED;
  if (content.data[0] & 0x80 && content.len == 4)
    return TARN_ANOMALY_MISSING_LEADING_ZERO;

  stripped = strip_padding (content);
  if (content.data[0] & 0x80 || stripped.len > 5 || (stripped.len == 5 && stripped.data[0] != 0))
    {
      if (content.len <= 8)
        return TARN_ANOMALY_INTEGER_TRUNCATED;
      *number = 0;
      return TARN_ANOMALY_BAD_VALUE;
    }

  return stripped.len < content.len ? TARN_ANOMALY_NON_MINIMAL_INTEGER : TARN_ANOMALY_NONE;
}

TarnAnomalies
tarn_number_read_uint64 (TarnSpan  content,
                         guint64  *number)
{
  TarnSpan stripped;

  *number = 0;
  if (content.len == 0)
    return TARN_ANOMALY_EMPTY_INTEGER;

  if (content.data[0] & 0x80)
    {
      if (content.len > 8)
        return TARN_ANOMALY_BAD_VALUE;
      *number = read_sign_extended (content);
      return content.len == 8 ? TARN_ANOMALY_MISSING_LEADING_ZERO
                              : TARN_ANOMALY_NEGATIVE_UNSIGNED;
    }

  stripped = strip_padding (content);
  if (stripped.len > 9 || (stripped.len == 9 && stripped.data[0] != 0))
    return TARN_ANOMALY_BAD_VALUE;

  *number = read_sign_extended (stripped);
  return stripped.len < content.len ? TARN_ANOMALY_NON_MINIMAL_INTEGER : TARN_ANOMALY_NONE;
}

gsize
tarn_number_put_signed (gint64  number,
                        guint8 *end)
{
  guint8 *pos = end;
  guint8 top;

  do
    {
      top = (guint8) number;
      *--pos = top;
      number >>= 8;
    }
  while (number != (top & 0x80 ? -1 : 0));   /* until @top alone carries the sign */

  return (gsize) (end - pos);
}

gsize
tarn_number_put_unsigned (guint64  number,
                          guint8  *end)
{
  guint8 *pos = end;

  do
    {
      *--pos = (guint8) number;
      number >>= 8;
    }
  while (number != 0);

  if (*pos & 0x80)
    *--pos = 0;

  return (gsize) (end - pos);
}
