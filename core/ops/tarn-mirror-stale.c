/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What a device no longer has, found by going through the store beside the names
 * that arrived.
 */
#include "ops/tarn-mirror-private.h"

#include "store/tarn-batch-private.h"

/* Whether the batch puts @name; *@index moves on to where the next, greater one would be. */
static gboolean
batch_has (const TarnBatch *batch,
           guint           *index,
           TarnSpan         name)
{
  while (*index < batch->changes->len)
    {
      int order = tarn_name_order (tarn_batch_get_name (batch, *index), name);

      if (order >= 0)
        return order == 0;
      ++*index;
    }

  return FALSE;
}

static void
collect_stale (const TarnBatch *batch,
               TarnCursor      *cursor,
               const TarnGap   *range,
               TarnVersion      version,
               TarnBatch       *stale)
{
  TarnSpan after = tarn_gap_after (range), before = tarn_gap_before (range);
  guint index = tarn_batch_search (batch, 0, batch->changes->len, after);

  for (gboolean found = tarn_cursor_seek (cursor, after, after.len == 0);
       found && (before.len == 0 || tarn_name_compare (cursor->row.name, before) < 0);
       found = tarn_cursor_next (cursor))
    {
      if (batch_has (batch, &index, cursor->row.name)
          || (version == TARN_VERSION_1 && cursor->row.tag == TARN_KIND_COUNTER64))
        continue;

      tarn_batch_delete_name (stale, cursor->row.name);
    }
}

gboolean
tarn_mirror_delete_stale (TarnBatch        *batch,
                          TarnStore        *store,
                          const GPtrArray  *covered,
                          TarnVersion       version,
                          GError          **error)
{
  g_autoptr(TarnBatch) stale = tarn_batch_new ();
  TarnCursor cursor;
  gboolean success = TRUE;

  if (!tarn_batch_prepare (batch, error) || !tarn_store_begin_read (store, error))
    return FALSE;

  tarn_cursor_init (&cursor, store);
  for (guint i = 0; i < covered->len && success; i++)
    {
      collect_stale (batch, &cursor, g_ptr_array_index (covered, i), version, stale);
      success = cursor.error == NULL;
    }
  if (!success)
    g_propagate_error (error, g_error_copy (cursor.error));
  tarn_cursor_clear (&cursor);
  tarn_store_end_read (store);

  for (guint i = 0; i < stale->changes->len; i++)
    tarn_batch_delete_name (batch, tarn_batch_get_name (stale, i));

  return success;
}
