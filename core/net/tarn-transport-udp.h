/* tarn-transport-udp.h
 *
 * UDP sockets: the only file that calls sendmmsg() and recvmmsg().
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "net/tarn-udp-buffers.h"

G_BEGIN_DECLS

/* A manager's sockets: one per family, unconnected, made when first needed. */
TarnTransport *tarn_transport_udp_new   (void);

/* An agent's socket, bound to @local; replies leave from where requests came to.  It shares
 * @buffers, unless that is NULL.  NULL with the errno as GIOError. */
TarnTransport *tarn_transport_udp_bind  (const TarnEndpoint  *local,
                                         TarnUdpBuffers      *buffers,
                                         GError             **error);
/* The same with a copy of @fd, which another program has bound, perhaps to both families at
 * once: then IPv4 peers and addresses are v4-mapped ones. */
TarnTransport *tarn_transport_udp_adopt (int                  fd,
                                         TarnUdpBuffers      *buffers,
                                         GError             **error);
/* For a bound one to which much comes at once: a queue of that size, if the system grants it,
 * and what finds no room there is counted. */
void           tarn_transport_udp_deepen_queue (TarnTransport *self,
                                                int            octets);
/* Where a bound transport really is: the port the system chose. */
void           tarn_transport_udp_local (TarnTransport       *self,
                                         TarnEndpoint        *local);

G_END_DECLS
