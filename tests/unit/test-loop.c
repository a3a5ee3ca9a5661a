/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <errno.h>

#include "base/tarn-error.h"
#include "tarn-net-fixture.h"
#include "tarn-test.h"

#define MS (gint64) 1000
#define S  (gint64) G_USEC_PER_SEC

/* 192.0.2.66 has no agent; everybody else answers. */
static void
refusing_agent (TarnNetFixture     *f,
                const TarnDatagram *datagram,
                const TarnMessage  *request)
{
  TarnEndpoint closed = tarn_net_endpoint ("192.0.2.66", 161);

  if (tarn_endpoint_equal (&datagram->peer, &closed))
    tarn_fake_wire_bounce (f->wire, datagram, ECONNREFUSED, 10 * MS);
  else
    tarn_net_echo (f, &datagram->peer, request, 20 * MS);
}

/* F-65: the one request fails, after as many tries as any other, but without the
 * long waits of silence. */
static void
test_refused (void)
{
  TarnNetFixture f;
  TarnNetOutcome bad = { 0 };
  TarnNetOutcome good[10] = { 0 };
  TarnDevice *closed = tarn_net_device ("192.0.2.66");

  tarn_net_fixture_init (&f);
  f.agent = refusing_agent;
  tarn_net_submit (&f, closed, TARN_PDU_GET, 1, &bad);
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    tarn_net_submit (&f, f.device, TARN_PDU_GET, i + 1, &good[i]);
  tarn_net_run (&f, 6 * S);

  g_assert_cmpuint (bad.n_calls, ==, 1);
  g_assert_error (bad.error, TARN_ERROR, TARN_ERROR_UNREACHABLE);
  g_assert_nonnull (strstr (bad.error->message, "192.0.2.66:161"));
  g_assert_nonnull (strstr (bad.error->message, "no agent listens"));
  g_assert_cmpuint (bad.n_tries, ==, 4);
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_assert_no_error (good[i].error);
      g_assert_cmpint (good[i].number, ==, i + 1);
    }
  g_assert_cmpuint (tarn_session_get_stats (f.session)->n_bounced, ==, 4);
  tarn_net_outcome_clear (&bad);
  g_assert_finalize_object (closed);
  tarn_net_fixture_clear (&f);
}

/* An agent that is just starting: the first try is refused, the second answered. */
static void
starting_agent (TarnNetFixture     *f,
                const TarnDatagram *datagram,
                const TarnMessage  *request)
{
  if (f->sent->len == 1)
    tarn_fake_wire_bounce (f->wire, datagram, ECONNREFUSED, MS);
  else
    tarn_net_echo (f, &datagram->peer, request, MS);
}

static void
test_refused_once (void)
{
  TarnNetFixture f;
  TarnNetOutcome outcome = { 0 };

  tarn_net_fixture_init (&f);
  f.agent = starting_agent;
  tarn_net_submit (&f, f.device, TARN_PDU_GET, 1, &outcome);
  tarn_net_run (&f, 10 * S);
  g_assert_no_error (outcome.error);
  g_assert_cmpuint (outcome.n_tries, ==, 2);
  tarn_net_fixture_clear (&f);
}

/* What comes back may be cut anywhere, and may not be ours at all. */
static void
odd_bounces_agent (TarnNetFixture     *f,
                   const TarnDatagram *datagram,
                   const TarnMessage  *request)
{
  TarnDatagram odd = *datagram;
  guint id_end = 2 + 3 + 8 + 2 + 6;   /* SEQUENCE, version, community, PDU, request-id */

  if (f->sent->len > 1)
    {
      tarn_net_echo (f, &datagram->peer, request, MS);
      return;
    }

  for (gsize len = 0; len < id_end; len++)
    {
      g_autofree guint8 *cut = g_memdup2 (datagram->octets.data, len);

      odd.octets = tarn_span (cut, len);
      tarn_fake_wire_bounce (f->wire, &odd, EHOSTUNREACH, MS);
    }

  /* The right id, but sent to somebody else. */
  odd = *datagram;
  odd.peer = tarn_net_endpoint ("192.0.2.99", 161);
  tarn_fake_wire_bounce (f->wire, &odd, EHOSTUNREACH, MS);

  odd = *datagram;
  odd.octets.len = id_end;
  tarn_fake_wire_bounce (f->wire, &odd, EHOSTUNREACH, 2 * MS);
}

static void
test_odd_bounces (void)
{
  TarnNetFixture f;
  TarnNetOutcome outcome = { 0 };

  tarn_net_fixture_init (&f);
  f.agent = odd_bounces_agent;
  tarn_device_set_timeout_us (f.device, 5 * S);
  tarn_net_submit (&f, f.device, TARN_PDU_GET, 1, &outcome);
  tarn_net_run (&f, 20 * S);
  g_assert_no_error (outcome.error);
  g_assert_cmpuint (outcome.n_tries, ==, 2);
  /* Only the last of them counted: the second try left 5 s after it. */
  g_assert_cmpint (g_array_index (f.sent, TarnNetSent, 1).at_us
                   - g_array_index (f.sent, TarnNetSent, 0).at_us, ==, 5 * S + 2 * MS);
  tarn_net_fixture_clear (&f);
}

typedef struct
{
  const char *name;
  int         error;
  guint       n_failures;
  int         code;       /* of the first request; -1: it is answered */
} SendVector;

static const SendVector send_vectors[] = {
  { "EAGAIN is a pause (F-72)", EAGAIN, 1, -1 },
  { "ENOBUFS is a pause", ENOBUFS, 1, -1 },
  { "a long pause", EAGAIN, 500, -1 },
  { "no route", ENETUNREACH, 1, TARN_ERROR_UNREACHABLE },
  { "not permitted", EPERM, 1, TARN_ERROR_UNREACHABLE },
  { "larger than the way", EMSGSIZE, 1, TARN_ERROR_TOO_BIG },
};

static void
test_send_error (gconstpointer data)
{
  const SendVector *v = data;
  TarnNetFixture f;
  TarnNetOutcome outcomes[100] = { 0 };

  tarn_net_fixture_init (&f);
  f.agent = tarn_net_echo_agent;
  tarn_fake_wire_fail_sends (f.wire, v->error, v->n_failures);
  for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++)
    tarn_net_submit (&f, f.device, TARN_PDU_GET, i + 1, &outcomes[i]);
  tarn_net_run (&f, 10 * S);

  for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++)
    {
      g_assert_cmpuint (outcomes[i].n_calls, ==, 1);
      if (i == 0 && v->code >= 0)
        g_assert_error (outcomes[i].error, TARN_ERROR, v->code);
      else
        g_assert_no_error (outcomes[i].error);
      g_assert_cmpuint (outcomes[i].n_tries, ==, 1);
      tarn_net_outcome_clear (&outcomes[i]);
    }
  tarn_net_fixture_clear (&f);
}

static void
test_too_big (void)
{
  TarnNetFixture f;
  TarnNetOutcome outcome = { 0 };
  const TarnPdu pdu = { .type = TARN_PDU_GET };
  g_autoptr(TarnOid) oid = tarn_test_oid ("1.3.6.1.2.1.1.1.0");
  g_autofree TarnRow *rows = g_new (TarnRow, 6000);

  tarn_net_fixture_init (&f);
  for (guint i = 0; i < 6000; i++)
    rows[i] = tarn_row_unspecified (tarn_oid_span (oid));
  tarn_session_submit (f.session, f.device, TARN_SUBMIT_PLAIN,
                       &pdu, rows, 6000, tarn_net_outcome_cb, &outcome);
  g_assert_false (outcome.done);
  tarn_net_run (&f, 0);
  g_assert_error (outcome.error, TARN_ERROR, TARN_ERROR_TOO_BIG);
  g_assert_cmpuint (f.sent->len, ==, 0);
  tarn_net_outcome_clear (&outcome);
  tarn_net_fixture_clear (&f);
}

/* A cancelled request sends nothing more and is never heard of, whatever moment. */
static void
test_cancel (void)
{
  static const gint64 moments[] = { -1, 0, 10 * MS, 1500 * MS, 3500 * MS };
  TarnNetFixture f;

  for (guint i = 0; i < G_N_ELEMENTS (moments); i++)
    {
      TarnNetOutcome cancelled = { 0 };
      TarnNetOutcome other = { 0 };
      guint64 handle;
      guint n_sent;

      tarn_net_fixture_init (&f);
      handle = tarn_net_submit (&f, f.device, TARN_PDU_GET, 1, &cancelled);
      if (moments[i] >= 0)
        tarn_net_run (&f, moments[i]);
      tarn_session_cancel (f.session, handle);
      tarn_session_cancel (f.session, handle);   /* harmless */
      n_sent = f.sent->len;
      tarn_net_run (&f, 100 * S);
      g_assert_cmpuint (f.sent->len, ==, n_sent);

      /* Its place goes to another one, its handle does not. */
      f.agent = tarn_net_echo_agent;
      tarn_net_submit (&f, f.device, TARN_PDU_GET, 2, &other);
      tarn_session_cancel (f.session, handle);
      tarn_net_run (&f, S);
      g_assert_cmpint (other.number, ==, 2);
      g_assert_false (cancelled.done);
      tarn_net_fixture_clear (&f);
    }
}

/* Each callback cancels the next request and submits a new one. */
typedef struct
{
  TarnNetFixture *f;
  guint64         handles[8];
  guint           n_called;
  TarnNetOutcome  fresh[8];
} Chain;

static void
chain_cb (TarnSession     *session,
          const TarnReply *reply,
          gpointer         user_data)
{
  Chain *chain = user_data;
  guint i = 2 * chain->n_called++;

  g_assert_no_error (reply->error);
  tarn_session_cancel (session, chain->handles[i]);       /* our own: over already */
  tarn_session_cancel (session, chain->handles[i + 1]);
  tarn_net_submit (chain->f, chain->f->device, TARN_PDU_GET, 7, &chain->fresh[i]);
}

static void
test_callback_may (void)
{
  const TarnPdu pdu = { .type = TARN_PDU_GET };
  g_autoptr(TarnOid) oid = tarn_test_oid ("1.3.6.1.2.1.1.1.0");
  TarnRow row = tarn_row_unspecified (tarn_oid_span (oid));
  TarnNetFixture f;
  Chain chain = { .f = &f };

  tarn_net_fixture_init (&f);
  f.agent = tarn_net_echo_agent;
  for (guint i = 0; i < G_N_ELEMENTS (chain.handles); i++)
    chain.handles[i] = tarn_session_submit (f.session, f.device, TARN_SUBMIT_PLAIN,
                                            &pdu, &row, 1, chain_cb, &chain);
  tarn_net_run (&f, 10 * S);

  g_assert_cmpuint (chain.n_called, ==, 4);
  for (guint i = 0; i < G_N_ELEMENTS (chain.fresh); i += 2)
    g_assert_cmpint (chain.fresh[i].number, ==, 7);
  tarn_net_fixture_clear (&f);
}

static void
unref_cb (TarnSession     *session,
          const TarnReply *reply,
          gpointer         user_data)
{
  TarnNetFixture *f = user_data;

  g_assert_no_error (reply->error);
  g_assert_true (session == f->session);
  g_clear_object (&f->session);
}

/* The last reference goes in a callback: the others hear that they are cancelled. */
static void
test_unref_in_callback (void)
{
  const TarnPdu pdu = { .type = TARN_PDU_GET };
  g_autoptr(TarnOid) oid = tarn_test_oid ("1.3.6.1.2.1.1.1.0");
  TarnRow row = tarn_row_unspecified (tarn_oid_span (oid));
  TarnNetOutcome others[5] = { 0 };
  TarnNetFixture f;

  tarn_net_fixture_init (&f);
  f.agent = tarn_net_echo_agent;
  tarn_session_submit (f.session, f.device, TARN_SUBMIT_PLAIN, &pdu, &row, 1, unref_cb, &f);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    tarn_net_submit (&f, f.device, TARN_PDU_GET, 1, &others[i]);
  while (f.session != NULL)
    g_main_context_iteration (NULL, TRUE);

  g_assert_true (tarn_fake_wire_is_closed (f.wire));
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_assert_cmpuint (others[i].n_calls, ==, 1);
      if (others[i].error != NULL)   /* some were in the same batch as the first */
        g_assert_error (others[i].error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      tarn_net_outcome_clear (&others[i]);
    }
  tarn_net_fixture_clear (&f);
}

typedef struct
{
  TarnNetFixture *f;
  TarnNetOutcome  inner;
  gboolean        done;
} Nested;

static void
nested_cb (TarnSession     *session,
           const TarnReply *reply,
           gpointer         user_data)
{
  Nested *nested = user_data;

  tarn_net_submit (nested->f, nested->f->device, TARN_PDU_GET, 8, &nested->inner);
  tarn_test_run_until (&nested->inner.done);
  nested->done = TRUE;
}

/* A callback that waits for another answer gets it. */
static void
test_nested_iteration (void)
{
  const TarnPdu pdu = { .type = TARN_PDU_GET };
  g_autoptr(TarnOid) oid = tarn_test_oid ("1.3.6.1.2.1.1.1.0");
  TarnRow row = tarn_row_unspecified (tarn_oid_span (oid));
  TarnNetFixture f;
  Nested nested = { .f = &f };

  tarn_net_fixture_init (&f);
  f.agent = tarn_net_echo_agent;
  tarn_session_submit (f.session, f.device, TARN_SUBMIT_PLAIN, &pdu, &row, 1, nested_cb, &nested);
  tarn_test_run_until (&nested.done);
  g_assert_cmpint (nested.inner.number, ==, 8);
  tarn_net_fixture_clear (&f);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/loop/port unreachable", test_refused);
  g_test_add_func ("/loop/an agent that is just starting", test_refused_once);
  g_test_add_func ("/loop/cut and foreign bounces", test_odd_bounces);
  g_test_add_func ("/loop/a request larger than a datagram", test_too_big);
  g_test_add_func ("/loop/cancel", test_cancel);
  g_test_add_func ("/loop/a callback cancels and submits", test_callback_may);
  g_test_add_func ("/loop/a callback drops the session", test_unref_in_callback);
  g_test_add_func ("/loop/a callback iterates the context", test_nested_iteration);
  for (guint i = 0; i < G_N_ELEMENTS (send_vectors); i++)
    {
      g_autofree char *path = g_strconcat ("/loop/send error/", send_vectors[i].name, NULL);

      g_test_add_data_func (path, &send_vectors[i], test_send_error);
    }

  return g_test_run ();
}
