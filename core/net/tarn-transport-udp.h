/* tarn-transport-udp.h
 *
 * UDP sockets: the only file that calls sendmmsg() and recvmmsg().
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "net/tarn-transport.h"

G_BEGIN_DECLS

/* A manager's sockets: one per family, unconnected, made when first needed. */
TarnTransport *tarn_transport_udp_new   (void);

/* An agent's socket, bound to @local; replies leave from where requests came to.
 * NULL with the errno as GIOError. */
TarnTransport *tarn_transport_udp_bind  (const TarnEndpoint  *local,
                                         GError             **error);
/* Where a bound transport really is: the port the system chose. */
void           tarn_transport_udp_local (TarnTransport       *self,
                                         TarnEndpoint        *local);

G_END_DECLS
