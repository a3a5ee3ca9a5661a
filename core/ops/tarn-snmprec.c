/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The file is read once, in pieces, and put into the store in batches, so that
 * memory does not grow with it.
 */
#include "ops/tarn-snmprec.h"

#include "base/tarn-error.h"
#include "ops/tarn-snmprec-line.h"

#define MAX_NOTES      1000
#define MAX_EXCERPT    64          /* octets of a line that a note shows            */
#define MAX_LINE       (512 * 1024) /* the longest value in its longest form fits   */
#define BATCH_ROWS     4096
#define BATCH_OCTETS   (512 * 1024)
/* Not a single varbind in so many lines: this is some other file. */
#define MAX_ONLY_REFUSED 100

G_DEFINE_BOXED_TYPE (TarnImportReport, tarn_import_report,
                     tarn_import_report_copy, tarn_import_report_free)

/**
 * tarn_import_report_copy:
 * @self: a report
 *
 * Returns: (transfer full): a copy of @self
 */
TarnImportReport *
tarn_import_report_copy (const TarnImportReport *self)
{
  TarnImportReport *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->notes = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < self->notes->len; i++)
    g_ptr_array_add (copy->notes, g_strdup (self->notes->pdata[i]));

  return copy;
}

/**
 * tarn_import_report_free:
 * @self: (transfer full): a report
 */
void
tarn_import_report_free (TarnImportReport *self)
{
  g_return_if_fail (self != NULL);

  g_ptr_array_unref (self->notes);
  g_free (self);
}

/* Lines out of a stream, through one buffer. */
typedef struct
{
  GInputStream *stream;
  guint8       *buffer;    /* MAX_LINE octets         */
  gsize         start;     /* what was not given yet  */
  gsize         end;
  gboolean      at_end;    /* of the stream           */
} LineReader;

typedef enum
{
  LINE_READ,
  LINE_TOO_LONG,    /* what is given is its beginning */
  LINE_NONE,        /* the end, or an error           */
} LineResult;

/* FALSE with @error (which is wanted), or at the end of the stream. */
static gboolean
line_reader_fill (LineReader    *self,
                  GCancellable  *cancellable,
                  GError       **error)
{
  gssize n;

  memmove (self->buffer, self->buffer + self->start, self->end - self->start);
  self->end -= self->start;
  self->start = 0;

  n = g_cancellable_set_error_if_cancelled (cancellable, error)
      ? -1 : g_input_stream_read (self->stream, self->buffer + self->end, MAX_LINE - self->end,
                                  cancellable, error);
  if (n <= 0)
    {
      self->at_end = TRUE;
      return FALSE;
    }

  self->end += (gsize) n;
  return TRUE;
}

/* Drops everything up to the next line end. */
static void
line_reader_skip (LineReader    *self,
                  GCancellable  *cancellable,
                  GError       **error)
{
  const guint8 *newline;

  do
    {
      self->start = self->end = 0;
      if (!line_reader_fill (self, cancellable, error))
        return;
      newline = memchr (self->buffer, '\n', self->end);
    }
  while (newline == NULL);

  self->start = (gsize) (newline - self->buffer) + 1;
}

/* @line is good until the next call; with LINE_TOO_LONG the rest of the line is
 * still to be skipped. */
static LineResult
line_reader_next (LineReader    *self,
                  TarnSpan      *line,
                  GCancellable  *cancellable,
                  GError       **error)
{
  gsize scanned = 0;

  /* The end of the stream is not yet the end of what stands in the buffer. */
  while (TRUE)
    {
      const guint8 *begin = self->buffer + self->start;
      gsize n = self->end - self->start;
      const guint8 *newline = n > scanned ? memchr (begin + scanned, '\n', n - scanned) : NULL;

      if (newline != NULL || (self->at_end && n > 0))
        {
          *line = tarn_span (begin, newline != NULL ? (gsize) (newline - begin) : n);
          self->start += line->len + (newline != NULL);
          if (line->len > 0 && begin[line->len - 1] == '\r')
            line->len--;
          return LINE_READ;
        }

      if (self->at_end)
        return LINE_NONE;

      if (n == MAX_LINE)
        {
          *line = tarn_span (begin, n);
          return LINE_TOO_LONG;
        }

      scanned = n;
      if (!line_reader_fill (self, cancellable, error) && *error != NULL)
        return LINE_NONE;
    }
}

typedef struct
{
  TarnStore        *store;
  TarnBatch        *batch;
  TarnImportReport *report;

  TarnSnmprecLine   line;
  GHashTable       *pending;    /* names in @batch, as GBytes                      */
  TarnName          greatest;   /* of all names in @store and @batch: what is
                                 * greater needs no look-up                        */
  TarnName          twin;       /* of a whole TLV just read: the line behind it
                                 * says the same for snmpsim                       */
} Import;

G_GNUC_PRINTF (3, 4)
static void
note (Import     *self,
      TarnSpan    line,
      const char *format,
      ...)
{
  GString *sentence;
  va_list args;

  if (self->report->notes->len == MAX_NOTES)
    return;

  sentence = g_string_new (NULL);
  g_string_printf (sentence, "line %" G_GUINT64_FORMAT " ", self->report->n_lines);
  va_start (args, format);
  g_string_append_vprintf (sentence, format, args);
  va_end (args);

  g_string_append (sentence, ": ");
  for (gsize i = 0; i < line.len && i < MAX_EXCERPT; i++)
    if (g_ascii_isprint (line.data[i]))
      g_string_append_c (sentence, (char) line.data[i]);
    else
      g_string_append_printf (sentence, "\\x%02x", line.data[i]);
  if (line.len > MAX_EXCERPT)
    g_string_append (sentence, "…");

  g_ptr_array_add (self->report->notes, g_string_free (sentence, FALSE));
}

static gboolean
import_flush (Import  *self,
              GError **error)
{
  if (tarn_batch_get_size (self->batch) == 0)
    return TRUE;
  if (!tarn_store_apply (self->store, self->batch, error))
    return FALSE;

  tarn_batch_clear (self->batch);
  g_hash_table_remove_all (self->pending);
  return TRUE;
}

static gboolean
import_find_greatest (Import  *self,
                      GError **error)
{
  g_autoptr(GError) local_error = NULL;
  g_autoptr(TarnVarbind) last = NULL;
  guint64 n = tarn_store_count (self->store, NULL, &local_error);

  if (n > 0)
    last = tarn_store_get_nth (self->store, n - 1, &local_error);
  if (last != NULL)
    tarn_name_set (&self->greatest, tarn_oid_span (tarn_varbind_get_oid (last)));

  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* FALSE with @error; else @known. */
static gboolean
import_look_up (Import    *self,
                gboolean  *known,
                GError   **error)
{
  TarnSpan name = tarn_name_span (&self->line.name);
  g_autoptr(GBytes) key = NULL;
  TarnCursor cursor;
  GError *damage;

  *known = FALSE;
  if (tarn_name_compare (name, tarn_name_span (&self->greatest)) > 0)
    return TRUE;

  key = g_bytes_new_static (name.data, name.len);
  *known = g_hash_table_contains (self->pending, key);
  if (*known)
    return TRUE;

  if (!tarn_store_begin_read (self->store, error))
    return FALSE;
  tarn_cursor_init (&cursor, self->store);
  *known = tarn_cursor_seek (&cursor, name, TRUE) && tarn_span_equal (cursor.row.name, name);
  damage = g_steal_pointer (&cursor.error);
  tarn_cursor_clear (&cursor);
  tarn_store_end_read (self->store);

  if (damage == NULL)
    return TRUE;

  g_propagate_error (error, damage);
  return FALSE;
}

static void
import_put (Import *self)
{
  TarnRow row = { .name = tarn_name_span (&self->line.name) };

  tarn_row_set_tlv (&row, tarn_snmprec_line_tlv (&self->line));
  tarn_batch_put_row (self->batch, &row);
  g_hash_table_add (self->pending, g_bytes_new (row.name.data, row.name.len));
  if (tarn_name_compare (row.name, tarn_name_span (&self->greatest)) > 0)
    tarn_name_set (&self->greatest, row.name);
}

static gboolean
import_varbind (Import    *self,
                TarnSpan   text,
                GError   **error)
{
  gboolean known;

  if (!import_look_up (self, &known, error))
    return FALSE;

  if (known)
    {
      self->report->n_duplicates++;
      note (self, text, "left out: its OID came before, and the first value is kept");
      return TRUE;
    }

  import_put (self);
  self->report->n_varbinds++;

  if (self->line.mended)
    {
      self->report->n_mended++;
      note (self, text, "mended (%s)", self->line.remarks->str);
    }
  else if (self->line.remarks->len > 0)
    {
      self->report->n_doubtful++;
      note (self, text, "taken as it stands (%s)", self->line.remarks->str);
    }

  if (tarn_batch_get_size (self->batch) >= BATCH_ROWS
      || tarn_batch_get_n_octets (self->batch) >= BATCH_OCTETS)
    return import_flush (self, error);
  return TRUE;
}

static gboolean
import_refuse (Import      *self,
               TarnSpan     text,
               const char  *reason,
               GError     **error)
{
  TarnImportReport *report = self->report;

  report->n_refused++;
  note (self, text, "refused (%s)", reason);

  if (report->n_refused < MAX_ONLY_REFUSED || report->n_varbinds + report->n_modules > 0)
    return TRUE;

  g_set_error (error, TARN_ERROR, TARN_ERROR_BAD_FORMAT,
               "it is no .snmprec file: none of its first lines is OID|type|value; %s",
               (const char *) report->notes->pdata[0]);
  return FALSE;
}

static gboolean
import_line (Import    *self,
             TarnSpan   text,
             GError   **error)
{
  TarnSnmprecKind kind;
  gboolean is_twin;

  /* A byte order mark, as editors leave it. */
  if (self->report->n_lines == 1 && text.len >= 3 && memcmp (text.data, "\xef\xbb\xbf", 3) == 0)
    text = tarn_span (text.data + 3, text.len - 3);

  kind = tarn_snmprec_line_parse (&self->line, text);
  is_twin = kind == TARN_SNMPREC_VARBIND && self->twin.len > 0
            && tarn_span_equal (tarn_name_span (&self->line.name), tarn_name_span (&self->twin));
  self->twin.len = 0;

  switch (kind)
    {
    case TARN_SNMPREC_NOTHING:
      return TRUE;

    case TARN_SNMPREC_RAW:
      tarn_name_set (&self->twin, tarn_name_span (&self->line.name));
      return import_varbind (self, text, error);

    case TARN_SNMPREC_VARBIND:
      return is_twin || import_varbind (self, text, error);

    case TARN_SNMPREC_MODULE:
      self->report->n_modules++;
      note (self, text, "left out: its value is made up by a module of snmpsim, which is not run");
      return TRUE;

    case TARN_SNMPREC_REFUSED:
      return import_refuse (self, text, self->line.remarks->str, error);

    default:
      g_assert_not_reached ();
    }
}

static gboolean
import_run (Import        *self,
            LineReader    *reader,
            GCancellable  *cancellable,
            GError       **error)
{
  g_autoptr(GError) local_error = NULL;
  LineResult result;
  TarnSpan text;

  while ((result = line_reader_next (reader, &text, cancellable, &local_error)) != LINE_NONE)
    {
      self->report->n_lines++;
      if (result == LINE_READ)
        {
          if (!import_line (self, text, error))
            return FALSE;
          continue;
        }

      if (!import_refuse (self, text, "longer than any value that SNMP can carry", error))
        return FALSE;
      line_reader_skip (reader, cancellable, &local_error);
    }

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  if (self->report->n_refused > 0 && self->report->n_varbinds + self->report->n_modules == 0)
    {
      g_set_error (error, TARN_ERROR, TARN_ERROR_BAD_FORMAT,
                   "it is no .snmprec file: none of its lines is OID|type|value; %s",
                   (const char *) self->report->notes->pdata[0]);
      return FALSE;
    }

  return import_flush (self, error);
}

/**
 * tarn_snmprec_import:
 * @stream: the text of a `.snmprec` file
 * @store: where to put its varbinds
 * @cancellable: (nullable): stops it between two batches
 * @error: return location for an error
 *
 * Reads all of @stream into @store, which need not be empty: an OID that is there
 * already is a duplicate.  The order of lines does not matter.  What a file holds
 * that is not quite right is told in the report (F-84); nothing that a file names is
 * ever run.
 *
 * Blocks; made for a thread or a program that has nothing else to do.  When it
 * fails, batches that were taken before stay in @store.
 *
 * Fails with %TARN_ERROR_BAD_FORMAT where this is no such file at all, with an error
 * of @stream, or with one of tarn_store_apply().
 *
 * Returns: (transfer full) (nullable): what became of the lines, or %NULL
 */
TarnImportReport *
tarn_snmprec_import (GInputStream  *stream,
                     TarnStore     *store,
                     GCancellable  *cancellable,
                     GError       **error)
{
  g_autoptr(TarnImportReport) report = NULL;
  g_autofree guint8 *buffer = NULL;
  g_autoptr(GError) local_error = NULL;
  LineReader reader = { .stream = stream };
  Import import = { .store = store };
  gboolean done;

  g_return_val_if_fail (G_IS_INPUT_STREAM (stream), NULL);
  g_return_val_if_fail (TARN_IS_STORE (store), NULL);
  g_return_val_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  report = g_new0 (TarnImportReport, 1);
  report->notes = g_ptr_array_new_with_free_func (g_free);
  reader.buffer = buffer = g_malloc (MAX_LINE);

  import.report = report;
  import.batch = tarn_batch_new ();
  import.pending = g_hash_table_new_full (g_bytes_hash, g_bytes_equal,
                                          (GDestroyNotify) g_bytes_unref, NULL);
  tarn_snmprec_line_init (&import.line);

  done = import_find_greatest (&import, &local_error)
         && import_run (&import, &reader, cancellable, &local_error);

  tarn_snmprec_line_clear (&import.line);
  g_hash_table_unref (import.pending);
  tarn_batch_unref (import.batch);

  if (!done)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }

  return g_steal_pointer (&report);
}
