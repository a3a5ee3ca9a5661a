/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "bench-turns.h"

#include <execinfo.h>
#include <link.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define SAMPLE_NS  1000000
#define MAX_FRAMES 200

/* The machine code of g_main_context_iteration() is shorter. */
#define ITERATION_OCTETS 512

static struct
{
  timer_t  timer;
  gboolean is_made;
  guintptr from[4];     /* machine code: of ours (the program and libtarn), then of GTK */
  guintptr to[4];
  gboolean is_gtk[4];
  guint    n_ranges;
  volatile sig_atomic_t is_waiting;
  volatile sig_atomic_t n_all;
  volatile sig_atomic_t n_own;
} sampler;

gint64
bench_turns_cpu_us (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return time.tv_sec * G_TIME_SPAN_SECOND + time.tv_nsec / 1000;
}

/* Whose is what is done at the moment: of our code and GTK's, the one that is further in.  What
 * glib, Pango and others do is done for one of them. */
static void
sample_cb (int number)
{
  const guintptr loop = (guintptr) g_main_context_iteration;
  void *frames[MAX_FRAMES];
  int n;

  if (sampler.is_waiting)
    return;
  n = backtrace (frames, MAX_FRAMES);
  sampler.n_all++;
  /* The first two are this function and what the kernel returns through. */
  for (int i = 2; i < n; i++)
    {
      guintptr address = (guintptr) frames[i];

      if (address >= loop && address < loop + ITERATION_OCTETS)
        return;
      for (guint range = 0; range < sampler.n_ranges; range++)
        if (address >= sampler.from[range] && address < sampler.to[range])
          {
            sampler.n_own += !sampler.is_gtk[range];
            return;
          }
    }
}

static int
add_range_cb (struct dl_phdr_info *info,
              size_t               size,
              void                *data)
{
  gboolean is_first = *(gboolean *) data;
  gboolean is_gtk = strstr (info->dlpi_name, "libgtk-4") != NULL;

  *(gboolean *) data = FALSE;
  if (!is_first && !is_gtk && strstr (info->dlpi_name, "libtarn") == NULL)
    return 0;
  for (guint i = 0; i < info->dlpi_phnum; i++)
    if (info->dlpi_phdr[i].p_type == PT_LOAD && (info->dlpi_phdr[i].p_flags & PF_X)
        && sampler.n_ranges < G_N_ELEMENTS (sampler.from))
      {
        sampler.from[sampler.n_ranges] = info->dlpi_addr + info->dlpi_phdr[i].p_vaddr;
        sampler.to[sampler.n_ranges] =
          sampler.from[sampler.n_ranges] + info->dlpi_phdr[i].p_memsz;
        sampler.is_gtk[sampler.n_ranges] = is_gtk;
        sampler.n_ranges++;
      }
  return 0;
}

static int
poll_cb (GPollFD *fds,
         guint    n,
         int      timeout)
{
  int ready;

  sampler.is_waiting = TRUE;
  ready = g_poll (fds, n, timeout);
  sampler.is_waiting = FALSE;
  return ready;
}

static void
set_sampling (gboolean on)
{
  const struct itimerspec every = { { 0, on ? SAMPLE_NS : 0 }, { 0, on ? SAMPLE_NS : 0 } };

  if (!sampler.is_made)
    {
      struct sigevent event = { .sigev_notify = SIGEV_THREAD_ID, .sigev_signo = SIGRTMIN };
      struct sigaction action = { .sa_handler = sample_cb, .sa_flags = SA_RESTART };
      gboolean is_first = TRUE;
      void *frames[2];

      backtrace (frames, 2);   /* loads what it needs, which a signal must not */
      dl_iterate_phdr (add_range_cb, &is_first);
      event._sigev_un._tid = (pid_t) syscall (SYS_gettid);
      sigaction (SIGRTMIN, &action, NULL);
      timer_create (CLOCK_MONOTONIC, &event, &sampler.timer);
      g_main_context_set_poll_func (NULL, poll_cb);
      sampler.is_made = TRUE;
    }
  timer_settime (sampler.timer, 0, &every, NULL);
}

static void
add (BenchTurns *self,
     gint64      all_us,
     gint64      own_us)
{
  if (self->all == NULL)
    {
      self->all = g_array_new (FALSE, FALSE, sizeof (gint64));
      self->own = g_array_new (FALSE, FALSE, sizeof (gint64));
    }
  g_array_append_val (self->all, all_us);
  g_array_append_val (self->own, own_us);
}

static void
turn (BenchTurns *self)
{
  gint64 began_us = bench_turns_cpu_us (), took_us;
  int n_all, n_own;

  sampler.n_all = sampler.n_own = 0;
  g_main_context_iteration (NULL, TRUE);
  took_us = bench_turns_cpu_us () - began_us;
  n_all = sampler.n_all;
  n_own = sampler.n_own;
  if (self != NULL)
    add (self, took_us, n_all > 0 ? took_us * n_own / n_all : 0);
}

void
bench_turns_run (BenchTurns     *self,
                 BenchCondition  condition,
                 gpointer        data)
{
  if (self != NULL)
    set_sampling (TRUE);
  while (!condition (data))
    turn (self);
  if (self != NULL)
    set_sampling (FALSE);
}

static gboolean
is_over (gpointer data)
{
  return *(gboolean *) data;
}

static gboolean
over_cb (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

void
bench_turns_run_for (BenchTurns *self,
                     gint64      us)
{
  gboolean over = FALSE;

  g_timeout_add ((guint) (us / 1000), over_cb, &over);
  bench_turns_run (self, is_over, &over);
}

void
bench_turns_begin (BenchTurns *self)
{
  set_sampling (TRUE);
  sampler.n_all = sampler.n_own = 0;
  self->begun_us = bench_turns_cpu_us ();
}

void
bench_turns_end (BenchTurns *self)
{
  gint64 took_us = bench_turns_cpu_us () - self->begun_us;

  set_sampling (FALSE);
  add (self, took_us, sampler.n_all > 0 ? took_us * sampler.n_own / sampler.n_all : 0);
}

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  const gint64 *one = a, *other = b;

  return *one < *other ? -1 : *one > *other;
}

static double
get_ms (GArray *times,
        double  share)
{
  guint at = MIN ((guint) (times->len * share), times->len - 1);

  return (double) g_array_index (times, gint64, at) / 1000;
}

void
bench_turns_print (BenchTurns *self)
{
  if (self->all == NULL)
    return;

  g_array_sort (self->all, compare_times);
  g_array_sort (self->own, compare_times);
  g_print ("%-26s %6u turns   longest %5.1f ms, 99.9 %% %5.1f ms   ours %5.1f ms, %5.1f ms\n",
           self->what, self->all->len, get_ms (self->all, 1), get_ms (self->all, 0.999),
           get_ms (self->own, 1), get_ms (self->own, 0.999));
}

void
bench_turns_clear (BenchTurns *self)
{
  g_clear_pointer (&self->all, g_array_unref);
  g_clear_pointer (&self->own, g_array_unref);
}

void
bench_turns_print_memory (const char *when)
{
  g_autofree char *text = NULL;
  const char *own;
  guint64 kib = 0;

  g_file_get_contents ("/proc/self/smaps_rollup", &text, NULL, NULL);
  for (const char *at = text; at != NULL && (at = strstr (at, "Private_")) != NULL; at++)
    kib += g_ascii_strtoull (strchr (at, ':') + 1, NULL, 10);
  own = text != NULL ? strstr (text, "Anonymous:") : NULL;
  g_print ("%-26s %.0f MiB private, %.0f without files that are mapped\n", when,
           (double) kib / 1024,
           own != NULL ? (double) g_ascii_strtoull (strchr (own, ':') + 1, NULL, 10) / 1024 : 0.0);
}
