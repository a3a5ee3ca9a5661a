/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <glib/gstdio.h>
#include <stdio.h>

#include "tarn-cli-care.h"
#include "tarn-cli-options.h"

static gint64
get_size (const char *path)
{
  GStatBuf status;

  return g_stat (path, &status) == 0 ? (gint64) status.st_size : 0;
}

static CliStatus
run_compact (const CliCommand  *command,
             char             **arguments)
{
  const char *out = NULL;
  const CliOption options[] = {
    { "output", "o", CLI_OPTION_TEXT, &out, "NEW", "write a new file, and leave FILE as it is" },
    { NULL },
  };
  g_autoptr(GPtrArray) operands = NULL;
  g_autoptr(GError) error = NULL;
  const char *path;
  CliStatus status;
  gint64 before;
  gboolean ok;

  operands = cli_parse (command, arguments, options, NULL, &status);
  if (operands == NULL)
    return status;
  if (operands->len != 1)
    return cli_misused (command, "one FILE is needed");

  path = operands->pdata[0];
  before = get_size (path);
  ok = tarn_compact_capture (path, out, cli_progress_cb, NULL, NULL, &error);
  cli_progress_end ();
  if (!ok)
    {
      cli_complain ("%s", error->message);
      return CLI_USAGE;
    }

  printf ("%s: %" G_GINT64_FORMAT " octets, before %" G_GINT64_FORMAT "\n",
          out != NULL ? out : path, get_size (out != NULL ? out : path), before);
  return CLI_COMPLETE;
}

const CliCommand cli_compact_command = {
  "compact", "FILE",
  "Makes a capture as small as it can be",
  "What it holds does not change.  FILE is replaced at once and at the very end, and only if\n"
  "no other process has it open; a copy, with -o, can always be made.\n\n"
  "  tarn compact switch.tarn\n"
  "  tarn compact switch.tarn -o small.tarn",
  run_compact,
};
