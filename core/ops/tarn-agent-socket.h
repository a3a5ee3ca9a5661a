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

#include "base/tarn-address.h"
#include "net/tarn-transport-udp.h"
#include "ops/tarn-agent-watch.h"
#include "ops/tarn-faults.h"
#include "ops/tarn-guard.h"
#include "ops/tarn-responder.h"

G_BEGIN_DECLS

typedef struct _TarnAgentSocket TarnAgentSocket;

/* Takes @transport; @responder and @faults are the @owner's, which is held while
 * @after_work runs: it is called with the owner after each dispatch, and may free the
 * socket. */
TarnAgentSocket *tarn_agent_socket_new       (TarnTransport         *transport,
                                              TarnResponder         *responder,
                                              TarnFaults            *faults,
                                              GObject               *owner,
                                              void                 (*after_work) (gpointer owner));
void             tarn_agent_socket_free      (TarnAgentSocket       *self);
void             tarn_agent_socket_start     (TarnAgentSocket       *self);
/* Tells @watch, the owner's, of every request; NULL: nobody. */
void             tarn_agent_socket_set_watch (TarnAgentSocket       *self,
                                              TarnAgentWatch        *watch);
/* @guard is the owner's; NULL: no source is limited.  @refused is called with the owner for
 * each request with a community that nobody has. */
void             tarn_agent_socket_set_guard (TarnAgentSocket       *self,
                                              TarnGuard             *guard,
                                              void                 (*refused)
                                                                    (gpointer            owner,
                                                                     const TarnEndpoint *peer));
/* "address:port", as the system says. */
char            *tarn_agent_socket_to_string (TarnAgentSocket       *self);

/* tarn-agent-endpoint.c: the endpoints, one or two, that @address means, NULL for the
 * default; 0 for an error. */
guint            tarn_agent_resolve          (TarnAddress           *address,
                                              TarnEndpoint          *endpoints,
                                              GError               **error);

G_END_DECLS
