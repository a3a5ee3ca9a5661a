/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-revert.h"

#include "base/tarn-oid.h"

/* Notes that are looked at in one call: about a millisecond, and a commit. */
#define SLICE_NOTES 1000

/* What one call is about. */
typedef struct
{
  guint           origins;
  TarnBatch      *batch;
  TarnRevertFunc  func;
  gpointer        user_data;
} Reverting;

static void
take_back (const Reverting *self,
           const TarnOid   *name,
           const TarnNote  *note)
{
  if (note->origin == TARN_ORIGIN_DEVICE || (self->origins & (1u << note->origin)) == 0)
    return;

  if (note->was != NULL)
    tarn_batch_put (self->batch, name, note->was);
  else
    tarn_batch_delete (self->batch, name);
  if (self->func != NULL)
    self->func (name, note, self->user_data);
}

/* Goes on behind *@after.  FALSE at the end, or with @error. */
static gboolean
gather (const Reverting  *self,
        TarnStore        *store,
        const TarnOid    *root,
        TarnOid         **after,
        GError          **error)
{
  for (guint i = 0; i < SLICE_NOTES; i++)
    {
      g_autoptr(GError) failure = NULL;
      g_autoptr(TarnOid) name = NULL;
      g_autoptr(TarnNote) note = tarn_store_get_next_note (store, *after, &name, &failure);

      if (note == NULL)
        {
          if (failure != NULL)
            g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }

      if (root != NULL && !tarn_oid_has_prefix (name, root))
        return FALSE;

      g_clear_pointer (after, tarn_oid_unref);
      *after = tarn_oid_ref (name);
      take_back (self, name, note);
    }

  return TRUE;
}

/**
 * tarn_revert_some:
 * @store: a store that can be written
 * @origins: a bit 1 << #TarnOrigin for each of those whose changes are taken back
 * @root: (nullable): only at and below this name; %NULL: everywhere
 * @dry_run: whether to tell only, and change nothing
 * @after: (inout) (transfer full) (nullable): where to go on; %NULL at the beginning
 * @func: (scope call) (nullable): is told of each change that is taken back
 * @user_data: for @func
 * @error: return location for an error
 *
 * Puts back what the device said, for up to a thousand names, in one commit: values that were
 * changed, varbinds that were deleted; what was created goes.  The notes of these changes go,
 * too.  Call it until it returns %FALSE, and let the main loop turn in between.
 *
 * Returns: whether there may be more; %FALSE with @error where the store could not be read or
 *   written, and with nothing of this call done
 */
gboolean
tarn_revert_some (TarnStore       *store,
                  guint            origins,
                  const TarnOid   *root,
                  gboolean         dry_run,
                  TarnOid        **after,
                  TarnRevertFunc   func,
                  gpointer         user_data,
                  GError         **error)
{
  g_autoptr(TarnBatch) batch = tarn_batch_new ();
  const Reverting reverting = { origins, batch, func, user_data };
  g_autoptr(TarnNote) at_root = NULL;
  g_autoptr(GError) failure = NULL;
  gboolean more;

  g_return_val_if_fail (TARN_IS_STORE (store), FALSE);
  g_return_val_if_fail (after != NULL, FALSE);

  /* An edit that brings back what was there leaves no note. */
  tarn_batch_set_origin (batch, TARN_ORIGIN_EDIT);
  if (*after == NULL && root != NULL)
    {
      at_root = tarn_store_dup_note (store, root, &failure);
      if (at_root != NULL)
        take_back (&reverting, root, at_root);
      *after = tarn_oid_ref ((TarnOid *) root);
    }

  more = failure == NULL && gather (&reverting, store, root, after, &failure);
  if (failure == NULL && !dry_run && tarn_batch_get_size (batch) > 0)
    tarn_store_apply (store, batch, &failure);

  if (failure == NULL)
    return more;

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}
