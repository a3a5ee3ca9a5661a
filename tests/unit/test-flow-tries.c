/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * When a try is lost, what comes after it, and when that is enough.
 */
#include "base/tarn-error.h"
#include "net/tarn-device-private.h"
#include "tarn-net-fixture.h"
#include "tarn-test.h"

#define MS (gint64) 1000
#define S  (gint64) G_USEC_PER_SEC

/* Answers after 40 ms, except what is dropped: bit n of @drop is datagram n. */
typedef struct
{
  TarnNetFixture f;
  guint64        drop;
  guint          n;            /* datagrams since @drop was set   */
  guint8         deaf_to;      /* N of the name that has no answer */
  gint64         delay_us;
} Lossy;

static void
lossy_agent (TarnNetFixture     *f,
             const TarnDatagram *datagram,
             const TarnMessage  *request)
{
  Lossy *lossy = f->data;
  guint n = lossy->n++;

  if ((n < 64 && (lossy->drop >> n & 1)) || tarn_net_arc (request->rows[0].name) == lossy->deaf_to)
    return;

  tarn_net_echo (f, &datagram->peer, request, lossy->delay_us);
}

/* A device that has been talked to: 40 ms and nothing else. */
static void
lossy_init (Lossy *self,
            guint  window)
{
  *self = (Lossy) { .delay_us = 40 * MS };
  tarn_net_fixture_init (&self->f);
  self->f.agent = lossy_agent;
  self->f.data = self;
  self->f.device->profile = (TarnProfile) {
    .rtt_us = 40 * MS, .window = window, .pins = TARN_PROFILE_PIN_WINDOW,
  };
}

static void
lossy_clear (Lossy *self)
{
  tarn_net_fixture_clear (&self->f);
}

static gint64
lossy_sent_us (Lossy *self,
               guint  i)
{
  g_assert_cmpuint (i, <, self->f.sent->len);
  return g_array_index (self->f.sent, TarnNetSent, i).at_us
         - g_array_index (self->f.sent, TarnNetSent, 0).at_us;
}

/* A lost exchange costs one and a half round trips, however often. */
static void
test_lost (void)
{
  Lossy lossy;
  TarnNetOutcome outcome = { 0 };

  lossy_init (&lossy, 1);
  lossy.drop = 3;
  tarn_net_submit (&lossy.f, lossy.f.device, TARN_PDU_GET, 1, &outcome);
  tarn_test_run_until (&outcome.done);
  g_assert_cmpint (lossy_sent_us (&lossy, 1), ==, 60 * MS);
  g_assert_cmpint (lossy_sent_us (&lossy, 2), ==, 120 * MS);
  g_assert_cmpint (outcome.rtt_us, ==, 40 * MS);
  g_assert_cmpuint (outcome.n_tries, ==, 3);
  g_assert_cmpuint (tarn_session_get_stats (lossy.f.session)->n_resent, ==, 2);
  g_assert_cmpuint (tarn_session_get_stats (lossy.f.session)->n_needless, ==, 0);
  lossy_clear (&lossy);
}

/* What later ones have overtaken is lost a little sooner. */
static void
test_overtaken (void)
{
  Lossy lossy;
  TarnNetOutcome outcomes[8] = { 0 };

  lossy_init (&lossy, 8);
  lossy.drop = 1 << 2;
  for (guint i = 0; i < 8; i++)
    tarn_net_submit (&lossy.f, lossy.f.device, TARN_PDU_GET, i + 1, &outcomes[i]);
  tarn_test_run_until (&outcomes[2].done);
  g_assert_cmpuint (lossy.f.sent->len, ==, 9);
  g_assert_cmpint (lossy_sent_us (&lossy, 8), ==, 50 * MS);
  for (guint i = 0; i < 8; i++)
    g_assert_cmpint (outcomes[i].number, ==, i + 1);
  lossy_clear (&lossy);
}

/* F-16: what is only slow gets more time after the first needless try. */
static void
test_needless (void)
{
  Lossy lossy;
  TarnNetOutcome outcomes[20] = { 0 };

  lossy_init (&lossy, 1);
  lossy.delay_us = 100 * MS;
  for (guint i = 0; i < 20; i++)
    tarn_net_submit (&lossy.f, lossy.f.device, TARN_PDU_GET, i + 1, &outcomes[i]);
  tarn_net_run (&lossy.f, 10 * S);
  for (guint i = 0; i < 20; i++)
    g_assert_cmpint (outcomes[i].number, ==, i + 1);
  g_assert_cmpuint (tarn_session_get_stats (lossy.f.session)->n_needless, ==, 1);
  g_assert_cmpuint (lossy.f.sent->len, <=, 22);
  lossy_clear (&lossy);
}

/* F-16: an answer to what was given up says how long to wait next time. */
static void
test_late (void)
{
  Lossy lossy;
  TarnNetOutcome first = { 0 }, second = { 0 };

  lossy_init (&lossy, 1);
  lossy.f.device->profile = (TarnProfile) { 0 };
  tarn_device_set_retries (lossy.f.device, 0);
  lossy.delay_us = 3 * S;
  tarn_net_submit (&lossy.f, lossy.f.device, TARN_PDU_GET, 1, &first);
  tarn_net_run (&lossy.f, 5 * S);
  g_assert_error (first.error, TARN_ERROR, TARN_ERROR_NO_ANSWER);
  g_assert_cmpuint (tarn_session_get_stats (lossy.f.session)->n_late, ==, 1);

  tarn_net_submit (&lossy.f, lossy.f.device, TARN_PDU_GET, 2, &second);
  tarn_net_run (&lossy.f, 5 * S);
  g_assert_cmpint (second.number, ==, 2);
  g_assert_cmpuint (second.n_tries, ==, 1);
  tarn_net_outcome_clear (&first);
  lossy_clear (&lossy);
}

/* A device that had answered and falls silent: soon at first, then more rarely, and
 * for as long as the tries of P-MGR-14 take: 1 + 2 + 4 + 8 s. */
static void
test_silent (void)
{
  Lossy lossy;
  TarnNetOutcome outcome = { 0 };
  gint64 began_us;

  lossy_init (&lossy, 1);
  lossy.drop = G_MAXUINT64;
  began_us = lossy.f.clock.now_us;
  tarn_net_submit (&lossy.f, lossy.f.device, TARN_PDU_GET, 1, &outcome);
  tarn_test_run_until (&outcome.done);
  g_assert_error (outcome.error, TARN_ERROR, TARN_ERROR_NO_ANSWER);
  g_assert_cmpint (lossy.f.clock.now_us - began_us, ==, 15 * S);
  g_assert_cmpuint (outcome.n_tries, >, 4);
  g_assert_cmpuint (outcome.n_tries, <, 14);
  for (guint i = 2; i + 1 < lossy.f.sent->len; i++)
    {
      gint64 waited_us = lossy_sent_us (&lossy, i + 1) - lossy_sent_us (&lossy, i);

      g_assert_cmpint (waited_us, >=, (60 * MS << (i - 1)) * 9 / 10 - MS);
      g_assert_cmpint (waited_us, <=, (60 * MS << (i - 1)) * 11 / 10 + MS);
    }
  tarn_net_outcome_clear (&outcome);
  lossy_clear (&lossy);
}

/* Where a third is lost, five tries in silence are chance, and the sixth waits longer. */
static void
test_silent_by_chance (void)
{
  Lossy lossy;
  TarnNetOutcome outcome = { 0 };

  lossy_init (&lossy, 1);
  lossy.f.device->profile.loss = 0.36;
  lossy.drop = 0xff;
  tarn_net_submit (&lossy.f, lossy.f.device, TARN_PDU_GET, 1, &outcome);
  tarn_test_run_until (&outcome.done);
  g_assert_no_error (outcome.error);
  g_assert_cmpuint (outcome.n_tries, ==, 9);
  for (guint i = 0; i < 5; i++)
    g_assert_cmpint (lossy_sent_us (&lossy, i + 1) - lossy_sent_us (&lossy, i), ==, 60 * MS);
  g_assert_cmpint (lossy_sent_us (&lossy, 6) - lossy_sent_us (&lossy, 5), >, 100 * MS);
  tarn_net_outcome_clear (&outcome);
  lossy_clear (&lossy);
}

/* A device that is known and silent now is not asked a hundred things again and again (F-40):
 * one of them asks for all, and once it is heard the others go on. */
static void
test_known_and_silent (gconstpointer data)
{
  gboolean dead = GPOINTER_TO_INT (data);
  TarnNetOutcome outcomes[40] = { 0 };
  Lossy lossy;

  lossy_init (&lossy, 40);
  lossy.drop = dead ? G_MAXUINT64 : G_MAXUINT64 >> 22;
  if (dead)
    lossy.deaf_to = 1;
  for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++)
    tarn_net_submit (&lossy.f, lossy.f.device, TARN_PDU_GET, dead ? 1 : 2, &outcomes[i]);
  for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++)
    tarn_test_run_until (&outcomes[i].done);
  for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++)
    {
      if (dead)
        g_assert_error (outcomes[i].error, TARN_ERROR, TARN_ERROR_NO_ANSWER);
      else
        g_assert_no_error (outcomes[i].error);
      tarn_net_outcome_clear (&outcomes[i]);
    }
  g_test_message ("%u datagrams", lossy.f.sent->len);
  g_assert_cmpuint (lossy.f.sent->len, <=, dead ? 40 + 14 : 2 * 40 + 2);
  lossy_clear (&lossy);
}

/* F-64, P-MGR-14: nothing is known, and a try that was lost does not cost a second; but who
 * is silent has as much time as ever. */
static void
test_early (gconstpointer data)
{
  static const guint32 arcs[] = { 1, 3, 6, 1, 2, 1, 1, 1, 0 };
  gboolean dead = GPOINTER_TO_INT (data);
  const TarnPdu pdu = { .type = TARN_PDU_GET };
  TarnNetOutcome outcome = { 0 };
  Lossy lossy;
  TarnName name;
  TarnRow row;
  gint64 began_us;

  lossy_init (&lossy, 1);
  lossy.f.device->profile = (TarnProfile) { 0 };
  lossy.drop = dead ? G_MAXUINT64 : 1;
  began_us = lossy.f.clock.now_us;
  g_assert_true (tarn_name_from_arcs (&name, arcs, G_N_ELEMENTS (arcs)));
  row = tarn_row_unspecified (tarn_name_span (&name));
  tarn_session_submit (lossy.f.session, lossy.f.device, TARN_SUBMIT_EARLY, &pdu, &row, 1,
                       tarn_net_outcome_cb, &outcome);
  tarn_test_run_until (&outcome.done);
  g_assert_cmpint (lossy_sent_us (&lossy, 1) - lossy_sent_us (&lossy, 0), ==, 300 * MS);
  if (dead)
    {
      g_assert_error (outcome.error, TARN_ERROR, TARN_ERROR_NO_ANSWER);
      g_assert_cmpint (lossy.f.clock.now_us - began_us, ==, 15 * S);
      g_assert_cmpuint (outcome.n_tries, >=, 9);
      g_assert_cmpuint (outcome.n_tries, <=, 10);
      /* All that is asked waits for the first answer: losses in a row cost little. */
      g_assert_cmpint (lossy_sent_us (&lossy, 5) - lossy_sent_us (&lossy, 0), ==, 1500 * MS);
      g_assert_cmpint (lossy_sent_us (&lossy, 7) - lossy_sent_us (&lossy, 0), <=, 3500 * MS);
    }
  else
    {
      g_assert_no_error (outcome.error);
      g_assert_cmpuint (outcome.n_tries, ==, 2);
    }
  tarn_net_outcome_clear (&outcome);
  lossy_clear (&lossy);
}

/* F-06: a request that the device cannot digest ends soon when others are answered,
 * and is not held against the device. */
static void
test_doubted (void)
{
  static const guint32 arcs[] = { 1, 3, 6, 1, 2, 1, 1, 9, 0 };
  const TarnPdu pdu = { .type = TARN_PDU_GET_BULK, .max_repetitions = 50 };
  Lossy lossy;
  TarnNetOutcome doubted = { 0 };
  TarnName name;
  TarnRow row;
  guint n_others = 0;

  lossy_init (&lossy, 4);
  lossy.deaf_to = 9;
  g_assert_true (tarn_name_from_arcs (&name, arcs, G_N_ELEMENTS (arcs)));
  row = tarn_row_unspecified (tarn_name_span (&name));
  tarn_session_submit (lossy.f.session, lossy.f.device, TARN_SUBMIT_DOUBTED, &pdu, &row, 1,
                       tarn_net_outcome_cb, &doubted);
  for (; !doubted.done; n_others++)
    {
      TarnNetOutcome other = { 0 };

      tarn_net_submit (&lossy.f, lossy.f.device, TARN_PDU_GET, 1, &other);
      tarn_test_run_until (&other.done);
      g_assert_no_error (other.error);
    }
  g_assert_error (doubted.error, TARN_ERROR, TARN_ERROR_NO_ANSWER);
  g_assert_cmpuint (doubted.n_tries, >=, 4);
  g_assert_cmpuint (doubted.n_tries, <=, 5);
  g_assert_cmpuint (n_others, <=, 10);        /* 400 ms */
  g_assert_cmpfloat (lossy.f.device->profile.loss, ==, 0);
  tarn_net_outcome_clear (&doubted);
  lossy_clear (&lossy);
}

/* P-SET-10: also where the round trip is known, a SET is waited for in full. */
static void
test_set (void)
{
  Lossy lossy;
  TarnNetOutcome outcome = { 0 };

  lossy_init (&lossy, 1);
  lossy.delay_us = 900 * MS;
  tarn_net_submit (&lossy.f, lossy.f.device, TARN_PDU_SET, 1, &outcome);
  tarn_test_run_until (&outcome.done);
  g_assert_no_error (outcome.error);
  g_assert_cmpuint (lossy.f.sent->len, ==, 1);
  lossy_clear (&lossy);
}

/* F-89: five requests of a device that had answered are silent: other ports. */
static void
test_refresh (void)
{
  Lossy lossy;

  lossy_init (&lossy, 1);
  for (guint i = 0; i < 12; i++)
    {
      TarnNetOutcome outcome = { 0 };

      tarn_net_submit (&lossy.f, lossy.f.device, TARN_PDU_GET, 1, &outcome);
      tarn_test_run_until (&outcome.done);
      tarn_net_outcome_clear (&outcome);
      g_assert_cmpuint (tarn_fake_wire_get_n_refreshed (lossy.f.wire), ==,
                        i < 6 ? 0 : i < 11 ? 1 : 2);
      lossy.drop = G_MAXUINT64;
      lossy.n = 0;
    }
  lossy_clear (&lossy);
}

typedef struct
{
  const char *name;
  guint       loss_permille;     /* each way */
  gint64      jitter_us;
  gint64      max_us;            /* for 440  */
} LossVector;

static const LossVector loss_vectors[] = {
  { "1 %", 10, 0, 700 * MS },
  { "5 %", 50, 0, 900 * MS },
  { "20 %", 200, 0, 2500 * MS },
  { "20 % and jitter", 200, 10 * MS, 3500 * MS },
};

/* 440 exchanges at 40 ms with loss each way: all answered, in bounded time. */
static void
test_loss (gconstpointer data)
{
  const LossVector *v = data;
  Lossy lossy;
  TarnNetOutcome outcomes[440] = { 0 };
  gint64 began_us;

  lossy_init (&lossy, 0);
  lossy.f.device->profile = (TarnProfile) { .rtt_us = 40 * MS };
  tarn_fake_wire_set_loss (lossy.f.wire, v->loss_permille);
  tarn_fake_wire_set_delay (lossy.f.wire, 0, v->jitter_us);
  began_us = lossy.f.clock.now_us;
  for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++)
    tarn_net_submit (&lossy.f, lossy.f.device, TARN_PDU_GET, i % 100 + 1, &outcomes[i]);
  for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++)
    {
      tarn_test_run_until (&outcomes[i].done);
      g_assert_no_error (outcomes[i].error);
      g_assert_cmpint (outcomes[i].number, ==, i % 100 + 1);
    }
  g_test_message ("%.0f ms with %u tries, window %u",
                  (double) (lossy.f.clock.now_us - began_us) / 1000, lossy.f.sent->len,
                  lossy.f.device->profile.window);
  g_assert_cmpint (lossy.f.clock.now_us - began_us, <=, v->max_us);
  lossy_clear (&lossy);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/flow-tries/lost", test_lost);
  g_test_add_func ("/flow-tries/overtaken", test_overtaken);
  g_test_add_func ("/flow-tries/slow, not lost (F-16)", test_needless);
  g_test_add_func ("/flow-tries/answered after the end (F-16)", test_late);
  g_test_add_func ("/flow-tries/silent", test_silent);
  g_test_add_func ("/flow-tries/silent by chance", test_silent_by_chance);
  g_test_add_data_func ("/flow-tries/early, lost", GINT_TO_POINTER (FALSE), test_early);
  g_test_add_data_func ("/flow-tries/early, dead", GINT_TO_POINTER (TRUE), test_early);
  g_test_add_data_func ("/flow-tries/known and lost (F-40)", GINT_TO_POINTER (FALSE),
                        test_known_and_silent);
  g_test_add_data_func ("/flow-tries/known and dead (F-40)", GINT_TO_POINTER (TRUE),
                        test_known_and_silent);
  g_test_add_func ("/flow-tries/a request that may be why (F-06)", test_doubted);
  g_test_add_func ("/flow-tries/a SET", test_set);
  g_test_add_func ("/flow-tries/fresh ports (F-89)", test_refresh);
  for (guint i = 0; i < G_N_ELEMENTS (loss_vectors); i++)
    {
      g_autofree char *path = g_strconcat ("/flow-tries/loss each way/", loss_vectors[i].name, NULL);

      g_test_add_data_func (path, &loss_vectors[i], test_loss);
    }

  return g_test_run ();
}
