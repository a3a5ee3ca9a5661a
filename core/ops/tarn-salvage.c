/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-salvage-private.h"

#include "base/tarn-error.h"
#include "ops/tarn-mirror-private.h"
#include "store/tarn-capture-private.h"
#include "store/tarn-meta.h"
#include "store/tarn-new-file.h"

typedef struct
{
  TarnNewFile      file;
  TarnCheckReport *report;
} Result;

/* What was lost is to be asked for again where the mirror was to come by. */
static GVariant *
add_gaps (TarnMirrorInfo  *mirror,
          const GPtrArray *lost)
{
  g_autoptr(GPtrArray) outside = tarn_gaps_subtract (lost, mirror->ranges);
  g_autoptr(GPtrArray) inside = tarn_gaps_subtract (lost, outside);
  GPtrArray *all = tarn_gaps_unite (mirror->gaps, inside);

  g_ptr_array_unref (mirror->gaps);
  mirror->gaps = all;
  return tarn_mirror_info_to_variant (mirror);
}

static gboolean
put_meta (TarnCaptureBuilder  *builder,
          const char          *key,
          GVariant            *value,
          GError             **error)
{
  g_autoptr(GBytes) packed = tarn_meta_pack (value);
  gsize len;
  const guint8 *octets = g_bytes_get_data (packed, &len);

  return tarn_capture_builder_put_record (builder, tarn_span (key, strlen (key)),
                                          tarn_span (octets, len), error);
}

static gboolean
salvage_meta (TarnExam               *exam,
              const TarnRawRecord    *record,
              const TarnCheckReport  *report,
              TarnCaptureBuilder     *builder,
              GHashTable             *done,
              GError                **error)
{
  g_autofree guint8 *octets = tarn_raw_records_read (&exam->records, record);
  g_autofree char *key = tarn_raw_records_read_key (&exam->records, record);
  g_autofree char *what = tarn_raw_records_describe (&exam->records, record);
  g_autoptr(GVariant) value = tarn_meta_unpack (tarn_span (octets, record->data_len));
  g_autoptr(GVariant) mended = NULL;

  if (g_hash_table_contains (done, key))
    return TRUE;
  if (value != NULL && g_str_equal (key, "meta:" TARN_MIRROR_META))
    {
      g_autoptr(TarnMirrorInfo) mirror = tarn_mirror_info_from_variant (value);

      mended = mirror != NULL ? g_variant_ref_sink (add_gaps (mirror, report->lost)) : NULL;
      if (mended == NULL)
        g_clear_pointer (&value, g_variant_unref);
    }
  if (value == NULL)
    {
      tarn_flaws_add (&exam->faults, "%s: its checksum is wrong; it is lost", what);
      return TRUE;
    }

  if (!put_meta (builder, key, mended != NULL ? mended : value, error))
    return FALSE;

  g_hash_table_add (done, g_steal_pointer (&key));
  return TRUE;
}

/* Certain ones win over others. */
static gboolean
salvage_records (TarnExam               *exam,
                 const TarnCheckReport  *report,
                 TarnCaptureBuilder     *builder,
                 GError                **error)
{
  g_autoptr(GHashTable) done = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_hash_table_add (done, g_strdup ("meta:" TARN_SALVAGE_META));
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < exam->records.records->len; i++)
      {
        const TarnRawRecord *record = &g_array_index (exam->records.records, TarnRawRecord, i);

        if (record->kind == TARN_RAW_META && tarn_raw_record_is_certain (record) == (pass == 0)
            && !salvage_meta (exam, record, report, builder, done, error))
          return FALSE;
      }

  return TRUE;
}

/* So that the capture says by itself what it is. */
static gboolean
put_origin (TarnExam               *exam,
            const TarnCheckReport  *report,
            TarnCaptureBuilder     *builder,
            GError                **error)
{
  GVariantDict origin;
  g_autoptr(GVariant) value = NULL;

  g_variant_dict_init (&origin, NULL);
  g_variant_dict_insert (&origin, "source", "s", exam->name);
  g_variant_dict_insert (&origin, "salvaged-us", "x", g_get_real_time ());
  g_variant_dict_insert (&origin, "varbinds", "t", report->n_rows);
  g_variant_dict_insert (&origin, "lost", "t", report->n_lost);
  g_variant_dict_insert (&origin, "doubtful", "t", report->n_doubtful);
  g_variant_dict_insert_value (&origin, "gaps", tarn_gaps_to_variant (report->lost));
  value = g_variant_ref_sink (g_variant_dict_end (&origin));
  return put_meta (builder, "meta:" TARN_SALVAGE_META, value, error);
}

static gboolean
salvage_into (TarnExam            *exam,
              TarnCaptureBuilder  *builder,
              TarnCheckReport     *report,
              GError             **error)
{
  if (!tarn_salvage_tree (exam, TARN_RAW_PAGE, &builder->varbinds, report, error)
      || !tarn_salvage_tree (exam, TARN_RAW_NOTES, &builder->notes, report, error))
    return FALSE;

  report->n_rows = builder->varbinds.n_rows;
  report->n_notes = builder->notes.n_rows;
  return salvage_records (exam, report, builder, error)
         && put_origin (exam, report, builder, error)
         && tarn_capture_builder_put_journal (builder, error)
         && tarn_capture_builder_end (builder, 1, error);
}

static gboolean
examine (TarnExam  *exam,
         gpointer   data,
         GError   **error)
{
  Result *result = data;
  g_autoptr(TarnCheckReport) report = tarn_check_report_new ();
  guint32 version = tarn_exam_read_format (exam);
  TarnCaptureBuilder builder;
  gboolean ok;

  if (exam->records.pages->len == 0)
    {
      g_set_error (error, TARN_ERROR, TARN_ERROR_NOT_A_CAPTURE,
                   "%s is not a capture, or nothing is left of it", exam->name);
      return FALSE;
    }
  if (version == 0 || version > TARN_CAPTURE_FORMAT)
    tarn_flaws_add (&exam->faults, "the record that tells the format is missing or wrong, or "
                     "the capture was made by a newer Tarn");

  tarn_capture_builder_init (&builder, result->file.fd, result->file.path);
  ok = salvage_into (exam, &builder, report, error);
  tarn_capture_builder_clear (&builder);
  if (!ok)
    return FALSE;

  tarn_check_report_end (report, exam);
  result->report = g_steal_pointer (&report);
  return TRUE;
}

/**
 * tarn_salvage_capture:
 * @path: (type filename): name of a capture file that may be damaged
 * @out: (type filename): name of the capture to make of it, which must not be there
 * @progress: (scope call) (nullable) (closure data): called now and then
 * @data: for @progress
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Makes a new capture of all that is whole in a damaged one, and on the disk when this
 * returns.  The file at @path is only read.  Where varbinds are lost, the mirror in the new
 * capture has gaps, so that it can go on there.
 *
 * Returns: (transfer full): what was wrong and what is lost; %NULL if nothing was made, with
 *   %TARN_ERROR_NOT_A_CAPTURE, %TARN_ERROR_STORE_FULL, %TARN_ERROR_STORE_BUSY,
 *   %TARN_ERROR_STORE_READ_ONLY, %G_IO_ERROR_CANCELLED, or %TARN_ERROR_FAILED
 */
TarnCheckReport *
tarn_salvage_capture (const char             *path,
                      const char             *out,
                      GFileProgressCallback   progress,
                      gpointer                data,
                      GCancellable           *cancellable,
                      GError                **error)
{
  g_autoptr(TarnCheckReport) report = NULL;
  g_autofree char *absolute = NULL;
  Result result = { { .fd = -1 }, NULL };
  TarnExam exam;

  g_return_val_if_fail (path != NULL && out != NULL, NULL);
  g_return_val_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable), NULL);

  absolute = g_canonicalize_filename (out, NULL);
  if (tarn_exam_init (&exam, path, progress, data, cancellable, error)
      && tarn_new_file_init (&result.file, absolute, error)
      && tarn_exam_run (&exam, TRUE, examine, &result, error)
      && tarn_new_file_finish (&result.file, FALSE, error))
    report = g_steal_pointer (&result.report);

  g_clear_pointer (&result.report, tarn_check_report_free);
  tarn_new_file_clear (&result.file);
  tarn_exam_clear (&exam);
  return g_steal_pointer (&report);
}
