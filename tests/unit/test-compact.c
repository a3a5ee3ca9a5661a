/* A compact capture holds what it held, and nobody is left with the old one.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <glib/gstdio.h>
#include <unistd.h>

#include "ops/tarn-check.h"
#include "store/tarn-note.h"
#include "tarn-test-capture.h"

#define N_ROWS 30000

static gsize
get_size (const char *path)
{
  GStatBuf info;

  g_assert_cmpint (g_stat (path, &info), ==, 0);
  return (gsize) info.st_size;
}

/* Rows with gaps between them, metadata, notes. */
static void
make_used (TarnTestCapture *fixture)
{
  g_autoptr(TarnCapture) capture = tarn_test_capture_open (fixture, TARN_CAPTURE_CREATE);
  g_autoptr(TarnBatch) batch = tarn_batch_new ();
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < N_ROWS; i += 3000)
    tarn_test_capture_put (capture, i, i + 3000, 1, &error);
  for (guint i = 0; i < N_ROWS; i++)
    {
      const guint32 arcs[] = { 1, 3, 6, 1, i, 1 };
      g_autoptr(TarnOid) oid = tarn_oid_new_arcs (arcs, G_N_ELEMENTS (arcs), NULL);

      if (i % 4 != 0)
        tarn_batch_delete (batch, oid);
    }
  tarn_batch_set_origin (batch, TARN_ORIGIN_EDIT);
  tarn_batch_set_meta (batch, "colour", g_variant_new_string ("blue"));
  g_assert_true (tarn_store_apply (TARN_STORE (capture), batch, &error));
  g_assert_no_error (error);

  tarn_batch_clear (batch);
  tarn_batch_set_origin (batch, TARN_ORIGIN_AGENT);
  for (guint i = 0; i < N_ROWS; i += 40)
    {
      const guint32 arcs[] = { 1, 3, 6, 1, i, 1 };
      g_autoptr(TarnOid) oid = tarn_oid_new_arcs (arcs, G_N_ELEMENTS (arcs), NULL);
      g_autoptr(TarnValue) value = tarn_value_new_integer (2);

      tarn_batch_put (batch, oid, value);
    }
  g_assert_true (tarn_store_apply (TARN_STORE (capture), batch, &error));
  g_assert_no_error (error);
}

/* All of it, as text. */
static char *
dump (const char *path)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(TarnCapture) capture = tarn_capture_open (path, TARN_CAPTURE_READ, &error);
  g_autoptr(GVariant) colour = NULL;
  g_autoptr(TarnOid) at = NULL;
  GString *text = g_string_new (NULL);
  TarnCursor cursor;
  TarnNote *note;
  TarnOid *name;

  g_assert_no_error (error);
  colour = tarn_store_dup_meta (TARN_STORE (capture), "colour");
  g_string_append (text, g_variant_get_string (colour, NULL));

  g_assert_true (tarn_store_begin_read (TARN_STORE (capture), &error));
  tarn_cursor_init (&cursor, TARN_STORE (capture));
  for (gboolean ok = tarn_cursor_seek (&cursor, tarn_span (NULL, 0), TRUE); ok;
       ok = tarn_cursor_next (&cursor))
    {
      g_autofree char *oid = tarn_test_to_hex (cursor.row.name);
      g_autofree char *tlv = tarn_test_to_hex (cursor.row.tlv);

      g_string_append_printf (text, "%s %s\n", oid, tlv);
    }
  tarn_cursor_clear (&cursor);
  tarn_store_end_read (TARN_STORE (capture));

  while ((note = tarn_store_get_next_note (TARN_STORE (capture), at, &name, &error)) != NULL)
    {
      g_autofree char *oid = tarn_oid_to_string (name);

      g_string_append_printf (text, "%s %d %" G_GINT64_FORMAT "\n", oid, note->origin,
                              note->time_us);
      g_clear_pointer (&at, tarn_oid_unref);
      at = name;
      tarn_note_free (note);
    }
  g_assert_no_error (error);
  g_assert_finalize_object (g_steal_pointer (&capture));
  return g_string_free (text, FALSE);
}

static void
assert_sound (const char *path)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(TarnCheckReport) report = tarn_check_capture (path, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (report->n_faults, ==, 0);
}

static void
test_in_place (TarnTestCapture *fixture,
               gconstpointer    data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr(TarnCapture) capture = NULL;
  g_autoptr(GError) error = NULL;
  gsize size, small;
  GStatBuf info;

  make_used (fixture);
  g_assert_cmpint (g_chmod (fixture->path, 0640), ==, 0);
  before = dump (fixture->path);
  size = get_size (fixture->path);

  tarn_compact_capture (fixture->path, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  small = get_size (fixture->path);
  g_assert_cmpuint (small, <, size / 2);
  assert_sound (fixture->path);
  after = dump (fixture->path);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpint (g_stat (fixture->path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 07777, ==, 0640);

  /* As small as it gets, and one to go on with. */
  tarn_compact_capture (fixture->path, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (get_size (fixture->path), ==, small);
  capture = tarn_test_capture_open (fixture, TARN_CAPTURE_WRITE);
  tarn_test_capture_put (capture, 0, N_ROWS, 3, &error);
  g_assert_no_error (error);
  tarn_test_capture_assert_sound (capture, N_ROWS);
}

/* Somebody who reads does not keep others from making a copy, but from replacing the
 * file; somebody who opens it afterwards gets the new one. */
static void
test_in_use (TarnTestCapture *fixture,
             gconstpointer    data)
{
  g_autofree char *copy = g_build_filename (fixture->directory, "copy.tarn", NULL);
  g_autoptr(TarnCapture) capture = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr(GError) error = NULL;

  make_used (fixture);
  before = dump (fixture->path);
  capture = tarn_test_capture_open (fixture, TARN_CAPTURE_READ);
  g_assert_false (tarn_compact_capture (fixture->path, NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_STORE_BUSY);
  g_assert_nonnull (strstr (error->message, fixture->path));
  g_clear_error (&error);

  tarn_compact_capture (fixture->path, copy, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  after = dump (copy);
  g_assert_cmpstr (after, ==, before);
  assert_sound (copy);
  g_assert_false (tarn_compact_capture (fixture->path, copy, NULL, NULL, NULL, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_FAILED);
  g_clear_error (&error);
  g_unlink (copy);

  g_assert_finalize_object (g_steal_pointer (&capture));
  tarn_compact_capture (fixture->path, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
test_links (TarnTestCapture *fixture,
            gconstpointer    data)
{
  g_autofree char *other = g_build_filename (fixture->directory, "other.tarn", NULL);
  g_autoptr(GError) error = NULL;
  GStatBuf info;

  tarn_test_capture_make (fixture, 1000);
  g_assert_cmpint (link (fixture->path, other), ==, 0);
  g_assert_false (tarn_compact_capture (fixture->path, NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "hard links"));
  g_clear_error (&error);
  g_unlink (other);

  g_assert_cmpint (symlink (fixture->path, other), ==, 0);
  tarn_compact_capture (other, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_lstat (other, &info), ==, 0);
  g_assert_true (S_ISLNK (info.st_mode));
  assert_sound (other);
  g_unlink (other);
}

/* What is damaged is left as it is, for a salvage. */
static void
test_damaged (TarnTestCapture *fixture,
              gconstpointer    data)
{
  g_autofree char *contents = NULL;
  g_autofree char *after = NULL;
  g_autoptr(GError) error = NULL;
  gsize len, after_len;

  tarn_test_capture_make (fixture, 3000);
  g_assert_true (g_file_get_contents (fixture->path, &contents, &len, NULL));
  for (gsize at = 65696; at + 8 < len; at++)
    if (memcmp (contents + at, "\x06\x05\x2b\x06\x01", 5) == 0)
      contents[at + 7] ^= 1;
  g_assert_true (g_file_set_contents (fixture->path, contents, (gssize) len, NULL));

  g_assert_false (tarn_compact_capture (fixture->path, NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_STORE_DAMAGED);
  g_assert_nonnull (strstr (error->message, "page"));
  g_assert_true (g_file_get_contents (fixture->path, &after, &after_len, NULL));
  g_assert_cmpmem (after, after_len, contents, len);
}

static void
test_empty (TarnTestCapture *fixture,
            gconstpointer    data)
{
  g_autoptr(GError) error = NULL;

  tarn_test_capture_make (fixture, 0);
  tarn_compact_capture (fixture->path, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  assert_sound (fixture->path);
  g_assert_cmpuint (get_size (fixture->path), <, 70000);
}

#define ADD(name, test) \
  g_test_add ("/compact/" name, TarnTestCapture, NULL, tarn_test_capture_set_up, test, \
              tarn_test_capture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("in place", test_in_place);
  ADD ("in use", test_in_use);
  ADD ("links", test_links);
  ADD ("damaged", test_damaged);
  ADD ("empty", test_empty);

  return g_test_run ();
}
