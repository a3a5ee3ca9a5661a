/* tarn-udp-bind.h
 *
 * Where a service listens: the sockets that an address of this computer means, another port
 * where the system keeps the usual one for itself, and advice.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "base/tarn-address.h"
#include "net/tarn-transport-udp.h"

G_BEGIN_DECLS

typedef struct
{
  const char *what;    /* listens: "agent", for sentences                     */
  guint16     port;    /* the usual one, 161 or 162                           */
  guint16     other;   /* that is taken where the system refuses the usual one */
} TarnUdpService;

/* The endpoints, one or two, that @address means; NULL is loopback, both families, the
 * usual port.  0 for an error. */
guint      tarn_udp_resolve (const TarnUdpService  *service,
                             TarnAddress           *address,
                             TarnEndpoint          *endpoints,
                             GError               **error);
/* Bound transports, one or two, for the caller to close; NULL with an error that says what
 * to do.  They share @buffers, unless that is NULL.  Appends sentences to @notes: what is
 * otherwise than was asked for. */
GPtrArray *tarn_udp_bind    (const TarnUdpService  *service,
                             TarnAddress           *address,
                             TarnUdpBuffers        *buffers,
                             GPtrArray             *notes,
                             GError               **error);

G_END_DECLS
