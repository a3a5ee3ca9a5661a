/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Each format has a reader, which says how much a file looks like its own, and reads it.
 */
#include "ops/tarn-import.h"

#include "base/tarn-error.h"
#include "ops/tarn-import-sink.h"
#include "ops/tarn-import-source.h"
#include "ops/tarn-unpack.h"

#define MAX_SEEN 48   /* octets of a file that is not known, shown to the user */

static const TarnImportReader *readers[] = {
  &tarn_import_snmprec_reader,
  &tarn_import_text_reader,
  &tarn_import_sap_reader,
  &tarn_import_mvc_reader,
  &tarn_import_json_reader,
  &tarn_import_csv_reader,
  &tarn_import_pcap_reader,
};

struct _TarnImporter
{
  GObject           parent_instance;

  TarnImportFormat  format;
  gboolean          strict;
  char             *device;
  TarnMib          *mib;
};

enum
{
  PROGRESS,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/**
 * TarnImporter:
 *
 * Reads recordings of devices into a store, one after the other.
 */
G_DEFINE_FINAL_TYPE (TarnImporter, tarn_importer, G_TYPE_OBJECT)

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

static const TarnImportReader *
find_reader (TarnImportFormat format)
{
  for (guint i = 0; i < G_N_ELEMENTS (readers); i++)
    if (readers[i]->format == format)
      return readers[i];

  return NULL;
}

/**
 * tarn_import_format_parse:
 * @text: a word that a person typed
 * @format: (out): where to put the format
 *
 * Knows `guess` and the names of all formats: `snmprec`, `text` and so on.
 *
 * Returns: whether @text is the name of a format
 */
gboolean
tarn_import_format_parse (const char       *text,
                          TarnImportFormat *format)
{
  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (format != NULL, FALSE);

  if (strcmp (text, "guess") == 0)
    {
      *format = TARN_IMPORT_GUESS;
      return TRUE;
    }

  for (guint i = 0; i < G_N_ELEMENTS (readers); i++)
    if (strcmp (text, readers[i]->name) == 0)
      {
        *format = readers[i]->format;
        return TRUE;
      }

  return FALSE;
}

/**
 * tarn_import_format_to_string:
 * @format: a format
 *
 * Returns: its name, as tarn_import_format_parse() takes it
 */
const char *
tarn_import_format_to_string (TarnImportFormat format)
{
  const TarnImportReader *reader = find_reader (format);

  return reader != NULL ? reader->name : "guess";
}

static void
tarn_importer_finalize (GObject *object)
{
  TarnImporter *self = TARN_IMPORTER (object);

  g_clear_object (&self->mib);
  g_free (self->device);

  G_OBJECT_CLASS (tarn_importer_parent_class)->finalize (object);
}

static void
tarn_importer_class_init (TarnImporterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tarn_importer_finalize;

  /**
   * TarnImporter::progress:
   * @self: an importer
   * @n_octets: how many octets of its stream have been read
   * @n_varbinds: how many varbinds have been found
   *
   * Emitted about ten times a second while tarn_importer_run() runs.
   */
  signals[PROGRESS] = g_signal_new ("progress", TARN_TYPE_IMPORTER, G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT64,
                                    G_TYPE_UINT64);
}

static void
tarn_importer_init (TarnImporter *self)
{
}

/**
 * tarn_importer_new:
 *
 * Returns: (transfer full): an importer that guesses what it is given
 */
TarnImporter *
tarn_importer_new (void)
{
  return g_object_new (TARN_TYPE_IMPORTER, NULL);
}

/**
 * tarn_importer_set_format:
 * @self: an importer
 * @format: what the next file is written in
 */
void
tarn_importer_set_format (TarnImporter     *self,
                          TarnImportFormat  format)
{
  g_return_if_fail (TARN_IS_IMPORTER (self));

  self->format = format;
}

/**
 * tarn_importer_set_strict:
 * @self: an importer
 * @strict: whether a file must be without a doubt
 *
 * A strict import takes nothing of a file with a line that would be refused, mended or
 * doubted, or that is a duplicate, of another line or of a varbind in the store.  Its
 * rows wait in a file for temporary use until all of them have been read.
 */
void
tarn_importer_set_strict (TarnImporter *self,
                          gboolean      strict)
{
  g_return_if_fail (TARN_IS_IMPORTER (self));

  self->strict = strict;
}

/**
 * tarn_importer_set_device:
 * @self: an importer
 * @address: (nullable): the address of the agent that is meant, perhaps with its port,
 *   as a failed import names it; %NULL for the only one
 *
 * Packets may hold the answers of several agents, of which one is imported.  Files of
 * other formats are of one anyway.
 */
void
tarn_importer_set_device (TarnImporter *self,
                          const char   *address)
{
  g_return_if_fail (TARN_IS_IMPORTER (self));

  g_free (self->device);
  self->device = g_strdup (address);
}

/**
 * tarn_importer_set_mib:
 * @self: an importer
 * @mib: (nullable): what names mean; %NULL for the few that are built in
 *
 * Text of net-snmp may have names, and values as MIB modules show them: labels, addresses,
 * dates, numbers with a decimal point.  With @mib they become what the device sent, as far
 * as text tells it: where several values would have been printed alike, a note says so.
 */
void
tarn_importer_set_mib (TarnImporter *self,
                       TarnMib      *mib)
{
  g_return_if_fail (TARN_IS_IMPORTER (self));
  g_return_if_fail (mib == NULL || TARN_IS_MIB (mib));

  g_set_object (&self->mib, mib);
}

/* Nothing but blank lines and comments. */
static gboolean
is_empty (TarnSpan head)
{
  gboolean comment = FALSE;

  for (gsize i = 0; i < head.len; i++)
    {
      if (head.data[i] == '\n')
        comment = FALSE;
      else if (head.data[i] == '#')
        comment = TRUE;
      else if (!comment && !g_ascii_isspace (head.data[i]))
        return FALSE;
    }

  return TRUE;
}

static void
set_unknown_error (TarnSpan   head,
                   guint      n_best,
                   GError   **error)
{
  g_autoptr(GString) seen = g_string_new (NULL);
  g_autoptr(GString) names = g_string_new (NULL);

  for (gsize i = 0; i < MIN (head.len, MAX_SEEN) && head.data[i] != '\n'; i++)
    if (g_ascii_isprint (head.data[i]))
      g_string_append_c (seen, (char) head.data[i]);
    else
      g_string_append_printf (seen, "\\x%02x", head.data[i]);

  for (guint i = 0; i < G_N_ELEMENTS (readers); i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", readers[i]->name);

  g_set_error (error, TARN_ERROR, TARN_ERROR_BAD_FORMAT,
               "it begins with “%s”, which %s; if you know what it is, say so with --format "
               "(%s)", seen->str, n_best > 0 ? "may be of more than one format"
                                             : "is of no format that is known", names->str);
}

/* NULL with @error, or without for a file in which there is nothing. */
static const TarnImportReader *
guess_reader (TarnImportSource  *source,
              GError           **error)
{
  const TarnImportReader *best = NULL;
  guint best_score = 0, n_best = 0;
  gboolean whole;
  TarnSpan head;

  if (!tarn_import_source_peek (source, &head, &whole, error))
    return NULL;

  for (guint i = 0; i < G_N_ELEMENTS (readers); i++)
    {
      guint score = readers[i]->guess (head, whole);

      if (score > best_score)
        {
          best = readers[i];
          best_score = score;
          n_best = 0;
        }
      n_best += score > 0 && score == best_score;
    }

  if (n_best == 1)
    return best;
  /* What there is of it is read as lines. */
  if (n_best == 0 && whole && is_empty (head))
    return &tarn_import_snmprec_reader;

  set_unknown_error (head, n_best, error);
  return NULL;
}

typedef struct
{
  TarnImporter     *importer;
  TarnUnpackStream *stream;
} Progress;

static void
progress_cb (guint64  n_varbinds,
             gpointer data)
{
  const Progress *progress = data;

  g_signal_emit (progress->importer, signals[PROGRESS], 0,
                 tarn_unpack_stream_get_n_read (progress->stream), n_varbinds);
}

/**
 * tarn_importer_run:
 * @self: an importer
 * @stream: a recording, perhaps packed by gzip, bzip2, xz or zstd
 * @store: where to put its varbinds
 * @cancellable: (nullable): stops it
 * @error: return location for an error
 *
 * Reads all of @stream into @store, which need not be empty: an OID that is there
 * already is a duplicate, and stays as it is.  The order of lines does not matter.  What
 * a file holds that is not quite right is told in the report (F-84); nothing that a file
 * names is ever run.
 *
 * Blocks; made for a thread or a program that has nothing else to do.  When it fails,
 * what was taken before stays in @store, unless the import is strict.
 *
 * Fails with %TARN_ERROR_BAD_FORMAT where the file is of another format, of none that
 * is known, or not as a strict import wants it; with an error of @stream; or with one of
 * tarn_store_apply().
 *
 * Returns: (transfer full): what became of the lines; %NULL with an error
 */
TarnImportReport *
tarn_importer_run (TarnImporter  *self,
                   GInputStream  *stream,
                   TarnStore     *store,
                   GCancellable  *cancellable,
                   GError       **error)
{
  g_autoptr(TarnImportReport) report = NULL;
  g_autoptr(GInputStream) unpacked = NULL;
  g_autoptr(TarnImportSource) source = NULL;
  g_autoptr(TarnImportSink) sink = NULL;
  const TarnImportReader *reader;
  Progress progress = { self };

  g_return_val_if_fail (TARN_IS_IMPORTER (self), NULL);
  g_return_val_if_fail (G_IS_INPUT_STREAM (stream), NULL);
  g_return_val_if_fail (TARN_IS_STORE (store), NULL);
  g_return_val_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  unpacked = tarn_unpack_stream_new (stream);
  progress.stream = TARN_UNPACK_STREAM (unpacked);
  source = tarn_import_source_new (unpacked, cancellable);
  reader = self->format != TARN_IMPORT_GUESS ? find_reader (self->format)
                                             : guess_reader (source, error);
  if (reader == NULL)
    return NULL;

  sink = tarn_import_sink_new (store, reader, self->strict, cancellable, error);
  if (sink == NULL)
    return NULL;
  tarn_import_sink_set_device (sink, self->device);
  tarn_import_sink_set_mib (sink, self->mib);
  tarn_import_sink_set_progress (sink, progress_cb, &progress);

  if (!reader->read (source, sink, error) || !tarn_import_sink_finish (sink, error))
    return NULL;

  report = tarn_import_sink_steal_report (sink);
  report->format = reader->format;
  report->n_lines = tarn_import_source_get_line (source);
  return g_steal_pointer (&report);
}
