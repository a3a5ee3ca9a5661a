/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-cli-care.h"
#include "tarn-cli-options.h"
#include "tarn-cli-output.h"

static void
append_faults (GString               *text,
               const TarnCheckReport *report)
{
  for (guint i = 0; i < report->faults->len; i++)
    g_string_append_printf (text, "%s\n", (const char *) report->faults->pdata[i]);
  if (report->n_faults > report->faults->len)
    g_string_append_printf (text, "… and %" G_GUINT64_FORMAT " more\n",
                            report->n_faults - report->faults->len);
}

static void
append_verdict (GString               *text,
                const TarnCheckReport *report,
                const char            *path)
{
  if (report->n_faults == 0)
    {
      g_string_append_printf (text, "%s is sound: %" G_GUINT64_FORMAT " varbinds, %"
                              G_GUINT64_FORMAT " octets\n", path, report->n_rows,
                              report->n_octets);
      return;
    }

  g_string_append_printf (text, "%s is damaged: %" G_GUINT64_FORMAT " varbinds can be read",
                          path, report->n_rows);
  if (report->n_lost > 0)
    g_string_append_printf (text, ", about %" G_GUINT64_FORMAT " cannot", report->n_lost);
  g_string_append_printf (text, "\nto save what is whole: tarn check --salvage NEW.tarn %s\n",
                          path);
}

static void
append_salvaged (GString               *text,
                 const TarnCheckReport *report,
                 const char            *path,
                 const char            *out)
{
  for (guint i = 0; i < report->lost->len; i++)
    {
      g_autofree char *gap = tarn_gap_to_string (report->lost->pdata[i]);

      g_string_append_printf (text, "missing    %s\n", gap);
    }
  if (report->n_doubtful > 0)
    g_string_append_printf (text, "doubtful   %" G_GUINT64_FORMAT " varbinds, among those that are "
                            "missing, may be older than what was lost\n", report->n_doubtful);

  g_string_append_printf (text, "%s: %" G_GUINT64_FORMAT " varbinds", out, report->n_rows);
  if (report->n_notes > 0)
    g_string_append_printf (text, ", %" G_GUINT64_FORMAT " notes", report->n_notes);
  if (report->n_lost > 0)
    g_string_append_printf (text, "; about %" G_GUINT64_FORMAT " varbinds are lost",
                            report->n_lost);
  else if (report->lost->len == 0)
    g_string_append (text, "; none is lost");
  g_string_append_printf (text, "; %s is as it was\n", path);
}

static CliStatus
run_check (const CliCommand  *command,
           char             **arguments)
{
  const char *out = NULL;
  const CliOption options[] = {
    { "salvage", NULL, CLI_OPTION_TEXT, &out, "NEW", "make a new capture of all that is whole" },
    { NULL },
  };
  g_autoptr(GPtrArray) operands = NULL;
  g_autoptr(TarnCheckReport) report = NULL;
  g_autoptr(GError) error = NULL;
  const char *path;
  CliOutput output;
  CliStatus status;

  operands = cli_parse (command, arguments, options, NULL, &status);
  if (operands == NULL)
    return status;
  if (operands->len != 1)
    return cli_misused (command, "one FILE is needed");
  path = operands->pdata[0];

  report = out != NULL ? tarn_salvage_capture (path, out, cli_progress_cb, NULL, NULL, &error)
                       : tarn_check_capture (path, cli_progress_cb, NULL, NULL, &error);
  cli_progress_end ();
  if (report == NULL)
    {
      cli_complain ("%s", error->message);
      return CLI_USAGE;
    }

  if (!cli_output_init (&output, NULL))
    return CLI_INCOMPLETE;
  append_faults (output.buffer, report);
  if (out != NULL)
    append_salvaged (output.buffer, report, path, out);
  else
    append_verdict (output.buffer, report, path);
  return cli_output_close (&output) && report->n_faults == 0 ? CLI_COMPLETE : CLI_INCOMPLETE;
}

const CliCommand cli_check_command = {
  "check", "FILE",
  "Tells whether a capture is sound, and saves what is whole of a damaged one",
  "Every octet that matters is looked at.  Others may use the capture meanwhile.\n"
  "With --salvage, FILE is only read, and where varbinds are lost the mirror in NEW has\n"
  "gaps: tarn mirror --resume asks for them again.\n"
  "The exit status is 0 if FILE is sound, 1 if it is damaged, 2 if that cannot be told or\n"
  "nothing could be made.\n\n"
  "  tarn check switch.tarn\n"
  "  tarn check --salvage whole.tarn switch.tarn",
  run_check,
};
