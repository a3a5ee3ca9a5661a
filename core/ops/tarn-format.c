/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-format-private.h"

#include "base/tarn-name.h"
#include "base/tarn-tlv.h"

void
tarn_format_append_hex (GString  *line,
                        TarnSpan  octets)
{
  static const char digits[] = "0123456789abcdef";
  gsize at = line->len;

  g_string_set_size (line, at + 2 * octets.len);
  for (gsize i = 0; i < octets.len; i++)
    {
      line->str[at++] = digits[octets.data[i] >> 4];
      line->str[at++] = digits[octets.data[i] & 0x0f];
    }
}

void
tarn_format_append_name (GString  *line,
                         TarnSpan  name)
{
  char text[TARN_NAME_MAX_TEXT];
  gsize len = tarn_name_to_text (name, text);

  if (len > 0)
    g_string_append_len (line, text + 1, (gssize) len - 1);
}

gboolean
tarn_format_append_oid (GString  *line,
                        TarnSpan  content)
{
  TarnAnomalies anomalies = tarn_name_check (content);
  g_autofree guint8 *long_copy = NULL;
  guint8 copy[TARN_NAME_MAX_OCTETS];
  guint8 *canonical = copy;

  if (anomalies & (TARN_ANOMALY_OID_OVERFLOW | TARN_ANOMALY_BAD_VALUE))
    return FALSE;

  /* Padding can make few arcs arbitrarily long. */
  if (content.len > sizeof copy)
    canonical = long_copy = g_malloc (content.len);

  tarn_format_append_name (line,
                           tarn_span (canonical,
                                      tarn_name_canonicalise (content, canonical)));
  return TRUE;
}

void
tarn_format_append_address (GString  *line,
                            TarnSpan  octets)
{
  g_string_append_printf (line, "%u.%u.%u.%u",
                          octets.data[0], octets.data[1], octets.data[2], octets.data[3]);
}

guint8
tarn_format_opaque_number (const TarnRow *row,
                           guint64       *bits)
{
  TarnSpan octets;
  guint8 type = tarn_row_get_opaque_type (row, &octets);

  if (type != 0x76 && type != 0x7a && type != 0x7b)
    return 0;
  if (octets.len == 9 && (type == 0x7a || octets.data[0] != 0))
    return 0;

  *bits = type == 0x7a && (octets.data[0] & 0x80) ? G_MAXUINT64 : 0;
  for (gsize i = 0; i < octets.len; i++)
    *bits = *bits << 8 | octets.data[i];

  return type;
}

static gboolean
append_opaque (GString       *line,
               const TarnRow *row)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  double real;
  guint64 bits;
  guint8 type;

  if (tarn_row_get_real (row, &real))
    g_string_append (line, g_ascii_dtostr (text, sizeof text, real));
  else if ((type = tarn_format_opaque_number (row, &bits)) == 0)
    return FALSE;
  else if (type == 0x7a)
    g_string_append_printf (line, "%" G_GINT64_FORMAT, (gint64) bits);
  else
    g_string_append_printf (line, "%" G_GUINT64_FORMAT, bits);

  return TRUE;
}

gboolean
tarn_format_append_value (GString       *line,
                          const TarnRow *row)
{
  guint64 number;
  gint64 integer;

  switch (row->tag)
    {
    case TARN_KIND_INTEGER:
      if (!tarn_row_get_integer (row, &integer))
        return FALSE;
      g_string_append_printf (line, "%" G_GINT64_FORMAT, integer);
      return TRUE;

    case TARN_KIND_COUNTER32:
    case TARN_KIND_GAUGE32:
    case TARN_KIND_TIME_TICKS:
    case TARN_KIND_UINTEGER32:
    case TARN_KIND_COUNTER64:
      if (!tarn_row_get_unsigned (row, &number))
        return FALSE;
      g_string_append_printf (line, "%" G_GUINT64_FORMAT, number);
      return TRUE;

    case TARN_KIND_OBJECT_ID:
      return tarn_format_append_oid (line, tarn_row_content (row));

    case TARN_KIND_IP_ADDRESS:
      if (row->anomalies & (TARN_ANOMALY_BAD_VALUE | TARN_ANOMALY_BAD_IP_ADDRESS))
        return FALSE;
      tarn_format_append_address (line, tarn_row_content (row));
      return TRUE;

    case TARN_KIND_OPAQUE:
      return append_opaque (line, row);

    default:
      return FALSE;
    }
}

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
