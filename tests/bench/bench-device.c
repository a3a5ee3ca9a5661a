/* bench-device.c
 *
 * A device for the benchmarks, on one address or on all of this machine (it answers
 * from the one that was asked):
 *
 *   bench-device --rows 1000 --max-size 1472 --service 1000 --service-varbind 20
 *
 * It answers as fast as copying goes, or one question after the other as slowly as it
 * is told, with a queue that can overflow.  It says "serving at :PORT" when it is ready,
 * and at SIGUSR1 what it did since the last one, as a line of JSON.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "bench-cells.h"

#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/socket.h>

#define BATCH         64
#define QUESTION_SIZE 2048
#define RECEIVE_QUEUE (8 * 1024 * 1024)
#define CONTROL_SIZE  CMSG_SPACE (sizeof (struct in_pktinfo))

typedef struct
{
  struct sockaddr_in from;
  guint8             control[CONTROL_SIZE];   /* the address that was asked */
  gsize              control_len;
  gint64             came_us;
  gsize              len;
  guint8             octets[QUESTION_SIZE];
} Question;

typedef struct
{
  guint64 n_questions, n_answers, n_varbinds;
  guint64 octets_in, octets_out;
  guint64 n_overflows;       /* questions that found the queue full        */
  guint64 longest;           /* queue, with the one that is being answered */
  gint64  busy_us;
} Statistics;

typedef struct
{
  int         fd;
  BenchCells  cells;
  TarnMessage message;
  Statistics  statistics;
  Question    questions[BATCH];
  guint8     *answers;       /* BATCH of max_size */

  GQueue      queue;         /* of Question, in the order in which they came */
  Question   *current;       /* being answered */
  TarnSpan    answer;
  gint64      free_us;       /* when it is done with the current one */
} Device;

static char *listen_text;
static int n_rows = 1000, max_size = 65507, max_queue = 1000;
static int service_us, varbind_us;
static gboolean spin;
static volatile sig_atomic_t asked, ended;

static const GOptionEntry options[] = {
  { "listen", 0, 0, G_OPTION_ARG_STRING, &listen_text, "default 127.0.0.1", "ADDRESS" },
  { "rows", 0, 0, G_OPTION_ARG_INT, &n_rows, "of the table, default 1000", "N" },
  { "max-size", 0, 0, G_OPTION_ARG_INT, &max_size, "octets of an answer", "N" },
  { "service", 0, 0, G_OPTION_ARG_INT, &service_us, "for each question, one at a time", "US" },
  { "service-varbind", 0, 0, G_OPTION_ARG_INT, &varbind_us, "and for each varbind", "US" },
  { "queue", 0, 0, G_OPTION_ARG_INT, &max_queue, "questions that may wait", "N" },
  { "spin", 0, 0, G_OPTION_ARG_NONE, &spin, "never sleep, so that nothing waits for it", NULL },
  { NULL },
};

static void
on_signal (int number)
{
  if (number == SIGUSR1)
    asked = 1;
  else
    ended = 1;
}

static guint
receive (Device *self)
{
  struct mmsghdr messages[BATCH] = { 0 };
  struct iovec parts[BATCH];
  int n;

  for (guint i = 0; i < BATCH; i++)
    {
      Question *question = &self->questions[i];

      parts[i] = (struct iovec) { question->octets, sizeof question->octets };
      messages[i].msg_hdr = (struct msghdr) {
        .msg_name = &question->from,
        .msg_namelen = sizeof question->from,
        .msg_iov = &parts[i],
        .msg_iovlen = 1,
        .msg_control = question->control,
        .msg_controllen = sizeof question->control,
      };
    }

  n = recvmmsg (self->fd, messages, BATCH, MSG_DONTWAIT, NULL);
  for (int i = 0; i < n; i++)
    {
      struct cmsghdr *control = CMSG_FIRSTHDR (&messages[i].msg_hdr);

      if (control != NULL)    /* any interface will do */
        ((struct in_pktinfo *) CMSG_DATA (control))->ipi_ifindex = 0;
      self->questions[i].control_len = messages[i].msg_hdr.msg_controllen;
      self->questions[i].len = messages[i].msg_len;
      self->statistics.octets_in += messages[i].msg_len;
    }
  self->statistics.n_questions += (guint64) MAX (n, 0);
  return (guint) MAX (n, 0);
}

static TarnSpan
make_answer (Device         *self,
             const Question *question,
             guint8         *buffer,
             guint          *n_varbinds)
{
  TarnSpan answer;

  if (!tarn_message_decode (&self->message, tarn_span (question->octets, question->len),
                            TARN_PROFILE_LENIENT)
      || self->message.version != TARN_VERSION_2C)
    return tarn_span (NULL, 0);

  answer = bench_cells_answer (&self->cells, &self->message, buffer, (gsize) max_size,
                               n_varbinds);
  self->statistics.n_varbinds += *n_varbinds;
  return answer;
}

static void
send_answers (Device         *self,
              Question      **questions,
              const TarnSpan *answers,
              guint           n)
{
  struct mmsghdr messages[BATCH] = { 0 };
  struct iovec parts[BATCH];
  guint done = 0;

  for (guint i = 0; i < n; i++)
    {
      parts[i] = (struct iovec) { (void *) answers[i].data, answers[i].len };
      messages[i].msg_hdr = (struct msghdr) {
        .msg_name = &questions[i]->from,
        .msg_namelen = sizeof questions[i]->from,
        .msg_iov = &parts[i],
        .msg_iovlen = 1,
        .msg_control = questions[i]->control,
        .msg_controllen = questions[i]->control_len,
      };
      self->statistics.octets_out += answers[i].len;
      self->statistics.n_answers++;
    }

  while (done < n)
    {
      int sent = sendmmsg (self->fd, messages + done, n - done, 0);

      done += sent > 0 ? (guint) sent : errno != EINTR;
    }
}

/* As fast as it goes. */
static void
answer_all (Device *self)
{
  Question *questions[BATCH];
  TarnSpan answers[BATCH];
  guint n_received = receive (self);
  guint n = 0;

  for (guint i = 0; i < n_received; i++)
    {
      guint n_varbinds;

      answers[n] = make_answer (self, &self->questions[i],
                                self->answers + (gsize) i * (gsize) max_size, &n_varbinds);
      questions[n] = &self->questions[i];
      n += answers[n].len > 0;
    }
  send_answers (self, questions, answers, n);
}

static void
put_in_queue (Device *self,
              gint64  now_us)
{
  guint n = receive (self);

  for (guint i = 0; i < n; i++)
    {
      guint length = g_queue_get_length (&self->queue);

      if (length >= (guint) max_queue)
        {
          self->statistics.n_overflows++;
          continue;
        }
      self->questions[i].came_us = now_us;
      g_queue_push_tail (&self->queue, g_memdup2 (&self->questions[i], sizeof (Question)));
      self->statistics.longest = MAX (self->statistics.longest,
                                      length + 1 + (self->current != NULL));
    }
}

/* Begins with the next question at the moment when it was done with the last one, not
 * when the system woke it up. */
static void
begin_next (Device *self)
{
  gint64 begin_us, cost_us;
  guint n_varbinds = 0;

  self->current = g_queue_pop_head (&self->queue);
  if (self->current == NULL)
    return;

  self->answer = make_answer (self, self->current, self->answers, &n_varbinds);
  begin_us = MAX (self->free_us, self->current->came_us);
  cost_us = service_us + (gint64) n_varbinds * varbind_us;
  self->free_us = begin_us + cost_us;
  self->statistics.busy_us += cost_us;
}

static void
answer_one (Device *self)
{
  put_in_queue (self, g_get_monotonic_time ());
  if (self->current == NULL)
    begin_next (self);

  while (self->current != NULL && g_get_monotonic_time () >= self->free_us)
    {
      if (self->answer.len > 0)
        send_answers (self, &self->current, &self->answer, 1);
      g_free (self->current);
      begin_next (self);
    }
}

static void
wait_for_work (Device *self)
{
  struct pollfd waiting = { self->fd, POLLIN, 0 };
  gint64 wait_us = G_USEC_PER_SEC / 20;   /* a signal may have come just before */
  struct timespec time;

  if (spin)
    return;

  if (self->current != NULL)
    wait_us = MAX (self->free_us - g_get_monotonic_time (), 0);
  time = (struct timespec) { wait_us / G_USEC_PER_SEC, wait_us % G_USEC_PER_SEC * 1000 };
  ppoll (&waiting, 1, &time, NULL);
}

/* What it is busy at least with all of the table. */
static double
least_seconds (Device *self,
               guint   max_varbinds)
{
  guint n_answers = bench_cells_count_answers (&self->cells, (gsize) max_size, max_varbinds);
  guint n_cells = self->cells.n_cells - self->cells.first;

  return ((double) n_answers * service_us + (double) n_cells * varbind_us) / G_USEC_PER_SEC;
}

static void
print_statistics (Device *self)
{
  const Statistics *statistics = &self->statistics;

  printf ("{\"questions\": %" G_GUINT64_FORMAT ", \"answers\": %" G_GUINT64_FORMAT
          ", \"varbinds\": %" G_GUINT64_FORMAT ", \"octets_in\": %" G_GUINT64_FORMAT
          ", \"octets_out\": %" G_GUINT64_FORMAT ", \"overflows\": %" G_GUINT64_FORMAT
          ", \"longest\": %" G_GUINT64_FORMAT ", \"busy\": %.6f, \"floor\": %.6f, \"floor_50\": %.6f}\n",
          statistics->n_questions, statistics->n_answers, statistics->n_varbinds,
          statistics->octets_in, statistics->octets_out, statistics->n_overflows,
          statistics->longest, (double) statistics->busy_us / G_USEC_PER_SEC,
          least_seconds (self, G_MAXUINT), least_seconds (self, 50));
  fflush (stdout);
  self->statistics = (Statistics) { 0 };
}

static void
open_socket (Device *self)
{
  struct sockaddr_in at = { .sin_family = AF_INET };
  socklen_t at_len = sizeof at;
  int size = RECEIVE_QUEUE, on = 1;

  self->fd = socket (AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (setsockopt (self->fd, SOL_SOCKET, SO_RCVBUFFORCE, &size, sizeof size) != 0)
    setsockopt (self->fd, SOL_SOCKET, SO_RCVBUF, &size, sizeof size);
  setsockopt (self->fd, IPPROTO_IP, IP_PKTINFO, &on, sizeof on);
  if (inet_pton (AF_INET, listen_text != NULL ? listen_text : "127.0.0.1", &at.sin_addr) != 1
      || bind (self->fd, (struct sockaddr *) &at, sizeof at) != 0
      || getsockname (self->fd, (struct sockaddr *) &at, &at_len) != 0)
    g_error ("no socket: %s", g_strerror (errno));

  printf ("serving at :%u\n", ntohs (at.sin_port));
  fflush (stdout);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(GOptionContext) context = g_option_context_new ("- a device for benchmarks");
  g_autoptr(GError) error = NULL;
  struct sigaction action = { .sa_handler = on_signal };
  static Device device;
  gint64 began_us = g_get_monotonic_time ();

  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    g_error ("%s", error->message);
  if (argc > 1 || n_rows < 1 || n_rows > 65535 || max_size < 484 || max_size > 65507
      || max_queue < 1 || service_us < 0 || varbind_us < 0)
    g_error ("an option is out of range: rows 1 to 65535, max-size 484 to 65507");

  prctl (PR_SET_TIMERSLACK, 1);
  sigaction (SIGUSR1, &action, NULL);
  sigaction (SIGTERM, &action, NULL);
  sigaction (SIGINT, &action, NULL);
  tarn_message_init (&device.message);
  bench_cells_init (&device.cells, (guint) n_rows);
  device.answers = g_malloc (BATCH * (gsize) max_size);
  open_socket (&device);

  while (!ended)
    {
      wait_for_work (&device);
      bench_cells_set_uptime (&device.cells,
                              (guint32) ((g_get_monotonic_time () - began_us) / 10000));
      if (service_us + varbind_us > 0)
        answer_one (&device);
      else
        answer_all (&device);
      if (asked)
        {
          asked = 0;
          print_statistics (&device);
        }
    }

  g_queue_clear_full (&device.queue, g_free);
  g_free (device.current);
  g_free (device.answers);
  bench_cells_clear (&device.cells);
  tarn_message_clear (&device.message);
  return 0;
}
