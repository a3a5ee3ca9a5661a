/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "mib/tarn-mib-index.h"

#define NO_PART G_MAXUINT

/* One way to read an index: by the rules, or with @part (or with all parts that are
 * like it) read as some agents write it. */
typedef struct
{
  TarnMibIndexRepair repair;
  guint              part;      /* NO_PART: all that the repair is for      */
  int                size;      /* of a string that has no length, or -1   */
} Reading;

int
tarn_mib_syntax_get_fixed_size (const TarnMibSyntax *syntax)
{
  gint64 size;

  if (syntax->n_ranges == 0)
    return -1;

  size = syntax->ranges[0].min;
  for (guint i = 0; i < syntax->n_ranges; i++)
    if (syntax->ranges[i].min != size || syntax->ranges[i].max != size)
      return -1;

  return size >= 0 && size <= TARN_NAME_MAX_ARCS ? (int) size : -1;
}

static gboolean
is_octets (const TarnMibSyntax *syntax)
{
  return syntax->base == TARN_MIB_BASE_OCTETS || syntax->base == TARN_MIB_BASE_BITS
         || syntax->base == TARN_MIB_BASE_OPAQUE;
}

/* BITS have a length, whatever their size (P-IDX-03). */
static int
fixed_size (const TarnMibSyntax *syntax)
{
  return syntax->base == TARN_MIB_BASE_BITS ? -1 : tarn_mib_syntax_get_fixed_size (syntax);
}

/* Whether @repair is for parts of this syntax at all. */
static gboolean
repair_fits (TarnMibIndexRepair    repair,
             const TarnMibSyntax  *syntax)
{
  gboolean is_inet = syntax->convention == TARN_MIB_CONVENTION_INET_ADDRESS;

  if (!is_octets (syntax))
    return FALSE;

  switch (repair)
    {
    case TARN_MIB_INDEX_EXTRA_LENGTH:
      return fixed_size (syntax) >= 0;

    case TARN_MIB_INDEX_NO_LENGTH:
      return fixed_size (syntax) < 0 && !is_inet;

    case TARN_MIB_INDEX_NO_INET_LENGTH:
      return fixed_size (syntax) < 0 && is_inet;

    case TARN_MIB_INDEX_AS_IT_SHOULD:
    default:
      return FALSE;
    }
}

/* InetAddressType to octets (P-TCV-05); 0: of no certain length. */
static guint
inet_size (gint64 type)
{
  static const guint8 sizes[] = { 0, 4, 16, 8, 20 };

  return type >= 0 && type < (gint64) G_N_ELEMENTS (sizes) ? sizes[type] : 0;
}

gint64
tarn_mib_index_get_inet_type (const TarnMibIndex     *self,
                              const TarnMibIndexPart *parts,
                              guint                   part,
                              const guint32          *arcs)
{
  for (guint i = MIN (part, self->n_values); i-- > 0;)
    if (parts[i].syntax.convention == TARN_MIB_CONVENTION_INET_ADDRESS_TYPE)
      return arcs[self->values[i].first];

  return -1;
}

/* The next @n arcs are the value of the next part. */
static TarnMibIndexFault
take_arcs (TarnMibIndex *self,
           guint         n)
{
  self->values[self->n_values++] = (TarnMibIndexValue) { (guint16) self->n_arcs, (guint16) n };
  self->n_arcs += n;
  return TARN_MIB_INDEX_OK;
}

static TarnMibIndexFault
take_octets (TarnMibIndex  *self,
             guint          n,
             const guint32 *arcs,
             guint          n_arcs)
{
  if (n > n_arcs - self->n_arcs)
    return TARN_MIB_INDEX_TOO_SHORT;
  for (guint i = 0; i < n; i++)
    if (arcs[self->n_arcs + i] > 255)
      return TARN_MIB_INDEX_NOT_AN_OCTET;

  return take_arcs (self, n);
}

static TarnMibIndexFault
take_string (TarnMibIndex           *self,
             const TarnMibIndexPart *parts,
             gboolean                is_last,
             const Reading          *reading,
             const guint32          *arcs,
             guint                   n_arcs)
{
  const TarnMibIndexPart *part = &parts[self->n_values];
  guint left = n_arcs - self->n_arcs;
  int size = fixed_size (&part->syntax);
  gboolean is_repaired = (reading->part == NO_PART || reading->part == self->n_values)
                         && repair_fits (reading->repair, &part->syntax);
  gboolean has_length = size < 0 && !(part->implied && is_last);
  guint n;

  if (is_repaired && reading->repair == TARN_MIB_INDEX_NO_INET_LENGTH && reading->size < 0)
    {
      size = (int) inet_size (tarn_mib_index_get_inet_type (self, parts, self->n_values, arcs));
      if (size == 0)
        return TARN_MIB_INDEX_TOO_SHORT;
    }
  else if (is_repaired && reading->repair != TARN_MIB_INDEX_EXTRA_LENGTH)
    size = reading->size;

  if (is_repaired)
    has_length = reading->repair == TARN_MIB_INDEX_EXTRA_LENGTH;
  if (!has_length)
    return take_octets (self, size < 0 ? left : (guint) size, arcs, n_arcs);

  if (left == 0)
    return TARN_MIB_INDEX_TOO_SHORT;
  n = arcs[self->n_arcs];
  if (n > left - 1 || (size >= 0 && n != (guint) size))
    return TARN_MIB_INDEX_TOO_SHORT;

  self->n_arcs++;
  return take_octets (self, n, arcs, n_arcs);
}

static TarnMibIndexFault
take_oid (TarnMibIndex  *self,
          gboolean       is_implied,
          const guint32 *arcs,
          guint          n_arcs)
{
  guint left = n_arcs - self->n_arcs;
  guint n = left;

  if (!is_implied)
    {
      if (left == 0 || arcs[self->n_arcs] > left - 1)
        return TARN_MIB_INDEX_TOO_SHORT;
      n = arcs[self->n_arcs++];
    }

  return take_arcs (self, n);
}

static TarnMibIndexFault
take_part (TarnMibIndex           *self,
           const TarnMibIndexPart *parts,
           gboolean                is_last,
           const Reading          *reading,
           const guint32          *arcs,
           guint                   n_arcs)
{
  const TarnMibIndexPart *part = &parts[self->n_values];

  if (is_octets (&part->syntax))
    return take_string (self, parts, is_last, reading, arcs, n_arcs);
  if (part->syntax.base == TARN_MIB_BASE_OBJECT_ID)
    return take_oid (self, part->implied && is_last, arcs, n_arcs);
  if (part->syntax.base == TARN_MIB_BASE_IP_ADDRESS)
    return take_octets (self, 4, arcs, n_arcs);
  if (part->syntax.base == TARN_MIB_BASE_NONE)
    return TARN_MIB_INDEX_UNKNOWN_SYNTAX;

  if (n_arcs == self->n_arcs)
    return TARN_MIB_INDEX_TOO_SHORT;
  if (part->syntax.base == TARN_MIB_BASE_NETWORK_ADDRESS)
    {
      if (arcs[self->n_arcs] != 1)
        return TARN_MIB_INDEX_BAD_ADDRESS;
      self->n_arcs++;
      return take_octets (self, 4, arcs, n_arcs);
    }

  self->values[self->n_values++] = (TarnMibIndexValue) { (guint16) self->n_arcs++, 1 };
  return TARN_MIB_INDEX_OK;
}

static gboolean
decode_as (TarnMibIndex           *self,
           const TarnMibIndexPart *parts,
           guint                   n_parts,
           const Reading          *reading,
           const guint32          *arcs,
           guint                   n_arcs)
{
  self->fault = n_parts == 0 ? TARN_MIB_INDEX_UNKNOWN_SYNTAX : TARN_MIB_INDEX_OK;
  self->repair = reading->repair;
  self->n_values = 0;
  self->n_arcs = 0;

  while (self->fault == TARN_MIB_INDEX_OK && self->n_values < n_parts)
    {
      guint before = self->n_arcs;

      self->fault = take_part (self, parts, self->n_values == n_parts - 1, reading, arcs, n_arcs);
      if (self->fault != TARN_MIB_INDEX_OK)
        self->n_arcs = before;
    }
  if (self->fault == TARN_MIB_INDEX_OK && self->n_arcs < n_arcs)
    self->fault = TARN_MIB_INDEX_TOO_LONG;

  return self->fault == TARN_MIB_INDEX_OK;
}

static gboolean
size_is_allowed (const TarnMibSyntax *syntax,
                 guint                size)
{
  if (syntax->convention == TARN_MIB_CONVENTION_INET_ADDRESS)
    return size == 4 || size == 8 || size == 16 || size == 20;

  for (guint i = 0; i < syntax->n_ranges; i++)
    if (size >= syntax->ranges[i].min && size <= syntax->ranges[i].max)
      return TRUE;

  return syntax->n_ranges == 0;
}

/* What a search for the one reading that takes everything knows. */
typedef struct
{
  const TarnMibIndexPart *parts;
  guint                   n_parts;
  const guint32          *arcs;
  guint                   n_arcs;
  TarnMibIndex           *found;
  guint                   n_found;
} Search;

static void
search_try (Search       *search,
            const Reading reading)
{
  TarnMibIndex index;

  if (!decode_as (&index, search->parts, search->n_parts, &reading, search->arcs, search->n_arcs))
    return;

  /* The same part by part, as when only one part is of the kind: no second reading. */
  if (search->n_found > 0 && search->found->n_values == index.n_values
      && memcmp (search->found->values, index.values,
                 index.n_values * sizeof *index.values) == 0)
    return;

  *search->found = index;
  search->n_found++;
}

static gboolean
has_inet_type (const TarnMibIndexPart *parts,
               guint                   part)
{
  while (part-- > 0)
    if (parts[part].syntax.convention == TARN_MIB_CONVENTION_INET_ADDRESS_TYPE)
      return TRUE;

  return FALSE;
}

static void
search_part (Search             *search,
             TarnMibIndexRepair  repair,
             guint               part)
{
  const TarnMibSyntax *syntax = &search->parts[part].syntax;

  if (repair == TARN_MIB_INDEX_EXTRA_LENGTH
      || (repair == TARN_MIB_INDEX_NO_INET_LENGTH && has_inet_type (search->parts, part)))
    {
      search_try (search, (Reading) { repair, part, -1 });
      return;
    }

  /* Nothing says how long it is: whatever lets the rest be read. */
  for (guint size = 0; size <= search->n_arcs && search->n_found < 2; size++)
    if (size_is_allowed (syntax, size))
      search_try (search, (Reading) { repair, part, (int) size });
}

/* P-IDX-12: in this order, and only if there is exactly one that consumes everything.
 * Bounded: a part has at most as many sizes as there are arcs. */
static gboolean
repair (TarnMibIndex           *self,
        const TarnMibIndexPart *parts,
        guint                   n_parts,
        const guint32          *arcs,
        guint                   n_arcs)
{
  TarnMibIndex found;
  Search search = { parts, n_parts, arcs, n_arcs, &found, 0 };

  for (TarnMibIndexRepair kind = TARN_MIB_INDEX_EXTRA_LENGTH;
       kind <= TARN_MIB_INDEX_NO_INET_LENGTH;
       kind++)
    {
      guint n_fitting = 0;

      for (guint i = 0; i < n_parts && search.n_found < 2; i++)
        if (repair_fits (kind, &parts[i].syntax))
          {
            search_part (&search, kind, i);
            n_fitting++;
          }
      if (n_fitting > 1 && kind != TARN_MIB_INDEX_NO_LENGTH)
        search_try (&search, (Reading) { kind, NO_PART, -1 });
    }

  if (search.n_found != 1)
    return FALSE;

  *self = found;
  return TRUE;
}

/* An address that begins with 3 and has no length looks like one of three octets. */
static gboolean
inet_sizes_fit (const TarnMibIndex     *self,
                const TarnMibIndexPart *parts,
                const guint32          *arcs)
{
  for (guint i = 0; i < self->n_values; i++)
    if (parts[i].syntax.convention == TARN_MIB_CONVENTION_INET_ADDRESS)
      {
        guint size = inet_size (tarn_mib_index_get_inet_type (self, parts, i, arcs));

        if (size > 0 && self->values[i].n_arcs != size)
          return FALSE;
      }

  return TRUE;
}

gboolean
tarn_mib_index_decode_strictly (TarnMibIndex           *self,
                                const TarnMibIndexPart *parts,
                                guint                   n_parts,
                                const guint32          *arcs,
                                guint                   n_arcs)
{
  const Reading by_the_rules = { TARN_MIB_INDEX_AS_IT_SHOULD, NO_PART, -1 };

  g_return_val_if_fail (n_parts <= TARN_MIB_MAX_INDEX && n_arcs <= TARN_NAME_MAX_ARCS, FALSE);

  return decode_as (self, parts, n_parts, &by_the_rules, arcs, n_arcs);
}

gboolean
tarn_mib_index_decode (TarnMibIndex           *self,
                       const TarnMibIndexPart *parts,
                       guint                   n_parts,
                       const guint32          *arcs,
                       guint                   n_arcs)
{
  if (tarn_mib_index_decode_strictly (self, parts, n_parts, arcs, n_arcs))
    {
      if (!inet_sizes_fit (self, parts, arcs))
        repair (self, parts, n_parts, arcs, n_arcs);
      return TRUE;
    }

  return self->fault != TARN_MIB_INDEX_UNKNOWN_SYNTAX
         && repair (self, parts, n_parts, arcs, n_arcs);
}

TarnSpan
tarn_mib_index_get_octets (const TarnMibIndex *self,
                           guint               part,
                           const guint32      *arcs,
                           guint8             *octets)
{
  const TarnMibIndexValue *value = &self->values[part];

  for (guint i = 0; i < value->n_arcs; i++)
    octets[i] = (guint8) arcs[value->first + i];

  return tarn_span (octets, value->n_arcs);
}

gint64
tarn_mib_index_get_number (const TarnMibIndex     *self,
                           const TarnMibIndexPart *parts,
                           guint                   part,
                           const guint32          *arcs)
{
  const TarnMibSyntax *syntax = &parts[part].syntax;
  guint32 arc = arcs[self->values[part].first];

  if (syntax->base == TARN_MIB_BASE_INTEGER && arc > G_MAXINT32
      && (syntax->n_ranges == 0 || syntax->ranges[0].min < 0))
    return (gint32) arc;

  return arc;
}

const char *
tarn_mib_index_fault_to_string (TarnMibIndexFault fault)
{
  switch (fault)
    {
    case TARN_MIB_INDEX_OK:
      return "as it should be";

    case TARN_MIB_INDEX_TOO_SHORT:
      return "ends before the last part of the index does";

    case TARN_MIB_INDEX_TOO_LONG:
      return "goes on behind the last part of the index";

    case TARN_MIB_INDEX_NOT_AN_OCTET:
      return "has a number above 255 in a string";

    case TARN_MIB_INDEX_BAD_ADDRESS:
      return "has a NetworkAddress that is not of kind 1";

    case TARN_MIB_INDEX_UNKNOWN_SYNTAX:
    default:
      return "has an index of unknown syntax";
    }
}
