/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Walks with many requests in flight: what they tell is the truth, each varbind once, and
 * they do not ask much more than they must.
 */
#include "tarn-test-malloc.h"
#include "tarn-test.h"
#include "tarn-walk-world.h"

#include "ops/tarn-walk-machine-private.h"

#define ENTRY "1.3.6.1.2.1.2.2.1"

static void
add_root (WalkWorld  *world,
          const char *root)
{
  g_autoptr(TarnOid) oid = tarn_test_oid (root);
  TarnName end;

  tarn_name_set_end (&end, tarn_oid_span (oid));
  tarn_walk_machine_add (&world->machine, tarn_oid_span (oid), tarn_oid_span (oid),
                         tarn_name_span (&end), TRUE);
}

static void
add_everything (WalkWorld *world)
{
  tarn_walk_machine_add (&world->machine, tarn_span (NULL, 0), tarn_span (NULL, 0),
                         tarn_span (NULL, 0), FALSE);
}

/* --- how many requests, how long ------------------------------------------------------- */

typedef struct
{
  const char *name;
  guint       columns;
  guint       rows;
  guint       stride;
  guint       window;
  gboolean    keys;
  guint       known;         /* repetitions that it bore at an earlier visit */
  gint64      gap_us;        /* of a device that answers one at a time */
  guint       max_requests;
  gint64      max_ms;
} Table;

static const Table tables[] = {
  { "one at a time: as many requests as rows fill",
    22, 1000, 1, 1, FALSE, 0, 0, 480, 19500 },
  { "4 in flight",
    22, 1000, 1, 4, FALSE, 0, 0, 520, 5300 },
  { "16 in flight",
    22, 1000, 1, 16, FALSE, 0, 0, 560, 1600 },
  { "64 in flight",
    22, 1000, 1, 64, FALSE, 0, 0, 700, 750 },
  { "rows far apart",
    22, 1000, 977, 64, FALSE, 0, 0, 900, 800 },
  { "keys known, 64 in flight: little more than it must",
    22, 1000, 1, 64, TRUE, 0, 0, 441, 340 },
  { "keys known, 160 in flight",
    22, 1000, 1, 160, TRUE, 0, 0, 441, 170 },
  { "the device is known, too: three rounds, and none to make acquaintance",
    22, 1000, 1, 160, TRUE, 50, 0, 441, 125 },
  { "small columns are not asked for one by one",
    22, 5, 1, 16, FALSE, 0, 0, 30, 300 },
};

static void
test_table (gconstpointer data)
{
  const Table *t = data;
  WalkWorld *world = walk_world_new (1);

  walk_world_add (world, "1.3.6.1.2.1.1.1.0");
  walk_world_add_table (world, ENTRY, 1, t->columns, t->rows, t->stride);
  walk_world_add (world, "1.3.6.1.2.1.31.1.0");
  world->window = t->window;
  world->rtt_us = 40000;
  world->gap_us = t->gap_us;
  if (t->keys)
    {
      walk_world_set_keys (world, world);
      world->machine.first_repetitions = 50;
      world->machine.known_repetitions = t->known;
    }
  add_root (world, ENTRY);
  walk_world_run (world);
  g_test_message ("%s: %u requests, %" G_GINT64_FORMAT " ms", t->name, world->n_requests,
                  (world->now_us - G_USEC_PER_SEC) / 1000);
  walk_world_assert_truth (world);
  g_assert_cmpuint (world->n_rows, ==, t->columns * t->rows);
  g_assert_cmpuint (world->n_requests, <=, t->max_requests);
  g_assert_cmpint (world->now_us - G_USEC_PER_SEC, <=, t->max_ms * 1000);
  walk_world_free (world);
}

/* --- both sides of a cut ------------------------------------------------------------------ */

/* The agent leaves a row out where it is the first of an answer.  An answer from the other
 * side of the cut shows it, before or after: it is told, once, and that it was missing. */
static void
test_seam (gconstpointer data)
{
  guint column = GPOINTER_TO_UINT (data);

  for (guint32 seed = 1; seed <= 8; seed++)
    {
      WalkWorld *world = walk_world_new (seed);

      walk_world_add_table (world, ENTRY, 1, 8, 95, 1);
      walk_world_add (world, "1.3.6.1.2.1.31.1.0");
      world->window = 16;
      world->rtt_us = 40000;
      world->jitter_us = 30000;
      world->never_first = g_strdup_printf (ENTRY ".%u.1", column);
      add_root (world, ENTRY);
      walk_world_run (world);
      g_assert_cmpuint (world->machine.gaps->len, ==, 0);
      walk_world_assert_truth (world);
      g_assert_cmpuint (world->n_rows, ==, 8 * 95);
      g_assert_true (tarn_anomaly_log_get (&world->machine.anomalies) & TARN_ANOMALY_MISSING);
      walk_world_free (world);
    }
}

/* --- how much a reply holds --------------------------------------------------------------- */

/* F-09: an agent may cut any reply short, by size or by number, and only the size says what
 * the next one can hold. */
static void
test_cut (void)
{
  static const struct
  {
    const char *what;
    struct { guint asked, n_rows; gsize octets; } replies[3];
    guint       cut_octets;
    gboolean    ends;
  } vectors[] = {
    { "full replies", { { 10, 10, 900 }, { 10, 10, 950 }, { 10, 10, 990 } }, 0 },
    { "always the same number: that is why", { { 50, 20, 600 }, { 50, 20, 900 }, { 40, 20, 700 } }, 0 },
    { "one says nothing", { { 50, 20, 1400 }, { 20, 20, 900 }, { 10, 10, 700 } }, 0 },
    { "two of about the same size", { { 50, 40, 1440 }, { 50, 45, 1465 }, { 9, 9, 300 } }, 1465 },
    { "the larger one", { { 50, 40, 1440 }, { 50, 45, 1465 }, { 50, 41, 1430 } }, 1465 },
    { "what every agent can send is no limit (RFC 3417)",
      { { 50, 9, 480 }, { 50, 8, 483 }, { 50, 9, 400 } }, 0 },
    { "what ends with the end of all names is not cut",
      { { 50, 40, 1440 }, { 50, 45, 1465 }, { 9, 9, 300 } }, 0, TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (vectors); i++)
    {
      TarnWalkMachine machine;
      TarnWalkInterval interval = { 0 };

      g_test_message ("%s", vectors[i].what);
      tarn_walk_machine_init (&machine);
      for (gsize j = 0; j < G_N_ELEMENTS (vectors[i].replies); j++)
        {
          TarnRow rows[50] = { { .tag = TARN_KIND_INTEGER } };
          TarnMessage reply = { .rows = rows, .n_rows = vectors[i].replies[j].n_rows };

          reply.octets.len = vectors[i].replies[j].octets;
          if (vectors[i].ends)
            rows[reply.n_rows - 1].tag = TARN_KIND_END_OF_MIB_VIEW;
          tarn_walk_weigh (&machine, &interval, vectors[i].replies[j].asked, &reply);
        }
      g_assert_cmpuint (machine.cut_octets, ==, vectors[i].cut_octets);
      tarn_walk_machine_clear (&machine);
    }
}

/* --- the truth ---------------------------------------------------------------------------- */

/* A device of tables and scalars that nobody has seen before. */
static void
grow_device (WalkWorld *world,
             GRand     *rand)
{
  guint n_groups = (guint) g_rand_int_range (rand, 1, 12);

  for (guint group = 1; group <= n_groups; group++)
    {
      char entry[64];

      g_snprintf (entry, sizeof entry, "1.3.6.1.2.1.%u.1", 2 * group);
      walk_world_add_table (world, entry, (guint) g_rand_int_range (rand, 1, 4),
                            (guint) g_rand_int_range (rand, 4, 30),
                            (guint) g_rand_int_range (rand, 1, 200),
                            (guint) g_rand_int_range (rand, 1, 1000));
    }
}

static void
test_random (gconstpointer data)
{
  for (guint32 seed = 1; seed <= 60; seed++)
    {
      WalkWorld *world = walk_world_new (seed);
      WalkWorld *known = walk_world_new (seed + 1000);

      grow_device (known, known->rand);
      grow_device (world, world->rand);
      world->window = (guint) g_rand_int_range (world->rand, 1, 65);
      world->rtt_us = 10000;
      world->jitter_us = g_rand_int_range (world->rand, 0, 30000);
      world->loss = (guint) g_rand_int_range (world->rand, 0, 200);
      world->random_truncate = g_rand_boolean (world->rand);
      if (g_rand_boolean (world->rand))
        world->truncate = (guint) g_rand_int_range (world->rand, 1, 60);
      world->machine.share = g_rand_boolean (world->rand);
      /* Keys of this device, of another one (F-49: rows come and go), or none. */
      if (g_rand_boolean (world->rand))
        walk_world_set_keys (world, g_rand_boolean (world->rand) ? world : known);
      if (g_rand_boolean (world->rand))
        {
          add_everything (world);
        }
      else
        {
          add_root (world, "1.3.6.1.2.1.4");
          add_root (world, "1.3.6.1.2.1.4.1.2");
          add_root (world, "1.3.6.1.2.1.6.1.3");
          add_root (world, "1.3.6.1.2.1.6.1.4");
          add_root (world, "1.3.6.1.2.1.8");
        }
      walk_world_run (world);
      g_assert_cmpuint (world->machine.gaps->len, ==, 0);
      walk_world_assert_truth (world);
      walk_world_free (world);
      walk_world_free (known);
    }
}

/* --- what varbinds cost (F-07, F-41) -------------------------------------------------------- */

/* Behind a table lies one whose rows take 20 ms each.  But for the replies that run into it
 * none keeps the agent busy for long, where 50 rows would for a second; what lies behind it
 * is read as fast as what lies in front. */
static void
test_dear_table (gconstpointer data)
{
  WalkWorld *world = walk_world_new (1);

  walk_world_add_table (world, "1.3.6.1.2.1.2.2.1", 1, 10, 200, 1);
  walk_world_add_table (world, "1.3.6.1.2.1.15.3.1", 1, 3, 300, 1);
  walk_world_add_table (world, "1.3.6.1.2.1.31.1.1.1", 1, 10, 200, 1);
  world->window = GPOINTER_TO_UINT (data);
  world->gap_row_us = 100;
  world->dear_table = g_strdup ("1.3.6.1.2.1.15.3");
  world->dear_row_us = 20 * 1000;
  add_everything (world);
  walk_world_run (world);
  walk_world_assert_truth (world);
  g_test_message ("%u in flight: %u requests, %u long, the longest %d ms", world->window,
                  world->n_requests, world->n_long, (int) (world->longest_us / 1000));
  g_assert_cmpuint (world->n_long, <=, 2 * world->window);
  g_assert_cmpuint (world->n_requests, <, 400);
  walk_world_free (world);
}

/* An exchange that was lost makes a reply late, and not its varbinds dear. */
static void
test_late_is_not_dear (void)
{
  WalkWorld *world = walk_world_new (1);
  guint n_without;

  walk_world_add_table (world, ENTRY, 1, 22, 1000, 1);
  world->window = 1;
  add_everything (world);
  walk_world_run (world);
  n_without = world->n_requests;
  walk_world_free (world);

  world = walk_world_new (1);
  walk_world_add_table (world, ENTRY, 1, 22, 1000, 1);
  world->window = 1;
  world->rtt_us = 200 * 1000;
  world->loss = 20;
  add_everything (world);
  walk_world_run (world);
  walk_world_assert_truth (world);
  g_test_message ("%u requests; %u where 2 %% are lost", n_without, world->n_requests);
  g_assert_cmpuint (world->n_requests, <, n_without * 12 / 10);
  walk_world_free (world);
}

/* --- size (F-51) -------------------------------------------------------------------------- */

/* A million varbinds: nothing is kept or allocated for each, only for what is in flight. */
static void
test_million (void)
{
  WalkWorld *world = walk_world_new (1);
  guint64 n_before;
  guint64 n_allocations;

  walk_world_add_table (world, ENTRY, 1, 22, 45455, 1);
  world->window = 64;
  world->is_large = TRUE;
  add_everything (world);
  n_before = tarn_test_n_allocations ();
  walk_world_run (world);
  n_allocations = tarn_test_n_allocations () - n_before;
  g_test_message ("%u varbinds: %u requests, %" G_GUINT64_FORMAT " allocations, %u open",
                  world->n_rows, world->n_requests, n_allocations, world->most_open);
  g_assert_cmpuint (world->n_rows, ==, 22 * 45455);

  /* One of them per request is the test's own. */
  g_assert_cmpuint (n_allocations, <, world->n_requests + 2000);
  g_assert_cmpuint (world->most_open, <, 4 * world->window);
  walk_world_free (world);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autofree char *path = g_strdup_printf ("/walk-split/table/%s", tables[i].name);

      g_test_add_data_func (path, &tables[i], test_table);
    }
  g_test_add_func ("/walk-split/cut (F-09)", test_cut);
  g_test_add_data_func ("/walk-split/seam/2", GUINT_TO_POINTER (2), test_seam);
  g_test_add_data_func ("/walk-split/seam/3", GUINT_TO_POINTER (3), test_seam);
  g_test_add_data_func ("/walk-split/dear table (F-07, F-41)/1", GUINT_TO_POINTER (1),
                        test_dear_table);
  g_test_add_data_func ("/walk-split/dear table (F-07, F-41)/8", GUINT_TO_POINTER (8),
                        test_dear_table);
  g_test_add_func ("/walk-split/late is not dear (F-07)", test_late_is_not_dear);
  g_test_add_data_func ("/walk-split/random", NULL, test_random);
  g_test_add_func ("/walk-split/million (F-51)", test_million);

  return g_test_run ();
}
