/* tarn-span.h
 *
 * Octets that somebody else owns: pointer and length travel as one value.
 * Borrowed always; whoever keeps the octets copies them.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>
#include <string.h>

G_BEGIN_DECLS

typedef struct
{
  const guint8 *data;   /* NULL only when @len is 0 */
  gsize         len;
} TarnSpan;

static inline TarnSpan
tarn_span (gconstpointer data,
           gsize         len)
{
  TarnSpan span = { data, len };

  return span;
}

static inline gboolean
tarn_span_equal (TarnSpan a,
                 TarnSpan b)
{
  return a.len == b.len && (a.len == 0 || memcmp (a.data, b.data, a.len) == 0);
}

static inline gboolean
tarn_span_has_prefix (TarnSpan    span,
                      const char *prefix)
{
  gsize len = strlen (prefix);

  return span.len >= len && memcmp (span.data, prefix, len) == 0;
}

G_END_DECLS
