/* tarn-faults.h
 *
 * Private: what stands between a responder and its sockets to spoil the answers.
 * Requests, answers and a time go in; datagrams with the time at which they leave come
 * out.  No socket, no clock, no store but through a function.
 *
 * All sockets of an agent share one TarnFaults, which is the device; what a socket has
 * still to send waits in its own queue, and goes from there before the faults do.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "net/tarn-transport.h"
#include "ops/tarn-responder.h"

G_BEGIN_DECLS

/* What a slow device keeps in mind; more is lost. */
#define TARN_FAULTS_MAX_QUEUED 4096
#define TARN_FAULTS_MAX_OCTETS (16 * 1024 * 1024)

typedef struct _TarnFaults TarnFaults;

/* How a datagram leaves otherwise than it should. */
typedef enum
{
  TARN_FAULTS_AS_ASKED,
  TARN_FAULTS_OTHER_PORT,
} TarnFaultsWay;

typedef struct
{
  TarnFaults    *faults;     /* whose answer it is */
  gint64         due_us;
  guint8        *octets;     /* owned */
  TarnDatagram   datagram;   /* of these octets */
  TarnFaultsWay  way;
  gboolean       waits;      /* for the next answer, which it is to come behind      */
  gboolean       is_answer;  /* counts among those in flight: duplicates do not      */
} TarnFaultsEntry;

typedef struct
{
  GQueue entries;       /* of TarnFaultsEntry, by due time; equal ones as they came */
  gsize  n_octets;
} TarnFaultsQueue;

/* The row that follows @name for the sender of the request at work. */
typedef struct
{
  TarnFound (*next) (gpointer   data,
                     TarnSpan   name,
                     TarnRow   *row);   /* good until the next call */
  gpointer    data;
} TarnFaultsLookup;

TarnFaults *tarn_faults_new          (void);
void        tarn_faults_free         (TarnFaults             *self);
/* The same seed, faults and traffic give the same answers; it is 1 unless set. */
void        tarn_faults_set_seed     (TarnFaults             *self,
                                      guint32                 seed);
/* What an answer may have, unless a fault makes it longer; as the responder's. */
void        tarn_faults_set_max_size (TarnFaults             *self,
                                      gsize                   max_size);
gboolean    tarn_faults_add          (TarnFaults             *self,
                                      const char             *spec,
                                      GError                **error);
gboolean    tarn_faults_is_empty     (TarnFaults             *self);

/* Is a request worked on?  Asking again at the same time gives the same answer. */
gboolean    tarn_faults_admit        (TarnFaults             *self,
                                      TarnSpan                request,
                                      gint64                  now_us);
/* A request that was admitted has this answer, which is empty for silence; what comes
 * of it goes to @queue. */
void        tarn_faults_feed         (TarnFaults             *self,
                                      TarnFaultsQueue        *queue,
                                      const TarnDatagram     *request,
                                      TarnSpan                answer,
                                      gint64                  now_us,
                                      const TarnFaultsLookup *lookup);

void        tarn_faults_queue_init   (TarnFaultsQueue        *self);
void        tarn_faults_queue_clear  (TarnFaultsQueue        *self);
/* All of @faults go. */
void        tarn_faults_queue_forget (TarnFaultsQueue        *self,
                                      TarnFaults             *faults);
/* When the first datagram is due; -1 if there is none. */
gint64      tarn_faults_queue_due_us (TarnFaultsQueue        *self);
/* Takes the first one that is due; NULL if there is none. */
TarnFaultsEntry *tarn_faults_queue_take (TarnFaultsQueue     *self,
                                      gint64                  now_us);
void        tarn_faults_entry_free   (TarnFaultsEntry        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnFaults, tarn_faults_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnFaultsEntry, tarn_faults_entry_free)

G_END_DECLS
