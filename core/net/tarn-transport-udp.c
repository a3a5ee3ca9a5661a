/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "net/tarn-transport-udp.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib-unix.h>
#include <sys/mman.h>
#include <unistd.h>

#include "net/tarn-udp-control.h"

/* Every receive buffer holds the largest UDP payload (P-SIZ-01), at a distance of
 * whole pages, so that only the pages that datagrams reach become resident. */
#define BUFFER_SIZE   65535
#define BUFFER_STRIDE 65536
#define BUFFERS_SIZE  ((TARN_TRANSPORT_BATCH + 1) * (gsize) BUFFER_STRIDE)

/* What we ask for; the system grants what it likes.  The default holds only 92
 * full responses (F-72). */
#define RECEIVE_QUEUE_OCTETS (4 * 1024 * 1024)

/* An error that ICMP left behind fails the next call on the socket, whatever that
 * call is about; each failure takes one such error away (F-65). */
#define MAX_FOREIGN_ERRORS 4

typedef struct
{
  int       fd;        /* -1: not open */
  gpointer  tag;       /* of @fd in the source */
  gboolean  bounced;   /* its error queue may hold something */
  guint32   n_overrun; /* datagrams that the system says it lost so far; wraps */
} UdpSocket;

typedef struct
{
  TarnTransport  parent;

  UdpSocket      sockets[2];   /* IPv4, IPv6; a bound transport has one of them */
  guint          turn;         /* the socket that is asked first next time       */
  gboolean       bound;

  GSource       *source;       /* borrowed; NULL when there is none              */

  guint8        *buffers;      /* a batch, and one for the error queue           */
  guint          n_used;       /* headers that the last receive has written to   */
  struct mmsghdr in[TARN_TRANSPORT_BATCH];
  struct iovec   in_octets[TARN_TRANSPORT_BATCH];
  TarnEndpoint   in_peers[TARN_TRANSPORT_BATCH];
  TarnUdpControl        in_control[TARN_TRANSPORT_BATCH];

  struct mmsghdr out[TARN_TRANSPORT_BATCH];
  struct iovec   out_octets[TARN_TRANSPORT_BATCH];
  TarnUdpControl        out_control[TARN_TRANSPORT_BATCH];
} TarnTransportUdp;

typedef struct
{
  GSource           parent;

  TarnTransportUdp *transport;   /* NULL once that is closed */
} UdpSource;

static void
udp_source_watch (TarnTransportUdp *self,
                  UdpSocket        *socket)
{
  if (self->source != NULL && !g_source_is_destroyed (self->source))
    socket->tag = g_source_add_unix_fd (self->source, socket->fd, G_IO_IN | G_IO_ERR);
}

static gboolean
udp_source_dispatch (GSource     *source,
                     GSourceFunc  callback,
                     gpointer     user_data)
{
  TarnTransportUdp *self = ((UdpSource *) source)->transport;

  for (guint i = 0; self != NULL && i < G_N_ELEMENTS (self->sockets); i++)
    {
      UdpSocket *socket = &self->sockets[i];

      if (socket->tag != NULL && (g_source_query_unix_fd (source, socket->tag) & G_IO_ERR))
        socket->bounced = TRUE;
    }

  return callback == NULL ? G_SOURCE_REMOVE : callback (user_data);
}

static void
udp_source_finalize (GSource *source)
{
  TarnTransportUdp *self = ((UdpSource *) source)->transport;

  if (self != NULL)
    self->source = NULL;
}

static GSourceFuncs udp_source_funcs = {
  .dispatch = udp_source_dispatch,
  .finalize = udp_source_finalize,
};

static GSource *
udp_create_source (TarnTransport *transport)
{
  TarnTransportUdp *self = (TarnTransportUdp *) transport;
  GSource *source;

  g_return_val_if_fail (self->source == NULL, NULL);

  source = g_source_new (&udp_source_funcs, sizeof (UdpSource));
  g_source_set_static_name (source, "[tarn] datagrams");
  ((UdpSource *) source)->transport = self;

  self->source = source;
  for (guint i = 0; i < G_N_ELEMENTS (self->sockets); i++)
    if (self->sockets[i].fd >= 0)
      udp_source_watch (self, &self->sockets[i]);

  return source;
}

/* Cut to what the system allows, and no reason to give up. */
static void
udp_enlarge_queue (TarnTransportUdp *self,
                   int               fd)
{
  int size = RECEIVE_QUEUE_OCTETS;
  socklen_t len = sizeof size;

  setsockopt (fd, SOL_SOCKET, SO_RCVBUF, &size, sizeof size);
  if (getsockopt (fd, SOL_SOCKET, SO_RCVBUF, &size, &len) == 0 && size > 0
      && (self->parent.queue_octets == 0 || (gsize) size < self->parent.queue_octets))
    self->parent.queue_octets = (gsize) size;
}

/* Returns the errno, 0 if all went well. */
static int
udp_set_options (int      fd,
                 int      family,
                 gboolean bound)
{
  int yes = 1;
  int result = 0;

  if (family == AF_INET6)
    result |= setsockopt (fd, IPPROTO_IPV6, IPV6_V6ONLY, &yes, sizeof yes);

  /* An agent must know where a request came to (F-12); a manager, what was refused
   * (F-65).  An agent whose manager has gone has nothing to learn from that. */
  if (bound)
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

static UdpSocket *
udp_socket_for (TarnTransportUdp *self,
                int               family)
{
  return &self->sockets[family == AF_INET6 ? 1 : 0];
}

/* Returns the errno, 0 if the socket is open. */
static int
udp_open (TarnTransportUdp *self,
          int               family)
{
  UdpSocket *s = udp_socket_for (self, family);
  int saved;

  if (s->fd >= 0)
    return 0;

  if (family != AF_INET && family != AF_INET6)
    return EAFNOSUPPORT;

  s->fd = socket (family, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (s->fd < 0)
    return errno;

  saved = udp_set_options (s->fd, family, self->bound);
  if (saved != 0)
    {
      close (s->fd);
      s->fd = -1;
      return saved;
    }

  udp_enlarge_queue (self, s->fd);
  s->n_overrun = 0;
  udp_source_watch (self, s);
  return 0;
}

/* Prepares the datagrams at the front that share a family; returns how many. */
static guint
udp_prepare_run (TarnTransportUdp   *self,
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

static gboolean
errno_may_be_foreign (int error)
{
  return error != EAGAIN && error != ENOBUFS && error != EMSGSIZE;
}

/* Sends the run that is prepared; less than @n leaves *@error. */
static guint
udp_send_run (TarnTransportUdp *self,
              UdpSocket        *socket,
              guint             n,
              int              *error)
{
  guint n_sent = 0;
  guint n_errors = 0;

  while (n_sent < n)
    {
      int result = sendmmsg (socket->fd, self->out + n_sent, n - n_sent, 0);

      if (result > 0)
        {
          n_sent += (guint) result;
          n_errors = 0;
        }
      else if (errno != EINTR)
        {
          *error = errno;
          if (!errno_may_be_foreign (*error) || ++n_errors > MAX_FOREIGN_ERRORS)
            break;
          socket->bounced = TRUE;
        }
    }

  return n_sent;
}

static gsize
udp_send (TarnTransport      *transport,
          const TarnDatagram *datagrams,
          gsize               n,
          int                *error)
{
  TarnTransportUdp *self = (TarnTransportUdp *) transport;
  gsize n_sent = 0;

  while (n_sent < n)
    {
      int family = datagrams[n_sent].peer.sa.sa_family;
      guint n_run, n_gone;

      if (self->bound && udp_socket_for (self, family)->fd < 0)
        *error = EAFNOSUPPORT;
      else
        *error = udp_open (self, family);
      if (*error != 0)
        break;

      n_run = udp_prepare_run (self, datagrams + n_sent, n - n_sent);
      n_gone = udp_send_run (self, udp_socket_for (self, family), n_run, error);
      n_sent += n_gone;
      if (n_gone < n_run)
        break;
    }

  return n_sent;
}

/* Makes the headers that the last receive wrote to ready for the next. */
static void
udp_reset_headers (TarnTransportUdp *self)
{
  for (guint i = 0; i < self->n_used; i++)
    {
      struct msghdr *message = &self->in[i].msg_hdr;

      self->in_octets[i].iov_base = self->buffers + (gsize) i * BUFFER_STRIDE;
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

static gsize
udp_receive_from (TarnTransportUdp *self,
                  UdpSocket        *socket,
                  TarnDatagram     *datagrams,
                  gsize             n)
{
  int result = -1;
  struct timespec now;

  udp_reset_headers (self);
  for (guint i = 0; i <= MAX_FOREIGN_ERRORS && result < 0; i++)
    {
      result = recvmmsg (socket->fd, self->in, (guint) MIN (n, TARN_TRANSPORT_BATCH),
                         MSG_DONTWAIT, NULL);
      if (result < 0 && errno == EAGAIN)
        return 0;
      if (result < 0 && errno != EINTR)
        socket->bounced = TRUE;
    }

  if (result < 0)
    return 0;

  self->n_used = (guint) result;
  clock_gettime (CLOCK_REALTIME, &now);
  for (guint i = 0; i < self->n_used; i++)
    {
      datagrams[i] = (TarnDatagram) {
        .peer = self->in_peers[i],
        .octets = tarn_span (self->in_octets[i].iov_base, self->in[i].msg_len),
        .truncated = (self->in[i].msg_hdr.msg_flags & MSG_TRUNC) != 0,
      };
      if (self->bound)
        tarn_udp_control_get_local (&self->in[i].msg_hdr, &datagrams[i]);
      else
        self->parent.n_overrun += tarn_udp_control_get_arrival (&self->in[i].msg_hdr, &now,
                                                                &socket->n_overrun, &datagrams[i]);
    }

  return self->n_used;
}

static gsize
udp_receive (TarnTransport *transport,
             TarnDatagram  *datagrams,
             gsize          n)
{
  TarnTransportUdp *self = (TarnTransportUdp *) transport;

  for (guint i = 0; i < G_N_ELEMENTS (self->sockets); i++)
    {
      UdpSocket *socket = &self->sockets[self->turn];
      gsize n_came = 0;

      self->turn = (self->turn + 1) % G_N_ELEMENTS (self->sockets);
      if (socket->fd >= 0)
        n_came = udp_receive_from (self, socket, datagrams, n);
      if (n_came > 0)
        return n_came;
    }

  return 0;
}

static gboolean
udp_bounce_from (TarnTransportUdp *self,
                 UdpSocket        *socket,
                 TarnBounce       *bounce)
{
  union
  {
    struct cmsghdr header;
    guint8         octets[CMSG_SPACE (sizeof (struct sock_extended_err)
                                      + sizeof (struct sockaddr_in6))];
  } control;
  struct iovec octets = { self->buffers + BUFFERS_SIZE - BUFFER_STRIDE, BUFFER_SIZE };
  struct msghdr message = {
    .msg_name = &bounce->peer,
    .msg_namelen = sizeof bounce->peer,
    .msg_iov = &octets,
    .msg_iovlen = 1,
    .msg_control = &control,
    .msg_controllen = sizeof control,
  };
  gssize len;

  memset (bounce, 0, sizeof *bounce);
  do
    len = recvmsg (socket->fd, &message, MSG_ERRQUEUE | MSG_DONTWAIT);
  while (len < 0 && errno == EINTR);

  if (len < 0)
    return FALSE;

  bounce->octets = tarn_span (octets.iov_base, (gsize) len);
  bounce->error = tarn_udp_control_get_error (&message);
  return TRUE;
}

static gboolean
udp_receive_bounce (TarnTransport *transport,
                    TarnBounce    *bounce)
{
  TarnTransportUdp *self = (TarnTransportUdp *) transport;

  for (guint i = 0; i < G_N_ELEMENTS (self->sockets); i++)
    {
      UdpSocket *socket = &self->sockets[i];

      if (!socket->bounced)
        continue;
      if (udp_bounce_from (self, socket, bounce))
        return TRUE;
      socket->bounced = FALSE;
    }

  return FALSE;
}

static void
udp_close_sockets (TarnTransportUdp *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->sockets); i++)
    {
      UdpSocket *s = &self->sockets[i];

      if (self->source != NULL && !g_source_is_destroyed (self->source) && s->tag != NULL)
        g_source_remove_unix_fd (self->source, s->tag);
      if (s->fd >= 0)
        close (s->fd);
      *s = (UdpSocket) { .fd = -1 };
    }
}

/* The next datagram of each family opens a socket again. */
static void
udp_refresh (TarnTransport *transport)
{
  TarnTransportUdp *self = (TarnTransportUdp *) transport;

  if (!self->bound)
    udp_close_sockets (self);
}

static void
udp_close (TarnTransport *transport)
{
  TarnTransportUdp *self = (TarnTransportUdp *) transport;

  udp_close_sockets (self);

  if (self->source != NULL)
    ((UdpSource *) self->source)->transport = NULL;

  munmap (self->buffers, BUFFERS_SIZE);
  g_free (self);
}

static const TarnTransportClass udp_class = {
  .send = udp_send,
  .receive = udp_receive,
  .receive_bounce = udp_receive_bounce,
  .create_source = udp_create_source,
  .refresh = udp_refresh,
  .close = udp_close,
};

TarnTransport *
tarn_transport_udp_new (void)
{
  TarnTransportUdp *self = g_new0 (TarnTransportUdp, 1);

  self->parent.klass = &udp_class;
  self->sockets[0].fd = self->sockets[1].fd = -1;
  self->n_used = TARN_TRANSPORT_BATCH;

  self->buffers = mmap (NULL, BUFFERS_SIZE, PROT_READ | PROT_WRITE,
                        MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (self->buffers == MAP_FAILED)
    g_error ("%s: no address space for receive buffers", G_STRLOC);

  return &self->parent;
}

TarnTransport *
tarn_transport_udp_bind (const TarnEndpoint  *local,
                         GError             **error)
{
  TarnTransport *transport = tarn_transport_udp_new ();
  TarnTransportUdp *self = (TarnTransportUdp *) transport;
  g_autofree char *where = NULL;
  int saved;

  self->bound = TRUE;
  saved = udp_open (self, local->sa.sa_family);
  if (saved == 0 && bind (udp_socket_for (self, local->sa.sa_family)->fd, &local->sa,
                          tarn_endpoint_size (local)) != 0)
    saved = errno;

  if (saved == 0)
    return transport;

  where = tarn_endpoint_to_string (local);
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (saved),
               "Cannot listen on %s: %s", where, g_strerror (saved));
  udp_close (transport);
  return NULL;
}

void
tarn_transport_udp_local (TarnTransport *transport,
                          TarnEndpoint  *local)
{
  TarnTransportUdp *self = (TarnTransportUdp *) transport;
  UdpSocket *socket = &self->sockets[self->sockets[0].fd >= 0 ? 0 : 1];
  socklen_t size = sizeof *local;

  memset (local, 0, sizeof *local);
  if (getsockname (socket->fd, &local->sa, &size) != 0)
    g_return_if_reached ();
}
