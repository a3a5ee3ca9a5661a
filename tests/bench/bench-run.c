/* bench-run.c
 *
 * Runs a command as a manager and writes what it took to a file, as JSON:
 *
 *   bench-run FIGURES COMMAND…
 *
 * It is small on purpose: a process begins with the peak of the one that forked it, and
 * that of an interpreter is larger than much of what is measured here.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "bench-pin.h"

#define SAMPLE_NS (5 * 1000 * 1000)

static pid_t child;

static double
now (void)
{
  struct timespec time;

  clock_gettime (CLOCK_MONOTONIC, &time);
  return (double) time.tv_sec + 1e-9 * (double) time.tv_nsec;
}

static double
seconds (struct timeval time)
{
  return (double) time.tv_sec + 1e-6 * (double) time.tv_usec;
}

/* KiB that are the process's own: neither files nor shared memory. */
static long
private_size (pid_t pid)
{
  char path[64], line[256];
  long size = 0;
  FILE *status;

  snprintf (path, sizeof path, "/proc/%d/status", (int) pid);
  status = fopen (path, "re");
  if (status == NULL)
    return 0;

  while (fgets (line, sizeof line, status) != NULL)
    if (sscanf (line, "RssAnon: %ld", &size) == 1)
      break;
  fclose (status);
  return size;
}

static void
pass_on (int number)
{
  kill (child, number);
}

static int
run (char **command,
     FILE  *figures)
{
  const struct timespec sample = { .tv_nsec = SAMPLE_NS };
  struct sigaction action = { .sa_handler = pass_on };
  sigset_t ends, before;
  struct rusage usage;
  double began;
  long size = 0;
  int status;

  sigemptyset (&ends);
  sigaddset (&ends, SIGCHLD);
  sigprocmask (SIG_BLOCK, &ends, &before);
  began = now ();
  child = fork ();
  if (child == 0)
    {
      sigprocmask (SIG_SETMASK, &before, NULL);
      bench_pin (BENCH_PIN_MANAGER);
      execvp (command[0], command);
      perror (command[0]);
      _exit (127);
    }
  if (child < 0)
    {
      perror ("fork");
      return 2;
    }

  sigaction (SIGTERM, &action, NULL);
  sigaction (SIGINT, &action, NULL);
  while (wait4 (child, &status, WNOHANG, &usage) == 0)
    {
      long now_size = private_size (child);

      size = now_size > size ? now_size : size;
      sigtimedwait (&ends, NULL, &sample);
    }

  fprintf (figures, "{\"wall\": %.6f, \"user\": %.6f, \"system\": %.6f, \"peak\": %ld, "
           "\"private\": %ld}\n", now () - began, seconds (usage.ru_utime),
           seconds (usage.ru_stime), usage.ru_maxrss, size);
  return WIFEXITED (status) ? WEXITSTATUS (status) : 128 + WTERMSIG (status);
}

int
main (int    argc,
      char **argv)
{
  FILE *figures;
  int status;

  if (argc < 3)
    {
      fprintf (stderr, "usage: bench-run FIGURES COMMAND…\n");
      return 2;
    }

  figures = fopen (argv[1], "we");
  if (figures == NULL)
    {
      perror (argv[1]);
      return 2;
    }

  status = run (argv + 2, figures);
  fclose (figures);
  return status;
}
