/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "base/tarn-error.h"
#include "net/tarn-device-private.h"
#include "tarn-net-fixture.h"
#include "tarn-test.h"

#define MS (gint64) 1000
#define S  (gint64) G_USEC_PER_SEC

static const TarnNetSent *
sent (TarnNetFixture *f,
      guint           i)
{
  g_assert_cmpuint (i, <, f->sent->len);
  return &g_array_index (f->sent, TarnNetSent, i);
}

static void
test_answer (void)
{
  TarnNetFixture f;
  TarnNetOutcome outcome = { 0 };

  tarn_net_fixture_init (&f);
  f.agent = tarn_net_echo_agent;
  tarn_net_submit (&f, f.device, TARN_PDU_GET, 5, &outcome);
  tarn_net_run (&f, 100 * S);

  g_assert_cmpuint (outcome.n_calls, ==, 1);
  g_assert_no_error (outcome.error);
  g_assert_cmpint (outcome.number, ==, 5);
  g_assert_cmpint (outcome.rtt_us, ==, 1000);
  g_assert_cmpuint (outcome.n_tries, ==, 1);
  g_assert_cmpuint (f.sent->len, ==, 1);
  tarn_net_fixture_clear (&f);
}

/* P-MGR-14: 1 s, then twice as long each time up to 30 s, jitter of a tenth, and
 * P-MGR-06: every try with its own id. */
static void
test_silence (void)
{
  static const gint64 waits[] = { 1 * S, 2 * S, 4 * S };
  TarnNetFixture f;
  TarnNetOutcome outcome = { 0 };

  tarn_net_fixture_init (&f);
  tarn_net_submit (&f, f.device, TARN_PDU_GET, 1, &outcome);
  tarn_net_run (&f, 100 * S);

  g_assert_cmpuint (outcome.n_calls, ==, 1);
  g_assert_error (outcome.error, TARN_ERROR, TARN_ERROR_NO_ANSWER);
  g_assert_nonnull (strstr (outcome.error->message, "192.0.2.1:161 did not answer within 4 tries"));
  g_assert_nonnull (strstr (outcome.error->message, "wrong community"));
  g_assert_cmpuint (f.sent->len, ==, 4);
  for (guint i = 0; i < G_N_ELEMENTS (waits); i++)
    {
      gint64 waited = sent (&f, i + 1)->at_us - sent (&f, i)->at_us;
      gint64 jitter = i == 0 ? 0 : waits[i] / 10;

      g_assert_cmpint (waited, >=, waits[i] - jitter);
      g_assert_cmpint (waited, <=, waits[i] + jitter + MS);
      for (guint j = 0; j <= i; j++)
        g_assert_cmpint (sent (&f, j)->pdu.request_id, !=, sent (&f, i + 1)->pdu.request_id);
    }
  tarn_net_outcome_clear (&outcome);
  tarn_net_fixture_clear (&f);
}

static void
test_settings (void)
{
  TarnNetFixture f;
  TarnNetOutcome outcome = { 0 };

  tarn_net_fixture_init (&f);
  tarn_device_set_timeout_us (f.device, 40 * S);   /* longer than the cap on back-off */
  tarn_device_set_retries (f.device, 1);
  tarn_net_submit (&f, f.device, TARN_PDU_GET, 1, &outcome);
  tarn_device_set_retries (f.device, 9);           /* too late for this one           */
  tarn_net_run (&f, 100 * S);

  g_assert_error (outcome.error, TARN_ERROR, TARN_ERROR_NO_ANSWER);
  g_assert_cmpuint (f.sent->len, ==, 2);
  g_assert_cmpint (sent (&f, 1)->at_us - sent (&f, 0)->at_us, ==, 40 * S);
  tarn_net_outcome_clear (&outcome);
  tarn_net_fixture_clear (&f);
}

/* P-SET-10 */
static void
test_set_once (void)
{
  TarnNetFixture f;
  TarnNetOutcome outcome = { 0 };

  tarn_net_fixture_init (&f);
  tarn_net_submit (&f, f.device, TARN_PDU_SET, 1, &outcome);
  tarn_net_run (&f, 100 * S);

  g_assert_error (outcome.error, TARN_ERROR, TARN_ERROR_NO_ANSWER);
  g_assert_cmpuint (f.sent->len, ==, 1);
  tarn_net_outcome_clear (&outcome);
  tarn_net_fixture_clear (&f);
}

/* P-COX-06 */
static void
test_bulk_of_v1 (void)
{
  TarnNetFixture f;
  TarnNetOutcome outcome = { 0 };

  tarn_net_fixture_init (&f);
  f.agent = tarn_net_echo_agent;
  tarn_device_set_version (f.device, TARN_VERSION_1);
  tarn_net_submit (&f, f.device, TARN_PDU_GET_BULK, 1, &outcome);
  tarn_net_run (&f, S);

  g_assert_no_error (outcome.error);
  g_assert_cmpint (sent (&f, 0)->pdu.type, ==, TARN_PDU_GET_NEXT);
  g_assert_cmpint (sent (&f, 0)->pdu.non_repeaters, ==, 0);
  g_assert_cmpint (sent (&f, 0)->pdu.max_repetitions, ==, 0);
  tarn_net_fixture_clear (&f);
}

static void
slow_agent (TarnNetFixture     *f,
            const TarnDatagram *datagram,
            const TarnMessage  *request)
{
  if (f->sent->len == 1)
    tarn_net_echo (f, &datagram->peer, request, 1500 * MS);
}

/* F-16: the reply to the first try comes while the second is under way, and is good;
 * the round trip is that of the first (P-MGR-06). */
static void
test_late_reply_to_first_try (void)
{
  TarnNetFixture f;
  TarnNetOutcome outcome = { 0 };

  tarn_net_fixture_init (&f);
  f.agent = slow_agent;
  tarn_net_submit (&f, f.device, TARN_PDU_GET, 3, &outcome);
  tarn_net_run (&f, 100 * S);

  g_assert_no_error (outcome.error);
  g_assert_cmpint (outcome.number, ==, 3);
  g_assert_cmpuint (outcome.n_tries, ==, 2);
  g_assert_cmpint (outcome.rtt_us, ==, 1500 * MS);
  g_assert_cmpuint (f.sent->len, ==, 2);
  tarn_net_fixture_clear (&f);
}

static void
too_slow_agent (TarnNetFixture     *f,
                const TarnDatagram *datagram,
                const TarnMessage  *request)
{
  tarn_net_echo (f, &datagram->peer, request, 10 * S);
}

/* P-MGR-07 */
static void
test_reply_after_the_end (void)
{
  TarnNetFixture f;
  TarnNetOutcome outcome = { 0 };

  tarn_net_fixture_init (&f);
  f.agent = too_slow_agent;
  tarn_device_set_retries (f.device, 0);
  tarn_net_submit (&f, f.device, TARN_PDU_GET, 3, &outcome);
  tarn_net_run (&f, 100 * S);

  g_assert_error (outcome.error, TARN_ERROR, TARN_ERROR_NO_ANSWER);
  g_assert_cmpuint (outcome.n_calls, ==, 1);
  g_assert_cmpuint (tarn_session_get_stats (f.session)->n_late, ==, 1);
  g_assert_cmpuint (tarn_session_get_stats (f.session)->n_unknown, ==, 0);
  tarn_net_outcome_clear (&outcome);
  tarn_net_fixture_clear (&f);
}

static void
five_times_agent (TarnNetFixture     *f,
                  const TarnDatagram *datagram,
                  const TarnMessage  *request)
{
  for (guint i = 0; i < 5; i++)
    tarn_net_echo (f, &datagram->peer, request, MS + i * 100 * MS);
}

/* F-15: copies of an answer never answer the next request. */
static void
test_duplicates (void)
{
  TarnNetFixture f;

  tarn_net_fixture_init (&f);
  f.agent = five_times_agent;
  for (guint32 i = 1; i <= 3; i++)
    {
      TarnNetOutcome outcome = { 0 };

      tarn_net_submit (&f, f.device, TARN_PDU_GET, i, &outcome);
      tarn_test_run_until (&outcome.done);
      g_assert_cmpint (outcome.number, ==, i);
      g_assert_cmpuint (outcome.n_calls, ==, 1);
    }
  tarn_net_run (&f, 10 * S);
  g_assert_cmpuint (tarn_session_get_stats (f.session)->n_duplicates, ==, 12);
  g_assert_cmpuint (tarn_session_get_stats (f.session)->n_answers, ==, 3);
  tarn_net_fixture_clear (&f);
}

/* Answers each request only when the next one comes. */
static void
one_behind_agent (TarnNetFixture     *f,
                  const TarnDatagram *datagram,
                  const TarnMessage  *request)
{
  GBytes **last = f->data;
  TarnMessage message;

  if (*last != NULL)
    {
      tarn_message_init (&message);
      g_assert_true (tarn_message_decode (&message, tarn_test_span (*last), TARN_PROFILE_STRICT));
      tarn_net_echo (f, &datagram->peer, &message, MS);
      tarn_message_clear (&message);
    }
  g_clear_pointer (last, g_bytes_unref);
  *last = g_bytes_new (datagram->octets.data, datagram->octets.len);
}

/* F-15: delay by one request. */
static void
test_one_behind (void)
{
  TarnNetFixture f;
  TarnNetOutcome outcomes[4] = { 0 };
  GBytes *last = NULL;

  tarn_net_fixture_init (&f);
  f.agent = one_behind_agent;
  f.device->profile.window = G_N_ELEMENTS (outcomes);
  f.device->profile.pins = TARN_PROFILE_PIN_WINDOW;
  f.data = &last;
  for (guint32 i = 0; i < G_N_ELEMENTS (outcomes); i++)
    tarn_net_submit (&f, f.device, TARN_PDU_GET, i + 1, &outcomes[i]);
  tarn_net_run (&f, 500 * MS);

  for (guint i = 0; i + 1 < G_N_ELEMENTS (outcomes); i++)
    g_assert_cmpint (outcomes[i].number, ==, i + 1);
  g_assert_false (outcomes[3].done);
  g_object_unref (f.session);
  f.session = NULL;
  g_assert_error (outcomes[3].error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  tarn_net_outcome_clear (&outcomes[3]);
  g_bytes_unref (last);
  tarn_net_fixture_clear (&f);
}

/* A datagram that is not the answer, as a change of the one that is. */
typedef struct
{
  const char *name;
  TarnPduType type;
  int         version;
  const char *community;
  gint32      id_change;
  const char *from;
  guint16     port;
  gsize       stats_offset;
} Impostor;

#define STAT(name) G_STRUCT_OFFSET (TarnSessionStats, name)

static const Impostor impostors[] = {
  { "our own request, echoed (P-MGR-01)",
    TARN_PDU_GET, 1, "public", 0, "192.0.2.1", 161, STAT (n_foreign) },
  { "an Inform with our id (P-MGR-01)",
    TARN_PDU_INFORM, 1, "public", 0, "192.0.2.1", 161, STAT (n_foreign) },
  { "a Report has no place in v2c (P-PDU-01)",
    TARN_PDU_REPORT, 1, "public", 0, "192.0.2.1", 161, STAT (n_bad) },
  { "another version (P-MGR-02)",
    TARN_PDU_RESPONSE, 0, "public", 0, "192.0.2.1", 161, STAT (n_foreign) },
  { "a version that is none (P-MSG-01)",
    TARN_PDU_RESPONSE, 2, "public", 0, "192.0.2.1", 161, STAT (n_bad) },
  { "another community (P-MGR-02)",
    TARN_PDU_RESPONSE, 1, "private", 0, "192.0.2.1", 161, STAT (n_foreign) },
  { "community cut short (P-MSG-03)",
    TARN_PDU_RESPONSE, 1, "publi", 0, "192.0.2.1", 161, STAT (n_foreign) },
  { "community in capitals (P-MSG-03)",
    TARN_PDU_RESPONSE, 1, "PUBLIC", 0, "192.0.2.1", 161, STAT (n_foreign) },
  { "an id that was never ours (F-15)",
    TARN_PDU_RESPONSE, 1, "public", 1, "192.0.2.1", 161, STAT (n_unknown) },
  { "another host (P-MGR-03)",
    TARN_PDU_RESPONSE, 1, "public", 0, "192.0.2.2", 161, STAT (n_off_source) },
};

static void
impostor_agent (TarnNetFixture     *f,
                const TarnDatagram *datagram,
                const TarnMessage  *request)
{
  const Impostor *v = f->data;
  guint8 buffer[512];
  TarnBerWriter writer;
  TarnEndpoint from = tarn_net_endpoint (v->from, v->port);
  TarnPdu pdu = { .type = v->type, .request_id = request->pdu.request_id ^ v->id_change };

  tarn_ber_writer_init (&writer, buffer, sizeof buffer);
  g_assert_true (tarn_message_encode (&writer, (TarnVersion) v->version,
                                      tarn_span (v->community, strlen (v->community)), &pdu,
                                      request->rows, request->n_rows));
  tarn_fake_wire_reply (f->wire, &from, tarn_ber_writer_span (&writer), MS);
  tarn_net_echo (f, &datagram->peer, request, 500 * MS);
}

/* P-MGR-04: it changes nothing but a statistic; the true answer is still good. */
static void
test_impostor (gconstpointer data)
{
  const Impostor *v = data;
  const TarnSessionStats *stats;
  TarnNetFixture f;
  TarnNetOutcome outcome = { 0 };

  tarn_net_fixture_init (&f);
  f.agent = impostor_agent;
  f.data = (gpointer) v;
  tarn_net_submit (&f, f.device, TARN_PDU_GET, 9, &outcome);
  tarn_net_run (&f, 10 * S);

  stats = tarn_session_get_stats (f.session);
  g_assert_cmpuint (outcome.n_calls, ==, 1);
  g_assert_no_error (outcome.error);
  g_assert_cmpint (outcome.number, ==, 9);
  g_assert_cmpint (outcome.rtt_us, ==, 500 * MS);
  g_assert_cmpuint (f.sent->len, ==, 1);
  g_assert_cmpuint (G_STRUCT_MEMBER (guint64, stats, v->stats_offset), ==, 1);
  g_assert_cmpuint (stats->n_received, ==, 2);
  g_assert_cmpuint (stats->n_answers, ==, 1);
  tarn_net_fixture_clear (&f);
}

/* Every prefix of the answer, and then the answer. */
static void
prefix_cb (TarnSpan prefix,
           gpointer data)
{
  TarnNetFixture *f = data;
  TarnEndpoint from = tarn_net_endpoint ("192.0.2.1", 161);

  tarn_fake_wire_reply (f->wire, &from, prefix, MS);
}

static void
prefixes_agent (TarnNetFixture     *f,
                const TarnDatagram *datagram,
                const TarnMessage  *request)
{
  guint8 buffer[512];
  TarnBerWriter writer;
  TarnPdu pdu = { .type = TARN_PDU_RESPONSE, .request_id = request->pdu.request_id };

  tarn_ber_writer_init (&writer, buffer, sizeof buffer);
  g_assert_true (tarn_message_encode (&writer, request->version, request->community, &pdu,
                                      request->rows, request->n_rows));
  tarn_test_each_prefix (tarn_ber_writer_span (&writer), prefix_cb, f);
  if (f->data == NULL)
    tarn_net_echo (f, &datagram->peer, request, 500 * MS);
}

static void
test_prefixes (void)
{
  TarnNetFixture f;
  TarnNetOutcome outcome = { 0 };

  tarn_net_fixture_init (&f);
  f.agent = prefixes_agent;
  tarn_net_submit (&f, f.device, TARN_PDU_GET, 9, &outcome);
  tarn_net_run (&f, 10 * S);

  g_assert_no_error (outcome.error);
  g_assert_cmpint (outcome.number, ==, 9);
  g_assert_cmpuint (tarn_session_get_stats (f.session)->n_bad, >, 30);
  tarn_net_fixture_clear (&f);
}

/* An answer whose rows cannot be read, and no other: the error says so. */
static void
misreadable_agent (TarnNetFixture     *f,
                   const TarnDatagram *datagram,
                   const TarnMessage  *request)
{
  g_autofree guint8 *octets = g_memdup2 (datagram->octets.data, datagram->octets.len);

  /* 30 L 02 01 01 04 06 public a0 L …; the list of varbinds is 17 octets from the end. */
  octets[13] = TARN_PDU_RESPONSE;
  octets[datagram->octets.len - 14 - 2] = 0x31;
  tarn_fake_wire_reply (f->wire, &datagram->peer, tarn_span (octets, datagram->octets.len), MS);
}

static void
test_misread (void)
{
  TarnNetFixture f;
  TarnNetOutcome outcome = { 0 };

  tarn_net_fixture_init (&f);
  f.agent = misreadable_agent;
  tarn_net_submit (&f, f.device, TARN_PDU_GET, 9, &outcome);
  tarn_net_run (&f, 100 * S);

  g_assert_error (outcome.error, TARN_ERROR, TARN_ERROR_BAD_MESSAGE);
  g_assert_cmpuint (f.sent->len, ==, 4);
  tarn_net_outcome_clear (&outcome);
  tarn_net_fixture_clear (&f);
}

/* The request-id in five octets, as sign-extending agents send it (P-INT-05, F-22,
 * F-31). */
static void
padded_id_agent (TarnNetFixture     *f,
                 const TarnDatagram *datagram,
                 const TarnMessage  *request)
{
  gint32 id = request->pdu.request_id;
  g_autofree char *hex = NULL;
  g_autoptr(GBytes) octets = NULL;

  hex = g_strdup_printf ("30 28 02 01 01 04 06 7075626c6963 a2 1b 02 05 00 %08x 02 01 00 02 01 00"
                         "30 0c 30 0a 06 05 2b06010201 02 01 2a", (guint) id);
  octets = tarn_test_hex (hex);
  tarn_fake_wire_reply (f->wire, &datagram->peer, tarn_test_span (octets), MS);
}

static void
test_padded_id (void)
{
  TarnNetFixture f;
  TarnNetOutcome outcome = { 0 };

  tarn_net_fixture_init (&f);
  f.agent = padded_id_agent;
  tarn_net_submit (&f, f.device, TARN_PDU_GET, 9, &outcome);
  tarn_net_run (&f, 100 * S);

  g_assert_no_error (outcome.error);
  g_assert_cmpint (outcome.number, ==, 42);
  g_assert_cmpuint (f.sent->len, ==, 1);
  tarn_net_fixture_clear (&f);
}

typedef struct
{
  const char *name;
  TarnSource  policy;
  const char *from;
  guint16     port;
  gboolean    believed;
} SourceVector;

static const SourceVector source_vectors[] = {
  { "address: the address and port asked", TARN_SOURCE_ADDRESS, "192.0.2.1", 161, TRUE },
  { "address: another port", TARN_SOURCE_ADDRESS, "192.0.2.1", 171, TRUE },
  { "address: another address", TARN_SOURCE_ADDRESS, "192.0.2.2", 161, FALSE },
  { "address: another family", TARN_SOURCE_ADDRESS, "2001:db8::1", 161, FALSE },
  { "strict: the address and port asked", TARN_SOURCE_STRICT, "192.0.2.1", 161, TRUE },
  { "strict: another port", TARN_SOURCE_STRICT, "192.0.2.1", 171, FALSE },
  { "strict: another address", TARN_SOURCE_STRICT, "192.0.2.2", 161, FALSE },
  { "any: another port", TARN_SOURCE_ANY, "192.0.2.1", 171, TRUE },
  { "any: another address", TARN_SOURCE_ANY, "192.0.2.2", 9, TRUE },
  { "any: another family", TARN_SOURCE_ANY, "2001:db8::1", 161, TRUE },
};

static void
elsewhere_agent (TarnNetFixture     *f,
                 const TarnDatagram *datagram,
                 const TarnMessage  *request)
{
  const SourceVector *v = f->data;
  TarnEndpoint from = tarn_net_endpoint (v->from, v->port);

  tarn_net_echo (f, &from, request, MS);
}

/* P-MGR-03; F-10: when time is over the error tells from where an answer came. */
static void
test_source (gconstpointer data)
{
  const SourceVector *v = data;
  TarnEndpoint from = tarn_net_endpoint (v->from, v->port);
  g_autofree char *text = tarn_endpoint_to_string (&from);
  TarnNetFixture f;
  TarnNetOutcome outcome = { 0 };

  tarn_net_fixture_init (&f);
  f.agent = elsewhere_agent;
  f.data = (gpointer) v;
  tarn_device_set_source (f.device, v->policy);
  tarn_net_submit (&f, f.device, TARN_PDU_GET, 4, &outcome);
  tarn_net_run (&f, 100 * S);

  if (v->believed)
    {
      g_assert_no_error (outcome.error);
      g_assert_cmpint (outcome.number, ==, 4);
    }
  else
    {
      g_assert_error (outcome.error, TARN_ERROR, TARN_ERROR_NO_ANSWER);
      g_assert_nonnull (strstr (outcome.error->message, text));
      g_assert_cmpuint (tarn_session_get_stats (f.session)->n_off_source, ==, 4);
    }
  tarn_net_outcome_clear (&outcome);
  tarn_net_fixture_clear (&f);
}

/* P-TRN-02: 1,000 requests to 250 devices at once over a bad wire; each gets its own
 * answer, once. */
static void
test_many (void)
{
  enum { N_DEVICES = 250, N_REQUESTS = 1000 };
  TarnNetFixture f;
  TarnDevice *devices[N_DEVICES];
  g_autofree TarnNetOutcome *outcomes = g_new0 (TarnNetOutcome, N_REQUESTS);

  tarn_net_fixture_init (&f);
  f.agent = tarn_net_echo_agent;
  tarn_fake_wire_set_loss (f.wire, 100);
  tarn_fake_wire_set_duplicates (f.wire, 100);
  tarn_fake_wire_set_delay (f.wire, 1 * MS, 1500 * MS);
  for (guint i = 0; i < N_DEVICES; i++)
    {
      g_autofree char *text = g_strdup_printf ("192.0.2.%u:%u", i + 1, 161 + i);

      devices[i] = tarn_net_device (text);
      /* With four tries one of the first 250 requests would be lost in three runs of ten. */
      tarn_device_set_retries (devices[i], 6);
    }
  for (guint32 i = 0; i < N_REQUESTS; i++)
    tarn_net_submit (&f, devices[i % N_DEVICES], TARN_PDU_GET, i % 100, &outcomes[i]);
  tarn_net_run (&f, 200 * S);

  for (guint i = 0; i < N_REQUESTS; i++)
    {
      g_assert_cmpuint (outcomes[i].n_calls, ==, 1);
      g_assert_no_error (outcomes[i].error);
      g_assert_cmpint (outcomes[i].number, ==, i % 100);
    }
  g_assert_cmpuint (tarn_session_get_stats (f.session)->n_unknown, ==, 0);
  g_assert_cmpuint (tarn_session_get_stats (f.session)->n_answers, ==, N_REQUESTS);
  for (guint i = 0; i < N_DEVICES; i++)
    g_assert_finalize_object (devices[i]);
  tarn_net_fixture_clear (&f);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/session/an answer", test_answer);
  g_test_add_func ("/session/silence", test_silence);
  g_test_add_func ("/session/time-out and retries of the device", test_settings);
  g_test_add_func ("/session/a SET is tried once", test_set_once);
  g_test_add_func ("/session/GETBULK becomes GETNEXT with v1", test_bulk_of_v1);
  g_test_add_func ("/session/late reply to the first try", test_late_reply_to_first_try);
  g_test_add_func ("/session/reply after the end", test_reply_after_the_end);
  g_test_add_func ("/session/each answer five times", test_duplicates);
  g_test_add_func ("/session/answers one request behind", test_one_behind);
  g_test_add_func ("/session/every prefix of the answer", test_prefixes);
  g_test_add_func ("/session/an answer that cannot be read", test_misread);
  g_test_add_func ("/session/request-id in five octets", test_padded_id);
  g_test_add_func ("/session/a thousand in flight", test_many);
  for (guint i = 0; i < G_N_ELEMENTS (impostors); i++)
    {
      g_autofree char *path = g_strconcat ("/session/impostor/", impostors[i].name, NULL);

      g_test_add_data_func (path, &impostors[i], test_impostor);
    }
  for (guint i = 0; i < G_N_ELEMENTS (source_vectors); i++)
    {
      g_autofree char *path = g_strconcat ("/session/source/", source_vectors[i].name, NULL);

      g_test_add_data_func (path, &source_vectors[i], test_source);
    }

  return g_test_run ();
}
