/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-cli-walk-common.h"

typedef struct
{
  CliOutput     output;
  TarnFormat    format;
  GCancellable *cancellable;
  TarnVersion   version;
  CliWalk       common;
} Printer;

/* snmpwalk says so where noSuchName ends a walk in v1. */
static gboolean
print_end_of_v1 (const Printer *self,
                 const TarnRow *row)
{
  if (self->version != TARN_VERSION_1 || row->tag != TARN_KIND_END_OF_MIB_VIEW)
    return FALSE;

  g_string_append (self->output.buffer, "End of MIB\n");
  return TRUE;
}

static void
rows_cb (TarnWalk      *walk,
         const TarnRow *rows,
         gsize          n_rows,
         gpointer       user_data)
{
  Printer *self = user_data;

  for (gsize i = 0; i < n_rows; i++)
    if (!print_end_of_v1 (self, &rows[i]))
      cli_append_row (self->format, &rows[i], self->output.buffer);

  if (!cli_output_push (&self->output))
    g_cancellable_cancel (self->cancellable);
}

static CliStatus
print_walk (TarnWalk *walk,
            Printer  *self)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  gboolean complete, printed, told;

  tarn_walk_set_rows_func (walk, rows_cb, self, NULL);
  tarn_walk_run_async (walk, self->cancellable, cli_async_cb, &result);
  cli_wait (&result);

  complete = tarn_walk_run_finish (walk, result, &error);
  printed = cli_output_close (&self->output);
  /* Who cannot print has said so; that the walk was stopped for it is no news. */
  self->common.quiet |= !printed;
  told = cli_walk_tell (&self->common, walk, printed ? error : NULL);
  if (complete)
    return printed && told ? CLI_COMPLETE : CLI_INCOMPLETE;
  return tarn_walk_get_n_rows (walk) == 0 ? cli_status_for_error (error) : CLI_INCOMPLETE;
}

static gboolean
set_keys (TarnWalk   *walk,
          const char *path)
{
  g_autoptr(TarnCapture) capture = NULL;
  g_autoptr(GError) error = NULL;

  if (path == NULL)
    return TRUE;

  capture = tarn_capture_open (path, TARN_CAPTURE_READ, &error);
  if (capture != NULL)
    tarn_walk_set_keys_store (walk, TARN_STORE (capture));
  else
    cli_complain ("%s", error->message);

  return capture != NULL;
}

static CliStatus
run_walk (const CliCommand  *command,
          char             **arguments)
{
  const char *format = "text";
  const char *keys = NULL;
  Printer printer = { .common = CLI_WALK_INIT };
  const CliOption options[] = {
    { "format", NULL, CLI_OPTION_TEXT, &format, "FORMAT",
      "text (default), snmprec, json or csv" },
    { "keys", NULL, CLI_OPTION_TEXT, &keys, "FILE",
      "an earlier capture: its OIDs tell where to divide the work" },
    CLI_WALK_OPTIONS (printer.common),
    { NULL },
  };
  g_autoptr(GPtrArray) operands = NULL;
  g_autoptr(TarnSession) session = NULL;
  g_autoptr(TarnDevice) device = NULL;
  g_autoptr(TarnWalk) walk = NULL;
  g_autoptr(GCancellable) cancellable = NULL;
  CliDevice device_options;
  CliStatus status;

  cli_device_init (&device_options);
  operands = cli_parse (command, arguments, options, device_options.options, &status);
  if (operands == NULL)
    return status;
  if (operands->len < 1)
    return cli_misused (command, "a TARGET is needed");
  if (!tarn_format_parse (format, &printer.format))
    return cli_misused (command, "there is no format “%s”", format);
  device = cli_device_make (&device_options, command, operands->pdata[0]);
  if (device == NULL)
    return CLI_USAGE;

  cli_names_prepare (printer.format);
  session = tarn_session_new ();
  walk = tarn_walk_new (session, device);
  if (!cli_walk_add_roots (&printer.common, command, walk, operands, 1)
      || !set_keys (walk, keys)
      || !cli_walk_prepare (&printer.common, command, walk))
    return CLI_USAGE;
  if (!cli_output_init (&printer.output, NULL))
    return CLI_INCOMPLETE;
  tarn_format_begin (printer.format, NULL, printer.output.buffer);

  /* As snmpwalk does: what the agent says where a root has ended, or holds nothing. */
  tarn_walk_set_tell_ends (walk, printer.format == TARN_FORMAT_TEXT);
  printer.version = tarn_device_get_version (device);
  printer.cancellable = cancellable = cli_interruptible_new ();
  return print_walk (walk, &printer);
}

const CliCommand cli_walk_command = {
  "walk", "TARGET [OID…]",
  "Prints all that a device holds, or what is below OIDs",
  "Prints what snmpbulkwalk prints with the same MIB modules.  The exit status is 0 only if\n"
  "everything was read; else what is missing, and why, is told on standard error.\n"
  "Lines come in the order of OIDs, each once.\n\n"
  "  tarn walk -v2c -c public 192.0.2.1\n"
  "  tarn walk 192.0.2.1 interfaces 1.3.6.1.2.1.31 --format json\n"
  "  tarn walk 192.0.2.1 1.3.6.1.2.1.2.2 --after 1.3.6.1.2.1.2.2.1.10.7",
  run_walk, .has_names = TRUE,
};
