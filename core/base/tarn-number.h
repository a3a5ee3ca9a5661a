/* tarn-number.h
 *
 * Private: content octets of the integer types, with every tolerance of
 * protocol.md section 1.3 named.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "base/tarn-anomaly.h"
#include "base/tarn-span.h"

G_BEGIN_DECLS

/* A Counter64 with its leading zero; what is longer is not a padded number but
 * nonsense (P-INT-05). */
#define TARN_NUMBER_MAX_OCTETS 9

/* One to four octets whose first nine bits are not all alike: an INTEGER about which
 * nothing is odd. */
static inline gboolean
tarn_number_is_plain_signed (TarnSpan content)
{
  guint top;

  if (content.len - 1 >= 4)
    return FALSE;
  if (content.len == 1)
    return TRUE;

  top = (guint) content.data[0] << 1 | content.data[1] >> 7;
  return top != 0 && top != 0x1ff;
}

/* The same for a number without sign of at most @max octets: a leading zero only
 * where it keeps the next bit from being one. */
static inline gboolean
tarn_number_is_plain_unsigned (TarnSpan content,
                               gsize    max)
{
  if (content.len - 1 > max)
    return FALSE;
  if (content.data[0] == 0)
    return content.len == 1 || content.data[1] >> 7;

  return content.len <= max && !(content.data[0] & 0x80);
}

/* INTEGER; with BAD_VALUE the number is 0. */
TarnAnomalies tarn_number_read_int32  (TarnSpan  content,
                                       gint32   *number);

/* Counter32, Gauge32, TimeTicks, UInteger32. */
TarnAnomalies tarn_number_read_uint32 (TarnSpan  content,
                                       guint32  *number);

TarnAnomalies tarn_number_read_uint64 (TarnSpan  content,
                                       guint64  *number);

/* At most TARN_NUMBER_MAX_OCTETS, minimal, ending at @end; returns how many. */
gsize         tarn_number_put_signed   (gint64   number,
                                        guint8  *end);
gsize         tarn_number_put_unsigned (guint64  number,
                                        guint8  *end);

#define TARN_NUMBER_MAX_TEXT 20

/* "00", "01" … "99". */
extern const char tarn_number_pairs[200];

/* The digits of @number, without a NUL; returns where they end.  Text of numbers is half
 * of what it costs to print a varbind. */
static inline char *
tarn_number_to_text (guint64  number,
                     char    *text)
{
  char digits[TARN_NUMBER_MAX_TEXT];
  guint at = sizeof digits;

  while (number >= 100)
    {
      at -= 2;
      memcpy (digits + at, tarn_number_pairs + 2 * (number % 100), 2);
      number /= 100;
    }
  if (number >= 10)
    *text++ = tarn_number_pairs[2 * number];
  *text++ = tarn_number_pairs[2 * number + 1];
  memcpy (text, digits + at, sizeof digits - at);

  return text + (sizeof digits - at);
}

G_END_DECLS
