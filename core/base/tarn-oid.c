/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "base/tarn-error.h"
#include "base/tarn-name.h"

struct _TarnOid
{
  gatomicrefcount ref_count;
  guint16         len;
  guint8          octets[];
};

G_DEFINE_BOXED_TYPE (TarnOid, tarn_oid, tarn_oid_ref, tarn_oid_unref)

TarnOid *
tarn_oid_new_name (TarnSpan name)
{
  TarnOid *self;

  g_assert (name.len <= TARN_NAME_MAX_OCTETS);

  self = g_malloc (sizeof *self + name.len);
  g_atomic_ref_count_init (&self->ref_count);
  self->len = (guint16) name.len;
  if (name.len > 0)
    memcpy (self->octets, name.data, name.len);

  return self;
}

/**
 * tarn_oid_new:
 * @text: dotted decimal, with or without a leading dot; "." is 0.0 and a single
 *   arc n is n.0 (rule P-OID-11)
 * @error: return location for an error
 *
 * Makes an object identifier of at most 128 sub-identifiers (RFC 2578 §3.5).
 *
 * Returns: (transfer full): the object identifier, or %NULL with
 *   %TARN_ERROR_INVALID
 */
TarnOid *
tarn_oid_new (const char  *text,
              GError     **error)
{
  TarnName name;

  g_return_val_if_fail (text != NULL, NULL);

  if (!tarn_name_parse (&name, text, strlen (text)))
    {
      g_autofree char *shown = g_utf8_make_valid (text, -1);

      g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID,
                   "“%s” is not an object identifier: write numbers with dots between them, "
                   "such as 1.3.6.1.2.1.1", shown);
      return NULL;
    }
  if (tarn_name_count_arcs (tarn_name_span (&name)) > TARN_NAME_MAX_ORIGINATE)
    {
      g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID,
                   "“%s” has more than %d sub-identifiers", text, TARN_NAME_MAX_ORIGINATE);
      return NULL;
    }

  return tarn_oid_new_name (tarn_name_span (&name));
}

/**
 * tarn_oid_new_arcs:
 * @arcs: (array length=n_arcs): the sub-identifiers
 * @n_arcs: how many, 2 to 128
 * @error: return location for an error
 *
 * Makes an object identifier from numbers.  The first arc is 0, 1 or 2; below
 * 0 and 1 the second is at most 39 (rule P-OID-07).
 *
 * Returns: (transfer full): the object identifier, or %NULL with
 *   %TARN_ERROR_INVALID
 */
TarnOid *
tarn_oid_new_arcs (const guint32  *arcs,
                   gsize           n_arcs,
                   GError        **error)
{
  TarnName name;

  g_return_val_if_fail (arcs != NULL || n_arcs == 0, NULL);

  if (n_arcs > TARN_NAME_MAX_ORIGINATE || !tarn_name_from_arcs (&name, arcs, n_arcs))
    {
      g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID,
                   "These %" G_GSIZE_FORMAT " numbers are not an object identifier", n_arcs);
      return NULL;
    }

  return tarn_oid_new_name (tarn_name_span (&name));
}

/**
 * tarn_oid_new_octets:
 * @octets: (array length=n_octets): BER content octets
 * @n_octets: how many
 * @error: return location for an error
 *
 * Makes an object identifier from its encoding (X.690 8.19).  Padded
 * sub-identifiers become canonical and no octets at all are 0.0.
 *
 * Returns: (transfer full): the object identifier, or %NULL with
 *   %TARN_ERROR_INVALID
 */
TarnOid *
tarn_oid_new_octets (const guint8  *octets,
                     gsize          n_octets,
                     GError       **error)
{
  TarnSpan span = tarn_span (octets, n_octets);
  g_autofree guint8 *canonical = NULL;

  g_return_val_if_fail (octets != NULL || n_octets == 0, NULL);

  if (tarn_name_check (span) & (TARN_ANOMALY_OID_OVERFLOW | TARN_ANOMALY_BAD_VALUE))
    {
      g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID,
                   "These %" G_GSIZE_FORMAT " octets are not an object identifier", n_octets);
      return NULL;
    }

  canonical = g_malloc (MAX (n_octets, 1));
  return tarn_oid_new_name (tarn_span (canonical, tarn_name_canonicalise (span, canonical)));
}

/**
 * tarn_oid_ref:
 * @self: an object identifier
 *
 * Returns: (transfer full): @self, with one more reference
 */
TarnOid *
tarn_oid_ref (TarnOid *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * tarn_oid_unref:
 * @self: (transfer full): an object identifier
 *
 * Gives up a reference.
 */
void
tarn_oid_unref (TarnOid *self)
{
  g_return_if_fail (self != NULL);

  if (g_atomic_ref_count_dec (&self->ref_count))
    g_free (self);
}

/**
 * tarn_oid_compare:
 * @a: an object identifier
 * @b: another one
 *
 * Lexicographic order of the sub-identifiers as numbers (RFC 3416 §4.2.2, rule
 * P-OID-10).
 *
 * Returns: less than, equal to or greater than 0
 */
int
tarn_oid_compare (const TarnOid *a,
                  const TarnOid *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, 0);

  return tarn_name_compare (tarn_oid_span (a), tarn_oid_span (b));
}

/**
 * tarn_oid_equal:
 * @a: an object identifier
 * @b: another one
 *
 * Returns: whether they are the same
 */
gboolean
tarn_oid_equal (const TarnOid *a,
                const TarnOid *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  return tarn_span_equal (tarn_oid_span (a), tarn_oid_span (b));
}

/**
 * tarn_oid_hash:
 * @self: an object identifier
 *
 * Returns: a number that equal object identifiers share, for #GHashTable
 */
guint
tarn_oid_hash (const TarnOid *self)
{
  guint hash = 2166136261u;

  g_return_val_if_fail (self != NULL, 0);

  for (guint i = 0; i < self->len; i++)
    hash = (hash ^ self->octets[i]) * 16777619u;

  return hash;
}

/**
 * tarn_oid_has_prefix:
 * @self: an object identifier
 * @prefix: another one
 *
 * Returns: whether @self lies in the subtree of @prefix, or is @prefix
 */
gboolean
tarn_oid_has_prefix (const TarnOid *self,
                     const TarnOid *prefix)
{
  g_return_val_if_fail (self != NULL && prefix != NULL, FALSE);

  return tarn_name_has_prefix (tarn_oid_span (self), tarn_oid_span (prefix));
}

/**
 * tarn_oid_get_n_arcs:
 * @self: an object identifier
 *
 * Returns: how many sub-identifiers it has
 */
guint
tarn_oid_get_n_arcs (const TarnOid *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return tarn_name_count_arcs (tarn_oid_span (self));
}

/**
 * tarn_oid_get_arcs:
 * @self: an object identifier
 * @n_arcs: (out): how many sub-identifiers it has
 *
 * Returns: (transfer full) (array length=n_arcs): the sub-identifiers, to be freed
 *   with g_free()
 */
guint32 *
tarn_oid_get_arcs (const TarnOid *self,
                   gsize         *n_arcs)
{
  guint32 arcs[TARN_NAME_MAX_ARCS];

  g_return_val_if_fail (self != NULL && n_arcs != NULL, NULL);

  *n_arcs = tarn_name_get_arcs (tarn_oid_span (self), arcs);
  return g_memdup2 (arcs, *n_arcs * sizeof arcs[0]);
}

/**
 * tarn_oid_get_octets:
 * @self: an object identifier
 * @n_octets: (out): how many octets
 *
 * Returns: (transfer none) (array length=n_octets): the canonical BER content
 *   octets, which are good as long as @self
 */
const guint8 *
tarn_oid_get_octets (const TarnOid *self,
                     gsize         *n_octets)
{
  g_return_val_if_fail (self != NULL && n_octets != NULL, NULL);

  *n_octets = self->len;
  return self->octets;
}

/**
 * tarn_oid_to_string:
 * @self: an object identifier
 *
 * Returns: (transfer full): dotted decimal with a leading dot
 */
char *
tarn_oid_to_string (const TarnOid *self)
{
  char text[TARN_NAME_MAX_TEXT];

  g_return_val_if_fail (self != NULL, NULL);

  tarn_name_to_text (tarn_oid_span (self), text);
  return g_strdup (text);
}

/**
 * tarn_oid_dup_end:
 * @self: an object identifier
 *
 * The smallest object identifier that is greater than all that begin with @self:
 * where the subtree of @self has ended.
 *
 * Returns: (transfer full) (nullable): the end, or %NULL where nothing is greater
 */
TarnOid *
tarn_oid_dup_end (const TarnOid *self)
{
  TarnName end;

  g_return_val_if_fail (self != NULL, NULL);

  tarn_name_set_end (&end, tarn_oid_span (self));
  return end.len > 0 ? tarn_oid_new_name (tarn_name_span (&end)) : NULL;
}

/**
 * tarn_oid_parse_root:
 * @text: where to walk, as a person types it: an OID, a single arc, or "." for all
 * @after: (out) (transfer full) (nullable): names greater than this are meant;
 *   %NULL is the beginning
 * @before: (out) (transfer full) (nullable): and smaller than this; %NULL is the
 *   end of all names
 * @error: return location for an error
 *
 * Unlike tarn_oid_new() this tells ".1", which is all of iso, from "1.0", which
 * is one of its children (rule P-OID-11).
 *
 * Returns: %TRUE, or %FALSE with %TARN_ERROR_INVALID
 */
gboolean
tarn_oid_parse_root (const char  *text,
                     TarnOid    **after,
                     TarnOid    **before,
                     GError     **error)
{
  g_autoptr(TarnOid) oid = NULL;
  const char *arcs;

  g_return_val_if_fail (text != NULL && after != NULL && before != NULL, FALSE);

  *after = *before = NULL;
  arcs = text + (text[0] == '.');
  if (arcs[0] == '\0')
    return TRUE;

  oid = tarn_oid_new (text, error);
  if (oid == NULL)
    return FALSE;

  if (strchr (arcs, '.') != NULL)
    {
      *before = tarn_oid_dup_end (oid);
    }
  else
    {
      guint32 next[2] = { (guint32) (arcs[strlen (arcs) - 1] - '0') + 1, 0 };

      if (next[0] <= 2)
        *before = tarn_oid_new_arcs (next, 2, NULL);
    }

  *after = g_steal_pointer (&oid);
  return TRUE;
}
