/* tarn-guard.c
 *
 * A table of fixed size, so that a flood from many forged sources costs no memory: each source
 * has a few places where it may stand, and the one of them that was silent for longest makes
 * room.  Who is forgotten begins anew with what everybody has.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-guard.h"

#include "net/tarn-network.h"

#define N_SETS     1024   /* a power of two */
#define N_WAYS     4
#define IPV6_HOST  8      /* octets: who has one address of a /64 has all of them */

#define MINUTE_US (60 * G_USEC_PER_SEC)

/* 50 ms of work are half of the octets of a second: that is a tenth of the time. */
#define WORK_OF_OCTET 4

struct _TarnGuardSource
{
  guint8 address[16];    /* all zeros: nobody                             */
  gint64 seen_us;
  gint64 ignored_us;     /* until then; of the failures below, since when */
  gint64 failing_us;
  double requests;       /* what is left                                  */
  double octets;         /* less than 0: owed                             */
  guint  n_failures;
};

struct _TarnGuard
{
  TarnGuardLimits  limits;
  guint32          seed;       /* who sends must not know where he stands */
  TarnGuardSource *sources;    /* N_SETS * N_WAYS; NULL until needed      */
};

TarnGuard *
tarn_guard_new (const TarnGuardLimits *limits)
{
  TarnGuard *self = g_new0 (TarnGuard, 1);

  self->limits = *limits;
  self->seed = g_random_int ();
  return self;
}

void
tarn_guard_free (TarnGuard *self)
{
  g_free (self->sources);
  g_free (self);
}

void
tarn_guard_set_limits (TarnGuard             *self,
                       const TarnGuardLimits *limits)
{
  self->limits = *limits;
}

static guint
find_set (const TarnGuard *self,
          const guint8    *address)
{
  guint64 hash = self->seed;

  for (guint i = 0; i < 16; i++)
    hash = (hash ^ address[i]) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  return (guint) (hash >> 40) % N_SETS;
}

/* A second's worth, and no more than two. */
static double
refill (double left,
        guint  rate,
        gint64 elapsed_us)
{
  return MIN (left + (double) elapsed_us * rate / G_USEC_PER_SEC, 2.0 * rate);
}

static void
begin_source (const TarnGuard *self,
              TarnGuardSource *source,
              const guint8    *address,
              gint64           now_us)
{
  *source = (TarnGuardSource) {
    .seen_us = now_us,
    .failing_us = now_us,
    .requests = 2.0 * self->limits.requests,
    .octets = 2.0 * self->limits.octets,
  };
  memcpy (source->address, address, sizeof source->address);
}

TarnGuardSource *
tarn_guard_find (TarnGuard          *self,
                 const TarnEndpoint *peer,
                 gint64              now_us)
{
  TarnGuardSource *set;
  TarnGuardSource *oldest;
  guint8 address[16];

  if (tarn_network_is_loopback (peer))
    return NULL;

  tarn_network_put_address (address, peer);
  if (peer->sa.sa_family == AF_INET6 && !IN6_IS_ADDR_V4MAPPED (&peer->in6.sin6_addr))
    memset (address + sizeof address - IPV6_HOST, 0, IPV6_HOST);

  if (self->sources == NULL)
    self->sources = g_new0 (TarnGuardSource, N_SETS * N_WAYS);
  set = oldest = self->sources + find_set (self, address) * N_WAYS;
  for (guint i = 0; i < N_WAYS; i++)
    {
      TarnGuardSource *source = set + i;

      if (memcmp (source->address, address, sizeof address) == 0 && source->seen_us > 0)
        {
          gint64 elapsed_us = MAX (now_us - source->seen_us, 0);

          source->requests = refill (source->requests, self->limits.requests, elapsed_us);
          source->octets = refill (source->octets, self->limits.octets, elapsed_us);
          source->seen_us = now_us;
          return source;
        }
      if (source->seen_us < oldest->seen_us)
        oldest = source;
    }

  begin_source (self, oldest, address, now_us);
  return oldest;
}

guint
tarn_guard_get_repetitions (const TarnGuard       *self,
                            const TarnGuardSource *source)
{
  return source != NULL ? self->limits.repetitions : 0;
}

gboolean
tarn_guard_admit (TarnGuard       *self,
                  TarnGuardSource *source)
{
  if (source->seen_us < source->ignored_us)
    return FALSE;

  if (self->limits.requests > 0 && source->requests < 1)
    return FALSE;
  if (self->limits.octets > 0 && source->octets <= 0)
    return FALSE;

  source->requests -= 1;
  return TRUE;
}

void
tarn_guard_give_back (TarnGuardSource *source)
{
  source->requests += 1;
}

void
tarn_guard_spend (TarnGuard       *self,
                  TarnGuardSource *source,
                  gsize            octets,
                  guint            work)
{
  if (self->limits.octets > 0)
    source->octets -= (double) (octets + work / WORK_OF_OCTET);
}

void
tarn_guard_fail (TarnGuardSource *source,
                 gint64           now_us)
{
  if (now_us - source->failing_us > MINUTE_US)
    {
      source->failing_us = now_us;
      source->n_failures = 0;
    }

  if (++source->n_failures < TARN_GUARD_FAILURES)
    return;

  source->ignored_us = now_us + MINUTE_US;
  source->failing_us = now_us;
  source->n_failures = 0;
}
