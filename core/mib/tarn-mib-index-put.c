/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "mib/tarn-mib-index.h"

#include "base/tarn-error.h"

/* Where @n more arcs go, or NULL with @error. */
static guint32 *
make_room (TarnMibIndexArcs       *self,
           const TarnMibIndexPart *part,
           gsize                   n,
           GError                **error)
{
  guint32 *room = self->arcs + self->n_arcs;

  if (n > TARN_NAME_MAX_ORIGINATE - self->n_arcs)
    {
      g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID,
                   "The index is too long with %s: an OID has at most %d arcs",
                   part->name, TARN_NAME_MAX_ORIGINATE);
      return NULL;
    }

  self->n_arcs += (guint) n;
  return room;
}

gboolean
tarn_mib_index_put_number (TarnMibIndexArcs       *self,
                           const TarnMibIndexPart *part,
                           gint64                  number,
                           GError                **error)
{
  guint32 *room;

  if (number > G_MAXUINT32 || number < G_MININT32
      || (number < 0 && part->syntax.base != TARN_MIB_BASE_INTEGER))
    {
      g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID,
                   "%" G_GINT64_FORMAT " cannot be %s in an index: it must be from 0 to 4294967295",
                   number, part->name);
      return FALSE;
    }

  room = make_room (self, part, 1, error);
  if (room == NULL)
    return FALSE;

  *room = (guint32) number;
  return TRUE;
}

/* An IpAddress has four octets, a string of fixed size as many as it says. */
static gboolean
check_size (const TarnMibIndexPart *part,
            gsize                   n_octets,
            GError                **error)
{
  gboolean is_address = part->syntax.base == TARN_MIB_BASE_IP_ADDRESS
                        || part->syntax.base == TARN_MIB_BASE_NETWORK_ADDRESS;
  int size = is_address ? 4 : tarn_mib_syntax_get_fixed_size (&part->syntax);

  if (part->syntax.base == TARN_MIB_BASE_BITS)
    return TRUE;
  if (size < 0 || n_octets == (gsize) size)
    return TRUE;

  g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID,
               "%s has %d octets in an index, not %" G_GSIZE_FORMAT, part->name, size, n_octets);
  return FALSE;
}

gboolean
tarn_mib_index_put_octets (TarnMibIndexArcs       *self,
                           const TarnMibIndexPart *part,
                           TarnSpan                octets,
                           GError                **error)
{
  const TarnMibSyntax *syntax = &part->syntax;
  gboolean has_kind = syntax->base == TARN_MIB_BASE_NETWORK_ADDRESS;
  gboolean has_length = !has_kind && syntax->base != TARN_MIB_BASE_IP_ADDRESS && !part->implied
                        && (syntax->base == TARN_MIB_BASE_BITS
                            || tarn_mib_syntax_get_fixed_size (syntax) < 0);
  guint32 *room;

  if (!check_size (part, octets.len, error))
    return FALSE;
  room = make_room (self, part, octets.len + (has_length || has_kind), error);
  if (room == NULL)
    return FALSE;

  if (has_kind)
    *room++ = 1;   /* internet, the only kind there is (P-IDX-08) */
  else if (has_length)
    *room++ = (guint32) octets.len;
  for (gsize i = 0; i < octets.len; i++)
    room[i] = octets.data[i];

  return TRUE;
}

gboolean
tarn_mib_index_put_arcs (TarnMibIndexArcs       *self,
                         const TarnMibIndexPart *part,
                         const guint32          *arcs,
                         gsize                   n_arcs,
                         GError                **error)
{
  guint32 *room = make_room (self, part, n_arcs + !part->implied, error);

  if (room == NULL)
    return FALSE;

  if (!part->implied)
    *room++ = (guint32) n_arcs;
  for (gsize i = 0; i < n_arcs; i++)
    room[i] = arcs[i];
  return TRUE;
}
