/* bench-walk.c
 *
 * Walks one agent of this machine through the library and does nothing with what comes,
 * or mirrors it into a capture:
 *
 *   bench-walk PORT ROOT [CAPTURE]
 *
 * Prints what came and how long the main loop was busy at a time, as a line of JSON.
 * A turn is what happens between two waits of the loop: all that is dispatched, and its
 * own checks.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn.h"

#include <stdlib.h>
#include <time.h>

#define N_BINS 100000              /* of a microsecond; the last has all that is longer */

typedef struct
{
  guint64 bins[N_BINS];
  guint64 n;
  gint64  longest_us;
} Durations;

typedef struct
{
  GMainLoop  *loop;
  TarnWalk   *walk;
  TarnMirror *mirror;
  guint64     n_rows;
  GError     *error;
} Bench;

/* The function by which a main loop waits has no argument for these. */
static Durations wall, cpu;
static gint64 left_wall_us = -1, left_cpu_us;

static gint64
clock_us (clockid_t id)
{
  struct timespec time;

  clock_gettime (id, &time);
  return time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

static void
durations_note (Durations *self,
                gint64     us)
{
  self->bins[CLAMP (us, 0, N_BINS - 1)]++;
  self->n++;
  self->longest_us = MAX (self->longest_us, us);
}

static guint
durations_get (const Durations *self,
               double           share)
{
  guint64 n = 0;
  guint us = 0;

  for (; us < N_BINS - 1; us++)
    {
      n += self->bins[us];
      if ((double) n >= share * (double) self->n)
        break;
    }
  return us;
}

static int
poll_and_note (GPollFD *fds,
               guint    n_fds,
               int      timeout_ms)
{
  int n;

  if (left_wall_us >= 0)
    {
      durations_note (&wall, clock_us (CLOCK_MONOTONIC) - left_wall_us);
      durations_note (&cpu, clock_us (CLOCK_THREAD_CPUTIME_ID) - left_cpu_us);
    }

  n = g_poll (fds, n_fds, timeout_ms);
  left_cpu_us = clock_us (CLOCK_THREAD_CPUTIME_ID);
  left_wall_us = clock_us (CLOCK_MONOTONIC);
  return n;
}

static void
rows_came (TarnWalk      *walk,
           const TarnRow *rows,
           gsize          n_rows,
           gpointer       user_data)
{
  Bench *self = user_data;

  self->n_rows += n_rows;
}

static void
walked (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  Bench *self = user_data;

  if (self->mirror != NULL)
    tarn_mirror_run_finish (self->mirror, result, &self->error);
  else
    tarn_walk_run_finish (self->walk, result, &self->error);
  g_main_loop_quit (self->loop);
}

static void
print_durations (const char      *name,
                 const Durations *durations)
{
  g_print (", \"turns_%s\": {\"n\": %" G_GUINT64_FORMAT ", \"median_us\": %u, \"p9999_us\": %u, "
           "\"longest_us\": %" G_GINT64_FORMAT "}", name, durations->n,
           durations_get (durations, 0.5), durations_get (durations, 0.9999),
           durations->longest_us);
}

static void
run (Bench *self)
{
  gint64 began_us = clock_us (CLOCK_MONOTONIC);
  gint64 began_cpu_us = clock_us (CLOCK_PROCESS_CPUTIME_ID);
  double seconds, cpu_seconds;

  if (self->mirror != NULL)
    tarn_mirror_run_async (self->mirror, NULL, walked, self);
  else
    tarn_walk_run_async (self->walk, NULL, walked, self);
  g_main_loop_run (self->loop);

  seconds = (double) (clock_us (CLOCK_MONOTONIC) - began_us) / G_USEC_PER_SEC;
  cpu_seconds = (double) (clock_us (CLOCK_PROCESS_CPUTIME_ID) - began_cpu_us) / G_USEC_PER_SEC;
  if (self->error != NULL)
    g_printerr ("bench-walk: %s\n", self->error->message);

  g_print ("{\"seconds\": %.6f, \"cpu\": %.6f, \"rows\": %" G_GUINT64_FORMAT
           ", \"requests\": %" G_GUINT64_FORMAT ", \"complete\": %s", seconds, cpu_seconds,
           self->mirror != NULL ? tarn_walk_get_n_rows (self->walk) : self->n_rows,
           tarn_walk_get_n_requests (self->walk),
           tarn_walk_is_complete (self->walk) ? "true" : "false");
  print_durations ("elapsed", &wall);
  print_durations ("processor", &cpu);
  g_print ("}\n");
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(TarnSession) session = NULL;
  g_autoptr(TarnAddress) address = NULL;
  g_autoptr(TarnDevice) device = NULL;
  g_autoptr(TarnOid) root = NULL;
  g_autoptr(TarnCapture) capture = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *place = NULL;
  Bench bench = { 0 };

  if (argc < 3 || argc > 4)
    {
      g_printerr ("usage: bench-walk PORT ROOT [CAPTURE]\n");
      return 2;
    }

  place = g_strconcat ("127.0.0.1:", argv[1], NULL);
  address = tarn_address_new (place, 161, &error);
  root = address != NULL ? tarn_oid_new (argv[2], &error) : NULL;
  if (root != NULL && argc > 3)
    capture = tarn_capture_open (argv[3], TARN_CAPTURE_CREATE, &error);
  if (error != NULL)
    g_error ("%s", error->message);

  g_main_context_set_poll_func (NULL, poll_and_note);
  bench.loop = g_main_loop_new (NULL, FALSE);
  session = tarn_session_new ();
  device = tarn_device_new (address);
  bench.walk = tarn_walk_new (session, device);
  tarn_walk_add_root (bench.walk, root, NULL);
  if (capture != NULL)
    bench.mirror = tarn_mirror_new (bench.walk, capture);
  else
    tarn_walk_set_rows_func (bench.walk, rows_came, &bench, NULL);
  run (&bench);

  g_clear_object (&bench.mirror);
  g_clear_object (&bench.walk);
  g_main_loop_unref (bench.loop);
  g_clear_error (&bench.error);
  return 0;
}
