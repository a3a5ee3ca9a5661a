/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Which request leaves, and when: windows, gaps, the receive buffer.
 */
#include "net/tarn-device-private.h"
#include "tarn-net-fixture.h"
#include "tarn-test.h"

#define MS (gint64) 1000
#define S  (gint64) G_USEC_PER_SEC

/* An agent that counts what it has in hand: all at once after @delay_us, or one after
 * the other in @service_us each. */
typedef struct
{
  TarnNetFixture f;
  gint64         delay_us;
  gint64         service_us;
  gint64         free_us;
  GArray        *due;          /* of gint64: answers that have not left yet */
  guint          most;         /* in hand                                   */
} Hand;

static void
hand_agent (TarnNetFixture     *f,
            const TarnDatagram *datagram,
            const TarnMessage  *request)
{
  Hand *hand = f->data;
  gint64 now_us = f->clock.now_us;
  gint64 due_us = now_us + hand->delay_us;

  if (hand->service_us != 0)
    due_us = hand->free_us = MAX (hand->free_us, now_us) + hand->service_us;

  while (hand->due->len > 0 && g_array_index (hand->due, gint64, 0) <= now_us)
    g_array_remove_index (hand->due, 0);
  g_array_append_val (hand->due, due_us);
  hand->most = MAX (hand->most, hand->due->len);

  tarn_net_echo (f, &datagram->peer, request, due_us - now_us);
}

static void
hand_init (Hand   *self,
           gint64  delay_us,
           gint64  service_us)
{
  *self = (Hand) { .delay_us = delay_us, .service_us = service_us };
  tarn_net_fixture_init (&self->f);
  self->f.agent = hand_agent;
  self->f.data = self;
  self->due = g_array_new (FALSE, FALSE, sizeof (gint64));
}

static void
hand_clear (Hand *self)
{
  g_array_unref (self->due);
  tarn_net_fixture_clear (&self->f);
}

/* Submits @n and waits for their answers; returns how long that took. */
static gint64
hand_ask (Hand  *self,
          guint  n)
{
  g_autofree TarnNetOutcome *outcomes = g_new0 (TarnNetOutcome, n);
  gint64 began_us = self->f.clock.now_us;
  guint n_before = self->f.sent->len;

  for (guint i = 0; i < n; i++)
    tarn_net_submit (&self->f, self->f.device, TARN_PDU_GET, i % 100 + 1, &outcomes[i]);
  for (guint i = 0; i < n; i++)
    {
      tarn_test_run_until (&outcomes[i].done);
      g_assert_no_error (outcomes[i].error);
      g_assert_cmpint (outcomes[i].number, ==, i % 100 + 1);
    }
  g_assert_cmpuint (self->f.sent->len - n_before, ==, n);

  return self->f.clock.now_us - began_us;
}

/* A pipe of 40 ms: one at a time would take 17.6 s. */
static void
test_pipe (void)
{
  Hand hand;

  hand_init (&hand, 40 * MS, 0);
  g_assert_cmpint (hand_ask (&hand, 440), <=, 440 * MS);
  g_assert_cmpuint (hand.most, >, 50);
  g_assert_cmpuint (hand.most, <=, 160);
  g_assert_cmpuint (hand.f.device->profile.window, >, 50);
  g_assert_cmpint (hand.f.device->profile.rtt_us, ==, 40 * MS);
  g_assert_cmpint (hand.f.device->profile.learned_us, >, 0);
  hand_clear (&hand);
}

/* F-40 */
static void
test_one_at_a_time (void)
{
  Hand hand;

  hand_init (&hand, 0, 30 * MS);
  g_assert_cmpint (hand_ask (&hand, 200), <=, 200 * 33 * MS);
  g_assert_cmpuint (hand.most, <=, 2);
  g_assert_cmpuint (hand.f.device->profile.window, ==, 1);
  hand_clear (&hand);
}

typedef struct
{
  const char      *name;
  TarnProfile      profile;
  guint            first;      /* requests in hand at first, of a hundred */
  guint            most;
  gint64           min_us;     /* for a hundred                           */
  gint64           max_us;
} ProfileVector;

static const ProfileVector profile_vectors[] = {
  { "nothing known", { 0 }, 1, 64, 100 * MS, 400 * MS },
  { "never more than one (F-40)", { .max_window = 1 }, 1, 1, 4000 * MS, 4001 * MS },
  { "never more than two (F-40)", { .max_window = 2 }, 1, 2, 2000 * MS, 2100 * MS },
  { "a window that was learnt", { .window = 50, .rtt_us = 40 * MS }, 50, 100, 80 * MS, 100 * MS },
  { "a window that was fixed", { .window = 10, .pins = TARN_PROFILE_PIN_WINDOW },
    10, 10, 400 * MS, 401 * MS },
  { "a fixed one above the limit",
    { .window = 100, .max_window = 5, .pins = TARN_PROFILE_PIN_WINDOW },
    5, 5, 800 * MS, 801 * MS },
  { "a gap that was fixed (F-40)",
    { .window = 20, .gap_us = 10 * MS, .pins = TARN_PROFILE_PIN_GAP | TARN_PROFILE_PIN_WINDOW },
    1, 5, 1030 * MS, 1031 * MS },
};

static void
test_profile (gconstpointer data)
{
  const ProfileVector *v = data;
  Hand hand;
  gint64 took_us;
  guint first = 0;

  hand_init (&hand, 40 * MS, 0);
  hand.f.device->profile = v->profile;
  took_us = hand_ask (&hand, 100);
  for (guint i = 0; i < hand.f.sent->len; i++)
    first += g_array_index (hand.f.sent, TarnNetSent, i).at_us
             == g_array_index (hand.f.sent, TarnNetSent, 0).at_us;

  g_assert_cmpuint (first, ==, v->first);
  g_assert_cmpuint (hand.most, <=, v->most);
  g_assert_cmpint (took_us, >=, v->min_us);
  g_assert_cmpint (took_us, <=, v->max_us);
  if (v->profile.pins & TARN_PROFILE_PIN_WINDOW)
    g_assert_cmpuint (hand.f.device->profile.window, ==, v->profile.window);
  if (v->profile.pins & TARN_PROFILE_PIN_GAP)
    g_assert_cmpint (hand.f.device->profile.gap_us, ==, v->profile.gap_us);
  hand_clear (&hand);
}

/* What is asked first leaves first; who is cancelled in the line lets others pass. */
static void
test_line (void)
{
  Hand hand;
  TarnNetOutcome outcomes[12] = { 0 };
  guint64 handles[12];

  hand_init (&hand, 40 * MS, 0);
  hand.f.device->profile = (TarnProfile) { .max_window = 3, .gap_us = 5 * MS,
                                           .pins = TARN_PROFILE_PIN_GAP };
  for (guint i = 0; i < 12; i++)
    handles[i] = tarn_net_submit (&hand.f, hand.f.device, TARN_PDU_GET, i + 1, &outcomes[i]);
  g_assert_cmpuint (tarn_session_get_room (hand.f.session, hand.f.device), ==, 0);
  tarn_session_cancel (hand.f.session, handles[1]);    /* the first in the line */
  tarn_session_cancel (hand.f.session, handles[5]);
  tarn_session_cancel (hand.f.session, handles[11]);   /* the last               */
  tarn_net_run (&hand.f, 5 * S);

  g_assert_cmpuint (hand.f.sent->len, ==, 9);
  for (guint i = 0; i < 12; i++)
    g_assert_cmpuint (outcomes[i].n_calls, ==, i == 1 || i == 5 || i == 11 ? 0 : 1);
  for (guint i = 1; i < 9; i++)
    g_assert_cmpint (g_array_index (hand.f.sent, TarnNetSent, i).at_us, >=,
                     g_array_index (hand.f.sent, TarnNetSent, i - 1).at_us + 5 * MS);
  g_assert_cmpuint (tarn_session_get_room (hand.f.session, hand.f.device), ==, 1);
  hand_clear (&hand);
}

static void
test_room (void)
{
  Hand hand;
  TarnNetOutcome outcomes[10] = { 0 };

  hand_init (&hand, 40 * MS, 0);
  g_assert_cmpuint (tarn_session_get_room (hand.f.session, hand.f.device), ==, 1);
  hand.f.device->profile = (TarnProfile) { .window = 8, .pins = TARN_PROFILE_PIN_WINDOW };
  for (guint i = 0; i < 10; i++)
    {
      g_assert_cmpuint (tarn_session_get_room (hand.f.session, hand.f.device), ==,
                        i < 8 ? 8 - i : 0);
      tarn_net_submit (&hand.f, hand.f.device, TARN_PDU_GET, 1, &outcomes[i]);
    }
  tarn_net_run (&hand.f, S);
  g_assert_cmpuint (tarn_session_get_room (hand.f.session, hand.f.device), ==, 8);
  hand_clear (&hand);
}

/* Answers of all devices together fit half of what the system grants; a session that
 * has nothing under way may still ask. */
static void
test_receive_buffer (void)
{
  Hand hand;
  TarnNetOutcome outcomes[60] = { 0 };
  TarnDevice *devices[3];

  hand_init (&hand, 40 * MS, 0);
  for (guint i = 0; i < G_N_ELEMENTS (devices); i++)
    {
      g_autofree char *text = g_strdup_printf ("192.0.2.%u", 10 + i);
      TarnNetOutcome first = { 0 };

      devices[i] = tarn_net_device (text);
      devices[i]->profile = (TarnProfile) { .window = 20, .pins = TARN_PROFILE_PIN_WINDOW };
      tarn_net_submit (&hand.f, devices[i], TARN_PDU_GET, 1, &first);   /* it answers */
      tarn_test_run_until (&first.done);
    }

  hand.most = 0;
  tarn_fake_wire_get_transport (hand.f.wire)->queue_octets = 2 * 5 * (512 + 100);
  for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++)
    {
      tarn_net_submit (&hand.f, devices[i % 3], TARN_PDU_GET, i + 1, &outcomes[i]);
      if (i == 0)
        tarn_net_run (&hand.f, 0);   /* the limit is read with the first batch */
    }
  tarn_net_run (&hand.f, 10 * S);
  for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++)
    g_assert_cmpint (outcomes[i].number, ==, i + 1);
  g_assert_cmpuint (hand.most, >=, 5);
  g_assert_cmpuint (hand.most, <=, 6);   /* small answers: a little less than a hundred octets */

  tarn_fake_wire_get_transport (hand.f.wire)->queue_octets = 2;
  g_assert_cmpuint (tarn_session_get_room (hand.f.session, devices[0]), >=, 1);
  hand.most = 0;
  for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++)
    tarn_net_submit (&hand.f, devices[i % 3], TARN_PDU_GET, i + 1, &outcomes[i]);
  tarn_net_run (&hand.f, 10 * S);
  for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++)
    g_assert_cmpuint (outcomes[i].n_calls, ==, 2);

  for (guint i = 0; i < G_N_ELEMENTS (devices); i++)
    g_assert_finalize_object (devices[i]);
  hand_clear (&hand);
}

/* F-72: what the system lost for want of room is counted and halves the windows. */
static void
test_overrun (void)
{
  Hand hand;
  guint window;

  hand_init (&hand, 40 * MS, 0);
  hand_ask (&hand, 300);
  window = tarn_session_get_room (hand.f.session, hand.f.device);
  tarn_fake_wire_get_transport (hand.f.wire)->n_overrun = 7;
  hand_ask (&hand, 1);
  hand_ask (&hand, 1);
  g_assert_cmpuint (tarn_session_get_stats (hand.f.session)->n_overrun, ==, 7);
  g_assert_cmpuint (tarn_session_get_room (hand.f.session, hand.f.device), <=, window / 2 + 1);
  hand_clear (&hand);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/flow/a pipe of 40 ms", test_pipe);
  g_test_add_func ("/flow/one at a time (F-40)", test_one_at_a_time);
  for (guint i = 0; i < G_N_ELEMENTS (profile_vectors); i++)
    {
      g_autofree char *path = g_strconcat ("/flow/profile/", profile_vectors[i].name, NULL);

      g_test_add_data_func (path, &profile_vectors[i], test_profile);
    }
  g_test_add_func ("/flow/in line", test_line);
  g_test_add_func ("/flow/room", test_room);
  g_test_add_func ("/flow/the receive buffer", test_receive_buffer);
  g_test_add_func ("/flow/the receive buffer overflows (F-72)", test_overrun);

  return g_test_run ();
}
