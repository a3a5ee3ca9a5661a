/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-walk-keys.h"

#include "ops/tarn-gap-private.h"

/* How many names are not greater than @name. */
static gboolean
rank_behind (TarnStore *store,
             TarnSpan   name,
             guint64   *rank)
{
  TarnName successor;

  *rank = 0;
  if (name.len == 0)
    return TRUE;

  tarn_name_set_successor (&successor, name);
  return TARN_STORE_GET_IFACE (store)->rank (store, tarn_name_span (&successor), rank, NULL);
}

/* Inside a read section: the numbers, from 0, of the first name behind @after and of the
 * first that is not in front of @before. */
static gboolean
find_range (TarnStore *store,
            TarnSpan   after,
            TarnSpan   before,
            guint64   *first,
            guint64   *end)
{
  TarnStoreInterface *iface = TARN_STORE_GET_IFACE (store);
  gboolean found = rank_behind (store, after, first)
                   && (before.len > 0 ? iface->rank (store, before, end, NULL)
                                      : iface->get_n_rows (store, end, NULL));

  return found && *first < *end;
}

/* Tag and length, in the shortest form. */
static gsize
header_octets (gsize len)
{
  return len < 0x80 ? 2 : len < 0x100 ? 3 : 4;
}

/* What a varbind takes of a message. */
static gsize
row_octets (const TarnRow *row)
{
  gsize octets = header_octets (row->name.len) + row->name.len + row->tlv.len;

  return header_octets (octets) + octets;
}

static guint
keys_nth (gpointer  data,
          TarnSpan  after,
          TarnSpan  before,
          guint     n,
          gsize     max_octets,
          TarnName *name,
          gboolean *last)
{
  TarnStore *store = data;
  gsize octets = 0;
  TarnCursor cursor;
  guint found = 0;
  gboolean more;

  if (n == 0 || !tarn_store_begin_read (store, NULL))
    return 0;

  tarn_cursor_init (&cursor, store);
  more = tarn_cursor_seek (&cursor, after, after.len == 0)
         && tarn_walk_ends_behind (before, cursor.row.name);
  while (more && found < n)
    {
      octets += row_octets (&cursor.row);
      if (found > 0 && octets > max_octets)
        break;
      tarn_name_set (name, cursor.row.name);
      found++;
      more = tarn_cursor_next (&cursor) && tarn_walk_ends_behind (before, cursor.row.name);
    }
  *last = !more;
  tarn_cursor_clear (&cursor);
  tarn_store_end_read (store);

  return found;
}

static guint64
keys_count (gpointer data,
            TarnSpan after,
            TarnSpan before)
{
  TarnStore *store = data;
  guint64 first, end, count = 0;

  if (!tarn_store_begin_read (store, NULL))
    return 0;

  if (find_range (store, after, before, &first, &end))
    count = end - first;
  tarn_store_end_read (store);

  return count;
}

void
tarn_walk_keys_init (TarnWalkKeys *self,
                     TarnStore    *store)
{
  *self = (TarnWalkKeys) { .nth = keys_nth, .count = keys_count, .data = store };
}
