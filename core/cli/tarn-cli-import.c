/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <errno.h>
#include <fcntl.h>
#include <gio/gunixinputstream.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <unistd.h>

#include "tarn-cli-options.h"

#define NOTES_SHOWN 20

typedef struct
{
  const char *input;
  const char *output;
  gboolean    merge;
  gboolean    force;
  gboolean    all_notes;
} Import;

/* Unpacks what is packed.  NULL with @error. */
static GInputStream *
open_input (const char  *path,
            GError     **error)
{
  g_autoptr(GInputStream) stream = NULL;
  g_autoptr(GInputStream) buffered = NULL;
  g_autoptr(GConverter) unpacker = NULL;
  const char *head;
  gsize n;

  if (strcmp (path, "-") == 0)
    {
      stream = g_unix_input_stream_new (STDIN_FILENO, FALSE);
    }
  else
    {
      g_autoptr(GFile) file = g_file_new_for_commandline_arg (path);

      stream = G_INPUT_STREAM (g_file_read (file, NULL, error));
    }
  if (stream == NULL)
    return NULL;

  buffered = g_buffered_input_stream_new (stream);
  if (g_buffered_input_stream_fill (G_BUFFERED_INPUT_STREAM (buffered), -1, NULL, error) < 0)
    return NULL;

  head = g_buffered_input_stream_peek_buffer (G_BUFFERED_INPUT_STREAM (buffered), &n);
  if (n >= 3 && memcmp (head, "BZh", 3) == 0)
    {
      g_set_error (error, TARN_ERROR, TARN_ERROR_BAD_FORMAT,
                   "it is packed by bzip2; unpack it first: bzcat %s | tarn import - -o FILE",
                   path);
      return NULL;
    }
  if (n < 2 || memcmp (head, "\x1f\x8b", 2) != 0)
    return g_steal_pointer (&buffered);

  unpacker = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  return g_converter_input_stream_new (buffered, unpacker);
}

static void
print_report (const Import           *self,
              const TarnImportReport *report)
{
  guint shown = self->all_notes ? report->notes->len : MIN (report->notes->len, NOTES_SHOWN);
  guint64 n_notable = report->n_doubtful + report->n_mended + report->n_duplicates
                      + report->n_modules + report->n_refused;

  for (guint i = 0; i < shown; i++)
    cli_complain ("%s", (const char *) report->notes->pdata[i]);
  if (shown < n_notable)
    cli_complain ("… and %" G_GUINT64_FORMAT " more%s", n_notable - shown,
                  self->all_notes ? "" : "; --notes shows up to 1000");

  cli_complain ("%" G_GUINT64_FORMAT " varbinds from %" G_GUINT64_FORMAT " lines of %s",
                report->n_varbinds, report->n_lines, self->input);
  if (n_notable > 0)
    cli_complain ("%" G_GUINT64_FORMAT " taken though doubtful, %" G_GUINT64_FORMAT " mended; "
                  "left out: %" G_GUINT64_FORMAT " refused, %" G_GUINT64_FORMAT " duplicates, "
                  "%" G_GUINT64_FORMAT " made up by modules",
                  report->n_doubtful, report->n_mended, report->n_refused,
                  report->n_duplicates, report->n_modules);
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

  return tarn_store_apply (store, batch, error);
}

static gboolean
sync_to_disk (TarnCapture  *capture,
              GError      **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  tarn_capture_sync_async (capture, NULL, cli_async_cb, &result);
  cli_wait (&result);
  return tarn_capture_sync_finish (capture, result, error);
}

/* NULL with @error; else @path holds all that could be taken, on the disk. */
static TarnImportReport *
import_into (const Import     *self,
             const char       *path,
             TarnCaptureMode   mode,
             GError          **error)
{
  g_autoptr(GInputStream) stream = open_input (self->input, error);
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

  report = tarn_snmprec_import (stream, TARN_STORE (capture), NULL, error);
  if (report == NULL)
    {
      g_prefix_error (error, "cannot import %s: ", self->input);
      return NULL;
    }

  if (!set_origin (self, TARN_STORE (capture), report, error) || !sync_to_disk (capture, error))
    return NULL;
  return g_steal_pointer (&report);
}

/* Not over a file that has appeared meanwhile. */
static gboolean
move_to (const char  *temporary,
         const char  *path,
         GError     **error)
{
  int result = renameat2 (AT_FDCWD, temporary, AT_FDCWD, path, RENAME_NOREPLACE);

  if (result != 0 && (errno == EINVAL || errno == ENOSYS))
    result = g_rename (temporary, path);
  if (result == 0)
    return TRUE;

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "cannot make %s: %s",
               path, g_strerror (errno));
  return FALSE;
}

/* The capture appears under its name when it is complete. */
static TarnImportReport *
import_new (const Import  *self,
            GError       **error)
{
  g_autofree char *temporary = g_strdup_printf ("%s.import-%d", self->output, (int) getpid ());
  g_autoptr(TarnImportReport) report = NULL;

  cli_remove_if_killed (temporary);
  report = import_into (self, temporary, TARN_CAPTURE_CREATE, error);
  if (report != NULL && !move_to (temporary, self->output, error))
    g_clear_pointer (&report, tarn_import_report_free);

  if (report == NULL)
    g_unlink (temporary);
  cli_remove_if_killed (NULL);
  return g_steal_pointer (&report);
}

static CliStatus
run_import (const CliCommand  *command,
            char             **arguments)
{
  Import self = { NULL };
  const CliOption options[] = {
    { "output", "o", CLI_OPTION_TEXT, &self.output, "FILE", "the capture to make" },
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
  if (operands->len != 1 || self.output == NULL)
    return cli_misused (command, "one IN and -o FILE are needed");
  self.input = operands->pdata[0];

  if (!self.merge && g_file_test (self.output, G_FILE_TEST_EXISTS))
    return cli_misused (command, "%s is there already; give another name, or --merge",
                        self.output);

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
  "IN is a .snmprec file, perhaps packed by gzip; - is standard input.  Lines that are\n"
  "not quite right are mended where everybody would agree, else refused, and each is told.\n"
  "The exit status is 1 if lines were refused.  Nothing that IN names is run: values that\n"
  "a module of snmpsim would make up are left out.\n\n"
  "  tarn import switch.snmprec -o switch.tarn\n"
  "  bzcat switch.snmprec.bz2 | tarn import - -o switch.tarn",
  run_import,
};
