/* How the cursor of a composed store moves from piece to piece, and what is counted.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "store/tarn-composed-private.h"

#include "base/tarn-error.h"
#include "base/tarn-value-private.h"

struct _TarnComposedPlace
{
  TarnCursor         inner;     /* in the store of @piece; no store: never moved   */
  const TarnPiece   *piece;     /* NULL: nowhere                                   */
  gboolean           of_notes;  /* @inner stands on notes, not on varbinds         */
  GByteArray        *scratch;   /* a name in the mounted store                     */
  TarnName           name;      /* of the row, where the mounted store has another */

  TarnComposedPlace *next;      /* while nobody has it                             */
};

static const guint8 no_such_instance[] = { TARN_KIND_NO_SUCH_INSTANCE, 0 };

static TarnComposedPlace *
place_of (TarnComposedStore *self,
          TarnCursor        *cursor)
{
  TarnComposedPlace *place = cursor->page;

  if (place != NULL)
    return place;

  place = self->spare;
  if (place != NULL)
    {
      self->spare = place->next;
    }
  else
    {
      place = g_new0 (TarnComposedPlace, 1);
      place->scratch = g_byte_array_new ();
    }

  cursor->page = place;
  return place;
}

void
tarn_composed_unpin (TarnStore  *store,
                     TarnCursor *cursor)
{
  TarnComposedStore *self = (TarnComposedStore *) store;
  TarnComposedPlace *place = g_steal_pointer (&cursor->page);

  if (place == NULL)
    return;

  if (place->inner.store != NULL)
    tarn_cursor_clear (&place->inner);
  place->inner.store = NULL;
  place->piece = NULL;
  place->next = self->spare;
  self->spare = place;
}

void
tarn_composed_free_spare (TarnComposedStore *self)
{
  TarnComposedPlace *place;

  while ((place = self->spare) != NULL)
    {
      self->spare = place->next;
      g_byte_array_unref (place->scratch);
      g_free (place);
    }
}

/* Asks the function, once in a read section.  One that asks for itself, perhaps by way
 * of another, is told that there is no value. */
static TarnSpan
ask (TarnComposedStore *self,
     TarnAnswer        *answer)
{
  TarnSpan tlv = tarn_span (no_such_instance, sizeof no_such_instance);

  if (answer->running)
    return tlv;

  if (answer->value == NULL)
    {
      answer->running = TRUE;
      answer->value = answer->func (TARN_STORE (self), answer->oid, answer->user_data);
      answer->running = FALSE;
      if (answer->value == NULL)
        answer->value = tarn_value_new_span (tlv);
      g_ptr_array_add (self->answered, answer);
    }

  return tarn_value_get_row (answer->value)->tlv;
}

static gboolean
stand_on_answer (TarnComposedStore *self,
                 TarnCursor        *cursor,
                 const TarnPiece   *piece)
{
  TarnComposedPlace *place = cursor->page;
  TarnSpan tlv = ask (self, piece->answer);

  place->piece = piece;
  cursor->row.name = piece->from;
  tarn_row_set_tlv (&cursor->row, tlv);
  return TRUE;
}

static void
complain_of_length (TarnCursor      *cursor,
                    const TarnMount *mount)
{
  g_autofree char *prefix = tarn_oid_to_string (mount->prefix);
  char name[TARN_NAME_MAX_TEXT];

  tarn_name_to_text (cursor->row.name, name);
  g_set_error (&cursor->error, TARN_ERROR, TARN_ERROR_TOO_BIG,
               "%s of the store mounted at %s would have more than %d arcs there; mount it at a "
               "shorter prefix", name, prefix, TARN_NAME_MAX_ARCS);
}

/* The mounted store has another name for the row: @cursor gets ours. */
static gboolean
rename_row (TarnCursor *cursor)
{
  TarnComposedPlace *place = cursor->page;
  const TarnMount *mount = place->piece->mount;
  TarnSpan prefix = tarn_oid_span (mount->prefix);
  gsize cut = tarn_oid_span (mount->base).len;
  TarnSpan rest = tarn_span (cursor->row.name.data + cut, cursor->row.name.len - cut);

  if (G_LIKELY (prefix.len + rest.len <= sizeof place->name.data))
    {
      memcpy (place->name.data, prefix.data, prefix.len);
      if (rest.len > 0)
        memcpy (place->name.data + prefix.len, rest.data, rest.len);
      place->name.len = (guint16) (prefix.len + rest.len);
      if (G_LIKELY (tarn_composed_fits (tarn_name_span (&place->name))))
        {
          cursor->row.name = tarn_name_span (&place->name);
          return TRUE;
        }
    }

  complain_of_length (cursor, mount);
  return FALSE;
}

/* Whether the inner cursor, which has moved to @found, is still in @piece; if so,
 * @cursor stands there. */
static gboolean
show (TarnCursor      *cursor,
      const TarnPiece *piece,
      gboolean         found)
{
  TarnComposedPlace *place = cursor->page;

  if (G_UNLIKELY (!found))
    {
      cursor->error = g_steal_pointer (&place->inner.error);
      return FALSE;
    }

  if (piece->inner_to.len > 0
      && tarn_name_compare (place->inner.row.name, piece->inner_to) >= 0)
    return FALSE;

  place->piece = piece;
  cursor->row = place->inner.row;
  return G_LIKELY (piece->mount->base == NULL) || rename_row (cursor);
}

/* Makes the inner cursor one of @store, and leaves it where it is if it is. */
static void
point_inner (TarnComposedPlace *place,
             TarnStore         *store)
{
  if (place->inner.store == store)
    return;

  if (place->inner.store != NULL)
    tarn_cursor_clear (&place->inner);
  tarn_cursor_init (&place->inner, store);
}

static gboolean
seek_in_piece (TarnCursor      *cursor,
               const TarnPiece *piece,
               TarnSpan         inner_name,
               gboolean         inclusive)
{
  TarnComposedPlace *place = cursor->page;
  TarnStore *store = piece->mount->store;
  const TarnStoreInterface *iface;

  point_inner (place, store);
  if (!place->of_notes)
    return show (cursor, piece, tarn_cursor_seek (&place->inner, inner_name, inclusive));

  iface = TARN_STORE_GET_IFACE (store);
  g_clear_error (&place->inner.error);
  return iface->seek_note != NULL
         && show (cursor, piece, iface->seek_note (store, &place->inner, inner_name, inclusive));
}

/* To the first varbind of @piece, or of those behind it: many may be empty. */
static gboolean
enter (TarnComposedStore *self,
       TarnCursor        *cursor,
       const TarnPiece   *piece)
{
  TarnComposedPlace *place = cursor->page;
  const TarnPiece *end = (const TarnPiece *) (gpointer) self->pieces->data + self->pieces->len;

  for (; piece < end && cursor->error == NULL; piece++)
    {
      if (piece->mount != NULL ? seek_in_piece (cursor, piece, piece->inner_from, TRUE)
                               : !place->of_notes && stand_on_answer (self, cursor, piece))
        return TRUE;
    }

  place->piece = NULL;
  return FALSE;
}

static gboolean
seek (TarnComposedStore *self,
      TarnCursor        *cursor,
      TarnSpan           name,
      gboolean           inclusive,
      gboolean           of_notes)
{
  TarnComposedPlace *place;
  const TarnPiece *piece;

  g_return_val_if_fail (self->n_sections > 0, FALSE);

  place = place_of (self, cursor);
  place->of_notes = of_notes;
  piece = tarn_composed_find (self, name);
  if (piece == NULL)
    {
      place->piece = NULL;
      return FALSE;
    }

  if (tarn_name_compare (name, piece->from) < 0)
    return enter (self, cursor, piece);
  if (piece->answer != NULL)   /* whose name it is: there is no other in the piece */
    return enter (self, cursor, inclusive ? piece : piece + 1);

  /* A copy, because the octets may be those of the row that is left here. */
  return seek_in_piece (cursor, piece, tarn_mount_inner_name (piece->mount, name, place->scratch),
                        inclusive)
         || enter (self, cursor, piece + 1);
}

gboolean
tarn_composed_seek (TarnStore  *store,
                    TarnCursor *cursor,
                    TarnSpan    name,
                    gboolean    inclusive)
{
  return seek ((TarnComposedStore *) store, cursor, name, inclusive, FALSE);
}

/* A function has no notes, and what a mount says of its name is not seen. */
gboolean
tarn_composed_seek_note (TarnStore  *store,
                         TarnCursor *cursor,
                         TarnSpan    name,
                         gboolean    inclusive)
{
  return seek ((TarnComposedStore *) store, cursor, name, inclusive, TRUE);
}

gboolean
tarn_composed_next (TarnStore  *store,
                    TarnCursor *cursor)
{
  TarnComposedPlace *place = cursor->page;
  const TarnPiece *piece;

  if (G_UNLIKELY (place == NULL || place->piece == NULL))
    return FALSE;

  piece = place->piece;
  if (piece->mount != NULL && show (cursor, piece, tarn_cursor_next (&place->inner)))
    return TRUE;

  return enter ((TarnComposedStore *) store, cursor, piece + 1);
}

/* The last piece with no more than @n varbinds before it: of several, all but the last
 * are empty. */
static TarnPiece *
find_nth (TarnComposedStore *self,
          guint64            n)
{
  TarnPiece *pieces = (TarnPiece *) (gpointer) self->pieces->data;
  guint first = 0, last = self->pieces->len;

  while (last - first > 1)
    {
      guint middle = first + (last - first) / 2;

      if (pieces[middle].first <= n)
        first = middle;
      else
        last = middle;
    }

  return &pieces[first];
}

gboolean
tarn_composed_seek_nth (TarnStore  *store,
                        TarnCursor *cursor,
                        guint64     n)
{
  TarnComposedStore *self = (TarnComposedStore *) store;
  TarnComposedPlace *place;
  const TarnPiece *piece;

  g_return_val_if_fail (self->n_sections > 0, FALSE);

  place = place_of (self, cursor);
  place->of_notes = FALSE;
  place->piece = NULL;
  if (!tarn_composed_count (self, &cursor->error) || n >= self->n_rows)
    return FALSE;

  piece = find_nth (self, n);
  if (piece->answer != NULL)
    return stand_on_answer (self, cursor, piece);

  point_inner (place, piece->mount->store);
  return show (cursor, piece, tarn_cursor_seek_nth (&place->inner,
                                                    piece->inner_first + n - piece->first));
}

gboolean
tarn_composed_rank (TarnStore  *store,
                    TarnSpan    name,
                    guint64    *rank,
                    GError    **error)
{
  TarnComposedStore *self = (TarnComposedStore *) store;
  g_autoptr(GByteArray) scratch = NULL;
  const TarnPiece *piece;
  guint64 inner_rank;

  if (!tarn_composed_count (self, error))
    return FALSE;

  piece = tarn_composed_find (self, name);
  *rank = piece != NULL ? piece->first : self->n_rows;
  if (piece == NULL || piece->answer != NULL || tarn_name_compare (name, piece->from) <= 0)
    return TRUE;

  scratch = g_byte_array_new ();
  name = tarn_mount_inner_name (piece->mount, name, scratch);
  if (!TARN_STORE_GET_IFACE (piece->mount->store)->rank (piece->mount->store, name, &inner_rank,
                                                         error))
    return FALSE;

  *rank += inner_rank - piece->inner_first;
  return TRUE;
}
