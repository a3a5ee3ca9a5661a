/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-test.h"

#include "base/tarn-sorter.h"

static int
compare (guint32  a,
         guint32  b,
         gpointer data)
{
  const guint32 *keys = data;

  return (keys[a] > keys[b]) - (keys[a] < keys[b]);
}

/* In order, equal ones as they were (numbers ascend), nothing lost. */
static void
assert_sorted (const guint32 *numbers,
               guint          n,
               const guint32 *keys)
{
  g_autofree gboolean *seen = g_new0 (gboolean, n);

  for (guint i = 0; i < n; i++)
    {
      g_assert_false (seen[numbers[i]]);
      seen[numbers[i]] = TRUE;
      if (i > 0 && keys[numbers[i - 1]] == keys[numbers[i]])
        g_assert_cmpuint (numbers[i - 1], <, numbers[i]);
      else if (i > 0)
        g_assert_cmpuint (keys[numbers[i - 1]], <, keys[numbers[i]]);
    }
}

static void
test_lengths (void)
{
  static const guint lengths[] = { 0, 1, 2, 31, 32, 33, 63, 64, 65, 96, 97, 511, 512, 513, 1000,
                                   4095, 4096, 4097, 20000 };

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    for (guint range = 1; range < 100000; range = range * 37 + 3)
      {
        guint n = lengths[i];
        g_autofree guint32 *numbers = g_new (guint32, n), *keys = g_new (guint32, n);
        TarnSorter *sorter;
        guint n_runs = 0;

        for (guint j = 0; j < n; j++)
          {
            numbers[j] = j;
            keys[j] = (guint32) g_test_rand_int_range (0, (gint32) range);
          }

        sorter = tarn_sorter_new (numbers, n, compare, keys);
        while (!tarn_sorter_run (sorter, 0))
          n_runs++;
        assert_sorted (numbers, n, keys);
        /* It can be left at many places. */
        g_assert_cmpuint (n_runs, >=, n / 512);
        g_assert_true (tarn_sorter_run (sorter, 0));
        assert_sorted (numbers, n, keys);
        tarn_sorter_free (sorter);
      }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sorter/lengths", test_lengths);

  return g_test_run ();
}
