/* tarn-scan-machine.h
 *
 * Private: a scan as a pure machine.  Targets and datagrams in; datagrams to send, and
 * what came of each target, out.  No socket, clock, main loop or GObject.
 *
 * A target costs nothing before it is added, a slot of some eighty octets while it is
 * asked the plain request that all are asked, and more only while it answers oddly (a
 * TarnScanGet) or its tables are walked (a TarnScanTable); both come from a pool.  Each
 * target has one request under way at most.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "net/tarn-deadlines.h"
#include "net/tarn-handles.h"
#include "net/tarn-requests.h"
#include "net/tarn-transport.h"
#include "ops/tarn-scan-pace.h"
#include "ops/tarn-scan-question.h"
#include "ops/tarn-scan.h"
#include "ops/tarn-walk-machine.h"

G_BEGIN_DECLS

#define TARN_SCAN_TIMEOUT_US (1500 * 1000)   /* of a first contact, F-64 */
#define TARN_SCAN_TRIES      2

typedef enum
{
  TARN_SCAN_FREE,
  TARN_SCAN_READY,     /* its request waits to be sent                               */
  TARN_SCAN_BATCHED,   /* it is among the datagrams that are being sent              */
  TARN_SCAN_SENT,      /* it is under way                                            */
  TARN_SCAN_RESTING,   /* nothing may be asked before its deadline (F-44)            */
} TarnScanState;

typedef enum
{
  TARN_SCAN_GETTING,   /* the requests that all get; from the first bad answer on,
                        * those of its TarnScanGet                                   */
  TARN_SCAN_WALKING,   /* its tables: a TarnScanTable                                */
} TarnScanPhase;

/* What becomes of a name, for a device that cannot be asked for many at once. */
typedef enum
{
  TARN_SCAN_NAME_OPEN,
  TARN_SCAN_NAME_ALONE,     /* was left out of an answer: once more, alone (P-MGR-08) */
  TARN_SCAN_NAME_TOLD,
  TARN_SCAN_NAME_MISSING,
} TarnScanNameState;

typedef struct
{
  guint8  *states;      /* a TarnScanNameState for each name of the request           */
  guint16 *asked;       /* places in it that are asked about now                      */
  guint    n_names;
  guint    n_asked;
  guint    limit;       /* names that may be asked for at once                        */
  guint    ceiling;     /* @limit does not grow above this                            */
  guint    n_short;     /* answers that left names out                                */
} TarnScanGet;

typedef struct
{
  TarnWalkMachine walk;
  TarnWalkAsk     ask;      /* what is, or shall be, under way; good until the walk is
                             * fed                                                    */
} TarnScanTable;

/* Where a device with several addresses is asked, one after the other (F-14). */
typedef struct
{
  guint        n;
  guint        current;
  TarnEndpoint endpoints[];
} TarnScanAddresses;

typedef struct
{
  TarnEndpoint   endpoint;
  guint32        tries;             /* newest of the ids that are ours                */
  guint64        position;
  gint32         id;                /* that one, on the wire                          */
  guint32        n_rows;
  guint32        n_missing;
  guint32        rtt_us;            /* smoothed, capped at an hour; 0: not known      */
  guint32        rtt_deviation_us;
  guint32        vain_ms;           /* waited for answers to tries that had none      */
  TarnAnomalies  anomalies;
  TarnScanAddresses *addresses;     /* NULL: only one, or it has been heard           */
  TarnScanGet   *get;               /* NULL: the device is asked as all are           */
  TarnScanTable *table;             /* only in WALKING                                */
  guint16        request;           /* of the question, in GETTING                    */
  guint16        refusal;           /* errno of the newest refusal, 0: none           */
  guint8         credential;
  guint8         n_tries;           /* of this request, with this credential          */
  guint8         n_refused;
  guint8         status;            /* the last error-status, at most 255             */
  guint          state : 3;         /* a TarnScanState                                */
  guint          phase : 1;         /* a TarnScanPhase                                */
  guint          stamped : 1;       /* @id has not been sent yet                      */
  guint          fresh : 1;         /* counts in the window                           */
  guint          heard : 1;         /* it has answered                                */
  guint          useful : 1;        /* … something that is not an error               */
  guint          misread : 1;       /* it has answered what cannot be read            */
  guint          elsewhere : 1;     /* an answer came from another address (F-10)     */
} TarnScanSlot;

/* An event without what only the driver knows: who it is about, in words. */
typedef struct
{
  TarnScanEvent       event;
  const TarnScanSlot *slot;         /* borrowed; it has ended, at an END               */
} TarnScanNote;

typedef void (*TarnScanNoteFunc) (TarnScanNote *note,
                                  gpointer      user_data);

typedef struct
{
  /* Settings, before the first target. */
  TarnScanQuestion  question;
  gint64            timeout_us;     /* of each try of the first contact               */
  guint             tries;          /* of the first contact, for each credential      */
  guint             max_rows;       /* of a device, its tables                        */
  guint             max_slots;      /* targets at once                                */
  gboolean          rate_always;    /* also to loopback addresses                     */
  TarnScanPace      pace;
  TarnScanNoteFunc  func;
  gpointer          user_data;

  TarnScanCounts    counts;         /* of targets that were begun, and their datagrams */

  /*< private >*/
  TarnScanSlot     *slots;
  guint             n_slots;        /* that there are                                 */
  guint             n_allocated;
  GArray           *free;           /* of guint32: those that nobody uses             */
  guint             n_used;
  guint             n_stopped;      /* slots that stopping has passed                 */
  guint             n_fresh;        /* requests that count in the window              */
  guint             n_fresh_contacts; /* of these, from slots without a table         */
  guint             n_tables;       /* slots with a table                             */
  TarnHandles       ready;          /* slots whose request waits, in this order; one
                                     * that is not READY is passed over               */
  TarnRequests      requests;
  TarnDeadlines     deadlines;      /* of slots                                       */
  TarnMessage       message;        /* the datagram that was fed last                 */
  GPtrArray        *gets;           /* of TarnScanGet, not in use                     */
  GPtrArray        *tables;         /* of TarnScanTable, not in use                   */
  GRand            *rand;
  gint64            paused_until_us;

  guint8           *buffer;         /* the octets of a batch                          */
  guint32           batch[TARN_TRANSPORT_BATCH];
  guint             n_batch;
  guint             taken[TARN_TRANSPORT_BATCH];  /* of @ready, up to and with each   */
  guint             n_taken;
} TarnScanMachine;

void     tarn_scan_machine_init        (TarnScanMachine    *self,
                                        guint32             seed);
void     tarn_scan_machine_clear       (TarnScanMachine    *self);

/* Whether one more target is welcome now. */
gboolean tarn_scan_machine_wants       (TarnScanMachine    *self);
/* Begins to ask the device at the first of @endpoints; if it does not answer there, at the
 * next. */
void     tarn_scan_machine_add         (TarnScanMachine    *self,
                                        const TarnEndpoint *endpoints,
                                        guint               n_endpoints,
                                        guint64             position);

/* Fills at most @n (and at most a batch of) datagrams that shall leave now; their octets
 * are good until the next call.  tarn_scan_machine_sent() then says how many did, and
 * the errno of the first that did not. */
guint    tarn_scan_machine_next        (TarnScanMachine    *self,
                                        gint64              now_us,
                                        TarnDatagram       *datagrams,
                                        guint               n);
void     tarn_scan_machine_sent        (TarnScanMachine    *self,
                                        guint               n_sent,
                                        int                 error,
                                        gint64              now_us);

void     tarn_scan_machine_feed        (TarnScanMachine    *self,
                                        const TarnDatagram *datagram,
                                        gint64              now_us);
void     tarn_scan_machine_feed_bounce (TarnScanMachine    *self,
                                        const TarnBounce   *bounce,
                                        gint64              now_us);
/* The system had no room for so many datagrams. */
void     tarn_scan_machine_feed_overrun (TarnScanMachine   *self,
                                        guint64             n,
                                        gint64              now_us);
/* Deals with one deadline that is over; FALSE if none is. */
gboolean tarn_scan_machine_expire      (TarnScanMachine    *self,
                                        gint64              now_us);
/* When there is something to do besides receiving: 0 now, G_MAXINT64 never. */
gint64   tarn_scan_machine_wake_us     (TarnScanMachine    *self,
                                        gint64              now_us);

/* Ends one target with STOPPED; FALSE when there is none. */
gboolean tarn_scan_machine_stop        (TarnScanMachine    *self);

/* Between the files of the machine. */

/* Octets of a batch; the largest request, ten names of 256 arcs each, takes a tenth. */
#define TARN_SCAN_BUFFER_OCTETS (128 * 1024)

static inline guint32
tarn_scan_machine_index (const TarnScanMachine *self,
                         const TarnScanSlot    *slot)
{
  return (guint32) (slot - self->slots);
}

/* As many requests wait for tokens as there are tokens. */
gboolean tarn_scan_machine_is_short    (TarnScanMachine    *self);
/* The request of @slot does not count in the window any more. */
void     tarn_scan_machine_uncount     (TarnScanMachine    *self,
                                        TarnScanSlot       *slot);
/* Nothing of @slot is under way any more; copies of what it got are @match. */
void     tarn_scan_machine_settle      (TarnScanMachine    *self,
                                        TarnScanSlot       *slot,
                                        TarnMatch           match);
/* Until when the newest try may be answered before there is another one. */
gint64   tarn_scan_machine_wait_us     (TarnScanMachine    *self,
                                        const TarnScanSlot *slot);
/* A try came back, or could not leave. */
void     tarn_scan_machine_refused     (TarnScanMachine    *self,
                                        TarnScanSlot       *slot,
                                        int                 error,
                                        gint64              now_us);

/* Queues the next request of @slot, a new one with all its tries. */
void     tarn_scan_machine_ask         (TarnScanMachine    *self,
                                        TarnScanSlot       *slot);
void     tarn_scan_machine_tell_rows   (TarnScanMachine    *self,
                                        TarnScanSlot       *slot,
                                        const TarnRow      *rows,
                                        guint               n_rows);
/* Tells the end of @slot; it is free then. */
void     tarn_scan_machine_end         (TarnScanMachine    *self,
                                        TarnScanSlot       *slot,
                                        TarnScanOutcome     outcome);

/* Scalars.  Takes the answer in self->message; TRUE when there is nothing more to ask. */
gboolean tarn_scan_get_feed            (TarnScanMachine    *self,
                                        TarnScanSlot       *slot);
/* Names that are open as of now. */
guint    tarn_scan_get_count_open      (const TarnScanMachine *self,
                                        const TarnScanSlot *slot);
gboolean tarn_scan_get_encode          (TarnScanMachine    *self,
                                        TarnScanSlot       *slot,
                                        TarnBerWriter      *writer);
void     tarn_scan_get_free            (TarnScanGet        *get);

/* Tables. */
void     tarn_scan_table_begin         (TarnScanMachine    *self,
                                        TarnScanSlot       *slot,
                                        gint64              now_us);
/* Takes the answer in self->message. */
void     tarn_scan_table_feed          (TarnScanMachine    *self,
                                        TarnScanSlot       *slot,
                                        gint64              now_us);
void     tarn_scan_table_feed_none     (TarnScanMachine    *self,
                                        TarnScanSlot       *slot,
                                        gint64              now_us);
/* Its rest is over. */
void     tarn_scan_table_step          (TarnScanMachine    *self,
                                        TarnScanSlot       *slot,
                                        gint64              now_us);
gboolean tarn_scan_table_encode        (TarnScanMachine    *self,
                                        TarnScanSlot       *slot,
                                        TarnBerWriter      *writer);
/* What of the tables is missing if @slot ends now, for @reason; NULL: nothing. */
GPtrArray *tarn_scan_table_dup_gaps    (TarnScanMachine    *self,
                                        TarnScanSlot       *slot,
                                        TarnGapReason       reason);
void     tarn_scan_table_free          (TarnScanTable      *table);

G_END_DECLS
