/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What a walk cannot cover: the rest of an interval, or a bad cell that it steps over.
 */
#include "ops/tarn-walk-machine.h"

#include "ops/tarn-gap-private.h"

/* Steps over bad cells in a row: this many by the last arc, then one for each arc
 * up the tree (F-38). */
#define SKIPS_BY_LAST_ARC 8
#define SKIPS_IN_A_ROW    16

/* Each step costs some requests and an entry in the list of gaps; an agent with more
 * bad cells than this has nothing to say that is worth it. */
#define SKIPS_PER_INTERVAL 256

/* 0.0, what is asked after when nothing was received yet: the empty OID is legal
 * to receive, not to send (P-OID-06). */
static const guint8 zero_dot_zero[] = { 0x00 };

TarnSpan
tarn_walk_interval_last (const TarnWalkInterval *self)
{
  if (self->cursor.len == 0)
    return tarn_span (zero_dot_zero, sizeof zero_dot_zero);

  return tarn_name_span (&self->cursor);
}

static TarnOid *
name_to_oid (TarnSpan name)
{
  return name.len > 0 ? tarn_oid_new_name (name) : NULL;
}

TarnGap *
tarn_walk_interval_to_gap (const TarnWalkInterval *self,
                           TarnGapReason           reason,
                           int                     status)
{
  TarnGap *gap = g_new0 (TarnGap, 1);

  gap->after = name_to_oid (tarn_name_span (&self->cursor));
  gap->before = name_to_oid (tarn_name_span (&self->before));
  gap->reason = reason;
  gap->status = status;
  gap->n_attempts = self->n_attempts;

  return gap;
}

void
tarn_walk_machine_give_up (TarnWalkMachine  *self,
                           TarnWalkInterval *interval,
                           TarnGapReason     reason,
                           int               status)
{
  TarnGap *gap = tarn_walk_interval_to_gap (interval, reason, status);

  interval->phase = TARN_WALK_ENDED;

  /* The hole reaches up to the cursor: one gap, not two. */
  if (interval->hole != NULL
      && reason == interval->hole->reason && status == interval->hole->status)
    {
      g_clear_pointer (&interval->hole->before, tarn_oid_unref);
      interval->hole->before = g_steal_pointer (&gap->before);
      interval->hole->n_attempts = gap->n_attempts;
      tarn_gap_free (gap);
      return;
    }

  g_ptr_array_add (self->gaps, gap);
}

/* The name to go on after when the agent cannot say what follows @cursor: the last
 * arc plus one; after that did not help several times, plus one in an arc further
 * up.  FALSE when there is none. */
static gboolean
skip_target (const TarnWalkInterval *interval,
             TarnName               *target)
{
  guint32 arcs[TARN_NAME_MAX_ARCS];
  guint n_arcs = tarn_name_get_arcs (tarn_walk_interval_last (interval), arcs);

  if (interval->n_skips >= SKIPS_BY_LAST_ARC)
    n_arcs--;
  while (n_arcs > 1 && arcs[n_arcs - 1] == G_MAXUINT32)
    n_arcs--;
  if (n_arcs < 2)
    return FALSE;

  arcs[n_arcs - 1]++;
  return tarn_name_from_arcs (target, arcs, n_arcs)
         && tarn_walk_ends_behind (&interval->before, tarn_name_span (target));
}

void
tarn_walk_machine_skip (TarnWalkMachine  *self,
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
      tarn_walk_machine_give_up (self, interval, reason, status);
      return;
    }

  if (interval->hole == NULL)
    {
      interval->hole = tarn_walk_interval_to_gap (interval, reason, status);
      g_ptr_array_add (self->gaps, interval->hole);
    }

  hole = interval->hole;
  g_clear_pointer (&hole->before, tarn_oid_unref);
  hole->before = tarn_oid_new_successor (tarn_name_span (&target));
  hole->n_attempts = interval->n_attempts;
  interval->cursor = target;
  interval->n_skips++;
  interval->n_skips_all++;
}
