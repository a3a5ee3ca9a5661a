/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Numbers as net-snmp prints them.
 */
#include "mib/tarn-mib-print-private.h"

#include "base/tarn-number.h"
#include "base/tarn-text.h"
#include "mib/tarn-hint.h"

#define PUT(text, literal) ((char *) mempcpy (text, literal, sizeof literal - 1))

void
tarn_mib_print_units (const TarnMibPrinter *self)
{
  if (self->syntax == NULL || self->context->units == NULL
      || (self->flags & TARN_MIB_VALUE_NO_UNITS))
    return;

  g_string_append_c (self->out, ' ');
  g_string_append (self->out, self->context->units);
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
print_hinted_number (const TarnMibPrinter *self,
                     gint64         number)
{
  const char *hint = self->syntax != NULL ? self->syntax->hint : NULL;

  if (hint == NULL || !tarn_hint_append_integer (self->out, hint, number, TARN_HINT_NET_SNMP))
    tarn_text_append_signed (self->out, number);
}

static void
print_integer (const TarnMibPrinter *self,
               gint64         number)
{
  const char *label = NULL;

  APPEND_TYPE (self, "INTEGER: ");
  if (self->syntax != NULL && !(self->flags & TARN_MIB_VALUE_NUMBERS))
    label = tarn_mib_syntax_find_label (self->syntax, number);

  if (label == NULL)
    print_hinted_number (self, number);
  else
    {
      g_string_append (self->out, label);
      if (!(self->flags & TARN_MIB_VALUE_QUICK))
        {
          g_string_append_c (self->out, '(');
          tarn_text_append_signed (self->out, number);
          g_string_append_c (self->out, ')');
        }
    }
  tarn_mib_print_units (self);
}

/* Days stand before a colon, as no others do. */
static void
append_quick_ticks (GString *out,
                    guint32  ticks)
{
  guint32 seconds = ticks / 100;

  g_string_append_printf (out, "%u:%u:%02u:%02u.%02u", seconds / 86400, seconds / 3600 % 24,
                          seconds / 60 % 60, seconds % 60, ticks % 100);
}

static void
print_ticks (const TarnMibPrinter *self,
             guint32        ticks)
{
  if (self->flags & TARN_MIB_VALUE_RAW_TICKS)
    {
      tarn_text_append_number (self->out, ticks);
      return;
    }

  if (self->flags & TARN_MIB_VALUE_QUICK)
    append_quick_ticks (self->out, ticks);
  else
    {
      APPEND (self->out, "Timeticks: (");
      tarn_text_append_number (self->out, ticks);
      APPEND (self->out, ") ");
      tarn_text_append_ticks (self->out, ticks);
    }
  tarn_mib_print_units (self);
}

char *
tarn_mib_value_put_number (const TarnRow *row,
                           char          *text)
{
  TarnSpan content = tarn_row_content (row);
  gint64 number;

  if (row->anomalies & UNREADABLE)
    return NULL;

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

void
tarn_mib_print_number (const TarnMibPrinter *self)
{
  TarnSpan content = tarn_row_content (self->row);

  switch (self->row->tag)
    {
    case TARN_KIND_INTEGER:
      print_integer (self, plain_integer (content));
      return;

    case TARN_KIND_COUNTER32:
      APPEND_TYPE (self, "Counter32: ");
      tarn_text_append_number (self->out, (guint32) plain_bits (content));
      break;

    case TARN_KIND_GAUGE32:
      APPEND_TYPE (self, "Gauge32: ");
      print_hinted_number (self, (guint32) plain_bits (content));
      break;

    case TARN_KIND_COUNTER64:
      APPEND_TYPE (self, "Counter64: ");
      tarn_text_append_number (self->out, plain_bits (content));
      break;

    case TARN_KIND_TIME_TICKS:
      print_ticks (self, (guint32) plain_bits (content));
      return;

    default:
      tarn_text_append_number (self->out, (guint32) plain_bits (content));
      return;
    }
  tarn_mib_print_units (self);
}
