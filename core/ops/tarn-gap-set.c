/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-gap-private.h"

TarnGap *
tarn_gap_new (TarnSpan      after,
              TarnSpan      before,
              TarnGapReason reason)
{
  TarnGap *self = g_new0 (TarnGap, 1);

  self->after = after.len > 0 ? tarn_oid_new_name (after) : NULL;
  self->before = before.len > 0 ? tarn_oid_new_name (before) : NULL;
  self->reason = reason;
  return self;
}

GPtrArray *
tarn_gaps_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_gap_free);
}

void
tarn_gaps_append (GPtrArray       *self,
                  const GPtrArray *more)
{
  for (guint i = 0; i < more->len; i++)
    g_ptr_array_add (self, tarn_gap_copy (g_ptr_array_index (more, i)));
}

gboolean
tarn_gaps_contain (const GPtrArray *self,
                   TarnSpan         name)
{
  for (guint i = 0; i < self->len; i++)
    {
      const TarnGap *gap = g_ptr_array_index (self, i);

      if ((gap->after == NULL || tarn_name_compare (name, tarn_oid_span (gap->after)) > 0)
          && (gap->before == NULL || tarn_name_compare (name, tarn_oid_span (gap->before)) < 0))
        return TRUE;
    }

  return FALSE;
}

TarnSpan
tarn_name_last_before (TarnSpan before)
{
  if (before.len >= 2 && before.data[before.len - 1] == 0 && before.data[before.len - 2] < 0x80)
    before.len--;

  return before;
}

void
tarn_name_set_successor (TarnName *self,
                         TarnSpan  name)
{
  tarn_name_set (self, name);
  if (tarn_name_count_arcs (name) < TARN_NAME_MAX_ARCS)
    self->data[self->len++] = 0;
}

TarnOid *
tarn_oid_new_successor (TarnSpan name)
{
  TarnName successor;

  tarn_name_set_successor (&successor, name);
  return tarn_oid_new_name (tarn_name_span (&successor));
}

/* Whether an interval that begins after @after reaches names in front of @before. */
static gboolean
begins_in_front_of (const TarnOid *after,
                    TarnSpan       before)
{
  return after == NULL || before.len == 0
         || tarn_name_compare (tarn_oid_span (after), before) < 0;
}

static gboolean
ends_behind (const TarnOid *before,
             TarnSpan       after)
{
  return before == NULL || after.len == 0
         || tarn_name_compare (tarn_oid_span (before), after) > 0;
}

/* Puts at @index what is left of @gap in front of @after and behind @before; an empty one
 * leaves nothing there.  What begins where the end of a subtree is begins after that name,
 * which is no varbind. */
static void
insert_left (GPtrArray     *self,
             guint          index,
             const TarnGap *gap,
             TarnSpan       after,
             TarnSpan       before)
{
  if (after.len > 0 && begins_in_front_of (gap->after, after))
    {
      TarnGap *part = tarn_gap_copy (gap);

      g_clear_pointer (&part->before, tarn_oid_unref);
      part->before = tarn_oid_new_successor (after);
      g_ptr_array_insert (self, (int) index++, part);
    }

  if (before.len > 0 && ends_behind (gap->before, before))
    {
      TarnGap *part = tarn_gap_copy (gap);

      g_clear_pointer (&part->after, tarn_oid_unref);
      part->after = tarn_oid_new_name (tarn_name_last_before (before));
      g_ptr_array_insert (self, (int) index++, part);
    }
}

GPtrArray *
tarn_gaps_subtract (const GPtrArray *self,
                    const GPtrArray *covered)
{
  g_autoptr(GPtrArray) left = tarn_gaps_new ();

  tarn_gaps_append (left, self);
  for (guint i = 0; i < covered->len; i++)
    {
      const TarnGap *cover = g_ptr_array_index (covered, i);
      TarnSpan after = tarn_gap_after (cover), before = tarn_gap_before (cover);

      for (guint j = left->len; j-- > 0;)
        {
          const TarnGap *gap = g_ptr_array_index (left, j);

          if (!begins_in_front_of (gap->after, before) || !ends_behind (gap->before, after))
            continue;
          insert_left (left, j + 1, gap, after, before);
          g_ptr_array_remove_index (left, j);
        }
    }

  return g_steal_pointer (&left);
}

void
tarn_gaps_take_out (GPtrArray *self,
                    TarnSpan   after,
                    TarnSpan   before)
{
  guint first = 0, end = self->len;

  while (first < end)   /* the first interval that ends behind @after */
    {
      guint middle = first + (end - first) / 2;

      if (ends_behind (((TarnGap *) g_ptr_array_index (self, middle))->before, after))
        end = middle;
      else
        first = middle + 1;
    }

  while (end < self->len
         && begins_in_front_of (((TarnGap *) g_ptr_array_index (self, end))->after, before))
    end++;
  if (first == end)
    return;

  insert_left (self, end, g_ptr_array_index (self, end - 1), tarn_span (NULL, 0), before);
  insert_left (self, end, g_ptr_array_index (self, first), after, tarn_span (NULL, 0));
  g_ptr_array_remove_range (self, first, end - first);
}

static int
compare_begins (gconstpointer a,
                gconstpointer b)
{
  const TarnGap *left = *(const TarnGap *const *) a;
  const TarnGap *right = *(const TarnGap *const *) b;

  return tarn_name_compare (tarn_gap_after (left), tarn_gap_after (right));
}

void
tarn_gaps_sort (GPtrArray *self)
{
  g_ptr_array_sort (self, compare_begins);
}

void
tarn_gaps_join (GPtrArray *self)
{
  guint n = 0;

  tarn_gaps_sort (self);
  for (guint i = 0; i < self->len; i++)
    {
      TarnGap *next = g_steal_pointer (&self->pdata[i]);
      TarnGap *last = n > 0 ? self->pdata[n - 1] : NULL;

      if (last == NULL || !begins_in_front_of (next->after, tarn_gap_before (last)))
        {
          self->pdata[n++] = next;
          continue;
        }

      if (last->before != NULL && ends_behind (next->before, tarn_oid_span (last->before)))
        {
          tarn_oid_unref (last->before);
          last->before = g_steal_pointer (&next->before);
        }
      tarn_gap_free (next);
    }

  g_ptr_array_set_size (self, (int) n);
}

static gboolean
is_within (const TarnGap   *gap,
           const GPtrArray *set)
{
  for (guint i = 0; i < set->len; i++)
    {
      const TarnGap *outer = g_ptr_array_index (set, i);
      gboolean begins = outer->after == NULL
                        || (gap->after != NULL && tarn_oid_compare (outer->after, gap->after) <= 0);
      gboolean ends = outer->before == NULL
                      || (gap->before != NULL
                          && tarn_oid_compare (gap->before, outer->before) <= 0);

      if (begins && ends)
        return TRUE;
    }

  return FALSE;
}

static void
append_unless_within (GPtrArray       *self,
                      const GPtrArray *more,
                      const GPtrArray *set)
{
  for (guint i = 0; i < more->len; i++)
    if (!is_within (g_ptr_array_index (more, i), set))
      g_ptr_array_add (self, tarn_gap_copy (g_ptr_array_index (more, i)));
}

GPtrArray *
tarn_gaps_unite (const GPtrArray *self,
                 const GPtrArray *more)
{
  g_autoptr(GPtrArray) added = tarn_gaps_new ();
  g_autoptr(GPtrArray) all = tarn_gaps_new ();

  append_unless_within (added, more, self);
  append_unless_within (all, self, added);
  tarn_gaps_append (all, added);

  return g_steal_pointer (&all);
}

GVariant *
tarn_oid_to_variant (const TarnOid *oid)
{
  TarnSpan octets = oid != NULL ? tarn_oid_span (oid) : tarn_span (NULL, 0);

  return g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, octets.data, octets.len, 1);
}

GVariant *
tarn_gaps_to_variant (const GPtrArray *self)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE (TARN_GAPS_FORMAT));
  for (guint i = 0; i < self->len; i++)
    {
      const TarnGap *gap = g_ptr_array_index (self, i);

      g_variant_builder_add (&builder, "(@ay@ayiiu)", tarn_oid_to_variant (gap->after),
                             tarn_oid_to_variant (gap->before), (gint32) gap->reason,
                             (gint32) gap->status, (guint32) gap->n_attempts);
    }

  return g_variant_builder_end (&builder);
}

gboolean
tarn_oid_from_variant (GVariant  *octets,
                       TarnOid  **oid)
{
  gsize len;
  const guint8 *data = g_variant_get_fixed_array (octets, &len, 1);

  *oid = NULL;
  if (len == 0)
    return TRUE;

  *oid = tarn_oid_new_octets (data, len, NULL);
  return *oid != NULL;
}

GPtrArray *
tarn_gaps_from_variant (GVariant *gaps)
{
  g_autoptr(GPtrArray) self = tarn_gaps_new ();

  for (gsize i = 0; i < g_variant_n_children (gaps); i++)
    {
      g_autoptr(GVariant) after = NULL;
      g_autoptr(GVariant) before = NULL;
      TarnGap *gap = g_new0 (TarnGap, 1);
      gint32 reason, status;
      guint32 n_attempts;

      g_ptr_array_add (self, gap);
      g_variant_get_child (gaps, i, "(@ay@ayiiu)", &after, &before, &reason, &status, &n_attempts);
      gap->reason = (TarnGapReason) reason;
      gap->status = status;
      gap->n_attempts = n_attempts;
      if (reason < TARN_GAP_NONE || reason > TARN_GAP_DAMAGED
          || !tarn_oid_from_variant (after, &gap->after)
          || !tarn_oid_from_variant (before, &gap->before)
          || !begins_in_front_of (gap->after, tarn_gap_before (gap)))
        return NULL;
    }

  return g_steal_pointer (&self);
}
