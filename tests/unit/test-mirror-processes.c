/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Mirrors that are killed, run out of room, or are not alone.
 */
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "tarn-mirror-fixture.h"
#include "tarn-test.h"

#include "base/tarn-error.h"

/* Mirrors in a child that dies in the middle: no finish, no sync, no farewell. */
static void
mirror_and_die (MirrorFixture *f,
                guint          after_rows)
{
  int status;
  pid_t child = fork ();

  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    {
      mirror_start (f);
      while (tarn_walk_get_n_rows (f->walk) < after_rows)
        g_main_context_iteration (NULL, TRUE);
      raise (SIGKILL);
    }

  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFSIGNALED (status));
}

static void
test_killed (MirrorFixture *f,
             gconstpointer  data)
{
  g_autoptr(TarnMirrorInfo) info = NULL;
  const TarnGap *gap;
  guint32 *arcs;
  gsize n_arcs;
  guint last;

  tarn_fake_agent_add_many (f->agent, IF_TABLE, 1, 9000);
  mirror_and_die (f, 7000);

  mirror_open (f);
  info = mirror_read_info (f);
  g_assert_true (info->running);
  g_assert_cmpuint (info->gaps->len, ==, 1);
  gap = g_ptr_array_index (info->gaps, 0);
  g_assert_cmpint (gap->reason, ==, TARN_GAP_CANCELLED);
  g_assert_null (gap->before);

  /* The gap begins exactly where the varbinds end. */
  arcs = tarn_oid_get_arcs (gap->after, &n_arcs);
  last = arcs[n_arcs - 1];
  g_free (arcs);
  g_assert_cmpuint (last, >=, 4000);
  g_assert_cmpuint (info->n_rows, ==, last);
  mirror_assert_holds (f, IF_TABLE, 1, last);

  /* And it can go on from there. */
  tarn_walk_add_range (f->walk, gap->after, gap->before);
  mirror_run (f);
  mirror_assert_complete (f, 9000 - last);
  mirror_assert_holds (f, IF_TABLE, 1, 9000);
}

static void
test_killed_at_once (MirrorFixture *f,
                     gconstpointer  data)
{
  g_autoptr(TarnMirrorInfo) info = NULL;

  mirror_and_die (f, 0);
  mirror_open (f);
  info = mirror_read_info (f);
  g_assert_true (info->running);
  mirror_assert_info_gap (info, 1, "from the beginning to the end: the walk was stopped");
}

/* No room for more: what was committed stays, and the error is about the store. */
static void
test_full (MirrorFixture *f,
           gconstpointer  data)
{
  g_autoptr(TarnMirrorInfo) info = NULL;
  pid_t child;
  int status;

  tarn_fake_agent_add_many (f->agent, IF_TABLE, 1, 60000);
  child = fork ();
  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    {
      struct rlimit limit;
      GStatBuf before;

      /* What a new capture takes, and a little. */
      mirror_open (f);
      g_assert_cmpint (g_stat (f->path, &before), ==, 0);
      limit.rlim_cur = limit.rlim_max = (rlim_t) before.st_size + 256 * 1024;
      signal (SIGXFSZ, SIG_IGN);
      g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
      mirror_start (f);
      tarn_test_run_until (&f->done);
      if (g_error_matches (f->error, TARN_ERROR, TARN_ERROR_STORE_FULL)
          && tarn_walk_get_n_rows (f->walk) < 60000)
        _exit (0);
      g_printerr ("%s, %" G_GUINT64_FORMAT " varbinds\n",
                  f->error != NULL ? f->error->message : "no error",
                  tarn_walk_get_n_rows (f->walk));
      _exit (1);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_cmpint (status, ==, 0);

  mirror_open (f);
  info = mirror_read_info (f);
  g_assert_true (info->running);
  g_assert_cmpuint (info->gaps->len, ==, 1);
  g_assert_cmpuint (info->n_rows, >, 0);
  mirror_assert_holds (f, IF_TABLE, 1, (guint) info->n_rows);
}

/* Two mirrors into one capture: the second is refused and asks nothing. */
static void
test_second_process (MirrorFixture *f,
                     gconstpointer  data)
{
  int ready[2], finish[2];
  char octet = 0;
  pid_t child;
  int status;

  tarn_fake_agent_add_many (f->agent, IF_TABLE, 1, 95);
  g_assert_cmpint (pipe (ready), ==, 0);
  g_assert_cmpint (pipe (finish), ==, 0);
  child = fork ();
  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    {
      close (finish[1]);
      mirror_open (f);
      if (!tarn_capture_claim (f->capture, NULL) || write (ready[1], &octet, 1) != 1)
        _exit (1);
      /* Ends when the parent closes its end, also by dying. */
      _exit (read (finish[0], &octet, 1) == 0 ? 0 : 1);
    }

  close (ready[1]);
  close (finish[0]);
  g_assert_cmpint (read (ready[0], &octet, 1), ==, 1);
  mirror_run (f);
  g_assert_error (f->error, TARN_ERROR, TARN_ERROR_STORE_BUSY);
  g_assert_cmpuint (f->agent->n_requests, ==, 0);

  close (finish[1]);
  close (ready[0]);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_cmpint (status, ==, 0);

  mirror_walk_again (f);
  mirror_run (f);
  mirror_assert_complete (f, 95);
}

static void
test_second_mirror (MirrorFixture *f,
                    gconstpointer  data)
{
  g_autoptr(TarnWalk) walk = tarn_walk_new (f->fake.session, f->fake.device);
  MirrorFixture other = *f;
  TarnMirror *first, *second;

  tarn_fake_agent_add_many (f->agent, IF_TABLE, 1, 95);
  tarn_fake_wire_set_delay (f->fake.wire, 60 * G_USEC_PER_SEC, 60 * G_USEC_PER_SEC);
  tarn_device_set_timeout_us (f->fake.device, 3600 * (gint64) G_USEC_PER_SEC);
  first = mirror_start (f);

  other.capture = f->capture;
  other.walk = walk;
  second = mirror_start (&other);
  tarn_test_run_until (&other.done);
  g_assert_error (other.error, TARN_ERROR, TARN_ERROR_STORE_BUSY);
  g_clear_error (&other.error);
  g_assert_finalize_object (second);

  tarn_test_run_until (&f->done);
  g_assert_no_error (f->error);
  g_assert_finalize_object (first);
  mirror_assert_complete (f, 95);
}

typedef struct
{
  int ask[2];       /* the parent tells the child to read  */
  int ready[2];     /* the child has begun                 */
  int finish[2];    /* closed by the parent: the child may end */
} BusyPipes;

static gboolean
finish_cb (gpointer user_data)
{
  BusyPipes *pipes = user_data;

  close (pipes->finish[1]);
  pipes->finish[1] = -1;
  return G_SOURCE_REMOVE;
}

static void
read_when_told (MirrorFixture *f,
                BusyPipes     *pipes)
{
  char octet = 0;

  close (pipes->finish[1]);
  mirror_open (f);
  if (read (pipes->ask[0], &octet, 1) != 1
      || !tarn_store_begin_read (TARN_STORE (f->capture), NULL)
      || write (pipes->ready[1], &octet, 1) != 1)
    _exit (1);
  _exit (read (pipes->finish[0], &octet, 1) == 0 ? 0 : 1);
}

/* Another process keeps the capture from being written for a while, in the middle:
 * the walk goes on, nothing is lost. */
static void
test_busy (MirrorFixture *f,
           gconstpointer  data)
{
  BusyPipes pipes = { 0 };
  gboolean told = FALSE;
  char octet = 0;
  TarnMirror *mirror;
  pid_t child;
  int status;

  tarn_fake_agent_add_many (f->agent, IF_TABLE, 1, 9000);
  g_assert_cmpint (pipe (pipes.ask) + pipe (pipes.ready) + pipe (pipes.finish), ==, 0);
  child = fork ();
  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    read_when_told (f, &pipes);

  mirror = mirror_start (f);
  while (!f->done)
    {
      g_main_context_iteration (NULL, TRUE);
      if (told || tarn_walk_get_n_rows (f->walk) < 3000)
        continue;
      told = TRUE;
      g_assert_cmpint (write (pipes.ask[1], &octet, 1), ==, 1);
      g_assert_cmpint (read (pipes.ready[0], &octet, 1), ==, 1);
      g_timeout_add (50, finish_cb, &pipes);
    }

  /* It did wait for the reader. */
  g_assert_cmpint (pipes.finish[1], ==, -1);
  g_assert_finalize_object (mirror);
  mirror_assert_complete (f, 9000);
  mirror_assert_holds (f, IF_TABLE, 1, 9000);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_cmpint (status, ==, 0);
  for (guint i = 0; i < 2; i++)
    {
      close (pipes.ask[i]);
      close (pipes.ready[i]);
    }
  close (pipes.finish[0]);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  MIRROR_TEST ("/mirror-processes/killed", test_killed);
  MIRROR_TEST ("/mirror-processes/killed-at-once", test_killed_at_once);
  MIRROR_TEST ("/mirror-processes/full", test_full);
  MIRROR_TEST ("/mirror-processes/second-process", test_second_process);
  MIRROR_TEST ("/mirror-processes/second-mirror", test_second_mirror);
  MIRROR_TEST ("/mirror-processes/busy", test_busy);

  return g_test_run ();
}
