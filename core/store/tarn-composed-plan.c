/* How mounts and functions become pieces, and what is where in them.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "store/tarn-composed-private.h"

/* Where something begins that the pieces must tell apart. */
typedef struct
{
  TarnSpan    at;
  TarnMount  *mount;
  TarnAnswer *answer;
} Start;

typedef struct
{
  TarnComposedStore *store;
  GPtrArray         *open;    /* mounts around @at, the innermost last; borrowed */
  TarnSpan           at;      /* pieces are made up to here                      */
} Planner;

static TarnSpan
end_span (const TarnOid *end)
{
  return end != NULL ? tarn_oid_span (end) : tarn_span (NULL, 0);
}

TarnSpan
tarn_mount_inner_name (const TarnMount *self,
                       TarnSpan         name,
                       GByteArray      *scratch)
{
  g_byte_array_set_size (scratch, 0);
  if (self->base != NULL)
    {
      TarnSpan base = tarn_oid_span (self->base);
      gsize cut = tarn_oid_span (self->prefix).len;

      g_byte_array_append (scratch, base.data, (guint) base.len);
      name = tarn_span (name.data + cut, name.len - cut);
    }
  if (name.len > 0)
    g_byte_array_append (scratch, name.data, (guint) name.len);

  return tarn_span (scratch->data, scratch->len);
}

/* May @name be one?  Fewer octets than this cannot have too many arcs. */
gboolean
tarn_composed_fits (TarnSpan name)
{
  return name.len < TARN_NAME_MAX_ARCS
         || (name.len <= TARN_NAME_MAX_OCTETS
             && tarn_name_count_arcs (name) <= TARN_NAME_MAX_ARCS);
}

/* A bound of a piece of @mount, which is inside its subtree or the end of that. */
static TarnSpan
inner_bound (TarnComposedStore *self,
             const TarnMount   *mount,
             TarnSpan           bound)
{
  g_autoptr(GByteArray) octets = NULL;
  TarnSpan inner;

  if (mount->base == NULL)
    return bound;
  if (bound.len == 0 || !tarn_name_has_prefix (bound, tarn_oid_span (mount->prefix)))
    return end_span (mount->base_end);

  octets = g_byte_array_new ();
  inner = tarn_mount_inner_name (mount, bound, octets);
  inner.data = g_memdup2 (inner.data, inner.len);
  g_ptr_array_add (self->octets, (gpointer) inner.data);
  return inner;
}

/* A piece of the innermost mount up to @to, empty for no end, if there is a mount and
 * anything between. */
static void
add_piece (Planner  *self,
           TarnSpan  to)
{
  TarnPiece piece = { .from = self->at, .to = to };

  if (self->open->len > 0 && (to.len == 0 || tarn_name_compare (self->at, to) < 0))
    {
      piece.mount = self->open->pdata[self->open->len - 1];
      piece.inner_from = inner_bound (self->store, piece.mount, piece.from);
      piece.inner_to = inner_bound (self->store, piece.mount, piece.to);
      g_array_append_val (self->store->pieces, piece);
    }
  self->at = to;
}

/* Ends the mounts that are over at @at; all that are open if it is NULL. */
static void
close_mounts (Planner        *self,
              const TarnSpan *at)
{
  while (self->open->len > 0)
    {
      const TarnMount *mount = self->open->pdata[self->open->len - 1];

      if (at != NULL && (mount->end == NULL || tarn_name_compare (tarn_oid_span (mount->end),
                                                                  *at) > 0))
        return;

      add_piece (self, end_span (mount->end));
      g_ptr_array_set_size (self->open, (int) self->open->len - 1);
      if (mount->end == NULL)   /* and so are all around it */
        g_ptr_array_set_size (self->open, 0);
    }
}

static void
add_answer (Planner    *self,
            TarnAnswer *answer)
{
  TarnPiece piece = { .from = self->at, .answer = answer };

  piece.to.data = g_bytes_get_data (answer->end, &piece.to.len);
  g_array_append_val (self->store->pieces, piece);
  self->at = piece.to;
}

/* A mount begins before those inside it, and before a function of the same name. */
static int
compare_starts (gconstpointer a,
                gconstpointer b)
{
  const Start *one = a, *two = b;
  int order = tarn_name_compare (one->at, two->at);

  return order != 0 ? order : (one->answer != NULL) - (two->answer != NULL);
}

static GArray *
list_starts (TarnComposedStore *self)
{
  GArray *starts = g_array_new (FALSE, FALSE, sizeof (Start));
  GHashTableIter iter;
  gpointer answer;

  for (guint i = 0; i < self->mounts->len; i++)
    {
      TarnMount *mount = self->mounts->pdata[i];
      Start start = { tarn_oid_span (mount->prefix), mount, NULL };

      g_array_append_val (starts, start);
    }

  g_hash_table_iter_init (&iter, self->answers);
  while (g_hash_table_iter_next (&iter, NULL, &answer))
    {
      Start start = { tarn_oid_span (((TarnAnswer *) answer)->oid), NULL, answer };

      g_array_append_val (starts, start);
    }

  g_array_sort (starts, compare_starts);
  return starts;
}

static void
list_stores (TarnComposedStore *self)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (NULL, NULL);

  g_ptr_array_set_size (self->stores, 0);
  for (guint i = 0; i < self->mounts->len; i++)
    {
      TarnMount *mount = self->mounts->pdata[i];

      if (g_hash_table_add (seen, mount->store))
        g_ptr_array_add (self->stores, mount->store);
    }
}

void
tarn_composed_plan (TarnComposedStore *self)
{
  g_autoptr(GPtrArray) open = NULL;
  g_autoptr(GArray) starts = NULL;
  Planner planner = { .store = self };

  if (self->planned)
    return;

  g_array_set_size (self->pieces, 0);
  g_ptr_array_set_size (self->octets, 0);
  list_stores (self);

  starts = list_starts (self);
  planner.open = open = g_ptr_array_new ();
  for (guint i = 0; i < starts->len; i++)
    {
      Start *start = &g_array_index (starts, Start, i);

      close_mounts (&planner, &start->at);
      add_piece (&planner, start->at);
      if (start->mount != NULL)
        g_ptr_array_add (open, start->mount);
      else
        add_answer (&planner, start->answer);
    }
  close_mounts (&planner, NULL);

  self->planned = TRUE;
  self->counted = FALSE;
}

TarnPiece *
tarn_composed_find (TarnComposedStore *self,
                    TarnSpan           name)
{
  TarnPiece *pieces = (TarnPiece *) (gpointer) self->pieces->data;
  guint first = 0, last = self->pieces->len;

  while (first < last)
    {
      guint middle = first + (last - first) / 2;
      TarnSpan to = pieces[middle].to;

      if (to.len == 0 || tarn_name_compare (to, name) > 0)
        last = middle;
      else
        first = middle + 1;
    }

  return first < self->pieces->len ? &pieces[first] : NULL;
}

static gboolean
count_piece (TarnPiece  *piece,
             guint64    *n_rows,
             GError    **error)
{
  TarnStoreInterface *iface;
  TarnStore *store;
  guint64 end;

  *n_rows = 1;
  if (piece->answer != NULL)
    return TRUE;

  store = piece->mount->store;
  iface = TARN_STORE_GET_IFACE (store);
  if (!iface->rank (store, piece->inner_from, &piece->inner_first, error)
      || !(piece->inner_to.len > 0 ? iface->rank (store, piece->inner_to, &end, error)
                                   : iface->get_n_rows (store, &end, error)))
    return FALSE;

  *n_rows = end - piece->inner_first;
  return TRUE;
}

gboolean
tarn_composed_count (TarnComposedStore  *self,
                     GError            **error)
{
  guint64 n_rows = 0;

  if (self->counted)
    return TRUE;

  for (guint i = 0; i < self->pieces->len; i++)
    {
      TarnPiece *piece = &g_array_index (self->pieces, TarnPiece, i);
      guint64 n;

      piece->first = n_rows;
      if (!count_piece (piece, &n, error))
        return FALSE;
      n_rows += n;
    }

  self->n_rows = n_rows;
  self->counted_serial = tarn_store_get_serial (TARN_STORE (self));
  self->counted = TRUE;
  return TRUE;
}

TarnMount *
tarn_composed_base (TarnComposedStore *self)
{
  for (guint i = 0; i < self->mounts->len; i++)
    {
      TarnMount *mount = self->mounts->pdata[i];

      if (tarn_oid_span (mount->prefix).len == 0)
        return mount;
    }

  return NULL;
}
