/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <errno.h>

#include "base/tarn-error.h"
#include "net/tarn-trace-private.h"
#include "tarn-net-fixture.h"
#include "tarn-test.h"

#define MS (gint64) 1000
#define S  (gint64) G_USEC_PER_SEC

/* A listener that writes down what it hears. */
typedef struct
{
  GString     *text;
  TarnDevice  *device;    /* whose traffic is "ours"; any other device is "?" */
  GPtrArray   *traces;
} Listener;

static void
traced_cb (TarnSession *session,
           TarnDevice  *device,
           TarnTrace   *trace,
           gpointer     user_data)
{
  static const char * const arrows[] = { ">", "<", "!" };
  Listener *self = user_data;

  g_string_append_printf (self->text, "%s%s%s %s %u%s%s", self->text->len > 0 ? "; " : "",
                          arrows[trace->direction],
                          device == NULL ? " nobody" : device == self->device ? " ours" : " ?",
                          trace->operation, trace->n_varbinds,
                          trace->problem != NULL ? " " : "",
                          trace->problem != NULL ? trace->problem : "");
  g_ptr_array_add (self->traces, tarn_trace_ref (trace));
}

static void
listener_init (Listener       *self,
               TarnNetFixture *f)
{
  self->text = g_string_new (NULL);
  self->device = f->device;
  self->traces = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_trace_unref);
  g_signal_connect (f->session, "traced", G_CALLBACK (traced_cb), self);
}

static void
listener_clear (Listener *self)
{
  g_string_free (self->text, TRUE);
  g_ptr_array_unref (self->traces);
}

/* An answer, a second copy of it, and octets that are nothing at all. */
static void
chatty_agent (TarnNetFixture     *f,
              const TarnDatagram *datagram,
              const TarnMessage  *request)
{
  static const guint8 rubbish[] = { 0x30, 0x03, 0x02, 0x05, 0x01 };

  tarn_net_echo (f, &datagram->peer, request, 10 * MS);
  tarn_net_echo (f, &datagram->peer, request, 20 * MS);
  tarn_fake_wire_reply (f->wire, &datagram->peer, tarn_span (rubbish, sizeof rubbish), 30 * MS);
}

static void
test_told (void)
{
  TarnNetFixture f;
  TarnNetOutcome outcome = { 0 };
  Listener heard;
  const TarnTrace *sent, *answer;
  g_autoptr(GPtrArray) varbinds = NULL;
  g_autofree char *name = NULL;
  gsize len;
  const char *octets;

  tarn_net_fixture_init (&f);
  f.agent = chatty_agent;
  listener_init (&heard, &f);
  tarn_net_submit (&f, f.device, TARN_PDU_GET, 5, &outcome);
  tarn_net_run (&f, 10 * S);

  g_assert_true (g_str_has_prefix (heard.text->str, "> ours Get 1; < ours Response 1; "
                                                    "< nobody Response 1; < nobody  0 "));
  g_assert_cmpuint (heard.traces->len, ==, 4);
  sent = heard.traces->pdata[0];
  answer = heard.traces->pdata[1];
  g_assert_cmpstr (sent->peer, ==, "192.0.2.1:161");
  g_assert_cmpint (sent->version, ==, TARN_VERSION_2C);
  g_assert_cmpint (sent->rtt_us, ==, 0);
  g_assert_cmpint (answer->rtt_us, ==, outcome.rtt_us);
  g_assert_cmpint (answer->request_id, ==, sent->request_id);
  g_assert_cmpint (answer->time_us, >=, sent->time_us);
  g_assert_cmpint (((TarnTrace *) heard.traces->pdata[2])->rtt_us, ==, 0);

  octets = g_bytes_get_data (sent->octets, &len);
  g_assert_cmpuint (sent->community_at + sent->community_len, <=, len);
  g_assert_cmpmem (octets + sent->community_at, sent->community_len, "public", 6);

  varbinds = tarn_trace_dup_varbinds (answer, 0);
  g_assert_cmpuint (varbinds->len, ==, 1);
  name = tarn_oid_to_string (tarn_varbind_get_oid (varbinds->pdata[0]));
  g_assert_cmpstr (name, ==, ".1.3.6.1.2.1.1.5.0");

  listener_clear (&heard);
  tarn_net_outcome_clear (&outcome);
  tarn_net_fixture_clear (&f);
}

static void
bouncing_agent (TarnNetFixture     *f,
                const TarnDatagram *datagram,
                const TarnMessage  *request)
{
  tarn_fake_wire_bounce (f->wire, datagram, ECONNREFUSED, 10 * MS);
}

static void
test_bounced (void)
{
  TarnNetFixture f;
  TarnNetOutcome outcome = { 0 };
  Listener heard;
  g_autofree char *expected = NULL;

  tarn_net_fixture_init (&f);
  f.agent = bouncing_agent;
  tarn_device_set_retries (f.device, 0);
  listener_init (&heard, &f);
  tarn_net_submit (&f, f.device, TARN_PDU_GET, 1, &outcome);
  tarn_net_run (&f, 10 * S);

  expected = g_strdup_printf ("> ours Get 1; ! ours Get 1 %s", g_strerror (ECONNREFUSED));
  g_assert_cmpstr (heard.text->str, ==, expected);

  listener_clear (&heard);
  tarn_net_outcome_clear (&outcome);
  tarn_net_fixture_clear (&f);
}

/* A listener that leaves is told nothing more, and without one nothing is kept. */
static void
test_nobody (void)
{
  TarnNetFixture f;
  TarnNetOutcome outcome = { 0 };
  Listener heard;

  tarn_net_fixture_init (&f);
  f.agent = tarn_net_echo_agent;
  g_assert_false (tarn_session_is_traced (f.session));
  listener_init (&heard, &f);
  g_assert_true (tarn_session_is_traced (f.session));
  g_signal_handlers_disconnect_by_data (f.session, &heard);
  g_assert_false (tarn_session_is_traced (f.session));
  tarn_net_submit (&f, f.device, TARN_PDU_GET, 1, &outcome);
  tarn_net_run (&f, 10 * S);
  g_assert_no_error (outcome.error);
  g_assert_cmpstr (heard.text->str, ==, "");

  listener_clear (&heard);
  tarn_net_outcome_clear (&outcome);
  tarn_net_fixture_clear (&f);
}

static void
drop_session_cb (TarnSession *session,
                 TarnDevice  *device,
                 TarnTrace   *trace,
                 gpointer     user_data)
{
  g_clear_object ((TarnSession **) user_data);
}

/* A listener may drop the last reference to the session. */
static void
test_dropped (void)
{
  TarnNetFixture f;
  TarnNetOutcome outcome = { 0 };

  tarn_net_fixture_init (&f);
  f.agent = tarn_net_echo_agent;
  g_signal_connect (f.session, "traced", G_CALLBACK (drop_session_cb), &f.session);
  tarn_net_submit (&f, f.device, TARN_PDU_GET, 1, &outcome);
  tarn_net_run (&f, 10 * S);
  g_assert_null (f.session);
  g_assert_error (outcome.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  tarn_net_outcome_clear (&outcome);
  tarn_net_fixture_clear (&f);
}

/* Octets from outside, cut anywhere, are told of and never more than looked at. */
static void
each_prefix (TarnSpan prefix,
             gpointer data)
{
  TarnEndpoint peer = tarn_net_endpoint ("192.0.2.1", 161);
  g_autoptr(TarnTrace) trace = tarn_trace_new (TARN_TRACE_RECEIVED, &peer, prefix, 0);
  g_autoptr(GPtrArray) varbinds = tarn_trace_dup_varbinds (trace, 0);

  g_assert_nonnull (trace->problem);
  g_assert_cmpuint (varbinds->len, ==, 0);
  g_assert_cmpuint (trace->community_at + trace->community_len, <=, prefix.len);
}

static void
test_prefixes (void)
{
  g_autoptr(GBytes) whole =
    tarn_test_hex ("30 26 02 01 01 04 06 70 75 62 6c 69 63 a2 19 02 01 07 02 01 00 02 01 00"
                   "30 0e 30 0c 06 08 2b 06 01 02 01 01 03 00 05 00");

  tarn_test_each_prefix (tarn_test_span (whole), each_prefix, NULL);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/trace/who listens is told what was sent and received", test_told);
  g_test_add_func ("/trace/and what came back", test_bounced);
  g_test_add_func ("/trace/nobody listens, nothing is told", test_nobody);
  g_test_add_func ("/trace/a listener may end the session", test_dropped);
  g_test_add_func ("/trace/every prefix is told to be unreadable", test_prefixes);

  return g_test_run ();
}
