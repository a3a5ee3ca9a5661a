/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-fake-wire.h"

/* Something on its way to the manager. */
typedef struct
{
  gint64       due_us;
  guint64      serial;      /* what is due at the same time comes in this order */
  TarnEndpoint peer;
  GBytes      *octets;
  int          error;       /* of a bounce; 0: a datagram                       */
} Parcel;

struct _TarnFakeWire
{
  TarnTransport      transport;

  TarnClock          clock;
  GRand             *rand;
  TarnFakeAgentFunc  agent;
  gpointer           agent_data;
  guint              loss_permille;
  guint              duplicates_permille;
  gint64             min_delay_us;
  gint64             max_delay_us;
  int                send_error;
  guint              n_send_errors;

  GSequence         *parcels;      /* of Parcel, by due time                       */
  GPtrArray         *received;     /* of GBytes, what the last receive handed out  */
  guint64            n_queued;
  guint64            n_sent;
  guint              n_refreshed;
  gint64             dispatched_us;   /* spent by what the source called */
  gboolean           closed;

  GSource           *source;       /* borrowed */
};

typedef struct
{
  GSource       parent;

  TarnFakeWire *wire;              /* NULL once that is gone */
} WireSource;

static void
parcel_free (gpointer data)
{
  Parcel *self = data;

  g_bytes_unref (self->octets);
  g_free (self);
}

static int
parcel_compare (gconstpointer a,
                gconstpointer b,
                gpointer      user_data)
{
  const Parcel *x = a, *y = b;

  if (x->due_us != y->due_us)
    return x->due_us < y->due_us ? -1 : 1;

  return x->serial < y->serial ? -1 : x->serial > y->serial;
}

/* The first parcel, due or not; NULL if there is none. */
static Parcel *
wire_peek (TarnFakeWire *self)
{
  GSequenceIter *first = g_sequence_get_begin_iter (self->parcels);

  return g_sequence_iter_is_end (first) ? NULL : g_sequence_get (first);
}

static gboolean
wire_source_prepare (GSource *source,
                     int     *timeout_ms)
{
  TarnFakeWire *self = ((WireSource *) source)->wire;
  Parcel *first = self == NULL ? NULL : wire_peek (self);
  gint64 wait_us;

  *timeout_ms = -1;
  if (first == NULL)
    return FALSE;

  wait_us = first->due_us - tarn_clock_now_us (&self->clock);
  *timeout_ms = wait_us <= 0 ? 0 : (int) ((wait_us + 999) / 1000);
  return wait_us <= 0;
}

static gboolean
wire_source_check (GSource *source)
{
  int timeout_ms;

  return wire_source_prepare (source, &timeout_ms);
}

static gboolean
wire_source_dispatch (GSource     *source,
                      GSourceFunc  callback,
                      gpointer     user_data)
{
  TarnFakeWire *self = ((WireSource *) source)->wire;
  gint64 began_us = tarn_clock_now_us (&self->clock);
  gboolean again = callback == NULL ? G_SOURCE_REMOVE : callback (user_data);

  self->dispatched_us += tarn_clock_now_us (&self->clock) - began_us;
  return again;
}

static void
wire_source_finalize (GSource *source)
{
  TarnFakeWire *self = ((WireSource *) source)->wire;

  if (self != NULL)
    self->source = NULL;
}

static GSourceFuncs wire_source_funcs = {
  .prepare = wire_source_prepare,
  .check = wire_source_check,
  .dispatch = wire_source_dispatch,
  .finalize = wire_source_finalize,
};

static GSource *
wire_create_source (TarnTransport *transport)
{
  TarnFakeWire *self = (TarnFakeWire *) transport;

  g_assert_null (self->source);
  self->source = g_source_new (&wire_source_funcs, sizeof (WireSource));
  ((WireSource *) self->source)->wire = self;

  return self->source;
}

static gboolean
wire_chance (TarnFakeWire *self,
             guint         permille)
{
  return permille > 0 && (guint) g_rand_int_range (self->rand, 0, 1000) < permille;
}

static void
wire_queue (TarnFakeWire       *self,
            const TarnEndpoint *peer,
            TarnSpan            octets,
            int                 error,
            gint64              delay_us)
{
  Parcel *parcel = g_new0 (Parcel, 1);

  if (self->max_delay_us > self->min_delay_us)
    delay_us += g_rand_int_range (self->rand, (int) self->min_delay_us,
                                  (int) self->max_delay_us + 1);
  else
    delay_us += self->min_delay_us;

  parcel->due_us = tarn_clock_now_us (&self->clock) + delay_us;
  parcel->serial = self->n_queued++;
  parcel->peer = *peer;
  parcel->octets = g_bytes_new (octets.data, octets.len);
  parcel->error = error;
  g_sequence_insert_sorted (self->parcels, parcel, parcel_compare, NULL);
}

static gsize
wire_send (TarnTransport      *transport,
           const TarnDatagram *datagrams,
           gsize               n,
           int                *error)
{
  TarnFakeWire *self = (TarnFakeWire *) transport;

  for (gsize i = 0; i < n; i++)
    {
      guint n_copies;

      if (self->n_send_errors > 0)
        {
          self->n_send_errors--;
          *error = self->send_error;
          return i;
        }

      self->n_sent++;
      n_copies = wire_chance (self, self->loss_permille) ? 0 : 1;
      if (n_copies > 0 && wire_chance (self, self->duplicates_permille))
        n_copies++;
      for (; n_copies > 0 && self->agent != NULL; n_copies--)
        self->agent (self, &datagrams[i], self->agent_data);
    }

  return n;
}

static gsize
wire_receive (TarnTransport *transport,
              TarnDatagram  *datagrams,
              gsize          n)
{
  TarnFakeWire *self = (TarnFakeWire *) transport;
  gint64 now_us = tarn_clock_now_us (&self->clock);
  gsize n_came = 0;
  Parcel *parcel;

  g_ptr_array_set_size (self->received, 0);
  while (n_came < n && (parcel = wire_peek (self)) != NULL
         && parcel->due_us <= now_us && parcel->error == 0)
    {
      gsize len;
      gconstpointer data = g_bytes_get_data (parcel->octets, &len);

      g_ptr_array_add (self->received, g_bytes_ref (parcel->octets));
      datagrams[n_came++] = (TarnDatagram) {
        .peer = parcel->peer,
        .octets = tarn_span (data, len),
      };
      g_sequence_remove (g_sequence_get_begin_iter (self->parcels));
    }

  return n_came;
}

static gboolean
wire_receive_bounce (TarnTransport *transport,
                     TarnBounce    *bounce)
{
  TarnFakeWire *self = (TarnFakeWire *) transport;
  Parcel *parcel = wire_peek (self);
  gsize len;
  gconstpointer data;

  if (parcel == NULL || parcel->error == 0 || parcel->due_us > tarn_clock_now_us (&self->clock))
    return FALSE;

  g_ptr_array_add (self->received, g_bytes_ref (parcel->octets));
  data = g_bytes_get_data (parcel->octets, &len);
  *bounce = (TarnBounce) {
    .peer = parcel->peer,
    .octets = tarn_span (data, len),
    .error = parcel->error,
  };
  g_sequence_remove (g_sequence_get_begin_iter (self->parcels));
  return TRUE;
}

/* What is on its way goes to the old port. */
static void
wire_refresh (TarnTransport *transport)
{
  TarnFakeWire *self = (TarnFakeWire *) transport;

  self->n_refreshed++;
  g_sequence_remove_range (g_sequence_get_begin_iter (self->parcels),
                           g_sequence_get_end_iter (self->parcels));
}

static void
wire_close (TarnTransport *transport)
{
  TarnFakeWire *self = (TarnFakeWire *) transport;

  self->closed = TRUE;
}

static const TarnTransportClass wire_class = {
  .send = wire_send,
  .receive = wire_receive,
  .receive_bounce = wire_receive_bounce,
  .create_source = wire_create_source,
  .refresh = wire_refresh,
  .close = wire_close,
};

TarnFakeWire *
tarn_fake_wire_new (const TarnClock *clock,
                    guint32          seed)
{
  TarnFakeWire *self = g_new0 (TarnFakeWire, 1);

  self->transport.klass = &wire_class;
  self->clock = *clock;
  self->rand = g_rand_new_with_seed (seed);
  self->parcels = g_sequence_new (parcel_free);
  self->received = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  return self;
}

void
tarn_fake_wire_free (TarnFakeWire *self)
{
  if (self->source != NULL)
    ((WireSource *) self->source)->wire = NULL;

  g_sequence_free (self->parcels);
  g_ptr_array_unref (self->received);
  g_rand_free (self->rand);
  g_free (self);
}

TarnTransport *
tarn_fake_wire_get_transport (TarnFakeWire *self)
{
  return &self->transport;
}

void
tarn_fake_wire_set_agent (TarnFakeWire      *self,
                          TarnFakeAgentFunc  func,
                          gpointer           user_data)
{
  self->agent = func;
  self->agent_data = user_data;
}

void
tarn_fake_wire_set_seed (TarnFakeWire *self,
                         guint32       seed)
{
  g_rand_set_seed (self->rand, seed);
}

void
tarn_fake_wire_set_loss (TarnFakeWire *self,
                         guint         permille)
{
  self->loss_permille = permille;
}

void
tarn_fake_wire_set_duplicates (TarnFakeWire *self,
                               guint         permille)
{
  self->duplicates_permille = permille;
}

void
tarn_fake_wire_set_delay (TarnFakeWire *self,
                          gint64        min_us,
                          gint64        max_us)
{
  self->min_delay_us = min_us;
  self->max_delay_us = max_us;
}

void
tarn_fake_wire_fail_sends (TarnFakeWire *self,
                           int           error,
                           guint         n)
{
  self->send_error = error;
  self->n_send_errors = n;
}

void
tarn_fake_wire_reply (TarnFakeWire       *self,
                      const TarnEndpoint *from,
                      TarnSpan            octets,
                      gint64              delay_us)
{
  if (wire_chance (self, self->loss_permille))
    return;

  wire_queue (self, from, octets, 0, delay_us);
  if (wire_chance (self, self->duplicates_permille))
    wire_queue (self, from, octets, 0, delay_us);
}

void
tarn_fake_wire_respond (TarnFakeWire       *self,
                        const TarnEndpoint *from,
                        const TarnMessage  *request,
                        int                 error_status,
                        int                 error_index,
                        const TarnRow      *rows,
                        gsize               n_rows,
                        gint64              delay_us)
{
  guint8 buffer[TARN_MESSAGE_MAX];
  TarnBerWriter writer;
  TarnPdu pdu = {
    .type = TARN_PDU_RESPONSE,
    .request_id = request->pdu.request_id,
    .error_status = error_status,
    .error_index = error_index,
  };

  tarn_ber_writer_init (&writer, buffer, sizeof buffer);
  g_assert_true (tarn_message_encode (&writer, request->version, request->community, &pdu,
                                      rows, n_rows));
  tarn_fake_wire_reply (self, from, tarn_ber_writer_span (&writer), delay_us);
}

void
tarn_fake_wire_bounce (TarnFakeWire       *self,
                       const TarnDatagram *request,
                       int                 error,
                       gint64              delay_us)
{
  wire_queue (self, &request->peer, request->octets, error, delay_us);
}

guint64
tarn_fake_wire_get_n_sent (TarnFakeWire *self)
{
  return self->n_sent;
}

guint
tarn_fake_wire_get_n_refreshed (TarnFakeWire *self)
{
  return self->n_refreshed;
}

gint64
tarn_fake_wire_get_dispatched_us (TarnFakeWire *self)
{
  return self->dispatched_us;
}

gboolean
tarn_fake_wire_is_closed (TarnFakeWire *self)
{
  return self->closed;
}
