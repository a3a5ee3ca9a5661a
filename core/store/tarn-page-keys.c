/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "store/tarn-page-keys.h"

#define N_ARCS 2

/* The arcs behind @at as one number: a name that is smaller than another one never has a
 * larger key.  An arc that is not there counts as 0; where one is too large to be told from
 * others, those behind it count for nothing. */
static guint64
make_key (TarnSpan name,
          gsize    at)
{
  guint64 key = 0;

  for (guint i = 0; i < N_ARCS; i++)
    {
      guint64 arc = 0;
      gboolean more = at < name.len;

      while (more)
        {
          arc = MIN (arc << 7 | (name.data[at] & 0x7f), G_MAXUINT32);
          more = (name.data[at++] & 0x80) != 0 && at < name.len;
        }

      key = key << 32 | arc;
      if (arc == G_MAXUINT32)
        return key << 32 * (N_ARCS - 1 - i);
    }

  return key;
}

/* Octets that both names begin with, up to the end of an arc, as far as there is room. */
static gsize
find_begin (TarnSpan a,
            TarnSpan b)
{
  gsize end = MIN (MIN (a.len, b.len), TARN_PAGE_KEYS_BEGIN), at = 0;

  while (at < end && a.data[at] == b.data[at])
    at++;
  while (at > 0 && (a.data[at - 1] & 0x80) != 0)
    at--;

  return at;
}

TarnPageKeys *
tarn_page_keys_new (guint             n,
                    TarnPageNameFunc  get_name,
                    gconstpointer     page)
{
  TarnSpan first = get_name (page, 0);
  gsize begin_len = find_begin (first, get_name (page, n - 1));
  TarnPageKeys *self;

  self = g_malloc (sizeof *self + n * sizeof *self->keys);
  self->n = (guint16) n;
  self->begin_len = (guint16) begin_len;
  if (begin_len > 0)
    memcpy (self->begin, first.data, begin_len);
  for (guint i = 0; i < n; i++)
    self->keys[i] = make_key (get_name (page, i), begin_len);

  return self;
}

gsize
tarn_page_keys_size (const TarnPageKeys *self)
{
  return sizeof *self + self->n * sizeof *self->keys;
}

/* The first key that is not smaller than @key.  No branch depends on what is compared: it
 * would be guessed wrongly every other time. */
static guint
find_key (const TarnPageKeys *self,
          guint64             key)
{
  const guint64 *at = self->keys;
  guint n = self->n;

  while (n > 1)
    {
      guint half = n / 2;

      at += at[half - 1] < key ? half : 0;
      n -= half;
    }

  return (guint) (at - self->keys) + (*at < key);
}

void
tarn_page_keys_narrow (const TarnPageKeys *self,
                       TarnSpan            name,
                       guint              *low,
                       guint              *high)
{
  guint64 key;

  *low = 0;
  *high = self->n;
  if (name.len < self->begin_len
      || (self->begin_len > 0 && memcmp (name.data, self->begin, self->begin_len) != 0))
    return;

  key = make_key (name, self->begin_len);
  *low = find_key (self, key);
  *high = *low;
  if (*low < self->n && self->keys[*low] == key)
    *high = *low + 1 == self->n || self->keys[*low + 1] > key ? *low + 1
            : key == G_MAXUINT64 ? self->n : find_key (self, key + 1);
}
