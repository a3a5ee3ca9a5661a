/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-scan-plan-private.h"

#include <arpa/inet.h>

#include "base/tarn-error.h"

#define N_ROUNDS 4   /* as Luby and Rackoff ask for */

static int
compare_places (const TarnScanPlace *a,
                const TarnScanPlace *b)
{
  if (a->family != b->family)
    return a->family < b->family ? -1 : 1;
  if (a->port != b->port)
    return a->port < b->port ? -1 : 1;
  if (a->scope != b->scope)
    return a->scope < b->scope ? -1 : 1;
  if (a->high != b->high)
    return a->high < b->high ? -1 : 1;
  return a->low < b->low ? -1 : a->low > b->low;
}

static TarnScanBlock *
block_at (const TarnScanPlan *self,
          guint               i)
{
  return &g_array_index (self->blocks, TarnScanBlock, i);
}

static int
compare_blocks (gconstpointer a,
                gconstpointer b,
                gpointer      data)
{
  return compare_places (&block_at (data, GPOINTER_TO_UINT (a))->place,
                         &block_at (data, GPOINTER_TO_UINT (b))->place);
}

TarnScanPlan *
tarn_scan_plan_new (void)
{
  TarnScanPlan *self = g_new0 (TarnScanPlan, 1);

  self->blocks = g_array_new (FALSE, FALSE, sizeof (TarnScanBlock));
  self->by_place = g_tree_new_full (compare_blocks, self, NULL, NULL);
  self->names = g_string_chunk_new (4096);
  return self;
}

void
tarn_scan_plan_free (TarnScanPlan *self)
{
  g_array_unref (self->blocks);
  g_clear_pointer (&self->by_place, g_tree_unref);
  g_string_chunk_free (self->names);
  g_free (self->done);
  g_free (self);
}

/* The last block that begins at @place or before it, and how far it is then to the
 * first that begins behind @place; at most @n.  NULL if there is none before. */
static const TarnScanBlock *
find_neighbours (TarnScanPlan        *self,
                 const TarnScanPlace *place,
                 guint64             *n)
{
  TarnScanBlock probe = { *place };
  GTreeNode *after, *before;
  guint index = self->blocks->len;

  /* The tree knows blocks by their index: the probe gets one for a moment. */
  g_array_append_val (self->blocks, probe);
  after = g_tree_upper_bound (self->by_place, GUINT_TO_POINTER (index));
  g_array_set_size (self->blocks, index);

  before = after != NULL ? g_tree_node_previous (after) : g_tree_node_last (self->by_place);
  if (after != NULL)
    {
      const TarnScanPlace *next = &block_at (self, GPOINTER_TO_UINT (g_tree_node_key (after)))->place;
      TarnScanPlace same = *next;

      same.low = place->low;
      if (compare_places (&same, place) == 0)
        *n = MIN (*n, next->low - place->low);
    }

  return before != NULL ? block_at (self, GPOINTER_TO_UINT (g_tree_node_key (before))) : NULL;
}

static gboolean
is_on_line (const TarnScanBlock *block,
            const TarnScanPlace *place)
{
  TarnScanPlace same = *place;

  same.low = block->place.low;
  return compare_places (&same, &block->place) == 0;
}

static void
append_block (TarnScanPlan        *self,
              const TarnScanPlace *place,
              guint32              n)
{
  TarnScanBlock *last = self->blocks->len > 0 ? block_at (self, self->blocks->len - 1) : NULL;
  TarnScanBlock block = { *place, self->n_targets, n };

  self->n_targets += n;

  /* A sorted list of single addresses is one block. */
  if (last != NULL && place->family != AF_UNSPEC && is_on_line (last, place)
      && place->low == last->place.low + last->n)
    {
      last->n += n;
      return;
    }

  g_array_append_val (self->blocks, block);
  g_tree_insert (self->by_place, GUINT_TO_POINTER (self->blocks->len - 1), NULL);
}

static gboolean
set_full_error (const char  *spec,
                GError     **error)
{
  g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID,
               "with “%s” there would be more than %d targets, which are too many for one scan: "
               "scan one part after the other", spec, TARN_SCAN_PLAN_MAX_TARGETS);
  return FALSE;
}

gboolean
tarn_scan_plan_add_range (TarnScanPlan         *self,
                          const TarnScanPlace  *place,
                          guint64               n,
                          const char           *spec,
                          GError              **error)
{
  TarnScanPlace at = *place;

  g_return_val_if_fail (self->by_place != NULL, FALSE);

  while (n > 0)
    {
      guint64 fresh = n;
      const TarnScanBlock *before = find_neighbours (self, &at, &fresh);

      if (before != NULL && is_on_line (before, &at) && at.low - before->place.low < before->n)
        {
          guint64 known = MIN (n, before->n - (at.low - before->place.low));

          self->n_duplicates += known;
          at.low += known;
          n -= known;
          continue;
        }

      if (fresh > TARN_SCAN_PLAN_MAX_TARGETS - self->n_targets)
        return set_full_error (spec, error);
      append_block (self, &at, (guint32) fresh);
      at.low += fresh;
      n -= fresh;
    }

  return TRUE;
}

gboolean
tarn_scan_plan_add_name (TarnScanPlan       *self,
                         const TarnAddress  *address,
                         const char         *spec,
                         GError            **error)
{
  g_autofree char *name = g_ascii_strdown (tarn_address_get_host (address), -1);
  TarnScanPlace place = {
    .family = AF_UNSPEC,
    .port = tarn_address_get_port (address),
    .high = tarn_address_get_family (address),
    .low = (guintptr) g_string_chunk_insert_const (self->names, name),
  };

  return tarn_scan_plan_add_range (self, &place, 1, spec, error);
}

guint64
tarn_scan_plan_get_size (const TarnScanPlan *self)
{
  return self->n_targets;
}

guint64
tarn_scan_plan_get_n_duplicates (const TarnScanPlan *self)
{
  return self->n_duplicates;
}

void
tarn_scan_plan_shuffle (TarnScanPlan *self,
                        guint32       seed)
{
  g_clear_pointer (&self->by_place, g_tree_unref);
  g_clear_pointer (&self->done, g_free);
  self->n_done = 0;
  self->shuffled = TRUE;
  self->seed = seed;

  self->half_bits = 1;
  while (G_GUINT64_CONSTANT (1) << 2 * self->half_bits < self->n_targets)
    self->half_bits++;
}

static guint32
mix (guint32 number)
{
  number = (number ^ number >> 16) * 0x7feb352d;
  number = (number ^ number >> 15) * 0x846ca68b;
  return number ^ number >> 16;
}

/* A Feistel network permutes the numbers below the next power of four; whoever leaves
 * those that we have is sent on until back, which ends since cycles do. */
static guint64
permute (const TarnScanPlan *self,
         guint64             number)
{
  guint32 mask = (1u << self->half_bits) - 1;

  do
    {
      guint32 left = (guint32) (number >> self->half_bits);
      guint32 right = (guint32) number & mask;

      for (guint32 round = 0; round < N_ROUNDS; round++)
        {
          guint32 next = left ^ (mix (right + mix (self->seed + round)) & mask);

          left = right;
          right = next;
        }
      number = (guint64) left << self->half_bits | right;
    }
  while (number >= self->n_targets);

  return number;
}

static const TarnScanBlock *
find_block (const TarnScanPlan *self,
            guint64             number)
{
  guint from = 0, to = self->blocks->len;

  while (to - from > 1)
    {
      guint middle = from + (to - from) / 2;

      if (block_at (self, middle)->first <= number)
        from = middle;
      else
        to = middle;
    }

  return block_at (self, from);
}

static void
place_to_endpoint (const TarnScanPlace *place,
                   TarnEndpoint        *endpoint)
{
  guint64 high = GUINT64_TO_BE (place->high), low = GUINT64_TO_BE (place->low);

  memset (endpoint, 0, sizeof *endpoint);
  endpoint->sa.sa_family = place->family;
  switch (place->family)
    {
    case AF_INET:
      endpoint->in.sin_port = htons (place->port);
      endpoint->in.sin_addr.s_addr = htonl ((guint32) place->low);
      break;

    case AF_INET6:
      endpoint->in6.sin6_port = htons (place->port);
      endpoint->in6.sin6_scope_id = place->scope;
      memcpy (endpoint->in6.sin6_addr.s6_addr, &high, sizeof high);
      memcpy (endpoint->in6.sin6_addr.s6_addr + sizeof high, &low, sizeof low);
      break;

    default:
      break;
    }
}

void
tarn_scan_plan_get (TarnScanPlan   *self,
                    guint64         position,
                    TarnScanTarget *target)
{
  const TarnScanBlock *block;
  TarnScanPlace place;

  g_return_if_fail (position < self->n_targets);

  g_clear_pointer (&self->by_place, g_tree_unref);
  target->number = self->shuffled ? permute (self, position) : position;
  block = find_block (self, target->number);
  place = block->place;
  place.low += target->number - block->first;

  place_to_endpoint (&place, &target->endpoint);
  target->port = place.port;
  target->name = place.family == AF_UNSPEC ? (const char *) (guintptr) place.low : NULL;
  target->family = place.family == AF_UNSPEC ? (TarnFamily) place.high
                   : place.family == AF_INET ? TARN_FAMILY_IPV4 : TARN_FAMILY_IPV6;
}

void
tarn_scan_target_append (const TarnScanTarget *self,
                         GString              *text)
{
  g_autofree char *whole = NULL;
  gsize len;

  if (self->name == NULL)
    {
      whole = tarn_endpoint_to_string (&self->endpoint);
    }
  else
    {
      g_autofree char *spec = g_strconcat (self->family == TARN_FAMILY_IPV4 ? "udp4:"
                                           : self->family == TARN_FAMILY_IPV6 ? "udp6:" : "udp:",
                                           self->name, NULL);
      g_autoptr(TarnAddress) address = tarn_address_new (spec, self->port, NULL);

      whole = tarn_address_to_string (address);
    }

  len = strlen (whole);
  if (self->port == TARN_PORT_AGENT)
    len -= strlen (":161");
  if (self->port == TARN_PORT_AGENT && whole[0] == '[')
    g_string_append_len (text, whole + 1, (gssize) len - 2);
  else
    g_string_append_len (text, whole, (gssize) len);
}
