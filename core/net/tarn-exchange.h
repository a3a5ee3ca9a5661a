/* tarn-exchange.h
 *
 * One request, its tries, and the reply that belongs to it.
 *
 * The table knows which exchanges there are, finds the one that a datagram answers,
 * and counts what answers none: a datagram that does not match in every respect
 * never consumes, fails or extends an exchange (P-MGR-04).  It has no socket and no
 * clock; the session that owns it brings both.  In a steady state nothing is
 * allocated: exchanges and their octets are used again.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "net/tarn-deadlines.h"
#include "net/tarn-encoded.h"
#include "net/tarn-requests.h"
#include "net/tarn-route.h"
#include "net/tarn-session-private.h"

G_BEGIN_DECLS

typedef enum
{
  TARN_EXCHANGE_FREE,
  TARN_EXCHANGE_RESOLVING,   /* its device has no address yet               */
  TARN_EXCHANGE_WAITING,     /* in the line of its route                    */
  TARN_EXCHANGE_QUEUED,      /* a try waits to be sent                      */
  TARN_EXCHANGE_SENT,        /* the newest try is under way                 */
  TARN_EXCHANGE_FAILED,      /* @error waits to be told                     */
} TarnExchangeState;

typedef struct
{
  guint32            index;          /* in the table: fixed                    */
  guint32            generation;     /* of the handle: another one each time   */
  TarnExchangeState  state;

  TarnDevice        *device;         /* owned; keeps @route                    */
  GError            *error;
  TarnEncoded        request;        /* kept for the next user                 */

  TarnRoute         *route;
  TarnReplyFunc      callback;
  gpointer           user_data;

  TarnSource         source;
  gint64             timeout_us;     /* of the first try                       */
  gint64             began_us;       /* first try sent                         */
  guint              n_tries;        /* sent                                   */
  guint              max_tries;
  gboolean           doubted;        /* silence may be about it (F-06)         */
  gboolean           early;          /* again soon, although nothing is known  */
  gboolean           once;           /* never said twice: a SET (P-SET-10)     */
  gboolean           keeps_id;       /* over all its tries: an Inform, which its
                                      * receiver knows again by that (P-TRP-09) */
  guint              n_refused;      /* tries that the network gave back       */

  /* The flow's. */
  GList              link;           /* in the route's line, or under way      */
  gboolean           admitted;       /* has a place in the window              */
  gsize              expected;       /* room for its answer, octets            */
  guint64            serial;         /* of the newest try, on the route        */
  guint              n_in_flight;    /* when that left, with it                */
  gint64             sent_us;
  gint64             wait_us;        /* its time-out                           */
  guint              n_silent;       /* tries without a sound of the device    */
  gboolean           overtaken;      /* a later try has been answered          */

  gint64             rtt_us;         /* of the try that was answered           */
  gboolean           earlier;        /* it was not the newest                  */

  guint32            ids;            /* newest of the ids that are ours        */
  gint32             id;             /* that one, on the wire                  */
  gboolean           stamped;        /* @id has not been sent yet              */
  gboolean           narrow;         /* they have 16 bits (F-31)               */
  gboolean           cut;            /* an answer had 16 bits of @id           */

  int                refusal;        /* errno of the newest try, 0: not refused */
  TarnBerError       misread;        /* what was wrong with an answer, and     */
  gsize              misread_at;     /* at which octet; OK: nothing            */
  TarnEndpoint       elsewhere;      /* an answer came from here (F-10)        */
} TarnExchange;

typedef struct
{
  TarnRequests      requests;
  TarnRequests      narrow;          /* ids of two octets; no ring before the first one */
  TarnDeadlines     deadlines;
  TarnMessage       message;         /* the datagram that was matched last     */
  GRand            *rand;
  GPtrArray        *exchanges;       /* of TarnExchange, by index              */
  GArray           *free;            /* of guint32: indices                    */
  guint             n_used;
  gint64            late_us;         /* after which the last datagram came, if it
                                      * answered what was given up; else 0     */
  TarnSessionStats  stats;
} TarnExchanges;

void          tarn_exchanges_init         (TarnExchanges       *self,
                                           GRand               *rand);
void          tarn_exchanges_clear        (TarnExchanges       *self);

TarnExchange *tarn_exchanges_take         (TarnExchanges       *self);
/* NULL if it has ended. */
TarnExchange *tarn_exchanges_lookup       (TarnExchanges       *self,
                                           guint64              handle);
/* @match is what later copies of its answer shall be. */
void          tarn_exchanges_release      (TarnExchanges       *self,
                                           TarnExchange        *exchange,
                                           TarnMatch            match);
guint64       tarn_exchange_get_handle    (const TarnExchange  *self);

/* What the next try takes its id from: the device's profile says. */
TarnRequests *tarn_exchanges_choose_ids   (TarnExchanges       *self,
                                           TarnExchange        *exchange);
/* An answer to nobody, in @message: it may be to one of us, with its id cut. */
void          tarn_exchanges_note_cut     (TarnExchanges       *self,
                                           const TarnDatagram  *datagram);

static inline TarnRequests *
tarn_exchanges_get_ids (TarnExchanges      *self,
                        const TarnExchange *exchange)
{
  return exchange->narrow ? &self->narrow : &self->requests;
}

/* Gives the next try its own request-id (P-MGR-06). */
void          tarn_exchanges_stamp        (TarnExchanges       *self,
                                           TarnExchange        *exchange,
                                           gint64               now_us);

/* The exchange that a datagram answers, its response in @message; or NULL. */
TarnExchange *tarn_exchanges_match        (TarnExchanges       *self,
                                           const TarnDatagram  *datagram,
                                           gint64               now_us);
/* The exchange whose newest try came back; or NULL. */
TarnExchange *tarn_exchanges_match_bounce (TarnExchanges       *self,
                                           const TarnBounce    *bounce);

/* Where the request-id of one of our own messages stands, whole or cut. */
gboolean      tarn_exchange_find_id       (TarnSpan             octets,
                                           gsize               *id_at,
                                           gsize               *id_len);

/* Why there is no answer, for a person. */
GError       *tarn_exchange_describe      (const TarnExchange  *self,
                                           gint64               now_us);

G_END_DECLS
