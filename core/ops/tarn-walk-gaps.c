/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What a walk cannot cover: the rest of an interval, or a bad cell that it steps over.
 */
#include "ops/tarn-walk-machine-private.h"

#include "ops/tarn-gap-private.h"

/* Steps over bad cells in a row: this many by the last arc, then one for each arc
 * up the tree (F-38). */
#define SKIPS_BY_LAST_ARC 8
#define SKIPS_IN_A_ROW    16

/* Each step costs some requests and an entry in the list of gaps; an agent with more
 * bad cells than this has nothing to say that is worth it. */
#define SKIPS_PER_INTERVAL 256

static const guint8 zero_dot_zero[] = { 0x00 };

TarnSpan
tarn_walk_name_to_ask (const TarnWalkInterval *interval)
{
  if (interval->asked.len == 0)
    return tarn_span (zero_dot_zero, sizeof zero_dot_zero);

  return tarn_walk_name_span (&interval->asked);
}

static TarnGap *
interval_to_gap (const TarnWalkInterval *interval,
                 TarnGapReason           reason,
                 int                     status)
{
  TarnGap *gap = tarn_gap_new (tarn_walk_name_span (&interval->cursor),
                               tarn_walk_name_span (&interval->before), reason);

  gap->status = status;
  gap->n_attempts = interval->n_attempts;

  return gap;
}

TarnGap *
tarn_walk_root_to_gap (const TarnWalkRoot *root,
                       TarnGapReason       reason,
                       int                 status)
{
  TarnGap *gap = tarn_gap_new (tarn_walk_name_span (&root->after),
                               tarn_walk_name_span (&root->before), reason);

  gap->status = status;
  gap->n_attempts = 1;

  return gap;
}

static void
gap_set_before (TarnGap *gap,
                TarnOid *before)
{
  g_clear_pointer (&gap->before, tarn_oid_unref);
  gap->before = before;
}

void
tarn_walk_give_up (TarnWalkMachine  *self,
                   TarnWalkInterval *interval,
                   TarnGapReason     reason,
                   int               status)
{
  TarnGap *gap = interval_to_gap (interval, reason, status);
  TarnGap *hole = interval->hole;

  tarn_walk_claims_drop (self, tarn_walk_name_span (&interval->cursor),
                         tarn_walk_name_span (&interval->before));

  /* The hole reaches up to the cursor: one gap, not two. */
  if (hole != NULL && reason == hole->reason && status == hole->status)
    {
      gap_set_before (hole, g_steal_pointer (&gap->before));
      hole->n_attempts = gap->n_attempts;
      tarn_gap_free (gap);
    }
  else
    {
      g_ptr_array_add (self->gaps, gap);
    }

  tarn_walk_machine_root (self, interval->root)->failed = TRUE;
  tarn_walk_end (self, interval);
}

/* The name to go on after when the agent cannot say what follows @cursor: the last
 * arc plus one; after that did not help several times, plus one in an arc further
 * up.  FALSE when there is none. */
static gboolean
skip_target (const TarnWalkInterval *interval,
             TarnName               *target)
{
  guint32 arcs[TARN_NAME_MAX_ARCS];
  TarnSpan cursor = tarn_walk_name_span (&interval->cursor);
  guint n_arcs = 2;

  arcs[0] = arcs[1] = 0;
  if (cursor.len > 0)
    n_arcs = tarn_name_get_arcs (cursor, arcs);

  if (interval->n_skips >= SKIPS_BY_LAST_ARC)
    n_arcs--;
  while (n_arcs > 1 && arcs[n_arcs - 1] == G_MAXUINT32)
    n_arcs--;
  if (n_arcs < 2)
    return FALSE;

  arcs[n_arcs - 1]++;
  return tarn_name_from_arcs (target, arcs, n_arcs)
         && tarn_walk_ends_behind (tarn_walk_name_span (&interval->before),
                                   tarn_name_span (target));
}

void
tarn_walk_skip (TarnWalkMachine  *self,
                TarnWalkInterval *interval,
                TarnGapReason     reason,
                int               status)
{
  TarnName target;
  TarnGap *hole;

  if (interval->n_skips >= SKIPS_IN_A_ROW
      || interval->n_skips_all >= SKIPS_PER_INTERVAL
      || !skip_target (interval, &target))
    {
      tarn_walk_give_up (self, interval, reason, status);
      return;
    }

  if (interval->hole == NULL)
    {
      interval->hole = interval_to_gap (interval, reason, status);
      g_ptr_array_add (self->gaps, interval->hole);
      tarn_anomaly_log_note (&self->anomalies, TARN_ANOMALY_SKIPPED,
                             tarn_walk_name_span (&interval->cursor));
    }

  /* Nobody knows what is told there. */
  interval->told = NULL;
  interval->seam = self->split;
  tarn_walk_claims_drop (self, tarn_walk_name_span (&interval->cursor),
                         tarn_name_span (&target));

  hole = interval->hole;
  gap_set_before (hole, tarn_oid_new_successor (tarn_name_span (&target)));
  hole->n_attempts = interval->n_attempts;
  tarn_walk_name_set (&interval->cursor, tarn_name_span (&target));
  tarn_walk_machine_root (self, interval->root)->failed = TRUE;
  interval->n_skips++;
  interval->n_skips_all++;
  if (tarn_walk_is_empty (tarn_walk_name_span (&interval->cursor),
                          tarn_walk_name_span (&interval->before)))
    tarn_walk_end (self, interval);
}

void
tarn_walk_machine_append_open (const TarnWalkMachine *self,
                               TarnGapReason          reason,
                               GPtrArray             *gaps)
{
  TarnSpan end = tarn_span (NULL, 0);
  TarnGap *gap = NULL;

  for (const TarnWalkInterval *interval = self->open.first; interval != NULL;
       interval = interval->next)
    {
      TarnSpan before = tarn_walk_name_span (&interval->before);

      if (gap != NULL && tarn_walk_ends_behind (end, tarn_walk_name_span (&interval->cursor)))
        {
          gap_set_before (gap, before.len > 0 ? tarn_oid_new_name (before) : NULL);
          gap->n_attempts = MAX (gap->n_attempts, interval->n_attempts);
        }
      else
        {
          gap = interval_to_gap (interval, reason, 0);
          g_ptr_array_add (gaps, gap);
        }
      end = before;
    }
}

void
tarn_walk_machine_append_asked (const TarnWalkMachine *self,
                                GPtrArray             *gaps)
{
  for (const TarnWalkInterval *interval = self->open.first; interval != NULL;
       interval = interval->next)
    if (interval->phase == TARN_WALK_ASKED)
      g_ptr_array_add (gaps, interval_to_gap (interval, TARN_GAP_CANCELLED, 0));
}

gboolean
tarn_walk_machine_get_front (const TarnWalkMachine *self,
                             TarnSpan              *front)
{
  gboolean found = self->open.first != NULL;

  if (found)
    *front = tarn_walk_name_span (&self->open.first->cursor);

  for (guint i = 0; self->n_roots_wanted > 0 && i < self->roots->len; i++)
    {
      const TarnWalkRoot *root = tarn_walk_machine_root (self, i);
      TarnSpan name = tarn_walk_name_span (&root->root);

      if (root->root_phase == 0
          || (found && tarn_name_compare (name, *front) > 0))
        continue;

      /* The root itself may come yet; what is above it in the tree is in front of it. */
      do
        name.len--;
      while (name.len > 0 && (name.data[name.len - 1] & 0x80));
      *front = name;
      return TRUE;
    }

  return found;
}
