/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The lines that snmpsim reads.  A TLV that type and value alone would not give
 * back goes first, whole, in a comment of ours:
 *
 *   #tlv|1.3.6.1.2.1.1.1.0|04820003616263
 *   1.3.6.1.2.1.1.1.0|4|abc
 *
 * snmpsim skips the comment and serves the second line, which is left out where the
 * value has no form that snmpsim knows; Tarn's import takes the first.
 */
#include "ops/tarn-format-private.h"

#include "base/tarn-name.h"
#include "base/tarn-tlv.h"

/* Anomalies that the text of a value carries as it stands. */
#define CARRIED TARN_ANOMALY_OID_TOO_LONG

/* Printable ASCII, and nothing at the end that snmpsim would strip. */
static gboolean
is_plain_text (TarnSpan octets)
{
  for (gsize i = 0; i < octets.len; i++)
    if (!g_ascii_isprint (octets.data[i]))
      return FALSE;

  return octets.len == 0 || octets.data[octets.len - 1] != ' ';
}

/* Tag, bar and value; FALSE and nothing appended where snmpsim has no tag for it. */
static gboolean
append_readable (GString       *line,
                 const TarnRow *row)
{
  TarnSpan content = tarn_row_content (row);
  guint64 number;
  gint64 integer;

  if (row->anomalies & (TARN_ANOMALY_BAD_VALUE | TARN_ANOMALY_UNKNOWN_TYPE
                        | TARN_ANOMALY_BAD_IP_ADDRESS))
    return FALSE;

  switch (row->tag)
    {
    case TARN_KIND_INTEGER:
      if (!tarn_row_get_integer (row, &integer))
        return FALSE;
      g_string_append_printf (line, "2|%" G_GINT64_FORMAT, integer);
      return TRUE;

    case TARN_KIND_OCTET_STRING:
      g_string_append (line, is_plain_text (content) ? "4|" : "4x|");
      if (is_plain_text (content))
        g_string_append_len (line, (const char *) content.data, (gssize) content.len);
      else
        tarn_text_append_hex (line, content);
      return TRUE;

    case TARN_KIND_NULL:
      g_string_append (line, "5|");
      return TRUE;

    case TARN_KIND_OBJECT_ID:
      g_string_append (line, "6|");
      tarn_text_append_oid (line, content);
      return TRUE;

    case TARN_KIND_IP_ADDRESS:
      g_string_append (line, "64|");
      tarn_text_append_address (line, content);
      return TRUE;

    case TARN_KIND_COUNTER32:
    case TARN_KIND_GAUGE32:
    case TARN_KIND_TIME_TICKS:
    case TARN_KIND_COUNTER64:
      if (!tarn_row_get_unsigned (row, &number))
        return FALSE;
      g_string_append_printf (line, "%u|%" G_GUINT64_FORMAT, row->tag, number);
      return TRUE;

    case TARN_KIND_OPAQUE:
      g_string_append (line, "68x|");
      tarn_text_append_hex (line, content);
      return TRUE;

    default:
      return FALSE;
    }
}

void
tarn_format_row_snmprec (const TarnRow *row,
                         GString       *line)
{
  TarnRow value = { .name = row->name };
  gsize begin;

  /* Anew: what @row says may be about its name, which is canonical here. */
  tarn_row_set_tlv (&value, row->tlv);

  if ((value.anomalies & ~CARRIED) != 0
      || value.header_len != tarn_tlv_header_size (value.tlv.len - value.header_len)
      || tarn_row_is_exception (&value))
    {
      g_string_append (line, TARN_SNMPREC_RAW_PREFIX);
      tarn_text_append_name (line, value.name);
      g_string_append_c (line, '|');
      tarn_text_append_hex (line, value.tlv);
      g_string_append_c (line, '\n');
    }

  begin = line->len;
  tarn_text_append_name (line, value.name);
  g_string_append_c (line, '|');
  if (append_readable (line, &value))
    g_string_append_c (line, '\n');
  else
    g_string_truncate (line, begin);
}
