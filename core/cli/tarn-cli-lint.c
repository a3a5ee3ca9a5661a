/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-cli-json.h"
#include "tarn-cli-names.h"
#include "tarn-cli-output.h"

static void
append_finding (GString               *text,
                const TarnLintFinding *finding)
{
  g_autofree char *oid = finding->oid != NULL ? tarn_oid_to_string (finding->oid) : NULL;

  g_string_append_printf (text, "%s [%s]", tarn_lint_severity_to_string (finding->severity),
                          tarn_lint_rule_to_string (finding->rule));
  if (finding->object != NULL)
    g_string_append_printf (text, " %s", finding->object);
  g_string_append (text, ": ");
  cli_append_plain (text, finding->text);
  if (oid != NULL)
    g_string_append_printf (text, " (%s%s)", finding->count > 1 ? "first at " : "", oid);
  if (finding->count > 1)
    g_string_append_printf (text, ", %" G_GUINT64_FORMAT " times", finding->count);
  g_string_append_c (text, '\n');
}

static void
append_text (GString              *text,
             const TarnLintReport *report,
             gboolean              notes)
{
  for (guint i = 0; i < report->findings->len; i++)
    {
      const TarnLintFinding *finding = report->findings->pdata[i];

      if (notes || finding->severity != TARN_LINT_NOTE)
        append_finding (text, finding);
    }

  g_string_append_printf (text, "%u errors, %u warnings, %u notes%s; modules know %"
                                G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT " varbinds\n",
                          report->n_errors, report->n_warnings, report->n_notes,
                          !notes && report->n_notes > 0 ? " (--notes shows them)" : "",
                          report->n_known, report->n_rows);
}

static void
append_json_finding (GString               *text,
                     const TarnLintFinding *finding)
{
  g_autofree char *oid = finding->oid != NULL ? tarn_oid_to_string (finding->oid) : NULL;

  g_string_append_printf (text, "{\"severity\":\"%s\",\"rule\":\"%s\",\"object\":",
                          tarn_lint_severity_to_string (finding->severity),
                          tarn_lint_rule_to_string (finding->rule));
  if (finding->object != NULL)
    cli_json_append_string (text, finding->object);
  else
    g_string_append (text, "null");
  g_string_append_printf (text, ",\"oid\":%s%s%s,\"count\":%" G_GUINT64_FORMAT ",\"text\":",
                          oid != NULL ? "\"" : "", oid != NULL ? oid : "null",
                          oid != NULL ? "\"" : "", finding->count);
  cli_json_append_string (text, finding->text);
  g_string_append_c (text, '}');
}

static void
append_json (GString              *text,
             const TarnLintReport *report,
             const char           *path)
{
  g_string_append (text, "{\"file\":");
  cli_json_append_string (text, path);
  g_string_append_printf (text, ",\"varbinds\":%" G_GUINT64_FORMAT ",\"known\":%" G_GUINT64_FORMAT
                                ",\"errors\":%u,\"warnings\":%u,\"notes\":%u,\"findings\":[",
                          report->n_rows, report->n_known, report->n_errors, report->n_warnings,
                          report->n_notes);
  for (guint i = 0; i < report->findings->len; i++)
    {
      if (i > 0)
        g_string_append_c (text, ',');
      append_json_finding (text, report->findings->pdata[i]);
    }
  g_string_append (text, "]}\n");
}

static TarnLintReport *
lint (const char *path)
{
  g_autoptr(TarnCapture) capture = NULL;
  TarnLintReport *report = NULL;
  g_autoptr(GError) error = NULL;
  TarnMib *mib = cli_get_mib ();

  if (mib == NULL)
    {
      cli_complain ("there are no MIB modules to compare with; tarn mib path tells where they "
                    "are looked for");
      return NULL;
    }

  capture = tarn_capture_open (path, TARN_CAPTURE_READ, &error);
  if (capture != NULL)
    report = tarn_lint_store (TARN_STORE (capture), mib, &error);
  if (report == NULL)
    cli_complain ("%s", error->message);

  return report;
}

static CliStatus
run_lint (const CliCommand  *command,
          char             **arguments)
{
  gboolean json = FALSE, notes = FALSE, strict = FALSE;
  const CliOption options[] = {
    { "json", NULL, CLI_OPTION_FLAG, &json, NULL, "one JSON object, with the notes" },
    { "notes", NULL, CLI_OPTION_FLAG, &notes, NULL, "also what may well be as it should" },
    { "strict", NULL, CLI_OPTION_FLAG, &strict, NULL, "exit status 1 for warnings, too" },
    { NULL },
  };
  g_autoptr(GPtrArray) operands = NULL;
  g_autoptr(TarnLintReport) report = NULL;
  CliStatus status;
  CliOutput output;

  operands = cli_parse (command, arguments, options, NULL, &status);
  if (operands == NULL)
    return status;
  if (operands->len != 1)
    return cli_misused (command, "one FILE is needed");

  report = lint (operands->pdata[0]);
  if (report == NULL)
    return CLI_USAGE;
  if (!cli_output_init (&output, NULL))
    return CLI_USAGE;

  if (json)
    append_json (output.buffer, report, operands->pdata[0]);
  else
    append_text (output.buffer, report, notes);
  if (!cli_output_close (&output))
    return CLI_USAGE;

  return report->n_errors > 0 || (strict && report->n_warnings > 0) ? CLI_INCOMPLETE
                                                                    : CLI_COMPLETE;
}

const CliCommand cli_lint_command = {
  "lint", "FILE",
  "Tells what a capture and the MIB modules disagree about",
  "The exit status is 0 without errors, 1 with errors, 2 if nothing could be compared.\n"
  "\n"
  "  tarn lint switch.tarn\n"
  "  tarn lint --strict --json agent.tarn",
  run_lint,
  TRUE,
};
