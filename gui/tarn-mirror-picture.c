/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-mirror-picture.h"

/* More are not seen, and cost a look into the store each: neighbours are joined. */
#define MAX_INTERVALS 200

typedef struct
{
  const TarnOid  *after;    /* NULL: the beginning of all names */
  const TarnOid  *before;   /* NULL: their end                  */
  TarnMirrorPart  part;
} Interval;

static void
add_interval (GArray         *intervals,
              const TarnOid  *after,
              const TarnOid  *before,
              TarnMirrorPart  part)
{
  Interval interval = { after, before, part };

  g_array_append_val (intervals, interval);
}

static int
compare_after (const TarnOid *a,
               const TarnOid *b)
{
  if (a == NULL || b == NULL)
    return (a != NULL) - (b != NULL);

  return tarn_oid_compare (a, b);
}

static int
compare_intervals (gconstpointer a,
                   gconstpointer b)
{
  return compare_after (((const Interval *) a)->after, ((const Interval *) b)->after);
}

/* Whether @name, the beginning of an interval, is in front of @end. */
static gboolean
begins_before (const TarnOid *name,
               const TarnOid *end)
{
  return end == NULL || name == NULL || tarn_oid_compare (name, end) < 0;
}

/* An open interval, cut where requests are under way. */
static void
add_open (GArray          *intervals,
          const TarnGap   *open,
          const GPtrArray *asked,
          guint           *next)
{
  const TarnOid *at = open->after;

  for (; asked != NULL && *next < asked->len; (*next)++)
    {
      const TarnGap *gap = g_ptr_array_index (asked, *next);

      if (!begins_before (gap->after, open->before))
        break;
      if (compare_after (gap->after, at) > 0)
        add_interval (intervals, at, gap->after, TARN_MIRROR_OPEN);
      add_interval (intervals, gap->after, gap->before, TARN_MIRROR_ASKED);
      at = gap->before;
      if (at == NULL)
        {
          (*next)++;
          return;
        }
    }

  if (open->before == NULL || at == NULL || tarn_oid_compare (at, open->before) < 0)
    add_interval (intervals, at, open->before, TARN_MIRROR_OPEN);
}

/* All of them, in order, not too many. */
static GArray *
list_intervals (const GPtrArray *open,
                const GPtrArray *asked,
                const GPtrArray *gaps)
{
  GArray *all = g_array_new (FALSE, FALSE, sizeof (Interval));
  guint next = 0;
  guint step;
  guint n = 0;

  for (guint i = 0; open != NULL && i < open->len; i++)
    add_open (all, open->pdata[i], asked, &next);
  for (guint i = 0; gaps != NULL && i < gaps->len; i++)
    {
      const TarnGap *gap = g_ptr_array_index (gaps, i);

      add_interval (all, gap->after, gap->before, gap->reason == TARN_GAP_CANCELLED
                                                  ? TARN_MIRROR_OPEN : TARN_MIRROR_MISSING);
    }
  g_array_sort (all, compare_intervals);

  step = (all->len + MAX_INTERVALS - 1) / MAX_INTERVALS;
  if (step <= 1)
    return all;

  for (guint i = 0; i < all->len; i += step)
    {
      Interval joined = g_array_index (all, Interval, i);

      for (guint j = i + 1; j < MIN (i + step, all->len); j++)
        {
          const Interval *other = &g_array_index (all, Interval, j);

          joined.before = other->before;
          joined.part = MAX (joined.part, other->part);
        }
      g_array_index (all, Interval, n++) = joined;
    }
  g_array_set_size (all, n);
  return all;
}

static void
add_stretch (GArray         *stretches,
             TarnMirrorPart  part,
             guint64         n_rows)
{
  TarnMirrorStretch stretch = { part, n_rows };

  g_array_append_val (stretches, stretch);
}

GArray *
tarn_mirror_picture_new (TarnStore        *store,
                         const GPtrArray  *open,
                         const GPtrArray  *asked,
                         const GPtrArray  *gaps,
                         GError          **error)
{
  g_autoptr(GArray) intervals = NULL;
  GArray *stretches;
  guint64 n_rows;
  guint64 at = 0;

  g_return_val_if_fail (TARN_IS_STORE (store), NULL);

  if (!tarn_store_begin_read (store, error))
    return NULL;

  intervals = list_intervals (open, asked, gaps);
  stretches = g_array_new (FALSE, FALSE, sizeof (TarnMirrorStretch));
  n_rows = tarn_store_count (store, NULL, NULL);
  for (guint i = 0; i < intervals->len; i++)
    {
      const Interval *interval = &g_array_index (intervals, Interval, i);
      guint64 first = interval->after != NULL
                      ? tarn_store_get_rank (store, interval->after, NULL) : 0;
      guint64 end = interval->before != NULL
                    ? tarn_store_get_rank (store, interval->before, NULL) : n_rows;

      if (first > at)
        add_stretch (stretches, TARN_MIRROR_COVERED, first - at);
      at = MAX (at, first);
      end = MAX (at, end);
      add_stretch (stretches, interval->part, end - at);
      at = end;
    }
  if (n_rows > at)
    add_stretch (stretches, TARN_MIRROR_COVERED, n_rows - at);
  tarn_store_end_read (store);

  return stretches;
}
