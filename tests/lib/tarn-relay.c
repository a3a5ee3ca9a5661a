/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-relay.h"

#define REORDER_US 1000

typedef struct
{
  TarnRelayLine  line;
  TarnRelayCount count;
  gint64         free_us;   /* when the last octet that waits for the rate has gone */
} Way;

struct _TarnRelay
{
  GSequence *queue;     /* of TarnRelayDatagram, by due time */
  GRand     *random;
  Way        ways[2];
};

TarnRelay *
tarn_relay_new (const TarnRelayLine *to_agent,
                const TarnRelayLine *to_manager,
                guint32              seed)
{
  TarnRelay *self = g_new0 (TarnRelay, 1);

  self->queue = g_sequence_new ((GDestroyNotify) tarn_relay_datagram_free);
  self->random = g_rand_new_with_seed (seed);
  self->ways[TARN_RELAY_TO_AGENT].line = *to_agent;
  self->ways[TARN_RELAY_TO_MANAGER].line = *to_manager;

  return self;
}

void
tarn_relay_free (TarnRelay *self)
{
  g_sequence_free (self->queue);
  g_rand_free (self->random);
  g_free (self);
}

void
tarn_relay_datagram_free (TarnRelayDatagram *self)
{
  g_bytes_unref (self->octets);
  g_free (self);
}

/* Equal ones stay as they came: a sequence inserts behind them. */
static int
compare_due (gconstpointer a,
             gconstpointer b,
             gpointer      user_data)
{
  gint64 due_a = ((const TarnRelayDatagram *) a)->due_us;
  gint64 due_b = ((const TarnRelayDatagram *) b)->due_us;

  return due_a < due_b ? -1 : due_a > due_b;
}

/* Chance is drawn whether it is needed or not, so that one figure changed leaves the
 * story of the others as it was. */
static gboolean
happens (TarnRelay *self,
         double     share)
{
  return g_rand_double (self->random) < share;
}

/* When the line has taken @len octets, -1 if it has no room for them. */
static gint64
serialise (Way    *way,
           gsize   len,
           gint64  now_us)
{
  gint64 start_us = MAX (way->free_us, now_us);

  if (way->line.rate == 0)
    return now_us;
  if ((double) (start_us - now_us) * (double) way->line.rate / G_USEC_PER_SEC + (double) len
      > (double) way->line.queue)
    return -1;

  way->free_us = start_us + (gint64) ((double) len * G_USEC_PER_SEC / (double) way->line.rate);
  return way->free_us;
}

static void
put (TarnRelay    *self,
     TarnRelayWay  direction,
     guint32       peer,
     GBytes       *octets,
     gint64        now_us)
{
  Way *way = &self->ways[direction];
  TarnRelayDatagram *datagram;
  gint64 due_us = serialise (way, g_bytes_get_size (octets), now_us);
  gint64 jitter_us = (gint64) (g_rand_double (self->random) * (double) way->line.jitter_us);
  gboolean late = happens (self, way->line.reorder);

  if (due_us < 0)
    {
      way->count.n_overflowed++;
      return;
    }

  datagram = g_new0 (TarnRelayDatagram, 1);
  datagram->way = direction;
  datagram->peer = peer;
  datagram->due_us = due_us + way->line.delay_us + jitter_us;
  if (late)
    {
      datagram->due_us += way->line.delay_us + REORDER_US;
      way->count.n_reordered++;
    }
  datagram->octets = g_bytes_ref (octets);
  g_sequence_insert_sorted (self->queue, datagram, compare_due, NULL);
}

void
tarn_relay_feed (TarnRelay    *self,
                 TarnRelayWay  way,
                 guint32       peer,
                 TarnSpan      octets,
                 gint64        now_us)
{
  g_autoptr(GBytes) bytes = g_bytes_new (octets.data, octets.len);
  const TarnRelayLine *line = &self->ways[way].line;
  TarnRelayCount *count = &self->ways[way].count;
  gboolean lost = happens (self, line->loss);
  gboolean twice = happens (self, line->duplicate);

  count->n_received++;
  if (lost)
    {
      count->n_lost++;
      return;
    }

  put (self, way, peer, bytes, now_us);
  if (twice)
    {
      count->n_duplicated++;
      put (self, way, peer, bytes, now_us);
    }
}

gint64
tarn_relay_due_us (TarnRelay *self)
{
  GSequenceIter *first = g_sequence_get_begin_iter (self->queue);

  return g_sequence_iter_is_end (first) ? -1
         : ((TarnRelayDatagram *) g_sequence_get (first))->due_us;
}

TarnRelayDatagram *
tarn_relay_take (TarnRelay *self,
                 gint64     now_us)
{
  GSequenceIter *first = g_sequence_get_begin_iter (self->queue);
  TarnRelayDatagram *datagram;

  if (g_sequence_iter_is_end (first))
    return NULL;

  datagram = g_sequence_get (first);
  if (datagram->due_us > now_us)
    return NULL;

  self->ways[datagram->way].count.n_sent++;
  datagram = g_memdup2 (datagram, sizeof *datagram);
  g_bytes_ref (datagram->octets);
  g_sequence_remove (first);
  return datagram;
}

const TarnRelayCount *
tarn_relay_get_count (TarnRelay    *self,
                      TarnRelayWay  way)
{
  return &self->ways[way].count;
}
