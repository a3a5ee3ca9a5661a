/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-net-fixture.h"

#include <arpa/inet.h>

#include "tarn-test.h"

#define START_US (1000 * (gint64) G_USEC_PER_SEC)

static void
fixture_agent (TarnFakeWire       *wire,
               const TarnDatagram *datagram,
               gpointer            user_data)
{
  TarnNetFixture *self = user_data;
  TarnNetSent sent = { .at_us = self->clock.now_us, .to = datagram->peer };

  /* Whatever we send is correct to the last octet. */
  g_assert_true (tarn_message_decode (&self->message, datagram->octets, TARN_PROFILE_STRICT));
  sent.pdu = self->message.pdu;
  g_array_append_val (self->sent, sent);

  if (self->agent != NULL)
    self->agent (self, datagram, &self->message);
}

void
tarn_net_fixture_init (TarnNetFixture *self)
{
  *self = (TarnNetFixture) { 0 };
  tarn_fake_clock_init (&self->clock, START_US);
  tarn_fake_clock_attach (&self->clock, NULL);
  self->wire = tarn_fake_wire_new (&self->clock.clock, 1);
  tarn_fake_wire_set_agent (self->wire, fixture_agent, self);
  self->session = tarn_session_new_full (tarn_fake_wire_get_transport (self->wire),
                                         &self->clock.clock);
  self->device = tarn_net_device ("192.0.2.1");
  tarn_message_init (&self->message);
  self->sent = g_array_new (FALSE, FALSE, sizeof (TarnNetSent));
}

void
tarn_net_fixture_clear (TarnNetFixture *self)
{
  if (self->session != NULL)
    g_assert_finalize_object (self->session);
  g_assert_true (tarn_fake_wire_is_closed (self->wire));
  g_assert_finalize_object (self->device);
  tarn_fake_wire_free (self->wire);
  tarn_fake_clock_detach (&self->clock, NULL);
  tarn_message_clear (&self->message);
  g_array_unref (self->sent);
}

TarnDevice *
tarn_net_device (const char *text)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(TarnAddress) address = tarn_address_new (text, TARN_PORT_AGENT, &error);

  g_assert_no_error (error);
  return tarn_device_new (address);
}

TarnEndpoint
tarn_net_endpoint (const char *host,
                   guint16     port)
{
  TarnEndpoint endpoint = { 0 };

  if (strchr (host, ':') == NULL)
    {
      endpoint.in.sin_family = AF_INET;
      endpoint.in.sin_port = htons (port);
      g_assert_cmpint (inet_pton (AF_INET, host, &endpoint.in.sin_addr), ==, 1);
    }
  else
    {
      endpoint.in6.sin6_family = AF_INET6;
      endpoint.in6.sin6_port = htons (port);
      g_assert_cmpint (inet_pton (AF_INET6, host, &endpoint.in6.sin6_addr), ==, 1);
    }

  return endpoint;
}

void
tarn_net_outcome_cb (TarnSession     *session,
                     const TarnReply *reply,
                     gpointer         user_data)
{
  TarnNetOutcome *self = user_data;

  self->done = TRUE;
  self->n_calls++;
  self->number = -1;
  self->rtt_us = reply->rtt_us;
  self->n_tries = reply->n_tries;
  g_assert_true ((reply->message == NULL) != (reply->error == NULL));
  if (reply->error != NULL)
    {
      self->error = g_error_copy (reply->error);
      return;
    }

  self->status = reply->message->pdu.error_status;
  self->n_rows = reply->message->n_rows;
  if (self->n_rows == 0 || !tarn_row_get_integer (&reply->message->rows[0], &self->number))
    self->number = -1;
}

void
tarn_net_outcome_clear (TarnNetOutcome *self)
{
  g_clear_error (&self->error);
  *self = (TarnNetOutcome) { 0 };
}

guint64
tarn_net_submit (TarnNetFixture *self,
                 TarnDevice     *device,
                 TarnPduType     type,
                 guint32         arc,
                 TarnNetOutcome *outcome)
{
  const guint32 arcs[] = { 1, 3, 6, 1, 2, 1, 1, arc, 0 };
  TarnPdu pdu = { .type = type };
  TarnName name;
  TarnRow row;
  guint64 handle;
  guint n_calls = outcome->n_calls;

  if (type == TARN_PDU_GET_BULK)
    pdu.max_repetitions = 10;
  g_assert_true (tarn_name_from_arcs (&name, arcs, G_N_ELEMENTS (arcs)));
  row = tarn_row_unspecified (tarn_name_span (&name));
  handle = tarn_session_submit (self->session, device, TARN_SUBMIT_PLAIN,
                                &pdu, &row, 1, tarn_net_outcome_cb, outcome);

  g_assert_cmpuint (handle, !=, 0);
  g_assert_cmpuint (outcome->n_calls, ==, n_calls);
  return handle;
}

static gboolean
end_cb (gpointer user_data)
{
  gboolean *over = user_data;

  *over = TRUE;
  return G_SOURCE_CONTINUE;
}

typedef struct
{
  GSource          parent;
  const TarnClock *clock;
  gint64           at_us;
} EndSource;

static gboolean
end_source_prepare (GSource *source,
                    int     *timeout_ms)
{
  EndSource *self = (EndSource *) source;
  gint64 wait_us = self->at_us - tarn_clock_now_us (self->clock);

  *timeout_ms = wait_us <= 0 ? 0 : (int) ((wait_us + 999) / 1000);
  return wait_us <= 0;
}

static gboolean
end_source_check (GSource *source)
{
  int timeout_ms;

  return end_source_prepare (source, &timeout_ms);
}

static gboolean
end_source_dispatch (GSource     *source,
                     GSourceFunc  callback,
                     gpointer     user_data)
{
  return callback (user_data);
}

void
tarn_net_run (TarnNetFixture *self,
              gint64          for_us)
{
  static GSourceFuncs funcs = { end_source_prepare, end_source_check, end_source_dispatch };
  GSource *source = g_source_new (&funcs, sizeof (EndSource));
  gboolean over = FALSE;

  ((EndSource *) source)->clock = &self->clock.clock;
  ((EndSource *) source)->at_us = self->clock.now_us + for_us;
  g_source_set_priority (source, G_PRIORITY_LOW);
  g_source_set_callback (source, end_cb, &over, NULL);
  g_source_attach (source, NULL);
  tarn_test_run_until (&over);
  g_source_destroy (source);
  g_source_unref (source);
}

void
tarn_net_echo (TarnNetFixture     *self,
               const TarnEndpoint *from,
               const TarnMessage  *request,
               gint64              delay_us)
{
  g_autofree TarnRow *rows = g_new0 (TarnRow, request->n_rows + 1);
  g_autofree guint8 *values = g_malloc (3 * request->n_rows + 1);

  for (guint i = 0; i < request->n_rows; i++)
    {
      TarnSpan name = request->rows[i].name;
      guint8 *tlv = values + 3 * i;

      tlv[0] = TARN_KIND_INTEGER;
      tlv[1] = 1;
      tlv[2] = name.data[name.len - 2] & 0x7f;
      tarn_row_set_tlv (&rows[i], tarn_span (tlv, 3));
      rows[i].name = name;
    }

  tarn_fake_wire_respond (self->wire, from, request, 0, 0, rows, request->n_rows, delay_us);
}

void
tarn_net_echo_agent (TarnNetFixture     *self,
                     const TarnDatagram *datagram,
                     const TarnMessage  *request)
{
  tarn_net_echo (self, &datagram->peer, request, 1000);
}

guint32
tarn_net_arc (TarnSpan name)
{
  guint32 arcs[TARN_NAME_MAX_ARCS];

  g_assert_cmpuint (tarn_name_get_arcs (name, arcs), ==, 9);
  return arcs[7];
}

void
tarn_net_fill_row (TarnRow  *row,
                   TarnSpan  name,
                   gboolean  there,
                   guint8    tlv[3])
{
  tlv[0] = there ? TARN_KIND_INTEGER : TARN_KIND_NO_SUCH_INSTANCE;
  tlv[1] = there ? 1 : 0;
  tlv[2] = (guint8) tarn_net_arc (name);
  tarn_row_set_tlv (row, tarn_span (tlv, there ? 3 : 2));
  row->name = name;
}

void
tarn_net_keep_result_cb (GObject      *source,
                         GAsyncResult *result,
                         gpointer      user_data)
{
  GAsyncResult **kept = user_data;

  g_assert_null (*kept);
  *kept = g_object_ref (result);
}

GAsyncResult *
tarn_net_wait_result (GAsyncResult **kept)
{
  g_assert_null (*kept);   /* never from within the call */
  while (*kept == NULL)
    g_main_context_iteration (NULL, TRUE);

  return *kept;
}

GPtrArray *
tarn_net_oids (const char *letters)
{
  GPtrArray *oids = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_oid_unref);

  for (const char *p = letters; *p != '\0'; p++)
    {
      g_autofree char *text = g_strdup_printf ("1.3.6.1.2.1.1.%d.0", *p - 'a' + 1);

      g_ptr_array_add (oids, tarn_test_oid (text));
    }

  return oids;
}

GHashTable *
tarn_net_get (TarnNetFixture  *f,
              GPtrArray       *oids,
              GError         **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  tarn_session_get_async (f->session, f->device, (TarnOid **) oids->pdata, oids->len, NULL,
                          tarn_net_keep_result_cb, &result);
  tarn_net_wait_result (&result);
  return tarn_session_get_finish (f->session, result, error);
}
