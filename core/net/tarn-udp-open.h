/* tarn-udp-open.h
 *
 * Sockets for datagrams, with the options that each kind needs.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "net/tarn-transport.h"

G_BEGIN_DECLS

/* Whose a socket is. */
typedef enum
{
  TARN_UDP_MANAGER,   /* ours, for requests that we send */
  TARN_UDP_BOUND,     /* ours, to be bound                */
  TARN_UDP_PASSED,    /* bound by another program: it has chosen the families, too */
} TarnUdpKind;

/* A descriptor; below 0 the errno, negated. */
int   tarn_udp_open          (int           family,
                              TarnUdpKind   kind);
/* A copy of @fd, which another program has bound, and its family; -1 with an error that says
 * why it is of no use to an agent. */
int   tarn_udp_copy          (int           fd,
                              int          *family,
                              GError      **error);
/* @fd was bound to @local.  If that is one address, all replies leave from there, and the
 * system need not tell with each request where it came to (F-12). */
void  tarn_udp_know_local    (int                 fd,
                              const TarnEndpoint *local);
/* Asks for room for datagrams that come in a burst.  Cut to what the system allows, and no
 * reason to give up: returns what it granted, 0 if that is not known. */
gsize tarn_udp_enlarge_queue (int           fd);

/* As much as @octets, where this program may have more than the system's limit, and from now
 * on the number of those that found no room comes with datagrams (F-72). */
gsize tarn_udp_deepen_queue  (int           fd,
                              int           octets);

G_END_DECLS
