/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * One object a line; its shape is told in tarn(1).  tarn-import-json.c reads it back.
 */
#include "ops/tarn-format-private.h"

void
tarn_format_append_json_string (GString  *line,
                                TarnSpan  text)
{
  g_string_append_c (line, '"');
  for (gsize i = 0; i < text.len; i++)
    switch (text.data[i])
      {
      case '"':
      case '\\':
        g_string_append_c (line, '\\');
        g_string_append_c (line, (char) text.data[i]);
        break;

      case '\t':
        g_string_append (line, "\\t");
        break;

      case '\r':
        g_string_append (line, "\\r");
        break;

      case '\n':
        g_string_append (line, "\\n");
        break;

      default:
        if (g_ascii_iscntrl (text.data[i]))
          g_string_append_printf (line, "\\u%04x", text.data[i]);
        else
          g_string_append_c (line, (char) text.data[i]);
        break;
      }
  g_string_append_c (line, '"');
}

static void
append_hex_member (GString    *line,
                   const char *name,
                   TarnSpan    octets)
{
  g_string_append_printf (line, ",\"%s\":\"", name);
  tarn_text_append_hex (line, octets);
  g_string_append_c (line, '"');
}

static void
append_octets (GString  *line,
               TarnSpan  octets)
{
  if (tarn_format_is_text (octets))
    {
      g_string_append (line, ",\"text\":");
      tarn_format_append_json_string (line, octets);
    }
  append_hex_member (line, "hex", octets);
}

static void
append_value (GString       *line,
              const TarnRow *row)
{
  gsize begin = line->len;
  gboolean quoted = FALSE;

  switch (row->tag)
    {
    case TARN_KIND_OCTET_STRING:
      append_octets (line, tarn_row_content (row));
      return;

    case TARN_KIND_NULL:
      g_string_append (line, ",\"value\":null");
      return;

    case TARN_KIND_INTEGER:
    case TARN_KIND_COUNTER32:
    case TARN_KIND_GAUGE32:
    case TARN_KIND_TIME_TICKS:
    case TARN_KIND_UINTEGER32:
      break;

    default:
      /* Many readers have no integers above 2^53 (F-23), and JSON has no infinity. */
      quoted = TRUE;
      break;
    }

  g_string_append (line, quoted ? ",\"value\":\"" : ",\"value\":");
  if (!tarn_text_append_value (line, row))
    g_string_truncate (line, begin);
  else if (quoted)
    g_string_append_c (line, '"');

  if (row->tag == TARN_KIND_OPAQUE || row->tag == TARN_KIND_BIT_STRING
      || row->tag == TARN_KIND_NSAP_ADDRESS)
    append_hex_member (line, "hex", tarn_row_content (row));
}

/* ["bad-value","…"] */
static void
append_anomalies (GString       *line,
                  TarnAnomalies  anomalies)
{
  gboolean first = TRUE;

  g_string_append (line, ",\"anomalies\":[");
  for (guint bit = 0; bit < 32; bit++)
    {
      g_autofree char *name = NULL;

      if (!(anomalies & (1u << bit)))
        continue;

      name = tarn_anomalies_to_string ((TarnAnomalies) (1u << bit));
      g_string_append_printf (line, "%s\"%s\"", first ? "" : ",", name);
      first = FALSE;
    }
  g_string_append_c (line, ']');
}

void
tarn_format_append_json_value (GString       *line,
                               const TarnRow *row)
{
  g_string_append_printf (line, "\"type\":\"%s\"", tarn_format_type_name (row->tag));

  if (!(row->anomalies & (TARN_ANOMALY_BAD_VALUE | TARN_ANOMALY_UNKNOWN_TYPE
                          | TARN_ANOMALY_BAD_IP_ADDRESS)))
    append_value (line, row);

  if (row->anomalies != TARN_ANOMALY_NONE)
    append_anomalies (line, row->anomalies);
  if (tarn_format_needs_tlv (row))
    append_hex_member (line, "tlv", row->tlv);
}

void
tarn_format_row_json (const TarnRow *row,
                      GString       *line)
{
  g_string_append (line, "{\"oid\":\"");
  tarn_text_append_name (line, row->name);
  g_string_append (line, "\",");
  tarn_format_append_json_value (line, row);
  g_string_append (line, "}\n");
}
