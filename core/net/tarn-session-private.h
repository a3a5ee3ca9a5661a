/* tarn-session-private.h
 *
 * One request and its one reply, for the machines in ops/: no task, no object and
 * no copy per exchange.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "base/tarn-clock.h"
#include "net/tarn-session.h"
#include "net/tarn-transport.h"
#include "wire/tarn-message.h"

G_BEGIN_DECLS

/* What became of a request.  Borrowed: gone when the callback returns. */
typedef struct
{
  TarnMessage  *message;    /* the Response, decoded; NULL when there is none    */
  const GError *error;      /* why there is none: NO_ANSWER, UNREACHABLE, …      */
  gint64        rtt_us;     /* of the try that was answered                      */
  guint         n_tries;
} TarnReply;

/* May submit and cancel requests, also drop the last reference to the session. */
typedef void (*TarnReplyFunc) (TarnSession     *session,
                               const TarnReply *reply,
                               gpointer         user_data);

/* What came and went, since the session began. */
typedef struct
{
  guint64 n_sent;          /* datagrams                                          */
  guint64 n_resent;        /* of them for a try that was taken for lost          */
  guint64 n_needless;      /* of them when it was not (F-16)                     */
  guint64 n_received;
  guint64 n_answers;       /* that completed a request                           */
  guint64 n_duplicates;    /* of an answer that had come before (F-15)           */
  guint64 n_late;          /* to a request that was given up                     */
  guint64 n_unknown;       /* with an id that was never ours                     */
  guint64 n_cut;           /* of these, with 16 bits of one (F-31)               */
  guint64 n_off_source;    /* from somebody who is not believed (P-MGR-03)       */
  guint64 n_foreign;       /* other PDU, version or community (P-MGR-01, -02)    */
  guint64 n_bad;           /* not SNMP, or cut                                   */
  guint64 n_bounced;       /* given back by the network                          */
  guint64 n_overrun;       /* lost because our receive buffer was full (F-72)    */
} TarnSessionStats;

const TarnSessionStats *tarn_session_get_stats (TarnSession *self);

/* For tests: another wire and another clock, and the same jitter each time.  Takes a copy of
 * @clock; @transport is closed with the session. */
TarnSession *tarn_session_new_full  (TarnTransport     *transport,
                                     const TarnClock   *clock);

/* What silence about a request may mean. */
typedef enum /*< flags >*/
{
  TARN_SUBMIT_PLAIN   = 0,
  TARN_SUBMIT_DOUBTED = 1 << 0,   /* this request and not the device: given up after a
                                   * few tries (F-06)                                  */
  TARN_SUBMIT_ONCE    = 1 << 1,   /* one try, as a SET has                             */
  TARN_SUBMIT_EARLY   = 1 << 2,   /* a loss more likely than a slow device, even where
                                   * nothing is known of it: for what costs a device
                                   * little and holds up much                          */
} TarnSubmitFlags;

/* Sends @pdu (its request_id is ours to choose) with @rows to @device and calls
 * @callback exactly once, never from within this call, unless it is cancelled
 * before.  What is more than the device shall have in flight waits.  With a v1 device GET_BULK goes out as GET_NEXT (P-COX-06).  A SET is sent
 * once, whatever the device's retries (P-SET-10).  @rows are copied.  Returns a
 * handle that is never 0 and not used again.  A session that is disposed of with
 * requests under way calls back with G_IO_ERROR_CANCELLED. */
guint64      tarn_session_submit    (TarnSession       *self,
                                     TarnDevice        *device,
                                     TarnSubmitFlags    flags,
                                     const TarnPdu     *pdu,
                                     const TarnRow     *rows,
                                     gsize              n_rows,
                                     TarnReplyFunc      callback,
                                     gpointer           user_data);

/* How many more requests to @device would leave at once: what is left of its window.
 * At least one if none is under way: who shares the device with others and has
 * nothing under way may always submit one, which waits for its turn. */
guint        tarn_session_get_room  (TarnSession       *self,
                                     TarnDevice        *device);

/* The clock that its time-outs go by. */
gint64       tarn_session_now_us    (TarnSession       *self);

/* Tells a receiver of notifications, again with the same request-id until it acknowledges
 * that (P-TRP-08).  Fails as tarn_session_set_async() does. */
void         tarn_session_inform_async  (TarnSession          *self,
                                         TarnDevice           *device,
                                         TarnVarbind         **varbinds,
                                         gsize                 n_varbinds,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
gboolean     tarn_session_inform_finish (TarnSession          *self,
                                         GAsyncResult         *result,
                                         GError              **error);

/* Sends nothing more and never calls the callback. */
void         tarn_session_cancel    (TarnSession       *self,
                                     guint64            handle);

G_END_DECLS
