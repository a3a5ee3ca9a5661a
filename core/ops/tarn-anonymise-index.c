/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What lies in names.  Two names that first differ in one arc are visited alike up to it,
 * and what is replaced keeps order and common beginnings, so that all names keep theirs.
 */
#include "ops/tarn-anonymise-private.h"

typedef struct
{
  TarnSecrets *secrets;
  guint32     *arcs;
  guint        n_arcs;
  guint        at;
} Index;

/* Octets of an InetAddress by its type (RFC 4001), and by what LLDP puts there, which are
 * numbers of address families. */
static gboolean
is_inet_address (guint32 type,
                 guint32 len)
{
  switch (type)
    {
    case 1:
      return len == 4;
    case 2:
      return len == 16;
    case 3:
      return len == 8;
    case 4:
      return len == 20;
    case 6:
      return len == 6;
    case 16:
      return len > 0;
    default:
      return FALSE;
    }
}

/* The next @n arcs as octets; those that are no octets, and all behind, count as zeros:
 * what agrees in the beginning still does.  Returns how many octets there are. */
static guint
get_octets (const Index *self,
            guint        n,
            guint8      *octets)
{
  guint i;

  memset (octets, 0, n);
  for (i = 0; i < n && self->at + i < self->n_arcs && self->arcs[self->at + i] <= 0xff; i++)
    octets[i] = (guint8) self->arcs[self->at + i];

  return i;
}

static void
put_octets (Index        *self,
            const guint8 *octets,
            guint         n)
{
  for (guint i = 0; i < n; i++)
    self->arcs[self->at + i] = octets[i];
}

static void
skip (Index *self,
      guint  n)
{
  self->at += MIN (n, self->n_arcs - self->at);
}

static void
visit_fixed (Index *self,
             guint  n)
{
  guint8 octets[16];
  guint n_there = get_octets (self, n, octets);

  if (n_there > 0)
    tarn_secrets_visit_address (self->secrets, octets, n);
  put_octets (self, octets, n_there);
  skip (self, n);
}

static void
visit_name (Index *self,
            guint  n)
{
  guint8 octets[TARN_NAME_MAX_ARCS];
  guint n_there = get_octets (self, n, octets);

  if (n_there > 0)
    tarn_secrets_visit_index_name (self->secrets, octets, n_there);
  put_octets (self, octets, n_there);
  skip (self, n);
}

static guint
take_length (Index *self)
{
  guint32 n = self->at < self->n_arcs ? self->arcs[self->at] : 0;

  skip (self, 1);
  return (guint) MIN (n, self->n_arcs - self->at);
}

/* An address by its length, or a name. */
static void
visit_octets (Index *self,
              guint  n)
{
  if (n == 4 || n == 6 || n == 16)
    {
      visit_fixed (self, n);
    }
  else if (n == 8 || n == 20)   /* with a zone, which is a number of the device's own */
    {
      visit_fixed (self, n - 4);
      skip (self, 4);
    }
  else
    {
      visit_name (self, n);
    }
}

static void
visit_engine (Index *self,
              guint  n)
{
  guint8 octets[TARN_NAME_MAX_ARCS];
  guint n_there = get_octets (self, n, octets);

  if (n_there > 0)
    tarn_secrets_visit_engine (self->secrets, octets, n_there);
  put_octets (self, octets, n_there);
  skip (self, n);
}

/* FALSE if the index is made in another way: some agents leave lengths away. */
static gboolean
visit_part (Index *self,
            char   part)
{
  switch (part)
    {
    case 'i':
      skip (self, 1);
      break;
    case '4':
      visit_fixed (self, 4);
      break;
    case 'm':
      visit_fixed (self, 6);
      break;
    case 'x':
      visit_fixed (self, 16);
      break;
    case 'a':
      if (self->at + 2 > self->n_arcs
          || !is_inet_address (self->arcs[self->at], self->arcs[self->at + 1]))
        return FALSE;
      skip (self, 1);
      visit_octets (self, take_length (self));
      break;
    case 'l':
      visit_octets (self, take_length (self));
      break;
    case 's':
      visit_name (self, take_length (self));
      break;
    case 'S':
      visit_name (self, self->n_arcs - self->at);
      break;
    case 'e':
      visit_engine (self, take_length (self));
      break;
    case 'o':
      skip (self, take_length (self));
      break;
    default:
      g_assert_not_reached ();
    }

  return TRUE;
}

void
tarn_visit_name (TarnVisit *self,
                 guint32   *arcs,
                 guint      n_arcs)
{
  const TarnObject *object = tarn_objects_find (arcs, n_arcs);
  const char *parts = object != NULL ? object->facts->index : "";
  Index index = { self->secrets, arcs, n_arcs };
  guint32 original[TARN_NAME_MAX_ARCS];

  memcpy (original, arcs, n_arcs * sizeof arcs[0]);
  self->secrets->in_name = TRUE;
  if (parts[0] != '\0')
    index.at = MIN (object->n_arcs + 1, n_arcs);
  while (*parts != '\0' && index.at < n_arcs && visit_part (&index, *parts))
    parts++;

  if (self->secrets->phase == TARN_PHASE_MATCH)
    tarn_guesses_suspect (self->guesses, self->secrets, original, n_arcs, index.at);
  tarn_guesses_visit (self->guesses, self->secrets, original, arcs, n_arcs, index.at);
  self->secrets->in_name = FALSE;
}

void
tarn_visit_oid (TarnVisit *self,
                TarnSpan   name,
                TarnName  *out)
{
  guint32 arcs[TARN_NAME_MAX_ARCS];
  guint n_arcs = tarn_name_get_arcs (name, arcs);

  tarn_visit_name (self, arcs, n_arcs);
  if (!tarn_name_from_arcs (out, arcs, n_arcs))
    tarn_name_set (out, name);
}
