/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-search-scan.h"

/* The clock is looked at each so many varbinds, of which the slowest, with a regular
 * expression, take 10 µs. */
#define CLOCK_ROWS 32

/* Octets of what is found: a guint counts them. */
#define MAX_FOUND (G_MAXUINT - 1024)

void
tarn_search_scan_init (TarnSearchScan    *self,
                       TarnMib           *mib,
                       TarnSearchPattern *pattern,
                       TarnSearchFlags    flags)
{
  *self = (TarnSearchScan) { .n_done = 0 };
  tarn_search_column_init (&self->column, mib, pattern, flags);
  self->found = g_byte_array_new ();
  self->ends = g_array_new (FALSE, FALSE, sizeof (guint));
}

void
tarn_search_scan_clear (TarnSearchScan *self)
{
  tarn_search_column_clear (&self->column);
  g_clear_pointer (&self->found, g_byte_array_unref);
  g_clear_pointer (&self->ends, g_array_unref);
  g_clear_pointer (&self->last, g_byte_array_unref);
  self->n_done = 0;
}

TarnSpan
tarn_search_scan_get_hit (TarnSearchScan *self,
                          guint           n)
{
  guint from = n > 0 ? g_array_index (self->ends, guint, n - 1) : 0;

  return tarn_span (self->found->data + from, g_array_index (self->ends, guint, n) - from);
}

static void
add_hit (TarnSearchScan  *self,
         TarnSpan         name,
         TarnSearchFlags  where)
{
  guint8 octet = (guint8) where;
  guint end;

  g_byte_array_append (self->found, &octet, 1);
  g_byte_array_append (self->found, name.data, (guint) name.len);
  end = self->found->len;
  g_array_append_val (self->ends, end);
}

static TarnSpan
dup_name (TarnMibNode  *node,
          TarnOid     **oid)
{
  const guint8 *octets;
  gsize n;

  *oid = tarn_mib_node_dup_oid (node);
  octets = tarn_oid_get_octets (*oid, &n);
  return tarn_span (octets, n);
}

/* The objects above the next name that were not above the one before it: from the top down,
 * as OIDs are in order. */
static void
match_nodes (TarnSearchScan *self)
{
  g_autoptr(GPtrArray) path = NULL;
  TarnMibNode *node = self->column.node;

  if (node == NULL || !(self->column.flags & (TARN_SEARCH_NAMES | TARN_SEARCH_DESCRIPTIONS)))
    return;

  path = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_mib_node_unref);
  for (node = tarn_mib_node_ref (node); node != NULL; node = tarn_mib_node_get_parent (node))
    {
      g_autoptr(TarnOid) oid = NULL;
      TarnSpan name = dup_name (node, &oid);

      if (self->last != NULL && self->last->len >= name.len
          && memcmp (self->last->data, name.data, name.len) == 0)
        {
          tarn_mib_node_unref (node);
          break;
        }
      g_ptr_array_add (path, node);
    }

  for (guint i = path->len; i > 0; i--)
    {
      g_autoptr(TarnOid) oid = NULL;
      TarnSpan name = dup_name (path->pdata[i - 1], &oid);
      TarnSearchFlags where = tarn_search_column_match_node (&self->column, path->pdata[i - 1]);

      if (where != 0)
        add_hit (self, name, where);
    }
}

static void
look_at (TarnSearchScan *self,
         const TarnRow  *row,
         gboolean        is_new)
{
  TarnSearchFlags where;

  if (is_new)
    {
      tarn_search_column_move (&self->column, row->name);
      match_nodes (self);
    }

  where = tarn_search_column_match (&self->column, row);
  if (where != 0)
    add_hit (self, row->name, where);
}

static void
remember (TarnSearchScan *self,
          TarnSpan        name)
{
  if (self->last == NULL)
    self->last = g_byte_array_new ();
  g_byte_array_set_size (self->last, 0);
  g_byte_array_append (self->last, name.data, (guint) name.len);
}

gboolean
tarn_search_scan_run (TarnSearchScan  *self,
                      TarnStore       *store,
                      TarnSearchClock  clock,
                      gpointer         clock_data,
                      gint64           until)
{
  TarnSpan from = self->last != NULL ? tarn_span (self->last->data, self->last->len)
                                     : tarn_span (NULL, 0);
  TarnCursor cursor;
  gboolean more;

  tarn_cursor_init (&cursor, store);
  more = tarn_cursor_seek (&cursor, from, self->last == NULL) && self->found->len < MAX_FOUND;
  while (more)
    {
      gboolean is_new = !tarn_search_column_has (&self->column, cursor.row.name);

      look_at (self, &cursor.row, is_new);
      self->n_done++;
      /* What is above the next name is compared with what was above this one. */
      if (is_new || self->n_done % CLOCK_ROWS == 0)
        {
          remember (self, cursor.row.name);
          if (clock (clock_data) >= until)
            break;
        }
      more = tarn_cursor_next (&cursor);
    }

  tarn_cursor_clear (&cursor);
  return more;
}
