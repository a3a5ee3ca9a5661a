/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * oid,type,value,hex,tlv, quoted as RFC 4180 says; tarn-import-csv.c reads it back.
 *
 * A value is there to be read.  What it does not carry octet by octet also stands in
 * hex; so does text that a spreadsheet would take for a formula, since such a value gets
 * an apostrophe in front.
 */
#include "ops/tarn-format-private.h"

void
tarn_format_csv_header (GString *line)
{
  g_string_append (line, "oid,type,value,hex,tlv\n");
}

/* Also quoted is what the readers of other separators would trip over. */
void
tarn_format_append_csv_field (GString  *line,
                              TarnSpan  field)
{
  gboolean quoted = field.len > 0 && (field.data[0] == ' ' || field.data[field.len - 1] == ' ');

  for (gsize i = 0; i < field.len && !quoted; i++)
    quoted = field.data[i] != '\0' && strchr (",;\t\r\n\"'", field.data[i]) != NULL;

  if (quoted)
    g_string_append_c (line, '"');
  for (gsize i = 0; i < field.len; i++)
    {
      if (field.data[i] == '"')
        g_string_append_c (line, '"');
      g_string_append_c (line, (char) field.data[i]);
    }
  if (quoted)
    g_string_append_c (line, '"');
}

/* One line without control characters, which every program hands on as it is. */
static gboolean
is_plain (TarnSpan text)
{
  for (gsize i = 0; i < text.len; i++)
    if (g_ascii_iscntrl (text.data[i]))
      return FALSE;

  return TRUE;
}

gboolean
tarn_format_is_formula (TarnSpan text)
{
  return text.len > 0 && text.data[0] != '\0' && strchr ("=+-@\t\r", text.data[0]) != NULL;
}

void
tarn_format_append_csv_guarded (GString  *line,
                                TarnSpan  text)
{
  g_autoptr(GString) guarded = g_string_new ("'");

  g_string_append_len (guarded, (const char *) text.data, (gssize) text.len);
  tarn_format_append_csv_field (line, tarn_span (guarded->str, guarded->len));
}

/* The fields value and hex. */
static void
append_octets (GString  *line,
               TarnSpan  octets)
{
  gboolean is_text = tarn_format_is_text (octets);
  gboolean is_formula = tarn_format_is_formula (octets);

  if (is_text && is_formula)
    {
      tarn_format_append_csv_guarded (line, octets);
    }
  else if (is_text)
    {
      tarn_format_append_csv_field (line, octets);
    }

  g_string_append_c (line, ',');
  if (!is_text || is_formula || !is_plain (octets))
    tarn_text_append_hex (line, octets);
}

void
tarn_format_row_csv (const TarnRow *row,
                     GString       *line)
{
  gboolean readable = !(row->anomalies & (TARN_ANOMALY_BAD_VALUE | TARN_ANOMALY_UNKNOWN_TYPE
                                          | TARN_ANOMALY_BAD_IP_ADDRESS));

  tarn_text_append_name (line, row->name);
  g_string_append_printf (line, ",%s,", tarn_format_type_name (row->tag));

  if (readable && row->tag == TARN_KIND_OCTET_STRING)
    {
      append_octets (line, tarn_row_content (row));
    }
  else
    {
      if (readable)
        tarn_text_append_value (line, row);
      g_string_append_c (line, ',');
      if (readable && (row->tag == TARN_KIND_OPAQUE || row->tag == TARN_KIND_BIT_STRING
                       || row->tag == TARN_KIND_NSAP_ADDRESS))
        tarn_text_append_hex (line, tarn_row_content (row));
    }

  g_string_append_c (line, ',');
  if (tarn_format_needs_tlv (row))
    tarn_text_append_hex (line, row->tlv);
  g_string_append_c (line, '\n');
}
