/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The window and the waits against simulated devices and networks: a closed loop of
 * one device in microseconds, the same each time.
 */
#include "net/tarn-pace.h"
#include "net/tarn-rtt.h"
#include "tarn-test.h"

#define MS (gint64) 1000
#define S  (gint64) G_USEC_PER_SEC

/* What is between the manager and the answer, and what must come of it. */
typedef struct
{
  const char *name;
  gint64      way_us;           /* each way                                    */
  gint64      jitter_us;        /* each way, at most, evenly                   */
  guint       loss_permille;    /* each way                                    */
  gint64      service_us;       /* one request at a time; 0: any number at once */
  guint       queue;            /* requests that wait there at most; 0: any    */
  gint64      spacing_us;       /* of a policer, with bursts of ten; 0: none   */
  gsize       octets;           /* of a reply                                  */
  guint       n_exchanges;

  gint64      max_us;           /* from the first answer to the last           */
  guint       min_window;       /* at the end                                  */
  guint       max_window;
  guint       max_queue;        /* in the device, waiting and in work: after the
                                 * first fifth, while the window settles       */
  gint64      max_gap_us;
} Model;

static const Model models[] = {
  { "a pipe of 40 ms", 20 * MS, 0, 0, 0, 0, 0, 1400, 440, 440 * MS, 64, 160, 0, 0 },
  { "a pipe of 40 ms, 5 % lost each way",
    20 * MS, 0, 50, 0, 0, 0, 1400, 440, 800 * MS, 32, 160, 0, 0 },
  { "a pipe of 40 ms, 20 % lost each way",
    20 * MS, 0, 200, 0, 0, 0, 1400, 440, 2 * S, 8, 160, 0, 0 },
  { "a pipe of 40 ms and up to 10 ms of jitter each way",
    20 * MS, 10 * MS, 0, 0, 0, 0, 1400, 440, 2 * S, 8, 160, 0, 0 },
  { "jitter of 20 ms each way and 5 % lost",
    20 * MS, 20 * MS, 50, 0, 0, 0, 1400, 440, 2500 * MS, 8, 160, 0, 0 },
  { "one at a time, 1 ms and 50 rows of 20 us (F-40)",
    25, 0, 0, 2000, 0, 0, 1400, 1000, 2200 * MS, 1, 2, 2, 0 },
  { "one at a time, 30 ms", 100, 0, 0, 30 * MS, 0, 0, 100, 300, 9900 * MS, 1, 2, 2, 0 },
  { "one at a time behind 40 ms: what fills the way and no more",
    20 * MS, 0, 0, 10 * MS, 0, 0, 100, 500, 5500 * MS, 3, 8, 6, 0 },
  { "an agent that loses what its queue of 190 cannot hold",
    50, 0, 0, 100, 190, 0, 1400, 20000, 2200 * MS, 2, 32, 64, 0 },
  { "a policer of 100 requests a second at 40 ms (F-40)",
    20 * MS, 0, 0, 0, 0, 10 * MS, 1400, 1000, 14 * S, 1, 32, 0, 1 * S },
  { "a policer of 100 requests a second next door",
    200, 0, 0, 0, 0, 10 * MS, 1400, 1000, 20 * S, 1, 32, 0, 1 * S },
  { "an agent on loopback: 100 us, of which 4 us of work",
    48, 0, 0, 4, 0, 0, 1400, 100000, 450 * MS, 16, 160, 160, 0 },
};

typedef struct
{
  gint64   began_us;
  gint64   sent_us;
  gint64   answer_us;     /* G_MAXINT64: lost                   */
  gint64   timeout_us;
  gint64   earlier_us;    /* answer to a try that was given up  */
  guint    in_flight;
} Flight;

typedef struct
{
  const Model *model;
  GRand       *rand;
  TarnPace     pace;
  TarnRtt      rtt;
  gint64       now_us;
  gint64       first_us;  /* the first answer     */
  gint64       next_us;   /* a gap's end                        */
  gint64       free_us;   /* when the device has done its work  */
  double       tokens;
  gint64       tokens_us;
  guint        max_queue;
  guint        n_sent;
  GArray      *flights;   /* of Flight, newest try last         */
} Sim;

static gint64
sim_way_us (Sim *self)
{
  const Model *m = self->model;

  return m->way_us + (m->jitter_us == 0 ? 0 : g_rand_int_range (self->rand, 0, (int) m->jitter_us));
}

static gboolean
sim_is_lost (Sim *self)
{
  return (guint) g_rand_int_range (self->rand, 0, 1000) < self->model->loss_permille;
}

/* When the answer to what leaves now will come; G_MAXINT64: never. */
static gint64
sim_answer_us (Sim *self)
{
  const Model *m = self->model;
  gint64 at_us = self->now_us + sim_way_us (self);
  guint queue = 0;

  if (sim_is_lost (self))
    return G_MAXINT64;

  if (m->spacing_us != 0)
    {
      self->tokens = MIN (10, self->tokens + (double) (at_us - self->tokens_us)
                              / (double) m->spacing_us);
      self->tokens_us = at_us;
      if (self->tokens < 1)
        return G_MAXINT64;
      self->tokens--;
    }

  if (m->service_us != 0)
    {
      gint64 busy_us = MAX (self->free_us - at_us, 0);

      queue = (guint) ((busy_us + m->service_us - 1) / m->service_us);
      if (m->queue != 0 && queue >= m->queue)
        return G_MAXINT64;
      self->free_us = at_us = at_us + busy_us + m->service_us;
      if (self->n_sent > m->n_exchanges / 5)
        self->max_queue = MAX (self->max_queue, queue + 1);
    }

  return sim_is_lost (self) ? G_MAXINT64 : at_us + sim_way_us (self);
}

static void
sim_send (Sim   *self,
          Flight flight)
{
  flight.sent_us = self->now_us;
  flight.answer_us = sim_answer_us (self);
  flight.timeout_us = self->now_us + tarn_rtt_get_timeout_us (&self->rtt, S);
  flight.in_flight = self->flights->len + 1;
  g_array_append_val (self->flights, flight);
  tarn_pace_sent (&self->pace, self->flights->len);
  self->next_us = self->now_us + self->pace.gap_us;
  self->n_sent++;
}

/* The flight to which something happens next, and when. */
static guint
sim_next (Sim    *self,
          gint64 *at_us)
{
  guint first = 0;

  *at_us = G_MAXINT64;
  for (guint i = 0; i < self->flights->len; i++)
    {
      const Flight *flight = &g_array_index (self->flights, Flight, i);
      gint64 due_us = MIN (MIN (flight->answer_us, flight->earlier_us), flight->timeout_us);

      if (due_us < *at_us)
        {
          *at_us = due_us;
          first = i;
        }
    }

  return first;
}

static void
sim_answered (Sim   *self,
              guint  i)
{
  Flight flight = g_array_index (self->flights, Flight, i);

  if (flight.earlier_us <= self->now_us)
    {
      tarn_rtt_was_needless (&self->rtt);
      tarn_pace_found (&self->pace);
    }
  else
    {
      tarn_rtt_add (&self->rtt, self->now_us - flight.sent_us);
      tarn_pace_answered (&self->pace, self->now_us - flight.sent_us, self->model->octets,
                          flight.in_flight);
    }

  if (self->first_us == 0)
    self->first_us = self->now_us;
  g_array_remove_index (self->flights, i);
  for (guint j = 0; j < i; j++)
    {
      Flight *older = &g_array_index (self->flights, Flight, j);
      gint64 due_us = older->sent_us + tarn_rtt_get_overdue_us (&self->rtt, S);

      older->timeout_us = MIN (older->timeout_us, MAX (self->now_us, due_us));
    }

  /* What waits behind others in the device gets its time from when they are done. */
  for (guint j = i; self->pace.window <= 2 && j < self->flights->len; j++)
    {
      Flight *newer = &g_array_index (self->flights, Flight, j);
      gint64 due_us = self->now_us + tarn_rtt_get_timeout_us (&self->rtt, S);

      newer->timeout_us = MAX (newer->timeout_us, due_us);
    }
}

static void
sim_timed_out (Sim   *self,
               guint  i)
{
  Flight flight = g_array_index (self->flights, Flight, i);

  tarn_pace_lost (&self->pace);
  flight.earlier_us = MIN (flight.earlier_us, flight.answer_us);
  g_array_remove_index (self->flights, i);
  sim_send (self, flight);
}

static void
sim_run (Sim         *self,
         const Model *model,
         guint32      seed)
{
  guint n_begun = 0;

  *self = (Sim) {
    .model = model,
    .rand = g_rand_new_with_seed (seed),
    .flights = g_array_new (FALSE, FALSE, sizeof (Flight)),
  };
  tarn_pace_init (&self->pace, 0, 0, 0, 0, 0);
  tarn_rtt_init (&self->rtt, 0, 0);

  while (n_begun < model->n_exchanges || self->flights->len > 0)
    {
      gint64 at_us;
      guint i;

      while (n_begun < model->n_exchanges && self->flights->len < self->pace.window
             && self->now_us >= self->next_us)
        {
          sim_send (self, (Flight) { .began_us = self->now_us, .earlier_us = G_MAXINT64 });
          n_begun++;
        }

      i = sim_next (self, &at_us);
      if (n_begun < model->n_exchanges && self->flights->len < self->pace.window
          && self->next_us < at_us)
        {
          self->now_us = self->next_us;
          continue;
        }

      self->now_us = at_us;
      if (g_array_index (self->flights, Flight, i).timeout_us == at_us)
        sim_timed_out (self, i);
      else
        sim_answered (self, i);
    }
}

static void
sim_clear (Sim *self)
{
  g_rand_free (self->rand);
  g_array_unref (self->flights);
}

static void
test_model (gconstpointer data)
{
  const Model *m = data;

  for (guint32 seed = 1; seed <= 5; seed++)
    {
      Sim sim;

      sim_run (&sim, m, seed);
      g_test_message ("%u exchanges in %.1f ms with %u tries; window %u (good %u), gap %.1f ms, "
                      "loss %.2f, time-out %.1f ms, at most %u in the device",
                      m->n_exchanges, (double) (sim.now_us - sim.first_us) / 1000, sim.n_sent, sim.pace.window,
                      sim.pace.good, (double) sim.pace.gap_us / 1000, sim.pace.loss,
                      (double) tarn_rtt_get_timeout_us (&sim.rtt, S) / 1000, sim.max_queue);
      g_assert_cmpint (sim.now_us - sim.first_us, <=, m->max_us);
      g_assert_cmpuint (sim.pace.window, >=, m->min_window);
      g_assert_cmpuint (sim.pace.window, <=, m->max_window);
      g_assert_cmpuint (sim.max_queue, <=, m->max_queue);
      g_assert_cmpint (sim.pace.gap_us, <=, m->max_gap_us);
      sim_clear (&sim);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (models); i++)
    {
      g_autofree char *path = g_strconcat ("/pace/", models[i].name, NULL);

      g_test_add_data_func (path, &models[i], test_model);
    }

  return g_test_run ();
}
