/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * F-31: agents that keep 16 bits of the request-id.
 */
#include <errno.h>

#include "base/tarn-error.h"
#include "net/tarn-device-private.h"
#include "net/tarn-requests.h"
#include "tarn-net-fixture.h"

#define S  (gint64) G_USEC_PER_SEC
#define MS (gint64) 1000

/* Each message decodes strictly, which the fixture sees to: also where lengths of headers
 * change with the two octets (P-BER-11). */
static void
test_every_length (void)
{
  TarnNetFixture f;
  TarnName names[64];
  TarnRow rows[64];

  tarn_net_fixture_init (&f);
  f.agent = tarn_net_echo_agent;
  tarn_device_set_id_bits (f.device, 16);
  for (guint n = 0; n <= G_N_ELEMENTS (rows); n++)
    {
      TarnNetOutcome outcome = { 0 };
      const TarnPdu pdu = { .type = TARN_PDU_GET };

      for (guint32 i = 0; i < n; i++)
        {
          const guint32 arcs[] = { 1, 3, 6, 1, 2, 1, 1, i, 0 };

          g_assert_true (tarn_name_from_arcs (&names[i], arcs, G_N_ELEMENTS (arcs)));
          rows[i] = tarn_row_unspecified (tarn_name_span (&names[i]));
        }
      tarn_session_submit (f.session, f.device, TARN_SUBMIT_PLAIN, &pdu, rows, n,
                           tarn_net_outcome_cb, &outcome);
      tarn_net_run (&f, 100 * MS);
      g_assert_no_error (outcome.error);
      g_assert_cmpuint (outcome.n_calls, ==, 1);
      g_assert_cmpuint (outcome.n_rows, ==, n);
    }
  g_assert_cmpuint (f.sent->len, ==, G_N_ELEMENTS (rows) + 1);
  tarn_net_fixture_clear (&f);
}

/* P-MGR-05, F-17: positive in 16 bits too, and none twice before all have been used. */
static void
test_ids_are_distinct (void)
{
  enum { N_IDS = TARN_REQUESTS_NARROW_MAX - TARN_REQUESTS_NARROW_MIN + 1 };
  g_autofree gboolean *seen = g_new0 (gboolean, TARN_REQUESTS_NARROW_MAX + 1);
  GRand *rand = g_rand_new_with_seed (1);
  TarnRequests requests;
  TarnRequestId *found;

  tarn_requests_init (&requests, rand, TRUE);
  for (guint i = 0; i < 3 * N_IDS; i++)
    {
      guint32 tries = 0;
      gint32 id = tarn_requests_issue (&requests, i, &tries, i);

      g_assert_cmpint (id, >=, TARN_REQUESTS_NARROW_MIN);
      g_assert_cmpint (id, <=, TARN_REQUESTS_NARROW_MAX);
      g_assert_true (seen[id] == (i / N_IDS % 2 == 1));
      seen[id] = !seen[id];
      g_assert_cmpint (tarn_requests_match (&requests, id, &found), ==, TARN_MATCH_PENDING);
      g_assert_cmpuint (found->request, ==, i);
      tarn_requests_retire (&requests, tries, TARN_MATCH_DUPLICATE);
    }

  g_rand_free (rand);
  tarn_requests_clear (&requests);
}

/* When all are under way, a request gives up its own earlier tries for the next one. */
static void
test_ids_are_used_up (void)
{
  GRand *rand = g_rand_new_with_seed (2);
  TarnRequests requests;
  TarnRequestId *found;
  guint32 tries = 0;

  tarn_requests_init (&requests, rand, TRUE);
  for (guint i = 0; i < 40000; i++)
    {
      gint32 id = tarn_requests_issue (&requests, 7, &tries, i);

      g_assert_cmpint (tarn_requests_match (&requests, id, &found), ==, TARN_MATCH_PENDING);
      g_assert_cmpint (found->sent_us, ==, i);
    }
  tarn_requests_retire (&requests, tries, TARN_MATCH_LATE);
  g_assert_cmpuint (requests.n_pending, ==, 0);

  g_rand_free (rand);
  tarn_requests_clear (&requests);
}

/* P-MGR-05: as fast as they may follow each other, none comes again within 150 s. */
static void
test_gap (void)
{
  const TarnProfile profile = { .id_bits = 16 };
  const TarnProfile wide = { .id_bits = 31 };

  g_assert_cmpint (tarn_profile_least_gap_us (&profile)
                   * (TARN_REQUESTS_NARROW_MAX - TARN_REQUESTS_NARROW_MIN + 1), >=, 150 * S);
  g_assert_cmpint (tarn_profile_least_gap_us (&wide), ==, 0);
}

/* What becomes of one request, and of the next one, to an agent that cuts ids. */
typedef struct
{
  const char *name;
  gint32    (*cut) (gint32 id);
  guint       pin;             /* id-bits                                        */
  guint       retries;
  TarnSource  source;
  const char *from;
  gboolean    foreign;         /* with another community                         */
  guint       first_tries;     /* of the first request; 0: it is not answered    */
  guint       second_tries;    /* of one after it                                */
  gboolean    suggests;        /* where it is not answered, the error says why   */
  guint       id_bits;         /* in the end                                     */
} CutVector;

static gint32
cut_unsigned (gint32 id)
{
  return id & 0xffff;
}

static gint32
cut_signed (gint32 id)
{
  return (gint16) id;
}

static gint32
cut_to_15 (gint32 id)
{
  return id & 0x7fff;
}

static const CutVector cut_vectors[] = {
  { "16 bits without a sign: seen twice, the third try has such an id",
    cut_unsigned, 0, 3, TARN_SOURCE_ADDRESS, "192.0.2.1", FALSE, 3, 1, TRUE, 16 },
  { "16 bits with a sign", cut_signed, 0, 3, TARN_SOURCE_STRICT, "192.0.2.1", FALSE, 3, 1, TRUE,
    16 },
  { "seen once: a suggestion; twice: the next request has such an id",
    cut_unsigned, 0, 1, TARN_SOURCE_ADDRESS, "192.0.2.1", FALSE, 0, 1, TRUE, 16 },
  { "pinned to 31: a suggestion", cut_unsigned, 31, 3, TARN_SOURCE_ADDRESS, "192.0.2.1", FALSE, 0,
    0, TRUE, 31 },
  { "pinned to 16: nothing to see", cut_signed, 16, 3, TARN_SOURCE_ADDRESS, "192.0.2.1", FALSE, 1,
    1, FALSE, 16 },
  { "any source is believed: such ids could be guessed (P-MGR-03)",
    cut_unsigned, 16, 1, TARN_SOURCE_ANY, "192.0.2.1", FALSE, 0, 0, TRUE, 16 },
  { "from another address: not believed", cut_unsigned, 0, 3, TARN_SOURCE_ADDRESS, "192.0.2.2",
    FALSE, 0, 0, FALSE, 31 },
  { "another community: not believed", cut_unsigned, 0, 3, TARN_SOURCE_ADDRESS, "192.0.2.1", TRUE,
    0, 0, FALSE, 31 },
};

static void
cutting_agent (TarnNetFixture     *f,
               const TarnDatagram *datagram,
               const TarnMessage  *request)
{
  const CutVector *v = f->data;
  TarnEndpoint from = tarn_net_endpoint (v->from, 161);
  TarnMessage cut = *request;

  cut.pdu.request_id = v->cut (request->pdu.request_id);
  if (v->foreign)
    cut.community = tarn_span ((const guint8 *) "other", 5);
  tarn_net_echo (f, &from, &cut, MS);
}

static void
assert_cut_outcome (const CutVector      *v,
                    guint                 n_tries,
                    const TarnNetOutcome *outcome)
{
  g_assert_cmpuint (outcome->n_calls, ==, 1);
  if (n_tries > 0)
    {
      g_assert_no_error (outcome->error);
      g_assert_cmpuint (outcome->n_tries, ==, n_tries);
      return;
    }

  g_assert_error (outcome->error, TARN_ERROR, TARN_ERROR_NO_ANSWER);
  g_assert_cmpint (strstr (outcome->error->message, "id-bits") != NULL, ==, v->suggests);
}

static void
test_cut (gconstpointer data)
{
  const CutVector *v = data;
  TarnNetOutcome first = { 0 }, second = { 0 };
  TarnNetFixture f;

  tarn_net_fixture_init (&f);
  f.agent = cutting_agent;
  f.data = (gpointer) v;
  if (v->pin != 0)
    tarn_device_set_id_bits (f.device, v->pin);
  tarn_device_set_retries (f.device, v->retries);
  tarn_device_set_source (f.device, v->source);

  tarn_net_submit (&f, f.device, TARN_PDU_GET, 1, &first);
  tarn_net_run (&f, 100 * S);
  assert_cut_outcome (v, v->first_tries, &first);
  tarn_net_submit (&f, f.device, TARN_PDU_GET, 2, &second);
  tarn_net_run (&f, 100 * S);
  assert_cut_outcome (v, v->second_tries, &second);

  g_assert_cmpuint (tarn_device_get_id_bits (f.device), ==, v->id_bits);
  tarn_net_outcome_clear (&first);
  tarn_net_outcome_clear (&second);
  tarn_net_fixture_clear (&f);
}

/* 15 bits cannot be told from an alien id: nothing is learnt, nothing breaks. */
static void
test_fewer_bits (void)
{
  const CutVector v = { "", cut_to_15, 0, 0, TARN_SOURCE_ADDRESS, "192.0.2.1", FALSE, 0, 0, FALSE,
                        31 };
  TarnNetOutcome outcomes[20] = { { 0 } };
  TarnNetFixture f;

  tarn_net_fixture_init (&f);
  f.agent = cutting_agent;
  f.data = (gpointer) &v;
  tarn_device_set_id_bits (f.device, 16);
  for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++)
    tarn_net_submit (&f, f.device, TARN_PDU_GET, i, &outcomes[i]);
  tarn_net_run (&f, 100 * S);

  /* Ids of 16 bits that we give are below 2^15: they pass. */
  for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++)
    {
      g_assert_no_error (outcomes[i].error);
      g_assert_cmpint (outcomes[i].number, ==, i);
    }
  tarn_net_fixture_clear (&f);
}

/* A port that nobody listens on is found by an id of two octets as well (F-65). */
static void
bouncing_agent (TarnNetFixture     *f,
                const TarnDatagram *datagram,
                const TarnMessage  *request)
{
  tarn_fake_wire_bounce (f->wire, datagram, ECONNREFUSED, MS);
}

static void
test_bounce (void)
{
  TarnNetFixture f;
  TarnNetOutcome outcome = { 0 };

  tarn_net_fixture_init (&f);
  f.agent = bouncing_agent;
  tarn_device_set_id_bits (f.device, 16);
  tarn_device_set_retries (f.device, 0);
  tarn_net_submit (&f, f.device, TARN_PDU_GET, 1, &outcome);
  tarn_net_run (&f, 10 * S);

  g_assert_error (outcome.error, TARN_ERROR, TARN_ERROR_UNREACHABLE);
  tarn_net_outcome_clear (&outcome);
  tarn_net_fixture_clear (&f);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/exchange-narrow/every length", test_every_length);
  g_test_add_func ("/exchange-narrow/ids are distinct (F-17)", test_ids_are_distinct);
  g_test_add_func ("/exchange-narrow/ids are used up", test_ids_are_used_up);
  g_test_add_func ("/exchange-narrow/gap (P-MGR-05)", test_gap);
  g_test_add_func ("/exchange-narrow/15 bits", test_fewer_bits);
  g_test_add_func ("/exchange-narrow/bounce (F-65)", test_bounce);
  for (guint i = 0; i < G_N_ELEMENTS (cut_vectors); i++)
    {
      g_autofree char *path = g_strconcat ("/exchange-narrow/F-31: ", cut_vectors[i].name, NULL);

      g_test_add_data_func (path, &cut_vectors[i], test_cut);
    }

  return g_test_run ();
}
