/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <gio/gunixinputstream.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <unistd.h>

#include "tarn-cli-edit.h"
#include "tarn-cli-names.h"
#include "tarn-cli-options.h"
#include "tarn-cli-progress.h"

#define NOTES_SHOWN 20

typedef struct
{
  const char       *input;
  const char       *output;
  const char       *device;
  TarnImportFormat  format;
  gboolean          strict;
  gboolean          merge;
  gboolean          force;
  gboolean          all_notes;

  CliProgress       progress;
  guint64           n_octets;    /* of IN, 0 if nobody knows */
} Import;

/* NULL with @error. */
static GInputStream *
open_input (Import  *self,
            GError **error)
{
  g_autoptr(GFileInputStream) stream = NULL;
  g_autoptr(GFileInfo) info = NULL;
  g_autoptr(GFile) file = NULL;

  if (strcmp (self->input, "-") == 0)
    return g_unix_input_stream_new (STDIN_FILENO, FALSE);

  file = g_file_new_for_commandline_arg (self->input);
  stream = g_file_read (file, NULL, error);
  if (stream == NULL)
    return NULL;

  info = g_file_input_stream_query_info (stream, G_FILE_ATTRIBUTE_STANDARD_SIZE, NULL, NULL);
  if (info != NULL)
    self->n_octets = (guint64) g_file_info_get_size (info);
  return G_INPUT_STREAM (g_steal_pointer (&stream));
}

static void
progress_cb (TarnImporter *importer,
             guint64       n_octets,
             guint64       n_varbinds,
             gpointer      data)
{
  Import *self = data;

  cli_progress_show (&self->progress, n_octets, self->n_octets, n_varbinds);
}

static void
print_report (const Import           *self,
              const TarnImportReport *report)
{
  const TarnImportReport *r = report;
  guint shown = self->all_notes ? r->notes->len : MIN (r->notes->len, NOTES_SHOWN);
  guint64 n_notable = r->n_doubtful + r->n_mended + r->n_duplicates + r->n_modules
                      + r->n_refused;
  guint64 n_notes = MAX (n_notable, r->notes->len);

  for (guint i = 0; i < shown; i++)
    cli_complain ("%s", (const char *) r->notes->pdata[i]);
  if (shown < n_notes)
    cli_complain ("… and %" G_GUINT64_FORMAT " more%s", n_notes - shown,
                  self->all_notes ? "" : "; --notes shows up to 1000");

  cli_complain ("%" G_GUINT64_FORMAT " varbinds from %" G_GUINT64_FORMAT " %s of %s (%s)",
                r->n_varbinds, r->n_lines,
                r->format == TARN_IMPORT_PCAP ? "packets" : "lines", self->input,
                r->n_varbinds + n_notes > 0 ? tarn_import_format_to_string (r->format)
                                            : "empty");
  if (n_notable > 0)
    cli_complain ("%" G_GUINT64_FORMAT " taken though doubtful, %" G_GUINT64_FORMAT " mended; "
                  "left out: %" G_GUINT64_FORMAT " refused, %" G_GUINT64_FORMAT " duplicates, "
                  "%" G_GUINT64_FORMAT " made up by modules",
                  r->n_doubtful, r->n_mended, r->n_refused, r->n_duplicates, r->n_modules);
  if (r->n_refused > 0 && !self->force)
    cli_complain ("%s lacks what was refused; correct these lines and add them with --merge, "
                  "or accept it with --force", self->output);
}

/* Says in @store where it comes from, for tarn info. */
static gboolean
set_origin (const Import            *self,
            TarnStore               *store,
            const TarnImportReport  *report,
            GError                 **error)
{
  g_autoptr(TarnBatch) batch = tarn_batch_new ();
  GVariantDict origin;

  g_variant_dict_init (&origin, NULL);
  g_variant_dict_insert (&origin, "source", "s", self->input);
  g_variant_dict_insert (&origin, "imported-us", "x", g_get_real_time ());
  g_variant_dict_insert (&origin, "varbinds", "t", report->n_varbinds);
  g_variant_dict_insert (&origin, "refused", "t", report->n_refused);
  tarn_batch_set_meta (batch, "import", g_variant_dict_end (&origin));
  tarn_batch_set_origin (batch, TARN_ORIGIN_IMPORT);

  return cli_apply (store, batch, error);
}

/* NULL with @error; else @path holds all that could be taken, on the disk. */
static TarnImportReport *
import_into (Import           *self,
             const char       *path,
             TarnCaptureMode   mode,
             GError          **error)
{
  g_autoptr(GInputStream) stream = open_input (self, error);
  g_autoptr(TarnImporter) importer = tarn_importer_new ();
  g_autoptr(TarnImportReport) report = NULL;
  g_autoptr(TarnCapture) capture = NULL;

  if (stream == NULL)
    {
      g_prefix_error (error, "cannot read %s: ", self->input);
      return NULL;
    }

  capture = tarn_capture_open (path, mode, error);
  if (capture == NULL)
    return NULL;

  tarn_importer_set_format (importer, self->format);
  tarn_importer_set_strict (importer, self->strict);
  tarn_importer_set_device (importer, self->device);
  tarn_importer_set_mib (importer, cli_get_mib ());
  g_signal_connect (importer, "progress", G_CALLBACK (progress_cb), self);
  cli_progress_init (&self->progress, "varbinds");

  report = tarn_importer_run (importer, stream, TARN_STORE (capture), NULL, error);
  cli_progress_clear (&self->progress);
  if (report == NULL)
    {
      g_prefix_error (error, "cannot import %s: ", self->input);
      return NULL;
    }

  if (!set_origin (self, TARN_STORE (capture), report, error) || !cli_sync_to_disk (capture, error))
    return NULL;
  return g_steal_pointer (&report);
}

/* The capture appears under its name when it is complete. */
static TarnImportReport *
import_new (Import  *self,
            GError **error)
{
  g_autofree char *temporary = g_strdup_printf ("%s.import-%d", self->output, (int) getpid ());
  g_autoptr(TarnImportReport) report = NULL;

  cli_remove_if_killed (temporary);
  report = import_into (self, temporary, TARN_CAPTURE_CREATE, error);
  if (report != NULL && !cli_move_to (temporary, self->output, error))
    g_clear_pointer (&report, tarn_import_report_free);

  if (report == NULL)
    g_unlink (temporary);
  cli_remove_if_killed (NULL);
  return g_steal_pointer (&report);
}

/* Whether the operands and options make sense together; if not, after a complaint. */
static gboolean
check_usage (Import           *self,
             const CliCommand *command,
             const GPtrArray  *operands,
             const char       *format)
{
  if (operands->len == 0)
    cli_misused (command, "an IN is needed: the file to read, or - for standard input");
  else if (operands->len > 1)
    cli_misused (command, "one IN at a time: add another one with --merge");
  else if (self->output == NULL)
    cli_misused (command, "where to? -o FILE names the capture to make");
  else if (strcmp (self->output, "-") == 0)
    cli_misused (command, "a capture is a file and cannot go to standard output");
  else if (format != NULL && !tarn_import_format_parse (format, &self->format))
    cli_misused (command, "there is no format “%s”", format);
  else if (!self->merge && g_file_test (self->output, G_FILE_TEST_EXISTS))
    cli_misused (command, "%s is there already; give another name, or --merge", self->output);
  else
    return TRUE;

  return FALSE;
}

static CliStatus
run_import (const CliCommand  *command,
            char             **arguments)
{
  Import self = { NULL };
  const char *format = NULL;
  const CliOption options[] = {
    { "output", "o", CLI_OPTION_TEXT, &self.output, "FILE", "the capture to make" },
    { "format", NULL, CLI_OPTION_TEXT, &format, "FORMAT",
      "guess (default), snmprec, text, sap, mvc, json, csv or pcap" },
    { "device", NULL, CLI_OPTION_TEXT, &self.device, "ADDRESS",
      "of packets: whose answers, if several devices answer in them" },
    { "strict", NULL, CLI_OPTION_FLAG, &self.strict, NULL,
      "take all of IN or nothing: no line that is doubtful, mended, refused or a duplicate" },
    { "merge", NULL, CLI_OPTION_FLAG, &self.merge, NULL,
      "add to FILE, which is there; what it holds already stays" },
    { "notes", NULL, CLI_OPTION_FLAG, &self.all_notes, NULL,
      "tell of every doubtful line, not only of the first 20" },
    { "force", NULL, CLI_OPTION_FLAG, &self.force, NULL,
      "exit status 0 although lines were refused" },
    { NULL },
  };
  g_autoptr(GPtrArray) operands = NULL;
  g_autoptr(TarnImportReport) report = NULL;
  g_autoptr(GError) error = NULL;
  CliStatus status;

  operands = cli_parse (command, arguments, options, NULL, &status);
  if (operands == NULL)
    return status;
  if (!check_usage (&self, command, operands, format))
    return CLI_USAGE;

  self.input = operands->pdata[0];
  report = self.merge ? import_into (&self, self.output, TARN_CAPTURE_WRITE, &error)
                      : import_new (&self, &error);
  if (report == NULL)
    {
      cli_complain ("%s", error->message);
      return CLI_USAGE;
    }

  print_report (&self, report);
  return report->n_refused > 0 && !self.force ? CLI_INCOMPLETE : CLI_COMPLETE;
}

const CliCommand cli_import_command = {
  "import", "IN -o FILE",
  "Makes a capture of a recording",
  "IN is what snmpwalk or snmpbulkwalk printed, a .snmprec file, a SAP walk, lines of OID\n"
  "and value, what tarn export wrote, or the saved packets of a walk; perhaps packed by\n"
  "gzip, bzip2, xz or zstd; - is standard input.  What it is, is guessed.  Lines that are\n"
  "not quite right are mended where everybody would agree, else refused, and each is told.\n"
  "The exit status is 1 if lines were refused.  Nothing that IN names is run: values that\n"
  "a module of snmpsim would make up are left out.\n\n"
  "  tarn import switch.snmprec.bz2 -o switch.tarn\n"
  "  tarn import walk.pcap --device 192.0.2.1 -o switch.tarn\n"
  "  snmpbulkwalk -On -c public 192.0.2.1 .1 | tarn import - -o switch.tarn",
  run_import, .has_names = TRUE,
};
