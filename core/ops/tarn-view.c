/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-view.h"

#include "ops/tarn-gap-private.h"

typedef struct
{
  TarnName from;                       /* the subtree itself                          */
  TarnName before;                     /* where it has ended; empty: nothing is behind */
  guint    n_arcs;
  guint8   mask[TARN_VIEW_MASK_MAX];   /* filled up with ones                         */
  gboolean wild;                       /* a bit of the mask that matters is 0         */
  gboolean included;
} Family;

/* Families stand in the order that decides: the most arcs first, of those the greatest
 * subtree (P-VAC-03). */
struct _TarnView
{
  GArray *families;
};

TarnView *
tarn_view_new (void)
{
  TarnView *self = g_atomic_rc_box_new0 (TarnView);

  self->families = g_array_new (FALSE, FALSE, sizeof (Family));
  return self;
}

TarnView *
tarn_view_ref (TarnView *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_view (gpointer view)
{
  g_array_unref (((TarnView *) view)->families);
}

void
tarn_view_unref (TarnView *self)
{
  g_atomic_rc_box_release_full (self, clear_view);
}

static const Family *
family_at (const TarnView *self,
           guint           i)
{
  return &g_array_index (self->families, Family, i);
}

static gboolean
mask_counts (const Family *self,
             guint         arc)
{
  return arc >= 8 * TARN_VIEW_MASK_MAX || (self->mask[arc / 8] & (0x80 >> arc % 8)) != 0;
}

/* The families with the same arcs and wildcards are one. */
static int
compare_families (const Family *a,
                  const Family *b)
{
  int order;

  if (a->n_arcs != b->n_arcs)
    return a->n_arcs > b->n_arcs ? -1 : 1;

  order = tarn_name_compare (tarn_name_span (&b->from), tarn_name_span (&a->from));
  return order != 0 ? order : memcmp (b->mask, a->mask, sizeof a->mask);
}

static void
insert_family (TarnView *self,
               Family   *family)
{
  guint i;

  for (i = 0; i < self->families->len; i++)
    {
      int order = compare_families (family, family_at (self, i));

      if (order == 0)
        g_array_remove_index (self->families, i);
      if (order <= 0)
        break;
    }
  g_array_insert_val (self->families, i, *family);
}

void
tarn_view_add_root (TarnView *self,
                    TarnSpan  from,
                    TarnSpan  before,
                    guint     n_arcs,
                    gboolean  included)
{
  Family family = { .n_arcs = n_arcs, .included = included };

  tarn_name_set (&family.from, from);
  tarn_name_set (&family.before, before);
  memset (family.mask, 0xff, sizeof family.mask);
  insert_family (self, &family);
}

void
tarn_view_add (TarnView *self,
               TarnSpan  subtree,
               TarnSpan  mask,
               gboolean  included)
{
  Family family = { .n_arcs = tarn_name_count_arcs (subtree), .included = included };

  tarn_name_set (&family.from, subtree);
  tarn_name_set_end (&family.before, subtree);
  memset (family.mask, 0xff, sizeof family.mask);
  if (mask.len > 0)
    memcpy (family.mask, mask.data, MIN (mask.len, sizeof family.mask));
  for (guint i = 0; i < family.n_arcs; i++)
    family.wild = family.wild || !mask_counts (&family, i);

  insert_family (self, &family);
}

static gboolean
matches_wild (const Family *self,
              TarnSpan      name)
{
  guint32 arcs[TARN_NAME_MAX_ARCS];
  guint32 wanted[TARN_NAME_MAX_ARCS];
  guint n = tarn_name_get_arcs (name, arcs);

  tarn_name_get_arcs (tarn_name_span (&self->from), wanted);
  if (n < self->n_arcs)
    return FALSE;

  for (guint i = 0; i < self->n_arcs; i++)
    if (arcs[i] != wanted[i] && mask_counts (self, i))
      return FALSE;

  return TRUE;
}

static gboolean
matches (const Family *self,
         TarnSpan      name)
{
  if (self->wild)
    return matches_wild (self, name);

  return tarn_name_compare (name, tarn_name_span (&self->from)) >= 0
         && (self->before.len == 0
             || tarn_name_compare (name, tarn_name_span (&self->before)) < 0);
}

/* How many families there are. */
guint
tarn_view_count (const TarnView *self)
{
  return self->families->len;
}

gboolean
tarn_view_has (const TarnView *self,
               TarnSpan        name)
{
  for (guint i = 0; i < self->families->len; i++)
    if (matches (family_at (self, i), name))
      return family_at (self, i)->included;

  return FALSE;
}

/* Keeps in *@next the smaller of it and @bound, of those behind @name. */
static void
consider (TarnSpan  bound,
          TarnSpan  name,
          TarnName *next)
{
  if (bound.len > 0 && tarn_name_compare (bound, name) > 0
      && (next->len == 0 || tarn_name_compare (bound, tarn_name_span (next)) < 0))
    tarn_name_set (next, bound);
}

/* Where a family begins or ends behind @name.  Empty: nowhere. */
static void
find_bound (const TarnView *self,
            TarnSpan        name,
            TarnName       *next)
{
  next->len = 0;
  for (guint i = 0; i < self->families->len; i++)
    {
      consider (tarn_name_span (&family_at (self, i)->from), name, next);
      consider (tarn_name_span (&family_at (self, i)->before), name, next);
    }
}

gboolean
tarn_view_next (const TarnView *self,
                TarnSpan        name,
                TarnName       *next)
{
  TarnName from;

  /* What matches a wildcard begins and ends everywhere: one name after the other. */
  for (guint i = 0; i < self->families->len; i++)
    if (family_at (self, i)->wild)
      {
        tarn_name_set_successor (next, name);
        return tarn_name_compare (tarn_name_span (next), name) > 0;
      }

  /* Each bound is passed once. */
  tarn_name_set (&from, name);
  do
    {
      find_bound (self, tarn_name_span (&from), next);
      if (next->len == 0)
        return FALSE;
      from = *next;
    }
  while (!tarn_view_has (self, tarn_name_span (next)));

  return TRUE;
}
