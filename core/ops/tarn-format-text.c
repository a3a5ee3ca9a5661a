/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What the tools of net-snmp 5.9.3 print with -On -m '', measured with every type and
 * with odd encodings.  Where it refuses a whole message for one value, the value is
 * shown as octets.
 */
#include "ops/tarn-format-private.h"

#include "base/tarn-name.h"

#define HEX_LINE 16   /* octets on a line of a hex string */

/* isprint() or isspace() in the C locale, whatever the locale is. */
static gboolean
is_text (TarnSpan octets)
{
  for (gsize i = 0; i < octets.len; i++)
    if (!g_ascii_isprint (octets.data[i])
        && (octets.data[i] < '\t' || octets.data[i] > '\r'))
      return FALSE;

  return TRUE;
}

/* Each octet with a space behind it, sixteen to a line. */
static void
append_hex_lines (GString  *line,
                  TarnSpan  octets)
{
  static const char digits[] = "0123456789ABCDEF";

  for (gsize i = 0; i < octets.len; i++)
    {
      char text[3] = { digits[octets.data[i] >> 4], digits[octets.data[i] & 0x0f], ' ' };

      if (i > 0 && i % HEX_LINE == 0)
        g_string_append_c (line, '\n');
      g_string_append_len (line, text, sizeof text);
    }
}

static void
append_octet_string (GString  *line,
                     TarnSpan  octets)
{
  if (octets.len == 0)
    {
      g_string_append (line, "\"\"");
      return;
    }

  if (!is_text (octets))
    {
      g_string_append (line, "Hex-STRING: ");
      append_hex_lines (line, octets);
      return;
    }

  g_string_append (line, "STRING: \"");
  for (gsize i = 0; i < octets.len; i++)
    {
      if (octets.data[i] == '"' || octets.data[i] == '\\')
        g_string_append_c (line, '\\');
      g_string_append_c (line, (char) octets.data[i]);
    }
  g_string_append_c (line, '"');
}

static void
append_bits (GString  *line,
             TarnSpan  octets)
{
  g_string_append (line, "BITS: ");
  append_hex_lines (line, octets);
  for (gsize i = 0; i < 8 * octets.len; i++)
    if (octets.data[i / 8] & (0x80 >> i % 8))
      g_string_append_printf (line, "%" G_GSIZE_FORMAT " ", i);
}

void
tarn_format_append_ticks (GString *line,
                          guint32  ticks)
{
  guint32 seconds = ticks / 100;
  guint32 days = seconds / 86400;

  if (days > 0)
    g_string_append_printf (line, "%u day%s, ", days, days == 1 ? "" : "s");
  g_string_append_printf (line, "%u:%02u:%02u.%02u",
                          seconds / 3600 % 24, seconds / 60 % 60, seconds % 60, ticks % 100);
}

static void
append_opaque (GString       *line,
               const TarnRow *row)
{
  double real;
  guint64 bits;
  guint8 type;

  if (tarn_row_get_real (row, &real))
    {
      /* A double is called a float too, and what is longer than this is cut off. */
      char text[128];

      g_string_append (line, "Opaque: Float: ");
      g_string_append (line, g_ascii_formatd (text, sizeof text, "%f", real));
    }
  else if ((type = tarn_format_opaque_number (row, &bits)) != 0)
    {
      if (type == 0x7a)
        g_string_append_printf (line, "Opaque: Int64: %" G_GINT64_FORMAT, (gint64) bits);
      else
        g_string_append_printf (line, "Opaque: %s: %" G_GUINT64_FORMAT,
                                type == 0x76 ? "Counter64" : "UInt64", bits);
    }
  else
    {
      g_string_append (line, "OPAQUE: ");
      append_hex_lines (line, tarn_row_content (row));
    }
}

/* What net-snmp shows of a number is all its octets, whether they are the right ones
 * for its type or not; tarn_row_get_integer() and _unsigned() go by P-INT-07 and
 * P-INT-08, which differ for odd encodings. */
static guint64
plain_bits (TarnSpan octets)
{
  guint64 bits = 0;

  for (gsize i = 0; i < octets.len; i++)
    bits = bits << 8 | octets.data[i];

  return bits;
}

static gint64
plain_integer (TarnSpan octets)
{
  guint64 bits = plain_bits (octets);

  if (octets.len < 8 && (octets.data[0] & 0x80))
    bits |= G_MAXUINT64 << 8 * octets.len;

  if ((gint64) bits > G_MAXINT32)
    return (gint64) (bits & G_MAXUINT32);
  if ((gint64) bits < G_MININT32)
    return -(gint64) (bits & G_MAXUINT32);
  return (gint64) bits;
}

static void
append_oid (GString       *line,
            const TarnRow *row)
{
  TarnSpan content = tarn_row_content (row);

  g_string_append (line, "OID: .");
  if (content.len == 0)
    g_string_append_c (line, '0');
  else
    tarn_format_append_oid (line, content);
}

/* Nothing of net-snmp's: it drops the message. */
static void
append_undecodable (GString       *line,
                    const TarnRow *row)
{
  if (row->anomalies & TARN_ANOMALY_UNKNOWN_TYPE)
    g_string_append_printf (line, "Unknown Type (0x%02X): ", row->tag);
  else
    g_string_append_printf (line, "Undecodable (type 0x%02X): ", row->tag);
  append_hex_lines (line, row->tlv);
}

static gboolean
append_exception (GString *line,
                  guint8   tag)
{
  switch (tag)
    {
    case TARN_KIND_NO_SUCH_OBJECT:
      g_string_append (line, "No Such Object available on this agent at this OID");
      return TRUE;

    case TARN_KIND_NO_SUCH_INSTANCE:
      g_string_append (line, "No Such Instance currently exists at this OID");
      return TRUE;

    case TARN_KIND_END_OF_MIB_VIEW:
      g_string_append (line, "No more variables left in this MIB View "
                             "(It is past the end of the MIB tree)");
      return TRUE;

    default:
      return FALSE;
    }
}

static void
append_value (GString       *line,
              const TarnRow *row)
{
  TarnSpan content = tarn_row_content (row);

  switch (row->tag)
    {
    case TARN_KIND_INTEGER:
      g_string_append_printf (line, "INTEGER: %" G_GINT64_FORMAT,
                              plain_integer (content));
      break;

    case TARN_KIND_BIT_STRING:
      append_bits (line, content);
      break;

    case TARN_KIND_OCTET_STRING:
      append_octet_string (line, content);
      break;

    case TARN_KIND_NULL:
      g_string_append (line, "NULL");
      break;

    case TARN_KIND_OBJECT_ID:
      append_oid (line, row);
      break;

    case TARN_KIND_IP_ADDRESS:
      g_string_append (line, "IpAddress: ");
      tarn_format_append_address (line, content);
      break;

    case TARN_KIND_COUNTER32:
      g_string_append_printf (line, "Counter32: %u", (guint32) plain_bits (content));
      break;

    case TARN_KIND_GAUGE32:
      g_string_append_printf (line, "Gauge32: %u", (guint32) plain_bits (content));
      break;

    case TARN_KIND_UINTEGER32:
      g_string_append_printf (line, "%u", (guint32) plain_bits (content));
      break;

    case TARN_KIND_TIME_TICKS:
      g_string_append_printf (line, "Timeticks: (%u) ", (guint32) plain_bits (content));
      tarn_format_append_ticks (line, (guint32) plain_bits (content));
      break;

    case TARN_KIND_OPAQUE:
      append_opaque (line, row);
      break;

    case TARN_KIND_NSAP_ADDRESS:
      g_string_append (line, "Variable has bad type");
      break;

    case TARN_KIND_COUNTER64:
      g_string_append_printf (line, "Counter64: %" G_GUINT64_FORMAT, plain_bits (content));
      break;

    default:
      append_undecodable (line, row);
      break;
    }
}

void
tarn_format_row_text (const TarnRow *row,
                      GString       *line)
{
  char name[TARN_NAME_MAX_TEXT];

  g_string_append_len (line, name, (gssize) tarn_name_to_text (row->name, name));
  g_string_append (line, " = ");

  if (append_exception (line, row->tag))
    ;
  else if (row->anomalies & (TARN_ANOMALY_BAD_VALUE | TARN_ANOMALY_UNKNOWN_TYPE
                             | TARN_ANOMALY_BAD_IP_ADDRESS))
    append_undecodable (line, row);
  else
    append_value (line, row);

  g_string_append_c (line, '\n');
}
