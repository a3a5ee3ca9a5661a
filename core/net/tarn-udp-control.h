/* tarn-udp-control.h
 *
 * What the system says beside a datagram, and we to it: local addresses, times of
 * arrival, losses, errors.  Memory only: the calls are made in tarn-transport-udp.c.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <sys/socket.h>
#include <time.h>
#include <linux/errqueue.h>   /* which forgets <time.h> */

#include "net/tarn-transport.h"

G_BEGIN_DECLS

/* An agent's: of the two, in_pktinfo and in6_pktinfo, the second is larger, and how many were
 * lost; a manager's: when it arrived, and how many were lost. */
typedef union
{
  struct cmsghdr header;
  guint8         pktinfo[CMSG_SPACE (sizeof (struct in6_pktinfo)) + CMSG_SPACE (sizeof (guint32))];
  guint8         arrival[CMSG_SPACE (sizeof (struct timespec)) + CMSG_SPACE (sizeof (guint32))];
} TarnUdpControl;

/* Answers leave from where the request came to, P-MSG-06. */
void    tarn_udp_control_put_local   (struct msghdr         *message,
                                      TarnUdpControl        *control,
                                      const TarnDatagram    *datagram);
void    tarn_udp_control_get_local   (struct msghdr         *message,
                                      TarnDatagram          *datagram);
/* When @message arrived, from which comes how long it waited until @now, the real time;
 * returns how many datagrams the socket lost since @n_overrun was its count. */
guint32 tarn_udp_control_get_arrival (struct msghdr         *message,
                                      const struct timespec *now,
                                      guint32               *n_overrun,
                                      TarnDatagram          *datagram);
/* That number only. */
guint32 tarn_udp_control_get_overrun (struct msghdr         *message,
                                      guint32               *n_overrun);
/* The errno in a message of the error queue, 0 if there is none. */
int     tarn_udp_control_get_error   (struct msghdr         *message);

G_END_DECLS
