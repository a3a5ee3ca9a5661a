/* tarn-fake-wire.h
 *
 * A transport in memory.  What the manager sends reaches a handler function, which
 * plays every agent there is and queues datagrams (or bounces) for the way back.
 * Loss, delay, duplicates and reordering come from a seed, time from a clock, so a
 * test tells the same story each time.
 *
 * The wire outlives the session that closes its transport; the test frees it.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "base/tarn-clock.h"
#include "net/tarn-transport.h"
#include "wire/tarn-message.h"

typedef struct _TarnFakeWire TarnFakeWire;

/* Called from within send, once for each datagram that is not lost. */
typedef void (*TarnFakeAgentFunc) (TarnFakeWire       *wire,
                                   const TarnDatagram *request,
                                   gpointer            user_data);

TarnFakeWire  *tarn_fake_wire_new            (const TarnClock    *clock,
                                              guint32             seed);
void           tarn_fake_wire_free           (TarnFakeWire       *self);
TarnTransport *tarn_fake_wire_get_transport  (TarnFakeWire       *self);
void           tarn_fake_wire_set_agent      (TarnFakeWire       *self,
                                              TarnFakeAgentFunc   func,
                                              gpointer            user_data);

/* Another story than that which it was made with. */
void           tarn_fake_wire_set_seed       (TarnFakeWire       *self,
                                              guint32             seed);

/* What happens to datagrams, each way: parts of a thousand that are lost, or come
 * twice; delay, evenly between the two, so that they overtake each other. */
void           tarn_fake_wire_set_loss       (TarnFakeWire       *self,
                                              guint               permille);
void           tarn_fake_wire_set_duplicates (TarnFakeWire       *self,
                                              guint               permille);
void           tarn_fake_wire_set_delay      (TarnFakeWire       *self,
                                              gint64              min_us,
                                              gint64              max_us);

/* The next @n sends fail with @error. */
void           tarn_fake_wire_fail_sends     (TarnFakeWire       *self,
                                              int                 error,
                                              guint               n);

/* For the agent function and the test: a datagram from @from to the manager, or one
 * that comes back, @delay_us later on top of the wire's own delay. */
void           tarn_fake_wire_reply          (TarnFakeWire       *self,
                                              const TarnEndpoint *from,
                                              TarnSpan            octets,
                                              gint64              delay_us);
/* The same with a Response to @request, which is the datagram decoded. */
void           tarn_fake_wire_respond        (TarnFakeWire       *self,
                                              const TarnEndpoint *from,
                                              const TarnMessage  *request,
                                              int                 error_status,
                                              int                 error_index,
                                              const TarnRow      *rows,
                                              gsize               n_rows,
                                              gint64              delay_us);
void           tarn_fake_wire_bounce         (TarnFakeWire       *self,
                                              const TarnDatagram *request,
                                              int                 error,
                                              gint64              delay_us);

guint64        tarn_fake_wire_get_n_sent     (TarnFakeWire       *self);
/* Times that the manager took new ports. */
guint          tarn_fake_wire_get_n_refreshed (TarnFakeWire  *self);
/* How long all dispatches of its source took together. */
gint64         tarn_fake_wire_get_dispatched_us (TarnFakeWire *self);
gboolean       tarn_fake_wire_is_closed      (TarnFakeWire       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnFakeWire, tarn_fake_wire_free)
