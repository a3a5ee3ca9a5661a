/* What a composed store tells of the changes of those that are mounted in it.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "store/tarn-composed-private.h"

GPtrArray *
tarn_composed_changes_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_changed_range_free);
}

/* @name, of a piece of @mount; one that is too long to be anybody's is told as what is
 * mounted. */
static TarnOid *
dup_name (const TarnMount *mount,
          TarnSpan         name)
{
  return tarn_composed_fits (name) ? tarn_oid_new_name (name) : tarn_oid_ref (mount->prefix);
}

/* What we call @inner, which is in the subtree of the base. */
static TarnOid *
dup_outer_name (const TarnMount *mount,
                TarnSpan         inner)
{
  g_autoptr(GByteArray) name = NULL;
  TarnSpan prefix = tarn_oid_span (mount->prefix);
  gsize cut;

  if (mount->base == NULL)
    return tarn_oid_new_name (inner);

  name = g_byte_array_new ();
  cut = tarn_oid_span (mount->base).len;
  g_byte_array_append (name, prefix.data, (guint) prefix.len);
  g_byte_array_append (name, inner.data + cut, (guint) (inner.len - cut));
  return dup_name (mount, tarn_span (name->data, name->len));
}

/* Makes @range, which has the names of the mounted store, one of ours: from the first
 * piece of @mount that it touches to the last, so that it may tell of more names than
 * are ours.  FALSE: it touches none. */
static gboolean
translate (const TarnMount  *mount,
           TarnChangedRange *range)
{
  const GArray *pieces = mount->owner->pieces;
  g_autoptr(TarnOid) inner_first = g_steal_pointer (&range->first);
  g_autoptr(TarnOid) inner_last = g_steal_pointer (&range->last);
  TarnSpan first = tarn_oid_span (inner_first), last = tarn_oid_span (inner_last);

  for (guint i = 0; i < pieces->len; i++)
    {
      const TarnPiece *piece = &g_array_index (pieces, TarnPiece, i);
      gboolean over = piece->inner_to.len > 0 && tarn_name_compare (last, piece->inner_to) >= 0;

      if (piece->mount != mount || tarn_name_compare (last, piece->inner_from) < 0
          || (over && tarn_name_compare (first, piece->inner_to) >= 0))
        continue;

      if (range->first == NULL)
        range->first = tarn_name_compare (first, piece->inner_from) < 0
                       ? dup_name (mount, piece->from)
                       : dup_outer_name (mount, first);

      g_clear_pointer (&range->last, tarn_oid_unref);
      if (!over)
        range->last = dup_outer_name (mount, last);
      else if (piece->to.len > 0)
        range->last = dup_name (mount, piece->to);
      else   /* of ours there is no last name */
        range->kind = TARN_CHANGED_ANYTHING;
    }

  if (range->kind == TARN_CHANGED_ANYTHING)
    g_clear_pointer (&range->first, tarn_oid_unref);
  return range->first != NULL || range->kind == TARN_CHANGED_ANYTHING;
}

static void
changed_cb (TarnStore *store,
            GPtrArray *ranges,
            TarnMount *mount)
{
  TarnComposedStore *self = mount->owner;
  guint signal = g_signal_lookup ("changed", TARN_TYPE_STORE);

  if (!g_signal_has_handler_pending (self, signal, 0, TRUE))
    return;

  tarn_composed_plan (self);
  for (guint i = 0; i < ranges->len; i++)
    {
      g_autoptr(TarnChangedRange) range = tarn_changed_range_copy (ranges->pdata[i]);

      if (range->kind != TARN_CHANGED_VARBINDS || translate (mount, range))
        g_ptr_array_add (self->changes, g_steal_pointer (&range));
    }

  if (self->n_quiet == 0 && self->changes->len > 0)
    tarn_store_refresh (TARN_STORE (self), NULL);
}

void
tarn_composed_listen (TarnMount *mount)
{
  mount->handler = g_signal_connect (mount->store, "changed", G_CALLBACK (changed_cb), mount);
}

/* Asks all mounted stores, which tell changed_cb().  If one is busy, what the others
 * told is kept for the next time. */
GPtrArray *
tarn_composed_take_changes (TarnStore  *store,
                            GError    **error)
{
  TarnComposedStore *self = TARN_COMPOSED_STORE (store);
  g_autoptr(GPtrArray) stores = NULL;
  GPtrArray *changes;
  gboolean ok = TRUE;

  /* Others may hear of changes, too, and mount or unmount something. */
  tarn_composed_plan (self);
  stores = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < self->stores->len; i++)
    g_ptr_array_add (stores, g_object_ref (self->stores->pdata[i]));

  self->n_quiet++;
  for (guint i = 0; i < stores->len && ok; i++)
    ok = tarn_store_refresh (stores->pdata[i], error);
  self->n_quiet--;

  if (!ok || self->changes->len == 0)
    return NULL;

  changes = g_steal_pointer (&self->changes);
  self->changes = tarn_composed_changes_new ();
  return changes;
}
