/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-tree-cover.h"

struct _TarnTreeCover
{
  TarnMirrorInfo *info;     /* nullable: nothing was mirrored */
};

TarnTreeCover *
tarn_tree_cover_new (TarnStore *store)
{
  TarnTreeCover *self = g_new0 (TarnTreeCover, 1);

  self->info = tarn_mirror_info_read (store);
  return self;
}

void
tarn_tree_cover_free (TarnTreeCover *self)
{
  g_clear_pointer (&self->info, tarn_mirror_info_free);
  g_free (self);
}

gboolean
tarn_tree_cover_has (const TarnTreeCover *self,
                     const TarnOid       *oid)
{
  g_autoptr(TarnOid) end = tarn_oid_dup_end (oid);
  gboolean was_meant = FALSE;

  if (self->info == NULL)
    return FALSE;

  for (guint i = 0; i < self->info->ranges->len && !was_meant; i++)
    {
      const TarnGap *range = g_ptr_array_index (self->info->ranges, i);

      was_meant = (range->after == NULL || tarn_oid_compare (range->after, oid) <= 0)
                  && (range->before == NULL
                      || (end != NULL && tarn_oid_compare (range->before, end) >= 0));
    }

  /* Gaps in what was read before only say that it is not up to date. */
  if (!was_meant || self->info->known)
    return was_meant;

  for (guint i = 0; i < self->info->gaps->len; i++)
    {
      const TarnGap *gap = g_ptr_array_index (self->info->gaps, i);

      if ((gap->before == NULL || tarn_oid_compare (gap->before, oid) > 0)
          && (gap->after == NULL || end == NULL || tarn_oid_compare (gap->after, end) < 0))
        return FALSE;
    }

  return TRUE;
}

static gboolean
is_same_end (const TarnOid *a,
             const TarnOid *b)
{
  return a == b || (a != NULL && b != NULL && tarn_oid_equal (a, b));
}

gboolean
tarn_tree_cover_equal (const TarnTreeCover *self,
                       const TarnTreeCover *other)
{
  const TarnMirrorInfo *a = self->info, *b = other->info;

  if (a == NULL || b == NULL)
    return a == b;
  if (a->known != b->known || a->running != b->running || a->complete != b->complete
      || a->ranges->len != b->ranges->len)
    return FALSE;

  for (guint i = 0; i < a->ranges->len; i++)
    {
      const TarnGap *one = a->ranges->pdata[i], *two = b->ranges->pdata[i];

      if (!is_same_end (one->after, two->after) || !is_same_end (one->before, two->before))
        return FALSE;
    }
  return TRUE;
}
