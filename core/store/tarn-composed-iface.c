/* What a composed store is as a store: read sections, metadata, the change number.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "store/tarn-composed-private.h"

static gboolean
composed_begin_read (TarnStore  *store,
                     GError    **error)
{
  TarnComposedStore *self = TARN_COMPOSED_STORE (store);
  guint n = 0;

  if (self->n_sections > 0)
    {
      self->n_sections++;
      return TRUE;
    }

  tarn_composed_plan (self);
  while (n < self->stores->len && tarn_store_begin_read (self->stores->pdata[n], error))
    n++;
  if (n < self->stores->len)
    {
      while (n > 0)
        tarn_store_end_read (self->stores->pdata[--n]);
      return FALSE;
    }

  self->n_sections = 1;
  self->counted = self->counted && self->counted_serial == tarn_store_get_serial (store);
  return TRUE;
}

static void
composed_end_read (TarnStore *store)
{
  TarnComposedStore *self = TARN_COMPOSED_STORE (store);

  g_return_if_fail (self->n_sections > 0);

  if (--self->n_sections > 0)
    return;

  for (guint i = 0; i < self->answered->len; i++)
    g_clear_pointer (&((TarnAnswer *) self->answered->pdata[i])->value, tarn_value_unref);
  g_ptr_array_set_size (self->answered, 0);

  for (guint i = self->stores->len; i > 0; i--)
    tarn_store_end_read (self->stores->pdata[i - 1]);
}

static gboolean
composed_get_n_rows (TarnStore  *store,
                     guint64    *n_rows,
                     GError    **error)
{
  TarnComposedStore *self = TARN_COMPOSED_STORE (store);

  if (!tarn_composed_count (self, error))
    return FALSE;

  *n_rows = self->n_rows;
  return TRUE;
}

static GVariant *
composed_dup_meta (TarnStore  *store,
                   const char *key)
{
  TarnComposedStore *self = TARN_COMPOSED_STORE (store);
  const TarnMount *base = tarn_composed_base (self);
  GVariant *value;

  if (base != NULL)
    return TARN_STORE_GET_IFACE (base->store)->dup_meta (base->store, key);

  value = g_hash_table_lookup (self->meta, key);
  return value != NULL ? g_variant_ref (value) : NULL;
}

/* All numbers in one: the sum would be the same if one goes up and another down. */
static guint64
composed_get_serial (TarnStore *store)
{
  TarnComposedStore *self = TARN_COMPOSED_STORE (store);
  guint64 serial = self->generation;

  for (guint i = 0; i < self->mounts->len; i++)
    {
      const TarnMount *mount = self->mounts->pdata[i];

      serial = serial * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15)
               + tarn_store_get_serial (mount->store);
      serial ^= serial >> 32;
    }

  return serial;
}

void
tarn_composed_iface_init (TarnStoreInterface *iface)
{
  iface->begin_read = composed_begin_read;
  iface->end_read = composed_end_read;
  iface->seek = tarn_composed_seek;
  iface->seek_nth = tarn_composed_seek_nth;
  iface->next = tarn_composed_next;
  iface->unpin = tarn_composed_unpin;
  iface->rank = tarn_composed_rank;
  iface->get_n_rows = composed_get_n_rows;
  iface->may_change = tarn_composed_may_change;
  iface->apply = tarn_composed_apply;
  iface->dup_meta = composed_dup_meta;
  iface->get_serial = composed_get_serial;
  iface->seek_note = tarn_composed_seek_note;
  iface->take_changes = tarn_composed_take_changes;
}
