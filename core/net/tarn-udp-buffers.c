/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "net/tarn-udp-buffers.h"

#include <sys/mman.h>

/* Every receive buffer holds the largest UDP payload (P-SIZ-01), at a distance of
 * whole pages, so that only the pages that datagrams reach become resident. */
#define BUFFER_SIZE   65535
#define BUFFER_STRIDE 65536
#define BUFFERS_SIZE  ((TARN_TRANSPORT_BATCH + 1) * (gsize) BUFFER_STRIDE)

TarnUdpBuffers *
tarn_udp_buffers_new (void)
{
  TarnUdpBuffers *self = g_new0 (TarnUdpBuffers, 1);

  self->n_refs = 1;
  self->n_used = TARN_TRANSPORT_BATCH;
  self->octets = mmap (NULL, BUFFERS_SIZE, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (self->octets == MAP_FAILED)
    g_error ("%s: no address space for receive buffers", G_STRLOC);

  return self;
}

TarnUdpBuffers *
tarn_udp_buffers_ref (TarnUdpBuffers *self)
{
  self->n_refs++;
  return self;
}

void
tarn_udp_buffers_unref (TarnUdpBuffers *self)
{
  if (--self->n_refs > 0)
    return;

  munmap (self->octets, BUFFERS_SIZE);
  g_free (self);
}

void
tarn_udp_buffers_reset (TarnUdpBuffers *self)
{
  for (guint i = 0; i < self->n_used; i++)
    {
      struct msghdr *message = &self->in[i].msg_hdr;

      self->in_octets[i].iov_base = self->octets + (gsize) i * BUFFER_STRIDE;
      self->in_octets[i].iov_len = BUFFER_SIZE;
      message->msg_name = &self->in_peers[i];
      message->msg_namelen = sizeof self->in_peers[i];
      message->msg_iov = &self->in_octets[i];
      message->msg_iovlen = 1;
      message->msg_control = &self->in_control[i];
      message->msg_controllen = sizeof self->in_control[i];
      message->msg_flags = 0;
    }

  self->n_used = 0;
}

guint
tarn_udp_buffers_prepare_run (TarnUdpBuffers     *self,
                              const TarnDatagram *datagrams,
                              gsize               n)
{
  sa_family_t family = datagrams[0].peer.sa.sa_family;
  guint i;

  for (i = 0; i < n && i < TARN_TRANSPORT_BATCH && datagrams[i].peer.sa.sa_family == family; i++)
    {
      struct msghdr *message = &self->out[i].msg_hdr;

      self->out_octets[i].iov_base = (gpointer) datagrams[i].octets.data;
      self->out_octets[i].iov_len = datagrams[i].octets.len;
      *message = (struct msghdr) {
        .msg_name = (gpointer) &datagrams[i].peer,
        .msg_namelen = tarn_endpoint_size (&datagrams[i].peer),
        .msg_iov = &self->out_octets[i],
        .msg_iovlen = 1,
      };
      if (datagrams[i].local.sa.sa_family == family)
        tarn_udp_control_put_local (message, &self->out_control[i], &datagrams[i]);
    }

  return i;
}

struct iovec
tarn_udp_buffers_get_bounce (TarnUdpBuffers *self)
{
  return (struct iovec) { self->octets + BUFFERS_SIZE - BUFFER_STRIDE, BUFFER_SIZE };
}
