/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Rows go into the store in batches.  Whether one is a duplicate is known when its
 * batch is applied, so what has to be told of the rows of a batch waits until then.
 */
#include "ops/tarn-import-sink.h"

#include "base/tarn-error.h"
#include "ops/tarn-import-modules.h"
#include "ops/tarn-import-stage.h"
#include "store/tarn-batch-private.h"
#include "store/tarn-store-private.h"

#define MAX_NOTES    1000
#define MAX_EXCERPT  64                  /* octets of a line that a note shows          */
/* A batch is put in order before it is applied, so large ones make rows in any order
 * cheap: 1.5 million in random order take 6.8 s with 2 MiB and 3.6 s with 8 MiB.  But a
 * store in which there is something may have other users, who wait for each batch. */
#define BATCH_OCTETS_NEW    (8 * 1024 * 1024)
#define BATCH_OCTETS_SHARED (2 * 1024 * 1024)
#define BUSY_US      (20 * G_USEC_PER_SEC)   /* a commit takes milliseconds             */
#define PROGRESS_US  (G_USEC_PER_SEC / 10)
#define LOOK_ROWS    256                 /* between two looks at the clock              */
/* Not a single varbind in so many lines: this is some other file. */
#define MAX_ONLY_REFUSED 100

/* A row of the batch, known there by its index. */
typedef struct
{
  guint64 place;
  guint32 excerpt_at;    /* in @excerpts */
  guint16 excerpt_len;
  guint8  how;           /* TarnImportTake          */
  guint8  is_cut;        /* more stood in the line  */
} Taken;

typedef struct
{
  guint32  tag;          /* of the row it is about, or of the next one */
  gboolean of_row;
  char    *sentence;
} Note;

struct _TarnImportSink
{
  TarnStore              *store;
  TarnStore              *stage;      /* takes the rows of a strict import; else NULL */
  const TarnImportReader *reader;
  GCancellable           *cancellable;
  TarnImportReport       *report;

  TarnBatch              *batch;
  gsize                   batch_octets;   /* when to apply it                        */
  GArray                 *taken;      /* of Taken, one for each row of @batch        */
  GByteArray             *excerpts;
  GArray                 *notes;      /* of Note: what happened since the last batch */
  char                   *first_refusal;
  TarnImportModules       modules;

  const char             *device;
  TarnMib                *mib;

  TarnImportProgressFunc  progress;
  gpointer                progress_data;
  guint                   n_until_look;
  gint64                  next_progress_us;
};

TarnImportSink *
tarn_import_sink_new (TarnStore              *store,
                      const TarnImportReader *reader,
                      gboolean                strict,
                      GCancellable           *cancellable,
                      GError                **error)
{
  g_autoptr(TarnStore) stage = strict ? tarn_import_stage_new (error) : NULL;
  TarnImportSink *self;

  if (strict && stage == NULL)
    return NULL;

  self = g_new0 (TarnImportSink, 1);
  self->store = g_object_ref (store);
  self->stage = g_steal_pointer (&stage);
  self->reader = reader;
  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  self->report = g_new0 (TarnImportReport, 1);
  self->report->notes = g_ptr_array_new_with_free_func (g_free);

  self->batch = tarn_batch_new ();
  tarn_batch_set_origin (self->batch, TARN_ORIGIN_IMPORT);
  self->batch_octets = tarn_store_count (store, NULL, NULL) > 0
                       ? BATCH_OCTETS_SHARED : BATCH_OCTETS_NEW;
  self->taken = g_array_new (FALSE, FALSE, sizeof (Taken));
  self->excerpts = g_byte_array_new ();
  self->notes = g_array_new (FALSE, FALSE, sizeof (Note));
  return self;
}

void
tarn_import_sink_free (TarnImportSink *self)
{
  for (guint i = 0; i < self->notes->len; i++)
    g_free (g_array_index (self->notes, Note, i).sentence);
  g_array_unref (self->notes);
  g_array_unref (self->taken);
  g_byte_array_unref (self->excerpts);
  tarn_batch_unref (self->batch);
  tarn_import_modules_clear (&self->modules);
  g_free (self->first_refusal);
  g_clear_pointer (&self->report, tarn_import_report_free);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->stage);
  g_object_unref (self->store);
  g_free (self);
}

void
tarn_import_sink_set_progress (TarnImportSink         *self,
                               TarnImportProgressFunc  func,
                               gpointer                data)
{
  self->progress = func;
  self->progress_data = data;
}

void
tarn_import_sink_set_device (TarnImportSink *self,
                             const char     *device)
{
  self->device = device;
}

void
tarn_import_sink_set_mib (TarnImportSink *self,
                          TarnMib        *mib)
{
  self->mib = mib;
}

TarnMib *
tarn_import_sink_get_mib (const TarnImportSink *self)
{
  return self->mib;
}

const char *
tarn_import_sink_get_device (const TarnImportSink *self)
{
  return self->device;
}

TarnImportReport *
tarn_import_sink_steal_report (TarnImportSink *self)
{
  return g_steal_pointer (&self->report);
}

/* "line 7 " (or nothing, for the whole file), then what became of it, then what stands
 * there. */
G_GNUC_PRINTF (5, 6)
static char *
make_sentence (const TarnImportSink *self,
               guint64               place,
               TarnSpan              text,
               gboolean              is_cut,
               const char           *format,
               ...)
{
  GString *sentence = g_string_new (NULL);
  va_list args;

  if (place > 0)
    g_string_printf (sentence, "%s %" G_GUINT64_FORMAT " ",
                     self->reader->format == TARN_IMPORT_PCAP ? "packet" : "line", place);
  va_start (args, format);
  g_string_append_vprintf (sentence, format, args);
  va_end (args);

  g_string_append (sentence, ": ");
  for (gsize i = 0; i < MIN (text.len, MAX_EXCERPT); i++)
    if (g_ascii_isprint (text.data[i]))
      g_string_append_c (sentence, (char) text.data[i]);
    else
      g_string_append_printf (sentence, "\\x%02x", text.data[i]);
  if (is_cut || text.len > MAX_EXCERPT)
    g_string_append (sentence, "…");

  return g_string_free (sentence, FALSE);
}

static gboolean
has_room_for_notes (const TarnImportSink *self)
{
  return self->report->notes->len + self->notes->len < MAX_NOTES;
}

/* Takes @sentence. */
static void
add_note (TarnImportSink *self,
          gboolean        of_row,
          char           *sentence)
{
  Note note = { self->taken->len - of_row, of_row, sentence };

  g_array_append_val (self->notes, note);
}

/* Takes @sentence. */
static void
tell (TarnImportSink *self,
      char           *sentence)
{
  if (self->report->notes->len < MAX_NOTES)
    g_ptr_array_add (self->report->notes, sentence);
  else
    g_free (sentence);
}

static void
uncount (TarnImportSink *self,
         const Taken    *taken)
{
  self->report->n_varbinds--;
  self->report->n_duplicates++;
  self->report->n_mended -= taken->how == TARN_TAKE_MENDED;
  self->report->n_doubtful -= taken->how == TARN_TAKE_DOUBTFUL;
}

/* Moves notes to the report, in the order of their lines.  What was odd about a
 * duplicate does not matter. */
static void
tell_batch (TarnImportSink *self,
            const GArray   *left_out)
{
  guint n = 0;

  for (guint i = 0; i < left_out->len; i++)
    {
      guint32 tag = g_array_index (left_out, guint32, i);
      const Taken *taken = &g_array_index (self->taken, Taken, tag);
      const Note *note;

      for (; n < self->notes->len; n++)
        {
          note = &g_array_index (self->notes, Note, n);
          if (note->tag > tag || (note->tag == tag && note->of_row))
            break;
          tell (self, note->sentence);
        }
      if (n < self->notes->len && note->tag == tag)
        g_free (g_array_index (self->notes, Note, n++).sentence);

      uncount (self, taken);
      if (self->report->notes->len < MAX_NOTES)
        tell (self, make_sentence (self, taken->place,
                                   tarn_span (self->excerpts->data + taken->excerpt_at,
                                              taken->excerpt_len),
                                   taken->is_cut, "left out: its OID came before, and the "
                                   "first value is kept"));
    }

  for (; n < self->notes->len; n++)
    tell (self, g_array_index (self->notes, Note, n).sentence);
  g_array_set_size (self->notes, 0);
}

static gboolean
set_strict_error (const TarnImportSink  *self,
                  const char            *sentence,
                  GError               **error)
{
  g_set_error (error, TARN_ERROR, TARN_ERROR_BAD_FORMAT,
               "nothing is taken, since all of it was to be without a doubt: %s", sentence);
  return FALSE;
}

gboolean
tarn_import_apply (TarnStore     *store,
                   TarnBatch     *batch,
                   GCancellable  *cancellable,
                   GError       **error)
{
  gint64 give_up_us = g_get_monotonic_time () + BUSY_US;
  GError *failure = NULL;

  do
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (tarn_store_apply (store, batch, &failure))
        return TRUE;
    }
  while (tarn_store_try_again (&failure, give_up_us, error));

  return FALSE;
}

static gboolean
flush (TarnImportSink  *self,
       GError         **error)
{
  g_autoptr(GArray) left_out = NULL;
  TarnStore *store = self->stage != NULL ? self->stage : self->store;
  guint n_told = self->report->notes->len;

  if (self->taken->len > 0
      && !tarn_import_apply (store, self->batch, self->cancellable, error))
    return FALSE;

  left_out = tarn_batch_list_left_out (self->batch);
  tell_batch (self, left_out);
  tarn_batch_clear (self->batch);
  g_array_set_size (self->taken, 0);
  g_byte_array_set_size (self->excerpts, 0);

  if (self->stage == NULL || left_out->len == 0)
    return TRUE;
  return set_strict_error (self, self->report->notes->pdata[n_told], error);
}

/* Takes @sentence.  A duplicate among the rows before would come first. */
static gboolean
end_strictly (TarnImportSink  *self,
              char            *sentence,
              GError         **error)
{
  g_autofree char *owned = sentence;

  return flush (self, error) && set_strict_error (self, owned, error);
}

static void
look_at_clock (TarnImportSink *self)
{
  gint64 now_us;

  if (self->n_until_look-- > 0)
    return;
  self->n_until_look = LOOK_ROWS;
  now_us = g_get_monotonic_time ();
  if (self->progress == NULL || now_us < self->next_progress_us)
    return;

  self->next_progress_us = now_us + PROGRESS_US;
  self->progress (self->report->n_varbinds, self->progress_data);
}

static void
remember (TarnImportSink *self,
          guint64         place,
          TarnSpan        text,
          TarnImportTake  how)
{
  gsize len = self->report->notes->len < MAX_NOTES ? MIN (text.len, MAX_EXCERPT) : 0;
  Taken taken = { place, self->excerpts->len, (guint16) len, how, len < text.len };

  g_byte_array_append (self->excerpts, text.data, (guint) len);
  g_array_append_val (self->taken, taken);
}

gboolean
tarn_import_sink_take (TarnImportSink  *self,
                       guint64          place,
                       TarnSpan         text,
                       const TarnRow   *row,
                       TarnImportTake   how,
                       const char      *remark,
                       GError         **error)
{
  look_at_clock (self);

  if (how != TARN_TAKE_CLEAN && (self->stage != NULL || has_room_for_notes (self)))
    {
      char *sentence = make_sentence (self, place, text, FALSE, how == TARN_TAKE_MENDED
                                      ? "mended (%s)" : "taken as it stands (%s)", remark);

      if (self->stage != NULL)
        return end_strictly (self, sentence, error);
      remember (self, place, text, how);
      add_note (self, TRUE, sentence);
    }
  else
    {
      remember (self, place, text, how);
    }

  tarn_batch_add_row (self->batch, row, self->taken->len - 1);
  self->report->n_varbinds++;
  self->report->n_mended += how == TARN_TAKE_MENDED;
  self->report->n_doubtful += how == TARN_TAKE_DOUBTFUL;

  return tarn_batch_get_n_octets (self->batch) < self->batch_octets
         || flush (self, error);
}

/* FALSE with @error, if all that came so far was refused: it is another file. */
static gboolean
check_any_taken (const TarnImportSink  *self,
                 guint                  n_allowed,
                 GError               **error)
{
  const TarnImportReport *report = self->report;

  if (report->n_refused <= n_allowed
      || report->n_varbinds + report->n_duplicates + report->n_modules > 0)
    return TRUE;

  g_set_error (error, TARN_ERROR, TARN_ERROR_BAD_FORMAT, "it is not %s; %s",
               self->reader->refusal, self->first_refusal);
  return FALSE;
}

static gboolean
refuse (TarnImportSink  *self,
        guint64          place,
        TarnSpan         text,
        const char      *reason,
        GError         **error)
{
  self->report->n_refused++;

  if (self->stage != NULL || has_room_for_notes (self))
    {
      char *sentence = make_sentence (self, place, text, FALSE, "refused (%s)", reason);

      if (self->stage != NULL)
        return end_strictly (self, sentence, error);
      if (self->first_refusal == NULL)
        self->first_refusal = g_strdup (sentence);
      add_note (self, FALSE, sentence);
    }

  return check_any_taken (self, MAX_ONLY_REFUSED - 1, error);
}

gboolean
tarn_import_sink_leave (TarnImportSink   *self,
                        guint64           place,
                        TarnSpan          text,
                        TarnImportLeave   why,
                        const char       *reason,
                        GError          **error)
{
  gboolean kept;

  look_at_clock (self);

  switch (why)
    {
    case TARN_LEAVE_REFUSED:
      return refuse (self, place, text, reason, error);

    case TARN_LEAVE_MODULE:
      kept = tarn_import_modules_add (&self->modules, self->store, text);
      self->report->n_modules++;
      if (has_room_for_notes (self))
        add_note (self, FALSE, make_sentence (self, place, text, FALSE, "left out: %s%s", reason,
                                              kept ? "" : "; there are too many to keep them"));
      return TRUE;

    case TARN_LEAVE_REMARK:
      if (has_room_for_notes (self))
        add_note (self, FALSE, make_sentence (self, place, text, FALSE,
                                              place > 0 ? "is no varbind (%s)" : "%s", reason));
      return TRUE;

    default:
      g_assert_not_reached ();
    }
}

gboolean
tarn_import_sink_finish (TarnImportSink  *self,
                         GError         **error)
{
  if (!check_any_taken (self, 0, error) || !flush (self, error))
    return FALSE;
  if (self->stage != NULL
      && !tarn_import_stage_move (self->stage, self->store, self->cancellable, error))
    return FALSE;

  return !tarn_import_modules_save (&self->modules, self->batch)
         || tarn_import_apply (self->store, self->batch, self->cancellable, error);
}
