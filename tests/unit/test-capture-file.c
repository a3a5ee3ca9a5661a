/* What may be wrong with a file: each time an error that says so, and never a change to
 * somebody's file, a crash, or a wait.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ops/tarn-check.h"
#include "tarn-test-capture.h"

#define N_ROWS 3000

static GBytes *
read_file (const char *path)
{
  g_autoptr(GError) error = NULL;
  char *contents;
  gsize len;

  g_file_get_contents (path, &contents, &len, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (contents, len);
}

/* A new file: GLib would write over the beginning of a longer one and leave its end. */
static void
write_file (const char    *path,
            gconstpointer  octets,
            gsize          len)
{
  g_autoptr(GError) error = NULL;

  g_file_set_contents_full (path, octets, (gssize) len, G_FILE_SET_CONTENTS_CONSISTENT, 0644,
                            &error);
  g_assert_no_error (error);
}

typedef struct
{
  const char *name;
  const char *octets;
  gsize       len;
  const char *says;
} StrangerVector;

static const StrangerVector strangers[] = {
  { "empty", "", 0, "empty" },
  { "text", "sysDescr.0 = a switch\n", 22, "does not begin as one" },
  { "the magic alone", "TDB file\n\0", 10, "another program" },
  { "database of another program", "TDB file\n\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    "\x6d\x19\x01\x26\x83\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 68,
    "another program" },
};

/* Somebody's file is never changed, whatever it is opened for. */
static void
test_stranger (TarnTestCapture *fixture,
               gconstpointer    data)
{
  const StrangerVector *v = data;
  static const TarnCaptureMode modes[] = { TARN_CAPTURE_READ, TARN_CAPTURE_WRITE,
                                           TARN_CAPTURE_CREATE };

  write_file (fixture->path, v->octets, v->len);
  for (guint i = 0; i < G_N_ELEMENTS (modes); i++)
    {
      g_autoptr(GBytes) after = NULL;

      tarn_test_capture_assert_open_fails (fixture, modes[i], TARN_ERROR_NOT_A_CAPTURE, v->says);
      after = read_file (fixture->path);
      g_assert_cmpmem (g_bytes_get_data (after, NULL), g_bytes_get_size (after), v->octets,
                       v->len);
    }
}

static void
test_no_file (TarnTestCapture *fixture,
              gconstpointer    data)
{
  g_autofree char *nowhere = g_build_filename (fixture->directory, "none", "x.tarn", NULL);
  g_autoptr(GError) error = NULL;

  tarn_test_capture_assert_open_fails (fixture, TARN_CAPTURE_READ,
                                       TARN_ERROR_FAILED, "No such file");
  tarn_test_capture_assert_open_fails (fixture, TARN_CAPTURE_WRITE,
                                       TARN_ERROR_FAILED, "No such file");
  g_assert_null (tarn_capture_open (nowhere, TARN_CAPTURE_CREATE, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_FAILED);

  g_assert_cmpint (g_mkdir (fixture->path, 0755), ==, 0);
  tarn_test_capture_assert_open_fails (fixture, TARN_CAPTURE_READ,
                                       TARN_ERROR_NOT_A_CAPTURE, "directory");
  tarn_test_capture_assert_open_fails (fixture, TARN_CAPTURE_CREATE,
                                       TARN_ERROR_NOT_A_CAPTURE, "directory");
  g_assert_cmpint (g_rmdir (fixture->path), ==, 0);

  /* Neither end of a FIFO is open: whoever waited for it would wait for ever. */
  g_assert_cmpint (mkfifo (fixture->path, 0644), ==, 0);
  tarn_test_capture_assert_open_fails (fixture, TARN_CAPTURE_READ,
                                       TARN_ERROR_NOT_A_CAPTURE, "no regular file");
  tarn_test_capture_assert_open_fails (fixture, TARN_CAPTURE_CREATE,
                                       TARN_ERROR_NOT_A_CAPTURE, NULL);
}

static gsize
find_octets (GBytes     *bytes,
             const char *wanted,
             gsize       after)
{
  gsize len;
  const char *octets = g_bytes_get_data (bytes, &len);
  const char *found = memmem (octets + after, len - after, wanted, strlen (wanted));

  g_assert_nonnull (found);
  return (gsize) (found - octets);
}

static void
test_newer (TarnTestCapture *fixture,
            gconstpointer    data)
{
  g_autoptr(GBytes) bytes = NULL;
  g_autofree guint8 *octets = NULL;
  gsize at, len;

  tarn_test_capture_make (fixture, N_ROWS);
  bytes = read_file (fixture->path);
  at = find_octets (bytes, "Tarn capture", 168);
  octets = g_memdup2 (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  len = g_bytes_get_size (bytes);

  g_assert_cmpuint (octets[at + 12], ==, 2);
  octets[at + 12] = 3;
  write_file (fixture->path, octets, len);
  tarn_test_capture_assert_open_fails (fixture, TARN_CAPTURE_READ,
                                       TARN_ERROR_STORE_VERSION, "newer Tarn");
  tarn_test_capture_assert_open_fails (fixture, TARN_CAPTURE_WRITE,
                                       TARN_ERROR_STORE_VERSION, "newer Tarn");

  octets[at] = 't';
  write_file (fixture->path, octets, len);
  tarn_test_capture_assert_open_fails (fixture, TARN_CAPTURE_READ,
                                       TARN_ERROR_STORE_DAMAGED, "format");
}

static void
assert_damage_error (const GError *error)
{
  if (!g_error_matches (error, TARN_ERROR, TARN_ERROR_STORE_DAMAGED)
      && !g_error_matches (error, TARN_ERROR, TARN_ERROR_STORE_VERSION)
      && !g_error_matches (error, TARN_ERROR, TARN_ERROR_NOT_A_CAPTURE))
    g_error ("damage is reported as: %s", error->message);
}

/* Uses all of a file that may be damaged.  Returns whether anything was noticed. */
static gboolean
use_damaged (TarnTestCapture *fixture)
{
  g_autoptr(TarnCheckReport) report = NULL;
  g_autoptr(TarnCapture) capture = NULL;
  g_autoptr(GVariant) meta = NULL;
  g_autoptr(GError) error = NULL;
  TarnCursor cursor;
  guint n = 0;

  capture = tarn_capture_open (fixture->path, TARN_CAPTURE_WRITE, &error);
  if (capture == NULL)
    {
      assert_damage_error (error);
      return TRUE;
    }

  report = tarn_check_capture (fixture->path, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  if (!tarn_store_begin_read (TARN_STORE (capture), &error))
    {
      assert_damage_error (error);
      g_assert_cmpuint (report->n_faults, >, 0);
      return TRUE;
    }

  tarn_cursor_init (&cursor, TARN_STORE (capture));
  for (gboolean ok = tarn_cursor_seek (&cursor, tarn_span (NULL, 0), TRUE); ok;
       ok = tarn_cursor_next (&cursor))
    n++;
  if (report->n_faults == 0)
    g_assert_cmpuint (n, ==, N_ROWS);
  tarn_cursor_clear (&cursor);
  tarn_store_end_read (TARN_STORE (capture));

  meta = tarn_store_dup_meta (TARN_STORE (capture), "claim");
  if (!tarn_test_capture_put (capture, N_ROWS - 5, N_ROWS + 300, 2, &error))
    {
      assert_damage_error (error);
      return TRUE;
    }

  return report->n_faults > 0;
}

static void
test_cut_off (TarnTestCapture *fixture,
              gconstpointer    data)
{
  g_autoptr(GBytes) whole = NULL;
  gsize len;
  guint n = 0, n_noticed = 0;

  tarn_test_capture_make (fixture, N_ROWS);
  whole = read_file (fixture->path);
  len = g_bytes_get_size (whole);

  for (gsize cut = 0; cut < len; cut += 1 + len / 60)
    {
      write_file (fixture->path, g_bytes_get_data (whole, NULL), cut);
      n_noticed += use_damaged (fixture);
      n++;
    }

  /* The end of the file is free space, which nobody misses. */
  g_test_message ("%u of %u cut files were noticed", n_noticed, n);
  g_assert_cmpuint (n_noticed, >, n / 2);
}

static void
test_damage (TarnTestCapture *fixture,
             gconstpointer    data)
{
  gsize from = GPOINTER_TO_SIZE (data);
  g_autoptr(GRand) rand = g_rand_new_with_seed ((guint32) from + 1);
  g_autoptr(GBytes) whole = NULL;
  guint n_noticed = 0;
  gsize len;

  tarn_test_capture_make (fixture, N_ROWS);
  whole = read_file (fixture->path);
  len = g_bytes_get_size (whole);

  for (guint i = 0; i < 300; i++)
    {
      g_autofree guint8 *octets = g_memdup2 (g_bytes_get_data (whole, NULL), len);
      gsize to = from == 0 ? 200 : len;

      for (guint change = 0; change < 1 + i % 4; change++)
        octets[from + (gsize) g_rand_int_range (rand, 0, (gint32) (to - from))]
          = (guint8) g_rand_int_range (rand, 0, 256);
      write_file (fixture->path, octets, len);
      n_noticed += use_damaged (fixture);
    }

  g_test_message ("%u of 300 damaged files were noticed", n_noticed);
  g_assert_cmpuint (n_noticed, >, 40);
}

/* As somebody who is not root, if need be. */
static void
test_permissions (TarnTestCapture *fixture,
                  gconstpointer    data)
{
  gboolean is_root = geteuid () == 0;
  g_autoptr(TarnCapture) capture = NULL;
  g_autofree char *other = g_build_filename (fixture->directory, "new.tarn", NULL);
  g_autoptr(GError) error = NULL;

  tarn_test_capture_make (fixture, N_ROWS);
  g_assert_cmpint (g_chmod (fixture->path, 0444), ==, 0);
  g_assert_cmpint (g_chmod (fixture->directory, 0555), ==, 0);
  if (is_root)
    g_assert_cmpint (seteuid (65534), ==, 0);

  /* A directory and a file that cannot be written are enough to read. */
  capture = tarn_test_capture_open (fixture, TARN_CAPTURE_READ);
  tarn_test_capture_assert_sound (capture, N_ROWS);
  g_assert_false (tarn_test_capture_put (capture, 0, 1, 2, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_STORE_READ_ONLY);
  g_clear_error (&error);
  g_assert_false (tarn_capture_claim (capture, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_STORE_READ_ONLY);
  g_clear_error (&error);

  /* One that is open for reading stays so. */
  tarn_test_capture_assert_open_fails (fixture, TARN_CAPTURE_WRITE,
                                       TARN_ERROR_STORE_READ_ONLY, "written");
  tarn_test_capture_assert_sound (capture, N_ROWS);
  g_assert_finalize_object (g_steal_pointer (&capture));

  tarn_test_capture_assert_open_fails (fixture, TARN_CAPTURE_WRITE,
                                       TARN_ERROR_STORE_READ_ONLY, "written");
  tarn_test_capture_assert_open_fails (fixture, TARN_CAPTURE_CREATE,
                                       TARN_ERROR_STORE_READ_ONLY, "written");
  g_assert_null (tarn_capture_open (other, TARN_CAPTURE_CREATE, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_STORE_READ_ONLY);

  if (is_root)
    g_assert_cmpint (seteuid (0), ==, 0);
  g_assert_cmpint (g_chmod (fixture->path, 0000), ==, 0);
  if (is_root)
    g_assert_cmpint (seteuid (65534), ==, 0);
  tarn_test_capture_assert_open_fails (fixture, TARN_CAPTURE_READ, TARN_ERROR_FAILED, "read");
  if (is_root)
    g_assert_cmpint (seteuid (0), ==, 0);

  g_assert_cmpint (g_chmod (fixture->directory, 0755), ==, 0);
}

#define ADD(name, data, test) \
  g_test_add ("/capture-file/" name, TarnTestCapture, data, tarn_test_capture_set_up, test, \
              tarn_test_capture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (strangers); i++)
    {
      g_autofree char *path = g_strconcat ("/capture-file/stranger/", strangers[i].name, NULL);

      g_test_add (path, TarnTestCapture, &strangers[i], tarn_test_capture_set_up,
                  test_stranger, tarn_test_capture_tear_down);
    }
  ADD ("no file", NULL, test_no_file);
  ADD ("newer", NULL, test_newer);
  ADD ("cut off", NULL, test_cut_off);
  ADD ("damage/header", GSIZE_TO_POINTER (0), test_damage);
  ADD ("damage/records", GSIZE_TO_POINTER (65536), test_damage);
  ADD ("permissions", NULL, test_permissions);

  return g_test_run ();
}
