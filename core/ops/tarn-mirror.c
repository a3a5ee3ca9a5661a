/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-mirror-object.h"

#include "ops/tarn-walk-private.h"

guint tarn_mirror_signals[TARN_MIRROR_N_SIGNALS];

G_DEFINE_FINAL_TYPE (TarnMirror, tarn_mirror, G_TYPE_OBJECT)

static void
tarn_mirror_finalize (GObject *object)
{
  TarnMirror *self = TARN_MIRROR (object);

  g_clear_object (&self->walk);
  g_clear_object (&self->capture);
  g_clear_object (&self->stop);
  g_clear_error (&self->store_error);
  g_clear_error (&self->walk_error);
  if (self->state != MIRROR_NEW)
    tarn_mirror_writer_clear (&self->writer);

  G_OBJECT_CLASS (tarn_mirror_parent_class)->finalize (object);
}

static void
tarn_mirror_class_init (TarnMirrorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = tarn_mirror_finalize;

  /**
   * TarnMirror::progress:
   * @self: the mirror
   *
   * Varbinds have arrived; at most ten times a second.  See tarn_mirror_get_current()
   * and tarn_walk_get_n_rows().
   */
  tarn_mirror_signals[TARN_MIRROR_PROGRESS]
    = g_signal_new ("progress", TARN_TYPE_MIRROR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 0);
}

static void
tarn_mirror_init (TarnMirror *self)
{
  self->stop = g_cancellable_new ();
  self->fraction = -1;
}

/**
 * tarn_mirror_new:
 * @walk: a walk that has not run; its rows go to the mirror
 * @capture: a writable capture: empty, or with an earlier mirror of the same device
 *
 * Returns: (transfer full): a mirror that has not run
 */
TarnMirror *
tarn_mirror_new (TarnWalk    *walk,
                 TarnCapture *capture)
{
  TarnMirror *self;

  g_return_val_if_fail (TARN_IS_WALK (walk), NULL);
  g_return_val_if_fail (TARN_IS_CAPTURE (capture), NULL);

  self = g_object_new (TARN_TYPE_MIRROR, NULL);
  self->walk = g_object_ref (walk);
  self->capture = g_object_ref (capture);

  return self;
}

/**
 * tarn_mirror_set_scope:
 * @self: a mirror that has not run
 * @scope: what to cover; with any but %TARN_MIRROR_SCOPE_WALK the walk must have been given
 *   no root and no range
 *
 * Goes on with the earlier mirror that the capture holds, or does it again.  If there is
 * nothing to do, the mirror ends at once and well.
 */
void
tarn_mirror_set_scope (TarnMirror      *self,
                       TarnMirrorScope  scope)
{
  g_return_if_fail (TARN_IS_MIRROR (self));
  g_return_if_fail (scope <= TARN_MIRROR_SCOPE_SAME);
  g_return_if_fail (self->state == MIRROR_NEW);

  self->scope = scope;
}

/**
 * tarn_mirror_get_walk:
 * @self: a mirror
 *
 * Returns: (transfer none): the walk, which counts the varbinds
 */
TarnWalk *
tarn_mirror_get_walk (TarnMirror *self)
{
  g_return_val_if_fail (TARN_IS_MIRROR (self), NULL);

  return self->walk;
}

/**
 * tarn_mirror_get_current:
 * @self: a mirror
 *
 * Returns: (transfer full) (nullable): the name in front of which nothing is to come any
 *   more, %NULL when that is the beginning of all names, and when the walk has ended
 */
TarnOid *
tarn_mirror_get_current (TarnMirror *self)
{
  const TarnGap *first;

  g_return_val_if_fail (TARN_IS_MIRROR (self), NULL);

  if (self->writer.open == NULL || self->writer.open->len == 0)
    return NULL;

  first = self->writer.open->pdata[0];
  return first->after != NULL ? tarn_oid_ref (first->after) : NULL;
}

/**
 * tarn_mirror_get_fraction:
 * @self: a mirror
 *
 * Returns: how much of what an earlier mirror found has been read again, from 0 to 1; below
 *   0 if nobody knows what there is to come
 */
double
tarn_mirror_get_fraction (TarnMirror *self)
{
  guint64 n_open;

  g_return_val_if_fail (TARN_IS_MIRROR (self), -1);

  if (self->n_known == 0 || !tarn_store_begin_read (self->writer.store, NULL))
    return self->fraction;

  n_open = MIN (tarn_mirror_count_open (self), self->n_known);
  tarn_store_end_read (self->writer.store);
  self->fraction = 1 - (double) n_open / (double) self->n_known;

  return self->fraction;
}

/**
 * tarn_mirror_has_restarted:
 * @self: a mirror
 *
 * Returns: whether the device has been restarted since the earlier mirror, or meanwhile, as
 *   far as it has told (rule P-WLK-09)
 */
gboolean
tarn_mirror_has_restarted (TarnMirror *self)
{
  g_return_val_if_fail (TARN_IS_MIRROR (self), FALSE);

  return self->restarted || tarn_walk_peek_machine (self->walk)->n_restarts > 0;
}
