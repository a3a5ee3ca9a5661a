/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "net/tarn-session-private.h"

#include "base/tarn-error.h"
#include "net/tarn-loop.h"
#include "net/tarn-trace-private.h"
#include "net/tarn-transport-udp.h"

/**
 * TarnSession:
 *
 * The manager: one UDP socket per address family for any number of devices.
 */
struct _TarnSession
{
  GObject  parent_instance;

  TarnLoop loop;
  gboolean disposed;
};

enum
{
  TRACED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TarnSession, tarn_session, G_TYPE_OBJECT)

static void
tarn_session_dispose (GObject *object)
{
  TarnSession *self = TARN_SESSION (object);

  self->disposed = TRUE;
  tarn_loop_stop (&self->loop);

  G_OBJECT_CLASS (tarn_session_parent_class)->dispose (object);
}

static void
tarn_session_finalize (GObject *object)
{
  TarnSession *self = TARN_SESSION (object);

  tarn_loop_clear (&self->loop);

  G_OBJECT_CLASS (tarn_session_parent_class)->finalize (object);
}

static void
tarn_session_class_init (TarnSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = tarn_session_dispose;
  object_class->finalize = tarn_session_finalize;

  /**
   * TarnSession::traced:
   * @self: the session
   * @device: (nullable): whose request it is or answers; %NULL for a datagram that nobody
   *   waits for: another copy of an answer, one that came too late, somebody else's
   * @trace: the datagram
   *
   * Something was sent or received, in this turn of the main loop.  Nothing is taken apart
   * nor copied for it while nobody is connected.
   */
  signals[TRACED] = g_signal_new ("traced", TARN_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 2, TARN_TYPE_DEVICE, TARN_TYPE_TRACE);
}

gboolean
tarn_session_is_traced (TarnSession *self)
{
  return g_signal_has_handler_pending (self, signals[TRACED], 0, FALSE);
}

void
tarn_session_trace (TarnSession *self,
                    TarnDevice  *device,
                    TarnTrace   *trace)
{
  g_signal_emit (self, signals[TRACED], 0, device, trace);
}

static void
tarn_session_init (TarnSession *self)
{
  tarn_loop_init (&self->loop, self);
}

/**
 * tarn_session_new:
 *
 * Makes a manager for the main context that is the thread's default now.  Its sockets
 * are opened by the first request.
 *
 * Returns: (transfer full): a new session
 */
TarnSession *
tarn_session_new (void)
{
  return g_object_new (TARN_TYPE_SESSION, NULL);
}

TarnSession *
tarn_session_new_full (TarnTransport   *transport,
                       const TarnClock *clock)
{
  TarnSession *self = tarn_session_new ();

  g_rand_set_seed (self->loop.exchanges.rand, 1);
  tarn_loop_start (&self->loop, transport, clock);
  return self;
}

const TarnSessionStats *
tarn_session_get_stats (TarnSession *self)
{
  g_return_val_if_fail (TARN_IS_SESSION (self), NULL);

  return &self->loop.exchanges.stats;
}

/* Copies what later changes of the device shall not touch; FALSE if the message is
 * too large. */
static gboolean
session_prepare (TarnExchange    *exchange,
                 TarnDevice      *device,
                 TarnSubmitFlags  flags,
                 const TarnPdu   *pdu,
                 const TarnRow   *rows,
                 gsize            n_rows)
{
  gsize community_len;
  const guint8 *community = g_bytes_get_data (device->community, &community_len);

  exchange->device = g_object_ref (device);
  exchange->source = device->source;
  exchange->timeout_us = device->timeout_us;
  exchange->doubted = (flags & TARN_SUBMIT_DOUBTED) != 0;
  exchange->early = (flags & TARN_SUBMIT_EARLY) != 0;
  exchange->once = pdu->type == TARN_PDU_SET || flags & TARN_SUBMIT_ONCE;
  exchange->keeps_id = pdu->type == TARN_PDU_INFORM;
  exchange->max_tries = exchange->once ? 1 : device->retries + 1;

  return tarn_encoded_set (&exchange->request, device->version,
                           tarn_span (community, community_len), pdu, rows, n_rows);
}

guint64
tarn_session_submit (TarnSession     *self,
                     TarnDevice      *device,
                     TarnSubmitFlags  flags,
                     const TarnPdu   *pdu,
                     const TarnRow   *rows,
                     gsize            n_rows,
                     TarnReplyFunc    callback,
                     gpointer         user_data)
{
  TarnExchange *exchange;
  GError *error = NULL;
  guint64 handle;
  gint64 now_us;

  g_return_val_if_fail (TARN_IS_SESSION (self) && !self->disposed, 0);
  g_return_val_if_fail (TARN_IS_DEVICE (device), 0);
  g_return_val_if_fail (callback != NULL, 0);

  if (self->loop.transport == NULL)
    tarn_loop_start (&self->loop, tarn_transport_udp_new (), &tarn_clock_monotonic);

  exchange = tarn_exchanges_take (&self->loop.exchanges);
  exchange->state = TARN_EXCHANGE_RESOLVING;
  exchange->callback = callback;
  exchange->user_data = user_data;
  exchange->route = tarn_route_get (device, &self->loop.routes);
  exchange->route->n_exchanges++;
  handle = tarn_exchange_get_handle (exchange);

  if (!session_prepare (exchange, device, flags, pdu, rows, n_rows))
    {
      g_autofree char *target = tarn_address_to_string (device->address);

      tarn_loop_fail_later (&self->loop, exchange,
                          g_error_new (TARN_ERROR, TARN_ERROR_TOO_BIG, "A request to %s with %"
                                       G_GSIZE_FORMAT " varbinds is larger than a datagram can be",
                                       target, n_rows));
      return handle;
    }

  now_us = tarn_clock_now_us (&self->loop.clock);
  switch (tarn_route_prepare (exchange->route, handle, now_us, &error))
    {
    case TARN_ROUTE_READY:
      tarn_flow_add (&self->loop.flow, exchange, now_us);
      break;

    case TARN_ROUTE_WAIT:
      break;

    case TARN_ROUTE_FAILED:
    default:
      tarn_loop_fail_later (&self->loop, exchange, error);
    }

  return handle;
}

guint
tarn_session_get_room (TarnSession *self,
                       TarnDevice  *device)
{
  g_return_val_if_fail (TARN_IS_SESSION (self) && !self->disposed, 0);
  g_return_val_if_fail (TARN_IS_DEVICE (device), 0);

  return tarn_flow_get_room (&self->loop.flow, tarn_route_get (device, &self->loop.routes));
}

gint64
tarn_session_now_us (TarnSession *self)
{
  g_return_val_if_fail (TARN_IS_SESSION (self), 0);

  /* The loop starts with the first request. */
  return tarn_clock_now_us (self->loop.clock.now_us != NULL ? &self->loop.clock
                                                            : &tarn_clock_monotonic);
}

void
tarn_session_cancel (TarnSession *self,
                     guint64      handle)
{
  TarnExchange *exchange;

  g_return_if_fail (TARN_IS_SESSION (self));

  exchange = tarn_exchanges_lookup (&self->loop.exchanges, handle);
  if (exchange == NULL)
    return;

  tarn_flow_ended (&self->loop.flow, exchange, tarn_clock_now_us (&self->loop.clock));
  tarn_exchanges_release (&self->loop.exchanges, exchange, TARN_MATCH_LATE);
}
