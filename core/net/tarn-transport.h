/* tarn-transport.h
 *
 * How datagrams travel: a small table of functions, so that tests and an in-process
 * pair bring their own wire.  Manager and agent use the same one.
 *
 * A transport belongs to one thread.  Nothing here blocks.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <netinet/in.h>

#include "base/tarn-span.h"
#include "base/tarn-types.h"

G_BEGIN_DECLS

#define TARN_TRANSPORT_BATCH 64   /* datagrams per call; more gains nothing */

/* A socket address by value, scope and all (F-13). */
typedef union
{
  struct sockaddr     sa;
  struct sockaddr_in  in;
  struct sockaddr_in6 in6;
} TarnEndpoint;

/* One datagram on its way.  To send: @octets is borrowed until the call returns.
 * Received: @octets is the transport's and good until the next receive. */
typedef struct
{
  TarnEndpoint peer;
  TarnEndpoint local;       /* the address it came to, or shall leave from; family
                             * AF_UNSPEC: the system chooses (P-MSG-06, F-12)       */
  guint        interface;   /* index, with @local; 0: the system chooses           */
  TarnSpan     octets;
  gboolean     truncated;   /* longer than our buffer: our bug (P-BER-10)           */
  gint64       waited_us;   /* since it arrived at the socket, where that is known  */
} TarnDatagram;

/* A datagram that the network gave back (F-65): to whom it was sent, its first
 * octets, and the errno that came with it. */
typedef struct
{
  TarnEndpoint peer;
  TarnSpan     octets;
  int          error;
} TarnBounce;

typedef struct _TarnTransport TarnTransport;

typedef struct
{
  /* Sends in order; returns how many went.  Less than @n: *@error is the errno of
   * the first that did not (EAGAIN, ENOBUFS: pause; else it belongs to that one). */
  gsize     (*send)          (TarnTransport       *self,
                              const TarnDatagram  *datagrams,
                              gsize                n,
                              int                 *error);
  /* Returns how many of at most @n came; 0: none is waiting. */
  gsize     (*receive)       (TarnTransport       *self,
                              TarnDatagram        *datagrams,
                              gsize                n);
  gboolean  (*receive_bounce) (TarnTransport      *self,
                              TarnBounce          *bounce);
  /* A source, not yet attached, that is ready when something can be received; its
   * callback is a GSourceFunc.  At most one at a time. */
  GSource  *(*create_source) (TarnTransport       *self);
  /* The descriptor to wait at, of one that has been bound. */
  int       (*get_fd)        (TarnTransport       *self);
  /* From now on datagrams leave from new ports; what comes to the old ones is lost. */
  void      (*refresh)       (TarnTransport       *self);
  /* Frees it; its source is inert from now on. */
  void      (*close)         (TarnTransport       *self);
} TarnTransportClass;

struct _TarnTransport
{
  const TarnTransportClass *klass;
  gsize                     queue_octets;   /* of the smallest receive buffer that the
                                             * system granted; 0: not known         */
  guint64                   n_overrun;      /* datagrams lost for want of room there
                                             * (F-72)                               */
};

socklen_t tarn_endpoint_size      (const TarnEndpoint *self);
guint16   tarn_endpoint_port      (const TarnEndpoint *self);
gboolean  tarn_endpoint_equal     (const TarnEndpoint *a,
                                   const TarnEndpoint *b);
gboolean  tarn_endpoint_same_host (const TarnEndpoint *a,
                                   const TarnEndpoint *b);
char     *tarn_endpoint_to_string (const TarnEndpoint *self);

G_END_DECLS
