/* tarn-relay.h
 *
 * A network between a manager and an agent: it delays, jitters, loses, reorders and
 * duplicates datagrams and carries only so many octets in a second.  All chance comes
 * from a seed.
 *
 * TarnRelay is a machine: octets and a time go in, octets and a time come out.
 * tarn_relay_source_new() puts it between sockets of loopback, in a main loop.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "base/tarn-span.h"

#include <gio/gio.h>

typedef enum
{
  TARN_RELAY_TO_AGENT,
  TARN_RELAY_TO_MANAGER,
} TarnRelayWay;

/* What happens to datagrams on one way. */
typedef struct
{
  gint64 delay_us;
  gint64 jitter_us;     /* up to so much more, evenly: they overtake each other  */
  double loss;          /* shares, 0 to 1                                        */
  double duplicate;
  double reorder;       /* take a delay more, and a millisecond                  */
  gint64 rate;          /* octets in a second; 0: as they come                   */
  gint64 queue;         /* octets that wait for the rate; more are lost          */
} TarnRelayLine;

/* Datagrams of one way. */
typedef struct
{
  guint64 n_received;
  guint64 n_sent;
  guint64 n_lost;       /* by chance                   */
  guint64 n_overflowed; /* because the queue was full  */
  guint64 n_duplicated;
  guint64 n_reordered;
} TarnRelayCount;

typedef struct
{
  TarnRelayWay way;
  guint32      peer;    /* whose they are: what was said to tarn_relay_feed() */
  gint64       due_us;
  GBytes      *octets;
} TarnRelayDatagram;

typedef struct _TarnRelay TarnRelay;

TarnRelay            *tarn_relay_new       (const TarnRelayLine  *to_agent,
                                            const TarnRelayLine  *to_manager,
                                            guint32               seed);
void                  tarn_relay_free      (TarnRelay            *self);
void                  tarn_relay_feed      (TarnRelay            *self,
                                            TarnRelayWay          way,
                                            guint32               peer,
                                            TarnSpan              octets,
                                            gint64                now_us);
/* When the first datagram is due; -1 if there is none. */
gint64                tarn_relay_due_us    (TarnRelay            *self);
/* The first datagram that is due, to be freed by the caller; NULL if there is none. */
TarnRelayDatagram    *tarn_relay_take      (TarnRelay            *self,
                                            gint64                now_us);
const TarnRelayCount *tarn_relay_get_count (TarnRelay            *self,
                                            TarnRelayWay          way);
void                  tarn_relay_datagram_free (TarnRelayDatagram *self);

/* A source, not yet attached, that takes datagrams at @listen, of loopback with port 0
 * for any, and hands them on to @agent.  The relay stays the caller's and outlives the
 * source.  NULL with an error of a socket. */
GSource              *tarn_relay_source_new (TarnRelay           *relay,
                                            GInetSocketAddress   *listen,
                                            GInetSocketAddress   *agent,
                                            GError              **error);
/* Where the source listens, as "127.0.0.1:PORT"; to be freed by the caller. */
char                 *tarn_relay_source_dup_address (GSource     *source);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnRelay, tarn_relay_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnRelayDatagram, tarn_relay_datagram_free)
