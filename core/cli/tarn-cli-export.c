/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-cli-names.h"
#include "tarn-cli-output.h"
#include "tarn-cli-progress.h"

#define SLICE_ROWS 2048   /* under one lock: whoever reads us may be slow */

static gboolean
begin_read (TarnStore  *store,
            GError    **error)
{
  GError *failure = NULL;
  guint waited_ms = 0;

  do
    if (tarn_store_begin_read (store, &failure))
      return TRUE;
  while (cli_try_again (&failure, &waited_ms, error));

  return FALSE;
}

/* Appends what follows *@last (nullable), which becomes the last of it, NULL at the
 * end of the store. */
static gboolean
read_slice (TarnStore   *store,
            TarnFormat   format,
            TarnOid    **last,
            GString     *text,
            GError     **error)
{
  gsize len = 0;
  const guint8 *octets = *last != NULL ? tarn_oid_get_octets (*last, &len) : NULL;
  TarnCursor cursor;
  GError *damage;
  gboolean more;

  if (!begin_read (store, error))
    return FALSE;

  tarn_cursor_init (&cursor, store);
  more = octets != NULL ? tarn_cursor_seek (&cursor, tarn_span (octets, len), FALSE)
                        : tarn_cursor_seek_nth (&cursor, 0);
  g_clear_pointer (last, tarn_oid_unref);

  for (guint n = 0; more; more = tarn_cursor_next (&cursor))
    {
      cli_append_row (format, &cursor.row, text);
      if (++n == SLICE_ROWS)
        {
          *last = tarn_row_dup_oid (&cursor.row);
          break;
        }
    }

  damage = g_steal_pointer (&cursor.error);
  tarn_cursor_clear (&cursor);
  tarn_store_end_read (store);

  if (damage == NULL)
    return TRUE;
  g_propagate_error (error, damage);
  return FALSE;
}

static CliStatus
export (TarnStore  *store,
        TarnFormat  format,
        const char *path)
{
  guint64 n_rows = tarn_store_count (store, NULL, NULL);
  guint64 n_done = 0;
  g_autoptr(TarnOid) last = NULL;
  g_autoptr(GError) error = NULL;
  CliProgress progress;
  CliOutput output;

  if (!cli_output_init (&output, path))
    return CLI_USAGE;
  cli_progress_init (&progress, "varbinds");
  tarn_format_begin (format, store, output.buffer);

  do
    {
      if (!read_slice (store, format, &last, output.buffer, &error))
        {
          cli_progress_clear (&progress);
          cli_complain ("%s", error->message);
          if (output.path == NULL)
            cli_output_close (&output);
          else
            cli_output_drop (&output);
          return CLI_INCOMPLETE;
        }

      n_done += SLICE_ROWS;
      if (!output.is_terminal)
        cli_progress_show (&progress, n_done, n_rows, MIN (n_done, n_rows));
    }
  while (cli_output_push (&output) && last != NULL);

  cli_progress_clear (&progress);
  return cli_output_close (&output) ? CLI_COMPLETE : CLI_INCOMPLETE;
}

/* By the name of the file to write; text where that says nothing. */
static TarnFormat
guess_format (const char *path)
{
  static const struct { const char *end; TarnFormat format; } ends[] = {
    { ".snmprec", TARN_FORMAT_SNMPREC },
    { ".json", TARN_FORMAT_JSON },
    { ".jsonl", TARN_FORMAT_JSON },
    { ".csv", TARN_FORMAT_CSV },
  };

  for (guint i = 0; path != NULL && i < G_N_ELEMENTS (ends); i++)
    if (g_str_has_suffix (path, ends[i].end))
      return ends[i].format;

  return TARN_FORMAT_TEXT;
}

/* What tarn import would unpack. */
static gboolean
is_packed_name (const char *path)
{
  static const char *const ends[] = { ".gz", ".bz2", ".xz", ".zst" };

  for (guint i = 0; path != NULL && i < G_N_ELEMENTS (ends); i++)
    if (g_str_has_suffix (path, ends[i]))
      return TRUE;

  return FALSE;
}

static CliStatus
run_export (const CliCommand  *command,
            char             **arguments)
{
  const char *format_name = NULL;
  const char *path = NULL;
  const CliOption options[] = {
    { "format", NULL, CLI_OPTION_TEXT, &format_name, "FORMAT",
      "text, snmprec, json or csv; default by the name of OUT, else text" },
    { "output", "o", CLI_OPTION_TEXT, &path, "OUT", "write to this file" },
    { NULL },
  };
  g_autoptr(GPtrArray) operands = NULL;
  g_autoptr(TarnCapture) capture = NULL;
  g_autoptr(GError) error = NULL;
  TarnFormat format;
  CliStatus status;

  operands = cli_parse (command, arguments, options, NULL, &status);
  if (operands == NULL)
    return status;
  if (operands->len != 1)
    return cli_misused (command, "one FILE is needed");

  format = guess_format (path);
  if (format_name != NULL && !tarn_format_parse (format_name, &format))
    return cli_misused (command, "there is no format “%s”", format_name);
  if (is_packed_name (path))
    return cli_misused (command, "%s would not be packed; export to another name, or through "
                        "a pipe", path);

  capture = tarn_capture_open (operands->pdata[0], TARN_CAPTURE_READ, &error);
  if (capture == NULL)
    {
      cli_complain ("%s", error->message);
      return CLI_USAGE;
    }

  cli_names_prepare (format);
  return export (TARN_STORE (capture), format, path);
}

const CliCommand cli_export_command = {
  "export", "FILE",
  "Prints what a capture holds",
  "text is what snmpbulkwalk prints with the same MIB modules; snmprec is what snmpsim reads,\n"
  "json one object a line, csv a table for a spreadsheet; these three give the same capture\n"
  "back with tarn import.\n\n"
  "  tarn export switch.tarn | less\n"
  "  tarn export switch.tarn -o switch.snmprec",
  run_export, .has_names = TRUE,
};
