/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * One object a line; its shape is told in tarn(1).
 */
#include "ops/tarn-format-private.h"

#include "base/tarn-name.h"

static const char *
type_name (const TarnRow *row)
{
  switch (row->tag)
    {
    case TARN_KIND_INTEGER:          return "Integer32";
    case TARN_KIND_BIT_STRING:       return "BitString";
    case TARN_KIND_OCTET_STRING:     return "OctetString";
    case TARN_KIND_NULL:             return "Null";
    case TARN_KIND_OBJECT_ID:        return "ObjectIdentifier";
    case TARN_KIND_IP_ADDRESS:       return "IpAddress";
    case TARN_KIND_COUNTER32:        return "Counter32";
    case TARN_KIND_GAUGE32:          return "Gauge32";
    case TARN_KIND_TIME_TICKS:       return "TimeTicks";
    case TARN_KIND_OPAQUE:           return "Opaque";
    case TARN_KIND_NSAP_ADDRESS:     return "NsapAddress";
    case TARN_KIND_COUNTER64:        return "Counter64";
    case TARN_KIND_UINTEGER32:       return "UInteger32";
    case TARN_KIND_NO_SUCH_OBJECT:   return "noSuchObject";
    case TARN_KIND_NO_SUCH_INSTANCE: return "noSuchInstance";
    case TARN_KIND_END_OF_MIB_VIEW:  return "endOfMibView";
    default:                         return "unknown";
    }
}

/* P-TXT-01, without the trailing NULs: what is not shown must not be lost. */
static gboolean
is_text (TarnSpan octets)
{
  const char *text = (const char *) octets.data;

  if (!g_utf8_validate_len (text, octets.len, NULL))
    return FALSE;

  for (const char *p = text; p < text + octets.len; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_iscntrl (c) && c != '\t' && c != '\r' && c != '\n')
        return FALSE;
    }

  return TRUE;
}

/* @text has no control characters but TAB, CR and LF. */
static void
append_string (GString  *line,
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
  tarn_format_append_hex (line, octets);
  g_string_append_c (line, '"');
}

static void
append_octets (GString  *line,
               TarnSpan  octets)
{
  if (is_text (octets))
    {
      g_string_append (line, ",\"text\":");
      append_string (line, octets);
    }
  append_hex_member (line, "hex", octets);
}

static void
append_opaque (GString       *line,
               const TarnRow *row)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  double real;
  guint64 bits;
  guint8 type;

  /* As a string, since JSON has no infinity. */
  if (tarn_row_get_real (row, &real))
    g_string_append_printf (line, ",\"value\":\"%s\"",
                            g_ascii_dtostr (text, sizeof text, real));
  else if ((type = tarn_format_opaque_number (row, &bits)) == 0)
    ;
  else if (type == 0x7a)
    g_string_append_printf (line, ",\"value\":\"%" G_GINT64_FORMAT "\"", (gint64) bits);
  else
    g_string_append_printf (line, ",\"value\":\"%" G_GUINT64_FORMAT "\"", bits);

  append_hex_member (line, "hex", tarn_row_content (row));
}

static void
append_value (GString       *line,
              const TarnRow *row)
{
  TarnSpan content = tarn_row_content (row);
  guint64 number;
  gint64 integer;

  switch (row->tag)
    {
    case TARN_KIND_INTEGER:
      if (tarn_row_get_integer (row, &integer))
        g_string_append_printf (line, ",\"value\":%" G_GINT64_FORMAT, integer);
      break;

    case TARN_KIND_COUNTER32:
    case TARN_KIND_GAUGE32:
    case TARN_KIND_TIME_TICKS:
    case TARN_KIND_UINTEGER32:
      if (tarn_row_get_unsigned (row, &number))
        g_string_append_printf (line, ",\"value\":%" G_GUINT64_FORMAT, number);
      break;

    case TARN_KIND_COUNTER64:
      /* Many readers have no integers above 2^53 (F-23). */
      if (tarn_row_get_unsigned (row, &number))
        g_string_append_printf (line, ",\"value\":\"%" G_GUINT64_FORMAT "\"", number);
      break;

    case TARN_KIND_NULL:
      g_string_append (line, ",\"value\":null");
      break;

    case TARN_KIND_OBJECT_ID:
      g_string_append (line, ",\"value\":\"");
      tarn_format_append_oid (line, content);
      g_string_append_c (line, '"');
      break;

    case TARN_KIND_IP_ADDRESS:
      g_string_append (line, ",\"value\":\"");
      tarn_format_append_address (line, content);
      g_string_append_c (line, '"');
      break;

    case TARN_KIND_OCTET_STRING:
      append_octets (line, content);
      break;

    case TARN_KIND_OPAQUE:
      append_opaque (line, row);
      break;

    case TARN_KIND_BIT_STRING:
    case TARN_KIND_NSAP_ADDRESS:
      append_hex_member (line, "hex", content);
      break;

    default:
      break;
    }
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
tarn_format_row_json (const TarnRow *row,
                      GString       *line)
{
  g_string_append (line, "{\"oid\":\"");
  tarn_format_append_name (line, row->name);
  g_string_append_printf (line, "\",\"type\":\"%s\"", type_name (row));

  if (!(row->anomalies & (TARN_ANOMALY_BAD_VALUE | TARN_ANOMALY_UNKNOWN_TYPE
                          | TARN_ANOMALY_BAD_IP_ADDRESS)))
    append_value (line, row);

  if (row->anomalies != TARN_ANOMALY_NONE)
    {
      append_anomalies (line, row->anomalies);
      append_hex_member (line, "tlv", row->tlv);
    }

  g_string_append (line, "}\n");
}
