/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What a device no longer has, found by going through the store beside the names
 * that arrived.
 */
#include "ops/tarn-mirror-private.h"

void
tarn_mirror_seen_init (TarnMirrorSeen *self)
{
  self->octets = g_byte_array_new ();
  self->ends = g_array_new (FALSE, FALSE, sizeof (guint32));
}

void
tarn_mirror_seen_clear (TarnMirrorSeen *self)
{
  g_clear_pointer (&self->octets, g_byte_array_unref);
  g_clear_pointer (&self->ends, g_array_unref);
}

void
tarn_mirror_seen_reset (TarnMirrorSeen *self)
{
  g_byte_array_set_size (self->octets, 0);
  g_array_set_size (self->ends, 0);
}

void
tarn_mirror_seen_add (TarnMirrorSeen *self,
                      TarnSpan        name)
{
  guint32 end;

  g_byte_array_append (self->octets, name.data, (guint) name.len);
  end = self->octets->len;
  g_array_append_val (self->ends, end);
}

static TarnSpan
seen_name (const TarnMirrorSeen *self,
           guint                 index)
{
  guint32 begin = index > 0 ? g_array_index (self->ends, guint32, index - 1) : 0;
  guint32 end = g_array_index (self->ends, guint32, index);

  return tarn_span (self->octets->data + begin, end - begin);
}

/* Whether @name was seen; *@index moves on to where the next, greater one would be. */
static gboolean
seen_has (const TarnMirrorSeen *self,
          guint                *index,
          TarnSpan              name)
{
  while (*index < self->ends->len)
    {
      int order = tarn_name_compare (seen_name (self, *index), name);

      if (order >= 0)
        return order == 0;
      ++*index;
    }

  return FALSE;
}

gboolean
tarn_mirror_delete_stale (const TarnMirrorSeen  *seen,
                          TarnStore             *store,
                          TarnSpan               after,
                          TarnSpan               before,
                          const GPtrArray       *gaps,
                          TarnVersion            version,
                          TarnBatch             *batch,
                          GError               **error)
{
  TarnCursor cursor;
  guint index = 0;
  gboolean found;
  gboolean success;

  if (!tarn_store_begin_read (store, error))
    return FALSE;

  tarn_cursor_init (&cursor, store);
  for (found = tarn_cursor_seek (&cursor, after, after.len == 0);
       found && (before.len == 0 || tarn_name_compare (cursor.row.name, before) < 0);
       found = tarn_cursor_next (&cursor))
    {
      TarnSpan name = cursor.row.name;
      g_autoptr(TarnOid) stale = NULL;

      if (seen_has (seen, &index, name)
          || tarn_gaps_contain (gaps, name)
          || (version == TARN_VERSION_1 && cursor.row.tag == TARN_KIND_COUNTER64))
        continue;

      stale = tarn_oid_new_name (name);
      tarn_batch_delete (batch, stale);
    }

  success = cursor.error == NULL;
  if (!success)
    g_propagate_error (error, g_error_copy (cursor.error));
  tarn_cursor_clear (&cursor);
  tarn_store_end_read (store);

  return success;
}
