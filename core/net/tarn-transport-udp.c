/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "net/tarn-transport-udp.h"

#include <errno.h>
#include <gio/gio.h>
#include <unistd.h>

#include "net/tarn-udp-open.h"

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
  gboolean       deep;         /* bound, and counts what is lost                 */

  GSource       *source;       /* borrowed; NULL when there is none              */

  TarnUdpBuffers *buffers;     /* perhaps shared with other sockets of the thread */
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

static UdpSocket *
udp_socket_for (TarnTransportUdp *self,
                int               family)
{
  return &self->sockets[family == AF_INET6 ? 1 : 0];
}

static void
udp_note_queue (TarnTransportUdp *self,
                gsize             octets)
{
  if (octets > 0 && (self->parent.queue_octets == 0 || octets < self->parent.queue_octets))
    self->parent.queue_octets = octets;
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

  s->fd = tarn_udp_open (family, self->bound ? TARN_UDP_BOUND : TARN_UDP_MANAGER);
  if (s->fd < 0)
    {
      saved = -s->fd;
      s->fd = -1;
      return saved;
    }

  udp_note_queue (self, tarn_udp_enlarge_queue (s->fd));
  s->n_overrun = 0;
  udp_source_watch (self, s);
  return 0;
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
      int result = sendmmsg (socket->fd, self->buffers->out + n_sent, n - n_sent, 0);

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

      n_run = tarn_udp_buffers_prepare_run (self->buffers, datagrams + n_sent, n - n_sent);
      n_gone = udp_send_run (self, udp_socket_for (self, family), n_run, error);
      n_sent += n_gone;
      if (n_gone < n_run)
        break;
    }

  return n_sent;
}

static gsize
udp_receive_from (TarnTransportUdp *self,
                  UdpSocket        *socket,
                  TarnDatagram     *datagrams,
                  gsize             n)
{
  TarnUdpBuffers *buffers = self->buffers;
  int result = -1;
  struct timespec now;

  tarn_udp_buffers_reset (buffers);
  for (guint i = 0; i <= MAX_FOREIGN_ERRORS && result < 0; i++)
    {
      result = recvmmsg (socket->fd, buffers->in, (guint) MIN (n, TARN_TRANSPORT_BATCH),
                         MSG_DONTWAIT, NULL);
      if (result < 0 && errno == EAGAIN)
        return 0;
      if (result < 0 && errno != EINTR)
        socket->bounced = TRUE;
    }

  if (result < 0)
    return 0;

  buffers->n_used = (guint) result;
  clock_gettime (CLOCK_REALTIME, &now);
  for (guint i = 0; i < buffers->n_used; i++)
    {
      struct msghdr *message = &buffers->in[i].msg_hdr;

      datagrams[i] = (TarnDatagram) {
        .peer = buffers->in_peers[i],
        .octets = tarn_span (buffers->in_octets[i].iov_base, buffers->in[i].msg_len),
        .truncated = (message->msg_flags & MSG_TRUNC) != 0,
      };
      if (self->deep)
        self->parent.n_overrun += tarn_udp_control_get_overrun (message, &socket->n_overrun);
      if (self->bound)
        tarn_udp_control_get_local (message, &datagrams[i]);
      else
        self->parent.n_overrun += tarn_udp_control_get_arrival (message, &now,
                                                                &socket->n_overrun, &datagrams[i]);
    }

  return buffers->n_used;
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
  struct iovec octets = tarn_udp_buffers_get_bounce (self->buffers);
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

  tarn_udp_buffers_unref (self->buffers);
  g_free (self);
}

static int
udp_get_fd (TarnTransport *transport)
{
  TarnTransportUdp *self = (TarnTransportUdp *) transport;

  return self->sockets[self->sockets[0].fd >= 0 ? 0 : 1].fd;
}

static const TarnTransportClass udp_class = {
  .send = udp_send,
  .receive = udp_receive,
  .receive_bounce = udp_receive_bounce,
  .create_source = udp_create_source,
  .get_fd = udp_get_fd,
  .refresh = udp_refresh,
  .close = udp_close,
};

static TarnTransportUdp *
udp_new (TarnUdpBuffers *buffers,
         gboolean        bound)
{
  TarnTransportUdp *self = g_new0 (TarnTransportUdp, 1);

  self->parent.klass = &udp_class;
  self->sockets[0].fd = self->sockets[1].fd = -1;
  self->bound = bound;
  self->buffers = buffers != NULL ? tarn_udp_buffers_ref (buffers) : tarn_udp_buffers_new ();
  return self;
}

TarnTransport *
tarn_transport_udp_new (void)
{
  return &udp_new (NULL, FALSE)->parent;
}

TarnTransport *
tarn_transport_udp_bind (const TarnEndpoint  *local,
                         TarnUdpBuffers      *buffers,
                         GError             **error)
{
  TarnTransportUdp *self = udp_new (buffers, TRUE);
  g_autofree char *where = NULL;
  int saved;

  saved = udp_open (self, local->sa.sa_family);
  if (saved == 0 && bind (udp_socket_for (self, local->sa.sa_family)->fd, &local->sa,
                          tarn_endpoint_size (local)) != 0)
    saved = errno;

  if (saved == 0)
    {
      tarn_udp_know_local (udp_socket_for (self, local->sa.sa_family)->fd, local);
      return &self->parent;
    }

  where = tarn_endpoint_to_string (local);
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (saved),
               "Cannot listen on %s: %s", where, g_strerror (saved));
  udp_close (&self->parent);
  return NULL;
}

TarnTransport *
tarn_transport_udp_adopt (int              fd,
                          TarnUdpBuffers  *buffers,
                          GError         **error)
{
  int family;
  int copy = tarn_udp_copy (fd, &family, error);
  TarnTransportUdp *self;

  if (copy < 0)
    return NULL;

  self = udp_new (buffers, TRUE);
  udp_socket_for (self, family)->fd = copy;
  udp_note_queue (self, tarn_udp_enlarge_queue (copy));
  return &self->parent;
}

void
tarn_transport_udp_deepen_queue (TarnTransport *transport,
                                 int            octets)
{
  TarnTransportUdp *self = (TarnTransportUdp *) transport;

  self->deep = TRUE;
  transport->queue_octets = tarn_udp_deepen_queue (udp_get_fd (transport), octets);
}

void
tarn_transport_udp_local (TarnTransport *transport,
                          TarnEndpoint  *local)
{
  socklen_t size = sizeof *local;

  memset (local, 0, sizeof *local);
  if (getsockname (udp_get_fd (transport), &local->sa, &size) != 0)
    g_return_if_reached ();
}
