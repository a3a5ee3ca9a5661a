/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <gio/gio.h>

#include "base/tarn-error.h"
#include "net/tarn-session-private.h"
#include "net/tarn-transport-udp.h"
#include "tarn-net-fixture.h"
#include "tarn-test.h"

/* An agent of a few lines, on a real socket: answers each name with INTEGER 42. */
typedef struct
{
  TarnTransport *transport;
  GSource       *source;
  TarnMessage    message;
  char          *address;     /* as a person writes it */
} TinyAgent;

static void
tiny_agent_answer (TinyAgent    *self,
                   TarnDatagram *datagram)
{
  static const guint8 tlv[] = { TARN_KIND_INTEGER, 1, 42 };
  guint8 buffer[TARN_MESSAGE_MAX];
  TarnBerWriter writer;
  TarnPdu pdu = { .type = TARN_PDU_RESPONSE };
  TarnMessage *message = &self->message;
  int error = 0;

  g_assert_true (tarn_message_decode (message, datagram->octets, TARN_PROFILE_STRICT));
  pdu.request_id = message->pdu.request_id;
  for (guint i = 0; i < message->n_rows; i++)
    {
      TarnSpan name = message->rows[i].name;

      tarn_row_set_tlv (&message->rows[i], tarn_span (tlv, sizeof tlv));
      message->rows[i].name = name;
    }
  tarn_ber_writer_init (&writer, buffer, sizeof buffer);
  g_assert_true (tarn_message_encode (&writer, message->version, message->community, &pdu,
                                      message->rows, message->n_rows));
  datagram->octets = tarn_ber_writer_span (&writer);
  g_assert_cmpuint (self->transport->klass->send (self->transport, datagram, 1, &error), ==, 1);
}

static gboolean
tiny_agent_cb (gpointer user_data)
{
  TinyAgent *self = user_data;
  TarnDatagram batch[TARN_TRANSPORT_BATCH];
  gsize n = self->transport->klass->receive (self->transport, batch, G_N_ELEMENTS (batch));

  for (gsize i = 0; i < n; i++)
    tiny_agent_answer (self, &batch[i]);

  return G_SOURCE_CONTINUE;
}

static gboolean
tiny_agent_init (TinyAgent  *self,
                 const char *host)
{
  TarnEndpoint where = tarn_net_endpoint (host, 0);
  g_autoptr(GError) error = NULL;

  self->transport = tarn_transport_udp_bind (&where, NULL, &error);
  if (self->transport == NULL)
    {
      g_test_skip (error->message);
      return FALSE;
    }

  tarn_transport_udp_local (self->transport, &where);
  self->address = tarn_endpoint_to_string (&where);
  tarn_message_init (&self->message);
  self->source = self->transport->klass->create_source (self->transport);
  g_source_set_callback (self->source, tiny_agent_cb, self, NULL);
  g_source_attach (self->source, g_main_context_get_thread_default ());
  return TRUE;
}

static void
tiny_agent_clear (TinyAgent *self)
{
  g_source_destroy (self->source);
  g_source_unref (self->source);
  self->transport->klass->close (self->transport);
  tarn_message_clear (&self->message);
  g_free (self->address);
}

typedef struct
{
  GAsyncResult *result;
  gboolean      done;
} Wait;

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Wait *wait = user_data;

  g_assert_false (wait->done);
  wait->result = g_object_ref (result);
  wait->done = TRUE;
}

static GHashTable *
get_one (TarnSession  *session,
         TarnDevice   *device,
         GError      **error)
{
  TarnOid *oid = tarn_test_oid ("1.3.6.1.2.1.1.3.0");
  Wait wait = { 0 };
  GHashTable *values;

  tarn_session_get_async (session, device, &oid, 1, NULL, done_cb, &wait);
  tarn_test_run_until (&wait.done);
  values = tarn_session_get_finish (session, wait.result, error);
  g_object_unref (wait.result);
  tarn_oid_unref (oid);
  return values;
}

static void
assert_answers (TarnSession *session,
                const char  *address)
{
  TarnDevice *device = tarn_net_device (address);
  g_autoptr(GError) error = NULL;
  g_autoptr(TarnOid) oid = tarn_test_oid ("1.3.6.1.2.1.1.3.0");
  g_autoptr(GHashTable) values = get_one (session, device, &error);
  gint64 number;

  g_assert_no_error (error);
  g_assert_true (tarn_value_get_integer (g_hash_table_lookup (values, oid), &number));
  g_assert_cmpint (number, ==, 42);
  g_assert_finalize_object (device);
}

static void
test_get (gconstpointer data)
{
  TarnSession *session = tarn_session_new ();
  TinyAgent agent;

  if (tiny_agent_init (&agent, data))
    {
      assert_answers (session, agent.address);
      tiny_agent_clear (&agent);
    }
  g_assert_finalize_object (session);
}

/* One session, both families, a name, and a port where nobody listens among them. */
static void
test_together (void)
{
  TarnSession *session = tarn_session_new ();
  TinyAgent four, six;
  TarnDevice *closed;
  TarnNetOutcome refused = { 0 };
  g_autoptr(TarnOid) oid = tarn_test_oid ("1.3.6.1.2.1.1.3.0");
  TarnRow row = tarn_row_unspecified (tarn_oid_span (oid));
  TarnPdu pdu = { .type = TARN_PDU_GET };
  g_autofree char *name = NULL;

  if (!tiny_agent_init (&four, "127.0.0.1"))
    return;

  /* A port that was ours a moment ago. */
  if (!tiny_agent_init (&six, "127.0.0.1"))
    return;
  closed = tarn_net_device (six.address);
  tarn_device_set_retries (closed, 1);
  tarn_device_set_timeout_us (closed, 20000);
  tiny_agent_clear (&six);
  tarn_session_submit (session, closed, TARN_SUBMIT_PLAIN,
                       &pdu, &row, 1, tarn_net_outcome_cb, &refused);

  for (guint i = 0; i < 100; i++)
    assert_answers (session, four.address);
  name = g_strconcat ("localhost", strchr (four.address, ':'), NULL);
  assert_answers (session, name);
  if (tiny_agent_init (&six, "::1"))
    {
      assert_answers (session, six.address);
      tiny_agent_clear (&six);
    }

  tarn_test_run_until (&refused.done);
  g_assert_error (refused.error, TARN_ERROR, TARN_ERROR_UNREACHABLE);
  g_assert_cmpuint (refused.n_tries, ==, 2);
  tarn_net_outcome_clear (&refused);
  g_assert_finalize_object (closed);
  tiny_agent_clear (&four);
  g_assert_finalize_object (session);
}

/* Many at once: the system's buffers are not overrun into loss that retries must
 * mend more than once. */
static void
test_many (void)
{
  enum { N = 1000 };
  TarnSession *session = tarn_session_new ();
  TinyAgent agent;
  TarnDevice *device;
  g_autofree TarnNetOutcome *outcomes = g_new0 (TarnNetOutcome, N);
  g_autoptr(TarnOid) oid = tarn_test_oid ("1.3.6.1.2.1.1.3.0");
  TarnRow row = tarn_row_unspecified (tarn_oid_span (oid));
  TarnPdu pdu = { .type = TARN_PDU_GET };

  if (!tiny_agent_init (&agent, "127.0.0.1"))
    return;
  device = tarn_net_device (agent.address);
  for (guint i = 0; i < N; i++)
    tarn_session_submit (session, device, TARN_SUBMIT_PLAIN,
                         &pdu, &row, 1, tarn_net_outcome_cb, &outcomes[i]);
  for (guint i = 0; i < N; i++)
    {
      tarn_test_run_until (&outcomes[i].done);
      g_assert_no_error (outcomes[i].error);
      g_assert_cmpint (outcomes[i].number, ==, 42);
    }
  g_assert_cmpuint (tarn_session_get_stats (session)->n_unknown, ==, 0);
  g_assert_finalize_object (device);
  tiny_agent_clear (&agent);
  g_assert_finalize_object (session);
}

static gpointer
thread_func (gpointer data)
{
  GMainContext *context = g_main_context_new ();

  g_main_context_push_thread_default (context);
  test_get ("127.0.0.1");
  g_main_context_pop_thread_default (context);
  g_main_context_unref (context);
  return NULL;
}

/* A session belongs to the context that was the thread's default; names too. */
static void
test_thread (void)
{
  g_thread_join (g_thread_new ("session", thread_func, NULL));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/loopback/get/IPv4", "127.0.0.1", test_get);
  g_test_add_data_func ("/loopback/get/IPv6", "::1", test_get);
  g_test_add_func ("/loopback/together", test_together);
  g_test_add_func ("/loopback/a thousand at once", test_many);
  g_test_add_func ("/loopback/in another thread", test_thread);

  return g_test_run ();
}
