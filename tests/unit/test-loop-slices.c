/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Nothing takes long: a million varbinds with a clock that knows what each dispatch of
 * the session's sources took.
 */
#include "net/tarn-device-private.h"
#include "tarn-net-fixture.h"
#include "tarn-test.h"

#define MS (gint64) 1000

#define SLICE_US      (2 * MS)    /* of the loop                                */
#define DATAGRAM_US   300         /* what most callbacks take                   */
#define HUGE_US       (5 * MS)    /* and one in a thousand, which is one unit   */
#define N_CHAINS      64
#define N_ROWS        50
#define N_VARBINDS    (1000 * 1000)

/* So many walks at once, each with one request under way. */
typedef struct
{
  TarnNetFixture *f;
  guint32         next[N_CHAINS];      /* the last arc that the agent gives     */
  guint64         n_varbinds;
  guint           n_replies;
  guint           n_under_way;
} Flood;

typedef struct
{
  Flood *flood;
  guint  number;
} Chain;

static void chain_step (Chain *chain);

static void
flood_agent (TarnNetFixture     *f,
             const TarnDatagram *datagram,
             const TarnMessage  *request)
{
  static const guint8 null_tlv[] = { TARN_KIND_NULL, 0 };
  Flood *flood = f->data;
  guint chain = request->rows[0].name.data[5];
  TarnName names[N_ROWS];
  TarnRow rows[N_ROWS];

  for (guint i = 0; i < N_ROWS; i++)
    {
      const guint32 arcs[] = { 1, 3, 6, 1, 4, 1, chain, ++flood->next[chain] };

      g_assert_true (tarn_name_from_arcs (&names[i], arcs, G_N_ELEMENTS (arcs)));
      rows[i] = tarn_row_unspecified (tarn_name_span (&names[i]));
      tarn_row_set_tlv (&rows[i], tarn_span (null_tlv, sizeof null_tlv));
    }
  tarn_fake_wire_respond (f->wire, &datagram->peer, request, 0, 0, rows, N_ROWS, MS);
}

static void
chain_cb (TarnSession     *session,
          const TarnReply *reply,
          gpointer         user_data)
{
  Chain *chain = user_data;
  Flood *flood = chain->flood;

  g_assert_no_error (reply->error);
  flood->n_varbinds += reply->message->n_rows;
  flood->n_under_way--;
  tarn_fake_clock_advance (&flood->f->clock,
                           ++flood->n_replies % 1000 == 0 ? HUGE_US : DATAGRAM_US);
  if (flood->n_varbinds + flood->n_under_way * N_ROWS < N_VARBINDS)
    chain_step (chain);
}

static void
chain_step (Chain *chain)
{
  const guint32 arcs[] = { 1, 3, 6, 1, 4, 1, chain->number, 1 };
  const TarnPdu pdu = { .type = TARN_PDU_GET_BULK, .max_repetitions = N_ROWS };
  Flood *flood = chain->flood;
  TarnName name;
  TarnRow row;

  g_assert_true (tarn_name_from_arcs (&name, arcs, G_N_ELEMENTS (arcs)));
  row = tarn_row_unspecified (tarn_name_span (&name));
  flood->n_under_way++;
  tarn_session_submit (flood->f->session, flood->f->device, TARN_SUBMIT_PLAIN, &pdu, &row, 1,
                       chain_cb, chain);
}

static void
test_million (void)
{
  TarnNetFixture f;
  Flood flood = { .f = &f };
  Chain chains[N_CHAINS];
  guint n_over = 0;

  tarn_net_fixture_init (&f);
  f.agent = flood_agent;
  f.data = &flood;
  f.device->profile.window = N_CHAINS;
  f.device->profile.pins = TARN_PROFILE_PIN_WINDOW;
  for (guint i = 0; i < N_CHAINS; i++)
    {
      chains[i] = (Chain) { &flood, i };
      chain_step (&chains[i]);
    }

  while (flood.n_under_way > 0)
    {
      gint64 busy_us = f.clock.now_us - f.clock.waited_us;
      gint64 wire_us = tarn_fake_wire_get_dispatched_us (f.wire);
      gint64 work_us;

      /* Each of the session's two sources is dispatched once in an iteration at most. */
      g_main_context_iteration (NULL, TRUE);
      busy_us = f.clock.now_us - f.clock.waited_us - busy_us;
      wire_us = tarn_fake_wire_get_dispatched_us (f.wire) - wire_us;
      work_us = busy_us - wire_us;

      n_over += (wire_us >= SLICE_US + DATAGRAM_US) + (work_us >= SLICE_US + DATAGRAM_US);
      g_assert_cmpint (wire_us, <, SLICE_US + HUGE_US);
      g_assert_cmpint (work_us, <, SLICE_US + HUGE_US);
    }

  g_assert_cmpuint (flood.n_varbinds, >=, N_VARBINDS);
  g_assert_cmpuint (n_over, >, 0);
  g_assert_cmpuint (n_over, <=, flood.n_replies / 1000);
  g_test_message ("%u datagrams; %u dispatches longer than a slice, by one datagram each",
                  flood.n_replies, n_over);
  tarn_net_fixture_clear (&f);
}

/* Others have their turn among answers that are all there: none of theirs waits for
 * more than a slice of each source. */
static gboolean
other_cb (gpointer user_data)
{
  ++*(guint *) user_data;
  return G_SOURCE_CONTINUE;
}

static void
test_others (void)
{
  TarnNetFixture f;
  Flood flood = { .f = &f };
  Chain chains[N_CHAINS];
  guint n_others = 0;
  guint other;

  tarn_net_fixture_init (&f);
  f.agent = flood_agent;
  f.data = &flood;
  f.device->profile.window = N_CHAINS;
  f.device->profile.pins = TARN_PROFILE_PIN_WINDOW;
  flood.n_varbinds = N_VARBINDS;         /* one request each */
  for (guint i = 0; i < N_CHAINS; i++)
    {
      chains[i] = (Chain) { &flood, i };
      chain_step (&chains[i]);
    }
  g_main_context_iteration (NULL, TRUE); /* they leave */
  tarn_fake_clock_advance (&f.clock, 2 * MS);
  other = g_idle_add_full (G_PRIORITY_DEFAULT, other_cb, &n_others, NULL);
  while (flood.n_under_way > 0)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (other);

  g_assert_cmpuint (n_others, >=, N_CHAINS * DATAGRAM_US / (2 * (SLICE_US + DATAGRAM_US)));
  tarn_net_fixture_clear (&f);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/loop-slices/a million varbinds", test_million);
  g_test_add_func ("/loop-slices/others have their turn", test_others);

  return g_test_run ();
}
