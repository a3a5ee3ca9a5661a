/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "base/tarn-name.h"

#include "base/tarn-number.h"

/* The first sub-identifier holds two arcs, 40 * X + Y with X <= 2 (P-OID-01), so
 * it may exceed 32 bits. */
#define FIRST_MAX (80 + (guint64) G_MAXUINT32)

/* Index of the first octet in which the two differ, at most @len. */
static gsize
find_difference (const guint8 *a,
                 const guint8 *b,
                 gsize         len)
{
  gsize i = 0;

  for (; i + 8 <= len; i += 8)
    {
      guint64 difference = GUINT64_FROM_LE (tarn_load_u64 (a + i) ^ tarn_load_u64 (b + i));

      if (difference != 0)
        return i + (gsize) __builtin_ctzll (difference) / 8;
    }

  while (i < len && a[i] == b[i])
    i++;

  return i;
}

/* How many octets from @start on are followed by one of the same sub-identifier. */
static gsize
continued_len (TarnSpan name,
               gsize    start)
{
  gsize i = start;

  while (i < name.len && name.data[i] & 0x80)
    i++;

  return i - start;
}

/* Canonical sub-identifiers have no padding, so of two that differ the longer one
 * is larger, and equally long ones compare octet by octet.  What stands in front of
 * the first difference is the same in both, so it is enough to count from there. */
int
tarn_name_compare (TarnSpan a,
                   TarnSpan b)
{
  gsize common = MIN (a.len, b.len);
  gsize at = find_difference (a.data, b.data, common);
  gsize a_len, b_len;

  if (at == common)
    return a.len < b.len ? -1 : a.len > b.len;

  a_len = continued_len (a, at);
  b_len = continued_len (b, at);
  if (a_len != b_len)
    return a_len < b_len ? -1 : 1;

  return a.data[at] < b.data[at] ? -1 : 1;
}

/* Reads the sub-identifier at *@pos and moves behind it.  Padding is skipped and
 * noted; more than 32 bits (33 for the first) are noted as overflow. */
static guint64
read_sub_identifier (TarnSpan       octets,
                     gsize         *pos,
                     TarnAnomalies *anomalies)
{
  guint64 max = *pos == 0 ? FIRST_MAX : G_MAXUINT32;
  guint64 value = 0;

  if (octets.data[*pos] == 0x80)
    *anomalies |= TARN_ANOMALY_OID_PADDED;

  while (*pos < octets.len)
    {
      guint8 octet = octets.data[(*pos)++];

      value = value << 7 | (octet & 0x7f);
      if (value > max)
        {
          *anomalies |= TARN_ANOMALY_OID_OVERFLOW;
          value = max;
        }
      if (!(octet & 0x80))
        return value;
    }

  *anomalies |= TARN_ANOMALY_BAD_VALUE;
  return value;
}

TarnAnomalies
tarn_name_check (TarnSpan octets)
{
  TarnAnomalies anomalies = TARN_ANOMALY_NONE;
  gsize pos = 0, n_arcs = 1;

  if (octets.len == 0)
    return TARN_ANOMALY_EMPTY_OID;

  for (; pos < octets.len; n_arcs++)
    read_sub_identifier (octets, &pos, &anomalies);

  if (n_arcs > TARN_NAME_MAX_ARCS)
    anomalies |= TARN_ANOMALY_OID_OVERFLOW;
  else if (n_arcs > TARN_NAME_MAX_ORIGINATE)
    anomalies |= TARN_ANOMALY_OID_TOO_LONG;

  return anomalies;
}

gsize
tarn_name_canonicalise (TarnSpan  octets,
                        guint8   *out)
{
  gboolean at_start = TRUE;
  gsize len = 0;

  if (octets.len == 0)
    {
      out[0] = 0;
      return 1;
    }

  for (gsize i = 0; i < octets.len; i++)
    {
      if (at_start && octets.data[i] == 0x80)
        continue;
      out[len++] = octets.data[i];
      at_start = !(octets.data[i] & 0x80);
    }

  return len;
}

guint
tarn_name_get_arcs (TarnSpan  name,
                    guint32  *arcs)
{
  TarnAnomalies ignored = TARN_ANOMALY_NONE;
  guint64 first;
  gsize pos = 0;
  guint n = 0;

  if (name.len == 0)
    return 0;

  first = read_sub_identifier (name, &pos, &ignored);
  arcs[n++] = first < 80 ? (guint32) first / 40 : 2;
  arcs[n] = (guint32) (first - 40 * (guint64) arcs[0]);
  n++;

  while (pos < name.len && n < TARN_NAME_MAX_ARCS)
    arcs[n++] = (guint32) read_sub_identifier (name, &pos, &ignored);

  return n;
}

guint
tarn_name_count_arcs (TarnSpan name)
{
  guint n = name.len > 0;

  for (gsize i = 0; i < name.len; i++)
    n += !(name.data[i] & 0x80);

  return n;
}

/* At most five octets; returns how many. */
static gsize
put_sub_identifier (guint8  *at,
                    guint64  value)
{
  gsize n = 0;
  int shift = 0;

  while (value >> (shift + 7) != 0)
    shift += 7;
  for (; shift > 0; shift -= 7)
    at[n++] = (guint8) (0x80 | (value >> shift & 0x7f));
  at[n++] = (guint8) (value & 0x7f);
  return n;
}

static void
append_sub_identifier (TarnName *self,
                       guint64   value)
{
  self->len += (guint16) put_sub_identifier (self->data + self->len, value);
}

gboolean
tarn_name_from_arcs (TarnName      *self,
                     const guint32 *arcs,
                     gsize          n_arcs)
{
  if (n_arcs < 2 || n_arcs > TARN_NAME_MAX_ARCS)
    return FALSE;
  if (arcs[0] > 2 || (arcs[0] < 2 && arcs[1] > 39))
    return FALSE;

  self->len = 0;
  append_sub_identifier (self, 40 * (guint64) arcs[0] + arcs[1]);
  for (gsize i = 2; i < n_arcs; i++)
    append_sub_identifier (self, arcs[i]);

  return TRUE;
}

/* One arc in decimal at *@pos; FALSE if there is none, or more than 32 bits. */
static gboolean
parse_arc (const char *text,
           gsize       len,
           gsize      *pos,
           guint32    *arc)
{
  gsize start = *pos;
  guint64 value = 0;

  while (*pos < len && g_ascii_isdigit (text[*pos]))
    {
      value = value * 10 + (guint64) (text[(*pos)++] - '0');
      if (value > G_MAXUINT32)
        return FALSE;
    }

  *arc = (guint32) value;
  return *pos > start;
}

gboolean
tarn_name_parse (TarnName   *self,
                 const char *text,
                 gsize       len)
{
  guint8 octets[TARN_NAME_MAX_OCTETS];
  gsize pos = len > 0 && text[0] == '.';
  gsize n_octets = 0;
  guint32 arc = 0, first = 0;
  guint n_arcs = 0;

  for (; pos < len; n_arcs++)
    {
      if (n_arcs == TARN_NAME_MAX_ARCS || !parse_arc (text, len, &pos, &arc))
        return FALSE;

      if (n_arcs == 0)
        first = arc;
      else if (n_arcs == 1 && first < 2 && arc > 39)
        return FALSE;
      else
        n_octets += put_sub_identifier (octets + n_octets,
                                        n_arcs == 1 ? 40 * (guint64) first + arc : arc);

      if (pos < len && (text[pos++] != '.' || pos == len))
        return FALSE;
    }

  if (first > 2)
    return FALSE;
  /* "." is 0.0 and ".1" is 1.0 (P-OID-11). */
  if (n_arcs < 2)
    n_octets = put_sub_identifier (octets, 40 * first);

  tarn_name_set (self, tarn_span (octets, n_octets));
  return TRUE;
}

/* ".0" to ".127": nearly all arcs there are, each copied as four octets. */
typedef struct
{
  char   text[7];
  guint8 len;
} ShortArc;

#define ARCS(tens, len) \
  { "." #tens "0", len }, { "." #tens "1", len }, { "." #tens "2", len }, \
  { "." #tens "3", len }, { "." #tens "4", len }, { "." #tens "5", len }, \
  { "." #tens "6", len }, { "." #tens "7", len }, { "." #tens "8", len }, \
  { "." #tens "9", len }

static const ShortArc short_arcs[] = {
  ARCS (, 2), ARCS (1, 3), ARCS (2, 3), ARCS (3, 3), ARCS (4, 3), ARCS (5, 3), ARCS (6, 3),
  ARCS (7, 3), ARCS (8, 3), ARCS (9, 3), ARCS (10, 4), ARCS (11, 4),
  { ".120", 4 }, { ".121", 4 }, { ".122", 4 }, { ".123", 4 },
  { ".124", 4 }, { ".125", 4 }, { ".126", 4 }, { ".127", 4 },
};

static inline char *
put_short_arc (char  *text,
               guint  arc)
{
  memcpy (text, short_arcs[arc].text, 4);
  return text + short_arcs[arc].len;
}

static char *
put_arc (char    *text,
         guint64  arc)
{
  if (arc < G_N_ELEMENTS (short_arcs))
    return put_short_arc (text, (guint) arc);

  *text++ = '.';
  return tarn_number_to_text (arc, text);
}

/* The sub-identifier at *@at, which moves behind it. */
static guint64
read_arc (TarnSpan       name,
          const guint8 **at)
{
  TarnAnomalies ignored = TARN_ANOMALY_NONE;
  gsize pos = (gsize) (*at - name.data);
  guint64 arc = read_sub_identifier (name, &pos, &ignored);

  *at = name.data + pos;
  return arc;
}

gsize
tarn_name_to_text (TarnSpan  name,
                   char     *text)
{
  const guint8 *at = name.data, *end = name.data + name.len;
  char *out = text;

  if (name.len > 0)
    {
      guint64 first = read_arc (name, &at);

      out = put_arc (out, MIN (first / 40, 2));
      out = put_arc (out, first - 40 * MIN (first / 40, 2));
    }
  while (at < end)
    {
      if (*at < G_N_ELEMENTS (short_arcs))
        out = put_short_arc (out, *at++);
      else
        out = put_arc (out, read_arc (name, &at));
    }
  if (out == text)
    *out++ = '.';
  *out = '\0';

  return (gsize) (out - text);
}

/* The last sub-identifier plus one; one that is at its maximum is dropped first. */
void
tarn_name_set_end (TarnName *self,
                   TarnSpan  prefix)
{
  TarnAnomalies ignored = TARN_ANOMALY_NONE;

  tarn_name_set (self, prefix);
  while (self->len > 0)
    {
      gsize start = self->len - 1, pos;
      guint64 value;

      while (start > 0 && self->data[start - 1] & 0x80)
        start--;

      pos = start;
      value = read_sub_identifier (tarn_name_span (self), &pos, &ignored);
      self->len = (guint16) start;
      if (value < (start == 0 ? FIRST_MAX : G_MAXUINT32))
        {
          append_sub_identifier (self, value + 1);
          return;
        }
    }
}
