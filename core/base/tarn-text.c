/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "base/tarn-text.h"

#include "base/tarn-name.h"
#include "base/tarn-number.h"

void
tarn_text_append_number (GString *text,
                         guint64  number)
{
  char digits[TARN_NUMBER_MAX_TEXT];

  g_string_append_len (text, digits, tarn_number_to_text (number, digits) - digits);
}

void
tarn_text_append_signed (GString *text,
                         gint64   number)
{
  if (number < 0)
    g_string_append_c (text, '-');
  tarn_text_append_number (text, number < 0 ? -(guint64) number : (guint64) number);
}

void
tarn_text_append_name (GString  *text,
                       TarnSpan  name)
{
  char dotted[TARN_NAME_MAX_TEXT];
  gsize len = tarn_name_to_text (name, dotted);

  if (len > 0)
    g_string_append_len (text, dotted + 1, (gssize) len - 1);
}

gboolean
tarn_text_append_oid (GString  *text,
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

  tarn_text_append_name (text, tarn_span (canonical,
                                          tarn_name_canonicalise (content, canonical)));
  return TRUE;
}

void
tarn_text_append_address (GString  *text,
                          TarnSpan  octets)
{
  g_string_append_printf (text, "%u.%u.%u.%u",
                          octets.data[0], octets.data[1], octets.data[2], octets.data[3]);
}

static void
append_pair (GString *text,
             char     before,
             guint    number)
{
  const char *pair = tarn_number_pairs + 2 * number;
  char three[3] = { before, pair[0], pair[1] };

  g_string_append_len (text, three, sizeof three);
}

void
tarn_text_append_ticks (GString *text,
                        guint32  ticks)
{
  guint32 seconds = ticks / 100;
  guint32 days = seconds / 86400;

  if (days > 0)
    {
      tarn_text_append_number (text, days);
      g_string_append (text, days == 1 ? " day, " : " days, ");
    }
  tarn_text_append_number (text, seconds / 3600 % 24);
  append_pair (text, ':', seconds / 60 % 60);
  append_pair (text, ':', seconds % 60);
  append_pair (text, '.', ticks % 100);
}

guint8
tarn_text_get_opaque_number (const TarnRow *row,
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

void
tarn_text_append_hex (GString  *text,
                      TarnSpan  octets)
{
  static const char digits[] = "0123456789abcdef";
  gsize at = text->len;

  g_string_set_size (text, at + 2 * octets.len);
  for (gsize i = 0; i < octets.len; i++)
    {
      text->str[at++] = digits[octets.data[i] >> 4];
      text->str[at++] = digits[octets.data[i] & 0x0f];
    }
}

static gboolean
append_opaque (GString       *text,
               const TarnRow *row)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  double real;
  guint64 bits;
  guint8 type;

  if (tarn_row_get_real (row, &real))
    g_string_append (text, g_ascii_dtostr (number, sizeof number, real));
  else if ((type = tarn_text_get_opaque_number (row, &bits)) == 0)
    return FALSE;
  else if (type == 0x7a)
    g_string_append_printf (text, "%" G_GINT64_FORMAT, (gint64) bits);
  else
    g_string_append_printf (text, "%" G_GUINT64_FORMAT, bits);

  return TRUE;
}

gboolean
tarn_text_append_value (GString       *text,
                        const TarnRow *row)
{
  guint64 number;
  gint64 integer;

  switch (row->tag)
    {
    case TARN_KIND_INTEGER:
      if (!tarn_row_get_integer (row, &integer))
        return FALSE;
      g_string_append_printf (text, "%" G_GINT64_FORMAT, integer);
      return TRUE;

    case TARN_KIND_COUNTER32:
    case TARN_KIND_GAUGE32:
    case TARN_KIND_TIME_TICKS:
    case TARN_KIND_UINTEGER32:
    case TARN_KIND_COUNTER64:
      if (!tarn_row_get_unsigned (row, &number))
        return FALSE;
      g_string_append_printf (text, "%" G_GUINT64_FORMAT, number);
      return TRUE;

    case TARN_KIND_OBJECT_ID:
      return tarn_text_append_oid (text, tarn_row_content (row));

    case TARN_KIND_IP_ADDRESS:
      if (row->anomalies & (TARN_ANOMALY_BAD_VALUE | TARN_ANOMALY_BAD_IP_ADDRESS))
        return FALSE;
      tarn_text_append_address (text, tarn_row_content (row));
      return TRUE;

    case TARN_KIND_OPAQUE:
      return append_opaque (text, row);

    default:
      return FALSE;
    }
}
