/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The form of an index, from its instances: all ways to read all of them are tried, part by
 * part, and the one that says most with fewest parts is taken.
 */
#include "ops/tarn-inference-private.h"

#define MAX_PARTS 8

/* What a part costs: the more of the arcs it explains, the less. */
#define COST_INTEGER  10
#define COST_ADDRESS  5
#define COST_STRING   11
#define COST_IPV4     12
#define COST_MAC      13
#define COST_REST     60

typedef struct
{
  const TarnInstances *instances;
  guint               *at;           /* MAX_PARTS + 1 rows: how far each instance has been read */
  guint                best_cost;
  guint                n_best;
  TarnInferredPart     best[MAX_PARTS];
  TarnInferredPart     parts[MAX_PARTS];
} Reading;

/* Arcs of one part of one instance; 0 if it cannot be read so. */
typedef guint (*Reader) (const guint32 *arcs,
                         guint          n);

static gboolean
are_octets (const guint32 *arcs,
            guint          n)
{
  for (guint i = 0; i < n; i++)
    if (arcs[i] > 255)
      return FALSE;

  return TRUE;
}

static guint
read_integer (const guint32 *arcs,
              guint          n)
{
  return n >= 1 ? 1 : 0;
}

static guint
read_ipv4 (const guint32 *arcs,
           guint          n)
{
  return n >= 4 && are_octets (arcs, 4) ? 4 : 0;
}

static guint
read_mac (const guint32 *arcs,
          guint          n)
{
  return n >= 6 && are_octets (arcs, 6) ? 6 : 0;
}

static guint
read_string (const guint32 *arcs,
             guint          n)
{
  return n >= 1 && arcs[0] < n && are_octets (arcs + 1, arcs[0]) ? 1 + arcs[0] : 0;
}

/* RFC 4001: the type decides the length; 0 has none (P-TCV-05). */
static guint
read_address (const guint32 *arcs,
              guint          n)
{
  static const guint8 lengths[] = { 0, 4, 16, 8, 20 };

  if (n < 2 || arcs[0] >= G_N_ELEMENTS (lengths) || arcs[1] != lengths[arcs[0]])
    return 0;

  return n >= 2 + arcs[1] && are_octets (arcs + 2, arcs[1]) ? 2 + arcs[1] : 0;
}

static guint
read_rest (const guint32 *arcs,
           guint          n)
{
  return n;
}

static const struct
{
  Reader           read;
  guint            cost;
} readers[] = {
  [TARN_INFERRED_PART_INTEGER] = { read_integer, COST_INTEGER },
  [TARN_INFERRED_PART_IPV4] = { read_ipv4, COST_IPV4 },
  [TARN_INFERRED_PART_MAC] = { read_mac, COST_MAC },
  [TARN_INFERRED_PART_STRING] = { read_string, COST_STRING },
  [TARN_INFERRED_PART_ADDRESS] = { read_address, COST_ADDRESS },
  [TARN_INFERRED_PART_REST] = { read_rest, COST_REST },
};

/* Letters of a name that has no length, for it is IMPLIED (P-IDX-04). */
static gboolean
are_letters (const guint32 *arcs,
             guint          n)
{
  for (guint i = 0; i < n; i++)
    if (arcs[i] < ' ' || arcs[i] > '~')
      return FALSE;

  return TRUE;
}

/* Numbers that count from 1 are no address: most that are asked for begin with a larger
 * octet, and a MAC address has large octets. */
static gboolean
looks_like (TarnInferredPart part,
            const guint32   *arcs)
{
  switch (part)
    {
    case TARN_INFERRED_PART_IPV4:
      return !are_letters (arcs, 4)
             && (arcs[0] >= 10 || (arcs[0] | arcs[1] | arcs[2] | arcs[3]) == 0);

    case TARN_INFERRED_PART_MAC:
      /* The NetworkAddress of atEntry has a 1 in front (P-IDX-08), and an ifIndex before that. */
      return !are_letters (arcs, 6) && !(arcs[0] > 0 && arcs[1] == 1 && arcs[2] >= 10)
             && (arcs[0] & 1) == 0 && MAX (MAX (arcs[1], arcs[2]), MAX (arcs[3], arcs[4])) > 31;

    case TARN_INFERRED_PART_STRING:
      return arcs[0] > 0 && g_ascii_isprint ((char) arcs[1]);

    case TARN_INFERRED_PART_ADDRESS:
      return arcs[0] > 0;

    case TARN_INFERRED_PART_INTEGER:
    case TARN_INFERRED_PART_REST:
    default:
      return TRUE;
    }
}

/* Whether all instances can be read so behind @at, and most look it; then @behind is where
 * they go on. */
static gboolean
read_part (Reading          *self,
           TarnInferredPart  part,
           const guint      *at,
           guint            *behind)
{
  guint n = tarn_instances_get_n (self->instances);
  guint n_alike = 0;

  for (guint i = 0; i < n; i++)
    {
      guint n_arcs;
      const guint32 *arcs = tarn_instances_get (self->instances, i, &n_arcs);
      guint len = readers[part].read (arcs + at[i], n_arcs - at[i]);

      if (len == 0)
        return FALSE;

      n_alike += looks_like (part, arcs + at[i]);
      behind[i] = at[i] + len;
    }

  return 2 * n_alike >= n;
}

static gboolean
is_read (Reading     *self,
         const guint *at)
{
  for (guint i = 0; i < tarn_instances_get_n (self->instances); i++)
    {
      guint n_arcs;

      tarn_instances_get (self->instances, i, &n_arcs);
      if (at[i] < n_arcs)
        return FALSE;
    }

  return TRUE;
}

static void
read_parts (Reading *self,
            guint    n_parts,
            guint    cost)
{
  const guint *at = self->at + (gsize) n_parts * tarn_instances_get_n (self->instances);
  guint *behind = self->at + (gsize) (n_parts + 1) * tarn_instances_get_n (self->instances);

  if (cost >= self->best_cost)
    return;
  if (is_read (self, at))
    {
      self->best_cost = cost;
      self->n_best = n_parts;
      memcpy (self->best, self->parts, sizeof self->parts);
      return;
    }
  if (n_parts == MAX_PARTS)
    return;

  for (guint part = 0; part < G_N_ELEMENTS (readers); part++)
    if (cost + readers[part].cost < self->best_cost
        && read_part (self, (TarnInferredPart) part, at, behind))
      {
        self->parts[n_parts] = (TarnInferredPart) part;
        read_parts (self, n_parts + 1, cost + readers[part].cost);
      }
}

guint
tarn_infer_index (const TarnInstances *instances,
                  GArray              *index)
{
  guint n = tarn_instances_get_n (instances);
  Reading self = { .instances = instances, .best_cost = G_MAXUINT };

  self.at = g_new0 (guint, (gsize) (MAX_PARTS + 1) * n);
  read_parts (&self, 0, 0);
  g_free (self.at);

  for (guint i = 0; i < self.n_best; i++)
    {
      guint part = self.best[i];

      g_array_append_val (index, part);
    }

  return self.best_cost;
}
