/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "net/tarn-udp-control.h"

/* Longer than this no datagram waits for us. */
#define MAX_WAITED_US (10 * (gint64) G_USEC_PER_SEC)

void
tarn_udp_control_put_local (struct msghdr      *message,
                            TarnUdpControl     *control,
                            const TarnDatagram *datagram)
{
  struct cmsghdr *header = &control->header;

  memset (control, 0, sizeof *control);
  message->msg_control = control;

  if (datagram->peer.sa.sa_family == AF_INET6)
    {
      struct in6_pktinfo *info = (struct in6_pktinfo *) CMSG_DATA (header);

      message->msg_controllen = CMSG_SPACE (sizeof *info);
      header->cmsg_level = IPPROTO_IPV6;
      header->cmsg_type = IPV6_PKTINFO;
      header->cmsg_len = CMSG_LEN (sizeof *info);
      info->ipi6_addr = datagram->local.in6.sin6_addr;
      info->ipi6_ifindex = datagram->interface;
    }
  else
    {
      struct in_pktinfo *info = (struct in_pktinfo *) CMSG_DATA (header);

      message->msg_controllen = CMSG_SPACE (sizeof *info);
      header->cmsg_level = IPPROTO_IP;
      header->cmsg_type = IP_PKTINFO;
      header->cmsg_len = CMSG_LEN (sizeof *info);
      info->ipi_spec_dst = datagram->local.in.sin_addr;
      info->ipi_ifindex = (int) datagram->interface;
    }
}

void
tarn_udp_control_get_local (struct msghdr *message,
                            TarnDatagram  *datagram)
{
  for (struct cmsghdr *c = CMSG_FIRSTHDR (message); c != NULL; c = CMSG_NXTHDR (message, c))
    if (c->cmsg_level == IPPROTO_IP && c->cmsg_type == IP_PKTINFO)
      {
        struct in_pktinfo *info = (struct in_pktinfo *) CMSG_DATA (c);

        /* Not ipi_addr, which may be a broadcast address. */
        datagram->local.in.sin_family = AF_INET;
        datagram->local.in.sin_addr = info->ipi_spec_dst;
        datagram->interface = (guint) info->ipi_ifindex;
      }
    else if (c->cmsg_level == IPPROTO_IPV6 && c->cmsg_type == IPV6_PKTINFO)
      {
        struct in6_pktinfo *info = (struct in6_pktinfo *) CMSG_DATA (c);

        /* Nothing can leave from a multicast address; then :: lets the system
         * choose, on the right interface. */
        datagram->local.in6.sin6_family = AF_INET6;
        if (!IN6_IS_ADDR_MULTICAST (&info->ipi6_addr))
          datagram->local.in6.sin6_addr = info->ipi6_addr;
        datagram->interface = info->ipi6_ifindex;
      }
}

guint32
tarn_udp_control_get_arrival (struct msghdr         *message,
                              const struct timespec *now,
                              guint32               *n_overrun,
                              TarnDatagram          *datagram)
{
  guint32 before = *n_overrun;
  struct timespec at;

  for (struct cmsghdr *c = CMSG_FIRSTHDR (message); c != NULL; c = CMSG_NXTHDR (message, c))
    if (c->cmsg_level == SOL_SOCKET && c->cmsg_type == SO_RXQ_OVFL)
      {
        memcpy (n_overrun, CMSG_DATA (c), sizeof *n_overrun);
      }
    else if (c->cmsg_level == SOL_SOCKET && c->cmsg_type == SCM_TIMESTAMPNS)
      {
        memcpy (&at, CMSG_DATA (c), sizeof at);
        datagram->waited_us = (now->tv_sec - at.tv_sec) * (gint64) G_USEC_PER_SEC
                              + (now->tv_nsec - at.tv_nsec) / 1000;
        /* Somebody may have set the clock meanwhile. */
        if (datagram->waited_us < 0 || datagram->waited_us > MAX_WAITED_US)
          datagram->waited_us = 0;
      }

  return *n_overrun - before;
}

guint32
tarn_udp_control_get_overrun (struct msghdr *message,
                              guint32       *n_overrun)
{
  guint32 before = *n_overrun;

  for (struct cmsghdr *c = CMSG_FIRSTHDR (message); c != NULL; c = CMSG_NXTHDR (message, c))
    if (c->cmsg_level == SOL_SOCKET && c->cmsg_type == SO_RXQ_OVFL)
      memcpy (n_overrun, CMSG_DATA (c), sizeof *n_overrun);

  return *n_overrun - before;
}

int
tarn_udp_control_get_error (struct msghdr *message)
{
  for (struct cmsghdr *c = CMSG_FIRSTHDR (message); c != NULL; c = CMSG_NXTHDR (message, c))
    if ((c->cmsg_level == IPPROTO_IP && c->cmsg_type == IP_RECVERR)
        || (c->cmsg_level == IPPROTO_IPV6 && c->cmsg_type == IPV6_RECVERR))
      return (int) ((struct sock_extended_err *) CMSG_DATA (c))->ee_errno;

  return 0;
}
