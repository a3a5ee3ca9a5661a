/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "net/tarn-deadlines.h"

#define N_ITEMS 200

static void
test_empty (void)
{
  TarnDeadlines deadlines = { 0 };
  TarnDeadline first;

  g_assert_false (tarn_deadlines_peek (&deadlines, &first));
  tarn_deadlines_remove (&deadlines, 0);
  tarn_deadlines_remove (&deadlines, 1000);
  g_assert_false (tarn_deadlines_peek (&deadlines, &first));
  tarn_deadlines_clear (&deadlines);
}

static void
test_order (void)
{
  TarnDeadlines deadlines = { 0 };
  TarnDeadline first;

  for (guint32 i = 0; i < 1000; i++)
    tarn_deadlines_set (&deadlines, i, (i * 7919) % 1000);
  for (gint64 due = 0; due < 1000; due++)
    {
      g_assert_true (tarn_deadlines_peek (&deadlines, &first));
      g_assert_cmpint (first.due_us, ==, due);
      g_assert_cmpuint ((first.item * 7919) % 1000, ==, due);
      tarn_deadlines_remove (&deadlines, first.item);
    }
  g_assert_false (tarn_deadlines_peek (&deadlines, &first));
  tarn_deadlines_clear (&deadlines);
}

/* Every place is where the item believes it is, and no child is due before its parent. */
static void
assert_sound (const TarnDeadlines *deadlines,
              const gint64        *model)
{
  guint n = 0;

  for (guint i = 0; i < N_ITEMS; i++)
    n += model[i] >= 0;
  g_assert_cmpuint (deadlines->n, ==, n);

  for (guint32 i = 0; i < deadlines->n; i++)
    {
      TarnDeadline deadline = deadlines->heap[i];

      g_assert_cmpint (model[deadline.item], ==, deadline.due_us);
      g_assert_cmpuint (deadlines->places[deadline.item], ==, i + 1);
      g_assert_cmpint (deadlines->heap[(i - (i > 0)) / 2].due_us, <=, deadline.due_us);
    }
}

/* Set, move and remove at random, against an array. */
static void
test_against_model (void)
{
  TarnDeadlines deadlines = { 0 };
  GRand *rand = g_rand_new_with_seed (1);
  gint64 model[N_ITEMS];

  for (guint i = 0; i < N_ITEMS; i++)
    model[i] = -1;

  for (guint step = 0; step < 5000; step++)
    {
      guint32 item = (guint32) g_rand_int_range (rand, 0, N_ITEMS);

      if (g_rand_boolean (rand))
        {
          model[item] = g_rand_int_range (rand, 0, 50);
          tarn_deadlines_set (&deadlines, item, model[item]);
        }
      else
        {
          model[item] = -1;
          tarn_deadlines_remove (&deadlines, item);
        }
      assert_sound (&deadlines, model);
    }

  g_rand_free (rand);
  tarn_deadlines_clear (&deadlines);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/deadlines/none", test_empty);
  g_test_add_func ("/deadlines/in order", test_order);
  g_test_add_func ("/deadlines/random changes", test_against_model);

  return g_test_run ();
}
