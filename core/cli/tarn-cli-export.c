/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-cli-options.h"
#include "tarn-cli-output.h"

#define SLICE_ROWS 2048   /* under one lock: whoever reads us may be slow */
#define BUSY_MS    20000  /* a commit takes milliseconds                  */

static gboolean
begin_read (TarnStore  *store,
            GError    **error)
{
  for (guint waited_ms = 0;; waited_ms++)
    {
      g_autoptr(GError) local_error = NULL;

      if (tarn_store_begin_read (store, &local_error))
        return TRUE;

      if (!g_error_matches (local_error, TARN_ERROR, TARN_ERROR_STORE_BUSY)
          || waited_ms == BUSY_MS)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      g_usleep (1000);
    }
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
      tarn_format_row (format, &cursor.row, text);
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
  g_autoptr(TarnOid) last = NULL;
  g_autoptr(GError) error = NULL;
  CliOutput output;

  if (!cli_output_init (&output, path))
    return CLI_USAGE;

  do
    {
      if (!read_slice (store, format, &last, output.buffer, &error))
        {
          cli_complain ("%s", error->message);
          if (output.path == NULL)
            cli_output_close (&output);
          else
            cli_output_drop (&output);
          return CLI_INCOMPLETE;
        }
    }
  while (cli_output_push (&output) && last != NULL);

  return cli_output_close (&output) ? CLI_COMPLETE : CLI_INCOMPLETE;
}

static CliStatus
run_export (const CliCommand  *command,
            char             **arguments)
{
  const char *format_name = "text";
  const char *path = NULL;
  const CliOption options[] = {
    { "format", NULL, CLI_OPTION_TEXT, &format_name, "FORMAT",
      "text (default), snmprec or json" },
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
  if (!tarn_format_parse (format_name, &format))
    return cli_misused (command, "there is no format “%s”", format_name);

  capture = tarn_capture_open (operands->pdata[0], TARN_CAPTURE_READ, &error);
  if (capture == NULL)
    {
      cli_complain ("%s", error->message);
      return CLI_USAGE;
    }

  return export (TARN_STORE (capture), format, path);
}

const CliCommand cli_export_command = {
  "export", "FILE",
  "Prints what a capture holds",
  "text is what snmpbulkwalk prints with -On and no MIBs; snmprec is what snmpsim reads,\n"
  "and gives the same capture back with tarn import; json is one object a line.\n\n"
  "  tarn export switch.tarn | less\n"
  "  tarn export switch.tarn --format snmprec -o switch.snmprec",
  run_export,
};
