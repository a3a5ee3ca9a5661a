/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What the tools of net-snmp 5.9.3 print with -On -m '', measured with every type and
 * with odd encodings.  Where it refuses a whole message for one value, the value is
 * shown as octets.
 */
#include "ops/tarn-format-private.h"

#include "base/tarn-name.h"
#include "base/tarn-number.h"

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

/* For what comes by the million: strlen() is told by the compiler. */
#define APPEND(line, literal) g_string_append_len (line, literal, sizeof literal - 1)
#define PUT(text, literal)    ((char *) mempcpy (text, literal, sizeof literal - 1))

/* " = Counter64: ", a number and a new line. */
#define MAX_NUMBER_VALUE (16 + TARN_NUMBER_MAX_TEXT + 1)

/* Room for @n more octets behind @line; what of it was written, take_until() makes part of
 * it. */
static inline char *
reserve (GString *line,
         gsize    n)
{
  gsize len = line->len;

  if (G_UNLIKELY (line->allocated_len - len <= n))
    {
      g_string_set_size (line, len + n);
      line->len = len;
    }

  return line->str + len;
}

static inline void
take_until (GString    *line,
            const char *end)
{
  line->len = (gsize) (end - line->str);
  line->str[line->len] = '\0';
}

static void
append_number (GString *line,
               guint64  number)
{
  char text[TARN_NUMBER_MAX_TEXT];

  g_string_append_len (line, text, tarn_number_to_text (number, text) - text);
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

  APPEND (line, "STRING: \"");
  for (gsize from = 0, to; from < octets.len; from = to)
    {
      if (octets.data[from] == '"' || octets.data[from] == '\\')
        g_string_append_c (line, '\\');
      for (to = from + 1; to < octets.len && octets.data[to] != '"' && octets.data[to] != '\\';)
        to++;
      g_string_append_len (line, (const char *) octets.data + from, (gssize) (to - from));
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

static void
append_pair (GString *line,
             char     before,
             guint    number)
{
  const char *pair = tarn_number_pairs + 2 * number;
  char text[3] = { before, pair[0], pair[1] };

  g_string_append_len (line, text, sizeof text);
}

void
tarn_format_append_ticks (GString *line,
                          guint32  ticks)
{
  guint32 seconds = ticks / 100;
  guint32 days = seconds / 86400;

  if (days > 0)
    {
      append_number (line, days);
      g_string_append (line, days == 1 ? " day, " : " days, ");
    }
  append_number (line, seconds / 3600 % 24);
  append_pair (line, ':', seconds / 60 % 60);
  append_pair (line, ':', seconds % 60);
  append_pair (line, '.', ticks % 100);
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

/* The types that come by the million; NULL: it is another one. */
static char *
put_plain_number (const TarnRow *row,
                  char          *text)
{
  TarnSpan content = tarn_row_content (row);
  gint64 number;

  switch (row->tag)
    {
    case TARN_KIND_INTEGER:
      text = PUT (text, "INTEGER: ");
      number = plain_integer (content);
      if (number < 0)
        *text++ = '-';
      return tarn_number_to_text (number < 0 ? -(guint64) number : (guint64) number, text);

    case TARN_KIND_COUNTER32:
      return tarn_number_to_text ((guint32) plain_bits (content), PUT (text, "Counter32: "));

    case TARN_KIND_GAUGE32:
      return tarn_number_to_text ((guint32) plain_bits (content), PUT (text, "Gauge32: "));

    case TARN_KIND_COUNTER64:
      return tarn_number_to_text (plain_bits (content), PUT (text, "Counter64: "));

    default:
      return NULL;
    }
}

static void
append_value (GString       *line,
              const TarnRow *row)
{
  TarnSpan content = tarn_row_content (row);

  switch (row->tag)
    {
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

    case TARN_KIND_UINTEGER32:
      append_number (line, (guint32) plain_bits (content));
      break;

    case TARN_KIND_TIME_TICKS:
      APPEND (line, "Timeticks: (");
      append_number (line, (guint32) plain_bits (content));
      APPEND (line, ") ");
      tarn_format_append_ticks (line, (guint32) plain_bits (content));
      break;

    case TARN_KIND_OPAQUE:
      append_opaque (line, row);
      break;

    case TARN_KIND_NSAP_ADDRESS:
      g_string_append (line, "Variable has bad type");
      break;

    default:
      append_undecodable (line, row);
      break;
    }
}

void
tarn_format_row_text (TarnSpan       prefix,
                      const TarnRow *row,
                      GString       *line)
{
  const TarnAnomalies unreadable = TARN_ANOMALY_BAD_VALUE | TARN_ANOMALY_UNKNOWN_TYPE
                                   | TARN_ANOMALY_BAD_IP_ADDRESS;
  char *text = reserve (line, prefix.len + TARN_NAME_MAX_TEXT + MAX_NUMBER_VALUE);
  char *end, *number_end;

  text = mempcpy (text, prefix.data, prefix.len);
  end = PUT (text + tarn_name_to_text (row->name, text), " = ");
  number_end = row->anomalies & unreadable ? NULL : put_plain_number (row, end);
  if (number_end != NULL)
    {
      *number_end++ = '\n';
      take_until (line, number_end);
      return;
    }

  take_until (line, end);
  if (append_exception (line, row->tag))
    ;
  else if (row->anomalies & unreadable)
    append_undecodable (line, row);
  else
    append_value (line, row);

  g_string_append_c (line, '\n');
}
