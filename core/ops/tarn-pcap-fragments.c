/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Fragments that overlap are no accident but for exact copies, which a capture on several
 * interfaces has of everything: a datagram with others is given up (RFC 5722).
 */
#include "ops/tarn-pcap-fragments.h"

#define MAX_WAITING 64
#define MAX_LEN     65535
#define UNIT        8
#define N_UNITS     (MAX_LEN / UNIT + 1)
/* An identification comes again after 65,536 datagrams of a device. */
#define MAX_AGE     10000   /* packets */

typedef enum
{
  FREE,
  WAITING,
  DONE,        /* copies of its fragments may still come      */
  BROKEN,      /* so may others of a datagram that was no good */
} State;

typedef struct
{
  TarnFragmentKey key;
  State           state;
  guint64         number;         /* of its first packet             */
  gsize           len;            /* 0: its last fragment is missing */
  guint           n_units;
  gboolean        is_lost;        /* to be told                      */
  GByteArray     *octets;
  guint8          have[N_UNITS / 8 + 1];
} Waiting;

struct _TarnFragments
{
  Waiting     waiting[MAX_WAITING];
  GByteArray *whole;

  /* Of one that had to give way. */
  gboolean     has_lost;
  TarnPcapEndpoint lost_from;
  guint64      lost_number;
};

TarnFragments *
tarn_fragments_new (void)
{
  TarnFragments *self = g_new0 (TarnFragments, 1);

  self->whole = g_byte_array_new ();
  return self;
}

void
tarn_fragments_free (TarnFragments *self)
{
  for (guint i = 0; i < MAX_WAITING; i++)
    g_clear_pointer (&self->waiting[i].octets, g_byte_array_unref);
  g_byte_array_unref (self->whole);
  g_free (self);
}

static gboolean
has_unit (const Waiting *waiting,
          gsize          unit)
{
  return waiting->have[unit / 8] >> unit % 8 & 1;
}

/* The beginning of UDP tells the port. */
static void
tell_lost (const Waiting    *waiting,
           TarnPcapEndpoint *from,
           guint64          *number)
{
  *from = (TarnPcapEndpoint) { .address_len = waiting->key.address_len };
  memcpy (from->address, waiting->key.from, sizeof from->address);
  if (has_unit (waiting, 0) && waiting->octets->len >= 2)
    from->port = (guint16) (waiting->octets->data[0] << 8 | waiting->octets->data[1]);
  *number = waiting->number;
}

gboolean
tarn_fragments_next_lost (TarnFragments    *self,
                          gboolean          at_end,
                          TarnPcapEndpoint *from,
                          guint64          *number)
{
  if (self->has_lost)
    {
      *from = self->lost_from;
      *number = self->lost_number;
      self->has_lost = FALSE;
      return TRUE;
    }

  for (guint i = 0; i < MAX_WAITING; i++)
    {
      Waiting *waiting = &self->waiting[i];

      if (waiting->is_lost || (at_end && waiting->state == WAITING))
        {
          tell_lost (waiting, from, number);
          waiting->is_lost = FALSE;
          waiting->state = BROKEN;
          return TRUE;
        }
    }

  return FALSE;
}

static void
begin (TarnFragments         *self,
       Waiting               *waiting,
       const TarnFragmentKey *key,
       guint64                number)
{
  if (waiting->state == WAITING)
    {
      tell_lost (waiting, &self->lost_from, &self->lost_number);
      self->has_lost = TRUE;
    }

  if (waiting->octets == NULL)
    waiting->octets = g_byte_array_new ();
  g_byte_array_set_size (waiting->octets, 0);
  memset (waiting->have, 0, sizeof waiting->have);
  waiting->key = *key;
  waiting->state = WAITING;
  waiting->number = number;
  waiting->len = 0;
  waiting->n_units = 0;
  waiting->is_lost = FALSE;
}

/* That of @key, or else the place of the oldest. */
static Waiting *
find (TarnFragments         *self,
      const TarnFragmentKey *key,
      guint64                number)
{
  Waiting *oldest = &self->waiting[0];

  for (guint i = 0; i < MAX_WAITING; i++)
    {
      Waiting *waiting = &self->waiting[i];

      if (waiting->state != FREE && memcmp (&waiting->key, key, sizeof *key) == 0)
        {
          if (number - waiting->number > MAX_AGE)
            begin (self, waiting, key, number);
          return waiting;
        }
      if (oldest->state != FREE
          && (waiting->state == FREE || waiting->number < oldest->number))
        oldest = waiting;
    }

  begin (self, oldest, key, number);
  return oldest;
}

/* FALSE where the piece contradicts another. */
static gboolean
put (Waiting  *waiting,
     gsize     offset,
     gboolean  more,
     TarnSpan  piece)
{
  gsize end = offset + piece.len;
  gsize first = offset / UNIT, last = (end + UNIT - 1) / UNIT;
  guint n_old = 0;

  if (end > MAX_LEN || piece.len == 0 || (more && piece.len % UNIT != 0))
    return FALSE;
  if (waiting->len > 0 && (more ? end > waiting->len : end != waiting->len))
    return FALSE;
  if (!more && waiting->octets->len > end)
    return FALSE;

  for (gsize unit = first; unit < last; unit++)
    n_old += has_unit (waiting, unit);
  if (n_old > 0)
    return n_old == last - first
           && memcmp (waiting->octets->data + offset, piece.data, piece.len) == 0;

  if (waiting->octets->len < end)
    g_byte_array_set_size (waiting->octets, (guint) end);
  memcpy (waiting->octets->data + offset, piece.data, piece.len);
  for (gsize unit = first; unit < last; unit++)
    waiting->have[unit / 8] |= (guint8) (1 << unit % 8);
  waiting->n_units += (guint) (last - first);
  if (!more)
    waiting->len = end;
  return TRUE;
}

gboolean
tarn_fragments_add (TarnFragments         *self,
                    const TarnFragmentKey *key,
                    guint64                number,
                    gsize                  offset,
                    gboolean               more,
                    TarnSpan               piece,
                    TarnSpan              *whole)
{
  Waiting *waiting = find (self, key, number);

  if (waiting->state != WAITING)
    return FALSE;

  if (!put (waiting, offset, more, piece))
    {
      waiting->state = BROKEN;
      waiting->is_lost = TRUE;
      return FALSE;
    }

  if (waiting->len == 0 || waiting->n_units < (waiting->len + UNIT - 1) / UNIT)
    return FALSE;

  waiting->state = DONE;
  g_byte_array_set_size (self->whole, 0);
  g_byte_array_append (self->whole, waiting->octets->data, (guint) waiting->len);
  *whole = tarn_span (self->whole->data, waiting->len);
  return TRUE;
}
