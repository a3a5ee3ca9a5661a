/* tarn-agent-socket-private.h
 *
 * What the files of a socket share: moving datagrams, and answering them.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ops/tarn-agent-socket.h"

G_BEGIN_DECLS

/* Datagrams and their octets, in one block. */
typedef struct
{
  TarnDatagram *datagrams;   /* NULL if there are none */
  gsize         n;
} Aside;

struct _TarnAgentSocket
{
  TarnTransport  *transport;
  TarnAgentDesk  *desk;
  TarnDeskPlace   place;
  TarnAnswerer   *answerer;      /* of all requests; or NULL, and                     */
  TarnAgentRoute *route;         /* it chooses                                        */

  TarnAnswerer   *at_work;       /* whose store is being read; NULL: none             */
  gint64          reads_since_us;

  Aside           requests;      /* what is left of the last batch                    */
  Aside           replies;

  /* With faults: replies that wait, and the port from which some of them leave. */
  TarnFaultsQueue queue;
  TarnTransport  *other_port;    /* NULL until needed                                 */
};

/* tarn-agent-socket-answer.c: answers the requests on the desk, while there is room for replies
 * and time.  What was not answered stays there, in order.  FALSE: some of it has to wait. */
gboolean tarn_agent_socket_answer_batch (TarnAgentSocket *self,
                                         gint64           deadline_us);
/* Whoever waits to write may. */
void     tarn_agent_socket_stop_reading (TarnAgentSocket *self);

G_END_DECLS
