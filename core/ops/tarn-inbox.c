/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-inbox.h"

#include "net/tarn-network.h"

#define N_SOURCE_SETS 1024    /* powers of two */
#define N_MARK_SETS   16384
#define N_WAYS        4
#define IPV6_HOST     8       /* octets: who has one address of a /64 has all of them */

/* P-TRP-09. */
#define DUPLICATE_US (150 * (gint64) G_USEC_PER_SEC)

/* A burst is as much as this of a second. */
#define BURST_S 2

/* The largest payload of UDP over IPv4 (P-SIZ-01). */
#define MAX_OCTETS 65507

struct _TarnInboxSource
{
  guint8  address[16];
  gint64  seen_us;         /* 0: nobody    */
  double  left;            /* of its rate  */
  guint64 n_suppressed;    /* not told yet */
};

typedef struct
{
  TarnInboxMark mark;
  gint64        seen_us;
} Mark;

void
tarn_inbox_init (TarnInbox *self,
                 guint      rate)
{
  *self = (TarnInbox) { .rate = rate, .seed = g_random_int () };
  tarn_message_init (&self->message);
}

void
tarn_inbox_clear (TarnInbox *self)
{
  tarn_message_clear (&self->message);
  g_clear_pointer (&self->sources, g_free);
  g_clear_pointer (&self->marks, g_free);
}

static guint64
mix (guint64       hash,
     const guint8 *octets,
     gsize         n)
{
  for (gsize i = 0; i < n; i++)
    {
      hash = (hash ^ octets[i]) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
      hash ^= hash >> 29;
    }

  return hash;
}

static TarnInboxSource *
find_source (TarnInbox          *self,
             const TarnEndpoint *peer,
             gint64              now_us)
{
  TarnInboxSource *set;
  TarnInboxSource *oldest;
  guint8 address[16];

  tarn_network_put_address (address, peer);
  if (peer->sa.sa_family == AF_INET6 && !IN6_IS_ADDR_V4MAPPED (&peer->in6.sin6_addr))
    memset (address + sizeof address - IPV6_HOST, 0, IPV6_HOST);

  if (self->sources == NULL)
    self->sources = g_new0 (TarnInboxSource, N_SOURCE_SETS * N_WAYS);
  set = oldest = self->sources
                 + mix (self->seed, address, sizeof address) % N_SOURCE_SETS * N_WAYS;
  for (guint i = 0; i < N_WAYS; i++)
    {
      TarnInboxSource *source = set + i;

      if (source->seen_us > 0 && memcmp (source->address, address, sizeof address) == 0)
        {
          gint64 elapsed_us = MAX (now_us - source->seen_us, 0);

          source->left = MIN (source->left + (double) elapsed_us * self->rate / G_USEC_PER_SEC,
                              (double) BURST_S * self->rate);
          source->seen_us = now_us;
          return source;
        }
      if (source->seen_us < oldest->seen_us)
        oldest = source;
    }

  self->n_forgotten += oldest->n_suppressed;
  *oldest = (TarnInboxSource) { .seen_us = MAX (now_us, 1), .left = (double) BURST_S * self->rate };
  memcpy (oldest->address, address, sizeof oldest->address);
  return oldest;
}

gboolean
tarn_inbox_admit (TarnInbox          *self,
                  const TarnEndpoint *peer,
                  gint64              now_us)
{
  TarnInboxSource *source;

  if (self->rate == 0)
    return TRUE;

  source = find_source (self, peer, now_us);
  if (source->left >= 1)
    {
      source->left -= 1;
      return TRUE;
    }

  source->n_suppressed++;
  self->n_suppressed++;
  return FALSE;
}

static TarnInboxMark
make_mark (const TarnInbox    *self,
           const TarnDatagram *datagram)
{
  const guint8 *peer = (const guint8 *) &datagram->peer;
  TarnInboxMark mark = mix (self->seed, peer, tarn_endpoint_size (&datagram->peer));

  /* The request-id is among the octets. */
  mark = mix (mark, datagram->octets.data, datagram->octets.len);
  return MAX (mark, 1);
}

static Mark *
find_marks (TarnInbox     *self,
            TarnInboxMark  mark)
{
  if (self->marks == NULL)
    self->marks = g_new0 (Mark, N_MARK_SETS * N_WAYS);

  return (Mark *) self->marks + mark % N_MARK_SETS * N_WAYS;
}

/* TRUE: it was there already. */
static gboolean
put_mark (TarnInbox     *self,
          TarnInboxMark  mark,
          gint64         now_us)
{
  Mark *set = find_marks (self, mark);
  Mark *oldest = set;

  for (guint i = 0; i < N_WAYS; i++)
    {
      if (set[i].mark == mark && now_us - set[i].seen_us < DUPLICATE_US)
        return TRUE;
      if (set[i].seen_us < oldest->seen_us)
        oldest = set + i;
    }

  *oldest = (Mark) { mark, now_us };
  return FALSE;
}

void
tarn_inbox_forget (TarnInbox     *self,
                   TarnInboxMark  mark)
{
  Mark *set = find_marks (self, mark);

  for (guint i = 0; i < N_WAYS; i++)
    if (set[i].mark == mark)
      set[i] = (Mark) { 0 };
}

TarnInboxVerdict
tarn_inbox_take (TarnInbox           *self,
                 const TarnDatagram  *datagram,
                 gint64               now_us,
                 gint64               time_us,
                 TarnNotification   **notification,
                 TarnInboxMark       *mark)
{
  *mark = 0;
  if (datagram->truncated
      || !tarn_message_decode (&self->message, datagram->octets, TARN_PROFILE_LENIENT)
      || !tarn_message_is_notification (&self->message))
    {
      self->n_unreadable++;
      return TARN_INBOX_NOTHING;
    }

  if (self->message.pdu.type == TARN_PDU_INFORM)
    {
      if (self->message.octets.len > MAX_OCTETS)
        return TARN_INBOX_ANSWERED;

      *mark = make_mark (self, datagram);
      if (put_mark (self, *mark, now_us))
        {
          self->n_duplicates++;
          return TARN_INBOX_ANSWERED;
        }
    }

  *notification = tarn_notification_new_message (&self->message, datagram, time_us);
  return TARN_INBOX_NEW;
}

TarnSpan
tarn_inbox_respond (TarnInbox *self,
                    guint8    *buffer)
{
  const TarnMessage *message = &self->message;
  TarnPdu pdu = { .type = TARN_PDU_RESPONSE, .request_id = message->pdu.request_id };
  TarnBerWriter writer;
  const guint8 *end;

  tarn_ber_writer_init (&writer, buffer, TARN_MESSAGE_MAX);
  end = writer.pos;
  tarn_ber_put_octets (&writer, message->varbinds);
  if (tarn_message_wrap (&writer, message->version, message->community, &pdu, end)
      && tarn_ber_writer_span (&writer).len <= MAX_OCTETS)
    return tarn_ber_writer_span (&writer);

  pdu.error_status = TARN_STATUS_TOO_BIG;
  tarn_ber_writer_init (&writer, buffer, TARN_MESSAGE_MAX);
  tarn_message_wrap (&writer, message->version, message->community, &pdu, writer.pos);
  return tarn_ber_writer_span (&writer);
}

static char *
source_to_string (const TarnInboxSource *self)
{
  TarnEndpoint endpoint = { 0 };
  g_autofree char *text = NULL;
  const char *port;

  endpoint.in6.sin6_family = AF_INET6;
  memcpy (&endpoint.in6.sin6_addr, self->address, sizeof self->address);
  if (IN6_IS_ADDR_V4MAPPED (&endpoint.in6.sin6_addr))
    return g_strdup_printf ("%u.%u.%u.%u", self->address[12], self->address[13],
                            self->address[14], self->address[15]);

  text = tarn_endpoint_to_string (&endpoint);   /* "[2001:db8::]:0" */
  port = strrchr (text, ']');
  return g_strdup_printf ("%.*s/64", (int) (port - text - 1), text + 1);
}

void
tarn_inbox_tell (TarnInbox         *self,
                 TarnInboxTellFunc  func,
                 gpointer           owner)
{
  for (guint i = 0; self->sources != NULL && i < N_SOURCE_SETS * N_WAYS; i++)
    {
      g_autofree char *text = NULL;
      guint64 n = self->sources[i].n_suppressed;

      if (n == 0)
        continue;
      self->sources[i].n_suppressed = 0;
      text = source_to_string (&self->sources[i]);
      func (owner, text, n);
    }

  if (self->n_forgotten > 0)
    func (owner, "others", self->n_forgotten);
  self->n_forgotten = 0;
}
