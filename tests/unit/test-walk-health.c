/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Walks of devices that choke, die, come back or were restarted; in simulated time.
 */
#include "tarn-test.h"
#include "tarn-walk-world.h"

#include "ops/tarn-walk-machine-private.h"

#define ENTRY "1.3.6.1.2.1.2.2.1"
#define SECOND ((gint64) G_USEC_PER_SEC)

static WalkWorld *
new_world (guint window)
{
  WalkWorld *world = walk_world_new (1);

  walk_world_add_table (world, ENTRY, 1, 5, 200, 1);
  world->window = window;
  world->rtt_us = 10000;
  tarn_walk_machine_add (&world->machine, tarn_span (NULL, 0), tarn_span (NULL, 0),
                         tarn_span (NULL, 0), FALSE);
  return world;
}

/* --- silence by chance: F-06 -------------------------------------------------------------- */

/* One silence about GETBULK does not tame a part for long if the device bears as much elsewhere
 * since; the second does, and so does the first where it does not. */
static void
test_silence_by_chance (void)
{
  WalkWorld *world = new_world (1);
  TarnWalkMachine *machine = &world->machine;
  TarnWalkRequest request = { .about = TARN_WALK_ABOUT_PARTS, .repetitions = 50, .n_parts = 1 };
  TarnWalkInterval *part;

  tarn_walk_machine_begin (machine, TARN_VERSION_2C, 0);
  machine->answered = TRUE;
  part = request.parts[0] = machine->open.first;

  tarn_walk_feed_silence (machine, &request, SECOND);
  tarn_walk_forgive (machine, part, SECOND);
  g_assert_cmpuint (part->ceiling, ==, 49);
  g_assert_cmpuint (part->repetitions, ==, 0);

  machine->known_repetitions = 50;
  tarn_walk_forgive (machine, part, SECOND);
  g_assert_cmpuint (part->ceiling, ==, 49);   /* it has not answered GETNEXT yet */
  tarn_walk_grow (machine, part, 0, 1);
  g_assert_cmpuint (part->repetitions, ==, 25);
  tarn_walk_forgive (machine, part, SECOND);
  g_assert_cmpuint (part->ceiling, ==, G_MAXUINT);

  tarn_walk_feed_silence (machine, &request, 2 * SECOND);
  tarn_walk_grow (machine, part, 0, 1);
  machine->known_repetitions = 50;
  tarn_walk_forgive (machine, part, 2 * SECOND);
  g_assert_cmpuint (part->ceiling, ==, 49);
  walk_world_free (world);
}

/* --- silence: F-44 ------------------------------------------------------------------------- */

/* Silent for a while in the middle, then back: after a rest the walk goes on, complete. */
static void
test_chokes (gconstpointer data)
{
  WalkWorld *world = new_world (GPOINTER_TO_UINT (data));

  world->dead_from_us = world->now_us + 40000;
  world->dead_until_us = world->now_us + 40 * SECOND;
  walk_world_run (world);
  g_assert_cmpuint (world->machine.gaps->len, ==, 0);
  walk_world_assert_truth (world);

  /* One question woke it: the sign of life. */
  g_assert_cmpuint (world->n_gets, ==, 1);
  g_assert_cmpint (world->now_us, >=, 31 * SECOND);
  g_assert_cmpint (world->now_us, <, 120 * SECOND);
  walk_world_free (world);
}

/* A device that never comes back costs so many rests, each twice as long; then all that is
 * left is a gap. */
static void
test_dies (gconstpointer data)
{
  guint n_rests = GPOINTER_TO_UINT (data);
  WalkWorld *world = new_world (8);
  const TarnGap *gap;

  world->dead_from_us = world->now_us + 40000;
  world->dead_until_us = G_MAXINT64;
  world->machine.max_rests = n_rests;
  walk_world_run (world);
  walk_world_assert_truth (world);
  g_assert_cmpuint (world->n_gets, ==, n_rests);
  g_assert_cmpuint (world->machine.gaps->len, >=, 1);
  gap = g_ptr_array_index (world->machine.gaps, 0);
  g_assert_cmpint (gap->reason, ==, TARN_GAP_NO_ANSWER);
  g_assert_cmpint (world->now_us, >=, 30 * ((1 << n_rests) - 1) * SECOND);
  walk_world_free (world);
}

/* F-64: who is not known is asked one question; who is gets a window of them, and no second. */
static void
test_never_alive (gconstpointer data)
{
  guint known = GPOINTER_TO_UINT (data);
  WalkWorld *world = new_world (8);

  walk_world_set_keys (world, world);
  world->machine.known_repetitions = known;
  world->dead_until_us = G_MAXINT64;
  walk_world_run (world);
  g_assert_cmpuint (world->n_requests, ==, known > 0 ? 8 : 1);
  g_assert_cmpuint (world->n_rows, ==, 0);
  walk_world_assert_truth (world);
  walk_world_free (world);
}

/* The device lives, but one cell silences it: that cell is a gap, and nothing else (F-38). */
static void
test_silent_cell (gconstpointer data)
{
  WalkWorld *world = new_world (GPOINTER_TO_UINT (data));
  const TarnGap *gap;
  g_autofree char *text = NULL;

  walk_world_silence (world, ENTRY ".3.77");
  walk_world_run (world);
  walk_world_assert_truth (world);
  g_assert_cmpuint (world->n_rows, ==, 5 * 200 - 1);
  g_assert_cmpuint (world->machine.gaps->len, ==, 1);
  gap = g_ptr_array_index (world->machine.gaps, 0);
  text = tarn_gap_to_string (gap);
  g_assert_cmpstr (text, ==, "after ." ENTRY ".3.77 up to ." ENTRY ".3.78.0: "
                             "the agent fell silent");
  walk_world_free (world);
}

/* More requests than it bears are dropped: they come again one by one, and nothing is lost
 * (F-40); if they came as many at a time it took hours. */
static void
test_overwhelmed (void)
{
  WalkWorld *world = new_world (16);

  world->silent_above = 4;
  walk_world_run (world);
  g_test_message ("%u requests, %d s", world->n_requests,
                  (int) (world->now_us / G_USEC_PER_SEC));
  g_assert_cmpuint (world->n_requests, <, 500);
  g_assert_cmpint (world->now_us, <, 200 * SECOND);
  g_assert_cmpuint (world->machine.gaps->len, ==, 0);
  walk_world_assert_truth (world);
  walk_world_free (world);
}

/* --- sysUpTime: F-45 ------------------------------------------------------------------------ */

typedef struct
{
  const char *name;
  guint32     uptime;
  guint32     next;
  gint64      elapsed_s;
  gboolean    restart;
} Uptime;

#define DAY 86400

static const Uptime uptimes[] = {
  { "time goes by",                                      1000, 1500, 5, FALSE },
  { "it went back",                                      1000000, 500, 5, TRUE },
  { "after 497 days it begins anew (P-WLK-10)",          G_MAXUINT32 - 100, 400, 5, FALSE },
  { "a minute's grace for clocks that differ",           G_MAXUINT32 - 5900, 1, 5, FALSE },
  { "too far from the end for a wrap",                   G_MAXUINT32 - 10000, 1, 5, TRUE },
  { "0 is no time, but what broken agents say",          1000000, 0, 5, FALSE },
  { "nothing was known before",                          0, 500, 5, FALSE },
  { "an hour later than an hour before the end: a wrap", G_MAXUINT32 - 360000, 10, 3600, FALSE },
  { "it wraps while nobody looks",         G_MAXUINT32 - 8640000, 8640000, 2 * DAY, FALSE },
  { "higher, but up for less time than has passed",      5000, 8640000, 7 * DAY, TRUE },
  { "its clock is slow by a twentieth",                  5000, 8208000, DAY, FALSE },
  { "its clock stands still (F-45)",                     5000, 5000, DAY, FALSE },
  { "our clock was set by years",                        5000, 9000, 20000 * DAY, FALSE },
  { "our clock went back",                               5000, 9000, -DAY, FALSE },
};

static void
test_uptime (gconstpointer data)
{
  const Uptime *v = data;

  g_assert_cmpint (tarn_walk_is_restart (v->uptime, SECOND, v->next,
                                         SECOND + v->elapsed_s * SECOND), ==, v->restart);
}

static void
test_restart (gconstpointer data)
{
  gboolean restarts = GPOINTER_TO_INT (data);
  WalkWorld *world = new_world (1);

  world->machine.watch_uptime = TRUE;
  world->rtt_us = SECOND;
  world->booted_us = -100 * SECOND;
  if (restarts)
    world->reboot_us = 30 * SECOND;
  walk_world_run (world);
  walk_world_assert_truth (world);

  /* It is said, and the walk goes on. */
  g_assert_cmpuint (world->machine.gaps->len, ==, 0);
  g_assert_cmpuint (world->machine.n_restarts, ==, restarts ? 1 : 0);
  g_assert_cmpint ((world->machine.anomalies.seen & TARN_ANOMALY_DISCONTINUITY) != 0, ==, restarts);
  g_assert_cmpuint (world->machine.uptime, >, 0);
  g_assert_cmpint (world->n_gets, >=, (world->now_us - SECOND) / (7 * SECOND));
  g_assert_cmpint (world->n_gets, <=, (world->now_us - SECOND) / (5 * SECOND) + 2);
  walk_world_free (world);
}

static void
test_no_uptime (void)
{
  WalkWorld *world = new_world (4);

  world->machine.watch_uptime = TRUE;
  world->rtt_us = SECOND;
  walk_world_run (world);
  walk_world_assert_truth (world);
  g_assert_cmpuint (world->n_gets, ==, 1);
  walk_world_free (world);
}

/* --- limits: F-03, P-WLK-08 ------------------------------------------------------------------ */

static void
test_time_is_up (void)
{
  WalkWorld *world = new_world (4);
  const TarnGap *gap;

  world->rtt_us = SECOND;
  world->machine.max_time_us = 5 * SECOND;
  walk_world_run (world);
  walk_world_assert_truth (world);
  g_assert_cmpuint (world->n_rows, >, 0);
  gap = g_ptr_array_index (world->machine.gaps, world->machine.gaps->len - 1);
  g_assert_cmpint (gap->reason, ==, TARN_GAP_LIMIT);
  g_assert_null (gap->before);
  walk_world_free (world);
}

static void
test_rows_are_up (void)
{
  WalkWorld *world = new_world (16);

  world->machine.max_rows = 333;
  walk_world_run (world);
  walk_world_assert_truth (world);
  g_assert_cmpuint (world->n_rows, ==, 333);
  g_assert_cmpuint (world->machine.gaps->len, >=, 1);
  walk_world_free (world);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (uptimes); i++)
    {
      g_autofree char *path = g_strdup_printf ("/walk-health/uptime/%s", uptimes[i].name);

      g_test_add_data_func (path, &uptimes[i], test_uptime);
    }
  g_test_add_func ("/walk-health/silence by chance (F-06)", test_silence_by_chance);
  g_test_add_data_func ("/walk-health/chokes (F-44)/1", GUINT_TO_POINTER (1), test_chokes);
  g_test_add_data_func ("/walk-health/chokes (F-44)/16", GUINT_TO_POINTER (16), test_chokes);
  g_test_add_data_func ("/walk-health/dies/one rest", GUINT_TO_POINTER (1), test_dies);
  g_test_add_data_func ("/walk-health/dies/three rests", GUINT_TO_POINTER (3), test_dies);
  g_test_add_data_func ("/walk-health/never-alive", NULL, test_never_alive);
  g_test_add_data_func ("/walk-health/never-alive, known", GUINT_TO_POINTER (50),
                        test_never_alive);
  g_test_add_data_func ("/walk-health/silent-cell (F-38)/1", GUINT_TO_POINTER (1),
                        test_silent_cell);
  g_test_add_data_func ("/walk-health/silent-cell (F-38)/8", GUINT_TO_POINTER (8),
                        test_silent_cell);
  g_test_add_func ("/walk-health/overwhelmed (F-40)", test_overwhelmed);
  g_test_add_data_func ("/walk-health/restart (F-45)", GINT_TO_POINTER (TRUE), test_restart);
  g_test_add_data_func ("/walk-health/no-restart", GINT_TO_POINTER (FALSE), test_restart);
  g_test_add_func ("/walk-health/no-uptime", test_no_uptime);
  g_test_add_func ("/walk-health/time-is-up (F-03)", test_time_is_up);
  g_test_add_func ("/walk-health/rows-are-up (F-03)", test_rows_are_up);

  return g_test_run ();
}
