/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "store/tarn-notes.h"

#include "base/tarn-error.h"
#include "base/tarn-value-private.h"
#include "store/tarn-note-private.h"
#include "store/tarn-store-private.h"
#include "store/tarn-tree-cursor.h"

/* Notes that are counted in one read section: a millisecond. */
#define SLICE_NOTES 4096

/* What one batch does to the notes. */
typedef struct
{
  TarnTree        *notes;
  const TarnBatch *batch;
  gint64           now_us;

  TarnBatch       *changes;   /* of notes                                            */
  GByteArray      *packed;
  TarnCursor       cursor;    /* in @notes, at the first one that is not before the
                               * name looked for last                                */
  gboolean         ended;     /* there is none                                       */
  guint            n_old;     /* old values of the batch that lie behind             */
} NotesChange;

void
tarn_notes_prepare (TarnBatch *batch,
                    gboolean   mirrored)
{
  tarn_batch_keep_old (batch, batch->origin == TARN_ORIGIN_EDIT
                              || batch->origin == TARN_ORIGIN_AGENT
                              || (batch->origin == TARN_ORIGIN_IMPORT && mirrored));
}

/* Whether @name has a note: the cursor then stands on it.  Names ascend, so one look in
 * the tree is good for all names before the next note. */
static gboolean
find_note (NotesChange *self,
           TarnSpan     name)
{
  if (!self->ended
      && (self->cursor.page == NULL || tarn_name_compare (self->cursor.row.name, name) < 0))
    self->ended = !tarn_tree_cursor_seek (self->notes, &self->cursor, name, TRUE);

  return !self->ended && tarn_span_equal (self->cursor.row.name, name);
}

static void
put_note (NotesChange    *self,
          TarnSpan        name,
          const TarnNote *note)
{
  TarnRow row = { .name = name };

  tarn_note_pack (note, self->packed);
  row.tlv = tarn_span (self->packed->data, self->packed->len);
  tarn_batch_put_row (self->changes, &row);
}

/* What change @index put an end to; NULL if there was nothing. */
static TarnValue *
dup_old_value (NotesChange *self,
               guint        index)
{
  const GArray *olds = self->batch->old_values;
  const TarnOldValue *old;

  while (self->n_old < olds->len
         && g_array_index (olds, TarnOldValue, self->n_old).index < index)
    self->n_old++;
  if (self->n_old == olds->len)
    return NULL;

  old = &g_array_index (olds, TarnOldValue, self->n_old);
  if (old->index != index)
    return NULL;
  return tarn_value_new_span (tarn_span (self->batch->old_octets->data + old->at, old->len));
}

/* Whether change @index brings back what @was was; NULL: nothing. */
static gboolean
brings_back (NotesChange     *self,
             guint            index,
             const TarnValue *was)
{
  TarnSpan cell = tarn_batch_get_cell (self->batch, index);
  TarnSpan name, tlv = { 0 };

  if (cell.len == 0 || was == NULL)
    return cell.len == 0 && was == NULL;

  tarn_cell_parse (cell, &name, &tlv);
  return tarn_span_equal (tlv, tarn_value_get_row (was)->tlv);
}

/* A change that did not come from the device. */
static void
note_change (NotesChange *self,
             guint        index,
             gboolean     noted)
{
  TarnSpan name = tarn_batch_get_name (self->batch, index);
  g_autoptr(TarnNote) earlier = noted ? tarn_note_unpack (self->cursor.row.tlv) : NULL;
  g_autoptr(TarnNote) note = tarn_note_new (self->batch->origin, self->now_us, 0, NULL, NULL);
  gboolean says_more;

  if (earlier != NULL)
    {
      note->anomalies = earlier->anomalies;
      note->requested = g_steal_pointer (&earlier->requested);
    }
  if (earlier != NULL && earlier->origin != TARN_ORIGIN_DEVICE)
    note->was = g_steal_pointer (&earlier->was);
  else
    note->was = dup_old_value (self, index);

  if (brings_back (self, index, note->was))
    {
      g_clear_pointer (&note->was, tarn_value_unref);
      note->origin = TARN_ORIGIN_DEVICE;
      note->time_us = 0;
    }

  says_more = note->anomalies != TARN_ANOMALY_NONE || note->requested != NULL;
  if (note->origin != TARN_ORIGIN_DEVICE || says_more)
    put_note (self, name, note);
  else if (noted)
    tarn_batch_delete_name (self->changes, name);
}

static void
note_changes (NotesChange *self)
{
  const TarnBatch *batch = self->batch;

  for (guint i = 0; i < batch->changes->len && self->cursor.error == NULL; i++)
    {
      TarnChangeOutcome outcome = g_array_index (batch->changes, TarnChange, i).outcome;
      TarnSpan name = tarn_batch_get_name (batch, i);
      gboolean noted = outcome != TARN_CHANGE_LEFT_OUT && find_note (self, name);

      if (batch->keeps_old && outcome == TARN_CHANGE_MADE)
        note_change (self, i, noted);

      /* What the device says stands, also if somebody had set just that before. */
      else if (noted && !batch->keeps_old
               && (batch->origin == TARN_ORIGIN_DEVICE || outcome == TARN_CHANGE_MADE))
        tarn_batch_delete_name (self->changes, name);
    }
}

/* The notes that the batch brings win over those made here. */
static void
add_explicit (NotesChange *self)
{
  const TarnBatch *explicit = self->batch->notes;

  for (guint i = 0; explicit != NULL && i < explicit->changes->len; i++)
    {
      TarnSpan cell = tarn_batch_get_cell (explicit, i);
      TarnRow row = { .name = tarn_batch_get_name (explicit, i) };

      if (cell.len > 0 && tarn_cell_parse (cell, &row.name, &row.tlv))
        tarn_batch_put_row (self->changes, &row);
      else
        tarn_batch_delete_name (self->changes, row.name);
    }
}

gboolean
tarn_notes_apply (TarnTree   *notes,
                  TarnBatch  *batch,
                  gint64      now_us,
                  GError    **error)
{
  NotesChange change = { .notes = notes, .batch = batch, .now_us = now_us };
  gboolean ok;

  if (batch->notes == NULL && !batch->keeps_old && notes->n_rows == 0)
    return TRUE;

  change.changes = tarn_batch_new_of_notes ();
  change.packed = g_byte_array_new ();
  note_changes (&change);
  add_explicit (&change);

  tarn_tree_cursor_unpin (&change.cursor);
  ok = change.cursor.error == NULL;
  if (!ok)
    g_propagate_error (error, g_steal_pointer (&change.cursor.error));
  ok = ok && tarn_batch_prepare (change.changes, error)
       && tarn_tree_apply (notes, change.changes, error);

  tarn_batch_unref (change.changes);
  g_byte_array_unref (change.packed);
  return ok;
}

/* The note of @oid, or the next one behind it, with its name. */
static TarnNote *
dup_note (TarnStore      *self,
          TarnSpan        from,
          gboolean        exactly,
          TarnOid       **name,
          GError        **error)
{
  TarnStoreInterface *iface = TARN_STORE_GET_IFACE (self);
  TarnNote *note = NULL;
  TarnCursor cursor;

  if (iface->seek_note == NULL || !tarn_store_begin_read_patiently (self, error))
    return NULL;

  tarn_cursor_init (&cursor, self);
  if (iface->seek_note (self, &cursor, from, exactly)
      && (!exactly || tarn_span_equal (cursor.row.name, from)))
    {
      note = tarn_note_unpack (cursor.row.tlv);
      if (note != NULL && name != NULL)
        *name = tarn_row_dup_oid (&cursor.row);
      if (note == NULL)
        {
          g_autoptr(TarnOid) oid = tarn_row_dup_oid (&cursor.row);
          g_autofree char *text = tarn_oid_to_string (oid);

          g_set_error (error, TARN_ERROR, TARN_ERROR_STORE_DAMAGED,
                       "The note of %s cannot be read", text);
        }
    }
  if (cursor.error != NULL)
    g_propagate_error (error, g_steal_pointer (&cursor.error));

  tarn_cursor_clear (&cursor);
  tarn_store_end_read (self);
  return note;
}

/**
 * tarn_store_dup_note:
 * @self: a store
 * @oid: a name; its varbind may be there, or have been deleted
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): what is to be known of @oid beyond what the records
 *   of the whole capture say; %NULL without @error if that is nothing, with
 *   %TARN_ERROR_STORE_BUSY or %TARN_ERROR_STORE_DAMAGED otherwise
 */
TarnNote *
tarn_store_dup_note (TarnStore      *self,
                     const TarnOid  *oid,
                     GError        **error)
{
  g_return_val_if_fail (TARN_IS_STORE (self), NULL);
  g_return_val_if_fail (oid != NULL, NULL);

  return dup_note (self, tarn_oid_span (oid), TRUE, NULL, error);
}

/**
 * tarn_store_get_next_note:
 * @self: a store
 * @oid: (nullable): a name; %NULL for the beginning
 * @name: (out) (optional) (transfer full): the name that the note is of
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the first note behind @oid; %NULL without @error
 *   if that is the end, with %TARN_ERROR_STORE_BUSY or %TARN_ERROR_STORE_DAMAGED otherwise
 */
TarnNote *
tarn_store_get_next_note (TarnStore      *self,
                          const TarnOid  *oid,
                          TarnOid       **name,
                          GError        **error)
{
  g_return_val_if_fail (TARN_IS_STORE (self), NULL);

  if (name != NULL)
    *name = NULL;
  return dup_note (self, oid != NULL ? tarn_oid_span (oid) : tarn_span (NULL, 0), FALSE, name,
                   error);
}

/* Goes on behind @last, which becomes the last note that was looked at; @more tells
 * whether others may follow. */
static gboolean
count_slice (TarnStore  *self,
             TarnOrigin  origin,
             TarnName   *last,
             guint64    *count,
             gboolean   *more,
             GError    **error)
{
  TarnStoreInterface *iface = TARN_STORE_GET_IFACE (self);
  TarnCursor cursor;
  gboolean ok;

  if (!tarn_store_begin_read_patiently (self, error))
    return FALSE;

  tarn_cursor_init (&cursor, self);
  *more = TRUE;
  for (guint i = 0; *more && i < SLICE_NOTES; i++)
    {
      *more = iface->seek_note (self, &cursor, tarn_name_span (last), FALSE);
      if (*more)
        {
          g_autoptr(TarnNote) note = tarn_note_unpack (cursor.row.tlv);

          *count += note != NULL && note->origin == origin;
          tarn_name_set (last, cursor.row.name);
        }
    }

  ok = cursor.error == NULL;
  if (!ok)
    g_propagate_error (error, g_steal_pointer (&cursor.error));
  tarn_cursor_clear (&cursor);
  tarn_store_end_read (self);
  return ok;
}

/**
 * tarn_store_count_notes:
 * @self: a store
 * @origin: where the noted changes came from
 * @error: return location for an error
 *
 * Looks at all notes, of which there are few; of a million it takes a third of a second.
 *
 * Returns: how many notes have this origin; 0 with @error set to
 *   %TARN_ERROR_STORE_BUSY or %TARN_ERROR_STORE_DAMAGED
 */
guint64
tarn_store_count_notes (TarnStore   *self,
                        TarnOrigin   origin,
                        GError     **error)
{
  gboolean more = TRUE;
  TarnName last = { 0 };
  guint64 count = 0;

  g_return_val_if_fail (TARN_IS_STORE (self), 0);

  while (more && TARN_STORE_GET_IFACE (self)->seek_note != NULL)
    if (!count_slice (self, origin, &last, &count, &more, error))
      return 0;

  return count;
}
