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

TarnOid *
tarn_oid_new_successor (TarnSpan name)
{
  TarnName successor;

  tarn_name_set (&successor, name);
  if (tarn_name_count_arcs (name) < TARN_NAME_MAX_ARCS)
    successor.data[successor.len++] = 0;

  return tarn_oid_new_name (tarn_name_span (&successor));
}

/* Whether an interval that begins after @after reaches names in front of @before. */
static gboolean
begins_in_front_of (const TarnOid *after,
                    const TarnOid *before)
{
  return after == NULL || before == NULL || tarn_oid_compare (after, before) < 0;
}

/* Adds to @result what is left of @gap on both sides of @covered.  What begins where
 * @covered ends begins after that name: it is the end of a subtree, not a varbind. */
static void
subtract_one (GPtrArray     *result,
              const TarnGap *gap,
              const TarnGap *covered)
{
  TarnGap *part;

  if (!begins_in_front_of (gap->after, covered->before)
      || !begins_in_front_of (covered->after, gap->before))
    {
      g_ptr_array_add (result, tarn_gap_copy (gap));
      return;
    }

  if (covered->after != NULL
      && (gap->after == NULL || tarn_oid_compare (gap->after, covered->after) < 0))
    {
      part = tarn_gap_copy (gap);
      g_clear_pointer (&part->before, tarn_oid_unref);
      part->before = tarn_oid_new_successor (tarn_oid_span (covered->after));
      g_ptr_array_add (result, part);
    }

  if (covered->before != NULL
      && (gap->before == NULL || tarn_oid_compare (covered->before, gap->before) < 0))
    {
      part = tarn_gap_copy (gap);
      g_clear_pointer (&part->after, tarn_oid_unref);
      part->after = tarn_oid_ref (covered->before);
      g_ptr_array_add (result, part);
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
      g_autoptr(GPtrArray) next = tarn_gaps_new ();

      for (guint j = 0; j < left->len; j++)
        subtract_one (next, g_ptr_array_index (left, j), g_ptr_array_index (covered, i));
      g_ptr_array_unref (left);
      left = g_steal_pointer (&next);
    }

  return g_steal_pointer (&left);
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

/* No OID is the empty string: every OID has an octet. */
static GVariant *
oid_to_variant (const TarnOid *oid)
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

      g_variant_builder_add (&builder, "(@ay@ayiiu)", oid_to_variant (gap->after),
                             oid_to_variant (gap->before), (gint32) gap->reason,
                             (gint32) gap->status, (guint32) gap->n_attempts);
    }

  return g_variant_builder_end (&builder);
}

static gboolean
oid_from_variant (GVariant  *octets,
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
          || !oid_from_variant (after, &gap->after)
          || !oid_from_variant (before, &gap->before)
          || !begins_in_front_of (gap->after, gap->before))
        return NULL;
    }

  return g_steal_pointer (&self);
}
