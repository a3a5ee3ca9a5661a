/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <fcntl.h>
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

/* Makes the file 3.996 GiB long, by a record that belongs to nobody; most of it takes no
 * room on the disk. */
static void
stretch (TarnTestCapture *fixture)
{
  int fd = g_open (fixture->path, O_RDWR | O_CLOEXEC);
  struct stat info;
  guint32 header[6] = { 0 }, total;

  g_assert_cmpint (fstat (fd, &info), ==, 0);
  total = 0xffc00000u - (guint32) info.st_size;
  header[1] = total - sizeof header;
  header[2] = 8;
  header[3] = 8;
  header[5] = 0x26011999;
  g_assert_cmpint (pwrite (fd, header, sizeof header, info.st_size), ==, sizeof header);
  g_assert_cmpint (pwrite (fd, &total, sizeof total, info.st_size + total - 4), ==, sizeof total);
  close (fd);
}

static guint
count_by_reading (TarnCapture *capture)
{
  TarnCursor cursor;
  guint n = 0;

  g_assert_true (tarn_store_begin_read (TARN_STORE (capture), NULL));
  tarn_cursor_init (&cursor, TARN_STORE (capture));
  for (gboolean ok = tarn_cursor_seek (&cursor, tarn_span (NULL, 0), TRUE); ok;
       ok = tarn_cursor_next (&cursor))
    n++;
  g_assert_no_error (cursor.error);
  tarn_cursor_clear (&cursor);
  tarn_store_end_read (TARN_STORE (capture));
  return n;
}

/* Places in a file have 32 bits.  tdb 1.4.8 lets a file grow up to the last of them, and
 * then fails without having written: so even where our own limit, which comes a GiB
 * before, is taken away, what was committed can be read. */
static void
test_4_gib (TarnTestCapture *fixture,
            gconstpointer    data)
{
  guint64 limit = tarn_tdb_tuning.size_limit;
  g_autoptr(TarnCapture) capture = NULL;
  g_autoptr(GError) error = NULL;
  guint n = 3000;
  struct stat info;

  tarn_test_capture_make (fixture, n);
  stretch (fixture);
  capture = tarn_test_capture_open (fixture, TARN_CAPTURE_WRITE);
  g_assert_false (tarn_test_capture_put (capture, 0, 1, 2, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_STORE_FULL);
  g_clear_error (&error);

  tarn_tdb_tuning.size_limit = G_MAXUINT64 / 8;
  while (tarn_test_capture_put (capture, n, n + 5000, 1, &error) && n < 2000000)
    n += 5000;
  tarn_tdb_tuning.size_limit = limit;
  g_test_message ("%u varbinds; %s", n, error != NULL ? error->message : "no error");
  g_assert_nonnull (error);

  g_clear_object (&capture);
  capture = tarn_test_capture_open (fixture, TARN_CAPTURE_READ);
  g_assert_cmpuint (count_by_reading (capture), ==, n);
  g_assert_cmpint (g_stat (fixture->path, &info), ==, 0);
  g_assert_cmpint (info.st_size, <=, G_MAXUINT32);
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

static const TarnSpan format_key = { (const guint8 *) "format", 6 };

/* What version of the format the file has; its journal goes and it becomes @version,
 * unless that is 0. */
static guint
change_format (TarnTestCapture *fixture,
               guint8           version)
{
  g_autofree guint8 *format = NULL;
  g_autoptr(GError) error = NULL;
  TarnTdb *tdb = tarn_tdb_open (fixture->path, TRUE, &error);
  guint was;
  gsize len;

  g_assert_no_error (error);
  tarn_tdb_begin (tdb, &error);
  format = tarn_tdb_read (tdb, format_key, &len);
  was = format[12];
  if (version != 0)
    {
      format[12] = version;
      tarn_tdb_write (tdb, format_key, tarn_span (format, len), &error);
      tarn_tdb_delete (tdb, tarn_capture_journal_key, &error);
      tarn_tdb_commit (tdb, &error);
    }
  g_assert_no_error (error);
  tarn_tdb_close (tdb);
  return was;
}

static void
count_ranges_cb (TarnStore *store,
                 GPtrArray *ranges,
                 gpointer   user_data)
{
  const TarnChangedRange *range = ranges->pdata[0];

  g_assert_cmpint (range->kind, ==, TARN_CHANGED_VARBINDS);
  *(guint *) user_data += ranges->len;
}

/* A file of before there were notes is read as it is, and becomes one of today when it
 * changes. */
static void
test_older_format (TarnTestCapture *fixture,
                   gconstpointer    data)
{
  g_autoptr(TarnCapture) capture = NULL;
  g_autoptr(GError) error = NULL;
  guint n_ranges = 0;

  tarn_test_capture_make (fixture, N_ROWS);
  g_assert_cmpuint (change_format (fixture, 1), ==, 2);

  capture = tarn_test_capture_open (fixture, TARN_CAPTURE_READ);
  tarn_test_capture_assert_sound (capture, N_ROWS);
  g_assert_true (tarn_store_refresh (TARN_STORE (capture), &error));
  g_assert_cmpuint (tarn_store_count_notes (TARN_STORE (capture), TARN_ORIGIN_EDIT, &error),
                    ==, 0);
  g_assert_no_error (error);
  g_assert_finalize_object (g_steal_pointer (&capture));
  g_assert_cmpuint (change_format (fixture, 0), ==, 1);

  capture = tarn_test_capture_open (fixture, TARN_CAPTURE_WRITE);
  g_signal_connect (capture, "changed", G_CALLBACK (count_ranges_cb), &n_ranges);
  tarn_test_capture_put (capture, 3, 5, 7, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n_ranges, ==, 2);
  tarn_test_capture_assert_sound (capture, N_ROWS);
  g_assert_finalize_object (g_steal_pointer (&capture));
  g_assert_cmpuint (change_format (fixture, 0), ==, 2);
}

/* A journal that is damaged begins anew; the varbinds are none of its business. */
static void
test_damaged_journal (TarnTestCapture *fixture,
                      gconstpointer    data)
{
  g_autoptr(TarnCapture) capture = NULL;
  g_autoptr(GError) error = NULL;
  guint n_ranges = 0;
  TarnTdb *tdb;

  tarn_test_capture_make (fixture, N_ROWS);
  tdb = tarn_tdb_open (fixture->path, TRUE, &error);
  g_assert_no_error (error);
  tarn_tdb_begin (tdb, &error);
  tarn_tdb_write (tdb, tarn_capture_journal_key, tarn_span ("rubbish", 7), &error);
  tarn_tdb_commit (tdb, &error);
  tarn_tdb_close (tdb);
  g_assert_no_error (error);

  capture = tarn_test_capture_open (fixture, TARN_CAPTURE_WRITE);
  g_signal_connect (capture, "changed", G_CALLBACK (count_ranges_cb), &n_ranges);
  g_assert_true (tarn_store_refresh (TARN_STORE (capture), &error));
  tarn_test_capture_put (capture, 3, 5, 7, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n_ranges, ==, 2);
}

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
  ADD ("4 GiB", NULL, test_4_gib);
  ADD ("no room", NULL, test_no_room);
  ADD ("older format", NULL, test_older_format);
  ADD ("damaged journal", NULL, test_damaged_journal);

  return g_test_run ();
}
