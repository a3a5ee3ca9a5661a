/* bench-echo.c
 *
 * The floor of the benchmark of agents: answers every question with octets that it holds
 * already, so that what it costs is the socket alone.  The first question of each type goes
 * to a real agent, whose answer is kept: later ones get it with their own request-id, which
 * is four octets long.  So questions, answers and what the manager does are the same.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <arpa/inet.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#define BATCH       32
#define N_TYPES     8      /* low bits of the PDU's tag */
#define DATAGRAM    65536
#define ID_LEN      4
#define LEARN_S     2

typedef struct
{
  gsize  len;             /* 0: not yet learnt */
  gsize  id_at;
  guint8 octets[DATAGRAM];
} Answer;

static Answer answers[N_TYPES];
static guint8 replies[BATCH][DATAGRAM];

/* Steps over tag and length, and over @skipped elements behind them. */
static gsize
step (const guint8 *octets,
      gsize         at,
      guint         skipped)
{
  at += 2 + (octets[at + 1] & 0x80 ? octets[at + 1] & 0x7f : 0);
  for (; skipped > 0; skipped--)
    at += 2 + octets[at + 1];

  return at;
}

/* Where the PDU begins: behind version and community. */
static gsize
find_pdu (const guint8 *octets,
          gsize         len)
{
  gsize at = len > 8 ? step (octets, 0, 2) : len;

  if (at + 8 > len)
    g_error ("this is not what bench-load asks");
  return at;
}

static gsize
find_id (const guint8 *octets,
         gsize         len)
{
  gsize at = step (octets, find_pdu (octets, len), 0);

  if (at + 2 + ID_LEN > len || octets[at] != 0x02 || octets[at + 1] != ID_LEN)
    g_error ("the request-id is not four octets long");
  return at + 2;
}

static void
learn (Answer       *answer,
       guint16       port,
       const guint8 *question,
       gsize         len)
{
  struct sockaddr_in agent = { .sin_family = AF_INET, .sin_port = htons (port),
                               .sin_addr.s_addr = htonl (INADDR_LOOPBACK) };
  struct timeval patience = { .tv_sec = LEARN_S };
  int fd = socket (AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  gssize n;

  if (fd < 0 || setsockopt (fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience) != 0
      || connect (fd, (struct sockaddr *) &agent, sizeof agent) != 0
      || send (fd, question, len, 0) < 0
      || (n = recv (fd, answer->octets, sizeof answer->octets, 0)) <= 0)
    g_error ("the agent at port %u did not answer", port);

  answer->len = (gsize) n;
  answer->id_at = find_id (answer->octets, answer->len);
  g_close (fd, NULL);
}

static void
serve (int     fd,
       guint16 agent_port)
{
  static guint8 questions[BATCH][512];
  struct sockaddr_storage peers[BATCH];
  struct mmsghdr in[BATCH] = { 0 }, out[BATCH] = { 0 };
  struct iovec in_parts[BATCH], out_parts[BATCH];
  int n;

  for (int i = 0; i < BATCH; i++)
    {
      in_parts[i] = (struct iovec) { questions[i], sizeof questions[i] };
      in[i].msg_hdr = (struct msghdr) { .msg_name = &peers[i], .msg_iov = &in_parts[i],
                                        .msg_iovlen = 1 };
      out[i].msg_hdr = (struct msghdr) { .msg_name = &peers[i], .msg_iov = &out_parts[i],
                                         .msg_iovlen = 1 };
    }

  for (;;)
    {
      for (int i = 0; i < BATCH; i++)
        in[i].msg_hdr.msg_namelen = sizeof peers[i];
      n = recvmmsg (fd, in, BATCH, MSG_WAITFORONE, NULL);
      for (int i = 0; i < n; i++)
        {
          Answer *answer = &answers[questions[i][find_pdu (questions[i], in[i].msg_len)]
                                    % N_TYPES];

          if (answer->len == 0)
            learn (answer, agent_port, questions[i], in[i].msg_len);
          memcpy (replies[i], answer->octets, answer->len);
          memcpy (replies[i] + answer->id_at,
                  questions[i] + find_id (questions[i], in[i].msg_len), ID_LEN);
          out_parts[i] = (struct iovec) { replies[i], answer->len };
          out[i].msg_hdr.msg_namelen = in[i].msg_hdr.msg_namelen;
        }
      if (n > 0)
        sendmmsg (fd, out, (guint) n, 0);
    }
}

int
main (int    argc,
      char **argv)
{
  struct sockaddr_in own = { .sin_family = AF_INET, .sin_addr.s_addr = htonl (INADDR_LOOPBACK) };
  socklen_t len = sizeof own;
  int fd = socket (AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);

  if (argc != 2)
    {
      g_printerr ("usage: bench-echo PORT-OF-AN-AGENT\n");
      return 2;
    }
  if (fd < 0 || bind (fd, (struct sockaddr *) &own, len) != 0
      || getsockname (fd, (struct sockaddr *) &own, &len) != 0)
    g_error ("no socket");

  g_print ("echo at 127.0.0.1:%u\n", ntohs (own.sin_port));
  fflush (stdout);
  serve (fd, (guint16) atoi (argv[1]));
}
