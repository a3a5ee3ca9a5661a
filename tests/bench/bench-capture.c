/* bench-capture.c
 *
 * A capture of ten million varbinds: how long it takes until it is open and has answered
 * its first question, with nothing of it in memory; what it takes of memory; and the
 * n-th varbind and how many are before one.
 *
 *   bench-capture [VARBINDS]          makes it with the next, measures, removes it
 *   bench-capture --make PATH VARBINDS
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "bench-varbind.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "store/tarn-capture.h"

#define N_VARBINDS 10000000
#define BATCH      20000
#define N_LOOKED   100000

static double
ms_since (gint64 began_us)
{
  return (double) (g_get_monotonic_time () - began_us) / 1e3;
}

/* Wall time, and the time of the processor, which is the one to believe while others are
 * busy. */
typedef struct
{
  gint64  wall_us;
  clock_t cpu;
} Began;

static Began
begin (void)
{
  return (Began) { g_get_monotonic_time (), clock () };
}

static void
print_each (const char *what,
            Began       began)
{
  g_print ("  %-20s %6.2f us, %6.2f us of the processor\n", what,
           ms_since (began.wall_us) * 1e3 / N_LOOKED,
           (double) (clock () - began.cpu) * 1e6 / CLOCKS_PER_SEC / N_LOOKED);
}

static TarnCapture *
open_capture (const char      *path,
              TarnCaptureMode  mode)
{
  g_autoptr(GError) error = NULL;
  TarnCapture *capture = tarn_capture_open (path, mode, &error);

  g_assert_no_error (error);
  return capture;
}

static void
make (const char *path,
      guint32     n_varbinds)
{
  g_autoptr(TarnCapture) capture = open_capture (path, TARN_CAPTURE_CREATE);
  g_autoptr(TarnBatch) batch = tarn_batch_new ();
  g_autoptr(GError) error = NULL;
  guint8 buffer[BENCH_VARBIND_SIZE];

  for (guint32 i = 0; i < n_varbinds; i++)
    {
      TarnRow row;

      bench_put_varbind (buffer, i, &row);
      tarn_batch_put_row (batch, &row);
      if (tarn_batch_get_size (batch) == BATCH || i + 1 == n_varbinds)
        {
          tarn_store_apply (TARN_STORE (capture), batch, &error);
          g_assert_no_error (error);
          tarn_batch_clear (batch);
        }
    }
}

/* By a process of its own, so that nothing of it is in the memory of this one. */
static void
spawn_make (const char *self,
            const char *path,
            guint32     n_varbinds)
{
  g_autofree char *number = g_strdup_printf ("%u", n_varbinds);
  const char *argv[] = { self, "--make", path, number, NULL };
  g_autoptr(GError) error = NULL;
  int status;

  g_spawn_sync (NULL, (char **) argv, NULL, 0, NULL, NULL, NULL, NULL, &status, &error);
  g_assert_no_error (error);
  g_spawn_check_wait_status (status, &error);
  g_assert_no_error (error);
}

/* How much of a file is in memory, MiB. */
static double
measure_resident (int   fd,
                  gsize size)
{
  gsize n_pages = (size + 4095) / 4096;
  g_autofree guint8 *pages = g_malloc (n_pages);
  void *map = mmap (NULL, size, PROT_READ, MAP_SHARED, fd, 0);
  gsize n = 0;

  g_assert_true (map != MAP_FAILED);
  g_assert_cmpint (mincore (map, size, pages), ==, 0);
  for (gsize i = 0; i < n_pages; i++)
    n += pages[i] & 1;
  munmap (map, size);

  return (double) n * 4096 / (1 << 20);
}

static void
drop_from_memory (const char *path)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC);
  struct stat info;

  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (fdatasync (fd), ==, 0);
  g_assert_cmpint (posix_fadvise (fd, 0, 0, POSIX_FADV_DONTNEED), ==, 0);
  g_assert_cmpint (fstat (fd, &info), ==, 0);
  g_print ("  file %.1f MiB, of which %.1f MiB are in memory after POSIX_FADV_DONTNEED\n",
           (double) info.st_size / (1 << 20), measure_resident (fd, (gsize) info.st_size));
  close (fd);
}

/* What only this process has: neither of the file nor of libraries.  MiB. */
static double
measure_private (void)
{
  g_autofree char *text = NULL;
  const char *at;
  guint64 kib;

  if (!g_file_get_contents ("/proc/self/smaps_rollup", &text, NULL, NULL)
      || (at = strstr (text, "\nAnonymous:")) == NULL)
    return -1;

  kib = g_ascii_strtoull (at + strlen ("\nAnonymous:"), NULL, 10);
  return (double) kib / 1024;
}

static void
look_up (TarnCapture *capture,
         guint32      n_varbinds)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (2);
  g_autofree guint8 *buffers = g_malloc (N_LOOKED * BENCH_VARBIND_SIZE);
  g_autofree TarnRow *rows = g_new (TarnRow, N_LOOKED);
  g_autofree guint32 *numbers = g_new (guint32, N_LOOKED);
  TarnStore *store = TARN_STORE (capture);
  TarnStoreInterface *iface = TARN_STORE_GET_IFACE (store);
  g_autoptr(GError) error = NULL;
  TarnCursor cursor;
  Began began;

  for (guint i = 0; i < N_LOOKED; i++)
    {
      numbers[i] = (guint32) g_rand_int_range (rand, 0, (gint32) n_varbinds);
      bench_put_varbind (buffers + i * BENCH_VARBIND_SIZE, numbers[i], &rows[i]);
    }

  tarn_store_begin_read (store, &error);
  g_assert_no_error (error);
  tarn_cursor_init (&cursor, store);

  for (guint round = 0; round < 2; round++)
    {
      began = begin ();
      for (guint i = 0; i < N_LOOKED; i++)
        if (!tarn_cursor_seek_nth (&cursor, numbers[i])
            || !tarn_span_equal (cursor.row.name, rows[i].name))
          g_error ("varbind %u is another one", numbers[i]);
      print_each (round == 0 ? "n-th, from the disk" : "n-th", began);
    }

  began = begin ();
  for (guint i = 0; i < N_LOOKED; i++)
    {
      guint64 rank;

      if (!iface->rank (store, rows[i].name, &rank, &error) || rank != numbers[i])
        g_error ("the rank of varbind %u is wrong", numbers[i]);
    }
  print_each ("rank", began);

  began = begin ();
  for (guint i = 0; i < N_LOOKED; i++)
    if (!tarn_cursor_seek (&cursor, rows[i].name, TRUE))
      g_error ("varbind %u is not there", numbers[i]);
  print_each ("get", began);

  tarn_cursor_clear (&cursor);
  tarn_store_end_read (store);
}

static void
measure (const char *path,
         guint32     n_varbinds)
{
  double before = measure_private ();
  g_autoptr(TarnCapture) capture = NULL;
  g_autoptr(GError) error = NULL;
  TarnCursor cursor;
  gint64 began_us;

  drop_from_memory (path);
  began_us = g_get_monotonic_time ();
  capture = open_capture (path, TARN_CAPTURE_READ);
  tarn_store_begin_read (TARN_STORE (capture), &error);
  g_assert_no_error (error);
  tarn_cursor_init (&cursor, TARN_STORE (capture));
  g_assert_true (tarn_cursor_seek (&cursor, tarn_span ("\x2b\x06\x01", 3), FALSE));
  g_print ("  open and first next %.2f ms, %.2f MiB of memory of its own\n",
           ms_since (began_us), measure_private () - before);
  tarn_cursor_clear (&cursor);
  tarn_store_end_read (TARN_STORE (capture));

  look_up (capture, n_varbinds);
  g_print ("  after %u of each %.2f MiB of memory of its own\n", N_LOOKED,
           measure_private () - before);
}

int
main (int    argc,
      char **argv)
{
  guint32 n_varbinds = argc == 2 ? (guint32) MAX (atoi (argv[1]), 1) : N_VARBINDS;
  g_autofree char *folder = NULL;
  g_autofree char *path = NULL;
  gint64 began_us;

  if (argc == 4 && g_str_equal (argv[1], "--make"))
    {
      make (argv[2], (guint32) atoi (argv[3]));
      return 0;
    }

  folder = g_dir_make_tmp ("tarn-bench-XXXXXX", NULL);
  g_assert_nonnull (folder);
  path = g_build_filename (folder, "large.tarn", NULL);

  began_us = g_get_monotonic_time ();
  spawn_make (argv[0], path, n_varbinds);
  g_print ("a capture of %u varbinds, made in %.1f s\n", n_varbinds, ms_since (began_us) / 1e3);
  measure (path, n_varbinds);

  g_remove (path);
  g_rmdir (folder);
  return 0;
}
