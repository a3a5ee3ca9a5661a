/* tarn-requests.h
 *
 * Request ids: which were given out, to whom, and what became of them.
 *
 * Ids are drawn by a counter with a random start and scattered over their range by a
 * keyed bijection.  Undoing that yields the counter, its low bits are the place in
 * a ring: matching needs no hash table, and an id that is no longer in the ring is
 * still known to be ours, so what comes late is told apart from what is alien
 * without remembering each id (P-MGR-05, P-MGR-07).  All ids are as long on the wire,
 * so a new try changes the octets of a message and not its length: 2^23 … 2^31-1 are
 * four octets; 2^7 … 2^15-1 are two, for agents that keep 16 bits, with a sign or
 * without (F-31).
 *
 * Pure: no socket, no clock.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define TARN_REQUESTS_ID_MIN     0x00800000u
#define TARN_REQUESTS_ID_MAX     0x7fffffffu
#define TARN_REQUESTS_NARROW_MIN 0x0080u
#define TARN_REQUESTS_NARROW_MAX 0x7fffu

typedef enum
{
  TARN_MATCH_UNKNOWN,     /* never given out                                     */
  TARN_MATCH_PENDING,     /* its request waits                                   */
  TARN_MATCH_DUPLICATE,   /* its request has been answered                       */
  TARN_MATCH_LATE,        /* its request was given up, or so old that we forgot  */
} TarnMatch;

/* One id given out. */
typedef struct
{
  guint32   counter;     /* 0: nothing here yet                                  */
  guint32   previous;    /* counter of the same request's try before; 0: none    */
  guint32   request;     /* the caller's number                                  */
  TarnMatch match;
  gint64    sent_us;
} TarnRequestId;

typedef struct
{
  TarnRequestId *ring;
  guint32        mask;
  guint32        min;          /* ids and counters: from here                     */
  guint32        max;          /* to here                                         */
  guint32        n_pending;    /* ids in the ring that are PENDING               */
  guint32        next;         /* counter of the next id                         */
  guint64        n_issued;     /* counters used up since the start               */

  guint          shift;        /* of the bijection: half of an id's bits         */
  guint32        add[2];       /* and its key                                    */
  guint32        factor[2];
  guint32        inverse[2];
} TarnRequests;

/* @narrow: ids of two octets, not four. */
void      tarn_requests_init   (TarnRequests   *self,
                                GRand          *rand,
                                gboolean        narrow);
void      tarn_requests_clear  (TarnRequests   *self);

/* A new id for @request.  @tries is its newest try, 0 before the first; it changes
 * to this one.  If all ids are under way, those of @tries are given up for it: so half
 * of the narrow ones is for first tries. */
gint32    tarn_requests_issue  (TarnRequests   *self,
                                guint32         request,
                                guint32        *tries,
                                gint64          now_us);

/* PENDING, DUPLICATE and LATE fill @found where the ring still knows the id. */
TarnMatch tarn_requests_match  (TarnRequests   *self,
                                gint32          id,
                                TarnRequestId **found);

/* All ids of a request become @match: DUPLICATE when it was answered, else LATE. */
void      tarn_requests_retire (TarnRequests   *self,
                                guint32         tries,
                                TarnMatch       match);

G_END_DECLS
