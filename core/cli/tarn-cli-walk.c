/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-cli-walk.h"

#include "tarn-cli-output.h"

#define MAX_GAPS_SHOWN 20

static gboolean
add_root (TarnWalk    *walk,
          const char  *text,
          TarnOid     *marker,
          GError     **error)
{
  g_autoptr(TarnOid) after = NULL;
  g_autoptr(TarnOid) before = NULL;

  /* A whole OID may be an instance, which a range would not ask for. */
  if (strchr (text[0] == '.' && text[1] != '\0' ? text + 1 : text, '.') != NULL
      && strcmp (text, ".") != 0)
    {
      g_autoptr(TarnOid) root = tarn_oid_new (text, error);

      if (root != NULL)
        tarn_walk_add_root (walk, root, marker);
      return root != NULL;
    }

  if (!tarn_oid_parse_root (text, &after, &before, error))
    return FALSE;
  if (marker != NULL && before != NULL && tarn_oid_compare (marker, before) >= 0)
    return TRUE;

  if (marker != NULL && (after == NULL || tarn_oid_compare (marker, after) > 0))
    tarn_walk_add_range (walk, marker, before);
  else
    tarn_walk_add_range (walk, after, before);
  return TRUE;
}

gboolean
cli_walk_set_repetitions (TarnWalk         *walk,
                          const CliCommand *command,
                          guint             max_repetitions)
{
  if (max_repetitions == CLI_WALK_ADAPTIVE)
    return TRUE;

  if (max_repetitions == 0 || max_repetitions > G_MAXINT32)
    {
      cli_misused (command, "-Cr takes at least 1, and at most %d", G_MAXINT32);
      return FALSE;
    }

  tarn_walk_set_max_repetitions (walk, max_repetitions);
  return TRUE;
}

gboolean
cli_walk_add_roots (TarnWalk         *walk,
                    const CliCommand *command,
                    GPtrArray        *operands,
                    guint             first,
                    const char       *after)
{
  g_autoptr(TarnOid) marker = NULL;
  g_autoptr(GError) error = NULL;

  if (after != NULL)
    {
      marker = tarn_oid_new (after, &error);
      if (marker == NULL)
        {
          cli_misused (command, "%s", error->message);
          return FALSE;
        }
    }

  if (operands->len == first)
    {
      tarn_walk_add_range (walk, marker, NULL);
      return TRUE;
    }

  for (guint i = first; i < operands->len; i++)
    if (!add_root (walk, operands->pdata[i], marker, &error))
      {
        cli_misused (command, "%s", error->message);
        return FALSE;
      }

  return TRUE;
}

void
cli_walk_complain (TarnWalk     *walk,
                   const GError *error)
{
  GPtrArray *gaps = tarn_walk_get_gaps (walk);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    cli_complain ("interrupted");
  else
    cli_complain ("%s", error->message);
  if (cli_status_for_error (error) == CLI_USAGE)
    return;

  for (guint i = 0; i < MIN (gaps->len, MAX_GAPS_SHOWN); i++)
    {
      g_autofree char *text = tarn_gap_to_string (gaps->pdata[i]);

      cli_complain ("missing: %s", text);
    }
  if (gaps->len > MAX_GAPS_SHOWN)
    cli_complain ("missing: %u more intervals", gaps->len - MAX_GAPS_SHOWN);
}

typedef struct
{
  CliOutput     output;
  TarnFormat    format;
  GCancellable *cancellable;
  TarnVersion   version;
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
      tarn_format_row (self->format, &rows[i], self->output.buffer);

  if (!cli_output_push (&self->output))
    g_cancellable_cancel (self->cancellable);
}

static CliStatus
print_walk (TarnWalk *walk,
            Printer  *self)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  gboolean complete, printed;

  tarn_walk_set_rows_func (walk, rows_cb, self, NULL);
  tarn_walk_run_async (walk, self->cancellable, cli_async_cb, &result);
  cli_wait (&result);

  complete = tarn_walk_run_finish (walk, result, &error);
  printed = cli_output_close (&self->output);
  if (complete)
    return printed ? CLI_COMPLETE : CLI_INCOMPLETE;

  if (printed)
    cli_walk_complain (walk, error);
  return tarn_walk_get_n_rows (walk) == 0 ? cli_status_for_error (error) : CLI_INCOMPLETE;
}

static CliStatus
run_walk (const CliCommand  *command,
          char             **arguments)
{
  const char *format = "text";
  const char *after = NULL;
  guint max_repetitions = CLI_WALK_ADAPTIVE;
  const CliOption options[] = {
    { "after", NULL, CLI_OPTION_TEXT, &after, "OID", "begin behind this OID" },
    { "format", NULL, CLI_OPTION_TEXT, &format, "FORMAT",
      "text (default), snmprec, json or csv" },
    { "max-repetitions", "Cr", CLI_OPTION_NUMBER, &max_repetitions, "N",
      CLI_WALK_REPETITIONS_HELP },
    { NULL },
  };
  g_autoptr(GPtrArray) operands = NULL;
  g_autoptr(TarnSession) session = NULL;
  g_autoptr(TarnDevice) device = NULL;
  g_autoptr(TarnWalk) walk = NULL;
  g_autoptr(GCancellable) cancellable = NULL;
  Printer printer = { { NULL } };
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

  session = tarn_session_new ();
  walk = tarn_walk_new (session, device);
  if (!cli_walk_set_repetitions (walk, command, max_repetitions))
    return CLI_USAGE;
  if (!cli_walk_add_roots (walk, command, operands, 1, after))
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
  "Prints what snmpbulkwalk prints with -On and no MIBs.  The exit status is 0 only if\n"
  "everything was read; else what is missing, and why, is told on standard error.\n\n"
  "  tarn walk -v2c -c public 192.0.2.1\n"
  "  tarn walk 192.0.2.1 1.3.6.1.2.1.2 1.3.6.1.2.1.31 --format json\n"
  "  tarn walk 192.0.2.1 1.3.6.1.2.1.2.2 --after 1.3.6.1.2.1.2.2.1.10.7",
  run_walk,
};
