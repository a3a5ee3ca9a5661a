/* tarn-name.h
 *
 * Private: OIDs as spans of canonical content octets, without allocation.
 * Everything hot works on these; TarnOid is the same octets with a reference
 * count around them.
 *
 * Octet order is not OID order (16383 = ff 7f, 16384 = 81 80 00), so use
 * tarn_name_compare() and nothing else (rule P-OID-10).
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "base/tarn-anomaly.h"
#include "base/tarn-oid.h"
#include "base/tarn-span.h"

G_BEGIN_DECLS

#define TARN_NAME_MAX_ARCS      256   /* received and echoed, P-OID-09 */
#define TARN_NAME_MAX_ORIGINATE 128   /* in anything we make, P-OID-08 */
#define TARN_NAME_MAX_OCTETS    (5 * (TARN_NAME_MAX_ARCS - 1))
#define TARN_NAME_MAX_TEXT      (11 * TARN_NAME_MAX_ARCS + 1)

/* A name kept by value: the cursor of a walk, the end of an interval. */
typedef struct
{
  guint16 len;
  guint8  data[TARN_NAME_MAX_OCTETS];
} TarnName;

static inline TarnSpan
tarn_name_span (const TarnName *self)
{
  return tarn_span (self->data, self->len);
}

static inline void
tarn_name_set (TarnName *self,
               TarnSpan  name)
{
  g_assert (name.len <= sizeof self->data);
  self->len = (guint16) name.len;
  if (name.len > 0)
    memcpy (self->data, name.data, name.len);
}

static inline TarnSpan
tarn_oid_span (const TarnOid *oid)
{
  gsize len;
  const guint8 *data = tarn_oid_get_octets (oid, &len);

  return tarn_span (data, len);
}

/* <0, 0, >0 as arcs are compared left to right; a proper prefix is smaller.
 * The empty name is smaller than every other. */
int           tarn_name_compare      (TarnSpan       a,
                                      TarnSpan       b);

/* The empty name is a prefix of every name. */
static inline gboolean
tarn_name_has_prefix (TarnSpan name,
                      TarnSpan prefix)
{
  return name.len >= prefix.len
         && (prefix.len == 0 || memcmp (name.data, prefix.data, prefix.len) == 0);
}

/* Looks at content octets as they came.  Returns the anomalies found; OVERFLOW
 * and BAD_VALUE mean that this is not a usable name (P-OID-03, P-OID-05). */
TarnAnomalies tarn_name_check        (TarnSpan       octets);

static inline guint64
tarn_load_u64 (const guint8 *octets)
{
  guint64 word;

  memcpy (&word, octets, sizeof word);
  return word;
}

/* TRUE if tarn_name_check() would find nothing, told quickly for names of 8 to 15
 * octets, as nearly all are: checking names is a third of what decoding costs.
 *
 * Two words that overlap hold the whole name.  Left to the careful way are: any
 * octet of 80, which may be padding (its low seven bits plus 7f stay below 80); three
 * continued octets in a row, since of the four that it takes to pass 28 bits three
 * always lie in one word; and a last octet that is continued. */
static inline gboolean
tarn_name_is_plain (TarnSpan octets)
{
  typedef guint64 Pair __attribute__ ((vector_size (16)));
  const guint64 top = G_GUINT64_CONSTANT (0x8080808080808080);
  Pair words, continued, odd;

  if (octets.len - 8 >= 8)
    return tarn_name_check (octets) == TARN_ANOMALY_NONE;

  words = (Pair) { tarn_load_u64 (octets.data), tarn_load_u64 (octets.data + octets.len - 8) };
  continued = words & top;
  odd = continued & ~((words & ~top) + ~top);
  odd |= continued & (continued << 8) & (continued << 16);

  if (((odd[0] | odd[1]) == 0) && !(octets.data[octets.len - 1] & 0x80))
    return TRUE;

  return tarn_name_check (octets) == TARN_ANOMALY_NONE;
}

/* tarn_name_compare(), told quickly for names of the same length, 8 to 16 octets, as are
 * most neighbours in a table.  If they differ in the last 8 only and have their arcs at
 * the same places there, the first octet that differs decides; also if they differ before
 * and no arc takes more than one octet there. */
static inline int
tarn_name_order (TarnSpan a,
                 TarnSpan b)
{
  const guint64 top = G_GUINT64_CONSTANT (0x8080808080808080);
  guint64 one, two;

  if (a.len != b.len || a.len - 8 > 8)
    return tarn_name_compare (a, b);

  one = tarn_load_u64 (a.data);
  two = tarn_load_u64 (b.data);
  if (one != two && ((one | two) & top) != 0)
    return tarn_name_compare (a, b);

  if (one == two)
    {
      one = tarn_load_u64 (a.data + a.len - 8);
      two = tarn_load_u64 (b.data + b.len - 8);
      if (((one ^ two) & top) != 0)
        return tarn_name_compare (a, b);
    }

  one = GUINT64_FROM_BE (one);
  two = GUINT64_FROM_BE (two);
  return (one > two) - (one < two);
}

/* Writes the canonical form of @octets (which tarn_name_check() found usable, at
 * most OID_PADDED or EMPTY_OID) to @out and returns its length; never longer
 * than max (octets.len, 1). */
gsize         tarn_name_canonicalise (TarnSpan       octets,
                                      guint8        *out);

guint         tarn_name_count_arcs   (TarnSpan       name);

/* Writes at most TARN_NAME_MAX_ARCS arcs, returns how many there are. */
guint         tarn_name_get_arcs     (TarnSpan       name,
                                      guint32       *arcs);

/* FALSE where P-OID-07 or P-OID-03 forbids; n_arcs <= TARN_NAME_MAX_ARCS. */
gboolean      tarn_name_from_arcs    (TarnName      *self,
                                      const guint32 *arcs,
                                      gsize          n_arcs);

/* Dotted decimal, leading dot optional; P-OID-11.  FALSE and untouched @self if
 * @text is anything else. */
gboolean      tarn_name_parse        (TarnName      *self,
                                      const char    *text,
                                      gsize          len);

/* ".1.3.6.1" to @text, which has room for TARN_NAME_MAX_TEXT; returns the
 * length without the final NUL, which is written too. */
gsize         tarn_name_to_text      (TarnSpan       name,
                                      char          *text);

/* The smallest name that is greater than every name below @prefix: the exclusive
 * end of a subtree.  Empty when nothing is greater. */
void          tarn_name_set_end      (TarnName      *self,
                                      TarnSpan       prefix);

TarnOid      *tarn_oid_new_name      (TarnSpan       name);

G_END_DECLS
