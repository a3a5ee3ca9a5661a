/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <glib/gstdio.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tarn-test-capture.h"

#define N_ROWS 3000

/* The exact TLV comes back, odd as it may be, after the file was closed. */
static void
test_octets (TarnTestCapture *fixture,
             gconstpointer    data)
{
  static const char *const tlvs[] = {
    "020105", "02020005", "040361620a", "0403 6162", "0500", "0600", "4004c0000201", "4100",
    "4606000000000001", "44079f780441200000", "47 0101", "8000",
    "3003020101", "ff01", "04820001 00",
  };
  g_autoptr(TarnBatch) batch = tarn_batch_new ();
  g_autoptr(TarnCapture) capture = tarn_test_capture_open (fixture, TARN_CAPTURE_CREATE);
  g_autoptr(GError) error = NULL;
  TarnCursor cursor;
  gboolean ok;

  for (guint i = 0; i < G_N_ELEMENTS (tlvs); i++)
    {
      const guint32 arcs[] = { 1, 3, i };
      g_autoptr(TarnOid) oid = tarn_oid_new_arcs (arcs, G_N_ELEMENTS (arcs), NULL);
      g_autoptr(GBytes) tlv = tarn_test_hex (tlvs[i]);
      TarnRow row = { .name = tarn_oid_span (oid) };

      tarn_row_set_tlv (&row, tarn_test_span (tlv));
      tarn_batch_put_row (batch, &row);
    }
  g_assert_true (tarn_store_apply (TARN_STORE (capture), batch, &error));
  g_assert_no_error (error);
  g_assert_finalize_object (g_steal_pointer (&capture));

  capture = tarn_test_capture_open (fixture, TARN_CAPTURE_READ);
  g_assert_false (tarn_capture_is_writable (capture));
  g_assert_true (tarn_store_begin_read (TARN_STORE (capture), &error));
  tarn_cursor_init (&cursor, TARN_STORE (capture));
  ok = tarn_cursor_seek (&cursor, tarn_span (NULL, 0), TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (tlvs); i++, ok = tarn_cursor_next (&cursor))
    {
      g_autoptr(GBytes) tlv = tarn_test_hex (tlvs[i]);
      TarnSpan expected = tarn_test_span (tlv);

      g_assert_true (ok);
      g_assert_cmpmem (cursor.row.tlv.data, cursor.row.tlv.len, expected.data, expected.len);
    }
  g_assert_false (ok);
  g_assert_no_error (cursor.error);
  tarn_cursor_clear (&cursor);
  tarn_store_end_read (TARN_STORE (capture));
}

/* Somebody cuts the file off while it is open: an error, no signal. */
static void
test_cut_while_open (TarnTestCapture *fixture,
                     gconstpointer    data)
{
  TarnCaptureMode mode = GPOINTER_TO_INT (data);
  g_autoptr(TarnCapture) capture = NULL;
  g_autoptr(GError) error = NULL;

  tarn_test_capture_make (fixture, N_ROWS);
  capture = tarn_test_capture_open (fixture, mode);
  tarn_test_capture_assert_sound (capture, N_ROWS);
  g_assert_cmpint (truncate (fixture->path, 0), ==, 0);

  g_assert_false (tarn_store_begin_read (TARN_STORE (capture), &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_STORE_DAMAGED);
  g_clear_error (&error);
  if (mode == TARN_CAPTURE_WRITE)
    {
      g_assert_false (tarn_test_capture_put (capture, 0, 1, 2, &error));
      g_assert_error (error, TARN_ERROR, TARN_ERROR_STORE_DAMAGED);
    }
  g_assert_cmpuint (tarn_store_get_serial (TARN_STORE (capture)), ==, 0);
}

static void
test_one_per_file (TarnTestCapture *fixture,
                   gconstpointer    data)
{
  g_autofree char *link = g_build_filename (fixture->directory, "link.tarn", NULL);
  g_autoptr(TarnCapture) reader = NULL;
  g_autoptr(TarnCapture) again = NULL;
  g_autoptr(TarnCapture) writer = NULL;
  g_autoptr(GError) error = NULL;

  tarn_test_capture_make (fixture, N_ROWS);
  g_assert_cmpint (symlink (fixture->path, link), ==, 0);
  reader = tarn_test_capture_open (fixture, TARN_CAPTURE_READ);
  again = tarn_capture_open (link, TARN_CAPTURE_READ, &error);
  g_assert_no_error (error);
  g_assert_true (again == reader);
  g_assert_cmpstr (tarn_capture_get_path (again), ==, fixture->path);

  /* It becomes writable, but not while it is being read. */
  g_assert_true (tarn_store_begin_read (TARN_STORE (reader), &error));
  tarn_test_capture_assert_open_fails (fixture, TARN_CAPTURE_WRITE,
                                       TARN_ERROR_STORE_BUSY, "reading");
  g_assert_cmpuint (tarn_store_count (TARN_STORE (reader), NULL, &error), ==, N_ROWS);
  tarn_store_end_read (TARN_STORE (reader));

  writer = tarn_test_capture_open (fixture, TARN_CAPTURE_CREATE);
  g_assert_true (writer == reader);
  g_assert_true (tarn_capture_is_writable (reader));
  g_assert_true (tarn_test_capture_put (writer, N_ROWS, N_ROWS + 1, 1, &error));
  tarn_test_capture_assert_sound (reader, N_ROWS + 1);

  /* Once closed, it can be opened anew. */
  g_clear_object (&again);
  g_clear_object (&writer);
  g_assert_finalize_object (g_steal_pointer (&reader));
  reader = tarn_test_capture_open (fixture, TARN_CAPTURE_READ);
  g_assert_false (tarn_capture_is_writable (reader));
  tarn_test_capture_assert_sound (reader, N_ROWS + 1);
  g_assert_cmpint (g_unlink (link), ==, 0);
}

static gpointer
open_in_thread (gpointer data)
{
  tarn_test_capture_assert_open_fails (data, TARN_CAPTURE_READ,
                                       TARN_ERROR_FAILED, "another thread");
  return NULL;
}

static void
test_thread (TarnTestCapture *fixture,
             gconstpointer    data)
{
  g_autoptr(TarnCapture) capture = tarn_test_capture_open (fixture, TARN_CAPTURE_CREATE);

  g_thread_join (g_thread_new ("opener", open_in_thread, fixture));
  tarn_test_capture_assert_sound (capture, 0);
}

static void
test_serial (TarnTestCapture *fixture,
             gconstpointer    data)
{
  g_autoptr(TarnCapture) capture = tarn_test_capture_open (fixture, TARN_CAPTURE_CREATE);
  TarnStore *store = TARN_STORE (capture);
  guint64 before = tarn_store_get_serial (store);
  guint64 after;

  g_assert_true (tarn_test_capture_put (capture, 0, 10, 1, NULL));
  after = tarn_store_get_serial (store);
  g_assert_cmpuint (after, !=, before);

  /* What is there already is no change. */
  g_assert_true (tarn_test_capture_put (capture, 0, 10, 1, NULL));
  g_assert_cmpuint (tarn_store_get_serial (store), ==, after);
  g_assert_true (tarn_test_capture_put (capture, 0, 10, 2, NULL));
  g_assert_cmpuint (tarn_store_get_serial (store), !=, after);
}

static void
test_claim (TarnTestCapture *fixture,
            gconstpointer    data)
{
  g_autoptr(TarnCapture) capture = tarn_test_capture_open (fixture, TARN_CAPTURE_CREATE);
  g_autofree char *pid = g_strdup_printf ("process %d ", (int) getpid ());
  g_autoptr(GError) error = NULL;

  g_assert_false (tarn_capture_is_claimed (capture));
  g_assert_true (tarn_capture_claim (capture, &error));
  g_assert_no_error (error);
  g_assert_true (tarn_capture_is_claimed (capture));
  g_assert_false (tarn_capture_claim (capture, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_STORE_BUSY);
  g_assert_nonnull (strstr (error->message, fixture->path));
  g_assert_nonnull (strstr (error->message, pid));
  g_clear_error (&error);

  /* Reading and writing lock and unlock the file; the claim stays. */
  g_assert_true (tarn_test_capture_put (capture, 0, 10, 1, &error));
  tarn_test_capture_assert_sound (capture, 10);
  g_assert_false (tarn_capture_claim (capture, NULL));

  tarn_capture_release (capture);
  tarn_capture_release (capture);
  g_assert_false (tarn_capture_is_claimed (capture));
  g_assert_true (tarn_capture_claim (capture, &error));
  g_assert_finalize_object (g_steal_pointer (&capture));

  capture = tarn_test_capture_open (fixture, TARN_CAPTURE_WRITE);
  g_assert_true (tarn_capture_claim (capture, &error));
  g_assert_no_error (error);
}

static void
sync_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr(GError) error = NULL;
  gboolean *done = data;

  g_assert_true (tarn_capture_sync_finish (TARN_CAPTURE (source), result, &error));
  g_assert_no_error (error);
  *done = TRUE;
}

static void
test_sync (TarnTestCapture *fixture,
           gconstpointer    data)
{
  g_autoptr(TarnCapture) capture = tarn_test_capture_open (fixture, TARN_CAPTURE_CREATE);
  gboolean done = FALSE;

  g_assert_true (tarn_test_capture_put (capture, 0, N_ROWS, 1, NULL));
  tarn_capture_sync_async (capture, NULL, sync_cb, &done);
  g_assert_true (tarn_test_capture_put (capture, 0, N_ROWS, 2, NULL));
  tarn_test_run_until (&done);
  g_clear_object (&capture);

  done = FALSE;
  capture = tarn_test_capture_open (fixture, TARN_CAPTURE_READ);
  tarn_capture_sync_async (capture, NULL, sync_cb, &done);
  tarn_test_run_until (&done);
}

/* Near 4 GiB, which a test makes 1 MiB: no more goes in, all else goes on. */
static void
test_size_limit (TarnTestCapture *fixture,
                 gconstpointer    data)
{
  g_autoptr(TarnCapture) capture = tarn_test_capture_open (fixture, TARN_CAPTURE_CREATE);
  guint64 limit = tarn_tdb_tuning.size_limit;
  g_autoptr(TarnBatch) batch = tarn_batch_new ();
  g_autoptr(TarnOid) oid = tarn_test_oid ("1.3.6.1.0.1");
  g_autoptr(GError) error = NULL;
  guint n = 0;
  struct stat info;

  tarn_tdb_tuning.size_limit = 1 << 20;
  while (tarn_test_capture_put (capture, n, n + 500, 1, &error) && n < 1000000)
    n += 500;
  g_assert_error (error, TARN_ERROR, TARN_ERROR_STORE_FULL);
  g_assert_nonnull (strstr (error->message, fixture->path));
  g_assert_cmpuint (n, >, 5000);
  tarn_test_capture_assert_sound (capture, n);
  g_assert_cmpint (g_stat (fixture->path, &info), ==, 0);
  g_assert_cmpint (info.st_size, <, 3 << 19);

  tarn_batch_delete (batch, oid);
  g_assert_true (tarn_store_apply (TARN_STORE (capture), batch, NULL));
  tarn_test_capture_assert_sound (capture, n - 1);

  tarn_tdb_tuning.size_limit = 1 << 16;
  g_clear_error (&error);
  g_assert_false (tarn_test_capture_put (capture, 0, 1, 2, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_STORE_FULL);
  tarn_tdb_tuning.size_limit = limit;
  g_assert_true (tarn_test_capture_put (capture, 0, 1, 2, NULL));
  tarn_test_capture_assert_sound (capture, n);
}

/* The system refuses to let the file grow, as it does on a full disk. */
static void
test_no_room (TarnTestCapture *fixture,
              gconstpointer    data)
{
  g_autoptr(TarnCapture) capture = tarn_test_capture_open (fixture, TARN_CAPTURE_CREATE);
  g_autoptr(GError) error = NULL;
  struct rlimit limit, unlimited;
  struct stat info;
  guint n = 0;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &unlimited), ==, 0);
  g_assert_cmpint (g_stat (fixture->path, &info), ==, 0);
  limit = unlimited;
  limit.rlim_cur = (rlim_t) info.st_size + 100000;
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);

  while (tarn_test_capture_put (capture, n, n + 500, 1, &error) && n < 1000000)
    n += 500;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &unlimited), ==, 0);
  g_assert_error (error, TARN_ERROR, TARN_ERROR_STORE_FULL);
  tarn_test_capture_assert_sound (capture, n);

  g_assert_true (tarn_test_capture_put (capture, n, n + 500, 1, NULL));
  tarn_test_capture_assert_sound (capture, n + 500);
  g_assert_finalize_object (g_steal_pointer (&capture));
  capture = tarn_test_capture_open (fixture, TARN_CAPTURE_READ);
  tarn_test_capture_assert_sound (capture, n + 500);
}

#define ADD(name, data, test) \
  g_test_add ("/capture/" name, TarnTestCapture, data, tarn_test_capture_set_up, test, \
              tarn_test_capture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("octets", NULL, test_octets);
  ADD ("cut while open/read", GINT_TO_POINTER (TARN_CAPTURE_READ), test_cut_while_open);
  ADD ("cut while open/write", GINT_TO_POINTER (TARN_CAPTURE_WRITE), test_cut_while_open);
  ADD ("one per file", NULL, test_one_per_file);
  ADD ("thread", NULL, test_thread);
  ADD ("serial", NULL, test_serial);
  ADD ("claim", NULL, test_claim);
  ADD ("sync", NULL, test_sync);
  ADD ("size limit", NULL, test_size_limit);
  ADD ("no room", NULL, test_no_room);

  return g_test_run ();
}
