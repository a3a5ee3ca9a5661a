/* tarn-faults-private.h
 *
 * What the files of the faults share: the machine, and the answer at work.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ops/tarn-fault-private.h"
#include "ops/tarn-faults.h"

G_BEGIN_DECLS

/* The largest answer is as large as a datagram can be. */
#define TARN_FAULTS_MAX_DATAGRAM 65507

/* Names and values that an answer gets and its messages do not hold: the rows of a
 * whole answer, and one that no longer fits. */
#define TARN_FAULTS_ARENA (2 * TARN_MESSAGE_MAX)

struct _TarnFaults
{
  GPtrArray   *faults;         /* of TarnFault, by kind, then as they were added */
  GRand       *random;         /* NULL while there is none: it takes 2.5 KiB      */
  guint32      seed;
  gsize        max_size;

  guint64      n_requests;     /* admitted                                       */
  guint        n_in_flight;    /* answers that wait in queues                    */

  /* Of the request at work. */
  TarnMessage  request;
  TarnMessage  answer;
  GArray      *rows;           /* of TarnRow, of the answer                      */
  guint8      *arena;
  gsize        arena_used;
  guint8      *buffer;         /* of the answer encoded anew                     */
  gint64       now_us;
  const TarnFaultsLookup *lookup;
};

static inline const TarnRow *
tarn_faults_row (TarnFaults *self,
                 guint       i)
{
  return &g_array_index (self->rows, TarnRow, i);
}

/* tarn-faults.c */
/* Room in the arena; NULL if there is none. */
guint8   *tarn_faults_reserve     (TarnFaults       *self,
                                   gsize             len);
/* @fault is one of everything, or of something that is asked or answered here. */
gboolean  tarn_faults_concerns    (TarnFaults       *self,
                                   const TarnFault  *fault);
/* The answer has no varbinds but those of the request, and this status. */
void      tarn_faults_refuse      (TarnFaults       *self,
                                   int               status,
                                   int               index);

/* tarn-faults-queue.c: a copy of @entry and its octets, if there is room. */
void      tarn_faults_queue_put   (TarnFaultsQueue       *self,
                                   const TarnFaultsEntry *entry);

/* tarn-faults-rows.c: holes, churn, cycle, repeat, swap, endless. */
void      tarn_faults_change_rows (TarnFaults       *self);

/* tarn-faults-answer.c: what stands between rows and encoding.  FALSE: silence. */
gboolean  tarn_faults_change_answer (TarnFaults     *self);

/* tarn-faults-encode.c: the answer, with faults of encoding; in @buffer, empty if it
 * is larger than a datagram can be. */
TarnSpan  tarn_faults_encode      (TarnFaults       *self);

G_END_DECLS
