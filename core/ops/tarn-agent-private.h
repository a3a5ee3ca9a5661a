/* tarn-agent-private.h
 *
 * What the files of an agent and a group of agents share.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "net/tarn-udp-bind.h"
#include "ops/tarn-agent-socket.h"
#include "ops/tarn-agent.h"

G_BEGIN_DECLS

/* Port 1161 is where port 161 is only for the system's own. */
#define TARN_AGENT_SERVICE ((TarnUdpService) { "agent", TARN_PORT_AGENT, 1161 })

/* So long agents that are stopped answer what has come already. */
#define TARN_AGENT_FINISH_US (100 * 1000)

struct _TarnAgent
{
  GObject            parent_instance;

  TarnAnswerer       answerer;        /* its responder, faults and guard are ours    */
  GBytes            *read_community;
  GBytes            *write_community;
  GPtrArray         *sockets;         /* of TarnAgentSocket                          */
  GPtrArray         *addresses;       /* of TarnAddress, theirs                      */
  char              *last_trouble;    /* what was noted of the store; or NULL        */
  TarnAgentWatch    *watch;           /* NULL: nobody looks                          */
  TarnGuard         *guard;           /* its own; that of a group counts in one      */

  TarnStore         *store;           /* NULL while it is closed                     */
  TarnAgentOpenFunc  open;            /* NULL: @store is there from the beginning    */
  gpointer           open_data;
  GDestroyNotify     open_destroy;
  GError            *open_error;      /* that is to be told                          */
  gint64             failed_us;       /* when opening failed last; 0: it did not     */

  /* Somebody counts what is open: called in the middle of batches of other agents. */
  void             (*open_changed) (gpointer   data,
                                    TarnAgent *self);
  gpointer           open_changed_data;

  gint64             refused_us;      /* when it was told last that somebody was refused */
  gint64             started_us;      /* 0: not yet                                  */
  gboolean           live;
};

/* tarn-agent.c */
void       tarn_agent_note        (TarnAgent        *self,
                                   const char       *text);
/* The time from which sysUpTime counts is now, unless it is set. */
void       tarn_agent_begin       (TarnAgent        *self);

/* tarn-agent-listen.c: sockets that are bound and answer, with their addresses; FALSE with
 * nothing changed.  Of @address and @socket one is NULL, or both for loopback. */
gboolean   tarn_agent_add_sockets (GPtrArray        *sockets,
                                   GPtrArray        *addresses,
                                   TarnAddress      *address,
                                   GSocket          *socket,
                                   TarnAnswerer     *answerer,
                                   TarnAgentRoute   *route,
                                   GPtrArray        *notes,
                                   GError          **error);
void       tarn_agent_end_sockets (GPtrArray        *sockets,
                                   GPtrArray        *addresses);

G_END_DECLS
