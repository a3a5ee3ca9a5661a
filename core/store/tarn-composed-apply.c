/* How a batch is shared out among the mounted stores, and taken back if one of them
 * fails.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "store/tarn-composed-private.h"

#include "base/tarn-error.h"
#include "store/tarn-batch-private.h"
#include "store/tarn-store-private.h"

/* How long taking back is tried again while another process commits; giving up leaves
 * half a batch behind. */
#define PATIENCE_US (2 * G_TIME_SPAN_SECOND)

/* What one store gets of a batch.  The tag of a change is its index in the whole. */
typedef struct
{
  TarnStore *store;
  TarnBatch *batch;
  TarnBatch *undo;     /* NULL if nothing comes behind that could fail */
} Part;

static void
part_clear (gpointer data)
{
  Part *part = data;

  g_clear_object (&part->store);
  g_clear_pointer (&part->batch, tarn_batch_unref);
  g_clear_pointer (&part->undo, tarn_batch_unref);
}

static Part *
part_of (GArray          *parts,
         TarnStore       *store,
         const TarnBatch *whole)
{
  Part part = { NULL };

  /* From the end, where neighbours in order are. */
  for (guint i = parts->len; i > 0; i--)
    if (g_array_index (parts, Part, i - 1).store == store)
      return &g_array_index (parts, Part, i - 1);

  /* Who hears of a change may unmount the store. */
  part.store = g_object_ref (store);
  part.batch = tarn_batch_new ();
  tarn_batch_set_origin (part.batch, whole->origin);
  g_array_append_val (parts, part);
  return &g_array_index (parts, Part, parts->len - 1);
}

static gboolean
refuse (TarnSpan     name,
        int          code,
        const char  *why,
        GError     **error)
{
  char text[TARN_NAME_MAX_TEXT];

  tarn_name_to_text (name, text);
  g_set_error (error, TARN_ERROR, code, "%s cannot be changed: %s", text, why);
  return FALSE;
}

/* The piece of @name, if a change of that can reach a store. */
static const TarnPiece *
find_mounted (TarnComposedStore  *self,
              TarnSpan            name,
              GError            **error)
{
  const TarnPiece *piece = tarn_composed_find (self, name);

  if (piece == NULL || tarn_name_compare (name, piece->from) < 0)
    refuse (name, TARN_ERROR_STORE_READ_ONLY, "no store is mounted there", error);
  else if (piece->answer != NULL)
    refuse (name, TARN_ERROR_STORE_READ_ONLY, "a function tells its value", error);
  else
    return piece;

  return NULL;
}

gboolean
tarn_composed_may_change (TarnStore *store,
                          TarnSpan   name)
{
  TarnComposedStore *self = TARN_COMPOSED_STORE (store);
  g_autoptr(GByteArray) scratch = g_byte_array_new ();
  const TarnPiece *piece;

  tarn_composed_plan (self);
  piece = find_mounted (self, name, NULL);
  return piece != NULL
         && tarn_store_may_change (piece->mount->store,
                                   tarn_mount_inner_name (piece->mount, name, scratch));
}

/* Change @index of @from to @to, under the name that the mounted store has for it. */
static void
add_change (TarnBatch       *to,
            const TarnBatch *from,
            guint            index,
            TarnSpan         inner_name)
{
  const TarnChange *change = &g_array_index (from->changes, TarnChange, index);
  TarnSpan cell = tarn_batch_get_cell (from, index);
  gsize value_at = change->name_at + change->name_len;
  TarnRow row = { .name = inner_name };

  if (cell.len == 0)
    {
      tarn_batch_delete_name (to, inner_name);
    }
  else
    {
      row.tlv = tarn_span (cell.data + value_at, cell.len - value_at);
      if (change->add)
        tarn_batch_add_row (to, &row, index);
      else
        tarn_batch_put_row (to, &row);
    }

  if (to->changes->len > 0)   /* else it was too large */
    g_array_index (to->changes, TarnChange, to->changes->len - 1).tag = index;
}

static TarnBatch *
notes_of (TarnBatch *batch)
{
  if (batch->notes == NULL)
    batch->notes = tarn_batch_new_of_notes ();

  return batch->notes;
}

/* Gives the changes @from, those of @whole or its notes, to the stores whose names they
 * are. */
static gboolean
share_out (TarnComposedStore  *self,
           const TarnBatch    *whole,
           const TarnBatch    *from,
           GArray             *parts,
           GError            **error)
{
  g_autoptr(GByteArray) scratch = g_byte_array_new ();

  for (guint i = 0; i < from->changes->len; i++)
    {
      TarnSpan name = tarn_batch_get_name (from, i);
      const TarnPiece *piece = find_mounted (self, name, error);
      TarnBatch *to;
      TarnSpan inner_name;

      if (piece == NULL)
        return FALSE;

      inner_name = tarn_mount_inner_name (piece->mount, name, scratch);
      if (!tarn_composed_fits (inner_name))
        return refuse (name, TARN_ERROR_TOO_BIG,
                       "the mounted store would need too long a name", error);

      to = part_of (parts, piece->mount->store, whole)->batch;
      add_change (from == whole ? to : notes_of (to), from, i, inner_name);
    }

  return TRUE;
}

/* Metadata are those of the base layer. */
static void
share_out_meta (TarnComposedStore *self,
                const TarnBatch   *batch,
                GArray            *parts)
{
  const TarnMount *base = tarn_composed_base (self);
  GHashTableIter iter;
  gpointer key, value;

  if (batch->meta == NULL || base == NULL)
    return;

  g_hash_table_iter_init (&iter, batch->meta);
  while (g_hash_table_iter_next (&iter, &key, &value))
    tarn_batch_set_meta (part_of (parts, base->store, batch)->batch, key, value);
}

/* Has @undo put or delete what is at the name where @cursor stands or, since nothing is
 * there, does not. */
static void
keep_old (TarnBatch        *undo,
          const TarnCursor *cursor,
          gboolean          found,
          TarnSpan          name)
{
  if (found && tarn_span_equal (cursor->row.name, name))
    tarn_batch_put_row (undo, &cursor->row);
  else if (cursor->error == NULL)
    tarn_batch_delete_name (undo, name);
}

static void
keep_old_rows (Part       *part,
               TarnCursor *cursor)
{
  for (guint i = 0; i < part->batch->changes->len && cursor->error == NULL; i++)
    {
      TarnSpan name = tarn_batch_get_name (part->batch, i);

      keep_old (part->undo, cursor, tarn_cursor_seek (cursor, name, TRUE), name);
    }
}

/* Notes of all names that @changes has: what is put back by a batch would get new ones. */
static void
keep_old_notes (Part            *part,
                TarnCursor      *cursor,
                const TarnBatch *changes)
{
  TarnStoreInterface *iface = TARN_STORE_GET_IFACE (part->store);

  if (iface->seek_note == NULL || changes == NULL)
    return;

  for (guint i = 0; i < changes->changes->len && cursor->error == NULL; i++)
    {
      TarnSpan name = tarn_batch_get_name (changes, i);

      keep_old (notes_of (part->undo), cursor,
                iface->seek_note (part->store, cursor, name, TRUE), name);
    }
}

static void
keep_old_meta (Part *part)
{
  GHashTableIter iter;
  gpointer key;

  if (part->batch->meta == NULL)
    return;

  g_hash_table_iter_init (&iter, part->batch->meta);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      g_autoptr(GVariant) old = TARN_STORE_GET_IFACE (part->store)->dup_meta (part->store, key);

      tarn_batch_set_meta (part->undo, key, old);
    }
}

/* Keeps what @part is about to change, as it is. */
static gboolean
make_undo (Part    *part,
           GError **error)
{
  TarnCursor cursor;
  gboolean ok;

  if (!tarn_store_begin_read (part->store, error))
    return FALSE;

  part->undo = tarn_batch_new ();
  tarn_batch_set_origin (part->undo, part->batch->origin);
  tarn_cursor_init (&cursor, part->store);
  keep_old_rows (part, &cursor);
  keep_old_notes (part, &cursor, part->batch);
  keep_old_notes (part, &cursor, part->batch->notes);
  keep_old_meta (part);

  ok = cursor.error == NULL;
  if (!ok)
    g_propagate_error (error, g_steal_pointer (&cursor.error));
  tarn_cursor_clear (&cursor);
  tarn_store_end_read (part->store);
  return ok;
}

static gboolean
take_back (Part    *part,
           GError **error)
{
  gint64 give_up_us = g_get_monotonic_time () + PATIENCE_US;
  GError *failure = NULL;

  do
    if (tarn_store_apply (part->store, part->undo, &failure))
      return TRUE;
  while (tarn_store_try_again (&failure, give_up_us, error));

  return FALSE;
}

/* All parts, or none unless even taking back fails. */
static gboolean
apply_parts (GArray  *parts,
             GError **error)
{
  g_autoptr(GError) failure = NULL;
  guint n_done;

  for (n_done = 0; n_done < parts->len; n_done++)
    {
      Part *part = &g_array_index (parts, Part, n_done);

      if (n_done + 1 < parts->len && !make_undo (part, &failure))
        break;
      if (!tarn_store_apply (part->store, part->batch, &failure))
        break;
    }
  if (failure == NULL)
    return TRUE;

  while (n_done > 0)
    {
      g_autoptr(GError) undo_failure = NULL;

      if (take_back (&g_array_index (parts, Part, --n_done), &undo_failure))
        continue;

      g_set_error (error, TARN_ERROR, TARN_ERROR_NOT_UNDONE,
                   "%s; what the same batch had changed in another mounted store stays changed: %s",
                   failure->message, undo_failure->message);
      return FALSE;
    }

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* Tells the whole what became of its changes. */
static void
bring_outcomes (TarnBatch *whole,
                GArray    *parts)
{
  for (guint i = 0; i < parts->len; i++)
    {
      const TarnBatch *batch = g_array_index (parts, Part, i).batch;

      for (guint j = 0; j < batch->changes->len; j++)
        {
          const TarnChange *change = &g_array_index (batch->changes, TarnChange, j);

          g_array_index (whole->changes, TarnChange, change->tag).outcome = change->outcome;
        }

      for (guint j = 0; j < batch->repeated->len; j++)
        g_array_index (whole->changes, TarnChange,
                       g_array_index (batch->repeated, guint32, j)).outcome = TARN_CHANGE_LEFT_OUT;
    }
}

static void
keep_own_meta (TarnComposedStore *self,
               const TarnBatch   *batch)
{
  GHashTableIter iter;
  gpointer key, value;

  if (batch->meta == NULL || tarn_composed_base (self) != NULL)
    return;

  g_hash_table_iter_init (&iter, batch->meta);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      if (value != NULL)
        g_hash_table_replace (self->meta, g_strdup (key), g_variant_ref (value));
      else
        g_hash_table_remove (self->meta, key);
    }
  self->generation++;
}

gboolean
tarn_composed_apply (TarnStore  *store,
                     TarnBatch  *batch,
                     GError    **error)
{
  TarnComposedStore *self = TARN_COMPOSED_STORE (store);
  g_autoptr(GArray) parts = NULL;
  gboolean ok;

  if (!tarn_composed_may_alter (self, error) || !tarn_batch_prepare (batch, error))
    return FALSE;

  parts = g_array_new (FALSE, FALSE, sizeof (Part));
  g_array_set_clear_func (parts, part_clear);
  tarn_composed_plan (self);
  if (!share_out (self, batch, batch, parts, error)
      || (batch->notes != NULL && !share_out (self, batch, batch->notes, parts, error)))
    return FALSE;
  share_out_meta (self, batch, parts);

  /* Each in the order in which its store will have it: the order of the undo. */
  for (guint i = 0; i < parts->len; i++)
    if (!tarn_batch_prepare (g_array_index (parts, Part, i).batch, error))
      return FALSE;

  self->n_quiet++;
  ok = apply_parts (parts, error);
  self->n_quiet--;
  if (!ok)
    return FALSE;

  bring_outcomes (batch, parts);
  keep_own_meta (self, batch);
  return TRUE;
}
