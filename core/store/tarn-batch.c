/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "store/tarn-batch-private.h"

#include "base/tarn-error.h"
#include "base/tarn-name.h"
#include "base/tarn-tlv.h"
#include "store/tarn-note-private.h"

/* 64 KiB and a header: what a note can keep, too, beside another name. */
#define MAX_VALUE (64 * 1024 + 5)

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
  self->repeated = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->old_values = g_array_new (FALSE, FALSE, sizeof (TarnOldValue));
  self->old_octets = g_byte_array_new ();
  self->sorted = TRUE;
  return self;
}

TarnBatch *
tarn_batch_new_of_notes (void)
{
  TarnBatch *self = tarn_batch_new ();

  self->is_of_notes = TRUE;
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
  g_array_unref (self->repeated);
  g_array_unref (self->old_values);
  g_byte_array_unref (self->old_octets);
  g_clear_pointer (&self->meta, g_hash_table_unref);
  g_clear_pointer (&self->notes, tarn_batch_unref);
  g_clear_pointer (&self->too_large, tarn_oid_unref);
  g_free (self);
}

/**
 * tarn_batch_clear:
 * @self: a batch
 *
 * Takes all changes out, so that the batch can be filled again without allocation.  Its
 * origin stays.
 */
void
tarn_batch_clear (TarnBatch *self)
{
  g_return_if_fail (self != NULL);

  g_array_set_size (self->changes, 0);
  g_byte_array_set_size (self->octets, 0);
  g_array_set_size (self->repeated, 0);
  g_clear_pointer (&self->meta, g_hash_table_unref);
  g_clear_pointer (&self->notes, tarn_batch_unref);
  g_clear_pointer (&self->too_large, tarn_oid_unref);
  self->sorted = TRUE;
}

static guint8 *
grow (TarnBatch *self,
      gsize      len)
{
  gsize at = self->octets->len;

  if (G_UNLIKELY (at + len > self->room_octets))
    {
      self->room_octets = MIN (MAX (2 * at, at + len + 1024), G_MAXUINT32);
      g_byte_array_set_size (self->octets, (guint) self->room_octets);
    }

  self->octets->len = (guint) (at + len);
  return self->octets->data + at;
}

static void
add_change (TarnBatch        *self,
            const TarnChange *change)
{
  guint n = self->changes->len;

  if (G_UNLIKELY (n == self->room_changes))
    {
      self->room_changes = MAX (2 * n, 64);
      g_array_set_size (self->changes, self->room_changes);
    }

  self->changes->len = n + 1;
  g_array_index (self->changes, TarnChange, n) = *change;
  if (self->sorted && n > 0)
    self->sorted = tarn_name_order (tarn_batch_get_name (self, n - 1),
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

/* @change says how; its octets are those of @row. */
static void
take_row (TarnBatch     *self,
          const TarnRow *row,
          TarnChange     change)
{
  TarnSpan name;
  gsize content_len, cell_len;
  guint8 *at;

  name = stored_name (row->name);
  content_len = tarn_tlv_header_size (name.len) + name.len + row->tlv.len;
  cell_len = tarn_tlv_header_size (content_len) + content_len;
  if ((row->tlv.len > MAX_VALUE && !self->is_of_notes) || cell_len > TARN_PAGE_MAX_CELL
      || self->octets->len + cell_len > G_MAXUINT32)
    {
      if (self->too_large == NULL)
        self->too_large = tarn_oid_new_name (name);
      return;
    }

  change.at = self->octets->len;
  change.cell_len = (guint32) cell_len;
  change.name_len = (guint16) name.len;
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
  g_return_if_fail (self != NULL);
  g_return_if_fail (row != NULL && row->name.len <= TARN_NAME_MAX_OCTETS);

  take_row (self, row, (TarnChange) { 0 });
}

void
tarn_batch_add_row (TarnBatch     *self,
                    const TarnRow *row,
                    guint32        tag)
{
  take_row (self, row, (TarnChange) { .add = TRUE, .tag = tag });
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
  g_return_if_fail (self != NULL);
  g_return_if_fail (oid != NULL);

  tarn_batch_delete_name (self, tarn_oid_span (oid));
}

void
tarn_batch_delete_name (TarnBatch *self,
                        TarnSpan   name)
{
  TarnSpan stored = stored_name (name);
  TarnChange change = { .at = self->octets->len, .name_len = (guint16) stored.len };

  memcpy (grow (self, stored.len), stored.data, stored.len);
  add_change (self, &change);
}

/**
 * tarn_batch_set_origin:
 * @self: a batch
 * @origin: where its changes come from; %TARN_ORIGIN_DEVICE unless it is set
 *
 * With %TARN_ORIGIN_EDIT or %TARN_ORIGIN_AGENT, and with %TARN_ORIGIN_IMPORT into a
 * capture that is the mirror of a device, each varbind that changes gets a note: see
 * tarn_store_dup_note().  With %TARN_ORIGIN_DEVICE each one that is put or deleted loses
 * its note.
 */
void
tarn_batch_set_origin (TarnBatch  *self,
                       TarnOrigin  origin)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail ((guint) origin <= TARN_ORIGIN_AGENT);

  self->origin = origin;
}

/**
 * tarn_batch_set_note:
 * @self: a batch
 * @oid: a name
 * @note: (nullable): what is to be known of it; %NULL for nothing
 *
 * Sets the note of a varbind as it is, whatever the origin of the batch would have made
 * of it.
 */
void
tarn_batch_set_note (TarnBatch      *self,
                     const TarnOid  *oid,
                     const TarnNote *note)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (oid != NULL);

  if (self->notes == NULL)
    self->notes = tarn_batch_new_of_notes ();

  if (note != NULL)
    {
      g_autoptr(GByteArray) octets = g_byte_array_new ();
      TarnRow row = { .name = tarn_oid_span (oid) };

      tarn_note_pack (note, octets);
      row.tlv = tarn_span (octets->data, octets->len);
      tarn_batch_put_row (self->notes, &row);
    }
  else
    {
      tarn_batch_delete_name (self->notes, tarn_oid_span (oid));
    }
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

static TarnSpan
get_name (const TarnBatch  *self,
          const TarnChange *change)
{
  return tarn_span (self->octets->data + change->at + change->name_at, change->name_len);
}

gboolean
tarn_batch_prepare (TarnBatch  *self,
                    GError    **error)
{
  TarnChange *changes;
  guint n_kept = 0;

  if (self->too_large != NULL)
    {
      g_autofree char *text = tarn_oid_to_string (self->too_large);

      g_set_error (error, TARN_ERROR, TARN_ERROR_TOO_BIG,
                   "The value of %s is too large: a store holds values of up to 64 KiB, and "
                   "4 GiB of them in one batch", text);
      return FALSE;
    }

  if (self->notes != NULL && !tarn_batch_prepare (self->notes, error))
    return FALSE;
  if (self->sorted)
    return TRUE;

  tarn_batch_sort (self);
  changes = (TarnChange *) (gpointer) self->changes->data;
  for (guint i = 0; i < self->changes->len; i++)
    {
      gboolean again = n_kept > 0 && tarn_span_equal (get_name (self, &changes[n_kept - 1]),
                                                      get_name (self, &changes[i]));

      if (again && changes[i].add && changes[n_kept - 1].cell_len > 0)
        {
          g_array_append_val (self->repeated, changes[i].tag);
          continue;
        }
      if (again)
        changes[i].add = FALSE;
      changes[again ? n_kept - 1 : n_kept++] = changes[i];
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
  /* Most places of a tree have no change, and many have all. */
  if (first < last && tarn_name_order (tarn_batch_get_name (self, first), name) >= 0)
    return first;
  if (first < last && tarn_name_order (tarn_batch_get_name (self, last - 1), name) < 0)
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
