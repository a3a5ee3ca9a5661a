/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "net/tarn-udp-open.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib-unix.h>
#include <unistd.h>

#include "base/tarn-error.h"
#include "net/tarn-transport.h"

/* What we ask for; the system grants what it likes.  The default holds only 92
 * full responses (F-72). */
#define RECEIVE_QUEUE_OCTETS (4 * 1024 * 1024)

/* Returns the errno, 0 if all went well. */
static int
set_options (int         fd,
             int         family,
             TarnUdpKind kind)
{
  int yes = 1;
  int result = 0;

  if (family == AF_INET6 && kind != TARN_UDP_PASSED)
    result |= setsockopt (fd, IPPROTO_IPV6, IPV6_V6ONLY, &yes, sizeof yes);

  /* An agent must know where a request came to (F-12); a manager, what was refused
   * (F-65).  An agent whose manager has gone has nothing to learn from that. */
  if (kind != TARN_UDP_MANAGER)
    result |= family == AF_INET6
              ? setsockopt (fd, IPPROTO_IPV6, IPV6_RECVPKTINFO, &yes, sizeof yes)
              : setsockopt (fd, IPPROTO_IP, IP_PKTINFO, &yes, sizeof yes);
  else
    {
      result |= family == AF_INET6
                ? setsockopt (fd, IPPROTO_IPV6, IPV6_RECVERR, &yes, sizeof yes)
                : setsockopt (fd, IPPROTO_IP, IP_RECVERR, &yes, sizeof yes);
      result |= setsockopt (fd, SOL_SOCKET, SO_RXQ_OVFL, &yes, sizeof yes);
      result |= setsockopt (fd, SOL_SOCKET, SO_TIMESTAMPNS, &yes, sizeof yes);
    }

  return result == 0 ? 0 : errno;
}

int
tarn_udp_open (int         family,
               TarnUdpKind kind)
{
  int fd, saved;

  if (family != AF_INET && family != AF_INET6)
    return -EAFNOSUPPORT;

  fd = socket (family, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (fd < 0)
    return -errno;

  saved = set_options (fd, family, kind);
  if (saved == 0)
    return fd;

  close (fd);
  return -saved;
}

void
tarn_udp_know_local (int                 fd,
                     const TarnEndpoint *local)
{
  int no = 0;

  if (local->sa.sa_family == AF_INET && local->in.sin_addr.s_addr != INADDR_ANY)
    setsockopt (fd, IPPROTO_IP, IP_PKTINFO, &no, sizeof no);
  else if (local->sa.sa_family == AF_INET6 && !IN6_IS_ADDR_UNSPECIFIED (&local->in6.sin6_addr))
    setsockopt (fd, IPPROTO_IPV6, IPV6_RECVPKTINFO, &no, sizeof no);
}

gsize
tarn_udp_enlarge_queue (int fd)
{
  int size = RECEIVE_QUEUE_OCTETS;
  socklen_t len = sizeof size;

  setsockopt (fd, SOL_SOCKET, SO_RCVBUF, &size, sizeof size);
  return getsockopt (fd, SOL_SOCKET, SO_RCVBUF, &size, &len) == 0 && size > 0 ? (gsize) size : 0;
}

gsize
tarn_udp_deepen_queue (int fd,
                       int octets)
{
  socklen_t len = sizeof octets;
  int yes = 1;

  setsockopt (fd, SOL_SOCKET, SO_RXQ_OVFL, &yes, sizeof yes);
  if (setsockopt (fd, SOL_SOCKET, SO_RCVBUFFORCE, &octets, sizeof octets) != 0)
    setsockopt (fd, SOL_SOCKET, SO_RCVBUF, &octets, sizeof octets);
  return getsockopt (fd, SOL_SOCKET, SO_RCVBUF, &octets, &len) == 0 && octets > 0
         ? (gsize) octets : 0;
}

/* What keeps the socket @fd, which is in @local, from being an agent's; NULL if nothing. */
static const char *
find_unfit (int           fd,
            TarnEndpoint *local)
{
  socklen_t size = sizeof *local;
  int type = 0;
  socklen_t type_size = sizeof type;

  memset (local, 0, sizeof *local);
  if (getsockopt (fd, SOL_SOCKET, SO_TYPE, &type, &type_size) != 0)
    return "it is no socket";
  if (type != SOCK_DGRAM)
    return "it is not one for datagrams";
  if (getsockname (fd, &local->sa, &size) != 0
      || (local->sa.sa_family != AF_INET && local->sa.sa_family != AF_INET6))
    return "it is neither IPv4 nor IPv6";
  if (tarn_endpoint_port (local) == 0)
    return "it is bound to no port";

  return NULL;
}

int
tarn_udp_copy (int      fd,
               int     *family,
               GError **error)
{
  TarnEndpoint local;
  const char *unfit = find_unfit (fd, &local);
  int copy, saved;

  if (unfit != NULL)
    {
      g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID,
                   "Cannot listen on the socket that was passed: %s", unfit);
      return -1;
    }

  *family = local.sa.sa_family;
  copy = fcntl (fd, F_DUPFD_CLOEXEC, 3);
  saved = copy < 0 ? errno : set_options (copy, *family, TARN_UDP_PASSED);
  if (saved == 0 && !g_unix_set_fd_nonblocking (copy, TRUE, NULL))
    saved = errno;
  if (saved == 0)
    return copy;

  if (copy >= 0)
    close (copy);
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (saved),
               "Cannot listen on the socket that was passed: %s", g_strerror (saved));
  return -1;
}
