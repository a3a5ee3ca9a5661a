/* tarn-agent-desk.h
 *
 * Private: where the sockets of agents in one main context do their work, one at a time.
 *
 * What a socket needs only while it works is here, once for all of them, and one source of
 * the main loop watches them all: a thousand sockets cost what they hold, and a turn of the
 * loop costs what one socket costs.  A socket that cannot finish takes what is left with it.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

#include "net/tarn-transport-udp.h"
#include "wire/tarn-message.h"

G_BEGIN_DECLS

typedef struct _TarnAgentSocket TarnAgentSocket;

/* What a socket does next. */
typedef enum
{
  TARN_SOCKET_WATCHES,    /* waits for datagrams                                        */
  TARN_SOCKET_GOES_ON,    /* in the next turn of the loop: the time budget is spent     */
  TARN_SOCKET_RETRIES,    /* in a moment: a store is busy, or the send queue is full    */
} TarnSocketState;

/* A member of each socket. */
typedef struct
{
  int      fd;            /* -1: not watched                                  */
  int      timer;         /* -1: none; ready when something is due            */
  gint64   later_us;      /* while it @waits: when it works on, 0 for at once */
  gboolean waits;
  gboolean paused;        /* datagrams that come do not wake it               */
} TarnDeskPlace;

typedef struct
{
  guint           n_refs;
  GMainContext   *context;
  GSource        *source;
  int             epoll;
  GPtrArray      *later;        /* of TarnAgentSocket: they work on without being woken   */
  GPtrArray      *running;      /* of TarnAgentSocket, NULL for those that were freed     */
  GPtrArray      *troubled;     /* of TarnAnswerer, whose owners are held: they are told  */
  gboolean        working;      /* some socket uses what follows                          */

  TarnUdpBuffers *buffers;      /* of all transports                                      */
  TarnDatagram    requests[TARN_TRANSPORT_BATCH];
  gsize           n_requests;
  TarnDatagram    replies[TARN_TRANSPORT_BATCH];
  gsize           n_replies;
  gsize           n_sent;
  guint8         *arena;        /* the octets of @replies                                 */
  gsize           arena_used;
  TarnMessage     message;      /* for those who want to know what passes                 */
  guint           batch;        /* number of the batch at work                            */
} TarnAgentDesk;

/* Replies of a batch stand one behind the other; where the next one might not fit,
 * the batch goes out early.  A batch of replies of the default size fits. */
#define TARN_DESK_ARENA_SIZE (4 * 65535)

/* That of the thread-default main context. */
TarnAgentDesk  *tarn_agent_desk_ref_default (void);
TarnAgentDesk  *tarn_agent_desk_ref         (TarnAgentDesk   *self);
void            tarn_agent_desk_unref       (TarnAgentDesk   *self);

/* Begins to call tarn_agent_socket_work() when there is something to do. */
void            tarn_agent_desk_add         (TarnAgentDesk   *self,
                                             TarnAgentSocket *socket,
                                             int              fd);
/* @socket->place.timer is new. */
void            tarn_agent_desk_add_timer   (TarnAgentDesk   *self,
                                             TarnAgentSocket *socket);
void            tarn_agent_desk_remove      (TarnAgentDesk   *self,
                                             TarnAgentSocket *socket);

/* tarn-agent-socket.c */
TarnDeskPlace  *tarn_agent_socket_get_place (TarnAgentSocket *self);
TarnSocketState tarn_agent_socket_work      (TarnAgentSocket *self,
                                             gint64           deadline_us);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnAgentDesk, tarn_agent_desk_unref)

G_END_DECLS
