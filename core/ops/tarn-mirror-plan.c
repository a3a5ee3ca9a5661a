/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Which names a mirror is for.
 */
#include "ops/tarn-mirror-object.h"

#include "base/tarn-error.h"
#include "ops/tarn-walk-keys.h"
#include "ops/tarn-walk-private.h"

/* Where an earlier mirror stopped, so many of its last varbinds are read again: what the
 * device has put there since, or taken away, would else never be seen, as the walk goes on
 * behind it.  They come with the first reply, which has room for 50.
 *
 * That nothing in front of a seam is missing is not for this to ensure: varbinds and the
 * story that says they are covered are in one transaction. */
#define SEAM_VARBINDS 10

/* Whether an earlier mirror came as far as where @gap begins, and no further. */
static gboolean
is_seam (const TarnGap *gap)
{
  return gap->reason == TARN_GAP_CANCELLED || gap->reason == TARN_GAP_NO_ANSWER
         || gap->reason == TARN_GAP_UNREACHABLE || gap->reason == TARN_GAP_LIMIT;
}

/* Where the range that @name is within begins: NULL for the beginning of all names, @name
 * itself if it is within none. */
static TarnOid *
find_begin (const GPtrArray *ranges,
            TarnOid         *name)
{
  for (guint i = 0; i < ranges->len; i++)
    {
      const TarnGap *range = g_ptr_array_index (ranges, i);

      if ((range->after == NULL || tarn_oid_compare (range->after, name) < 0)
          && (range->before == NULL || tarn_oid_compare (name, range->before) < 0))
        return range->after;
    }

  return name;
}

/* The name behind which the last SEAM_VARBINDS up to @name are, or NULL. */
static gboolean
find_seam (TarnStore      *store,
           const TarnOid  *name,
           TarnOid       **seam,
           GError        **error)
{
  g_autoptr(TarnOid) successor = tarn_oid_new_successor (tarn_oid_span (name));
  g_autoptr(GError) failure = NULL;
  guint64 rank = tarn_store_get_rank (store, successor, &failure);

  *seam = NULL;
  if (failure == NULL && rank > SEAM_VARBINDS)
    {
      g_autoptr(TarnVarbind) varbind = tarn_store_get_nth (store, rank - SEAM_VARBINDS - 1,
                                                           &failure);

      if (varbind != NULL)
        *seam = tarn_oid_ref (tarn_varbind_get_oid (varbind));
    }
  if (failure == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
reach_over_seam (TarnGap          *gap,
                 const GPtrArray  *ranges,
                 TarnStore        *store,
                 GError          **error)
{
  g_autoptr(TarnOid) seam = NULL;
  TarnOid *begin;

  if (gap->after == NULL || !is_seam (gap))
    return TRUE;

  begin = find_begin (ranges, gap->after);
  if (begin == gap->after)
    return TRUE;
  if (!find_seam (store, gap->after, &seam, error))
    return FALSE;

  if (begin != NULL && (seam == NULL || tarn_oid_compare (seam, begin) < 0))
    {
      g_clear_pointer (&seam, tarn_oid_unref);
      seam = tarn_oid_ref (begin);
    }
  tarn_oid_unref (gap->after);
  gap->after = g_steal_pointer (&seam);
  return TRUE;
}

/* Appends to @ranges, as TarnGaps, what of the mirror in @store that @info tells of is to be
 * covered for @scope; where that begins at a seam, a little of what is there comes again. */
static gboolean
list_ranges (TarnMirrorScope        scope,
             const TarnMirrorInfo  *info,
             TarnStore             *store,
             GPtrArray             *ranges,
             GError               **error)
{
  /* One that was killed when it had all, but not the last word, has to get that. */
  gboolean all = scope == TARN_MIRROR_SCOPE_SAME
                 || (scope == TARN_MIRROR_SCOPE_REST && info->running && info->gaps->len == 0);
  const GPtrArray *from = all ? info->ranges : info->gaps;

  for (guint i = 0; i < from->len; i++)
    {
      const TarnGap *gap = g_ptr_array_index (from, i);

      if (scope == TARN_MIRROR_SCOPE_GAPS && gap->reason == TARN_GAP_CANCELLED)
        continue;

      g_ptr_array_add (ranges, tarn_gap_copy (gap));
      if (from == info->gaps
          && !reach_over_seam (ranges->pdata[ranges->len - 1], info->ranges, store, error))
        return FALSE;
    }

  return TRUE;
}

/* A subtree may be a single varbind, which a range would not ask for. */
static void
mirror_add_range (TarnMirror    *self,
                  const TarnGap *range)
{
  if (range->after != NULL && range->before != NULL)
    {
      g_autoptr(TarnOid) end = tarn_oid_dup_end (range->after);

      if (end != NULL && tarn_oid_equal (end, range->before))
        {
          tarn_walk_add_root (self->walk, range->after, NULL);
          return;
        }
    }

  tarn_walk_add_range (self->walk, range->after, range->before);
}

/* Gives the walk what @scope says.  *@done: that is nothing. */
static gboolean
mirror_add_ranges (TarnMirror  *self,
                   gboolean    *done,
                   GError     **error)
{
  const TarnMirrorInfo *earlier = self->writer.earlier;
  g_autoptr(GPtrArray) ranges = tarn_gaps_new ();

  *done = FALSE;
  if (self->scope == TARN_MIRROR_SCOPE_WALK)
    return TRUE;

  if (!list_ranges (self->scope, earlier, self->writer.store, ranges, error))
    return FALSE;

  for (guint i = 0; i < ranges->len; i++)
    mirror_add_range (self, ranges->pdata[i]);

  *done = ranges->len == 0;
  if (*done && earlier->gaps->len > 0)
    g_set_error (&self->walk_error, TARN_ERROR, TARN_ERROR_FAILED,
                 "%s has no gaps that were asked for in vain; what it was not asked for yet, "
                 "--resume reads", self->writer.path);
  return TRUE;
}

guint64
tarn_mirror_count_open (TarnMirror *self)
{
  const TarnWalkKeys *keys = &tarn_walk_peek_machine (self->walk)->keys;
  guint64 n = 0;

  for (guint i = 0; i < self->writer.open->len; i++)
    {
      const TarnGap *gap = self->writer.open->pdata[i];

      n += keys->count (keys->data, tarn_gap_after (gap), tarn_gap_before (gap));
    }

  return n;
}

gboolean
tarn_mirror_plan (TarnMirror  *self,
                  gboolean    *done,
                  GError     **error)
{
  TarnWalkMachine *machine = tarn_walk_peek_machine (self->walk);
  GPtrArray *plan;

  if (!tarn_store_begin_read (self->writer.store, error))
    return FALSE;

  if (!mirror_add_ranges (self, done, error) || *done)
    {
      tarn_store_end_read (self->writer.store);
      return *done;
    }

  tarn_walk_settle (self->walk);
  plan = tarn_gaps_new ();
  tarn_walk_machine_append_open (machine, TARN_GAP_CANCELLED, plan);
  tarn_mirror_writer_begin (&self->writer, plan);

  machine->watch_uptime = TRUE;
  if (self->writer.earlier != NULL)
    tarn_walk_keys_init (&machine->keys, self->writer.store);
  if (self->writer.known)
    self->n_known = tarn_mirror_count_open (self);
  tarn_store_end_read (self->writer.store);

  return TRUE;
}
