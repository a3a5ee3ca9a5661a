/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-test.h"

#include <glib/gstdio.h>
#include <sys/stat.h>

#include "base/tarn-error.h"
#include "ops/tarn-check.h"
#include "ops/tarn-mirror.h"
#include "ops/tarn-scan-capture-private.h"
#include "store/tarn-capture.h"

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  self->folder = g_dir_make_tmp ("tarn-scan-XXXXXX", &error);
  g_assert_no_error (error);
  self->path = g_build_filename (self->folder, "device.tarn", NULL);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_unlink (self->path);
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);   /* nothing else is left */
  g_free (self->folder);
  g_free (self->path);
}

static GPtrArray *
make_oids (const char *texts)
{
  g_auto(GStrv) list = g_strsplit (texts, " ", -1);
  GPtrArray *oids = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_oid_unref);

  for (char **text = list; *text != NULL; text++)
    g_ptr_array_add (oids, tarn_test_oid (*text));

  return oids;
}

/* Rows that a device told, "OID TLV-in-hex" each, and what they point into. */
typedef struct
{
  GPtrArray *oids;
  GPtrArray *tlvs;   /* of GBytes */
  GArray    *rows;   /* of TarnRow */
} Rows;

static void
rows_add (Rows       *self,
          const char *line)
{
  g_auto(GStrv) words = g_strsplit (line, " ", 2);
  TarnRow row = { 0 };

  g_ptr_array_add (self->oids, tarn_test_oid (words[0]));
  g_ptr_array_add (self->tlvs, tarn_test_hex (words[1]));
  row.name = tarn_oid_span (g_ptr_array_index (self->oids, self->oids->len - 1));
  tarn_row_set_tlv (&row, tarn_test_span (g_ptr_array_index (self->tlvs, self->tlvs->len - 1)));
  g_array_append_val (self->rows, row);
}

static void
rows_init (Rows       *self,
           const char *lines)
{
  g_auto(GStrv) list = g_strsplit (lines, ";", -1);

  self->oids = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_oid_unref);
  self->tlvs = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  self->rows = g_array_new (FALSE, FALSE, sizeof (TarnRow));
  for (char **line = list; *line != NULL; line++)
    rows_add (self, *line);
}

static void
rows_clear (Rows *self)
{
  g_ptr_array_unref (self->oids);
  g_ptr_array_unref (self->tlvs);
  g_array_unref (self->rows);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Rows, rows_clear)

static void
put_rows (TarnBatch  *batch,
          const char *lines)
{
  g_auto(Rows) rows = { NULL };

  rows_init (&rows, lines);
  for (guint i = 0; i < rows.rows->len; i++)
    tarn_batch_put_row (batch, &g_array_index (rows.rows, TarnRow, i));
}

static gboolean
write_capture (const Fixture       *self,
               const TarnScanStory *story,
               const TarnScanEvent *end,
               const Rows          *rows,
               GError             **error)
{
  return tarn_scan_story_write_capture (story, end, (const TarnRow *) (gpointer) rows->rows->data,
                                        rows->rows->len, self->path, error);
}

static void
assert_value (TarnCapture *capture,
              const char  *name,
              const char  *tlv)
{
  g_autoptr(TarnOid) oid = tarn_test_oid (name);
  g_autoptr(GError) error = NULL;
  g_autoptr(TarnValue) value = tarn_store_get (TARN_STORE (capture), oid, &error);
  g_autofree char *hex = NULL;
  TarnRow row;
  g_autoptr(TarnVarbind) varbind = NULL;

  g_assert_no_error (error);
  g_assert_nonnull (value);
  varbind = tarn_varbind_new (oid, value);
  row = tarn_row_from_varbind (varbind);
  hex = tarn_test_to_hex (row.tlv);
  g_assert_cmpstr (hex, ==, tlv);
}

static void
assert_sound (const char *path)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(TarnCheckReport) report = tarn_check_capture (path, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (report->n_faults, ==, 0);
}

/* What a device told is there, in order, and its story says what was asked. */
static void
test_story (Fixture       *self,
            gconstpointer  data)
{
  g_autoptr(GPtrArray) names = make_oids ("1.3.6.1.2.1.1.5.0 1.3.6.1.2.1.2.2.1.2.7 "
                                          "1.3.6.1.2.1.1.6.0");
  g_autoptr(GPtrArray) tables = make_oids ("1.3.6.1.2.1.31");
  g_autoptr(GPtrArray) gaps = tarn_gaps_new ();
  g_auto(Rows) rows = { NULL };
  g_autoptr(TarnMirrorInfo) info = NULL;
  g_autoptr(TarnCapture) capture = NULL;
  g_autoptr(GError) error = NULL;
  TarnScanStory story = { names, tables, TARN_VERSION_1, 1700000000000000 };
  TarnScanEvent end = {
    .kind = TARN_SCAN_EVENT_END, .target = "switch.example:1161", .address = "192.0.2.1:1161",
    .outcome = TARN_SCAN_INCOMPLETE, .total_rows = 3, .gaps = gaps,
    .anomalies = TARN_ANOMALY_STRING_CLAMPED,
  };
  g_autoptr(TarnOid) after = tarn_test_oid ("1.3.6.1.2.1.31.1");

  rows_init (&rows, "1.3.6.1.2.1.31.1.1 04 01 62;1.3.6.1.2.1.1.5.0 04 02 73 77;"
                    "1.3.6.1.2.1.2.2.1.2.7 81 00");
  g_ptr_array_add (gaps, tarn_gap_new (tarn_oid_span (after), tarn_span (NULL, 0),
                                       TARN_GAP_NO_ANSWER));
  g_assert_true (write_capture (self, &story, &end, &rows, &error));
  g_assert_no_error (error);
  assert_sound (self->path);

  capture = tarn_capture_open (self->path, TARN_CAPTURE_READ, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tarn_store_count (TARN_STORE (capture), NULL, &error), ==, 2);
  assert_value (capture, "1.3.6.1.2.1.1.5.0", "04027377");
  assert_value (capture, "1.3.6.1.2.1.31.1.1", "040162");

  info = tarn_mirror_info_read (TARN_STORE (capture));
  g_assert_nonnull (info);
  g_assert_cmpstr (info->device, ==, "switch.example:1161");
  g_assert_cmpint (info->version, ==, TARN_VERSION_1);
  g_assert_cmpint (info->began_us, ==, 1700000000000000);
  g_assert_cmpint (info->ended_us, >, info->began_us);
  g_assert_false (info->running);
  g_assert_false (info->complete);
  g_assert_cmpuint (info->n_rows, ==, 3);
  g_assert_cmpuint (info->ranges->len, ==, 4);

  /* The name without a word, and what the scan says itself; not the name that is denied. */
  g_assert_cmpuint (info->gaps->len, ==, 2);
  g_assert_true (tarn_oid_has_prefix (names->pdata[2], ((TarnGap *) info->gaps->pdata[0])->after));
  g_assert_cmpint (((TarnGap *) info->gaps->pdata[0])->reason, ==, TARN_GAP_NO_ANSWER);
  g_assert_true (tarn_oid_equal (((TarnGap *) info->gaps->pdata[1])->after, after));
  g_assert_cmpint (info->anomalies, ==, TARN_ANOMALY_STRING_CLAMPED);
  g_assert_finalize_object (g_steal_pointer (&capture));
}

/* What is odd about a row and cannot be seen from its value stays with it (P-OID-04); a
 * device that answered all has no gaps, whatever it did not tell. */
static void
test_notes (Fixture       *self,
            gconstpointer  data)
{
  g_autoptr(GPtrArray) names = make_oids ("1.3.6.1.2.1.1.5.0 1.3.6.1.2.1.1.6.0");
  g_autoptr(GPtrArray) tables = g_ptr_array_new ();
  g_auto(Rows) rows = { NULL };
  g_autoptr(TarnMirrorInfo) info = NULL;
  g_autoptr(TarnCapture) capture = NULL;
  g_autoptr(TarnNote) note = NULL;
  g_autoptr(GError) error = NULL;
  TarnScanStory story = { names, tables, TARN_VERSION_2C, 1 };
  TarnScanEvent end = {
    .kind = TARN_SCAN_EVENT_END, .target = "192.0.2.1", .address = "192.0.2.1",
    .outcome = TARN_SCAN_ANSWERED, .total_rows = 1,
  };

  rows_init (&rows, "1.3.6.1.2.1.1.5.0 04 00");
  g_array_index (rows.rows, TarnRow, 0).anomalies |= TARN_ANOMALY_OID_PADDED;
  g_assert_true (write_capture (self, &story, &end, &rows, &error));
  g_assert_no_error (error);
  assert_sound (self->path);

  capture = tarn_capture_open (self->path, TARN_CAPTURE_READ, &error);
  g_assert_no_error (error);
  note = tarn_store_dup_note (TARN_STORE (capture), names->pdata[0], &error);
  g_assert_no_error (error);
  g_assert_nonnull (note);
  g_assert_cmpint (note->anomalies, ==, TARN_ANOMALY_OID_PADDED);
  info = tarn_mirror_info_read (TARN_STORE (capture));
  g_assert_true (info->complete);
  g_assert_cmpstr (info->device, ==, "192.0.2.1:161");
  g_assert_finalize_object (g_steal_pointer (&capture));
}

/* Of the same name the last one counts, deletions say nothing, and later writers take
 * the file as any other capture. */
static void
test_write (Fixture       *self,
            gconstpointer  data)
{
  g_autoptr(TarnOid) gone = tarn_test_oid ("1.3.9");
  g_autoptr(TarnBatch) batch = tarn_batch_new ();
  g_autoptr(TarnBatch) more = tarn_batch_new ();
  g_autoptr(TarnCapture) capture = NULL;
  g_autoptr(GError) error = NULL;
  struct stat status;

  for (guint i = 5000; i > 0; i--)
    {
      g_autofree char *line = g_strdup_printf ("1.3.6.1.%u 02 01 %02x", i, i & 0x7f);

      put_rows (batch, line);
    }
  put_rows (batch, "1.3.6.1.1 02 01 2a");
  tarn_batch_delete (batch, gone);
  tarn_batch_set_meta (batch, "house", g_variant_new_string ("green"));
  g_assert_true (tarn_capture_write (self->path, batch, FALSE, &error));
  g_assert_no_error (error);
  assert_sound (self->path);

  g_assert_false (tarn_capture_write (self->path, batch, FALSE, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_true (tarn_capture_write (self->path, batch, TRUE, &error));
  g_assert_no_error (error);

  capture = tarn_capture_open (self->path, TARN_CAPTURE_WRITE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tarn_store_count (TARN_STORE (capture), NULL, &error), ==, 5000);
  assert_value (capture, "1.3.6.1.1", "02012a");
  put_rows (more, "1.3.6.1.6000 02 01 07");
  g_assert_true (tarn_store_apply (TARN_STORE (capture), more, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (tarn_store_count (TARN_STORE (capture), NULL, &error), ==, 5001);
  {
    g_autoptr(GVariant) house = tarn_store_dup_meta (TARN_STORE (capture), "house");

    g_assert_nonnull (house);
    g_assert_cmpstr (g_variant_get_string (house, NULL), ==, "green");
  }
  g_assert_finalize_object (g_steal_pointer (&capture));
  assert_sound (self->path);

  tarn_batch_clear (batch);
  g_assert_true (tarn_capture_write (self->path, batch, TRUE, &error));
  g_assert_no_error (error);
  assert_sound (self->path);
  g_assert_cmpint (stat (self->path, &status), ==, 0);
  g_assert_cmpint (status.st_size, <, 72 * 1024);
}

static void
test_write_fails (Fixture       *self,
                  gconstpointer  data)
{
  g_autofree char *nowhere = g_build_filename (self->folder, "none", "device.tarn", NULL);
  g_autoptr(TarnBatch) batch = tarn_batch_new ();
  g_autoptr(GError) error = NULL;

  g_assert_false (tarn_capture_write (nowhere, batch, TRUE, &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, nowhere));
}

/* What an instance is as an interval: names of it are in it, those beside it are not. */
static const struct
{
  const char *name;
  const char *after;
  const char *before;
} names[] = {
  { ".1.3.6.1.2.1.1.5.0", ".1.3.6.1.2.1.1.5", ".1.3.6.1.2.1.1.5.1" },
  { ".1.3.6.1.2.1.2.2.1.2.7", ".1.3.6.1.2.1.2.2.1.2.6.4294967295", ".1.3.6.1.2.1.2.2.1.2.8" },
  { ".1.3.4294967295", ".1.3.4294967294.4294967295", ".1.4" },
};

static void
test_names (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr(TarnOid) name = tarn_test_oid (names[i].name);
      g_autoptr(TarnGap) gap = tarn_scan_name_to_gap (tarn_oid_span (name), TARN_GAP_NO_ANSWER);
      g_autofree char *after = tarn_oid_to_string (gap->after);
      g_autofree char *before = tarn_oid_to_string (gap->before);

      g_assert_cmpstr (after, ==, names[i].after);
      g_assert_cmpstr (before, ==, names[i].before);
      g_assert_cmpint (gap->reason, ==, TARN_GAP_NO_ANSWER);
      g_assert_cmpint (tarn_oid_compare (gap->after, name), <, 0);
      g_assert_cmpint (tarn_oid_compare (gap->before, name), >, 0);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/scan-capture/story", Fixture, NULL, set_up, test_story, tear_down);
  g_test_add ("/scan-capture/notes", Fixture, NULL, set_up, test_notes, tear_down);
  g_test_add ("/scan-capture/write", Fixture, NULL, set_up, test_write, tear_down);
  g_test_add ("/scan-capture/write fails", Fixture, NULL, set_up, test_write_fails, tear_down);
  g_test_add_func ("/scan-capture/an instance as an interval", test_names);

  return g_test_run ();
}
