/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Agents that leave rows out, in one answer and not in the other.  What no answer shows nobody
 * can know; but what any of them has shown is told, once, or lies in a gap.
 */
#include "tarn-test.h"
#include "tarn-walk-world.h"

#include "ops/tarn-gap-private.h"

#define ENTRY "1.3.6.1.2.1.2.2.1"

/* One row is left out. */
static guint
lie_skip (WalkWorld *self,
          guint      at)
{
  return g_rand_int_range (self->rand, 0, 50) > 0 ? at : MIN (at + 1, self->ends->len);
}

/* Many are. */
static guint
lie_jump (WalkWorld *self,
          guint      at)
{
  return g_rand_int_range (self->rand, 0, 50) > 0 ? at : MIN (at + 40, self->ends->len);
}

/* It goes on anywhere, also where it has been. */
static guint
lie_anywhere (WalkWorld *self,
              guint      at)
{
  return g_rand_int_range (self->rand, 0, 100) > 0
         ? at : (guint) g_rand_int_range (self->rand, 0, (gint32) self->ends->len);
}

/* It does so in large answers only (F-06). */
static guint
lie_in_bulk (WalkWorld *self,
             guint      at)
{
  return self->rows->len > 0 ? lie_anywhere (self, at) : at;
}

typedef struct
{
  const char *what;
  guint     (*lie) (WalkWorld *self,
                    guint      at);
} Liar;

static const Liar liars[] = {
  { "skips a row", lie_skip },
  { "jumps", lie_jump },
  { "goes on anywhere", lie_anywhere },
  { "goes on anywhere, but for the first row of an answer", lie_in_bulk },
};

static WalkWorld *
make_world (const Liar *liar,
            guint32     seed)
{
  WalkWorld *world = walk_world_new (seed);

  walk_world_add (world, "1.3.6.1.2.1.1.1.0");
  walk_world_add_table (world, ENTRY, 1, 8, (guint) g_rand_int_range (world->rand, 5, 120), 1);
  walk_world_add_table (world, "1.3.6.1.2.1.4.20.1", 1, 1, 30, 7);
  world->window = (guint) g_rand_int_range (world->rand, 2, 33);
  world->rtt_us = 10000;
  world->jitter_us = g_rand_int_range (world->rand, 0, 30000);
  world->random_truncate = g_rand_boolean (world->rand);
  world->machine.share = g_rand_boolean (world->rand);
  if (g_rand_boolean (world->rand))
    walk_world_set_keys (world, world);
  world->lie = liar->lie;
  tarn_walk_machine_add (&world->machine, tarn_span (NULL, 0), tarn_span (NULL, 0),
                         tarn_span (NULL, 0), FALSE);
  return world;
}

static void
test_liar (gconstpointer data)
{
  const Liar *liar = data;
  guint n_shown = 0;
  guint n_told = 0;
  guint n_late = 0;

  for (guint32 seed = 1; seed <= 150; seed++)
    {
      WalkWorld *world = make_world (liar, seed);

      walk_world_run (world);
      for (guint i = 0; i < world->ends->len; i++)
        {
          guint seen = g_array_index (world->seen, guint8, i);
          gboolean shown = g_array_index (world->shown, guint8, i);

          g_assert_cmpuint (seen, <=, shown);
          if (shown && seen == 0
              && !tarn_gaps_contain (world->machine.gaps, walk_world_name (world, i)))
            g_error ("seed %u: name %u of %u was shown and not told", seed, i, world->ends->len);
          n_shown += shown;
          n_told += seen;
        }
      n_late += (tarn_anomaly_log_get (&world->machine.anomalies) & TARN_ANOMALY_MISSING) != 0;
      walk_world_free (world);
    }

  g_test_message ("%u names were shown, %u told; in %u of 150 walks some late", n_shown, n_told,
                  n_late);
  g_assert_cmpuint (n_late, >, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (liars); i++)
    {
      g_autofree char *path = g_strdup_printf ("/walk-liars/%s", liars[i].what);

      g_test_add_data_func (path, &liars[i], test_liar);
    }

  return g_test_run ();
}
