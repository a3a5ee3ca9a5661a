/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-fake-device.h"

#include <errno.h>

#include "net/tarn-session-private.h"

static void
agent_cb (TarnFakeWire       *wire,
          const TarnDatagram *request,
          gpointer            user_data)
{
  TarnFakeDevice *self = user_data;
  TarnSpan answer;

  if (self->unreachable)
    {
      tarn_fake_wire_bounce (wire, request, ECONNREFUSED, 0);
      return;
    }

  answer = tarn_fake_agent_answer (self->agent, request->octets, self->buffer);
  if (answer.len > 0)
    tarn_fake_wire_reply (wire, &request->peer, answer, 0);
}

void
tarn_fake_device_init (TarnFakeDevice *self)
{
  g_autoptr(TarnAddress) address = tarn_address_new ("192.0.2.1", 161, NULL);

  *self = (TarnFakeDevice) { .buffer = g_malloc (TARN_MESSAGE_MAX) };
  tarn_fake_clock_init (&self->clock, G_USEC_PER_SEC);
  tarn_fake_clock_attach (&self->clock, NULL);
  self->agent = tarn_fake_agent_new ();
  self->wire = tarn_fake_wire_new (&self->clock.clock, 42);
  tarn_fake_wire_set_agent (self->wire, agent_cb, self);
  self->device = tarn_device_new (address);
  self->session = tarn_session_new_full (tarn_fake_wire_get_transport (self->wire),
                                         &self->clock.clock);
}

void
tarn_fake_device_clear (TarnFakeDevice *self)
{
  g_assert_finalize_object (self->session);
  g_assert_finalize_object (self->device);
  tarn_fake_wire_free (self->wire);
  tarn_fake_agent_free (self->agent);
  tarn_fake_clock_detach (&self->clock, NULL);
  g_free (self->buffer);
}
