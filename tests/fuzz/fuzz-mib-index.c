/* An octet a part of an INDEX clause, a zero, then an octet an arc: what is taken apart as
 * it should be gives the same arcs when it is put together.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "fuzz.h"

#include "mib/tarn-mib-index.h"
#include "tarn-test.h"

static const TarnMibRange sizes[] = { { 6, 6 }, { 0, 8 }, { 16, 16 } };

/* Low bits: the type; high bits: the size of a string, and whether it is implied. */
static TarnMibIndexPart
make_part (guint8 octet)
{
  static const TarnMibBase bases[] = {
    TARN_MIB_BASE_INTEGER, TARN_MIB_BASE_OCTETS, TARN_MIB_BASE_OBJECT_ID, TARN_MIB_BASE_IP_ADDRESS,
    TARN_MIB_BASE_NETWORK_ADDRESS, TARN_MIB_BASE_BITS, TARN_MIB_BASE_INTEGER, TARN_MIB_BASE_OCTETS,
  };
  guint size = octet >> 3 & 3;
  TarnMibIndexPart part = { .name = "part", .syntax.base = bases[octet & 7] };

  if ((octet & 7) == 6)
    part.syntax.convention = TARN_MIB_CONVENTION_INET_ADDRESS_TYPE;
  if ((octet & 7) == 7)
    part.syntax.convention = TARN_MIB_CONVENTION_INET_ADDRESS;
  if (size > 0 && (octet & 7) == 1)
    {
      part.syntax.ranges = &sizes[size - 1];
      part.syntax.n_ranges = 1;
    }
  part.implied = octet >> 5 & 1;

  return part;
}

static gboolean
put (TarnMibIndexArcs       *out,
     const TarnMibIndex     *index,
     const TarnMibIndexPart *parts,
     guint                   i,
     const guint32          *arcs)
{
  const TarnMibIndexValue *value = &index->values[i];
  guint8 octets[TARN_NAME_MAX_ARCS];

  if (parts[i].syntax.base == TARN_MIB_BASE_INTEGER)
    return tarn_mib_index_put_number (out, &parts[i],
                                      tarn_mib_index_get_number (index, parts, i, arcs), NULL);
  if (parts[i].syntax.base == TARN_MIB_BASE_OBJECT_ID)
    return tarn_mib_index_put_arcs (out, &parts[i], arcs + value->first, value->n_arcs, NULL);

  return tarn_mib_index_put_octets (out, &parts[i],
                                    tarn_mib_index_get_octets (index, i, arcs, octets), NULL);
}

static void
check_same (const TarnMibIndex *index,
            TarnMibIndexPart   *parts,
            guint               n_parts,
            const guint32      *arcs,
            guint               n_arcs)
{
  TarnMibIndexArcs out = { 0 };

  for (guint i = 0; i < n_parts; i++)
    {
      parts[i].implied &= i == n_parts - 1;
      if (!put (&out, index, parts, i, arcs))
        {
          g_assert_cmpuint (n_arcs, >, TARN_NAME_MAX_ORIGINATE);
          return;
        }
    }
  g_assert_cmpmem (out.arcs, out.n_arcs * sizeof *arcs, arcs, n_arcs * sizeof *arcs);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  TarnMibIndexPart parts[TARN_MIB_MAX_INDEX];
  g_autofree guint32 *arcs = NULL;
  TarnMibIndex index;
  guint n_parts = 0, n_arcs;

  for (; size > 0 && *data != 0 && n_parts < G_N_ELEMENTS (parts); data++, size--)
    parts[n_parts++] = make_part (*data);
  if (size > 0)
    data++, size--;

  n_arcs = (guint) MIN (size, TARN_NAME_MAX_ARCS);
  arcs = g_new (guint32, n_arcs);
  for (guint i = 0; i < n_arcs; i++)
    arcs[i] = data[i] == 0xff ? G_MAXUINT32 : data[i];

  if (!tarn_mib_index_decode (&index, parts, n_parts, arcs, n_arcs))
    g_assert_cmpint (index.fault, !=, TARN_MIB_INDEX_OK);
  else
    {
      g_assert_cmpuint (index.n_values, ==, n_parts);
      g_assert_cmpuint (index.n_arcs, ==, n_arcs);
      if (index.repair == TARN_MIB_INDEX_AS_IT_SHOULD)
        check_same (&index, parts, n_parts, arcs, n_arcs);
    }
  for (guint i = 0; i < index.n_values; i++)
    g_assert_cmpuint (index.values[i].first + index.values[i].n_arcs, <=, n_arcs);

  return 0;
}
