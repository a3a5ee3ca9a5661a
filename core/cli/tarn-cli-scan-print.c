/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * A target as lines of text or CSV, or as a JSON object.
 */
#include "tarn-cli-json.h"
#include "tarn-cli-scan.h"

static const guint8 sys_name[] = { 0x2b, 6, 1, 2, 1, 1, 5, 0 };   /* 1.3.6.1.2.1.1.5.0 */

/* What a device calls itself, if that was asked; for a person. */
static char *
dup_sys_name (const CliScanResult *result)
{
  for (gsize i = 0; i < result->n_rows; i++)
    {
      const TarnRow *row = &result->rows[i];

      if (row->tag == TARN_KIND_OCTET_STRING && row->name.len == sizeof sys_name
          && memcmp (row->name.data, sys_name, sizeof sys_name) == 0)
        {
          TarnSpan content = tarn_row_content (row);

          return g_strndup ((const char *) content.data, content.len);
        }
    }

  return NULL;
}

static gboolean
has_answered (const CliScanResult *result)
{
  return result->end->outcome == TARN_SCAN_ANSWERED
         || result->end->outcome == TARN_SCAN_INCOMPLETE;
}

/* As tarn scan --file reads it again. */
static void
print_discovered (CliScan             *self,
                  const CliScanResult *result)
{
  g_autofree char *name = dup_sys_name (result);
  GString *text = self->output.buffer;

  if (!has_answered (result))
    return;

  g_string_append_printf (text, "%s  # ", result->end->target);
  if (result->end->rtt_us > 0)
    g_string_append_printf (text, "%.2f ms", (double) result->end->rtt_us / 1000);
  else
    g_string_append (text, "one request behind");
  if (name != NULL)
    {
      g_string_append (text, ", ");
      cli_append_plain (text, name);
    }
  g_string_append_c (text, '\n');
}

static void
print_rows (CliScan             *self,
            const CliScanResult *result,
            TarnFormat           format,
            char                 separator)
{
  g_autofree char *prefix = g_strdup_printf ("%s%c", result->end->target, separator);

  cli_append_rows (format, prefix, result->rows, result->n_rows, self->output.buffer);
}

void
cli_scan_print (CliScan             *self,
                const CliScanResult *result)
{
  switch (self->form)
    {
    case CLI_SCAN_TEXT:
      if (self->discover)
        print_discovered (self, result);
      else
        print_rows (self, result, TARN_FORMAT_TEXT, ' ');
      if (self->tells_silent && result->end->outcome != TARN_SCAN_ANSWERED)
        g_string_append_printf (self->output.buffer, "%s%s %s\n", self->discover ? "# " : "",
                                result->end->target,
                                tarn_scan_outcome_to_string (result->end->outcome));
      return;

    case CLI_SCAN_CSV:
      print_rows (self, result, TARN_FORMAT_CSV, ',');
      return;

    case CLI_SCAN_JSON:
      cli_scan_append_record (self, result, TRUE, NULL, self->output.buffer);
      return;

    case CLI_SCAN_CAPTURES:
    default:
      g_assert_not_reached ();
    }
}

static gboolean
has_name (const GPtrArray *oids,
          TarnSpan         name)
{
  for (guint i = 0; i < oids->len; i++)
    {
      gsize len;
      const guint8 *octets = tarn_oid_get_octets (oids->pdata[i], &len);

      if (len == name.len && memcmp (octets, name.data, len) == 0)
        return TRUE;
    }

  return FALSE;
}

/* Number of the table that @name is in; -1: it is none of them. */
static int
find_table (const CliScan *self,
            TarnSpan       name)
{
  for (guint i = 0; !has_name (self->names, name) && i < self->tables->len; i++)
    {
      gsize len;
      const guint8 *octets = tarn_oid_get_octets (self->tables->pdata[i], &len);

      /* Every octet of a name belongs to one arc of it, and no arc begins another one. */
      if (len <= name.len && memcmp (octets, name.data, len) == 0)
        return (int) i;
    }

  return -1;
}

/* The rows of one table, or those of none, separated by commas. */
static void
append_rows (const CliScan       *self,
             const CliScanResult *result,
             int                  table,
             GString             *line)
{
  gboolean first = TRUE;

  for (gsize i = 0; i < result->n_rows; i++)
    {
      if (find_table (self, result->rows[i].name) != table)
        continue;
      if (!first)
        g_string_append_c (line, ',');
      first = FALSE;
      cli_append_row (TARN_FORMAT_JSON, &result->rows[i], line);
      g_string_truncate (line, line->len - 1);   /* its line end */
    }
}

static void
append_values (const CliScan       *self,
               const CliScanResult *result,
               GString             *line)
{
  g_string_append (line, ",\"values\":[");
  append_rows (self, result, -1, line);
  g_string_append_c (line, ']');

  if (self->tables->len == 0)
    return;
  g_string_append (line, ",\"tables\":{");
  for (guint i = 0; i < self->tables->len; i++)
    {
      g_autofree char *root = tarn_oid_to_string (self->tables->pdata[i]);

      g_string_append_printf (line, "%s\"%s\":[", i > 0 ? "," : "", root + 1);   /* its dot */
      append_rows (self, result, (int) i, line);
      g_string_append_c (line, ']');
    }
  g_string_append_c (line, '}');
}

static void
append_member (GString    *line,
               const char *name,
               const char *value)
{
  if (value == NULL)
    return;

  g_string_append_printf (line, ",\"%s\":", name);
  cli_json_append_string (line, value);
}

static void
append_verdict (const TarnScanEvent *end,
                GString             *line)
{
  g_autofree char *anomalies = NULL;

  if (end->gaps != NULL && end->gaps->len > 0)
    {
      g_string_append (line, ",\"gaps\":[");
      for (guint i = 0; i < end->gaps->len; i++)
        {
          if (i > 0)
            g_string_append_c (line, ',');
          cli_json_append_gap (line, end->gaps->pdata[i]);
        }
      g_string_append_c (line, ']');
    }

  if (end->anomalies != TARN_ANOMALY_NONE)
    append_member (line, "anomalies", anomalies = tarn_anomalies_to_string (end->anomalies));
  append_member (line, "error", end->error != NULL ? end->error->message : NULL);
}

/* The community itself is nobody's business (F-88). */
void
cli_scan_append_record (const CliScan       *self,
                        const CliScanResult *result,
                        gboolean             values,
                        const char          *file,
                        GString             *line)
{
  const TarnScanEvent *end = result->end;
  g_autofree char *name = dup_sys_name (result);

  g_string_append (line, "{\"target\":");
  cli_json_append_string (line, end->target);
  append_member (line, "address", end->address[0] != '\0' ? end->address : NULL);
  append_member (line, "outcome", tarn_scan_outcome_to_string (end->outcome));
  append_member (line, "file", file);
  append_member (line, "sysName", name);
  if (end->credential >= 0)
    g_string_append_printf (line, ",\"credential\":%d", end->credential + 1);
  if (end->rtt_us > 0)
    g_string_append_printf (line, ",\"rtt_ms\":%" G_GINT64_FORMAT ".%03d", end->rtt_us / 1000,
                            (int) (end->rtt_us % 1000));
  g_string_append_printf (line, ",\"varbinds\":%" G_GSIZE_FORMAT, result->n_rows);

  if (values && has_answered (result))
    append_values (self, result, line);
  append_verdict (end, line);
  g_string_append (line, "}\n");
}
