/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-format-private.h"

#include "base/tarn-name.h"
#include "base/tarn-tlv.h"

gboolean
tarn_format_is_text (TarnSpan octets)
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

gboolean
tarn_format_needs_tlv (const TarnRow *row)
{
  return row->anomalies != TARN_ANOMALY_NONE
         || row->header_len != tarn_tlv_header_size (row->tlv.len - row->header_len);
}

/**
 * tarn_format_parse:
 * @text: a word that a person typed
 * @format: (out): where to put the format
 *
 * Knows `text`, `snmprec`, `json` and `csv`.
 *
 * Returns: whether @text is the name of a format
 */
gboolean
tarn_format_parse (const char *text,
                   TarnFormat *format)
{
  static const char *names[] = {
    [TARN_FORMAT_TEXT] = "text",
    [TARN_FORMAT_SNMPREC] = "snmprec",
    [TARN_FORMAT_JSON] = "json",
    [TARN_FORMAT_CSV] = "csv",
  };

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (format != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (strcmp (text, names[i]) == 0)
      {
        *format = (TarnFormat) i;
        return TRUE;
      }

  return FALSE;
}

/**
 * tarn_format_row: (skip)
 * @format: how
 * @row: a varbind
 * @line: what to append to
 *
 * Appends one record for @row, with its line end.  A text record is several lines
 * where the value holds line ends or is a long hex string, as net-snmp prints it;
 * a snmprec record is two lines where the TLV is not the one that its type and
 * value alone would give.
 */
void
tarn_format_row (TarnFormat     format,
                 const TarnRow *row,
                 GString       *line)
{
  g_return_if_fail (row != NULL);
  g_return_if_fail (line != NULL);

  switch (format)
    {
    case TARN_FORMAT_TEXT:
      tarn_format_row_text (tarn_span ("", 0), row, line);
      break;

    case TARN_FORMAT_SNMPREC:
      tarn_format_row_snmprec (row, line);
      break;

    case TARN_FORMAT_JSON:
      tarn_format_row_json (row, line);
      break;

    case TARN_FORMAT_CSV:
      tarn_format_row_csv (row, line);
      break;

    default:
      g_return_if_reached ();
    }
}

/**
 * tarn_format_rows: (skip)
 * @format: how
 * @prefix: what stands before each record
 * @rows: (array length=n_rows): varbinds
 * @n_rows: how many
 * @lines: what to append to
 *
 * As tarn_format_row() for each of @rows, in less time.
 */
void
tarn_format_rows (TarnFormat     format,
                  const char    *prefix,
                  const TarnRow *rows,
                  gsize          n_rows,
                  GString       *lines)
{
  TarnSpan before;

  g_return_if_fail (prefix != NULL);
  g_return_if_fail (rows != NULL || n_rows == 0);
  g_return_if_fail (lines != NULL);

  before = tarn_span (prefix, strlen (prefix));
  for (gsize i = 0; i < n_rows; i++)
    {
      if (format == TARN_FORMAT_TEXT)
        {
          tarn_format_row_text (before, &rows[i], lines);
          continue;
        }
      g_string_append_len (lines, prefix, (gssize) before.len);
      tarn_format_row (format, &rows[i], lines);
    }
}
