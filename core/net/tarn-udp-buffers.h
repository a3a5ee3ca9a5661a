/* tarn-udp-buffers.h
 *
 * Private to tarn-transport-udp.c: what the system is told of a batch of datagrams, and
 * where their octets come to.  Several sockets of one thread may share it, since none uses
 * it but inside a call, and what was received is gone with the next receive of any of them:
 * an agent with a thousand sockets needs the memory once.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "net/tarn-udp-control.h"

G_BEGIN_DECLS

typedef struct
{
  guint          n_refs;
  guint8        *octets;      /* a batch, and one for the error queue           */
  guint          n_used;      /* headers that the last receive has written to   */

  struct mmsghdr in[TARN_TRANSPORT_BATCH];
  struct iovec   in_octets[TARN_TRANSPORT_BATCH];
  TarnEndpoint   in_peers[TARN_TRANSPORT_BATCH];
  TarnUdpControl in_control[TARN_TRANSPORT_BATCH];

  struct mmsghdr out[TARN_TRANSPORT_BATCH];
  struct iovec   out_octets[TARN_TRANSPORT_BATCH];
  TarnUdpControl out_control[TARN_TRANSPORT_BATCH];
} TarnUdpBuffers;

TarnUdpBuffers *tarn_udp_buffers_new         (void);
TarnUdpBuffers *tarn_udp_buffers_ref         (TarnUdpBuffers     *self);
void            tarn_udp_buffers_unref       (TarnUdpBuffers     *self);

/* Makes the headers that the last receive wrote to ready for the next. */
void            tarn_udp_buffers_reset       (TarnUdpBuffers     *self);
/* Prepares the datagrams at the front that share a family; returns how many. */
guint           tarn_udp_buffers_prepare_run (TarnUdpBuffers     *self,
                                              const TarnDatagram *datagrams,
                                              gsize               n);
/* For one datagram of the error queue. */
struct iovec    tarn_udp_buffers_get_bounce  (TarnUdpBuffers     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnUdpBuffers, tarn_udp_buffers_unref)

G_END_DECLS
