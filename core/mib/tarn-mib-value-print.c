/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What the tools of net-snmp 5.9.3 print behind " = ", measured with every type, with odd
 * encodings, and with every kind of syntax.  Where it refuses a whole message for one
 * value, the value is shown as octets.  Where it is wrong, and so not followed, is listed
 * in tests/interop/test-value-net-snmp.c.
 */
#include "mib/tarn-mib-print-private.h"

#include "base/tarn-text.h"
#include "mib/tarn-chars.h"
#include "mib/tarn-hint.h"
#include "mib/tarn-mib-octets.h"

#define HEX_LINE 16   /* octets on a line of a hex string */

/* isprint() or isspace(); the rest as dots. */
static void
append_hex_text (GString  *out,
                 TarnSpan  octets)
{
  APPEND (out, "  [");
  for (gsize i = 0; i < octets.len; i++)
    g_string_append_c (out, tarn_chars_is_ascii (tarn_span (octets.data + i, 1))
                              ? (char) octets.data[i] : '.');
  g_string_append_c (out, ']');
}

/* Each octet with a space behind it, sixteen to a line. */
static void
append_hex_lines (GString       *out,
                  TarnSpan       octets,
                  TarnMibValueFlags  flags)
{
  static const char digits[] = "0123456789ABCDEF";

  if (octets.len == 0 && (flags & TARN_MIB_VALUE_HEX_TEXT))
    append_hex_text (out, octets);
  for (gsize i = 0; i < octets.len; i++)
    {
      char text[3] = { digits[octets.data[i] >> 4], digits[octets.data[i] & 0x0f], ' ' };

      g_string_append_len (out, text, sizeof text);
      if (i % HEX_LINE == HEX_LINE - 1 || i == octets.len - 1)
        {
          gsize from = i - i % HEX_LINE;

          if (flags & TARN_MIB_VALUE_HEX_TEXT)
            append_hex_text (out, tarn_span (octets.data + from, i + 1 - from));
          if (i < octets.len - 1)
            g_string_append_c (out, '\n');
        }
    }
}

static void
print_hex (const TarnMibPrinter *self,
           TarnSpan       octets)
{
  append_hex_lines (self->out, octets, self->flags);
}

/* FALSE: there is no hint, and nothing is printed. */
static gboolean
print_hinted_octets (TarnMibPrinter *self,
                     TarnSpan  octets)
{
  const char *hint = self->syntax != NULL ? self->syntax->hint : NULL;
  gsize start = self->out->len;

  if (hint == NULL)
    return FALSE;

  APPEND_TYPE (self, "STRING: ");
  /* It looks no further than at what there are octets for. */
  if (octets.len == 0
      || tarn_hint_append_octets (self->out, hint, octets,
                                  self->flags & TARN_MIB_VALUE_PADDED ? TARN_HINT_NET_SNMP_PADDED
                                                                      : TARN_HINT_NET_SNMP))
    {
      tarn_mib_print_units (self);
      return TRUE;
    }

  g_string_truncate (self->out, start);
  g_string_append_printf (self->out, "(Bad hint ignored: %s) ", hint);
  self->syntax = NULL;
  return FALSE;
}

/* In the charset that the column was said to have: nothing of net-snmp's, which knows none.
 * FALSE: nothing was said, or it is no text of that, and nothing is printed. */
static gboolean
print_charset_octets (TarnMibPrinter *self,
                      TarnSpan        octets)
{
  const char *charset = self->context != NULL ? self->context->charset : NULL;
  const char *hint = self->syntax != NULL ? self->syntax->hint : NULL;
  g_autofree char *text = NULL;

  if (charset == NULL || octets.len == 0 || (self->flags & TARN_MIB_VALUE_HEX)
      || (hint != NULL && !tarn_hint_is_text (hint)))
    return FALSE;
  text = tarn_mib_octets_dup_text (octets, charset);
  if (text == NULL)
    return FALSE;

  APPEND_TYPE (self, "STRING: ");
  if (hint != NULL)
    {
      tarn_chars_append_safe (self->out, tarn_span (text, strlen (text)));
    }
  else
    {
      g_autoptr(GString) quoted = g_string_new (text);

      g_string_replace (quoted, "\\", "\\\\", 0);
      g_string_replace (quoted, "\"", "\\\"", 0);
      g_string_append_c (self->out, '"');
      tarn_chars_append_safe (self->out, tarn_span (quoted->str, quoted->len));
      g_string_append_c (self->out, '"');
    }
  tarn_mib_print_units (self);
  return TRUE;
}

static void
print_octets (TarnMibPrinter *self,
              TarnSpan  octets)
{
  gboolean is_text;

  if (print_charset_octets (self, octets) || print_hinted_octets (self, octets))
    return;

  if (octets.len == 0)
    {
      APPEND (self->out, "\"\"");
      return;
    }

  is_text = (self->flags & (TARN_MIB_VALUE_HEX | TARN_MIB_VALUE_ASCII)) == 0
              ? tarn_chars_is_ascii (octets) : (self->flags & TARN_MIB_VALUE_HEX) == 0;
  if (is_text)
    APPEND_TYPE (self, "STRING: ");
  else
    APPEND_TYPE (self, "Hex-STRING: ");
  if (is_text || (self->flags & TARN_MIB_VALUE_QUICK))
    g_string_append_c (self->out, '"');
  if (is_text)
    tarn_chars_append_quoted (self->out, octets);
  else
    print_hex (self, octets);
  if (is_text || (self->flags & TARN_MIB_VALUE_QUICK))
    g_string_append_c (self->out, '"');
  tarn_mib_print_units (self);
}

static void
print_bits (const TarnMibPrinter *self,
            TarnSpan       octets)
{
  if (self->flags & TARN_MIB_VALUE_QUICK)
    {
      g_string_append_c (self->out, '"');
      print_hex (self, octets);
      g_string_append_c (self->out, '"');
      return;
    }

  APPEND (self->out, "BITS: ");
  print_hex (self, octets);
  for (gsize i = 0; i < 8 * octets.len; i++)
    if (octets.data[i / 8] & (0x80 >> i % 8))
      {
        const char *label = NULL;

        if (self->syntax != NULL && !(self->flags & TARN_MIB_VALUE_NUMBERS))
          label = tarn_mib_syntax_find_label (self->syntax, (gint64) i);
        if (label != NULL)
          g_string_append_printf (self->out, "%s(%" G_GSIZE_FORMAT ") ", label, i);
        else
          g_string_append_printf (self->out, "%" G_GSIZE_FORMAT " ", i);
      }
}

static void
print_opaque (const TarnMibPrinter *self)
{
  double real;
  guint64 bits;
  guint8 type;

  if (tarn_row_get_real (self->row, &real))
    {
      const char *format = self->context != NULL ? self->context->real_format : NULL;
      /* A double is called a float too, and what is longer than this is cut off. */
      char text[128];

      APPEND_TYPE (self, "Opaque: Float: ");
      g_string_append (self->out, g_ascii_formatd (text, sizeof text,
                                                   format != NULL ? format : "%f", real));
    }
  else if ((type = tarn_text_get_opaque_number (self->row, &bits)) == 0x7a)
    {
      APPEND_TYPE (self, "Opaque: Int64: ");
      g_string_append_printf (self->out, "%" G_GINT64_FORMAT, (gint64) bits);
    }
  else if (type != 0)
    {
      if (type == 0x76)
        APPEND_TYPE (self, "Opaque: Counter64: ");
      else
        APPEND_TYPE (self, "Opaque: UInt64: ");
      tarn_text_append_number (self->out, bits);
    }
  else
    {
      APPEND_TYPE (self, "OPAQUE: ");
      print_hex (self, tarn_row_content (self->row));
    }
  tarn_mib_print_units (self);
}

static void
print_oid (const TarnMibPrinter *self,
           TarnSpan              content)
{
  APPEND_TYPE (self, "OID: ");
  if (!tarn_mib_value_append_name (self->out, content, self->context))
    {
      g_string_append_c (self->out, '.');
      if (content.len == 0)
        g_string_append_c (self->out, '0');
      else
        tarn_text_append_oid (self->out, content);
    }
  tarn_mib_print_units (self);
}

static void
print_address (const TarnMibPrinter *self,
               TarnSpan       octets)
{
  if (self->syntax == NULL || self->syntax->base != TARN_MIB_BASE_NETWORK_ADDRESS)
    {
      APPEND_TYPE (self, "IpAddress: ");
      tarn_text_append_address (self->out, octets);
      return;
    }

  APPEND_TYPE (self, "Network Address: ");
  g_string_append_printf (self->out, "%02X:%02X:%02X:%02X",
                          octets.data[0], octets.data[1], octets.data[2], octets.data[3]);
}

/* Nothing of net-snmp's: it drops the message. */
static void
print_undecodable (const TarnMibPrinter *self)
{
  if (self->row->anomalies & TARN_ANOMALY_UNKNOWN_TYPE)
    g_string_append_printf (self->out, "Unknown Type (0x%02X): ", self->row->tag);
  else
    g_string_append_printf (self->out, "Undecodable (type 0x%02X): ", self->row->tag);
  append_hex_lines (self->out, self->row->tlv, TARN_MIB_VALUE_NET_SNMP);
}

static gboolean
print_exception (const TarnMibPrinter *self)
{
  switch (self->row->tag)
    {
    case TARN_KIND_NO_SUCH_OBJECT:
      g_string_append (self->out, "No Such Object available on this agent at this OID");
      return TRUE;

    case TARN_KIND_NO_SUCH_INSTANCE:
      g_string_append (self->out, "No Such Instance currently exists at this OID");
      return TRUE;

    case TARN_KIND_END_OF_MIB_VIEW:
      g_string_append (self->out, "No more variables left in this MIB View "
                                  "(It is past the end of the MIB tree)");
      return TRUE;

    default:
      return FALSE;
    }
}

static void
print_value (TarnMibPrinter *self)
{
  TarnSpan content = tarn_row_content (self->row);

  switch (self->row->tag)
    {
    case TARN_KIND_OCTET_STRING:
      if (self->syntax != NULL && self->syntax->base == TARN_MIB_BASE_BITS)
        print_bits (self, content);
      else
        print_octets (self, content);
      break;

    case TARN_KIND_BIT_STRING:
      print_bits (self, content);
      break;

    case TARN_KIND_NULL:
      APPEND (self->out, "NULL");
      break;

    case TARN_KIND_OBJECT_ID:
      print_oid (self, content);
      break;

    case TARN_KIND_IP_ADDRESS:
      print_address (self, content);
      break;

    case TARN_KIND_OPAQUE:
      print_opaque (self);
      break;

    case TARN_KIND_INTEGER:
    case TARN_KIND_COUNTER32:
    case TARN_KIND_GAUGE32:
    case TARN_KIND_COUNTER64:
    case TARN_KIND_UINTEGER32:
    case TARN_KIND_TIME_TICKS:
      tarn_mib_print_number (self);
      break;

    case TARN_KIND_NSAP_ADDRESS:
      APPEND (self->out, "Variable has bad type");
      break;

    default:
      print_undecodable (self);
      break;
    }
}

/* As a "Wrong Type" says that it should be. */
static const char *
base_name (TarnMibBase base)
{
  static const char *const names[] = {
    [TARN_MIB_BASE_INTEGER] = "INTEGER",
    [TARN_MIB_BASE_UNSIGNED] = "Gauge32 or Unsigned32",
    [TARN_MIB_BASE_COUNTER32] = "Counter32",
    [TARN_MIB_BASE_GAUGE32] = "Gauge32 or Unsigned32",
    [TARN_MIB_BASE_TIME_TICKS] = "Timeticks",
    [TARN_MIB_BASE_COUNTER64] = "Counter64",
    [TARN_MIB_BASE_OCTETS] = "OCTET STRING",
    [TARN_MIB_BASE_BITS] = "BITS",
    [TARN_MIB_BASE_OBJECT_ID] = "OBJECT IDENTIFIER",
    [TARN_MIB_BASE_IP_ADDRESS] = "IpAddress",
    [TARN_MIB_BASE_NETWORK_ADDRESS] = "NetworkAddress",
    [TARN_MIB_BASE_OPAQUE] = "Opaque",
  };

  return names[base];
}

void
tarn_mib_value_print (GString                   *out,
                      const TarnRow             *row,
                      const TarnMibValueContext *context,
                      TarnMibValueFlags          flags)
{
  TarnMibPrinter self = { out, row, context, context != NULL ? context->syntax : NULL, flags };

  if (print_exception (&self))
    return;
  if (row->anomalies & UNREADABLE)
    {
      print_undecodable (&self);
      return;
    }

  if (self.syntax != NULL && self.syntax->base == TARN_MIB_BASE_NONE)
    self.syntax = NULL;
  if (self.syntax != NULL && !tarn_mib_syntax_takes (self.syntax, row))
    {
      if (!(flags & TARN_MIB_VALUE_NO_TYPES))
        g_string_append_printf (out, "Wrong Type (should be %s): ",
                                base_name (self.syntax->base));
      self.syntax = NULL;
    }
  print_value (&self);
}
