/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "net/tarn-requests.h"

#define RING_SIZE 256

/* x * factor * inverse = x modulo 2^32, hence modulo 2^31 and 2^15: each step of Newton's
 * method doubles the number of right bits, and an odd number is its own inverse in
 * the lowest three. */
static guint32
invert_odd (guint32 factor)
{
  guint32 inverse = factor;

  for (guint i = 0; i < 4; i++)
    inverse *= 2 - factor * inverse;

  return inverse;
}

/* A bijection of 31 bits, or of 15; a shift by half of them undoes itself.  It keeps
 * ids unguessable for who does not see them, which is all that they can do without
 * cryptography in the protocol (F-11). */
static guint32
scatter_once (const TarnRequests *self,
              guint32             x)
{
  for (guint i = 0; i < 2; i++)
    {
      x = ((x + self->add[i]) & self->max) * self->factor[i] & self->max;
      x ^= x >> self->shift;
    }

  return x;
}

static guint32
gather_once (const TarnRequests *self,
             guint32             x)
{
  for (guint i = 2; i-- > 0;)
    {
      x ^= x >> self->shift;
      x = ((x * self->inverse[i] & self->max) - self->add[i]) & self->max;
    }

  return x;
}

/* Walking along the cycle until the range is met again makes it a bijection of the
 * range, since counter and id lie in the same one. */
static guint32
scatter (const TarnRequests *self,
         guint32             counter)
{
  do
    counter = scatter_once (self, counter);
  while (counter < self->min);

  return counter;
}

static guint32
gather (const TarnRequests *self,
        guint32             id)
{
  do
    id = gather_once (self, id);
  while (id < self->min);

  return id;
}

static guint32
requests_n_ids (const TarnRequests *self)
{
  return self->max - self->min + 1;
}

void
tarn_requests_init (TarnRequests *self,
                    GRand        *rand,
                    gboolean      narrow)
{
  *self = (TarnRequests) {
    .ring = g_new0 (TarnRequestId, RING_SIZE),
    .mask = RING_SIZE - 1,
    .min = narrow ? TARN_REQUESTS_NARROW_MIN : TARN_REQUESTS_ID_MIN,
    .max = narrow ? TARN_REQUESTS_NARROW_MAX : TARN_REQUESTS_ID_MAX,
    .shift = narrow ? 8 : 16,
  };
  self->next = self->min + g_rand_int (rand) % requests_n_ids (self);

  for (guint i = 0; i < 2; i++)
    {
      self->add[i] = g_rand_int (rand) & self->max;
      self->factor[i] = g_rand_int (rand) | 1;
      self->inverse[i] = invert_odd (self->factor[i]);
    }
}

void
tarn_requests_clear (TarnRequests *self)
{
  g_clear_pointer (&self->ring, g_free);
}

static TarnRequestId *
entry_of (TarnRequests *self,
          guint32       counter)
{
  return &self->ring[counter & self->mask];
}

/* Twice the ring: two ids that had different places still have. */
static void
requests_grow (TarnRequests *self)
{
  TarnRequestId *old = self->ring;
  guint32 old_mask = self->mask;

  self->mask = old_mask * 2 + 1;
  self->ring = g_new0 (TarnRequestId, (gsize) self->mask + 1);
  for (guint32 i = 0; i <= old_mask; i++)
    if (old[i].counter != 0)
      *entry_of (self, old[i].counter) = old[i];

  g_free (old);
}

static guint32
requests_next_counter (TarnRequests *self)
{
  guint32 counter = self->next;

  self->next = counter == self->max ? self->min : counter + 1;
  self->n_issued++;
  return counter;
}

gint32
tarn_requests_issue (TarnRequests *self,
                     guint32       request,
                     guint32      *tries,
                     gint64        now_us)
{
  guint32 counter;

  if (self->n_pending >= self->mask / 2 && self->mask < self->max)
    requests_grow (self);
  if (self->n_pending >= requests_n_ids (self))
    {
      tarn_requests_retire (self, *tries, TARN_MATCH_LATE);
      *tries = 0;
    }

  /* One slow request does not make the ring grow while fast ones overtake it: its
   * place is passed over.  There are free places, so this ends.  After 2^31 ids the
   * counter comes round; at a million a second that is half an hour, far more than
   * the 150 s of P-MGR-05.  For narrow ones, see tarn_profile_least_gap_us(). */
  do
    counter = requests_next_counter (self);
  while (entry_of (self, counter)->match == TARN_MATCH_PENDING);

  *entry_of (self, counter) = (TarnRequestId) {
    .counter = counter,
    .previous = *tries,
    .request = request,
    .match = TARN_MATCH_PENDING,
    .sent_us = now_us,
  };
  self->n_pending++;
  *tries = counter;

  return (gint32) scatter (self, counter);
}

TarnMatch
tarn_requests_match (TarnRequests   *self,
                     gint32          id,
                     TarnRequestId **found)
{
  guint32 counter, age;

  *found = NULL;
  if (id < (gint32) self->min || (guint32) id > self->max)
    return TARN_MATCH_UNKNOWN;

  counter = gather (self, (guint32) id);
  if (entry_of (self, counter)->counter == counter)
    {
      *found = entry_of (self, counter);
      return (*found)->match;
    }

  age = self->next > counter ? self->next - counter : self->next + (requests_n_ids (self) - counter);
  return age <= self->n_issued ? TARN_MATCH_LATE : TARN_MATCH_UNKNOWN;
}

void
tarn_requests_retire (TarnRequests *self,
                      guint32       tries,
                      TarnMatch     match)
{
  while (tries != 0)
    {
      TarnRequestId *entry = entry_of (self, tries);

      g_assert (entry->counter == tries && entry->match == TARN_MATCH_PENDING);
      entry->match = match;
      self->n_pending--;
      tries = entry->previous;
    }
}
