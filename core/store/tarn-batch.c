/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "store/tarn-batch-private.h"

#include "base/tarn-error.h"
#include "base/tarn-name.h"
#include "base/tarn-tlv.h"

/**
 * TarnBatch:
 *
 * Changes that a store takes all together or not at all: tarn_store_apply().
 */
G_DEFINE_BOXED_TYPE (TarnBatch, tarn_batch, tarn_batch_ref, tarn_batch_unref)

/**
 * tarn_batch_new:
 *
 * Returns: (transfer full): a batch without changes
 */
TarnBatch *
tarn_batch_new (void)
{
  TarnBatch *self = g_new0 (TarnBatch, 1);

  self->ref_count = 1;
  self->changes = g_array_new (FALSE, FALSE, sizeof (TarnChange));
  self->octets = g_byte_array_new ();
  self->sorted = TRUE;
  return self;
}

/**
 * tarn_batch_ref:
 * @self: a batch
 *
 * Returns: (transfer full): @self
 */
TarnBatch *
tarn_batch_ref (TarnBatch *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  self->ref_count++;
  return self;
}

/**
 * tarn_batch_unref:
 * @self: (transfer full): a batch
 */
void
tarn_batch_unref (TarnBatch *self)
{
  g_return_if_fail (self != NULL);

  if (--self->ref_count > 0)
    return;

  g_array_unref (self->changes);
  g_byte_array_unref (self->octets);
  g_clear_pointer (&self->meta, g_hash_table_unref);
  g_clear_pointer (&self->too_large, tarn_oid_unref);
  g_free (self);
}

/**
 * tarn_batch_clear:
 * @self: a batch
 *
 * Takes all changes out, so that the batch can be filled again without allocation.
 */
void
tarn_batch_clear (TarnBatch *self)
{
  g_return_if_fail (self != NULL);

  g_array_set_size (self->changes, 0);
  g_byte_array_set_size (self->octets, 0);
  g_clear_pointer (&self->meta, g_hash_table_unref);
  g_clear_pointer (&self->too_large, tarn_oid_unref);
  self->sorted = TRUE;
}

static guint8 *
grow (TarnBatch *self,
      gsize      len)
{
  gsize at = self->octets->len;

  g_byte_array_set_size (self->octets, (guint) (at + len));
  return self->octets->data + at;
}

static void
add_change (TarnBatch        *self,
            const TarnChange *change)
{
  guint n = self->changes->len;

  g_array_append_val (self->changes, *change);
  if (self->sorted && n > 0)
    self->sorted = tarn_name_compare (tarn_batch_get_name (self, n - 1),
                                      tarn_batch_get_name (self, n)) < 0;
}

/* The empty name, the beginning of all names, is 0.0 wherever octets are kept
 * (rule P-OID-06). */
static TarnSpan
stored_name (TarnSpan name)
{
  static const guint8 zero_dot_zero[] = { 0 };

  return name.len > 0 ? name : tarn_span (zero_dot_zero, sizeof zero_dot_zero);
}

/**
 * tarn_batch_put_row: (skip)
 * @self: a batch
 * @row: what to store; its octets are copied
 *
 * Stores a varbind, in place of the one of the same name if there is one.  The
 * value is kept exactly as it stands, odd octets included.
 */
void
tarn_batch_put_row (TarnBatch     *self,
                    const TarnRow *row)
{
  TarnSpan name;
  gsize content_len, cell_len;
  TarnChange change;
  guint8 *at;

  g_return_if_fail (self != NULL);
  g_return_if_fail (row != NULL && row->name.len <= TARN_NAME_MAX_OCTETS);

  name = stored_name (row->name);
  content_len = tarn_tlv_header_size (name.len) + name.len + row->tlv.len;
  cell_len = tarn_tlv_header_size (content_len) + content_len;
  if (cell_len > TARN_PAGE_MAX_CELL || self->octets->len + cell_len > G_MAXUINT32)
    {
      if (self->too_large == NULL)
        self->too_large = tarn_oid_new_name (name);
      return;
    }

  change = (TarnChange) { self->octets->len, (guint32) cell_len, 0, (guint16) name.len };
  change.name_at = (guint16) (cell_len - row->tlv.len - name.len);

  at = grow (self, cell_len);
  tarn_tlv_put_header (at, 0x30, content_len);
  tarn_tlv_put_header (at + cell_len - content_len, TARN_KIND_OBJECT_ID, name.len);
  memcpy (at + change.name_at, name.data, name.len);
  if (row->tlv.len > 0)
    memcpy (at + change.name_at + name.len, row->tlv.data, row->tlv.len);

  add_change (self, &change);
}

/**
 * tarn_batch_put:
 * @self: a batch
 * @oid: its name
 * @value: its value
 *
 * Stores a varbind, in place of the one of the same name if there is one.
 */
void
tarn_batch_put (TarnBatch       *self,
                const TarnOid   *oid,
                const TarnValue *value)
{
  TarnRow row = { 0 };

  g_return_if_fail (self != NULL);
  g_return_if_fail (oid != NULL && value != NULL);

  row.name = tarn_oid_span (oid);
  row.tlv.data = tarn_value_get_tlv (value, &row.tlv.len);
  tarn_batch_put_row (self, &row);
}

/**
 * tarn_batch_delete:
 * @self: a batch
 * @oid: the name of a varbind
 *
 * Deletes a varbind; one that is not there is no error.
 */
void
tarn_batch_delete (TarnBatch     *self,
                   const TarnOid *oid)
{
  TarnSpan name;
  TarnChange change;

  g_return_if_fail (self != NULL);
  g_return_if_fail (oid != NULL);

  name = stored_name (tarn_oid_span (oid));
  change = (TarnChange) { self->octets->len, 0, 0, (guint16) name.len };
  memcpy (grow (self, name.len), name.data, name.len);
  add_change (self, &change);
}

static void
meta_unref (gpointer value)
{
  if (value != NULL)
    g_variant_unref (value);
}

/**
 * tarn_batch_set_meta:
 * @self: a batch
 * @key: what the record is called: free text
 * @value: (nullable): what to store, sunk if it is floating; %NULL to remove
 *
 * Sets a metadata record in the same transaction as the varbinds.
 */
void
tarn_batch_set_meta (TarnBatch  *self,
                     const char *key,
                     GVariant   *value)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (key != NULL);

  if (self->meta == NULL)
    self->meta = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, meta_unref);

  g_hash_table_replace (self->meta, g_strdup (key),
                        value != NULL ? g_variant_ref_sink (value) : NULL);
}

/**
 * tarn_batch_get_size:
 * @self: a batch
 *
 * Returns: how many varbinds it puts and deletes; after it has been applied, each
 *   name counts once
 */
guint
tarn_batch_get_size (const TarnBatch *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->changes->len;
}

/**
 * tarn_batch_get_n_octets:
 * @self: a batch
 *
 * Returns: octets of all varbinds in it
 */
gsize
tarn_batch_get_n_octets (const TarnBatch *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->octets->len;
}

static int
compare_changes (gconstpointer a,
                 gconstpointer b,
                 gpointer      data)
{
  const TarnBatch *self = data;
  const TarnChange *one = a, *two = b;
  const guint8 *octets = self->octets->data;

  return tarn_name_compare (tarn_span (octets + one->at + one->name_at, one->name_len),
                            tarn_span (octets + two->at + two->name_at, two->name_len));
}

gboolean
tarn_batch_prepare (TarnBatch  *self,
                    GError    **error)
{
  TarnChange *changes = (TarnChange *) (gpointer) self->changes->data;
  guint n_kept = 0;

  if (self->too_large != NULL)
    {
      g_autofree char *text = tarn_oid_to_string (self->too_large);

      g_set_error (error, TARN_ERROR, TARN_ERROR_TOO_BIG,
                   "The value of %s is too large: a store holds values of up to 64 KiB, and "
                   "4 GiB of them in one batch", text);
      return FALSE;
    }

  if (self->sorted)
    return TRUE;

  /* A stable sort, so the last change of a name stays the last. */
  g_qsort_with_data (changes, (int) self->changes->len, sizeof *changes, compare_changes, self);
  for (guint i = 0; i < self->changes->len; i++)
    {
      if (i + 1 < self->changes->len && compare_changes (&changes[i], &changes[i + 1], self) == 0)
        continue;
      changes[n_kept++] = changes[i];
    }

  g_array_set_size (self->changes, n_kept);
  self->sorted = TRUE;
  return TRUE;
}

guint
tarn_batch_search (const TarnBatch *self,
                   guint            first,
                   guint            last,
                   TarnSpan         name)
{
  if (first < last && tarn_name_compare (tarn_batch_get_name (self, last - 1), name) < 0)
    return last;

  while (first < last)
    {
      guint middle = first + (last - first) / 2;

      if (tarn_name_compare (tarn_batch_get_name (self, middle), name) < 0)
        first = middle + 1;
      else
        last = middle;
    }

  return first;
}

gboolean
tarn_batch_merge (const TarnBatch *self,
                  const TarnPage  *page,
                  guint            first,
                  guint            last,
                  GArray          *cells)
{
  guint n_cells = page != NULL ? page->n_cells : 0;
  gboolean changed = FALSE;
  guint at = 0;

  for (guint i = first; i < last; i++)
    {
      TarnCell cell = { tarn_batch_get_cell (self, i), FALSE };
      gboolean same = FALSE;
      guint to = at;

      if (at < n_cells)
        to = tarn_page_search (page, at, tarn_batch_get_name (self, i), &same);
      for (; at < to; at++)
        {
          TarnCell old = { tarn_page_get_cell (page, at), FALSE };

          g_array_append_val (cells, old);
        }

      if (same)
        changed |= !tarn_span_equal (tarn_page_get_cell (page, at++), cell.octets);
      else if (cell.octets.len > 0)
        changed = cell.fresh = TRUE;

      if (cell.octets.len > 0)
        g_array_append_val (cells, cell);
    }

  for (; at < n_cells; at++)
    {
      TarnCell old = { tarn_page_get_cell (page, at), FALSE };

      g_array_append_val (cells, old);
    }

  return changed;
}
