/* tarn-flow.h
 *
 * Which request may leave, and when a try is lost.
 *
 * Requests to one device stand in a line and leave as its window, its gap and our own
 * receive buffer allow.  A try is lost when it is silent around it for the time that
 * the device takes, or when a later one has overtaken it; then it is sent again, soon
 * while the device is heard, more and more rarely while it is not.
 *
 * Pure: no socket, no clock.  It belongs to one loop, which sends and receives.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "net/tarn-exchange.h"
#include "net/tarn-handles.h"

G_BEGIN_DECLS

typedef struct
{
  TarnExchanges *exchanges;    /* borrowed                                       */
  TarnHandles    sends;        /* tries that may leave now                       */
  GQueue         starved;      /* of TarnRoute, by its link: no room for answers */
  gsize          octets;       /* of answers that are under way, as expected     */
  gsize          max_octets;   /* that fit the receive buffer; 0: not known      */
  guint          n_overruns;   /* times that it did overflow                     */
} TarnFlow;

typedef enum
{
  TARN_FLOW_GO_ON,
  TARN_FLOW_GIVE_UP,
} TarnFlowVerdict;

void            tarn_flow_init     (TarnFlow      *self,
                                    TarnExchanges *exchanges);
void            tarn_flow_clear    (TarnFlow      *self);

/* @exchange has an address and waits for its turn. */
void            tarn_flow_add      (TarnFlow      *self,
                                    TarnExchange  *exchange,
                                    gint64         now_us);
/* Its next try may leave at once, in the place that it has already. */
void            tarn_flow_resend   (TarnFlow      *self,
                                    TarnExchange  *exchange);
/* The stamped try has left. */
void            tarn_flow_sent     (TarnFlow      *self,
                                    TarnExchange  *exchange,
                                    gint64         now_us);
/* tarn_exchanges_match() has found that @datagram answers it. */
void            tarn_flow_answered (TarnFlow           *self,
                                    TarnExchange       *exchange,
                                    const TarnDatagram *answer,
                                    gint64              now_us);
/* Its deadline has come. */
TarnFlowVerdict tarn_flow_expired  (TarnFlow      *self,
                                    TarnExchange  *exchange,
                                    gint64         now_us);
/* It is over, for whatever reason, and will be released: others may go. */
void            tarn_flow_ended    (TarnFlow      *self,
                                    TarnExchange  *exchange,
                                    gint64         now_us);

/* Our receive buffer has overflowed: all windows are halved (F-72). */
void            tarn_flow_overrun  (TarnFlow      *self);

guint           tarn_flow_get_room (TarnFlow      *self,
                                    TarnRoute     *route);

/* Between the two files of the flow.  Lets go what may go of @route's line. */
void            tarn_flow_pump     (TarnFlow      *self,
                                    TarnRoute     *route,
                                    gint64         now_us);
/* Something of it leaves; the next not before its gap is over. */
void            tarn_flow_space    (TarnRoute     *route,
                                    gint64         now_us);
/* No answer of it is expected any more. */
void            tarn_flow_discount (TarnFlow      *self,
                                    TarnExchange  *exchange);

G_END_DECLS
