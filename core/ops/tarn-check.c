/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-check-private.h"

#include "base/tarn-error.h"
#include "ops/tarn-mirror-private.h"
#include "store/tarn-capture-file.h"
#include "store/tarn-capture-private.h"
#include "store/tarn-meta.h"
#include "store/tarn-note-private.h"

/* A walk through one of the trees. */
typedef struct
{
  TarnExam        *exam;
  TarnCheckReport *report;
  TarnRawPages    *pages;
  const char      *rows;       /* what is in it: "varbinds", "notes" */
  guint64          n_rows;
  gboolean         lost;       /* some page could not be read        */
} Check;

G_DEFINE_BOXED_TYPE (TarnCheckReport, tarn_check_report, tarn_check_report_copy,
                     tarn_check_report_free)

TarnCheckReport *
tarn_check_report_new (void)
{
  TarnCheckReport *self = g_new0 (TarnCheckReport, 1);

  self->faults = g_ptr_array_new_with_free_func (g_free);
  self->lost = tarn_gaps_new ();
  return self;
}

static gpointer
copy_text (gconstpointer text,
           gpointer      data)
{
  return g_strdup (text);
}

/**
 * tarn_check_report_copy:
 * @self: a report
 *
 * Returns: (transfer full): a copy
 */
TarnCheckReport *
tarn_check_report_copy (const TarnCheckReport *self)
{
  TarnCheckReport *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_new (TarnCheckReport, 1);
  *copy = *self;
  copy->faults = g_ptr_array_copy (self->faults, copy_text, NULL);
  g_ptr_array_set_free_func (copy->faults, g_free);
  copy->lost = tarn_gaps_new ();
  tarn_gaps_append (copy->lost, self->lost);
  return copy;
}

/**
 * tarn_check_report_free:
 * @self: (transfer full) (nullable): a report
 */
void
tarn_check_report_free (TarnCheckReport *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->faults, g_ptr_array_unref);
  g_clear_pointer (&self->lost, g_ptr_array_unref);
  g_free (self);
}

/* Pages in a row that are lost make one gap: no name between them is known. */
void
tarn_check_report_add_lost (TarnCheckReport *self,
                            TarnSpan         after,
                            TarnSpan         before)
{
  g_autoptr(TarnGap) gap = tarn_gap_new (after, before, TARN_GAP_DAMAGED);
  TarnGap *last = self->lost->len > 0 ? self->lost->pdata[self->lost->len - 1] : NULL;
  gboolean goes_on = last != NULL
                     && (last->after == NULL || gap->after == NULL
                         ? last->after == gap->after : tarn_oid_equal (last->after, gap->after));

  if (goes_on)
    g_ptr_array_set_size (self->lost, (int) self->lost->len - 1);
  g_ptr_array_add (self->lost, g_steal_pointer (&gap));
}

void
tarn_check_report_end (TarnCheckReport *self,
                       TarnExam        *exam)
{
  g_ptr_array_unref (self->faults);
  self->faults = g_ptr_array_ref (exam->faults.sentences);
  self->n_faults = exam->faults.n;
  self->n_octets = exam->file.size;
}

/* "varbinds between .1.3.6 and .1.4 (about 120)". */
char *
tarn_check_describe_range (const char *rows,
                           TarnSpan    after,
                           TarnSpan    before,
                           guint64     n_rows)
{
  char from[TARN_NAME_MAX_TEXT], to[TARN_NAME_MAX_TEXT];
  GString *text = g_string_new (NULL);

  tarn_name_to_text (after, from);
  tarn_name_to_text (before, to);
  if (after.len > 0 && before.len > 0)
    g_string_append_printf (text, "%s between %s and %s", rows, from, to);
  else if (after.len > 0)
    g_string_append_printf (text, "%s behind %s", rows, from);
  else if (before.len > 0)
    g_string_append_printf (text, "%s in front of %s", rows, to);
  else
    g_string_append_printf (text, "all %s", rows);

  if (n_rows > 0)
    g_string_append_printf (text, " (about %" G_GUINT64_FORMAT ")", n_rows);
  return g_string_free (text, FALSE);
}

static char *
describe_page (Check   *self,
               guint32  id)
{
  const TarnRawRecord *record = tarn_raw_records_find (&self->exam->records, self->pages->kind, id);

  if (record != NULL)
    return tarn_raw_records_describe (&self->exam->records, record);

  return g_strdup_printf ("page %u%s", id,
                          self->pages->kind == TARN_RAW_NOTES ? " of the notes" : "");
}

static void
reach_cb (guint32  id,
          gpointer data)
{
  Check *self = data;
  TarnRawRecord *record = tarn_raw_records_find (&self->exam->records, self->pages->kind, id);

  if (record != NULL)
    record->reached = TRUE;
}

static void
fault_cb (guint32     id,
          const char *what,
          gpointer    data)
{
  Check *self = data;
  g_autofree char *page = describe_page (self, id);

  tarn_flaws_add (&self->exam->faults, "%s: it %s", page, what);
}

static gboolean
lost_cb (const TarnTreeLoss *loss,
         gpointer            data)
{
  Check *self = data;
  g_autofree char *page = describe_page (self, loss->id);
  g_autofree char *range = tarn_check_describe_range (self->rows, loss->after, loss->before,
                                                      loss->n_rows);

  self->lost = TRUE;
  tarn_flaws_add (&self->exam->faults, "%s: %s; %s cannot be read", page, loss->reason, range);
  if (self->pages->kind == TARN_RAW_PAGE)
    {
      self->report->n_lost += loss->n_rows;
      tarn_check_report_add_lost (self->report, loss->after, loss->before);
    }
  return TRUE;
}

static gboolean
leaf_cb (const TarnPage *page,
         gpointer        data)
{
  Check *self = data;

  self->n_rows += page->n_cells;
  self->exam->n_visited += page->len;
  return tarn_exam_tick (self->exam);
}

static gboolean
notes_leaf_cb (const TarnPage *page,
               gpointer        data)
{
  Check *self = data;

  for (guint i = 0; i < page->n_cells; i++)
    {
      char text[TARN_NAME_MAX_TEXT];
      TarnNote *note;
      TarnRow row;

      tarn_page_get_row (page, i, &row);
      note = tarn_note_unpack (row.tlv);
      tarn_name_to_text (row.name, text);
      if (note == NULL)
        tarn_flaws_add (&self->exam->faults, "the note of %s cannot be understood", text);
      g_clear_pointer (&note, tarn_note_free);
    }

  return leaf_cb (page, data);
}

/* Pages of a tree in which nothing is lost, and to which none leads. */
static void
report_orphans (Check *self)
{
  for (guint i = 0; i < self->exam->records.records->len; i++)
    {
      const TarnRawRecord *record = &g_array_index (self->exam->records.records, TarnRawRecord, i);
      g_autofree char *page = NULL;

      if (record->kind != self->pages->kind || record->id == 0 || record->reached
          || !tarn_raw_record_is_certain (record))
        continue;

      page = tarn_raw_records_describe (&self->exam->records, record);
      tarn_flaws_add (&self->exam->faults, "%s: it belongs to no tree", page);
    }
}

static gboolean
check_tree (Check    *self,
            TarnTree *tree,
            gboolean (*leaf) (const TarnPage *page, gpointer data))
{
  const TarnTreeVisitor visitor = { leaf, lost_cb, fault_cb, reach_cb };
  g_autoptr(GError) failure = NULL;

  if (!tarn_tree_load (tree, &failure))
    {
      tarn_flaws_add (&self->exam->faults, "%s; all %s cannot be read", failure->message,
                       self->rows);
      if (self->pages->kind == TARN_RAW_PAGE)
        tarn_check_report_add_lost (self->report, tarn_span (NULL, 0), tarn_span (NULL, 0));
      return TRUE;
    }

  if (!tarn_tree_visit (tree, &visitor, self))
    return FALSE;
  if (!self->lost)
    report_orphans (self);
  return TRUE;
}

static void
check_meta (TarnExam            *exam,
            const TarnRawRecord *record)
{
  g_autofree guint8 *octets = tarn_raw_records_read (&exam->records, record);
  g_autofree char *key = tarn_raw_records_read_key (&exam->records, record);
  g_autofree char *what = tarn_raw_records_describe (&exam->records, record);
  g_autoptr(GVariant) value = tarn_meta_unpack (tarn_span (octets, record->data_len));
  g_autoptr(TarnMirrorInfo) mirror = NULL;

  if (value == NULL)
    tarn_flaws_add (&exam->faults, "%s: its checksum is wrong", what);
  else if (g_str_equal (key, "meta:" TARN_MIRROR_META)
           && (mirror = tarn_mirror_info_from_variant (value)) == NULL)
    tarn_flaws_add (&exam->faults, "%s: it says what no mirror would", what);
}

static void
check_journal (TarnExam            *exam,
               const TarnRawRecord *record)
{
  g_autofree guint8 *octets = tarn_raw_records_read (&exam->records, record);
  g_autofree char *what = tarn_raw_records_describe (&exam->records, record);
  TarnJournal journal;

  tarn_journal_init (&journal, 0);
  if (!tarn_journal_load (&journal, tarn_span (octets, record->data_len)))
    tarn_flaws_add (&exam->faults, "%s: its checksum is wrong; the next change begins another",
                     what);
  tarn_journal_clear (&journal);
}

static void
check_records (TarnExam *exam)
{
  for (guint i = 0; i < exam->records.records->len; i++)
    {
      const TarnRawRecord *record = &g_array_index (exam->records.records, TarnRawRecord, i);
      g_autofree char *what = NULL;

      if (!tarn_raw_record_is_certain (record))
        continue;

      if (record->kind == TARN_RAW_META)
        check_meta (exam, record);
      else if (record->kind == TARN_RAW_JOURNAL)
        check_journal (exam, record);
      else if (record->kind == TARN_RAW_OTHER)
        {
          what = tarn_raw_records_describe (&exam->records, record);
          tarn_flaws_add (&exam->faults, "%s: it is of no kind that this Tarn knows", what);
        }
    }
}

/* Whether this can be a capture at all, and one that we know. */
static gboolean
check_format (TarnExam  *exam,
              GError   **error)
{
  guint32 version = tarn_exam_read_format (exam);

  if (version == 0 && exam->records.pages->len == 0)
    {
      if (tarn_capture_file_check (exam->fd, exam->path, error))
        g_set_error (error, TARN_ERROR, TARN_ERROR_NOT_A_CAPTURE,
                     "%s is not a capture, or nothing is left of it", exam->name);
      return FALSE;
    }
  if (version > TARN_CAPTURE_FORMAT)
    {
      g_set_error (error, TARN_ERROR, TARN_ERROR_STORE_VERSION,
                   "%s was made by a newer Tarn: its format is %u, this Tarn reads up to %d",
                   exam->name, version, TARN_CAPTURE_FORMAT);
      return FALSE;
    }

  if (version == 0)
    tarn_flaws_add (&exam->faults, "the record that tells the format is missing or wrong");
  if (version >= 2 && tarn_raw_records_get (&exam->records, TARN_RAW_JOURNAL) == NULL)
    tarn_flaws_add (&exam->faults, "the journal is missing; the next change begins another");
  return TRUE;
}

static gboolean
examine (TarnExam  *exam,
         gpointer   data,
         GError   **error)
{
  g_autoptr(TarnCheckReport) report = tarn_check_report_new ();
  Check varbinds = { exam, report, &exam->pages, "varbinds", 0, FALSE };
  Check notes = { exam, report, &exam->notes, "notes", 0, FALSE };
  TarnCheckReport **result = data;

  if (!check_format (exam, error)
      || !check_tree (&varbinds, &exam->tree, leaf_cb)
      || !check_tree (&notes, &exam->notes_tree, notes_leaf_cb))
    return FALSE;

  check_records (exam);
  report->n_rows = varbinds.n_rows;
  report->n_notes = notes.n_rows;
  tarn_check_report_end (report, exam);
  *result = g_steal_pointer (&report);
  return TRUE;
}

/**
 * tarn_check_capture:
 * @path: (type filename): name of a capture file
 * @progress: (scope call) (nullable) (closure data): called now and then
 * @data: for @progress
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Looks at everything that is in the file.  Others may work with it meanwhile: what is
 * looked at is one state of it, and they get their turns, unless they change it again and
 * again; then they wait until the end.  Not to be called while this process is inside a
 * read section of the same file.
 *
 * Returns: (transfer full): what is wrong, if anything; %NULL if that cannot be told, with
 *   %TARN_ERROR_NOT_A_CAPTURE, %TARN_ERROR_STORE_VERSION, %TARN_ERROR_STORE_BUSY,
 *   %G_IO_ERROR_CANCELLED, or %TARN_ERROR_FAILED if it cannot be read
 */
TarnCheckReport *
tarn_check_capture (const char             *path,
                    GFileProgressCallback   progress,
                    gpointer                data,
                    GCancellable           *cancellable,
                    GError                **error)
{
  TarnCheckReport *report = NULL;
  TarnExam exam;

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable), NULL);

  if (tarn_exam_init (&exam, path, progress, data, cancellable, error))
    tarn_exam_run (&exam, FALSE, examine, &report, error);
  tarn_exam_clear (&exam);
  return report;
}
