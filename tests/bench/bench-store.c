/* bench-store.c
 *
 * A million varbinds in a capture, and in what other people keep them in: inserted in
 * order and by chance, scanned, looked up, edited.  All have the same data in the same
 * run, in alternating rounds; medians, side by side, with what is that many times ours.
 *
 *   bench-store [ROUNDS [VARBINDS [PEERS]]]
 *
 * PEERS says how many of the others take part; all do.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "bench-store.h"

#include <glib/gstdio.h>
#include <sys/resource.h>

#define N_VARBINDS 1000000
#define N_ROUNDS   3
#define MAX_ROUNDS 25
#define N_PICKED   200000
#define N_EDITS    50

typedef enum
{
  INSERT,
  SCAN,
  GET,
  NEXT,
  EDIT,
  EDIT_DURABLE,
  INSERT_SHUFFLED,
  SCAN_SHUFFLED,
  N_FIGURES,
} Figure;

static const struct
{
  const char *name;
  const char *unit;
  double      per;   /* how many units a second has, and how many things were done */
} figures[N_FIGURES] = {
  [INSERT] = { "insert in order, durable", "ms", 1e3 },
  [SCAN] = { "scan in order", "ms", 1e3 },
  [GET] = { "get, any", "us", 1e6 / N_PICKED },
  [NEXT] = { "next of any", "us", 1e6 / N_PICKED },
  [EDIT] = { "edit one, not synchronised", "ms", 1e3 / N_EDITS },
  [EDIT_DURABLE] = { "edit one, durable", "ms", 1e3 / N_EDITS },
  [INSERT_SHUFFLED] = { "insert shuffled, durable", "ms", 1e3 },
  [SCAN_SHUFFLED] = { "scan of what was shuffled", "ms", 1e3 },
};

static const BenchStore *const stores[] = {
  &bench_store_tarn,
#ifdef HAVE_LMDB
  &bench_store_lmdb,
  &bench_store_lmdb_append,
#endif
#ifdef HAVE_BERKELEY
  &bench_store_berkeley,
#endif
#ifdef HAVE_SQLITE
  &bench_store_sqlite,
#endif
  &bench_store_tdb,
};

/* How many of them take part. */
static guint n_stores = G_N_ELEMENTS (stores);

typedef struct
{
  double wall[N_FIGURES][MAX_ROUNDS];   /* seconds; 0 where a store has no such thing */
  double cpu[N_FIGURES][MAX_ROUNDS];
  double size, size_shuffled;           /* MiB                                        */
} Result;

typedef struct
{
  BenchData *data;
  guint32   *in_order;
  char      *path;
  guint      round;
  gint64     began_us;
  double     began_cpu;
} Bench;

static double
cpu_seconds (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
         + (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static void
begin (Bench *bench)
{
  bench->began_cpu = cpu_seconds ();
  bench->began_us = g_get_monotonic_time ();
}

static void
end (Bench  *bench,
     Result *result,
     Figure  figure)
{
  gint64 spent_us = g_get_monotonic_time () - bench->began_us;

  result->wall[figure][bench->round] = (double) spent_us / 1e6;
  result->cpu[figure][bench->round] = cpu_seconds () - bench->began_cpu;
}

static double
get_size (const char *path)
{
  GStatBuf info;

  return g_stat (path, &info) == 0 ? (double) info.st_size / (1 << 20) : 0;
}

/* Removed before each store is made: what a store leaves would be read by the next. */
static void
remove_file (const char *path)
{
  g_autofree char *lock = g_strconcat (path, "-lock", NULL);

  g_remove (path);
  g_remove (lock);   /* LMDB's */
}

/* Of all stores the same, or one of them does not do what is measured. */
static void
check_sum (const BenchStore *store,
           BenchSum          sum,
           BenchSum          expected)
{
  if (sum != expected)
    g_error ("%s does not hold what was put in", store->name);
}

static BenchSum
sum_up (const Bench *bench,
        BenchWhat    what,
        guint        n_picked)
{
  BenchSum sum = 0;

  for (guint i = 0; i < n_picked; i++)
    {
      guint32 picked = n_picked == bench->data->n_items ? i : bench->data->shuffled[i];
      const BenchItem *item = &bench->data->items[picked + (what == BENCH_NEXT)];

      if (picked + (what == BENCH_NEXT) < bench->data->n_items)
        sum += bench_sum (item->key.len, item->key.data, item->tlv.len, item->tlv.data);
    }

  return sum;
}

static void
scan (Bench            *bench,
      const BenchStore *store,
      gpointer          handle,
      Result           *result,
      Figure            figure)
{
  BenchSum expected = sum_up (bench, BENCH_GET, bench->data->n_items);

  check_sum (store, store->scan (handle), expected);   /* all is in memory now */
  begin (bench);
  check_sum (store, store->scan (handle), expected);
  end (bench, result, figure);
}

static void
look (Bench            *bench,
      const BenchStore *store,
      gpointer          handle,
      Result           *result,
      BenchWhat         what)
{
  BenchSum expected = sum_up (bench, what, N_PICKED);
  BenchSum sum;

  begin (bench);
  sum = store->look (handle, what, bench->data, bench->data->shuffled, N_PICKED);
  end (bench, result, what == BENCH_GET ? GET : NEXT);
  check_sum (store, sum, expected);
}

static void
edit (Bench            *bench,
      const BenchStore *store,
      gpointer          handle,
      Result           *result,
      gboolean          durable)
{
  begin (bench);
  for (guint i = 0; i < N_EDITS; i++)
    {
      const BenchItem *item = &bench->data->items[bench->data->shuffled[i]];
      guint8 tlv[] = { 0x02, 0x02, 0x40 + durable, (guint8) (bench->round + i) };

      store->edit (handle, item, tarn_span (tlv, sizeof tlv), durable);
    }
  end (bench, result, durable ? EDIT_DURABLE : EDIT);
}

static void
run_in_order (Bench            *bench,
              const BenchStore *store,
              Result           *result)
{
  gpointer handle = store->make (bench->path);

  begin (bench);
  store->insert (handle, bench->data, bench->in_order);
  end (bench, result, INSERT);
  result->size = get_size (bench->path);

  scan (bench, store, handle, result, SCAN);
  look (bench, store, handle, result, BENCH_GET);
  if (!store->unordered)
    look (bench, store, handle, result, BENCH_NEXT);
  edit (bench, store, handle, result, FALSE);
  edit (bench, store, handle, result, TRUE);

  store->close (handle);
  remove_file (bench->path);
}

static void
run_shuffled (Bench            *bench,
              const BenchStore *store,
              Result           *result)
{
  gpointer handle = store->make (bench->path);

  begin (bench);
  store->insert (handle, bench->data, bench->data->shuffled);
  end (bench, result, INSERT_SHUFFLED);
  result->size_shuffled = get_size (bench->path);
  scan (bench, store, handle, result, SCAN_SHUFFLED);

  store->close (handle);
  remove_file (bench->path);
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return x < y ? -1 : x > y;
}

static double
median (double *values,
        guint   n)
{
  qsort (values, n, sizeof *values, compare_doubles);
  return values[n / 2];
}

/* One line: ours, and of the others how many times ours it is. */
static void
print_line (const char   *name,
            const char   *unit,
            const double *values)
{
  g_print ("%-27s %3s %9.3f", name, unit, values[0]);
  for (guint i = 1; i < n_stores; i++)
    if (values[i] > 0)
      g_print (" %9.3f x%-6.2f", values[i], values[i] / values[0]);
    else
      g_print (" %9s        ", "-");
  g_print ("\n");
}

static void
print_results (const BenchData *data,
               Result          *results,
               guint            n_rounds)
{
  double raw = (double) data->n_octets / (1 << 20);
  double values[G_N_ELEMENTS (stores)];

  g_print ("\n%-31s %9s", "", stores[0]->name);
  for (guint i = 1; i < n_stores; i++)
    g_print (" %17s", stores[i]->name);
  g_print ("\n");

  for (Figure figure = 0; figure < N_FIGURES; figure++)
    {
      for (guint i = 0; i < n_stores; i++)
        values[i] = median (results[i].wall[figure], n_rounds) * figures[figure].per;
      print_line (figures[figure].name, figures[figure].unit, values);

      for (guint i = 0; i < n_stores; i++)
        values[i] = median (results[i].cpu[figure], n_rounds) * figures[figure].per;
      print_line ("  of the processor", figures[figure].unit, values);
    }

  for (guint i = 0; i < n_stores; i++)
    values[i] = results[i].size;
  print_line ("file, in order", "MiB", values);
  for (guint i = 0; i < n_stores; i++)
    values[i] /= raw;
  print_line ("  to the varbinds as BER", "", values);
  for (guint i = 0; i < n_stores; i++)
    values[i] = results[i].size_shuffled;
  print_line ("file, shuffled", "MiB", values);
  for (guint i = 0; i < n_stores; i++)
    values[i] /= raw;
  print_line ("  to the varbinds as BER", "", values);
}

int
main (int    argc,
      char **argv)
{
  guint n_rounds = argc > 1 ? (guint) CLAMP (atoi (argv[1]), 1, MAX_ROUNDS) : N_ROUNDS;
  guint32 n_varbinds = argc > 2 ? (guint32) MAX (atoi (argv[2]), N_PICKED) : N_VARBINDS;
  g_autofree Result *results = g_new0 (Result, G_N_ELEMENTS (stores));
  g_autofree char *folder = g_dir_make_tmp ("tarn-bench-XXXXXX", NULL);
  Bench bench = { .data = bench_data_new (n_varbinds) };

  g_assert_nonnull (folder);
  if (argc > 3)
    n_stores = 1 + (guint) CLAMP (atoi (argv[3]), 0, (int) n_stores - 1);
  bench.path = g_build_filename (folder, "store", NULL);
  bench.in_order = g_new (guint32, n_varbinds);
  for (guint32 i = 0; i < n_varbinds; i++)
    bench.in_order[i] = i;

  g_print ("%u varbinds, %.1f octets each as BER, %.1f MiB; %u rounds; in %s\n", n_varbinds,
           (double) bench.data->n_octets / n_varbinds,
           (double) bench.data->n_octets / (1 << 20), n_rounds, folder);
  for (guint i = 0; i < n_stores; i++)
    g_print ("  %-12s %s\n", stores[i]->name, stores[i]->remark);

  for (bench.round = 0; bench.round < n_rounds; bench.round++)
    for (guint i = 0; i < n_stores; i++)
      {
        run_in_order (&bench, stores[i], &results[i]);
        if (!stores[i]->in_order)
          run_shuffled (&bench, stores[i], &results[i]);
      }

  print_results (bench.data, results, n_rounds);

  g_rmdir (folder);
  g_free (bench.path);
  g_free (bench.in_order);
  bench_data_free (bench.data);
  return 0;
}
