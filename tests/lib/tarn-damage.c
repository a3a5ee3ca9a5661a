/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-damage.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "ops/tarn-mirror-private.h"

#define N_ROWS 20000

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

void
tarn_damage_write_file (const char    *path,
            gconstpointer  octets,
            gsize          len)
{
  g_autoptr(GError) error = NULL;

  g_unlink (path);
  g_file_set_contents_full (path, octets, (gssize) len, G_FILE_SET_CONTENTS_NONE, 0644, &error);
  g_assert_no_error (error);
}

static GVariant *
make_mirror_meta (void)
{
  g_autoptr(TarnMirrorInfo) info = g_new0 (TarnMirrorInfo, 1);
  const guint8 first[] = { 0x2b }, end[] = { 0x2c };

  info->device = g_strdup ("192.0.2.1");
  info->version = TARN_VERSION_2C;
  info->ranges = tarn_gaps_new ();
  info->gaps = tarn_gaps_new ();
  info->anomaly_counts = tarn_anomaly_counts_new ();
  g_ptr_array_add (info->ranges, tarn_gap_new (tarn_span (first, 1), tarn_span (end, 1),
                                               TARN_GAP_NONE));
  return tarn_mirror_info_to_variant (info);
}

/* A capture that has been worked with: what is there now lies between what was there. */
static void
make_used (TarnTestCapture *fixture)
{
  g_autoptr(TarnCapture) capture = tarn_test_capture_open (fixture, TARN_CAPTURE_CREATE);
  g_autoptr(TarnBatch) batch = tarn_batch_new ();
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < N_ROWS; i += 1000)
    tarn_test_capture_put (capture, i, i + 1000, 1, &error);
  tarn_batch_set_meta (batch, "colour", g_variant_new_string ("blue"));
  tarn_batch_set_meta (batch, TARN_MIRROR_META, make_mirror_meta ());
  for (guint i = 5000; i < 9000; i++)
    {
      const guint32 arcs[] = { 1, 3, 6, 1, i, 1 };
      g_autoptr(TarnOid) oid = tarn_oid_new_arcs (arcs, G_N_ELEMENTS (arcs), NULL);

      tarn_batch_delete (batch, oid);
    }
  g_assert_true (tarn_store_apply (TARN_STORE (capture), batch, &error));
  g_assert_no_error (error);

  /* Longer values, and an origin that makes notes. */
  tarn_batch_clear (batch);
  for (guint i = 100; i < N_ROWS; i += 7)
    {
      const guint32 arcs[] = { 1, 3, 6, 1, i, 1 };
      g_autoptr(TarnOid) oid = tarn_oid_new_arcs (arcs, G_N_ELEMENTS (arcs), NULL);
      g_autoptr(TarnValue) value = tarn_value_new_octets (TARN_KIND_OCTET_STRING,
                                                          (const guint8 *) "a longer value", 14);

      if (i < 5000 || i >= 9000)
        tarn_batch_put (batch, oid, value);
    }
  tarn_batch_set_origin (batch, TARN_ORIGIN_EDIT);
  g_assert_true (tarn_store_apply (TARN_STORE (capture), batch, &error));
  g_assert_no_error (error);
}

static void
list_records (TarnDamage *fixture)
{
  int fd = g_open (fixture->capture.path, O_RDONLY | O_CLOEXEC);
  TarnRawRecords records;
  TarnRawFile file;
  TarnFlaws faults;

  tarn_flaws_init (&faults);
  tarn_raw_file_init (&file, fd, &faults);
  g_assert_true (tarn_raw_records_init (&records, &file, &faults, NULL, NULL));
  g_assert_cmpuint (faults.n, ==, 0);
  fixture->records = g_array_copy (records.records);
  tarn_raw_records_clear (&records);
  tarn_raw_file_clear (&file);
  tarn_flaws_clear (&faults);
  close (fd);
}

void
tarn_damage_set_up (TarnDamage       *fixture,
        gconstpointer  data)
{
  g_autoptr(TarnCheckReport) report = NULL;
  g_autoptr(GError) error = NULL;

  tarn_test_capture_set_up (&fixture->capture, data);
  fixture->out = g_build_filename (fixture->capture.directory, "whole.tarn", NULL);
  make_used (&fixture->capture);
  fixture->sound = read_file (fixture->capture.path);
  list_records (fixture);

  report = tarn_check_capture (fixture->capture.path, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < report->faults->len; i++)
    g_test_message ("%s", (const char *) report->faults->pdata[i]);
  g_assert_cmpuint (report->n_faults, ==, 0);
  fixture->n_rows = report->n_rows;
  g_assert_cmpuint (report->n_rows, ==, N_ROWS - 4000);
  g_assert_cmpuint (report->n_notes, >, 2000);
}

void
tarn_damage_tear_down (TarnDamage       *fixture,
           gconstpointer  data)
{
  g_unlink (fixture->out);
  g_free (fixture->out);
  g_bytes_unref (fixture->sound);
  g_array_unref (fixture->records);
  tarn_test_capture_tear_down (&fixture->capture, data);
}

/* Goes through both in step: what is in @out is as it was, and what is missing lies in a
 * gap that was told.  Returns how many rows are missing. */
guint64
tarn_damage_compare (TarnStore             *sound,
         TarnStore             *out,
         const TarnCheckReport *report)
{
  TarnCursor was, is;
  gboolean more, is_there;
  guint64 n_missing = 0;

  g_assert_true (tarn_store_begin_read (sound, NULL));
  g_assert_true (tarn_store_begin_read (out, NULL));
  tarn_cursor_init (&was, sound);
  tarn_cursor_init (&is, out);
  more = tarn_cursor_seek (&was, tarn_span (NULL, 0), TRUE);
  is_there = tarn_cursor_seek (&is, tarn_span (NULL, 0), TRUE);
  for (; more; more = tarn_cursor_next (&was))
    {
      if (is_there && tarn_span_equal (was.row.name, is.row.name))
        {
          g_assert_true (tarn_span_equal (was.row.tlv, is.row.tlv));
          is_there = tarn_cursor_next (&is);
          continue;
        }

      n_missing++;
      g_assert_true (tarn_gaps_contain (report->lost, was.row.name));
    }

  g_assert_false (is_there);   /* nothing that was not there before */
  g_assert_no_error (is.error);
  tarn_cursor_clear (&was);
  tarn_cursor_clear (&is);
  tarn_store_end_read (out);
  tarn_store_end_read (sound);
  return n_missing;
}

/* Salvages the file as it is.  Returns how many rows are missing. */
guint64
tarn_damage_salvage (TarnDamage          *fixture,
         TarnStore        *sound,
         TarnCheckReport **report)
{
  g_autoptr(TarnMirrorInfo) mirror = NULL;
  g_autoptr(TarnCheckReport) check = NULL;
  g_autoptr(TarnCapture) out = NULL;
  g_autoptr(GError) error = NULL;
  guint64 n_missing;

  g_unlink (fixture->out);
  *report = tarn_salvage_capture (fixture->capture.path, fixture->out, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint ((*report)->n_doubtful, ==, 0);

  check = tarn_check_capture (fixture->out, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (check->n_faults, ==, 0);
  g_assert_cmpuint (check->n_rows, ==, (*report)->n_rows);

  out = tarn_capture_open (fixture->out, TARN_CAPTURE_READ, &error);
  g_assert_no_error (error);
  n_missing = tarn_damage_compare (sound, TARN_STORE (out), *report);
  mirror = tarn_mirror_info_read (TARN_STORE (out));
  if (mirror != NULL)
    g_assert_cmpint (mirror->complete, ==, (*report)->lost->len == 0);
  return n_missing;
}

/* Whoever opens the damaged file and reads it gets rows, or an error. */
void
tarn_damage_use (TarnDamage *fixture)
{
  g_autoptr(TarnCapture) capture = NULL;
  g_autoptr(GVariant) meta = NULL;
  g_autoptr(GError) error = NULL;
  TarnCursor cursor;

  capture = tarn_capture_open (fixture->capture.path, TARN_CAPTURE_READ, &error);
  if (capture == NULL || !tarn_store_begin_read (TARN_STORE (capture), &error))
    {
      g_assert_nonnull (error);
      return;
    }

  tarn_cursor_init (&cursor, TARN_STORE (capture));
  for (gboolean ok = tarn_cursor_seek (&cursor, tarn_span (NULL, 0), TRUE); ok;
       ok = tarn_cursor_next (&cursor))
    ;
  tarn_cursor_clear (&cursor);
  tarn_store_end_read (TARN_STORE (capture));
  meta = tarn_store_dup_meta (TARN_STORE (capture), TARN_MIRROR_META);
}

void
tarn_damage_flip (TarnDamage *fixture,
      gsize    at,
      guint8   bits)
{
  int fd = g_open (fixture->capture.path, O_RDWR | O_CLOEXEC);
  guint8 octet;

  g_assert_cmpint (pread (fd, &octet, 1, (off_t) at), ==, 1);
  octet ^= bits;
  g_assert_cmpint (pwrite (fd, &octet, 1, (off_t) at), ==, 1);
  close (fd);
}

/* Copy of the file as it was, open. */
TarnCapture *
tarn_damage_open_sound (TarnDamage *fixture)
{
  g_autofree char *path = g_build_filename (fixture->capture.directory, "sound.tarn", NULL);
  g_autoptr(GError) error = NULL;
  TarnCapture *capture;
  gsize len;
  gconstpointer octets = g_bytes_get_data (fixture->sound, &len);

  tarn_damage_write_file (path, octets, len);
  capture = tarn_capture_open (path, TARN_CAPTURE_READ, &error);
  g_assert_no_error (error);
  g_unlink (path);
  return capture;
}
