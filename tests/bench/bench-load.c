/* bench-load.c
 *
 * Asks one agent on this machine as fast as it answers, with a fixed number of requests in
 * flight: GETNEXTs and GETBULKs each for the next piece of the benchmarks' table, GETs for
 * cells all over it.  Prints how many varbinds came, how many answers, how many questions
 * had to be asked again, and the seconds that it took.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <arpa/inet.h>
#include <errno.h>
#include <glib.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "bench-table.h"
#include "wire/tarn-message.h"

#define MAX_IN_FLIGHT 32
#define REPETITIONS   50
#define N_CELLS       (BENCH_N_COLUMNS * BENCH_N_ROWS - 2 * REPETITIONS)
#define RESEND_US   (2 * G_USEC_PER_SEC)   /* above what 32 answers cost the slowest agent */

/* Request-ids are four octets long, all of them: bench-echo puts them into its answers. */
#define FIRST_ID 0x40000000

typedef struct
{
  const char  *name;
  TarnPduType  type;
  gint32       repetitions;
  guint32      step;        /* cells from one question to the next */
} Kind;

/* A prime far larger than a page of a capture: every GET finds another one. */
static const Kind kinds[] = {
  { "get", TARN_PDU_GET, 0, 10007 },
  { "next", TARN_PDU_GET_NEXT, 0, 1 },
  { "bulk", TARN_PDU_GET_BULK, REPETITIONS, REPETITIONS },
};

typedef struct
{
  gint32 request_id;               /* slot number in the low bits, then a count */
  gint64 sent_us;
  gsize  len;
  guint8 octets[128];
} Slot;

typedef struct
{
  int         fd;
  const Kind *kind;
  guint       in_flight;
  Slot        slots[MAX_IN_FLIGHT];
  guint32     next;                /* cell that the next question starts after  */
  TarnMessage message;

  guint64     n_varbinds, n_answers, n_resent;
} Load;

static void
make_question (Load  *self,
               guint  number)
{
  Slot *slot = &self->slots[number];
  guint32 cell = self->next;
  const guint32 arcs[] = { BENCH_ENTRY, 1 + cell / BENCH_N_ROWS, 1 + cell % BENCH_N_ROWS };
  TarnPdu pdu = { .type = self->kind->type, .max_repetitions = self->kind->repetitions };
  TarnBerWriter writer;
  TarnName name;
  TarnRow row;
  TarnSpan octets;

  /* The end of the table is left out: every answer can have all its repetitions. */
  self->next = (cell + self->kind->step) % N_CELLS;
  slot->request_id = FIRST_ID | ((slot->request_id + MAX_IN_FLIGHT) & (FIRST_ID - 1));
  pdu.request_id = slot->request_id;

  if (!tarn_name_from_arcs (&name, arcs, G_N_ELEMENTS (arcs)))
    abort ();
  row = tarn_row_unspecified (tarn_name_span (&name));
  tarn_ber_writer_init (&writer, slot->octets, sizeof slot->octets);
  if (!tarn_message_encode (&writer, TARN_VERSION_2C, tarn_span ("public", 6), &pdu, &row, 1))
    abort ();

  octets = tarn_ber_writer_span (&writer);
  memmove (slot->octets, octets.data, octets.len);
  slot->len = octets.len;
}

static void
send_slots (Load   *self,
            guint  *numbers,
            guint   n,
            gint64  now_us)
{
  struct mmsghdr messages[MAX_IN_FLIGHT] = { 0 };
  struct iovec parts[MAX_IN_FLIGHT];

  for (guint i = 0; i < n; i++)
    {
      Slot *slot = &self->slots[numbers[i]];

      slot->sent_us = now_us;
      parts[i] = (struct iovec) { slot->octets, slot->len };
      messages[i].msg_hdr.msg_iov = &parts[i];
      messages[i].msg_hdr.msg_iovlen = 1;
    }

  /* What the socket does not take now is asked again when its time is over. */
  if (n > 0 && sendmmsg (self->fd, messages, n, 0) < 0 && errno == ECONNREFUSED)
    g_error ("nobody listens there");
}

/* Takes what has come, and returns the slots that are free again. */
static guint
receive (Load  *self,
         guint *freed)
{
  static guint8 buffers[MAX_IN_FLIGHT][TARN_MESSAGE_MAX];
  struct mmsghdr messages[MAX_IN_FLIGHT] = { 0 };
  struct iovec parts[MAX_IN_FLIGHT];
  guint n_freed = 0;
  int n;

  for (guint i = 0; i < self->in_flight; i++)
    {
      parts[i] = (struct iovec) { buffers[i], sizeof buffers[i] };
      messages[i].msg_hdr.msg_iov = &parts[i];
      messages[i].msg_hdr.msg_iovlen = 1;
    }

  n = recvmmsg (self->fd, messages, self->in_flight, MSG_DONTWAIT, NULL);
  for (int i = 0; i < n; i++)
    {
      guint number;

      if (!tarn_message_decode (&self->message, tarn_span (buffers[i], messages[i].msg_len),
                                TARN_PROFILE_LENIENT)
          || self->message.pdu.error_status != 0)
        g_error ("the answer is none");

      number = (guint) self->message.pdu.request_id % MAX_IN_FLIGHT;
      if (self->slots[number].request_id != self->message.pdu.request_id)
        continue;                       /* asked again meanwhile */

      self->n_varbinds += self->message.n_rows;
      self->n_answers++;
      make_question (self, number);
      freed[n_freed++] = number;
    }

  return n_freed;
}

static void
run (Load   *self,
     gint64  duration_us)
{
  gint64 now_us = g_get_monotonic_time (), end_us = now_us + duration_us;
  guint numbers[MAX_IN_FLIGHT];

  for (guint i = 0; i < self->in_flight; i++)
    {
      self->slots[i].request_id = (gint32) i;
      make_question (self, i);
      numbers[i] = i;
    }
  send_slots (self, numbers, self->in_flight, now_us);

  while (now_us < end_us)
    {
      struct pollfd waiting = { self->fd, POLLIN, 0 };
      guint n;

      poll (&waiting, 1, 50);
      n = receive (self, numbers);
      now_us = g_get_monotonic_time ();
      send_slots (self, numbers, n, now_us);

      n = 0;
      for (guint i = 0; i < self->in_flight; i++)
        if (now_us - self->slots[i].sent_us > RESEND_US)
          numbers[n++] = i;
      self->n_resent += n;
      send_slots (self, numbers, n, now_us);
    }
}

int
main (int    argc,
      char **argv)
{
  struct sockaddr_in agent = { .sin_family = AF_INET };
  static Load load;
  gint64 began;

  for (gsize i = 0; argc == 5 && i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (argv[3], kinds[i].name))
      load.kind = &kinds[i];
  load.in_flight = argc == 5 ? (guint) atoi (argv[4]) : 0;
  if (load.kind == NULL || load.in_flight < 1 || load.in_flight > MAX_IN_FLIGHT)
    {
      g_printerr ("usage: bench-load PORT SECONDS get|next|bulk IN-FLIGHT (1 to 32)\n");
      return 2;
    }

  agent.sin_port = htons ((guint16) atoi (argv[1]));
  agent.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  load.fd = socket (AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (load.fd < 0 || connect (load.fd, (struct sockaddr *) &agent, sizeof agent) != 0)
    g_error ("no socket: %s", g_strerror (errno));

  tarn_message_init (&load.message);
  began = g_get_monotonic_time ();
  run (&load, (gint64) (g_ascii_strtod (argv[2], NULL) * G_USEC_PER_SEC));
  g_print ("%" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT " %.6f\n",
           load.n_varbinds, load.n_answers, load.n_resent,
           (double) (g_get_monotonic_time () - began) / G_USEC_PER_SEC);

  tarn_message_clear (&load.message);
  close (load.fd);
  return 0;
}
