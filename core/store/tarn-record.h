/* tarn-record.h
 *
 * Private: how the small records of a store are put together and taken apart again:
 * numbers are little-endian, and whatever is taken is there.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "base/tarn-span.h"

G_BEGIN_DECLS

static inline void
tarn_record_put_number (GByteArray *octets,
                        gsize       len,
                        guint64     number)
{
  number = GUINT64_TO_LE (number);
  g_byte_array_append (octets, (const guint8 *) &number, (guint) len);
}

static inline void
tarn_record_put_span (GByteArray *octets,
                      TarnSpan    span)
{
  if (span.len > 0)
    g_byte_array_append (octets, span.data, (guint) span.len);
}

/* Takes @len octets off the front of @rest; FALSE if there are not so many. */
static inline gboolean
tarn_record_take_span (TarnSpan *rest,
                       gsize     len,
                       TarnSpan *span)
{
  if (rest->len < len)
    return FALSE;

  *span = tarn_span (rest->data, len);
  *rest = tarn_span (rest->data + len, rest->len - len);
  return TRUE;
}

static inline gboolean
tarn_record_take_number (TarnSpan *rest,
                         gsize     len,
                         guint64  *number)
{
  TarnSpan span;

  *number = 0;
  if (!tarn_record_take_span (rest, len, &span))
    return FALSE;

  memcpy (number, span.data, len);
  *number = GUINT64_FROM_LE (*number);
  return TRUE;
}

G_END_DECLS
