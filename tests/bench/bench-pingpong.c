/* bench-pingpong.c
 *
 * What the system takes to carry so many datagrams there and back between two
 * processes of loopback, with nothing done about them:
 *
 *   bench-pingpong COUNT QUESTION-OCTETS ANSWER-OCTETS IN-FLIGHT
 *
 * Prints seconds, and processor seconds of the side that asks.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <arpa/inet.h>
#include <errno.h>
#include <glib.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench-pin.h"

#define BATCH         32
#define RECEIVE_QUEUE (8 * 1024 * 1024)
#define LOST_MS       500

static struct mmsghdr messages[BATCH];
static struct iovec parts[BATCH];
static guint8 buffers[BATCH][65536];

static int
open_socket (struct sockaddr_in *at)
{
  socklen_t at_len = sizeof *at;
  int size = RECEIVE_QUEUE;
  int fd = socket (AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);

  *at = (struct sockaddr_in) { .sin_family = AF_INET };
  at->sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  if (setsockopt (fd, SOL_SOCKET, SO_RCVBUFFORCE, &size, sizeof size) != 0)
    setsockopt (fd, SOL_SOCKET, SO_RCVBUF, &size, sizeof size);
  if (bind (fd, (struct sockaddr *) at, sizeof *at) != 0
      || getsockname (fd, (struct sockaddr *) at, &at_len) != 0)
    g_error ("no socket: %s", g_strerror (errno));
  return fd;
}

static int
receive (int   fd,
         gsize size,
         int   flags)
{
  for (guint i = 0; i < BATCH; i++)
    {
      parts[i] = (struct iovec) { buffers[i], size };
      messages[i] = (struct mmsghdr) { .msg_hdr = { .msg_iov = &parts[i], .msg_iovlen = 1 } };
    }
  return recvmmsg (fd, messages, BATCH, flags, NULL);
}

static void
send_all (int   fd,
          guint n,
          gsize size)
{
  for (guint i = 0; i < MIN (n, BATCH); i++)
    {
      parts[i] = (struct iovec) { buffers[i], size };
      messages[i] = (struct mmsghdr) { .msg_hdr = { .msg_iov = &parts[i], .msg_iovlen = 1 } };
    }
  while (n > 0)
    {
      int sent = sendmmsg (fd, messages, MIN (n, BATCH), 0);

      if (sent <= 0)
        g_error ("cannot send: %s", g_strerror (errno));
      n -= (guint) sent;
    }
}

static void
echo (int   fd,
      gsize answer)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
  bench_pin (BENCH_PIN_AGENT);
  for (;;)
    {
      int n = receive (fd, sizeof buffers[0], MSG_WAITFORONE);

      send_all (fd, (guint) MAX (n, 0), answer);
    }
}

static void
ask (int     fd,
     guint64 count,
     gsize   question,
     guint   in_flight)
{
  guint64 n_sent = MIN (count, in_flight), n_received = 0;

  send_all (fd, (guint) n_sent, question);
  while (n_received < count)
    {
      struct pollfd waiting = { fd, POLLIN, 0 };
      int n = receive (fd, sizeof buffers[0], in_flight == 1 ? MSG_WAITFORONE : MSG_DONTWAIT);

      if (n > 0)
        {
          guint more = (guint) MIN (count - n_sent, (guint64) n);

          n_received += (guint64) n;
          send_all (fd, more, question);
          n_sent += more;
        }
      else if (poll (&waiting, 1, LOST_MS) == 0)
        {
          send_all (fd, (guint) (n_sent - n_received), question);
        }
    }
}

int
main (int    argc,
      char **argv)
{
  struct sockaddr_in here, there;
  struct rusage before, after;
  guint64 count;
  gsize question, answer;
  guint in_flight;
  gint64 began_us;
  double cpu;
  int ends[2];
  pid_t child;

  if (argc != 5)
    {
      g_printerr ("usage: bench-pingpong COUNT QUESTION-OCTETS ANSWER-OCTETS IN-FLIGHT\n");
      return 2;
    }
  count = g_ascii_strtoull (argv[1], NULL, 10);
  question = CLAMP (g_ascii_strtoull (argv[2], NULL, 10), 1, 65507);
  answer = CLAMP (g_ascii_strtoull (argv[3], NULL, 10), 1, 65507);
  in_flight = (guint) CLAMP (g_ascii_strtoull (argv[4], NULL, 10), 1, 1024);

  ends[0] = open_socket (&here);
  ends[1] = open_socket (&there);
  if (connect (ends[0], (struct sockaddr *) &there, sizeof there) != 0
      || connect (ends[1], (struct sockaddr *) &here, sizeof here) != 0)
    g_error ("no connection: %s", g_strerror (errno));

  child = fork ();
  if (child == 0)
    echo (ends[1], answer);
  bench_pin (BENCH_PIN_MANAGER);
  getrusage (RUSAGE_SELF, &before);
  began_us = g_get_monotonic_time ();
  ask (ends[0], count, question, in_flight);
  getrusage (RUSAGE_SELF, &after);
  cpu = (double) (after.ru_utime.tv_sec - before.ru_utime.tv_sec
                  + after.ru_stime.tv_sec - before.ru_stime.tv_sec)
        + 1e-6 * (double) (after.ru_utime.tv_usec - before.ru_utime.tv_usec
                           + after.ru_stime.tv_usec - before.ru_stime.tv_usec);
  g_print ("%.6f %.6f\n", (double) (g_get_monotonic_time () - began_us) / G_USEC_PER_SEC, cpu);

  kill (child, SIGKILL);
  waitpid (child, NULL, 0);
  return 0;
}
