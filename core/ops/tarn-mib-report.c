/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-mib-report.h"

/* Text of modules: what a terminal would obey is not shown. */
static void
append_plain (GString    *text,
              const char *string)
{
  g_autofree char *valid = g_utf8_make_valid (string, -1);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_iscntrl (g_utf8_get_char (p)))
      g_string_append_c (text, '?');
    else
      g_string_append_unichar (text, g_utf8_get_char (p));
}

void
tarn_mib_report_append_text (GString             *text,
                             const TarnMibReport *report,
                             gboolean             all)
{
  append_plain (text, report->path);
  if (report->name != NULL)
    {
      g_string_append_printf (text, ":%u: ", report->line);
      append_plain (text, report->name);
    }
  g_string_append_printf (text, ": %s", tarn_mib_verdict_to_string (report->verdict));
  if (report->verdict < TARN_MIB_REFUSED)
    g_string_append_printf (text, ", %u objects, %u types", report->n_objects, report->n_types);
  if (report->lost->len > 0)
    g_string_append_printf (text, ", %u definitions lost", report->lost->len);
  if (report->n_incomplete > 0)
    g_string_append_printf (text, ", %u incomplete", report->n_incomplete);
  g_string_append_c (text, '\n');

  for (guint i = 0; i < report->missing->len; i++)
    {
      if (i == 0)
        append_plain (text, report->path);
      g_string_append (text, i == 0 ? ": missing imports: " : ", ");
      append_plain (text, report->missing->pdata[i]);
      if (i + 1 == report->missing->len)
        g_string_append_c (text, '\n');
    }
  for (guint i = 0; i < report->remarks->len; i++)
    {
      const TarnMibRemark *remark = report->remarks->pdata[i];

      /* By what it is shadowed is no mere note. */
      if (remark->kind == TARN_MIB_REMARK_NOTE && !all && report->verdict != TARN_MIB_SHADOWED)
        continue;
      append_plain (text, report->path);
      if (remark->line > 0)
        g_string_append_printf (text, ":%u:%u", remark->line, remark->column);
      g_string_append_printf (text, ": %s: ", tarn_mib_remark_kind_to_string (remark->kind));
      append_plain (text, remark->text);
      g_string_append_c (text, '\n');
    }
}

static void
append_json_string (GString    *text,
                    const char *string)
{
  g_autofree char *valid = g_utf8_make_valid (string, -1);

  g_string_append_c (text, '"');
  for (const char *p = valid; *p != '\0'; p++)
    if (*p == '"' || *p == '\\')
      g_string_append_printf (text, "\\%c", *p);
    else if ((guint8) *p < ' ' || *p == 0x7f)
      g_string_append_printf (text, "\\u%04x", (guint) *p);
    else
      g_string_append_c (text, *p);
  g_string_append_c (text, '"');
}

static void
append_json_list (GString    *text,
                  const char *name,
                  GPtrArray  *strings)
{
  g_string_append_printf (text, ",\"%s\":[", name);
  for (guint i = 0; i < strings->len; i++)
    {
      if (i > 0)
        g_string_append_c (text, ',');
      append_json_string (text, strings->pdata[i]);
    }
  g_string_append_c (text, ']');
}

void
tarn_mib_report_append_json (GString             *text,
                             const TarnMibReport *report)
{
  g_string_append (text, "{\"file\":");
  append_json_string (text, report->path);
  if (report->name != NULL)
    {
      g_string_append (text, ",\"module\":");
      append_json_string (text, report->name);
      g_string_append_printf (text, ",\"line\":%u", report->line);
    }
  g_string_append_printf (text, ",\"verdict\":\"%s\",\"objects\":%u,\"types\":%u,\"incomplete\":%u",
                          tarn_mib_verdict_to_string (report->verdict), report->n_objects,
                          report->n_types, report->n_incomplete);
  append_json_list (text, "lost", report->lost);
  append_json_list (text, "missing", report->missing);

  g_string_append (text, ",\"remarks\":[");
  for (guint i = 0; i < report->remarks->len; i++)
    {
      const TarnMibRemark *remark = report->remarks->pdata[i];

      g_string_append_printf (text, "%s{\"kind\":\"%s\",\"line\":%u,\"column\":%u,\"text\":",
                              i > 0 ? "," : "", tarn_mib_remark_kind_to_string (remark->kind),
                              remark->line, remark->column);
      append_json_string (text, remark->text);
      g_string_append_c (text, '}');
    }
  g_string_append (text, "]}\n");
}
