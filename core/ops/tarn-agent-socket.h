/* tarn-agent-socket.h
 *
 * Private: one socket of an agent, from the request that came to the reply that
 * went.  It belongs to the thread-default main context it was started in.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib-object.h>

#include "net/tarn-transport-udp.h"
#include "ops/tarn-responder.h"

G_BEGIN_DECLS

typedef struct _TarnAgentSocket TarnAgentSocket;

/* Takes @transport; @responder is the @owner's, which is held while @after_work
 * runs: it is called with the owner after each dispatch, and may free the socket. */
TarnAgentSocket *tarn_agent_socket_new       (TarnTransport         *transport,
                                              TarnResponder         *responder,
                                              GObject               *owner,
                                              void                 (*after_work) (gpointer owner));
void             tarn_agent_socket_free      (TarnAgentSocket       *self);
void             tarn_agent_socket_start     (TarnAgentSocket       *self);
/* "address:port", as the system says. */
char            *tarn_agent_socket_to_string (TarnAgentSocket       *self);

G_END_DECLS
