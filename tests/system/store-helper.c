/* The second process of the store tests.  It obeys orders, a line each, and answers
 * each with a line: "ok", or the name of the error.  It can die, stop or run out of
 * disk at any write to the file.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
/* Both names of each call are defined below, so neither may stand for the other. */
#undef _FILE_OFFSET_BITS

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/tarn-error.h"
#include "ops/tarn-check.h"
#include "store/tarn-capture-private.h"

/* What happens at the write number @at, counted from when it was ordered. */
static struct
{
  enum { NOTHING, DIE_BEFORE, DIE_HALFWAY, STOP, NO_ROOM } what;
  guint at;
  guint n;
} trap;

static void
say (const char *word)
{
  g_print ("%s\n", word);
  fflush (stdout);
}

static gboolean
get_order (char  *line,
           gsize  size)
{
  if (fgets (line, (int) size, stdin) == NULL)
    return FALSE;

  g_strchomp (line);
  return TRUE;
}

/* FALSE: the write fails. */
static gboolean
spring_trap (int           fd,
             gconstpointer octets,
             gsize         len,
             gint64        offset)
{
  char line[16];

  if (trap.what == NO_ROOM && trap.n >= trap.at && octets != NULL)
    {
      errno = ENOSPC;
      return FALSE;
    }
  if (trap.what == NOTHING || ++trap.n != trap.at)
    return TRUE;

  if (trap.what == DIE_HALFWAY && octets != NULL)
    syscall (SYS_pwrite64, fd, octets, len / 2, offset);
  if (trap.what == DIE_BEFORE || trap.what == DIE_HALFWAY)
    kill (getpid (), SIGKILL);
  if (trap.what == STOP)
    {
      say ("stopped");
      get_order (line, sizeof line);
    }

  return TRUE;
}

/* tdb's writes come here: what a program defines takes precedence over its libraries. */
ssize_t
pwrite64 (int         fd,
          const void *octets,
          size_t      len,
          off64_t     offset)
{
  if (!spring_trap (fd, octets, len, offset))
    return -1;

  return syscall (SYS_pwrite64, fd, octets, len, offset);
}

ssize_t
pwrite (int         fd,
        const void *octets,
        size_t      len,
        off_t       offset)
{
  return pwrite64 (fd, octets, len, offset);
}

int
ftruncate64 (int     fd,
             off64_t len)
{
  if (!spring_trap (fd, NULL, 0, len))
    return -1;

  return (int) syscall (SYS_ftruncate, fd, len);
}

int
ftruncate (int   fd,
           off_t len)
{
  return ftruncate64 (fd, len);
}

/* What follows the writes of a new file. */
int
fdatasync (int fd)
{
  if (!spring_trap (fd, NULL, 0, 0))
    return -1;

  return (int) syscall (SYS_fdatasync, fd);
}

int
linkat (int         from_directory,
        const char *from,
        int         to_directory,
        const char *to,
        int         flags)
{
  if (!spring_trap (-1, NULL, 0, 0))
    return -1;

  return (int) syscall (SYS_linkat, from_directory, from, to_directory, to, flags);
}

int
rename (const char *from,
        const char *to)
{
  if (!spring_trap (-1, NULL, 0, 0))
    return -1;

  return (int) syscall (SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
}

static void
answer (gboolean  ok,
        GError   *error)
{
  GEnumClass *class;

  if (ok)
    {
      say ("ok");
      return;
    }

  class = g_type_class_ref (TARN_TYPE_ERROR);
  say (g_enum_get_value (class, error->code)->value_nick);
  g_type_class_unref (class);
  g_error_free (error);
}

/* Rows @from to @to, not included, are put with @number, or deleted if it is 0. */
static gboolean
change_rows (TarnCapture  *capture,
             guint         from,
             guint         to,
             gint32        number,
             TarnBatch    *batch,
             GError      **error)
{
  g_autoptr(TarnValue) value = tarn_value_new_integer (number);

  for (guint i = from; i < to; i++)
    {
      const guint32 arcs[] = { 1, 3, 6, 1, i, 1 };
      g_autoptr(TarnOid) oid = tarn_oid_new_arcs (arcs, G_N_ELEMENTS (arcs), NULL);

      if (number != 0)
        tarn_batch_put (batch, oid, value);
      else
        tarn_batch_delete (batch, oid);
    }

  return error == NULL || tarn_store_apply (TARN_STORE (capture), batch, error);
}

/* @n changes of all rows from @number on: one more each time, and now and then twice as
 * many rows.  Readers may be in the way, and so are not waited for without end. */
static gboolean
run (TarnCapture  *capture,
     guint         n,
     gint32        number,
     GError      **error)
{
  g_autoptr(TarnBatch) batch = tarn_batch_new ();
  guint n_busy = 0;

  for (guint i = 0; i < n; n_busy++)
    {
      g_autoptr(GError) failure = NULL;

      tarn_batch_clear (batch);
      change_rows (capture, 0, 400, number + (gint32) i, batch, NULL);
      change_rows (capture, 400, 1200, i % 3 == 0 ? number + (gint32) i : 0, batch, NULL);
      if (tarn_store_apply (TARN_STORE (capture), batch, &failure))
        {
          i++;
          n_busy = 0;
        }
      else if (!g_error_matches (failure, TARN_ERROR, TARN_ERROR_STORE_BUSY) || n_busy > 100)
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
    }

  return TRUE;
}

static void
set_trap (const char *what,
          guint       at)
{
  trap.what = g_str_equal (what, "die") ? DIE_BEFORE
              : g_str_equal (what, "die-halfway") ? DIE_HALFWAY
              : g_str_equal (what, "stop") ? STOP : NO_ROOM;
  trap.at = at;
  trap.n = 0;
  say ("ok");
}

static void
stop_mapping (void)
{
  tarn_tdb_tuning.no_map = TRUE;
  say ("ok");
}

/* Twice, whatever the size of the file. */
static void
grow (TarnCapture *capture)
{
  tarn_tdb_tuning.grow_from = 0;
  tarn_tdb_grow (capture->tdb, 1 << 20);
  tarn_tdb_grow (capture->tdb, 3 << 20);
  say ("ok");
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(TarnCapture) capture = NULL;
  char line[4096];

  while (get_order (line, sizeof line))
    {
      g_auto(GStrv) words = g_strsplit (line, " ", 4);
      guint n_words = g_strv_length (words);
      const char *order = n_words > 0 ? words[0] : "";
      guint numbers[4] = { 0 };
      GError *error = NULL;

      for (guint i = 1; i < n_words; i++)
        numbers[i] = (guint) g_ascii_strtoull (words[i], NULL, 10);

      if (g_str_equal (order, "no-map"))
        stop_mapping ();
      else if (g_str_equal (order, "grow"))
        grow (capture);
      else if (g_str_equal (order, "trap"))
        set_trap (words[1], numbers[2]);
      else if (g_str_equal (order, "open"))
        {
          TarnCaptureMode mode = g_str_equal (words[1], "read") ? TARN_CAPTURE_READ
                                 : g_str_equal (words[1], "write") ? TARN_CAPTURE_WRITE
                                                                   : TARN_CAPTURE_CREATE;

          capture = tarn_capture_open (words[2], mode, &error);
          answer (capture != NULL, error);
        }
      else if (g_str_equal (order, "compact"))
        {
          gboolean ok = tarn_compact_capture (words[1], NULL, NULL, NULL, NULL, &error);

          answer (ok, error);
        }
      else if (g_str_equal (order, "put"))
        {
          g_autoptr(TarnBatch) batch = tarn_batch_new ();
          gboolean ok = change_rows (capture, numbers[1], numbers[2], (gint32) numbers[3], batch,
                                     &error);

          answer (ok, error);
        }
      else if (g_str_equal (order, "run"))
        {
          gboolean ok = run (capture, numbers[1], (gint32) numbers[2], &error);

          answer (ok, error);
        }
      else if (g_str_equal (order, "claim"))
        {
          gboolean ok = tarn_capture_claim (capture, &error);

          answer (ok, error);
        }
      else if (g_str_equal (order, "begin-read"))
        {
          gboolean ok = tarn_store_begin_read (TARN_STORE (capture), &error);

          answer (ok, error);
        }
      else if (g_str_equal (order, "end-read"))
        {
          tarn_store_end_read (TARN_STORE (capture));
          say ("ok");
        }
      else
        {
          g_printerr ("store-helper: no such order: %s\n", line);
          return 2;
        }
    }

  return 0;
}
