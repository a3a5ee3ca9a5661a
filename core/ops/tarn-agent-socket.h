/* tarn-agent-socket.h
 *
 * Private: one socket of agents, from the request that came to the reply that went.  Either
 * one device answers all that comes, or a route chooses one for each request.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib-object.h>

#include "base/tarn-address.h"
#include "ops/tarn-agent-desk.h"
#include "ops/tarn-agent-watch.h"
#include "ops/tarn-faults.h"
#include "ops/tarn-guard.h"
#include "ops/tarn-responder.h"

G_BEGIN_DECLS

typedef struct _TarnAnswerer TarnAnswerer;

/* One device, as sockets see it: a member of its owner. */
struct _TarnAnswerer
{
  GObject        *owner;
  TarnResponder  *responder;
  TarnFaults     *faults;
  guint           log_depth;  /* varbinds of each request that @answered is told        */
  TarnAgentWatch *watch;      /* NULL: nobody looks                                     */
  TarnGuard      *guard;      /* NULL: no source is limited                             */
  TarnEndpoint    refused;    /* who asked with a community that nobody has, to be told;
                               * of family AF_UNSPEC: nobody                            */
  gint64          refused_us; /* when that was                                          */
  gint64          used_us;    /* when somebody asked last                               */
  gint64          busy_us;    /* since when its store is busy; 0: it is not             */
  guint           busy_batch; /* of the desk, in which it was found so                  */
  gboolean        is_open;    /* its store is there; else @open is called before it is
                               * asked, in the middle of a batch of other devices       */
  gboolean        (*open) (TarnAnswerer *self);   /* FALSE: it has no answer */
  /* A request was answered, or was not; in the middle of a batch.  NULL: nobody wants to
   * know. */
  void            (*answered) (TarnAnswerer           *self,
                               const TarnAgentRequest *request);
  /* The responder or @open have something to tell.  At the end of the dispatch: sockets may
   * be freed. */
  void          (*tell) (TarnAnswerer *self);
};

/* Whom a datagram is for.  NULL: nobody, which counts as refused.  Of its community, so many
 * octets at the end are not the answerer's to look at. */
typedef struct
{
  TarnAnswerer *(*choose) (gpointer  data,
                           TarnSpan  request,
                           gsize    *n_tail);
  gpointer        data;
  guint64         n_refused;
  TarnAnswerer    nobody;     /* of requests that are: its watch, guard and who was */
} TarnAgentRoute;

/* Takes @transport.  Of @answerer and @route one is NULL; both stay the caller's. */
TarnAgentSocket *tarn_agent_socket_new       (TarnAgentDesk   *desk,
                                              TarnTransport   *transport,
                                              TarnAnswerer    *answerer,
                                              TarnAgentRoute  *route);
void             tarn_agent_socket_free      (TarnAgentSocket *self);
/* Begins to answer, in the main context of the desk. */
void             tarn_agent_socket_start     (TarnAgentSocket *self);
/* Answers what has come already, until @deadline_us. */
void             tarn_agent_socket_finish    (TarnAgentSocket *self,
                                              gint64           deadline_us);
/* Replies of @answerer that wait because of its faults are gone. */
void             tarn_agent_socket_forget    (TarnAgentSocket *self,
                                              TarnAnswerer    *answerer);
/* Where it is, as the system says. */
TarnAddress     *tarn_agent_socket_get_address (TarnAgentSocket *self);

G_END_DECLS
